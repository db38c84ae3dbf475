//! What models have read is kept beside the history, and may go.

use super::*;

const WINDOWS: [[u8; 32]; 2] = [[1; 32], [2; 32]];

fn keep(history: &mut History, model: &str, readings: &[Reading]) {
    let mut writer = history.write().expect("a writer");
    writer.keep(model, readings).expect("readings");
    writer.commit().expect("a commit");
}

fn found(history: &History, model: &str) -> Vec<Reading> {
    history.readings(model, &WINDOWS).expect("a read")
}

#[test]
fn what_was_kept_is_found_until_another_model_writes() {
    let place = Place::new();
    let mut history = place.open();
    keep(&mut history, "b-1", &[(WINDOWS[1], vec![7])]);
    keep(&mut history, "b-1", &[(WINDOWS[0], vec![8, 9])]);
    keep(&mut history, "b-1", &[(WINDOWS[1], vec![6])]);
    assert_eq!(found(&history, "b-1"), [(WINDOWS[0], vec![8, 9]), (WINDOWS[1], vec![6])]);
    assert_eq!(found(&history, "b-2"), []);
    keep(&mut history, "a-1", &[]);
    assert_eq!(found(&history, "b-1").len(), 2);
    for model in ["c-1", "a-1"] {
        keep(&mut history, model, &[(WINDOWS[0], vec![5])]);
        assert_eq!((found(&history, "b-1"), found(&history, model).len()), (vec![], 1));
    }
}

#[test]
fn readings_come_with_their_version_or_not_at_all() {
    let place = Place::new();
    let mut history = place.open();
    let mut writer = history.write().expect("a writer");
    writer.keep("a-1", &[(WINDOWS[0], vec![5])]).expect("readings");
    assert_eq!(writer.readings("a-1", &WINDOWS).expect("a read").len(), 1);
    drop(writer);
    assert_eq!(found(&history, "a-1"), []);
}

#[test]
fn readings_may_be_emptied() {
    let place = Place::new();
    let mut history = place.open();
    add_bodies(&mut history, "s", &["One", "Two"]);
    keep(&mut history, "a-1", &[(WINDOWS[0], vec![5])]);
    let head = history.verify().expect("a check");
    assert_eq!(head.problems, []);
    place
        .raw()
        .execute_batch("UPDATE reading SET scores = x'00'; DELETE FROM reading")
        .expect("no trigger is in the way");
    assert_eq!(found(&history, "a-1"), []);
    assert_eq!(history.verify().expect("a check"), head);
}

#[test]
fn a_history_of_schema_1_is_upgraded_as_it_stands() {
    let place = Place::new();
    add_bodies(&mut place.open(), "s", &["One", "Two"]);
    let before = place.open().verify().expect("a check");
    place
        .raw()
        .execute_batch(
            "DROP INDEX claim_dated; DROP INDEX claim_with_topic_apart; DROP TABLE decision; DROP TABLE delivery; DROP TABLE answer; DROP TABLE target; DROP TABLE watch; \
             ALTER TABLE version DROP COLUMN speaker; DROP TABLE reading; PRAGMA user_version = 1",
        )
        .expect("an old history");
    assert!(matches!(History::open_read_only(&place.file()), Err(Error::Older { found: 1, .. })));
    let mut history = place.open();
    assert_eq!(history.verify().expect("a check"), before);
    assert!(before.is_sound());
    keep(&mut history, "a-1", &[(WINDOWS[0], vec![5])]);
    assert_eq!(found(&history, "a-1").len(), 1);
}
