//! Times as people write them in front matter, options and references.
//!
//! It never guesses: a time without a zone is UTC, and what is not a full date is no time.

use chrono::{DateTime, Days, FixedOffset, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, Utc};

/// A day, or a point in time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    /// A bare date: that day in UTC.
    Day(NaiveDate),
    /// A moment, at the offset that it was written with.
    Instant(DateTime<FixedOffset>),
}

impl When {
    /// Returns the first moment: midnight UTC for a day.
    pub fn start(self) -> DateTime<FixedOffset> {
        match self {
            Self::Day(date) => date.and_time(NaiveTime::MIN).and_utc().fixed_offset(),
            Self::Instant(time) => time,
        }
    }

    /// Returns the last moment: the last nanosecond of a day.
    pub fn end(self) -> DateTime<FixedOffset> {
        match self {
            Self::Day(date) => match date.checked_add_days(Days::new(1)) {
                Some(next) => next.and_time(NaiveTime::MIN).and_utc() - TimeDelta::nanoseconds(1),
                None => DateTime::<Utc>::MAX_UTC,
            }
            .fixed_offset(),
            Self::Instant(time) => time,
        }
    }
}

impl std::fmt::Display for When {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Day(date) => write!(f, "{}", date.format("%Y-%m-%d")),
            Self::Instant(time) => f.write_str(&time.to_rfc3339_opts(chrono::SecondsFormat::AutoSi, true)),
        }
    }
}

/// Reads a time: `2025-08-20`, `2025-08-20T14:05`, with seconds, with a zone (`Z`, `+02:00`, `+0200`, ` UTC`), with a
/// space for the `T`. A time without a zone is UTC.
pub fn parse(text: &str) -> Option<When> {
    let text = text.trim();
    let (day, rest) = (text.get(..10)?, text.get(10..)?);
    let digits = |range: std::ops::Range<usize>| day.as_bytes()[range].iter().all(u8::is_ascii_digit);
    if !(digits(0..4) && digits(5..7) && digits(8..10)) {
        return None;
    }
    let date = NaiveDate::parse_from_str(day, "%Y-%m-%d").ok()?;
    if rest.is_empty() {
        return Some(When::Day(date));
    }
    let rest = rest.strip_prefix(['T', 't', ' '])?;
    let (clock, zone) = match rest.find(|c: char| !(c.is_ascii_digit() || c == ':' || c == '.')) {
        Some(at) => rest.split_at(at),
        None => (rest, ""),
    };
    let time =
        ["%H:%M", "%H:%M:%S", "%H:%M:%S%.f"].iter().find_map(|form| NaiveTime::parse_from_str(clock, form).ok())?;
    let local = NaiveDateTime::new(date, time);
    local.and_local_timezone(offset(zone.trim())?).single().map(When::Instant)
}

/// Reads a zone: nothing, `Z`, `UTC`, `GMT`, `+02:00`, `+0200` or `+02`.
fn offset(zone: &str) -> Option<FixedOffset> {
    if zone.is_empty() || ["z", "utc", "gmt"].contains(&zone.to_ascii_lowercase().as_str()) {
        return FixedOffset::east_opt(0);
    }
    let (sign, digits) = match zone.split_at_checked(1)? {
        ("+", digits) => (1, digits),
        ("-", digits) => (-1, digits),
        _ => return None,
    };
    let (hours, minutes) = digits.split_at_checked(2)?;
    let minutes = minutes.strip_prefix(':').unwrap_or(minutes);
    let number =
        |text: &str| (text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_digit())).then(|| text.parse().ok())?;
    let hours: i32 = number(hours)?;
    let minutes: i32 = if minutes.is_empty() { 0 } else { number(minutes)? };
    (hours <= 23 && minutes <= 59).then_some(())?;
    FixedOffset::east_opt(sign * (hours * 3600 + minutes * 60))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn check(text: &str, expected: Option<&str>) {
        assert_eq!(parse(text).map(|when| when.to_string()).as_deref(), expected, "{text:?}");
    }

    #[test]
    fn reads_what_people_write() {
        check("2025-08-20", Some("2025-08-20"));
        check("2025-08-20T14:05", Some("2025-08-20T14:05:00Z"));
        check("2025-08-20 14:05", Some("2025-08-20T14:05:00Z"));
        check("2025-08-20T14:05Z", Some("2025-08-20T14:05:00Z"));
        check("2025-08-20T14:05:09.250Z", Some("2025-08-20T14:05:09.250Z"));
        check("2025-08-20T14:05:09+02:00", Some("2025-08-20T14:05:09+02:00"));
        check("2025-08-20T14:05+0230", Some("2025-08-20T14:05:00+02:30"));
        check("2025-08-20T00:30+01", Some("2025-08-20T00:30:00+01:00"));
        check(" 2025-08-20 14:05 UTC ", Some("2025-08-20T14:05:00Z"));
        check("2024-02-29", Some("2024-02-29"));
    }

    #[test]
    fn refuses_what_is_no_full_date() {
        for text in [
            "",
            "yesterday",
            "2025",
            "2025-08",
            "2025-02-30",
            "20-08-2025",
            "2025-8-20",
            "2025-08-20T",
            "2025-08-20T25:00",
        ] {
            check(text, None);
        }
        check("2025-08-20T14:05 CEST", None);
        check("2025-08-20T14:05+2", None);
        check("2025-08-20T14:05+99:00", None);
        check("2025-08-2é", None);
    }

    #[test]
    fn a_day_ends_just_before_the_next() {
        let day = parse("2025-08-20").unwrap();
        assert_eq!(day.start().to_rfc3339(), "2025-08-20T00:00:00+00:00");
        assert_eq!(day.end() + TimeDelta::nanoseconds(1), parse("2025-08-21").unwrap().start());
    }

    proptest! {
        #[test]
        fn never_panics(text in "\\PC{0,30}") {
            let _ = parse(&text);
        }

        #[test]
        fn reads_what_it_writes(text in "[12][0-9]{3}-[01][0-9]-[0-3][0-9]([T ][0-2][0-9]:[0-5][0-9](:[0-5][0-9])?(Z|[+-]0[0-9]:30)?)?") {
            if let Some(when) = parse(&text) {
                prop_assert_eq!(parse(&when.to_string()), Some(when));
            }
        }
    }
}
