//! Pairs of dated statements, and the shift that a careful reader would see between them, if any.

use chrono::{DateTime, TimeZone, Utc};

use onrecord::audit::{AuditQuery, audit};
use onrecord::claim::{Claim, Speaker};
use onrecord::extract::{Method, extract_with};
use onrecord::sighting::Sighting;
use onrecord::story::{Metadata, Slug};
use onrecord::version_date::{DateSource, VersionDate};

/// Reads what the speaker says in a text of that year, which may be all the speaker's own.
fn sightings(speaker: &str, is_own: bool, year: i32, body: &str) -> Vec<Sighting> {
    let at: DateTime<Utc> = Utc.with_ymd_and_hms(year, 5, 11, 12, 0, 0).unwrap();
    let metadata = Metadata {
        headline: Some(format!("An item of {year}")),
        outlet: Some(if is_own { "Office of the Prime Minister" } else { "Quay Courier" }.to_owned()),
        speaker: is_own.then(|| format!("Prime Minister {speaker}")),
        published_at: Some(at.fixed_offset()),
        ..Metadata::default()
    };
    let found = extract_with(body, &metadata, Method::Accurate);
    let held = |claim| Some((claim, found.speaker_of(claim).filter(|one| one.name == speaker)?));
    let claims = found.claims.iter().filter_map(held);
    let sighting = |(nth, (claim, holder)): (usize, (&Claim, &Speaker))| Sighting {
        story: Slug::from_text(&format!("item-{year}")).expect("a slug"),
        outlet: metadata.outlet.clone(),
        version: 1,
        latest: 1,
        published_at: metadata.published_at,
        captured_at: at,
        date: VersionDate { at: at.fixed_offset(), by: DateSource::Publication },
        next: None,
        lineage: nth as i64,
        names: vec![holder.name.clone()],
        claim: claim.clone(),
        body: body.into(),
    };
    claims.enumerate().map(sighting).collect()
}

#[test]
fn pairs_of_statements() {
    let table = std::fs::read_to_string("tests/gold/shifts.txt").expect("the table can be read");
    let mut wrong = Vec::new();
    for line in table.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
        let [kind, who, before, now] = line.split(" | ").collect::<Vec<_>>()[..] else {
            panic!("four columns: {line}")
        };
        let (speaker, is_own) = if who == "own" { ("Ida Korvel", true) } else { (who, false) };
        let all = [sightings(speaker, is_own, 2031, before), sightings(speaker, is_own, 2033, now)].concat();
        let found = audit(all, &AuditQuery::default());
        let between: Vec<&str> =
            found.shifts.iter().filter(|shift| shift.from != shift.to).map(|shift| shift.kind.name()).collect();
        let fits = if kind == "none" {
            between.is_empty()
        } else {
            !between.is_empty() && between.iter().all(|of| *of == kind)
        };
        if !fits {
            wrong.push(format!("{line}\n    found {between:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
