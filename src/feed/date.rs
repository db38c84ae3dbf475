//! The dates of feeds and sitemaps: RFC 2822 as mail writes it, RFC 3339, and what is nearly one of them.
//!
//! It never guesses a day: what cannot be read is no date.

use chrono::{DateTime, Utc};

use crate::time;

/// Reads a date; a day without a time is its first moment in UTC.
pub(super) fn parse(text: &str) -> Option<DateTime<Utc>> {
    let text = text.trim();
    if let Some(when) = time::parse(text) {
        return Some(when.start().to_utc());
    }
    // Many feeds name the wrong day of the week, or name it in another language.
    let text = text.split_once(',').map_or(text, |(_, rest)| rest.trim_start());
    DateTime::parse_from_rfc2822(text).ok().map(|time| time.to_utc())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_feeds_write() {
        let check = |text: &str, expected: Option<&str>| {
            assert_eq!(parse(text).map(|time| time.to_rfc3339()).as_deref(), expected, "{text}");
        };
        check("Tue, 06 May 2031 08:00:00 GMT", Some("2031-05-06T08:00:00+00:00"));
        check("Mon, 6 May 2031 08:00 +0200", Some("2031-05-06T06:00:00+00:00"));
        check(" mar., 06 May 2031 08:00:00 EST ", Some("2031-05-06T13:00:00+00:00"));
        check("2031-05-06T08:00:00+02:00", Some("2031-05-06T06:00:00+00:00"));
        check("2031-05-06", Some("2031-05-06T00:00:00+00:00"));
        check("yesterday", None);
        check("", None);
    }
}
