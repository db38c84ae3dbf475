//! **Leaves alone** a word for another of its family that says the same of the same thing: a verb for the noun of its act
//! ("objected to the plan" → "an objection to the plan"), and the adverb and the adjective that go with them ("widely
//! criticised" → "wide criticism").
//!
//! Both must hold on to a word that stayed: "the closure of the mill" and "the mill would close" have the mill. It needs
//! the trees of both sides.
//! **Known misses**: families that are not told by an ending ("death", "die"), but for those of a list; a verb's subject
//! that the noun leaves off.

use super::pair::{Atom, AtomClass, AtomState, NEW, OLD, Pair};
use crate::diff::compared::ComparedSort;
use crate::diff::lexicon::{self, stem};
use crate::syntax::tag::Tag;
use crate::syntax::trees::Trees;

/// Endings of nouns that name an act, each with those of the verbs that they stand for: "invasion", "invade".
const ACTS: [(&str, &[&str]); 12] = [
    ("ation", &["", "e", "ate"]),
    ("ition", &["e", "ish"]),
    ("mission", &["mit"]),
    ("sion", &["d", "de", "t"]),
    ("ion", &["", "e"]),
    ("ment", &["", "e"]),
    ("al", &["", "e"]),
    ("ance", &["", "e"]),
    ("ence", &["", "e"]),
    ("ure", &["", "e"]),
    ("ism", &["ise", "ize"]),
    ("y", &[""]),
];

/// Endings of adverbs, each with those of the adjectives that they are made of: "happily", "happy".
const MANNERS: [(&str, &[&str]); 4] = [("ically", &["ic"]), ("ily", &["y"]), ("ly", &["", "e"]), ("y", &["", "e"])];

/// A verb, or an adjective, has so many letters at the least: in shorter ones an ending may be none ("party", "part").
const VERB: usize = 5;
const ADJECTIVE: usize = 4;

/// Nouns that look as if they named an act, and name a body, a place or a thing.
const THINGS: [&str; 14] = [
    "administration",
    "commission",
    "constitution",
    "corporation",
    "department",
    "government",
    "institution",
    "movement",
    "opposition",
    "organisation",
    "organization",
    "position",
    "station",
    "version",
];

/// Adverbs that say something else than their adjectives.
const APART: [&str; 10] =
    ["barely", "directly", "hardly", "highly", "lately", "nearly", "presently", "scarcely", "shortly", "surely"];

pub(super) fn label(pair: &mut Pair) {
    let trees = [OLD, NEW].map(|side| pair.sides[side].compared.reading.trees.as_ref());
    let [Some(old), Some(new)] = trees else { return };
    let trees = [old, new];
    let mut acts: Vec<(usize, usize)> = Vec::new();
    for was in open(pair, OLD) {
        let is_one = |is: &usize| is_act(pair, trees, was, *is) && share_a_word(pair, trees, was, *is);
        acts.extend(open(pair, NEW).into_iter().find(is_one).map(|is| (was, is)));
    }
    for was in open(pair, OLD) {
        let is_one = |is: &usize| {
            let above = |side: usize, nth: usize| head(pair, trees[side], side, nth);
            let heads = above(OLD, was).zip(above(NEW, *is));
            is_manner(pair, trees, was, *is) && heads.is_some_and(|heads| acts.contains(&heads))
        };
        acts.extend(open(pair, NEW).into_iter().find(is_one).map(|is| (was, is)));
    }
    for (old, new) in acts {
        pair.explain(OLD, &[old]);
        pair.explain(NEW, &[new]);
        pair.wording = true;
    }
}

/// Lists the plain words of a side that nothing explains yet.
fn open(pair: &Pair, side: usize) -> Vec<usize> {
    let atoms = &pair.sides[side].atoms;
    let plain = |atom: &Atom| {
        let word = atom.class == AtomClass::Word && atom.token.sort == ComparedSort::Word && !atom.token.name;
        word && atom.state == AtomState::Open && atom.token.quotation.is_none() && !atom.negation && !atom.hedge
    };
    (0..atoms.len()).filter(|&nth| plain(&atoms[nth])).collect()
}

/// Returns whether of two words one is a verb and the other the noun of its act.
fn is_act(pair: &Pair, trees: [&Trees; 2], old: usize, new: usize) -> bool {
    let [was, is] = words(pair, old, new);
    let [old, new] = tags(pair, trees, old, new);
    old == Tag::Noun && new.is_verb() && names_act(was, is) || new == Tag::Noun && old.is_verb() && names_act(is, was)
}

/// Returns whether of two words one is an adjective and the other its adverb.
fn is_manner(pair: &Pair, trees: [&Trees; 2], old: usize, new: usize) -> bool {
    let [was, is] = words(pair, old, new);
    match tags(pair, trees, old, new) {
        [Tag::Adjective, Tag::Adverb] => tells_manner(is, was),
        [Tag::Adverb, Tag::Adjective] => tells_manner(was, is),
        _ => false,
    }
}

fn words<'p>(pair: &Pair<'p, '_>, old: usize, new: usize) -> [&'p str; 2] {
    [pair.word(&pair.sides[OLD].atoms[old]), pair.word(&pair.sides[NEW].atoms[new])]
}

fn tags(pair: &Pair, trees: [&Trees; 2], old: usize, new: usize) -> [Tag; 2] {
    [(OLD, old), (NEW, new)].map(|(side, nth)| trees[side].word(pair.sides[side].atoms[nth].tokens.start).tag)
}

/// Returns whether a noun names the act of a verb, in any of their forms: "closures", "closed".
fn names_act(noun: &str, verb: &str) -> bool {
    let base = lexicon::base(noun);
    lexicon::act_of(&stem(noun)).is_some_and(|act| act == stem(verb))
        || !THINGS.contains(&base.as_str()) && is_made_of(&ACTS, &base, verb, VERB)
}

fn tells_manner(adverb: &str, adjective: &str) -> bool {
    !APART.contains(&adverb) && is_made_of(&MANNERS, adverb, adjective, ADJECTIVE)
}

/// Returns whether a word is another one, in any of its forms and of so many letters, with one of these endings.
fn is_made_of(endings: &[(&str, &[&str])], word: &str, of: &str, least: usize) -> bool {
    let root = stem(of);
    let is_it = |other: String| other.chars().count() >= least && stem(&other) == root;
    endings.iter().any(|(ending, others)| {
        let rest = word.strip_suffix(ending);
        rest.is_some_and(|rest| others.iter().any(|other| is_it(format!("{rest}{other}"))))
    })
}

/// Returns whether a word that stayed hangs from both, or both hang from it.
fn share_a_word(pair: &Pair, trees: [&Trees; 2], old: usize, new: usize) -> bool {
    let near = |side: usize, nth: usize| -> Vec<usize> {
        let half = &pair.sides[side];
        let token = half.atoms[nth].tokens.start;
        let below = trees[side].children(token).iter().copied();
        // What "the closing of" is said of hangs from the noun, and "would" from the verb: telling words alone count.
        let atoms = below.chain(trees[side].head(token)).filter_map(|token| half.atom_of(token));
        atoms.filter(|&nth| !pair.is_function(&half.atoms[nth])).collect()
    };
    let theirs = near(NEW, new);
    near(OLD, old).into_iter().any(|nth| match pair.sides[OLD].atoms[nth].state {
        AtomState::Kept { with, .. } => theirs.contains(&with),
        AtomState::Open | AtomState::Explained => false,
    })
}

/// Finds the word that a word hangs from.
fn head(pair: &Pair, trees: &Trees, side: usize, nth: usize) -> Option<usize> {
    let half = &pair.sides[side];
    half.atom_of(trees.head(half.atoms[nth].tokens.start)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nouns_name_the_acts_of_verbs() {
        for (noun, verb) in [
            ("objection", "objected"),
            ("closure", "closing"),
            ("removals", "removes"),
            ("invasion", "invaded"),
            ("extension", "extend"),
            ("privatisation", "privatise"),
            ("creation", "created"),
            ("abolition", "abolish"),
            ("permission", "permits"),
            ("announcements", "announced"),
            ("resistance", "resisted"),
            ("criticism", "criticised"),
            ("recovery", "recover"),
            ("sale", "sold"),
        ] {
            assert!(names_act(noun, verb), "{noun} {verb}");
        }
        for (noun, verb) in [
            ("station", "states"),
            ("rejection", "reduced"),
            ("closure", "disclosed"),
            ("actor", "act"),
            ("party", "parted"),
            ("finance", "fined"),
            ("government", "governs"),
            ("objection", "projected"),
        ] {
            assert!(!names_act(noun, verb), "{noun} {verb}");
        }
    }

    #[test]
    fn adverbs_are_made_of_adjectives() {
        for (adverb, adjective) in [
            ("widely", "wide"),
            ("happily", "happy"),
            ("fully", "full"),
            ("possibly", "possible"),
            ("basically", "basic"),
        ] {
            assert!(tells_manner(adverb, adjective), "{adverb} {adjective}");
        }
        for (adverb, adjective) in [("hardly", "hard"), ("lately", "late"), ("fairly", "far"), ("only", "one")] {
            assert!(!tells_manner(adverb, adjective), "{adverb} {adjective}");
        }
    }
}
