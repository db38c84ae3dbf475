//! What only the page's own lines changed: told with a count, in the exact words, and no edit.

use std::path::Path;

use assert_cmd::Command;

const OLD: &str = "Updated 5 minutes ago\n3 min read\n\nThe Tolver bridge is shut, the port said.\n\nAdvertisement\n\n\
                   Nobody was hurt.\n\n1,204 shares\nSign up for our newsletter\n";
const NEW: &str = "Updated 9 minutes ago\n3 min read\n\nThe Tolver bridge is shut, the port said.\n\n\
                   Nobody was hurt.\n\n1,377 shares\nSign up for our newsletter\nShare <b>\u{1b}[2J\n";

fn run(folder: &Path, args: &[&str]) -> (String, String) {
    let mut command = Command::cargo_bin("onrecord").expect("the program is built");
    let command = command.current_dir(folder).env("ONRECORD_DB", folder.join("h.db")).env("NO_COLOR", "1");
    let output = command.args(args).output().expect("the program runs");
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).expect("UTF-8");
    (text(&output.stdout), text(&output.stderr))
}

fn versions() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("old.txt"), OLD).expect("a file");
    std::fs::write(folder.path().join("new.txt"), NEW.replace(" <b>\u{1b}[2J", "")).expect("a file");
    folder
}

#[test]
fn lines_of_the_page_are_told_and_no_edits() {
    let folder = versions();
    let (out, _) = run(folder.path(), &["diff", "old.txt", "new.txt", "--model", "fast"]);
    assert_eq!(
        out,
        "old.txt → new.txt: no claim differs, 2 claims unchanged\n\n\
         3 lines of page furniture differ; these are not edits\n  - Updated 5 minutes ago\n  - Advertisement\n  - 1,204 shares\n  \
         + Updated 9 minutes ago\n  + 1,377 shares\n  + Share\n"
    );
    let (out, _) = run(folder.path(), &["diff", "old.txt", "new.txt", "--model", "fast", "--severity", "substantive"]);
    assert!(
        out.ends_with("3 lines of page furniture differ; these are not edits (--severity cosmetic lists them)\n"),
        "{out}"
    );
    let (out, _) = run(folder.path(), &["diff", "old.txt", "new.txt", "--model", "fast", "--severity", "cosmetic"]);
    assert!(out.ends_with("  + Share\n"), "{out}");
    let (out, _) = run(folder.path(), &["diff", "old.txt", "new.txt", "--model", "fast", "--stat"]);
    assert!(out.ends_with("\n3 lines of page furniture differ; these are not edits\n"), "{out}");
    let (out, _) = run(folder.path(), &["diff", "old.txt", "new.txt", "--model", "fast", "--format", "markdown"]);
    assert!(out.contains("\n- <del>1,204 shares</del>\n") && out.contains("\n- <ins>1,377 shares</ins>\n"), "{out}");
}

#[test]
fn json_has_their_places() {
    let folder = versions();
    let (out, _) = run(folder.path(), &["diff", "old.txt", "new.txt", "--model", "fast", "--format", "json"]);
    let diff: serde_json::Value = serde_json::from_str(&out).expect("JSON");
    assert_eq!(diff["summary"]["capture_noise"], 3);
    assert_eq!(diff["summary"]["unchanged"], 2);
    let line = &diff["capture_noise"]["old"][2];
    assert_eq!((&line["kind"], &line["text"]), (&"count".into(), &"1,204 shares".into()));
    let span = |nth: usize| usize::try_from(line["span"][nth].as_u64().expect("a number")).expect("small");
    let chars: Vec<char> = OLD.chars().collect();
    assert_eq!(chars[span(0)..span(1)].iter().collect::<String>(), "1,204 shares");

    let (out, _) = run(folder.path(), &["extract", "old.txt", "--model", "fast", "--format", "json"]);
    let read: serde_json::Value = serde_json::from_str(&out).expect("JSON");
    assert_eq!(read["furniture"].as_array().map(Vec::len), Some(5));
    assert_eq!(read["claims"].as_array().map(Vec::len), Some(2));
}

#[test]
fn extraction_says_what_it_left_out() {
    let folder = versions();
    let (out, _) = run(folder.path(), &["extract", "old.txt", "--model", "fast"]);
    assert!(
        out.starts_with("old.txt: 2 claims (1 statement, 1 fact), 1 speaker, 5 lines of page furniture\n"),
        "{out}"
    );
    let (out, _) = run(folder.path(), &["extract", "old.txt", "--model", "fast", "--explain"]);
    let told = "lines of the page and not of the story, so no claims were read from them:\n  Updated 5 minutes ago  time\n  3 min read  reading time\n";
    assert!(out.contains(told), "{out}");
}

#[test]
fn a_version_that_differs_in_them_alone_is_kept_whole() {
    let folder = versions();
    for file in ["old.txt", "new.txt"] {
        run(folder.path(), &["ingest", file, "--story", "bridge", "--model", "fast"]);
    }
    let (out, _) = run(folder.path(), &["log", "bridge"]);
    assert!(out.contains("no claim differs, 3 lines of page furniture differ"), "{out}");
    let (out, _) = run(folder.path(), &["show", "bridge@v1", "--format", "json"]);
    assert!(out.contains("1,204 shares"), "{out}");
    let (out, _) = run(folder.path(), &["diff", "v1", "v2", "--exit-code"]);
    assert!(out.starts_with("bridge v1 → v2: no claim differs"), "{out}");
}

#[test]
fn a_line_with_anything_else_in_it_stays_a_claim() {
    let folder = versions();
    std::fs::write(folder.path().join("new.txt"), NEW).expect("a file");
    let (out, _) = run(folder.path(), &["diff", "old.txt", "new.txt", "--model", "fast"]);
    assert!(out.contains("1 claim added") && out.contains("3 lines of page furniture differ"), "{out}");
    assert!(!out.contains('\u{1b}'));
}
