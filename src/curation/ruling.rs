//! What an edit or a shift is in a user's judgement, and the ids by which such things are named.
//!
//! It changes no label: a ruling stands beside what the program found.

use std::collections::BTreeMap;

use sha2::{Digest, Sha256};

use super::standing;
use crate::claim::Claim;
use crate::decision::{Decision, Entry, Ruling};

/// The name of an edit or a shift: a hash over what it is about, not over where it stands in a list or who found it.
///
/// Two comparisons of the same two texts give the same id to an edit of the same words in the same places. A shift
/// keeps its id while the words that tell it stand in the same stories, whatever else comes in.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct FindingId(String);

/// What the id of a shift says about one of its two statements.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ShiftEnd<'a> {
    pub story: &'a str,
    /// What is stated.
    pub content: &'a str,
    /// The words of it that show the position.
    pub evidence: &'a str,
}

/// How many letters of an id a reader is shown.
const SHORT: usize = 8;

impl FindingId {
    /// Names an edit between two versions of a story, by the SHA-256 of their bodies and the claims on either side.
    pub fn of_edit(story: &str, bodies: [&str; 2], claims: [&[Claim]; 2]) -> Self {
        let [old, new] = bodies;
        let mut fields = ["onrecord.edit.v1", story, old, new].map(str::to_owned).to_vec();
        for (side, claims) in ["old", "new"].into_iter().zip(claims) {
            for Claim { span, content, .. } in claims {
                let spans = [span].into_iter().chain(&content.spans);
                let spans = spans.map(|span| format!("{}-{} ", span.start, span.end));
                fields.extend([side.to_owned(), spans.collect(), content.text.clone()]);
            }
        }
        Self::over(&fields)
    }

    /// Names a shift of a kind between two statements; of an altered or withdrawn statement both ends are the same.
    pub fn of_shift(kind: &str, ends: [ShiftEnd<'_>; 2]) -> Self {
        let mut fields = ["onrecord.shift.v1", kind].map(str::to_owned).to_vec();
        for ShiftEnd { story, content, evidence } in ends {
            fields.extend([story, content, evidence].map(str::to_owned));
        }
        Self::over(&fields)
    }

    fn over(fields: &[String]) -> Self {
        let mut hash = Sha256::new();
        for field in fields {
            hash.update((field.len() as u64).to_be_bytes());
            hash.update(field.as_bytes());
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
