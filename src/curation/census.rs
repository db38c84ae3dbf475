//! The speakers of all stories and versions, counted: one for all the names that are one speaker's.
//!
//! Who is who is as the decisions have it. Beyond these it joins nobody but names that differ in case and accents.

use std::collections::{BTreeMap, BTreeSet};

use super::people::{People, Place};
use super::suggest::KnownSpeaker;
use crate::claim::SpeakerKind;
use crate::name::name_key;
use crate::sighting::VersionSpeaker;
use crate::story::Slug;

/// A speaker's name across the whole history.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SpeakerRow {
    pub name: String,
    /// The other names that were decided to be the same speaker's, as texts have them.
    pub aliases: Vec<String>,
    pub kind: SpeakerKind,
    pub role: Option<String>,
    pub stories: u64,
    /// Claims in the latest version of each story.
    pub claims: u64,
}

/// A count of speakers under way.
#[derive(Debug)]
pub struct Census<'a> {
    people: &'a People,
    /// By the key of the name.
    tallies: BTreeMap<String, SpeakerCounts>,
}

impl<'a> Census<'a> {
    /// Starts a count in which the decisions say who is who.
    pub fn new(people: &'a People) -> Self {
        Self { people, tallies: BTreeMap::new() }
    }

    /// Counts a speaker of a version. Versions come in the order of the history, so that the latest to name a role is
    /// right.
    pub fn add(&mut self, speaker: VersionSpeaker) {
        let VersionSpeaker { name, kind, role, story, outlet, date, version, claims } = speaker;
        let place = Place { story: story.as_str(), outlet: outlet.as_deref(), date };
        let decided = self.people.who(&name, &place).map(str::to_owned);
        let key = name_key(decided.as_deref().unwrap_or(&name));
        let tally = self.tallies.entry(key).or_default();
        tally.decided = decided;
        *tally.spellings.entry(name).or_default() += 1;
        tally.outlets.extend(outlet);
        tally.kind = Some(kind);
        tally.roles.extend(role.clone());
        tally.role = role.or(tally.role.take());
        tally.claims += claims;
        tally.stories.insert(story);
        tally.texts.insert(version);
    }

    /// Lists the speakers by number of claims, most first, then by name.
    pub fn rows(self) -> Vec<SpeakerRow> {
        let mut rows: Vec<SpeakerRow> = self.tallies.into_values().filter_map(SpeakerCounts::row).collect();
        rows.sort_by(|a, b| b.claims.cmp(&a.claims).then_with(|| a.name.cmp(&b.name)));
        rows
    }

    /// Lists what is known of each speaker, by name.
    pub fn known(self) -> Vec<KnownSpeaker> {
        self.tallies.into_values().filter_map(SpeakerCounts::known).collect()
    }
}

/// Lists names in alphabetical order; of those that differ in case and diacritics only, the commonest spelling stands.
pub fn spellings(names: impl IntoIterator<Item = String>) -> Vec<String> {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for name in names {
        *counts.entry(name).or_default() += 1;
    }
    by_key(counts).into_values().filter_map(commonest).collect()
}

/// What is counted for one speaker.
#[derive(Debug, Default)]
struct SpeakerCounts {
    /// What he or she was decided to be called.
    decided: Option<String>,
    spellings: BTreeMap<String, usize>,
    kind: Option<SpeakerKind>,
    /// The latest.
    role: Option<String>,
    roles: BTreeSet<String>,
    outlets: BTreeSet<String>,
    stories: BTreeSet<Slug>,
    texts: BTreeSet<i64>,
    claims: u64,
}

impl SpeakerCounts {
    fn row(self) -> Option<SpeakerRow> {
        let name = self.decided.or_else(|| commonest(self.spellings.clone()))?;
        let mut others = by_key(self.spellings);
        others.remove(&name_key(&name));
        Some(SpeakerRow {
            name,
            aliases: others.into_values().filter_map(commonest).collect(),
            kind: self.kind?,
            role: self.role,
            stories: self.stories.len() as u64,
            claims: self.claims,
        })
    }

    fn known(self) -> Option<KnownSpeaker> {
        Some(KnownSpeaker {
            name: self.decided.or_else(|| commonest(self.spellings))?,
            kind: self.kind?,
            claims: self.claims,
            roles: self.roles,
            outlets: self.outlets,
            texts: self.texts,
        })
    }
}

/// Groups spellings, with how often each is used, by the key of the name.
fn by_key(spellings: BTreeMap<String, usize>) -> BTreeMap<String, BTreeMap<String, usize>> {
    let mut groups: BTreeMap<String, BTreeMap<String, usize>> = BTreeMap::new();
    for (spelling, count) in spellings {
        groups.entry(name_key(&spelling)).or_default().insert(spelling, count);
    }
    groups
}

/// Returns the commonest spelling; of equals the first by alphabet.
fn commonest(spellings: BTreeMap<String, usize>) -> Option<String> {
    spellings.into_iter().rev().max_by_key(|(_, count)| *count).map(|(name, _)| name)
}
