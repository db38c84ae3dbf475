//! Labels of records of parliaments and courts, which end in a stop: "Mr. HOLT of Tarn. …", "The SPEAKER. …".
//!
//! **Leaves alone** names in small letters: "Mr. Holt. He had come early." is prose.

use super::label::{self, Candidate, LabelSort, is_capital_word};
use crate::claim::Span;
use crate::lexicon::honorific;

/// The most words of a name or a place.
const WORDS: usize = 4;

/// Returns whether a word stands before a member's name.
fn is_address(word: &str) -> bool {
    honorific(word).is_some() || matches!(word, "senator" | "judge")
}

/// Reads such a label at `first`, the start of what stands in a line that ends at `end`.
pub(super) fn candidate(body: &str, first: usize, end: usize) -> Option<Candidate> {
    let line = &body[first..end];
    let (opener, _) = line.split_once(' ')?;
    let address = is_address(&opener.trim_end_matches('.').to_lowercase());
    if !opener.starts_with(char::is_uppercase) || !address && opener != "The" {
        return None;
    }
    let mut words = Words { line, at: opener.len() };
    let mut name_end = words.at;
    let mut stopped = false;
    for _ in 0..WORDS {
        let Some(word) = words.next().filter(|word| is_capital_word(word.trim_end_matches('.'))) else { break };
        name_end = words.at - usize::from(word.ends_with('.'));
        stopped = word.ends_with('.');
        if stopped {
            break;
        }
    }
    if name_end == opener.len() {
        return None;
    }
    let mut label_end = name_end;
    if !stopped {
        (label_end, words.at) = behind_name(line, name_end, address)?;
    }
    let rest = line[words.at..].trim_start();
    let opens = rest.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit() || matches!(c, '“' | '"' | '['));
    let name = line[opener.len()..name_end].trim_start();
    let is_office = || {
        let name = name.to_lowercase();
        let last = name.rsplit(' ').next().unwrap_or(&name);
        [&name, last].iter().any(|office| label::sort(office, office) != LabelSort::Name)
    };
    if !opens || name.chars().filter(|c| c.is_alphabetic()).count() < 2 || !address && !is_office() {
        return None;
    }
    let whole = if address { &line[..label_end] } else { name };
    Some(Candidate {
        start: first,
        label: Span::new(first, first + label_end),
        colon: None,
        content: end - rest.len(),
        key: whole.to_lowercase(),
        sort: if address { LabelSort::Titled } else { LabelSort::Answerer },
        capitals: true,
        stopped: true,
    })
}

/// Reads what may stand between a name and the stop: " of North Tarn", " pro tempore", " (Mr. HOLT)". Returns where the
/// label ends, and where its stop does.
fn behind_name(line: &str, name_end: usize, address: bool) -> Option<(usize, usize)> {
    let rest = &line[name_end..];
    if let Some(place) = rest.strip_prefix(" of ").filter(|_| address) {
        let stop = place.find('.')?;
        let words: Vec<&str> = place[..stop].split(' ').collect();
        let named = |word: &&str| word.starts_with(char::is_uppercase) && word.chars().all(char::is_alphabetic);
        let end = name_end + " of ".len() + stop;
        return (words.len() <= WORDS && words.iter().all(named)).then_some((end, end + 1));
    }
    let behind = rest.strip_prefix(" pro tempore").unwrap_or(rest);
    let end = name_end + (rest.len() - behind.len());
    if behind.starts_with('.') {
        return (!address).then_some((end, end + 1));
    }
    let bracket = behind.strip_prefix(" (")?;
    let close = bracket.find(").").filter(|&close| close <= label::LENGTH)?;
    Some((end, end + " (".len() + close + ").".len()))
}

/// The words of a line, one after the other.
struct Words<'l> {
    line: &'l str,
    /// Where the last one ended.
    at: usize,
}

impl<'l> Words<'l> {
    fn next(&mut self) -> Option<&'l str> {
        let rest = self.line[self.at..].strip_prefix(' ')?;
        let word = rest.split(' ').next().filter(|word| !word.is_empty())?;
        self.at += 1 + word.len();
        Some(word)
    }
}
