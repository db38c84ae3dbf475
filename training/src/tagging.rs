//! How good the tagger is on a treebank: tags, finite verbs, main clauses, and where sentences are parted.

use std::fmt;

use onrecord::extract::parted;
use onrecord::lang::tag::clause::{ClauseRole, roles};
use onrecord::lang::tag::{self, Tag, Tagger};

use crate::treebank::Sentence;

/// Right ones of so many.
#[derive(Clone, Copy, Debug, Default)]
pub struct Share {
    pub right: usize,
    pub of: usize,
}

impl Share {
    /// Adds one that is right or wrong.
    pub fn add(&mut self, right: bool) {
        self.right += usize::from(right);
        self.of += 1;
    }
}

impl fmt::Display for Share {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { right, of } = self;
        write!(f, "{:.2} ({right} of {of})", 100.0 * *right as f64 / (*of).max(1) as f64)
    }
}

/// What was measured. Precision is of those found, recall of those annotated.
#[derive(Clone, Copy, Debug, Default)]
pub struct Measures {
    pub tags: Share,
    pub parts_of_speech: Share,
    pub finite_found: Share,
    pub finite_annotated: Share,
    pub main: Share,
    pub main_of_finite: Share,
    pub parted_found: Share,
    pub parted_annotated: Share,
}

impl fmt::Display for Measures {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "tags {}; parts of speech {}", self.tags, self.parts_of_speech)?;
        writeln!(f, "finite verbs: precision {}, recall {}", self.finite_found, self.finite_annotated)?;
        writeln!(f, "main or side clause: words {}, finite verbs {}", self.main, self.main_of_finite)?;
        write!(f, "parted sentences: precision {}, recall {}", self.parted_found, self.parted_annotated)
    }
}

/// Measures a model. Where sentences are parted is measured with the embedded one.
pub fn measure(treebank: &[Sentence], model: &Tagger) -> Measures {
    let mut measures = Measures::default();
    for sentence in treebank {
        let document = sentence.document();
        let gold = sentence.project(&document, sentence.root());
        let forms = tag::plain_forms(&document, 0..document.tokens.len());
        let tags = tag::tags(&document, model);
        let whole = roles(&forms, &tags, &model.clauses, 0);
        let parted = parted(&document);
        for (token, gold) in gold.iter().enumerate() {
            let Some(gold) = gold else { continue };
            let tag = tags[token];
            measures.tags.add(tag == gold.tag);
            measures.parts_of_speech.add(name(tag) == gold.part);
            if tag.is_finite() {
                measures.finite_found.add(gold.tag.is_finite());
            }
            if gold.tag.is_finite() {
                measures.finite_annotated.add(tag.is_finite());
            }
            let right = (whole[token] == ClauseRole::Side) == (gold.role == ClauseRole::Side);
            measures.main.add(right);
            if gold.tag.is_finite() {
                measures.main_of_finite.add(right);
            }
            let (found, start) = (parted.contains(&token), gold.role == ClauseRole::Start);
            if found {
                measures.parted_found.add(start);
            }
            if start {
                measures.parted_annotated.add(found);
            }
        }
    }
    measures
}

/// Returns the part of speech as treebanks name it.
fn name(tag: Tag) -> &'static str {
    match tag {
        Tag::Adjective => "ADJ",
        Tag::Adposition => "ADP",
        Tag::Adverb => "ADV",
        Tag::FiniteAuxiliary | Tag::Auxiliary => "AUX",
        Tag::Conjunction => "CCONJ",
        Tag::Determiner => "DET",
        Tag::Interjection => "INTJ",
        Tag::Noun => "NOUN",
        Tag::Number => "NUM",
        Tag::Particle => "PART",
        Tag::Pronoun => "PRON",
        Tag::Name => "PROPN",
        Tag::Punctuation => "PUNCT",
        Tag::Subordinator => "SCONJ",
        Tag::Symbol => "SYM",
        Tag::FiniteVerb | Tag::BareVerb | Tag::PastParticiple | Tag::Ing => "VERB",
        Tag::Other => "X",
    }
}
