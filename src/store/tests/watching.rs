//! What is watched: kept beside the history, changed at will, and sound across runs that share it.

use std::time::Duration;

use super::*;

const FEED: &str = "https://quay.example/feed.xml";
const PAGE: &str = "https://quay.example/ferry";

fn with_feed() -> (TestHistory, History) {
    let place = TestHistory::new();
    let mut history = place.open();
    let mut writer = history.write().expect("a writer");
    assert!(writer.watch(FEED, None, &["ferry".to_owned()], None, hour(0)).expect("a watch"));
    writer.commit().expect("a commit");
    (place, history)
}

/// Runs a write of its own.
fn write<T>(history: &mut History, run: impl FnOnce(&mut Writer<'_>) -> Result<T, Error>) -> T {
    let mut writer = history.write().expect("a writer");
    let result = run(&mut writer).expect("a write");
    writer.commit().expect("a commit");
    result
}

#[test]
fn a_watch_comes_back_as_it_was_given_and_changes() {
    let (_place, mut history) = with_feed();
    let every = Some(Duration::from_secs(300));
    assert!(!write(&mut history, |writer| writer.watch(FEED, every, &[], Some(&slug("s")), hour(1))));
    let watches = history.watches().expect("a list");
    assert_eq!(watches, [Watch { id: 1, url: FEED.into(), every, patterns: vec![], story: Some(slug("s")) }]);
    let due = history.due(hour(1), 9).expect("a list");
    assert_eq!((due.len(), &due[0].1), (1, &watches[0]));
    assert_eq!(history.due(hour(0), 9).expect("a list"), []);
}

#[test]
fn an_address_is_taken_on_by_one_run() {
    let (_place, mut history) = with_feed();
    let (target, _) = history.due(hour(0), 9).expect("a list").remove(0);
    assert!(write(&mut history, |writer| writer.claim(&target, hour(1))));
    assert!(!write(&mut history, |writer| writer.claim(&target, hour(1))));
    assert_eq!(history.next_due().expect("a time"), Some(hour(1)));
    let settled = Target {
        kind: Some(TargetKind::Page),
        story: Some(slug("ferry")),
        checked_at: Some(hour(0)),
        changed_at: Some(hour(0)),
        due_at: Some(hour(2)),
        failures: 3,
        problem: Some("gone".into()),
        ..target
    };
    write(&mut history, |writer| writer.update_target(&settled));
    assert_eq!(history.targets(1).expect("a list"), [settled]);
    write(&mut history, |writer| writer.hurry(hour(1), hour(1)));
    assert_eq!(history.next_due().expect("a time"), Some(hour(1)));
}

#[test]
fn a_page_is_noted_once_and_due_again_when_its_list_says_so() {
    let (_place, mut history) = with_feed();
    assert!(write(&mut history, |writer| writer.note(1, PAGE, Some(hour(-2)), hour(0))));
    assert!(!write(&mut history, |writer| writer.note(1, PAGE, Some(hour(-2)), hour(0))));
    let resting = Target { due_at: None, ..history.targets(1).expect("a list").remove(1) };
    for (dated, due) in [(Some(hour(-2)), None), (None, None), (Some(hour(5)), Some(hour(6)))] {
        write(&mut history, |writer| writer.update_target(&resting));
        write(&mut history, |writer| writer.note(1, PAGE, dated, hour(6)));
        assert_eq!(history.targets(1).expect("a list")[1].due_at, due, "{dated:?}");
    }
    // What the user names is his or her own from then on.
    write(&mut history, |writer| writer.watch(PAGE, None, &[], None, hour(7)));
    assert_eq!(history.targets(2).expect("a list").len(), 1);
    write(&mut history, |writer| writer.unwatch(1));
    assert_eq!((history.targets(1).expect("a list").len(), history.watches().expect("a list").len()), (0, 1));
}

#[test]
fn an_answer_is_kept_until_the_next() {
    let (_place, mut history) = with_feed();
    let answer = |etag: &str| Answer {
        answered: PAGE.into(),
        etag: Some(etag.into()),
        version: Some((slug("ferry"), 2)),
        ..Answer::default()
    };
    for etag in ["\"a\"", "\"b\""] {
        write(&mut history, |writer| writer.keep_answer(PAGE, &answer(etag), &[(301, PAGE.into())], hour(0)));
        assert_eq!(history.answer(PAGE).expect("a read"), Some(answer(etag)));
    }
    assert_eq!(history.answer(FEED).expect("a read"), None);
}

#[test]
fn what_was_told_is_not_told_again() {
    let (_place, mut history) = with_feed();
    let (hooks, ferry) = (["exec 1".to_owned()], slug("ferry"));
    write(&mut history, |writer| writer.expect(&hooks, &ferry, 2, hour(0)));
    write(&mut history, |writer| writer.expect_no_more(&hooks, &ferry, 2));
    assert_eq!(history.deliveries("exec 1", hour(1)).expect("a list"), []);
    write(&mut history, |writer| writer.expect(&hooks, &ferry, 2, hour(0)));
    let delivery = history.deliveries("exec 1", hour(0)).expect("a list").remove(0);
    assert!(write(&mut history, |writer| writer.begin("exec 1", &delivery, hour(1))));
    assert!(!write(&mut history, |writer| writer.begin("exec 1", &delivery, hour(1))), "another run is at it");
    // Killed in between: it is due again, and known to have been begun.
    let begun = history.deliveries("exec 1", hour(1)).expect("a list").remove(0);
    assert_eq!(begun.tries, 1);
    write(&mut history, |writer| writer.deliver("exec 1", &begun, &Outcome::Done("delivered".into()), hour(1)));
    write(&mut history, |writer| writer.expect(&hooks, &ferry, 2, hour(2)));
    assert_eq!(history.deliveries("exec 1", hour(9)).expect("a list"), []);
    assert!(!write(&mut history, |writer| writer.begin("exec 1", &begun, hour(2))));
    assert_eq!(history.undelivered().expect("counts"), (0, 0));
}

#[test]
fn what_another_run_is_telling_is_not_hurried() {
    let (_place, mut history) = with_feed();
    let hooks = ["exec 1".to_owned()];
    write(&mut history, |writer| writer.expect(&hooks, &slug("ferry"), 2, hour(0)));
    let delivery = history.deliveries("exec 1", hour(0)).expect("a list").remove(0);
    let due = |history: &History| history.deliveries("exec 1", hour(0)).expect("a list").len();
    assert!(write(&mut history, |writer| writer.begin("exec 1", &delivery, hour(2))));
    // Begun since the run that hurries has started: what it begins itself is tried again an hour from its start.
    write(&mut history, |writer| writer.hurry(hour(0), hour(1)));
    assert_eq!(due(&history), 0);
    // Begun before: by a run that may have been killed.
    write(&mut history, |writer| writer.hurry(hour(0), hour(3)));
    assert_eq!(due(&history), 1);
    // What failed only waits, for however long.
    let later = Outcome::Later { due_at: hour(9), problem: "no answer".into() };
    write(&mut history, |writer| writer.deliver("exec 1", &delivery, &later, hour(0)));
    write(&mut history, |writer| writer.hurry(hour(0), hour(1)));
    assert_eq!(due(&history), 1);
}

#[test]
fn a_version_that_never_came_is_forgotten() {
    let (_place, mut history) = with_feed();
    add_bodies(&mut history, "ferry", &["One", "Two"]);
    let hooks = ["exec 1".to_owned()];
    for number in [2, 3] {
        write(&mut history, |writer| writer.expect(&hooks, &slug("ferry"), number, hour(0)));
    }
    write(&mut history, |writer| writer.forget_unstored(hour(12)));
    assert_eq!(history.undelivered().expect("counts"), (2, 0));
    write(&mut history, |writer| writer.forget_unstored(hour(30)));
    let numbers: Vec<u32> = history.deliveries("exec 1", hour(30)).expect("a list").iter().map(|d| d.number).collect();
    assert_eq!(numbers, [2]);
}

#[test]
fn watching_is_no_part_of_the_history() {
    let (place, mut history) = with_feed();
    add_bodies(&mut history, "ferry", &["One"]);
    place
        .raw()
        .execute_batch("DELETE FROM target; DELETE FROM watch; DELETE FROM answer; DELETE FROM delivery;")
        .expect("no trigger");
    assert!(history.verify().expect("a check").is_sound());
}

#[test]
fn a_time_that_a_wrong_clock_has_left_is_mended() {
    let (_place, mut history) = with_feed();
    let day = |days: i64| hour(24 * days);
    let (mut target, _) = history.due(hour(1), 9).expect("a list").remove(0);
    let latest = |every: Option<Duration>| {
        hour(0) + TimeDelta::from_std(every.unwrap_or_default()).expect("a time") + TimeDelta::days(1)
    };
    for (due, mended) in [(hour(20), 0), (day(5 * 365), 1)] {
        target.due_at = Some(due);
        write(&mut history, |writer| writer.update_target(&target));
        assert_eq!(write(&mut history, |writer| writer.mend_times(hour(0), latest)), mended, "{due}");
    }
    assert_eq!(history.next_due().expect("a time"), Some(hour(0)));
    // One that is looked at once a month may well be due in a month.
    let month = Duration::from_secs(30 * 24 * 3600);
    write(&mut history, |writer| writer.watch(PAGE, Some(month), &[], None, hour(0)));
    let mut page = history.targets(2).expect("a list").remove(0);
    page.due_at = Some(day(29));
    write(&mut history, |writer| writer.update_target(&page));
    assert_eq!(write(&mut history, |writer| writer.mend_times(hour(0), latest)), 0);
}
