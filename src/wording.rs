//! Whether two texts are one wording.
//!
//! It knows no meaning: every other word, figure or sign makes another wording, and so does a question mark.

use unicode_normalization::UnicodeNormalization;

use crate::lexicon::is_invisible;

/// Returns a text without case, white space and style of marks. It keeps diacritics, signs and inner punctuation: they
/// can be the point.
pub fn comparable(text: &str) -> String {
    let text: String = text.nfkc().filter(|&c| !is_invisible(c)).map(mark).flat_map(char::to_lowercase).collect();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Returns whether two texts have the same words: white space, capitals, and the marks around words are no matter.
pub fn is_same(one: &str, other: &str) -> bool {
    one == other || {
        let (one, other) = (comparable(one), comparable(other));
        bare_words(&one).eq(bare_words(&other))
    }
}

/// Cuts a comparable text into its words, each without the marks around it.
fn bare_words(text: &str) -> impl Iterator<Item = &str> {
    const AROUND: &[char] = &['.', ',', ';', ':', '!', '"', '\'', '(', ')', '[', ']', '…'];
    // A dash before a word may be a sign.
    text.split(' ').map(|word| word.trim_matches(AROUND).trim_end_matches('-')).filter(|word| !word.is_empty())
}

/// Makes quotation marks, apostrophes and dashes alike.
fn mark(c: char) -> char {
    match c {
        '’' | '‘' | '‚' | '‛' | 'ʼ' | '`' | '´' | '‹' | '›' => '\'',
        '“' | '”' | '„' | '‟' | '«' | '»' => '"',
        '‐' | '‑' | '‒' | '–' | '—' | '―' => '-',
        _ => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn other_words_are_another_wording() {
        for (one, other) in [
            ("the port is safe", "The  port is safe."),
            ("“The port”, he knew, is ‘safe’", "\"the port\" he knew is 'safe'!"),
            ("the port – is safe", "the port is safe"),
        ] {
            assert!(is_same(one, other), "{one} / {other}");
        }
        for (one, other) in [
            ("they did", "they didn't"),
            ("12 died", "21 died"),
            ("it costs $5", "it costs £5"),
            ("it fell to -5", "it fell to 5"),
            ("4.3 million", "43 million"),
            ("the port is safe.", "the port is safe?"),
            ("the resume", "the résumé"),
        ] {
            assert!(!is_same(one, other), "{one} / {other}");
        }
    }
}
