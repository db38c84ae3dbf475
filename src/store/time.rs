//! Times as the history writes them: UTC text of one width, so that they sort as text, lose nothing, and can be read in
//! any tool.
//!
//! It reads no clock.

use chrono::{DateTime, Datelike, SecondsFormat, Utc};

use super::error::Fault;

/// Writes a time: `2025-08-20T14:05:00.000000000Z`.
pub(super) fn to_text(time: DateTime<Utc>) -> Result<String, Fault> {
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

/// Reads a time.
pub(super) fn from_text(text: &str) -> Result<DateTime<Utc>, Fault> {
    match DateTime::parse_from_rfc3339(text) {
        Ok(time) => Ok(time.to_utc()),
        Err(error) => Err(Fault::Damaged(format!("{text:?} is no time ({error})"))),
    }
}

#[cfg(test)]
mod tests {
    use chrono::{TimeDelta, TimeZone};

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
    fn years_of_another_width_are_refused_and_bound() {
        let late = at(250_000_000_000, 0) + TimeDelta::days(400_000);
        assert!(to_text(late).is_err());
        assert!(to_bound(late) > to_bound(at(0, 0)));
        assert!(to_bound(DateTime::<Utc>::MIN_UTC) < to_bound(at(-62_000_000_000, 0)));
    }
}
