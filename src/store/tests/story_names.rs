//! Stories under other names: every name finds the story, and it is read under the one that it is called by.

use crate::curation::Decision;

use super::*;

/// A history with the story ferry, of two versions, which is called quay.
fn renamed() -> (TestHistory, History) {
    let place = TestHistory::new();
    let mut history = place.open();
    add_bodies(&mut history, "ferry", &["Late", "On time"]);
    add_bodies(&mut history, "mill", &["Shut"]);
    let rename = Decision::RenameStory { story: slug("ferry"), to: slug("quay") };
    history.decide("Ines", hour(9), rename).expect("a decision");
    (place, history)
}

#[test]
fn either_name_finds_the_story() {
    let (_place, history) = renamed();
    let listed: Vec<String> =
        history.stories().expect("stories").into_iter().map(|story| story.slug.to_string()).collect();
    assert_eq!(listed, ["mill", "quay"], "by what they are called");
    for name in ["ferry", "quay"].map(slug) {
        let story = history.story(&name).expect("an answer").expect("a story");
        assert_eq!((story.slug, story.recorded, story.versions), (slug("quay"), slug("ferry"), 2), "{name}");
        assert_eq!(history.called(&name).expect("a name"), slug("quay"));
        assert_eq!(history.version_rows(&name).expect("rows").len(), 2);
        assert_eq!(history.listed_version(&name, 2).expect("a version").story.slug, slug("quay"));
        assert_eq!(history.version_as_of(&name, hour(0)).expect("an answer"), Some(1));
        assert!(history.capture(&name, 1).expect("an answer").is_some());
        assert_eq!(history.lineages(&name).expect("lineages").len(), 2);
        let found = history.lineages_with("on time", Some(&name)).expect("lineages");
        assert_eq!(found.iter().map(|found| found.story.as_str()).collect::<Vec<_>>(), ["quay"]);
        assert_eq!(history.held(&name, &draft("On time")).expect("an answer").latest, Some((2, "hand-1".into())));
        assert_eq!(history.verify_with(Some(&name), |_, _| {}).expect("a check").versions, 2);
    }
}

#[test]
fn what_is_added_under_either_name_is_one_story_with_a_sound_chain() {
    let (place, mut history) = renamed();
    assert_eq!(add(&mut history, "quay", &draft("Gone"), &facts("Gone"), hour(10)), 3);
    assert_eq!(add(&mut history, "ferry", &draft("Back"), &facts("Back"), hour(11)), 4);
    assert_eq!(history.verify().expect("a check").problems, []);
    let slugs: String =
        place.raw().query_row("SELECT group_concat(slug) FROM story", [], |row| row.get(0)).expect("a row");
    assert_eq!(slugs, "ferry,mill", "the history keeps what was recorded");
}

#[test]
fn another_open_history_hears_of_it() {
    let (place, mut history) = renamed();
    let other = place.open();
    assert_eq!(other.called(&slug("ferry")).expect("a name"), slug("quay"));
    let undone = history.decisions().expect("decisions")[0].id.clone();
    history.decide("Ines", hour(10), Decision::Undo { decision: undone }).expect("a decision");
    assert_eq!(other.called(&slug("ferry")).expect("a name"), slug("ferry"));
    assert_eq!(other.story(&slug("quay")).expect("an answer"), None);
}
