//! What models have read is kept beside the history, and may go.

use super::*;

const WINDOWS: [[u8; 32]; 2] = [[1; 32], [2; 32]];

fn keep(history: &mut History, model: &str, windows: &[ScoredWindow]) {
    let mut writer = history.write().expect("a writer");
    writer.keep_windows(model, windows).expect("windows");
    writer.commit().expect("a commit");
}

fn found(history: &History, model: &str) -> Vec<ScoredWindow> {
    history.scored_windows(model, &WINDOWS).expect("a read")
}

#[test]
fn what_was_kept_is_found_until_another_model_writes() {
    let place = TestHistory::new();
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
fn windows_come_with_their_version_or_not_at_all() {
    let place = TestHistory::new();
    let mut history = place.open();
    let mut writer = history.write().expect("a writer");
    writer.keep_windows("a-1", &[(WINDOWS[0], vec![5])]).expect("windows");
    assert_eq!(writer.scored_windows("a-1", &WINDOWS).expect("a read").len(), 1);
    drop(writer);
    assert_eq!(found(&history, "a-1"), []);
}

#[test]
fn windows_may_be_emptied() {
    let place = TestHistory::new();
    let mut history = place.open();
    add_bodies(&mut history, "s", &["One", "Two"]);
    keep(&mut history, "a-1", &[(WINDOWS[0], vec![5])]);
    let head = history.verify().expect("a check");
    assert_eq!(head.problems, []);
    place
        .raw()
        .execute_batch("UPDATE scored_window SET scores = x'00'; DELETE FROM scored_window")
        .expect("no trigger is in the way");
    assert_eq!(found(&history, "a-1"), []);
    assert_eq!(history.verify().expect("a check"), head);
}
