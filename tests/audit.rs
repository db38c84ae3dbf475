//! One invented speaker over four stories and two years: what she rules out, does, puts off and repeats.

use std::path::Path;

use assert_cmd::Command;

/// A history in a folder of its own, with the four stories.
struct Record(tempfile::TempDir);

impl Record {
    fn new() -> Self {
        let record = Self(tempfile::tempdir().expect("a folder"));
        let stories = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/audit");
        for (number, story) in [(1, "no-toll"), (2, "ferry-cuts"), (3, "toll"), (4, "ferry-may-go")] {
            let file = stories.join(format!("{number}.txt"));
            let file = file.to_str().expect("a path in UTF-8");
            record.run(&["ingest", "--model", "rules", file, "--story", story]);
        }
        record
    }

    fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::cargo_bin("onrecord").expect("the program is built with its tests");
        command.env("COLUMNS", "100").env("NO_COLOR", "1").env_remove("ONRECORD_DB");
        command.arg("--db").arg(self.0.path().join("history.db")).args(["--utc", "--no-pager"]).args(args);
        command
    }

    fn run(&self, args: &[&str]) -> String {
        let output = self.command(args).assert().success().get_output().stdout.clone();
        String::from_utf8(output).expect("output in UTF-8")
    }
}

fn keep(name: &str, text: &str) {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("../snapshots");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!(name, text));
}

#[test]
fn the_whole_record() {
    let record = Record::new();
    keep("audit_over_years", &record.run(&["audit", "Ada Quill"]));
    keep("audit_over_years_csv", &record.run(&["audit", "Quill", "--topic", "harbour toll", "--format", "csv"]));
    keep("audit_topics", &record.run(&["topics", "Quill"]));
}

#[test]
fn parts_of_the_record() {
    let record = Record::new();
    let entries = |args: &[&str]| {
        let args: Vec<&str> = ["audit", "Quill", "--format", "json"].iter().chain(args).copied().collect();
        let json: serde_json::Value = serde_json::from_str(&record.run(&args)).expect("JSON");
        json["entries"].as_array().map_or(0, Vec::len)
    };
    let all = entries(&[]);
    assert_eq!(entries(&["--until", "2031"]) + entries(&["--since", "2032"]), all);
    assert_eq!(entries(&["--outlet", "ledger"]) + entries(&["--outlet", "courier"]), all);
    assert!(entries(&["--kind", "statement"]) < all);
    assert_eq!(entries(&["--as-of", "2031-03-04"]), 3);
    assert_eq!(entries(&["--topic", "harbour toll", "--since", "2032-05"]), 1);
}

#[test]
fn of_very_much_the_newest_is_listed_and_the_rest_counted() {
    let record = Record::new();
    for month in 1..=3 {
        let claims: String = (1..=400)
            .map(|nth| format!("Ines Varga said that the pier of quarter {nth} was safe in month {month}. "))
            .collect();
        let file = record.0.path().join(format!("pier-{month}.txt"));
        let text = format!("---\noutlet: Quay Courier\npublished: 2031-0{month}-02T08:00Z\n---\n{claims}\n");
        std::fs::write(&file, text).expect("a file");
        record.run(&[
            "ingest",
            "--model",
            "rules",
            file.to_str().expect("a path"),
            "--story",
            &format!("pier-{month}"),
        ]);
    }
    let part = record.run(&["audit", "Varga"]);
    assert!(part.starts_with("Ines Varga: 1200 statements in 3 stories\n"), "{part}");
    assert!(part.contains("The newest 100 of 1200 are listed"), "{part}");
    assert!(part.contains("2031-03  100 of 400 statements\n"), "{part}");
    assert_eq!(part.matches("that the pier of quarter").count(), 100);
    for whole in [&["audit", "Varga", "--all"][..], &["audit", "Varga", "--format", "markdown"]] {
        let whole = record.run(whole);
        assert_eq!(whole.matches("that the pier of quarter").count(), 1200);
        assert!(!whole.contains("are listed"));
    }
    let march = record.run(&["audit", "Varga", "--since", "2031-03"]);
    assert_eq!(march.matches("that the pier of quarter").count(), 400);
    let topic = record.run(&["audit", "Varga", "--topic", "month 2 piers"]);
    // Those of February, and of the others that of quarter 2.
    assert!(topic.starts_with("Ines Varga: 402 statements in 3 stories\n"), "{topic}");
}

#[test]
fn what_cannot_be_said_is_said_so() {
    let record = Record::new();
    for (args, told) in [
        (&["stories", "--format", "csv"][..], "only audit and topics can be printed as csv"),
        (&["audit", "Quill", "--since", "spring"], "a year, a month or a day"),
        (&["audit", "Quill", "--as-of", "2030-01-01"], "nothing that Quill said was on record as of"),
        (&["topics", "Quall"], "did you mean"),
    ] {
        let output = record.command(args).assert().code(2).get_output().stderr.clone();
        let output = String::from_utf8(output).expect("output in UTF-8");
        assert!(output.contains(told), "{args:?}: {output}");
    }
}
