//! `extract --explain`: why a text was read as it was, for all of it or for the part that was asked about.

use super::VersionReport;
use crate::claim::{ClaimId, Span};
use crate::extract::explain::{self, Explanation};
use crate::furniture::Furniture;
use crate::lang::labels::{self, Label};
use crate::lexicon::fold;

/// `extract --explain`: one version with its claims, and why they are what they are.
#[derive(Clone, Debug, PartialEq)]
pub struct ExplainReport {
    pub version: VersionReport,
    /// Name and version of the extractor.
    pub extractor: String,
    /// The sentences that were asked about, in text order.
    pub sentences: Vec<ShownSentence>,
    /// The claims that were asked about, by their number.
    pub claims: Vec<ShownClaim>,
    /// Whether these are all sentences and claims.
    pub whole: bool,
}

/// How one sentence was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShownSentence {
    /// Its place in the text, from 1.
    pub number: usize,
    pub span: Span,
    /// The claims that have words in it.
    pub claims: Vec<ClaimId>,
    /// Its words and marks; none where no model labelled them.
    pub words: Vec<ShownWord>,
    /// The reading that came second, where a model gave one.
    pub second: Option<ShownReading>,
    /// What was found in it, and became no claim.
    pub notes: Vec<ShownReason>,
}

/// A word or mark as the model labelled it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShownWord {
    pub span: Span,
    pub label: ShownLabel,
    /// How far the best reading with another label is behind, in the model's own unit.
    pub margin: i32,
    /// The label in that reading.
    pub second: ShownLabel,
}

/// A label of the model.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShownLabel {
    /// The contract's word: "B-source>".
    pub name: &'static str,
    /// What it means: "source →, first".
    pub words: String,
    /// What the word is part of, if of anything.
    pub part: Option<LabelledPart>,
}

/// What a labelled word is part of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LabelledPart {
    Cue,
    Source,
    Content,
}

/// The reading of a sentence that came second.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShownReading {
    /// How far it is behind, in the model's own unit.
    pub margin: i32,
    /// Where it differs, in text order.
    pub changes: Vec<ShownChange>,
}

/// A stretch with another label in the reading that came second.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShownChange {
    pub span: Span,
    /// The label of the first word, as it was read.
    pub label: ShownLabel,
    /// Its label in the second reading.
    pub second: ShownLabel,
}

/// What decided the parts of a claim.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShownClaim {
    pub id: ClaimId,
    pub reasons: Vec<ShownReason>,
}

/// Why something was read as it was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShownReason {
    /// What it is about: "speaker".
    pub about: &'static str,
    /// Who decided: "rule" or "model".
    pub by: &'static str,
    pub text: String,
}

/// What an explanation is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ExplainScope {
    All,
    Claim(ClaimId),
    /// Sentences with these words in them.
    Words(String),
}

impl ExplainScope {
    /// Reads "c7" as a claim, nothing as all, and anything else as words.
    pub fn parse(text: &str) -> Self {
        let number = text.strip_prefix('c').filter(|digits| digits.bytes().all(|byte| byte.is_ascii_digit()));
        match number.and_then(|digits| digits.parse::<u32>().ok()).and_then(|number| number.checked_sub(1)) {
            Some(id) => Self::Claim(ClaimId(id)),
            None if text.trim().is_empty() => Self::All,
            None => Self::Words(text.to_owned()),
        }
    }
}

impl ExplainReport {
    /// Lists the lines of which no claim was read since they are the page's, where all of the text was asked about.
    pub fn furniture(&self) -> Vec<Furniture> {
        if self.whole { self.version.furniture() } else { Vec::new() }
    }

    /// Keeps what was asked about; `None` where nothing in the text is.
    pub fn new(version: VersionReport, explanation: Explanation, which: &ExplainScope) -> Option<Self> {
        let mut sentences: Vec<ShownSentence> = explanation.sentences.into_iter().map(shown_sentence).collect();
        let mut claims: Vec<ShownClaim> = explanation
            .claims
            .into_iter()
            .map(|claim| ShownClaim { id: claim.id, reasons: shown_reasons(claim.reasons) })
            .collect();
        let body = &version.version.body;
        let text = |sentence: &ShownSentence| body.get(sentence.span.start..sentence.span.end).unwrap_or_default();
        match which {
            ExplainScope::All => {}
            ExplainScope::Claim(id) => {
                sentences.retain(|sentence| sentence.claims.contains(id));
                claims.retain(|claim| claim.id == *id);
            }
            ExplainScope::Words(words) => {
                let words = comparable(words);
                sentences.retain(|sentence| comparable(text(sentence)).contains(&words));
                claims.retain(|claim| sentences.iter().any(|sentence| sentence.claims.contains(&claim.id)));
            }
        }
        let whole = *which == ExplainScope::All;
        let extractor = explanation.extractor;
        (whole || !sentences.is_empty()).then_some(Self { version, extractor, sentences, claims, whole })
    }

    /// Lists each sentence with the claims that are explained under it: each under the first that has words of it.
    pub fn claims_by_sentence(&self) -> impl Iterator<Item = (&ShownSentence, Vec<&ShownClaim>)> {
        let Self { sentences, claims, .. } = self;
        let first = |claim: &ShownClaim| sentences.iter().position(|sentence| sentence.claims.contains(&claim.id));
        let firsts: Vec<Option<usize>> = claims.iter().map(first).collect();
        sentences.iter().enumerate().map(move |(index, sentence)| {
            let here = firsts.iter().zip(claims).filter(|(first, _)| **first == Some(index));
            (sentence, here.map(|(_, claim)| claim).collect())
        })
    }
}

fn shown_sentence(sentence: explain::Sentence) -> ShownSentence {
    let words = sentence.tokens.into_iter().map(|token| ShownWord {
        span: token.span,
        label: shown_label(token.label),
        margin: token.margin,
        second: shown_label(token.second),
    });
    let second = sentence.second.map(|second| {
        let changes = second.changes.into_iter().map(|change| ShownChange {
            span: change.span,
            label: shown_label(change.label),
            second: shown_label(change.second),
        });
        ShownReading { margin: second.margin, changes: changes.collect() }
    });
    ShownSentence {
        number: sentence.number,
        span: sentence.span,
        claims: sentence.claims,
        words: words.collect(),
        second,
        notes: shown_reasons(sentence.notes),
    }
}

fn shown_label(label: Label) -> ShownLabel {
    let part = label.role().map(|role| match role {
        labels::Role::Cue => LabelledPart::Cue,
        labels::Role::Source => LabelledPart::Source,
        labels::Role::Content => LabelledPart::Content,
    });
    ShownLabel { name: label.name(), words: explain::in_words(label), part }
}

fn shown_reasons(reasons: Vec<explain::Reason>) -> Vec<ShownReason> {
    let shown = |explain::Reason { about, by, text }| ShownReason { about: about.name(), by: by.name(), text };
    reasons.into_iter().map(shown).collect()
}

/// Folds a text for looking words up as people type them: one space for white space, one form of quotation mark.
fn comparable(text: &str) -> String {
    let words: Vec<String> = text.split_whitespace().map(fold).collect();
    words.join(" ").replace(['\u{201c}', '\u{201d}'], "\"")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_question_is_a_claim_or_words() {
        assert_eq!(ExplainScope::parse(""), ExplainScope::All);
        assert_eq!(ExplainScope::parse("c12"), ExplainScope::Claim(ClaimId(11)));
        for words in ["c0", "c", "cable", "c99999999999", "the c12 road"] {
            assert_eq!(ExplainScope::parse(words), ExplainScope::Words(words.to_owned()));
        }
        assert_eq!(comparable("The  Mayor\u{2019}s\n\u{201c}plan\u{201d}"), "the mayor's \"plan\"");
    }
}
