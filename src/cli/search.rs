//! `onrecord search`: claims by their words, across all stories.
//!
//! It never mixes two people: a name that several of them bear is an error that lists them, as it is for an audit.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::args::{claim_kind, first_day, last_day, story};
use super::context::Context;
use super::failure::Failure;
use super::nearest::nearest;
use super::person::one_person;
use super::{NOT_FOUND, reference};
use crate::audit::AskedTopic;
use crate::claim::ClaimKind;
use crate::name::name_key;
use crate::render::Report;
use crate::report::SearchReport;
use crate::store::{History, Search, WordQuery};
use crate::story::Slug;

/// Find claims by their words, across all stories
///
/// One statement is one hit, however many versions repeat it; the last version with the words is shown, the best hit
/// first. Case, accents and marks are no matter. Only what is asserted is searched, not the words around it. Where
/// nothing is found the exit code is 1, as grep's is.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Words:
  security guarantees         both words, in any form (guarantee, guaranteed)
  '\"security guarantees\"'     these words in a row, letter by letter
  guarant*                    words that begin so
  talks OR truce              either; AND, OR and NOT in capitals
  talks NOT ceasefire         the first and not the second
  '(talks OR truce) May'      what goes together

Days: 2025, 2025-08 or 2025-08-19. A claim that was said \"in August\" counts as said on each day of August; one
whose text does not say, on the day of the version that brought its words.

Examples:
  onrecord search '\"security guarantees\"' --kind quote --speaker Lavrov
  onrecord search --topic \"royal commission\" --since 2025   the inquiry, under all its plain names
  onrecord search 'toll OR casualt*' --outlet Courier --since 2025-03
  onrecord search ferry --format json | jq -r '.hits[] | [.ref, .claim.content.text] | @tsv'")]
pub struct Args {
    /// What to look for
    #[arg(required_unless_present = "topic", value_name = "WORDS")]
    words: Vec<String>,
    /// Only claims that name this, as an audit finds it: its words in any order, its initials, its other plain names
    #[arg(long, value_name = "TOPIC")]
    topic: Option<String>,
    /// Only what this speaker says: a whole name, a surname, or whatever onrecord speakers has joined to them
    #[arg(long, value_name = "NAME")]
    speaker: Option<String>,
    /// Only claims of this kind: quote, mixed, statement or fact; may be given more than once
    #[arg(long, value_name = "KIND", value_delimiter = ',', value_parser = claim_kind)]
    kind: Vec<ClaimKind>,
    /// Only claims of this story
    #[arg(long, value_name = "NAME", value_parser = story)]
    story: Option<Slug>,
    /// Only claims in this outlet: all or some words of its name
    #[arg(long, value_name = "NAME")]
    outlet: Option<String>,
    /// Only what may have been said on this day or later
    #[arg(long, value_name = "DAY", value_parser = first_day)]
    since: Option<NaiveDate>,
    /// Only what may have been said on this day or earlier
    #[arg(long, value_name = "DAY", value_parser = last_day)]
    until: Option<NaiveDate>,
    /// How many to show
    #[arg(long, short = 'n', value_name = "N", default_value_t = 20, value_parser = clap::value_parser!(u32).range(1..))]
    limit: u32,
    /// Which page of them
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = clap::value_parser!(u32).range(1..))]
    page: u32,
}

pub(super) fn run(context: &Context, args: &Args) -> Result<u8, Failure> {
    let typed = args.words.join(" ");
    let topic = args.topic.as_deref().map(AskedTopic::new);
    let query = query(&typed, args.topic.as_deref().zip(topic.as_ref())).map_err(|why| {
        Failure::new(why).hint("give words, \"words in a row\", or word*; see onrecord search --help")
    })?;
    let history = context.open()?;
    if let Some(slug) = &args.story {
        reference::choose_story(&history, Some(slug), "")?;
    }
    let search = Search {
        query,
        speaker: args.speaker.as_deref().map(|name| one_person(&history, name, "--speaker")).transpose()?,
        kinds: args.kind.clone(),
        story: args.story.clone(),
        outlets: args.outlet.as_deref().map_or(Ok(Vec::new()), |name| outlets(&history, name))?,
        since: args.since,
        until: args.until,
    };
    let limit = args.limit as usize;
    let skipped = (args.page as usize - 1).saturating_mul(limit);
    let names_topic = |content: &str| topic.as_ref().is_none_or(|topic| topic.find(content).is_some());
    let found = history.search_where(&search, names_topic, skipped, limit)?;
    let kinds: Vec<&str> = search.kinds.iter().map(|kind| kind.name()).collect();
    let filters = [
        ("topic", args.topic.clone()),
        ("speaker", args.speaker.clone()),
        ("kind", (!kinds.is_empty()).then(|| kinds.join(", "))),
        ("story", args.story.as_ref().map(Slug::to_string)),
        ("outlet", (!search.outlets.is_empty()).then(|| search.outlets.join(", "))),
        ("since", args.since.map(|day| day.to_string())),
        ("until", args.until.map(|day| day.to_string())),
    ];
    context.show(&Report::Search(SearchReport {
        query: typed,
        filters: filters.into_iter().filter_map(|(name, value)| Some((name, value?))).collect(),
        total: found.total,
        skipped,
        limit,
        hits: found.hits,
    }))?;
    Ok(if found.total == 0 { NOT_FOUND } else { 0 })
}

/// Makes the query for what was typed and for what may name a topic; one of the two may be left out.
fn query(typed: &str, topic: Option<(&str, &AskedTopic)>) -> Result<WordQuery, String> {
    let Some((written, topic)) = topic else { return WordQuery::parse(typed) };
    let beginnings = topic.beginnings_of_names();
    let on_topic = if beginnings.is_empty() { WordQuery::parse(written)? } else { WordQuery::beginning(&beginnings) };
    Ok(if typed.is_empty() { on_topic } else { WordQuery::parse(typed)?.and(on_topic) })
}

/// Lists the outlets that have all the words of a name in theirs.
fn outlets(history: &History, name: &str) -> Result<Vec<String>, Failure> {
    let words = |name: &str| {
        let key = name_key(name);
        key.split(|c: char| !c.is_alphanumeric()).map(str::to_owned).collect::<BTreeSet<String>>()
    };
    let wanted = words(name);
    let all = history.outlets()?;
    let found: Vec<String> = all.iter().filter(|outlet| wanted.is_subset(&words(outlet))).cloned().collect();
    if !found.is_empty() && !wanted.is_empty() {
        return Ok(found);
    }
    let failure = Failure::new(format!("no outlet is called \"{name}\""));
    Err(match nearest(name, &all).as_slice() {
        [] => failure.hint("onrecord stories lists the outlets"),
        near => failure.hint(format!("did you mean {}?", near.join(" or "))),
    })
}
