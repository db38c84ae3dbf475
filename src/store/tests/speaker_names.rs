//! Whom a name fits, and what they said.

use std::sync::Arc;

use super::*;
use crate::curation::SpeakerRow;

/// A line for each speaker, and a claim for each line.
fn lines(speakers: Vec<Speaker>) -> (String, Extraction) {
    let lines: Vec<String> = (1..=speakers.len()).map(|line| format!("Line {line}")).collect();
    let body = lines.join("\n");
    let claims = lines.iter().enumerate().map(|(id, line)| claim(&body, id as u32, line, Some(id as u32))).collect();
    (body, Extraction { speakers, claims, ..Extraction::default() })
}

/// Stores one version with these speakers and says whom a name fits.
#[track_caller]
fn check(speakers: &[(&str, &[&str])], name: &str, expected: &[&str]) {
    let place = TestHistory::new();
    let mut history = place.open();
    let speakers = speakers.iter().enumerate().map(|(id, (name, aliases))| person(id as u32, name, aliases)).collect();
    let (body, extraction) = lines(speakers);
    add(&mut history, "s", &draft(&body), &extraction, hour(1));
    assert_eq!(lookup::names(&history, name).expect("names"), expected, "names");
    let mut seen: Vec<String> = said(&history, name).into_iter().map(|sighting| sighting.names[0].clone()).collect();
    seen.sort();
    assert_eq!(seen, expected, "sightings");
}

#[test]
fn a_name_fits_whole_names_aliases_and_surnames() {
    let speakers: &[(&str, &[&str])] = &[("Zoë Lindström", &["the mayor", "Lindström"]), ("Otto Brandt", &[])];
    check(speakers, "Zoë Lindström", &["Zoë Lindström"]);
    check(speakers, "zoe lindstrom", &["Zoë Lindström"]);
    check(speakers, "LINDSTRÖM", &["Zoë Lindström"]);
    check(speakers, "Brandt", &["Otto Brandt"]);
    check(speakers, "The Mayor", &["Zoë Lindström"]);
    check(speakers, "mayor", &[]);
    check(speakers, "Zoë", &[]);
    check(speakers, "Otto Lindström", &[]);
    check(speakers, "", &[]);
    check(speakers, "…", &[]);
}

#[test]
fn a_part_of_a_word_fits_nobody() {
    let speakers: &[(&str, &[&str])] = &[("Ana Leeds", &[]), ("Leeds Council", &[]), ("Kim Lee", &[])];
    check(speakers, "Lee", &["Kim Lee"]);
    check(speakers, "Leeds", &["Ana Leeds"]);
    check(speakers, "%", &[]);
    check(speakers, "L_e", &[]);
}

#[test]
fn a_surname_fits_all_who_bear_it() {
    check(&[("Jane Ruiz", &[]), ("John Ruiz", &["Ruiz"])], "Ruiz", &["Jane Ruiz", "John Ruiz"]);
}

#[test]
fn organisations_have_no_surname() {
    let place = TestHistory::new();
    let mut history = place.open();
    let mut ministry = person(0, "Ministry of Harbours", &[]);
    ministry.kind = SpeakerKind::Organization;
    let (body, extraction) = lines(vec![ministry]);
    add(&mut history, "s", &draft(&body), &extraction, hour(1));
    assert_eq!(said(&history, "Harbours"), []);
    assert_eq!(said(&history, "ministry of harbours").len(), 1);
}

#[test]
fn sightings_tell_all_versions_of_all_stories() {
    let place = TestHistory::new();
    let mut history = place.open();
    let (body, extraction) = lines(vec![person(0, "Ines Aldana", &["Aldana"]), person(1, "Otto Brandt", &[])]);
    let mut given = draft(&body);
    given.metadata.outlet = Some("The Harbour Gazette".into());
    given.metadata.published_at = Some(hour(0).fixed_offset());
    add(&mut history, "zoo", &given, &extraction, hour(1));
    add(&mut history, "zoo", &draft("Gone"), &facts("Gone"), hour(2));
    add(&mut history, "zoo", &given, &extraction, hour(3));
    add(&mut history, "ark", &draft(&body), &extraction, hour(4));

    let sightings = said(&history, "Aldana");
    let seen = sightings.iter().map(|sighting| (sighting.story.as_str(), sighting.version, sighting.latest));
    assert_eq!(seen.collect::<Vec<_>>(), [("ark", 1, 1), ("zoo", 1, 3), ("zoo", 3, 3)]);
    let lineages: Vec<i64> = sightings.iter().map(|sighting| sighting.lineage).collect();
    assert_eq!(lineages[1], lineages[2]);
    assert_ne!(lineages[0], lineages[1]);
    assert!(Arc::ptr_eq(&sightings[0].body, &sightings[2].body));
    let first = &sightings[1];
    assert_eq!((first.published_at, first.captured_at), (Some(hour(0).fixed_offset()), hour(1)));
    assert_eq!(first.outlet.as_deref(), Some("The Harbour Gazette"));
    assert_eq!(first.names, ["Ines Aldana", "Aldana"]);
    assert_eq!(first.claim, extraction.claims[0]);
    assert_eq!(&*first.body, body);
}

#[test]
fn speakers_are_counted_over_stories() {
    let place = TestHistory::new();
    let mut history = place.open();
    let mut minister = person(0, "Ines Aldana", &[]);
    minister.role = Some("harbour minister".into());
    let (one, only_minister) = lines(vec![minister]);
    let (two, both) = lines(vec![person(0, "INES ALDANA", &[]), person(1, "Otto Brandt", &[])]);
    add(&mut history, "ark", &draft(&one), &only_minister, hour(1));
    add(&mut history, "zoo", &draft(&two), &both, hour(2));
    add(&mut history, "zoo", &draft(&one), &only_minister, hour(3));
    let row = |name: &str, role: Option<&str>, stories, claims| SpeakerRow {
        name: name.into(),
        aliases: vec![],
        kind: SpeakerKind::Person,
        role: role.map(Into::into),
        stories,
        claims,
    };
    let expected = [row("Ines Aldana", Some("harbour minister"), 2, 2), row("Otto Brandt", None, 1, 0)];
    assert_eq!(lookup::speakers(&history).expect("speakers"), expected);
}
