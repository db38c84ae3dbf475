//! Times as pages write them for their readers: "October 29, 2018 2:05 p.m. EDT", "29/10/2018", "29. Oktober 2018".
//!
//! It never guesses: a clock in a zone that is not known is left out, and a date that could be two days is none.

use std::collections::HashMap;
use std::sync::LazyLock;

use chrono::{FixedOffset, NaiveDate, NaiveDateTime, NaiveTime};

use crate::lexicon;
use crate::time::{self, When};

/// Which number comes first in "10/11/2018".
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum DateOrder {
    DayFirst,
    MonthFirst,
    /// Nobody says: only what cannot be both is a date.
    #[default]
    Unknown,
}

impl DateOrder {
    /// Tells the order by a page's language: "en-US", "en_GB", "de".
    pub(super) fn of_language(language: &str) -> Self {
        let language = language.trim().to_ascii_lowercase().replace('_', "-");
        match language.split_once('-') {
            Some(("en", "us")) => Self::MonthFirst,
            Some(("en", "gb" | "au" | "ie" | "in" | "nz" | "za" | "sg" | "ng" | "ke" | "pk")) => Self::DayFirst,
            Some(("en", _)) => Self::Unknown,
            _ if language.is_empty() || language == "en" => Self::Unknown,
            _ => Self::DayFirst,
        }
    }
}

/// The names of months in other languages.
static MONTHS: LazyLock<HashMap<&'static str, u32>> = LazyLock::new(|| {
    let lines = lexicon::entries(include_str!("lists/months.txt"));
    let months = lines.filter_map(|line| {
        let (number, names) = line.split_once(' ')?;
        Some((number.parse().ok()?, names))
    });
    months.flat_map(|(number, names)| names.split(' ').map(move |name| (name, number))).collect()
});

/// How many words are looked at.
const MOST_WORDS: usize = 40;
/// Zones that mean one offset, in minutes.
const ZONES: [(&str, i32); 17] = [
    ("utc", 0),
    ("gmt", 0),
    ("z", 0),
    ("bst", 60),
    ("cet", 60),
    ("cest", 120),
    ("eet", 120),
    ("eest", 180),
    ("est", -300),
    ("edt", -240),
    ("cdt", -300),
    ("mst", -420),
    ("mdt", -360),
    ("pst", -480),
    ("pdt", -420),
    ("aest", 600),
    ("aedt", 660),
];

/// Reads the first date in a line, with its clock where one stands beside it. A clock without a zone is in UTC.
///
/// **Finds** months by name, also in other languages, in either order, with or without the day of the week; years
/// first; eight digits; numbers alone, by the page's order.
/// **Example** "Published: Mon 29 Oct 2018, 14:05 GMT", "20181029", "29 de outubro de 2018", "2018年10月29日".
/// **Leaves alone** dates without a year, copyright years, relative times, numbers that could be two days.
/// **Known misses** months in other scripts than the Latin and the Cyrillic.
pub(super) fn read(text: &str, order: DateOrder) -> Option<When> {
    if let Some(when) = time::parse(text) {
        return Some(when);
    }
    let words = words(text);
    let (at, end, date) =
        (0..words.len()).find_map(|at| date(&words[at..], order).map(|(length, date)| (at, at + length, date)))?;
    let clock = clock_after(&words[end..]).or_else(|| clock_before(&words[..at]));
    Some(match clock {
        Some((time, Some(zone))) => {
            let moment = NaiveDateTime::new(date, time).and_local_timezone(zone).single();
            moment.map_or(When::Day(date), When::Instant)
        }
        _ => When::Day(date),
    })
}

/// Splits a line into folded words; what joins numbers stays in them, and stops and commas go.
fn words(text: &str) -> Vec<String> {
    let mut words: Vec<String> = with_marks(text)
        .split(|c: char| c.is_whitespace() || ",;|•·()[]–—".contains(c))
        .map(|word| word.trim_start_matches(['.', ':', '/']).trim_end_matches(['.', ':', '-', '/']).to_lowercase())
        .map(|word| word.replace("a.m", "am").replace("p.m", "pm"))
        .filter(|word| !word.is_empty())
        .take(MOST_WORDS)
        .collect();
    // "2018-10-29T14:05:00Z" within a line: its date and its clock.
    for at in (0..words.len()).rev() {
        if let Some((date, clock)) = words[at].split_once('t').filter(|(date, _)| is_joined(date)) {
            let (date, clock) = (date.to_owned(), clock.to_owned());
            words.splice(at..=at, [date, clock]);
        }
    }
    words
}

/// Writes "2018年10月29日" with marks between the numbers, and parts a month from the day before it: "29.Oktober".
fn with_marks(text: &str) -> String {
    let mut marked = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let is_after_digit = marked.ends_with(|c: char| c.is_ascii_digit());
        match c {
            '年' | '月' | '년' | '월' if is_after_digit => {
                marked.push('-');
                while chars.next_if(|c| c.is_whitespace()).is_some() {}
            }
            '日' | '일' if is_after_digit => marked.push(' '),
            '.' if is_after_digit && chars.peek().is_some_and(|next| next.is_alphabetic()) => marked.push(' '),
            c => marked.push(c),
        }
    }
    marked
}

/// Returns the month that a lower-case word names, in English or another language.
pub(super) fn month(word: &str) -> Option<u32> {
    lexicon::month(word).or_else(|| MONTHS.get(word).copied())
}

fn is_joined(word: &str) -> bool {
    word.len() == 10 && word.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-')
}

/// Reads a date at the beginning of some words; returns how many it takes.
fn date(words: &[String], order: DateOrder) -> Option<(usize, NaiveDate)> {
    let word = |at: usize| words.get(at).map(String::as_str);
    let day = |at: usize| {
        let word = word(at)?;
        let digits = ["st", "nd", "rd", "th", "er", "º"].iter().find_map(|end| word.strip_suffix(end)).unwrap_or(word);
        number(digits).filter(|_| digits.len() <= 2)
    };
    let year = |at: usize| word(at).filter(|word| word.len() == 4).and_then(number);
    let month = |at: usize| word(at).and_then(|word| month(word.trim_end_matches('.')));
    let make = |length: usize, year: u32, month: u32, day: u32| {
        let year = i32::try_from(year).ok().filter(|year| (1980..2200).contains(year))?;
        Some((length, NaiveDate::from_ymd_opt(year, month, day)?))
    };
    if let (Some(month), Some(day), Some(year)) = (month(0), day(1), year(2)) {
        return make(3, year, month, day);
    }
    let is_of = |at: usize| usize::from(word(at).is_some_and(|word| ["of", "de", "del"].contains(&word)));
    let to_month = 1 + is_of(1);
    let to_year = to_month + 1 + is_of(to_month + 1);
    if let (Some(day), Some(month), Some(year)) = (day(0), month(to_month), year(to_year)) {
        return make(to_year + 1, year, month, day);
    }
    if let (Some(year), Some(month), Some(day)) = (year(0), month(1), day(2)) {
        return make(3, year, month, day);
    }
    let first = word(0)?;
    if matches!(first.len(), 8 | 12 | 14) && first.bytes().all(|byte| byte.is_ascii_digit()) {
        return make(1, number(&first[..4])?, number(&first[4..6])?, number(&first[6..8])?);
    }
    let mark = first.chars().find(|c| !c.is_alphanumeric()).filter(|mark| ['/', '-', '.'].contains(mark))?;
    let parts: Vec<&str> = first.split(mark).collect();
    let &[a, b, c] = parts.as_slice() else { return None };
    if let Some(month) = self::month(b) {
        return if c.len() == 4 {
            make(1, number(c)?, month, number(a)?)
        } else {
            make(1, number(a)?, month, number(c)?)
        };
    }
    let numbers = (number(a)?, number(b)?, number(c)?);
    if a.len() == 4 {
        return make(1, numbers.0, numbers.1, numbers.2);
    }
    if c.len() != 4 {
        return None;
    }
    let order = if mark == '.' { DateOrder::DayFirst } else { order };
    match (numbers, order) {
        ((day @ 13.., month, year), _) => make(1, year, month, day),
        ((month, day @ 13.., year), _) => make(1, year, month, day),
        ((day, month, year), DateOrder::DayFirst) => make(1, year, month, day),
        ((month, day, year), DateOrder::MonthFirst) => make(1, year, month, day),
        ((day, month, year), DateOrder::Unknown) => (day == month).then(|| make(1, year, month, day))?,
    }
}

fn number(text: &str) -> Option<u32> {
    (!text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())).then(|| text.parse().ok())?
}

/// A time of day, with its zone: UTC where none is written, none where it is not known.
type Clock = (NaiveTime, Option<FixedOffset>);

/// Reads the clock that follows a date: "at 2:05 pm EDT".
fn clock_after(words: &[String]) -> Option<Clock> {
    let start = usize::from(words.first().is_some_and(|word| word == "at" || word == "-" || word == "@"));
    clock(words.get(start..)?)
}

/// Reads the clock that stands before a date: "14:05 GMT on Monday 29 October 2018".
fn clock_before(words: &[String]) -> Option<Clock> {
    let at = words.iter().rposition(|word| word.contains(':') && word.starts_with(|c: char| c.is_ascii_digit()))?;
    let rest = &words[at + 1..];
    let is_near = rest.iter().all(|word| word.len() <= 9 && !word.contains(|c: char| c.is_ascii_digit() || c == ':'));
    let is_of_time = |word: &String| {
        lexicon::weekday(word).is_some() || ["am", "pm", "on"].contains(&word.as_str()) || offset(word).is_some()
    };
    (is_near && rest.len() <= 4).then(|| {
        let (time, zone) = clock(&words[at..])?;
        // A word that says nothing of time may be a zone.
        let rest = &words[at + 1..];
        Some((time, zone.filter(|_| rest.iter().all(is_of_time))))
    })?
}

fn clock(words: &[String]) -> Option<Clock> {
    let first = words.first()?;
    let end = first.find(|c: char| !(c.is_ascii_digit() || c == ':' || c == '.')).unwrap_or(first.len());
    let (digits, mut rest) = first.split_at(end);
    let mut next = words[1..].iter().map(String::as_str).peekable();
    if rest.is_empty() {
        rest = next.next_if(|word| ["am", "pm", "h", "hrs"].contains(word)).unwrap_or("");
    }
    let half = [("am", 0), ("pm", 12)].into_iter().find_map(|(half, hours)| rest.starts_with(half).then_some(hours));
    let zone = if half.is_some() { rest[2..].trim_start_matches('-') } else { rest };
    let parts: Vec<&str> = digits.split([':', '.']).collect();
    if parts.len() < 2 && half.is_none() {
        return None;
    }
    let part = |at: usize| parts.get(at).map_or(Some(0), |part| number(part));
    let hour = match (part(0)?, half) {
        (hour @ 1..=12, Some(later)) => hour % 12 + later,
        (_, Some(_)) => return None,
        (hour, None) => hour,
    };
    let time = NaiveTime::from_hms_opt(hour, part(1)?, if digits.contains(':') { part(2)? } else { 0 })?;
    let zone = match zone {
        "" | "h" | "hrs" => next.next_if(|word| may_be_zone(word)),
        zone => Some(zone),
    };
    Some((time, zone.map_or_else(|| FixedOffset::east_opt(0), |zone| offset(&with_offset(zone, next.next())))))
}

/// Puts "GMT" and "+0200" together, as scripts write it.
fn with_offset(zone: &str, next: Option<&str>) -> String {
    match next.filter(|next| matches!(zone, "gmt" | "utc") && next.starts_with(['+', '-'])) {
        Some(next) => next.to_owned(),
        None => zone.to_owned(),
    }
}

/// Returns whether a word after a clock is a zone, known or not.
fn may_be_zone(word: &str) -> bool {
    let is_short = (2..=4).contains(&word.len()) && word.bytes().all(|byte| byte.is_ascii_alphabetic());
    offset(word).is_some() || is_short && lexicon::calendar_name(word).is_none() && !lexicon::FUNCTION_WORDS.has(word)
}

fn offset(zone: &str) -> Option<FixedOffset> {
    let named =
        ZONES.iter().find(|(name, _)| *name == zone).and_then(|(_, minutes)| FixedOffset::east_opt(minutes * 60));
    named.or_else(|| {
        let zone = zone.strip_prefix("gmt").or_else(|| zone.strip_prefix("utc")).unwrap_or(zone);
        let (sign, digits) = (zone.chars().next()?, zone.get(1..)?.replace(':', ""));
        let sign = if sign == '+' {
            1
        } else if sign == '-' {
            -1
        } else {
            return None;
        };
        let (hours, minutes) = match digits.len() {
            1 | 2 => (number(&digits)?, 0),
            4 => (number(digits.get(..2)?)?, number(digits.get(2..)?)?),
            _ => return None,
        };
        let seconds = i32::try_from(hours.min(99) * 3600 + minutes * 60).ok()?;
        FixedOffset::east_opt(sign * seconds)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn check(text: &str, order: DateOrder, expected: &str) {
        let read = read(text, order).map_or("–".to_owned(), |when| when.to_string());
        assert_eq!(read, expected, "{text}");
    }

    #[test]
    fn reads_what_pages_show() {
        for (text, expected) in [
            ("October 29, 2018", "2018-10-29"),
            ("Published on Monday, Oct. 29th, 2018", "2018-10-29"),
            ("29 Oct 2018 14:05 GMT", "2018-10-29T14:05:00Z"),
            ("29 October 2018, 14.05", "2018-10-29T14:05:00Z"),
            ("Oct 29, 2018 at 2:05 p.m. EDT", "2018-10-29T14:05:00-04:00"),
            ("Oct 29, 2018 | 12:05am EST", "2018-10-29T00:05:00-05:00"),
            ("2:05 PM EST, Mon October 29, 2018", "2018-10-29T14:05:00-05:00"),
            ("14:05, 29 October 2018", "2018-10-29T14:05:00Z"),
            ("Mon Oct 29 2018 14:05:09 GMT+0200 (CEST)", "2018-10-29T14:05:09+02:00"),
            ("29th of October 2018", "2018-10-29"),
            ("20181029", "2018-10-29"),
            ("2018/10/29", "2018-10-29"),
            ("29-Oct-2018", "2018-10-29"),
            ("2018-Oct-29", "2018-10-29"),
            ("Updated 2018-10-29T14:05:00+01:00", "2018-10-29T14:05:00+01:00"),
            ("29.10.2018", "2018-10-29"),
            ("11.10.2018", "2018-10-11"),
            ("29/10/2018", "2018-10-29"),
            ("10/29/2018", "2018-10-29"),
            // In other languages.
            ("29. Oktober 2018, 14:05 Uhr", "2018-10-29"),
            ("am 29.Okt. 2018", "2018-10-29"),
            ("Publié le 1er février 2018 à 9h30", "2018-02-01"),
            ("29 de outubro de 2018", "2018-10-29"),
            ("29 de marzo del 2018", "2018-03-29"),
            ("29 июля 2018 г.", "2018-07-29"),
            ("2018年10月29日 14:05", "2018-10-29T14:05:00Z"),
            ("2018년 10월 29일", "2018-10-29"),
            // A zone that is not known, or that means two offsets: the day alone.
            ("October 29, 2018 2:05 p.m. ET", "2018-10-29"),
            ("14:05 IST, 29 October 2018", "2018-10-29"),
        ] {
            check(text, DateOrder::Unknown, expected);
        }
    }

    #[test]
    fn numbers_go_by_the_language() {
        let of = DateOrder::of_language;
        check("10/11/2018", of("en-GB"), "2018-11-10");
        check("10/11/2018", of("en_US"), "2018-10-11");
        check("10/11/2018", of("fr"), "2018-11-10");
        check("10/11/2018", of("en"), "–");
        check("10/11/2018", of(""), "–");
    }

    #[test]
    fn leaves_alone_what_is_no_full_date() {
        for text in
            ["", "© 2024", "May 2018", "29 October", "5 minutes ago", "2018", "10/29", "31 February 2018", "99999999"]
        {
            check(text, DateOrder::DayFirst, "–");
        }
    }

    proptest! {
        #[test]
        fn never_panics(text in "\\PC{0,40}", numbers in "[0-9/.: +a-zé-]{0,30}") {
            let _ = read(&text, DateOrder::DayFirst);
            let _ = read(&numbers, DateOrder::MonthFirst);
        }
    }
}
