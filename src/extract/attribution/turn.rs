//! Turns of a transcript: paragraphs that open with a speaker's name in capitals and a colon.
//!
//! **Finds** them where at least two speakers take turns, each more than once. **Example**: "HOLT: We go at dawn." **Leaves alone** what a
//! turn says of others: it stays inside. **Known misses**: names in small letters, and paragraphs that go on a turn without a name.

use std::collections::HashMap;
use std::ops::Range;

use crate::claim::{ClaimKind, Rule};

use super::Attribution;
use super::words::Words;

/// Longest name of a speaker, in tokens.
const LONGEST_NAME: usize = 4;

/// Finds the turns, in text order.
pub(super) fn turns(words: &Words) -> Vec<Attribution> {
    let document = words.document;
    let found: Vec<(Range<usize>, Range<usize>)> = document
        .paragraphs
        .iter()
        .filter_map(|paragraph| {
            let sentences = document.sentences.get(paragraph.sentences.clone())?;
            let end = sentences.last()?.tokens.end;
            let name = name(words, sentences.first()?.tokens.start..end)?;
            Some((name.clone(), name.end + 1..end))
        })
        .collect();
    let mut count: HashMap<&str, usize> = HashMap::new();
    for (name, _) in &found {
        *count.entry(text(words, name)).or_default() += 1;
    }
    if count.values().filter(|&&turns| turns > 1).count() < 2 {
        return Vec::new();
    }
    found.into_iter().filter_map(|(name, content)| turn(words, name, content)).collect()
}

/// Says whether an attribution is a turn: a name in capitals at the start of its paragraph, with a colon for a cue.
pub(super) fn is_turn(words: &Words, one: &Attribution) -> bool {
    let document = words.document;
    let [cue] = one.cue[..] else { return false };
    let Some(sentence) = document.sentence_at(cue.start) else { return false };
    let paragraph = &document.paragraphs[document.sentences[sentence].paragraph];
    let tokens = document.tokens_in(paragraph.span);
    one.rule == Rule::IntroducedQuote && name(words, tokens).is_some_and(|name| document.tokens[name.end].span == cue)
}

/// Reads "HOLT" off a paragraph that starts "HOLT:", with or without a quotation mark before it.
fn name(words: &Words, paragraph: Range<usize>) -> Option<Range<usize>> {
    let start = paragraph.clone().find(|&token| words.is_word(token))?;
    let colon = (start..paragraph.end.min(start + LONGEST_NAME + 1)).find(|&token| words.is(token, ":"))?;
    let capitals = (start..colon).all(|token| {
        let word = words.document.word(token);
        words.is_word(token) && word.chars().any(char::is_uppercase) && !word.chars().any(char::is_lowercase)
    });
    let opens = start <= paragraph.start + 1;
    (opens && capitals && colon + 1 < paragraph.end && text(words, &(start..colon)).len() > 1).then_some(start..colon)
}

fn text<'d>(words: &Words<'d>, name: &Range<usize>) -> &'d str {
    let tokens = &words.document.tokens[name.clone()];
    let (Some(first), Some(last)) = (tokens.first(), tokens.last()) else { return "" };
    &words.document.body[first.span.start..last.span.end]
}

fn turn(words: &Words, name: Range<usize>, content: Range<usize>) -> Option<Attribution> {
    let quoted = words.in_quotation(name.start);
    let colon = words.document.tokens.get(name.end)?.span;
    Some(Attribution {
        kind: if quoted { ClaimKind::Quote } else { ClaimKind::Statement },
        content: vec![words.span(content)?],
        cue: vec![colon],
        source: vec![words.span(name)?],
        continues: None,
        confidence: 0.95,
        rule: Rule::IntroducedQuote,
    })
}
