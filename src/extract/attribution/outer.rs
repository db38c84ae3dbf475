//! The sources around the source of an attribution: "according to the police, Vance said", "a memo claims Vance wrote".
//!
//! It looks at words that no attribution holds. Where the outer source's own statement holds the inner one ("Orr said
//! that Vance had left"), that is one claim, and Orr's.

use std::ops::Range;

use crate::claim::{ClaimKind, Rule, Span};

use super::statement::takes_addressee;
use super::words::{Class, ClassedWords};
use super::{Attribution, cue, source};

/// How many sources may stand around one.
const DEEPEST: usize = 3;

/// How many tokens may name who was told, between a cue and what it attributes.
const ADDRESSEE: usize = 4;

/// A source and its cue, around an attribution.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::extract) struct OuterFrame {
    pub cue: Span,
    pub source: Span,
}

impl OuterFrame {
    /// Returns it as an attribution of all that the inner one says, for what looks at sources and held words.
    pub fn around(self, inner: &Attribution) -> Attribution {
        Attribution {
            kind: ClaimKind::Statement,
            content: vec![inner.hull()],
            cue: vec![self.cue],
            source: vec![self.source],
            continues: None,
            confidence: inner.confidence,
            rule: Rule::SaidThat,
        }
    }
}

/// Finds for each attribution the sources around its own, outermost first.
pub(in crate::extract) fn frames(words: &ClassedWords, attributions: &[Attribution]) -> Vec<Vec<OuterFrame>> {
    let document = words.document;
    let mut held = vec![false; document.tokens.len()];
    for span in attributions.iter().flat_map(Attribution::spans) {
        held[document.tokens_in(span)].fill(true);
    }
    let reader = FrameReader { words, held };
    attributions.iter().map(|attribution| reader.frames(attribution)).collect()
}

struct FrameReader<'w, 'd> {
    words: &'w ClassedWords<'d>,
    /// Tokens that an attribution holds.
    held: Vec<bool>,
}

impl FrameReader<'_, '_> {
    fn frames(&self, attribution: &Attribution) -> Vec<OuterFrame> {
        let document = self.words.document;
        let (Some(cue), false) = (attribution.cue.first(), attribution.source.is_empty()) else { return Vec::new() };
        let Some(sentence) = document.tokens.get(document.tokens_in(*cue).start).map(|token| token.sentence) else {
            return Vec::new();
        };
        let (first, last) = (document.opening(sentence), document.sentences[sentence].tokens.end);
        let all = attribution.spans().map(|span| document.tokens_in(span));
        let here = all.filter(|tokens| tokens.start >= first && tokens.end <= last);
        let hull = here.reduce(|one, other| one.start.min(other.start)..one.end.max(other.end));
        let Some(Range { mut start, end }) = hull else { return Vec::new() };
        let mut found = Vec::new();
        found.extend(self.behind(end, last));
        while found.len() < DEEPEST
            && let Some((at, frame)) = self.before(first, start)
        {
            found.push(frame);
            start = at;
        }
        found.reverse();
        found
    }

    /// Finds the source before token `at`, and where it begins.
    fn before(&self, first: usize, at: usize) -> Option<(usize, OuterFrame)> {
        let words = self.words;
        let mut end = at;
        while end > first && (!words.is_word(end - 1) || words.is(end - 1, "that")) && !self.held[end - 1] {
            end -= 1;
        }
        self.opening(first, end).or_else(|| {
            let reach = (end.saturating_sub(ADDRESSEE + 1).max(first)..end).rev();
            reach.into_iter().find_map(|verb| self.by_verb(verb, first, end))
        })
    }

    /// "According to the police, | Vance said".
    fn opening(&self, first: usize, end: usize) -> Option<(usize, OuterFrame)> {
        let words = self.words;
        let light = |token: &usize| words.has_class(*token, &[Class::Conjunction, Class::Adverb]);
        let at = (first..end).find(|token| words.is_word(*token) && !light(token))?;
        let opens = words.is(at, "according") && words.is(at + 1, "to");
        let source = source::behind_opening(words, at + 2, end + 1).filter(|_| opens)?;
        (source.end == end && self.is_free(at..end)).then_some((at, self.frame(at..at + 2, source)?))
    }

    /// "The memo claims | Vance wrote", "Orr told the board that | Vance said".
    fn by_verb(&self, verb: usize, first: usize, end: usize) -> Option<(usize, OuterFrame)> {
        let words = self.words;
        let class = words.cue(verb)?;
        let cue = cue::cue_at(words, verb, first).filter(|cue| !cue.gerund && (class.speech || class.clause))?;
        // "He asked which keys, and | the owner replied" names nobody who was told.
        let told = |token: usize| words.is_word(token) && !words.has_class(token, &[Class::Conjunction]);
        if cue.tokens.end != end && !(takes_addressee(words.lower(verb)) && (cue.tokens.end..end).all(told)) {
            return None;
        }
        let source = source::before(words, first, cue.tokens.start)?;
        self.is_free(source.start..end).then_some((source.start, self.frame(cue.tokens, source)?))
    }

    /// "Vance said that it was shut, | according to the police".
    fn behind(&self, end: usize, last: usize) -> Option<OuterFrame> {
        let words = self.words;
        let at = (end..last).find(|&token| words.is_word(token))?;
        let follows = words.is(at, "according") && words.is(at + 1, "to") && !words.in_quotation(at);
        let source = source::behind(words, at + 2, last).filter(|_| follows)?;
        self.is_free(at..source.end).then_some(self.frame(at..at + 2, source)?)
    }

    fn is_free(&self, mut tokens: Range<usize>) -> bool {
        tokens.all(|token| !self.held[token] && !self.words.in_quotation(token))
    }

    fn frame(&self, cue: Range<usize>, source: Range<usize>) -> Option<OuterFrame> {
        Some(OuterFrame { cue: self.words.span(cue)?, source: self.words.span(source)? })
    }
}
