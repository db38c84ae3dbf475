//! What stands on the command line, read: the values and groups of options that several commands take.
//!
//! It looks at no file and at no history, but to check that a story that is named is there.

mod deciding;
mod duration;
mod fetching;
mod metadata;
mod new_story;
mod page;
mod reading;

use chrono::{DateTime, FixedOffset, NaiveDate, Utc};

use crate::address::{Url, parse_url};
use crate::ask::hint_nearest;
use crate::audit::date;
use crate::claim::{ClaimKind, Precision};
use crate::diff::{ChangeKind, Confidence, Severity};
use crate::pattern::Pattern;
use crate::story::Slug;
use crate::time::{self, When};

pub use deciding::{AuthorArgs, ScopeArgs, some_name, user_name};
pub use duration::parse as duration;
pub use fetching::{FetchArgs, HEADERS, WebArgs, contact};
pub use metadata::MetadataArgs;
pub use new_story::NewStoryArgs;
pub use page::PageArgs;
pub use reading::{JobsArgs, MethodArgs};

/// The fewest letters of an id that name something.
const FEWEST: usize = 4;

/// Reads a story's name.
pub fn story(text: &str) -> Result<Slug, String> {
    Slug::from_text(text).ok_or_else(|| "a story's name needs a letter or a digit".to_owned())
}

/// Reads a day or a time as the moment that it begins with.
pub fn time(text: &str) -> Result<DateTime<Utc>, String> {
    outlet_time(text).map(|time| time.to_utc())
}

/// Reads a time of an outlet, which keeps its offset.
pub fn outlet_time(text: &str) -> Result<DateTime<FixedOffset>, String> {
    time::parse(text).map(When::start).ok_or_else(|| {
        "write 2025-08-20, 2025-08-20T14:05 (UTC), 2025-08-20T14:05Z or 2025-08-20T16:05:00+02:00".to_owned()
    })
}

/// Reads a day or a time as the moment that it ends with.
pub fn time_until(text: &str) -> Result<DateTime<Utc>, String> {
    self::time(text)?;
    time::parse(text).map(|when| when.end().to_utc()).ok_or_else(String::new)
}

/// Reads a day or a time.
pub fn moment(text: &str) -> Result<When, String> {
    time::parse(text).ok_or_else(|| "a day or a time: 2010-05-17 or 2010-05-17T14:05Z".to_owned())
}

/// Reads a day, a month or a year.
pub fn day(text: &str) -> Result<(NaiveDate, Precision), String> {
    date::parse(text).ok_or_else(|| "a year, a month or a day: 2010, 2010-05 or 2010-05-17".to_owned())
}

/// Reads a day, a month or a year as its first day.
pub fn first_day(text: &str) -> Result<NaiveDate, String> {
    day(text).map(|(first, _)| first)
}

/// Reads a day, a month or a year as its last day.
pub fn last_day(text: &str) -> Result<NaiveDate, String> {
    day(text).map(|(first, precision)| precision.last_day(first))
}

/// Reads a kind of claim.
pub fn claim_kind(text: &str) -> Result<ClaimKind, String> {
    let found = ClaimKind::ALL.into_iter().find(|kind| kind.name().eq_ignore_ascii_case(text.trim()));
    found.ok_or_else(|| "a kind is quote, mixed, statement or fact".to_owned())
}

/// Reads a severity.
pub fn severity(text: &str) -> Result<Severity, String> {
    let found = Severity::ALL.into_iter().find(|severity| severity.name() == text.trim().to_lowercase());
    found.ok_or_else(|| "one of substantive, framing, cosmetic".to_owned())
}

/// Reads the beginning of an edit's or a shift's id.
pub fn finding_id(text: &str) -> Result<String, String> {
    let id = text.trim_start_matches('#').to_ascii_lowercase();
    let is_id = (FEWEST..=32).contains(&id.len()) && id.bytes().all(|byte| byte.is_ascii_hexdigit());
    is_id
        .then_some(id)
        .ok_or_else(|| format!("an id such as 3fa9c1d2, of at least {FEWEST} of the letters 0-9 and a-f"))
}

/// Reads a kind of change.
pub fn kind(text: &str) -> Result<ChangeKind, String> {
    let name = text.trim().to_lowercase().replace('-', "_");
    ChangeKind::from_name(&name).ok_or_else(|| {
        let names: Vec<String> = ChangeKind::ALL.iter().map(|kind| kind.name().to_owned()).collect();
        hint_nearest(&name, &names, &format!("one of {}", names.join(", ")))
    })
}

/// Reads a confidence.
pub fn confidence(text: &str) -> Result<Confidence, String> {
    Confidence::parse(text).ok_or_else(|| "a number from 0 to 1, such as 0.75".to_owned())
}

/// Reads an address.
pub fn url(text: &str) -> Result<Url, String> {
    parse_url(text).map_err(|error| format!("{error}; {}", error.hint()))
}

/// Reads where a web app answers.
pub fn base(text: &str) -> Result<String, String> {
    let url = self::url(text)?;
    match url.query().is_none() && url.fragment().is_none() {
        true => Ok(url.as_str().trim_end_matches('/').to_owned()),
        false => Err("the beginning of addresses, without ? and #".to_owned()),
    }
}

/// Reads what a title or an address must have in it.
pub fn pattern(text: &str) -> Result<Pattern, String> {
    Pattern::new(text).ok_or_else(|| "a pattern needs more than *".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_confidence_is_a_number_from_0_to_1() {
        for hundredths in 0..=100 {
            let written = Confidence::from_hundredths(hundredths);
            assert_eq!(confidence(&written.to_string()), Ok(written));
        }
        let read = ["0", " 1 ", ".5", "0.755", "1e-9"].map(|text| confidence(text).map(Confidence::hundredths));
        assert_eq!(read, [Ok(0), Ok(100), Ok(50), Ok(76), Ok(0)]);
        for text in ["-0.01", "1.01", "80", "80%", "0,8", "NaN", "inf", ""] {
            assert!(confidence(text).is_err(), "{text}");
        }
    }
}
