//! What is exported: some stories or all, what one speaker says there or everything.
//!
//! It hands out one version, or one pair of neighbours, at a time.

use std::collections::BTreeMap;

use super::Error;
use crate::ask::{self, reference};
use crate::claim::{Claim, Span};
use crate::curation::Ruled;
use crate::diff::EditKind;
use crate::report::{DiffReport, Filter};
use crate::store::{History, Places, StoredVersion};
use crate::story::{Slug, Story, VersionNumber};

/// What is exported.
#[derive(Clone, Debug)]
pub struct Scope {
    stories: Vec<Story>,
    speaker: Option<OneSpeaker>,
}

/// Where one speaker says something.
#[derive(Clone, Debug)]
struct OneSpeaker {
    /// The numbers under which the extractions of versions have the speaker.
    numbers: BTreeMap<(Slug, VersionNumber), Vec<u32>>,
    places: Places,
}

impl Scope {
    /// Takes the named stories, or all where none is named; of them what `speaker` says, where one is named.
    ///
    /// # Errors
    /// When there is no such story or speaker, or nothing is on record.
    pub fn new(history: &History, named: &[Slug], speaker: Option<&str>) -> Result<Self, ask::Error> {
        let mut stories = match named {
            [] => history.stories()?,
            named => {
                named.iter().map(|slug| reference::choose_story(history, Some(slug), "")).collect::<Result<_, _>>()?
            }
        };
        if stories.is_empty() {
            return Err(ask::Error::new("the database holds no story yet")
                .hint("add a version: onrecord ingest FILE --story NAME"));
        }
        stories.sort_by(|one, other| one.slug.cmp(&other.slug));
        stories.dedup_by(|one, other| one.slug == other.slug);
        let Some(name) = speaker else { return Ok(Self { stories, speaker: None }) };
        let appearances = ask::one_person(history, name, "--speaker")?;
        let mut numbers: BTreeMap<_, Vec<u32>> = BTreeMap::new();
        for one in &appearances {
            numbers.entry((one.story.clone(), one.version)).or_default().push(one.speaker);
        }
        let places = history.places_of_speaker(&appearances)?;
        stories.retain(|story| places.contains_key(&story.slug));
        if stories.is_empty() {
            return Err(ask::Error::new(format!("{name} says nothing in these stories"))
                .hint(format!("see where: onrecord audit \"{name}\"")));
        }
        Ok(Self { stories, speaker: Some(OneSpeaker { numbers, places }) })
    }

    /// Lists the stories, by name.
    pub fn stories(&self) -> &[Story] {
        &self.stories
    }

    /// Hands out each version, by story and number, with the claims that are wanted of it; those without any are left
    /// out where one speaker is meant.
    pub(super) fn each_version(
        &self,
        history: &History,
        mut visit: impl FnMut(StoredVersion) -> Result<(), Error>,
    ) -> Result<(), Error> {
        for story in &self.stories {
            for number in history.version_numbers(&story.slug)? {
                let numbers = match &self.speaker {
                    None => None,
                    Some(speaker) => match speaker.numbers.get(&(story.slug.clone(), number)) {
                        None => continue,
                        numbers => numbers,
                    },
                };
                let mut version = history.listed_version(&story.slug, number)?;
                if let Some(numbers) = numbers {
                    let is_theirs = |claim: &Claim| claim.speaker.is_some_and(|id| numbers.contains(&id.0));
                    version.extraction.claims.retain(is_theirs);
                }
                visit(version)?;
            }
        }
        Ok(())
    }

    /// Hands out what each version changed against the one before, by story and number:
    /// the edits that differ, and of one speaker those of his or her claims alone.
    pub(super) fn each_step(
        &self,
        history: &History,
        mut visit: impl FnMut(DiffReport) -> Result<(), Error>,
    ) -> Result<(), Error> {
        let rulings = Ruled::all(&history.decisions()?);
        for story in &self.stories {
            let mut old: Option<StoredVersion> = None;
            for number in history.version_numbers(&story.slug)? {
                let new = history.listed_version(&story.slug, number)?;
                if let Some(old) = old.filter(|old| self.is_wanted(&story.slug, [old.number, number])) {
                    let step = ask::step(history, &old, &new, &rulings, &Filter::default())?;
                    visit(self.wanted(step.within_story(), [old.number, number]))?;
                }
                old = Some(new);
            }
        }
        Ok(())
    }

    /// Returns whether the step between two versions may hold a wanted edit.
    fn is_wanted(&self, story: &Slug, step: [VersionNumber; 2]) -> bool {
        let holds = |speaker: &OneSpeaker| {
            let versions = speaker.places.get(story);
            versions.is_some_and(|of| step.iter().any(|number| of.contains_key(number)))
        };
        self.speaker.as_ref().is_none_or(holds)
    }

    /// Keeps the wanted edits of the step between two versions.
    fn wanted(&self, mut step: DiffReport, [before, number]: [VersionNumber; 2]) -> DiffReport {
        let edits = &step.diff.edits;
        step.shown.retain(|&index| edits[index].kind != EditKind::Unchanged);
        if let (Some(speaker), Some(story)) = (&self.speaker, &step.story) {
            let spans = |number| speaker.places.get(&story.slug)?.get(&number);
            let stands = |claims: &[Claim], spans: Option<&Vec<Span>>| {
                claims.iter().any(|claim| spans.is_some_and(|spans| spans.iter().any(|at| at.overlaps(claim.span))))
            };
            let is_theirs = |index: &usize| {
                let edit = &edits[*index];
                stands(&edit.old, spans(before)) || stands(&edit.new, spans(number))
            };
            step.shown.retain(is_theirs);
            step.diff.metadata.clear();
        }
        step
    }
}
