//! **Finds** who did what to whom turned round: "Halden sued Osterby" → "Osterby sued Halden", "Orr was fined by the
//! court" → "Orr fined the court".
//!
//! **Leaves alone** a passive that says what the active said, a verb that is done or happens ("the town has been
//! evacuated", "the town has evacuated"), "she says" and "says she", who met whom, and those who took part together in
//! another order. It needs the trees of both sides, and compares only what one verb says on both. Where no tree knows
//! the verb, as in many a headline, two names that took each other's places around it show as much: "Dunne sues Kroll" →
//! "Kroll sues Dunne".

use std::collections::BTreeSet;

use super::pair::{AtomClass, AtomState, NEW, OLD, Pair};
use crate::diff::vocabulary::Sym;
use crate::diff::{ChangeKind, lexicon};
use crate::syntax::frame::Frame;
use crate::syntax::trees::Trees;

/// What two sides say of who did what to whom.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Roles {
    /// Nothing can be compared.
    Unknown,
    /// Each verb that both sides have has the same words in the same parts.
    Same,
    /// Atoms by side that changed their part.
    Turned([Vec<usize>; 2]),
    /// A part was taken, left or filled by another word.
    Other,
}

/// Labels a pair in which somebody took another's part.
pub(super) fn label(pair: &mut Pair) {
    if let Roles::Turned([old, new]) = compare(pair) {
        pair.label(ChangeKind::RolesSwapped, &old, &new);
    }
}

/// Finds two names that took each other's places around words that stayed, all else being in its order; atoms by side.
///
/// What stands between them must tell something: "Holt and Reil" says what "Reil and Holt" says.
pub(super) fn exchanged(pair: &Pair) -> Option<[Vec<usize>; 2]> {
    let kept = |side: usize| -> Vec<(usize, usize)> {
        let atoms = pair.sides[side].atoms.iter().enumerate();
        atoms
            .filter_map(|(nth, atom)| match atom.state {
                AtomState::Kept { with, .. } => Some((nth, with)),
                AtomState::Open | AtomState::Explained => None,
            })
            .collect()
    };
    let (old, new) = (kept(OLD), kept(NEW));
    // Where the nth kept atom of the old side stands among those of the new one.
    let rank = |nth: usize| new.binary_search_by_key(&old[nth].1, |place| place.0).ok();
    let ranks: Vec<usize> = (0..old.len()).map(rank).collect::<Option<_>>()?;
    let first = (0..ranks.len()).find(|&nth| ranks[nth] != nth)?;
    let last = (0..ranks.len()).rfind(|&nth| ranks[nth] != nth)?;
    let run = |from: usize| (from..last).find(|&nth| ranks[nth + 1] != ranks[nth] + 1).map_or(last, |nth| nth) + 1;
    let middle = Some(run(first)).filter(|&middle| middle <= last)?;
    let behind = Some(run(middle)).filter(|&behind| behind <= last)?;
    let [one, between, other] = [first..middle, middle..behind, behind..last + 1];
    let follows = other.len() + first == ranks[middle] && ranks[first] == ranks[middle] + between.len();
    if ranks[behind] != first || run(behind) != last + 1 || !follows {
        return None;
    }
    let atom = |nth: usize| &pair.sides[OLD].atoms[old[nth].0];
    let is_name = |run: &std::ops::Range<usize>| run.clone().all(|nth| atom(nth).token.name);
    let verb = |nth: usize| {
        let (word, each_other) = (atom(nth), lexicon::has_form(&lexicon::RECIPROCALS, pair.word(atom(nth))));
        !pair.is_function(word) && word.class == AtomClass::Word && !each_other
    };
    let tells = between.clone().any(verb);
    // A word that came or went between them may turn the verb round as well: "was sued by".
    let whole = |side: usize, places: [usize; 2]| {
        let atoms = &pair.sides[side].atoms[places[0]..=places[1]];
        atoms.iter().all(|atom| matches!(atom.state, AtomState::Kept { .. }))
    };
    let unbroken = whole(OLD, [old[first].0, old[last].0]) && whole(NEW, [new[first].0, new[last].0]);
    if !is_name(&one) || !is_name(&other) || !tells || !unbroken {
        return None;
    }
    let names = || one.clone().chain(other.clone());
    let mut atoms = [names().map(|nth| old[nth].0).collect::<Vec<_>>(), names().map(|nth| old[nth].1).collect()];
    atoms[NEW].sort_unstable();
    Some(atoms)
}

/// Who takes part in one verb, each with its atom.
struct Parts {
    verb: Sym,
    /// The verb's own.
    atom: usize,
    agents: Vec<(Sym, usize)>,
    patients: Vec<(Sym, usize)>,
}

/// Compares the parts of the verbs that stand on both sides.
pub(super) fn compare(pair: &Pair) -> Roles {
    let folds = |side: usize| pair.sides[side].atoms.iter().map(|atom| atom.token.fold);
    if folds(OLD).eq(folds(NEW)) {
        // The same words in the same order say the same of each other, however each side was read.
        return Roles::Same;
    }
    let (Some(old), Some(new)) = (parts(pair, OLD), parts(pair, NEW)) else { return Roles::Unknown };
    let words = |parts: &[(Sym, usize)]| parts.iter().map(|part| part.0).collect::<BTreeSet<Sym>>();
    let mut found = Roles::Unknown;
    for one in &old {
        let mut others = new.iter().filter(|other| other.verb == one.verb);
        if pair.vocabulary.word(one.verb) == "say" {
            continue;
        }
        // A verb that stands twice could be compared with the wrong one.
        let (Some(other), None) = (others.next(), others.next()) else { continue };
        if old.iter().filter(|again| again.verb == one.verb).count() > 1 {
            continue;
        }
        let all = |parts: &Parts| words(&[&parts.agents[..], &parts.patients[..]].concat());
        if lexicon::has_form(&lexicon::RECIPROCALS, pair.word(&pair.sides[OLD].atoms[one.atom])) {
            found = if all(one) == all(other) && found != Roles::Other { Roles::Same } else { Roles::Other };
            continue;
        }
        let turned = |from: &[(Sym, usize)], to: &[(Sym, usize)], stays: &[(Sym, usize)]| -> Vec<(usize, usize)> {
            let stays = words(stays);
            let left = from.iter().filter(|part| !stays.contains(&part.0));
            left.filter_map(|part| Some((part.1, to.iter().find(|same| same.0 == part.0)?.1))).collect()
        };
        let mut moved = Vec::new();
        if !one.patients.is_empty() || !other.agents.is_empty() {
            moved.extend(turned(&one.agents, &other.patients, &other.agents));
        }
        if !other.patients.is_empty() || !one.agents.is_empty() {
            moved.extend(turned(&one.patients, &other.agents, &other.patients));
        }
        // What stands in the same place of the same words plays the same part, however each side was read.
        let stands = |side: usize, verb: usize, part: usize| {
            let between = verb.min(part)..=verb.max(part);
            let folds = pair.sides[side].atoms[between].iter().map(|atom| atom.token.fold);
            (verb < part, folds.collect::<Vec<Sym>>())
        };
        moved.retain(|&(was, is)| stands(OLD, one.atom, was) != stands(NEW, other.atom, is));
        if !moved.is_empty() {
            return Roles::Turned([OLD, NEW].map(|side| {
                let mut atoms: Vec<usize> =
                    moved.iter().map(|both| if side == OLD { both.0 } else { both.1 }).collect();
                atoms.sort_unstable();
                atoms.dedup();
                atoms
            }));
        }
        let same = words(&one.agents) == words(&other.agents) && words(&one.patients) == words(&other.patients);
        found = match (found, same) {
            (Roles::Unknown | Roles::Same, true) => Roles::Same,
            _ => Roles::Other,
        };
    }
    found
}

/// Lists the verbs of a side that have somebody or something in a part; `None` where it has no trees.
fn parts(pair: &Pair, side: usize) -> Option<Vec<Parts>> {
    let half = &pair.sides[side];
    let trees: &Trees = half.compared.reading.trees.as_ref()?;
    let part = |token: &usize| {
        let atom = half.atom_of(*token)?;
        (half.atoms[atom].class == AtomClass::Word).then_some((half.atoms[atom].token.stem, atom))
    };
    let words = half.atoms.iter().enumerate().filter(|(_, atom)| atom.class == AtomClass::Word);
    let verbs = words.filter_map(|(nth, atom)| {
        let frame = Frame::new(trees, atom.tokens.start);
        let parts = Parts {
            verb: atom.token.stem,
            atom: nth,
            agents: frame.agents.iter().filter_map(part).collect(),
            patients: frame.patients.iter().filter_map(part).collect(),
        };
        (!parts.agents.is_empty() || !parts.patients.is_empty()).then_some(parts)
    });
    Some(verbs.collect())
}
