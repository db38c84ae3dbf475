//! What an edit or a shift is in a user's judgement, and the ids by which such things are named.
//!
//! It changes no label: a ruling stands beside what the program found.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::decision::{Decision, Entry};
use super::standing;
use crate::claim::Claim;
use crate::diff::Edit;

/// A verdict on one thing that the program found, with enough about it to be read without the texts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ruling {
    /// The id of the edit or shift.
    pub on: String,
    pub subject: Subject,
    pub verdict: Verdict,
    pub note: Option<String>,
}

/// What a ruling is about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Subject {
    /// Where it was found: "harbour-fire v3 → v4".
    pub place: String,
    /// SHA-256 of the two bodies compared.
    pub old: String,
    pub new: String,
    /// The words, before and after; `None` where there are none on that side.
    pub old_text: Option<String>,
    pub new_text: Option<String>,
}

/// What something is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, clap::ValueEnum)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// The program is right
    Confirmed,
    /// The outlet corrects a mistake
    IsCorrection,
    /// The words differ, what they say does not
    NotAChange,
    /// The speaker's position did not move
    NotAShift,
    /// Both sides are one speaker's
    SameSpeaker,
    /// The program read the text wrongly
    Misread,
}

impl Verdict {
    /// Returns the verdict in the words of the command line.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Confirmed => "confirmed",
            Self::IsCorrection => "is-correction",
            Self::NotAChange => "not-a-change",
            Self::NotAShift => "not-a-shift",
            Self::SameSpeaker => "same-speaker",
            Self::Misread => "misread",
        }
    }
}

/// The name of an edit: a hash over what it is about, not over where it stands in a list or who found it.
///
/// Two comparisons of the same two texts give the same id to an edit of the same words in the same places.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct EditId(String);

/// How many letters of an id a reader is shown.
const SHORT: usize = 8;

impl EditId {
    /// Names an edit between two versions of a story, by the SHA-256 of their bodies.
    pub fn new(story: &str, old: &str, new: &str, edit: &Edit) -> Self {
        let mut hash = Sha256::new();
        let mut field = |text: &str| {
            hash.update((text.len() as u64).to_be_bytes());
            hash.update(text.as_bytes());
        };
        ["onrecord.edit.v1", story, old, new].into_iter().for_each(&mut field);
        for (side, claims) in [("old", &edit.old), ("new", &edit.new)] {
            for Claim { span, content, .. } in claims {
                let spans = [span].into_iter().chain(&content.spans);
                let spans = spans.map(|span| format!("{}-{} ", span.start, span.end));
                [side, &spans.collect::<String>(), &content.text].into_iter().for_each(&mut field);
            }
        }
        Self(hash.finalize().iter().take(16).map(|byte| format!("{byte:02x}")).collect())
    }

    /// Returns the whole id.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Returns as much of it as a reader needs.
    pub fn short(&self) -> &str {
        &self.0[..SHORT]
    }
}

/// A ruling that stands, with who made it when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ruled {
    pub ruling: Ruling,
    pub author: String,
    pub made_at: chrono::DateTime<chrono::Utc>,
}

impl Ruled {
    /// Lists the rulings that stand by what they are on; the last one counts.
    pub fn all(journal: &[Entry]) -> BTreeMap<String, Self> {
        let rulings = standing(journal).into_iter().filter_map(|entry| match &entry.decision {
            Decision::Rule(ruling) => Some((
                ruling.on.clone(),
                Self { ruling: ruling.clone(), author: entry.author.clone(), made_at: entry.made_at },
            )),
            _ => None,
        });
        rulings.collect()
    }
}
