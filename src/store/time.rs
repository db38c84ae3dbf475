//! Times as the history writes them: text that loses nothing and can be read in any tool. Those in UTC have one width
//! and sort as text; the outlet's own keep its offset, and their first ten letters are its day.
//!
//! It reads no clock.

use std::fmt::Display;

use chrono::{DateTime, Datelike, FixedOffset, SecondsFormat, TimeZone, Utc};

use super::error::Fault;

/// Writes a time: `2025-08-20T14:05:00.000000000Z`.
pub(super) fn to_text<Z: TimeZone<Offset: Display>>(time: DateTime<Z>) -> Result<String, Fault> {
    // Other years have more digits or a sign, and would sort wrongly.
    if !(0..=9999).contains(&time.year()) {
        return Err(Fault::Unfit(format!("the year {} is not between 0 and 9999", time.year())));
    }
    Ok(time.to_rfc3339_opts(SecondsFormat::Nanos, true))
}

/// Writes a time to compare stored ones with; years that cannot be stored become the nearest that can.
pub(super) fn to_bound(time: DateTime<Utc>) -> String {
    to_text(time).unwrap_or_else(|_| if time.year() < 0 { String::new() } else { "~".to_owned() })
}

/// Reads a time as UTC.
pub(super) fn from_text(text: &str) -> Result<DateTime<Utc>, Fault> {
    Ok(zoned(text)?.to_utc())
}

/// Reads a time with the offset that it was written with.
pub(super) fn zoned(text: &str) -> Result<DateTime<FixedOffset>, Fault> {
    DateTime::parse_from_rfc3339(text).map_err(|error| Fault::Damaged(format!("{text:?} is no time ({error})")))
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;

    use super::*;

    fn at(seconds: i64, nanos: u32) -> DateTime<Utc> {
        Utc.timestamp_opt(seconds, nanos).single().expect("a time in range")
    }

    #[test]
    fn times_come_back_and_sort() {
        let times = [
            at(-62_000_000_000, 0),
            at(0, 0),
            at(0, 1),
            at(0, 500_000_000),
            at(1, 0),
            at(250_000_000_000, 999_999_999),
        ];
        let texts = times.map(|time| to_text(time).expect("a storable year"));
        assert!(texts.is_sorted(), "{texts:?}");
        for (time, text) in times.iter().zip(&texts) {
            assert_eq!(from_text(text).expect("a written time"), *time);
        }
    }

    #[test]
    fn the_outlets_day_comes_back() {
        let time = DateTime::parse_from_rfc3339("2031-05-16T08:30:00+12:00").expect("a time");
        let text = to_text(time).expect("a storable year");
        assert!(text.starts_with("2031-05-16T08:30:00") && text.ends_with("+12:00"), "{text}");
        let read = zoned(&text).expect("a written time");
        assert_eq!((read, *read.offset()), (time, *time.offset()));
    }

    #[test]
    fn years_of_another_width_are_refused_and_bound() {
        let late = at(250_000_000_000, 0) + TimeDelta::days(400_000);
        assert!(to_text(late).is_err());
        assert!(to_bound(late) > to_bound(at(0, 0)));
        assert!(to_bound(DateTime::<Utc>::MIN_UTC) < to_bound(at(-62_000_000_000, 0)));
    }
}
