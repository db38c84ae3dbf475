//! Stored versions read anew: what changes, what stays, and that no difference passes for an edit.

use onrecord::extract::Method;
use onrecord::story::Slug;

use super::name;
use crate::environment::{Outcome, TestEnvironment};

const FIRST: &str = "The ferry is back, the port said. “We will sail on Monday,” Ana Holt said.\n\nResidents fear that the works will cost more \
    than the council has promised, according to Tomas Okafor. The pier is dry.\n";

fn desk() -> TestEnvironment {
    let desk = TestEnvironment::wide();
    for (number, day) in [(1, "Monday"), (2, "Friday")] {
        let text = format!("---\ncaptured: 2031-04-0{number}T09:00Z\n---\n{}", FIRST.replace("Monday", day));
        let path = desk.saved(&format!("ferry-v{number}.txt"), text);
        let Outcome { code, err: said, .. } = desk.run(&["ingest", name(&path), "--model", "rules"]);
        assert_eq!(code, 0, "{said}");
    }
    desk
}

fn slug() -> Slug {
    Slug::from_text("ferry").expect("a slug")
}

#[test]
fn texts_stay_and_claims_are_read_anew() {
    let desk = desk();
    let texts = desk.versions("ferry");
    let before = desk.history().lineages(&slug()).expect("lineages");
    let Outcome { out: diff, .. } = desk.run(&["diff", "v1", "v2", "--format", "json"]);

    let Outcome { code, out: dry, .. } = desk.run(&["reextract", "--model", "fast", "--dry-run"]);
    assert_eq!(code, 0);
    assert!(dry.starts_with(&format!("2 versions would be read anew by {}\n", Method::Fast.extractor())), "{dry}");
    assert!(dry.contains("the extractor would make these differences, not the outlets"), "{dry}");
    assert_eq!(desk.history().lineages(&slug()).expect("lineages"), before, "a dry run stores nothing");

    let Outcome { code, out, err: said } = desk.run(&["reextract", "--model", "fast"]);
    assert_eq!(code, 0, "{said}");
    assert!(out.starts_with("2 versions read anew by "), "{out}");
    assert!(out.contains("ferry@v1: ") && out.contains("ferry@v2: "), "{out}");
    assert_eq!(desk.versions("ferry"), texts);
    let history = desk.history();
    assert_eq!(history.facts().expect("facts").versions, 2);
    for number in [1, 2] {
        let version = history.listed_version(&slug(), number).expect("a version");
        assert_eq!(version.extractor, Method::Fast.extractor());
    }

    let Outcome { out: after, .. } = desk.run(&["diff", "v1", "v2", "--format", "json"]);
    let changes = |diff: &str| {
        let diff: serde_json::Value = serde_json::from_str(diff).expect("JSON");
        ["added", "removed", "changed"].map(|count| diff["summary"][count].as_u64())
    };
    assert_eq!(changes(&after), changes(&diff), "the outlet's edits are what they were");

    let Outcome { out: again, .. } = desk.run(&["reextract", "--model", "fast"]);
    assert!(again.starts_with("0 versions read anew by ") && again.contains("2 already read by it"), "{again}");
}

#[test]
fn a_claim_keeps_its_number() {
    let desk = desk();
    let history = desk.history();
    let of = |words: &str| {
        let found = history.lineages_with(words, Some(&slug())).expect("lineages");
        found.into_iter().map(|found| found.lineage).collect::<Vec<_>>()
    };
    let before = [of("The pier is dry"), of("ferry is back")];
    assert!(before.iter().all(|lineages| lineages.len() == 1), "{before:?}");
    desk.run(&["reextract", "--model", "fast"]);
    let history = desk.history();
    let of = |words: &str| {
        let found = history.lineages_with(words, Some(&slug())).expect("lineages");
        found.into_iter().map(|found| found.lineage).collect::<Vec<_>>()
    };
    assert_eq!([of("The pier is dry"), of("ferry is back")], before);
    let lineages = history.lineages(&slug()).expect("lineages");
    assert_eq!(lineages[0].lineages, lineages[1].lineages, "what changed is one claim in both versions");
    let Outcome { code, out, .. } = desk.run(&["blame", "ferry", "--format", "json"]);
    assert_eq!(code, 0);
    assert!(!out.contains("\"is_older\":true"), "{out}");
}

#[test]
fn a_story_and_a_time_can_be_named() {
    let desk = desk();
    let Outcome { out, .. } = desk.run(&["reextract", "ferry", "--since", "2031-04-02", "--model", "fast"]);
    assert!(out.starts_with("1 version read anew by ") && out.contains("ferry@v2: "), "{out}");
    let Outcome { code, err: said, .. } = desk.run(&["reextract", "ferri"]);
    assert_eq!(code, 2);
    assert!(said.contains("did you mean ferry?"), "{said}");
    assert_eq!(TestEnvironment::wide().run("reextract").code, 2, "there is no history");
}

#[test]
fn the_readings_of_an_audit_are_the_present_ones() {
    let desk = desk();
    desk.run(&["reextract", "--model", "fast"]);
    let Outcome { code, out, .. } = desk.run(&["audit", "Holt", "--format", "json"]);
    assert_eq!(code, 0, "{out}");
    let audit: serde_json::Value = serde_json::from_str(&out).expect("JSON");
    let entries = audit["entries"].as_array().expect("entries");
    assert_eq!(entries.len(), 1, "one statement, whoever read it: {out}");
}

#[test]
fn a_story_of_an_import_reads_back_the_same() {
    let desk = TestEnvironment::wide();
    let path = desk.saved(
        "rows.jsonl",
        "{\"text\": \"<p>The ferry is back, the port said.</p><p>It sails.</p>\", \"ts\": 1932886800}\n",
    );
    desk.import(&["table", name(&path)], 0, "1 version of 1 story stored");
    let Outcome { out, .. } = desk.run(&["reextract", "--model", "fast", "--format", "json"]);
    assert!(out.contains("\"cause\":\"extractor\"") && out.contains("\"other_text\":false"), "{out}");
}
