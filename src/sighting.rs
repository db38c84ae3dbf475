//! The vocabulary of looking things up in a history: where a speaker appears, and what is said there. Plain data.
//!
//! The store fills it from its rows; audit, quotes and reports work with it.

use std::sync::Arc;

use chrono::{DateTime, FixedOffset, NaiveDate, Utc};

use crate::claim::{Claim, Precision, Span, SpeakerKind};
use crate::story::{Slug, VersionNumber};
use crate::version_date::{DateSource, VersionDate};

/// One speaker in one version of one story, before what he or she says there is read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Appearance {
    pub story: Slug,
    pub outlet: Option<String>,
    pub version: VersionNumber,
    /// The number of the story's latest version.
    pub latest: VersionNumber,
    pub published_at: Option<DateTime<FixedOffset>>,
    pub captured_at: DateTime<Utc>,
    /// When the version came to be, and the one after it.
    pub date: VersionDate,
    pub next: Option<VersionDate>,
    /// The speaker's name in that version, with aliases.
    pub names: Vec<String>,
    /// How many claims there are that the speaker is reported to have made.
    pub claims: usize,
    /// How many there are beside these: what was not said, or not surely.
    pub unsaid: usize,
    /// SHA-256 of the body.
    pub body: String,
    /// Where the history has the speaker: what was read off the version, and the number therein.
    pub extraction: i64,
    pub speaker: u32,
}

impl Appearance {
    /// Returns whether the story has no other version, so that each claim here is a statement by itself.
    pub fn is_alone(&self) -> bool {
        self.version == 1 && self.latest == 1
    }

    /// Returns the day on which was said what the version brought and its text does not date.
    pub fn day(&self) -> NaiveDate {
        self.date.day()
    }
}

/// One claim of the speaker in one version of one story, as the history holds it.
#[derive(Clone, Debug, PartialEq)]
pub struct Sighting {
    pub story: Slug,
    pub outlet: Option<String>,
    pub version: VersionNumber,
    /// The number of the story's latest version.
    pub latest: VersionNumber,
    pub published_at: Option<DateTime<FixedOffset>>,
    pub captured_at: DateTime<Utc>,
    /// When the version came to be, and the one after it; of a hit, when the version came that brought its wording.
    pub date: VersionDate,
    pub next: Option<VersionDate>,
    /// The claim's lineage through its story: the same number, the same claim.
    pub lineage: i64,
    /// The speaker's name in that version, with aliases.
    pub names: Vec<String>,
    pub claim: Claim,
    /// The body that the claim's spans were measured on.
    pub body: Arc<str>,
}

impl Sighting {
    /// Returns when it was said, and who says so.
    pub fn said(&self) -> SaidDate {
        self.said_if_brought(self.date)
    }

    /// As [`Sighting::said`], where the wording came at that time.
    pub fn said_if_brought(&self, brought: VersionDate) -> SaidDate {
        SaidDate::new(self.claim.said_on.as_ref().map(|on| (on.date, on.precision)), brought)
    }
}

/// When something was said: a day or a wider time, from its first day on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SaidDate {
    pub day: NaiveDate,
    pub precision: Precision,
    /// Who dates it; `None` where the text itself does.
    pub by: Option<DateSource>,
}

impl SaidDate {
    /// Dates a claim by what its text says, else by the version that brought its wording.
    pub fn new(said_on: Option<(NaiveDate, Precision)>, brought: VersionDate) -> Self {
        match said_on {
            Some((day, precision)) => Self { day, precision, by: None },
            None => Self { day: brought.day(), precision: Precision::Day, by: Some(brought.by) },
        }
    }

    /// Returns the word for who dates it: "text", "publication", "update", "capture".
    pub fn dated_by(&self) -> &'static str {
        self.by.map_or("text", DateSource::name)
    }

    /// Returns its last day.
    pub fn last_day(&self) -> NaiveDate {
        self.precision.last_day(self.day)
    }

    /// Returns whether any of its days is in this time.
    pub fn is_within(&self, since: Option<NaiveDate>, until: Option<NaiveDate>) -> bool {
        since.is_none_or(|since| self.last_day() >= since) && until.is_none_or(|until| self.day <= until)
    }
}

/// Somebody who may be the speaker that was looked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    pub appearance: Appearance,
    /// Whether the text itself gives the name that was asked for, whole or as a surname.
    pub is_named: bool,
}

/// One speaker in one version, as its text names him or her, with the number of claims.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VersionSpeaker {
    pub name: String,
    pub kind: SpeakerKind,
    pub role: Option<String>,
    pub story: Slug,
    pub outlet: Option<String>,
    /// The day of publication, else of capture.
    pub date: NaiveDate,
    /// The version's place in the whole history.
    pub version: i64,
    /// How many claims are his or hers in the story's latest version: none where this is an older one.
    pub claims: u64,
}

/// A statement that was found, as the last version with the words has it.
#[derive(Clone, Debug, PartialEq)]
pub struct Hit {
    pub sighting: Sighting,
    pub headline: Option<String>,
    pub url: Option<String>,
    /// The versions that have the words, oldest first.
    pub versions: Vec<VersionNumber>,
    /// The words found, as spans of the body.
    pub marks: Vec<Span>,
}
