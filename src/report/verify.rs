//! The report of a check of the history: what was checked, what was not, and what is wrong.
//!
//! It judges nothing: what is wrong, and where, is the store's finding.

use std::path::PathBuf;

use chrono::{DateTime, SecondsFormat, Utc};

use super::phrases;
use crate::stored::Verification;
use crate::story::Slug;

/// `verify`: whether the history is whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VerificationReport {
    pub path: PathBuf,
    /// The story that was checked; `None` for the whole history.
    pub story: Option<Slug>,
    pub verification: Verification,
    /// The seals that it was held against.
    pub seals: Vec<SealCheck>,
}

/// What became of a seal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SealCheck {
    /// Its file.
    pub place: String,
    pub sealed_at: DateTime<Utc>,
    /// Whether the history begins with what was sealed; where not, the problems say why.
    pub holds: bool,
    /// How many versions came after it.
    pub since: u64,
    /// The signature beside it; `None` where none lies there, and none was to be checked.
    pub signature: Option<SignatureCheck>,
    /// The time stamp beside it; `None` where none lies there.
    pub stamp: Option<StampCheck>,
}

/// What became of a signature; where it is not good, the problems say why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SignatureCheck {
    /// No public key was given.
    Unchecked,
    /// It is one of the seal with the key that was given. What it says is signed with it.
    Good {
        comment: String,
    },
    Bad,
}

/// What became of a time stamp; where it is not good, the problems say why. Who gave it was not checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StampCheck {
    /// It is one of the seal.
    Good {
        time: DateTime<Utc>,
    },
    Bad,
}

impl SealCheck {
    /// Returns in words what became of it.
    pub fn outcome(&self) -> String {
        let time = self.sealed_at.to_rfc3339_opts(SecondsFormat::Secs, true);
        let holds = if self.holds { "holds" } else { "broken" };
        let since = phrases::count(usize::try_from(self.since).unwrap_or(usize::MAX), "version", "versions");
        let signature = match &self.signature {
            None => String::new(),
            Some(SignatureCheck::Unchecked) => "; its signature was not checked: give --public-key".to_owned(),
            Some(SignatureCheck::Good { comment }) => {
                format!("; signed with the key given, which says: {}", comment.replace('\t', " "))
            }
            Some(SignatureCheck::Bad) => "; not signed with the key given".to_owned(),
        };
        let stamp = match self.stamp {
            None => String::new(),
            Some(StampCheck::Good { time }) => format!(
                "; stamped with {}, by whom openssl ts -verify tells",
                time.to_rfc3339_opts(SecondsFormat::AutoSi, true)
            ),
            Some(StampCheck::Bad) => "; the time stamp beside it is not good".to_owned(),
        };
        format!("{holds}: {}, of {time}; {since} since{signature}{stamp}", self.place)
    }
}

impl VerificationReport {
    /// Returns the outcome, in words: "sound: nothing was changed, nothing is missing", "2 problems".
    pub fn outcome(&self) -> String {
        match self.verification.problems.len() {
            0 if self.story.is_some() => "sound, as far as it was checked".to_owned(),
            0 if !self.verification.withheld.is_empty() => "sound, but for what is withheld".to_owned(),
            0 => "sound: nothing was changed, nothing is missing".to_owned(),
            problems => phrases::count(problems, "problem", "problems"),
        }
    }

    /// Lists what was checked, in words.
    pub fn checked(&self) -> Vec<String> {
        let Verification { versions, recaptures, extractions, decisions, exhibits, .. } = &self.verification;
        let count = |n: &u64, one, many| phrases::count(usize::try_from(*n).unwrap_or(usize::MAX), one, many);
        let versions = count(versions, "version", "versions");
        let recaptures = count(recaptures, "recapture", "recaptures");
        let extractions = count(extractions, "extraction", "extractions");
        match &self.story {
            None => vec![
                "the file".to_owned(),
                "its schema".to_owned(),
                versions,
                recaptures,
                extractions,
                "the search index".to_owned(),
                count(decisions, "decision", "decisions"),
                count(exhibits, "exhibit", "exhibits"),
            ],
            Some(story) => vec![
                "the schema".to_owned(),
                format!("{versions} of {story}, each with its link to the version before it in the history"),
                format!("{recaptures} and {extractions} of these, linked likewise"),
            ],
        }
    }

    /// Lists what was not checked, in words; empty where all was.
    pub fn unchecked(&self) -> &'static [&'static str] {
        match self.story {
            None => &[],
            Some(_) => &[
                "the pages of the file",
                "the versions of other stories",
                "the end of the history",
                "the search index",
                "decisions",
            ],
        }
    }

    /// Returns what is known, a name and a value a line; the problems apart.
    pub fn lines(&self) -> Vec<(&'static str, String)> {
        let mut lines = vec![("result", self.outcome()), ("database", self.path.display().to_string())];
        lines.push(("checked", self.checked().join(", ")));
        if !self.unchecked().is_empty() {
            lines.push(("unchecked", self.unchecked().join(", ")));
        }
        let withheld = self.verification.withheld.iter();
        lines.extend(withheld.map(|row| ("withheld", format!("{}, {}", row.name(), row.noted()))));
        lines.extend(self.verification.head.iter().map(|head| ("head", head.clone())));
        lines.extend(self.seals.iter().map(|seal| ("seal", seal.outcome())));
        lines
    }
}
