//! Parts a sentence where a further main clause with a subject of its own begins, so that each part asserts one thing.
//!
//! It parts nothing that it is not sure of: what is joined stays one.

use std::ops::Range;
use std::sync::LazyLock;

use crate::lang::tag::Tag;
use crate::lang::tag::clause::ClauseRole;
use crate::text::TokenKind;

use super::syntax::Syntax;
use super::words::{Lexicon, words};

static JOINT: LazyLock<Lexicon<()>> = LazyLock::new(|| Lexicon::plain(include_str!("lists/joint_words.txt")));

/// By how much a further main clause must score better than any other reading.
const SURE: i32 = 200;

/// The fewest tokens of a part.
const LEAST: usize = 3;

/// Parts a run of tokens of one sentence; the parts hold all its tokens, in order.
///
/// **Finds** clauses that "and", "but" or a semicolon joins, each with its own subject and finite verb.
/// **Example**: "The bridge was closed on Monday | and two workers were arrested."
/// **Leaves alone** a shared subject ("He fell and broke a leg"), joined nouns, side clauses, quotations and brackets,
/// questions, conditions and alternatives, and what begins with a side clause, which may hold for both.
/// **Known misses**: clauses joined by a comma or a dash, "so", "yet".
pub(super) fn parts(syntax: &Syntax, tokens: Range<usize>) -> Vec<Range<usize>> {
    let document = syntax.document;
    let word = |token: usize| document.word(token);
    let joins = |at: usize| at > tokens.start && (matches!(word(at), "and" | "but") || word(at - 1) == ";");
    if !tokens.clone().any(joins) {
        return vec![tokens];
    }
    let pieces = words(document, tokens.clone());
    let joint = (0..pieces.len()).any(|at| JOINT.at(&pieces, at).is_some());
    let asks = pieces.iter().any(|piece| piece.text == "?");
    if joint || asks {
        return vec![tokens];
    }
    let roles = syntax.roles(tokens.clone(), SURE);
    let role = |token: usize| roles[token - tokens.start];
    if role(tokens.start) == ClauseRole::Side {
        return vec![tokens];
    }
    let mut depth = 0usize;
    let mut starts = vec![tokens.start];
    for at in tokens.clone() {
        match word(at) {
            "(" | "[" => depth += 1,
            ")" | "]" => depth = depth.saturating_sub(1),
            _ => {}
        }
        let quoted = document.tokens.at(at).quotation.is_some() || document.tokens.at(at).kind == TokenKind::QuoteOpen;
        if !joins(at) || depth > 0 || quoted {
            continue;
        }
        let plain = || {
            role(at) != ClauseRole::Side && role(at - 1) != ClauseRole::Side && opens_plainly(syntax, at..tokens.end)
        };
        if role(at) == ClauseRole::Start || plain() {
            starts.push(at);
        }
    }
    // A part without a clause of its own goes with the one before it; the first has nothing before it.
    let mut parts: Vec<Range<usize>> = Vec::new();
    for (index, &start) in starts.iter().enumerate() {
        let end = starts.get(index + 1).copied().unwrap_or(tokens.end);
        let whole = end - start >= LEAST
            && syntax.has_subject_and_verb(start..end, &roles[start - tokens.start..end - tokens.start]);
        if whole {
            parts.push(start..end);
        } else if let Some(last) = parts.last_mut() {
            last.end = end;
        } else {
            return vec![tokens];
        }
    }
    parts
}

/// Returns whether the run opens with a conjunction, words of a noun phrase, and a finite verb.
fn opens_plainly(syntax: &Syntax, tokens: Range<usize>) -> bool {
    let mut nominal = false;
    for (place, token) in tokens.enumerate() {
        match syntax.tag(token) {
            Tag::Conjunction if place == 0 => {}
            tag if tag.is_finite() => return nominal,
            _ if matches!(syntax.document.word(token), "that" | "which" | "who" | "what") => return false,
            tag if tag.is_nominal() => nominal = true,
            Tag::Adjective | Tag::Determiner | Tag::Adverb | Tag::Particle => {}
            _ => return false,
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{parse, tests::odd_text};

    /// Writes the parts of the first sentence with bars between them.
    fn parted(text: &str) -> String {
        let document = parse(text);
        let parts = parts(&Syntax::tagged(&document), document.sentences[0].tokens.clone());
        let text = |part: &Range<usize>| {
            &document.body[document.tokens.at(part.start).span.start..document.tokens.at(part.end - 1).span.end]
        };
        parts.iter().map(text).collect::<Vec<_>>().join(" | ")
    }

    #[test]
    fn clauses_with_their_own_subjects_part() {
        for text in [
            "The bridge was closed on Monday | and two workers were arrested.",
            "The council approved the budget, | but the mayor refused to sign it.",
            "The mill burned down in May; | the owner has not been found.",
            "Prices fell in June, | and the bank raised its forecast.",
        ] {
            assert_eq!(parted(&text.replace(" | ", " ")), text);
        }
    }

    #[test]
    fn what_is_joined_stays_one() {
        for text in [
            "He fell and broke a leg.",
            "The mayor and the council agreed on a plan.",
            "The ferry serves Tarn, Halden and the islands.",
            "If it rains, the fair will close and the shops will shut.",
            "Either the bank pays and the case ends or the court decides.",
            "Will the fair close and will the shops shut?",
            "The crowd chanted “we stay and we fight” for an hour.",
            "The bridge (it was old and nobody had checked it) fell.",
            "The man who sold the boat and whose son sailed it was held.",
            "The union wants the plant to stay and the jobs to be kept.",
        ] {
            assert_eq!(parted(text), text);
        }
    }

    proptest::proptest! {
        #[test]
        fn the_parts_are_the_whole(text in odd_text(), joined in "((The pier|it|we|fell|is|was|and|but|;|,|\\(|\\)|shut| |if|[.]|\"|é)[ ]?){0,24}") {
            for text in [text, joined] {
                let document = parse(&text);
                let syntax = Syntax::tagged(&document);
                for sentence in &document.sentences {
                    let mut end = sentence.tokens.start;
                    for part in parts(&syntax, sentence.tokens.clone()) {
                        proptest::prop_assert_eq!(part.start, end);
                        proptest::prop_assert!(part.end > end || sentence.tokens.is_empty());
                        end = part.end;
                    }
                    proptest::prop_assert_eq!(end, sentence.tokens.end);
                }
            }
        }
    }
}
