//! What the README shows is what the program does: its command line reference and its picture of a diff.
//!
//! `ONRECORD_UPDATE=1 cargo test --test readme` writes both anew.

use std::fs;
use std::path::{Path, PathBuf};

use chrono::{FixedOffset, Offset, Utc};
use onrecord::diff::{Side, diff};
use onrecord::extract::{Method, analyse};
use onrecord::ingest::read_file;
use onrecord::lang::cache::Cache;
use onrecord::render::{Format, Layout, Report, render, svg};
use onrecord::report::{DiffReport, Filter, VersionInfo};
use onrecord::story::sha256;

const START: &str = "<!-- cli:start -->\n";
const END: &str = "<!-- cli:end -->";

fn root(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// Compares a file with what it should hold, or writes it where the environment says so.
fn check(path: &Path, expected: &str) {
    if std::env::var_os("ONRECORD_UPDATE").is_some() {
        fs::create_dir_all(path.parent().expect("a file lies in a folder")).expect("the folder can be made");
        fs::write(path, expected).expect("the file can be written");
    }
    let found = fs::read_to_string(path).unwrap_or_default();
    assert!(found == expected, "{} is out of date: ONRECORD_UPDATE=1 cargo test --test readme", path.display());
}

#[test]
fn the_command_line_reference_is_that_of_the_program() {
    let path = root("README.md");
    let readme = fs::read_to_string(&path).expect("the README can be read");
    let (before, rest) = readme.split_once(START).expect("the README has a place for the reference");
    let (_, after) = rest.split_once(END).expect("that place has an end");
    check(&path, &format!("{before}{START}{}{END}{after}", onrecord::cli::reference_markdown()));
}

#[test]
fn the_picture_is_that_of_the_first_command() {
    let read = |name: &str| {
        let path = format!("tests/fixtures/harbour_fire/{name}.txt");
        let draft = read_file(&root(&path)).expect("the fixture can be read").draft;
        let analysis = analyse(&draft.body, &draft.metadata, Method::default(), &mut Cache::default());
        let sha256 = sha256(draft.body.as_bytes());
        (VersionInfo { reference: path, metadata: draft.metadata, body: draft.body, sha256 }, analysis)
    };
    let ((old, old_read), (new, new_read)) = (read("1"), read("5"));
    let compared = diff(Side::new(&old.metadata, &old.body, &old_read), Side::new(&new.metadata, &new.body, &new_read));
    let [old, new] = [(old, old_read), (new, new_read)].map(|(info, read)| (info, read.extraction.speakers));
    let report = DiffReport::new(None, old, new, compared, &Filter::default());
    let utc = |_: chrono::DateTime<Utc>| -> FixedOffset { Utc.fix() };
    let layout = Layout { width: 100, color: true, side_by_side: false, offset: utc };
    let output = render(&Report::Diff(report), Format::Terminal, &layout);
    let title = "onrecord diff of the first and the last version of an invented story";
    check(&root("docs/diff.svg"), &svg::picture(&output, title));
}
