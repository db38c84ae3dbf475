//! **Finds** words that speak to the reader and tell nothing that happened, come or gone: "Here's why.", "Watch: …", a
//! question behind what is told ("What comes next?").
//!
//! **Leaves alone** a question that took the place of a statement, and words inside quotation marks.

use super::pair::{NEW, OLD, Pair, other};
use crate::diff::{ChangeKind, lexicon};

/// So many words at the start of a sentence are looked at.
const START: usize = 4;

pub(super) fn label(pair: &mut Pair) {
    for hunk in 0..pair.hunks.len() {
        for side in [OLD, NEW] {
            let open = pair.open(hunk, side);
            let alone = pair.open(hunk, other(side)).is_empty();
            if open.is_empty() || !alone || !open.iter().all(|&nth| addresses(pair, side, nth)) {
                continue;
            }
            match side {
                OLD => pair.label(ChangeKind::ToneChanged, &open, &[]),
                _ => pair.label(ChangeKind::ToneChanged, &[], &open),
            }
        }
    }
}

/// Returns whether an atom stands in a sentence that speaks to the reader, or before the colon of one.
fn addresses(pair: &Pair, side: usize, nth: usize) -> bool {
    let half = &pair.sides[side];
    let atom = &half.atoms[nth];
    let compared = half.compared;
    let Some(sentence) = compared.layout.sentences.get(atom.token.sentence) else { return false };
    let tokens = &compared.tokens[sentence.tokens.clone()];
    let mark = |wanted: &str| tokens.iter().position(|token| token.span.of(compared.body) == wanted);
    let words: Vec<&str> = tokens.iter().take(START).map(|token| pair.vocabulary.word(token.fold)).collect();
    let speaks = (1..=words.len()).any(|end| lexicon::TEASERS.has(&words[..end].join(" ")));
    let before = mark(":").is_none_or(|colon| atom.token.span.start < tokens[colon].span.start);
    // A question that stands behind what is told, and none that tells it.
    let own = half.tokens.iter().any(|&token| compared.tokens[token].sentence != atom.token.sentence);
    let asks = own && tokens.last().is_some_and(|last| last.span.of(compared.body) == "?");
    atom.token.quotation.is_none() && (asks || speaks && before)
}
