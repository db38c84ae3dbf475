//! Older statements that a text quotes: "in 2011 she said …" is of 2011, and is tied to the entry of that time that has
//! the words.
//!
//! It ties by words and dates alone; where nothing of that time is held, a statement stays by itself.

use super::TimelineEntry;
use super::word::{are_alike, stems};
use crate::sighting::SaidDate;

/// What share of the words of both must be the same; of a shorter one, what share of its own.
const SAME: f64 = 0.8;
/// The fewest words that must be shared.
const WORDS: usize = 3;

/// Ties each entry that quotes an older statement to the nearest entry of that time in nearly the same words.
pub(super) fn tie(entries: &mut [TimelineEntry]) {
    let quoting: Vec<usize> = (0..entries.len()).filter(|&at| is_older(&entries[at])).collect();
    for at in quoting {
        let said = entries[at].said;
        let words = stems(&entries[at].claim.content.text);
        // Entries stand by their first day.
        let end = entries.partition_point(|entry| entry.said.day <= said.last_day());
        let original =
            (0..end).rev().filter(|&other| other != at).take_while(|&other| reaches(&entries[other], said)).find(
                |&other| {
                    let entry = &entries[other];
                    entry.said.last_day() >= said.day
                        && !is_older(entry)
                        && are_alike(&words, &stems(&entry.claim.content.text), SAME, WORDS)
                },
            );
        entries[at].original = original;
    }
}

/// Returns whether the text gives a date for the statement that lies before its publication by more than a week.
fn is_older(entry: &TimelineEntry) -> bool {
    let came = entry.published_at.or_else(|| Some(entry.wordings.first()?.from.at));
    let is_dated = entry.said.by.is_none();
    is_dated && came.is_some_and(|came| entry.said.last_day() + chrono::Duration::days(7) < came.date_naive())
}

/// Returns whether an entry can still be of that time: a year is the widest that a date can be.
fn reaches(entry: &TimelineEntry, said: SaidDate) -> bool {
    entry.said.day + chrono::Duration::days(366) >= said.day
}
