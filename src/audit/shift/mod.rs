//! Entries whose words moved: altered, withdrawn, or no longer what an earlier one committed the speaker to.
//!
//! **Finds** each altered and each withdrawn entry by itself; and pairs of dated statements about one thing where the later one
//! turns the earlier one round ([`pair`]), takes it back in so many words ([`retreat`]), or says nearly the same with a negation more or
//! less ([`content`]). **Example**: "we are open to talks with the union" on Monday, "we rule out talks with the union" on Thursday.
//! **Leaves alone** conditions, questions, what others are quoted with, and two statements of one day unless one stood in a
//! version before the other came in. **Known misses**: the same thing in other words.
//!
//! It never says why words moved, nor whose doing it is: it shows where they stand. Only what stands on the surface of the words is
//! claimed.

mod commitment;
mod complement;
mod content;
mod cues;
mod object;
mod pair;
mod reader;
mod retreat;

use std::collections::BTreeSet;

use super::wording::{Wording, in_body};
use super::{Entry, Shift, ShiftKind, Status, date};
use crate::claim::{CertaintyLevel, Excerpt};
use commitment::{Commitment, commitments};

/// How many words of a content stand for a topic where there is none.
const TOPIC_WORDS: usize = 8;

/// The fewest entries that are worth a thread of their own.
const SHARE: usize = 500;

/// A statement with what it commits its speaker to.
struct Statement {
    wording: Wording,
    commitments: Vec<Commitment>,
}

/// Finds the shifts among the entries, by the later entry, then the earlier one.
pub(super) fn shifts(entries: &[Entry]) -> Vec<Shift> {
    let mut shifts: Vec<Shift> =
        entries.iter().enumerate().filter_map(|(index, entry)| of_entry(index, entry)).collect();
    let statements = statements(entries);
    shifts.extend(pair::pairs(entries, &statements));
    shifts.extend(retreat::retreats(entries, &statements));
    for (from, to) in content::turned(entries) {
        let polarity = |at: usize| entries[at].claim.polarity.name();
        shifts.push(Shift {
            kind: ShiftKind::Reversed,
            from,
            to,
            topic: topic(&entries[to]),
            why: format!("nearly the same words, {} before and {} now", polarity(from), polarity(to)),
            confidence: 0.7,
            evidence: [entries[from].claim.content.clone(), entries[to].claim.content.clone()],
        });
    }
    // One pair is listed once, for its surest reason.
    shifts.sort_by(|a, b| {
        (a.to, a.from)
            .cmp(&(b.to, b.from))
            .then(b.confidence.total_cmp(&a.confidence))
            .then((a.kind as u8).cmp(&(b.kind as u8)))
    });
    let mut seen = BTreeSet::new();
    shifts.retain(|shift| seen.insert((shift.from, shift.to)));
    shifts
}

/// Reads the statements, on all processors: each is read by itself, so that the order of the work is no matter.
fn statements(entries: &[Entry]) -> Vec<Statement> {
    let read = |entry: &Entry| {
        let wording = Wording::new(&entry.claim.content.text);
        let commitments = if asks(entry) { Vec::new() } else { commitments(&wording, &entry.claim) };
        Statement { wording, commitments }
    };
    let workers = std::thread::available_parallelism().map_or(1, usize::from);
    let share = entries.len().div_ceil(workers).max(SHARE);
    std::thread::scope(|scope| {
        let parts: Vec<_> =
            entries.chunks(share).map(|part| scope.spawn(move || part.iter().map(read).collect::<Vec<_>>())).collect();
        // A panic in one of them goes on in this one.
        parts
            .into_iter()
            .flat_map(|part| part.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
            .collect()
    })
}

/// Says what became of one entry by itself.
fn of_entry(index: usize, entry: &Entry) -> Option<Shift> {
    let (kind, why) = match entry.status {
        Status::Standing => return None,
        Status::Altered => {
            let since = entry.earlier.first().map_or(entry.first_version, |(version, _)| *version);
            let times = entry.earlier.len();
            let wordings =
                if times == 1 { "one earlier wording".to_owned() } else { format!("{times} earlier wordings") };
            (ShiftKind::Altered, format!("{} v{since} to v{}: {wordings}", entry.story, entry.last_version))
        }
        Status::Withdrawn => (
            ShiftKind::Withdrawn,
            format!("{}: last in v{}, not in the latest version", entry.story, entry.last_version),
        ),
    };
    let evidence = [entry.claim.content.clone(), entry.claim.content.clone()];
    Some(Shift { kind, from: index, to: index, topic: topic(entry), why, confidence: 1.0, evidence })
}

/// Names what an entry is about: its position's topic, else the first words of its content.
fn topic(entry: &Entry) -> String {
    if let Some(position) = &entry.claim.position {
        return position.topic.clone();
    }
    let mut words = entry.claim.content.text.split_whitespace();
    let start = words.by_ref().take(TOPIC_WORDS).collect::<Vec<_>>().join(" ");
    if words.next().is_some() { format!("{start} …") } else { start }
}

/// Says whether a statement binds: no condition, no question.
fn committed(entry: &Entry) -> bool {
    matches!(entry.claim.certainty.level, CertaintyLevel::Asserted | CertaintyLevel::Hedged)
}

fn asks(entry: &Entry) -> bool {
    entry.claim.certainty.level == CertaintyLevel::Question
}

/// Says whether one statement was made before the other: surely on an earlier day, or in a version before the other came in.
fn earlier(from: &Entry, to: &Entry) -> bool {
    match (from.said_on, to.said_on) {
        (Some(one), Some(other)) if date::last(one) < other.0 => true,
        _ => from.story == to.story && from.last_version < to.first_version,
    }
}

/// Returns words of a statement as they stand in the body.
fn evidence(entry: &Entry, statement: &Statement, words: std::ops::Range<usize>) -> Excerpt {
    let spans = in_body(&entry.claim.content, statement.wording.span(words));
    if spans.is_empty() { entry.claim.content.clone() } else { Excerpt::new(&entry.body, spans) }
}
