//! A repository built here: changes, renames, a deletion, and names that would be options or lines.

use std::path::Path;
use std::process::Command;

use super::{failures, is_there, name};
use crate::environment::{Outcome, TestEnvironment};

/// Runs git in a folder, with all that it would ask the machine for.
fn git(folder: &Path, at: &str, args: &[&str]) {
    let status = Command::new("git")
        .arg("-C")
        .arg(folder)
        .args([
            "-c",
            "user.name=Ana Holt",
            "-c",
            "user.email=ana@quay.example",
            "-c",
            "init.defaultBranch=main",
            "-c",
            "commit.gpgSign=false",
        ])
        .args(args)
        .env("GIT_AUTHOR_DATE", at)
        // A rebase later on changes this one alone.
        .env("GIT_COMMITTER_DATE", "2032-01-01T00:00:00Z")
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .env("GIT_CONFIG_SYSTEM", "/dev/null")
        .stdout(std::process::Stdio::null())
        .stderr(std::process::Stdio::null())
        .status()
        .expect("git runs");
    assert!(status.success(), "git {args:?}");
}

/// Makes a repository; `None`, with a word, where there is no git.
fn repository(desk: &TestEnvironment) -> Option<std::path::PathBuf> {
    if !is_there("git") {
        eprintln!("left out: git is not here");
        return None;
    }
    let folder = desk.path("scrapes");
    std::fs::create_dir_all(&folder).expect("a folder");
    git(&folder, "", &["init", "-q"]);
    let commit = |at: &str, files: &[(&str, &str)]| {
        for (file, text) in files {
            desk.file(&format!("scrapes/{file}"), text);
        }
        git(&folder, at, &["add", "-A"]);
        git(&folder, at, &["commit", "-q", "-m", "saved"]);
    };
    let ferry =
        "The ferry is back, the port said. It will sail on Monday. The crew has been hired, and the pier is dry again.";
    commit(
        "2031-04-02T09:00:00Z",
        &[("stories/ferry.txt", ferry), ("stories/mill.txt", "The mill burns, residents said.\n")],
    );
    commit("2031-04-03T09:00:00Z", &[("stories/ferry.txt", &ferry.replace("Monday", "Friday"))]);
    git(&folder, "", &["mv", "stories/ferry.txt", "stories/ferry returns.txt"]);
    commit("2031-04-04T09:00:00Z", &[]);
    commit(
        "2031-04-05T09:00:00Z",
        &[("stories/ferry returns.txt", &ferry.replace("Monday", "Sunday")), ("notes.md", "No story.")],
    );
    git(&folder, "", &["rm", "-q", "stories/mill.txt"]);
    commit("2031-04-06T09:00:00Z", &[]);
    Some(folder)
}

#[test]
fn each_commit_that_changed_the_text_is_a_version() {
    let desk = TestEnvironment::wide();
    let Some(folder) = repository(&desk) else { return };
    let headline = "3 versions of 1 story stored";
    desk.import(&["git", name(&folder), "stories/ferry returns.txt"], 0, headline);
    let found = desk.versions("stories-ferry-returns");
    let days: Vec<(&str, bool)> = found
        .iter()
        .zip(["Monday", "Friday", "Sunday"])
        .map(|(version, day)| (&version[..20], version.contains(day)))
        .collect();
    assert_eq!(days, [("2031-04-02T09:00:00Z", true), ("2031-04-03T09:00:00Z", true), ("2031-04-05T09:00:00Z", true)]);
    desk.import(&["git", name(&folder), "stories/ferry returns.txt"], 0, "0 versions stored, 3 there already");
}

#[test]
fn a_folder_is_many_stories_with_those_that_were_deleted() {
    let desk = TestEnvironment::wide();
    let Some(folder) = repository(&desk) else { return };
    let (out, _) = desk.import(&["git", name(&folder), "stories"], 0, "4 versions of 2 stories stored, 1 passed over");
    assert!(out.contains("1 passed over: deleted there"), "{out}");
    assert_eq!(desk.stories(), ["stories-ferry-returns", "stories-mill"]);
    let other = TestEnvironment::wide();
    other.import(&["git", name(&folder), "stories/*returns.txt", "--rev", "HEAD~1"], 0, "3 versions of 1 story stored");
}

#[test]
fn a_file_has_one_name_wherever_it_is_asked_for_from() {
    let desk = TestEnvironment::wide();
    let Some(folder) = repository(&desk) else { return };
    desk.import(&["git", name(&folder), "stories/ferry returns.txt"], 0, "3 versions of 1 story stored");
    let below = folder.join("stories");
    for args in [
        ["git", name(&folder), "stories/*ferry*"],
        ["git", name(&below), "ferry returns.txt"],
        ["git", name(&below), ":(top)stories/ferry returns.txt"],
    ] {
        desk.import(&args, 0, "0 versions stored, 3 there already");
    }
    desk.import(&["git", name(&below), "."], 0, "1 version of 1 story stored, 3 there already, 1 passed over");
    desk.import(&["git", name(&folder), "."], 0, "1 version of 1 story stored, 4 there already, 1 passed over");
    assert_eq!(desk.stories(), ["notes", "stories-ferry-returns", "stories-mill"]);
}

#[test]
#[cfg(unix)]
fn names_are_names_whatever_they_look_like() {
    let desk = TestEnvironment::wide();
    let Some(folder) = repository(&desk) else { return };
    for file in ["--output=pwned", "a\nb.txt", ":(top)x.txt", "*ferry.txt"] {
        desk.file(&format!("scrapes/odd/{file}"), format!("The ferry is {} boats long, the port said.", file.len()));
    }
    std::os::unix::fs::symlink("/etc/passwd", folder.join("odd/link.txt")).expect("a link");
    git(&folder, "2031-04-07T09:00:00Z", &["add", "-A"]);
    git(&folder, "2031-04-07T09:00:00Z", &["commit", "-q", "-m", "odd"]);
    desk.import(&["git", name(&folder), "odd"], 0, "4 versions of 4 stories stored");
    assert!(!folder.join("pwned").exists() && !desk.path("pwned").exists());
    let Outcome { code, err: said, .. } = desk.run(&["import", "git", name(&folder), "odd", "--rev=--output=pwned"]);
    assert_eq!((code, failures(&said).len()), (2, 1), "{said}");
}

#[test]
fn what_is_no_repository_is_told() {
    let desk = TestEnvironment::wide();
    let Some(folder) = repository(&desk) else { return };
    std::fs::create_dir_all(desk.path("plain")).expect("a folder");
    for args in [vec!["import", "git", "nowhere", "x"], vec!["import", "git", name(&folder), "no/such/file.txt"]] {
        let Outcome { code, err: said, .. } = desk.run(&args);
        assert_eq!((code, failures(&said).len()), (2, 1), "{args:?} {said}");
    }
    assert!(!desk.path("history.db").exists());
}
