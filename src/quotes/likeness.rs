//! Whether two claims are wordings of one utterance.
//!
//! **Finds** quotations most of whose words stand in the other's, in the same order, whatever stands between; and
//! reports without marks most of whose telling words stand in a quotation.
//! **Example**: "We will not sail before spring" and "will not sail … spring"; she said that they would not sail before
//! spring.
//! **Leaves alone** style of marks, case, white space, ellipses, and what stands in square brackets; quotations of two
//! words or fewer.
//! **Known misses**: a paraphrase in other words; a set phrase of some length that two people use is one utterance to
//! it.

use crate::claim::ClaimKind;
use crate::lexicon::{fold_line, stem};
use crate::sighting::Sighting;

/// The fewest telling words that two wordings share.
pub(super) const FEWEST: usize = 2;
/// The fewest that a paraphrase shares with a quotation.
const FEWEST_PARAPHRASED: usize = 3;
/// The fewest letters of a word that tells something.
const LETTERS: usize = 4;

/// The words of a claim, made comparable.
pub(super) struct TellingWords {
    /// Those inside the marks, or spoken in the text's own voice, in order; empty where nothing is verbatim.
    pub(super) quoted: Vec<String>,
    /// The stems of those that tell something, each once: of what is quoted, else of all that is asserted.
    stems: Vec<String>,
}

impl TellingWords {
    pub(super) fn of(sighting: &Sighting) -> Self {
        let claim = &sighting.claim;
        if matches!(claim.kind, ClaimKind::Quote | ClaimKind::Mixed) || claim.is_verbatim() {
            let quoted = comparable(&super::quoted(sighting));
            if quoted.len() > FEWEST {
                return Self { stems: stems(&quoted), quoted };
            }
        }
        Self { quoted: Vec::new(), stems: stems(&comparable(&claim.content.text)) }
    }

    /// Takes words that somebody asks about for a quotation.
    pub(super) fn asked(words: &str) -> Self {
        let quoted = comparable(words);
        Self { stems: stems(&quoted), quoted }
    }

    /// Lists the stems of the words that tell something.
    pub(super) fn telling(&self) -> impl Iterator<Item = &str> {
        self.stems.iter().map(String::as_str)
    }

    /// Returns whether the two may be wordings of one utterance.
    pub(super) fn is_alike(&self, other: &Self) -> bool {
        let shared = self.stems.iter().filter(|stem| other.stems.binary_search(stem).is_ok()).count();
        match (self.quoted.is_empty(), other.quoted.is_empty()) {
            (false, false) => {
                let smaller = self.quoted.len().min(other.quoted.len());
                let least = FEWEST.min(self.stems.len()).min(other.stems.len()).max(1);
                shared >= least && 3 * in_order(&self.quoted, &other.quoted) >= 2 * smaller
            }
            (true, true) => false,
            (is_report, _) => {
                let (report, quotation) = if is_report { (self, other) } else { (other, self) };
                // What is asked about may be a part of what is reported.
                let smaller = report.stems.len().min(quotation.stems.len().max(FEWEST_PARAPHRASED));
                shared >= FEWEST_PARAPHRASED && 3 * shared >= 2 * smaller
            }
        }
    }
}

/// Lists the words of a text that tell something, in lower case, each once.
pub fn telling(text: &str) -> Vec<String> {
    let mut words: Vec<String> = comparable(text).into_iter().filter(|word| tells(word)).collect();
    words.sort_unstable();
    words.dedup();
    words
}

fn tells(word: &str) -> bool {
    word.chars().count() >= LETTERS || word.contains(|c: char| c.is_ascii_digit())
}

fn stems(words: &[String]) -> Vec<String> {
    let mut stems: Vec<String> = words.iter().filter(|word| tells(word)).map(|word| stem(word)).collect();
    stems.sort_unstable();
    stems.dedup();
    stems
}

/// Lists the words of a text in lower case, without marks, ellipses and what stands in square brackets.
fn comparable(text: &str) -> Vec<String> {
    let mut depth = 0_usize;
    let outside: String = text
        .chars()
        .filter(|c| {
            match c {
                '[' => depth += 1,
                ']' => depth = depth.saturating_sub(1),
                _ => {}
            }
            depth == 0
        })
        .collect();
    fold_line(&outside).split_whitespace().map(str::to_owned).collect()
}

/// Counts the words that two texts have in the same order.
fn in_order(a: &[String], b: &[String]) -> usize {
    let mut row = vec![0; b.len() + 1];
    for word in a {
        let mut before = 0;
        for (at, other) in b.iter().enumerate() {
            let above = row[at + 1];
            row[at + 1] = if word == other { before + 1 } else { above.max(row[at]) };
            before = above;
        }
    }
    row.last().copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_and_brackets_are_no_words() {
        assert_eq!(comparable("We won’t [the board] sail … “soon”!"), ["we", "wont", "sail", "soon"]);
        assert_eq!(telling("We will sail in 12 days, will we?"), ["12", "days", "sail", "will"]);
    }

    #[test]
    fn quotations_are_alike_by_words_in_order() {
        let check = |a: &str, b: &str, expected| {
            assert_eq!(TellingWords::asked(a).is_alike(&TellingWords::asked(b)), expected, "{a} / {b}")
        };
        check("We will not sail before spring", "will not sail … spring", true);
        check("We will not sail before spring", "We shall not sail before spring", true);
        check("We will not sail before spring", "The board has not met before", false);
        check("We will not sail before spring", "Spring will not see us sail", false);
        check("sail before spring", "We will not sail before spring, and nobody will make us", true);
        check("", "sail before spring", false);
    }
}
