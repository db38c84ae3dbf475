//! **Finds** who did what to whom turned round: "Halden sued Osterby" → "Osterby sued Halden", "Orr was fined by the
//! court" → "Orr fined the court".
//!
//! **Leaves alone** a passive that says what the active said, a verb that is done or happens ("the town has been
//! evacuated", "the town has evacuated"), "she says" and "says she", and those who took part together in another order.
//! It needs the trees of both sides, and compares only what one verb says on both.

use std::collections::BTreeSet;

use super::pair::{AtomClass, NEW, OLD, Pair};
use crate::diff::ChangeKind;
use crate::diff::vocabulary::Sym;
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

/// Who takes part in one verb, each with its atom.
struct Parts {
    verb: Sym,
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
    let verbs = half.atoms.iter().filter(|atom| atom.class == AtomClass::Word).filter_map(|atom| {
        let frame = Frame::new(trees, atom.tokens.start);
        let parts = Parts {
            verb: atom.token.stem,
            agents: frame.agents.iter().filter_map(part).collect(),
            patients: frame.patients.iter().filter_map(part).collect(),
        };
        (!parts.agents.is_empty() || !parts.patients.is_empty()).then_some(parts)
    });
    Some(verbs.collect())
}
