//! Who is who across stories and what an edit is, decided on the command line; and what that does to the reports.
//!
//! The times of decisions are left out of snapshots.

use crate::environment::TestEnvironment;

impl TestEnvironment {
    /// Records a version of a story; the outlet and the day stand in its front matter.
    fn version(&self, story: &str, outlet: &str, day: &str, body: &str) -> &Self {
        let text = format!("---\noutlet: {outlet}\npublished: {day}T06:00Z\ncaptured: {day}T07:00Z\n---\n{body}\n");
        self.file("text.txt", text).quietly(&format!("ingest text.txt --story {story} --model rules"));
        self
    }

    /// Counts the statements of a speaker.
    fn statements(&self, name: &str) -> usize {
        self.json(&format!("audit \"{name}\""))["entries"].as_array().map_or(0, Vec::len)
    }
}

/// One engineer in two spellings, a baker and a mayor of one name, and a minister without a name.
fn town() -> TestEnvironment {
    let desk = TestEnvironment::new();
    desk.version(
        "quay",
        "Port Ansel Courier",
        "2031-04-02",
        "Sergei Marsk, the chief engineer, said that the quay was safe.",
    )
    .version(
        "crane",
        "Port Ansel Courier",
        "2031-04-09",
        "Sergey Marsk, the chief engineer, said that the crane was old.",
    )
    .version("bread", "Tolver Post", "2031-04-10", "John Ruiz, a baker, said that flour was dear.")
    .version("gate", "Tolver Post", "2031-04-11", "John Ruiz, the mayor, said that the gate would stay.")
    .version("dues", "Tolver Post", "2031-05-20", "The harbour minister said that the dues would rise.")
    .version("levy", "Tolver Post", "2032-05-20", "The harbour minister said that the levy would fall.");
    desk
}

#[test]
fn one_person_under_two_names() {
    let desk = town();
    desk.run("speakers --suggest");
    desk.run("speakers merge \"Sergei Marsk\" \"Sergey Marsk\"");
    desk.run("speakers");
    desk.run("audit \"Sergey Marsk\"");
    desk.run("speakers merge \"Sergei Marsk\" \"Sergey Marsk\"");
    desk.run("speakers --suggest");
    desk.run("speakers rename Marsk \"Sergei P. Marsk\"");
    desk.run("audit Marsk");
    desk.run("speakers undo");
    desk.run("speakers undo 1");
    desk.run("speakers undo 1");
    desk.run("decisions");
    desk.check("one_person");
}

#[test]
fn two_people_of_one_name() {
    let desk = town();
    assert_eq!(desk.statements("John Ruiz"), 2);
    desk.run("speakers split \"John Ruiz\"");
    desk.run("speakers split \"John Ruiz\" --story bread --as \"John Ruiz, the baker\"");
    desk.run("audit Ruiz");
    desk.run("audit \"John Ruiz\"");
    desk.run("audit \"John Ruiz, the baker\"");
    desk.run("speakers split \"John Ruiz\" --outlet \"Nowhere Gazette\"");
    desk.check("two_people");
}

#[test]
fn an_office_by_the_date_of_the_text() {
    let desk = town();
    assert_eq!(desk.statements("Sergei Marsk"), 1);
    desk.run("speakers role \"Sergei Marsk\" \"harbour minister\" --from 2031-05-01 --until 2032-01-31");
    desk.run("audit \"Sergei Marsk\"");
    desk.run("speakers role \"Sergei Marsk\" \"harbour minister\" --from 2031-05-01 --until 2031-01-31");
    desk.run("speakers alias \"Sergei Marsk\" \"the harbour minister\" --story levy");
    desk.run("audit \"the harbour minister\"");
    desk.check("an_office");
    desk.quietly("decisions undo 1");
    desk.quietly("decisions undo 2");
    assert_eq!(desk.statements("Sergei Marsk"), 1);
}

#[test]
fn search_and_diff_go_by_what_was_decided() {
    let desk = town();
    let found = |desk: &TestEnvironment, name: &str| {
        let json = desk.json(&format!("search \"quay OR crane OR levy OR dues\" --speaker \"{name}\""));
        let hits = json["hits"].as_array().expect("hits").clone();
        let mut refs: Vec<String> = hits.iter().map(|hit| hit["ref"].as_str().expect("a place").to_owned()).collect();
        refs.sort();
        refs
    };
    assert_eq!(found(&desk, "Sergei Marsk"), ["quay@v1#c1"]);
    desk.quietly("speakers merge \"Sergei Marsk\" \"Sergey Marsk\"");
    desk.quietly("speakers role \"Sergei Marsk\" \"harbour minister\" --from 2031-05-01 --until 2032-01-31");
    for name in ["Sergei Marsk", "Sergey Marsk", "marsk"] {
        assert_eq!(found(&desk, name), ["crane@v1#c1", "dues@v1#c1", "quay@v1#c1"], "{name}");
    }
    desk.quietly("speakers split \"John Ruiz\" --story bread --as \"John Ruiz, the baker\"");
    desk.run("search flour --speaker Ruiz");
    desk.run("search flour --speaker \"John Ruiz, the baker\"");
    desk.version("dues", "Tolver Post", "2031-05-21", "The harbour minister said that the dues would not rise.");
    desk.run("diff dues@v1 dues@v2 --speaker Marsk --stat");
    desk.run("diff dues@v1 dues@v2 --speaker Brandt --stat");
    desk.check("found_by_decisions");
}

#[test]
fn names_that_are_unknown_or_several() {
    let desk = town();
    desk.run("speakers merge Mask \"Sergey Marsk\"");
    desk.run("speakers merge \"Sergei Marsk\" \"…\"");
    desk.run("speakers split \"John Ruiz\" \"John Ruiz\"");
    desk.run("speakers rename \"Sergei Marsk\" \"John Ruiz\"");
    desk.run("speakers alias \"Sergei Marsk\" \"the bread man\" --story brad");
    desk.run("speakers undo");
    desk.run("decisions undo 7");
    desk.check("refused_decisions");
    assert_eq!(desk.json("decisions")["decisions"], serde_json::json!([]));
}

#[test]
fn the_journal_goes_to_another_database_and_back() {
    let desk = town();
    desk.quietly("speakers merge \"Sergei Marsk\" \"Sergey Marsk\"");
    desk.quietly("speakers split \"John Ruiz\" --story bread");
    desk.quietly("speakers undo 1");
    let journal = desk.quietly("decisions export");
    assert_eq!(journal.lines().count(), 3);

    let other = town();
    other.quietly("speakers merge \"Sergey Marsk\" \"Sergei Marsk\"");
    other.file("journal.jsonl", &journal);
    let imported = other.json("decisions import journal.jsonl");
    assert_eq!((&imported["read"], &imported["added"]), (&3.into(), &3.into()));
    let once = other.quietly("decisions export");
    assert_eq!(other.json("decisions import journal.jsonl")["added"], 0);
    assert_eq!(other.quietly("decisions export"), once, "imported twice is imported once");
    assert_eq!(other.statements("John Ruiz (bread)"), 1);
    assert_eq!(other.statements("Sergei Marsk"), 2, "its own merge stands");

    desk.file("journal.jsonl", &once);
    assert_eq!(desk.json("decisions import journal.jsonl")["added"], 1);
    assert_eq!(desk.json("speakers"), other.json("speakers"), "two files with one journal give one view");
}

#[test]
fn a_journal_that_was_changed_is_refused_whole() {
    let desk = town();
    desk.quietly("speakers merge \"Sergei Marsk\" \"Sergey Marsk\"");
    let journal = desk.quietly("decisions export");
    let forged = format!("{journal}{}\nnonsense\n", journal.trim().replace("Ines Aldana", "Otto Brandt"));
    desk.file("forged.jsonl", forged);
    desk.file("nonsense.jsonl", "nonsense\n");
    desk.run("decisions import forged.jsonl");
    desk.run("decisions import nonsense.jsonl");
    desk.run("decisions import missing.jsonl");
    desk.check("forged_journal");
    assert_eq!(desk.quietly("decisions export"), journal);
}

#[test]
fn hostile_words_stay_words() {
    let desk = town();
    desk.quietly("speakers alias \"Sergei Marsk\" \"\u{1b}[2J<b>x</b>\u{202e}\" --author \"\u{1b}]0;x\u{7}\"");
    for format in ["terminal", "markdown"] {
        let text = desk.quietly(&format!("decisions --format {format}"));
        assert!(!text.contains(['\u{1b}', '\u{202e}', '\u{7}']), "{text:?}");
    }
    assert!(!desk.quietly("decisions --format markdown").contains("<b>"));
}

/// Two versions that differ in a number and in a word.
fn fire() -> TestEnvironment {
    let desk = TestEnvironment::new();
    let first = "At least 12 people were hurt, the port said.\n\nThe pumps failed, Mara Voss said.";
    let second = "At least 21 people were hurt, the port said.\n\nThe pumps may have failed, Mara Voss said.";
    desk.version("fire", "Tolver Post", "2031-04-02", first).version("fire", "Tolver Post", "2031-04-03", second);
    desk
}

#[test]
fn a_ruling_stands_beside_its_edit() {
    let desk = fire();
    let edits = desk.json("diff v1 v2");
    let ids: Vec<&str> = edits["edits"].as_array().unwrap().iter().filter_map(|edit| edit["id"].as_str()).collect();
    assert_eq!(ids.len(), 2);
    desk.run("diff v1 v2");
    desk.run(&format!("rule {} is-correction --note \"the port had given a wrong number\"", &ids[0][..8]));
    desk.run("diff v1 v2");
    desk.run("diff v1 v2 --unruled");
    desk.run("log --changes");
    desk.run("diff v1 v2 --format markdown");
    desk.run(&format!("rule {} not-a-shift", &ids[1][..8]));
    desk.run("rule 0000 misread");
    desk.run("rule 12 misread");
    desk.check("rulings");
    let edit = &desk.json("diff v1 v2")["edits"][0];
    assert_eq!(edit["ruling"]["verdict"], "is-correction");
    assert_eq!(edit["ruling"]["author"], "Ines Aldana");
    desk.quietly("decisions undo");
    assert_eq!(desk.json("diff v1 v2"), edits, "taken back, it leaves no trace");
}

#[test]
fn an_edit_of_a_range_is_ruled_on_where_it_was_found() {
    let desk = fire();
    desk.version("fire", "Tolver Post", "2031-04-04", "At least 30 people were hurt, the port said.");
    let id = desk.json("diff v1..v3")["edits"][0]["id"].as_str().unwrap()[..8].to_owned();
    assert_eq!(desk.run(&format!("rule {id} confirmed")).code, 2);
    desk.quietly(&format!("rule {id} confirmed --in fire@v1..v3"));
    assert_eq!(desk.json("diff v1..v3")["edits"][0]["ruling"]["verdict"], "confirmed");
    desk.quietly(&format!("rule {id} not-a-change"));
    assert_eq!(desk.json("diff v1..v3")["edits"][0]["ruling"]["verdict"], "not-a-change");
}

#[test]
fn a_ruling_stands_beside_its_shift() {
    let desk = TestEnvironment::new();
    let toll = "\u{201c}We will not raise the harbour toll,\u{201d} said Mayor Ines Tarrow.";
    desk.version("budget", "Tolver Post", "2031-04-02", toll);
    let toll = "\u{201c}We will raise the harbour toll,\u{201d} said Mayor Ines Tarrow.";
    desk.version("works", "Tolver Post", "2032-05-02", toll);
    let audit = desk.json("audit Tarrow");
    let id = audit["shifts"][0]["id"].as_str().unwrap()[..8].to_owned();
    assert_eq!(audit["shifts"][0]["ruling"], serde_json::Value::Null);
    desk.run("audit Tarrow");
    desk.run(&format!("rule {id} not-a-shift"));
    desk.run(&format!("rule {id} not-a-shift --speaker Tarrow --note \"another toll\""));
    desk.run("audit Tarrow");
    desk.run("audit Tarrow --format markdown");
    desk.run("rule 0000 misread --speaker Tarrow");
    desk.check("rulings_on_shifts");
    // It stays beside the shift whatever else comes in, and is found again without the speaker.
    desk.version("works", "Tolver Post", "2032-05-03", &format!("{toll} The port welcomed it."));
    assert_eq!(desk.json("audit Tarrow --topic \"harbour toll\"")["shifts"][0]["ruling"]["verdict"], "not-a-shift");
    desk.quietly(&format!("rule {id} confirmed"));
    assert_eq!(desk.json("audit Tarrow")["shifts"][0]["ruling"]["verdict"], "confirmed");
    assert_eq!(desk.json("audit Tarrow")["entries"].as_array().unwrap().len(), 2, "nothing is hidden");
}
