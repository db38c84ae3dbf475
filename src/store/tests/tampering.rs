//! Nothing can be changed by accident, and what is changed on purpose shows.

use crate::curation::Decision;
use crate::story::Doubt;

use super::*;

/// A history of two stories with four versions.
pub(super) fn history() -> TestHistory {
    let place = TestHistory::new();
    let mut history = place.open();
    let body = "The ferry is late, Ines Aldana said.";
    let mut extraction = facts(body);
    extraction.speakers = vec![person(0, "Ines Aldana", &["Aldana"])];
    extraction.claims[0] = claim(body, 0, "The ferry is late", Some(0));
    let mut given = draft(body);
    given.metadata.headline = Some("Ferry late".into());
    given.metadata.speaker = Some("Mayor Ada Holt".into());
    given.metadata.doubts = vec![Doubt::Cut, Doubt::Paywall];
    add(&mut history, "ferry", &given, &extraction, hour(1));
    add_bodies(&mut history, "pier", &["One\nTwo", "One\nTwo\nThree"]);
    add(&mut history, "ferry", &draft("On time"), &facts("On time"), hour(5));
    let merge = |other: &str| Decision::Merge { name: "Ines Aldana".into(), other: other.into() };
    history.decide("Otto", hour(6), merge("Inez Aldana")).expect("a decision");
    history.decide("Otto", hour(7), merge("I. Aldana")).expect("a decision");
    let slug = crate::story::Slug::from_text("ferry").expect("a slug");
    let mut writer = history.write().expect("a write");
    for page in ["<p>On time</p>", "<b>On time</b>"] {
        let again = Draft { capture: page.into(), ..draft("On time") };
        writer.add_recapture(&slug, 2, &again.capture, &again.metadata, hour(8)).expect("a recapture");
    }
    writer.add_exhibit((&slug, 2), "page.png", b"a picture", "camera {url}", hour(8)).expect("an exhibit");
    writer.commit().expect("a commit");
    assert_eq!(history.verify().expect("a check").problems, []);
    drop(history);
    place
}

const TABLES: [&str; 14] = [
    "exhibit",
    "decision",
    "story",
    "body",
    "capture",
    "version",
    "recapture",
    "extraction",
    "speaker",
    "speaker_name",
    "lineage",
    "wording",
    "claim",
    "reading",
];

#[test]
fn nothing_is_updated_deleted_or_replaced() {
    let place = history();
    let ours = place.open();
    let raw = place.raw();
    // Without recursive triggers, a replaced row is deleted without a word.
    raw.pragma_update(None, "recursive_triggers", false).expect("a pragma");
    for connection in [&ours.connection, &raw] {
        for table in TABLES {
            let rows =
                || connection.query_row(&format!("SELECT count(*) FROM {table}"), [], |row| row.get::<_, i64>(0));
            let before = rows().expect("a count");
            assert!(before > 0, "{table}");
            let column = connection
                .query_row("SELECT name FROM pragma_table_info(?1) LIMIT 1", [table], |row| row.get::<_, String>(0));
            let columns: Vec<String> = connection
                .prepare("SELECT name FROM pragma_table_info(?1)")
                .and_then(|mut statement| statement.query_map([table], |row| row.get(0))?.collect())
                .expect("columns");
            let columns = columns.join(", ");
            let check = |sql: &str| {
                let error = connection.execute(sql, []).expect_err(sql).to_string();
                assert!(error.contains("append-only"), "{sql}: {error}");
                assert_eq!(rows().expect("a count"), before, "{sql}");
            };
            let column = column.expect("a column");
            check(&format!("UPDATE {table} SET {column} = {column}"));
            check(&format!("UPDATE OR REPLACE {table} SET {column} = {column}"));
            check(&format!("DELETE FROM {table}"));
            // A row of `wording` is all key: to replace it changes nothing.
            if table != "wording" {
                check(&format!("INSERT OR REPLACE INTO {table} ({columns}) SELECT {columns} FROM {table}"));
            }
        }
        // By another unique key, too.
        for sql in [
            "INSERT OR REPLACE INTO story (id, slug) VALUES (77, 'ferry')",
            "INSERT OR REPLACE INTO body (rowid, sha256, text) VALUES (1, 'x', 'x')",
            "INSERT OR REPLACE INTO claim SELECT 999, extraction, number, lineage, kind, span_start, span_end, \
             speaker, speech, 'x', cue, source, \
             said_on, precision, stance, topic, polarity, certainty, confidence, rule, detail FROM claim LIMIT 1",
            "INSERT OR REPLACE INTO version (id, story, number, stored_at, body, capture, chain) \
             SELECT 5, story, number, stored_at, body, capture, chain FROM version WHERE id = 1",
        ] {
            let error = connection.execute(sql, []).expect_err(sql).to_string();
            assert!(error.contains("append-only"), "{sql}: {error}");
        }
    }
    assert_eq!(ours.verify().expect("a check").problems, []);
}

/// Changes a history behind its back and checks what is found, the missing triggers apart.
#[track_caller]
fn check(sql: &str, expected: &[(&str, &str)]) {
    let place = history();
    let raw = place.raw();
    let triggers: Vec<String> = raw
        .prepare("SELECT sql FROM sqlite_schema WHERE type = 'trigger'")
        .and_then(|mut statement| statement.query_map([], |row| row.get(0))?.collect())
        .expect("triggers");
    raw.pragma_update(None, "foreign_keys", false).expect("a pragma");
    drop_triggers(&raw);
    raw.execute_batch(sql).expect("a change");
    // Whoever changes a history may well put its triggers back.
    triggers.iter().for_each(|sql| raw.execute_batch(sql).expect("a trigger"));
    drop(raw);
    let verification = place.open().verify().expect("a check");
    for (place, part) in expected {
        assert!(
            verification.problems.iter().any(|problem| problem.place == *place && problem.message.contains(part)),
            "{place}: {part} not in {:#?}",
            verification.problems
        );
    }
    if expected.is_empty() {
        assert_eq!(verification.problems, []);
    }
}

#[test]
fn nothing_changed_is_nothing_found() {
    check("SELECT 1", &[]);
}

#[test]
fn a_changed_byte_of_a_body_is_found() {
    check(
        "UPDATE body SET text = replace(text, 'late', 'lane') WHERE text LIKE '%late%'",
        &[("ferry@v1", "its body was changed")],
    );
}

#[test]
fn a_changed_body_with_a_new_hash_is_found() {
    check(
        "UPDATE version SET body = (SELECT sha256 FROM body WHERE text = 'On time') WHERE id = 1",
        &[("ferry@v1", "its chain does not fit"), ("ferry@v1", "does not fit its text")],
    );
}

#[test]
fn a_changed_capture_is_found() {
    check(
        "UPDATE capture SET encoding = 'identity', bytes = x'00' WHERE rowid = 4",
        &[("ferry@v2", "a capture was changed: it is not of 14 bytes")],
    );
    check(
        "UPDATE capture SET encoding = 'deflate', bytes = x'ff' WHERE rowid = 4",
        &[("ferry@v2", "cannot be unpacked")],
    );
    check("DELETE FROM capture WHERE rowid = 4", &[("ferry@v2", "its capture is missing")]);
}

#[test]
fn changed_recaptures_are_found() {
    check(
        "UPDATE recapture SET captured_at = stored_at WHERE id = 1",
        &[("ferry@v2", "a recapture of it, or the one before in the history, was changed")],
    );
    check(
        "DELETE FROM recapture WHERE id = 2",
        &[
            ("file", "1 rows of capture belong to no version"),
            ("file", "the last recaptures of the history are missing"),
        ],
    );
}

#[test]
fn a_changed_decision_is_found() {
    check("UPDATE decision SET author = 'Ines' WHERE number = 1", &[("decisions", "decision 1 was changed")]);
    check("UPDATE decision SET what = '{}' WHERE number = 1", &[("decisions", "cannot be read")]);
    check("DELETE FROM decision WHERE number = 1", &[("decisions", "decision 1 is missing")]);
}

#[test]
fn changed_metadata_is_found() {
    check("UPDATE version SET headline = 'Ferry early' WHERE id = 1", &[("ferry@v1", "its chain does not fit")]);
    check("UPDATE version SET speaker = NULL WHERE id = 1", &[("ferry@v1", "its chain does not fit")]);
    check("UPDATE version SET doubts = NULL WHERE id = 1", &[("ferry@v1", "its chain does not fit")]);
    check("UPDATE version SET speaker = 'Ada Holt' WHERE id = 2", &[("pier@v1", "its chain does not fit")]);
    check("UPDATE version SET captured_at = stored_at WHERE id = 2", &[("pier@v1", "its chain does not fit")]);
    check("UPDATE story SET slug = 'boat' WHERE slug = 'ferry'", &[("boat@v1", "chain"), ("boat@v2", "chain")]);
    check("UPDATE version SET chain = hex(1) WHERE id = 4", &[("ferry@v2", "its chain does not fit")]);
}

#[test]
fn a_missing_version_is_found() {
    check(
        "DELETE FROM version WHERE id = 2",
        &[("pier@v2", "v1 of the story is missing"), ("pier@v2", "its chain does not fit")],
    );
    check(
        "DELETE FROM version WHERE id = 2; UPDATE version SET number = 1 WHERE id = 3",
        &[("pier@v1", "the version before it in the history is missing"), ("pier@v1", "its chain does not fit")],
    );
    check(
        "DELETE FROM version WHERE id = 4; DELETE FROM extraction WHERE version = 4",
        &[("file", "the last versions"), ("file", "belong to no version")],
    );
    check("DELETE FROM version WHERE story = 2", &[("pier", "all its versions are missing")]);
}

#[test]
fn changed_claims_are_found() {
    let found = [("ferry@v1", "its claims by hand-1")];
    check("UPDATE claim SET polarity = 'negated' WHERE id = 1", &found);
    check("UPDATE claim SET speaker = NULL WHERE id = 1", &found);
    check("DELETE FROM claim WHERE id = 1", &found);
    check("UPDATE speaker SET name = 'Otto Brandt' WHERE extraction = 1", &found);
    check("UPDATE speaker_name SET key = 'otto brandt' WHERE extraction = 1 AND place = 0", &found);
    check("UPDATE lineage SET entered = 2 WHERE id = 1", &found);
    check("UPDATE reading SET bytes = x'00' WHERE extraction = 1", &found);
    check("UPDATE reading SET bytes = x'00' WHERE extraction = 1", &[("ferry@v1", "its reading is damaged")]);
    check("UPDATE reading SET format = 7 WHERE extraction = 1", &found);
    check("DELETE FROM reading WHERE extraction = 1", &found);
    check("DELETE FROM reading WHERE extraction = 1", &[("ferry@v1", "the reading of extraction 1 is missing")]);
    check("UPDATE claim SET detail = '{' WHERE id = 1", &[("ferry@v1", "JSON")]);
    check("UPDATE claim SET span_start = -1 WHERE id = 1", &found);
    check("UPDATE claim SET kind = 'guess' WHERE id = 1", &[("ferry@v1", "kind: unknown variant")]);
    check("DELETE FROM extraction WHERE id = 4", &[("ferry@v2", "its claims are missing")]);
}

#[test]
fn a_changed_search_index_is_found() {
    let found = |sql| check(sql, &[("search", "the index does not hold the words of")]);
    found("INSERT INTO claim_words (claim_words) VALUES ('delete-all')");
    found("INSERT INTO claim_words (claim_words, rowid, content) VALUES ('delete', 1, 'The ferry is late')");
    found("INSERT INTO claim_words (rowid, content) VALUES (1, 'early')");
    found("INSERT INTO claim_words (rowid, content) VALUES (999, 'The ferry is early')");
}

#[test]
fn changed_wordings_are_found() {
    let missing = "1 of the wordings that a claim is known again by are missing";
    check("DELETE FROM wording WHERE lineage = 1", &[("ferry", missing)]);
    check("UPDATE wording SET sha256 = 'x' WHERE lineage = 1", &[("ferry", "belong to none of its claims")]);
    check("INSERT INTO wording VALUES (2, 'x', 1)", &[("pier", "belong to none of its claims")]);
}

/// Changes each value of each row of some tables by itself, in a copy of a history; returns those whose change nobody
/// sees, and how many were changed.
pub(super) fn unseen_changes(place: &TestHistory, tables: &[&str]) -> (Vec<String>, usize) {
    let raw = place.raw();
    drop_triggers(&raw);
    raw.pragma_update_and_check(None, "wal_checkpoint", "TRUNCATE", |_| Ok(())).expect("a checkpoint");
    let whole = std::fs::read(place.file()).expect("the file");
    let (mut changed, mut unseen) = (0, Vec::new());
    for table in tables {
        let columns: Vec<String> = raw
            .prepare("SELECT name FROM pragma_table_info(?1)")
            .and_then(|mut statement| statement.query_map([table], |row| row.get(0))?.collect())
            .expect("columns");
        let rows: i64 = raw.query_row(&format!("SELECT count(*) FROM {table}"), [], |row| row.get(0)).expect("a count");
        let key = columns[..columns.len().min(3)].join(", ");
        for (column, row) in columns.iter().flat_map(|column| (0..rows).map(move |row| (column, row))) {
            let copy = TestHistory::new();
            std::fs::write(copy.file(), &whole).expect("a copy");
            let change = format!(
                "UPDATE {table} SET {column} = CASE typeof({column}) WHEN 'integer' THEN {column} + 1 \
                 WHEN 'real' THEN {column} / 2 WHEN 'blob' THEN x'00' || {column} WHEN 'null' THEN 'x' \
                 ELSE {column} || 'x' END \
                 WHERE ({key}) IS (SELECT {key} FROM {table} ORDER BY {key} LIMIT 1 OFFSET {row})"
            );
            let tampering = copy.raw();
            tampering.pragma_update(None, "foreign_keys", false).expect("a pragma");
            // What the table itself refuses needs no finding.
            if tampering.execute_batch(&change).is_err() {
                continue;
            }
            drop(tampering);
            changed += 1;
            let found = copy.open().verify().expect("a check");
            if found.problems.iter().all(|problem| problem.place == "schema") {
                unseen.push(format!("{table}.{column}, row {row}"));
            }
        }
    }
    (unseen, changed)
}

#[test]
fn any_value_that_is_changed_is_found() {
    let (unseen, changed) = unseen_changes(&history(), &TABLES);
    assert_eq!(unseen, Vec::<String>::new(), "of {changed}");
    assert!(changed > 150, "{changed}");
}

#[test]
fn a_missing_trigger_is_found() {
    let place = history();
    drop_triggers(&place.raw());
    let problems = place.open().verify().expect("a check").problems;
    assert!(problems.iter().any(|problem| problem.message == "trigger version_kept is missing"), "{problems:?}");
    assert!(problems.iter().all(|problem| problem.place == "schema"), "{problems:?}");
}

#[test]
fn a_damaged_page_is_found_and_the_rest_is_checked() {
    let place = history();
    damage(&place, "capture");
    let found = place.open().verify().expect("a check");
    assert!(found.problems.iter().any(|problem| problem.place == "file"), "{found:#?}");
    assert_eq!((found.extractions, found.decisions), (4, 2));
}

#[test]
fn a_damaged_journal_hides_no_version() {
    let place = history();
    damage(&place, "decision");
    let mut history = place.open();
    let found = history.verify().expect("a check");
    assert!(found.problems.iter().any(|problem| problem.place == "file"), "{found:#?}");
    assert_eq!((found.versions, found.extractions), (4, 4));
    assert!(history.version(&slug("ferry"), 1).expect("a version").is_some());
    assert!(history.decisions().is_err() && history.write().is_err(), "nothing is written on names that are not known");
}

/// Overwrites the first page of a table.
fn damage(place: &TestHistory, table: &str) {
    let (page, size): (u64, u64) = {
        let raw = place.raw();
        let root = "SELECT rootpage, page_size FROM sqlite_schema, pragma_page_size WHERE name = ?1";
        raw.query_row(root, [table], |row| Ok((row.get(0)?, row.get(1)?))).expect("a page")
    };
    let mut bytes = std::fs::read(place.file()).expect("the file");
    let start = ((page - 1) * size) as usize;
    bytes[start..start + size as usize].fill(0xff);
    std::fs::write(place.file(), bytes).expect("the file");
}

#[test]
fn one_story_is_checked_without_the_others() {
    let check = |sql: &str, expected: &[&str]| {
        let place = history();
        let raw = place.raw();
        raw.pragma_update(None, "foreign_keys", false).expect("a pragma");
        drop_triggers(&raw);
        raw.execute_batch(sql).expect("a change");
        drop(raw);
        let mut steps = Vec::new();
        let found = place.open().verify_with(Some(&slug("ferry")), |done, total| steps.push((done, total)));
        let found = found.expect("a check");
        assert_eq!(steps.last().map(|(done, total)| done == total), Some(true), "{steps:?}");
        assert_eq!((found.versions, found.extractions, found.head), (2, 2, None));
        let places: Vec<&str> =
            found.problems.iter().map(|problem| &*problem.place).filter(|place| *place != "schema").collect();
        assert_eq!(places, expected, "{sql}");
    };
    check("SELECT 1", &[]);
    check("UPDATE body SET text = 'Three' WHERE text LIKE 'One%'", &[]);
    check("UPDATE body SET text = 'Never' WHERE text = 'On time'", &["ferry@v2", "ferry@v2"]);
    check("UPDATE version SET chain = hex(1) WHERE id = 3", &["ferry@v2"]);
    check("UPDATE claim SET polarity = 'negated' WHERE id = 1", &["ferry@v1"]);
}

#[test]
fn a_damaged_version_is_an_error_and_not_a_panic() {
    let place = history();
    let raw = place.raw();
    drop_triggers(&raw);
    raw.execute_batch("UPDATE claim SET rule = 'sorcery' WHERE id = 1").expect("a change");
    let error = place.open().version(&slug("ferry"), 1).expect_err("an error");
    assert!(matches!(error, Error::Damaged { .. }) && error.to_string().contains("sorcery"), "{error}");
    assert!(error.hint().is_some());
}

#[test]
fn the_head_covers_what_came_before() {
    let place = history();
    let head = place.open().verify().expect("a check").head;
    let mut history = place.open();
    assert_eq!(history.verify().expect("a check").head, head);
    add_bodies(&mut history, "quay", &["One"]);
    assert_ne!(history.verify().expect("a check").head, head);
}
