//! The report of one speaker over time: entries gathered by the day on which they were said.
//!
//! It judges nothing: order, status and shifts come from the audit.

use super::{AuditReport, phrases};
use crate::audit::{Entry, Shift, Status};

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
            let name = entry.date();
            match days.last_mut() {
                Some(day) if day.name == name => day.entries.push(entry),
                _ => days.push(Day { name, entries: vec![entry] }),
            }
        }
        days
    }

    /// Returns the entries that a shift lies between; one alone where it lies within one.
    pub fn ends(&self, shift: &Shift) -> Vec<&Entry> {
        let mut ends = vec![shift.from, shift.to];
        ends.dedup();
        ends.into_iter().filter_map(|index| self.audit.entries.get(index)).collect()
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

impl Entry {
    /// Returns the date for a reader: "2025-08-19", "2025-08"; "undated" where nothing says.
    pub fn date(&self) -> String {
        self.said_on.map_or_else(|| "undated".to_owned(), |(date, precision)| phrases::said_on(date, precision))
    }

    /// Says where the date comes from, where the text itself does not say.
    pub fn dated_by(&self) -> Option<&'static str> {
        match (&self.claim.said_on, self.said_on, self.published_at) {
            (Some(_), ..) | (_, None, _) => None,
            (None, Some(_), Some(_)) => Some("dated by publication"),
            (None, Some(_), None) => Some("dated by capture"),
        }
    }

    /// Returns where it stands: "kremlin-talks@v1–v3".
    pub fn place(&self) -> String {
        if self.first_version == self.last_version {
            format!("{}@v{}", self.story, self.first_version)
        } else {
            format!("{}@v{}–v{}", self.story, self.first_version, self.last_version)
        }
    }
}
