//! The report of utterances in several stories: what each wording is beside the fullest.
//!
//! It compares nothing: that is done by then.

use super::phrases;
use crate::quotes::{Relation, Utterance, Wording};

/// `quotes`, and `audit --compare-outlets`.
#[derive(Clone, Debug, PartialEq)]
pub struct QuotesReport {
    /// The words, or the speaker, that were asked for.
    pub asked: String,
    pub utterances: Vec<Utterance>,
}

impl QuotesReport {
    /// Returns what was found, in words: "2 utterances, of “the gate is shut”".
    pub fn headline(&self) -> String {
        format!("{} of {}", phrases::count(self.utterances.len(), "utterance", "utterances"), self.asked)
    }
}

impl Utterance {
    /// Returns the counts in words: "4 wordings in 3 stories: 1 altered, 2 trimmed".
    pub fn headline(&self) -> String {
        let stories = match self.stories() {
            1 => "one story only".to_owned(),
            stories => format!("{stories} stories"),
        };
        let line = format!("{} in {stories}", phrases::count(self.wordings.len(), "wording", "wordings"));
        let told: Vec<String> = [
            Relation::NotSaid,
            Relation::Altered,
            Relation::Trimmed,
            Relation::Extended,
            Relation::Paraphrased,
            Relation::Same,
            Relation::OtherSpeaker,
            Relation::NoSpeaker,
        ]
        .into_iter()
        .filter_map(|relation| {
            let count = self.wordings.iter().filter(|wording| wording.relations.contains(&relation)).count();
            (count > 0).then(|| format!("{count} {}", relation.phrase()))
        })
        .collect();
        if told.is_empty() { line } else { format!("{line}: {}", told.join(", ")) }
    }
}

impl Relation {
    /// Returns it for a reader.
    pub const fn phrase(self) -> &'static str {
        match self {
            Self::Fullest => "fullest wording",
            Self::NotSaid => "not reported as said",
            Self::Altered => "altered",
            Self::Trimmed => "trimmed",
            Self::Extended => "extended",
            Self::Paraphrased => "paraphrased",
            Self::Same => "the same words",
            Self::OtherSpeaker => "credited to another speaker",
            Self::NoSpeaker => "credited to no named speaker",
        }
    }
}

impl Wording {
    /// Returns what it is beside the fullest one: "altered, trimmed".
    pub fn label(&self) -> String {
        self.relations.iter().map(|relation| relation.phrase()).collect::<Vec<_>>().join(", ")
    }

    /// Returns whether its own words are to be shown: where no comparison shows them.
    pub fn shows_words(&self) -> bool {
        self.words.is_empty() && !self.relations.contains(&Relation::Same) || !self.sighting.claim.is_said()
    }
}
