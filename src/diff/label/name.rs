//! **Finds** a name in the place of another: "Kestrel Point" → "Harrow Point", "Lena Okafor" → "Lina Okafor".
//!
//! **Leaves alone** one name in two transliterations, which is spelling; a name made longer or shorter, where either
//! text has it both ways; a pronoun in a name's place.
//! **Known misses**: at the start of a sentence a name that stands nowhere else looks like any word; there it is
//! content.

use super::pair::{AtomState, NEW, OLD, Pair, other};
use crate::claim::Span;
use crate::diff::joined::Sameness;
use crate::diff::{ChangeKind, lexicon};
use crate::reading::{EntityKind, MentionForm};
use crate::syntax::relation::Relation;

pub(super) fn label(pair: &mut Pair) {
    for hunk in 0..pair.hunks.len() {
        let names = |side: usize| -> Vec<usize> {
            pair.open(hunk, side).into_iter().filter(|&nth| pair.sides[side].atoms[nth].token.name).collect()
        };
        let (old, new) = (names(OLD), names(NEW));
        if !old.is_empty() && !new.is_empty() {
            change(pair, &old, &new);
            continue;
        }
        for (side, names) in [(OLD, old), (NEW, new)] {
            if names.is_empty() {
                continue;
            }
            let beside = pair.open(hunk, other(side));
            let pronoun =
                beside.len() == 1 && lexicon::PRONOUNS.has(pair.word(&pair.sides[other(side)].atoms[beside[0]]));
            if pronoun || same_elsewhere(pair, side, &names) {
                pair.explain(side, &names);
                pair.explain(other(side), &beside);
                pair.wording = true;
            }
        }
    }
    in_lists(pair);
}

/// A name that left a list of names, and another that came to it at another place: "Velt, Orr and *Tarn*" → "Velt,
/// *Quorn* and Orr". Where several left or came nobody can tell which took whose place.
fn in_lists(pair: &mut Pair) {
    let lists = [OLD, NEW].map(|side| {
        let open = (0..pair.hunks.len()).flat_map(|hunk| pair.open(hunk, side));
        let name = |nth: usize| pair.sides[side].atoms[nth].token.name.then(|| list(pair, side, nth)).flatten();
        open.filter_map(name).collect::<Vec<_>>()
    });
    let each_once = |side: usize| {
        let mut members: Vec<(usize, &[usize])> = lists[side].iter().map(|(own, all)| (*own, &all[..])).collect();
        members.sort_unstable();
        members.dedup();
        members
    };
    let (old, new) = (each_once(OLD), each_once(NEW));
    let stays_in = |members: &[usize], theirs: &[usize]| {
        members.iter().any(|&nth| match pair.sides[OLD].atoms[nth].state {
            AtomState::Kept { with, .. } => theirs.contains(&with),
            _ => false,
        })
    };
    let pairs: Vec<(usize, usize)> = old
        .iter()
        .filter_map(|&(was, members)| {
            let one_left = old.iter().filter(|(_, other)| *other == members).count() == 1;
            let mut came = new.iter().filter(|(_, theirs)| stays_in(members, theirs));
            let &(is, _) = came.next().filter(|_| one_left)?;
            came.next().is_none().then_some((was, is))
        })
        .collect();
    for (was, is) in pairs {
        change(pair, &[was], &[is]);
    }
}

/// Returns of a name in a list of names the atom that heads it, and those that head all of the list.
fn list(pair: &Pair, side: usize, nth: usize) -> Option<(usize, Vec<usize>)> {
    let half = &pair.sides[side];
    let trees = half.compared.reading.trees.as_ref()?;
    let is_part = |token: usize| matches!(trees.relation(token), Relation::Flat | Relation::Compound);
    let own = trees.upwards(half.atoms[nth].tokens.start).find(|&token| !is_part(token))?;
    let first = trees.upwards(own).find(|&token| trees.relation(token) != Relation::Conjunct)?;
    let all = std::iter::once(first).chain(trees.with(first, &[Relation::Conjunct]));
    let all: Vec<usize> = all.filter_map(|token| half.atom_of(token)).collect();
    let named = all.len() > 1 && all.iter().all(|&member| half.atoms[member].token.name);
    Some((half.atom_of(own)?, all)).filter(|_| named)
}

/// Labels names as changed; the evidence is the whole names, the parts that were kept included.
pub(super) fn change(pair: &mut Pair, old: &[usize], new: &[usize]) {
    let whole = |side: usize, names: &[usize]| -> Vec<usize> {
        let atoms = &pair.sides[side].atoms;
        let mut whole: Vec<usize> = names.to_vec();
        let follows = |a: usize, b: usize| atoms[a].tokens.end == atoms[b].tokens.start;
        for &name in names {
            let mut at = name;
            while at > 0 && atoms[at - 1].token.name && follows(at - 1, at) {
                at -= 1;
                whole.push(at);
            }
            at = name;
            while at + 1 < atoms.len() && atoms[at + 1].token.name && follows(at, at + 1) {
                at += 1;
                whole.push(at);
            }
        }
        whole.sort_unstable();
        whole.dedup();
        whole
    };
    let (old, new) = (whole(OLD, old), whole(NEW, new));
    pair.label(ChangeKind::NameChanged, &old, &new);
}

/// Returns whether names that stand on one side only make a kept name longer, and the other text has it that long as
/// well or means the same person by it.
fn same_elsewhere(pair: &Pair, side: usize, names: &[usize]) -> bool {
    let atoms = &pair.sides[side].atoms;
    let theirs = &pair.sides[other(side)].compared.names;
    // A whole name that went is gone, wherever else it stands.
    let stays = |nth: usize| atoms.get(nth).is_some_and(|atom| matches!(atom.state, AtomState::Kept { .. }));
    let goes_on = |&nth: &usize| {
        [nth.checked_sub(1), Some(nth + 1)].into_iter().flatten().any(|near| stays(near) && atoms[near].token.name)
    };
    names.iter().any(goes_on)
        && names.iter().all(|&nth| {
            let beside = [nth.checked_sub(1), Some(nth + 1).filter(|&next| next < atoms.len())];
            beside.into_iter().flatten().any(|near| {
                let (first, second) = if near < nth { (near, nth) } else { (nth, near) };
                let kept = stays(near) || names.contains(&near);
                kept && atoms[near].token.name
                    && atoms[first].tokens.end == atoms[second].tokens.start
                    && (theirs.contains(&(atoms[first].token.fold, atoms[second].token.fold))
                        || is_one_person(pair, side, nth, near))
            })
        })
}

/// Returns whether a name and the kept name beside it are somebody whom the other side calls by the kept one alone:
/// "Calder" → "Ruth Calder".
fn is_one_person(pair: &Pair, side: usize, nth: usize, near: usize) -> bool {
    let AtomState::Kept { with, .. } = pair.sides[side].atoms[near].state else { return false };
    let of = |side: usize, nth: usize| {
        let mut mentions = pair.joined.mentions(side, pair.sides[side].atoms[nth].token.span);
        mentions.find(|mention| mention.form == MentionForm::Name)
    };
    let (Some(whole), Some(part)) = (of(side, nth), of(other(side), with)) else { return false };
    let (old, new) = if side == OLD { (whole, part) } else { (part, whole) };
    let person = match pair.joined.kind(side, whole.entity) {
        EntityKind::Person => true,
        // Nothing is known of it but that no part of its name heads the others, as in no name of a body or a place.
        EntityKind::Unknown => is_flat(pair, side, whole.span),
        _ => false,
    };
    person
        && whole.span.overlaps(pair.sides[side].atoms[near].token.span)
        && pair.joined.compare(old.entity, new.entity) == Sameness::One
}

/// Returns whether the parts of a name stand side by side, as those of a person's do: "Red" in "Red Cross" says which.
pub(super) fn is_flat(pair: &Pair, side: usize, name: Span) -> bool {
    let compared = pair.sides[side].compared;
    let Some(trees) = compared.reading.trees.as_ref() else { return false };
    let tokens: Vec<usize> = compared.layout.tokens_in(name).collect();
    let first = tokens.first().copied();
    tokens.len() > 1
        && tokens[1..].iter().all(|&token| trees.relation(token) == Relation::Flat && trees.head(token) == first)
}
