//! What is withheld is gone for good, and all the rest is as it was and can be checked.

use super::tampering::unseen_changes;
use super::*;
use crate::stored::{Withheld, Withholding};

const SECRET: &str = "Quillfeather Lane";

/// A story of three versions, of which the second has words that must go, and another story.
fn history() -> (TestHistory, History) {
    let place = TestHistory::new();
    let mut history = place.open();
    let bodies = ["The ferry is late.", "The ferry is late. The pilot lives in Quillfeather Lane.", "The ferry sails."];
    for (nth, body) in (1..).zip(bodies) {
        let mut given = draft(body);
        given.metadata.url = Some("https://paper.example/ferry".into());
        given.metadata.headline = (nth == 2).then(|| format!("A pilot of {SECRET}"));
        let mut read = facts(body);
        read.speakers = vec![person(0, if nth == 2 { SECRET } else { "Ines Aldana" }, &[])];
        read.claims[0] = claim(body, 0, body, Some(0));
        add(&mut history, "ferry", &given, &read, hour(nth));
    }
    add_bodies(&mut history, "pier", &["One", "Two"]);
    let ferry = slug("ferry");
    let mut writer = history.write().expect("a write");
    let again = Draft { capture: format!("<b>{SECRET}</b>").into(), ..draft(bodies[1]) };
    writer.add_recapture(&ferry, 2, &again.capture, &again.metadata, hour(5)).expect("a recapture");
    writer.add_exhibit((&ferry, 2), "page.txt", SECRET.as_bytes(), "camera", hour(5)).expect("an exhibit");
    writer.add_exhibit((&ferry, 3), "page.txt", b"a picture", "camera", hour(5)).expect("an exhibit");
    writer.commit().expect("a commit");
    (place, history)
}

fn withhold(history: &mut History, versions: &[(&str, u32)]) -> Result<Vec<Withholding>, Error> {
    let versions: Vec<(Slug, VersionNumber)> = versions.iter().map(|(name, number)| (slug(name), *number)).collect();
    let mut writer = history.write()?;
    let noted = writer.withhold(&versions, &[], "Ines Aldana", "order of 6 May 2031", hour(9))?;
    writer.commit()?;
    Ok(noted)
}

#[test]
fn the_words_go_and_what_stood_there_stays_known() {
    let (place, mut history) = history();
    let sealed = history.heads().expect("heads");
    let text = history.version(&slug("ferry"), 2).expect("a version").expect("v2").sha256;
    let noted = withhold(&mut history, &[("ferry", 2)]).expect("a withholding");
    history.sweep().expect("a sweep");
    let ferry = slug("ferry");
    let row = Withholding {
        what: Withheld::Version(ferry.clone(), 2),
        sha256: text,
        author: "Ines Aldana".into(),
        reason: "order of 6 May 2031".into(),
        withheld_at: hour(9),
    };
    assert_eq!(noted[0], row);
    assert_eq!(noted.len(), 4, "with its capture, its recapture's and its exhibit's: {noted:?}");
    assert_eq!(history.withholdings().expect("all"), noted);
    assert_eq!(history.withheld_versions(&ferry).expect("the story's"), [row]);
    // Nobody reads it, and the story goes on without it.
    assert_eq!(history.version(&ferry, 2).expect("a look"), None);
    assert_eq!(history.version_numbers(&ferry).expect("numbers"), [1, 3]);
    let latest = history.latest(&ferry).expect("a look").expect("v3");
    assert_eq!(history.version_before(&latest).expect("a look").map(|version| version.number), Some(1));
    let steps = history.steps_recorded(None, 9).expect("steps");
    let steps: Vec<_> = steps.iter().map(|step| (step.story.as_str(), step.numbers)).collect();
    assert_eq!(steps, [("pier", [1, 2]), ("ferry", [1, 3])]);
    assert!(said(&history, SECRET).is_empty() && !said(&history, "Ines Aldana").is_empty());
    // All the rest can be checked, against an old seal too.
    let found = history.verify().expect("a check");
    assert_eq!((found.problems, found.withheld), (Vec::new(), noted));
    assert_eq!(history.links_at(&sealed).expect("links"), sealed);
    let of_story = history.verify_with(Some(&ferry), |_, _| {}).expect("a check");
    assert_eq!((of_story.problems, of_story.withheld.len()), (Vec::new(), 1));
    // Not a byte of it is left in the file.
    drop(history);
    for suffix in ["", "-wal"] {
        let bytes = std::fs::read(place.folder.path().join(format!("onrecord.db{suffix}"))).unwrap_or_default();
        for word in ["Quillfeather", "quillfeather"] {
            assert!(!bytes.windows(word.len()).any(|window| window == word.as_bytes()), "{word} in {suffix}");
        }
    }
}

#[test]
fn the_same_text_is_not_taken_in_again() {
    let (_place, mut history) = history();
    let body = history.version(&slug("ferry"), 2).expect("a version").expect("v2").body;
    withhold(&mut history, &[("ferry", 2)]).expect("a withholding");
    let mut writer = history.write().expect("a write");
    let analysis = Analysis { extraction: facts(&body), ..Analysis::default() };
    let origins = vec![Origin::Enters; analysis.extraction.claims.len()];
    for story in ["ferry", "pier"] {
        let error = writer.add(&slug(story), &draft(&body), &analysis, &origins, "hand-1", hour(10));
        let error = error.expect_err("an error");
        assert_eq!(error.to_string(), "the text is that of ferry@v2, which is withheld (order of 6 May 2031)");
        assert!(error.is_of_the_draft() && error.hint().is_some());
    }
    drop(writer);
    // The story takes in others, and goes on with its numbers.
    add_bodies(&mut history, "ferry", &["The ferry is back."]);
    assert_eq!(history.version_numbers(&slug("ferry")).expect("numbers"), [1, 3, 4]);
    assert_eq!(history.verify().expect("a check").problems, []);
}

#[test]
fn what_stands_elsewhere_too_has_to_be_named() {
    let (_place, mut history) = history();
    add_bodies(&mut history, "ferry", &["Quay closed", "Quay open", "Quay closed"]);
    let error = withhold(&mut history, &[("ferry", 4)]).expect_err("an error");
    assert!(matches!(&error, Error::Shared { with } if with == "ferry@v6"), "{error}");
    assert_eq!(history.withholdings().expect("none"), []);
    assert_eq!(history.verify().expect("a check").problems, []);
    withhold(&mut history, &[("ferry", 6), ("ferry", 4), ("ferry", 4)]).expect("a withholding");
    assert_eq!(history.version_numbers(&slug("ferry")).expect("numbers"), [1, 2, 3, 5]);
    assert_eq!(history.verify().expect("a check").problems, []);
}

#[test]
fn a_capture_can_go_alone() {
    let (_place, mut history) = history();
    let [capture] =
        &history.captures_like(&crate::story::sha256(b"<p>The ferry sails.</p>")[..10]).expect("captures")[..]
    else {
        panic!("one capture");
    };
    let mut writer = history.write().expect("a write");
    let noted = writer.withhold(&[], std::slice::from_ref(capture), "Ines Aldana", "a home address", hour(9));
    let noted = noted.expect("a withholding");
    writer.commit().expect("a commit");
    assert_eq!((noted.len(), &noted[0].what, &noted[0].sha256), (1, &Withheld::Capture, capture));
    assert_eq!(history.withheld_capture(capture).expect("a look").as_ref(), noted.first());
    assert_eq!(history.capture(&slug("ferry"), 3).expect("a look"), None);
    assert!(history.version(&slug("ferry"), 3).expect("a version").is_some_and(|version| !version.body.is_empty()));
    assert_eq!(history.verify().expect("a check").problems, []);
}

#[test]
fn a_story_whose_versions_are_all_withheld_is_none() {
    let (_place, mut history) = history();
    withhold(&mut history, &[("pier", 1), ("pier", 2)]).expect("a withholding");
    assert_eq!(history.story(&slug("pier")).expect("a look"), None);
    let stories: Vec<String> =
        history.stories().expect("stories").into_iter().map(|story| story.slug.to_string()).collect();
    assert_eq!(stories, ["ferry"]);
    assert_eq!(history.withheld_versions(&slug("pier")).expect("its versions").len(), 2);
    add_bodies(&mut history, "pier", &["Three"]);
    assert_eq!(history.version_numbers(&slug("pier")).expect("numbers"), [3]);
    assert_eq!(history.verify().expect("a check").problems, []);
}

#[test]
fn nothing_else_can_be_emptied() {
    let (place, mut history) = history();
    withhold(&mut history, &[("ferry", 2)]).expect("a withholding");
    let raw = place.raw();
    for sql in [
        "UPDATE body SET text = ''",
        "UPDATE version SET headline = NULL, byline = NULL, speaker = NULL",
        "UPDATE version SET url = NULL WHERE id = 2",
        "UPDATE capture SET encoding = 'identity', bytes = x''",
        "UPDATE extraction SET warnings = '[]'",
        "UPDATE extraction SET extractor = 'x' WHERE version = 2",
        "DELETE FROM claim",
        "DELETE FROM speaker_name",
        "DELETE FROM reading",
        "DELETE FROM wording WHERE story = 2",
        "UPDATE withholding SET reason = 'x'",
        "DELETE FROM withholding",
    ] {
        let error = raw.execute(sql, []).expect_err(sql).to_string();
        assert!(error.contains("append-only"), "{sql}: {error}");
    }
    assert_eq!(history.verify().expect("a check").problems, []);
}

#[test]
fn any_change_to_what_is_left_is_found() {
    let (place, mut history) = history();
    withhold(&mut history, &[("ferry", 2)]).expect("a withholding");
    drop(history);
    let tables =
        ["withholding", "version", "body", "capture", "recapture", "exhibit", "extraction", "claim", "lineage"];
    let (unseen, changed) = unseen_changes(&place, &tables);
    // A claim that only a withheld version had is nowhere, and what is noted of it says nothing.
    let unseen: Vec<String> = unseen.into_iter().filter(|what| !what.starts_with("lineage")).collect();
    assert_eq!(unseen, Vec::<String>::new(), "of {changed}");
    assert!(changed > 100, "{changed}");
}
