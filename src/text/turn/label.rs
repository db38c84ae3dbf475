//! What may be the label of a turn, wherever it stands: its words, its colon, and what sort of label it is.
//!
//! It never says whether the text is a transcript.

use std::collections::HashSet;
use std::sync::LazyLock;

use crate::claim::Span;
use crate::lexicon::{self, PARTICLES, entries};

use super::record;

static ASKERS: LazyLock<HashSet<&str>> = LazyLock::new(|| entries(include_str!("../lists/askers.txt")).collect());
static ANSWERERS: LazyLock<HashSet<&str>> = LazyLock::new(|| entries(include_str!("../lists/answerers.txt")).collect());
static NO_LABELS: LazyLock<HashSet<&str>> = LazyLock::new(|| entries(include_str!("../lists/no_labels.txt")).collect());

/// The most words and bytes of a label.
const WORDS: usize = 6;
pub(super) const LENGTH: usize = 64;

/// What sort of label.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum LabelSort {
    /// "JOURNALIST", "Q"
    Asker,
    /// "PRIME MINISTER", "A"
    Answerer,
    /// "MR. HOLT", "Minister Reyes"
    Titled,
    /// "TOM REIL"
    Name,
}

/// A place that may be the label of a turn.
#[derive(Clone, Debug)]
pub(super) struct Candidate {
    /// Where the turn starts, marks of bold print before the label included.
    pub start: usize,
    pub label: Span,
    pub colon: Option<Span>,
    /// Where what is said starts.
    pub content: usize,
    /// The label in lower case, without "the", numbers and brackets.
    pub key: String,
    pub sort: LabelSort,
    pub capitals: bool,
    /// A stop ends it, as in records of parliaments.
    pub stopped: bool,
}

impl Candidate {
    /// "Q" or "A".
    pub fn single(&self) -> bool {
        self.key.len() == 1
    }

    /// It stands on a line of its own, without a colon.
    pub fn is_alone(&self) -> bool {
        self.colon.is_none() && !self.single() && !self.stopped
    }
}

/// Finds all places that may be labels, in text order.
pub(super) fn candidates(body: &str) -> Vec<Candidate> {
    let mut found = Vec::new();
    let mut start = 0;
    for line in body.split_inclusive(['\n', '\r', '\u{2028}', '\u{2029}']) {
        in_line(body, start, line, &mut found);
        start += line.len();
    }
    found
}

fn in_line(body: &str, start: usize, line: &str, found: &mut Vec<Candidate>) {
    let text = line.trim_end();
    let first = start + opening(text);
    let end = start + text.len();
    let lead = start + (text.len() - text.trim_start().len());
    let from = found.len();
    if first < end {
        found.extend(record::candidate(body, first, end).or_else(|| without_colon(body, first, end)));
    }
    for (at, _) in text.match_indices(':') {
        let colon = start + at;
        // "10:30", "https://"
        let joined = body[colon + 1..].starts_with('/')
            || body[..colon].ends_with(|c: char| c.is_ascii_digit())
                && body[colon + 1..].starts_with(|c: char| c.is_ascii_digit());
        let behind = found[from..].last().map_or(first, |last| last.content);
        if !joined && colon > behind.max(first) {
            found.extend(before_colon(body, first, behind, colon));
        }
    }
    if let Some(opening) = found.get_mut(from).filter(|candidate| candidate.start == first) {
        opening.start = lead;
    }
}

/// The length of what may stand before the label in its line: marks of bold print, a quotation mark, a time in
/// brackets.
fn opening(text: &str) -> usize {
    let blank = |text: &str| text.len() - text.trim_start_matches(|c: char| c.is_whitespace() || is_mark(c)).len();
    let mut length = blank(text);
    let bracketed = text[length..].strip_prefix('[').and_then(|rest| rest.split_once(']'));
    if let Some((time, _)) = bracketed
        && time.len() <= 12
        && time.chars().all(|c| c.is_ascii_digit() || matches!(c, ':' | '.' | ' '))
    {
        length += time.len() + 2;
        length += blank(&text[length..]);
    }
    length
}

/// Marks of bold print.
fn is_mark(c: char) -> bool {
    matches!(c, '*' | '_' | '"' | '“' | '#' | '>')
}

/// Reads a label without a colon: "Q   Thank you.", "Question" on a line of its own.
fn without_colon(body: &str, first: usize, end: usize) -> Option<Candidate> {
    let line = &body[first..end];
    let words = line.trim_end_matches(['*', '_']);
    let label = Span::new(first, first + words.len());
    let key = key(words);
    let sort = sort(&key, words);
    if matches!(sort, LabelSort::Asker | LabelSort::Answerer) && words.starts_with(char::is_uppercase) && key.len() > 1
    {
        return Some(candidate(body, label, None, end, (key, sort)));
    }
    let letter = line.chars().next().filter(|c| matches!(c, 'Q' | 'A'))?;
    let rest = line[1..].strip_prefix('.').unwrap_or(&line[1..]);
    let stop = rest.len() < line.len() - 1;
    let gap = rest.len() - rest.trim_start_matches(['*', '_', ' ', '\t', '\u{a0}']).len();
    let opens = rest[gap..]
        .chars()
        .next()
        .is_some_and(|c| c.is_uppercase() || matches!(c, '(' | '[' | '“' | '"' | '-' | '—' | '‘'));
    // "A man" is no answer, and neither is "A. Holt": two blanks part a label from what is said.
    let wide = rest[..gap].chars().filter(|c| c.is_whitespace()).count() > 1 || rest.starts_with('\t');
    let parted = gap > 0 && (letter == 'Q' || wide || stop);
    (opens && parted).then(|| {
        let content = end - rest.len() + gap;
        let label = Span::new(first, first + 1);
        let key = letter.to_ascii_lowercase().to_string();
        let sort = if letter == 'Q' { LabelSort::Asker } else { LabelSort::Answerer };
        candidate(body, label, None, content, (key, sort))
    })
}

/// Reads the label that ends at a colon: the longest that starts the line, or that follows the end of a sentence.
fn before_colon(body: &str, first: usize, behind: usize, colon: usize) -> Option<Candidate> {
    let floor = behind.max(colon.saturating_sub(LENGTH * 2));
    let floor = (floor..=colon).find(|&at| body.is_char_boundary(at))?;
    let text = body[floor..colon].trim_end_matches([' ', '\u{a0}']).trim_end_matches(['*', '_']);
    let bare = without_bracket(text);
    let end = floor + bare.len();
    let mut best = None;
    if floor == first {
        let whole = Span::new(first, end);
        best = is_name(bare).then_some(whole);
    }
    if best.is_none() {
        best = capitals_before(body, floor, end, floor == behind);
    }
    let label = best?;
    let words = label.of(body);
    let key = key(words);
    if key.is_empty() || words.len() > LENGTH || NO_LABELS.contains(key.as_str()) {
        return None;
    }
    let sort = sort(&key, words);
    let mut content = colon + 1;
    content += body[content..].len() - body[content..].trim_start_matches(['*', '_']).len();
    Some(candidate(body, label, Some(Span::new(colon, colon + 1)), content, (key, sort)))
}

fn candidate(
    body: &str,
    label: Span,
    colon: Option<Span>,
    content: usize,
    (key, sort): (String, LabelSort),
) -> Candidate {
    let capitals = in_capitals(label.of(body));
    Candidate { start: label.start, label, colon, content, key, sort, capitals, stopped: false }
}

/// Leaves out a bracket behind the label: "PM (ROWE)", "HOST [laughs]".
fn without_bracket(text: &str) -> &str {
    let open = match text.chars().last() {
        Some(')') => text.rfind('('),
        Some(']') => text.rfind('['),
        _ => None,
    };
    open.map_or(text, |open| text[..open].trim_end())
}

/// Returns whether a line's start reads as a name or a part: a few words, each with a capital, save small ones between
/// them.
fn is_name(text: &str) -> bool {
    const SMALL: [&str; 4] = ["of", "the", "and", "for"];
    let words: Vec<&str> = text.split_whitespace().collect();
    let named = |word: &&str| {
        word.starts_with(char::is_uppercase)
            && word.chars().all(|c| c.is_alphanumeric() || matches!(c, '.' | '\'' | '’' | '-' | ',' | '&'))
    };
    let stops = |word: &&str| word.ends_with('.') && !is_title(word);
    (1..=WORDS).contains(&words.len())
        && words.first().is_some_and(named)
        && words.iter().all(|word| SMALL.contains(word) || PARTICLES.has(word) || named(word))
        && !words[..words.len() - 1].iter().any(stops)
}

/// Finds the longest run of words in capitals that ends at `end` and follows the end of a sentence; `opens` says
/// whether one may start at `floor`.
fn capitals_before(body: &str, floor: usize, end: usize, opens: bool) -> Option<Span> {
    let text = &body[floor..end];
    let mut best = None;
    let mut at = text.len();
    for _ in 0..WORDS {
        let before = text[..at].trim_end();
        let start = before
            .rfind(char::is_whitespace)
            .map_or(0, |gap| gap + before[gap..].chars().next().map_or(1, char::len_utf8));
        let word = &before[start..];
        if word.is_empty() {
            break;
        }
        // "… thank you.PM: We will": the sentence before ends inside the word.
        if let Some(cut) = word.rfind(['.', '?', '!', ')', ']']).filter(|&cut| cut + 1 < word.len())
            && !is_capital_word(word)
        {
            let tail = &word[cut + 1..];
            if is_capital_word(tail) && word[..cut].chars().any(char::is_alphanumeric) {
                best = Some(start + cut + 1);
            }
            break;
        }
        if !is_capital_word(word) {
            break;
        }
        let head = text[..start].trim_end();
        if head.is_empty() && opens || ends_sentence(head) {
            best = Some(start);
        }
        at = start;
    }
    let label = Span::new(floor + best?, end);
    let letters = label.of(body).chars().filter(|c| c.is_alphabetic()).count();
    (letters > 1 || matches!(label.of(body), "Q" | "A")).then_some(label)
}

/// "O'BRIEN", "McCALL", "J.", but not "OK." before another word.
pub(super) fn is_capital_word(word: &str) -> bool {
    let stop = word.ends_with('.') && !is_title(word);
    let letters = word.chars().any(char::is_uppercase);
    // "AM.PM" is the end of one sentence and the label of the next turn; "U.S." is one word.
    let runs_on = word.trim_end_matches('.').rsplit_once('.').is_some_and(|(_, tail)| tail.len() > 1);
    letters
        && !stop
        && !runs_on
        && in_capitals(word)
        && word.chars().all(|c| c.is_alphanumeric() || matches!(c, '.' | '\'' | '’' | '-' | '(' | ')' | '&'))
}

/// Returns whether words are in capitals, save the small letters of "McCALL" and "MacNEIL".
fn in_capitals(words: &str) -> bool {
    words.split_whitespace().all(|word| {
        let word = ["Mac", "Mc"].iter().find_map(|start| word.strip_prefix(start)).unwrap_or(word);
        !word.chars().any(char::is_lowercase) && word.chars().any(|c| c.is_uppercase() || c.is_ascii_digit())
    })
}

/// "MR.", "J.": a stop that ends no sentence.
fn is_title(word: &str) -> bool {
    let bare = word.trim_end_matches(['.', ',']);
    bare.chars().count() == 1 || lexicon::is_title(&bare.to_lowercase())
}

/// Returns whether a sentence ends with these words, as far as a label may follow.
fn ends_sentence(text: &str) -> bool {
    let bare = text.trim_end_matches([')', ']', '”', '"', '’', '\'']);
    bare.len() < text.len() || bare.ends_with(['.', '?', '!', '…', '-', '–', '—', '+'])
}

/// The label in lower case, without "the", numbers and brackets.
fn key(words: &str) -> String {
    let lower = words.to_lowercase();
    let bare = without_bracket(lower.trim_end_matches(['.', ',', ' ']));
    let bare = bare.trim_end_matches(|c: char| c.is_ascii_digit() || c.is_whitespace());
    bare.strip_prefix("the ").unwrap_or(bare).split_whitespace().collect::<Vec<_>>().join(" ")
}

pub(super) fn sort(key: &str, words: &str) -> LabelSort {
    let first = key.split([' ', '.']).next().unwrap_or("");
    match key {
        _ if ASKERS.contains(key) => LabelSort::Asker,
        _ if ANSWERERS.contains(key) => LabelSort::Answerer,
        _ if words.split_whitespace().nth(1).is_some() && lexicon::is_title(first) => LabelSort::Titled,
        _ => LabelSort::Name,
    }
}
