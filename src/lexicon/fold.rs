//! The forms in which words and lines are compared. They are compared and never shown.

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Folds a word, or words: compatibility forms resolved, lower case, straight apostrophes, plain hyphens, nothing
/// invisible.
pub(crate) fn fold(word: &str) -> String {
    if word.is_ascii() {
        return word.to_ascii_lowercase();
    }
    word.nfkc()
        .flat_map(char::to_lowercase)
        .filter(|&c| !is_invisible(c))
        .map(|c| match c {
            '\u{2018}' | '\u{2019}' | '\u{201b}' | '\u{02bc}' | '\u{2032}' => '\'',
            '\u{2010}' | '\u{2011}' => '-',
            c => c,
        })
        .collect()
}

/// Folds a word as [`fold`] does; most are folded already, and are taken as they stand.
pub(crate) fn folded(word: &str) -> Cow<'_, str> {
    let is_folded = word.bytes().all(|byte| byte.is_ascii() && !byte.is_ascii_uppercase());
    if is_folded { word.into() } else { fold(word).into() }
}

/// Folds a word as names and what stands beside them are looked up: without accents and stops ("U.S." is "us").
pub(crate) fn fold_name(word: &str) -> String {
    let mut folded = String::with_capacity(word.len());
    fold_name_into(word, &mut folded);
    folded
}

/// As [`fold_name`], behind what `out` holds.
pub(crate) fn fold_name_into(word: &str, out: &mut String) {
    if word.is_ascii() {
        out.extend(word.chars().filter(|&c| c != '.').map(|c| c.to_ascii_lowercase()));
    } else {
        out.extend(fold(word).nfd().filter(|&c| c != '.' && !is_combining_mark(c)));
    }
}

/// Folds a line of a page: lower case, one space for all that is no letter and no digit; an apostrophe is left out.
pub(crate) fn fold_line(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for c in text.chars().flat_map(char::to_lowercase) {
        if c.is_alphanumeric() && c != '\u{02bc}' || c == '©' {
            folded.push(c);
        } else if !matches!(c, '\'' | '\u{2019}' | '\u{02bc}') && !folded.is_empty() && !folded.ends_with(' ') {
            folded.push(' ');
        }
    }
    folded.truncate(folded.trim_end().len());
    folded
}

/// Takes the accent off a letter.
pub(crate) fn unaccent(c: char) -> char {
    if c.is_ascii() {
        return c;
    }
    std::iter::once(c).nfd().next().unwrap_or(c)
}

/// Returns whether a character shows nothing.
pub(crate) fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_lose_case_and_typography() {
        for (word, expected) in [
            ("The", "the"),
            ("O’Brien", "o'brien"),
            ("Oʼbrien", "o'brien"),
            ("non\u{2011}stop", "non-stop"),
            ("har\u{ad}bour", "harbour"),
            ("ﬁre", "fire"),
            ("Zoë", "zoë"),
            ("U.S.", "u.s."),
            ("–", "–"),
        ] {
            assert_eq!(fold(word), expected, "{word}");
            assert_eq!([folded(word), folded(expected)], [expected; 2], "{word}");
        }
    }

    #[test]
    fn names_lose_accents_and_stops() {
        for (word, expected) in [("Zoë", "zoe"), ("U.S.", "us"), ("O’Brien", "o'brien"), ("Š.", "s")] {
            assert_eq!(fold_name(word), expected, "{word}");
        }
    }

    #[test]
    fn lines_lose_marks() {
        assert_eq!(fold_line(" Don’t  miss – “it”! "), "dont miss it");
        assert_eq!(fold_line("© 2031 Quay"), "© 2031 quay");
        assert_eq!(fold_line("…"), "");
    }
}
