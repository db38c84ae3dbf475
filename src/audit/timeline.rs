//! Sightings → entries: each statement once, with its first and last version and what became of it.
//!
//! It changes no words and leaves no statement out.

use std::collections::BTreeMap;

use super::word::words;
use super::{Sighting, Status, TimelineEntry, date};
use crate::story::VersionNumber;

/// Makes the entries, by date said, then publication, story and place.
pub(super) fn entries(mut sightings: Vec<Sighting>) -> Vec<TimelineEntry> {
    sightings.sort_by(|a, b| {
        let key = |sighting: &Sighting| (sighting.version, sighting.claim.span, sighting.claim.id);
        (&a.story, a.lineage).cmp(&(&b.story, b.lineage)).then_with(|| key(a).cmp(&key(b)))
    });
    sightings.dedup_by_key(|sighting| {
        (sighting.story.clone(), sighting.lineage, sighting.version, sighting.claim.id, sighting.claim.span)
    });
    let mut entries: Vec<TimelineEntry> =
        sightings.chunk_by(|a, b| a.story == b.story && a.lineage == b.lineage).flat_map(of_lineage).collect();
    entries.sort_by(|a, b| {
        let key = |entry: &TimelineEntry| {
            // Of a day and a year that begin together, the year stands first.
            let wide = entry.said_on.map(|on| std::cmp::Reverse(date::last(on)));
            (entry.said_on.map(|(date, _)| date), wide, entry.published_at.is_none(), entry.published_at)
        };
        let place = |entry: &TimelineEntry| (entry.claim.span, entry.first_version, entry.claim.id);
        key(a).cmp(&key(b)).then_with(|| a.story.cmp(&b.story)).then_with(|| place(a).cmp(&place(b)))
    });
    entries
}

/// Makes the entries of one lineage, whose sightings come by version and place: one for each claim of its last version,
/// which is one claim unless it was split.
fn of_lineage(sightings: &[Sighting]) -> Vec<TimelineEntry> {
    let (Some(first), Some(last)) = (sightings.first(), sightings.last()) else { return Vec::new() };
    let mut wordings: BTreeMap<VersionNumber, String> = BTreeMap::new();
    for sighting in sightings {
        let wording = wordings.entry(sighting.version).or_default();
        if !wording.is_empty() {
            wording.push(' ');
        }
        if let Some(cue) = sighting.claim.leading_words() {
            wording.push_str(cue);
            wording.push(' ');
        }
        wording.push_str(&sighting.claim.content.text);
    }
    let earlier = earlier(&wordings);
    let latest = sightings.iter().map(|sighting| sighting.latest).max().unwrap_or(last.latest);
    let status = if last.version < latest {
        Status::Withdrawn
    } else if earlier.is_empty() {
        Status::Standing
    } else {
        Status::Altered
    };
    // An outlet that dates a story anew does not date anew what stood in it before.
    let published_at = sightings.iter().find_map(|sighting| sighting.published_at);
    sightings
        .iter()
        .filter(|sighting| sighting.version == last.version)
        .map(|sighting| {
            let said_on = sighting.claim.said_on.as_ref().map(|said_on| (said_on.date, said_on.precision));
            // Nobody can have said later what was captured earlier.
            let day = published_at.unwrap_or(first.captured_at.fixed_offset()).date_naive();
            TimelineEntry {
                said_on: said_on.or(Some((day, crate::claim::Precision::Day))),
                published_at,
                story: sighting.story.clone(),
                outlet: sighting.outlet.clone(),
                first_version: first.version,
                last_version: last.version,
                status,
                claim: sighting.claim.clone(),
                earlier: earlier.clone(),
                original: None,
                topic: None,
                body: sighting.body.clone(),
            }
        })
        .collect()
}

/// Lists the wordings before the last, each with the version that brought it. White space, marks and capitals alone
/// make no other wording.
fn earlier(wordings: &BTreeMap<VersionNumber, String>) -> Vec<(VersionNumber, String)> {
    let mut distinct: Vec<(VersionNumber, &String)> = Vec::new();
    for (&version, wording) in wordings {
        if distinct.last().is_none_or(|(_, before)| !words(before).eq(words(wording))) {
            distinct.push((version, wording));
        }
    }
    distinct.pop();
    distinct.into_iter().map(|(version, wording)| (version, wording.clone())).collect()
}
