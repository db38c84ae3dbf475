//! How the words of a sentence hang together: which word governs which, and as what. Plain data.
//!
//! `lang` finds it, [`trees`] answers what is asked of it. It knows no text.

pub mod frame;
pub mod relation;
pub mod tag;
pub mod trees;

use relation::Relation;
use tag::Tag;

/// How many kinds of word a model tells apart: each part of speech, plain and inflected.
pub const KINDS: usize = 2 * Tag::ALL.len();

/// A word in its sentence's tree.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ParsedWord {
    /// The word that governs it, as an index into the same words; `None` for the root of its sentence.
    pub head: Option<usize>,
    pub relation: Relation,
    pub tag: Tag,
    /// Whether it is a finite verb in the past tense, or stands in the plural.
    pub inflected: bool,
}

impl ParsedWord {
    /// Returns its part of speech and form as one number, below [`KINDS`].
    pub const fn kind(self) -> usize {
        2 * self.tag.index() + self.inflected as usize
    }

    /// Reads a part of speech and form from their number; `None` for one that is too high.
    pub fn from_kind(kind: usize, head: Option<usize>, relation: Relation) -> Option<Self> {
        let tag = *Tag::ALL.get(kind / 2)?;
        Some(Self { head, relation, tag, inflected: kind % 2 == 1 })
    }
}
