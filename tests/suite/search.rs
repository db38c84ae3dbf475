//! Claims found by their words, and utterances compared, on the command line and as laws.

use std::sync::LazyLock;

use chrono::DateTime;
use onrecord::extract::Method;
use onrecord::record::record_with;
use onrecord::store::{History, Search, WordQuery};
use onrecord::story::{Draft, Metadata, Slug};
use proptest::prelude::*;
use tempfile::TempDir;

use crate::environment::TestEnvironment;

fn front(outlet: &str, day: u32) -> String {
    format!("---\noutlet: {outlet}\npublished: 2031-04-{day:02}T08:00Z\ncaptured: 2031-04-{day:02}T09:00Z\n---\n")
}

/// Three stories on one quarrel, one of them with three versions.
fn stories() -> TestEnvironment {
    let folder = TestEnvironment::new();
    let full =
        "“We will not sail before the spring tide, and nobody can make us sail,” said Edda Varn, the harbour master.";
    let files = [
        ("quay-v1.txt", format!("{}{full} The gate was shut.\n", front("Quay Courier", 2))),
        ("quay-v2.txt", format!("{}{full} The gate was open.\n", front("Quay Courier", 3))),
        (
            "quay-v3.txt",
            format!("{}The gate was open. Otto Brandt denied that the crane had failed.\n", front("Quay Courier", 4)),
        ),
        (
            "bell.txt",
            format!(
                "{}“We will not sail before the spring tide,” Edda Varn said. Otto Brandt said in March that the spring tide was late.\n",
                front("The Daily Bell", 5)
            ),
        ),
        (
            "lamp.txt",
            format!(
                "{}“We should not sail before the spring tide, and nobody can make us sail,” said Otto Brandt.\n",
                front("Lamp & Anchor", 6)
            ),
        ),
    ];
    for (name, text) in files {
        folder.file(name, text);
    }
    folder.quietly("ingest --model rules quay-v1.txt quay-v2.txt quay-v3.txt bell.txt lamp.txt");
    folder
}

fn keep(name: &str, folder: &TestEnvironment, calls: &[&[&str]]) {
    calls.iter().for_each(|words| drop(folder.run(*words)));
    folder.check(name);
}

#[test]
fn claims_are_found_by_their_words() {
    let folder = stories();
    keep(
        "search",
        &folder,
        &[
            &["search", "\"spring tide\""],
            &["search", "\"spring tide\"", "--limit", "1", "--page", "2", "--format", "markdown"],
            &["search", "gate NOT shut"],
            &["search", "tid* late", "--speaker", "brandt", "--format", "json"],
            &["search", "nothing of the sort"],
        ],
    );
}

#[test]
fn one_thing_is_found_under_its_other_names() {
    let folder = TestEnvironment::new();
    let files = [
        (
            "quay.txt",
            2,
            "“We will not hold a royal commission into the banks,” said Edda Varn, the treasurer. The National Harbour \
             Board, known as NHB, said that the ferries were late.",
        ),
        (
            "bell.txt",
            5,
            "“There will be an inquiry into the banks in May,” Edda Varn said. The NHB said that the old ferry was \
             safe.",
        ),
        ("lamp.txt", 6, "The National Harbour Board said that no ferry would sail. A tram was late."),
    ];
    for (name, day, text) in files {
        folder.file(name, format!("{}{text}\n", front("Quay Courier", day)));
    }
    folder.quietly("ingest --model rules quay.txt bell.txt lamp.txt");
    keep(
        "other_names",
        &folder,
        &[
            &["audit", "Varn", "--topic", "banking royal commission"],
            &["search", "--topic", "inquiry into banking"],
            &["search", "ferries"],
            &["search", "\"ferries\""],
            &["search", "ferry", "--speaker", "NHB"],
            &["search", "late", "--topic", "ferry", "--speaker", "National Harbour Board"],
            &["topics", "NHB"],
        ],
    );
}

#[test]
fn initials_of_two_bodies_join_neither() {
    let folder = TestEnvironment::new();
    let texts = [
        "The National Harbour Board, known as NHB, said that the ferries were late.",
        "The National Harbour Board said that no ferry would sail.",
        "The Norland Hospital Board, known as NHB, said that the wards were full.",
    ];
    for (name, text) in ["quay.txt", "bell.txt", "lamp.txt"].into_iter().zip(texts) {
        folder.file(name, format!("{}{text}\n", front("Quay Courier", 2)));
    }
    folder.quietly("ingest --model rules quay.txt bell.txt");
    let found = |name: &str| folder.quietly(&["search", "--topic", "ferry", "--speaker", name]);
    assert!(found("NHB").starts_with("2 statements"), "{}", found("NHB"));
    folder.quietly("ingest --model rules lamp.txt");
    assert!(found("National Harbour Board").starts_with("2 statements"));
    assert!(folder.run("audit NHB").err.contains("fits 2 speakers"));
}

#[test]
fn who_was_decided_to_be_one_is_no_other_speaker() {
    let folder = stories();
    folder.quietly("speakers merge \"Edda Varn\" \"Otto Brandt\"");
    keep("one_speaker_decided", &folder, &[&["quotes", "sail", "before", "the", "spring", "tide"]]);
}

#[test]
fn what_cannot_be_searched_is_told() {
    let folder = stories();
    keep(
        "search_errors",
        &folder,
        &[
            &["search", "…"],
            &["search", "NOT gate"],
            &["search", "gate AND ("],
            &["search", "\"gate"],
            &["search", "*"],
            &["search", "gate", "--speaker", "Vern"],
            &["search", "gate", "--outlet", "Daily Bel"],
            &["search", "gate", "--story", "quai"],
            &["search", "gate", "--kind", "quotes"],
            &["search", "gate", "--since", "April"],
        ],
    );
}

/// Returns where the hits of a search stand.
fn found(folder: &TestEnvironment, words: &[&str]) -> Vec<String> {
    let printed = folder.run(&[&["search", "--format", "json"], words].concat()).out;
    let json: serde_json::Value = serde_json::from_str(&printed).unwrap();
    let mut refs: Vec<String> =
        json["hits"].as_array().unwrap().iter().map(|hit| hit["ref"].as_str().unwrap().to_owned()).collect();
    refs.sort();
    refs
}

#[test]
fn filters_narrow_what_is_found() {
    let folder = stories();
    let check = |words: &[&str], expected: &[&str]| assert_eq!(found(&folder, words), expected, "{words:?}");
    check(&["tide"], &["bell@v1#c1", "bell@v1#c2", "lamp@v1#c1", "quay@v2#c1"]);
    check(&["tide", "--kind", "quote"], &["bell@v1#c1", "lamp@v1#c1", "quay@v2#c1"]);
    check(&["tide", "--speaker", "VARN"], &["bell@v1#c1", "quay@v2#c1"]);
    check(&["tide", "--speaker", "Edda Varn", "--outlet", "daily bell"], &["bell@v1#c1"]);
    check(&["tide", "--story", "lamp"], &["lamp@v1#c1"]);
    check(&["tide", "--outlet", "Lamp & Anchor"], &["lamp@v1#c1"]);
    check(&["tide", "--since", "2031-04-06"], &["lamp@v1#c1"]);
    check(&["tide", "--until", "2031-04-03"], &["bell@v1#c2", "quay@v2#c1"]);
    // "In March" is every day of it.
    check(&["tide", "--since", "2031-03-20", "--until", "2031-03-25"], &["bell@v1#c2"]);
    check(&["tide", "--since", "2032"], &[]);
}

#[test]
fn an_utterance_is_compared_across_outlets() {
    let folder = stories();
    keep(
        "quotes",
        &folder,
        &[
            &["quotes", "nobody can make us sail"],
            &["quotes", "before the spring tide", "--format", "markdown"],
            &["quotes", "the crane is on fire"],
            &["audit", "Varn", "--compare-outlets"],
            &["audit", "Varn", "--compare-outlets", "--format", "json"],
        ],
    );
}

/// A small history that all cases of the law share.
static HISTORY: LazyLock<(TempDir, std::sync::Mutex<History>)> = LazyLock::new(|| {
    let folder = tempfile::tempdir().unwrap();
    let mut history = History::open(&folder.path().join("history.db")).unwrap();
    let body = "“We will not sail,” said Edda Varn. Near the pier, 12 boats and not one crew were seen. It’s Zoë’s café: a or b.";
    let draft = Draft { body: body.into(), metadata: Metadata::default(), capture: body.into() };
    record_with(&mut history, &Slug::from_text("pier").unwrap(), &draft, Method::Rules, DateTime::UNIX_EPOCH).unwrap();
    (folder, history.into())
});

fn search(text: &str) -> Option<Vec<onrecord::store::Hit>> {
    let query = WordQuery::parse(text).ok()?;
    #[rustfmt::skip]
    let search = Search { query, speaker: None, kinds: vec![], story: None, outlets: vec![], since: None, until: None };
    Some(HISTORY.1.lock().unwrap().search(&search, 0, 10).unwrap().hits)
}

proptest! {
    #[test]
    fn no_text_breaks_a_search(text in any::<String>()) {
        let _ = search(&text);
    }

    #[test]
    fn no_syntax_breaks_a_search(text in r#"(["*()+^:{}\-.,\\]|NEAR|AND|OR|NOT|content|rank|sail|boats| ){0,24}"#) {
        let _ = search(&text);
    }

    #[test]
    fn every_hit_has_all_the_words(words in proptest::collection::vec("we|will|not|sail|12|boats|CAFE|zoë|it's|crew", 1..4)) {
        let plain = |text: &str| {
            let text = text.to_lowercase().replace('’', "'").replace(['ë', 'é'], "e");
            text.split(|c: char| !c.is_alphanumeric()).map(str::to_owned).collect::<Vec<_>>()
        };
        for hit in search(&words.join(" ")).expect("words") {
            let held = plain(&hit.sighting.claim.content.text);
            let asked = words.iter().flat_map(|word| plain(word));
            prop_assert!(asked.clone().all(|word| held.contains(&word)), "{words:?} {held:?}");
            for mark in &hit.marks {
                for word in plain(mark.of(&hit.sighting.body)) {
                    prop_assert!(asked.clone().any(|wanted| wanted == word), "{word} {words:?}");
                }
            }
            prop_assert!(!hit.marks.is_empty());
        }
    }
}

#[test]
fn a_search_tells_by_its_exit_code_whether_it_found_anything() {
    let folder = stories();
    let code = |line: &str| folder.run(line).code;
    assert_eq!(["search tide", "search tide -n 1", "search zebra", "search tide -n 0"].map(code), [0, 0, 1, 2]);
    assert_eq!(["search zebra --format json", "search zebra --format csv"].map(code), [1, 1]);
    // An empty page of something is no empty answer.
    assert_eq!(code("search tide --page 9"), 0);
}
