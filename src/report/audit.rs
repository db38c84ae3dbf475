//! The report of one speaker over time: entries gathered by the day on which they were said.
//!
//! It judges nothing: order, status and shifts come from the audit.

use super::{AuditReport, phrases};
use crate::audit::{Entry, Status};

/// The entries of one day, or of whatever longer time is known.
#[derive(Clone, Debug, PartialEq)]
pub struct Day<'a> {
    /// "2025-08-19", "August 2025"; "undated" where nothing says.
    pub name: String,
    /// In the audit's order.
    pub entries: Vec<&'a Entry>,
}

impl AuditReport {
    /// Gathers the entries by date, in the audit's order.
    pub fn days(&self) -> Vec<Day<'_>> {
        let mut days: Vec<Day<'_>> = Vec::new();
        for entry in &self.audit.entries {
            let name = date_of(entry);
            match days.last_mut() {
                Some(day) if day.name == name => day.entries.push(entry),
                _ => days.push(Day { name, entries: vec![entry] }),
            }
        }
        days
    }

    /// Returns the counts in words: "5 statements in 2 stories, 1 altered, 1 withdrawn".
    pub fn headline(&self) -> String {
        let entries = &self.audit.entries;
        let mut slugs: Vec<_> = entries.iter().map(|entry| &entry.story).collect();
        slugs.sort();
        slugs.dedup();
        let mut line = phrases::count(entries.len(), "statement", "statements");
        if !slugs.is_empty() {
            line = format!("{line} in {}", phrases::count(slugs.len(), "story", "stories"));
        }
        for status in [Status::Altered, Status::Withdrawn] {
            match entries.iter().filter(|entry| entry.status == status).count() {
                0 => {}
                n => line = format!("{line}, {n} {}", status.name()),
            }
        }
        match self.audit.shifts.len() {
            0 => line,
            n => format!("{line}; {}", phrases::count(n, "shift", "shifts")),
        }
    }
}

/// Returns the date of an entry for a reader; "undated" where nothing says.
pub(crate) fn date_of(entry: &Entry) -> String {
    entry.said_on.map_or_else(|| "undated".to_owned(), |(date, precision)| phrases::said_on(date, precision))
}

/// Says where the date of an entry comes from, where the text itself does not say.
pub(crate) fn dated_by(entry: &Entry) -> Option<&'static str> {
    match (&entry.claim.said_on, entry.said_on, entry.published_at) {
        (Some(_), ..) | (_, None, _) => None,
        (None, Some(_), Some(_)) => Some("dated by publication"),
        (None, Some(_), None) => Some("dated by capture"),
    }
}

/// Returns the place of an entry: "kremlin-talks@v1–v3".
pub(crate) fn place_of(entry: &Entry) -> String {
    if entry.first_version == entry.last_version {
        format!("{}@v{}", entry.story, entry.first_version)
    } else {
        format!("{}@v{}–v{}", entry.story, entry.first_version, entry.last_version)
    }
}
