//! Parts of speech, and which words stand in a main clause: two linear taggers on hashed features, one on top of the
//! other.
//!
//! [`tags`] reads the words of a whole document, [`clause::roles`] the words of one sentence or one content with their
//! tags. Each looks from left to right, once, at what it has decided before. All arithmetic is on whole numbers. The
//! file that is embedded is made by `training`; nothing here knows a rule.

pub mod clause;
pub mod features;
pub mod weights;

use std::sync::LazyLock;

pub use crate::syntax::tag::Tag;
use crate::text::Document;

use super::fast::form::{CueWords, WordForm, form_of};
use weights::Weights;

/// The two layers of a model.
#[derive(Clone, Copy, Debug)]
pub struct Tagger<'a> {
    pub tags: Weights<'a>,
    pub clauses: Weights<'a>,
}

impl<'a> Tagger<'a> {
    /// Reads a file; `None` where it is not one.
    pub fn from_bytes(file: &'a [u8]) -> Option<Self> {
        let rest = file.strip_prefix(NAME)?;
        let (tags, rest) = Weights::from_bytes(rest)?;
        let (clauses, rest) = Weights::from_bytes(rest)?;
        rest.is_empty().then_some(Self { tags, clauses })
    }

    /// Writes a file from the layers' weights.
    pub fn write(tags: &[u8], clauses: &[u8]) -> Vec<u8> {
        [NAME, tags, clauses].concat()
    }
}

/// The first bytes of the file: name and format.
const NAME: &[u8] = b"ortags01";

/// The SHA-256 of the embedded model's file.
pub const HASH: &str = "6ea80302b9d522c0f7c2ce61363fce9f99f2a61384128df5d800960d97d63892";

/// The embedded model.
static FILE: &[u8] = include_bytes!("tags.bin");

static MODEL: LazyLock<Tagger<'static>> =
    LazyLock::new(|| Tagger::from_bytes(FILE).expect("a test reads the file that is embedded"));

/// Returns the embedded model's file.
pub fn file() -> &'static [u8] {
    FILE
}

/// Returns the embedded model.
pub fn embedded() -> &'static Tagger<'static> {
    &MODEL
}

/// Reads the forms of some tokens of a document: of a sentence, a content. Those of all would take more memory than
/// the rest of the document.
pub fn plain_forms(document: &Document, tokens: impl Iterator<Item = usize>) -> Vec<WordForm> {
    tokens.map(|token| form_of(document, token, &CueWords::default())).collect()
}

/// Tags all tokens of a document.
pub fn tags(document: &Document, model: &Tagger) -> Vec<Tag> {
    let mut tags = Vec::with_capacity(document.tokens.len());
    let mut list = Vec::new();
    for sentence in &document.sentences {
        let tokens = sentence.tokens.clone();
        let forms = plain_forms(document, tokens.clone());
        // Every token lies in one sentence, sentences stand in text order.
        tags.resize(tokens.start.max(tags.len()), Tag::Other);
        let first = tags.len();
        for at in 0..forms.len() {
            list.clear();
            features::words(&forms, at, &mut list);
            features::history(&forms, at, &tags[first..], &mut list);
            tags.push(Tag::ALL[best(&list, &model.tags, &mut [0; Tag::ALL.len()])]);
        }
    }
    tags.resize(document.tokens.len(), Tag::Other);
    tags
}

/// Scores the labels of one place, and returns the first of the best.
fn best(list: &[u64], weights: &Weights, scores: &mut [i32]) -> usize {
    for &hash in list {
        weights.add(hash, scores);
    }
    first_best(scores)
}

/// Returns the place of the first of the largest scores.
pub fn first_best(scores: &[i32]) -> usize {
    (0..scores.len()).rev().max_by_key(|&label| scores[label]).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use sha2::{Digest, Sha256};

    use super::*;
    use crate::text::{parse, tests::odd_text};

    fn tagged(text: &str) -> Vec<Tag> {
        let document = parse(text);
        tags(&document, embedded())
    }

    #[test]
    fn the_hash_names_the_bytes() {
        let hash: String = Sha256::digest(file()).iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(hash, HASH);
    }

    #[test]
    fn verbs_are_told_from_nouns() {
        let of = |text: &str, at: usize| tagged(text)[at];
        assert_eq!(of("The council backs the plan.", 2), Tag::FiniteVerb);
        assert_eq!(of("Their support for the plan fell.", 1), Tag::Noun);
        assert_eq!(of("The demand for coal fell.", 1), Tag::Noun);
        assert_eq!(of("They demand a new bridge.", 1), Tag::FiniteVerb);
        assert_eq!(of("The man was arrested on Monday.", 2), Tag::FiniteAuxiliary);
        assert_eq!(of("The man was arrested on Monday.", 3), Tag::PastParticiple);
        assert_eq!(of("They want to close it.", 3), Tag::BareVerb);
    }

    #[test]
    fn a_file_that_is_cut_is_none() {
        assert!(Tagger::from_bytes(&file()[..file().len() - 1]).is_none());
        assert!(Tagger::from_bytes(b"ortags01").is_none());
        assert!(Tagger::from_bytes(b"").is_none());
    }

    proptest::proptest! {
        #[test]
        fn every_token_has_a_tag_and_a_role(text in odd_text()) {
            let document = parse(&text);
            let forms = plain_forms(&document, 0..document.tokens.len());
            let tags = tags(&document, embedded());
            proptest::prop_assert_eq!(tags.len(), document.tokens.len());
            proptest::prop_assert_eq!(clause::roles(&forms, &tags, &embedded().clauses, 0).len(), tags.len());
        }
    }
}
