//! Who speaks, and what about.

use super::Error;
use super::person::one_person;
use crate::audit::{self, topics};
use crate::lookup;
use crate::report::{SpeakersReport, TopicsReport};
use crate::store::History;

/// Lists everybody who says something.
pub fn speakers(history: &History) -> Result<SpeakersReport, Error> {
    Ok(SpeakersReport { speakers: lookup::speakers(history)? })
}

/// Lists what one speaker talks about, at most `limit` topics, the main ones first.
pub fn topics(history: &History, name: &str, limit: usize) -> Result<TopicsReport, Error> {
    let appearances = one_person(history, name, "onrecord topics")?;
    let audit = audit::entries(history.said_without_bodies(&appearances)?);
    let mut topics = topics::topics(&audit.entries);
    let more = topics.len().saturating_sub(limit);
    topics.truncate(limit);
    Ok(TopicsReport { name: audit.name, statements: audit.entries.len(), topics, more })
}
