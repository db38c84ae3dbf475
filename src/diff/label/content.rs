//! **Finds** what is left: words that add, drop or swap something (`detail_added`, `detail_dropped`,
//! `content_changed`), words that only judge or stress (`tone_changed`), an office beside a name (`role_changed`), and
//! words that say the same in another way (`reworded`).
//!
//! Reworded are function words, forms of one word, words in another place, and a short list of synonyms. Anything else
//! is content: when in doubt, a difference is not called harmless.

use super::pair::{Atom, AtomClass, AtomState, NEW, OLD, Pair, other};
use super::roles::{self, Roles};
use crate::diff::compared::ComparedSort;
use crate::diff::{ChangeKind, lexicon};
use crate::syntax::relation::Relation;

pub(super) fn label(pair: &mut Pair) {
    let mut old: Vec<usize> = Vec::new();
    let mut new: Vec<usize> = Vec::new();
    for hunk in 0..pair.hunks.len() {
        same_word(pair, hunk);
        role(pair, hunk);
        seam(pair, hunk);
        prepositions(pair, hunk);
        trifles(pair, hunk);
        function_words(pair, hunk);
        old.extend(pair.open(hunk, OLD));
        new.extend(pair.open(hunk, NEW));
    }
    names_swapped(pair, &mut old, &mut new);
    for atoms in [&mut old, &mut new] {
        atoms.sort_unstable();
        atoms.dedup();
    }
    let kind =
        if is_tone(pair, [&old, &new]) { ChangeKind::ToneChanged } else { kind(!old.is_empty(), !new.is_empty()) };
    pair.label(kind, &old, &new);
}

/// Returns whether all of these words only judge or stress what another word tells: "*fierce* protests".
///
/// What somebody or something is said to be ("the talks were fierce") is a claim; without a tree nobody knows.
fn is_tone(pair: &Pair, sides: [&[usize]; 2]) -> bool {
    let judges = |side: usize, nth: usize| {
        let atom = &pair.sides[side].atoms[nth];
        let trees = pair.sides[side].compared.reading.trees.as_ref();
        let relation = trees.map(|trees| trees.relation(atom.tokens.start));
        matches!(relation, Some(Relation::Adjective | Relation::Adverb)) && lexicon::TONE.has(pair.word(atom))
    };
    [OLD, NEW].into_iter().all(|side| sides[side].iter().all(|&nth| judges(side, nth)))
}

/// Returns what it is called that words of content are on these sides: one side that only says more tells a detail.
pub(super) fn kind(old: bool, new: bool) -> ChangeKind {
    match (old, new) {
        (true, false) => ChangeKind::DetailDropped,
        (false, true) => ChangeKind::DetailAdded,
        _ => ChangeKind::ContentChanged,
    }
}

/// Forms of one word, and synonyms.
fn same_word(pair: &mut Pair, hunk: usize) {
    for old in pair.open(hunk, OLD) {
        let same = |pair: &Pair, new: usize| {
            let (a, b) = (&pair.sides[OLD].atoms[old], &pair.sides[NEW].atoms[new]);
            let words = a.class == AtomClass::Word
                && b.class == AtomClass::Word
                && a.token.sort == ComparedSort::Word
                && b.token.sort == ComparedSort::Word;
            let name = a.token.name && b.token.name;
            let content = !pair.is_function(a) && !pair.is_function(b);
            words
                && content
                && !name
                && (a.token.stem == b.token.stem
                    || lexicon::synonyms(pair.word(a), pair.word(b))
                    || lexicon::may_swap(pair.word(a), pair.word(b)))
        };
        if let Some(new) = pair.open(hunk, NEW).into_iter().find(|&new| same(pair, new)) {
            pair.explain(OLD, &[old]);
            pair.explain(NEW, &[new]);
            pair.wording = true;
        }
    }
}

/// An office that came, went or is another, right before or after a name that stayed.
fn role(pair: &mut Pair, hunk: usize) {
    let sides = [pair.open(hunk, OLD), pair.open(hunk, NEW)];
    let is_role = |side: usize, nth: &usize| {
        let atom = &pair.sides[side].atoms[*nth];
        lexicon::ROLES.has(pair.word(atom)) || pair.is_function(atom)
    };
    let only_roles = [OLD, NEW].iter().all(|&side| sides[side].iter().all(|nth| is_role(side, nth)));
    let some = |side: usize| sides[side].iter().any(|&nth| lexicon::ROLES.has(pair.word(&pair.sides[side].atoms[nth])));
    if !only_roles || !(some(OLD) || some(NEW)) {
        return;
    }
    let beside_name = |side: usize| {
        let last = sides[side].last().and_then(|&last| pair.kept_beside(side, last, true));
        // More words of the office may stand between: "environment" in "former environment minister Rosa Keel".
        last.is_some_and(|mut at| {
            let atoms = &pair.sides[side].atoms;
            while at < atoms.len() && lexicon::ROLES.has(pair.word(&atoms[at])) && !atoms[at].token.name {
                at += 1;
            }
            atoms.get(at).is_some_and(|atom| atom.token.name && atom.tokens.start == atoms[at - 1].tokens.end)
        })
    };
    if beside_name(OLD) || beside_name(NEW) {
        pair.label(ChangeKind::RoleChanged, &sides[OLD], &sides[NEW]);
    }
}

/// Where a sentence was cut in two, or two were joined, the word that joined them says no more than the order did.
fn seam(pair: &mut Pair, hunk: usize) {
    if pair.sides.iter().all(|half| half.claims.len() == 1) {
        return;
    }
    for side in [OLD, NEW] {
        let joins = |nth: &usize| {
            let word = pair.word(&pair.sides[side].atoms[*nth]);
            matches!(
                word,
                "after"
                    | "before"
                    | "although"
                    | "though"
                    | "since"
                    | "later"
                    | "adding"
                    | "he"
                    | "she"
                    | "they"
                    | "it"
                    | "both"
            )
        };
        let open: Vec<usize> = pair.open(hunk, side).into_iter().filter(joins).collect();
        if !open.is_empty() {
            pair.explain(side, &open);
            pair.wording = true;
        }
    }
}

/// Words that carry nothing of their own; a preposition in another's place does.
fn function_words(pair: &mut Pair, hunk: usize) {
    let function = |side: usize| -> Vec<usize> {
        pair.open(hunk, side).into_iter().filter(|&nth| pair.is_function(&pair.sides[side].atoms[nth])).collect()
    };
    let sides = [function(OLD), function(NEW)];
    if let ([old], [new]) = (&sides[OLD][..], &sides[NEW][..]) {
        let (a, b) = (pair.word(&pair.sides[OLD].atoms[*old]), pair.word(&pair.sides[NEW].atoms[*new]));
        let lone = pair.open(hunk, OLD).len() == 1 && pair.open(hunk, NEW).len() == 1;
        if lone && lexicon::PREPOSITIONS.has(a) && lexicon::PREPOSITIONS.has(b) && !lexicon::may_swap(a, b) {
            return;
        }
    }
    for side in [OLD, NEW] {
        if !sides[side].is_empty() {
            pair.explain(side, &sides[side]);
            pair.wording = true;
        }
    }
    // "she" for "Ms Keel" was seen to; one pronoun for another is somebody else, unless it is the same person's.
    let open = [pair.open(hunk, OLD), pair.open(hunk, NEW)];
    for side in [OLD, NEW] {
        let pronoun = |nth: &usize| lexicon::PRONOUNS.has(pair.word(&pair.sides[side].atoms[*nth]));
        if open[other(side)].is_empty() && !open[side].is_empty() && open[side].iter().all(pronoun) {
            pair.explain(side, &open[side]);
            pair.wording = true;
        }
    }
}

/// "Denied *any* wrongdoing", "*most* likely", "*aged* 57", "a baker *named* Ana Holt": words that say no more than what
/// they stand before.
fn trifles(pair: &mut Pair, hunk: usize) {
    for side in [OLD, NEW] {
        let theirs = &pair.sides[other(side)].atoms;
        let alone = pair.open(hunk, other(side)).iter().all(|&nth| pair.is_function(&theirs[nth]));
        let open = pair.open(hunk, side);
        let is_trifle = |&nth: &usize| {
            let next = pair.sides[side].atoms.get(nth + 1);
            let number = next.is_some_and(|next| matches!(next.class, AtomClass::Figure { .. }));
            let only = open.len() == 1;
            match pair.word(&pair.sides[side].atoms[nth]) {
                "any" => alone && only,
                // "Was likely to" → "would most likely": it stays with the word, whatever stands around it.
                "most" => matches!(next.map(|next| pair.word(next)), Some("likely" | "probably")),
                "aged" => alone && only && number,
                "both" => alone && only,
                "located" | "situated" => alone && only && next.is_some_and(is_kept),
                // "A *total* of 40 boats"
                "total" => pair.sides[side].atoms.get(nth + 2).is_some_and(|atom| {
                    next.is_some_and(|next| pair.word(next) == "of") && matches!(atom.class, AtomClass::Figure { .. })
                }),
                // "45 years *old*" is one figure.
                "old" => figure_before(pair, side, nth).is_some(),
                "named" | "called" => {
                    next.is_some_and(|next| next.token.name && is_kept(next)) && names(pair, side, nth)
                }
                _ => is_unit_again(pair, side, nth),
            }
        };
        let trifles: Vec<usize> = open.iter().copied().filter(is_trifle).collect();
        if !trifles.is_empty() {
            pair.explain(side, &trifles);
            pair.wording = true;
        }
    }
}

fn is_kept(atom: &Atom) -> bool {
    matches!(atom.state, AtomState::Kept { .. })
}

/// Returns the figure right before a word, where the word is part of it.
fn figure_before<'p>(pair: &'p Pair, side: usize, nth: usize) -> Option<&'p Atom> {
    let atoms = &pair.sides[side].atoms;
    let figure = atoms.get(nth.checked_sub(1)?)?;
    (matches!(figure.class, AtomClass::Figure { .. }) && figure.span.contains(atoms[nth].token.span)).then_some(figure)
}

/// Returns whether a word is what a figure counts, and a figure of the other side counts the same: "a 300-seat hall", "a
/// hall with 300 *seats*".
fn is_unit_again(pair: &Pair, side: usize, nth: usize) -> bool {
    let counted = |atom: &Atom| match atom.class {
        AtomClass::Figure { counted } => counted,
        AtomClass::Word | AtomClass::Date => None,
    };
    let unit = pair.sides[side].atoms[nth].token.stem;
    let mine = figure_before(pair, side, nth).and_then(counted);
    mine == Some(unit) && pair.sides[other(side)].atoms.iter().any(|atom| counted(atom) == Some(unit))
}

/// Returns whether a word only joins a noun to the name behind it ("a baker *named* Ana Holt"), and the noun stayed:
/// "Velt named Ana Holt" tells what Velt did.
fn names(pair: &Pair, side: usize, nth: usize) -> bool {
    let half = &pair.sides[side];
    let Some(trees) = half.compared.reading.trees.as_ref() else { return false };
    let word = half.atoms[nth].tokens.start;
    let noun = trees.head(word).filter(|_| trees.relation(word) == Relation::NounClause);
    let noun = noun.and_then(|noun| half.atom_of(noun));
    noun.is_some_and(|noun| noun < nth && is_kept(&half.atoms[noun]))
}

/// Two prepositions in one place that say the same there: behind a word that may have either ("compared to", "compared
/// with"), or before a noun that stayed ("in the war", "during the war").
fn prepositions(pair: &mut Pair, hunk: usize) {
    let is_one = |pair: &Pair, old: usize, new: usize| {
        let word = |side: usize, nth: usize| pair.word(&pair.sides[side].atoms[nth]);
        let (Some([noun, was]), Some([same, is])) = (placed(pair, OLD, old), placed(pair, NEW, new)) else {
            return false;
        };
        let one_verb = was.zip(is).is_some_and(|(was, is)| {
            lexicon::stem(word(OLD, was)) == lexicon::stem(word(NEW, is))
                && lexicon::complements(word(OLD, was), word(OLD, old), word(NEW, new))
        });
        let stayed = noun.zip(same).is_some_and(
            |(noun, same)| matches!(pair.sides[OLD].atoms[noun].state, AtomState::Kept { with, .. } if with == same),
        );
        one_verb || stayed && lexicon::may_swap(word(OLD, old), word(NEW, new))
    };
    for old in pair.open(hunk, OLD) {
        if let Some(new) = pair.open(hunk, NEW).into_iter().find(|&new| is_one(pair, old, new)) {
            pair.explain(OLD, &[old]);
            pair.explain(NEW, &[new]);
            pair.wording = true;
        }
    }
}

/// Finds the noun of a preposition, and the word that both hang from; `None` for what is no preposition.
fn placed(pair: &Pair, side: usize, preposition: usize) -> Option<[Option<usize>; 2]> {
    let half = &pair.sides[side];
    let trees = half.compared.reading.trees.as_ref()?;
    let preposition = half.atoms[preposition].tokens.start;
    let noun = trees.head(preposition).filter(|_| trees.relation(preposition) == Relation::Case)?;
    Some([Some(noun), trees.head(noun)].map(|token| half.atom_of(token?)))
}

/// Names or figures that took each other's place: "Reil beat Maren" is not "Maren beat Reil".
fn names_swapped(pair: &mut Pair, old: &mut Vec<usize>, new: &mut Vec<usize>) {
    let moves = |atom: &Atom| !atom.token.name && !matches!(atom.class, AtomClass::Word) || atom.negation;
    let moved = |atom: &&Atom| matches!(atom.state, AtomState::Kept { moved: true, .. });
    let moved: Vec<&Atom> = pair.sides[OLD].atoms.iter().filter(moved).collect();
    if !moved.is_empty() && !moved.into_iter().any(moves) && roles::compare(pair) == Roles::Same {
        // "Osterby was sued by Halden" says what "Halden sued Osterby" said.
        pair.wording = true;
        return;
    }
    if let Some([old, new]) = roles::exchanged(pair) {
        pair.label(ChangeKind::RolesSwapped, &old, &new);
        return;
    }
    let telling = |nth: usize| {
        let atom = &pair.sides[OLD].atoms[nth];
        atom.token.name || matches!(atom.class, AtomClass::Figure { .. }) || atom.negation
    };
    let mut order: Vec<(usize, usize, bool)> = Vec::new();
    for (nth, atom) in pair.sides[OLD].atoms.iter().enumerate() {
        if let AtomState::Kept { with, moved } = atom.state {
            let content = [atom, &pair.sides[NEW].atoms[with]]
                .iter()
                .all(|atom| atom.token.part == crate::diff::compared::ClaimPart::Content);
            if content {
                order.push((nth, with, moved));
            }
        }
    }
    if order.iter().any(|entry| entry.2) {
        pair.wording = true;
    }
    // A run of words that moved as one is a clause that moved; a name that moved all but alone took another place.
    let mut at = 0;
    while at < order.len() {
        let mut end = at + 1;
        while end < order.len()
            && order[at].2
            && order[end].2
            && order[end].1 == order[end - 1].1 + 1
            && order[end].0 == order[end - 1].0 + 1
        {
            end += 1;
        }
        let run = &order[at..end];
        if order[at].2 && run.len() <= 3 && run.iter().any(|&(nth, _, _)| telling(nth)) {
            let (first, with) = (run[0].0, run[0].1);
            // Where in a sentence its day stands tells nothing of who or how many, and the reverse.
            let is_date = |nth: usize| pair.sides[OLD].atoms[nth].class == AtomClass::Date;
            let dated = run.iter().filter(|entry| telling(entry.0)).all(|entry| is_date(entry.0));
            let jumped = order.iter().filter(|&&(nth, other, moved)| {
                telling(nth)
                    && is_date(nth) == dated
                    && !run.iter().any(|entry| entry.0 == nth)
                    && (nth < first) != (other < with)
                    && (!moved || nth != first)
            });
            let jumped: Vec<_> = jumped.copied().collect();
            if !jumped.is_empty() {
                // What they stand on another side of now is shown with them.
                let shown = || run.iter().chain(&jumped);
                old.extend(shown().map(|entry| entry.0));
                new.extend(shown().map(|entry| entry.1));
            }
        }
        at = end;
    }
}
