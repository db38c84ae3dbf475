//! Many files into one history: the same whatever the number of threads, whole after a kill, cheap and right when made
//! again.

use std::collections::VecDeque;
use std::io::{BufRead, BufReader};
use std::num::NonZeroUsize;
use std::path::Path;
use std::process::Stdio;
use std::sync::Arc;

use chrono::{DateTime, Utc};
use onrecord::extract::Method;
use onrecord::record::Recorded;
use onrecord::record::bulk::{Inflow, Input, Offer, record_all};
use onrecord::store::{Error, History};
use onrecord::story::{Draft, Metadata, Slug};
use proptest::prelude::*;
use rusqlite::types::Value;

use crate::environment::{Outcome, TestEnvironment};

/// A text of which no two are the same.
fn text(number: usize, version: usize) -> String {
    format!(
        "The gate of pier {number} will stay shut until spring, the harbour office said. “We counted {version} boats at \
         pier {number},” said Ana Holt, who runs the port. Otto Brandt denied that the crane had failed.\n\nNobody was hurt."
    )
}

// ---- the same, however many read ------------------------------------------------------------------------------------

/// Drafts at a clock that stands still; keeps what became of them.
struct Given {
    offers: VecDeque<Offer>,
    outcomes: Vec<(usize, String)>,
    taken: usize,
}

impl Given {
    fn new(drafts: &[(&str, String)]) -> Self {
        let offer = |(slug, body): &(&str, String)| Offer {
            slug: Slug::from_text(slug).unwrap(),
            draft: Arc::new(Draft { body: body.clone(), capture: body.clone().into(), ..Draft::default() }),
            again: false,
        };
        Self { offers: drafts.iter().map(offer).collect(), outcomes: Vec::new(), taken: 0 }
    }
}

impl Inflow for Given {
    type Label = usize;

    fn next(&mut self, _: &History) -> Result<Option<Input<usize>>, Error> {
        self.taken += 1;
        Ok(self.offers.pop_front().map(|offer| Input { label: self.taken - 1, offer: Some(offer) }))
    }

    fn settled(&mut self, label: usize, outcome: Option<Result<Recorded, Error>>) {
        let told = match outcome.expect("a draft").expect("a version") {
            Recorded::Stored { number, .. } => format!("stored {number}"),
            Recorded::Unchanged { latest, .. } => format!("unchanged {latest}"),
            Recorded::Held { number } => format!("held {number}"),
        };
        self.outcomes.push((label, told));
    }

    fn now(&self) -> DateTime<Utc> {
        DateTime::UNIX_EPOCH
    }
}

/// Records drafts and tells what became of each, in order.
fn record(path: &Path, drafts: &[(&str, String)], method: Method, jobs: usize) -> Vec<String> {
    let mut given = Given::new(drafts);
    let mut history = History::open(path).unwrap();
    record_all(&mut history, &mut given, method, NonZeroUsize::new(jobs).unwrap()).unwrap();
    assert_eq!(history.verify().unwrap().problems, []);
    assert!(given.outcomes.iter().map(|(of, _)| *of).eq(0..drafts.len()), "in the order given");
    given.outcomes.into_iter().map(|(_, told)| told).collect()
}

/// Reads all rows of all tables; `without` are columns that tell the time.
fn contents(path: &Path, without: &[&str]) -> Vec<String> {
    let connection = rusqlite::Connection::open(path).unwrap();
    let mut tables = connection
        .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'claim_words%' ORDER BY name")
        .unwrap();
    let tables: Vec<String> = tables.query_map([], |row| row.get(0)).unwrap().collect::<Result<_, _>>().unwrap();
    let mut contents = Vec::new();
    for table in tables {
        let mut rows = connection.prepare(&format!("SELECT * FROM {table}")).unwrap();
        let names: Vec<String> = rows.column_names().map(str::to_owned).collect();
        let mut found = rows.query([]).unwrap();
        let mut lines = Vec::new();
        while let Some(row) = found.next().unwrap() {
            let kept = names.iter().enumerate().filter(|(_, name)| !without.contains(&name.as_str()));
            lines.push(format!("{table} {:?}", kept.map(|(at, _)| row.get(at).unwrap()).collect::<Vec<Value>>()));
        }
        lines.sort();
        contents.extend(lines);
    }
    contents
}

#[test]
fn the_number_of_threads_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let slugs: Vec<String> = (0..9).map(|number| format!("pier-{number}")).collect();
    // Versions of one story in a row, and others in between.
    let mut drafts: Vec<(&str, String)> = Vec::new();
    for (number, slug) in slugs.iter().enumerate() {
        drafts.extend((0..number % 4 + 1).map(|version| (slug.as_str(), text(number, version))));
        drafts.push((&slugs[0], text(0, number + 20)));
    }
    for method in [Method::Fast, Method::Accurate] {
        let drafts = if method == Method::Accurate { &drafts[..8] } else { &drafts[..] };
        let files = [1, 2, 4].map(|jobs| (jobs, folder.path().join(format!("{method:?}-{jobs}.db"))));
        let outcomes = files.each_ref().map(|(jobs, file)| record(file, drafts, method, *jobs));
        assert!(outcomes.iter().all(|told| *told == outcomes[0]), "{outcomes:?}");
        let contents = files.map(|(_, file)| contents(&file, &[]));
        assert!(contents.iter().all(|of| *of == contents[0]));
    }
}

// ---- what is stored already -----------------------------------------------------------------------------------------

#[test]
fn a_text_that_comes_back_is_a_version_and_made_again_is_none() {
    let (a, b) = (text(1, 1), text(1, 2));
    let returns = [("pier", a.clone()), ("pier", b.clone()), ("pier", a.clone()), ("pier", b), ("pier", a)];
    let all = ["stored 1", "stored 2", "stored 3", "stored 4", "stored 5"];
    // Stopped after any of them, and made again.
    for stored in 0..=returns.len() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("history.db");
        assert_eq!(record(&file, &returns[..stored], Method::Rules, 2), all[..stored]);
        let again = record(&file, &returns, Method::Rules, 2);
        assert_eq!(again[stored..], all[stored..], "after {stored}");
        assert!(again[..stored].iter().all(|told| !told.starts_with("stored")), "after {stored}: {again:?}");
        assert_eq!(History::open(&file).unwrap().facts().unwrap().versions, 5);
    }
}

/// A file's text, whose capture it is, and when it says that it was captured.
type File = (usize, usize, Option<i64>);

/// Offers files as one call does. Captures of one text differ in what is not its body.
fn ingest(path: &Path, files: &[File]) -> Vec<String> {
    let mut given = Given::new(&[]);
    given.offers = files
        .iter()
        .map(|(body, page, at)| {
            let body = text(1, *body);
            let capture = format!("{page} {body}").into();
            let captured_at = at.and_then(|at| DateTime::from_timestamp(at, 0));
            let metadata = Metadata { captured_at, ..Metadata::default() };
            let draft = Arc::new(Draft { metadata, body, capture });
            Offer { slug: Slug::from_text("pier").unwrap(), draft, again: false }
        })
        .collect();
    let mut history = History::open(path).unwrap();
    record_all(&mut history, &mut given, Method::Rules, NonZeroUsize::MIN).unwrap();
    assert_eq!(history.verify().unwrap().problems, []);
    given.outcomes.into_iter().map(|(_, told)| told).collect()
}

#[test]
fn a_file_that_brought_no_version_is_known_again() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("history.db");
    // The second has the first one's text, under another date, and the third on another page.
    let files = [(12, 0, Some(6)), (12, 0, Some(7)), (12, 1, Some(7)), (21, 0, Some(8))];
    assert_eq!(ingest(&file, &files), ["stored 1", "unchanged 1", "unchanged 1", "stored 2"]);
    for _ in 0..2 {
        assert_eq!(ingest(&file, &files), ["held 1", "held 1", "held 1", "unchanged 2"]);
    }
    // The outlet did go back to it.
    assert_eq!(ingest(&file, &[(12, 0, Some(9))]), ["stored 3"]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn a_call_made_again_in_whole_or_in_part_changes_nothing(
        files in prop::collection::vec((0usize..3, 0usize..2, prop::option::of(0i64..3)), 1..8),
        parts in prop::collection::vec(prop::collection::vec(0usize..8, 0..8), 2),
    ) {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("history.db");
        ingest(&file, &files);
        let before = contents(&file, &[]);
        ingest(&file, &files);
        prop_assert_eq!(&contents(&file, &[]), &before, "the whole call");
        for part in parts {
            // Each file once at most, in any order.
            let mut places: Vec<usize> = Vec::new();
            part.into_iter().filter(|at| *at < files.len()).for_each(|at| if !places.contains(&at) { places.push(at) });
            let part: Vec<File> = places.into_iter().map(|at| files[at]).collect();
            ingest(&file, &part);
            prop_assert_eq!(&contents(&file, &[]), &before, "{:?}", part);
        }
    }
}

// ---- on the command line --------------------------------------------------------------------------------------------

#[test]
fn an_older_text_is_stored_again_when_asked() {
    let environment = TestEnvironment::new();
    let versions = [text(1, 1), text(1, 2)];
    environment.file("pier-v1.txt", &versions[0]).file("pier-v2.txt", &versions[1]);
    let ingest = ["ingest", "pier-v1.txt", "pier-v2.txt", "--story", "pier", "--model", "rules"];
    assert_eq!(environment.run(&ingest).code, 0);
    let Outcome { out, code: status, .. } = environment.run(&ingest);
    let again = "pier: stored already as v1 (--again stores it anew)\npier: unchanged since v2\n";
    assert_eq!((out.as_str(), status), (again, 0));
    let Outcome { out, .. } =
        environment.run(&["ingest", "pier-v1.txt", "--story", "pier", "--model", "rules", "--format", "json"]);
    assert!(out.contains("\"version\":1,\"stored\":false"), "{out}");
    // Another time of capture is another capture.
    let timed = ["ingest", "pier-v1.txt", "--story", "pier", "--model", "rules", "--captured", "2031-04-02"];
    assert!(environment.run(&timed).out.starts_with("pier v3: "));
    assert!(
        environment
            .run(&["ingest", "pier-v2.txt", "--story", "pier", "--model", "rules", "--again"])
            .out
            .starts_with("pier v4: ")
    );
    // What comes in on standard input is a capture of its own.
    let mut piped = environment.command(&["ingest", "-", "--story", "pier", "--model", "rules"]);
    piped.stdin(std::fs::File::open(environment.path("pier-v1.txt")).unwrap());
    assert!(String::from_utf8(piped.output().unwrap().stdout).unwrap().starts_with("pier v5: "));
}

#[test]
fn the_same_call_again_invents_no_version() {
    let environment = TestEnvironment::new();
    let page = |menu: &str, version: usize| {
        let text = text(1, version).replace("\n\n", "</p><p>");
        format!(
            "<html><body><nav><a href=\"/\">{menu}</a></nav><article><h1>Pier shut</h1><p>{text}</p></article></body></html>"
        )
    };
    for (name, menu, version) in [("1", "Weather", 12), ("2", "Sport", 12), ("3", "Sport", 21)] {
        environment.file(&format!("pier-v{name}.html"), page(menu, version));
    }
    let files = ["pier-v1.html", "pier-v2.html", "pier-v3.html"];
    let ingest = [&["ingest", "--story", "pier", "--model", "rules"], &files[..]].concat();
    let Outcome { out, err, code: status } = environment.run(&ingest);
    assert_eq!((out.lines().nth(1), status), (Some("pier: unchanged since v1"), 0), "{out}{err}");
    for _ in 0..2 {
        let Outcome { out, err, code: status } = environment.run(&ingest);
        let again = "pier: stored already as v1 (--again stores it anew)\n".repeat(2) + "pier: unchanged since v2\n";
        assert_eq!((out, status), (again, 0), "{err}");
    }
    let Outcome { out, err, .. } = environment.run(&["ingest", "--story", "pier", "--model", "rules", "pier-v2.html"]);
    assert_eq!(out, "pier: stored already as v1 (--again stores it anew)\n", "{err}");
}

#[test]
fn folders_and_lists_name_files() {
    let environment = TestEnvironment::new();
    for (name, number) in
        [("news/b/pier-v10.txt", 3), ("news/b/pier-v2.md", 2), ("news/b/pier-v1.txt", 1), ("news/a.txt", 9)]
    {
        environment.file(name, text(1, number));
    }
    environment.file("news/scan.png", "\u{89}PNG");
    environment.file("empty/scan.png", "\u{89}PNG");
    let Outcome { out, err, code: status } = environment.run(&["ingest", "news", "--model", "rules"]);
    assert_eq!(status, 0, "{err}");
    let order: Vec<&str> = out.lines().filter_map(|line| line.split([',', ':']).next()).collect();
    assert_eq!(order, ["a v1", "pier v1", "pier v2", "pier v3"]);
    assert!(
        err.contains("note: 1 other file in news passed over: only .txt, .text, .md, .markdown, .html, .htm, .docx, .pdf, .eml are read unless named"),
        "{err}"
    );

    environment.file("list", "news/a.txt\n\nnews/b/pier-v10.txt\r\nnews/missing.txt\n");
    let Outcome { out, err, code: status } = environment.run(&["ingest", "--files-from", "list", "--model", "rules"]);
    assert_eq!((out.as_str(), status), ("a: unchanged since v1\npier: unchanged since v3\n", 2));
    assert!(err.contains("error: news/missing.txt does not exist"), "{err}");

    for (words, told) in [
        (vec!["ingest", "empty"], "error: empty holds no file to read"),
        (vec!["ingest", "-", "--files-from", "-"], "error: standard input can be read only once"),
        (vec!["ingest", "--files-from", "none"], "error: none cannot be read as a list of files"),
    ] {
        let Outcome { err, code: status, .. } = environment.run(&words);
        assert!(err.starts_with(told) && status == 2, "{err}");
    }
}

/// Writes some stories of one version each.
fn archive(environment: &TestEnvironment, count: usize) {
    for number in 0..count {
        environment.file(&format!("archive/pier-no{number:04}.txt"), text(number, 1));
    }
}

#[test]
fn many_files_are_counted() {
    let environment = TestEnvironment::new();
    archive(&environment, 30);
    environment.file("archive/x.txt", "");
    let ingest = ["ingest", "archive", "--model", "rules"];
    let Outcome { out, err, code: status } = environment.run(&ingest);
    assert!(out.starts_with("31 files: 30 stored (") && out.ends_with("), 1 failed\n"), "{out}");
    assert!(err.starts_with("error: archive/x.txt is empty") && err.lines().count() == 2, "{err}");
    assert_eq!(status, 2);
    let Outcome { out, .. } = environment.run(&["ingest", "archive", "--model", "fast"]);
    assert_eq!(out, "31 files: 30 unchanged, 1 failed\n");
    let Outcome { out, .. } = environment.run(&["ingest", "archive", "--model", "rules", "--verbose"]);
    assert_eq!(out.lines().count(), 31);
    let Outcome { out, .. } = environment.run(&["ingest", "archive", "--model", "rules", "--format", "json"]);
    assert!(out.lines().count() == 30 && out.lines().all(|line| line.contains("onrecord.ingest.v1")));
}

#[test]
fn a_call_that_was_killed_is_made_again() {
    const FILES: usize = 400;
    let environment = TestEnvironment::new();
    archive(&environment, FILES);
    let ingest = ["ingest", "archive", "--model", "fast", "--verbose"];
    let mut killed = environment.command(&ingest).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
    let mut lines = BufReader::new(killed.stdout.take().unwrap()).lines();
    let first = lines.next().unwrap().unwrap();
    killed.kill().unwrap();
    killed.wait().unwrap();
    let told = 1 + lines.map_while(Result::ok).filter(|line| line.contains(" v1, ")).count();
    assert!(first.starts_with("pier-no0000 v1, "), "{first}");

    let history = History::open(&environment.path("history.db")).unwrap();
    let stored = history.facts().unwrap().versions as usize;
    assert!((told..=FILES).contains(&stored), "{told} told, {stored} stored");
    assert_eq!(history.verify().unwrap().problems, []);
    drop(history);

    let Outcome { out, code: status, .. } = environment.run(&["ingest", "archive", "--model", "fast"]);
    assert_eq!(status, 0);
    if stored < FILES {
        assert!(out.starts_with(&format!("{FILES} files: {} stored (", FILES - stored)), "{out}");
        assert!(out.ends_with(&format!(", {stored} unchanged\n")), "{out}");
    }
    let whole = environment.command(&ingest).env("ONRECORD_DB", "whole.db").output().unwrap();
    assert!(whole.status.success());
    let clock = ["stored_at", "stood_at", "made_at", "chain"];
    assert!(contents(&environment.path("history.db"), &clock) == contents(&environment.path("whole.db"), &clock));
}
