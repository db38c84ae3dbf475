//! One invented speaker over four stories and two years: what she rules out, does, puts off and repeats.

use crate::environment::{TestEnvironment, snapshot};

/// A history with the four stories.
fn four_stories() -> TestEnvironment {
    let record = TestEnvironment::new();
    for (number, story) in [(1, "no-toll"), (2, "ferry-cuts"), (3, "toll"), (4, "ferry-may-go")] {
        let text = std::fs::read(format!("tests/audit/{number}.txt")).expect("the story can be read");
        record.file(&format!("{number}.txt"), text);
        record.quietly(&format!("ingest --model rules {number}.txt --story {story}"));
    }
    record
}

#[test]
fn the_whole_record() {
    let record = four_stories();
    snapshot("over_years", &record.quietly(&["audit", "Ada Quill"]));
    snapshot("over_years_csv", &record.quietly(&["audit", "Quill", "--topic", "harbour toll", "--format", "csv"]));
    snapshot("topics", &record.quietly(&["topics", "Quill"]));
}

#[test]
fn parts_of_the_record() {
    let record = four_stories();
    let entries = |args: &[&str]| {
        let args = [&["audit", "Quill", "--format", "json"], args].concat();
        let json: serde_json::Value = serde_json::from_str(&record.quietly(&args)).expect("JSON");
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
    let record = four_stories();
    for month in 1..=3 {
        let claims: String = (1..=400)
            .map(|nth| format!("Ines Varga said that the pier of quarter {nth} was safe in month {month}. "))
            .collect();
        let text = format!("---\noutlet: Quay Courier\npublished: 2031-0{month}-02T08:00Z\n---\n{claims}\n");
        record.file(&format!("pier-{month}.txt"), text);
        record.quietly(&format!("ingest --model rules pier-{month}.txt --story pier-{month}"));
    }
    let part = record.quietly(&["audit", "Varga"]);
    assert!(part.starts_with("Ines Varga: 1200 statements in 3 stories\n"), "{part}");
    assert!(part.contains("The newest 100 of 1200 are listed"), "{part}");
    assert!(part.contains("2031-03  100 of 400 statements\n"), "{part}");
    assert_eq!(part.matches("that the pier of quarter").count(), 100);
    for whole in [&["audit", "Varga", "--all"][..], &["audit", "Varga", "--format", "markdown"]] {
        let whole = record.quietly(whole);
        assert_eq!(whole.matches("that the pier of quarter").count(), 1200);
        assert!(!whole.contains("are listed"));
    }
    let march = record.quietly(&["audit", "Varga", "--since", "2031-03"]);
    assert_eq!(march.matches("that the pier of quarter").count(), 400);
    let topic = record.quietly(&["audit", "Varga", "--topic", "month 2 piers"]);
    // Those of February, and of the others that of quarter 2.
    assert!(topic.starts_with("Ines Varga: 402 statements in 3 stories\n"), "{topic}");
}

#[test]
fn what_cannot_be_said_is_said_so() {
    let record = four_stories();
    for (args, told) in [
        (&["stories", "--format", "csv"][..], "only audit and topics can be printed as csv"),
        (&["audit", "Quill", "--since", "spring"], "a year, a month or a day"),
        (&["audit", "Quill", "--as-of", "2030-01-01"], "nothing that Quill said was on record as of"),
        (&["topics", "Quall"], "did you mean"),
    ] {
        let outcome = record.run(args);
        assert!(outcome.code == 2 && outcome.err.contains(told), "{args:?}: {outcome}");
    }
}
