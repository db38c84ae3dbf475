//! What is reported within the turns of a transcript: an attribution belongs to one turn, and no label is a part of
//! one. Outside quotation marks a report ends with its sentence, since the turn's speaker continues.
//!
//! It never says whose a turn is: that is `voice`'s.

use crate::claim::{ClaimKind, Rule, Span};
use crate::text::Document;

use super::Attribution;
use super::words::ClassedWords;

/// Finds the turns that stand in quotation marks, labels and all: the first paragraph of each is one quotation, as the
/// outlet has it.
pub(super) fn quoted(words: &ClassedWords) -> Vec<Attribution> {
    let document = words.document;
    let turns = document.turns.iter().filter_map(|turn| {
        let first = document.tokens_in(turn.content).start;
        if !words.in_quotation(document.tokens_in(turn.label).start) || !words.in_quotation(first) {
            return None;
        }
        let sentence = &document.sentences[document.tokens.at(first).sentence];
        let paragraph = document.tokens_in(document.paragraphs[sentence.paragraph].span);
        Some(Attribution {
            kind: ClaimKind::Quote,
            content: vec![words.span(first..paragraph.end)?],
            cue: vec![turn.colon?],
            source: vec![turn.label],
            continues: None,
            confidence: 0.95,
            rule: Rule::IntroducedQuote,
        })
    });
    turns.collect()
}

/// Returns whether an attribution is a quoted turn: its source is the label.
pub(super) fn is_quoted(document: &Document, one: &Attribution) -> bool {
    let [source] = one.source[..] else { return false };
    document.turns.binary_search_by_key(&source.start, |turn| turn.label.start).is_ok()
}

/// Leaves out what runs over the edge of a turn, and lets nobody's words go on from one turn in another.
pub(super) fn within_turns(words: &ClassedWords, all: Vec<Attribution>) -> Vec<Attribution> {
    let document = words.document;
    if document.turns.is_empty() {
        return all;
    }
    // The turn that an attribution lies in, or none; nothing for one that is left out.
    let turn = |one: &Attribution| {
        let hull = one.hull();
        let turn = document.turn_at(hull.start);
        let last = document.turn_at(hull.end.saturating_sub(1));
        let inside = turn.is_none_or(|turn| document.turns[turn].content.contains(hull)) || is_quoted(document, one);
        // In 'PM: “We go.”' the utterance is the turn's own.
        let opens =
            one.rule == Rule::UnattributedQuote && turn.is_some_and(|turn| follows_label(document, turn, hull.start));
        // "Dennis, we stand by it" calls somebody by name, and is the turn's own.
        let calls =
            one.cue.is_empty() && one.kind == ClaimKind::Statement && turn.is_some() && tells_of_itself(words, one);
        (turn == last && inside && !opens && !calls).then_some(turn)
    };
    let homes: Vec<_> = all.iter().map(turn).collect();
    let mut place = Vec::with_capacity(all.len());
    let mut kept: Vec<Attribution> = Vec::new();
    for (index, mut one) in all.into_iter().enumerate() {
        place.push(homes[index].map(|_| kept.len()));
        if homes[index].is_none() {
            continue;
        }
        one.continues = one
            .continues
            .filter(|&before| homes[before] == homes[index])
            .and_then(|before| place.get(before).copied()?);
        one.content = one.content.iter().map(|&span| within_sentence(words, &one, span)).collect();
        kept.push(one);
    }
    kept
}

/// Returns whether the content of an attribution is told in the first person.
fn tells_of_itself(words: &ClassedWords, one: &Attribution) -> bool {
    let mut tokens = one.content.iter().flat_map(|&span| words.document.tokens_in(span));
    tokens.any(|token| words.any(token, &["i", "we"]) && !words.in_quotation(token))
}

/// Returns whether nothing but marks stands between a turn's label and the byte `at`.
fn follows_label(document: &Document, turn: usize, at: usize) -> bool {
    let start = document.turns[turn].content.start;
    start <= at && !document.body[start..at].contains(char::is_alphanumeric)
}

/// Cuts a stretch of content at the ends of its cue's sentence, or of its own first one.
fn within_sentence(words: &ClassedWords, one: &Attribution, content: Span) -> Span {
    let document = words.document;
    let tokens = document.tokens_in(content);
    if tokens.clone().any(|token| words.in_quotation(token)) {
        return content;
    }
    let of = |span: Span| document.sentence_at(span.start).map(|sentence| &document.sentences[sentence]);
    let cue = one.cue.first().and_then(|&cue| of(cue)).filter(|sentence| sentence.span.overlaps(content));
    let Some(sentence) = cue.or_else(|| of(content)) else { return content };
    let cut = tokens.start.max(sentence.tokens.start)..tokens.end.min(sentence.tokens.end);
    words.span(cut).filter(|cut| content.contains(*cut)).unwrap_or(content)
}
