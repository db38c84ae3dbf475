//! Edits to subscribe to: of one story, of one speaker, of claims with some words, or all.
//!
//! It compares no more steps than it takes to fill the feed.

use std::collections::BTreeMap;

use super::steps::step;
use super::{Error, one_person, reference};
use crate::claim::{Claim, Span};
use crate::curation::Ruled;
use crate::diff::Edit;
use crate::report::{ChangesReport, DiffReport, Filter, Followed, ListedChange};
use crate::store::{History, Places, WordQuery};
use crate::story::{Slug, VersionNumber};

/// How many steps are read off the history at a time.
const AT_A_TIME: usize = 500;

/// Which edits are wanted.
#[derive(Clone, Debug)]
pub struct ChangesQuestion {
    pub followed: Followed,
    /// Names of speakers stand in `followed`, and not here.
    pub filter: Filter,
    pub limit: usize,
}

/// Lists edits, the last recorded first.
pub fn changes(history: &History, question: &ChangesQuestion) -> Result<ChangesReport, Error> {
    let ChangesQuestion { followed, filter, limit } = question;
    let mut followed = followed.clone();
    let places = match &mut followed {
        Followed::Everything => None,
        Followed::Story(slug) => {
            *slug = reference::choose_story(history, Some(slug), "")?.slug;
            None
        }
        Followed::Speaker(name) => Some(history.places_of_speaker(&one_person(history, name, "--speaker")?)?),
        Followed::Words(words) => {
            let query = WordQuery::parse(words).map_err(|why| {
                Error::new(why).hint("give words, \"words in a row\", or word*; see onrecord search --help")
            })?;
            Some(history.places_of_words(&query)?)
        }
    };
    let rulings = Ruled::all(&history.decisions()?);
    let mut changes = Vec::new();
    each_step_meant(history, &followed, places.as_ref(), |story, numbers| {
        let [old, new] = numbers.map(|number| history.version(story, number));
        if let (Some(old), Some(new)) = (old?, new?) {
            let compared = step(history, &old, &new, &rulings, filter)?;
            changes.extend(list(&compared, places.as_ref().and_then(|places| places.get(story)), numbers));
        }
        Ok(changes.len() < *limit)
    })?;
    changes.truncate(*limit);
    Ok(ChangesReport { followed, filter: filter.clone(), changes, base: None })
}

/// Hands the steps to `visit` that may have a wanted edit, the last recorded first, until it returns `false`.
fn each_step_meant(
    history: &History,
    followed: &Followed,
    places: Option<&Places>,
    mut visit: impl FnMut(&Slug, [VersionNumber; 2]) -> Result<bool, Error>,
) -> Result<(), Error> {
    if let Followed::Story(slug) = followed {
        for pair in history.version_numbers(slug)?.windows(2).rev() {
            if !visit(slug, [pair[0], pair[1]])? {
                break;
            }
        }
        return Ok(());
    }
    let is_meant = |story: &Slug, numbers: [VersionNumber; 2]| {
        let of_story = |places: &Places| {
            places.get(story).is_some_and(|versions| numbers.iter().any(|number| versions.contains_key(number)))
        };
        places.is_none_or(of_story)
    };
    let mut before = None;
    loop {
        let steps = history.steps_recorded(before, AT_A_TIME)?;
        let Some(last) = steps.last() else { return Ok(()) };
        before = Some(last.row);
        for step in steps {
            if is_meant(&step.story, step.numbers) && !visit(&step.story, step.numbers)? {
                return Ok(());
            }
        }
    }
}

/// Lists the wanted edits of a step; with `places`, those of claims that stand there.
fn list(
    step: &DiffReport,
    places: Option<&BTreeMap<VersionNumber, Vec<Span>>>,
    numbers: [VersionNumber; 2],
) -> Vec<ListedChange> {
    let stands = |claims: &[Claim], number: VersionNumber| {
        let spans = places.and_then(|places| places.get(&number)).map_or(&[][..], Vec::as_slice);
        claims.iter().any(|claim| spans.iter().any(|span| span.overlaps(claim.span)))
    };
    let [old, new] = numbers;
    let keep = |edit: &Edit| places.is_none() || stands(&edit.old, old) || stands(&edit.new, new);
    ListedChange::list(step, numbers, places.is_none(), keep)
}
