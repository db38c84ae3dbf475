//! The journal, and speakers as it has them.

use chrono::TimeDelta;

use crate::curation::{Decision, Entry, Scope};

use super::*;

fn merge(name: &str, other: &str) -> Decision {
    Decision::Merge { name: name.into(), other: other.into() }
}

/// A history with a story for each name, in which that one says something.
fn town(names: &[&str]) -> (TestHistory, History) {
    let place = TestHistory::new();
    let mut history = place.open();
    for (nth, name) in names.iter().enumerate() {
        let body = format!("Line {nth}");
        let extraction = Extraction {
            speakers: vec![person(0, name, &[])],
            claims: vec![claim(&body, 0, &body, Some(0))],
            ..facts("")
        };
        add(&mut history, &format!("s{nth}"), &draft(&body), &extraction, hour(nth as i64));
    }
    (place, history)
}

fn seen(history: &History, name: &str) -> Vec<String> {
    let sightings = said(history, name);
    sightings.into_iter().map(|sighting| format!("{} {}", sighting.story, sighting.names.join(", "))).collect()
}

#[test]
fn a_decision_comes_back_with_its_number() {
    let (place, mut history) = town(&[]);
    let (one, first) = history.decide("Ines", hour(1), merge("A", "B")).expect("a decision");
    let (two, second) = history.decide("Otto", hour(1), merge("A", "C")).expect("a decision");
    assert_eq!((one, two), (1, 2));
    assert_eq!(first.made_at, hour(1));
    assert_eq!(
        second.made_at,
        hour(1) + TimeDelta::nanoseconds(1),
        "the later one comes later, whatever the clock says"
    );
    drop(history);
    assert_eq!(place.open().decisions().expect("decisions"), [first, second]);
}

#[test]
fn what_is_adopted_twice_is_there_once() {
    let (_place, mut history) = town(&[]);
    let entry = |at, author: &str| Entry::new(hour(at), author.into(), merge("A", "B"));
    let entries = [entry(2, "Ines"), entry(1, "Ines"), entry(2, "Ines"), entry(2, "Otto")];
    assert_eq!(history.adopt(&entries).expect("an import"), 3);
    assert_eq!(history.adopt(&entries).expect("an import"), 0);
    assert_eq!(history.decisions().expect("decisions").len(), 3);
    assert_eq!(history.verify().expect("a check").problems, []);
}

#[test]
fn a_reader_decides_nothing() {
    let (place, history) = town(&[]);
    drop(history);
    let mut reader = History::open_read_only(&place.file()).expect("a history");
    assert!(matches!(reader.decide("Ines", hour(1), merge("A", "B")), Err(Error::ReadOnly { .. })));
    assert!(matches!(reader.adopt(&[]), Err(Error::ReadOnly { .. })));
}

#[test]
fn merged_names_find_each_other() {
    let (_place, mut history) = town(&["Sergei Marsk", "Sergey Marsk", "Otto Marsk"]);
    assert_eq!(seen(&history, "Sergey Marsk"), ["s1 Sergey Marsk"]);
    let (_, entry) = history.decide("Ines", hour(9), merge("Sergei Marsk", "Sergey Marsk")).expect("a decision");
    let both = ["s0 Sergei Marsk", "s1 Sergei Marsk, Sergey Marsk"];
    assert_eq!(seen(&history, "sergey marsk"), both);
    assert_eq!(seen(&history, "Sergei Marsk"), both);
    assert_eq!(lookup::names(&history, "Marsk").expect("names"), ["Otto Marsk", "Sergei Marsk"]);
    let rows = lookup::speakers(&history).expect("speakers");
    assert_eq!((rows[0].name.as_str(), rows[0].claims, rows[0].stories), ("Sergei Marsk", 2, 2));
    assert_eq!(rows[0].aliases, ["Sergey Marsk"]);
    history.decide("Ines", hour(9), Decision::Undo { decision: entry.id }).expect("a decision");
    assert_eq!(seen(&history, "Sergey Marsk"), ["s1 Sergey Marsk"]);
}

#[test]
fn a_split_tells_two_of_one_name_apart() {
    let (_place, mut history) = town(&["John Ruiz", "John Ruiz"]);
    let scope = Scope { story: Some(slug("s1")), outlet: None };
    let split = Decision::Split { name: "John Ruiz".into(), called: "Young Ruiz".into(), scope };
    history.decide("Ines", hour(9), split).expect("a decision");
    assert_eq!(seen(&history, "Young Ruiz"), ["s1 Young Ruiz, John Ruiz"]);
    assert_eq!(lookup::names(&history, "Ruiz").expect("names"), ["John Ruiz", "Young Ruiz"]);
    assert_eq!(lookup::speakers(&history).expect("speakers").len(), 2);
}

#[test]
fn an_office_is_found_by_its_holder() {
    let (_place, mut history) = town(&["Ana Ruiz", "the mayor"]);
    let role = Decision::Role {
        name: "Ana Ruiz".into(),
        role: "mayor".into(),
        from: Some(hour(0).date_naive()),
        until: None,
        scope: Scope::default(),
    };
    history.decide("Ines", hour(9), role).expect("a decision");
    assert_eq!(seen(&history, "Ruiz"), ["s0 Ana Ruiz", "s1 Ana Ruiz, the mayor"]);
    assert_eq!(seen(&history, "the mayor"), ["s0 Ana Ruiz", "s1 Ana Ruiz, the mayor"]);
}
