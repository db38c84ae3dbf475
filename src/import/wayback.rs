//! An archive's list of captures of one page → where each capture stands; and what comes back → an item.
//!
//! It reads lists in two forms: the CDX of the Wayback Machine as JSON, and Memento's TimeMap as links. Captures are
//! asked for as they came from the outlet (`id_`), without what the archive adds. It makes addresses and reads answers;
//! to fetch is the caller's.

use std::fmt::Write;

use chrono::{DateTime, Utc};

use super::{Error, Form, Item, StoryKey, http, moment};
use crate::story::Metadata;

/// The archive that is asked unless another one is named.
pub const BASE: &str = "https://web.archive.org";

/// How many captures one list names.
const PAGE: usize = 2000;

/// A capture in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Capture {
    pub at: DateTime<Utc>,
    /// The page's own address.
    pub url: String,
    /// Where the capture stands, as it came from the outlet.
    pub address: String,
}

/// A list, or a part of one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Listing {
    /// Oldest first.
    pub captures: Vec<Capture>,
    /// What the list names and cannot be a version, with the reason: "status 404".
    pub passed: Vec<String>,
    /// What continues a list that was cut: the key to ask with, or the address to ask.
    pub next: Option<String>,
}

/// What of a page is wanted.
#[derive(Clone, Debug)]
pub struct Query {
    pub url: String,
    pub from: Option<DateTime<Utc>>,
    pub to: Option<DateTime<Utc>>,
    /// The archive's address.
    pub base: String,
}

impl Query {
    /// Returns where the archive lists the captures in CDX; `resume` is the key that came with the part before.
    pub fn cdx(&self, resume: Option<&str>) -> String {
        let mut address = format!(
            "{}/cdx/search/cdx?url={}&output=json&fl=timestamp,original,mimetype,statuscode,digest&collapse=digest&limit={PAGE}&showResumeKey=true",
            self.base.trim_end_matches('/'),
            escape(&self.url)
        );
        for (name, time) in [("from", self.from), ("to", self.to)] {
            if let Some(time) = time {
                let _ = write!(address, "&{name}={}", time.format("%Y%m%d%H%M%S"));
            }
        }
        if let Some(key) = resume {
            let _ = write!(address, "&resumeKey={}", escape(key));
        }
        address
    }

    /// Returns where the archive lists the captures in a TimeMap.
    pub fn timemap(&self) -> String {
        format!("{}/web/timemap/link/{}", self.base.trim_end_matches('/'), self.url)
    }

    /// Reads a list in CDX.
    ///
    /// # Errors
    /// When it is none.
    pub fn read_cdx(&self, bytes: &[u8]) -> Result<Listing, Error> {
        if bytes.trim_ascii().is_empty() {
            return Ok(Listing::default());
        }
        let rows: Vec<Vec<String>> = serde_json::from_slice(bytes).map_err(|error| Error::Listing {
            what: format!("{} did not answer with a list of captures: {error}", self.base),
        })?;
        let mut rows = rows.into_iter();
        let header = rows.next().unwrap_or_default();
        let place = |name: &str| header.iter().position(|column| column == name);
        let missing =
            || Error::Listing { what: format!("{} answered with a list without times and addresses", self.base) };
        if header.is_empty() {
            return Ok(Listing::default());
        }
        let (time, original) = (place("timestamp").ok_or_else(missing)?, place("original").ok_or_else(missing)?);
        let (media, status, digest) = (place("mimetype"), place("statuscode"), place("digest"));
        let mut listing = Listing::default();
        let mut before: Option<String> = None;
        while let Some(row) = rows.next() {
            let field = |at: Option<usize>| at.and_then(|at| row.get(at)).map(String::as_str);
            if row.is_empty() {
                // After an empty row stands the key that continues.
                listing.next = rows.next().and_then(|row| row.into_iter().next());
                break;
            }
            let (Some(stamp), Some(url)) = (field(Some(time)), field(Some(original))) else {
                listing.passed.push("a line without time and address".to_owned());
                continue;
            };
            let Some(at) = moment::digits(stamp).filter(|_| stamp.len() == 14) else {
                listing.passed.push("without a time that can be read".to_owned());
                continue;
            };
            // A revisit has neither a status nor a type of its own.
            match field(status).unwrap_or("-") {
                "200" | "-" => {}
                status => {
                    listing.passed.push(format!("status {}", status.chars().take(10).collect::<String>()));
                    continue;
                }
            }
            let media = http::media(field(media).unwrap_or_default());
            if !http::is_page(&media) && !["warc/revisit", "unk", "-"].contains(&media.as_str()) {
                listing.passed.push(format!("no page ({})", media.chars().take(40).collect::<String>()));
                continue;
            }
            let digest = field(digest).map(str::to_owned);
            if digest.is_some() && digest == before {
                listing.passed.push("the same bytes as the capture before".to_owned());
                continue;
            }
            before = digest;
            let address = format!("{}/web/{stamp}id_/{url}", self.base.trim_end_matches('/'));
            listing.captures.push(Capture { at, url: url.to_owned(), address });
        }
        listing.captures.sort_by_key(|capture| capture.at);
        listing.captures.retain(|capture| self.wants(capture.at));
        Ok(listing)
    }

    /// Reads a TimeMap.
    ///
    /// # Errors
    /// When it is none.
    pub fn read_timemap(&self, text: &str) -> Result<Listing, Error> {
        let mut listing = Listing::default();
        let mut is_timemap = false;
        for (target, parameters) in links(text) {
            let value = |name: &str| {
                parameters.iter().find(|(of, _)| of.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
            };
            let relations: Vec<&str> = value("rel").unwrap_or_default().split_whitespace().collect();
            is_timemap |=
                relations.iter().any(|relation| ["original", "self", "timegate", "memento"].contains(relation));
            if relations.contains(&"memento") {
                match value("datetime").and_then(moment::parse) {
                    Some(at) if self.wants(at) => {
                        listing.captures.push(Capture { at, url: self.url.clone(), address: as_it_came(&target) });
                    }
                    Some(_) => {}
                    None => listing.passed.push("without a time that can be read".to_owned()),
                }
            } else if relations.contains(&"timemap") && value("from").is_some() && !relations.contains(&"self") {
                listing.next = Some(target);
            }
        }
        if !is_timemap {
            return Err(Error::Listing { what: format!("{} did not answer with a TimeMap", self.base) });
        }
        listing.captures.sort_by_key(|capture| capture.at);
        Ok(listing)
    }

    fn wants(&self, at: DateTime<Utc>) -> bool {
        self.from.is_none_or(|from| from <= at) && self.to.is_none_or(|to| at <= to)
    }
}

impl Capture {
    /// Makes an item of the bytes that came back from `answered`: an archive may lead on to another capture, of another
    /// time. All captures of one call are one story; `story` is the address of its page.
    pub fn item(&self, story: &str, answered: &str, bytes: Vec<u8>) -> Item {
        let at = stamp(answered).and_then(|at| moment::digits(&answered[at..at + DIGITS])).unwrap_or(self.at);
        let metadata = Metadata { captured_at: Some(at), ..Metadata::default() };
        let origin = format!("{} of {}", self.url, at.format("%Y-%m-%dT%H:%M:%SZ"));
        Item { origin, story: StoryKey::Url(story.to_owned()), bytes, form: Form::Document, metadata }
    }
}

/// How many digits tell a capture's time in its address.
const DIGITS: usize = 14;

/// Finds these digits: a part of the path that is nothing else, but for the mark that asks for a form (`id_`).
fn stamp(address: &str) -> Option<usize> {
    let mut at = 0;
    for part in address.split('/') {
        let digits = part.bytes().take_while(u8::is_ascii_digit).count();
        if digits == DIGITS && (part.len() == DIGITS || part.ends_with('_')) {
            return Some(at);
        }
        at += part.len() + 1;
    }
    None
}

/// Asks for a capture as it came from the outlet, where its address is of the form that archives share.
fn as_it_came(address: &str) -> String {
    let Some(at) = stamp(address) else { return address.to_owned() };
    let (before, rest) = address.split_at(at + DIGITS);
    let after = rest.find('/').map_or("", |slash| &rest[slash..]);
    format!("{before}id_{after}")
}

/// Reads `<address>; name="value"; …, <address>; …`.
fn links(text: &str) -> Vec<(String, Vec<(String, String)>)> {
    let mut links = Vec::new();
    let mut rest = text;
    while let Some((_, after)) = rest.split_once('<') {
        let Some((target, mut after)) = after.split_once('>') else { break };
        let mut parameters = Vec::new();
        while let Some(parameter) = after.trim_start().strip_prefix(';') {
            let Some((name, value)) = parameter.split_once('=') else { break };
            let value = value.trim_start();
            let (value, left) = match value.strip_prefix('"') {
                Some(quoted) => quoted.split_once('"').unwrap_or((quoted, "")),
                None => value.split_at(value.find([';', ',']).unwrap_or(value.len())),
            };
            parameters.push((name.trim().to_owned(), value.trim().to_owned()));
            after = left;
        }
        links.push((target.trim().to_owned(), parameters));
        rest = after;
    }
    links
}

/// Writes a text as the value of a query.
fn escape(text: &str) -> String {
    text.bytes()
        .map(|byte| match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' | b':' => {
                char::from(byte).to_string()
            }
            _ => format!("%{byte:02X}"),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn query() -> Query {
        Query {
            url: "https://quay.example/ferry?id=7&x=1".into(),
            from: moment::digits("2031"),
            to: None,
            base: "http://archive.example/".into(),
        }
    }

    fn addresses(listing: &Listing) -> Vec<&str> {
        listing.captures.iter().map(|capture| capture.address.as_str()).collect()
    }

    #[test]
    fn asks_for_a_list() {
        let asked = query().cdx(Some("a b+7"));
        assert!(asked.starts_with(
            "http://archive.example/cdx/search/cdx?url=https://quay.example/ferry%3Fid%3D7%26x%3D1&output=json&"
        ));
        assert!(asked.ends_with("&from=20310101000000&resumeKey=a%20b%2B7"), "{asked}");
    }

    #[test]
    fn reads_a_list() {
        let listing = query()
            .read_cdx(
                br#"[["timestamp","original","mimetype","statuscode","digest"],
                ["20310403090000","https://quay.example/ferry","text/html","200","B"],
                ["20310402090000","https://quay.example/ferry","text/html","200","A"],
                ["20310402100000","https://quay.example/ferry","text/html","200","A"],
                ["20310402110000","https://quay.example/ferry","text/html","404","C"],
                ["20310402120000","https://quay.example/ferry","image/png","200","D"],
                ["20310404090000","https://quay.example/ferry","warc/revisit","-","B"],
                ["20300101000000","https://quay.example/ferry","text/html","200","E"],
                ["soon","https://quay.example/ferry","text/html","200","F"],
                [], ["example,quay)/ferry 20310404090000"]]"#,
            )
            .unwrap();
        let found = ["20310402090000", "20310403090000", "20310404090000"]
            .map(|stamp| format!("http://archive.example/web/{stamp}id_/https://quay.example/ferry"));
        assert_eq!(addresses(&listing), found);
        assert_eq!(listing.passed.len(), 4, "{:?}", listing.passed);
        assert_eq!(listing.next.as_deref(), Some("example,quay)/ferry 20310404090000"));
        assert_eq!(query().read_cdx(b"[]").unwrap(), Listing::default());
        assert_eq!(query().read_cdx(b"\n").unwrap(), Listing::default());
        assert!(query().read_cdx(b"<html>busy</html>").is_err());
        assert!(query().read_cdx(br#"[["a"],["b"]]"#).is_err());
    }

    #[test]
    fn reads_a_timemap() {
        let listing = query()
            .read_timemap(
                "<https://quay.example/ferry>; rel=\"original\",\n\
                 <http://archive.example/timemap/link/2/https://quay.example/ferry>; rel=\"timemap\"; from=\"Wed, 01 Jan 2031 00:00:00 GMT\",\n\
                 <http://archive.example/web/20310402090000/https://quay.example/a,b;c>; rel=\"first memento\"; datetime=\"Wed, 02 Apr 2031 09:00:00 GMT\",\n\
                 <http://other.example/kept/7>; rel=memento; datetime=\"Thu, 03 Apr 2031 09:00:00 GMT\",\n\
                 <http://other.example/kept/6>; rel=memento; datetime=\"Thu, 03 Apr 2025 09:00:00 GMT\"",
            )
            .unwrap();
        assert_eq!(
            addresses(&listing),
            ["http://archive.example/web/20310402090000id_/https://quay.example/a,b;c", "http://other.example/kept/7"]
        );
        assert_eq!(listing.next.as_deref(), Some("http://archive.example/timemap/link/2/https://quay.example/ferry"));
        assert!(query().read_timemap("<html>").is_err());
    }

    #[test]
    fn an_archive_may_lead_to_another_time() {
        let capture = Capture { at: DateTime::UNIX_EPOCH, url: "u".into(), address: "a".into() };
        let time =
            |answered: &str| capture.item("u", answered, Vec::new()).metadata.captured_at.map(|at| at.timestamp());
        assert_eq!(time("http://archive.example/web/20310402090000id_/https://quay.example/1"), Some(1_932_886_800));
        assert_eq!(time("http://archive.example/kept/7"), Some(0));
        assert_eq!(
            as_it_came("http://archive.example/web/20310402090000im_/x"),
            "http://archive.example/web/20310402090000id_/x"
        );
    }

    proptest! {
        #[test]
        fn never_panics(text in "[<>;,=\"a-z\\[\\]0-9 ]{0,60}") {
            let _ = query().read_timemap(&text);
            let _ = query().read_cdx(text.as_bytes());
        }
    }
}
