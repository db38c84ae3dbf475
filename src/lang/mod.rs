//! From tokens to label scores: the models embedded in the binary.
//!
//! One path for all models: [`scores`] gives every token of a document a score for each label, [`labels::decode`] finds the best allowed
//! sequence, and `extract` links it to attributions. Only the scorer differs. It does no I/O, cannot fail, and gives the same numbers on
//! every machine.

pub mod encoder;
pub mod labels;
pub mod pieces;
pub mod windows;

use crate::text::Document;

use labels::{COUNT, Label, Scores};

/// Which of the embedded models reads a text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Model {
    /// A linear tagger on hashed features, for bulk and old machines.
    #[default]
    Fast,
}

impl Model {
    /// All models.
    pub const ALL: [Self; 1] = [Self::Fast];

    /// Returns the word that names it on the command line.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Fast => "fast",
        }
    }
}

/// Scores the labels of every token of a document.
///
/// `hints` are the labels of what the rules have found, one a token, as [`labels::project`] writes them.
pub fn scores(document: &Document, hints: &[Label], model: Model) -> Scores {
    match model {
        Model::Fast => {
            let tokens = (0..document.tokens.len())
                .map(|token| {
                    let mut row = [0; COUNT];
                    row[hints.get(token).copied().unwrap_or_default().index()] = 1;
                    row
                })
                .collect();
            Scores { tokens, steps: [[0; COUNT]; COUNT] }
        }
    }
}
