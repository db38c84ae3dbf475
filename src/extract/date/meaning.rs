//! What the words of a date mean against the day of publication.

use std::ops::Range;
use std::sync::LazyLock;

use chrono::{Datelike, Days, Months, NaiveDate};

use super::super::words::{Lexicon, Shape, Word};
use super::{DateWords, Named, Unit, Which};
use crate::claim::Precision;

static FUTURE: LazyLock<Lexicon<()>> = LazyLock::new(|| Lexicon::plain(include_str!("../lists/future_cues.txt")));
/// Whether a word in the past tense is a verb by itself, rather than one that another verb may follow.
static PAST: LazyLock<Lexicon<bool>> =
    LazyLock::new(|| Lexicon::read(include_str!("../lists/past_cues.txt"), |label| Some(label == Some("verbs"))));

/// Returns what a date means.
pub(super) fn resolve(
    found: &DateWords,
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
        Named::WeekdayOf(weekday, weeks) => {
            let (monday, _) = first_of(shift(published?, Unit::Week, weeks)?, Unit::Week)?;
            let days = i32::try_from(weekday.num_days_from_monday()).ok()?;
            Some((shift(monday, Unit::Day, days)?, Precision::Day))
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
                .is_some_and(|(past, coming)| (today - past).num_days() > 300 && (coming - today).num_days() < 60)
                && !is_over(words, found.words.clone());
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

/// Returns whether the words before a date put it into the future: the nearest cue decides.
fn is_future(words: &[Word], date: Range<usize>) -> bool {
    let from = date.start.saturating_sub(14);
    for at in (from..date.start).rev() {
        if matches!(words[at].text, ";" | "\u{2014}") || words[at].shape == Shape::Quote {
            return false;
        }
        if FUTURE.at(words, at).is_some() {
            return true;
        }
        if PAST.at(words, at).is_some() {
            return false;
        }
    }
    // "On Tuesday, voters will go …"
    let comma = words.get(date.end).is_some_and(|word| word.text == ",");
    date.start == 0
        && (date.end..words.len().min(date.end + 8 + usize::from(comma))).find_map(|at| {
            if FUTURE.at(words, at).is_some() && words[at].is(&["will", "shall", "is", "are"]) {
                Some(true)
            } else if PAST.at(words, at).is_some() {
                Some(false)
            } else {
                None
            }
        }) == Some(true)
}

/// Returns whether the verb of a date says that the day is over: "said on June 3", "told reporters in Tarn on June 3",
/// "was closed on June 3", "On June 3, Maren said". "Said the vote on June 3 …" says nothing of the kind.
fn is_over(words: &[Word], date: Range<usize>) -> bool {
    let verb = |at: usize| PAST.at(words, at).is_some_and(|(_, verb)| verb);
    let mark = |at: usize| words.get(at).is_none_or(|word| matches!(word.shape, Shape::Mark | Shape::Quote));
    let Some(last) = date.start.checked_sub(1) else {
        let comma = usize::from(words.get(date.end).is_some_and(|word| word.text == ","));
        let from = date.end + comma;
        return (from..words.len().min(from + 6)).find(|&at| verb(at)).is_some_and(|at| !mark(at + 1));
    };
    if verb(last) {
        return true;
    }
    let passive = words[last].lower.ends_with("ed")
        && FUTURE.at(words, last).is_none()
        && last.checked_sub(1).is_some_and(|before| words[before].is(&["was", "were"]));
    // The words between say where or to whom: "said in a statement", "told reporters".
    let ends = mark(date.end) || words[date.end].lower == "that";
    let spoke = (date.start.saturating_sub(8)..last).rev().find(|&at| verb(at)).is_some_and(|at| {
        let next = &words[at + 1];
        let addressed = words[at].lower == "told" && date.start - at <= 4;
        !(at + 1..date.start).any(mark) && (addressed || next.is(&["in", "at", "to", "during"]))
    });
    passive || ends && spoke
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
