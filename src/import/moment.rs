//! Times as other tools write them.
//!
//! It never guesses a zone: a time without one is UTC.

use chrono::{DateTime, FixedOffset, NaiveDateTime, Utc};

use crate::time;

/// Reads a time as [`zoned`] does, as UTC.
pub(super) fn parse(text: &str) -> Option<DateTime<Utc>> {
    zoned(text).map(|time| time.to_utc())
}

/// Reads a time as other tools write it: as people do, with a comma for the point, as seconds, milliseconds or fourteen
/// digits of an archive, or as mail does.
pub(super) fn zoned(text: &str) -> Option<DateTime<FixedOffset>> {
    let text = text.trim();
    if let Some(when) = time::parse(text).or_else(|| time::parse(&text.replace(',', "."))) {
        return Some(when.start());
    }
    if text.len() == 14 && text.bytes().all(|byte| byte.is_ascii_digit()) {
        return digits(text).map(|time| time.fixed_offset());
    }
    if let Ok(number) = text.parse::<f64>() {
        // Until the year 5138 seconds have fewer digits than milliseconds since 1973.
        let milliseconds = if number.abs() < 1e11 { number * 1000.0 } else { number };
        let time = (milliseconds.abs() < 1e15).then(|| DateTime::from_timestamp_millis(milliseconds as i64))?;
        return time.map(|time| time.fixed_offset());
    }
    DateTime::parse_from_rfc2822(text).ok()
}

/// Reads the fourteen digits by which archives name their captures, or the first of them: 20310402 is the start of that
/// day.
pub(super) fn digits(text: &str) -> Option<DateTime<Utc>> {
    let is_time = (4..=14).contains(&text.len())
        && text.len().is_multiple_of(2)
        && text.bytes().all(|byte| byte.is_ascii_digit());
    let whole = format!("{text}{}", &"00000101000000"[text.len().min(14)..]);
    is_time.then(|| NaiveDateTime::parse_from_str(&whole, "%Y%m%d%H%M%S").ok())?.map(|time| time.and_utc())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_times_as_tools_write_them() {
        let check = |text: &str, expected: Option<&str>| {
            let found = zoned(text).map(|time| time.to_rfc3339_opts(chrono::SecondsFormat::AutoSi, true));
            assert_eq!(found.as_deref(), expected, "{text}");
        };
        check("2031-04-02 09:00:00.123456", Some("2031-04-02T09:00:00.123456Z"));
        check("2031-04-02 09:00:00,123", Some("2031-04-02T09:00:00.123Z"));
        check("2031-04-02T09:00:00+02:00", Some("2031-04-02T09:00:00+02:00"));
        check("20310402090000", Some("2031-04-02T09:00:00Z"));
        check("1932886800", Some("2031-04-02T09:00:00Z"));
        check("1932886800.5", Some("2031-04-02T09:00:00.500Z"));
        check("1932886800000", Some("2031-04-02T09:00:00Z"));
        check("Wed, 02 Apr 2031 09:00:00 GMT", Some("2031-04-02T09:00:00Z"));
        for text in ["", "yesterday", "NaN", "inf", "1e300", "20311302090000"] {
            check(text, None);
        }
    }

    #[test]
    fn reads_the_digits_of_archives() {
        let check = |text: &str, expected: Option<&str>| {
            assert_eq!(digits(text).map(|time| time.format("%F %T").to_string()).as_deref(), expected, "{text}")
        };
        check("20310402090000", Some("2031-04-02 09:00:00"));
        check("20310402", Some("2031-04-02 00:00:00"));
        check("2031", Some("2031-01-01 00:00:00"));
        check("20311302", None);
        check("2031040209000", None);
        check("", None);
    }
}
