//! WARC and WACZ files, written here and read.

use std::io::{Cursor, Write};

use flate2::Compression;
use flate2::write::GzEncoder;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::{failures, name, page};
use crate::environment::{Outcome, TestEnvironment};

const URL: &str = "https://www.quay.example/news/ferry-returns";

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes).expect("memory");
    encoder.finish().expect("memory")
}

fn record(kind: &str, url: &str, date: &str, more: &str, block: &[u8]) -> Vec<u8> {
    let length = block.len();
    let head = format!(
        "WARC/1.1\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:{length}>\r\nWARC-Target-URI: {url}\r\nWARC-Date: {date}\r\n{more}\
         Content-Length: {length}\r\n\r\n"
    );
    [head.as_bytes(), block, b"\r\n\r\n"].concat()
}

fn response(headers: &str, body: &[u8]) -> Vec<u8> {
    [format!("HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n{headers}\r\n").as_bytes(), body].concat()
}

/// Captures of a page that changed and went back, one of them a revisit, with what an archive has beside them.
pub fn crawl() -> Vec<Vec<u8>> {
    let first = page("Ferry returns", "The ferry is back after nine weeks, the port said on Monday.");
    let second = page("Ferry returns", "The ferry is back after six weeks, the port said on Monday.");
    let packed = gzip(second.as_bytes());
    let chunked = [format!("{:x}\r\n", packed.len()).as_bytes(), &packed, b"\r\n0\r\n\r\n"].concat();
    let digest = "WARC-Payload-Digest: sha1:FIRST\r\n";
    let not_found = b"HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\n\r\ngone";
    let picture = b"HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\n\x89PNG";
    vec![
        record("warcinfo", "", "2031-04-01T00:00:00Z", "", b"software: invented\r\n"),
        record("response", URL, "2031-04-02T09:00:00Z", digest, &response("", first.as_bytes())),
        record(
            "response",
            URL,
            "2031-04-03T09:00:00Z",
            "",
            &response("Content-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n", &chunked),
        ),
        record(
            "revisit",
            "http://quay.example/news/ferry-returns?utm_source=feed",
            "2031-04-04T09:00:00Z",
            digest,
            b"",
        ),
        record("response", "https://www.quay.example/gone", "2031-04-04T10:00:00Z", "", not_found),
        record("response", "https://www.quay.example/boat.png", "2031-04-04T10:00:00Z", "", picture),
    ]
}

#[track_caller]
fn check_crawl(desk: &TestEnvironment) {
    let versions = desk.versions("ferry-returns");
    let starts: Vec<&str> = versions.iter().map(|version| version.split(" weeks").next().unwrap_or_default()).collect();
    let expected = [
        "02T09:00:00Z The ferry is back after nine",
        "03T09:00:00Z The ferry is back after six",
        "04T09:00:00Z The ferry is back after nine",
    ];
    assert_eq!(starts.len(), 3, "{versions:?}");
    for (found, expected) in starts.iter().zip(expected) {
        assert!(found.contains(expected), "{found}");
    }
}

const STORED: &str = "3 versions of 1 story stored, 2 passed over";
const AGAIN: &str = "0 versions stored, 3 there already, 2 passed over";

#[test]
fn a_warc_file_in_any_dress() {
    let members: Vec<u8> = crawl().iter().flat_map(|record| gzip(record)).collect();
    for (file, bytes) in
        [("a.warc", crawl().concat()), ("a.warc.gz", members), ("whole.warc.gz", gzip(&crawl().concat()))]
    {
        let desk = TestEnvironment::wide();
        let path = desk.saved(file, bytes);
        let (out, _) = desk.import(&["warc", name(&path)], 0, STORED);
        assert!(
            out.contains("1 passed over: no page (image/png)") && out.contains("1 passed over: status 404"),
            "{out}"
        );
        check_crawl(&desk);
        desk.import(&["warc", name(&path)], 0, AGAIN);
    }
}

#[test]
fn records_in_disorder_are_stored_by_time() {
    let desk = TestEnvironment::wide();
    let mut records = crawl();
    records.swap(2, 3);
    let path = desk.saved("a.warc", records.concat());
    desk.import(&["warc", name(&path)], 0, STORED);
    check_crawl(&desk);
}

#[test]
fn an_older_capture_keeps_its_time() {
    let desk = TestEnvironment::wide();
    let [early, late] = ["02", "05"].map(|day| {
        let text = page("Ferry returns", &format!("The ferry is back since {day} April, the port said."));
        desk.saved(
            &format!("{day}.warc"),
            record("response", URL, &format!("2031-04-{day}T09:00:00Z"), "", &response("", text.as_bytes())),
        )
    });
    desk.import(&["warc", name(&late)], 0, "1 version of 1 story stored");
    let (out, _) = desk.import(&["warc", name(&early)], 0, "1 version of 1 story stored");
    assert!(out.contains("ferry-returns: v2 was captured before a version that was stored earlier"), "{out}");
    let Outcome { out: at, .. } = desk.run(&["show", "ferry-returns@2031-04-03"]);
    assert!(at.contains("since 02 April"), "{at}");
    desk.import(&["warc", name(&early), name(&late)], 0, "0 versions stored, 2 there already");
}

#[test]
fn an_older_capture_of_a_text_that_stands_is_stored_once() {
    let desk = TestEnvironment::wide();
    let capture = |day: &str, weeks: &str| {
        let text = page("Ferry returns", &format!("The ferry is back after {weeks} weeks, the port said."));
        record("response", URL, &format!("2031-04-{day}T09:00:00Z"), "", &response("", text.as_bytes()))
    };
    let late = desk.saved("late.warc", capture("05", "nine"));
    let early = desk.saved("early.warc", [capture("02", "nine"), capture("03", "six")].concat());
    desk.import(&["warc", name(&late)], 0, "1 version of 1 story stored");
    desk.import(&["warc", name(&early)], 0, "2 versions of 1 story stored");
    desk.import(&["warc", name(&early), name(&late)], 0, "0 versions stored, 3 there already");
    let times: Vec<String> = desk.versions("ferry-returns").iter().map(|version| version[8..10].to_owned()).collect();
    assert_eq!(times, ["05", "02", "03"]);
}

#[test]
fn a_wacz_file() {
    let desk = TestEnvironment::wide();
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let members: Vec<u8> = crawl().iter().flat_map(|record| gzip(record)).collect();
    let plain = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    for (file, bytes) in [
        ("datapackage.json", &b"{}"[..]),
        ("../../escape.warc.gz", b"nothing"),
        ("archive/data.warc.gz", &members),
        ("pages/pages.jsonl", b"{}"),
    ] {
        zip.start_file(file, plain).expect("memory");
        zip.write_all(bytes).expect("memory");
    }
    let path = desk.saved("a.wacz", zip.finish().expect("memory").into_inner());
    desk.import(&["warc", name(&path)], 0, STORED);
    check_crawl(&desk);
    assert!(!desk.path("../../escape.warc.gz").exists());
}

#[test]
fn broken_records_and_files_are_named_and_the_others_go_on() {
    let desk = TestEnvironment::wide();
    let mut members: Vec<Vec<u8>> = crawl().iter().map(|record| gzip(record)).collect();
    // Behind the member's header, so that no packer's habits decide how far the damage is read.
    members[2][10..].fill(0xff);
    let cut = desk.saved("cut.warc.gz", members.concat());
    let text = desk.saved("notes.warc", "The ferry is back.");
    let zip = desk.saved("broken.wacz", b"PK\x03\x04 and no more");
    let missing = desk.path("missing.warc");
    let (_, said) = desk.import(
        &["warc", name(&cut), name(&text), name(&zip), name(&missing)],
        2,
        "1 version of 1 story stored, 1 there already, 2 passed over, 4 failed",
    );
    let said = failures(&said);
    assert_eq!(said.len(), 4, "{said:?}");
    assert!(said[0].contains("cut.warc.gz, record 3: "), "{said:?}");
    assert!(
        said[1].contains("notes.warc is not a WARC file") && said[2].contains("broken.wacz is not a WACZ file"),
        "{said:?}"
    );
    assert!(said[3].contains("missing.warc cannot be opened"), "{said:?}");
    assert_eq!(desk.versions("ferry-returns").len(), 1);
}

#[test]
fn bombs_and_lies_do_no_harm() {
    let desk = TestEnvironment::wide();
    let bomb = gzip(&vec![b'a'; 80 * 1024 * 1024]);
    let lie = format!(
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {URL}\r\nWARC-Date: 2031-04-02T09:00:00Z\r\nContent-Length: {}\r\n\r\n",
        u64::MAX
    );
    let members = [
        gzip(&record("response", URL, "2031-04-02T09:00:00Z", "", &response("Content-Encoding: gzip\r\n", &bomb))),
        gzip(lie.as_bytes()),
        gzip(&crawl()[1]),
    ];
    let path = desk.saved("a.warc.gz", members.concat());
    let (_, said) = desk.import(&["warc", name(&path)], 2, "1 version of 1 story stored, 2 failed");
    let said = failures(&said);
    assert!(
        said[0].ends_with("record 1: larger than 64 MiB") && said[1].contains("record 2: says that it holds"),
        "{said:?}"
    );
}

#[test]
fn only_what_is_asked_for() {
    let desk = TestEnvironment::wide();
    let path = desk.saved("a.warc", crawl().concat());
    desk.import(&["warc", name(&path), "--url", "https://www.quay.example/news/"], 0, "2 versions of 1 story stored");
    desk.import(
        &["warc", name(&path), "--match", "*utm_source*", "--story", "other"],
        0,
        "1 version of 1 story stored",
    );
    assert_eq!(desk.stories(), ["ferry-returns", "other"]);
    let nothing = desk.saved("empty.warc", &crawl()[0]);
    let fresh = TestEnvironment::wide();
    fresh.import(&["warc", name(&nothing)], 0, "0 versions stored");
    assert!(!fresh.path("history.db").exists(), "a source without a version creates no history");
}
