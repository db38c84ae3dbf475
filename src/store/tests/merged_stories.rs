//! Stories whose versions stand in others: under which numbers, what is found, what is written after them.

use proptest::prelude::*;

use crate::curation::Decision;

use super::*;

/// A history with the stories harbour, of three versions, and ferry, of two.
fn two() -> (TestHistory, History) {
    let place = TestHistory::new();
    let mut history = place.open();
    add_bodies(&mut history, "harbour", &["Open", "Shut", "Open at noon"]);
    add_bodies(&mut history, "ferry", &["Open at noon\nLate", "On time"]);
    (place, history)
}

fn merge(history: &mut History, other: &str, story: &str) -> String {
    let [other, story] = [other, story].map(|name| history.story(&slug(name)).expect("a read").expect("a story"));
    let other_had = history.story_end(&other.slug).expect("an end").had;
    let end = history.story_end(&story.slug).expect("an end");
    let decision = Decision::MergeStories { other: other.recorded, story: story.recorded, other_had, end };
    history.decide("Ines", hour(9), decision).expect("a decision").1.id
}

fn bring(history: &mut History, story: &str, number: VersionNumber, into: &str) -> String {
    let (from, number) = history.recorded_as(&slug(story), number).expect("a version");
    let into = history.story(&slug(into)).expect("a read").expect("a story");
    let end = history.story_end(&into.slug).expect("an end");
    let decision = Decision::MoveVersion { from, number, story: into.recorded, end };
    history.decide("Ines", hour(9), decision).expect("a decision").1.id
}

fn undo(history: &mut History, decision: String) -> String {
    history.decide("Ines", hour(10), Decision::Undo { decision }).expect("a decision").1.id
}

/// Lists the versions of a story: their numbers and bodies.
fn versions(history: &History, name: &str) -> Vec<(VersionNumber, String)> {
    let story = history.called(&slug(name)).expect("a name");
    let numbers = history.version_numbers(&story).expect("numbers");
    let body = |number| (number, history.listed_version(&story, number).expect("a version").body);
    numbers.into_iter().map(body).collect()
}

/// Lists the stories with the number of their latest version.
fn stories(history: &History) -> Vec<String> {
    let stories = history.stories().expect("stories");
    stories.iter().map(|story| format!("{} {}", story.slug, story.versions)).collect()
}

#[track_caller]
fn check(history: &History, name: &str, expected: &[(VersionNumber, &str)]) {
    let expected: Vec<(VersionNumber, String)> = expected.iter().map(|(n, body)| (*n, (*body).to_owned())).collect();
    assert_eq!(versions(history, name), expected, "{name}");
}

/// Where a name and a number lead.
fn found(history: &History, name: &str, number: VersionNumber) -> Option<String> {
    let version = history.version(&slug(name), number).expect("a read")?;
    Some(format!("{}@v{}", version.story.slug, version.number))
}

#[test]
fn what_comes_in_is_numbered_after_what_was_there() {
    let (place, mut history) = two();
    merge(&mut history, "ferry", "harbour");
    assert_eq!(stories(&history), ["harbour 5"]);
    let expected = [(1, "Open"), (2, "Shut"), (3, "Open at noon"), (4, "Open at noon\nLate"), (5, "On time")];
    for name in ["harbour", "ferry"] {
        check(&history, name, &expected);
        assert_eq!(history.version_rows(&slug(name)).expect("rows").len(), 5);
        assert_eq!(history.lineages(&slug(name)).expect("lineages").len(), 5);
        assert_eq!(history.verify_with(Some(&slug(name)), |_, _| {}).expect("a check").versions, 5);
    }
    assert_eq!(found(&history, "ferry", 2).as_deref(), Some("harbour@v5"), "a quoted number means what it meant");
    assert_eq!(found(&history, "ferry", 3), None);
    assert_eq!(found(&history, "harbour", 5).as_deref(), Some("harbour@v5"));
    assert_eq!(
        history.capture(&slug("ferry"), 1).expect("bytes"),
        history.capture(&slug("harbour"), 4).expect("bytes")
    );
    let version = history.listed_version(&slug("harbour"), 4).expect("a version");
    assert_eq!((version.story.recorded, version.origin), (slug("harbour"), slug("ferry")));
    assert_eq!(history.verify().expect("a check").problems, []);
    let slugs: String =
        place.raw().query_row("SELECT group_concat(slug) FROM story", [], |row| row.get(0)).expect("a row");
    assert_eq!(slugs, "harbour,ferry", "the history keeps what was recorded");
}

#[test]
fn what_is_added_later_comes_last_under_either_name() {
    let (_place, mut history) = two();
    let merged = merge(&mut history, "ferry", "harbour");
    assert_eq!(add(&mut history, "ferry", &draft("Gone"), &facts("Gone"), hour(11)), 6);
    assert_eq!(add(&mut history, "harbour", &draft("Back"), &facts("Back"), hour(12)), 7);
    assert_eq!(found(&history, "harbour", 4).as_deref(), Some("harbour@v4"));
    assert_eq!(history.held(&slug("ferry"), &draft("Back")).expect("a read").latest, Some((7, "hand-1".into())));
    assert_eq!(history.verify().expect("a check").problems, []);
    let undone = undo(&mut history, merged);
    check(&history, "ferry", &[(1, "Open at noon\nLate"), (2, "On time")]);
    check(&history, "harbour", &[(1, "Open"), (2, "Shut"), (3, "Open at noon"), (4, "Gone"), (5, "Back")]);
    undo(&mut history, undone);
    assert_eq!(found(&history, "harbour", 6).as_deref(), Some("harbour@v6"));
    assert_eq!(versions(&history, "ferry").len(), 7);
}

#[test]
fn the_same_words_are_one_claim_where_two_stories_meet() {
    let (_place, mut history) = two();
    let ids = |history: &History| -> Vec<Vec<i64>> {
        history.lineages(&slug("harbour")).expect("lineages").into_iter().map(|version| version.lineages).collect()
    };
    merge(&mut history, "ferry", "harbour");
    assert_eq!(ids(&history), [vec![1], vec![2], vec![3], vec![3, 5], vec![6]]);
    assert_eq!(history.stories_of_lineage(4).expect("stories"), [(slug("harbour"), 3)]);
    let found = history.lineages_with("open at noon", None).expect("lineages");
    assert_eq!(found.iter().map(|found| (found.lineage, found.last_version)).collect::<Vec<_>>(), [(3, 4)]);
    add(&mut history, "ferry", &draft("Late\nShut"), &facts("Late\nShut"), hour(11));
    assert_eq!(ids(&history)[5], [5, 2], "what returns is what it was, wherever it was recorded");
}

#[test]
fn a_version_that_is_moved_leaves_a_gap() {
    let (_place, mut history) = two();
    let moved = bring(&mut history, "harbour", 2, "ferry");
    check(&history, "harbour", &[(1, "Open"), (3, "Open at noon")]);
    check(&history, "ferry", &[(1, "Open at noon\nLate"), (2, "On time"), (3, "Shut")]);
    assert_eq!(found(&history, "harbour", 2).as_deref(), Some("ferry@v3"), "it is followed");
    let third = history.listed_version(&slug("harbour"), 3).expect("a version");
    assert_eq!(history.version_before(&third).expect("a read").map(|version| version.number), Some(1));
    let steps = history.steps_recorded(None, 9).expect("steps");
    let steps: Vec<_> = steps.iter().map(|step| (step.story.as_str(), step.numbers)).collect();
    assert_eq!(steps, [("ferry", [1, 2]), ("harbour", [1, 3]), ("ferry", [2, 3])]);
    bring(&mut history, "harbour", 3, "ferry");
    assert_eq!(add(&mut history, "harbour", &draft("Gone"), &facts("Gone"), hour(11)), 4, "no number is given twice");
    undo(&mut history, moved);
    check(&history, "harbour", &[(1, "Open"), (2, "Shut"), (4, "Gone")]);
    assert_eq!(found(&history, "ferry", 4).as_deref(), Some("ferry@v4"), "nor does an undo change another's number");
    assert_eq!(history.verify().expect("a check").problems, []);
}

#[test]
fn decisions_on_decided_stories_follow_one_another() {
    let (_place, mut history) = two();
    add_bodies(&mut history, "pier", &["Long"]);
    let first = merge(&mut history, "ferry", "harbour");
    merge(&mut history, "harbour", "pier");
    assert_eq!(stories(&history), ["pier 6"]);
    assert_eq!(found(&history, "ferry", 2).as_deref(), Some("pier@v6"));
    assert_eq!(found(&history, "harbour", 5).as_deref(), Some("pier@v6"));
    undo(&mut history, first);
    assert_eq!(stories(&history), ["ferry 2", "pier 4"]);
    assert_eq!(found(&history, "harbour", 3).as_deref(), Some("pier@v4"));
    let rename = Decision::RenameStory { story: slug("pier"), to: slug("harbour") };
    history.decide("Ines", hour(11), rename).expect("a decision");
    assert_eq!(stories(&history), ["ferry 2", "pier 4"], "a name that has numbers of its own names nothing else");
}

#[test]
fn a_decision_waits_for_the_story_that_it_is_about() {
    let (_place, mut history) = two();
    merge(&mut history, "ferry", "harbour");
    let place = TestHistory::new();
    let mut other = place.open();
    add_bodies(&mut other, "ferry", &["Late"]);
    other.adopt(&history.decisions().expect("decisions")).expect("decisions");
    assert_eq!(stories(&other), ["ferry 1"]);
    add_bodies(&mut other, "harbour", &["Open"]);
    check(&other, "harbour", &[(1, "Open"), (4, "Late")]);
    add_bodies(&mut other, "harbour", &["Shut"]);
    check(&other, "harbour", &[(1, "Open"), (2, "Shut"), (4, "Late")]);
    assert_eq!(stories(&place.open()), stories(&other));
}

#[test]
fn what_was_not_committed_leaves_nothing() {
    let (_place, mut history) = two();
    merge(&mut history, "ferry", "harbour");
    let mut writer = history.write().expect("a writer");
    let (draft, extraction) = (draft("Gone"), facts("Gone"));
    let number = writer.add(&slug("harbour"), &draft, &unread(&extraction), &[Origin::Enters], "hand-1", hour(11));
    assert_eq!(number.expect("a version"), 6);
    drop(writer);
    assert_eq!(stories(&history), ["harbour 5"]);
    assert_eq!(add(&mut history, "harbour", &draft, &extraction, hour(11)), 6);
    assert_eq!(stories(&history), ["harbour 6"]);
}

/// One thing that happens to a history of three stories.
#[derive(Clone, Debug)]
enum Event {
    Add(usize),
    Merge(usize, usize),
    Move(usize, VersionNumber, usize),
    Undo(usize),
}

fn events() -> impl Strategy<Value = Vec<Event>> {
    let one = prop_oneof![
        (0..3usize).prop_map(Event::Add),
        (0..3usize, 0..3usize).prop_map(|(other, story)| Event::Merge(other, story)),
        (0..3usize, 1..5u32, 0..3usize).prop_map(|(from, number, story)| Event::Move(from, number, story)),
        (0..4usize).prop_map(Event::Undo),
    ];
    proptest::collection::vec(one, 1..9)
}

/// What a history answers about its stories.
fn answers(history: &History) -> Vec<String> {
    let mut answers = stories(history);
    for story in history.stories().expect("stories") {
        answers.push(format!("{:?}", versions(history, story.slug.as_str())));
        answers.push(format!("{:?}", history.lineages(&story.slug).expect("lineages")));
    }
    answers.push(format!("{:?}", history.lineages_with("words", None).expect("lineages")));
    answers
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn decisions_are_replayed_alike_and_keep_numbers(events in events()) {
        let place = TestHistory::new();
        let mut history = place.open();
        let names = ["pier", "quay", "mill"];
        for name in names {
            add_bodies(&mut history, name, &[&format!("words of {name}"), &format!("more words of {name}")]);
        }
        let (mut decisions, mut count) = (Vec::new(), 0);
        for event in events {
            // Where each number leads.
            let before: Vec<(Slug, VersionNumber, String)> = history.stories().expect("stories").into_iter()
                .flat_map(|story| versions(&history, story.slug.as_str()).into_iter().map(move |(n, body)| (story.slug.clone(), n, body)))
                .collect();
            let is_undo = matches!(event, Event::Undo(_));
            let one = |at: usize| history.story(&slug(names[at])).expect("a read").map(|story| story.slug);
            match event {
                Event::Add(at) => {
                    count += 1;
                    let body = format!("words number {count}");
                    if let Some(story) = one(at) {
                        add(&mut history, names[at], &draft(&body), &facts(&body), hour(20));
                        let last = versions(&history, story.as_str()).pop().map(|(_, body)| body);
                        prop_assert_eq!(last, Some(body));
                    }
                }
                Event::Merge(other, story) => if let (Some(other), Some(story)) = (one(other), one(story)) && other != story {
                    decisions.push(merge(&mut history, other.as_str(), story.as_str()));
                },
                Event::Move(from, number, story) => if let (Some(from), Some(story)) = (one(from), one(story))
                    && from != story && versions(&history, from.as_str()).len() > 1
                    && versions(&history, from.as_str()).iter().any(|(n, _)| *n == number)
                {
                    decisions.push(bring(&mut history, from.as_str(), number, story.as_str()));
                },
                Event::Undo(at) => if let Some(decision) = decisions.get(at).cloned() {
                    let answer = answers(&history);
                    let undone = undo(&mut history, decision);
                    let again = undo(&mut history, undone.clone());
                    prop_assert_eq!(answers(&history), answer, "an undo that is undone changes nothing");
                    undo(&mut history, again);
                    decisions.push(undone);
                },
            }
            if !is_undo {
                for (story, number, body) in before {
                    let version = history.version(&story, number).expect("a read").expect("a version");
                    prop_assert_eq!(version.body, body, "{}@v{} means what it meant", story, number);
                }
            }
            prop_assert_eq!(answers(&place.open()), answers(&history), "whoever reads, and when");
        }
        prop_assert_eq!(history.verify().expect("a check").problems, []);
        let all = versions(&history, "pier").len();
        prop_assert!(all <= 6 + count);
    }
}
