//! What holds of anything that comes from outside, whatever its bytes are: a law for each kind of input.
//!
//! A law panics where it is broken. The suite tries each on changed seeds (`fuzzing`), and `fuzz/` has libFuzzer look
//! for more; both compile this file.

use std::fmt::Debug;
use std::fs;
use std::io::{Cursor, Write};
use std::ops::ControlFlow;
use std::path::Path;

use onrecord::ask::reference::{Reference, range};
use onrecord::bundle;
use onrecord::extract::{Method, extract_with};
use onrecord::feed;
use onrecord::import::warc::{ArchiveReader, CaptureFilter};
use onrecord::import::{Error, Item, Skipped, StoryKey, diffengine, newsdiffs, newsedits, table};
use onrecord::ingest::{Read, read_bytes};
use onrecord::seal::{PublicKey, Seal, SecretKey, time_of_stamp};
use onrecord::store::History;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::extraction_laws::check_extraction;

/// What is tried: a name and its law.
pub type Target = (&'static str, fn(&[u8]));

/// Every kind of input.
pub const TARGETS: [Target; 12] = [
    ("text", |bytes| document("a.txt", bytes)),
    ("markdown", |bytes| document("a.md", bytes)),
    ("html", |bytes| document("a.html", bytes)),
    ("pdf", |bytes| document("a.pdf", bytes)),
    ("docx", |bytes| document("a.docx", &packed(bytes))),
    ("mail", |bytes| document("a.eml", bytes)),
    ("warc", archive),
    ("feed", list),
    ("table", rows),
    ("database", databases),
    ("evidence", evidence),
    ("reference", references),
];

/// Texts that are longer are read and not analysed, so that many can be tried.
const ANALYSED: usize = 4000;

/// Does something twice, and returns what it gives, which must be the same.
fn twice<T: PartialEq + Debug>(make: impl Fn() -> T) -> T {
    let one = make();
    assert_eq!(one, make(), "the same bytes give the same twice");
    one
}

/// A document is read or refused in words; what is read is a text, and each claim stands where it says.
fn document(name: &str, bytes: &[u8]) {
    let read = twice(|| {
        let read = read_bytes(name, bytes.to_vec());
        read.map(|Read { draft, warnings }| (draft, warnings)).map_err(|error| (error.to_string(), error.hint()))
    });
    match read {
        Ok((draft, warnings)) => {
            assert_eq!(draft.capture, bytes, "the capture is what came");
            check_body(&draft.body);
            assert!(warnings.iter().all(|warning| !warning.is_empty()));
            if draft.body.len() <= ANALYSED {
                let extraction = twice(|| extract_with(&draft.body, &draft.metadata, Method::Rules));
                check_extraction(&draft.body, &extraction);
            }
        }
        Err((message, hint)) => assert!(message.contains(name) && !hint.is_empty(), "{message}"),
    }
}

/// Packs what is no Word document as the text of one: a change to packed bytes seldom gets as far as that.
fn packed(bytes: &[u8]) -> Vec<u8> {
    if bytes.starts_with(b"PK") {
        return bytes.to_vec();
    }
    let mut document = ZipWriter::new(Cursor::new(Vec::new()));
    document.start_file("word/document.xml", SimpleFileOptions::default()).expect("memory");
    document.write_all(bytes).expect("memory");
    document.finish().expect("memory").into_inner()
}

fn check_body(body: &str) {
    assert!(!body.trim().is_empty(), "a text says something");
    assert!(!body.contains("\r\n"), "its lines end in LF");
}

/// What a source's items are decoded to holds what holds of every text.
fn items(read: impl Fn(&mut dyn FnMut(Result<Item, Skipped>) -> ControlFlow<()>) -> Result<(), Error>) {
    let (found, ended) = twice(|| {
        let mut found = Vec::new();
        let ended = read(&mut |one| {
            found.push(one);
            ControlFlow::Continue(())
        });
        (found, ended.map_err(|error| error.to_string()))
    });
    assert!(ended.is_ok() || ended.is_err_and(|message| !message.is_empty()));
    for one in found {
        match one.and_then(Item::decode) {
            Ok(read) => check_body(&read.draft.body),
            Err(skipped) => assert!(!skipped.origin.is_empty() && !skipped.why.is_empty(), "{skipped:?}"),
        }
    }
}

/// A web archive gives pages with web addresses.
fn archive(bytes: &[u8]) {
    items(|sink| {
        let mut web = |found: Result<Item, Skipped>| {
            if let Ok(Item { story: StoryKey::Url(url), .. }) = &found {
                assert!(url.starts_with("http"), "{url}");
            }
            sink(found)
        };
        let _ = ArchiveReader::new(CaptureFilter::default()).read("a.warc", bytes, &mut web);
        Ok(())
    });
}

/// A list names each page once, by its web address.
fn list(bytes: &[u8]) {
    let base = "https://quay.example/feed".parse().expect("an address");
    let Some(list) = twice(|| feed::read(bytes, None, &base)) else { return };
    for (nth, item) in list.items.iter().enumerate() {
        assert!(["http", "https"].contains(&item.url.scheme()), "{}", item.url);
        assert!(list.items[..nth].iter().all(|other| other.url != item.url), "{} is named twice", item.url);
    }
    assert!(list.problems.iter().all(|problem| !problem.is_empty()));
}

/// Writes the bytes into a file of a folder of its own, and hands both on. Whatever is done there changes nothing.
fn in_a_file(name: &str, bytes: &[u8], law: impl Fn(&Path, &Path)) {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join(name);
    fs::write(&path, bytes).expect("a file");
    law(&path, folder.path());
    assert_eq!(fs::read(&path).expect("the file"), bytes, "what is read stays as it was");
    let files = fs::read_dir(folder.path()).expect("the folder").count();
    assert_eq!(files, 1, "nothing is left beside it");
}

/// A table's rows are read, whatever they hold.
fn rows(bytes: &[u8]) {
    for name in ["a.jsonl", "a.csv"] {
        in_a_file(name, bytes, |path, _| {
            items(|sink| table::read_file(path, table::Map::default(), &mut |_| {}, sink).map(|_| ()));
        });
    }
}

/// Another program's database, or another's history, is only read.
fn databases(bytes: &[u8]) {
    in_a_file("a.db", bytes, |path, folder| {
        items(|sink| diffengine::read_file(path, sink).map(|_| ()));
        items(|sink| newsedits::read_file(path, sink).map(|_| ()));
        items(|sink| newsdiffs::read_file(path, folder, sink).map(|_| ()));
        let told = twice(|| {
            let history = History::open_read_only(path).map_err(|error| error.to_string())?;
            let stories = history.stories().map(|stories| stories.len()).map_err(|error| error.to_string());
            let checked = history.verify().map(|checked| checked.problems).map_err(|error| error.to_string());
            Ok((stories, checked))
        });
        assert!(told.is_ok() || told.is_err_and(|message: String| message.contains("a.db")));
    });
}

/// A key, a signature, a stamp, a seal and a bundle are good or told not to be.
fn evidence(bytes: &[u8]) {
    const KEY: &str = "RWQ9vCCxGOQUmy/B+9wH1cBwqjc3UGR+U2RPP5ztoTuQADJvgyxCiym0";
    let text = String::from_utf8_lossy(bytes);
    if let Ok(seal) = Seal::from_text(&text) {
        assert_eq!(Seal::from_text(&seal.to_text()), Ok(seal), "a seal reads back");
    }
    let key = PublicKey::read(KEY).expect("a key");
    assert!(twice(|| key.check(b"what nobody signed", &text)).is_err());
    assert!(twice(|| time_of_stamp(bytes, b"what nobody stamped")).is_err());
    let _ = (PublicKey::read(&text), SecretKey::read(&text, None));
    in_a_file("a.zip", bytes, |path, _| {
        let problems = twice(|| bundle::check(path).map(|check| check.problems).map_err(|error| error.to_string()));
        assert!(problems.is_err() || problems.is_ok_and(|all| all.iter().all(|one| !one.message.is_empty())));
    });
}

/// A reference is told as it is read.
fn references(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    if let Some(reference) = Reference::parse(&text) {
        assert_eq!(Reference::parse(&reference.to_string()), Some(reference));
    }
    if let Some((first, last)) = range(&text) {
        assert_eq!(range(&format!("{first}..{last}")), Some((first, last)));
    }
}
