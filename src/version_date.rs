//! When a version came to be, and who says so: by this is dated what it brought and its text does not date.
//!
//! An outlet often leaves its times as they were when it changes a text. What came with a later version is not of the
//! day on which the story first appeared, so such times count only where they have moved on.

use chrono::{DateTime, FixedOffset, NaiveDate, Utc};

/// The times that are known of a version.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct VersionTimes {
    /// When, by the outlet, the story was first published, and when it was last changed.
    pub published_at: Option<DateTime<FixedOffset>>,
    pub modified_at: Option<DateTime<FixedOffset>>,
    /// When it was fetched or saved, as far as somebody has said.
    pub captured_at: Option<DateTime<Utc>>,
    /// When it came into the history.
    pub stored_at: DateTime<Utc>,
}

/// Who dates a version.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DateSource {
    /// The outlet, by the time of publication.
    Publication,
    /// The outlet, by the time of the last change.
    Update,
    /// Nobody: it is the time of capture, or of storing where that is not known.
    Capture,
}

impl DateSource {
    /// Returns the word for it: "publication", "update", "capture".
    pub const fn name(self) -> &'static str {
        match self {
            Self::Publication => "publication",
            Self::Update => "update",
            Self::Capture => "capture",
        }
    }
}

/// When a version came to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct VersionDate {
    /// With the outlet's offset where the outlet says it.
    pub at: DateTime<FixedOffset>,
    pub by: DateSource,
}

impl VersionDate {
    /// Dates a version by its own times and those of the version `before` it: the first one by its publication, a later
    /// one by the outlet's time that has moved on since; by the capture where there is none, or where what the outlet
    /// says would be later.
    pub fn new(times: &VersionTimes, before: Option<&VersionTimes>) -> Self {
        let published = times.published_at.map(|at| Self { at, by: DateSource::Publication });
        let modified = times.modified_at.map(|at| Self { at, by: DateSource::Update });
        let captured = |at: DateTime<Utc>| Self { at: at.fixed_offset(), by: DateSource::Capture };
        let by_outlet = match before {
            None => published.or(modified),
            Some(before) => {
                let last = before.published_at.max(before.modified_at);
                let moved_on = |date: &Self| last.is_none_or(|last| date.at > last);
                modified.filter(moved_on).or(published.filter(moved_on))
            }
        };
        match times.captured_at {
            Some(at) => by_outlet.filter(|date| date.at <= at).unwrap_or(captured(at)),
            None => by_outlet.or(modified).or(published).unwrap_or(captured(times.stored_at)),
        }
    }

    /// Returns its day, where the outlet is.
    pub fn day(&self) -> NaiveDate {
        self.at.date_naive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> DateTime<FixedOffset> {
        text.parse().expect("a time")
    }

    fn times(published: &str, modified: &str, captured: &str) -> VersionTimes {
        let given = |text: &str| (!text.is_empty()).then(|| at(text));
        VersionTimes {
            published_at: given(published),
            modified_at: given(modified),
            captured_at: given(captured).map(|at| at.to_utc()),
            stored_at: at("2040-01-01T00:00:00Z").to_utc(),
        }
    }

    #[track_caller]
    fn check(version: VersionTimes, before: Option<VersionTimes>, expected: &str, by: DateSource) {
        let found = VersionDate::new(&version, before.as_ref());
        assert_eq!((found.at, found.by), (at(expected), by));
    }

    #[test]
    fn what_a_later_version_brings_is_not_of_the_first_day() {
        use DateSource::{Capture, Publication, Update};
        let [fourth, fifth, sixth] = ["2031-03-04T09:00:00+02:00", "2031-03-05T09:00:00Z", "2031-03-06T09:00:00Z"];
        check(times(fourth, sixth, sixth), None, fourth, Publication);
        check(times("", fourth, sixth), None, fourth, Update);
        check(times("", "", sixth), None, sixth, Capture);
        let first = times(fourth, "", fourth);
        check(times(fourth, fifth, sixth), Some(first), fifth, Update);
        check(times(fifth, "", sixth), Some(first), fifth, Publication);
        check(times(fourth, "", sixth), Some(first), sixth, Capture);
        check(times(fourth, fifth, sixth), Some(times(fourth, fifth, fifth)), sixth, Capture);
        check(times("", "", sixth), Some(first), sixth, Capture);
        // Where nobody said when it was captured, the outlet's own time is the better one.
        check(times(fourth, "", ""), Some(first), fourth, Publication);
        check(times("", "", ""), Some(first), "2040-01-01T00:00:00Z", Capture);
        // Nobody can have published later what was captured earlier.
        check(times(sixth, "", fifth), None, fifth, Capture);
    }
}
