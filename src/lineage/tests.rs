//! Invented stories, followed claim by claim.

use std::collections::BTreeSet;

use chrono::{DateTime, TimeDelta, Utc};
use proptest::prelude::*;
use tempfile::TempDir;

use super::*;
use crate::diff::{ChangeKind, Severity};
use crate::extract::Method;
use crate::record::record_with;
use crate::store::History;
use crate::story::{Draft, Metadata, Slug};

/// A history of one story.
struct Told {
    _folder: TempDir,
    history: History,
    slug: Slug,
}

/// The time of a version: one an hour.
fn hour(version: VersionNumber) -> DateTime<Utc> {
    DateTime::UNIX_EPOCH + TimeDelta::hours(i64::from(version))
}

fn told_by(versions: &[(&str, Method)]) -> Told {
    let folder = TempDir::new().expect("a folder");
    let mut history = History::open(&folder.path().join("onrecord.db")).expect("a history");
    let slug = Slug::from_text("pier").expect("a slug");
    for (number, (body, method)) in (1..).zip(versions) {
        let metadata = Metadata { captured_at: Some(hour(number)), ..Metadata::default() };
        let draft = Draft { body: (*body).to_owned(), metadata, ..Draft::default() };
        record_with(&mut history, &slug, &draft, *method, hour(number)).expect("a version");
    }
    Told { _folder: folder, history, slug }
}

fn told(versions: &[&str]) -> Told {
    told_by(&versions.iter().map(|&body| (body, Method::Rules)).collect::<Vec<_>>())
}

impl Told {
    fn version(&self, number: VersionNumber) -> StoredVersion {
        self.history.version(&self.slug, number).expect("a read").expect("a version")
    }

    fn blame(&self, number: VersionNumber, severities: &[Severity]) -> Blame {
        blame(&self.history, &self.version(number), severities).expect("a blame")
    }

    fn life(&self, lineage: i64) -> Life {
        life(&self.history, &self.slug, lineage).expect("a read").expect("a life")
    }

    /// Returns for each claim of a version who brought it, and who changed it last and how.
    #[track_caller]
    fn check_blame(&self, number: VersionNumber, expected: &[&str]) {
        let blame = self.blame(number, &[]);
        let lines: Vec<String> = blame.claims.iter().map(line).collect();
        assert_eq!(lines, expected);
    }

    /// Returns what a claim of a version went through.
    #[track_caller]
    fn check_life(&self, number: VersionNumber, claim: usize, expected: &[&str]) {
        let life = self.life(self.version(number).lineages[claim]);
        let line = |stretch: &Stretch| {
            let hours = stretch.dwell(life.latest).num_hours();
            format!("v{} {} {}h{}", stretch.first.version, stretch.turn.name(), hours, kinds(&stretch.changes))
        };
        assert_eq!(life.stretches.iter().map(line).collect::<Vec<_>>(), expected);
    }
}

fn line(blamed: &Blamed) -> String {
    let mut line = format!("v{}", blamed.brought.version);
    line.extend(blamed.returned.map(|back| format!(" back v{}", back.version)));
    line.extend(blamed.changed.as_ref().map(|touch| format!(" ~v{}{}", touch.by.version, kinds(&touch.changes))));
    line
}

fn kinds(changes: &[Change]) -> String {
    changes.iter().map(|change| format!(" {}", change.kind.name())).collect()
}

const QUAY: &str = "The old pier burned down on Friday night.";
const HURT: &str = "Police counted 12 people with burns.";
const MORE: &str = "Police counted 21 people with burns.";
const CRANE: &str = "A crane from the next town is on its way.";

#[test]
fn each_claim_names_who_brought_and_who_changed_it() {
    let told = told(&[
        &format!("{QUAY}\n\n{HURT}"),
        &format!("{QUAY}\n\n{HURT}\n\n{CRANE}"),
        &format!("{QUAY}\n\n{MORE}\n\n{CRANE}"),
        &format!("{QUAY}\n\n{MORE}"),
    ]);
    told.check_blame(1, &["v1", "v1"]);
    told.check_blame(3, &["v1", "v1 ~v3 number_changed", "v2"]);
    told.check_blame(4, &["v1", "v1 ~v3 number_changed"]);
    told.check_life(4, 1, &["v1 brought 2h", "v3 changed 1h number_changed"]);
    told.check_life(3, 2, &["v2 brought 2h", "v4 left 0h"]);
}

#[test]
fn a_claim_that_leaves_and_returns_keeps_its_lineage() {
    let (with, without) = (format!("{QUAY}\n\n{HURT}"), QUAY.to_owned());
    let told = told(&[&with, &without, &with, &without, &without.replace("old", "new"), &with]);
    told.check_life(1, 1, &["v1 brought 1h", "v2 left 1h", "v3 returned 1h", "v4 left 2h", "v6 returned 0h"]);
    told.check_blame(6, &["v1 ~v6 content_changed", "v1 back v6"]);
    told.check_blame(3, &["v1", "v1 back v3"]);
}

#[test]
fn what_returns_is_compared_with_what_left() {
    let told = told(&[
        &format!("{QUAY}\n\n{HURT}"),
        &format!("{QUAY}\n\n{MORE}"),
        QUAY,
        &format!("{QUAY}\n\n{HURT}"),
        &format!("{QUAY}\n\n{HURT}\n\n{CRANE}"),
    ]);
    told.check_life(
        1,
        1,
        &["v1 brought 1h", "v2 changed 1h number_changed", "v3 left 1h", "v4 returned 1h number_changed"],
    );
    told.check_blame(5, &["v1", "v1 back v4 ~v4 number_changed", "v5"]);
    let blame = told.blame(5, &[]);
    let touch = blame.claims[1].changed.as_ref().expect("a change");
    assert_eq!((touch.from, touch.changes[0].note.as_str()), (2, "21 people → 12 people"));
}

#[test]
fn only_changes_of_the_severities_asked_for_count() {
    let respelled = MORE.replace("Police counted", "Police have counted");
    let told = told(&[HURT, MORE, &respelled]);
    let changed =
        |severities: &[Severity]| told.blame(3, severities).claims[0].changed.clone().map(|touch| touch.by.version);
    assert_eq!(changed(&[]), Some(3));
    assert_eq!(changed(&[Severity::Substantive]), Some(2));
    assert_eq!(changed(&[Severity::Framing]), None);
}

#[test]
fn a_merged_claim_says_into_which() {
    let told = told(&["The dam burst. It flooded the valley.", "The dam burst and flooded the valley."]);
    let [old, new] = [1, 2].map(|number| told.version(number));
    assert_eq!((old.lineages.len(), new.lineages.len()), (2, 1));
    let gone = old.lineages.iter().copied().find(|lineage| !new.lineages.contains(lineage)).expect("one is gone");
    let life = told.life(gone);
    assert_eq!(life.stretches[1].notes, [Note::MergedInto(new.lineages.clone())]);
    assert_eq!(life.stretches[1].turn, LineageTurn::Left);
}

#[test]
fn captures_out_of_order_run_backwards() {
    let mut told = told(&[HURT, MORE]);
    let late = Draft {
        body: format!("{MORE}\n\n{CRANE}"),
        metadata: Metadata { captured_at: Some(hour(0)), ..Metadata::default() },
        ..Draft::default()
    };
    record_with(&mut told.history, &told.slug, &late, Method::Rules, hour(9)).expect("a version");
    told.check_life(3, 0, &["v1 brought 1h", "v2 changed -2h number_changed"]);
}

#[test]
fn another_extractor_is_no_edit() {
    // One claim to the rules, two to the model.
    const SAID: &str = "Residents fear that the works at the pier will cost more than the council has promised.";
    let told = told_by(&[
        (&format!("{QUAY}\n\n{SAID}"), Method::Rules),
        (&format!("{QUAY}\n\n{SAID}\n\n{CRANE}"), Method::Fast),
        (&format!("{QUAY}\n\n{SAID}\n\n{CRANE}\n\n{HURT}"), Method::Fast),
    ]);
    let blame = told.blame(3, &[]);
    assert_eq!(blame.readers.len(), 2);
    assert_eq!((blame.readers[0].last, blame.readers[1].first), (1, 2));
    let brought: Vec<_> = blame.claims.iter().map(|claim| (claim.brought.version, claim.is_older)).collect();
    assert_eq!(brought, [(1, false), (1, false), (1, false), (2, false), (3, false)]);
    assert!(blame.claims.iter().all(|claim| claim.changed.is_none()), "{:?}", blame.claims);
    let [old, new] = [1, 3].map(|number| told.version(number).lineages[1]);
    assert_eq!(blame.claims[1].earlier, if old == new { vec![] } else { vec![old] });
    assert_ne!(old, new, "the readings differ");
    assert_eq!(told.life(old).stretches[1].turn, LineageTurn::Renumbered);
    assert_eq!(told.life(old).stretches[1].notes, [Note::ReadOnAs(vec![new, new + 1])]);
    assert_eq!(told.life(new).stretches[0].notes, [Note::ReadBeforeAs(vec![old])]);
}

#[test]
fn what_an_extractor_reads_again_was_never_gone() {
    const SAID: &str = "Residents fear that the works at the pier will cost more than the council has promised.";
    let told = told_by(&[
        (&format!("{QUAY}\n\n{SAID}"), Method::Rules),
        (&format!("{QUAY}\n\n{SAID}\n\n{CRANE}"), Method::Fast),
        (&format!("{QUAY}\n\n{SAID}"), Method::Rules),
        (QUAY, Method::Fast),
        (&format!("{QUAY}\n\n{SAID}"), Method::Rules),
    ]);
    told.check_life(1, 1, &["v1 brought 1h", "v2 renumbered 1h", "v3 resumed 1h", "v4 left 1h", "v5 returned 0h"]);
    told.check_blame(3, &["v1", "v1"]);
    told.check_blame(5, &["v1", "v1 back v5"]);
}

/// A story whose sentences come, go, change and move.
fn versions() -> impl Strategy<Value = Vec<String>> {
    const SENTENCES: [[&str; 3]; 5] = [
        [QUAY, "The old pier burned down on Saturday night.", "The old pier may have burned down on Friday night."],
        [HURT, MORE, "Police counted no people with burns."],
        [CRANE, "A crane from the next town is on its way. It is due at noon.", "A crane from the next town arrived."],
        [
            "“We will build it again,” said Ana Holt, the mayor.",
            "“We will build it again by spring,” said Ana Holt, the mayor.",
            "“We will build it again,” Ana Holt, the mayor, claimed.",
        ],
        ["Two boats sank.", "Two boats sank and the sheds are gone.", "The sheds are gone."],
    ];
    let version = prop::collection::vec((0..SENTENCES.len(), 0..3_usize), 1..7);
    let body = version.prop_map(|picks| {
        let sentences: Vec<&str> = picks.into_iter().map(|(nth, wording)| SENTENCES[nth][wording]).collect();
        sentences.join("\n\n")
    });
    prop::collection::vec(body, 1..7)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn blame_and_history_hold_their_laws(versions in versions()) {
        let told = told(&versions.iter().map(String::as_str).collect::<Vec<_>>());
        let story = told.history.story(&told.slug).expect("a read").expect("a story");
        let all: Vec<StoredVersion> = (1..=story.versions).map(|number| told.version(number)).collect();
        let lineages: BTreeSet<i64> = all.iter().flat_map(|version| version.lineages.clone()).collect();
        for &lineage in &lineages {
            check_life(&told.life(lineage), &all);
        }
        for version in &all {
            let blame = told.blame(version.number, &[]);
            // Each claim once, in text order.
            let blamed: Vec<i64> = blame.claims.iter().map(|claim| claim.lineage).collect();
            prop_assert_eq!(&blamed, &version.lineages);
            for claim in &blame.claims {
                let life = told.life(claim.lineage);
                prop_assert_eq!(claim.brought, life.stretches[0].first);
                let until_now = || life.stretches.iter().filter(|stretch| stretch.first.version <= version.number);
                let back = until_now().rfind(|stretch| stretch.turn == LineageTurn::Returned);
                prop_assert_eq!(claim.returned, back.map(|stretch| stretch.first));
                // Parts of a split claim are followed apart.
                if until_now().all(|stretch| stretch.claims.len() < 2) {
                    let last = until_now().rfind(|stretch| !stretch.changes.is_empty());
                    prop_assert_eq!(claim.changed.as_ref().map(|touch| touch.by), last.map(|stretch| stretch.first));
                    prop_assert_eq!(claim.changed.as_ref().map(|touch| &touch.changes), last.map(|stretch| &stretch.changes));
                }
            }
        }
    }
}

/// Checks that the stretches follow each other without a gap and say what the versions have.
fn check_life(life: &Life, all: &[StoredVersion]) {
    let stretches = &life.stretches;
    assert_eq!(stretches[0].turn, LineageTurn::Brought);
    assert!(stretches.iter().skip(1).all(|stretch| stretch.turn != LineageTurn::Brought));
    let total: TimeDelta = stretches.iter().map(|stretch| stretch.dwell(life.latest)).sum();
    assert_eq!(total, life.latest.captured_at - stretches[0].first.captured_at);
    for pair in stretches.windows(2) {
        assert_eq!(pair[0].last.version + 1, pair[1].first.version);
        assert_eq!(pair[0].until, Some(pair[1].first.captured_at));
        assert_eq!(pair[1].turn == LineageTurn::Returned, pair[0].turn == LineageTurn::Left);
    }
    assert_eq!(stretches[stretches.len() - 1].last, life.latest);
    for stretch in stretches {
        assert_eq!(stretch.claims.is_empty(), stretch.turn == LineageTurn::Left);
        if stretch.turn == LineageTurn::Changed {
            assert!(!stretch.changes.is_empty() || !stretch.notes.is_empty());
        }
        for version in all.iter().filter(|of| (stretch.first.version..=stretch.last.version).contains(&of.number)) {
            assert_eq!(version.lineages.contains(&life.lineage), stretch.turn != LineageTurn::Left);
        }
        assert!(
            stretch.changes.iter().all(|change| change.kind != ChangeKind::ContentChanged || !change.note.is_empty())
        );
    }
}
