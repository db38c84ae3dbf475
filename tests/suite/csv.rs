//! Lists for a spreadsheet: what is printed is read back, whole.

use std::collections::BTreeMap;

use crate::environment::TestEnvironment;

/// Makes a call that must succeed, and reads its rows by the names of their columns.
#[track_caller]
fn rows(session: &TestEnvironment, line: &str) -> (Vec<String>, Vec<BTreeMap<String, String>>) {
    let text = session.quietly(&format!("{line} --format csv"));
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let names: Vec<String> = reader.headers().expect("names").iter().map(str::to_owned).collect();
    let rows = reader.deserialize().collect::<Result<_, _>>().expect("rows of one length");
    (names, rows)
}

fn harbour_fire() -> TestEnvironment {
    let session = TestEnvironment::with_fixture("harbour_fire", 1..=3);
    session.quietly("ingest --model fast harbour_fire --story harbour-fire");
    session
}

#[test]
fn every_list_has_the_rows_that_json_has() {
    let session = harbour_fire();
    let check = |line: &str, list: &str| {
        let (names, rows) = rows(&session, line);
        assert!(
            names.iter().all(|name| name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')),
            "{names:?}"
        );
        let json = session.json(line);
        let listed = json[list].as_array().map(Vec::len);
        assert_eq!(Some(rows.len()), listed, "{line}");
        assert!(!rows.is_empty(), "{line}");
    };
    check("claims v1", "claims");
    check("log", "versions");
    check("search fire", "hits");
    check("stories", "stories");
    check("speakers", "speakers");
    let (_, counts) = rows(&session, "diff v1 v3 --stat");
    let of_claims = counts.iter().filter(|row| row["of"] == "claims").count();
    assert_eq!(Some(of_claims), session.json("diff v1 v3 --stat")["kinds"].as_array().map(Vec::len));
}

#[test]
fn edits_keep_their_numbers_ids_and_words() {
    let session = harbour_fire();
    let json = session.json("diff v1 v3");
    let differ = |edit: &&serde_json::Value| edit["edit"] != "unchanged";
    let ids: Vec<&str> = json["edits"]
        .as_array()
        .expect("edits")
        .iter()
        .filter(differ)
        .map(|edit| &edit["id"])
        .map(|id| id.as_str().expect("an id"))
        .collect();
    let (_, listed) = rows(&session, "diff v1 v3");
    let of_claims: Vec<_> = listed.iter().filter(|row| !row["number"].is_empty()).collect();
    assert_eq!(of_claims.len(), ids.len());
    for (nth, row) in of_claims.iter().enumerate() {
        assert_eq!(row["number"], (nth + 1).to_string());
        assert!(ids.contains(&row["id"].as_str()), "{row:?}");
    }
    let number = of_claims.iter().find(|row| row["changes"].contains("number_changed")).expect("a number changed");
    assert!(number["old"].contains("12 people") || number["why"].contains("→"), "{number:?}");
    let (_, steps) = rows(&session, "diff v1..v3 --each");
    assert!(steps.iter().any(|row| row["new_version"] == "v2") && steps.iter().any(|row| row["new_version"] == "v3"));
    let (_, changes) = rows(&session, "log --changes=1");
    let whole = session.json("log --changes");
    let edits = |version: &serde_json::Value| version["edits"].as_array().map_or(1, |edits| edits.len().max(1));
    assert_eq!(changes.len(), whole["versions"].as_array().expect("versions").iter().map(edits).sum::<usize>());
}

#[test]
fn an_empty_list_is_its_names_and_a_filter_is_told() {
    let session = harbour_fire();
    let outcome = session.run("diff v1 v3 --kind roles_swapped --format csv");
    let held_back = "held back by the filter";
    assert!(outcome.out.starts_with("story,old_version,new_version,number,id,"), "{outcome}");
    assert!(outcome.code == 0 && outcome.err.contains(held_back), "{outcome}");
    let outcome = session.run("search fire --limit 1 --format csv");
    assert_eq!(outcome.out.lines().count(), 2);
    assert!(outcome.err.contains("1 of "), "{outcome}");
    assert_eq!(rows(&session, "diff v1 v1 --stat").1.len(), 0);
}

#[test]
fn no_cell_acts_and_no_word_is_cut() {
    let session = TestEnvironment::new();
    let long = "the head of the joint inspection board of the northern harbours and waterways";
    let text = format!("“We will not sail before the spring tide,” said Edda Varn, {long}.\n");
    session.file("quay.txt", format!("---\nheadline: =HYPERLINK(1)\noutlet: -Quay\n---\n{text}"));
    session.quietly("ingest --model rules quay.txt");
    let (_, claims) = rows(&session, "claims");
    assert!(claims[0]["source"].contains("northern harbours and waterways"), "{claims:?}");
    assert_eq!(claims[0]["ref"], "quay@v1#c1");
    let (_, hits) = rows(&session, "search tide");
    assert_eq!((hits[0]["headline"].as_str(), hits[0]["outlet"].as_str()), ("'=HYPERLINK(1)", "'-Quay"));
}
