//! A seal: the last links of a history's chains in a small file, to be published, signed or stamped with a time, so
//! that even whoever makes all the links anew is found out.
//!
//! It reads and writes the file's text, its signature and its time stamp; it looks at no history and opens no file.

mod signature;
mod stamp;
#[cfg(test)]
mod tests;

use std::path::{Path, PathBuf};

use chrono::{DateTime, SecondsFormat, Utc};

pub use signature::{KeyError, PublicKey, SecretKey};
pub use stamp::{time_of_stamp, time_stamp_request};

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

/// Returns the name of a file that belongs to another one, such as a seal: "seal.txt.tsr".
pub fn beside(seal: &Path, suffix: &str) -> PathBuf {
    let mut name = seal.as_os_str().to_owned();
    name.push(".");
    name.push(suffix);
    name.into()
}
