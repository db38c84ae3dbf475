//! Where the words of a date begin and end, and what they say.
//!
//! It does not ask which year or week is meant: that is `meaning`'s part.

use std::sync::LazyLock;

use chrono::Weekday;

use crate::lexicon;

use super::super::number::{scale, small};
use super::super::unit::counted_noun;
use super::super::words::{Lexicon, Shape, Word};
use super::{DateWords, Named, Unit, Which};

/// Parts of a day or of a year before "of" and a month or year: "the spring of 2019".
const PARTS: [&str; 12] = [
    "summer",
    "winter",
    "spring",
    "autumn",
    "fall",
    "start",
    "end",
    "beginning",
    "morning",
    "night",
    "evening",
    "afternoon",
];

static RELATIVE_DAYS: LazyLock<Lexicon<i64>> =
    LazyLock::new(|| Lexicon::read(include_str!("../lists/relative_days.txt"), |label| label?.parse().ok()));
static NAMED_WEEKDAYS: LazyLock<Lexicon<()>> =
    LazyLock::new(|| Lexicon::plain(include_str!("../lists/named_weekdays.txt")));

/// Finds the dates among the words of one sentence, in order, none overlapping.
pub(in crate::extract) fn find(words: &[Word]) -> Vec<DateWords> {
    let mut found: Vec<DateWords> = Vec::new();
    let mut at = 0;
    while at < words.len() {
        match core(words, at) {
            Some((end, named)) => {
                let before = found.last().map_or(0, |found| found.words.end);
                let (start, which) = lead(words, at, before, &named);
                found.push(DateWords { words: start..end, named, which });
                at = end;
            }
            None => at += 1,
        }
    }
    found
}

/// Reads the date whose core starts at `at`: where it ends, and what it names.
fn core(words: &[Word], at: usize) -> Option<(usize, Named)> {
    let word = &words[at];
    if word.is_digits() {
        return iso(words, at).or_else(|| day_month(words, at)).or_else(|| year_at(words, at));
    }
    if !word.is_letters() {
        return None;
    }
    weekday(words, at)
        .or_else(|| month_day(words, at))
        .or_else(|| month(words, at))
        .or_else(|| RELATIVE_DAYS.at(words, at).map(|(len, days)| (at + len, Named::Offset(days))))
        .or_else(|| relative(words, at))
        .or_else(|| counted(words, at))
}

/// Takes "on", "last", "early in", "the summer of" before the core at `at`; nothing before word `from`.
fn lead(words: &[Word], at: usize, from: usize, named: &Named) -> (usize, Which) {
    let mut start = at;
    let mut which = Which::Unsaid;
    let back = |start: usize, by: usize| start.checked_sub(by).filter(|&at| at >= from).map(|at| &words[at]);
    let calendar = matches!(
        named,
        Named::Weekday(_) | Named::WeekdayOf(..) | Named::Month { .. } | Named::Year(_) | Named::Day { .. }
    );
    if calendar {
        while let Some(word) = back(start, 1) {
            match word.lower.as_ref() {
                "last" | "past" => which = Which::Last,
                "next" | "coming" => which = Which::Next,
                "this" | "late" | "early" | "earlier" | "later" => {}
                "mid" => {}
                _ if word.is_hyphen() && back(start, 2).is_some_and(|word| word.lower == "mid") => {}
                "of" if back(start, 2).is_some_and(|word| word.is(&PARTS)) => {
                    start -= 1;
                }
                "summer" | "winter" | "spring" | "autumn" if matches!(named, Named::Year(_)) => {}
                "the" if start < at && words[start].is(&PARTS) => {}
                _ => break,
            }
            start -= 1;
        }
    }
    if back(start, 1).is_some_and(|word| word.is(&["on", "in"])) {
        start -= 1;
        if back(start, 1).is_some_and(|word| word.is(&["late", "early", "later", "earlier"])) {
            start -= 1;
        }
    }
    (start, which)
}

fn month_number(word: &Word) -> Option<u32> {
    if word.is_capitalised() { lexicon::month(word.bare()) } else { None }
}

/// Reads a day of the month with its ending: "24", "24th", "1st".
fn day_number(words: &[Word], at: usize) -> Option<(usize, u32)> {
    let word = words.get(at).filter(|word| word.is_digits() && word.text.len() <= 2)?;
    let day = word.text.parse().ok().filter(|day| (1..=31).contains(day))?;
    let ending = words.get(at + 1).is_some_and(|word| word.glued && word.is(&["st", "nd", "rd", "th"]));
    Some((at + 1 + usize::from(ending), day))
}

/// Reads a year by its digits alone: "2024" after a month needs no other proof.
fn year_number(words: &[Word], at: usize) -> Option<i32> {
    let word = words.get(at).filter(|word| word.is_digits() && word.text.len() == 4)?;
    word.text.parse().ok().filter(|year| (1000..=2199).contains(year))
}

/// Reads ", 2024" or "2024".
fn year_after(words: &[Word], at: usize) -> (usize, Option<i32>) {
    let comma = usize::from(words.get(at).is_some_and(|word| word.text == ","));
    match year_number(words, at + comma) {
        Some(year) => (at + comma + 1, Some(year)),
        None => (at, None),
    }
}

fn iso(words: &[Word], at: usize) -> Option<(usize, Named)> {
    let year = year_number(words, at)?;
    let part = |at: usize, last: u32| {
        let joined = words.get(at).is_some_and(|word| word.text == "-" && word.glued);
        let number: u32 =
            words.get(at + 1).filter(|word| joined && word.glued && word.text.len() == 2)?.text.parse().ok()?;
        (1..=last).contains(&number).then_some(number)
    };
    let (month, day) = (part(at + 1, 12)?, part(at + 3, 31)?);
    Some((at + 5, Named::Day { month, day, year: Some(year) }))
}

/// Reads "24 March 2024", "24th of March", "24-26 March", "24 and 25 March": the first day counts.
fn day_month(words: &[Word], at: usize) -> Option<(usize, Named)> {
    let (mut end, day) = day_number(words, at)?;
    if words.get(end).is_some_and(|word| word.is_hyphen() || word.is(&["and", "to"]))
        && let Some((after, _)) = day_number(words, end + 1)
    {
        end = after;
    }
    if words.get(end).is_some_and(|word| word.lower == "of") {
        end += 1;
    }
    let month = month_number(words.get(end)?)?;
    if words[end].lower == "mar"
        || words[end].bare() == "sep" && !words[end].lower.ends_with('.') && words[end].text.len() > 4
    {
        return None;
    }
    let (end, year) = year_after(words, end + 1);
    Some((end, Named::Day { month, day, year }))
}

/// Reads "March 24, 2024", "Mar. 24", "March 24-26".
fn month_day(words: &[Word], at: usize) -> Option<(usize, Named)> {
    let month = month_number(&words[at])?;
    let (mut end, day) = day_number(words, at + 1)?;
    // "March 5 million" and "May 12 people" name no day.
    if words.get(end).is_some_and(|word| scale(&word.lower).is_some() || word.text == "%")
        || month == 5 && counted_noun(words, end).is_some()
    {
        return None;
    }
    if words.get(end).is_some_and(|word| word.is_hyphen() && word.glued)
        && let Some((after, _)) = day_number(words, end + 1)
    {
        end = after;
    }
    let (end, year) = year_after(words, end);
    Some((end, Named::Day { month, day, year }))
}

/// Reads "in March", "March 2019"; "may" and "march" are words too, and April and June are names.
fn month(words: &[Word], at: usize) -> Option<(usize, Named)> {
    const LEADS: [&str; 24] = [
        "in",
        "since",
        "until",
        "till",
        "from",
        "of",
        "early",
        "late",
        "mid",
        "last",
        "next",
        "this",
        "during",
        "before",
        "after",
        "through",
        "between",
        "by",
        "for",
        "to",
        "around",
        "throughout",
        "earlier",
        "later",
    ];
    let word = &words[at];
    let month = month_number(word)?;
    let (end, year) = year_after(words, at + 1);
    // "May, 2019 people" is no date, but nobody writes it.
    if year.is_some() {
        return Some((end, Named::Month { month, year }));
    }
    let before =
        at.checked_sub(1).map(|before| if words[before].is_hyphen() { before.saturating_sub(1) } else { before });
    let led = before.is_some_and(|before| words[before].is(&LEADS));
    let sure = match month {
        5 => {
            led && before.is_some_and(|before| !words[before].is(&["by", "for", "to", "of", "from", "after", "before"]))
        }
        3 | 4 | 6 | 8 => led,
        _ => word.bare().len() > 3,
    };
    // A surname or another name follows: "in June Carter's house".
    let name = words
        .get(at + 1)
        .is_some_and(|next| next.is_letters() && next.is_capitalised() && !next.lower.starts_with('\''));
    (sure && !(name && matches!(month, 4 | 5 | 6 | 8))).then_some((at + 1, Named::Month { month, year: None }))
}

fn weekday_number(words: &[Word], at: usize) -> Option<Weekday> {
    let word = words.get(at).filter(|word| word.is_capitalised())?;
    let weekday = lexicon::weekday(word.bare())?;
    // "Sat." and "Sun." are words as well.
    let short = word.lower.ends_with('.') && !matches!(weekday, Weekday::Sat | Weekday::Sun);
    (short || lexicon::is_calendar_name(word.bare())).then_some(weekday)
}

/// Reads "Tuesday night", "Tuesday, March 5", "Tuesday of last week".
fn weekday(words: &[Word], at: usize) -> Option<(usize, Named)> {
    let weekday = weekday_number(words, at)?;
    if (1..=2).any(|by| {
        at.checked_sub(by).and_then(|start| NAMED_WEEKDAYS.at(words, start)).is_some_and(|(len, ())| len == by)
    }) && at.checked_sub(1).is_some_and(|before| words[before].is_capitalised())
    {
        return None;
    }
    let mut end = at + 1;
    while words.get(end).is_some_and(|word| word.is(&["morning", "afternoon", "evening", "night", "lunchtime"])) {
        end += 1;
    }
    if let Some((end, weeks)) = week_after(words, end) {
        return Some((end, Named::WeekdayOf(weekday, weeks)));
    }
    let comma = usize::from(words.get(end).is_some_and(|word| word.text == ","));
    let the = usize::from(words.get(end + comma).is_some_and(|word| word.lower == "the"));
    if let Some(next) = words.get(end + comma + the) {
        let named = if next.is_digits() {
            day_month(words, end + comma + the).filter(|(_, named)| matches!(named, Named::Day { .. }))
        } else {
            month_day(words, end + comma + the)
        };
        if named.is_some() {
            return named;
        }
    }
    Some((end, Named::Weekday(weekday)))
}

/// Reads "last week" or "of next week" after a weekday, unless the week belongs to what follows: "on Tuesday last
/// week's storm", "on Tuesday last week was hard".
fn week_after(words: &[Word], at: usize) -> Option<(usize, i32)> {
    let of = usize::from(words.get(at).is_some_and(|word| word.lower == "of"));
    let weeks = match words.get(at + of)?.lower.as_ref() {
        "last" => -1,
        "this" => 0,
        "next" => 1,
        _ => return None,
    };
    words.get(at + of + 1).filter(|word| word.lower == "week")?;
    let end = at + of + 2;
    let other = words.get(end).is_some_and(|word| {
        word.glued && (word.is_letters() || word.is_hyphen())
            || word.is(&["was", "is", "will", "would", "had", "has", "could", "may", "might", "should"])
    });
    (!other).then_some((end, weeks))
}

fn unit_of(word: &Word) -> Option<Unit> {
    Some(match word.lower.as_ref() {
        "day" | "days" => Unit::Day,
        "week" | "weeks" => Unit::Week,
        "month" | "months" => Unit::Month,
        "year" | "years" => Unit::Year,
        _ => return None,
    })
}

/// Reads "last week", "earlier this month", "the following day", "the same day".
fn relative(words: &[Word], at: usize) -> Option<(usize, Named)> {
    let word = |i: usize| words.get(i).map_or("", |word| word.lower.as_ref());
    let start = at;
    let at = if matches!(word(at), "earlier" | "later" | "late" | "early") { at + 1 } else { at };
    let unit = unit_of(words.get(at + 1)?);
    if unit == Some(Unit::Week)
        && let Some((end, weeks)) = week_after(words, at)
    {
        // "last week on Monday"
        let on = end + usize::from(word(end) == ",");
        let weekday = words.get(on + 1).filter(|_| word(on) == "on").and_then(|_| weekday(words, on + 1));
        if let Some((end, Named::Weekday(weekday))) = weekday {
            return Some((end, Named::WeekdayOf(weekday, weeks)));
        }
    }
    match (word(at), unit) {
        ("last", Some(unit)) => Some((at + 2, Named::Shifted(unit, -1))),
        ("this", Some(unit)) => Some((at + 2, Named::Shifted(unit, 0))),
        ("next", Some(unit)) => Some((at + 2, Named::Shifted(unit, 1))),
        ("the", None) if start == at => {
            let unit = unit_of(words.get(at + 2)?)?;
            match word(at + 1) {
                "following" | "next" => Some((at + 3, Named::Follows(unit, 1))),
                "previous" | "preceding" => Some((at + 3, Named::Follows(unit, -1))),
                "same" if unit == Unit::Day => Some((at + 3, Named::Follows(unit, 0))),
                _ => None,
            }
        }
        ("the", Some(Unit::Day))
            if start == at && matches!(word(at + 2), "before" | "after") && ends_clause(words, at + 3) =>
        {
            Some((at + 3, Named::Follows(Unit::Day, if word(at + 2) == "before" { -1 } else { 1 })))
        }
        _ => None,
    }
}

fn ends_clause(words: &[Word], at: usize) -> bool {
    words.get(at).is_none_or(|word| !word.is_letters() && !word.is_digits())
}

/// Reads "two days ago", "a week earlier", "three months later".
fn counted(words: &[Word], at: usize) -> Option<(usize, Named)> {
    let word = words.get(at)?;
    let number = match word.lower.as_ref() {
        "a" | "an" => 1,
        other => small(other).or_else(|| other.parse().ok())?,
    };
    // The end of "1 200 years ago".
    if word.is_digits() && at.checked_sub(1).is_some_and(|before| words[before].is_digits()) {
        return None;
    }
    let count = i32::try_from(number).ok().filter(|count| (1..=500).contains(count))?;
    let unit = unit_of(words.get(at + 1)?)?;
    let named = match words.get(at + 2)?.lower.as_ref() {
        "ago" => Named::Shifted(unit, -count),
        "earlier" => Named::Follows(unit, -count),
        "later" => Named::Follows(unit, count),
        _ => return None,
    };
    Some((at + 3, named))
}

/// Reads a year that stands alone, or "2 days ago" in digits.
fn year_at(words: &[Word], at: usize) -> Option<(usize, Named)> {
    if let Some(counted) = counted(words, at) {
        return Some(counted);
    }
    let year = year_number(words, at)?;
    let before = at.checked_sub(1).map(|before| &words[before]);
    let word = &words[at];
    let next = words.get(at + 1);
    // Part of something longer: "$2019", "F-2000", "2019s", "2019%", "2,019" (never four bare digits).
    if word.glued
        && before.is_some_and(|before| {
            !matches!(before.text, "(" | "[" | "/") && !before.is_hyphen() && before.shape != Shape::Quote
        })
        || next
            .is_some_and(|next| next.glued && (next.is_letters() && !next.lower.starts_with('\'') || next.text == "%"))
        || next.is_some_and(|next| scale(&next.lower).is_some())
    {
        return None;
    }
    let led = before.is_some_and(|before| {
        before.is(&[
            "in", "since", "until", "till", "from", "before", "after", "during", "of", "early", "late", "mid", "by",
            "summer", "winter", "spring", "autumn", "fall",
        ])
    });
    let determined = before.is_some_and(|before| {
        before.is(&["the", "a", "his", "her", "its", "their", "our", "my", "this", "that", "'s", "of"])
    });
    let counts = counted_noun(words, at + 1).is_some();
    // A name takes its number along: "Boeing 2000" is none, but "Expo 2020" and "World Cup 2022" end with a year.
    let sure = if (1900..=2100).contains(&year) {
        !counts || determined || led && before.is_some_and(|before| before.is(&["in", "since", "during"]))
    } else {
        led && !counts
            && before
                .is_some_and(|before| before.is(&["in", "since", "until", "from", "before", "after", "early", "late"]))
    };
    let measured = next.is_some_and(|next| {
        next.is_letters()
            && next.is(&[
                "mph", "km", "kg", "miles", "metres", "meters", "feet", "gmt", "bst", "local", "hours", "hrs",
                "dollars", "euros", "pounds",
            ])
    });
    if !sure || measured {
        return None;
    }
    // "2019-20", "2019/20"
    let mut end = at + 1;
    if words.get(end).is_some_and(|word| word.glued && word.is_hyphen())
        && words.get(end + 1).is_some_and(|word| word.glued && word.is_digits() && matches!(word.text.len(), 2 | 4))
    {
        end += 2;
    }
    Some((end, Named::Year(year)))
}
