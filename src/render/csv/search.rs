//! What a search found, a row for each statement.

use super::{CsvSheet, joined, or_empty};
use crate::render::json::time;
use crate::report::{SearchReport, standalone, words};

const HIT: [&str; 18] = [
    "number",
    "ref",
    "speaker",
    "kind",
    "statement",
    "standalone",
    "said_on",
    "precision",
    "dated_by",
    "story",
    "outlet",
    "headline",
    "url",
    "version",
    "versions",
    "latest",
    "published_at",
    "captured_at",
];

pub fn search(sheet: &mut CsvSheet, report: &SearchReport) {
    sheet.row(HIT);
    for (number, hit) in (report.skipped + 1..).zip(&report.hits) {
        let sighting = &hit.sighting;
        let (said, body) = (sighting.said(), &sighting.body);
        let name = sighting.names.first().map(String::as_str);
        sheet.row([
            number.to_string(),
            sighting.citation(),
            sighting.voice().to_owned(),
            sighting.claim.kind.name().to_owned(),
            words::content(body, &sighting.claim),
            standalone::standalone(body, &sighting.claim, name),
            said.day.to_string(),
            said.precision.name().to_owned(),
            said.dated_by().to_owned(),
            sighting.story.to_string(),
            or_empty(sighting.outlet.as_ref()),
            or_empty(hit.headline.as_ref()),
            or_empty(hit.url.as_ref()),
            sighting.version.to_string(),
            joined(&hit.versions),
            sighting.latest.to_string(),
            or_empty(sighting.published_at.map(time)),
            time(sighting.captured_at),
        ]);
    }
}
