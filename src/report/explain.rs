//! `extract --explain`: why a text was read as it was, for all of it or for what somebody asked about.

use crate::claim::ClaimId;
use crate::extract::explain::{Explained, Explanation, Sentence};

use super::VersionReport;
use crate::text::Furniture;

/// `extract --explain`: one version with its claims, and why they are what they are.
#[derive(Clone, Debug, PartialEq)]
pub struct ExplainReport {
    pub version: VersionReport,
    /// Only what was asked about.
    pub explanation: Explanation,
    /// Whether that is all of it.
    pub whole: bool,
}

/// What somebody asks about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Which {
    All,
    Claim(ClaimId),
    /// Sentences with these words in them.
    Words(String),
}

impl Which {
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
    pub fn new(version: VersionReport, mut explanation: Explanation, which: &Which) -> Option<Self> {
        let body = &version.version.body;
        let text = |sentence: &Sentence| body.get(sentence.span.start..sentence.span.end).unwrap_or_default();
        match which {
            Which::All => return Some(Self { version, explanation, whole: true }),
            Which::Claim(id) => {
                explanation.sentences.retain(|sentence| sentence.claims.contains(id));
                explanation.claims.retain(|claim| claim.id == *id);
            }
            Which::Words(words) => {
                let words = folded(words);
                explanation.sentences.retain(|sentence| folded(text(sentence)).contains(&words));
                let shown = &explanation.sentences;
                explanation.claims.retain(|claim| shown.iter().any(|sentence| sentence.claims.contains(&claim.id)));
            }
        }
        (!explanation.sentences.is_empty()).then_some(Self { version, explanation, whole: false })
    }

    /// Lists each sentence with the claims that are explained under it: each under the first that has words of it.
    pub fn sentences(&self) -> impl Iterator<Item = (&Sentence, Vec<&Explained>)> {
        let Explanation { sentences, claims, .. } = &self.explanation;
        let first = |claim: &Explained| sentences.iter().position(|sentence| sentence.claims.contains(&claim.id));
        let firsts: Vec<Option<usize>> = claims.iter().map(first).collect();
        sentences.iter().enumerate().map(move |(index, sentence)| {
            let here = firsts.iter().zip(claims).filter(|(first, _)| **first == Some(index));
            (sentence, here.map(|(_, claim)| claim).collect())
        })
    }
}

/// Lower case, one space for white space, one form of quotation mark: as somebody types who looks for words.
fn folded(text: &str) -> String {
    let words: Vec<String> = text.split_whitespace().map(str::to_lowercase).collect();
    words.join(" ").replace(['\u{2018}', '\u{2019}'], "'").replace(['\u{201c}', '\u{201d}'], "\"")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_question_is_a_claim_or_words() {
        assert_eq!(Which::parse(""), Which::All);
        assert_eq!(Which::parse("c12"), Which::Claim(ClaimId(11)));
        for words in ["c0", "c", "cable", "c99999999999", "the c12 road"] {
            assert_eq!(Which::parse(words), Which::Words(words.to_owned()));
        }
        assert_eq!(folded("The  Mayor\u{2019}s\n\u{201c}plan\u{201d}"), "the mayor's \"plan\"");
    }
}
