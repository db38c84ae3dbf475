//! What an edit or a shift is in a user's judgement, and the ids by which such things are named.
//!
//! It changes no label: a ruling stands beside what the program found.

use std::collections::BTreeMap;
use std::fmt::Write;

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
        let mut fields = Fields::new(["onrecord.edit.v1", story, old, new]);
        let mut places = String::new();
        for (side, claims) in ["old", "new"].into_iter().zip(claims) {
            for Claim { span, content, .. } in claims {
                places.clear();
                for span in [span].into_iter().chain(&content.spans) {
                    // Writing to a string cannot fail.
                    let _ = write!(places, "{}-{} ", span.start, span.end);
                }
                fields.extend([side, &places, &content.text]);
            }
        }
        fields.id()
    }

    /// Names a shift of a kind between two statements; of an altered or withdrawn statement both ends are the same.
    pub fn of_shift(kind: &str, ends: [ShiftEnd<'_>; 2]) -> Self {
        let mut fields = Fields::new(["onrecord.shift.v1", kind]);
        for ShiftEnd { story, content, evidence } in ends {
            fields.extend([story, content, evidence]);
        }
        fields.id()
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

/// What an id is made over.
struct Fields(Sha256);

impl Fields {
    fn new<const N: usize>(first: [&str; N]) -> Self {
        let mut fields = Self(Sha256::new());
        fields.extend(first);
        fields
    }

    fn extend<const N: usize>(&mut self, fields: [&str; N]) {
        for field in fields {
            self.0.update((field.len() as u64).to_be_bytes());
            self.0.update(field.as_bytes());
        }
    }

    fn id(self) -> FindingId {
        let mut id = String::with_capacity(32);
        for byte in self.0.finalize().iter().take(16) {
            let _ = write!(id, "{byte:02x}");
        }
        FindingId(id)
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
