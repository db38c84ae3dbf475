//! Sessions on the command line: what is asked, what comes out, what goes wrong and how it ends, in one snapshot each.

use std::process::Stdio;

use crate::environment::{Outcome, TestEnvironment, outcome, snapshot};

/// A first and a second version, with all times fixed.
fn two_versions() -> TestEnvironment {
    let session = TestEnvironment::new();
    let front = |day: u32| format!("---\nheadline: Ferry returns\ncaptured: 2031-04-0{day}T09:00Z\n---\n");
    session.file("ferry-v1.txt", format!("{}The ferry is back, the port said.\n", front(2)));
    session.file("ferry-v2.txt", format!("{}The ferry may be back, the port said.\n", front(3)));
    session.quietly("ingest ferry-v1.txt ferry-v2.txt");
    session
}

#[test]
fn bad_inputs_are_named_and_the_others_go_on() {
    let session = TestEnvironment::new();
    session
        .file("empty.txt", "")
        .file("blank.txt", " \n\n")
        .file("front.txt", "---\nheadline: Ferry returns\n---\n")
        .file("binary.txt", b"ab\0cd")
        .file("scan.pdf", "%PDF-1.7")
        .file("page.html", "<!doctype html><div id=app></div><script>draw()</script>")
        .file("date.txt", "---\nheadline: Ferry returns\npublished: last Tuesday\n---\nThe ferry is back.\n")
        .file("line.txt", "---\nheadline: Ferry returns\nby Mara Lindqvist\n---\nThe ferry is back.\n")
        .file("damaged.txt", b"Zo\xC3\xAB, \xC3\x85sa, \xC5\x81\xC3\xB3d\xC5\xBA \xFF were named.")
        .file("folder/ferry.txt", "The ferry is back, the port said.\n");
    session.run("ingest empty.txt blank.txt front.txt binary.txt scan.pdf page.html");
    session.run("ingest date.txt line.txt damaged.txt missing.txt folder/missing.txt");
    session.check("bad_inputs");
    assert!(!session.path("history.db").exists(), "inputs that cannot be read create no database");

    assert_eq!(session.run("ingest missing.txt folder/ferry.txt").code, 2);
    assert!(session.path("history.db").exists(), "the good one was recorded");
    session.quietly("show ferry@v1");
}

#[test]
fn reading_creates_no_database() {
    let session = TestEnvironment::new();
    for line in [
        "log",
        "log --changes",
        "blame",
        "history 1",
        "show v1",
        "claims ferry@v1",
        "diff v1 v2",
        "audit Lindqvist",
        "topics Lindqvist",
        "stories",
        "speakers",
    ] {
        session.run(line);
    }
    session.check("no_database");
    session.quietly("info");
    assert!(!session.path("history.db").exists());
}

#[test]
fn two_files_touch_no_database() {
    let session = TestEnvironment::new();
    session
        .file("old.txt", "The ferry is back, the port said.\n")
        .file("new.txt", "The ferry is back, the port said.\n");
    session.quietly("diff old.txt new.txt --exit-code");
    session.quietly("extract old.txt --format json");
    assert!(!session.path("history.db").exists());
}

#[test]
fn unknown_names_come_with_the_nearest() {
    let session = two_versions();
    session.run("log fery");
    session.run("log harbour");
    session.run("show fery@v1");
    session.run("show ferry@v3");
    session.run("show v-2");
    session.run("show @2031-04-01");
    session.run("show ferry@tomorrow");
    session.run("audit Lindquist");
    session.check("unknown_names");
}

#[test]
fn references_point_where_the_help_says() {
    let session = two_versions();
    let (first, second) = ("2031-04-02", "2031-04-03");
    for reference in
        ["v1", "@v1", "v-1", "@first", "ferry@v1", "@2031-04-02", "@2031-04-03T08:59Z", "ferry@2031-04-03T10:59+02:00"]
    {
        assert_eq!(captured(&session, reference), first, "{reference}");
    }
    for reference in [
        "v2",
        "@latest",
        "ferry",
        "ferry@latest",
        "@2031-04-03",
        "@2031-04-03T09:00Z",
        "@2040-01-01",
        "v2 --story ferry",
    ] {
        assert_eq!(captured(&session, reference), second, "{reference}");
    }
}

#[test]
fn a_late_capture_is_stored_last_and_found_by_its_time() {
    let session = two_versions();
    session.file("late.txt", "The ferry was never gone, the port said.\n");
    let late = session.run("ingest late.txt --story ferry --captured 2031-04-01");
    snapshot("late_capture", &late.err);
    assert_eq!(captured(&session, "v3"), "2031-04-01");
    assert_eq!(captured(&session, "@2031-04-01"), "2031-04-01");
    assert_eq!(captured(&session, "@2031-04-02"), "2031-04-02");
}

/// Returns the day on which a version was captured.
fn captured(session: &TestEnvironment, reference: &str) -> String {
    let json = session.json(&format!("claims {reference}"));
    json["version"]["captured_at"].as_str().unwrap()[..10].to_owned()
}

#[test]
fn a_version_alone_needs_one_story() {
    let session = two_versions();
    session.file("bridge.txt", "The bridge is shut, the port said.\n");
    session.quietly("ingest bridge.txt");
    session.run("diff v1 v2");
    session.run("log");
    session.quietly("diff v1 v2 --story ferry");
    session.quietly("diff ferry@v1 v2");
    session.quietly("diff v1 ferry@v2");
    session.quietly("diff ferry@v1 bridge@v1");
    session.check("ambiguous_story");
}

#[test]
fn what_reads_as_a_version_is_one() {
    let session = TestEnvironment::new();
    session.file("v1", "The ferry is back, the port said.\n").file("v2", "The ferry may be back, the port said.\n");
    session.run("diff v1 v2");
    session.quietly("diff ./v1 ./v2");
    session.run("diff ferry v2");
    session.run("diff - -");
    session.check("version_or_file");
}

#[test]
fn stories_are_named_after_urls_and_files() {
    let session = TestEnvironment::new();
    session
        .file("2031-04-02-12345.txt", "The ferry is back, the port said.\n")
        .file("2031-04-02-12346.txt", "The bridge is shut, the port said.\n")
        .file("toll/v1.txt", "Twelve were hurt, police said.\n")
        .file("toll/v2.txt", "Nine were hurt, police said.\n")
        .file(
            "a.txt",
            "---\nurl: https://www.quay.example/news/ferry-returns.html?utm_source=front\n---\nThe ferry is back.\n",
        )
        .file("b.txt", "---\nurl: http://quay.example/news/ferry-returns.html\n---\nThe ferry may be back.\n")
        .file("c.txt", "---\nurl: https://harbour.example/ferry-returns\n---\nNo ferry is back.\n");
    let noted =
        session.run("ingest 2031-04-02-12345.txt 2031-04-02-12346.txt toll/v2.txt toll/v1.txt a.txt b.txt c.txt");
    assert_eq!(noted.code, 0);
    snapshot("story_names", &noted.err);
}

#[test]
fn odd_bytes_come_with_a_warning() {
    let session = TestEnvironment::new();
    session
        .file("latin.txt", b"The mayor said \x93we are caf\xe9 people\x94 on Monday.")
        .file("keys.txt", "---\nheadline: Ferry returns\nspeaker: Mayor\nsection: News\n---\nThe ferry is back.\n")
        .file("rule.txt", "---\nThe ferry is back, the port said.\n");
    let mut written = String::new();
    for file in ["latin.txt", "keys.txt", "rule.txt"] {
        let extracted = session.run(&format!("extract {file}"));
        assert_eq!(extracted.code, 0);
        written += &extracted.err;
    }
    snapshot("warnings", &written);
}

#[test]
fn usage_errors_say_what_was_meant() {
    let session = TestEnvironment::new();
    session.run("");
    session.run("ingst a.txt");
    session.run("diff v1");
    session.run("diff v1 v2 --kind number_chnged");
    session.run("diff v1 v2 --severity grave");
    session.run("diff v1 v2 --format yaml");
    session.run("ingest a.txt --story !!");
    session.run("ingest a.txt --published soon");
    session.run("ingest -");
    session.check("usage_errors");
}

#[test]
fn a_database_that_is_not_ours_is_left_alone() {
    let session = TestEnvironment::new();
    session.file("notes.txt", "These are notes.\n").file("ferry.txt", "The ferry is back, the port said.\n");
    session.run("stories --db notes.txt");
    session.run("ingest ferry.txt --db notes.txt");
    session.run("ingest ferry.txt --db .");
    session.check("foreign_database");
    assert_eq!(std::fs::read_to_string(session.path("notes.txt")).unwrap(), "These are notes.\n");
}

#[test]
fn a_closed_pipe_is_no_error() {
    let session = two_versions();
    for line in ["man", "completions bash", "log", "show v1"] {
        let mut child = session.command(line).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        drop(child.stdout.take());
        let output = child.wait_with_output().unwrap();
        assert_eq!((output.status.code(), String::from_utf8(output.stderr).unwrap().as_str()), (Some(0), ""), "{line}");
    }
}

#[test]
fn scripts_and_pages_come_out() {
    let session = TestEnvironment::new();
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        assert!(session.quietly(&format!("completions {shell}")).contains("ONRECORD_COMPLETE"), "{shell}");
    }
    let page = session.quietly("man");
    assert!(page.contains(".SH \"ONRECORD DIFF\"") && page.contains(".SH ENVIRONMENT"));
}

#[test]
fn a_story_from_the_first_version_on() {
    let session = TestEnvironment::with_fixture("death_toll", [1, 2, 3]);
    session.run("ingest death_toll/1.txt --story ferry");
    session.run("ingest death_toll/2.txt death_toll/3.txt --story ferry");
    session.run("ingest death_toll/3.txt --story ferry");
    session.run("stories");
    session.run("log");
    session.run("diff v1 v2 --stat");
    session.run("diff v-1 @latest --severity cosmetic");
    session.run("ingest death_toll/1.txt --story ferry --captured 2040-01-01 --format json");
    session.check("first_story");
}

#[test]
fn the_exit_code_tells_of_what_is_shown() {
    let session = TestEnvironment::with_fixture("walk_back", [1, 2]);
    let status = |line: &str| session.run(line).code;
    let quiet = |options: &str| status(&format!("diff walk_back/1.txt walk_back/2.txt --stat {options}"));
    assert_eq!(quiet(""), 0);
    assert_eq!(quiet("--exit-code"), 1);
    assert_eq!(quiet("--exit-code --severity substantive"), 1);
    assert_eq!(quiet("--exit-code --kind number-changed,respelled"), 0);
    assert_eq!(quiet("--exit-code --speaker Nobody"), 0);
    assert_eq!(status("diff walk_back/1.txt walk_back/1.txt --exit-code"), 0);
}

#[test]
fn what_is_not_sure_enough_is_held_back_and_counted() {
    let session = TestEnvironment::new();
    session
        .file("1.txt", "The dam will hold, the county said.\n\nA fire at the quay hurt 12 people.\n")
        .file("2.txt", "The dam may hold, the county said.\n\nA fire at the quay hurt 21 people.\n");
    session.run("diff 1.txt 2.txt --min-confidence 0.9 --why");
    session.run("diff 1.txt 2.txt --min-confidence 0.9 --kind hedge_added,content_changed --format markdown");
    session.run("diff 1.txt 2.txt --min-confidence 0 --stat --exit-code");
    session.run("diff 1.txt 2.txt --min-confidence 1 --stat --exit-code");
    session.run("diff 1.txt 2.txt --min-confidence 75");
    session.run("diff 1.txt 2.txt --min-confidence -0.5");
    session.check("diff_min_confidence");
    let diff = session.json("diff 1.txt 2.txt --min-confidence 0.9");
    let edits = diff["edits"].as_array().unwrap();
    assert!(edits.iter().all(|edit| edit["changes"][0]["confidence"].as_f64().unwrap() >= 0.9), "{diff}");
    assert_eq!((edits.len(), diff["held_back"].as_u64()), (1, Some(1)));
}

#[test]
fn an_edit_is_explained() {
    let session = TestEnvironment::with_fixture("split_and_merge", [1, 2]);
    session.run("diff split_and_merge/1.txt split_and_merge/2.txt --why");
    session.run("diff split_and_merge/1.txt split_and_merge/2.txt --why --kind merged --format markdown");
    session.run("diff split_and_merge/1.txt split_and_merge/2.txt --why --stat");
    session.check("diff_why");
}

#[test]
fn stealth_edits_are_those_without_a_note() {
    let session = TestEnvironment::with_fixture("correction_noted", [1, 2, 3, 4]);
    session.file("correction_noted/silent.txt", "The road tunnel under the Ridge will be 34 kilometres long.\n");
    session.file("correction_noted/quiet.txt", "The road tunnel under the Ridge will be 3.4 kilometres long.\n");
    session.run("diff correction_noted/1.txt correction_noted/2.txt --unnoted --exit-code");
    session.run("diff correction_noted/2.txt correction_noted/4.txt --unnoted --stat --exit-code");
    session.run("diff correction_noted/silent.txt correction_noted/quiet.txt --unnoted --exit-code");
    session.check("diff_unnoted");
    let diff = session.json("diff correction_noted/1.txt correction_noted/2.txt");
    for edit in diff["edits"].as_array().unwrap() {
        let substantive = edit["edit"] != "unchanged"
            && (edit["edit"] != "changed"
                || edit["changes"].as_array().unwrap().iter().any(|c| c["severity"] == "substantive"));
        assert_eq!(edit["noted"].is_boolean(), substantive, "{edit}");
    }
}

#[test]
fn a_headline_is_labelled_too() {
    let session = TestEnvironment::new();
    let body = "The ferry burned at the quay, the port said.\n";
    session
        .file("1.txt", format!("---\nheadline: Café ferry fire: 12 dead\n---\n{body}"))
        .file("2.txt", format!("---\nheadline: Café ferry fire: 21 dead\n---\n{body}"))
        .file("3.txt", format!("---\nheadline: Cafe ferry fire: 21 dead\n---\n{body}"));
    session.run("diff 1.txt 2.txt --why");
    session.run("diff 1.txt 2.txt --format markdown");
    session.run("diff 1.txt 2.txt --stat --unnoted --exit-code");
    session.run("diff 1.txt 2.txt --stat --severity cosmetic --exit-code");
    session.run("diff 1.txt 2.txt --stat --kind number_changed --exit-code");
    session.run("diff 1.txt 2.txt --stat --speaker port --exit-code");
    session.run("diff 2.txt 3.txt");
    session.check("diff_headline");
    let headline = session.json("diff 1.txt 2.txt")["metadata"][0].clone();
    assert_eq!(headline["changes"][0]["kind"], "number_changed");
    assert_eq!(headline["changes"][0]["new"]["spans"], serde_json::json!([[17, 24]]));
    assert_eq!(headline["wording"][1]["op"], "delete");
    assert_eq!(headline["noted"], false);
}

#[test]
fn edits_come_by_severity_or_as_in_the_text() {
    let session = TestEnvironment::with_fixture("walk_back", [1, 2]);
    session.run("diff walk_back/1.txt walk_back/2.txt --order text");
    session.run("diff walk_back/1.txt walk_back/2.txt --order text --format markdown --severity framing");
    session.run("diff walk_back/1.txt walk_back/2.txt --order alphabet");
    session.check("diff_order");
}

#[test]
fn a_range_is_a_sum_or_its_steps() {
    let session = TestEnvironment::with_fixture("death_toll", [1, 2, 3]);
    session.quietly("ingest death_toll/1.txt death_toll/2.txt death_toll/3.txt --story ferry");
    session.run("diff v1..v3 --stat");
    session.run("diff ferry@v1..v3 --each --severity substantive");
    session.run("diff v3..v1 --each --stat --format markdown");
    session.run("diff v2");
    session.run("diff v1..");
    session.run("diff v1..v2 v3");
    session.run("diff v2..v2 --each");
    session.run("diff v1..v9");
    session.run("diff death_toll/1.txt death_toll/2.txt --each");
    session.check("diff_ranges");

    assert_eq!(session.json("diff v1..v3"), session.json("diff v1 v3"));
    assert_eq!(session.json("diff @first..latest"), session.json("diff v1 v3"));
    let steps = session.json("diff v1..v3 --each");
    assert_eq!(steps["format"], "onrecord.diffs.v1");
    let diffs = [session.json("diff v1 v2"), session.json("diff v2 v3")];
    assert_eq!(steps["diffs"], serde_json::json!(diffs));
    let stats = session.json("diff v1 v3 --each --stat");
    assert_eq!(stats["format"], "onrecord.diffstats.v1");
    assert_eq!(stats["diffs"][1], session.json("diff v2 v3 --stat"));
}

#[test]
fn one_surname_two_people() {
    let session = TestEnvironment::with_fixture("same_surname", [1]);
    session.quietly("ingest same_surname/1.txt");
    session.run("audit Calder");
    session.run("audit Caldor");
    session.quietly("audit \"ruth calder\"");
    session.check("one_surname");
}

#[test]
fn side_by_side_needs_room() {
    let session = TestEnvironment::with_fixture("walk_back", [1, 2]);
    let narrow =
        session.command("diff walk_back/1.txt walk_back/2.txt --side-by-side").env("COLUMNS", "99").output().unwrap();
    snapshot("too_narrow", &String::from_utf8(narrow.stderr).unwrap());
    let wide = session.command("diff walk_back/1.txt walk_back/2.txt --side-by-side").output().unwrap();
    assert!(wide.stderr.is_empty() && wide.stdout != narrow.stdout);
}

#[test]
fn an_extraction_is_explained() {
    let session = TestEnvironment::new();
    session.file(
        "ferry.txt",
        "Nora Pell runs the Osterby ferry. “We sail at dawn,” she said on Friday.\n\n\
         Harbour officials fear that the quay may not hold, and called the plan “a gamble”.\n",
    );
    session.run("extract ferry.txt --explain --model rules");
    session.run("extract ferry.txt --explain=c2 --model fast");
    session.run("extract ferry.txt \"--explain=The Quay\" --model fast --format markdown");
    session.run("extract ferry.txt --explain=c99 --model rules");
    session.run("extract ferry.txt --explain=bridge --model rules");
    session.check("explained");

    let json = session.json("extract ferry.txt --explain=c1 --model accurate");
    assert_eq!(json["format"], "onrecord.extraction.v1");
    assert_eq!(json["explain"]["claims"][0]["id"], "c1");
    assert_eq!(json["explain"]["sentences"][0]["tokens"][0]["text"], "Nora");
    let mut without = json.clone();
    without.as_object_mut().unwrap().remove("explain");
    assert_eq!(session.json("extract ferry.txt --model accurate"), without);
}

#[test]
fn the_same_text_by_another_model_keeps_its_claims() {
    let session = two_versions();
    session.file("again.txt", "The ferry may be back, the port said.\n");
    session.quietly("ingest again.txt --story other --model rules");
    session.run("ingest again.txt --story other --model fast");
    session.run("ingest again.txt --story other --model rules");
    session.check("other_model");
}

#[test]
fn colour_comes_when_it_is_asked_for() {
    let session = TestEnvironment::with_fixture("walk_back", [1]);
    let has_colour = |options: &str, variables: &[(&str, &str)]| {
        let mut command = session.command(&format!("extract walk_back/1.txt {options}"));
        command.env_remove("NO_COLOR").envs(variables.iter().copied());
        command.output().unwrap().stdout.contains(&0x1b)
    };
    assert!(!has_colour("", &[]));
    assert!(has_colour("--color always", &[("NO_COLOR", "1")]));
    assert!(has_colour("", &[("CLICOLOR_FORCE", "1")]));
    assert!(!has_colour("", &[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")]));
    assert!(!has_colour("--color never", &[("CLICOLOR_FORCE", "1")]));
    assert!(!has_colour("--format json", &[("CLICOLOR_FORCE", "1")]));
}

/// The shipped story of a fire, its five versions recorded.
fn harbour_fire() -> TestEnvironment {
    let session = TestEnvironment::new();
    for number in 1..=5 {
        let text = std::fs::read(format!("tests/fixtures/harbour_fire/{number}.txt")).unwrap();
        session.file(&format!("{number}.txt"), text);
    }
    session.quietly("ingest 1.txt 2.txt 3.txt 4.txt 5.txt --story harbour-fire --model rules");
    session
}

#[test]
fn blame_and_log_say_who_changed_what() {
    let session = harbour_fire();
    session.run("blame");
    session.run("blame harbour-fire@v3 --severity substantive --format markdown");
    session.run("log --changes=3");
    session.run("log --changes=all --format markdown");
    session.check("blame_and_log");
}

#[test]
fn a_history_is_that_of_one_claim() {
    let session = harbour_fire();
    session.run("history \"injured 12 people early on Tuesday\"");
    session.run("history harbour-fire@v5#c1 --format json");
    session.run("history terminal");
    session.run("history 999");
    session.run("history v3#c99");
    session.run("history \"no such words\" --story harbour");
    session.run("history 12 --words");
    session.check("claim_history");
}

#[test]
fn a_history_tells_of_absence() {
    let session = TestEnvironment::new();
    for number in 1..=4 {
        let text = std::fs::read(format!("tests/fixtures/a_b_a/{number}.txt")).unwrap();
        session.file(&format!("{number}.txt"), text);
    }
    session.quietly("ingest 1.txt 2.txt 3.txt 4.txt --story a-b-a --model rules");
    session.run("blame");
    session.run("history \"meadows at Weir House\"");
    session.run("log --changes");
    session.check("blame_after_absence");
}

#[test]
fn blame_says_where_another_extractor_read() {
    let session = two_versions();
    session.file("ferry-v3.txt", "---\ncaptured: 2031-04-05T10:30Z\n---\nThe ferry may be back, the port said.\n\nResidents fear that the works at the pier will cost more than the council has promised.\n");
    session.quietly("ingest ferry-v3.txt --story ferry --model fast");
    session.run("blame");
    session.run("history 1");
    session.run("log --changes");
    session.check("blame_by_two_extractors");
}

#[test]
fn claims_are_filtered_and_what_is_held_back_is_counted() {
    let session = TestEnvironment::with_fixture("harbour_fire", 1..=1);
    session.quietly("ingest --model rules harbour_fire --story harbour-fire");
    let all = session.json("claims");
    let all = all["claims"].as_array().expect("claims").len();
    let json = session.json("claims --speaker harrowick --kind quote,statement");
    let shown = json["claims"].as_array().expect("claims").len();
    assert!(0 < shown && shown < all, "{json}");
    assert_eq!(json["held_back"], all - shown);
    let table = session.quietly("claims --speaker harrowick --kind quote,statement");
    assert!(table.contains(&format!(": {all} claims (")), "{table}");
    assert!(table.ends_with(&format!("\n{} claims held back by the filter\n", all - shown)), "{table}");
    assert!(session.json("claims")["held_back"].is_null());
    let outcome = session.run("claims --kind rumour");
    assert!(outcome.code == 2 && outcome.err.contains("a kind is quote, mixed, statement or fact"), "{outcome}");
}

#[test]
fn small_edits_stand_in_one_line() {
    let session = TestEnvironment::with_fixture("respelled", 1..=2);
    session.quietly("ingest --model rules respelled --story fair");
    for line in ["diff v1 v2", "diff v1 v2 --severity cosmetic --speaker munz"] {
        session.run(line);
    }
    session.check("small_edits");
    let whole = "[-haven't-]{+haven’t+}";
    for (options, is_whole) in [("", false), (" --order text", true), (" --why", true), (" --kind punctuation", true)] {
        assert_eq!(session.quietly(&format!("diff v1 v2{options}")).contains(whole), is_whole, "{options}");
    }
    let folded = session.quietly("diff v1 v2");
    let id = folded.lines().find(|line| line.starts_with("~ 1. ")).and_then(|line| line.split_whitespace().last());
    let id = id.expect("an edit with an id");
    session.quietly(&format!("rule {id} not-a-change"));
    // What was ruled on is worth its words.
    assert!(session.quietly("diff v1 v2").contains(whole));
}

#[test]
fn nothing_is_cut_in_a_pipe() {
    let session = TestEnvironment::new();
    let outlet = "The Courier of the Northern Harbours and Waterways";
    let text = "“We will not open the outer breakwater gate,” said Wilhelmina Featherstonehaugh-Abernathy of the \
                Consolidated Harbour and Waterways Inspectorate. The gate may be shut, the port said.";
    session.file(
        "gate.txt",
        format!("---\nheadline: Gate shut\noutlet: {outlet}\ncaptured: 2031-04-02T09:00Z\n---\n{text}\n"),
    );
    session.file(
        "gate-2.txt",
        format!(
            "---\nheadline: Gate shut\noutlet: {outlet}\ncaptured: 2031-04-03T09:00Z\n---\n{}\n",
            text.replace("outer", "inner northern")
        ),
    );
    session.quietly("ingest --model rules gate.txt gate-2.txt --story the-gate-at-the-breakwater");
    for columns in ["60", "80", "100"] {
        for line in [
            "claims",
            "claims v1",
            "stories",
            "speakers",
            "log --changes",
            "topics Featherstonehaugh-Abernathy",
            "search gate",
            "blame",
            "show",
        ] {
            let Outcome { out, code, .. } = outcome(session.command(line).env("COLUMNS", columns));
            assert_eq!(code, 0, "{line}: {out}");
            assert!(!out.contains('…'), "{line} at {columns}: {out}");
            let is_too_wide = |line: &&str| line.chars().count() > columns.parse().expect("a number");
            assert_eq!(out.lines().find(is_too_wide), None, "{line} at {columns}: {out}");
        }
        let claims = outcome(session.command("claims v1").env("COLUMNS", columns)).out;
        for words in ["breakwater", "Featherstonehaugh-Abernathy", "negated"] {
            assert!(claims.contains(words), "{words} at {columns}: {claims}");
        }
    }
}

#[test]
fn a_time_is_read_back_as_it_is_shown() {
    let session = two_versions();
    session.quietly("ingest --model rules ferry-v1.txt ferry-v2.txt --story ferry");
    let east = |line: &[&str]| outcome(session.command(line).env("TZ", "Europe/Berlin")).out;
    let log = east(&["log", "ferry"]);
    let shown = "2031-04-03 11:00 +02:00";
    assert!(log.contains(shown), "{log}");
    assert!(east(&["show", &format!("ferry@{shown}")]).starts_with("ferry@v2"));
    assert!(east(&["show", "ferry@2031-04-03 10:59 +02:00"]).starts_with("ferry@v1"));
    assert!(east(&["log", "ferry", "--utc"]).contains("2031-04-03 09:00 UTC"));
    assert!(east(&["show", "ferry@2031-04-03 09:00 UTC"]).starts_with("ferry@v2"));
}

#[test]
fn help_keeps_its_tables_on_a_narrow_terminal() {
    let session = TestEnvironment::new();
    let help = outcome(session.command("diff --help").env("COLUMNS", "60")).out;
    let example = "  onrecord diff kremlin-talks@2025-08-20 kremlin-talks@2025-08-21 --severity substantive\n";
    assert!(help.contains(example), "{help}");
    assert!(help.contains(
        "  @2025-08-20T14:05Z          the last version captured by that time (UTC where no zone is given)\n"
    ));
}
