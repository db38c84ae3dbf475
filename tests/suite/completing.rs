//! What Tab offers: names of the history, silently and quickly, and never more than names.

use std::time::{Duration, Instant};

use crate::environment::{Outcome, TestEnvironment, outcome};

/// Asks as a shell does, with the last word begun; · is a space within a word.
fn offered(place: &TestEnvironment, shell: &str, line: &str) -> Outcome {
    let words: Vec<String> = line.split(' ').map(|word| word.replace('·', " ")).collect();
    let call: Vec<&str> = ["--", "onrecord"].into_iter().chain(words.iter().map(String::as_str)).collect();
    let mut command = place.command(&call);
    command.env("ONRECORD_COMPLETE", shell).env("_CLAP_IFS", "\n");
    outcome(command.env("_CLAP_COMPLETE_INDEX", words.len().to_string()))
}

/// Returns the words that bash is offered.
fn words(place: &TestEnvironment, line: &str) -> Vec<String> {
    let said = offered(place, "bash", line);
    assert_eq!((said.code, said.err.as_str()), (0, ""), "{line}");
    said.out.lines().map(str::to_owned).collect()
}

fn harbour() -> TestEnvironment {
    let place = TestEnvironment::with_fixture("harbour_fire", 1..=2);
    place.file("ferry.txt", "The ferry is back, Dana Quarrie said.\n");
    place.quietly("ingest harbour_fire/1.txt harbour_fire/2.txt --story harbour-fire --model rules");
    place.quietly("ingest ferry.txt --story ferry --model rules");
    place
}

#[test]
fn names_of_the_history_are_offered() {
    let place = harbour();
    assert_eq!(words(&place, "log har"), ["harbour-fire"]);
    assert_eq!(words(&place, "search --story f"), ["ferry"]);
    assert_eq!(
        words(&place, "show harbour-fire@"),
        ["latest", "first", "v2", "v1"].map(|v| format!("harbour-fire@{v}"))
    );
    assert_eq!(words(&place, "show fer"), ["ferry@latest"]);
    assert_eq!(words(&place, "audit quar"), ["Dana\\ Quarrie"]);
    assert_eq!(words(&place, "audit Dana\\·Q"), ["Dana\\ Quarrie"]);
    assert_eq!(words(&place, "audit \"Dana"), ["Dana Quarrie"]);
    assert_eq!(offered(&place, "fish", "audit quar").out.trim(), "Dana Quarrie");
    assert_eq!(words(&place, "diff fer"), ["ferry@latest", "ferry.txt"]);
    assert_eq!(words(&place, "speakers rename quar"), ["Dana\\ Quarrie"]);
    assert_eq!(words(&place, "config set con"), ["contact"]);
    assert_eq!(words(&place, "compl"), ["completions"]);
    assert!(words(&place, "diff --side").contains(&"--side-by-side".to_owned()));
}

#[test]
fn the_line_says_which_history_is_meant() {
    let place = harbour();
    std::fs::rename(place.path("history.db"), place.path("other.db")).unwrap();
    assert!(words(&place, "log har").is_empty());
    assert_eq!(words(&place, "--db other.db log har"), ["harbour-fire"]);
    assert_eq!(words(&place, "--db=other.db log har"), ["harbour-fire"]);
    place.file("mine.toml", "database = \"other.db\"\n");
    let mut command = place.command(&["--", "onrecord", "--config", "mine.toml", "log", "har"]);
    command.env_remove("ONRECORD_DB").env("ONRECORD_COMPLETE", "zsh").env("_CLAP_COMPLETE_INDEX", "4");
    assert_eq!(outcome(&mut command).out.trim(), "harbour-fire");
}

#[test]
fn where_nothing_is_known_nothing_is_said() {
    let place = harbour();
    let writer = rusqlite::Connection::open(place.path("history.db")).unwrap();
    writer.execute_batch("PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE").unwrap();
    let started = Instant::now();
    words(&place, "log har");
    // A history is waited for half a minute otherwise.
    assert!(started.elapsed() < Duration::from_secs(10));
    place.file("notes.txt", "These are notes.\n").file("wrong.toml", "colour = 1\n");
    for line in
        ["--db none.db log har", "--db notes.txt log har", "--config wrong.toml --db none.db log har", "nonsense zz"]
    {
        assert!(words(&place, line).is_empty(), "{line}");
    }
    let said = offered(&place, "tcsh", "log har");
    assert_eq!((said.code, said.out.as_str(), said.err.as_str()), (0, "", ""));
}

#[cfg(unix)]
#[test]
fn bash_completes_by_the_script() {
    let place = harbour();
    place.file("script", place.quietly("completions bash"));
    let folder = std::path::Path::new(env!("CARGO_BIN_EXE_onrecord")).parent().unwrap().to_owned();
    let complete = |words: &str, index: usize, current: &str| {
        let script = format!(
            "PATH='{}':$PATH; . ./script; COMP_WORDS=({words}); COMP_CWORD={index}; _clap_complete_onrecord onrecord \
             {current}; printf '%s\\n' \"${{COMPREPLY[@]}}\"",
            folder.display()
        );
        let mut bash = std::process::Command::new("bash");
        bash.args(["--norc", "-c", &script]).current_dir(place.folder()).env("ONRECORD_DB", "history.db");
        outcome(bash.env("HOME", place.folder()))
    };
    let said = complete("onrecord log har", 2, "har");
    assert_eq!((said.out.as_str(), said.err.as_str()), ("harbour-fire\n", ""));
    assert_eq!(complete("onrecord show ferry@", 2, "ferry@").out, "ferry@latest\nferry@first\nferry@v1\n");
}
