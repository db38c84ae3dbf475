//! The claims of a version, a row for each.

use super::{CsvSheet, or_empty};
use crate::report::{VersionReport, standalone, words};

const CLAIM: [&str; 16] = [
    "ref",
    "kind",
    "speaker",
    "role",
    "statement",
    "standalone",
    "source",
    "cue",
    "said_on",
    "precision",
    "stance",
    "topic",
    "speech",
    "polarity",
    "certainty",
    "confidence",
];

pub fn claims(sheet: &mut CsvSheet, report: &VersionReport) {
    sheet.row(CLAIM);
    let VersionReport { version, extraction, .. } = report;
    for claim in &extraction.claims {
        let (speaker, position) = (extraction.speaker_of(claim), claim.position());
        let name = speaker.map(|speaker| speaker.name.as_str());
        sheet.row([
            format!("{}#{}", version.reference, claim.id),
            claim.kind.name().to_owned(),
            words::voice(claim, &extraction.speakers).to_owned(),
            or_empty(speaker.and_then(|speaker| speaker.role.as_ref())),
            words::content(&version.body, claim),
            standalone::standalone(&version.body, claim, name),
            or_empty(claim.source.as_ref().map(|source| &source.text)),
            or_empty(claim.cue.as_ref().map(|cue| &cue.text)),
            or_empty(claim.said_on.as_ref().map(|said_on| said_on.date)),
            or_empty(claim.said_on.as_ref().map(|said_on| said_on.precision.name())),
            or_empty(position.map(|position| position.stance.name())),
            or_empty(position.map(|position| &position.topic)),
            claim.speech.name().to_owned(),
            claim.polarity.name().to_owned(),
            claim.certainty.level.name().to_owned(),
            claim.confidence.to_string(),
        ]);
    }
}
