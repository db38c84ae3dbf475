//! From tokens to label scores and trees: the models embedded in the binary.
//!
//! One path for all models: [`analyse`] gives every token of a document a score for each label, [`labels::decode`]
//! finds the best allowed sequence, and `extract` links it to attributions. Only the scorer differs. It does no I/O,
//! cannot fail, and gives the same numbers on every machine.

pub mod accurate;
pub mod cache;
mod clitic;
pub mod encoder;
pub mod fast;
pub mod labels;
pub mod pieces;
pub mod tag;
pub mod windows;

use crate::syntax::ParsedWord;
use crate::text::{self, Document};

use cache::{Cache, Key};
use labels::{Label, Scores};

/// Which of the embedded models reads a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Model {
    /// A small transformer.
    Accurate,
    /// A linear tagger on hashed features, for bulk and old machines.
    Fast,
}

impl Model {
    /// All models.
    pub const ALL: [Self; 2] = [Self::Accurate, Self::Fast];

    /// Returns the word that names it on the command line.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Accurate => "accurate",
            Self::Fast => "fast",
        }
    }

    /// Returns its name and the first digits of the SHA-256 of its bytes: "fast-1a2b3c4d".
    pub fn version(self) -> String {
        let digits = match self {
            Self::Accurate => accurate::HASH,
            Self::Fast => fast::HASH,
        };
        let digits = &digits[..8];
        format!("{}-{digits}", self.name())
    }
}

/// What a model finds in a document, one of each for a token.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ModelAnalysis {
    /// Scores of the labels.
    pub scores: Scores,
    /// How the words of each sentence hang together, heads as indexes of tokens; `None` where the model does not parse.
    pub words: Option<Vec<ParsedWord>>,
}

/// Scores the labels of every token of a document, and parses it where the model does.
///
/// `hints` are the labels of what the rules have found, one a token, as [`labels::project`] writes them. What `cache`
/// holds is not analysed again; what is, is put in.
pub fn analyse(document: &Document, hints: &[Label], model: Model, cache: &mut Cache) -> ModelAnalysis {
    match model {
        Model::Accurate => accurate::analyse(document, accurate::embedded(), cache),
        Model::Fast => ModelAnalysis { scores: fast::scores(document, hints, fast::embedded()), words: None },
    }
}

/// Names what `model` keeps of a text in a [`Cache`]; nothing for a model that is as quick as a look there.
pub fn keys(body: &str, model: Model) -> Vec<Key> {
    match model {
        Model::Accurate => accurate::keys(&text::parse(body), accurate::embedded()),
        Model::Fast => Vec::new(),
    }
}

/// Looks up what a margin is worth in ascending least margins, each with the share from there on; a half where there
/// are none.
pub fn share(bins: &[(i32, f64)], margin: i32) -> f64 {
    let bin = bins.partition_point(|bin| bin.0 <= margin);
    bins.get(bin.saturating_sub(1)).map_or(0.5, |bin| bin.1)
}

/// Returns how likely an attribution is right, from 0 to 1, by the least of the margins that it rests on.
pub fn confidence(margin: i32, model: Model) -> f64 {
    match model {
        Model::Accurate => accurate::confidence(margin),
        Model::Fast => fast::embedded().confidence(margin),
    }
}
