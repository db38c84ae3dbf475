//! Why an extraction reads as it does: each sentence's words as the model labelled them, the reading that came second,
//! and what decided each part of a claim.
//!
//! It is told after the fact, from the very reading that the claims were made of. It decides nothing, and changes no
//! claim.

mod claim;
mod speaker;

use crate::claim::{Claim, ClaimId, ClaimKind, Extraction, Span};
use crate::lang::labels::{self, CueSide, Label, Role};
use crate::story::Metadata;
use crate::text;

use super::attribution::words::ClassedWords;
use super::attribution::{self, Attribution, Findings, Tagged};
use super::syntax::Syntax;
use super::{Cache, Mentions, Method};

/// The explanation of one extraction.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explanation {
    /// Name and version of the extractor.
    pub extractor: String,
    /// All sentences, in text order.
    pub sentences: Vec<Sentence>,
    /// All claims, by their number.
    pub claims: Vec<Explained>,
}

/// How one sentence was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// Its place in the text, from 1.
    pub number: usize,
    pub span: Span,
    /// The claims that have words in it.
    pub claims: Vec<ClaimId>,
    /// Its words and marks; none where no model labelled them.
    pub tokens: Vec<ExplainedToken>,
    /// The reading that came second, where a model gave one.
    pub second: Option<Second>,
    /// What was found in it, and became no claim.
    pub notes: Vec<Reason>,
}

/// A word or mark as the model labelled it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ExplainedToken {
    pub span: Span,
    pub label: Label,
    /// How far the best reading with another label is behind, in the model's own unit.
    pub margin: i32,
    /// The label in that reading.
    pub second: Label,
}

/// The best reading of a paragraph that labels some word of one sentence otherwise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Second {
    /// How far it is behind, in the model's own unit.
    pub margin: i32,
    /// Where it differs, in text order; it may reach beyond the sentence.
    pub changes: Vec<Relabelled>,
}

/// A stretch with another label in the reading that came second.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Relabelled {
    pub span: Span,
    /// The label of the first word, as it was read.
    pub label: Label,
    /// Its label in the second reading.
    pub second: Label,
}

/// What decided the parts of a claim.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explained {
    pub id: ClaimId,
    pub reasons: Vec<Reason>,
}

/// Why something was read as it was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reason {
    pub about: Aspect,
    pub by: Decider,
    /// In words, a lowercase phrase with words of the body in it.
    pub text: String,
}

/// What a reason is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Aspect {
    /// That there is a claim, and which words are its parts.
    Found,
    /// What the rules alone make of the same words.
    Rules,
    /// That something found is no claim.
    NoClaim,
    Kind,
    Speaker,
    Speech,
    SaidOn,
    Position,
    Polarity,
    Certainty,
    Confidence,
}

impl Aspect {
    /// Returns the word that stands in the JSON.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Found => "found",
            Self::Rules => "rules",
            Self::NoClaim => "no_claim",
            Self::Kind => "kind",
            Self::Speaker => "speaker",
            Self::Speech => "speech",
            Self::SaidOn => "said_on",
            Self::Position => "position",
            Self::Polarity => "polarity",
            Self::Certainty => "certainty",
            Self::Confidence => "confidence",
        }
    }
}

/// Who decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decider {
    Rule,
    Model,
}

impl Decider {
    /// Returns the word that stands in the JSON.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Rule => "rule",
            Self::Model => "model",
        }
    }
}

/// Returns what a label means: "source →, first" is the first word of a source whose cue stands to the right.
pub fn in_words(label: Label) -> String {
    let role = match label.role() {
        None => return "outside".to_owned(),
        Some(Role::Cue) => "cue",
        Some(Role::Source) => "source",
        Some(Role::Content) => "content",
    };
    let side = match (label.role(), label.side()) {
        (Some(Role::Cue), _) => "",
        (_, CueSide::Left) => " ←",
        (_, CueSide::Right) => " →",
    };
    format!("{role}{side}{}", if label.is_inside() { "" } else { ", first" })
}

/// Reads all claims off a body as [`super::extract_with`] does, and says why.
pub fn explain(body: &str, metadata: &Metadata, method: Method) -> (Extraction, Explanation) {
    let document = text::parse(body);
    let words = ClassedWords::new(&document);
    let mut reading = attribution::find(&words, method.model(), &mut Cache::default());
    let mentions = Mentions::new(&document, metadata);
    let syntax = Syntax::new(&document, reading.trees.take());
    let (extraction, _) =
        super::assembly::extraction(&words, metadata, reading.attributions.clone(), &syntax, &mentions);
    let claims = claim::explained(&words, &reading, &extraction, method);
    let sentences = (0..document.sentences.len()).map(|index| sentence(&words, &reading, &extraction, index)).collect();
    (extraction, Explanation { extractor: method.extractor(), sentences, claims })
}

fn sentence(words: &ClassedWords, reading: &Findings, extraction: &Extraction, index: usize) -> Sentence {
    let document = words.document;
    let sentence = &document.sentences[index];
    let touches = |claim: &&Claim| spans(claim).any(|span| span.overlaps(sentence.span));
    let claims = extraction.claims.iter().filter(touches).map(|claim| claim.id).collect();
    let mut explained = Sentence {
        number: index + 1,
        span: sentence.span,
        claims,
        tokens: Vec::new(),
        second: None,
        notes: Vec::new(),
    };
    if let Some(tagged) = &reading.tagged {
        let decoded = &tagged.decoded;
        explained.tokens = sentence
            .tokens
            .clone()
            .map(|token| ExplainedToken {
                span: document.tokens.at(token).span,
                label: decoded.labels[token],
                margin: decoded.margins[token],
                second: decoded.seconds[token],
            })
            .collect();
        explained.second = second(words, tagged, index);
        explained.notes = notes(words, reading, tagged, index);
    }
    explained
}

/// The spans of content, cue and source.
fn spans(claim: &Claim) -> impl Iterator<Item = Span> + '_ {
    let excerpts = [Some(&claim.content), claim.cue.as_ref(), claim.source.as_ref()];
    excerpts.into_iter().flatten().flat_map(|excerpt| excerpt.spans.iter().copied())
}

/// Low enough that no reading takes the label, and far from the end of the range.
const BARRED: i32 = -1_000_000_000;

/// Reads the paragraph again without the label that was least sure in the sentence.
fn second(words: &ClassedWords, tagged: &Tagged, sentence: usize) -> Option<Second> {
    let document = words.document;
    let Tagged { scores, decoded } = tagged;
    let sentence = &document.sentences[sentence];
    let doubtful = sentence.tokens.clone().min_by_key(|&token| decoded.margins[token])?;
    let home = labels::paragraphs(document).find(|tokens| tokens.contains(&doubtful))?;
    let mut rows = scores.tokens.get(home.clone())?.to_vec();
    rows[doubtful - home.start][decoded.labels[doubtful].index()] = BARRED;
    let other = labels::best_path(&rows, &scores.steps);
    let mut changes: Vec<Relabelled> = Vec::new();
    let mut end = None;
    for (token, second) in home.zip(other) {
        let (label, span) = (decoded.labels[token], document.tokens.at(token).span);
        if label == second {
            continue;
        }
        let same = |last: &&mut Relabelled| {
            end == Some(token)
                && alike(last.label, label)
                && alike(last.second, second)
                && label.role() != second.role()
        };
        match changes.last_mut().filter(same) {
            Some(last) => last.span.end = span.end,
            None => changes.push(Relabelled { span, label, second }),
        }
        end = Some(token + 1);
    }
    Some(Second { margin: decoded.margins[doubtful], changes })
}

/// Returns whether two labels differ at most in whether they begin a run.
fn alike(one: Label, other: Label) -> bool {
    (one.role(), one.side()) == (other.role(), other.side())
}

/// Tells of labels, and of what the rules have found, that went into no claim.
fn notes(words: &ClassedWords, reading: &Findings, tagged: &Tagged, index: usize) -> Vec<Reason> {
    let document = words.document;
    let sentence = &document.sentences[index];
    let mut used = vec![false; sentence.tokens.len()];
    let mut content = used.clone();
    let first = sentence.tokens.start;
    let mark = |span: Span, list: &mut [bool]| {
        for token in document.tokens_in(span).filter(|token| sentence.tokens.contains(token)) {
            list[token - first] = true;
        }
    };
    let here = |attribution: &&Attribution| attribution.hull().overlaps(sentence.span);
    for attribution in reading.attributions.iter().filter(here) {
        attribution.spans().for_each(|span| mark(span, &mut used));
        attribution.content.iter().for_each(|&span| mark(span, &mut content));
    }
    let mut notes = Vec::new();
    let labels = &tagged.decoded.labels;
    let mut at = first;
    while at < sentence.tokens.end {
        let run = run(words, labels, at);
        let (start, end) = (at, run.end.min(sentence.tokens.end));
        at = end.max(at + 1);
        let why = match labels[start].role() {
            Some(Role::Content) => "labelled content, but linked to no cue",
            Some(Role::Cue) => "labelled cue, but with nothing that it attributes to somebody",
            Some(Role::Source) => "labelled source, but linked to no cue",
            None => continue,
        };
        if let Some(span) = words.span(start..end).filter(|_| !used[start - first..end - first].contains(&true)) {
            let text = format!("{}: {why}", quoted(words, &[span]));
            notes.push(Reason { about: Aspect::NoClaim, by: Decider::Model, text });
        }
    }
    let begins = |rule: &&Attribution| {
        rule.content.first().is_some_and(|span| sentence.span.contains(Span::new(span.start, span.start)))
    };
    for rule in reading.rules.iter().filter(begins) {
        let held = rule
            .content
            .iter()
            .flat_map(|&span| document.tokens_in(span))
            .any(|token| token.checked_sub(first).and_then(|token| content.get(token)).is_some_and(|held| *held));
        if !held && rule.kind != ClaimKind::Quote {
            let text =
                format!("the rules alone read {}, but the model labels no such content", claim::reported(words, rule));
            notes.push(Reason { about: Aspect::NoClaim, by: Decider::Model, text });
        }
    }
    notes
}

/// Returns the whole run of labels that holds a token, as [`super::attribution`] links it; one token where it has no
/// label.
fn run(words: &ClassedWords, labels: &[Label], token: usize) -> std::ops::Range<usize> {
    let document = words.document;
    let paragraph = |token: usize| document.sentences[document.tokens.at(token).sentence].paragraph;
    let goes_on = |token: usize| {
        labels[token].is_inside()
            && token > 0
            && labels[token - 1].role() == labels[token].role()
            && paragraph(token - 1) == paragraph(token)
    };
    let mut run = token..token + 1;
    while goes_on(run.start) {
        run.start -= 1;
    }
    while run.end < labels.len() && goes_on(run.end) {
        run.end += 1;
    }
    run
}

/// The most characters of the body that stand in one quotation of a reason.
const LONGEST: usize = 60;

/// Quotes words of the body, the middle of long ones left out.
fn quoted(words: &ClassedWords, spans: &[Span]) -> String {
    let text: Vec<&str> = spans.iter().map(|span| span.of(words.document.body)).collect();
    let text = text.join(" … ");
    let count = text.chars().count();
    if count <= LONGEST {
        return format!("“{text}”");
    }
    let end = text.char_indices().nth(LONGEST / 2).map_or(text.len(), |(at, _)| at);
    let start = text.char_indices().nth(count - LONGEST / 3).map_or(0, |(at, _)| at);
    format!("“{} … {}”", text[..end].trim_end(), text[start..].trim_start())
}

#[cfg(test)]
mod tests;
