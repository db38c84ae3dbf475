//! Stories that are merged, and versions that are moved: under which numbers, what is compared, what an undo brings back.

use crate::environment::TestEnvironment;

/// Makes a history of two stories that are one: the page had another address for a while.
fn desk() -> TestEnvironment {
    let desk = TestEnvironment::new();
    let text = |address: &str, day: u32, words: &str| {
        format!(
            "---\nheadline: The ferry waits\noutlet: Tolver Post\nurl: https://tolver.example/{address}\n\
             captured: 2031-04-0{day}T09:00Z\n---\n\
             {words} “We will not open the harbour this year,” said Mara Voss.\n"
        )
    };
    desk.file("h1.txt", text("harbour", 1, "The port lost 12 boats."));
    desk.file("h2.txt", text("harbour", 2, "The port lost 14 boats."));
    desk.file("f1.txt", text("ferry", 3, "The port lost 21 boats."));
    desk.file("f2.txt", text("ferry", 4, "The port lost 21 boats. The pier is shut."));
    desk.quietly("ingest h1.txt h2.txt --story harbour --model rules");
    desk.quietly("ingest f1.txt f2.txt --story ferry --model rules");
    desk.file("p.txt", "---\ncaptured: 2031-05-02\n---\n“We will open the harbour,” said Mara Voss.\n");
    desk.quietly("ingest p.txt --story pier --model rules");
    desk
}

/// Lists the stories with the number of their latest version.
fn stories(desk: &TestEnvironment) -> Vec<String> {
    let json = desk.json("stories");
    let stories = json["stories"].as_array().expect("stories").iter();
    stories.map(|story| format!("{} {}", story["slug"].as_str().expect("a name"), story["versions"])).collect()
}

/// What is asked about the stories, as a program asks it.
const QUESTIONS: &[&str] = &[
    "stories",
    "log harbour",
    "log ferry",
    "log ferry --changes",
    "diff harbour@v1 harbour@v2",
    "diff ferry@v1 ferry@v2",
    "diff ferry@v1..@latest --each",
    "show ferry@v2",
    "show ferry",
    "show ferry@2031-04-03",
    "claims ferry@v1",
    "blame ferry",
    "blame harbour",
    "history ferry@v2#c1",
    "history \"open the harbour this year\" --story ferry",
    "search harbour",
    "search boats --story ferry",
    "audit Voss",
    "quotes \"open the harbour this year\"",
    "speakers",
    "topics Voss",
    "feed",
    "feed ferry",
    "feed --speaker Voss",
    "verify",
    "verify ferry",
    "watch list",
];

fn answers(desk: &TestEnvironment) -> Vec<String> {
    QUESTIONS.iter().map(|question| desk.quietly(&format!("{question} --format json"))).collect()
}

fn text(value: &serde_json::Value) -> &str {
    value.as_str().expect("a text")
}

#[test]
fn two_stories_become_one() {
    let desk = desk();
    desk.run("stories merge ferry harbour --dry-run");
    assert_eq!(stories(&desk), ["ferry 2", "harbour 2", "pier 1"]);
    for call in [
        "stories merge ferry harbour",
        "stories",
        "log harbour",
        "diff harbour@v2 harbour@v3",
        "show ferry@v2",
        "blame harbour",
        "history harbour@v4#c1",
        "audit Voss",
        "search boats",
        "decisions",
    ] {
        desk.run(call);
    }
    assert_eq!(stories(&desk), ["harbour 4", "pier 1"]);
    assert_eq!(desk.json("info")["stories"], 2);
    assert!(desk.json("verify")["problems"].as_array().expect("problems").is_empty());
    desk.check("merged");
}

#[test]
fn an_undo_brings_back_all_that_was() {
    let desk = desk();
    desk.quietly("watch add https://tolver.example/ferry --story ferry");
    let before = answers(&desk);
    for decision in ["stories merge ferry harbour", "stories merge harbour pier", "stories move harbour@v1 ferry"] {
        desk.quietly(decision);
        let merged = answers(&desk);
        assert_ne!(merged[0], before[0], "{decision}");
        desk.quietly("decisions undo");
        for ((question, before), after) in QUESTIONS.iter().zip(&before).zip(answers(&desk)) {
            // The checked decisions are counted.
            if !question.starts_with("verify") {
                assert_eq!(&after, before, "{decision}: {question}");
            }
        }
        // The undo taken back is the decision again.
        let undone = desk.json("decisions")["decisions"].as_array().expect("decisions").len();
        desk.quietly(&format!("decisions undo {undone}"));
        for ((question, merged), after) in QUESTIONS.iter().zip(&merged).zip(answers(&desk)) {
            if !question.starts_with("verify") {
                assert_eq!(&after, merged, "{decision}: {question}");
            }
        }
        desk.quietly(&format!("decisions undo {}", undone + 1));
    }
    assert!(desk.json("verify")["problems"].as_array().expect("problems").is_empty());
}

#[test]
fn what_was_quoted_goes_on_meaning_what_it_meant() {
    let desk = desk();
    let shown = |reference: &str| desk.json(&format!("show {reference}"))["version"]["sha256"].clone();
    let added = |old: &str, new: &str| {
        let diff = desk.json(&format!("diff {old} {new}"));
        let mut edits = diff["edits"].as_array().expect("edits").iter();
        edits.find(|edit| edit["edit"] == "added").cloned().expect("an edit")
    };
    let claim = desk.json("history ferry@v2#c2")["lineage"].clone();
    let quoted = ["harbour@v1", "harbour@v2", "ferry@v1", "ferry@v2"];
    let texts: Vec<_> = quoted.iter().map(|reference| shown(reference)).collect();
    let id = text(&added("ferry@v1", "ferry@v2")["id"]).to_owned();
    desk.quietly(&format!("rule {id} is-correction --in ferry"));
    desk.quietly("stories merge ferry harbour");
    desk.file("new.txt", "---\ncaptured: 2031-04-05\n---\nThe port lost 22 boats.\n");
    desk.quietly("ingest new.txt --story ferry --model rules");
    for (reference, before) in quoted.iter().zip(&texts) {
        assert_eq!(shown(reference), *before, "{reference}");
    }
    assert_eq!([shown("harbour@v3"), shown("harbour@v4")], [texts[2].clone(), texts[3].clone()]);
    assert_eq!(desk.json("show ferry@latest")["version"]["ref"], "harbour@v5");
    let after = added("harbour@v3", "harbour@v4");
    assert_eq!(after["id"], id.as_str(), "the id of an edit stays");
    assert_eq!(after["ruling"]["verdict"], "is-correction");
    assert_eq!(desk.json(&format!("history {claim}"))["story"]["slug"], "harbour", "and so does the number of a claim");
    desk.quietly("stories rename harbour port");
    assert_eq!(desk.json("show ferry@v2")["version"]["ref"], "port@v4");
    assert_eq!(desk.json("show harbour@v4")["version"]["ref"], "port@v4");
    assert_eq!(desk.run("stories rename port ferry").code, 2, "ferry@v1 would mean two versions");
}

#[test]
fn what_comes_in_under_either_name_or_address_goes_into_the_story() {
    let desk = desk();
    desk.quietly("stories merge ferry harbour");
    let add = |name: &str, boats: u32, call: &str| {
        desk.file(name, format!("---\ncaptured: 2031-04-{boats}\n---\nThe port lost {boats} boats.\n"));
        desk.run(&format!("ingest {name} {call} --model rules"));
    };
    add("a.txt", 11, "--story ferry");
    add("b.txt", 12, "--story harbour");
    add("ferry_3.txt", 13, "");
    add("c.txt", 14, "--url https://tolver.example/ferry");
    add("d.txt", 15, "--url https://tolver.example/harbour?utm_source=mail");
    add("e.txt", 16, "--url https://other.example/ferry");
    // A repeat of the latest version is none, whatever name it comes under.
    add("d.txt", 15, "--story ferry");
    assert_eq!(stories(&desk), ["harbour 9", "other-example-ferry 1", "pier 1"]);
    assert!(desk.json("verify")["problems"].as_array().expect("problems").is_empty());
    desk.check("into_merged");
}

#[test]
fn a_version_that_stands_in_the_wrong_story_is_moved() {
    let desk = desk();
    for call in [
        "stories move ferry@v1 harbour --dry-run",
        "stories move ferry@v1 harbour",
        "stories",
        "log ferry",
        "log harbour",
        "show ferry@v1 --format json",
        "show ferry@first --format json",
        "diff ferry@v1 ferry@v2 --stat",
        "stories move ferry@v2 harbour",
        "stories move harbour@v3 harbour",
        "stories move harbour@v9 ferry",
    ] {
        desk.run(call);
    }
    desk.file("new.txt", "---\ncaptured: 2031-04-05\n---\nThe port lost 22 boats.\n");
    desk.run("ingest new.txt --story ferry --model rules");
    assert_eq!(stories(&desk), ["ferry 3", "harbour 3", "pier 1"]);
    assert!(desk.json("verify")["problems"].as_array().expect("problems").is_empty());
    desk.check("moved");
}

#[test]
fn what_cannot_be_merged_is_told() {
    let desk = desk();
    desk.quietly("stories merge ferry harbour");
    for call in [
        "stories merge ferry harbour",
        "stories merge harbour ferry",
        "stories merge pier pier",
        "stories merge mill harbour",
        "stories merge pier mill",
        "stories rename pier ferry",
    ] {
        assert_eq!(desk.run(call).code, 2, "{call}");
    }
    desk.check("not_merged");
}

#[test]
fn what_came_in_between_a_merge_and_its_undo_stays_where_it_went() {
    let desk = desk();
    desk.quietly("stories merge ferry harbour");
    desk.file("new.txt", "---\ncaptured: 2031-04-05\n---\nThe port lost 22 boats. The pier is shut.\n");
    desk.quietly("ingest new.txt --story ferry --model rules");
    desk.quietly("decisions undo");
    assert_eq!(stories(&desk), ["ferry 2", "harbour 3", "pier 1"]);
    let found = desk.json("search pier");
    assert_eq!(found["total"], 2, "the statements of two stories are two: {found}");
    for story in ["ferry@v2", "harbour@v3"] {
        let life = desk.json(&format!("history {story}#c2"));
        assert_eq!(life["story"]["slug"], story[..story.len() - 3], "{life}");
    }
    assert!(desk.json("verify")["problems"].as_array().expect("problems").is_empty());
}

#[test]
fn older_versions_that_come_in_are_warned_of() {
    let desk = desk();
    desk.run("stories merge harbour ferry");
    desk.run("log ferry");
    desk.check("older_merged");
}

#[test]
fn a_merge_goes_to_another_database() {
    let (one, other) = (desk(), desk());
    one.quietly("stories merge ferry harbour");
    one.quietly("stories move harbour@v1 pier");
    other.file("journal.jsonl", one.quietly("decisions export"));
    other.quietly("decisions import journal.jsonl");
    for ((question, of_one), of_other) in QUESTIONS.iter().zip(answers(&one)).zip(answers(&other)) {
        // A check names the file, and the hash of its end.
        if !question.starts_with("verify") {
            assert_eq!(of_other, of_one, "{question}");
        }
    }
    let empty = TestEnvironment::new();
    empty.file("journal.jsonl", one.quietly("decisions export"));
    empty.file("f.txt", "The port lost 21 boats.\n");
    empty.quietly("ingest f.txt --story ferry --model rules");
    empty.quietly("decisions import journal.jsonl");
    assert_eq!(stories(&empty), ["ferry 1"], "where there is no such story, nothing is decided into it");
}
