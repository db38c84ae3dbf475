//! The laws of `hostile`, tried on documents that were good before somebody changed them; and these as seeds for
//! `fuzz/`, which looks on for as long as one lets it.
//!
//! The seeds are the fixtures and what other tests make: nobody else's text.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use proptest::prelude::*;
use proptest::sample::{Index, select};
use proptest::test_runner::{TestError, TestRunner};
use rusqlite::Connection;

use crate::environment::TestEnvironment;
use crate::hostile::{TARGETS, Target};
use crate::import::archives::crawl;
use crate::import::peers::DIFFENGINE;
use crate::{bundle, documents, pdf};

/// Longer ones are left to `fuzz/`.
const LONGEST: u64 = 6000;

/// Lists the fixtures whose names end so.
fn fixtures(end: &str) -> Vec<Vec<u8>> {
    fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(folder).expect("a folder").flatten() {
            match entry.path() {
                path if path.is_dir() => collect(&path, files),
                path => files.push(path),
            }
        }
    }
    let mut files = Vec::new();
    collect(Path::new("tests/fixtures"), &mut files);
    files.sort();
    let wanted = files.into_iter().filter(|path| path.to_string_lossy().ends_with(end));
    let short = wanted.filter(|path| fs::metadata(path).is_ok_and(|file| file.len() <= LONGEST));
    short.map(|path| fs::read(path).expect("a fixture")).collect()
}

fn texts(texts: &[&str]) -> Vec<Vec<u8>> {
    texts.iter().map(|text| text.as_bytes().to_vec()).collect()
}

/// Returns good inputs of a target.
fn seeds(target: &str) -> Vec<Vec<u8>> {
    match target {
        "text" => [
            fixtures("1.txt"),
            texts(&["---\nheadline: Ferry returns\ncaptured: 2031-04-02T09:00Z\n---\n“It sails,” she said.\r\n"]),
        ]
        .concat(),
        "markdown" => fixtures(".md"),
        "html" => fixtures(".html"),
        "pdf" => vec![pdf::release()],
        "docx" => vec![
            documents::document(documents::STATEMENT),
            format!("<w:document xmlns:w=\"w\"><w:body>{}</w:body></w:document>", documents::STATEMENT).into_bytes(),
        ],
        "mail" => fixtures(".eml"),
        "warc" => vec![crawl().concat()],
        "feed" => texts(&[
            "<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>The Quay</title>\
             <item><title>Ferry &amp; port</title><link>/ferry</link>\
             <pubDate>Wed, 02 Apr 2031 09:00:00 +0200</pubDate></item>\
             <item><link><![CDATA[/mill]]></link></item></channel></rss>",
            "<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:base=\"/a/\">\
             <entry><title type=\"html\">&lt;b&gt;Mill</title>\
             <link rel=\"alternate\" href=\"mill\"/><updated>2031-04-02T09:00:00Z</updated></entry></feed>",
            "<urlset xmlns:news=\"n\"><url><loc>https://quay.example/ferry</loc><lastmod>2031-04-02</lastmod>\
             <news:news><news:title>Ferry</news:title></news:news></url></urlset>",
            "{\"version\":\"https://jsonfeed.org/version/1.1\",\"items\":[{\"url\":\"/ferry\",\"title\":\"Ferry\",\
             \"date_published\":\"2031-04-02T09:00:00+02:00\"}]}",
        ]),
        "table" => texts(&[
            "{\"story\":\"ferry\",\"text\":\"It sails, the port said.\",\"ts\":\"2031-04-02T09:00:00Z\"}\n\
             {\"story\":\"ferry\",\"text\":\"It may sail.\",\"ts\":1932973200}\n",
            "story,body,captured\nferry,\"It sails, the port said.\",2031-04-02 09:00\nmill,It burns.,yesterday\n",
            // A line's end that two programs made.
            "story,body,captured\nferry,\"It sails.\r\r\nIt is late.\",2031-04-02 09:00\n",
        ]),
        "database" => {
            let desk = TestEnvironment::new();
            let peer = |name, journal| {
                let peer = Connection::open(desk.path(name)).expect("a database");
                peer.execute_batch(&format!("PRAGMA journal_mode = {journal}; {DIFFENGINE}")).expect("tables");
                peer.close().expect("all of it in one file");
                fs::read(desk.path(name)).expect("a database")
            };
            desk.file("a.txt", "The ferry is late, Petra Hald said.\n");
            desk.quietly("ingest --model rules --story ferry a.txt");
            let history = fs::read(desk.path("history.db")).expect("a history");
            vec![peer("peer.db", "DELETE"), peer("logged.db", "WAL"), history]
        }
        "evidence" => {
            let desk = bundle::bundled();
            let bundle = fs::read(desk.path("evidence.zip")).expect("a bundle");
            vec![bundle, desk.quietly("seal").into_bytes(), onrecord::seal::time_stamp_request(b"seal")]
        }
        "reference" => texts(&["ferry@v2..v3", "v-1", "@latest", "ferry@2031-04-02T09:00Z", "ferry@first..mill@v2"]),
        other => panic!("no seeds for {other}"),
    }
}

/// What somebody does to bytes.
#[derive(Clone, Debug)]
enum Change {
    Put(Index, Vec<u8>),
    Insert(Index, Vec<u8>),
    Remove(Index, Index),
    Repeat(Index, Index, usize),
    Cut(Index),
}

impl Change {
    fn apply(&self, bytes: &mut Vec<u8>) {
        let at = |index: &Index, bytes: &[u8]| index.index(bytes.len() + 1);
        let range = |a: &Index, b: &Index, bytes: &[u8]| {
            let (a, b) = (at(a, bytes), at(b, bytes));
            a.min(b)..a.max(b)
        };
        match self {
            Self::Put(index, new) => {
                let at = at(index, bytes);
                bytes.splice(at..(at + new.len()).min(bytes.len()), new.iter().copied());
            }
            Self::Insert(index, new) => {
                let at = at(index, bytes);
                bytes.splice(at..at, new.iter().copied());
            }
            Self::Remove(a, b) => drop(bytes.drain(range(a, b, bytes))),
            Self::Repeat(a, b, times) => {
                let range = range(a, b, bytes);
                let range = range.start..range.end.min(range.start + 64);
                let again = bytes[range.clone()].repeat(*times);
                bytes.splice(range.end..range.end, again);
            }
            Self::Cut(index) => bytes.truncate(at(index, bytes)),
        }
    }
}

/// A good input with a few changes.
fn changed(seeds: Vec<Vec<u8>>) -> impl Strategy<Value = Vec<u8>> {
    // What parsers take notice of, beside any bytes.
    let telling = [
        "\0",
        "\r\n",
        "\n\n",
        "---\n",
        "\u{feff}",
        "“",
        "”",
        "é",
        "\u{202e}",
        "&#x110000;",
        "&amp",
        "<",
        "]]>",
        "\"",
        "\\",
        "{",
        "[[",
        "=?utf-8?q?",
        "9999999999",
        "-1",
        "%PDF-",
        "<<",
        "@",
        "..",
        ",",
        "\u{1f600}",
    ];
    let bytes = prop_oneof![
        prop::collection::vec(any::<u8>(), 1..8),
        select(telling.to_vec()).prop_map(|text| text.as_bytes().to_vec()),
    ];
    let index = any::<Index>;
    let change = prop_oneof![
        4 => (index(), bytes.clone()).prop_map(|(at, bytes)| Change::Put(at, bytes)),
        4 => (index(), bytes).prop_map(|(at, bytes)| Change::Insert(at, bytes)),
        1 => (index(), index()).prop_map(|(from, to)| Change::Remove(from, to)),
        2 => (index(), index(), 1..40_usize).prop_map(|(from, to, times)| Change::Repeat(from, to, times)),
        1 => index().prop_map(Change::Cut),
    ];
    (select(seeds), prop::collection::vec(change, 0..5)).prop_map(|(mut bytes, changes)| {
        changes.iter().for_each(|change| change.apply(&mut bytes));
        bytes
    })
}

/// Tries a law on that many inputs.
#[track_caller]
fn check(target: &str, cases: u32) {
    let (_, law): Target = *TARGETS.iter().find(|(name, _)| *name == target).expect("a target");
    let tried = TestRunner::new(crate::cases(cases)).run(&changed(seeds(target)), |bytes| {
        law(&bytes);
        Ok(())
    });
    match tried {
        Ok(()) => {}
        Err(TestError::Fail(why, bytes)) => panic!("{target}: {why}\n{}", bytes.escape_ascii()),
        Err(error) => panic!("{target}: {error}"),
    }
}

macro_rules! checks {
    ($($target:ident $cases:literal)*) => {
        $(#[test]
        fn $target() {
            check(stringify!($target), $cases);
        })*

        const CHECKED: &[&str] = &[$(stringify!($target)),*];
    };
}

checks! {
    text 150
    markdown 300
    html 150
    pdf 300
    docx 300
    mail 300
    warc 150
    feed 1000
    table 400
    database 24
    evidence 60
    reference 1000
}

/// Each law is tried here, and has its file in `fuzz/`. With ONRECORD_SEEDS=FOLDER the seeds are written there.
#[test]
fn every_target_is_tried_here_and_there() {
    let names: BTreeSet<String> = TARGETS.iter().map(|(name, _)| (*name).to_owned()).collect();
    assert_eq!(names, CHECKED.iter().map(|name| (*name).to_owned()).collect());
    let files = fs::read_dir("fuzz/fuzz_targets").expect("the targets of fuzz/").flatten();
    let stems = files.filter_map(|file| Some(file.path().file_stem()?.to_string_lossy().into_owned()));
    assert_eq!(names, stems.collect());
    let Some(folder) = std::env::var_os("ONRECORD_SEEDS").map(PathBuf::from) else { return };
    for name in names {
        let folder = folder.join(&name);
        fs::create_dir_all(&folder).expect("a folder for seeds");
        for (nth, seed) in seeds(&name).iter().enumerate() {
            fs::write(folder.join(format!("seed-{nth}")), seed).expect("a seed");
        }
    }
}
