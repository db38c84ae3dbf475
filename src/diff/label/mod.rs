//! What differs between claims that are each other's: every difference with its kind, its evidence and a note.
//!
//! The words of a pair are laid side by side; then one labeller after the other explains what it understands of what
//! differs, the most exact first: dates, figures, negation, hedges, speech, position, quotations, attribution,
//! spelling, names. What nobody explains is content. Each labeller says in its file what it finds and what it leaves
//! alone.
//!
//! A pair that seems harmless then, since its words are the same or nearly so, is asked what the words mean together:
//! who did what to whom, whether it is asked or told, how far the event is, how many there are, who is meant, what
//! stands within the marks. Harmless is only what passes.

mod atoms;
mod attribution;
mod backshift;
mod content;
mod crossing;
mod date;
mod derived;
mod designation;
mod due;
mod elsewhere;
mod figure;
mod hedge;
mod identity;
mod loss;
mod marks;
mod mention;
mod name;
mod negation;
mod pair;
mod paraphrase;
mod person;
mod phrase;
mod plural;
mod position;
mod proof;
mod question;
mod quotation;
mod referent;
mod roles;
mod source;
mod speech;
mod spelling;
mod state;
mod teaser;
mod whole;

use std::cmp::Ordering;
use std::collections::BTreeSet;

use crate::claim::Span;

use super::compared::ComparedSide;
use super::credits;
use super::joined::JoinedEntities;
use super::links::Link;
use super::vocabulary::{Sym, Vocabulary};
use super::{Change, ChangeKind, Severity};
use pair::Pair;

/// Labels all differences of a link's claims; empty where nothing differs but white space.
pub(super) fn changes<'a>(
    link: &Link,
    [old, new]: [&ComparedSide<'a>; 2],
    joined: &JoinedEntities,
    vocabulary: &mut Vocabulary,
) -> Vec<Change> {
    if same_letters(link, old, new) {
        return Vec::new();
    }
    let atoms = |compared: &ComparedSide, claims: &[usize], vocabulary: &mut Vocabulary| -> Vec<Vec<pair::Atom>> {
        claims.iter().map(|&claim| atoms::atoms(compared, claim, vocabulary)).collect()
    };
    let symbols = [atoms(old, &link.old, vocabulary), atoms(new, &link.new, vocabulary)];
    let mut pair = Pair::new([old, new], [&link.old, &link.new], [&symbols[0], &symbols[1]], joined, vocabulary);
    date::label(&mut pair);
    figure::label(&mut pair);
    backshift::label(&mut pair);
    due::label(&mut pair);
    negation::label(&mut pair);
    hedge::label(&mut pair);
    speech::label(&mut pair);
    position::label(&mut pair);
    quotation::label(&mut pair);
    attribution::label(&mut pair);
    spelling::label(&mut pair);
    mention::label(&mut pair);
    referent::label(&mut pair);
    // Another reporter is no other name of the same one.
    if !credits::joins(link, [old, new], pair.vocabulary) {
        name::label(&mut pair);
    }
    paraphrase::label(&mut pair);
    derived::label(&mut pair);
    elsewhere::label(&mut pair);
    let called = designation::called(&mut pair);
    teaser::label(&mut pair);
    let details = whole::details(&mut pair, link);
    content::label(&mut pair);
    proof::demand(&mut pair);
    pair.changes.extend(details.into_iter().chain(called));
    parts(&mut pair, link);
    meaning(&mut pair, link);
    let told = pair.changes.iter().any(|change| change.kind != ChangeKind::Respelled);
    let moved = |half: &pair::Half| {
        half.atoms.iter().any(|atom| matches!(atom.state, pair::AtomState::Kept { moved: true, .. }))
    };
    if (pair.wording || pair.sides.iter().any(moved)) && !told {
        reworded(&mut pair);
    }
    if pair.changes.is_empty() {
        marks::label(&mut pair);
    }
    phrase::mend(&mut pair);
    let mut changes = std::mem::take(&mut pair.changes);
    changes.sort_by_key(|change| (change.kind.severity(), change.kind));
    changes
}

/// Labels what the same words say otherwise, where nothing substantive was found.
fn meaning(pair: &mut Pair, link: &Link) {
    let harmless = |pair: &Pair| pair.changes.iter().all(|change| change.kind.severity() != Severity::Substantive);
    let labellers: [&dyn Fn(&mut Pair); 7] = [
        &|pair| loss::label(pair, link),
        &roles::label,
        &question::label,
        &crossing::label,
        &state::label,
        &plural::label,
        &person::label,
    ];
    let something_else = !harmless(pair);
    for label in labellers {
        if harmless(pair) {
            label(pair);
        }
    }
    if something_else {
        state::label(pair);
    }
}

/// Returns whether a pair has the same letters and the same speakers: most pairs of most versions, and quickly seen.
fn same_letters(link: &Link, old: &ComparedSide, new: &ComparedSide) -> bool {
    fn letters(compared: &ComparedSide, claims: &[usize]) -> Vec<(usize, Sym)> {
        let tokens = claims.iter().flat_map(|&claim| compared.passages[claim].tokens.iter().copied());
        let mut letters: Vec<_> = tokens.map(|token| (token, compared.tokens[token].exact)).collect();
        letters.sort_unstable();
        letters.dedup();
        letters
    }
    let (one, other) = (letters(old, &link.old), letters(new, &link.new));
    if !one.iter().map(|entry| entry.1).eq(other.iter().map(|entry| entry.1)) {
        return false;
    }
    let speaker = |compared: &ComparedSide, claim: usize| {
        let id = compared.claims[claim].speaker?;
        compared.speakers.get(id.0 as usize).map(|speaker| speaker.name.clone())
    };
    match (&link.old[..], &link.new[..]) {
        ([one], [other]) => speaker(old, *one) == speaker(new, *other),
        _ => true,
    }
}

/// Tells of words that differ and mean the same.
fn reworded(pair: &mut Pair) {
    let differ = |side: usize| -> Vec<usize> {
        let atoms = &pair.sides[side].atoms;
        (0..atoms.len())
            .filter(|&nth| !matches!(atoms[nth].state, pair::AtomState::Kept { moved: false, .. }))
            .collect()
    };
    let told = |side: usize, nth: usize| {
        let span = pair.sides[side].atoms[nth].token.span;
        pair.changes.iter().any(|change| {
            [&change.old, &change.new][side].iter().any(|words| words.spans.iter().any(|outer| outer.overlaps(span)))
        })
    };
    let left = |side: usize| differ(side).into_iter().filter(|&nth| !told(side, nth)).collect::<Vec<_>>();
    let (old, new) = (left(pair::OLD), left(pair::NEW));
    pair.label(ChangeKind::Reworded, &old, &new);
}

/// Tells that one sentence became several, or several one.
fn parts(pair: &mut Pair, link: &Link) {
    if link.old.len() == 1 && link.new.len() == 1 {
        return;
    }
    let sentences = |side: usize, claims: &[usize]| {
        let compared = pair.sides[side].compared;
        let sentences = claims.iter().map(|&claim| compared.passages[claim].sentence).collect::<BTreeSet<usize>>();
        // A sentence of which nothing stayed is none that another became.
        let kept = |atom: &&pair::Atom| matches!(atom.state, pair::AtomState::Kept { .. });
        let stayed: BTreeSet<usize> =
            pair.sides[side].atoms.iter().filter(kept).map(|atom| atom.token.sentence).collect();
        sentences.intersection(&stayed).count()
    };
    let (old, new) = (sentences(pair::OLD, &link.old), sentences(pair::NEW, &link.new));
    let content = |side: usize| {
        // Two claims may share the words that name who.
        let mut claims: Vec<Span> = pair.sides[side].claims.iter().map(|claim| claim.span).collect();
        claims.sort();
        let mut spans: Vec<Span> = Vec::new();
        for span in claims {
            match spans.last_mut().filter(|last| last.overlaps(span)) {
                Some(last) => *last = last.join(span),
                None => spans.push(span),
            }
        }
        crate::claim::Excerpt::new(pair.sides[side].compared.body, spans)
    };
    let kind = match old.cmp(&new) {
        Ordering::Less => ChangeKind::Split,
        Ordering::Greater => ChangeKind::Merged,
        // Only the reading of the sentences differs.
        Ordering::Equal => return,
    };
    let note = format!("{old} {} → {new}", if old == 1 { "sentence" } else { "sentences" });
    pair.changes.push(Change::new(kind, Some(content(pair::OLD)), Some(content(pair::NEW)), note));
}
