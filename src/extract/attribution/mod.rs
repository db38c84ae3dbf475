//! What is attributed to whom: the seam between the text and everything that is made of it.
//!
//! A few rules find it first: `quote` for whole utterances in quotation marks, `statement` for what is reported in the
//! outlet's words, with or without quoted words in it. Both rest on `cue` (which words attribute) and `source` (which
//! words name who). Words that stand without marks are found by `block`, where a text sets them apart, and by
//! `dialogue`, behind a dash. A learned model then labels the tokens, with the rules' findings as hints; `link` joins
//! the labels, and `merge` sees to it that no utterance in quotation marks is lost. In a transcript `turn` keeps each
//! within its turn. Where the model parses, `constituent` fits sources and contents to the trees. It never says who a
//! source is: that is `speaker`'s.

mod block;
mod constituent;
mod cue;
mod dialogue;
mod link;
mod marker;
mod merge;
pub(in crate::extract) mod outer;
mod quote;
mod reaction;
mod source;
mod statement;
mod turn;
pub(in crate::extract) mod words;

use crate::claim::{ClaimKind, Rule, Span};
use crate::lang::cache::Cache;
use crate::lang::labels::{self, Decoded, Label, Marked, Scores};
use crate::lang::{self, Model, ModelAnalysis};
use crate::syntax::trees::Trees;
use crate::text::Document;

use super::held_tokens::HeldTokens;
use super::position;
use words::ClassedWords;

/// One attribution: some content, and the words that say whose it is. All spans are bytes of the body, in text order.
#[derive(Clone, Debug, PartialEq)]
pub struct Attribution {
    /// Quote, mixed or statement.
    pub kind: ClaimKind,
    /// What is asserted; the outer quotation marks of a quote and edge punctuation are left out.
    pub content: Vec<Span>,
    /// "said", "according to"; empty where nothing stands for it.
    pub cue: Vec<Span>,
    /// "she", "the minister"; empty where nobody is named.
    pub source: Vec<Span>,
    /// The attribution whose speaker continues here, where this one names none of its own: the index of an earlier one.
    pub continues: Option<usize>,
    /// From 0 to 1.
    pub confidence: f64,
    /// What decided.
    pub rule: Rule,
}

impl Attribution {
    /// Returns the smallest span that holds content, cue and source.
    pub fn hull(&self) -> Span {
        self.spans().reduce(Span::join).unwrap_or_default()
    }

    /// Returns the spans of content, cue and source, in this order.
    pub fn spans(&self) -> impl Iterator<Item = Span> + '_ {
        self.content.iter().chain(&self.cue).chain(&self.source).copied()
    }
}

/// Below this confidence a cue that no list knows attributes a clause at least.
const UNSURE: f64 = 0.7;

/// The fewest words of such a clause.
const CLAUSE: usize = 6;

/// What is found in a document, and what it was made of.
pub(super) struct Findings {
    /// In text order.
    pub attributions: Vec<Attribution>,
    /// What the rules alone make of it.
    pub rules: Vec<Attribution>,
    /// What the model made of it, where one was asked.
    pub tagged: Option<Tagged>,
    /// How the words of each sentence hang together, where the model parses.
    pub trees: Option<Trees>,
}

/// What a model makes of a document.
pub(super) struct Tagged {
    pub scores: Scores,
    pub decoded: Decoded,
}

/// Finds all attributions of a document: those that `model` labels, and the utterances in quotation marks that it
/// misses; without a model those that the rules know.
///
/// What `cache` holds is not analysed again.
pub(super) fn find(words: &ClassedWords, model: Option<Model>, cache: &mut Cache) -> Findings {
    let document = words.document;
    let rules = by_rules(words);
    let Some(model) = model else {
        return Findings { attributions: rules.clone(), rules, tagged: None, trees: None };
    };
    let ModelAnalysis { scores, words: parsed } = lang::analyse(document, &hints(document, &rules), model, cache);
    let decoded = labels::decode(document, &scores);
    let mut attributions = joined(words, &rules, &decoded, |margin| lang::confidence(margin, model));
    let trees = parsed.filter(|parsed| parsed.len() == document.tokens.len()).map(Trees::new);
    if let Some(trees) = &trees {
        constituent::fit(words, trees, &mut attributions);
    }
    Findings { attributions, rules, tagged: Some(Tagged { scores, decoded }), trees }
}

/// Finds the attributions that the rules know, in text order.
pub fn rules(document: &Document) -> Vec<Attribution> {
    by_rules(&ClassedWords::new(document))
}

fn by_rules(words: &ClassedWords) -> Vec<Attribution> {
    let mut found = quote::quotes(words, turn::quoted(words));
    let mut taken = HeldTokens::new(words.document, found.iter().flat_map(Attribution::spans));
    for apart in dialogue::dialogue(words).into_iter().chain(block::blocks(words)) {
        if !apart.spans().any(|span| taken.touches(span)) {
            taken.add(apart.spans());
            found.push(apart);
        }
    }
    let mut all = statement::statements(words, found);
    sort(&mut all);
    turn::within_turns(words, all)
}

/// Writes what the rules have found as labels, which the models take as hints.
pub fn hints(document: &Document, rules: &[Attribution]) -> Vec<Label> {
    let marked: Vec<Marked> = rules
        .iter()
        .map(|Attribution { source, cue, content, .. }| Marked {
            source: source.clone(),
            cue: cue.clone(),
            content: content.clone(),
        })
        .collect();
    labels::project(document, &marked)
}

/// Joins labels to attributions, in text order, with the utterances among `rules` that they miss. `calibrated` turns a
/// margin into a confidence.
pub fn linked(
    document: &Document,
    rules: &[Attribution],
    decoded: &Decoded,
    calibrated: impl Fn(i32) -> f64,
) -> Vec<Attribution> {
    joined(&ClassedWords::new(document), rules, decoded, calibrated)
}

fn joined(
    words: &ClassedWords,
    rules: &[Attribution],
    decoded: &Decoded,
    calibrated: impl Fn(i32) -> f64,
) -> Vec<Attribution> {
    let mut tagged = link::link(words, decoded, calibrated);
    tagged.retain(|one| attributes(words, one));
    let mut all = merge::merge(words, tagged, rules);
    drop_versions(words, &mut all);
    sort(&mut all);
    turn::within_turns(words, all)
}

/// Returns whether what the model joined attributes anything: its cue is one that the lists know, or takes a position,
/// or it names a source and says enough where the model is not sure. "The contract was decided" and "he left the town"
/// tell what happened.
fn attributes(words: &ClassedWords, attribution: &Attribution) -> bool {
    const VOTES: [&str; 4] = ["vote", "votes", "voted", "voting"];
    let tokens = |spans: &[Span]| spans.iter().flat_map(|&span| words.document.tokens_in(span)).collect::<Vec<_>>();
    let known = |&token: &usize| {
        let phrasal = || cue::phrasal(words.lower(token), words.lower(token + 1)).is_some();
        words.cue(token).is_some() || words.any(token, &VOTES) || phrasal()
    };
    let cue = &attribution.cue;
    if cue.is_empty() || tokens(cue).iter().any(known) || position::takes_one(words.document, cue) {
        return true;
    }
    let content = tokens(&attribution.content).into_iter().filter(|&token| words.is_word(token)).count();
    let tells = attribution.kind != ClaimKind::Statement || attribution.confidence >= UNSURE || content >= CLAUSE;
    !attribution.source.is_empty() && tells
}

/// Leaves out what an earlier state of the text is made to say ("An earlier version misstated …"): that is nobody who
/// speaks, and the note is the outlet's own word.
fn drop_versions(words: &ClassedWords, all: &mut Vec<Attribution>) {
    const EARLIER: [&str; 5] = ["earlier", "previous", "prior", "original", "first"];
    let is_version = |attribution: &Attribution| {
        let tokens = attribution.source.iter().flat_map(|&span| words.document.tokens_in(span));
        let tokens: Vec<usize> = tokens.collect();
        tokens.windows(2).any(|pair| words.any(pair[0], &EARLIER) && words.any(pair[1], &["version", "versions"]))
    };
    let mut next = 0..;
    let places: Vec<Option<usize>> = all.iter().map(|one| if is_version(one) { None } else { next.next() }).collect();
    let mut place = places.iter();
    all.retain(|_| place.next().is_some_and(Option::is_some));
    for attribution in all {
        attribution.continues = attribution.continues.and_then(|before| places[before]);
    }
}

/// Sorts by place, and lets `continues` follow.
fn sort(all: &mut Vec<Attribution>) {
    let mut sorted: Vec<(usize, Attribution)> = std::mem::take(all).into_iter().enumerate().collect();
    sorted.sort_unstable_by_key(|(index, attribution)| (attribution.hull(), *index));
    let mut place = vec![0; sorted.len()];
    for (new, (old, _)) in sorted.iter().enumerate() {
        place[*old] = new;
    }
    all.extend(sorted.into_iter().map(|(_, attribution)| {
        let continues = attribution.continues.map(|before| place[before]);
        Attribution { continues, ..attribution }
    }));
}

#[cfg(test)]
mod tests;
