//! What one speaker has said over time: one entry for one statement, however many versions repeat it.
//!
//! It does no I/O and judges nobody: it lists, dates and compares words.

pub mod date;
mod lexicon;
mod name;
mod object;
mod older;
mod page;
mod processors;
mod select;
mod shift;
mod standpoint;
mod synonym;
mod tagged_text;
mod timeline;
mod topic;
pub mod topics;
mod utterance;
mod word;

#[cfg(test)]
mod tests;

use std::sync::Arc;

use chrono::{DateTime, FixedOffset};

use crate::claim::{Claim, Excerpt};
use crate::sighting::{Appearance, SaidDate, Sighting};
use crate::story::{Slug, VersionNumber};
use crate::version_date::VersionDate;

pub use page::{AuditScope, Rest};
pub use select::{AuditQuery, as_of};
pub use standpoint::{Point, Standpoint};
pub use topic::{AskedTopic, Grade, TopicMatch};

/// What one speaker has said, by date.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Audit {
    /// The fullest name found.
    pub name: String,
    /// The other names that the texts use, most used first.
    pub aliases: Vec<String>,
    /// What was asked for.
    pub query: AuditQuery,
    /// By date said, then publication, story and place in the text.
    pub entries: Vec<TimelineEntry>,
    /// How many more statements there are that the texts do not report as made: "did not say", "if she says", "a fake
    /// post claimed". They are no entries.
    pub left_out: usize,
    /// What the entries stand for, topic by topic.
    pub standpoints: Vec<Standpoint>,
    /// Pairs of entries that look like a shift.
    pub shifts: Vec<Shift>,
}

/// What became of a statement.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Status {
    /// In the latest version.
    Standing,
    /// In the latest version, but its words changed between versions.
    Altered,
    /// Gone from the latest version.
    Withdrawn,
}

impl Status {
    /// Returns the contract's word.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Standing => "standing",
            Self::Altered => "altered",
            Self::Withdrawn => "withdrawn",
        }
    }
}

/// One statement.
#[derive(Clone, Debug, PartialEq)]
pub struct TimelineEntry {
    /// When the words of the claim were said: as the text says, else when the version came that brought them.
    pub said: SaidDate,
    pub published_at: Option<DateTime<FixedOffset>>,
    pub story: Slug,
    pub outlet: Option<String>,
    pub first_version: VersionNumber,
    pub last_version: VersionNumber,
    pub status: Status,
    /// The claim in the last version of its last wording.
    pub claim: Claim,
    /// Its wordings, oldest first, without those that the dates asked for leave out.
    pub wordings: Vec<Wording>,
    /// How many wordings the dates asked for leave out.
    pub more_wordings: usize,
    /// The entry of the time that this one quotes, in nearly the same words: an index into [`Audit::entries`].
    pub original: Option<usize>,
    /// The entry before this one that reports the same utterance in another story: an index into [`Audit::entries`].
    pub same: Option<usize>,
    /// How it names the topic asked for.
    pub topic: Option<TopicMatch>,
    /// The body that the claim's spans were measured on.
    pub body: Arc<str>,
}

impl TimelineEntry {
    /// Returns the versions that have the words of the claim: the first and the last.
    pub fn worded(&self) -> (VersionNumber, VersionNumber) {
        let last = self.wordings.last();
        last.map_or((self.first_version, self.last_version), |last| (last.first_version, last.last_version))
    }
}

/// The words of a statement in some versions, one after the other.
#[derive(Clone, Debug, PartialEq)]
pub struct Wording {
    pub text: String,
    pub first_version: VersionNumber,
    pub last_version: VersionNumber,
    /// When the version came that brought it, and the one that no longer has it; `None` while it stands.
    pub from: VersionDate,
    pub to: Option<VersionDate>,
    /// When these words were said: as the text says, else when the version came that brought them.
    pub said: SaidDate,
}

/// How a speaker's words moved between two entries.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ShiftKind {
    Reversed,
    Softened,
    Hardened,
    Altered,
    Withdrawn,
}

impl ShiftKind {
    /// Returns the contract's word.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Reversed => "reversed",
            Self::Softened => "softened",
            Self::Hardened => "hardened",
            Self::Altered => "altered",
            Self::Withdrawn => "withdrawn",
        }
    }
}

/// A pair of entries that look like a shift, with the reason.
#[derive(Clone, Debug, PartialEq)]
pub struct Shift {
    pub kind: ShiftKind,
    /// Indexes into [`Audit::entries`]; for an altered or withdrawn entry both are the entry itself.
    pub from: usize,
    pub to: usize,
    pub topic: String,
    pub why: String,
    /// From 0 to 1: how surely the words say so.
    pub confidence: f64,
    /// The words of each side that say so, as they stand in its body.
    pub evidence: [Excerpt; 2],
}

/// Makes the entries of one speaker from all the sightings of his or her claims, in any order, without a look for
/// shifts.
pub fn entries(sightings: Vec<Sighting>) -> Audit {
    let (name, aliases) = names(&sightings);
    let (said, unsaid) = parted(sightings);
    let all = AuditQuery::default();
    let mut entries = timeline::entries(said, &all);
    older::tie(&mut entries);
    Audit { name, aliases, entries, left_out: timeline::entries(unsaid, &all).len(), ..Audit::default() }
}

/// Makes the timeline of one speaker from all the sightings of his or her claims, in any order; `query` says which
/// statements.
pub fn audit(sightings: Vec<Sighting>, query: &AuditQuery) -> Audit {
    let named = names(&sightings);
    let (said, unsaid) = parted(sightings);
    timeline(named, selected(said, query), selected(unsaid, query).len(), query)
}

/// As [`audit`], from where the speaker appears and those of his or her claims that can be what `query` asks for.
pub fn audit_of(appearances: &[Appearance], sightings: Vec<Sighting>, query: &AuditQuery) -> Audit {
    let (said, unsaid) = parted(sightings);
    timeline(names_in(appearances), selected(said, query), selected(unsaid, query).len(), query)
}

/// As [`audit_of`], of what is newest alone where there is more than a reader can take in; says what the rest is. The
/// sightings need no bodies: `body` reads those of what is listed.
///
/// # Errors
/// Those of `body`.
pub fn page_of<E>(
    appearances: &[Appearance],
    reading: &AuditScope<'_>,
    sightings: Vec<Sighting>,
    query: &AuditQuery,
    body: impl FnMut(&Appearance) -> Result<Arc<str>, E>,
) -> Result<(Audit, Option<Rest>), E> {
    let (said, unsaid) = parted(sightings);
    let unread = reading.unread(&said);
    let left_out = selected(reading.read_whole(unsaid), query).len() + reading.unread_unsaid();
    let mut entries = selected(said, query);
    let rest = Rest::beside(&mut entries, unread, reading.since);
    page::fill(&mut entries, appearances, body)?;
    Ok((timeline(names_in(appearances), entries, left_out, query), rest))
}

fn names(sightings: &[Sighting]) -> (String, Vec<String>) {
    name::names(sightings.iter().map(|sighting| (sighting.names.as_slice(), 1)))
}

fn names_in(appearances: &[Appearance]) -> (String, Vec<String>) {
    name::names(appearances.iter().map(|one| (one.names.as_slice(), one.claims)))
}

/// Parts what the texts report as said from what they do not.
fn parted(sightings: Vec<Sighting>) -> (Vec<Sighting>, Vec<Sighting>) {
    sightings.into_iter().partition(|sighting| sighting.claim.is_said())
}

fn selected(sightings: Vec<Sighting>, query: &AuditQuery) -> Vec<TimelineEntry> {
    let mut entries = timeline::entries(sightings, query);
    query.select(&mut entries);
    entries
}

fn timeline(
    (name, aliases): (String, Vec<String>),
    mut entries: Vec<TimelineEntry>,
    left_out: usize,
    query: &AuditQuery,
) -> Audit {
    older::tie(&mut entries);
    utterance::tie(&mut entries);
    let shifts = shift::shifts(&entries);
    let standpoints = standpoint::standpoints(&entries);
    Audit { name, aliases, query: query.clone(), entries, left_out, standpoints, shifts }
}
