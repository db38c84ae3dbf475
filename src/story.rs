//! The vocabulary of stories: items that an outlet publishes and continues changing. Plain data.

use chrono::{DateTime, FixedOffset, Utc};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// What is known about a version beside its body.
///
/// The outlet's own times keep the offset that it writes them with: its "today" is a day there. They compare by
/// instant.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Metadata {
    pub headline: Option<String>,
    pub byline: Option<String>,
    /// Who speaks in the text's first person, where the command line says it ("Prime Minister Jane Roe").
    pub speaker: Option<String>,
    pub outlet: Option<String>,
    pub url: Option<String>,
    /// When the outlet says that it first published the story.
    pub published_at: Option<DateTime<FixedOffset>>,
    /// When the outlet says that it last changed it.
    pub modified_at: Option<DateTime<FixedOffset>>,
    /// When this version was fetched or saved.
    pub captured_at: Option<DateTime<Utc>>,
    /// Why the text may not be all that the outlet has published, each once.
    #[serde(default)]
    pub doubts: Vec<Doubt>,
}

/// Why a text may not be all that the outlet has published.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Doubt {
    /// It breaks off.
    Cut,
    /// Its page says that it is not free to read.
    Paywall,
    /// Its page has far more text than the story that was found.
    Part,
    /// Bytes of it are in no known encoding.
    Damaged,
}

impl Doubt {
    /// Returns the word that stands in the JSON.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Cut => "cut",
            Self::Paywall => "paywall",
            Self::Part => "part",
            Self::Damaged => "damaged",
        }
    }

    /// Says what is doubtful where no other warning does.
    pub const fn told(self) -> Option<&'static str> {
        match self {
            Self::Cut | Self::Paywall => Some(self.words()),
            Self::Part | Self::Damaged => None,
        }
    }

    /// Says what is doubtful, in words that go on after a version's name: "v2: its text breaks off".
    pub const fn words(self) -> &'static str {
        match self {
            Self::Cut => "its text breaks off",
            Self::Paywall => "its page says that it is not free to read, so that text may be missing",
            Self::Part => "its page has far more text than the story that was found",
            Self::Damaged => "bytes of it are in no known encoding, and stand as U+FFFD",
        }
    }
}

impl Metadata {
    /// Fills what this leaves out from another.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        Self {
            headline: self.headline.or(other.headline),
            byline: self.byline.or(other.byline),
            speaker: self.speaker.or(other.speaker),
            outlet: self.outlet.or(other.outlet),
            url: self.url.or(other.url),
            published_at: self.published_at.or(other.published_at),
            modified_at: self.modified_at.or(other.modified_at),
            captured_at: self.captured_at.or(other.captured_at),
            doubts: if self.doubts.is_empty() { other.doubts } else { self.doubts },
        }
    }

    /// Returns whether `later` gives the reader another headline, byline or speaker. What it leaves out is no change.
    pub fn is_retitled_by(&self, later: &Self) -> bool {
        let differs = |old: &Option<String>, new: &Option<String>| new.is_some() && old != new;
        differs(&self.headline, &later.headline)
            || differs(&self.byline, &later.byline)
            || differs(&self.speaker, &later.speaker)
    }
}

/// One version as it arrives: read, decoded, nothing analysed, nothing stored.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Draft {
    pub metadata: Metadata,
    /// UTF-8 without a byte-order mark, CRLF turned into LF, nothing else changed.
    pub body: String,
    /// The raw bytes that it was read from.
    pub capture: Vec<u8>,
}

impl Draft {
    /// Returns whether it shows a reader nothing but this text under these titles. What it leaves out is no difference.
    pub fn repeats(&self, body: &str, metadata: &Metadata) -> bool {
        body == self.body && !metadata.is_retitled_by(&self.metadata)
    }
}

/// The story's name in references: lower-case letters, digits and hyphens.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Slug(String);

/// Letters of Hangul that have no shape, so that two names would look alike.
const FILLERS: [char; 4] = ['\u{115f}', '\u{1160}', '\u{3164}', '\u{ffa0}'];

impl Slug {
    /// Makes a slug out of any text: letters and digits are kept in lower case, every run of anything else
    /// becomes one hyphen. `None` where nothing is left.
    pub fn from_text(text: &str) -> Option<Self> {
        let mut slug = String::new();
        for c in text.chars().flat_map(char::to_lowercase) {
            if c.is_alphanumeric() && !FILLERS.contains(&c) {
                slug.push(c);
            } else if !slug.is_empty() && !slug.ends_with('-') && c != '\'' && c != '\u{2019}' {
                slug.push('-');
            }
        }
        slug.truncate(slug.trim_end_matches('-').len());
        (!slug.is_empty()).then_some(Self(slug))
    }

    /// Returns the slug as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Display for Slug {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// A story as the history knows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Story {
    /// What it is called.
    pub slug: Slug,
    /// The name under which it was recorded, which never changes: the ids of edits are made of it.
    pub recorded: Slug,
    /// The latest headline, or the slug where no version has one.
    pub title: String,
    /// The number of the latest version, and so how many there are, but for those that were decided into another story.
    pub versions: u32,
}

/// A version's number within its story, from 1.
pub type VersionNumber = u32;

/// Returns the SHA-256 of a body in lower-case hexadecimal.
pub fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}
