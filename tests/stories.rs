//! Whole stories, as a reader sees them: each version with its claims marked under the words, each step between
//! versions as a diff.
//!
//! It judges nothing: a wrong reading is snapshotted with a `FIXME` line where the fixture's table says otherwise.

use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

use chrono::{DateTime, FixedOffset, Utc};
use onrecord::diff::{Side, diff};
use onrecord::extract::{Method, analyse};
use onrecord::ingest::read_file;
use onrecord::lang::cache::Cache;
use onrecord::reading::{Analysis, Reading};
use onrecord::render::{Layout, Report, terminal};
use onrecord::report::{DiffReport, Filter, VersionInfo, VersionReport};
use onrecord::story::sha256;

#[test]
fn every_story_reads_as_its_snapshots_say() {
    let folders = sorted(Path::new("tests/fixtures"), |path| path.is_dir());
    assert!(folders.len() > 20, "run from the repository's root");
    // insta panics at the first difference of a snapshot; the others are looked at all the same.
    let failed: Vec<PathBuf> =
        folders.into_iter().filter(|folder| catch_unwind(AssertUnwindSafe(|| check(folder))).is_err()).collect();
    assert!(failed.is_empty(), "these stories read differently now: {failed:#?}");
}

/// Compares one folder with its snapshots: `NAME.claims.snap` and, where its texts are versions of one story,
/// `NAME.diffs.snap`.
fn check(folder: &Path) {
    let name = folder.file_name().expect("a folder of fixtures has a name").to_string_lossy();
    let texts = sorted(folder, |path| path.extension().is_some_and(|extension| extension == "txt"));
    let (versions, readings): (Vec<VersionReport>, Vec<Reading>) = texts.iter().map(|path| version(path)).unzip();

    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("../snapshots");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.set_description(format!("tests/fixtures/{name}"));
    settings.bind(|| {
        // Both are compared even if the first differs, so that one run shows all that moved.
        let claims = catch_unwind(AssertUnwindSafe(|| {
            insta::assert_snapshot!(format!("{name}.claims"), annotations(&versions));
        }));
        if name != "odd_text" {
            insta::assert_snapshot!(format!("{name}.diffs"), steps(&versions, &readings));
        }
        assert!(claims.is_ok(), "the claims of {name} differ");
    });
}

/// Marks the claims in each text, one text after the other.
fn annotations(versions: &[VersionReport]) -> String {
    let parts: Vec<String> = versions
        .iter()
        .map(|report| format!("===== {} =====\n{}", report.version.reference, terminal::annotated(report)))
        .collect();
    parts.join("\n")
}

/// Compares each version with the one after it.
fn steps(versions: &[VersionReport], readings: &[Reading]) -> String {
    let layout = Layout { width: 100, color: false, side_by_side: false, offset: utc };
    let parts: Vec<String> = versions
        .windows(2)
        .zip(readings.windows(2))
        .map(|(pair, readings)| {
            let (old, new) = (&pair[0], &pair[1]);
            let changes = diff(side(old, &readings[0]), side(new, &readings[1]));
            let report = DiffReport::new(
                None,
                (old.version.clone(), old.extraction.speakers.clone()),
                (new.version.clone(), new.extraction.speakers.clone()),
                changes,
                &Filter::default(),
            );
            let text = terminal::render(&Report::Diff(report), &layout);
            format!("===== {} → {} =====\n{text}", old.version.reference, new.version.reference)
        })
        .collect();
    parts.join("\n")
}

/// Reads a text: its claims, and what it says.
fn version(path: &Path) -> (VersionReport, Reading) {
    let read = read_file(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    assert_eq!(read.warnings, Vec::<String>::new(), "{}", path.display());
    let draft = read.draft;
    let Analysis { extraction, reading } =
        analyse(&draft.body, &draft.metadata, Method::default(), &mut Cache::default());
    let reference = path.file_name().expect("a listed file has a name").to_string_lossy().into_owned();
    let sha256 = sha256(draft.body.as_bytes());
    let version = VersionInfo { reference, metadata: draft.metadata, body: draft.body, sha256 };
    (VersionReport { version, extraction, with_text: false }, reading)
}

fn side<'a>(report: &'a VersionReport, reading: &'a Reading) -> Side<'a> {
    let VersionReport { version, extraction, .. } = report;
    Side { metadata: &version.metadata, body: &version.body, extraction, reading }
}

fn utc(_: DateTime<Utc>) -> FixedOffset {
    FixedOffset::east_opt(0).expect("no offset is a valid offset")
}

/// Lists what lies in a folder and passes `keep`, by name.
fn sorted(folder: &Path, keep: impl Fn(&Path) -> bool) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut paths: Vec<PathBuf> =
        entries.map(|entry| entry.expect("the folder can be listed").path()).filter(|path| keep(path)).collect();
    paths.sort();
    paths
}
