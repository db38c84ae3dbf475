//! **Finds** somebody who is called otherwise, where everything that is told of that one stayed (`role_changed`): a
//! description in the place of a name ("*The mayor* opened the bridge" → "*Ana Holt* opened the bridge"), a description
//! that says more or less of the same noun ("the *Norrigan* singer" → "the singer"), and whose somebody is who is named
//! ("*Norrigan's* Ana Holt").
//!
//! Neither text says that it is the same one, so this is never called harmless; that it is another one nobody could
//! prove either. **Leaves alone** who is new to a text ("a baker"), several people, and words that number, deny or
//! doubt. It needs the trees of both sides.

use super::name::is_flat;
use super::pair::{AtomClass, AtomState, NEW, OLD, Pair, other};
use crate::diff::joined::Sameness;
use crate::diff::{Change, ChangeKind, lexicon};
use crate::reading::{EntityKind, Mention, MentionForm};
use crate::syntax::relation::Relation;
use crate::syntax::tag::Tag;
use crate::syntax::trees::Trees;

/// Takes the words of such descriptions out of what is open, and returns what is to be told of them.
pub(super) fn called(pair: &mut Pair) -> Vec<Change> {
    let before = pair.changes.len();
    label(pair);
    pair.changes.split_off(before)
}

fn label(pair: &mut Pair) {
    let trees = [OLD, NEW].map(|side| pair.sides[side].compared.reading.trees.as_ref());
    let [Some(old), Some(new)] = trees else { return };
    let trees = [old, new];
    if let Some([old, new]) = name_for_description(pair, trees) {
        pair.label(ChangeKind::RoleChanged, &old, &new);
    }
    for hunk in 0..pair.hunks.len() {
        for side in [OLD, NEW] {
            let open = telling(pair, hunk, side);
            let alone = telling(pair, hunk, other(side)).is_empty();
            if alone && !open.is_empty() && describe_somebody(pair, trees, side, &open) {
                match side {
                    OLD => pair.label(ChangeKind::RoleChanged, &open, &[]),
                    _ => pair.label(ChangeKind::RoleChanged, &[], &open),
                }
            }
        }
    }
}

/// Lists the open words of a hunk's side that carry something of their own.
fn telling(pair: &Pair, hunk: usize, side: usize) -> Vec<usize> {
    let tells = |nth: &usize| !pair.is_function(&pair.sides[side].atoms[*nth]) && !is_mark(pair, side, *nth);
    pair.open(hunk, side).into_iter().filter(tells).collect()
}

/// Returns whether a word is the mark of a possessive.
fn is_mark(pair: &Pair, side: usize, nth: usize) -> bool {
    matches!(pair.word(&pair.sides[side].atoms[nth]), "'s" | "'")
}

/// Finds a name and a description that stand in one place, where nothing else differs.
fn name_for_description(pair: &Pair, trees: [&Trees; 2]) -> Option<[Vec<usize>; 2]> {
    let whole = |side: usize| -> Option<Person> {
        let open = (0..pair.hunks.len()).flat_map(|hunk| telling(pair, hunk, side)).collect::<Vec<_>>();
        let person = Person::at(pair, trees[side], side, *open.first()?)?;
        open.iter().all(|nth| person.atoms.contains(nth)).then_some(person)
    };
    let (old, new) = (whole(OLD)?, whole(NEW)?);
    let place = |person: &Person, side: usize| {
        let head = trees[side].head(person.head);
        (trees[side].relation(person.head), head.map(|head| pair.sides[side].atom_of(head)))
    };
    let [(was, above), (is, with)] = [place(&old, OLD), place(&new, NEW)];
    let same_head = match (above, with) {
        (Some(Some(above)), Some(Some(with))) => {
            matches!(pair.sides[OLD].atoms[above].state, AtomState::Kept { with: other, .. } if other == with)
        }
        _ => false,
    };
    let one_named = old.is_named != new.is_named;
    let described = if old.is_named { &new } else { &old };
    let may_be_one = pair.joined.compare(old.entity, new.entity) == Sameness::Unknown;
    let fits = was == is && same_head && one_named && described.is_definite && may_be_one;
    fits.then_some([old.atoms, new.atoms])
}

/// Somebody who is spoken of in words that differ.
struct Person {
    entity: usize,
    head: usize,
    atoms: Vec<usize>,
    is_named: bool,
    /// "the mayor", "her lawyer": who is meant is known.
    is_definite: bool,
}

impl Person {
    /// Reads the person of whom an atom speaks, where none of the words that do so stayed.
    fn at(pair: &Pair, trees: &Trees, side: usize, nth: usize) -> Option<Self> {
        let mention = person(pair, side, nth)?;
        let half = &pair.sides[side];
        let inside = (0..half.atoms.len()).filter(|&nth| mention.span.overlaps(half.atoms[nth].token.span));
        let atoms: Vec<usize> = inside.collect();
        let differs = |&nth: &usize| {
            let atom = &half.atoms[nth];
            let plain =
                atom.token.quotation.is_none() && !atom.negation && !atom.hedge && atom.class == AtomClass::Word;
            plain && (atom.state == AtomState::Open || pair.is_function(atom) || is_mark(pair, side, nth))
        };
        let tokens: Vec<usize> = atoms.iter().map(|&nth| half.atoms[nth].tokens.start).collect();
        let head = trees.top(&tokens)?;
        let one = trees.word(head).tag == Tag::Name || !trees.word(head).inflected;
        let mouth = lexicon::MOUTHS.has(pair.vocabulary.word(half.compared.tokens[head].fold));
        let is_named = mention.form == MentionForm::Name;
        let fits = atoms.iter().all(differs) && one && !mouth;
        fits.then(|| Self {
            entity: mention.entity,
            head,
            atoms,
            is_named,
            is_definite: is_definite(pair, trees, side, head),
        })
    }
}

/// Finds the longest words that speak of a person and hold an atom.
fn person<'p>(pair: &Pair<'p, '_>, side: usize, nth: usize) -> Option<&'p Mention> {
    let span = pair.sides[side].atoms[nth].token.span;
    let mentions = pair.joined.mentions(side, span);
    let somebody = mentions.filter(|mention| {
        matches!(mention.form, MentionForm::Name | MentionForm::Role)
            && match pair.joined.kind(side, mention.entity) {
                EntityKind::Person => true,
                EntityKind::Unknown => mention.form == MentionForm::Name && is_flat(pair, side, mention.span),
                _ => false,
            }
    });
    somebody.max_by_key(|mention| mention.span.len())
}

fn is_definite(pair: &Pair, trees: &Trees, side: usize, head: usize) -> bool {
    let word = |token: usize| pair.vocabulary.word(pair.sides[side].compared.tokens[token].fold);
    let points = |token: usize| trees.relation(token) == Relation::Possessive || lexicon::points_back(word(token));
    trees.with(head, &[Relation::Determiner, Relation::Possessive]).any(points)
}

/// Returns whether words only say more of somebody whose noun or name stayed, and who is known on both sides.
fn describe_somebody(pair: &Pair, trees: [&Trees; 2], side: usize, open: &[usize]) -> bool {
    let half = &pair.sides[side];
    let Some(mention) = person(pair, side, open[0]).or_else(|| owned(pair, trees[side], side, open[0])) else {
        return false;
    };
    let inside = (0..half.atoms.len()).filter(|&nth| mention.span.overlaps(half.atoms[nth].token.span));
    let tokens: Vec<usize> = inside.map(|nth| half.atoms[nth].tokens.start).collect();
    let Some(head) = trees[side].top(&tokens) else { return false };
    let Some(AtomState::Kept { with, .. }) = half.atom_of(head).map(|nth| half.atoms[nth].state) else { return false };
    let theirs = pair.sides[other(side)].atoms[with].tokens.start;
    let named = mention.form == MentionForm::Name;
    let known = |side: usize, head: usize| is_definite(pair, trees[side], side, head);
    let one = named && !known(other(side), theirs) || known(side, head) && known(other(side), theirs);
    let single = trees[side].word(head).tag == Tag::Name || !trees[side].word(head).inflected;
    let describes = |&nth: &usize| {
        let atom = &half.atoms[nth];
        let plain = atom.class == AtomClass::Word && atom.token.quotation.is_none() && !atom.negation && !atom.hedge;
        let path = trees[side].upwards(atom.tokens.start).take_while(|&word| word != head);
        let path: Vec<usize> = path.collect();
        const INSIDE: [Relation; 5] =
            [Relation::Adjective, Relation::Compound, Relation::Possessive, Relation::BareNounModifier, Relation::Flat];
        let hangs = path.last().is_some_and(|&last| trees[side].head(last) == Some(head));
        let of_name = path.last().is_none_or(|&last| trees[side].relation(last) != Relation::Flat);
        // Of a name, only whose or whence it is: "Norrigan's Ana Holt".
        let whose = || path.last().is_some_and(|&last| trees[side].relation(last) == Relation::Possessive);
        let superlative = pair.word(atom).ends_with("est") || lexicon::ordinal(pair.word(atom)).is_some();
        let inside = path.iter().all(|&word| INSIDE.contains(&trees[side].relation(word)));
        plain && hangs && of_name && inside && !superlative && (!named || whose())
    };
    one && single && open.iter().all(describes)
}

/// Finds the person whose name a possessive stands before: "*Norrigan's* Ana Holt".
fn owned<'p>(pair: &Pair<'p, '_>, trees: &Trees, side: usize, nth: usize) -> Option<&'p Mention> {
    let half = &pair.sides[side];
    let owner = trees.upwards(half.atoms[nth].tokens.start).find(|&at| trees.relation(at) == Relation::Possessive)?;
    person(pair, side, half.atom_of(trees.head(owner)?)?).filter(|mention| mention.form == MentionForm::Name)
}
