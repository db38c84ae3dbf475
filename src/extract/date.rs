//! The dates that a text names, and what they mean against the day of publication.
//!
//! It says nothing about what happened on them, and it never guesses a year where no publication date is known.

use std::ops::Range;
use std::sync::LazyLock;

use chrono::{Datelike, Days, Months, NaiveDate, Weekday};

use crate::claim::{Precision, Span};
use crate::text::Document;

use super::number::small;
use super::unit::counted_noun;
use super::words::{Lexicon, Word, words};

/// A date that the text names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DateMention {
    /// The words ("on Tuesday", "24 March", "in 2019").
    pub span: Span,
    /// What they mean; `None` where no publication date is known and the words need one.
    pub date: Option<(NaiveDate, Precision)>,
}

static RELATIVE_DAYS: LazyLock<Lexicon<i64>> =
    LazyLock::new(|| Lexicon::read(include_str!("lists/relative_days.txt"), |label| label?.parse().ok()));
static FUTURE: LazyLock<Lexicon<()>> = LazyLock::new(|| Lexicon::plain(include_str!("lists/future_cues.txt")));
static PAST: LazyLock<Lexicon<()>> = LazyLock::new(|| Lexicon::plain(include_str!("lists/past_cues.txt")));
static NAMED_WEEKDAYS: LazyLock<Lexicon<()>> =
    LazyLock::new(|| Lexicon::plain(include_str!("lists/named_weekdays.txt")));

/// Finds every date that the text names, in text order; `published` is the day of publication.
///
/// **Finds** weekdays, days and months with or without a year, years, "yesterday", "last week", "two days ago", "the next day".
/// **Example**: "24 March" and "March 24" are the same day, and so is "on Sunday" where that day was one.
/// **Leaves alone** decades, times of day, "24/03/2024" (which half is the month?), weekdays in names ("Black Friday").
/// **Known misses**: holidays, seasons without a year, "the 24th".
pub fn dates(document: &Document, published: Option<NaiveDate>) -> Vec<DateMention> {
    let mut mentions = Vec::new();
    let mut anchor = None;
    for sentence in &document.sentences {
        let words = words(document, sentence.tokens.clone());
        for found in find(&words) {
            let date = resolve(&found, &words, published, anchor);
            if let Some((day, Precision::Day)) = date {
                anchor = Some(day);
            }
            mentions.push(DateMention { span: found.span(&words), date });
        }
    }
    mentions
}

/// A date's words and what they say, not yet what they mean.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Found {
    /// Its words, as indexes.
    pub words: Range<usize>,
    named: Named,
    which: Which,
}

impl Found {
    /// Says whether it is a number of years ("ten years ago"), which is read as a figure too: nobody means a day by it.
    pub fn counts_years(&self) -> bool {
        matches!(self.named, Named::Shifted(Unit::Year, count) | Named::Follows(Unit::Year, count) if count.abs() > 1)
    }

    /// Returns its place in the body.
    pub fn span(&self, words: &[Word]) -> Span {
        Span::new(words[self.words.start].span.start, words[self.words.end - 1].span.end)
    }
}

/// The ways to name a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Named {
    Weekday(Weekday),
    /// So many days after the day of publication.
    Offset(i64),
    /// So many of a unit after the time of publication: "last week", "two months ago".
    Shifted(Unit, i32),
    /// So many of a unit after the last day named: "the following day".
    Follows(Unit, i32),
    Day {
        month: u32,
        day: u32,
        year: Option<i32>,
    },
    Month {
        month: u32,
        year: Option<i32>,
    },
    Year(i32),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Unit {
    Day,
    Week,
    Month,
    Year,
}

/// Which of the days of that name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Which {
    Unsaid,
    Last,
    Next,
}

/// Finds the dates among the words of one sentence, in order, none overlapping.
pub(super) fn find(words: &[Word]) -> Vec<Found> {
    let mut found: Vec<Found> = Vec::new();
    let mut at = 0;
    while at < words.len() {
        match core(words, at) {
            Some((end, named)) => {
                let before = found.last().map_or(0, |found| found.words.end);
                let (start, which) = lead(words, at, before, &named);
                found.push(Found { words: start..end, named, which });
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
    let calendar = matches!(named, Named::Weekday(_) | Named::Month { .. } | Named::Year(_) | Named::Day { .. });
    if calendar {
        while let Some(word) = back(start, 1) {
            match word.lower.as_str() {
                "last" | "past" => which = Which::Last,
                "next" | "coming" => which = Which::Next,
                "this" | "late" | "early" | "earlier" | "later" => {}
                "mid" => {}
                _ if word.is_hyphen() && back(start, 2).is_some_and(|word| word.lower == "mid") => {}
                "of" if back(start, 2).is_some_and(|word| {
                    word.is(&[
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
                    ])
                }) =>
                {
                    start -= 1;
                }
                "summer" | "winter" | "spring" | "autumn" if matches!(named, Named::Year(_)) => {}
                "the"
                    if start < at
                        && words[start].is(&[
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
                        ]) => {}
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
    if !word.is_capitalised() {
        return None;
    }
    Some(match word.bare() {
        "january" | "jan" => 1,
        "february" | "feb" => 2,
        "march" | "mar" => 3,
        "april" | "apr" => 4,
        "may" => 5,
        "june" | "jun" => 6,
        "july" | "jul" => 7,
        "august" | "aug" => 8,
        "september" | "sept" | "sep" => 9,
        "october" | "oct" => 10,
        "november" | "nov" => 11,
        "december" | "dec" => 12,
        _ => return None,
    })
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
    if words.get(end).is_some_and(|word| super::number::scale(&word.lower).is_some() || word.text == "%")
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
    let stop = word.lower.ends_with('.');
    Some(match word.bare() {
        "monday" => Weekday::Mon,
        "tuesday" => Weekday::Tue,
        "wednesday" => Weekday::Wed,
        "thursday" => Weekday::Thu,
        "friday" => Weekday::Fri,
        "saturday" => Weekday::Sat,
        "sunday" => Weekday::Sun,
        "mon" if stop => Weekday::Mon,
        "tue" | "tues" if stop => Weekday::Tue,
        "wed" if stop => Weekday::Wed,
        "thu" | "thur" | "thurs" if stop => Weekday::Thu,
        "fri" if stop => Weekday::Fri,
        _ => return None,
    })
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

fn unit(word: &Word) -> Option<Unit> {
    Some(match word.lower.as_str() {
        "day" | "days" => Unit::Day,
        "week" | "weeks" => Unit::Week,
        "month" | "months" => Unit::Month,
        "year" | "years" => Unit::Year,
        _ => return None,
    })
}

/// Reads "last week", "earlier this month", "the following day", "the same day".
fn relative(words: &[Word], at: usize) -> Option<(usize, Named)> {
    let word = |i: usize| words.get(i).map_or("", |word| word.lower.as_str());
    let start = at;
    let at = if matches!(word(at), "earlier" | "later" | "late" | "early") { at + 1 } else { at };
    let unit = unit(words.get(at + 1)?);
    match (word(at), unit) {
        ("last", Some(unit)) => Some((at + 2, Named::Shifted(unit, -1))),
        ("this", Some(unit)) => Some((at + 2, Named::Shifted(unit, 0))),
        ("next", Some(unit)) => Some((at + 2, Named::Shifted(unit, 1))),
        ("the", None) if start == at => {
            let unit = self::unit(words.get(at + 2)?)?;
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
    let number = match word.lower.as_str() {
        "a" | "an" => 1,
        other => small(other).or_else(|| other.parse().ok())?,
    };
    let count = i32::try_from(number).ok().filter(|count| (1..=500).contains(count))?;
    let unit = unit(words.get(at + 1)?)?;
    let named = match words.get(at + 2)?.lower.as_str() {
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
            !matches!(before.text, "(" | "[" | "/") && !before.is_hyphen() && before.shape != super::words::Shape::Quote
        })
        || next
            .is_some_and(|next| next.glued && (next.is_letters() && !next.lower.starts_with('\'') || next.text == "%"))
        || next.is_some_and(|next| super::number::scale(&next.lower).is_some())
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

/// Says what a date means.
fn resolve(
    found: &Found,
    words: &[Word],
    published: Option<NaiveDate>,
    anchor: Option<NaiveDate>,
) -> Option<(NaiveDate, Precision)> {
    let future = found.which == Which::Next || found.which == Which::Unsaid && is_future(words, found.words.clone());
    match found.named {
        Named::Weekday(weekday) => {
            let today = published?;
            let back = (7 + today.weekday().num_days_from_monday() - weekday.num_days_from_monday()) % 7;
            // Below seven, so it fits.
            let back = back as i32;
            let days = match (found.which, back) {
                (Which::Last, 0) => -7,
                (Which::Next, 0) => 7,
                (_, 0) => 0,
                _ if future => 7 - back,
                _ => -back,
            };
            Some((shift(today, Unit::Day, days)?, Precision::Day))
        }
        Named::Offset(days) => Some((shift(published?, Unit::Day, i32::try_from(days).ok()?)?, Precision::Day)),
        Named::Shifted(unit, count) => first_of(shift(published?, unit, count)?, unit),
        Named::Follows(unit, count) => first_of(shift(anchor?, unit, count)?, unit),
        Named::Day { month, day, year: Some(year) } => {
            Some((NaiveDate::from_ymd_opt(year, month, day)?, Precision::Day))
        }
        Named::Day { month, day, year: None } => {
            let today = published?;
            let of_year = |year| NaiveDate::from_ymd_opt(year, month, day);
            let past = (0..=4).filter_map(|back| of_year(today.year() - back)).find(|date| *date <= today);
            let coming = (0..=4).filter_map(|on| of_year(today.year() + on)).find(|date| *date > today);
            // A day that comes within weeks is meant rather than the one of almost a year ago.
            let near = past
                .zip(coming)
                .is_some_and(|(past, coming)| (today - past).num_days() > 300 && (coming - today).num_days() < 60);
            let date =
                if future && past != Some(today) || near && found.which == Which::Unsaid { coming } else { past };
            Some((date?, Precision::Day))
        }
        Named::Month { month, year } => {
            let year = match (year, published) {
                (Some(year), _) => year,
                (None, today) => {
                    let today = today?;
                    let now = (today.year(), today.month());
                    match found.which {
                        Which::Last if now.1 <= month => now.0 - 1,
                        Which::Next if now.1 >= month => now.0 + 1,
                        Which::Unsaid if future && now.1 > month => now.0 + 1,
                        Which::Unsaid if !future && now.1 < month => now.0 - 1,
                        _ => now.0,
                    }
                }
            };
            Some((NaiveDate::from_ymd_opt(year, month, 1)?, Precision::Month))
        }
        Named::Year(year) => Some((NaiveDate::from_ymd_opt(year, 1, 1)?, Precision::Year)),
    }
}

/// Says whether the words before a date put it into the future: the nearest cue decides.
fn is_future(words: &[Word], date: Range<usize>) -> bool {
    let from = date.start.saturating_sub(14);
    for at in (from..date.start).rev() {
        if matches!(words[at].text, ";" | "\u{2014}") || words[at].shape == super::words::Shape::Quote {
            return false;
        }
        if FUTURE.at(words, at).is_some() {
            return true;
        }
        if PAST.has(&words[at]) {
            return false;
        }
    }
    // "On Tuesday, voters will go …"
    let comma = words.get(date.end).is_some_and(|word| word.text == ",");
    date.start == 0
        && (date.end..words.len().min(date.end + 8 + usize::from(comma))).find_map(|at| {
            if FUTURE.at(words, at).is_some() && words[at].is(&["will", "shall", "is", "are"]) {
                Some(true)
            } else if PAST.has(&words[at]) {
                Some(false)
            } else {
                None
            }
        }) == Some(true)
}

fn shift(date: NaiveDate, unit: Unit, count: i32) -> Option<NaiveDate> {
    let size = count.unsigned_abs();
    match (unit, count >= 0) {
        (Unit::Day, true) => date.checked_add_days(Days::new(size.into())),
        (Unit::Day, false) => date.checked_sub_days(Days::new(size.into())),
        (Unit::Week, true) => date.checked_add_days(Days::new(7 * u64::from(size))),
        (Unit::Week, false) => date.checked_sub_days(Days::new(7 * u64::from(size))),
        (Unit::Month, true) => date.checked_add_months(Months::new(size)),
        (Unit::Month, false) => date.checked_sub_months(Months::new(size)),
        (Unit::Year, true) => date.checked_add_months(Months::new(size.checked_mul(12)?)),
        (Unit::Year, false) => date.checked_sub_months(Months::new(size.checked_mul(12)?)),
    }
}

/// Returns the first day of the week (from Monday), month or year that holds `date`.
fn first_of(date: NaiveDate, unit: Unit) -> Option<(NaiveDate, Precision)> {
    Some(match unit {
        Unit::Day => (date, Precision::Day),
        Unit::Week => {
            let back = Days::new(date.weekday().num_days_from_monday().into());
            (date.checked_sub_days(back)?, Precision::Week)
        }
        Unit::Month => (date.with_day(1)?, Precision::Month),
        Unit::Year => (NaiveDate::from_ymd_opt(date.year(), 1, 1)?, Precision::Year),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::parse;

    /// Published on Wednesday, 6 March 2024. Expects "words = date precision", in order.
    #[track_caller]
    fn check(text: &str, expected: &[(&str, &str)]) {
        check_on(text, NaiveDate::from_ymd_opt(2024, 3, 6), expected);
    }

    #[track_caller]
    fn check_on(text: &str, published: Option<NaiveDate>, expected: &[(&str, &str)]) {
        let document = parse(text);
        let found: Vec<(String, String)> = dates(&document, published)
            .into_iter()
            .map(|mention| {
                let meaning =
                    mention.date.map_or("?".to_owned(), |(date, precision)| format!("{date} {}", precision.name()));
                (mention.span.of(text).to_owned(), meaning)
            })
            .collect();
        let expected: Vec<(String, String)> =
            expected.iter().map(|(a, b)| ((*a).to_owned(), (*b).to_owned())).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn weekdays_are_the_last_ones_gone_by() {
        check("The bridge was closed on Tuesday.", &[("on Tuesday", "2024-03-05 day")]);
        check("The bridge was closed on Wednesday.", &[("on Wednesday", "2024-03-06 day")]);
        check("Police searched the farm late on Thursday night.", &[("late on Thursday night", "2024-02-29 day")]);
        check("She spoke last Wednesday.", &[("last Wednesday", "2024-02-28 day")]);
        check("The port reopened Monday.", &[("Monday", "2024-03-04 day")]);
        check("Votes were counted on Tuesday, March 5.", &[("on Tuesday, March 5", "2024-03-05 day")]);
        check("He was out late Tuesday.", &[("late Tuesday", "2024-03-05 day")]);
        check("After Tuesday's vote the hall emptied.", &[("Tuesday", "2024-03-05 day")]);
    }

    #[test]
    fn a_future_word_turns_to_the_next_one() {
        check("The bridge will open on Tuesday.", &[("on Tuesday", "2024-03-12 day")]);
        check("She speaks next Friday.", &[("next Friday", "2024-03-08 day")]);
        check("The bridge will open soon, the mayor said on Tuesday.", &[("on Tuesday", "2024-03-05 day")]);
        check("On Friday, voters will choose a mayor.", &[("On Friday", "2024-03-08 day")]);
        check("The film will be shown in June.", &[("in June", "2024-06-01 month")]);
        check("The trial is due to begin on 2 April.", &[("on 2 April", "2024-04-02 day")]);
    }

    #[test]
    fn days_are_read_in_either_order() {
        check("It sank on 24 February.", &[("on 24 February", "2024-02-24 day")]);
        check("It sank on February 24, 2022, off Tarn.", &[("on February 24, 2022", "2022-02-24 day")]);
        check("It sank on Feb. 24.", &[("on Feb. 24", "2024-02-24 day")]);
        check("The 24th of February was cold.", &[("24th of February", "2024-02-24 day")]);
        check("Signed on 2022-02-24 in Orrin.", &[("on 2022-02-24", "2022-02-24 day")]);
        check("It ran from 24-26 February.", &[("24-26 February", "2024-02-24 day")]);
        check("It sank on 24 December.", &[("on 24 December", "2023-12-24 day")]);
        check("The vote on 20 March is tight.", &[("on 20 March", "2024-03-20 day")]);
    }

    #[test]
    fn months_and_years_have_their_width() {
        check("Prices fell in December.", &[("in December", "2023-12-01 month")]);
        check("Prices fell in December 2021.", &[("in December 2021", "2021-12-01 month")]);
        check("He was elected in 2019.", &[("in 2019", "2019-01-01 year")]);
        check("It burned in the summer of 2019.", &[("in the summer of 2019", "2019-01-01 year")]);
        check("The film of the 1936 harbour parade turned up.", &[("1936", "1936-01-01 year")]);
        check("The 2019 elections were quiet.", &[("2019", "2019-01-01 year")]);
        check("She led it in 2019-20.", &[("in 2019-20", "2019-01-01 year")]);
        check("It was built in mid-January.", &[("in mid-January", "2024-01-01 month")]);
        check("It closed last May.", &[("last May", "2023-05-01 month")]);
        check("The town was founded in 1642.", &[("in 1642", "1642-01-01 year")]);
    }

    #[test]
    fn relative_times_count_from_publication_or_the_last_day() {
        check(
            "It rained yesterday and will rain tomorrow.",
            &[("yesterday", "2024-03-05 day"), ("tomorrow", "2024-03-07 day")],
        );
        check("It rained last week.", &[("last week", "2024-02-26 week")]);
        check("It rained earlier this month.", &[("earlier this month", "2024-03-01 month")]);
        check("It rained last year.", &[("last year", "2023-01-01 year")]);
        check("It rained two days ago.", &[("two days ago", "2024-03-04 day")]);
        check("It rained three months ago.", &[("three months ago", "2023-12-01 month")]);
        check(
            "It rained on Saturday. The following day it snowed.",
            &[("on Saturday", "2024-03-02 day"), ("The following day", "2024-03-03 day")],
        );
        check("It rained the next day.", &[("the next day", "?")]);
    }

    #[test]
    fn without_a_publication_date_only_full_dates_have_a_meaning() {
        check_on("It sank on Tuesday.", None, &[("on Tuesday", "?")]);
        check_on("It sank on 24 March.", None, &[("on 24 March", "?")]);
        check_on("It sank on 24 March 2020.", None, &[("on 24 March 2020", "2020-03-24 day")]);
        check_on("It sank in 2020.", None, &[("in 2020", "2020-01-01 year")]);
        check_on("It sank yesterday.", None, &[("yesterday", "?")]);
    }

    #[test]
    fn other_words_are_no_dates() {
        check("Rain may fall, and troops march on.", &[]);
        check("May Dolan and April Voss met June Carter.", &[]);
        check("Shops open early on Black Friday.", &[]);
        check("In the 1990s it was quiet.", &[]);
        check("Some 2000 people came.", &[]);
        check("It cost $2019 and weighed 2019 kg.", &[]);
        check("Trains run on Sundays.", &[]);
        check("He sat in the sun.", &[]);
        check("They met at 14:05 on platform 3.", &[]);
        check("Prime Minister May spoke.", &[]);
        check("It is worth 2020 million.", &[]);
    }

    #[test]
    fn no_date_is_too_odd() {
        check("It is set for 31 February 2024.", &[("31 February 2024", "?")]);
        check("It sank on 29 February.", &[("on 29 February", "2024-02-29 day")]);
        check_on("Yesterday and 500 years ago.", Some(NaiveDate::MIN), &[("Yesterday", "?"), ("500 years ago", "?")]);
        check_on("Last Monday and last week.", Some(NaiveDate::MIN), &[("Last Monday", "?"), ("last week", "?")]);
    }
}
