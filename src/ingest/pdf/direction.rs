//! Text that runs from right to left: from the order in which it is printed, left to right, to the one in which it is
//! read.
//!
//! It undoes what a printer does by the rules of Unicode's bidirectional algorithm, as far as a line shows it: Latin
//! words and numbers within such a text run from left to right. It shapes nothing; the shapes of Arabic letters are
//! turned into the letters.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Which way a character runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Way {
    Left,
    Right,
    Number,
    /// As what stands beside it.
    Neutral,
}

/// Returns whether a text has letters that are read from right to left: Hebrew, Arabic, Syriac, Thaana, N'Ko.
pub(super) fn runs_left(text: &str) -> bool {
    text.chars().any(|c| way(c) == Way::Left)
}

/// Puts the letters that one character of a font stands for in the order in which they are printed, left to right.
pub(super) fn as_printed(letters: String) -> String {
    if !runs_left(&letters) {
        return letters;
    }
    clusters(&letters).into_iter().rev().map(|(cluster, _)| cluster).collect()
}

/// Returns whether most letters of texts are read from right to left.
pub(super) fn mostly_left<'a>(texts: impl Iterator<Item = &'a str>) -> bool {
    let (mut left, mut right) = (0usize, 0);
    for way in texts.flat_map(str::chars).map(way) {
        left += usize::from(way == Way::Left);
        right += usize::from(way == Way::Right);
    }
    left > right
}

/// Puts a line that was read off the page from left to right into the order in which it is read; `is_left` says that
/// the text as a whole runs to the left.
pub(super) fn reading_order(printed: &str, is_left: bool) -> String {
    let clusters = clusters(printed);
    let levels = levels(&clusters, is_left);
    let mut order: Vec<usize> = (0..clusters.len()).collect();
    for level in [2, 1] {
        let mut from = 0;
        while from < order.len() {
            let length = order[from..].iter().take_while(|at| levels[**at] >= level).count();
            order[from..from + length].reverse();
            from += length.max(1);
        }
    }
    let is_turned = |at: usize| levels[at] == 1;
    let letters = |at: usize| clusters[at].0.chars();
    // Some documents say which bracket is seen, and others which one is meant.
    let is_seen = closes_first(order.iter().filter(|at| is_turned(**at)).flat_map(|at| letters(*at)));
    let mut text = String::with_capacity(printed.len());
    for at in order {
        letters(at).for_each(|c| push_plain(&mut text, if is_seen && is_turned(at) { mirrored(c) } else { c }));
    }
    text
}

/// Returns whether a bracket is closed that was not opened before.
fn closes_first(letters: impl Iterator<Item = char>) -> bool {
    let mut open = 0;
    for c in letters {
        match c {
            '(' | '[' | '{' | '«' => open += 1,
            ')' | ']' | '}' | '»' if open == 0 => return true,
            ')' | ']' | '}' | '»' => open -= 1,
            _ => {}
        }
    }
    false
}

/// Divides a line into characters, each with the marks on it.
fn clusters(printed: &str) -> Vec<(String, Way)> {
    let mut clusters: Vec<(String, Way)> = Vec::new();
    for c in printed.chars() {
        match clusters.last_mut() {
            Some((cluster, _)) if is_combining_mark(c) => cluster.push(c),
            _ => clusters.push((c.to_string(), way(c))),
        }
    }
    clusters
}

/// Returns how often the direction changes around each character; odd ones run to the left.
fn levels(clusters: &[(String, Way)], is_left: bool) -> Vec<u8> {
    let mut ways: Vec<Way> = clusters.iter().map(|(_, way)| *way).collect();
    // What parts the figures of a number is of the number: 1,500 and 14:30.
    for nth in 1..ways.len().saturating_sub(1) {
        let parts = matches!(clusters[nth].0.as_str(), "." | "," | ":" | "/" | "-" | "\u{2212}");
        if parts && ways[nth - 1] == Way::Number && ways[nth + 1] == Way::Number {
            ways[nth] = Way::Number;
        }
    }
    let (base, upright) = if is_left { (1, 2) } else { (0, 0) };
    let level = |way: Way| match way {
        Way::Left => 1,
        Way::Right | Way::Number => upright,
        Way::Neutral => base,
    };
    let mut levels: Vec<u8> = ways.iter().map(|way| level(*way)).collect();
    let mut at = 0;
    while at < ways.len() {
        let length = ways[at..].iter().take_while(|way| **way == Way::Neutral).count();
        // What stands between two that run alike runs as they do; where a number ends, only beside a Latin word.
        let sides = (at.checked_sub(1).map(|before| ways[before]), ways.get(at + length));
        let between = match sides {
            (Some(Way::Left), Some(Way::Left)) => 1,
            (Some(Way::Right), Some(Way::Right | Way::Number)) | (Some(Way::Number), Some(Way::Right)) => upright,
            _ => base,
        };
        levels[at..at + length].fill(between);
        at += length.max(1);
    }
    levels
}

fn way(c: char) -> Way {
    match c {
        '\u{0660}'..='\u{0669}' | '\u{06f0}'..='\u{06f9}' => Way::Number,
        '\u{0590}'..='\u{08ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}' if c.is_alphabetic() => Way::Left,
        _ if c.is_numeric() => Way::Number,
        _ if c.is_alphabetic() => Way::Right,
        _ => Way::Neutral,
    }
}

/// Adds a character; a shape of Arabic or Hebrew letters as these letters.
fn push_plain(text: &mut String, c: char) {
    match c {
        '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}' => text.extend(std::iter::once(c).nfkc()),
        c => text.push(c),
    }
}

/// Returns the bracket that is meant where text runs to the left.
fn mirrored(c: char) -> char {
    const PAIRS: [(char, char); 6] = [('(', ')'), ('[', ']'), ('{', '}'), ('<', '>'), ('«', '»'), ('‹', '›')];
    let other = PAIRS.iter().find_map(|(one, other)| match c {
        c if c == *one => Some(*other),
        c if c == *other => Some(*one),
        _ => None,
    });
    other.unwrap_or(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(printed: &str, is_left: bool, read: &str) {
        assert_eq!(reading_order(printed, is_left), read, "{printed}");
    }

    #[test]
    fn letters_are_put_in_the_order_of_reading() {
        check(".לחנה תא תרצע הרעסה", true, "הסערה עצרת את הנחל.");
        check("(ינש) הרמא", true, "אמרה (שני)");
        check(")ינש( הרמא", true, "אמרה (שני)");
        check("The harbour", true, "The harbour");
    }

    #[test]
    fn numbers_and_latin_words_stay_as_they_are() {
        check("םישנא 1,500 ויה", true, "היו 1,500 אנשים");
        check("14:30 העשב", true, "בשעה 14:30");
        check("The Ledger ןותיעה", true, "העיתון The Ledger");
        check("The word םולש means peace", false, "The word שלום means peace");
        check("Of 12 םיכסה in all", false, "Of 12 הסכים in all");
    }

    #[test]
    fn shapes_of_letters_are_letters() {
        // Lam with alef is one shape, and meem and seen are those of the end and of the beginning.
        check("\u{fee1}\u{fefc}\u{feb3}", true, "\u{633}\u{644}\u{627}\u{645}");
        assert_eq!(as_printed("\u{644}\u{627}".to_owned()), "\u{627}\u{644}");
        assert!(runs_left("\u{feb3}") && !runs_left("١٢ ab 12"));
        assert!(mostly_left(["הסערה עצרת", "a"].into_iter()) && !mostly_left(["הסערה", "a storm"].into_iter()));
    }
}
