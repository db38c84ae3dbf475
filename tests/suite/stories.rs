//! Whole stories, as a reader sees them: each version with its claims marked under the words, each step between
//! versions as a diff.
//!
//! Where the program is known to be wrong, a file `FIXME` beside the texts says so, and the snapshot says it at its head.

use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

use chrono::{DateTime, FixedOffset, Utc};
use onrecord::diff::{Side, diff};
use onrecord::extract::{Method, analyse};
use onrecord::ingest::read_file;
use onrecord::reading::{Analysis, Reading};
use onrecord::render::{Report, TerminalLayout, terminal};
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

/// A part of a snapshot: what stands under one heading.
struct Section {
    place: String,
    text: String,
}

/// Compares one folder with its snapshots: `NAME.claims.snap` and, where its texts are versions of one story,
/// `NAME.diffs.snap`.
fn check(folder: &Path) {
    let name = folder.file_name().expect("a folder of fixtures has a name").to_string_lossy();
    let texts = sorted(folder, |path| path.extension().is_some_and(|extension| extension == "txt"));
    let (versions, readings): (Vec<VersionReport>, Vec<Reading>) = texts.iter().map(|path| version(path)).unzip();
    let faults = faults(folder);
    let claims = annotations(&versions);
    let diffs = if name == "odd_text" { Vec::new() } else { steps(&versions, &readings) };
    let known = |fault: &Fault| claims.iter().chain(&diffs).any(|section| section.place == fault.place);
    faults.iter().for_each(|fault| assert!(known(fault), "{name}/FIXME: there is no {}", fault.place));

    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("../../snapshots");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.set_description(format!("tests/fixtures/{name}"));
    settings.bind(|| {
        // Both are compared even if the first differs, so that one run shows all that moved.
        let claims = catch_unwind(AssertUnwindSafe(|| {
            insta::assert_snapshot!(format!("{name}.claims"), joined(&claims, &faults));
        }));
        if name != "odd_text" {
            insta::assert_snapshot!(format!("{name}.diffs"), joined(&diffs, &faults));
        }
        assert!(claims.is_ok(), "the claims of {name} differ");
    });
}

/// A result that is known to be wrong.
struct Fault {
    /// The section that shows it.
    place: String,
    /// What is printed there: the note of a claim, or words of a diff.
    printed: String,
    reason: String,
}

/// Reads the known faults of a story: a line each, its parts separated by ` | `. What several versions show is listed
/// once, for the first of them.
fn faults(folder: &Path) -> Vec<Fault> {
    let list = fs::read_to_string(folder.join("FIXME")).unwrap_or_default();
    let parts = |line: &str| line.splitn(3, " | ").map(str::to_owned).collect::<Vec<_>>();
    list.lines()
        .map(|line| {
            let parts = <[String; 3]>::try_from(parts(line));
            let [place, printed, reason] = parts.unwrap_or_else(|_| panic!("{}/FIXME: {line}", folder.display()));
            Fault { place, printed, reason }
        })
        .collect()
}

/// Joins sections, with the known faults that they show before them.
fn joined(sections: &[Section], faults: &[Fault]) -> String {
    let mut head = String::new();
    for (section, fault) in sections.iter().flat_map(|section| faults.iter().map(move |fault| (section, fault))) {
        let Fault { place, printed, reason } = fault;
        if section.place == *place {
            assert!(shows(&section.text, printed), "{place} no longer has {printed:?}: take it out of FIXME");
            head += &format!("FIXME {place}, “{printed}”: {reason}\n");
        }
    }
    let parts: Vec<String> =
        sections.iter().map(|section| format!("===== {} =====\n{}", section.place, section.text)).collect();
    if head.is_empty() { parts.join("\n") } else { head + "\n" + &parts.join("\n") }
}

/// Returns whether a section has the note of a claim as it is, or the words of a diff, however its lines are broken.
fn shows(text: &str, printed: &str) -> bool {
    let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let is_note = |line: &str| line.rsplit_once("^ ").is_some_and(|(_, note)| note == printed);
    text.lines().any(is_note) || !text.contains("^ ") && words(text).contains(printed)
}

/// Marks the claims in each text.
fn annotations(versions: &[VersionReport]) -> Vec<Section> {
    versions
        .iter()
        .map(|report| Section { place: report.version.reference.clone(), text: terminal::annotated(report) })
        .collect()
}

/// Compares each version with the one after it.
fn steps(versions: &[VersionReport], readings: &[Reading]) -> Vec<Section> {
    let layout = TerminalLayout { width: 100, color: false, side_by_side: false, marks: false, offset: utc };
    versions
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
            // Every word of every edit is kept.
            let report = DiffReport { folds: false, ..report };
            Section {
                place: format!("{} → {}", old.version.reference, new.version.reference),
                text: terminal::render(&Report::Diff(report), &layout),
            }
        })
        .collect()
}

/// Reads a text: its claims, and what it says.
fn version(path: &Path) -> (VersionReport, Reading) {
    let read = read_file(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    assert_eq!(read.warnings, Vec::<String>::new(), "{}", path.display());
    let draft = read.draft;
    let Analysis { extraction, reading } = analyse(&draft.body, &draft.metadata, Method::default());
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
