//! What only the page's own lines changed: told with a count, in the exact words, and no edit.

use crate::environment::TestEnvironment;

const OLD: &str = "Updated 5 minutes ago\n3 min read\n\nThe Tolver bridge is shut, the port said.\n\nAdvertisement\n\n\
                   Nobody was hurt.\n\n1,204 shares\nSign up for our newsletter\n";
const NEW: &str = "Updated 9 minutes ago\n3 min read\n\nThe Tolver bridge is shut, the port said.\n\n\
                   Nobody was hurt.\n\n1,377 shares\nSign up for our newsletter\nShare <b>\u{1b}[2J\n";

fn versions() -> TestEnvironment {
    let folder = TestEnvironment::new();
    folder.file("old.txt", OLD).file("new.txt", NEW.replace(" <b>\u{1b}[2J", ""));
    folder
}

#[test]
fn lines_of_the_page_are_told_and_no_edits() {
    let folder = versions();
    let out = folder.quietly(&["diff", "old.txt", "new.txt", "--model", "fast"]);
    assert_eq!(
        out,
        "old.txt → new.txt: no claim differs, 2 claims unchanged\n\n\
         3 lines of page furniture differ; these are not edits\n  - Updated 5 minutes ago\n  - Advertisement\n  - 1,204 shares\n  \
         + Updated 9 minutes ago\n  + 1,377 shares\n  + Share\n"
    );
    let out = folder.quietly(&["diff", "old.txt", "new.txt", "--model", "fast", "--severity", "substantive"]);
    assert!(
        out.ends_with("3 lines of page furniture differ; these are not edits (--severity cosmetic lists them)\n"),
        "{out}"
    );
    let out = folder.quietly(&["diff", "old.txt", "new.txt", "--model", "fast", "--severity", "cosmetic"]);
    assert!(out.ends_with("  + Share\n"), "{out}");
    let out = folder.quietly(&["diff", "old.txt", "new.txt", "--model", "fast", "--stat"]);
    assert!(out.ends_with("\n3 lines of page furniture differ; these are not edits\n"), "{out}");
    let out = folder.quietly(&["diff", "old.txt", "new.txt", "--model", "fast", "--format", "markdown"]);
    assert!(out.contains("\n- <del>1,204 shares</del>\n") && out.contains("\n- <ins>1,377 shares</ins>\n"), "{out}");
}

#[test]
fn json_has_their_places() {
    let folder = versions();
    let out = folder.quietly(&["diff", "old.txt", "new.txt", "--model", "fast", "--format", "json"]);
    let diff: serde_json::Value = serde_json::from_str(&out).expect("JSON");
    assert_eq!(diff["summary"]["capture_noise"], 3);
    assert_eq!(diff["summary"]["unchanged"], 2);
    let line = &diff["capture_noise"]["old"][2];
    assert_eq!((&line["kind"], &line["text"]), (&"count".into(), &"1,204 shares".into()));
    let span = |nth: usize| usize::try_from(line["span"][nth].as_u64().expect("a number")).expect("small");
    let chars: Vec<char> = OLD.chars().collect();
    assert_eq!(chars[span(0)..span(1)].iter().collect::<String>(), "1,204 shares");

    let out = folder.quietly(&["extract", "old.txt", "--model", "fast", "--format", "json"]);
    let read: serde_json::Value = serde_json::from_str(&out).expect("JSON");
    assert_eq!(read["furniture"].as_array().map(Vec::len), Some(5));
    assert_eq!(read["claims"].as_array().map(Vec::len), Some(2));
}

#[test]
fn extraction_says_what_it_left_out() {
    let folder = versions();
    let out = folder.quietly(&["extract", "old.txt", "--model", "fast"]);
    assert!(
        out.starts_with("old.txt: 2 claims (1 statement, 1 fact), 1 speaker, 5 lines of page furniture\n"),
        "{out}"
    );
    let out = folder.quietly(&["extract", "old.txt", "--model", "fast", "--explain"]);
    let told = "lines of the page and not of the story, so no claims were read from them:\n  Updated 5 minutes ago  time\n  3 min read  reading time\n";
    assert!(out.contains(told), "{out}");
}

#[test]
fn a_version_that_differs_in_them_alone_is_kept_whole() {
    let folder = versions();
    for file in ["old.txt", "new.txt"] {
        folder.quietly(&["ingest", file, "--story", "bridge", "--model", "fast"]);
    }
    let out = folder.quietly(&["log", "bridge"]);
    assert!(out.contains("no claim differs, 3 lines of page furniture differ"), "{out}");
    let out = folder.quietly(&["show", "bridge@v1", "--format", "json"]);
    assert!(out.contains("1,204 shares"), "{out}");
    let out = folder.quietly(&["diff", "v1", "v2", "--exit-code"]);
    assert!(out.starts_with("bridge v1 → v2: no claim differs"), "{out}");
}

#[test]
fn a_line_with_anything_else_in_it_stays_a_claim() {
    let folder = versions();
    folder.file("new.txt", NEW);
    let out = folder.quietly(&["diff", "old.txt", "new.txt", "--model", "fast"]);
    assert!(out.contains("1 claim added") && out.contains("3 lines of page furniture differ"), "{out}");
    assert!(!out.contains('\u{1b}'));
}
