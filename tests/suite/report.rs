//! `onrecord report`: where a page goes, and that it is the same page wherever it goes.

use std::fs;

use crate::environment::TestEnvironment;

#[test]
fn a_page_goes_to_a_file_or_to_standard_output() {
    let session = TestEnvironment::with_fixture("harbour_fire", 1..=5);
    session.quietly("ingest harbour_fire --story harbour-fire");
    let story = session.quietly("report");
    assert!(story.starts_with("<!DOCTYPE html>") && story.ends_with("</html>\n"), "{story}");
    for part in ["Changed without a note", "Provenance", "12</del>", "id=\"v5\"", "data-kinds=\"number_changed\""] {
        assert!(story.contains(part), "no {part}");
    }
    let outcome = session.run("report harbour-fire -o story.html");
    assert_eq!((outcome.code, outcome.out.as_str()), (0, ""));
    assert!(outcome.err.contains("wrote story.html"), "{}", outcome.err);
    assert_eq!(fs::read_to_string(session.path("story.html")).expect("the page is there"), story);
    assert_eq!(session.quietly("report --story harbour-fire -o -"), story);
    assert_eq!(session.quietly("report diff v1 v5"), session.quietly("diff v1 v5 --format html"));
    assert!(session.quietly("report search --topic terminal").contains("<h1>terminal</h1>"));
    session.quietly("report audit Harrowick -o audit.html");
    assert!(session.path("audit.html").exists());
}

#[test]
fn what_is_no_page_is_said() {
    let session = TestEnvironment::with_fixture("harbour_fire", 1..=2);
    session.quietly("ingest harbour_fire --story harbour-fire");
    let check = |line: &str, expected: &str| {
        let outcome = session.run(line);
        assert_eq!(outcome.code, 2, "{line}");
        assert!(outcome.err.contains(expected), "{line}: {}", outcome.err);
    };
    check("log --format html", "only report, diff, show, audit, search and quotes can be printed as html");
    check("report --format csv", "stories and speakers can be printed as csv");
    check("report -o no/such/folder.html", "cannot write");
    check("report -o - --open", "-o - is none");
    check("report ferry", "ferry");
}

#[test]
fn an_edit_becomes_a_picture() {
    let session = TestEnvironment::with_fixture("harbour_fire", 1..=5);
    session.quietly("ingest harbour_fire --story harbour-fire");
    let log = session.json("log harbour-fire --changes=all");
    let id = log["versions"][1]["edits"][0]["id"].as_str().expect("an edit").to_owned();
    let svg = session.run(&format!("card {}", &id[..8]));
    assert!(svg.code == 0 && svg.out.starts_with("<svg") && svg.out.trim_end().ends_with("</svg>"), "{}", svg.err);
    assert!(svg.err.contains("[went: 12][came: 14]"), "{}", svg.err);
    session.quietly(&format!("card {id} --in harbour-fire@v1..v2 -o card.PNG"));
    let png = fs::read(session.path("card.PNG")).expect("the picture is there");
    assert_eq!(&png[..8], b"\x89PNG\r\n\x1a\n");
    let none = session.run("card 00000000");
    assert!(none.code == 2 && none.err.contains("no edit has an id that begins with 00000000"), "{}", none.err);
    assert_eq!(session.run(&format!("card {id} -o no/folder.svg")).code, 2);
}
