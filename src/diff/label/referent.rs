//! **Leaves alone** one thing under a name and under a noun that either text gives it beside that name, where both stand in
//! the same place of the same clause: "the mill" → "Velt Paper", where a text has "Velt Paper, a mill"; "the river" → "the
//! Tarn", where one has "the Tarn River". So too a pronoun for a thing that is no person.
//!
//! A noun or a pronoun also means what was named last before it, where nothing else of its sort is named there: "Velt
//! Paper paid. *The firm* …", "Ana Holt left. *She* …". Who else is told apart by who is who is `mention`'s; a noun that
//! may mean two names means nobody. It needs the trees of both sides.

use std::collections::BTreeSet;

use super::pair::{Atom, AtomClass, AtomState, NEW, OLD, Pair, other};
use crate::claim::Span;
use crate::diff::joined::Sameness;
use crate::diff::lexicon;
use crate::diff::vocabulary::Sym;
use crate::reading::{EntityKind, Mention, MentionForm};
use crate::syntax::relation::Relation;
use crate::syntax::tag::Tag;
use crate::syntax::trees::Trees;

pub(super) fn label(pair: &mut Pair) {
    let trees = [OLD, NEW].map(|side| pair.sides[side].compared.reading.trees.as_ref());
    let [Some(old), Some(new)] = trees else { return };
    let trees = [old, new];
    let nouns = |side: usize| -> Vec<Noun> {
        let atoms = &pair.sides[side].atoms;
        let open = (0..atoms.len()).filter(|&nth| atoms[nth].state == AtomState::Open);
        open.filter_map(|nth| Noun::read(pair, trees[side], side, nth)).collect()
    };
    let (was, is) = (nouns(OLD), nouns(NEW));
    let mut found: Vec<[Vec<usize>; 2]> = Vec::new();
    for old in &was {
        let mut same = is.iter().filter(|new| stand_in_one_place(pair, trees, old, new));
        let (Some(new), None) = (same.next(), same.next()) else { continue };
        if are_one(pair, [old, new]) {
            found.push([old.words.clone(), new.words.clone()]);
        }
    }
    for [old, new] in found {
        pair.explain(OLD, &old);
        pair.explain(NEW, &new);
        pair.wording = true;
    }
}

/// A noun, a name or a pronoun that differs.
struct Noun {
    side: usize,
    /// The atom of its head.
    head: usize,
    sort: NounSort,
    /// The atoms of its head, of its articles, and of a name's further words.
    words: Vec<usize>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum NounSort {
    /// "the mill", "its mill"
    Known,
    /// "Velt Paper"
    Named,
    /// "it", "they"
    Pronoun,
    /// "she", "him"
    Person,
}

/// Nouns that stand for a place that was named, and for a body.
const PLACES: [&str; 10] =
    ["country", "nation", "city", "town", "village", "region", "province", "county", "island", "state"];
const BODIES: [&str; 12] = [
    "company",
    "firm",
    "group",
    "agency",
    "club",
    "party",
    "union",
    "organisation",
    "organization",
    "corporation",
    "network",
    "bank",
];

/// So many sentences before that of a noun are looked at for what it means.
const BEFORE: usize = 2;

impl Noun {
    /// Reads the noun that an atom heads; `None` for a word that heads none, or one that the text has not told of.
    fn read(pair: &Pair, trees: &Trees, side: usize, head: usize) -> Option<Self> {
        let half = &pair.sides[side];
        let atom = &half.atoms[head];
        let token = atom.tokens.start;
        if atom.class != AtomClass::Word || atom.token.quotation.is_some() {
            return None;
        }
        let word = |token: usize| pair.vocabulary.word(half.compared.tokens[token].fold);
        let known = || {
            let of = trees.with(token, &[Relation::Determiner, Relation::Possessive]);
            let mut of = of.map(word);
            of.any(|word| lexicon::points_back(word) || matches!(word, "its" | "their"))
        };
        let sort = match trees.word(token).tag {
            Tag::Pronoun if matches!(word(token), "it" | "they" | "them" | "its" | "their") => NounSort::Pronoun,
            Tag::Pronoun if matches!(word(token), "he" | "she" | "him" | "her" | "his") => NounSort::Person,
            _ if atom.token.name => NounSort::Named,
            Tag::Noun if known() => NounSort::Known,
            _ => return None,
        };
        let beside: &[Relation] = match sort {
            NounSort::Named => &[Relation::Flat, Relation::Compound, Relation::Determiner],
            NounSort::Known | NounSort::Pronoun | NounSort::Person => &[Relation::Determiner],
        };
        let with = trees.with(token, beside).filter_map(|token| half.atom_of(token));
        let mut words: Vec<usize> = with.chain([head]).collect();
        words.sort_unstable();
        Some(Self { side, head, sort, words })
    }

    fn atom<'p>(&self, pair: &'p Pair) -> &'p Atom {
        &pair.sides[self.side].atoms[self.head]
    }
}

/// Returns whether two nouns are the same part of what one word says, and that word stayed.
fn stand_in_one_place(pair: &Pair, trees: [&Trees; 2], old: &Noun, new: &Noun) -> bool {
    let place = |noun: &Noun| {
        let trees = trees[noun.side];
        let token = noun.atom(pair).tokens.start;
        let above = pair.sides[noun.side].atom_of(trees.head(token)?)?;
        Some((trees.relation(token), above))
    };
    let (Some((was, above)), Some((is, with))) = (place(old), place(new)) else { return false };
    let kept = matches!(pair.sides[OLD].atoms[above].state, AtomState::Kept { with: other, .. } if other == with);
    let [above, with] = [&pair.sides[OLD].atoms[above], &pair.sides[NEW].atoms[with]];
    was == is && (kept || above.token.stem == with.token.stem)
}

/// Returns whether two nouns in one place mean one thing.
fn are_one(pair: &Pair, nouns: [&Noun; 2]) -> bool {
    use NounSort::*;
    match nouns.map(|noun| noun.sort) {
        [Known, Named] => is_called(pair, nouns[OLD], nouns[NEW]) || was_named_last(pair, nouns[OLD], nouns[NEW]),
        [Named, Known] => is_called(pair, nouns[NEW], nouns[OLD]) || was_named_last(pair, nouns[NEW], nouns[OLD]),
        [Pronoun | Person, Named] => was_named_last(pair, nouns[OLD], nouns[NEW]),
        [Named, Pronoun | Person] => was_named_last(pair, nouns[NEW], nouns[OLD]),
        [Pronoun, Known] | [Known, Pronoun] => true,
        _ => false,
    }
}

/// Returns whether either text has the noun beside the name, and beside no other name.
fn is_called(pair: &Pair, noun: &Noun, name: &Noun) -> bool {
    const BESIDE: [Relation; 4] = [Relation::Apposition, Relation::Compound, Relation::Description, Relation::Flat];
    let stems: BTreeSet<Sym> = name.words.iter().map(|&nth| pair.sides[name.side].atoms[nth].token.stem).collect();
    let thing = noun.atom(pair).token.stem;
    let named = |side: usize| -> Vec<Sym> {
        let compared = pair.sides[side].compared;
        let is_name = |stem: Sym| compared.tokens.iter().any(|token| token.name && token.stem == stem);
        let of = compared.descriptions(thing).iter().filter(|(_, relation)| BESIDE.contains(relation));
        let of = of.map(|&(word, _)| word);
        let by = compared.described_by(thing).iter().filter(|(_, relation)| BESIDE.contains(relation));
        of.chain(by.map(|&(word, _)| word)).filter(|&word| is_name(word)).collect()
    };
    let names: Vec<Sym> = [name.side, other(name.side)].into_iter().flat_map(named).collect();
    !names.is_empty() && names.iter().all(|name| stems.contains(name))
}

/// Returns whether a name means what was named last before a noun or a pronoun of the other side, and nothing else of its
/// sort was named there since that sentence began.
fn was_named_last(pair: &Pair, noun: &Noun, name: &Noun) -> bool {
    let half = &pair.sides[noun.side];
    let atom = noun.atom(pair);
    let Some(trees) = half.compared.reading.trees.as_ref() else { return false };
    let word = pair.word(atom);
    let described = trees.children(atom.tokens.start).iter().any(|&child| trees.relation(child).describes());
    let fits = |kind: EntityKind| match noun.sort {
        NounSort::Known if PLACES.contains(&word) => kind == EntityKind::Place,
        NounSort::Known if BODIES.contains(&word) => kind == EntityKind::Organization,
        NounSort::Person => kind == EntityKind::Person,
        NounSort::Pronoun => matches!(kind, EntityKind::Organization | EntityKind::Group),
        NounSort::Known | NounSort::Named => false,
    };
    let sentences = &half.compared.layout.sentences;
    let first = sentences.get(atom.token.sentence.saturating_sub(BEFORE)).map_or(0, |sentence| sentence.span.start);
    let before = Span::new(first.min(atom.token.span.start), atom.token.span.start);
    let is_it = |side: usize, mention: &&Mention| {
        mention.form == MentionForm::Name && fits(pair.joined.kind(side, mention.entity))
    };
    let named: Vec<&Mention> =
        pair.joined.mentions(noun.side, before).filter(|mention| is_it(noun.side, mention)).collect();
    let Some(last) = named.last().filter(|_| !described) else { return false };
    let sentence = |mention: &Mention| sentences.partition_point(|sentence| sentence.span.end <= mention.span.start);
    let alone = named.iter().all(|mention| mention.entity == last.entity || sentence(mention) < sentence(last));
    let mut theirs = pair.joined.mentions(name.side, name.atom(pair).token.span);
    let Some(meant) = theirs.find(|mention| is_it(name.side, mention)) else { return false };
    let (old, new) = if noun.side == OLD { (last.entity, meant.entity) } else { (meant.entity, last.entity) };
    alone && pair.joined.compare(old, new) == Sameness::One
}
