//! Labels in small letters that two speakers of an interview have: "Courier: Did you know? Holt: I did."
//!
//! **Finds** a question in a line of its own label that the next label answers, where the text has named that one
//! before ("Ana Holt has run the ferry"), or where it happens twice. **Leaves alone** "Winner: Reil" and other lists.

use std::collections::{HashMap, HashSet};

use super::label::{Candidate, LabelSort};

/// How far before the first label a name is looked for, in bytes: keeps odd texts linear.
const NAMED_WITHIN: usize = 8_000;

/// Finds the keys of such labels.
pub(super) fn exchanged(body: &str, candidates: &[Candidate]) -> HashSet<String> {
    let of_line: Vec<&Candidate> = candidates
        .iter()
        .filter(|one| one.sort == LabelSort::Name && one.colon.is_some() && opens_line(body, one.start))
        .collect();
    let lead = of_line.first().map_or("", |first| lead(body, first));
    let mut times: HashMap<(&str, &str), usize> = HashMap::new();
    let mut keys = HashSet::new();
    for pair in of_line.windows(2) {
        let [asker, answerer] = pair else { continue };
        if asker.key == answerer.key || !asks(body, asker, answerer.start) {
            continue;
        }
        let times = times.entry((&asker.key, &answerer.key)).or_default();
        *times += 1;
        if *times > 1 || is_named(lead, answerer.label.of(body)) {
            keys.extend([asker.key.clone(), answerer.key.clone()]);
        }
    }
    keys
}

/// Lists the keys among `exchanged` of those who only ask and have one word for a label: papers and programmes.
pub(super) fn askers(body: &str, candidates: &[Candidate], exchanged: &HashSet<String>) -> HashSet<String> {
    let mut askers: HashSet<String> = exchanged.iter().filter(|key| !key.contains(' ')).cloned().collect();
    let lead = candidates.first().map_or("", |first| lead(body, first));
    let ends = candidates.iter().skip(1).map(|next| next.start).chain([body.len()]);
    for (candidate, end) in candidates.iter().zip(ends) {
        if !asks(body, candidate, end) || is_named(lead, candidate.label.of(body)) {
            askers.remove(&candidate.key);
        }
    }
    askers
}

/// What stands before the first label, as far as it is looked at.
fn lead<'b>(body: &'b str, first: &Candidate) -> &'b str {
    let from = first.start.saturating_sub(NAMED_WITHIN);
    let from = (from..first.start).find(|&at| body.is_char_boundary(at)).unwrap_or(first.start);
    &body[from..first.start]
}

/// Returns whether a turn that ends at `end` ends in a question.
fn asks(body: &str, turn: &Candidate, end: usize) -> bool {
    let text = body.get(turn.content..end).unwrap_or("");
    text.trim_end_matches(|c: char| !c.is_alphanumeric() && c != '?').ends_with('?')
}

fn opens_line(body: &str, at: usize) -> bool {
    body[..at].chars().rev().find(|c| c.is_alphanumeric() || *c == '\n').is_none_or(|c| c == '\n')
}

/// Returns whether a text has the last word of a label behind another word with a capital: "Ana Holt" names "Holt".
fn is_named(text: &str, label: &str) -> bool {
    let Some(surname) = label.split_whitespace().next_back() else { return false };
    text.match_indices(surname).any(|(at, _)| {
        let ends = !text[at + surname.len()..].starts_with(char::is_alphanumeric);
        let before = text[..at].strip_suffix(' ').and_then(|before| before.split_whitespace().next_back());
        ends && before.is_some_and(|word| word.starts_with(char::is_uppercase) && !word.ends_with([',', ':', '?', '!']))
    })
}
