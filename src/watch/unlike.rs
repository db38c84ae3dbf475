//! Whether a text may be the next version of a story at all.
//!
//! A page that shows something else in the place of its story, and does not say what, is short and shares few words with
//! the story. A story that an outlet rewrites keeps its names, its places and most of its length.

use std::collections::BTreeSet;

/// How many different words a story must have to be compared; the share of its length that makes a text a short one;
/// and the share of a text's words that a next version has from the one before.
const WORDS: usize = 60;
const SHORT: f64 = 0.3;
const SHARED: f64 = 0.3;

/// Returns whether a text is no version of the story whose latest version is `before`: it is far shorter, and most of
/// its words are others.
pub fn is_another_text(before: &str, text: &str) -> bool {
    let (old, new) = (words(before), words(text));
    let is_short = (text.len() as f64) < SHORT * before.len() as f64;
    let shared = new.intersection(&old).count() as f64;
    old.len() >= WORDS && is_short && shared < SHARED * new.len() as f64
}

/// Returns the words of a text that are more than a few letters.
fn words(text: &str) -> BTreeSet<String> {
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| word.chars().count() > 3);
    words.map(str::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_text_of_other_words_is_another_text() {
        let story: String = (0..80).map(|nth| format!("word{nth} stands here. ")).collect();
        assert!(is_another_text(&story, "Our website uses technologies from selected partners. Agree?"));
        assert!(!is_another_text(&story, "word1 word2 word3 stands here no more."), "a story that was cut");
        assert!(!is_another_text(&story, &"Quite another text of much the same length. ".repeat(40)));
        assert!(!is_another_text("A short story.", "Agree?"));
        assert!(!is_another_text(&story, &story));
        assert!(!is_another_text("", "") && !is_another_text(&story, ""));
    }
}
