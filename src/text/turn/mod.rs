//! The turns of a transcript: "JOURNALIST: …", "PM: …", "Q. …", a label and what its speaker says, up to the next
//! label.
//!
//! **Finds** labels in capitals at the start of a line, and behind the end of a sentence where a text has lost its line
//! breaks; labels in small letters, bold ones, and those without a colon ("Q", "Question" on a line of its own) at the
//! start of a line alone; those of records, which end in a stop.
//! **Leaves alone** texts in which too little takes turns: a colon behind a word in capitals is no transcript ("UPDATE:
//! …").
//! **Known misses**: names in small letters that speak once and are not asked; labels of more than six words.
//!
//! It never says who a label means.

mod exchange;
mod label;
mod record;

use std::collections::{HashMap, HashSet};

use crate::claim::Span;

use label::Candidate;
pub use label::LabelSort;

/// What one speaker says in one go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Turn {
    /// "PRIME MINISTER", without the colon and without marks of bold print.
    pub label: Span,
    /// The colon; `None` where the label stands alone.
    pub colon: Option<Span>,
    /// What is said, edges trimmed; empty where nothing is.
    pub content: Span,
    /// The label in lower case, without "the", numbers and brackets.
    pub key: String,
    /// What sort of label.
    pub sort: LabelSort,
}

impl Turn {
    /// Returns the span from the label to the end of what is said.
    pub fn span(&self) -> Span {
        Span::new(self.label.start, self.content.end)
    }
}

/// How many bytes a text may have before its first turn and be a transcript to its end; a longer lead makes it an
/// article that quotes one.
const LEAD: usize = 2000;

/// The same for what stands above a single speaker's words.
const HEADER: usize = 200;

fn is_blank(c: char) -> bool {
    c.is_whitespace() && c != '\n'
}

/// Finds the turns, in text order, and where each of them starts, marks before the label included.
pub(super) fn turns(body: &str) -> (Vec<Turn>, Vec<usize>) {
    let mut candidates = label::candidates(body);
    let counted = Counted::new(body, &candidates);
    if !counted.takes_turns(body, &candidates) {
        return (Vec::new(), Vec::new());
    }
    candidates.retain(|candidate| counted.is_label(candidate));
    let askers = exchange::askers(body, &candidates, &counted.exchanged);
    for candidate in candidates.iter_mut().filter(|candidate| askers.contains(&candidate.key)) {
        candidate.sort = LabelSort::Asker;
    }
    let ends: Vec<usize> = candidates.iter().skip(1).map(|next| next.start).chain([end(body, &candidates)]).collect();
    let turns = candidates.iter().zip(ends).map(|(candidate, end)| turn(body, candidate, end)).collect();
    (turns, candidates.iter().map(|candidate| candidate.start).collect())
}

fn turn(body: &str, candidate: &Candidate, end: usize) -> Turn {
    let text = &body[candidate.content..end.max(candidate.content)];
    let start = candidate.content + (text.len() - text.trim_start().len());
    let text = text.trim();
    let content = Span::new(start, start + text.len());
    Turn { label: candidate.label, colon: candidate.colon, content, key: candidate.key.clone(), sort: candidate.sort }
}

/// Where the last turn ends: with the text, or inside an article with the line, since the outlet speaks on.
fn end(body: &str, candidates: &[Candidate]) -> usize {
    let (Some(first), Some(last)) = (candidates.first(), candidates.last()) else { return body.len() };
    if first.start <= LEAD {
        return body.len();
    }
    let rest = &body[last.content..];
    let from = rest.len() - rest.trim_start().len();
    rest[from..].find('\n').map_or(body.len(), |line| last.content + from + line)
}

/// How often each label stands in a text, and what that proves.
struct Counted {
    times: HashMap<String, usize>,
    /// Some label is an asker's.
    asked: bool,
    /// Labels stand on lines of their own.
    alone: bool,
    /// Labels end in a stop, as those of a record do.
    recorded: bool,
    /// The labels of two who ask and answer.
    exchanged: HashSet<String>,
}

impl Counted {
    fn new(body: &str, candidates: &[Candidate]) -> Self {
        let mut times = HashMap::new();
        for candidate in candidates {
            *times.entry(candidate.key.clone()).or_default() += 1;
        }
        let askers = || candidates.iter().filter(|candidate| candidate.sort == LabelSort::Asker);
        let alone = askers().filter(|candidate| candidate.is_alone()).count() > 1;
        let asked = alone || askers().any(|candidate| !candidate.is_alone());
        let stopped: Vec<&Candidate> = candidates.iter().filter(|candidate| candidate.stopped).collect();
        let opens = |candidate: &&Candidate| !body[..candidate.start].contains(char::is_alphanumeric);
        let recorded = stopped.len() > 1 || stopped.first().is_some_and(opens);
        Self { times, asked, alone, recorded, exchanged: exchange::exchanged(body, candidates) }
    }

    fn recurs(&self, candidate: &Candidate) -> bool {
        self.times.get(&candidate.key).is_some_and(|&times| times > 1)
    }

    /// Returns whether the candidates are labels: there are several, and some of them ask, or recur.
    fn takes_turns(&self, body: &str, candidates: &[Candidate]) -> bool {
        if self.recorded || !self.exchanged.is_empty() {
            return true;
        }
        let sure: Vec<&Candidate> = candidates.iter().filter(|candidate| self.proves(candidate)).collect();
        let Some(first) = sure.first() else { return false };
        let lead = &body[..first.label.start];
        let opens = lead.trim_matches(|c: char| !c.is_alphanumeric()).is_empty();
        // One speaker alone, named by the office before the first word, or below a few words on place and subject.
        let heads = lead.len() <= HEADER && lead.trim_end_matches(is_blank).ends_with('\n');
        if (opens || heads) && first.sort == LabelSort::Answerer && first.capitals && first.colon.is_some() {
            return true;
        }
        let several = sure.iter().any(|other| other.key != first.key);
        let mut recurring = sure.iter().filter(|candidate| self.recurs(candidate));
        let one = recurring.next();
        let two = one.is_some_and(|one| recurring.any(|other| other.key != one.key));
        let known = sure.iter().any(|candidate| candidate.sort != LabelSort::Name);
        several && (self.asked || two || known && (opens || one.is_some()))
    }

    /// Returns whether a candidate is worth something as evidence: "A man" and "Winner:" prove nothing.
    fn proves(&self, candidate: &Candidate) -> bool {
        match candidate.sort {
            LabelSort::Asker | LabelSort::Answerer if candidate.is_alone() => self.alone,
            _ if candidate.colon.is_none() => self.times.contains_key("q"),
            LabelSort::Name => candidate.capitals && !candidate.single() || candidate.key.contains(' '),
            LabelSort::Asker | LabelSort::Answerer | LabelSort::Titled => true,
        }
    }

    /// Returns whether a candidate is a label, in a text whose speakers take turns.
    fn is_label(&self, candidate: &Candidate) -> bool {
        if candidate.stopped {
            return self.recorded;
        }
        if candidate.is_alone() {
            return self.alone;
        }
        if candidate.single() {
            // "A man …" is an answer only beside questions that are marked in the same way.
            return self.times.contains_key("q") || candidate.colon.is_some() && self.recurs(candidate);
        }
        let exchanges = self.exchanged.contains(&candidate.key);
        candidate.capitals || candidate.sort != LabelSort::Name || self.recurs(candidate) || exchanges
    }
}

#[cfg(test)]
mod tests;
