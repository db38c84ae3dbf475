//! Entries whose words moved: altered, withdrawn, or no longer what an earlier one committed the speaker to.
//!
//! **Finds** each altered and each withdrawn entry by itself; and pairs of dated statements about one thing where the
//! later one turns the earlier one round ([`pair`]), takes it back in so many words ([`retreat`]), or says nearly the
//! same with a negation more or less ([`content`]). **Example**: "we are open to talks with the union" on Monday, "we
//! rule out talks with the union" on Thursday.
//! **Leaves alone** what hangs on a condition from the start, questions, what others are quoted with, and two statements of one day unless one stood
//! in a version before the other came in. **Known misses**: the same thing in other words.
//!
//! It never says why words moved, nor whose doing it is: it shows where they stand. Only what stands on the surface of
//! the words is claimed.

mod commitment;
mod content;
mod deed;
mod denial;
mod pair;
mod reader;
mod relation;
mod retreat;
mod state;
mod weights;

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::Arc;

use super::processors::on_all_processors;
use super::tagged_text::{TaggedText, in_body};
use super::{Shift, ShiftKind, Status, TimelineEntry, utterance};
use crate::claim::{CertaintyLevel, ClaimKind, Excerpt, Span};
use commitment::{Commitment, commitments};

/// How sure a shift stays for each side that is a paraphrase.
const PARAPHRASED: f64 = 0.9;

/// How many words of a content stand for a topic where there is none.
const TOPIC_WORDS: usize = 8;

/// How far a sentence may reach beyond its claim, in bytes.
const LONGEST: usize = 800;

/// A statement with what it commits its speaker to.
struct Statement {
    wording: Arc<TaggedText>,
    /// Where in the body the words begin, where they are a stretch of it; else they are the claim's content.
    start: Option<usize>,
    /// The words that are this claim's: a sentence may hold several.
    own: Range<usize>,
    commitments: Vec<Commitment>,
}

/// Finds the shifts among the entries, by the later entry, then the earlier one.
pub(super) fn shifts(entries: &[TimelineEntry]) -> Vec<Shift> {
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
    for (from, to) in denial::owned_up(entries) {
        let evidence = [entries[from].claim.content.clone(), entries[to].claim.content.clone()];
        let why = "denied before, and said now".to_owned();
        let topic = topic(&entries[from]);
        shifts.push(Shift { kind: ShiftKind::Reversed, from, to, topic, why, confidence: 0.65, evidence });
    }
    for shift in shifts.iter_mut().filter(|shift| shift.from != shift.to) {
        weigh_paraphrase(shift, entries);
    }
    for shift in &mut shifts {
        shift.confidence = (shift.confidence * 1000.0).round() / 1000.0;
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

/// Makes a shift less sure for each side that the outlet tells in its own words, and says so.
fn weigh_paraphrase(shift: &mut Shift, entries: &[TimelineEntry]) {
    let paraphrased = [shift.from, shift.to].into_iter().filter(|&at| !entries[at].claim.is_in_own_words()).count();
    let told = match paraphrased {
        0 => return,
        1 => "one side is told in the outlet's words",
        _ => "both sides are told in the outlets' words",
    };
    shift.why = format!("{}; {told}", shift.why);
    shift.confidence *= PARAPHRASED.powi(paraphrased as i32);
}

/// Reads the statements. What several share, one sentence or one wire report, is read once.
fn statements(entries: &[TimelineEntry]) -> Vec<Statement> {
    let texts: Vec<(&str, Option<Span>)> = entries.iter().map(text).collect();
    let mut distinct: Vec<&str> = texts.iter().map(|(text, _)| *text).collect();
    distinct.sort_unstable();
    distinct.dedup();
    let wordings = on_all_processors(distinct.len(), |at| Arc::new(TaggedText::new(distinct[at])));
    on_all_processors(entries.len(), |at| {
        let (text, sentences) = texts[at];
        let wording = wordings[distinct.partition_point(|other| *other < text)].clone();
        statement(entries, at, wording, sentences)
    })
}

/// Returns the words in which a statement is read: in the speaker's own text its sentences, and where these stand,
/// which may hold several claims ("we will" stands in one and "if" in another); else its content.
fn text(entry: &TimelineEntry) -> (&str, Option<Span>) {
    let claim = &entry.claim;
    let first = claim.source.as_ref().is_none_or(|source| ["i", "we"].contains(&source.text.to_lowercase().as_str()));
    let is_own = claim.kind == ClaimKind::Statement && first && claim.span.end <= entry.body.len();
    match is_own.then(|| sentences(&entry.body, claim.span)) {
        Some(span) => (span.of(&entry.body), Some(span)),
        None => (&claim.content.text, None),
    }
}

/// Reads the statement at `at`. Words of a sentence between two claims go with the later one.
fn statement(entries: &[TimelineEntry], at: usize, wording: Arc<TaggedText>, sentences: Option<Span>) -> Statement {
    let entry = &entries[at];
    let claim = &entry.claim;
    let own = sentences.map_or(0..wording.words.len(), |span| {
        let place = |byte: usize| wording.words.partition_point(|word| span.start + word.span.start < byte);
        let beside = |other: Option<&TimelineEntry>| {
            other
                .filter(|other| Arc::ptr_eq(&other.body, &entry.body) && span.overlaps(other.claim.span))
                .map(|other| other.claim.span)
        };
        let before = beside(at.checked_sub(1).and_then(|before| entries.get(before)));
        let after = beside(entries.get(at + 1));
        let start = before.map_or(span.start, |before| before.end.min(claim.span.start));
        place(start)..place(if after.is_some() { claim.span.end } else { span.end })
    });
    let commitments = commitments(claim, &entry.body);
    Statement { wording, start: sentences.map(|span| span.start), own, commitments }
}

/// Widens a stretch of a body to whole sentences, as far as marks and line breaks tell.
fn sentences(body: &str, of: Span) -> Span {
    let near = |whole: &Span| of.start - whole.start <= LONGEST && whole.end - of.end <= LONGEST;
    whole_sentences(body, of).filter(near).unwrap_or(of)
}

/// Returns the whole sentences in which a stretch of a body stands, however long; `None` where it does not fit the body.
fn whole_sentences(body: &str, of: Span) -> Option<Span> {
    let ends = |c: char| matches!(c, '.' | '!' | '?' | '\n');
    let (before, after) = (body.get(..of.start)?, body.get(of.end..)?);
    let start = before.rfind(ends).map_or(0, |at| at + 1);
    let end = after.find(ends).map_or(body.len(), |at| of.end + at + 1);
    Some(Span::new(start, end))
}

/// Returns what became of one entry by itself.
fn of_entry(index: usize, entry: &TimelineEntry) -> Option<Shift> {
    let (kind, why) = match entry.status {
        Status::Standing => return None,
        Status::Altered => {
            let times = entry.wordings.len() + entry.more_wordings - 1;
            let wordings =
                if times == 1 { "one earlier wording".to_owned() } else { format!("{times} earlier wordings") };
            (
                ShiftKind::Altered,
                format!("{} v{} to v{}: {wordings}", entry.story, entry.first_version, entry.last_version),
            )
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
fn topic(entry: &TimelineEntry) -> String {
    if let Some(position) = entry.claim.position() {
        return position.topic.clone();
    }
    let mut words = entry.claim.content.text.split_whitespace();
    let start = words.by_ref().take(TOPIC_WORDS).collect::<Vec<_>>().join(" ");
    if words.next().is_some() { format!("{start} …") } else { start }
}

/// Returns whether a statement binds: no condition, no question.
fn committed(entry: &TimelineEntry) -> bool {
    matches!(entry.claim.certainty.level, CertaintyLevel::Asserted | CertaintyLevel::Hedged)
}

/// Returns whether one statement was made before the other: surely on an earlier day, and not the same utterance in
/// another outlet's words; or in a version before the other came in.
fn earlier(from: &TimelineEntry, to: &TimelineEntry) -> bool {
    let is_earlier = from.said.last_day() < to.said.day && !utterance::may_be_one(from, to);
    is_earlier || from.story == to.story && from.last_version < to.worded().0
}

/// Returns words of a statement as they stand in the body.
fn evidence(entry: &TimelineEntry, statement: &Statement, words: Range<usize>) -> Excerpt {
    let span = statement.wording.span(words);
    let spans = match statement.start {
        Some(start) => vec![Span::new(start + span.start, start + span.end)],
        None => in_body(&entry.claim.content, span),
    };
    if spans.iter().all(|span| span.is_empty()) {
        entry.claim.content.clone()
    } else {
        Excerpt::new(&entry.body, spans)
    }
}
