//! `onrecord verify`: a sound history passes, and whatever another program changed is named with its place.

use rusqlite::Connection;

use crate::environment::{Outcome, TestEnvironment};

/// Two stories with three versions.
fn history() -> TestEnvironment {
    let environment = TestEnvironment::wide();
    let texts = [
        ("lock-1.txt", "The canal lock will open in May, Petra Hald said."),
        ("lock-2.txt", "The canal lock may open in June, Petra Hald said."),
        ("mill.txt", "The mill burned for two days."),
    ];
    for (nth, (name, text)) in texts.into_iter().enumerate() {
        environment.file(name, format!("---\ncaptured: 2031-03-0{}T09:00Z\n---\n{text}\n", nth + 1));
        let story = if name.starts_with("lock") { "lock" } else { "mill" };
        environment.quietly(&["ingest", "--model", "rules", "--story", story, name]);
    }
    environment
}

#[test]
fn a_sound_history_passes_and_its_head_is_shown() {
    let environment = history();
    let Outcome { out: json, err: errors, code: status } = environment.run(&["verify", "--format", "json"]);
    assert_eq!((status, errors.as_str()), (0, ""));
    let found: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    assert_eq!(found["format"], "onrecord.verification.v1");
    assert_eq!(found["sound"], true);
    assert_eq!([&found["versions"], &found["extractions"], &found["decisions"]], [3, 3, 0]);
    let head = found["head"].as_str().expect("a head");
    assert_eq!(head.len(), 64);
    for words in [&["verify"][..], &["verify", "--format", "markdown"], &["info"]] {
        assert!(environment.run(words).out.contains(head), "{words:?}");
    }
}

#[test]
fn one_story_is_checked_and_what_is_left_out_is_said() {
    let environment = history();
    let Outcome { out: text, code: status, .. } = environment.run(&["verify", "lock"]);
    assert_eq!(status, 0);
    assert!(text.contains("2 versions of lock") && text.contains("the versions of other stories"), "{text}");
    let Outcome { err: errors, code: status, .. } = environment.run(&["verify", "look"]);
    assert_eq!(status, 2);
    assert!(errors.contains("there is no story \"look\"") && errors.contains("did you mean lock?"), "{errors}");
}

/// Changes a history as another program could, and puts its triggers back.
fn tamper(environment: &TestEnvironment, sql: &str) {
    let database = Connection::open(environment.path("history.db")).expect("a database");
    database.pragma_update(None, "foreign_keys", false).expect("a pragma");
    let triggers: Vec<(String, String)> = database
        .prepare("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'")
        .and_then(|mut rows| rows.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect())
        .expect("triggers");
    for (name, _) in &triggers {
        database.execute_batch(&format!("DROP TRIGGER {name}")).expect("a trigger to drop");
    }
    database.execute_batch(sql).expect("a change");
    for (_, sql) in &triggers {
        database.execute_batch(sql).expect("a trigger");
    }
}

/// Says that a change is found in a place, in the whole history and, where the place is a version, in its story.
#[track_caller]
fn check(sql: &str, place: &str, message: &str) {
    let environment = history();
    tamper(&environment, sql);
    let story = place.split_once('@').map(|(story, _)| story);
    for words in [vec!["verify"], ["verify"].into_iter().chain(story).collect()] {
        let Outcome { out: text, err: errors, code: status } = environment.run(&words);
        assert_eq!(status, 2, "{words:?}: {text}");
        assert!(text.contains(&format!("! {place}: ")) && text.contains(message), "{words:?}: {text}");
        assert!(errors.starts_with("error: the history is not sound") && errors.contains(place), "{errors}");
    }
}

#[test]
fn a_changed_history_fails_and_the_place_is_named() {
    check("UPDATE body SET text = replace(text, 'June', 'July')", "lock@v2", "its body was changed");
    check("UPDATE claim SET polarity = 'negated' WHERE extraction = 1", "lock@v1", "its claims by");
    check(
        "UPDATE capture SET encoding = 'identity', bytes = x'00' WHERE sha256 = \
         (SELECT capture FROM version WHERE id = 3)",
        "mill@v1",
        "a capture was changed",
    );
    check("UPDATE version SET headline = 'Mill safe' WHERE id = 3", "mill@v1", "its chain does not fit");
    check(
        "DELETE FROM extraction WHERE version = 1; DELETE FROM version WHERE id = 1",
        "lock@v2",
        "v1 of the story is missing",
    );
}

#[test]
fn a_dropped_trigger_fails() {
    let environment = history();
    let database = Connection::open(environment.path("history.db")).expect("a database");
    database.execute_batch("DROP TRIGGER body_fixed").expect("a trigger to drop");
    drop(database);
    let Outcome { out: text, err: errors, code: status } = environment.run(&["verify"]);
    assert_eq!(status, 2);
    assert!(text.contains("! schema: trigger body_fixed is missing"), "{text}");
    assert!(errors.contains("something is wrong in: schema"), "{errors}");
}
