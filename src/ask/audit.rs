//! What one speaker has said over time.

use super::{Error, hint_nearest, one_person};
use crate::audit::{self, AuditQuery, topics};
use crate::curation::Ruled;
use crate::report::AuditReport;
use crate::sighting::Appearance;
use crate::store::History;
use crate::time::When;

/// Whom an audit is about, and what of it.
#[derive(Clone, Debug, Default)]
pub struct AuditQuestion {
    /// A whole name, or a surname.
    pub name: String,
    pub query: AuditQuery,
    /// What was known then; now where `None`.
    pub as_of: Option<When>,
    /// Whether of many statements the newest alone are read in full.
    pub in_part: bool,
}

impl AuditQuestion {
    /// Lists where the speaker appears, as far as it was known then.
    pub fn appearances(&self, history: &History) -> Result<Vec<Appearance>, Error> {
        let appearances = one_person(history, &self.name, "onrecord audit")?;
        let Some(when) = self.as_of else { return Ok(appearances) };
        let time = when.end().to_utc();
        let appearances = audit::as_of(appearances, time, |story| history.version_as_of(story, time))?;
        if appearances.is_empty() {
            let (name, time) = (&self.name, time.format("%Y-%m-%d %H:%M UTC"));
            return Err(Error::new(format!("nothing that {name} said was on record as of {time}")));
        }
        Ok(appearances)
    }

    /// Returns the next step where no statement names the topic that was asked for.
    fn other_topic(&self, history: &History, appearances: &[Appearance], topic: &str) -> Result<String, Error> {
        let all = audit::entries(history.said_without_bodies(appearances)?);
        let phrases: Vec<String> = topics::topics(&all.entries).into_iter().map(|topic| topic.phrase).collect();
        let otherwise = format!("onrecord topics \"{}\" lists what there is", self.name);
        Ok(hint_nearest(topic, &phrases, &otherwise))
    }
}

/// Lists what a speaker has said; beside it, what to say of a topic that none of it names.
pub fn audit(history: &History, question: &AuditQuestion) -> Result<(AuditReport, Option<String>), Error> {
    let appearances = question.appearances(history)?;
    let (query, in_part) = (&question.query, question.in_part);
    let rulings = Ruled::all(&history.decisions()?);
    let beginnings = query.beginnings();
    let reading = query.reading(&appearances, in_part && beginnings.is_empty());
    // A topic may be named by what stands around a statement.
    let with_bodies = !in_part || query.topic.is_some();
    let sightings = match beginnings.is_empty() {
        true => history.said_or_dated(&reading.said, &reading.dated, with_bodies)?,
        false => history.said_with(&appearances, &beginnings, with_bodies)?,
    };
    let (audit, rest) = match in_part {
        true => audit::page_of(&appearances, &reading, sightings, query, |one| history.body_of(one))?,
        false => (audit::audit_of(&appearances, sightings, query), None),
    };
    let note = match query.topic.as_ref().filter(|_| audit.entries.is_empty()) {
        Some(topic) => {
            Some(format!("no statement names {topic}; {}", question.other_topic(history, &appearances, topic)?))
        }
        None => None,
    };
    let as_of = question.as_of.map(|when| when.end().to_utc());
    Ok((AuditReport { audit, as_of, rulings, rest, names: history.story_names()? }, note))
}
