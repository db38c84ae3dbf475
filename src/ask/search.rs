//! Claims by their words, across all stories.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::nearest::hint_nearest;
use super::{Error, one_person, reference};
use crate::audit::AskedTopic;
use crate::claim::ClaimKind;
use crate::name::name_key;
use crate::report::SearchReport;
use crate::store::{History, Search, WordQuery};
use crate::story::Slug;

/// What is looked for, and where.
#[derive(Clone, Debug, Default)]
pub struct SearchQuestion {
    /// The words as they were typed; may be empty where there is a topic.
    pub words: String,
    pub topic: Option<String>,
    pub speaker: Option<String>,
    /// All kinds where empty.
    pub kinds: Vec<ClaimKind>,
    pub story: Option<Slug>,
    /// All or some words of the outlet's name.
    pub outlet: Option<String>,
    /// Both days belong to the time.
    pub since: Option<NaiveDate>,
    pub until: Option<NaiveDate>,
    /// How many hits are left out, and how many are shown after these.
    pub skip: usize,
    pub limit: usize,
}

/// Finds claims by their words.
pub fn search(history: &History, question: &SearchQuestion) -> Result<SearchReport, Error> {
    let SearchQuestion { words, story, since, until, skip, limit, .. } = question;
    let topic = question.topic.as_deref().map(AskedTopic::new);
    let query = query(words, question.topic.as_deref().zip(topic.as_ref()))
        .map_err(|why| Error::new(why).hint("give words, \"words in a row\", or word*; see onrecord search --help"))?;
    let story = match story {
        Some(named) => Some(reference::choose_story(history, Some(named), "")?.slug),
        None => None,
    };
    let search = Search {
        query,
        speaker: question.speaker.as_deref().map(|name| one_person(history, name, "--speaker")).transpose()?,
        kinds: question.kinds.clone(),
        story: story.clone(),
        outlets: question.outlet.as_deref().map_or(Ok(Vec::new()), |name| outlets(history, name))?,
        since: *since,
        until: *until,
    };
    let names_topic = |content: &str| topic.as_ref().is_none_or(|topic| topic.find(content).is_some());
    let found = history.search_where(&search, names_topic, *skip, *limit)?;
    let kinds: Vec<&str> = search.kinds.iter().map(|kind| kind.name()).collect();
    let filters = [
        ("topic", question.topic.clone()),
        ("speaker", question.speaker.clone()),
        ("kind", (!kinds.is_empty()).then(|| kinds.join(", "))),
        ("story", story.as_ref().map(Slug::to_string)),
        ("outlet", (!search.outlets.is_empty()).then(|| search.outlets.join(", "))),
        ("since", since.map(|day| day.to_string())),
        ("until", until.map(|day| day.to_string())),
    ];
    Ok(SearchReport {
        query: words.clone(),
        filters: filters.into_iter().filter_map(|(name, value)| Some((name, value?))).collect(),
        total: found.total,
        skipped: *skip,
        limit: *limit,
        hits: found.hits,
    })
}

/// Makes the query for what was typed and for what may name a topic; one of the two may be left out.
fn query(typed: &str, topic: Option<(&str, &AskedTopic)>) -> Result<WordQuery, String> {
    let Some((written, topic)) = topic else { return WordQuery::parse(typed) };
    let beginnings = topic.beginnings_of_names();
    let on_topic = if beginnings.is_empty() { WordQuery::parse(written)? } else { WordQuery::beginning(&beginnings) };
    Ok(if typed.is_empty() { on_topic } else { WordQuery::parse(typed)?.and(on_topic) })
}

/// Lists the outlets that have all the words of a name in theirs.
fn outlets(history: &History, name: &str) -> Result<Vec<String>, Error> {
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
    let error = Error::new(format!("no outlet is called \"{name}\""));
    Err(error.hint(hint_nearest(name, &all, "onrecord stories lists the outlets")))
}
