//! One utterance in several stories: who has it in full, who trimmed it, whose words differ, who gives it to somebody
//! else.
//!
//! It does no I/O and judges nobody: it puts together what is alike and compares the words. Which of the wordings was
//! said, it cannot know.

mod compare;
mod likeness;

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use crate::diff;
use crate::sighting::Sighting;
use crate::wording;

use likeness::TellingWords;
pub use likeness::telling;

/// By how many of its words, the rarest, a wording is looked for.
const RAREST: usize = 4;
/// How many utterances with these words a wording is compared with.
const REACH: usize = 64;

/// One thing said, in all its wordings.
#[derive(Clone, Debug, PartialEq)]
pub struct Utterance {
    /// The fullest first, then by day, story and place.
    pub wordings: Vec<Wording>,
}

/// An utterance as one version of one story has it.
#[derive(Clone, Debug, PartialEq)]
pub struct Wording {
    pub sighting: Sighting,
    /// What it is beside the fullest one; most serious first.
    pub relations: Vec<Relation>,
    /// Against the fullest one's: what stayed, went and came of the words inside the marks; empty for a paraphrase, and
    /// where they are the same.
    pub words: Vec<diff::WordingPart>,
}

/// What a wording is beside the fullest one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Relation {
    /// The one that the others are compared with.
    Fullest,
    /// The text does not report it as said: "was misquoted as saying".
    NotSaid,
    /// Words inside the marks differ.
    Altered,
    /// Words are missing at an edge, or where it says so.
    Trimmed,
    /// It has words that the fullest one lacks.
    Extended,
    /// In the outlet's words, without marks.
    Paraphrased,
    /// The same words.
    Same,
    /// It names somebody else as the speaker.
    OtherSpeaker,
    /// It names nobody as the speaker.
    NoSpeaker,
}

impl Relation {
    /// Returns the word that stands in the JSON.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Fullest => "fullest",
            Self::NotSaid => "not_said",
            Self::Altered => "altered",
            Self::Trimmed => "trimmed",
            Self::Extended => "extended",
            Self::Paraphrased => "paraphrased",
            Self::Same => "same",
            Self::OtherSpeaker => "other_speaker",
            Self::NoSpeaker => "no_speaker",
        }
    }
}

impl Utterance {
    /// Counts the stories that have it.
    pub fn stories(&self) -> usize {
        let mut slugs: Vec<_> = self.wordings.iter().map(|wording| &wording.sighting.story).collect();
        slugs.sort();
        slugs.dedup();
        slugs.len()
    }
}

/// Puts sightings together that are one utterance, fullest first. Of one claim's versions the last counts. By day of
/// the fullest wording, then story and place.
///
/// What is quoted makes an utterance; what is reported without marks, or spoken in the text's own voice, or not
/// reported as said, joins one or is left out.
pub fn utterances(sightings: Vec<Sighting>) -> Vec<Utterance> {
    let mut members: Vec<(TellingWords, Sighting)> =
        last_versions(sightings).into_iter().map(|sighting| (TellingWords::of(&sighting), sighting)).collect();
    // The fullest first, so that each finds the one that it is to be compared with.
    members.sort_by(|(a, one), (b, other)| {
        let joins = |sighting: &Sighting| (!sighting.claim.is_said(), sighting.claim.is_verbatim());
        (joins(one), b.quoted.len(), place(one)).cmp(&(joins(other), a.quoted.len(), place(other)))
    });
    let mut uses: BTreeMap<String, usize> = BTreeMap::new();
    for word in members.iter().flat_map(|(words, _)| words.telling()) {
        *uses.entry(word.to_owned()).or_default() += 1;
    }
    let mut groups: Vec<Vec<usize>> = Vec::new();
    // The groups by the telling words of their fullest wordings.
    let mut index: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (nth, (words, sighting)) in members.iter().enumerate() {
        let mut rarest: Vec<&str> = words.telling().collect();
        rarest.sort_by_key(|word| (uses[*word], *word));
        let mut shared: BTreeMap<usize, usize> = BTreeMap::new();
        for group in rarest.iter().take(RAREST).filter_map(|word| index.get(*word)).flatten() {
            *shared.entry(*group).or_default() += 1;
        }
        let mut near: Vec<(usize, usize)> = shared.into_iter().collect();
        near.sort_by_key(|&(group, count)| (std::cmp::Reverse(count), group));
        let mut near = near.into_iter().map(|(group, _)| group).take(REACH);
        match near.find(|&group| words.is_alike(&members[groups[group][0]].0)) {
            Some(group) => groups[group].push(nth),
            None if words.quoted.is_empty() || sighting.claim.is_verbatim() || !sighting.claim.is_said() => {}
            None => {
                words.telling().for_each(|word| index.entry(word.to_owned()).or_default().push(groups.len()));
                groups.push(vec![nth]);
            }
        }
    }
    // A speech may have more of it than the paper that quotes it.
    for group in &mut groups {
        let order = |nth: usize| {
            let (words, sighting) = &members[nth];
            (!sighting.claim.is_said(), std::cmp::Reverse(words.quoted.len()), nth)
        };
        group.sort_by_key(|&nth| order(nth));
    }
    let mut members: Vec<Option<Sighting>> = members.into_iter().map(|(_, sighting)| Some(sighting)).collect();
    let mut found: Vec<Utterance> = groups
        .into_iter()
        .filter_map(|group| {
            let mut all = group.into_iter().filter_map(|nth| members[nth].take());
            let fullest = all.next()?;
            let mut others: Vec<Sighting> = all.collect();
            others.sort_by(|a, b| place(a).cmp(&place(b)));
            let mut wordings: Vec<Wording> =
                others.into_iter().map(|sighting| compare::wording(&fullest, sighting)).collect();
            wordings.insert(0, Wording { sighting: fullest, relations: vec![Relation::Fullest], words: Vec::new() });
            Some(Utterance { wordings })
        })
        .collect();
    found.sort_by(|a, b| place(&a.wordings[0].sighting).cmp(&place(&b.wordings[0].sighting)));
    found
}

/// Keeps the utterances that hold a wording of some words.
pub fn with_words(utterances: Vec<Utterance>, words: &str) -> Vec<Utterance> {
    let asked = TellingWords::asked(words);
    let holds = |utterance: &Utterance| {
        utterance.wordings.iter().any(|wording| asked.is_alike(&TellingWords::of(&wording.sighting)))
    };
    utterances.into_iter().filter(holds).collect()
}

/// Returns whether a sighting may be a wording of some words.
pub fn may_be(sighting: &Sighting, words: &str) -> bool {
    TellingWords::asked(words).is_alike(&TellingWords::of(sighting))
}

/// Returns the words inside the marks of a claim, as they stand; all of them where all are verbatim.
pub fn quoted(sighting: &Sighting) -> String {
    compare::quoted(sighting)
}

/// Keeps the last version of each claim, dated by the version that brought its wording.
fn last_versions(mut sightings: Vec<Sighting>) -> Vec<Sighting> {
    sightings.sort_by(|a, b| (&a.story, a.lineage, b.version).cmp(&(&b.story, b.lineage, a.version)));
    let of_claims = sightings.chunk_by_mut(|a, b| a.story == b.story && a.lineage == b.lineage);
    for versions in of_claims {
        let Some((last, others)) = versions.split_first_mut() else { continue };
        let worded = |of: &&Sighting| wording::is_same(&of.claim.content.text, &last.claim.content.text);
        let before = &others[others.partition_point(|of| of.version == last.version)..];
        let each = before.chunk_by(|a, b| a.version == b.version);
        if let Some(brought) = each.map_while(|claims| claims.iter().find(worded)).last() {
            last.date = brought.date;
        }
    }
    sightings.dedup_by(|next, first| next.story == first.story && next.lineage == first.lineage);
    sightings
}

/// Orders sightings: by the day said, then publication, story and place in the text.
fn place(sighting: &Sighting) -> impl Ord + '_ {
    (sighting.said().day, sighting.date.at, &sighting.story, sighting.claim.span)
}
