//! Entries whose words moved: altered, withdrawn, or the opposite of an earlier one.
//!
//! **Finds** each altered and each withdrawn entry by itself; and two entries that hold opposite stances on the same topic, or
//! nearly the same content once affirmed and once negated, the later against the nearest earlier one that is about the same.
//! **Example**: "we are open to talks" on Monday, "we rule out talks" on Thursday.
//! **Leaves alone** conditions and questions, topics that share only some words, and two statements of one day unless one
//! stood in a version before the other came in.
//! **Known misses**: the same topic in other words; a stance that grows weaker or stronger without turning round.
//!
//! It never says why words moved, nor whose doing it is: it shows where they stand.

use std::collections::{BTreeMap, BTreeSet};

use super::word::{stems, words};
use super::{Entry, Shift, ShiftKind, Status};
use crate::claim::{CertaintyLevel, Stance};

/// What share of the words of two topics must be the same.
const SAME_TOPIC: f64 = 0.75;
/// What share of the words of two contents must be the same.
const SAME_CONTENT: f64 = 0.8;
/// The fewest words that a content must share with another one.
const CONTENT_WORDS: usize = 4;
/// How many earlier entries with one word are looked at.
const REACH: usize = 400;
/// How many words of a content stand for a topic where there is none.
const TOPIC_WORDS: usize = 8;

/// Finds the shifts among the entries, by the later entry, then the earlier one.
pub(super) fn shifts(entries: &[Entry]) -> Vec<Shift> {
    let mut shifts: Vec<Shift> =
        entries.iter().enumerate().filter_map(|(index, entry)| of_entry(index, entry)).collect();
    let positions: Vec<BTreeSet<String>> = entries
        .iter()
        .map(|entry| {
            entry
                .claim
                .position
                .as_ref()
                .filter(|_| committed(entry))
                .map_or_else(BTreeSet::new, |position| stems(&position.topic))
        })
        .collect();
    let contents: Vec<BTreeSet<String>> = entries
        .iter()
        .map(|entry| if committed(entry) { stems(&entry.claim.content.text) } else { BTreeSet::new() })
        .collect();
    let by_position = Index::new(&positions, SAME_TOPIC);
    let by_content = Index::new(&contents, SAME_CONTENT);
    for to in 0..entries.len() {
        let stance = |at: usize| entries[at].claim.position.as_ref().map(|position| position.stance);
        // The nearest earlier stance on the topic counts: one that was reversed already is not reversed again by a repetition.
        let from = by_position.nearest(to, |from| {
            earlier(&entries[from], &entries[to])
                && stance(from).zip(stance(to)).is_some_and(|(a, b)| a == b || opposite(a, b))
        });
        let turned = from.filter(|&from| stance(from).zip(stance(to)).is_some_and(|(a, b)| opposite(a, b)));
        if let Some(from) = turned {
            shifts.push(reversed(
                entries,
                from,
                to,
                stance(from).map_or("", Stance::name),
                stance(to).map_or("", Stance::name),
            ));
            continue;
        }
        if contents[to].len() < CONTENT_WORDS {
            continue;
        }
        let same = by_content
            .nearest(to, |from| earlier(&entries[from], &entries[to]) && same_figures(&entries[from], &entries[to]));
        if let Some(from) = same.filter(|&from| entries[from].claim.polarity != entries[to].claim.polarity) {
            shifts.push(reversed(
                entries,
                from,
                to,
                entries[from].claim.polarity.name(),
                entries[to].claim.polarity.name(),
            ));
        }
    }
    shifts.sort_by_key(|shift| (shift.to, shift.from, shift.kind as u8));
    shifts
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
    Some(Shift { kind, from: index, to: index, topic: topic(entry), why })
}

fn reversed(entries: &[Entry], from: usize, to: usize, before: &str, after: &str) -> Shift {
    let place = |entry: &Entry| {
        let day = entry.said_on.map_or_else(|| "at an unknown time".to_owned(), |(date, _)| format!("on {date}"));
        format!("{day} ({} v{})", entry.story, entry.last_version)
    };
    Shift {
        kind: ShiftKind::Reversed,
        from,
        to,
        topic: topic(&entries[to]),
        why: format!("{before} {}, {after} {}", place(&entries[from]), place(&entries[to])),
    }
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

/// Says whether one statement was made before the other: on an earlier day, or in a version before the other came in.
fn earlier(from: &Entry, to: &Entry) -> bool {
    let day = |entry: &Entry| entry.said_on.map(|(date, _)| date);
    match (day(from), day(to)) {
        (Some(a), Some(b)) if a != b => a < b,
        _ => from.story == to.story && from.last_version < to.first_version,
    }
}

fn opposite(one: Stance, other: Stance) -> bool {
    use Stance::*;
    matches!(
        (one, other),
        (Support, Oppose) | (Oppose, Support) | (Commit, Refuse) | (Refuse, Commit) | (Open, Refuse) | (Refuse, Open)
    )
}

/// Says whether two statements give the same numbers: with another number it is another statement.
fn same_figures(one: &Entry, other: &Entry) -> bool {
    let digits = |entry: &Entry| -> Vec<String> {
        let mut found: Vec<String> =
            words(&entry.claim.content.text).filter(|word| word.chars().any(|c| c.is_ascii_digit())).collect();
        found.sort_unstable();
        found
    };
    digits(one) == digits(other)
}

/// Word sets by their rarest words: two sets that share enough words share one of these.
struct Index<'a> {
    sets: &'a [BTreeSet<String>],
    share: f64,
    /// The rarest words of each set, as many as are needed.
    rarest: Vec<Vec<&'a str>>,
    /// Sets by rare word, in order.
    postings: BTreeMap<&'a str, Vec<usize>>,
}

impl<'a> Index<'a> {
    fn new(sets: &'a [BTreeSet<String>], share: f64) -> Self {
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for word in sets.iter().flatten() {
            *counts.entry(word).or_default() += 1;
        }
        let mut postings: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        let mut rarest = Vec::with_capacity(sets.len());
        for (index, set) in sets.iter().enumerate() {
            let mut words: Vec<&str> = set.iter().map(String::as_str).collect();
            words.sort_by_key(|word| (counts[word], *word));
            // With fewer words left than must be shared, none of the rest can make up for these.
            let needed = (share * set.len() as f64).ceil() as usize;
            words.truncate((set.len() + 1).saturating_sub(needed.max(1)));
            for word in &words {
                postings.entry(word).or_default().push(index);
            }
            rarest.push(words);
        }
        Self { sets, share, rarest, postings }
    }

    /// Finds the nearest set before `to` that is alike and that `wanted` lets through.
    fn nearest(&self, to: usize, wanted: impl Fn(usize) -> bool) -> Option<usize> {
        let mut candidates: BTreeSet<usize> = BTreeSet::new();
        for word in &self.rarest[to] {
            let posting = self.postings.get(word).map_or(&[][..], Vec::as_slice);
            let before = posting.partition_point(|&at| at < to);
            candidates.extend(posting[..before].iter().rev().take(REACH));
        }
        candidates.into_iter().rev().find(|&from| self.alike(from, to) && wanted(from))
    }

    fn alike(&self, one: usize, other: usize) -> bool {
        let (one, other) = (&self.sets[one], &self.sets[other]);
        let shared = one.intersection(other).count();
        let all = one.len() + other.len() - shared;
        shared > 0 && shared as f64 >= self.share * all as f64
    }
}
