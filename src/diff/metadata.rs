//! What differs beside the bodies: headline, byline, outlet, address, dates.
//!
//! When a version was captured is our doing, not the outlet's, and no difference.

use chrono::{DateTime, FixedOffset, SecondsFormat};

use super::{Edit, MetadataChange};
use crate::story::Metadata;

/// Lists the fields whose values differ, in the order of [`Metadata`]'s fields; `headline` is the first's change as a
/// claim.
pub(super) fn changes(old: &Metadata, new: &Metadata, mut headline: Option<Edit>) -> Vec<MetadataChange> {
    [
        ("headline", (old.headline.clone(), new.headline.clone())),
        ("byline", (old.byline.clone(), new.byline.clone())),
        ("outlet", (old.outlet.clone(), new.outlet.clone())),
        ("url", (old.url.clone(), new.url.clone())),
        ("published_at", times(old.published_at, new.published_at)),
        ("modified_at", times(old.modified_at, new.modified_at)),
    ]
    .into_iter()
    .filter(|(_, (old, new))| old != new)
    .map(|(field, (old, new))| {
        let edit = if field == "headline" { headline.take() } else { None };
        MetadataChange { field, old, new, edit }
    })
    .collect()
}

/// Writes two times as the outlet has them; nothing where both are one second, whatever their offsets.
fn times(old: Option<DateTime<FixedOffset>>, new: Option<DateTime<FixedOffset>>) -> (Option<String>, Option<String>) {
    let second = |time: Option<DateTime<FixedOffset>>| time.map(|time| time.timestamp());
    let text = |time: DateTime<FixedOffset>| time.to_rfc3339_opts(SecondsFormat::Secs, true);
    if second(old) == second(new) { (None, None) } else { (old.map(text), new.map(text)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_moment_at_two_offsets_is_one_time() {
        let at = |time: &str| Metadata { published_at: time.parse().ok(), ..Metadata::default() };
        assert!(changes(&at("2031-05-16T08:30:00+12:00"), &at("2031-05-15T20:30:00Z"), None).is_empty());
        let later = changes(&at("2031-05-16T08:30:00+12:00"), &at("2031-05-16T08:30:00Z"), None);
        let told: Vec<_> = later.iter().map(|change| (change.old.as_deref(), change.new.as_deref())).collect();
        assert_eq!(told, [(Some("2031-05-16T08:30:00+12:00"), Some("2031-05-16T08:30:00Z"))]);
    }

    #[test]
    fn fields_that_differ_are_listed_in_order() {
        let old = Metadata {
            headline: Some("Bridge shut".into()),
            outlet: Some("The Vale Echo".into()),
            ..Default::default()
        };
        let captured_at = DateTime::from_timestamp(1_700_000_000, 0);
        let published_at = captured_at.map(|time| time.fixed_offset());
        let new = Metadata { headline: Some("Bridge closed".into()), published_at, captured_at, ..old.clone() };
        let fields: Vec<_> =
            changes(&old, &new, None).into_iter().map(|change| (change.field, change.old, change.new)).collect();
        assert_eq!(
            fields,
            [
                ("headline", Some("Bridge shut".to_owned()), Some("Bridge closed".to_owned())),
                ("published_at", None, Some("2023-11-14T22:13:20Z".to_owned())),
            ]
        );
        assert!(changes(&old, &old, None).is_empty());
    }
}
