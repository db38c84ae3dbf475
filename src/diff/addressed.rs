//! Words that speak to the reader and tell nothing that happened: "Here's why.", "Watch: …", a question behind what is
//! told ("The mayor is resigning. How did it come to this?", "… – but is she right?").
//!
//! It also puts a claim that is nothing else to the claim before it, so that it is neither added nor removed: it is no
//! claim that anybody could check. A question that does not end its paragraph, or is all of it, leads on to what is told
//! next and stays a claim, and so does what is quoted or said by somebody.

use super::compared::ComparedSide;
use super::lexicon;
use super::links::{Links, NEW, OLD};
use super::vocabulary::Vocabulary;
use crate::claim::ClaimKind;

/// So many words at the start of a sentence are looked at.
const START: usize = 4;

/// Puts each claim that no link holds, and that only speaks to the reader, to the claim before it in its paragraph.
pub(super) fn join(links: &mut Links, sides: [&ComparedSide; 2], vocabulary: &Vocabulary) {
    for side in [OLD, NEW] {
        let compared = sides[side];
        for claim in links.free(side) {
            let passage = &compared.passages[claim];
            let words = passage.tokens.iter().filter(|&&token| compared.tokens[token].sort.is_word());
            let own = compared.claims[claim].kind == ClaimKind::Fact && !passage.shared;
            if !own || !words.clone().all(|&token| is_addressed(compared, token, vocabulary)) {
                continue;
            }
            let before =
                claim.checked_sub(1).filter(|&before| compared.passages[before].paragraph == passage.paragraph);
            if let Some(link) = before.and_then(|before| links.of(side, before)) {
                links.join(side, claim, link);
            }
        }
    }
}

/// Returns whether a word stands in a sentence that speaks to the reader, before the colon of one, or in a question
/// behind what is told, at the end of a paragraph.
pub(super) fn is_addressed(compared: &ComparedSide, token: usize, vocabulary: &Vocabulary) -> bool {
    let place = compared.tokens[token].sentence;
    let Some(sentence) = compared.layout.sentences.get(place) else { return false };
    let tokens = &compared.tokens[sentence.tokens.clone()];
    let text = |at: usize| tokens[at].span.of(compared.body);
    let at = token.saturating_sub(sentence.tokens.start);
    let words: Vec<&str> = tokens.iter().take(START).map(|token| vocabulary.word(token.fold)).collect();
    let speaks = (1..=words.len()).any(|end| lexicon::TEASERS.has(&words[..end].join(" ")));
    let colon = (0..tokens.len()).find(|&at| text(at) == ":");
    let asks = tokens.last().is_some_and(|last| last.span.of(compared.body) == "?");
    let is_beside = |other: Option<usize>| {
        let other = other.and_then(|other| compared.layout.sentences.get(other));
        other.is_some_and(|other| other.paragraph == sentence.paragraph)
    };
    let behind = is_beside(place.checked_sub(1)) && !is_beside(place.checked_add(1));
    let dash = (1..tokens.len()).rfind(|&at| matches!(text(at), "-" | "–" | "—"));
    compared.tokens[token].quotation.is_none()
        && (speaks && colon.is_none_or(|colon| at < colon) || asks && (behind || dash.is_some_and(|dash| dash < at)))
}
