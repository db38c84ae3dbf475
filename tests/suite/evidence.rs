//! `onrecord backup`, `restore`, `merge`, `seal`: a history survives its machine, its keeper and a forger.

use std::fs;
use std::process::Command;

use rusqlite::Connection;
use serde_json::Value;

use crate::environment::{Outcome, TestEnvironment};

/// A history with two versions of a story and a decision.
fn history() -> TestEnvironment {
    let environment = TestEnvironment::wide();
    ingest(&environment, "history.db", "lock", 1, "The canal lock will open in May, Petra Hald said.");
    ingest(&environment, "history.db", "lock", 2, "The canal lock may open in June, Petra Hald said.");
    environment.quietly("stories rename lock canal-lock");
    environment
}

fn ingest(environment: &TestEnvironment, db: &str, story: &str, day: u32, text: &str) {
    let name = format!("{story}-{day}.txt");
    environment.file(&name, format!("---\ncaptured: 2031-03-0{day}T09:00Z\n---\n{text}\n"));
    environment.quietly(&["ingest", "--model", "rules", "--story", story, "--db", db, &name]);
}

/// What is told of a history, whatever its file: stories, versions, differences, decisions.
fn told(environment: &TestEnvironment, db: &str) -> Vec<Value> {
    ["stories", "log lock", "diff lock@v1 lock@v2", "decisions"]
        .iter()
        .map(|line| environment.json(&format!("{line} --db {db}")))
        .collect()
}

#[test]
fn a_backup_is_the_history_and_becomes_it_again() {
    let environment = history();
    let before = told(&environment, "history.db");
    let head = environment.json("verify")["head"].clone();
    let copied = environment.json("backup copies/one.db");
    assert_eq!((&copied["sound"], &copied["head"], &copied["versions"]), (&Value::Bool(true), &head, &2.into()));
    assert_eq!(told(&environment, "copies/one.db"), before);
    assert!(!environment.path("copies/one.db-wal").exists(), "it is one file");

    let Outcome { err, code, .. } = environment.run("backup copies/one.db");
    assert!(code == 2 && err.contains("one.db is there already"), "{err}");
    let Outcome { err, code, .. } = environment.run("restore copies/one.db");
    assert!(code == 2 && err.contains("there is a history at") && err.contains("onrecord merge"), "{err}");

    fs::remove_file(environment.path("history.db")).expect("the history can be lost");
    assert_eq!(environment.json("restore copies/one.db")["head"], head);
    assert_eq!(told(&environment, "history.db"), before);
    ingest(&environment, "history.db", "lock", 3, "The canal lock is open, Petra Hald said.");
    environment.quietly("verify");
}

#[test]
fn a_backup_is_one_moment_while_others_write() {
    let environment = history();
    let writer = Connection::open(environment.path("history.db")).expect("a database");
    writer
        .execute_batch("BEGIN IMMEDIATE; INSERT INTO watch (url, patterns, added_at) VALUES ('u', '[]', 't')")
        .unwrap();
    assert_eq!(environment.json("backup copy.db")["sound"], true);
    writer.execute_batch("COMMIT").expect("a commit");
    let copy = Connection::open(environment.path("copy.db")).expect("a database");
    assert_eq!(copy.query_row("SELECT count(*) FROM watch", [], |row| row.get::<_, i64>(0)).expect("a count"), 0);
}

#[cfg(unix)]
#[test]
fn a_backup_is_for_its_owner_alone() {
    use std::os::unix::fs::PermissionsExt;
    let environment = history();
    environment.quietly("backup copies/one.db");
    let mode = |name: &str| fs::metadata(environment.path(name)).expect("it is there").permissions().mode() & 0o777;
    assert_eq!((mode("copies/one.db"), mode("copies")), (0o600, 0o700));
}

#[test]
fn what_is_not_sound_is_not_restored() {
    let environment = history();
    environment.quietly("backup copy.db");
    let copy = Connection::open(environment.path("copy.db")).expect("a database");
    copy.execute_batch("DROP TRIGGER body_fixed; UPDATE body SET text = replace(text, 'May', 'Mai')")
        .expect("a change");
    drop(copy);
    let Outcome { err, code, .. } = environment.run("restore copy.db --db other.db");
    assert!(code == 2 && err.contains("copy.db: the history is not sound") && err.contains("lock@v1"), "{err}");
    assert!(!environment.path("other.db").exists());
    let Outcome { err, code, .. } = environment.run("restore lock-1.txt --db other.db");
    assert!(code == 2 && err.contains("lock-1.txt"), "{err}");
}

#[test]
fn two_histories_become_one() {
    let environment = history();
    // A colleague has the second version too, a third one, and another story.
    ingest(&environment, "ben.db", "lock", 2, "The canal lock may open in June, Petra Hald said.");
    ingest(&environment, "ben.db", "lock", 3, "The canal lock is open, Petra Hald said.");
    ingest(&environment, "ben.db", "mill", 1, "The mill burned for two days.");
    environment.quietly("--db ben.db stories rename mill mill-fire");
    let Outcome { out, err, code } = environment.run("merge --model rules ben.db --format json");
    let merged: Value = serde_json::from_str(&out).expect("JSON");
    assert_eq!((code, &merged["stored"], &merged["held"]), (0, &2.into(), &1.into()), "{out}{err}");
    assert!(err.contains("1 of its 1 decisions are new here"), "{err}");
    let versions = environment.json("log lock")["versions"].as_array().map(Vec::len);
    assert_eq!((versions, environment.json("decisions")["decisions"].as_array().map(Vec::len)), (Some(3), Some(2)));
    assert!(environment.quietly("show mill@v1").contains("The mill burned for two days."));
    environment.quietly("verify");

    let before = told(&environment, "history.db");
    let again = environment.json("merge --model rules ben.db");
    assert_eq!((&again["stored"], &again["held"]), (&0.into(), &3.into()), "it can be made again");
    assert_eq!(told(&environment, "history.db"), before);

    let Outcome { err, code, .. } = environment.run("merge history.db");
    assert!(code == 2 && err.contains("history.db is this history itself"), "{err}");
}

#[test]
fn stories_that_only_share_a_name_are_told_and_left_apart() {
    let environment = TestEnvironment::wide();
    for (db, host) in [("history.db", "quay.example"), ("ben.db", "echo.example")] {
        environment.file("a.txt", format!("---\nurl: https://{host}/ferry\n---\nThe ferry of {host} is late.\n"));
        environment.quietly(&["ingest", "--model", "rules", "--story", "ferry", "--db", db, "a.txt"]);
    }
    let Outcome { out, err, code } = environment.run("merge --model rules ben.db");
    assert!(code == 2 && err.contains("ferry: another story has this name here"), "{out}{err}");
    assert_eq!(environment.json("log ferry")["versions"].as_array().map(Vec::len), Some(1));
}

#[test]
fn a_seal_tells_whether_the_history_goes_on_from_it() {
    let environment = history();
    environment.quietly("seal -o seal.txt --time-stamp-request");
    assert!(environment.quietly("seal").starts_with("onrecord seal, version 1\nsealed_at "));
    let Outcome { err, code, .. } = environment.run("seal -o seal.txt");
    assert!(code == 2 && err.contains("cannot make seal.txt"), "{err}");
    ingest(&environment, "history.db", "lock", 3, "The canal lock is open, Petra Hald said.");
    let holds = environment.json("verify --seal seal.txt");
    assert_eq!(holds["seals"][0]["holds"], true);
    assert_eq!((&holds["seals"][0]["versions_since"], &holds["seals"][0]["time_stamp"]), (&1.into(), &Value::Null));

    // A forger makes a whole history anew, sound in itself, with another word in it.
    ingest(&environment, "forged.db", "lock", 1, "The canal lock will open in May, Petra Hald said.");
    ingest(&environment, "forged.db", "lock", 2, "The canal lock will open in June, Petra Hald said.");
    environment.quietly("verify --db forged.db");
    let Outcome { out, code, .. } = environment.run("verify --db forged.db --seal seal.txt");
    assert!(code == 2 && out.contains("the first 2 versions are not those that were sealed"), "{out}");
    assert!(out.contains("the history has not the 1 decisions that were sealed"), "{out}");

    fs::write(environment.path("seal.txt.tsr"), b"another's stamp").expect("a file");
    assert!(environment.quietly("verify --seal seal.txt").contains("the time stamp beside it is not one of this seal"));
    let Outcome { err, code, .. } = environment.run("verify --seal lock-1.txt");
    assert!(code == 2 && err.contains("lock-1.txt is no seal"), "{err}");
}

/// OpenSSL reads the request, where it is there.
#[test]
fn the_request_for_a_time_stamp_is_one_to_others() {
    let environment = history();
    environment.quietly("seal -o seal.txt --time-stamp-request");
    let mut openssl = Command::new("openssl");
    openssl.args(["ts", "-query", "-text", "-in"]).arg(environment.path("seal.txt.tsq"));
    let Ok(read) = openssl.output() else { return };
    let text = String::from_utf8_lossy(&read.stdout).into_owned();
    assert!(read.status.success() && text.contains("Hash Algorithm: sha256"), "{text}");
    assert!(text.contains("Certificate required: yes"), "{text}");
}

#[test]
fn no_character_of_an_address_or_a_name_acts_on_the_terminal() {
    let environment = TestEnvironment::wide();
    let Outcome { err, .. } = environment.run(&["ingest", "gone\u{202e}txt\u{200b}\u{9b}31m.txt"]);
    assert!(err.contains("gone‹U+202E›txt‹U+200B›‹U+009B›31m.txt"), "{err}");
    environment.file("a.txt", "The \u{9b}31m ferry\u{7f} is \u{202e}late, Petra Hald said.\n");
    environment.quietly("ingest --model rules --story ferry\u{3164}two a.txt");
    let json = environment.quietly("claims ferry-two@v1 --format json");
    assert!(!json.contains(['\u{9b}', '\u{7f}', '\u{202e}']) && json.contains("\\u202e"), "{json}");
}

#[test]
fn a_story_that_holds_another_is_bundled_exported_and_checked_whole() {
    let environment = history();
    ingest(&environment, "history.db", "mill", 1, "The mill burned for two days.");
    ingest(&environment, "history.db", "mill", 2, "The mill burned for three days.");
    ingest(&environment, "history.db", "pier", 1, "The pier is shut.");
    environment.quietly("stories merge mill lock");
    environment.quietly("stories move lock@v1 pier");
    environment.quietly("bundle lock -o evidence.zip");
    let checked = environment.json("verify evidence.zip");
    assert_eq!((&checked["sound"], &checked["versions"]), (&Value::Bool(true), &3.into()), "{checked}");
    let said = environment.quietly("export claims lock");
    assert!(said.lines().count() == 3 && said.contains("three days"), "{said}");
    let edits = environment.quietly("export edits lock");
    assert!(edits.contains("three days") && !edits.contains("in May"), "{edits}");
    environment.quietly("verify");
    environment.quietly("backup copy.db");
    assert_eq!(told(&environment, "copy.db"), told(&environment, "history.db"));
}
