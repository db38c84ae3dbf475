//! Numbers that are no figures: times of day, ordinals, telephone numbers, parts of names, "one" as a pronoun. Ages,
//! too, which are figures without a noun.

use std::sync::LazyLock;

use crate::lexicon::is_ordinal;

use super::super::number::{Numeral, Writing};
use super::super::unit::Unit;
use super::super::words::{Lexicon, Shape, Word};

static NUMBERED: LazyLock<Lexicon<()>> = LazyLock::new(|| Lexicon::plain(include_str!("../lists/numbered_things.txt")));

pub(super) fn leading_zero(words: &[Word], numeral: &Numeral) -> bool {
    let text = words[numeral.start].text;
    text.len() > 1 && text.starts_with('0') && !text.starts_with("0.")
}

/// Says that the numeral is part of something that is no figure, and where to go on.
pub(super) fn no_figure(words: &[Word], numeral: &Numeral, money: bool) -> Option<usize> {
    let word = &words[numeral.start];
    let before = numeral.start.checked_sub(1).map(|before| &words[before]);
    if money {
        return None;
    }
    if is_clock(words, numeral.end, numeral) || at_hour(words, numeral) {
        return Some(numeral.end + 1);
    }
    // An ordinal in words: "twenty-first".
    let hyphen = words.get(numeral.end).is_some_and(|word| word.is_hyphen() && word.glued);
    let next = words.get(numeral.end + usize::from(hyphen)).map_or("", |word| word.lower.as_ref());
    if numeral.writing == Writing::Words && hyphen && (is_ordinal(next) || next == "half") {
        return Some(numeral.end + 2);
    }
    if numeral.writing == Writing::Words && matches!(next, "th" | "hundredth" | "thousandth" | "millionth") {
        return Some(numeral.end + 1);
    }
    if word.lower == "dozen" && before.is_some_and(|word| word.is(&["several", "few", "couple", "many", "baker"])) {
        return Some(numeral.end);
    }
    if word.is(&["a", "an"])
        && before.is_some_and(|word| word.is(&["quarter", "half", "of"]))
        && words[numeral.start].glued
    {
        return Some(numeral.end);
    }
    if numeral.writing == Writing::Digits {
        let joined = before.is_some_and(|before| {
            word.glued
                && (before.is_letters()
                    || before.is_hyphen() && numeral.start >= 2 && words[numeral.start - 1].glued
                    || matches!(before.text, "#" | "+" | "/" | "_" | "." | "=" | "@" | ":"))
        });
        let grouped = words[numeral.start + 1..numeral.end].iter().any(Word::is_digits);
        let telephone = leading_zero(words, numeral)
            || grouped && calls(words, numeral.start)
            || !grouped && (0..3).all(|by| words.get(numeral.start + by).is_some_and(Word::is_digits))
            || before.is_some_and(|before| before.is_digits());
        let item = numeral.start == 0
            && words.get(1).is_some_and(|next| next.glued && matches!(next.text, "." | ")") && words.len() > 2);
        if joined || telephone || item || word.text.contains([':', '/']) {
            let mut end = numeral.end;
            while words.get(end).is_some_and(|word| word.is_digits() || word.glued && word.is_hyphen()) {
                end += 1;
            }
            return Some(end);
        }
    } else if word.glued
        && before.is_some_and(|before| before.is_hyphen() && numeral.start >= 2 && words[numeral.start - 1].glued)
    {
        return Some(numeral.end);
    }
    None
}

/// Returns whether a word before the number makes a telephone number of it.
fn calls(words: &[Word], start: usize) -> bool {
    words[start.saturating_sub(3)..start].iter().any(|word| {
        matches!(word.bare(), "call" | "dial" | "fax" | "helpline" | "hotline" | "phone" | "ring" | "tel" | "telephone")
    })
}

/// Returns whether a number in digits at `at` is no part of something longer: "2-1", "Article 1".
pub(super) fn stands_apart(words: &[Word], at: usize) -> bool {
    let before = at.checked_sub(1).map(|before| &words[before]);
    let opens = before.is_none_or(|before| before.shape == Shape::Quote || matches!(before.text, "(" | "["));
    !words[at].is_digits() || (opens || !words[at].glued) && !numbered(words, at)
}

/// Returns whether a time of day ends after the number at `end`: "6 a.m.", "11pm", "six o'clock", "six in the morning",
/// "0600 GMT".
pub(super) fn is_clock(words: &[Word], end: usize, numeral: &Numeral) -> bool {
    let word = |by: usize| words.get(end + by).map_or("", |word| word.lower.as_ref());
    let hour = numeral.value.value() <= 2_400.0;
    let zone = matches!(word(0), "gmt" | "bst" | "est" | "edt" | "cet" | "utc" | "pst" | "pdt" | "ist" | "hrs")
        || word(0) == "et"
        || word(0) == "local" && word(1) == "time";
    let half_day = matches!(word(0), "a.m." | "a.m" | "am" | "p.m." | "p.m" | "pm" | "o'clock" | "oclock")
        || word(0) == "o" && word(2) == "clock"
        || matches!((word(0), word(1)), ("a" | "p", ".")) && word(2) == "m";
    let part = word(0) == "in" && word(1) == "the" && matches!(word(2), "morning" | "afternoon" | "evening")
        || word(0) == "at" && word(1) == "night";
    hour && (zone || half_day || part && numeral.value.value() <= 24.0)
}

/// Returns whether the number is an hour by itself: "at six,", "by about six on Monday".
fn at_hour(words: &[Word], numeral: &Numeral) -> bool {
    let mut before = numeral.start;
    while before > 0 && words[before - 1].is(&["about", "around", "nearly", "just", "after", "before"]) {
        before -= 1;
    }
    let at = before > 0 && words[before - 1].lower == "at";
    let ends = words
        .get(numeral.end)
        .is_none_or(|word| !word.is_letters() && !word.glued || matches!(word.text, "," | ".") || word.lower == "on");
    let whole = numeral.value.exponent == 0
        || words[numeral.start].text.split_once('.').is_some_and(|(_, minutes)| minutes.len() == 2);
    at && ends && whole && numeral.value.value() <= 24.0 && numeral.scale == 1
}

/// Returns whether the words before the number make a name of it.
pub(super) fn numbered(words: &[Word], start: usize) -> bool {
    (1..=2)
        .any(|by| start.checked_sub(by).is_some_and(|from| NUMBERED.at(words, from).is_some_and(|(len, ())| len == by)))
}

/// Returns whether the number belongs to a name ("Boeing 737", "Channel Four"), or is "one" as a pronoun.
pub(super) fn is_name_or_pronoun(words: &[Word], numeral: &Numeral, unit: Option<&Unit>, money: bool) -> bool {
    if money {
        return false;
    }
    let measured = unit.is_some_and(|unit| matches!(unit.name.as_str(), "percent" | "percentage points" | "degrees"));
    if measured {
        return false;
    }
    let word = &words[numeral.start];
    let before = numeral.start.checked_sub(1).map(|before| &words[before]);
    let next = words.get(numeral.end);
    let opens =
        before.is_none_or(|before| before.shape == Shape::Quote || before.shape == Shape::Mark && !before.is_hyphen());
    match numeral.writing {
        Writing::Words => {
            let first = word.lower.as_ref();
            if first == "one" && numeral.end == numeral.start + 1 {
                return is_pronoun(words, numeral, unit);
            }
            if first == "zero" && numeral.end == numeral.start + 1 && unit.is_none() {
                return true;
            }
            let named =
                before.is_some_and(|before| before.is_letters() && before.is_capitalised() && before.lower != "the");
            word.is_capitalised()
                && !opens
                && (named || next.is_none_or(|next| !next.is_letters() || next.is_capitalised()))
                || numbered(words, numeral.start) && unit.is_none_or(|_| next.is_some_and(|next| next.lower == "of"))
                || before.is_some_and(|before| before.is(&["number", "no.", "phase", "stage"]))
        }
        Writing::Digits => {
            let counted =
                unit.is_some_and(|unit| unit.end > numeral.end) && next.is_some_and(|next| next.lower != "of");
            if numbered(words, numeral.start) && numeral.scale == 1 {
                return !counted
                    || before.is_some_and(|before| before.is_capitalised() || before.is(&["number", "no.", "flight"]));
            }
            // "the last 16" is a round.
            if before.is_some_and(|before| before.is(&["last", "final"])) && unit.is_none() && numeral.scale == 1 {
                return true;
            }
            let alone = numeral.end == numeral.start + 1;
            let plain = alone && word.text.bytes().all(|byte| byte.is_ascii_digit()) && numeral.scale == 1;
            let name = before.is_some_and(|before| {
                before.is_letters()
                    && before.is_capitalised()
                    && numeral.start >= 2
                    && !before.is(FUNCTION)
                    && !is_weekday(before)
            });
            plain && name && !counted && !is_age(words, numeral)
        }
    }
}

const FUNCTION: &[&str] = &[
    "the", "a", "in", "at", "on", "of", "for", "with", "and", "but", "about", "around", "some", "over", "all", "has",
    "to",
];

fn is_weekday(word: &Word) -> bool {
    word.lower.ends_with("day") && word.text.len() >= 6
}

/// Returns whether "one" counts nothing: "one of them", "no one", "the one who".
fn is_pronoun(words: &[Word], numeral: &Numeral, unit: Option<&Unit>) -> bool {
    let word = &words[numeral.start];
    let before = numeral.start.checked_sub(1).map(|before| &words[before]);
    let after_determiner = before.is_some_and(|before| {
        before.is(&[
            "no", "this", "each", "every", "which", "any", "some", "the", "another", "number", "either", "these",
            "day", "as",
        ]) || before.is_hyphen()
    });
    let name = word.is_capitalised()
        && (numeral.start > 0 && before.is_some_and(Word::is_letters)
            || words.get(numeral.end).is_some_and(Word::is_capitalised));
    let Some(unit) = unit else { return true };
    let idiom = matches!(
        unit.name.as_str(),
        "day" | "thing" | "way" | "time" | "another" | "side" | "hand" | "point" | "stage"
    ) && !before
        .is_some_and(|before| before.is(&["in", "within", "than", "just", "only", "after", "least", "for"]));
    after_determiner || name || idiom
}

/// Returns whether the number is somebody's age: "aged 12", "Ilse Maren, 45,".
pub(super) fn is_age(words: &[Word], numeral: &Numeral) -> bool {
    let before = |by: usize| numeral.start.checked_sub(by).map(|at| &words[at]);
    let next = words.get(numeral.end);
    let value = numeral.value.value();
    let human = numeral.value.exponent == 0 && value <= 120.0 && numeral.scale == 1;
    let apposed = before(1).is_some_and(|word| word.text == ",")
        && before(2).is_some_and(|word| word.is_letters() && word.is_capitalised())
        && next.is_none_or(|word| matches!(word.text, "," | "." | ";" | ")"));
    human && (before(1).is_some_and(|word| word.lower == "aged") || apposed)
}
