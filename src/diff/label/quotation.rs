//! **Finds** what became of words in quotation marks: other words within them (`quote_altered`), words trimmed or added
//! at the edges or around an ellipsis (`quote_truncated`, `quote_extended`), the marks taken off or put on
//! (`quote_paraphrased`, `paraphrase_quoted`).
//!
//! **Leaves alone** the style of the marks, white space, punctuation, capitals, what stands in square brackets, and one
//! spelling for another. That a quotation was altered is an accusation: it is made only where enough of the words
//! within the marks stayed for both to be one utterance; otherwise it is another quotation, and content.

use std::collections::BTreeMap;

use super::pair::{AtomState, NEW, OLD, Pair, other};
use super::spelling;
use crate::claim::ClaimKind;
use crate::diff::ChangeKind;
use crate::diff::compared::ComparedSort;

/// Longer quotations are utterances, whoever made them.
const CATCHWORD: usize = 3;

pub(super) fn label(pair: &mut Pair) {
    brackets(pair);
    let utterances = [utterances(pair, OLD), utterances(pair, NEW)];
    if utterances.iter().all(|side| side.stretches.is_empty()) {
        return;
    }
    marks(pair, OLD, &utterances[OLD], ChangeKind::QuoteParaphrased);
    marks(pair, NEW, &utterances[NEW], ChangeKind::ParaphraseQuoted);
    for hunk in 0..pair.hunks.len() {
        words(pair, hunk, &utterances);
    }
    turned_around(pair, &utterances);
}

/// The quoted atoms of a side.
struct Utterances {
    /// By quotation: its atoms.
    stretches: BTreeMap<usize, Vec<usize>>,
    /// Atom → the number of its utterance. The stretches of one quote are one utterance: `"…," she said, "…"`.
    of: BTreeMap<usize, usize>,
    /// By utterance: its atoms.
    utterances: BTreeMap<usize, Vec<usize>>,
}

fn utterances(pair: &Pair, side: usize) -> Utterances {
    let half = &pair.sides[side];
    let mut found = Utterances { stretches: BTreeMap::new(), of: BTreeMap::new(), utterances: BTreeMap::new() };
    let mut before: Option<(usize, Option<usize>)> = None;
    for (nth, atom) in half.atoms.iter().enumerate() {
        let Some(quotation) = atom.token.quotation.filter(|_| !atom.token.bracketed) else { continue };
        found.stretches.entry(quotation).or_default().push(nth);
        let quote = half
            .claims
            .iter()
            .position(|claim| claim.kind == ClaimKind::Quote && claim.content.hull().contains(atom.token.span));
        // What the same claim quotes in another sentence is another utterance, as far as trimming goes.
        let goes_on = before.filter(|&(last, of)| {
            quote.is_some() && quote == of && half.atoms[last].token.sentence == atom.token.sentence
        });
        let utterance = match goes_on.map(|(last, _)| found.of[&last]) {
            Some(utterance) => utterance,
            None => quotation,
        };
        before = Some((nth, quote));
        found.of.insert(nth, utterance);
        found.utterances.entry(utterance).or_default().push(nth);
    }
    found
}

/// What the outlet put into a quotation in square brackets is not the speaker's word. Brackets that came or went explain;
/// where others took their place, somebody or something else is meant, and that is content.
fn brackets(pair: &mut Pair) {
    for hunk in 0..pair.hunks.len() {
        let open = [OLD, NEW].map(|side| {
            let bracketed = |&nth: &usize| pair.sides[side].atoms[nth].token.bracketed;
            pair.open(hunk, side).into_iter().filter(bracketed).collect::<Vec<_>>()
        });
        if open.iter().all(|side| !side.is_empty()) {
            continue;
        }
        for side in [OLD, NEW] {
            pair.explain(side, &open[side]);
            pair.wording |= !open[side].is_empty();
        }
    }
}

/// Finds stretches whose words stand on the other side without marks.
fn marks(pair: &mut Pair, side: usize, utterances: &Utterances, kind: ChangeKind) {
    for atoms in utterances.stretches.values() {
        let partner = |nth: usize| match pair.sides[side].atoms[nth].state {
            AtomState::Kept { with, .. } => Some(with),
            _ => None,
        };
        let is_quoted = |nth: usize| pair.sides[other(side)].atoms[nth].token.quotation.is_some();
        let bare: Vec<usize> =
            atoms.iter().copied().filter(|&nth| partner(nth).is_some_and(|with| !is_quoted(with))).collect();
        let quoted = atoms.iter().filter(|&&nth| partner(nth).is_some_and(is_quoted)).count();
        let telling = bare.iter().filter(|&&nth| !pair.is_function(&pair.sides[side].atoms[nth])).count();
        let whole = quoted == 0 && telling > 0 && (telling >= 2 || bare.len() * 5 >= atoms.len() * 2);
        let partly = quoted > 0 && bare.len() >= 3 && telling >= 2;
        if !whole && !partly {
            continue;
        }
        // A sentence of the quotation of which nothing stands there is no part of the paraphrase.
        let sentence = |nth: usize| pair.sides[side].atoms[nth].token.sentence;
        let atoms: Vec<usize> = atoms
            .iter()
            .copied()
            .filter(|&nth| {
                bare.iter()
                    .any(|&kept| sentence(kept) == sentence(nth) && !pair.is_function(&pair.sides[side].atoms[kept]))
            })
            .collect();
        let mine: Vec<usize> = if whole { atoms.clone() } else { bare.clone() };
        let mut theirs: Vec<usize> = bare.iter().filter_map(|&nth| partner(nth)).collect();
        if whole {
            // The paraphrase's own words, between the ones that it kept.
            for hunk in 0..pair.hunks.len() {
                if pair.hunks[hunk].atoms[side].iter().any(|nth| atoms.contains(nth)) {
                    theirs.extend(pair.open(hunk, other(side)).into_iter().filter(|&nth| {
                        let token = &pair.sides[other(side)].atoms[nth].token;
                        token.quotation.is_none() && token.part == crate::diff::compared::ClaimPart::Content
                    }));
                }
            }
        }
        theirs.sort_unstable();
        let (old, new) = if side == OLD { (mine, theirs) } else { (theirs, mine) };
        pair.label(kind, &old, &new);
    }
}

/// Labels the quoted words of a stretch that differs.
fn words(pair: &mut Pair, hunk: usize, utterances: &[Utterances; 2]) {
    let paraphrased = |side: usize, nth: usize| {
        let span = pair.sides[side].atoms[nth].token.span;
        pair.changes.iter().any(|change| {
            matches!(change.kind, ChangeKind::QuoteParaphrased | ChangeKind::ParaphraseQuoted)
                && [&change.old, &change.new][side]
                    .iter()
                    .any(|words| words.spans.iter().any(|&outer| outer.overlaps(span)))
        })
    };
    let quoted = |side: usize| -> Vec<usize> {
        let atoms = pair.hunks[hunk].atoms[side].iter().copied();
        atoms
            .filter(|&nth| {
                utterances[side].of.contains_key(&nth)
                    && is_bounded(pair, side, nth)
                    && !matches!(pair.sides[side].atoms[nth].state, AtomState::Kept { .. })
            })
            .filter(|&nth| !paraphrased(side, nth))
            .collect()
    };
    let (old, new) = (quoted(OLD), quoted(NEW));
    let side = if old.is_empty() { NEW } else { OLD };
    let Some(&first) = [&old, &new][side].first() else { return };
    if is_catchword(pair, [&old, &new], utterances) {
        return;
    }
    if is_one_word_for_another(pair, hunk, [&old, &new], utterances) {
        pair.label(ChangeKind::QuoteAltered, &old, &new);
        return;
    }
    if !same_utterance(pair, side, first, utterances) {
        return;
    }
    // A further quotation of the same speaker, of which nothing stood there, goes on with what is said.
    let goes_on = |side: usize, nth: usize| {
        let utterance = utterances[side].of.get(&nth).and_then(|utterance| utterances[side].utterances.get(utterance));
        let stays = |nth: &usize| matches!(pair.sides[side].atoms[*nth].state, AtomState::Kept { .. });
        !utterance.is_some_and(|atoms| atoms.iter().any(stays))
    };
    let split = |side: usize, atoms: &[usize]| -> [Vec<usize>; 2] {
        let (more, within): (Vec<usize>, Vec<usize>) = atoms.iter().partition(|&&nth| goes_on(side, nth));
        [within, more]
    };
    let ([old, old_more], [new, new_more]) = (split(OLD, &old), split(NEW, &new));
    let (old, new) = match (old_more.is_empty(), new_more.is_empty()) {
        (true, false) if !new.is_empty() => {
            pair.label(ChangeKind::QuoteExtended, &[], &new_more);
            (old, new)
        }
        (false, true) if !old.is_empty() => {
            pair.label(ChangeKind::QuoteTruncated, &old_more, &[]);
            (old, new)
        }
        _ => ([old, old_more].concat(), [new, new_more].concat()),
    };
    match (old.is_empty(), new.is_empty()) {
        (false, false) => {
            if spelling::one_spelling(pair, &old, &new) {
                return;
            }
            pair.label(ChangeKind::QuoteAltered, &old, &new);
        }
        (false, true) => {
            let kind = if at_edge(pair, OLD, &old, utterances) {
                ChangeKind::QuoteTruncated
            } else {
                ChangeKind::QuoteAltered
            };
            pair.label(kind, &old, &[]);
        }
        (true, false) => {
            let kind =
                if at_edge(pair, NEW, &new, utterances) { ChangeKind::QuoteExtended } else { ChangeKind::QuoteAltered };
            pair.label(kind, &[], &new);
        }
        (true, true) => {}
    }
}

/// Returns whether the quotations that hold these atoms are a word or two to which nobody is named who said them: what the
/// outlet calls a thing, and no utterance.
fn is_catchword(pair: &Pair, sides: [&[usize]; 2], utterances: &[Utterances; 2]) -> bool {
    [OLD, NEW].into_iter().all(|side| {
        let half = &pair.sides[side];
        let said = half.claims.iter().any(|claim| claim.cue.is_some() || claim.source.is_some());
        let utterance = |nth: &usize| {
            let atoms = utterances[side].of.get(nth).and_then(|utterance| utterances[side].utterances.get(utterance));
            atoms.map_or(0, Vec::len)
        };
        !said && sides[side].iter().all(|nth| utterance(nth) <= CATCHWORD)
    })
}

/// Returns whether a word or two in marks took the place of others in marks, all around them being the same: "called it
/// “mad”" → "called it “bold”".
fn is_one_word_for_another(pair: &Pair, hunk: usize, sides: [&[usize]; 2], utterances: &[Utterances; 2]) -> bool {
    [OLD, NEW].into_iter().all(|side| {
        let words = sides[side];
        let utterance = words.first().and_then(|nth| utterances[side].of.get(nth));
        let whole = utterance.and_then(|utterance| utterances[side].utterances.get(utterance));
        let alone = pair.open(hunk, side) == words && pair.hunks.len() == 1;
        whole.is_some_and(|atoms| atoms == words) && alone && words.len() <= CATCHWORD
    })
}

/// Returns whether it is known where the quotation that holds an atom ends. One that another opens in may have ended
/// anywhere.
fn is_bounded(pair: &Pair, side: usize, nth: usize) -> bool {
    let half = &pair.sides[side];
    let layout = half.compared.layout;
    let token = &half.atoms[nth].token;
    token.quotation.and_then(|quotation| layout.quotations.get(quotation)).is_some_and(|quotation| {
        let paragraph = layout.sentences.get(token.sentence).and_then(|of| layout.paragraphs.get(of.paragraph));
        quotation.closed || paragraph.is_none_or(|paragraph| quotation.outer.end >= paragraph.span.end)
    })
}

/// Returns whether enough words of the utterance that holds `nth` stayed within quotation marks.
fn same_utterance(pair: &Pair, side: usize, nth: usize, utterances: &[Utterances; 2]) -> bool {
    let Some(atoms) = utterances[side].of.get(&nth).and_then(|utterance| utterances[side].utterances.get(utterance))
    else {
        return false;
    };
    let mut kept = 0;
    let mut telling = 0;
    let mut others: Option<usize> = None;
    for &nth in atoms {
        let AtomState::Kept { with, .. } = pair.sides[side].atoms[nth].state else { continue };
        let Some(utterance) = utterances[other(side)].of.get(&with) else { continue };
        kept += 1;
        telling += usize::from(!pair.is_function(&pair.sides[side].atoms[nth]));
        others = others.or(Some(*utterance));
    }
    let theirs = others.and_then(|utterance| utterances[other(side)].utterances.get(&utterance)).map_or(0, Vec::len);
    let smaller = atoms.len().min(theirs.max(1));
    (telling >= 1 && kept * 2 >= smaller) || (telling >= 4 && kept * 3 >= smaller)
}

/// Returns whether words that stand on one side only stand at an edge of their utterance, or where the other side has
/// an ellipsis or a break.
fn at_edge(pair: &Pair, side: usize, atoms: &[usize], utterances: &[Utterances; 2]) -> bool {
    let (Some(&first), Some(&last)) = (atoms.first(), atoms.last()) else { return false };
    let utterance = utterances[side].of.get(&first).and_then(|utterance| utterances[side].utterances.get(utterance));
    let Some(utterance) = utterance else { return false };
    let kept = |nth: &&usize| match pair.sides[side].atoms[**nth].state {
        AtomState::Kept { with, .. } => utterances[other(side)].of.contains_key(&with).then_some(with),
        _ => None,
    };
    let before = utterance.iter().rev().filter(|&&nth| nth < first).find_map(|nth| kept(&nth));
    let after = utterance.iter().filter(|&&nth| nth > last).find_map(|nth| kept(&nth));
    let (Some(before), Some(after)) = (before, after) else { return true };
    let theirs = &pair.sides[other(side)];
    let (from, to) = (theirs.atoms[before].tokens.end, theirs.atoms[after].tokens.start);
    let between = theirs.compared.tokens.get(from..to.max(from)).unwrap_or_default();
    // "…", "[…]", or the marks closed and opened again.
    between.iter().any(|token| matches!(token.sort, ComparedSort::Ellipsis | ComparedSort::Mark))
}

/// The words of one quotation in another order are other words.
fn turned_around(pair: &mut Pair, utterances: &[Utterances; 2]) {
    let mut moved = [Vec::new(), Vec::new()];
    for (nth, atom) in pair.sides[OLD].atoms.iter().enumerate() {
        let AtomState::Kept { with, moved: true } = atom.state else { continue };
        if let (Some(old), Some(new)) = (utterances[OLD].of.get(&nth), utterances[NEW].of.get(&with)) {
            let stays = |side: usize, utterance: &usize| {
                let atoms = &utterances[side].utterances[utterance];
                atoms
                    .iter()
                    .any(|&nth| matches!(pair.sides[side].atoms[nth].state, AtomState::Kept { moved: false, .. }))
            };
            if stays(OLD, old) && stays(NEW, new) {
                moved[OLD].push(nth);
                moved[NEW].push(with);
            }
        }
    }
    let [old, mut new] = moved;
    if !old.is_empty() {
        new.sort_unstable();
        pair.label(ChangeKind::QuoteAltered, &old, &new);
    }
}
