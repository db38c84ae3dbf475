//! One claim followed through the versions of its story: which version brought it, what each later one did to it, how
//! long it stood.
//!
//! Which claims are one is the history's to say: their lineages were decided when each version was stored. What differs
//! between them is compared anew each time, never stored. It writes nothing and prints nothing.
//!
//! Two extractors can read one text as different claims. A lineage then continues by the same words alone, and where it
//! ends or begins with a change of extractor, that is no news from the outlet: it is marked so, with the lineage under
//! which the other extractor read the same words.

mod blame;
mod life;
mod steps;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};

use crate::claim::Claim;
use crate::diff::Change;
use crate::store::StoredVersion;
use crate::story::VersionNumber;

pub use blame::blame;
pub use life::life;

/// A version and the time that it stands for: when it was captured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moment {
    pub version: VersionNumber,
    pub captured_at: DateTime<Utc>,
}

/// Versions by their numbers.
pub type Versions = BTreeMap<VersionNumber, Arc<StoredVersion>>;

/// Which version brought each claim of a version, and which one last changed it.
#[derive(Clone, Debug, PartialEq)]
pub struct Blame {
    /// One for each claim of the version, in its order.
    pub claims: Vec<Blamed>,
    /// The versions on whose bodies the changes' spans were measured.
    pub versions: Versions,
    /// What read the versions up to this one.
    pub readers: Vec<ExtractorRun>,
}

/// Where one claim comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Blamed {
    pub lineage: i64,
    /// The first version that has it.
    pub brought: Moment,
    /// The version before that has its words too, but the extractor that read it made no claim of them: it may be
    /// older.
    pub is_older: bool,
    /// The lineages under which other extractors read it in earlier versions, latest first.
    pub earlier: Vec<i64>,
    /// The last version to which it returned after it had been gone.
    pub returned: Option<Moment>,
    /// What last changed it.
    pub changed: Option<Touch>,
}

/// A change that a version made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Touch {
    pub by: Moment,
    /// The version that it is compared with: the last one before that has the claim.
    pub from: VersionNumber,
    /// Most serious first.
    pub changes: Vec<Change>,
}

/// An extractor, with the versions in a row that it read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExtractorRun {
    pub extractor: String,
    pub first: VersionNumber,
    pub last: VersionNumber,
}

/// One lineage from the version that brought it to the story's latest.
#[derive(Clone, Debug, PartialEq)]
pub struct Life {
    pub lineage: i64,
    /// What it went through, oldest first, without a gap.
    pub stretches: Vec<Stretch>,
    /// The story's latest version.
    pub latest: Moment,
    /// The versions that the stretches name.
    pub versions: Versions,
    /// What read the versions of the story.
    pub readers: Vec<ExtractorRun>,
}

/// How a stretch began.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum LineageTurn {
    /// The claim came in.
    Brought,
    /// It reads or stands otherwise than in the version before.
    Changed,
    /// It left.
    Left,
    /// It came back.
    Returned,
    /// Its words stand, but another extractor read them, and has them under other lineages.
    Renumbered,
    /// It continues under this lineage, after it had been renumbered.
    Resumed,
}

impl LineageTurn {
    /// Returns the word for it, in every format.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Brought => "brought",
            Self::Changed => "changed",
            Self::Left => "left",
            Self::Returned => "returned",
            Self::Renumbered => "renumbered",
            Self::Resumed => "resumed",
        }
    }
}

/// Versions in a row in which the claim stayed as it was, or stayed away.
#[derive(Clone, Debug, PartialEq)]
pub struct Stretch {
    pub turn: LineageTurn,
    pub first: Moment,
    pub last: Moment,
    /// When the next stretch began; `None` for the last one.
    pub until: Option<DateTime<Utc>>,
    /// The claim in the first of these versions, or the parts that it was split into; empty where it left or was
    /// renumbered.
    pub claims: Vec<Claim>,
    /// The version that it is compared with: the last one before that has the claim.
    pub from: Option<VersionNumber>,
    /// Against that version, most serious first.
    pub changes: Vec<Change>,
    pub notes: Vec<Note>,
}

impl Stretch {
    /// Returns how long it lasted, from its first capture to that of the next stretch, or to the latest version: all
    /// stretches together take as long as the claim has a history. Negative where a version was captured before one
    /// that was stored earlier.
    pub fn dwell(&self, latest: Moment) -> TimeDelta {
        self.until.unwrap_or(latest.captured_at) - self.first.captured_at
    }
}

/// What else there is to say about a stretch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Note {
    /// These claims took it in.
    MergedInto(Vec<i64>),
    /// One of its parts went.
    LostPart,
    /// The version before was read by another extractor, which has its words under these lineages; none means that it
    /// made no claim of them.
    ReadBeforeAs(Vec<i64>),
    /// The version was read by another extractor, which has its words under these lineages; none means that it makes no
    /// claim of them.
    ReadOnAs(Vec<i64>),
}
