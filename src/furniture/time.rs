//! Lines that say when a page was published or changed, and how long reading it takes.
//!
//! It reads no time: it says whether a line is nothing but one.

use super::{is_date_word, is_number};
use crate::lexicon::MONTHS;

/// How such a line begins.
const SAID: [&str; 5] = ["updated", "published", "posted", "modified", "update"];
/// What may stand before that.
const FIRST: [&str; 4] = ["first", "last", "originally", "date"];
const UNITS: [&str; 12] =
    ["second", "seconds", "minute", "minutes", "min", "mins", "hour", "hours", "hr", "hrs", "day", "days"];

/// "Updated 5 minutes ago", "Last updated: 14:05 GMT, 3 May 2031", "5 minutes ago": nothing but when, said in full.
pub(super) fn is_time(part: &str, words: &[&str]) -> bool {
    if is_ago(words) && starts_with_digit(words[0]) {
        return true;
    }
    let lead = match words {
        [first, said, ..] if FIRST.contains(first) && SAID.contains(said) => 2,
        [said, ..] if SAID.contains(said) && *said != "update" => 1,
        _ => return false,
    };
    let rest: Vec<&str> = words[lead..].iter().copied().filter(|word| *word != "about").collect();
    match rest.as_slice() {
        ["just", "now"] | ["moments", "ago"] | ["less", "than", "a", "minute", "ago"] => true,
        ["a", "few", unit, "ago"] => UNITS.contains(unit),
        rest => is_ago(rest) || (rest.iter().all(|word| is_of_date(word)) && has_clock_or_day(part, rest)),
    }
}

/// "5 minutes ago", "an hour ago", "5m ago".
fn is_ago(words: &[&str]) -> bool {
    match words {
        [short, "ago"] => {
            let digits = short.trim_end_matches(['s', 'm', 'h', 'd']);
            digits.len() + 1 == short.len() && is_few(digits)
        }
        [number, unit, "ago"] => (is_number(number) || matches!(*number, "a" | "an" | "one")) && UNITS.contains(unit),
        _ => false,
    }
}

/// Returns whether a word may stand in a date or a time of day; "2031-05-03T14:05:00Z" folds to "2031 05 03t14 05 00z".
fn is_of_date(word: &str) -> bool {
    let digits = word.bytes().take_while(u8::is_ascii_digit).count();
    match (digits, &word[digits..]) {
        (0, _) => is_date_word(word),
        (1..=4, "" | "st" | "nd" | "rd" | "th" | "am" | "pm" | "h" | "z") => true,
        (2, rest) => rest.strip_prefix('t').is_some_and(|hour| hour.len() == 2 && is_few(hour)),
        _ => false,
    }
}

/// Returns whether a time of day or a date is among the words: "14:05", "3 May", "3/5/2031", "2 p.m.".
fn has_clock_or_day(part: &str, words: &[&str]) -> bool {
    let clock = part.as_bytes().windows(3).any(|three| {
        three[0].is_ascii_digit() && matches!(three[1], b':' | b'/' | b'-' | b'.') && three[2].is_ascii_digit()
    });
    let is_half = |word: &str| word.ends_with("am") || word.ends_with("pm");
    let half = words.windows(2).any(|two| starts_with_digit(two[0]) && matches!(two[1], "am" | "pm" | "a" | "p"))
        || words.iter().any(|word| starts_with_digit(word) && is_half(word));
    let month = words.iter().any(|word| MONTHS.iter().any(|month| word.starts_with(&month[..3])));
    clock || half || (month && words.iter().any(|word| starts_with_digit(word)))
}

/// "3 min read", "Reading time: 4 minutes"; beside another part also "4 min" alone.
pub(super) fn is_reading_time(words: &[&str], beside: bool) -> bool {
    let is_minutes = |word: &str| matches!(word, "min" | "mins" | "minute" | "minutes");
    match words {
        [number, minutes] => is_few(number) && is_minutes(minutes) && beside,
        [number, minutes, "read" | "reading" | "listen" | "watch"] => is_few(number) && is_minutes(minutes),
        ["estimated", rest @ ..] => is_reading_time(rest, false),
        ["reading" | "read" | "listening", "time", number, minutes]
        | ["time", "to", "read", number, minutes]
        | ["less", "than", number, minutes, "read"] => (is_few(number) || *number == "a") && is_minutes(minutes),
        _ => false,
    }
}

fn is_few(word: &str) -> bool {
    (1..=3).contains(&word.len()) && word.bytes().all(|byte| byte.is_ascii_digit())
}

fn starts_with_digit(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_digit())
}
