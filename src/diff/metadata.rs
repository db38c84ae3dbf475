//! What differs beside the bodies: headline, byline, outlet, address, dates.
//!
//! When a version was captured is our doing, not the outlet's, and no difference.

use super::{Edit, MetadataChange};
use crate::story::Metadata;

/// Lists the fields whose values differ, in the order of [`Metadata`]'s fields; `headline` is the first's change as a
/// claim.
pub(super) fn changes(old: &Metadata, new: &Metadata, mut headline: Option<Edit>) -> Vec<MetadataChange> {
    let time = |time: &Option<chrono::DateTime<chrono::Utc>>| {
        time.map(|time| time.to_rfc3339_opts(chrono::SecondsFormat::Secs, true))
    };
    [
        ("headline", old.headline.clone(), new.headline.clone()),
        ("byline", old.byline.clone(), new.byline.clone()),
        ("outlet", old.outlet.clone(), new.outlet.clone()),
        ("url", old.url.clone(), new.url.clone()),
        ("published_at", time(&old.published_at), time(&new.published_at)),
        ("modified_at", time(&old.modified_at), time(&new.modified_at)),
    ]
    .into_iter()
    .filter(|(_, old, new)| old != new)
    .map(|(field, old, new)| {
        let edit = if field == "headline" { headline.take() } else { None };
        MetadataChange { field, old, new, edit }
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_that_differ_are_listed_in_order() {
        let old = Metadata {
            headline: Some("Bridge shut".into()),
            outlet: Some("The Vale Echo".into()),
            ..Default::default()
        };
        let published_at = chrono::DateTime::from_timestamp(1_700_000_000, 0);
        let new =
            Metadata { headline: Some("Bridge closed".into()), published_at, captured_at: published_at, ..old.clone() };
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
