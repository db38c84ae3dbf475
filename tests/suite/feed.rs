//! `onrecord feed`: what somebody else's reader finds in it, and that it is the edits of the story and no others.

use std::collections::BTreeSet;
use std::fs;

use feed_rs::model::Feed;

use crate::environment::TestEnvironment;

fn recorded() -> TestEnvironment {
    let session = TestEnvironment::with_fixture("harbour_fire", 1..=5);
    session.quietly("ingest harbour_fire --story harbour-fire");
    session
}

fn read(text: &str) -> Feed {
    feed_rs::parser::parse(text.as_bytes()).expect("a valid feed")
}

fn ids(feed: &Feed) -> Vec<String> {
    feed.entries.iter().map(|entry| entry.id.clone()).collect()
}

#[test]
fn both_formats_hold_the_same_edits() {
    let session = recorded();
    let atom = read(&session.quietly("feed --link http://127.0.0.1:8640/"));
    let json = session.quietly("feed --link http://127.0.0.1:8640 --format json");
    assert_eq!(ids(&atom), ids(&read(&json)));
    assert!(atom.entries.len() > 5, "{}", atom.entries.len());
    assert_eq!(ids(&atom).into_iter().collect::<BTreeSet<String>>().len(), atom.entries.len());
    for entry in &atom.entries {
        assert!(entry.links[0].href.starts_with("http://127.0.0.1:8640/stories/harbour-fire/v"), "{:?}", entry.links);
        assert!(entry.title.as_ref().is_some_and(|title| title.content.contains("substantive")));
        assert!(entry.content.as_ref().and_then(|content| content.body.as_ref()).is_some());
        assert!(entry.updated.is_some());
    }
    let base = "http://127.0.0.1:8640".parse().expect("an address");
    let own = onrecord::feed::read(json.as_bytes(), None, &base).expect("a feed of our own reading");
    // What differs behind the # is one page.
    let page = |entry: &feed_rs::model::Entry| entry.links[0].href.split('#').next().map(str::to_owned);
    let pages: BTreeSet<Option<String>> = atom.entries.iter().map(page).collect();
    assert_eq!((own.items.len(), own.problems), (pages.len(), Vec::new()));
}

#[test]
fn every_edit_of_the_log_is_in_it() {
    let session = recorded();
    let log: serde_json::Value =
        serde_json::from_str(&session.quietly("log harbour-fire --changes=all --format json")).expect("JSON");
    let versions = log["versions"].as_array().expect("versions");
    let edits = versions.iter().filter_map(|version| version["edits"].as_array()).flatten();
    let logged: BTreeSet<&str> = edits.filter_map(|edit| edit["id"].as_str()).collect();
    let all = session.quietly("feed harbour-fire --severity substantive,framing,cosmetic --limit 999 --format json");
    let all: serde_json::Value = serde_json::from_str(&all).expect("JSON");
    let items = all["items"].as_array().expect("items").iter();
    let claims = items.filter(|item| item["_onrecord"]["speaker"] != "headline");
    let listed: BTreeSet<&str> = claims.filter_map(|item| item["_onrecord"]["id"].as_str()).collect();
    assert!(!logged.is_empty());
    assert_eq!(listed, logged);
}

#[test]
fn it_follows_a_speaker_or_words() {
    let session = recorded();
    let titles = |line: &str| -> Vec<String> {
        let feed = read(&session.quietly(line));
        feed.entries.into_iter().filter_map(|entry| Some(entry.title?.content)).collect()
    };
    let speaker = titles("feed --speaker Harrowick");
    assert!(!speaker.is_empty() && speaker.iter().all(|title| title.contains("Harrowick")), "{speaker:?}");
    let words = titles("feed --search injured");
    assert!(!words.is_empty() && words.len() < titles("feed").len(), "{words:?}");
    assert_eq!(titles("feed --limit 2").len(), 2);
    assert!(titles("feed --kind number_changed").iter().all(|title| title.contains("number changed")));
    assert!(titles("feed --unnoted").iter().all(|title| title.contains("no note found")));
    let nobody = session.run("feed --speaker Nobody");
    assert!(nobody.code == 2 && nobody.err.contains("nobody called \"Nobody\""), "{}", nobody.err);
    let story = session.run("feed harbor-fire");
    assert!(story.code == 2 && story.err.contains("did you mean harbour-fire"), "{}", story.err);
}

#[test]
fn nothing_in_an_article_acts() {
    let session = recorded();
    for (nth, count) in [(1, "Twelve"), (2, "Thirty")] {
        let text = format!(
            "headline: <b>Fire</b> & ]]> <script>alert(1)</script>\nurl: javascript:alert(1)\n\n\
             {count} people were hurt in <img src=x onerror=alert(1)> \u{202e}the fire at the pier on Monday.\n"
        );
        fs::write(session.path(&format!("odd{nth}.txt")), text).expect("a file");
    }
    session.quietly("ingest odd1.txt odd2.txt --story odd");
    for line in ["feed odd", "feed odd --format json"] {
        let text = session.quietly(line);
        let feed = read(&text);
        assert_eq!(feed.entries.len(), 1, "{text}");
        assert!(!text.contains('\u{202e}') && !text.contains("<script") && !text.contains("<img"), "{text}");
        let content = feed.entries[0].content.as_ref().and_then(|content| content.body.as_deref()).expect("content");
        assert!(!content.contains("<img") && content.contains("&lt;img"), "{content}");
        assert!(feed.entries[0].links.iter().all(|link| !link.href.starts_with("javascript")));
    }
}

#[test]
fn a_feed_without_an_edit_is_one_too() {
    let session = recorded();
    for line in ["feed --kind negation_flipped --min-confidence 1", "feed --limit 0 --format json"] {
        let feed = read(&session.quietly(line));
        assert!(feed.entries.is_empty() && feed.title.is_some(), "{line}");
    }
    assert!(session.run("feed --format csv").err.contains("csv"));
}
