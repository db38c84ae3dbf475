//! What stories are called: slips in `--story`, files whose names say which version they are, and new names.

use crate::environment::TestEnvironment;

/// Makes a history with the story ferry, of two versions.
fn ferry() -> TestEnvironment {
    let desk = TestEnvironment::new();
    desk.file("ferry.txt", "The ferry is back, the port said.\n");
    desk.file("ferry_2.txt", "The ferry may be back, the port said.\n");
    desk.file("other.txt", "The bridge is shut, the port said.\n");
    desk.quietly("ingest ferry.txt --model rules");
    desk.quietly("ingest ferry_2.txt --story ferry --model rules");
    desk
}

/// Lists the stories with the number of their versions.
fn stories(desk: &TestEnvironment) -> Vec<String> {
    let json = desk.json("stories");
    let stories = json["stories"].as_array().expect("stories").iter();
    stories.map(|story| format!("{} {}", story["slug"].as_str().expect("a name"), story["versions"])).collect()
}

#[test]
fn a_slip_in_a_name_makes_no_story() {
    let desk = ferry();
    for call in [
        "ingest other.txt --story fery --model rules",
        "import table versions.csv --story ferrry",
        "watch add https://quay.example/ferry --story frery",
        "ingest other.txt --story ferry --new --model rules",
        "ingest other.txt --new",
    ] {
        desk.run(call);
    }
    assert_eq!(stories(&desk), ["ferry 2"]);
    desk.run("ingest other.txt --story fery --new --model rules");
    desk.run("ingest other.txt --story ferry-strike --model rules");
    desk.run("ingest other.txt --story bridge --model rules");
    assert_eq!(stories(&desk), ["bridge 1", "ferry 2", "ferry-strike 1", "fery 1"]);
    desk.quietly("watch add https://quay.example/mill --story mill-fire");
    desk.run("watch add https://quay.example/mill-burns --story mill-fires");
    desk.quietly("watch add https://quay.example/mill-burns --story mill-fire");
    desk.check("slips");
}

#[test]
fn a_number_in_a_file_s_name_is_a_version_of_the_story_that_is_there() {
    let desk = ferry();
    let files = ["ferry_3.txt", "ferry-v4.txt", "ferry (5).txt", "Ferry.6.txt", "pier_2.txt", "ferry_2031.txt"];
    for (nth, file) in files.iter().enumerate() {
        desk.file(file, format!("The ferry has {} boats, the port said.\n", nth + 10));
        desk.run(&["ingest", file, "--model", "rules"]);
    }
    assert_eq!(stories(&desk), ["ferry 6", "ferry-2031 1", "pier-2 1"]);
    // What has a story of its own goes on there, and what is of one call is one story.
    desk.file("pier.txt", "The pier is open, the port said.\n")
        .file("pier_2.txt", "The pier is shut, the port said.\n");
    desk.quietly("ingest pier.txt pier_2.txt --model rules");
    desk.file("mill.txt", "The mill is open, the port said.\n").file("mill_2.txt", "The mill burns, the port said.\n");
    desk.quietly("ingest mill.txt mill_2.txt --model rules");
    assert_eq!(stories(&desk), ["ferry 6", "ferry-2031 1", "mill 2", "pier 1", "pier-2 2"]);
    desk.check("numbered_files");
}

/// Makes a history in which a person speaks in two stories, with decisions, a ruling and something that is watched.
fn harbour(name: &str) -> TestEnvironment {
    let desk = TestEnvironment::new();
    let text = |words: &str, day: u32| {
        format!(
            "---\nheadline: Boats wait\noutlet: Tolver Post\nurl: https://tolver.example/boats\n\
             captured: 2031-04-0{day}T09:00Z\n---\n\
             “{words},” said Mara Voss. The minister said on Monday that 12 boats had left.\n"
        )
    };
    desk.file("1.txt", text("We will not open the harbour this year", 2));
    desk.file("2.txt", text("We will open the harbour this year", 3));
    desk.file("3.txt", "---\ncaptured: 2031-05-02\n---\n“We will not open the harbour this year,” said Mara Voss.\n");
    desk.quietly(&format!("ingest 1.txt 2.txt --story {name} --model rules"));
    desk.quietly("ingest 3.txt --story pier --model rules");
    desk
}

/// The questions whose answers name the story that is called so.
fn questions(name: &str) -> Vec<String> {
    let questions = [
        "stories",
        "stories --format json",
        "log NAME --changes",
        "log NAME --format json",
        "diff NAME@v1 NAME@v2",
        "diff NAME@v1 NAME@v2 --format json",
        "show NAME@2031-04-02",
        "claims NAME@latest --format json",
        "blame NAME",
        "blame NAME --format json",
        "history NAME@v1#c1",
        "history \"open the harbour\" --story NAME",
        "search harbour",
        "search boats --story NAME --format json",
        "audit Voss",
        "audit Voss --format json",
        "quotes \"open the harbour this year\"",
        "speakers --format json",
        "topics Voss",
        "feed",
        "feed NAME",
        "feed --speaker Voss --format json",
        "report NAME -o -",
        "verify NAME --format json",
        "watch list --format json",
        "watch status",
    ];
    questions.iter().map(|question| question.replace("NAME", name)).collect()
}

#[test]
fn a_story_by_another_name_is_the_same_story() {
    let desk = harbour("ferry");
    let ask = |name: &str| questions(name).iter().map(|line| desk.quietly(line)).collect::<Vec<_>>();
    let id = |pointer: &str, line: &str| {
        desk.json(line).pointer(pointer).and_then(|id| id.as_str()).expect("an id").to_owned()
    };
    let edit = id("/edits/0/id", "diff ferry@v1 ferry@v2");
    desk.quietly(&format!("rule {edit} is-correction --in ferry"));
    let shift = id("/shifts/0/id", "audit Voss");
    desk.quietly(&format!("rule {shift} not-a-shift --speaker Voss"));
    desk.quietly("speakers alias \"Mara Voss\" \"the minister\" --story ferry");
    desk.quietly("watch add https://tolver.example/boats --story ferry");
    let before = ask("ferry");
    desk.run("stories rename ferry barge");
    // The ids of edits and shifts, the rulings on them and the decisions about its texts are what they were.
    let shown = before.iter().map(|answer| answer.replace("ferry", "barge"));
    for ((line, shown), after) in questions("barge").iter().zip(shown).zip(ask("barge")) {
        assert_eq!(after, shown, "{line}");
    }
    for ((line, old), new) in questions("ferry").iter().zip(ask("ferry")).zip(ask("barge")) {
        assert_eq!(old, new, "{line}");
    }
    assert!(desk.json("verify")["problems"].as_array().expect("problems").is_empty());
    desk.run("decisions");
    desk.run("decisions undo 4");
    assert_eq!(ask("ferry"), before);
    desk.check("renamed");
}

#[test]
fn what_comes_in_goes_into_the_renamed_story() {
    let desk = ferry();
    desk.quietly("stories rename ferry barge");
    desk.file("a.txt", "The ferry has one boat, the port said.\n");
    desk.run("ingest a.txt --story ferry --model rules");
    desk.file("a.txt", "The ferry has two boats, the port said.\n");
    desk.run("ingest a.txt --story barge --model rules");
    for (nth, file) in ["ferry_5.txt", "barge_6.txt", "ferry-v7.txt"].iter().enumerate() {
        desk.file(file, format!("The ferry has {} boats, the port said.\n", nth + 5));
        desk.run(&["ingest", file, "--model", "rules"]);
    }
    let page = ["--url", "https://quay.example/ferry", "--model", "rules"];
    desk.file("page.txt", "The ferry has nine boats, the port said.\n");
    desk.run(&[&["ingest", "page.txt"], &page[..]].concat());
    desk.run("ingest other.txt --story ferry --new --model rules");
    assert_eq!(stories(&desk), ["barge 8"]);
    assert!(desk.json("verify")["problems"].as_array().expect("problems").is_empty());
    desk.check("into_renamed");
}

#[test]
fn a_name_that_another_story_has_or_had_is_refused() {
    let desk = ferry();
    desk.quietly("ingest other.txt --story bridge --model rules");
    for call in
        ["fery barge", "ferry Ferry", "ferry bridge", "ferry barge", "bridge ferry", "bridge barge", "barge ferry"]
    {
        desk.run(&format!("stories rename {call}"));
    }
    desk.run("stories rename ferry !!");
    assert_eq!(stories(&desk), ["bridge 1", "ferry 2"]);
    desk.check("refused_names");
}

#[test]
fn a_new_name_goes_to_another_database() {
    let [desk, same, renamed, both] = ["ferry", "ferry", "barge", "ferry"].map(harbour);
    both.file("b.txt", "The barge is here, the port said.\n");
    both.quietly("ingest b.txt --story barge --model rules");
    desk.quietly("stories rename ferry barge");
    desk.quietly("speakers alias \"Mara Voss\" \"the minister\" --story barge");
    let journal = desk.quietly("decisions export");
    for other in [&same, &renamed, &both] {
        other.file("journal.jsonl", &journal);
        other.quietly("decisions import journal.jsonl");
        let found = other.json("search boats --speaker Voss");
        assert_eq!(found["total"], 1, "the decision about its texts holds");
    }
    assert_eq!(stories(&same), ["barge 2", "pier 1"]);
    assert_eq!(stories(&renamed), ["barge 2", "pier 1"]);
    assert_eq!(renamed.quietly("log ferry"), renamed.quietly("log barge"));
    assert_eq!(stories(&both), ["barge 1", "ferry 2", "pier 1"], "two stories stay two");
}
