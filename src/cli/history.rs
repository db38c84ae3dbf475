//! `onrecord history`: one claim through all versions of its story.
//!
//! It never guesses which claim is meant: words that several have are an error that lists them.

use super::args::story;
use super::context::Context;
use super::failure::Failure;
use crate::ask;
use crate::ask::reference::{self, Reference};
use crate::render::Report;
use crate::store::{FoundLineage, History};
use crate::story::Slug;

/// The most columns of a claim's words that an error lists.
const CUT: usize = 60;

/// Show one claim through all versions, what changed and how long each wording stood
///
/// CLAIM is the number that onrecord blame prints, a version's claim (kremlin-talks@v3#c7), or words in a row that one
/// claim alone has had, in any version. Times are counted from capture to capture: what stood between two of them is
/// not known.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  onrecord history 12
  onrecord history kremlin-talks@v3#c7
  onrecord history \"no one was hurt\"
  onrecord history --words 2025                   words that read as a number")]
pub struct Args {
    /// The claim: its number, VERSION#cN, or words of it
    #[arg(value_name = "CLAIM")]
    claim: String,
    /// Take CLAIM for words, whatever it reads as
    #[arg(long)]
    words: bool,
    /// The story that v1, @latest, … are versions of, or that the words are looked for in
    /// [default: the only story; for words, all]
    #[arg(long, value_name = "NAME", value_parser = story)]
    story: Option<Slug>,
}

/// What names a claim.
#[derive(Debug, PartialEq, Eq)]
enum ClaimReference<'a> {
    Lineage(i64),
    /// A claim of a version, from 0.
    Claim(Reference, usize),
    Words(&'a str),
}

impl<'a> ClaimReference<'a> {
    fn parse(text: &'a str) -> Self {
        let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        if let Some(lineage) = text.parse().ok().filter(|_| digits(text)) {
            return Self::Lineage(lineage);
        }
        let claim = || {
            let (version, claim) = text.rsplit_once('#')?;
            let number = claim.strip_prefix('c').filter(|number| digits(number))?;
            Some(Self::Claim(Reference::parse(version)?, number.parse::<usize>().ok()?.checked_sub(1)?))
        };
        claim().unwrap_or(Self::Words(text))
    }
}

pub(super) fn run(context: &Context, args: &Args) -> Result<u8, Failure> {
    let history = context.open()?;
    let story = args.story.as_ref();
    let named = if args.words { ClaimReference::Words(&args.claim) } else { ClaimReference::parse(&args.claim) };
    let (lineage, story) = match named {
        ClaimReference::Lineage(lineage) => (lineage, None),
        ClaimReference::Claim(reference, claim) => of_claim(&history, &reference, claim, story)?,
        ClaimReference::Words(words) => with_words(&history, words, story)?,
    };
    context.show(&Report::History(ask::life(&history, lineage, story)?))?;
    Ok(0)
}

/// Returns the lineage of a claim of a version, with the story.
fn of_claim(
    history: &History,
    reference: &Reference,
    claim: usize,
    story: Option<&Slug>,
) -> Result<(i64, Option<Slug>), Failure> {
    let named = reference.story.as_ref().or(story);
    let story = reference::choose_story(history, named, "STORY@v1#c1, or --story STORY")?;
    let version = reference::resolve(history, named, &story, reference.point)?;
    let (slug, number) = (&version.story.slug, version.number);
    let lineage = version.lineages.get(claim).map(|lineage| (*lineage, Some(slug.clone())));
    lineage.ok_or_else(|| {
        let hint = match version.lineages.len() {
            0 => "it has no claims".to_owned(),
            count => format!("its claims are c1 to c{count}; list them: onrecord claims {slug}@v{number}"),
        };
        Failure::new(format!("{slug}@v{number} has no claim c{}", claim.saturating_add(1))).hint(hint)
    })
}

/// Returns the lineage with some words, with its story.
fn with_words(history: &History, words: &str, story: Option<&Slug>) -> Result<(i64, Option<Slug>), Failure> {
    if let Some(slug) = story {
        reference::choose_story(history, Some(slug), "")?;
    }
    let found = history.lineages_with(words, story)?;
    match (found.len(), found.first()) {
        (1, Some(only)) => Ok((only.lineage, Some(only.story.clone()))),
        (_, None) => Err(Failure::new(format!("no claim has the words \"{words}\""))
            .hint("the words must stand in one claim, in a row; onrecord blame STORY lists the claims of a version")),
        (count, Some(first)) => {
            let choices: Vec<String> = found.iter().map(choice).collect();
            Err(Failure::new(format!("{count} claims have the words \"{words}\": {}", reference::list(&choices))).hint(
                format!("name one by its number, as in onrecord history {}, or with more of its words", first.lineage),
            ))
        }
    }
}

fn choice(found: &FoundLineage) -> String {
    let FoundLineage { lineage, story, last_version, content } = found;
    let folded = content.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut text: String = folded.chars().take(CUT).collect();
    if text.len() < folded.len() {
        text.truncate(text.trim_end().len());
        text.push('…');
    }
    format!("{lineage} ({story}@v{last_version}, “{text}”)")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ask::reference::Point;

    #[test]
    fn a_claim_is_named_by_number_version_or_words() {
        let claim = |story: Option<&str>, point, claim| {
            ClaimReference::Claim(Reference { story: story.and_then(Slug::from_text), point }, claim)
        };
        assert_eq!(ClaimReference::parse("12"), ClaimReference::Lineage(12));
        assert_eq!(ClaimReference::parse("ferry@v3#c7"), claim(Some("ferry"), Point::Number(3), 6));
        assert_eq!(ClaimReference::parse("@latest#c1"), claim(None, Point::Latest, 0));
        assert_eq!(ClaimReference::parse("v2#c1"), claim(None, Point::Number(2), 0));
        for words in ["no one was hurt", "12 people", "v2#c0", "#c1", "pier #c2", "", "-3", "99999999999999999999"] {
            assert_eq!(ClaimReference::parse(words), ClaimReference::Words(words));
        }
    }
}
