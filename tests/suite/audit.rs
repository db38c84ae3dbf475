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

/// A story whose second version alters one statement a day later.
fn altered_a_day_later(modified: &str) -> TestEnvironment {
    let record = TestEnvironment::new();
    let versions = [(1, "12 people were hurt", ""), (2, "14 people had been hurt", modified)];
    for (number, hurt, modified) in versions {
        let head = format!("outlet: Quay Courier\npublished: 2031-03-04T09:00Z\n{modified}");
        let body = format!("Police said {hurt} in the fire at the port. Police said nobody had been arrested.");
        record.file(
            &format!("port-{number}.txt"),
            format!("---\n{head}captured: 2031-03-0{}T12:00Z\n---\n{body}\n", number + 3),
        );
    }
    record.quietly(&["ingest", "--model", "rules", "port-1.txt", "port-2.txt", "--story", "port"]);
    record
}

#[test]
fn each_wording_is_of_the_day_on_which_it_came() {
    for (modified, dated_by) in [("modified: 2031-03-05T10:00Z\n", "update"), ("", "capture")] {
        let record = altered_a_day_later(modified);
        let until = record.quietly(&["audit", "police", "--until", "2031-03-04"]);
        assert!(until.contains("Police said 12 people") && !until.contains("14 people"), "{until}");
        assert!(until.contains("1 other wording is not of the time asked for"), "{until}");
        let since = record.quietly(&["audit", "police", "--since", "2031-03-05"]);
        assert!(since.contains("Police said 14 people") && !since.contains("12 people"), "{since}");
        assert!(!since.contains("arrested"), "{since}");
        assert!(since.contains(&format!("dated by the {dated_by}")), "{since}");

        let search = |days: &[&str]| record.run(&[&["search", "hurt"], days].concat()).out;
        assert!(search(&["--until", "2031-03-04"]).contains("port@v1#c"), "{}", search(&[]));
        assert!(search(&["--since", "2031-03-05"]).contains("port@v2#c"), "{}", search(&[]));
        assert!(search(&["--since", "2031-03-06"]).starts_with("0 statements"), "{}", search(&[]));

        let json: serde_json::Value =
            serde_json::from_str(&record.quietly(&["audit", "police", "--format", "json"])).expect("JSON");
        let altered = json["entries"].as_array().into_iter().flatten().find(|entry| entry["status"] == "altered");
        let wordings = altered.expect("one is altered")["wordings"].clone();
        assert_eq!(wordings[0]["said_on"], "2031-03-04");
        assert_eq!((&wordings[1]["said_on"], &wordings[0]["to"]), (&"2031-03-05".into(), &wordings[1]["from"]));
        assert_eq!(wordings[1]["to"], serde_json::Value::Null);
        let csv = record.quietly(&["audit", "police", "--format", "csv"]);
        assert!(csv.contains(",1 of 2,2031-03-04,") && csv.contains(",2 of 2,2031-03-05,"), "{csv}");
    }
}

#[test]
fn one_utterance_in_several_stories_is_one_entry() {
    let record = TestEnvironment::new();
    for (outlet, day) in [("Quay Courier", 4), ("The Tarn Ledger", 4), ("Daily Bell", 5)] {
        let body = "Mayor Ada Quill said the old harbour bridge would be closed to lorries from the first of June.";
        let name = outlet.replace(' ', "-").to_lowercase();
        record.file(
            &format!("{name}.txt"),
            format!("---\noutlet: {outlet}\npublished: 2031-03-0{day}T08:00Z\n---\n{body}\n"),
        );
        record.quietly(&["ingest", "--model", "rules", &format!("{name}.txt"), "--story", &name]);
    }
    let audit = record.quietly(&["audit", "Quill"]);
    assert!(audit.starts_with("Ada Quill: 1 statement in 3 stories"), "{audit}");
    assert_eq!(audit.matches("    also ").count(), 2, "{audit}");
}

#[test]
fn a_topic_that_nothing_names_gets_a_hint() {
    let record = four_stories();
    let audit = record.run("audit Quill --topic \"harbor tolls\"");
    assert!(audit.err.contains("did you mean harbour toll?"), "{}", audit.err);
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
    // Those of February, and of the others that of quarter 2 and what stands near it.
    assert!(topic.contains("its words in one sentence, not side by side (402)"), "{topic}");
}

#[test]
fn what_cannot_be_said_is_said_so() {
    let record = four_stories();
    for (args, told) in [
        (
            &["info", "--format", "csv"][..],
            "only claims, diff, log, audit, topics, search, stories and speakers can be",
        ),
        (&["audit", "Quill", "--since", "spring"], "a year, a month or a day"),
        (&["audit", "Quill", "--as-of", "2030-01-01"], "nothing that Quill said was on record as of"),
        (&["topics", "Quall"], "did you mean"),
    ] {
        let outcome = record.run(args);
        assert!(outcome.code == 2 && outcome.err.contains(told), "{args:?}: {outcome}");
    }
}
