//! Files written here and read, whole and broken.

use flate2::write::GzEncoder;
use proptest::prelude::*;

use super::*;

fn record(kind: &str, url: &str, date: &str, more: &str, block: &[u8]) -> Vec<u8> {
    let head = format!(
        "WARC/1.1\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\nWARC-Date: {date}\r\n{more}Content-Length: {}\r\n\r\n",
        block.len()
    );
    [head.as_bytes(), block, b"\r\n\r\n"].concat()
}

fn page(text: &str) -> Vec<u8> {
    format!("HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n{text}").into_bytes()
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn read(bytes: &[u8], filter: CaptureFilter) -> Vec<String> {
    let mut found = Vec::new();
    let mut sink = |item: Result<Item, Skipped>| {
        found.push(match item {
            Ok(item) => {
                let time = item.metadata.captured_at.unwrap().format("%Y-%m-%dT%H:%M");
                format!("{time} {} {}", address(&item.story), String::from_utf8_lossy(&item.bytes))
            }
            Err(skipped) => {
                format!("{}{}: {}", if skipped.is_fault { "! " } else { "" }, skipped.origin, skipped.why)
            }
        });
        ControlFlow::Continue(())
    };
    let _ = ArchiveReader::new(filter).read("a.warc", bytes, &mut sink);
    found
}

fn address(story: &StoryKey) -> &str {
    match story {
        StoryKey::Url(url) | StoryKey::Name(url) => url,
    }
}

const URL: &str = "https://quay.example/ferry";

fn captures() -> Vec<Vec<u8>> {
    let digest = "WARC-Payload-Digest: sha1:AAAA\r\n";
    vec![
        record("warcinfo", "", "2031-04-01T00:00:00Z", "", b"software: none\r\n"),
        record("response", URL, "2031-04-02T09:00:00Z", digest, &page("The ferry is back.")),
        record("request", URL, "2031-04-02T09:00:00Z", "", b"GET /ferry HTTP/1.1\r\n\r\n"),
        record(
            "resource",
            "https://quay.example/mill",
            "2031-04-02T10:00:00Z",
            "Content-Type: text/plain\r\n",
            b"The mill.",
        ),
        record("revisit", URL, "2031-04-03T09:00:00Z", digest, b"HTTP/1.1 304 Not Modified\r\n\r\n"),
        record("response", URL, "2031-04-04T09:00:00Z", "", b"HTTP/1.1 404 Gone\r\nContent-Type: text/html\r\n\r\n"),
    ]
}

const FOUND: [&str; 4] = [
    "2031-04-02T09:00 https://quay.example/ferry The ferry is back.",
    "2031-04-02T10:00 https://quay.example/mill The mill.",
    "2031-04-03T09:00 https://quay.example/ferry The ferry is back.",
    "a.warc, record 6: status 404",
];

#[test]
fn reads_files_as_they_are_and_gzipped() {
    let plain = captures().concat();
    assert_eq!(read(&plain, CaptureFilter::default()), FOUND);
    assert_eq!(read(&gzip(&plain), CaptureFilter::default()), FOUND);
    let members: Vec<u8> = captures().iter().flat_map(|record| gzip(record)).collect();
    assert_eq!(read(&members, CaptureFilter::default()), FOUND);
}

#[test]
fn filters_by_address() {
    let plain = captures().concat();
    let prefixes = vec!["https://quay.example/m".to_owned()];
    assert_eq!(read(&plain, CaptureFilter { prefixes, patterns: Vec::new() }), FOUND[1..2]);
    let patterns = vec![Pattern::new("/MILL").expect("a pattern")];
    assert_eq!(read(&plain, CaptureFilter { prefixes: Vec::new(), patterns }), FOUND[1..2]);
}

#[test]
fn broken_records_are_named_and_the_others_go_on() {
    let mut records = captures();
    records[2] = b"WARC/1.1\r\nWARC-Type: response\r\nContent-Length: lots\r\n\r\n".to_vec();
    let expected = ["! a.warc, record 3: without a Content-Length"];
    let found = read(&records.concat(), CaptureFilter::default());
    assert_eq!(found, [&FOUND[..1], &expected[..], &FOUND[1..]].concat());
    let mut members: Vec<Vec<u8>> = captures().iter().map(|record| gzip(record)).collect();
    // Behind the member's header, so that no packer's habits decide how far the damage is read.
    members[2][10..].fill(0xff);
    let found = read(&members.concat(), CaptureFilter::default());
    assert_eq!((found.first().map(String::as_str), found.last().map(String::as_str)), (Some(FOUND[0]), Some(FOUND[3])));
    assert!(found[1].starts_with("! a.warc, record 3: "), "{found:?}");
}

#[test]
fn lengths_are_not_trusted() {
    let head = |length: u64| {
        format!(
            "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {URL}\r\nWARC-Date: 2031-04-02T09:00:00Z\r\nContent-Length: {length}\r\n\r\n"
        )
    };
    assert_eq!(read(head(u64::MAX).as_bytes(), CaptureFilter::default()), ["! a.warc, record 1: ends too early"]);
    assert_eq!(read(head(500).as_bytes(), CaptureFilter::default()), ["! a.warc, record 1: ends too early"]);
    let found = read(&gzip(head(u64::MAX).as_bytes()), CaptureFilter::default());
    assert_eq!(found, [format!("! a.warc, record 1: says that it holds {} bytes", u64::MAX)]);
    let long = format!("WARC/1.0\r\nx: {}\r\n", "y".repeat(100_000));
    assert_eq!(read(long.as_bytes(), CaptureFilter::default()).len(), 1);
    let lost = record("revisit", URL, "2031-04-03T09:00:00Z", "WARC-Payload-Digest: sha1:BBBB\r\n", b"");
    assert_eq!(read(&lost, CaptureFilter::default()), ["a.warc, record 1: a revisit of a record that no file holds"]);
    let undated = record("response", URL, "yesterday", "", &page("The ferry."));
    assert_eq!(read(&undated, CaptureFilter::default()), ["! a.warc, record 1: without a WARC-Date that is a time"]);
}

proptest! {
    #[test]
    fn never_panics(at in any::<prop::sample::Index>(), byte in any::<u8>(), cut in any::<prop::sample::Index>(), packed in any::<bool>()) {
        let mut bytes: Vec<u8> = captures().iter().flat_map(|record| if packed { gzip(record) } else { record.clone() }).collect();
        let at = at.index(bytes.len());
        bytes[at] = byte;
        bytes.truncate(cut.index(bytes.len()) + 1);
        let _ = read(&bytes, CaptureFilter::default());
    }
}

/// An ARC file of two captures; the records of the first version.
fn arc() -> Vec<Vec<u8>> {
    let record = |url: &str, block: &[u8]| {
        [format!("{url} 192.0.2.1 20040402090507 text/html {}\n", block.len()).as_bytes(), block, b"\n"].concat()
    };
    vec![
        record("filedesc://old.arc", b"1 0 nobody\nURL IP-address Archive-date Content-type Archive-length\n"),
        record("dns:quay.example", b"20040402090507\nquay.example. 60 IN A 192.0.2.1\n"),
        record(URL, &page("The ferry is back.")),
        record("http://quay.example/mill", &page("The mill burned.")),
    ]
}

#[test]
fn an_arc_file_holds_captures_too() {
    let expected = [
        "2004-04-02T09:05 https://quay.example/ferry The ferry is back.",
        "2004-04-02T09:05 http://quay.example/mill The mill burned.",
    ];
    let parts = arc();
    assert_eq!(read(&parts.concat(), CaptureFilter::default()), expected);
    let members: Vec<Vec<u8>> = parts.iter().map(|part| gzip(part)).collect();
    assert_eq!(read(&members.concat(), CaptureFilter::default()), expected);
}

#[test]
fn a_broken_record_of_an_arc_file_takes_no_other_with_it() {
    let mut parts = arc();
    // It says one byte less than it has.
    let line = parts[2].iter().position(|byte| *byte == b'\n').unwrap();
    let length: usize = String::from_utf8_lossy(&parts[2][..line]).rsplit(' ').next().unwrap().parse().unwrap();
    let told = format!("{URL} 192.0.2.1 20040402090507 text/html {}\n", length - 1);
    parts[2] = [told.as_bytes(), &parts[2][line + 1..]].concat();
    let found = read(&parts.concat(), CaptureFilter::default());
    assert_eq!(found.len(), 2, "{found:?}");
    assert_eq!(found[0], "! a.warc, record 3: damaged: it does not end where it says");
    assert!(found[1].ends_with("The mill burned."), "{found:?}");
}
