//! **Finds** one where there were several, or the reverse, where nothing else tells how many: "guards" → "guard".
//!
//! **Leaves alone** nouns that only describe another ("a weapons dealer", "a weapon dealer"), and "a plan to build" beside
//! "plans to build". It needs the trees of both sides.

use super::pair::{AtomClass, NEW, OLD, Pair};
use crate::diff::ChangeKind;
use crate::syntax::relation::Relation;
use crate::syntax::tag::Tag;

/// Returns whether what a noun is about stands behind it as an infinitive, and nothing says which or how many are meant.
fn intends(pair: &Pair, side: usize, nth: usize) -> bool {
    const WHICH: [Relation; 3] = [Relation::Determiner, Relation::Possessive, Relation::Number];
    let half = &pair.sides[side];
    let Some(trees) = &half.compared.reading.trees else { return false };
    let noun = half.atoms[nth].tokens.start;
    let word = |token: usize| pair.vocabulary.word(half.compared.tokens[token].fold);
    let has_to = |verb: usize| trees.with(verb, &[Relation::Marker]).any(|marker| word(marker) == "to");
    trees.with(noun, &WHICH).all(|which| matches!(word(which), "a" | "an"))
        && trees.with(noun, &[Relation::NounClause]).any(has_to)
}

/// Labels nouns of a pair that stand in another number.
pub(super) fn label(pair: &mut Pair) {
    let nouns = |side: usize| -> Vec<(usize, bool)> {
        let half = &pair.sides[side];
        let Some(trees) = &half.compared.reading.trees else { return Vec::new() };
        let noun = |nth: usize| {
            let atom = &half.atoms[nth];
            let word = trees.word(atom.tokens.start);
            let describes =
                matches!(word.relation, Relation::Compound | Relation::Description | Relation::BareNounModifier);
            let counts = atom.class == AtomClass::Word && word.tag == Tag::Noun && !describes;
            counts.then_some((nth, word.inflected))
        };
        (0..half.atoms.len()).filter_map(noun).collect()
    };
    let (old, new) = (nouns(OLD), nouns(NEW));
    let stem = |side: usize, nth: usize| pair.sides[side].atoms[nth].token.stem;
    let only = |side: usize, list: &[(usize, bool)], nth: usize| {
        list.iter().filter(|other| stem(side, other.0) == stem(side, nth)).count() == 1
    };
    let changed = old.iter().find_map(|&(was, several)| {
        let &(is, _) = new.iter().find(|&&(is, now)| stem(NEW, is) == stem(OLD, was) && now != several)?;
        let words = [(OLD, was), (NEW, is)].map(|(side, nth)| pair.word(&pair.sides[side].atoms[nth]));
        let intends = intends(pair, OLD, was) && intends(pair, NEW, is);
        (words[0] != words[1] && !intends && only(OLD, &old, was) && only(NEW, &new, is)).then_some((was, is))
    });
    if let Some((was, is)) = changed {
        pair.label(ChangeKind::ContentChanged, &[was], &[is]);
    }
}
