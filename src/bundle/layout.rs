//! Where things lie in a bundle, and what its plain texts say.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::stored::ChainRow;
use crate::story::VersionNumber;

/// The declaration of a bag.
pub(super) const BAGIT: &str = "bagit.txt";
pub(super) const BAGIT_TEXT: &str = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n";
pub(super) const BAG_INFO: &str = "bag-info.txt";
pub(super) const MANIFEST: &str = "manifest-sha256.txt";
pub(super) const TAG_MANIFEST: &str = "tagmanifest-sha256.txt";
pub(super) const README: &str = "README.txt";
/// The folder of what the bag is for.
pub(super) const PAYLOAD: &str = "data/";
pub(super) const CHAIN: &str = "data/chain.json";
pub(super) const REPORT: &str = "data/report.html";

/// Returns where a part of a version lies: "capture", "body.txt", "claims.json", "changes.json".
pub(super) fn part(number: VersionNumber, name: &str) -> String {
    format!("data/versions/{number}/{name}")
}

/// What `chain.json` holds: `onrecord.chain.v1`.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Chain {
    pub format: String,
    pub story: String,
    /// How many versions of all stories the history held.
    pub history_versions: u64,
    /// The chain of the last of them.
    pub history_head: Option<String>,
    /// The numbers of the story whose versions stand in other stories.
    pub elsewhere: BTreeSet<VersionNumber>,
    /// The versions whose words were taken out of the history, and are not in the bundle.
    #[serde(default)]
    pub withheld: Vec<WithheldEntry>,
    /// The versions whose captures were taken out of it, and are not in the bundle.
    #[serde(default)]
    pub captures_withheld: BTreeSet<VersionNumber>,
    #[serde(default)]
    pub exhibits: Vec<ExhibitEntry>,
    pub versions: Vec<ChainRow>,
}

/// A version that is withheld.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct WithheldEntry {
    pub stands_as: VersionNumber,
    /// SHA-256 of its text.
    pub body: String,
    pub author: String,
    pub reason: String,
    pub withheld_at: DateTime<Utc>,
}

/// Something that shows how a version looked.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct ExhibitEntry {
    pub stands_as: VersionNumber,
    /// The name that the tool gave it.
    pub name: String,
    /// Its path in the bundle; null where its bytes are withheld.
    pub file: Option<String>,
    pub sha256: String,
    /// The command that made it.
    pub tool: String,
    pub stored_at: DateTime<Utc>,
}

pub(super) const CHAIN_FORMAT: &str = "onrecord.chain.v1";

/// What the README says, below its first line.
pub(super) const README_TEXT: &str = "\
This is a BagIt bag (RFC 8493). It holds what onrecord has on record of one
story, and how to see whether any of it was changed since.

  data/versions/N/capture       the bytes of version N as they came
  data/versions/N/body.txt      its text, read off the capture
  data/versions/N/claims.json   what it claims, with who said it and where
  data/versions/N/changes.json  what it changed against the version before
  data/versions/N/exhibits/     what else shows how it looked: screenshots,
                                whole copies of its page
  data/report.html              all of it as one page for a browser
  data/chain.json               the fields that the history's chain covers;
                                its \"stands_as\" is N, its \"withheld\" are
                                versions whose words had to be taken out

To check it without onrecord, unpack it and run, in the folder of this file:

  sha256sum -c manifest-sha256.txt
  sha256sum -c tagmanifest-sha256.txt

To check it with onrecord, packed or unpacked:

  onrecord verify evidence.zip

What this proves. Each version in chain.json has the SHA-256 of its text
(\"body\") and of its capture; sha256sum of the files gives the same. Its
\"chain\" is the SHA-256 over a list of fields: the words onrecord.version.v1
(onrecord.version.v2 where \"speaker\" is not null, onrecord.version.v3 where
there are \"doubts\"), then \"before\" (the chain of the version recorded before
it, of whatever story), slug, number, headline, byline, outlet, url,
published_at, modified_at, captured_at, stored_at, body, capture, and speaker
where it is not null; in v3 speaker and doubts, always. A field is one byte, 0
for null or 1; after a 1 its length in bytes as 8 bytes, the highest first, and
its bytes in UTF-8. Numbers are written in decimal.

What this does not prove. Whoever makes a bundle can make another one, with all
its hashes. \"history_head\" in chain.json covers every version that the history
held when this was made: compare it with one that was noted or published before.
";
