//! **Finds** an event whose state moved on though its verb stayed: "is resigning" → "has resigned", "was closed" →
//! "will be closed"; and one that was told and is supposed now, or the reverse: "closes" → "would close".
//!
//! **Leaves alone** reported speech, whose tense shifts freely with its cue, "closed" → "has closed", and "closes" →
//! "closed": news tells the past in the present; and "was speaking" → "spoke", which were never to come to an end of their
//! own. It needs the trees of both sides.

use super::pair::{AtomClass, AtomState, NEW, OLD, Pair};
use crate::claim::{ClaimKind, Span};
use crate::diff::vocabulary::Sym;
use crate::diff::{ChangeKind, Severity, lexicon};
use crate::syntax::relation::Relation;
use crate::syntax::tag::Tag;
use crate::syntax::trees::Trees;

/// How far an event is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum EventState {
    /// "is going", "are held", "stands"
    Present,
    /// "was going"
    WentOn,
    /// "went", "has gone", "was held"
    Past,
    /// "will go", "is to go"
    Future,
    /// "would go", "would have gone"
    Supposed,
    /// "goes", which may mean either time
    Told,
}

/// Returns what it is called that an event was in one state and is in another; nothing where they may be one.
fn moved_on(was: EventState, is: EventState) -> Option<ChangeKind> {
    use EventState::*;
    match (was, is) {
        _ if was == is => None,
        (Supposed, _) => Some(ChangeKind::HedgeRemoved),
        (_, Supposed) => Some(ChangeKind::HedgeAdded),
        (Told, _) | (_, Told) => None,
        _ => Some(ChangeKind::EventUpdated),
    }
}

/// Labels a pair of which one verb stands in another state.
pub(super) fn label(pair: &mut Pair) {
    let told = |side: usize| {
        pair.sides[side].claims.iter().all(|claim| matches!(claim.kind, ClaimKind::Fact | ClaimKind::Quote))
    };
    if !told(OLD) || !told(NEW) {
        return;
    }
    let (Some(old), Some(new)) = (states(pair, OLD), states(pair, NEW)) else { return };
    // Beside another change the verb must be of the same subject, and of the same thing.
    let strict = pair.changes.iter().any(|change| change.kind.severity() == Severity::Substantive);
    let find = |(verb, state, atom): &(Sym, EventState, usize)| {
        let mut same = new.iter().filter(|other| other.0 == *verb);
        let (Some(other), None) = (same.next(), same.next()) else { return None };
        let words = [(OLD, *atom), (NEW, other.2)].map(|(side, verb)| {
            let atoms = with_helpers(pair, side, verb);
            atoms.into_iter().map(|nth| pair.word(&pair.sides[side].atoms[nth])).collect::<Vec<_>>()
        });
        let goes_on = lexicon::has_form(&lexicon::ACTIVITIES, pair.word(&pair.sides[OLD].atoms[*atom]));
        if goes_on
            && matches!(
                (*state, other.1),
                (EventState::WentOn, EventState::Past) | (EventState::Past, EventState::WentOn)
            )
        {
            return None;
        }
        // The same words were parsed in two ways.
        let kind = moved_on(*state, other.1)?;
        let told = || is_told(pair, OLD, *atom) || is_told(pair, NEW, other.2);
        let held = !strict || is_held(pair, *atom, other.2) && !told();
        (held && words[OLD] != words[NEW]).then_some((kind, *atom, other.2))
    };
    let once = |verb: Sym| old.iter().filter(|other| other.0 == verb).count() == 1;
    if let Some((kind, was, is)) = old.iter().filter(|one| once(one.0)).find_map(find) {
        let (old, new) = (with_helpers(pair, OLD, was), with_helpers(pair, NEW, is));
        pair.label(kind, &old, &new);
    }
}

/// Returns whether a label tells of a verb or of a helper of it.
fn is_told(pair: &Pair, side: usize, verb: usize) -> bool {
    let shown = |span: Span| {
        let mut words = pair.changes.iter().filter_map(|change| [&change.old, &change.new][side].as_ref());
        words.any(|words| words.spans.iter().any(|outer| outer.overlaps(span)))
    };
    with_helpers(pair, side, verb).into_iter().any(|nth| shown(pair.sides[side].atoms[nth].token.span))
}

/// Returns whether the subject of two verbs stayed, and something else that hangs from both.
fn is_held(pair: &Pair, old: usize, new: usize) -> bool {
    const SUBJECTS: [Relation; 2] = [Relation::Subject, Relation::PassiveSubject];
    const OTHERS: [Relation; 3] = [Relation::Object, Relation::Oblique, Relation::OpenClause];
    let parts = |side: usize, verb: usize, relations: &[Relation]| -> Vec<usize> {
        let half = &pair.sides[side];
        let Some(trees) = half.compared.reading.trees.as_ref() else { return Vec::new() };
        let children = trees.children(half.atoms[verb].tokens.start).iter();
        let parts = children.filter(|&&child| relations.contains(&trees.relation(child)));
        parts.filter_map(|&child| half.atom_of(child)).collect()
    };
    [&SUBJECTS[..], &OTHERS[..]].into_iter().all(|relations| {
        let theirs = parts(NEW, new, relations);
        parts(OLD, old, relations).into_iter().any(|nth| match pair.sides[OLD].atoms[nth].state {
            AtomState::Kept { with, .. } => theirs.contains(&with),
            AtomState::Open | AtomState::Explained => false,
        })
    })
}

const HELPERS: [Relation; 3] = [Relation::Auxiliary, Relation::PassiveAuxiliary, Relation::Copula];

/// Lists a side's predicates that are finite, with their states; `None` where it has no trees.
fn states(pair: &Pair, side: usize) -> Option<Vec<(Sym, EventState, usize)>> {
    let half = &pair.sides[side];
    let trees = half.compared.reading.trees.as_ref()?;
    let atoms = half.atoms.iter().enumerate().filter(|(_, atom)| atom.class == AtomClass::Word);
    let word = |token: usize| pair.vocabulary.word(half.compared.tokens[token].fold);
    Some(atoms.filter_map(|(nth, atom)| Some((atom.token.stem, state(trees, atom.tokens.start, word)?, nth))).collect())
}

/// Reads the state of a predicate; `None` for a word that is none, and where a word may mean several.
fn state<'w>(trees: &Trees, verb: usize, word: impl Fn(usize) -> &'w str) -> Option<EventState> {
    let helpers: Vec<usize> = trees.with(verb, &HELPERS).collect();
    let plain = trees.word(verb);
    let Some(&first) = helpers.first() else {
        // "Closes" may be told for "closed", and a verb that looks the same in both tenses was parsed as either.
        let finite = plain.tag == Tag::FiniteVerb;
        return finite.then_some(if plain.inflected { EventState::Past } else { EventState::Told });
    };
    let has = |words: &[&str]| helpers.iter().any(|&helper| words.contains(&word(helper)));
    let to = || trees.with(verb, &[Relation::Marker]).any(|marker| word(marker) == "to");
    match word(first) {
        "will" | "'ll" | "wo" | "shall" => Some(EventState::Future),
        "would" => Some(EventState::Supposed),
        // "has been going" goes on.
        "has" | "have" | "'ve" if plain.tag == Tag::Ing => Some(EventState::Present),
        "has" | "have" | "'ve" | "had" => Some(EventState::Past),
        "is" | "are" | "am" | "'m" | "'re" if plain.tag == Tag::Ing && word(verb) == "going" => None,
        "is" | "are" | "am" | "'m" | "'re" if to() => Some(EventState::Future),
        "is" | "are" | "am" | "'m" | "'re" => Some(EventState::Present),
        "was" | "were" if plain.tag == Tag::Ing || has(&["being"]) => Some(EventState::WentOn),
        "was" | "were" | "did" => Some(EventState::Past),
        "do" | "does" => Some(EventState::Present),
        _ => None,
    }
}

/// Returns a verb's atom and those of its helpers, "to" among them.
fn with_helpers(pair: &Pair, side: usize, verb: usize) -> Vec<usize> {
    let half = &pair.sides[side];
    let to = |word: usize| pair.vocabulary.word(half.compared.tokens[word].fold) == "to";
    let helpers = half.compared.reading.trees.iter().flat_map(|trees| {
        let children = trees.children(half.atoms[verb].tokens.start).iter().copied();
        children.filter(|&child| match trees.relation(child) {
            Relation::Marker => to(child),
            relation => HELPERS.contains(&relation),
        })
    });
    let mut atoms: Vec<usize> = helpers.filter_map(|helper| half.atom_of(helper)).chain([verb]).collect();
    atoms.sort_unstable();
    atoms.dedup();
    atoms
}
