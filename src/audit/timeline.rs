//! Sightings → entries: each statement once, with its wordings, its first and last version and what became of it.
//!
//! It changes no words. A statement is left out where none of its wordings is of the dates asked for.

use super::{AuditQuery, Sighting, Status, TimelineEntry, Wording};
use crate::wording;

/// Makes the entries, by date said, then the version's time, story and place.
pub(super) fn entries(mut sightings: Vec<Sighting>, query: &AuditQuery) -> Vec<TimelineEntry> {
    sightings.sort_by(|a, b| {
        let key = |sighting: &Sighting| (sighting.version, sighting.claim.span, sighting.claim.id);
        (&a.story, a.lineage).cmp(&(&b.story, b.lineage)).then_with(|| key(a).cmp(&key(b)))
    });
    sightings.dedup_by(|next, first| {
        let key = |sighting: &Sighting| (sighting.lineage, sighting.version, sighting.claim.id, sighting.claim.span);
        next.story == first.story && key(next) == key(first)
    });
    let of_lineages = sightings.chunk_by(|a, b| a.story == b.story && a.lineage == b.lineage);
    let mut entries: Vec<TimelineEntry> = of_lineages.flat_map(|sightings| of_lineage(sightings, query)).collect();
    entries.sort_by(|a, b| {
        // Of a day and a year that begin together, the year stands first.
        let said = |entry: &TimelineEntry| (entry.said.day, std::cmp::Reverse(entry.said.last_day()));
        let came = |entry: &TimelineEntry| entry.wordings.last().map(|wording| wording.from.at);
        let place = |entry: &TimelineEntry| (entry.claim.span, entry.first_version, entry.claim.id);
        let key = |entry: &TimelineEntry| (said(entry), came(entry));
        key(a).cmp(&key(b)).then_with(|| a.story.cmp(&b.story)).then_with(|| place(a).cmp(&place(b)))
    });
    entries
}

/// Makes the entries of one lineage, whose sightings come by version and place: one for each claim of the last version
/// of its last wording, which is one claim unless it was split.
fn of_lineage(sightings: &[Sighting], query: &AuditQuery) -> Vec<TimelineEntry> {
    let (Some(first), Some(last)) = (sightings.first(), sightings.last()) else { return Vec::new() };
    let all = wordings(sightings);
    let is_altered = all.len() > 1;
    let mut asked = all.clone();
    asked.retain(|wording| wording.said.is_within(query.since, query.until));
    let more_wordings = all.len() - asked.len();
    let Some(shown) = asked.last().cloned() else { return Vec::new() };
    let latest = sightings.iter().map(|sighting| sighting.latest).max().unwrap_or(last.latest);
    let status = if last.version < latest {
        Status::Withdrawn
    } else if is_altered {
        Status::Altered
    } else {
        Status::Standing
    };
    // An outlet that dates a story anew does not date anew what stood in it before.
    let published_at = sightings.iter().find_map(|sighting| sighting.published_at);
    sightings
        .iter()
        .filter(|sighting| sighting.version == shown.last_version)
        .map(|sighting| TimelineEntry {
            said: sighting.said_if_brought(shown.from),
            published_at,
            story: sighting.story.clone(),
            outlet: sighting.outlet.clone(),
            first_version: first.version,
            last_version: last.version,
            status,
            claim: sighting.claim.clone(),
            wordings: asked.clone(),
            more_wordings,
            original: None,
            same: None,
            topic: None,
            body: sighting.body.clone(),
        })
        .collect()
}

/// Lists the wordings of a lineage, oldest first.
fn wordings(sightings: &[Sighting]) -> Vec<Wording> {
    let mut wordings: Vec<Wording> = Vec::new();
    for claims in sightings.chunk_by(|a, b| a.version == b.version) {
        let here = &claims[0];
        let text = text(claims);
        let to = here.next.filter(|_| here.version < here.latest);
        match wordings.last_mut() {
            Some(wording) if wording::is_same(&wording.text, &text) => {
                *wording = Wording {
                    last_version: here.version,
                    to,
                    said: here.said_if_brought(wording.from),
                    text,
                    ..*wording
                };
            }
            last => {
                if let Some(wording) = last {
                    wording.to = Some(here.date);
                }
                let (first_version, last_version) = (here.version, here.version);
                wordings.push(Wording { text, first_version, last_version, from: here.date, to, said: here.said() });
            }
        }
    }
    wordings
}

/// Joins the claims of one version of a lineage, each with the cue that leads it.
fn text(claims: &[Sighting]) -> String {
    let parts = claims.iter().map(|one| match one.claim.leading_words() {
        Some(cue) => format!("{cue} {}", one.claim.content.text),
        None => one.claim.content.text.clone(),
    });
    parts.collect::<Vec<_>>().join(" ")
}
