//! What the model has labelled and the utterances that the rules have found in quotation marks, as one list.
//!
//! No utterance in quotation marks is lost, and no two attributions share content. It never alters what an attribution
//! says, except that what one has lost to the other is cut off.

use crate::claim::{ClaimKind, Rule, Span};
use crate::text::{Document, TokenKind};

use super::super::held_tokens::HeldTokens;
use super::words::ClassedWords;
use super::{Attribution, block, marker, reaction, turn};

/// Adds the utterances of the rules that the model's attributions do not hold, or hold in part, and quoted turns and
/// words set apart in place of what it has found in them.
pub(super) fn merge(words: &ClassedWords, tagged: Vec<Attribution>, rules: &[Attribution]) -> Vec<Attribution> {
    let document = words.document;
    let apart = |rule: &&Attribution| turn::is_quoted(document, rule) || block::is_block(rule);
    let apart = HeldTokens::new(document, rules.iter().filter(apart).flat_map(Attribution::spans));
    let is_apart = |one: &Attribution| one.spans().any(|span| apart.touches(span));
    let mut all: Vec<Attribution> = tagged
        .into_iter()
        .filter(|one| !is_apart(one) && !swallows_utterance(document, one, rules))
        .filter(|one| !reaction::is_none(words, one) && !marker::is_none(words, one))
        .collect();
    let mut held = vec![None; document.tokens.len()];
    for (index, attribution) in all.iter().enumerate() {
        for &span in &attribution.content {
            held[document.tokens_in(span)].fill(Some(index));
        }
    }
    // Where each of the rules' attributions went.
    let mut place = vec![None; rules.len()];
    for (index, rule) in rules.iter().enumerate() {
        let content: Vec<usize> = content_words(document, rule).collect();
        let holder = content.iter().find_map(|&token| held[token]);
        place[index] = holder;
        if rule.kind == ClaimKind::Quote
            && let Some(holder) = holder
        {
            // The model has one paragraph of several, or one part of an utterance that is interrupted in its sentence.
            let missing = |span: &Span| document.tokens_in(*span).all(|token| held[token].is_none());
            let joined = |span: &Span| goes_on(document, *span) || shares_sentence(document, *span, &all[holder]);
            let rest: Vec<Span> = rule.content.iter().copied().filter(|span| missing(span) && joined(span)).collect();
            all[holder].content.extend(rest);
            all[holder].content.sort();
        }
        if (rule.kind == ClaimKind::Quote || block::is_block(rule)) && holder.is_none() && !content.is_empty() {
            place[index] = Some(all.len());
            let continues = rule.continues.and_then(|before| place.get(before).copied().flatten());
            all.push(Attribution { continues, ..rule.clone() });
        }
    }
    all
}

/// Returns whether a span lies in a quotation that runs over paragraphs.
fn goes_on(document: &Document, span: Span) -> bool {
    let quotations = &document.quotations;
    let Some(index) = quotations.iter().position(|one| one.depth == 0 && one.inner.contains(span)) else {
        return false;
    };
    let next = quotations[index + 1..].iter().find(|one| one.depth == 0);
    quotations[index].continues.is_some() || next.is_some_and(|next| next.continues == Some(index))
}

/// Returns whether a span stands in a sentence that holds words of an attribution.
fn shares_sentence(document: &Document, span: Span, one: &Attribution) -> bool {
    let sentence = document.sentence_at(span.start);
    one.content.iter().any(|content| document.sentence_at(content.start) == sentence)
}

/// Returns whether a content runs over an utterance in marks together with the words that say whose it is: then two
/// have been taken for one.
fn swallows_utterance(document: &Document, tagged: &Attribution, rules: &[Attribution]) -> bool {
    let holds = |span: Span| {
        tagged.content.iter().any(|content| {
            content.contains(span)
                && document.tokens.get(document.tokens_in(span).start).is_some_and(|token| token.quotation.is_none())
        })
    };
    let own = |rule: &Attribution| rule.kind == ClaimKind::Quote && rule.rule == Rule::DirectQuote;
    rules.iter().filter(|rule| own(rule)).any(|rule| {
        let swallowed = rule.cue.iter().chain(&rule.source).all(|&span| holds(span));
        swallowed && rule.content.iter().all(|&span| tagged.content.iter().any(|content| content.overlaps(span)))
    })
}

/// The words of an attribution's content, as tokens.
fn content_words(document: &Document, attribution: &Attribution) -> impl Iterator<Item = usize> {
    let tokens = attribution.content.iter().flat_map(|&span| document.tokens_in(span));
    tokens.filter(|&token| {
        matches!(document.tokens.at(token).kind, TokenKind::Word | TokenKind::Number | TokenKind::Link)
    })
}
