//! A claim keeps its lineage while it continues, and when it leaves and returns.

use super::*;

/// Adds versions, each a body with the origins of its lines, and returns each version's lineages.
#[track_caller]
fn check(versions: &[(&str, &[Origin])], expected: &[&[i64]]) {
    let place = TestHistory::new();
    let mut history = place.open();
    for (at, (body, origins)) in versions.iter().enumerate() {
        let mut writer = history.write().expect("a writer");
        writer
            .add(&slug("s"), &draft(body), &unread(&facts(body)), origins, "hand-1", hour(at as i64))
            .expect("a version");
        writer.commit().expect("a commit");
    }
    for (at, expected) in expected.iter().enumerate() {
        let version = history.version(&slug("s"), at as u32 + 1).expect("a read").expect("a version");
        assert_eq!(version.lineages, *expected, "v{}", at + 1);
    }
    assert_eq!(history.verify().expect("a check").problems, []);
}

use Origin::{Continues, Enters};

#[test]
fn a_claim_goes_on() {
    check(&[("A\nB", &[Enters, Enters]), ("B b\nA", &[Continues(1), Continues(0)])], &[&[1, 2], &[2, 1]]);
}

#[test]
fn a_claim_that_returns_keeps_its_lineage() {
    check(
        &[("A\nB", &[Enters, Enters]), ("B", &[Continues(1)]), ("C\nA\nB", &[Enters, Enters, Continues(0)])],
        &[&[1, 2], &[2], &[3, 1, 2]],
    );
}

#[test]
fn a_claim_returns_in_any_wording_that_it_had() {
    check(
        &[
            ("A", &[Enters]),
            ("A a", &[Continues(0)]),
            ("C", &[Enters]),
            ("A", &[Enters]),
            ("D", &[Enters]),
            ("A  “A”", &[Enters]),
        ],
        &[&[1], &[1], &[2], &[1], &[3], &[4]],
    );
}

#[test]
fn case_space_and_mark_style_do_not_matter() {
    check(
        &[("The “old”  pier\u{a0}burned", &[Enters]), ("X", &[Enters]), ("the \"old\" pier burned", &[Enters])],
        &[&[1], &[2], &[1]],
    );
}

#[test]
fn a_lineage_is_resumed_once() {
    check(
        &[("A\nA", &[Enters, Enters]), ("B", &[Enters]), ("A\nA\nA", &[Enters, Enters, Enters])],
        &[&[1, 2], &[3], &[1, 2, 4]],
    );
}

#[test]
fn nothing_returns_to_a_lineage_that_goes_on() {
    check(&[("A", &[Enters]), ("A\nA a", &[Enters, Continues(0)])], &[&[1], &[2, 1]]);
}

#[test]
fn the_parts_of_a_split_claim_share_its_lineage() {
    check(&[("A, B", &[Enters]), ("A\nB", &[Continues(0), Continues(0)])], &[&[1], &[1, 1]]);
}

#[test]
fn another_speaker_kind_or_story_is_another_lineage() {
    let place = TestHistory::new();
    let mut history = place.open();
    let said_by = |body: &str, name: &str| Extraction {
        speakers: vec![person(0, name, &[])],
        claims: vec![claim(body, 0, "We agreed", Some(0))],
        ..Extraction::default()
    };
    let versions = [
        ("We agreed.", said_by("We agreed.", "Ines Aldana")),
        ("None", facts("None")),
        ("We agreed!", said_by("We agreed!", "Otto Brandt")),
        ("None", facts("None")),
        ("We agreed", facts("We agreed")),
        ("None", facts("None")),
        ("We agreed?", said_by("We agreed?", "INES ALDANA")),
    ];
    for (at, (body, extraction)) in versions.iter().enumerate() {
        add(&mut history, "s", &draft(body), extraction, hour(at as i64));
    }
    add(&mut history, "t", &draft("We agreed"), &facts("We agreed"), hour(20));
    let lineages =
        |story: &str, number| history.version(&slug(story), number).expect("a read").expect("a version").lineages;
    assert_eq!([1, 3, 5, 7].map(|number| lineages("s", number)[0]), [1, 3, 4, 1]);
    assert_eq!([2, 4, 6].map(|number| lineages("s", number)[0]), [2, 2, 2]);
    assert_eq!(lineages("t", 1), [5]);
}

#[test]
fn lineages_are_looked_up_by_story_and_by_words() {
    let place = TestHistory::new();
    let mut history = place.open();
    add_bodies(
        &mut history,
        "s",
        &["The pier burned\nNobody was hurt", "The pier burned", "The “Pier”, burnéd; all of it"],
    );
    add_bodies(&mut history, "t", &["The pier burned again", "None"]);
    let rows = history.lineages(&slug("s")).expect("a read");
    let found: Vec<_> = rows.iter().map(|row| (row.number, row.captured_at, row.lineages.clone())).collect();
    assert_eq!(found, [(1, hour(0), vec![1, 2]), (2, hour(1), vec![1]), (3, hour(2), vec![3])]);
    assert_eq!(rows[0].extractor, "hand-1");
    assert_eq!(history.lineages(&slug("none")).expect("a read"), []);

    assert_eq!(history.stories_of_lineage(2).expect("a read"), [(slug("s"), 2)]);
    assert_eq!(history.stories_of_lineage(9).expect("a read"), []);

    let with = |words: &str, story: Option<&str>| -> Vec<(i64, u32)> {
        let found = history.lineages_with(words, story.map(slug).as_ref()).expect("a read");
        found.into_iter().map(|found| (found.lineage, found.last_version)).collect()
    };
    assert_eq!(with("pier BURNED", None), [(1, 2), (3, 3), (4, 1)]);
    assert_eq!(with("pier burned", Some("t")), [(4, 1)]);
    assert_eq!(with("was hurt", None), [(2, 1)]);
    for none in ["hurt was", "", "\"", "* OR (", "piers"] {
        assert_eq!(with(none, None), [], "{none}");
    }
}

#[test]
fn a_version_without_claims_is_listed() {
    let place = TestHistory::new();
    let mut history = place.open();
    add_bodies(&mut history, "s", &["A", ""]);
    let rows = history.lineages(&slug("s")).expect("a read");
    assert_eq!(rows.iter().map(|row| row.lineages.clone()).collect::<Vec<_>>(), [vec![1], vec![]]);
}
