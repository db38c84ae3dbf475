//! A seal: the last links of a history's chains in a small file, to be published, signed or stamped with a time, so that
//! even whoever makes all the links anew is found out.
//!
//! It reads and writes the file's text; it looks at no history and opens no file.

use std::path::{Path, PathBuf};

use chrono::{DateTime, SecondsFormat, Utc};
use sha2::{Digest, Sha256};

use crate::stored::{Heads, Link};

const TITLE: &str = "onrecord seal, version 1";

/// How many of the chains every seal has.
const FIRST_NAMES: usize = 4;

const EXPLANATION: &str = "\
# The last link of each chain of a history: how many rows it has, and a SHA-256 over all of them.
# Publish this file, sign it, or have it stamped with a time. Later, onrecord verify --seal FILE tells whether the
# history still begins with exactly these rows.
";

/// What a seal says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seal {
    pub sealed_at: DateTime<Utc>,
    pub heads: Heads,
}

impl Seal {
    /// Returns the text of the file: a line for each thing, then what it is for.
    pub fn to_text(&self) -> String {
        let time = self.sealed_at.to_rfc3339_opts(SecondsFormat::Secs, true);
        let mut text = format!("{TITLE}\nsealed_at {time}\n");
        for (name, link) in Heads::NAMES.iter().zip(self.heads.links()) {
            text += &format!("{name} {} {}\n", link.count, link.hash.as_deref().unwrap_or("-"));
        }
        text + EXPLANATION
    }

    /// Reads the text of a file.
    ///
    /// # Errors
    /// With what is wrong, in words, when it is no seal.
    pub fn from_text(text: &str) -> Result<Self, String> {
        let mut lines = text.lines().filter(|line| !line.starts_with('#')).map(str::trim_end);
        if lines.next() != Some(TITLE) {
            return Err(format!("it does not begin with “{TITLE}”"));
        }
        let mut field = |name: &str| {
            let line = lines.next().and_then(|line| line.strip_prefix(name)?.strip_prefix(' '));
            line.ok_or_else(|| format!("its line “{name}” is missing"))
        };
        let time = field("sealed_at")?;
        let sealed_at = DateTime::parse_from_rfc3339(time).map_err(|_| format!("{time} is no time"))?.to_utc();
        let mut heads = Heads::default();
        let mut names = Heads::NAMES.iter().zip(heads.links_mut());
        for (name, link) in names.by_ref().take(FIRST_NAMES) {
            *link = read_link(field(name)?).ok_or_else(|| format!("its line “{name}” is no count and hash"))?;
        }
        let mut rest = lines.filter(|line| !line.is_empty()).peekable();
        for (name, link) in names {
            // A seal from before there was such a thing knows of none.
            let Some(line) = rest.next_if(|line| line.starts_with(name)) else { continue };
            let noted = line.strip_prefix(name).and_then(|line| line.strip_prefix(' ')).and_then(read_link);
            *link = noted.ok_or_else(|| format!("its line “{name}” is no count and hash"))?;
        }
        match rest.next() {
            Some(line) => Err(format!("it has a line too many: {line}")),
            None => Ok(Self { sealed_at, heads }),
        }
    }
}

fn read_link(text: &str) -> Option<Link> {
    let (count, hash) = text.split_once(' ')?;
    let count: u64 = count.parse().ok()?;
    let is_hash = hash.len() == 64 && hash.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b));
    match count {
        0 => (hash == "-").then(Link::default),
        _ => is_hash.then(|| Link { count, hash: Some(hash.to_owned()) }),
    }
}

/// Returns the name of a file that belongs to a seal: "seal.txt.tsr".
pub fn beside(seal: &Path, suffix: &str) -> PathBuf {
    let mut name = seal.as_os_str().to_owned();
    name.push(".");
    name.push(suffix);
    name.into()
}

/// Makes the request for a time stamp of some bytes (RFC 3161, section 2.4.1), in DER: of their SHA-256, with the
/// stamp's certificate asked for.
pub fn time_stamp_request(bytes: &[u8]) -> Vec<u8> {
    const SHA256: [u8; 15] = [0x30, 0x0d, 0x06, 0x09, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x01, 0x05, 0x00];
    let hash = [&[0x04, 0x20], &Sha256::digest(bytes)[..]].concat();
    let imprint = sequence(&[&SHA256, &hash[..]].concat());
    let (version, certificate) = ([0x02, 0x01, 0x01], [0x01, 0x01, 0xff]);
    sequence(&[&version, &imprint[..], &certificate].concat())
}

/// Wraps fewer than 128 bytes into a DER sequence.
fn sequence(content: &[u8]) -> Vec<u8> {
    let length = u8::try_from(content.len()).expect("a request is short");
    [&[0x30, length], content].concat()
}

/// Returns whether a time stamp is one of some bytes: it holds their SHA-256 as an octet string. Who gave it, and
/// whether he may, is for a program that knows certificates.
pub fn stamps(response: &[u8], bytes: &[u8]) -> bool {
    let imprint = [&[0x04, 0x20], &Sha256::digest(bytes)[..]].concat();
    response.windows(imprint.len()).any(|window| window == imprint)
}

#[cfg(test)]
mod tests {
    use chrono::TimeZone;
    use proptest::prelude::*;

    use super::*;

    fn seal(counts: [u64; 6]) -> Seal {
        let mut heads = Heads::default();
        for (link, count) in heads.links_mut().into_iter().zip(counts) {
            *link = Link { count, hash: (count > 0).then(|| format!("{count:064x}")) };
        }
        Seal { sealed_at: Utc.with_ymd_and_hms(2031, 5, 6, 7, 8, 9).single().expect("a time"), heads }
    }

    #[test]
    fn a_seal_is_a_few_lines() {
        let text = seal([2, 0, 3, 0, 1, 0]).to_text();
        let lines: Vec<&str> = text.lines().take(8).collect();
        let hash = |count: u64| format!("{count:064x}");
        let expected = [
            TITLE.to_owned(),
            "sealed_at 2031-05-06T07:08:09Z".to_owned(),
            format!("versions 2 {}", hash(2)),
            "recaptures 0 -".to_owned(),
            format!("extractions 3 {}", hash(3)),
            "decisions 0 -".to_owned(),
            format!("exhibits 1 {}", hash(1)),
            "withholdings 0 -".to_owned(),
        ];
        assert_eq!(lines, expected);
    }

    #[test]
    fn what_is_no_seal_is_told() {
        let check = |text: &str, why: &str| assert_eq!(Seal::from_text(text).expect_err(text), why);
        let text = seal([2, 0, 3, 0, 1, 0]).to_text();
        check("", &format!("it does not begin with “{TITLE}”"));
        check(&text.replace("recaptures", "captures"), "its line “recaptures” is missing");
        check(&text.replace("decisions 0 -", "decisions 1 -"), "its line “decisions” is no count and hash");
        check(&text.replace("2031", "soon"), "soon-05-06T07:08:09Z is no time");
        check(&format!("{text}versions 9 -\n"), "it has a line too many: versions 9 -");
    }

    #[test]
    fn a_request_for_a_time_stamp_is_der() {
        let request = time_stamp_request(b"abc");
        assert_eq!(request.len(), 59);
        assert_eq!(&request[..9], [0x30, 57, 0x02, 0x01, 0x01, 0x30, 49, 0x30, 0x0d]);
        assert!(request.ends_with(&[0x01, 0x01, 0xff]));
        assert!(stamps(&request, b"abc") && !stamps(&request, b"abd"));
    }

    proptest! {
        #[test]
        fn a_seal_reads_back(counts in prop::array::uniform6(0_u64..u64::MAX)) {
            prop_assert_eq!(Seal::from_text(&seal(counts).to_text()), Ok(seal(counts)));
        }

        #[test]
        fn no_text_makes_it_fail(text in ".{0,200}") {
            let _ = Seal::from_text(&text);
            let _ = Seal::from_text(&format!("{TITLE}\n{text}"));
        }
    }
}
