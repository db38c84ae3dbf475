//! Lines at the end of a story that say who reported it: "Holt reported from Reil.", "Courier writer Ann Tarn in Maren
//! contributed to this report."
//!
//! Where such a line stands on both sides, one took the other's place: another reporter is named in it. It joins no
//! other claims.

use super::compared::ComparedSide;
use super::counterparts;
use super::links::{Link, Links, NEW, OLD};
use super::vocabulary::Vocabulary;
use crate::claim::ClaimKind;
use crate::syntax::relation::Relation;

/// So many sentences at the end of a story may be such lines.
const LAST: usize = 8;

/// Pairs the lines that are in no link, those of one verb in their order.
pub(super) fn join(links: &mut Links, sides: [&ComparedSide; 2], vocabulary: &Vocabulary) {
    for verb in ["report", "contribut"] {
        let lines = [OLD, NEW].map(|side| {
            let free = links.free(side).into_iter();
            free.filter(|&claim| credit(sides[side], claim, vocabulary) == Some(verb)).collect::<Vec<_>>()
        });
        lines[OLD].iter().zip(&lines[NEW]).for_each(|(&old, &new)| links.pair(old, new));
    }
}

/// Returns whether a link joins such lines.
pub(super) fn joins(link: &Link, sides: [&ComparedSide; 2], vocabulary: &Vocabulary) -> bool {
    let all = |side: usize| link.side(side).iter().all(|&claim| credit(sides[side], claim, vocabulary).is_some());
    [OLD, NEW].into_iter().all(all)
}

/// Returns the stem of the verb of a claim that is such a line.
fn credit(compared: &ComparedSide, claim: usize, vocabulary: &Vocabulary) -> Option<&'static str> {
    let trees = compared.reading.trees.as_ref()?;
    if compared.passages[claim].sentence + LAST < compared.layout.sentences.len() {
        return None;
    }
    let clause = counterparts::clause(compared, claim, vocabulary)?;
    let of = |word: usize| vocabulary.word(compared.tokens[word].fold);
    let verb = ["report", "contribut"].into_iter().find(|verb| of(clause.predicate).starts_with(verb))?;
    let places = trees.with(clause.predicate, &[Relation::Oblique]);
    let mut cases = places.filter_map(|place| trees.child(place, &[Relation::Case]));
    let from = cases.any(|case| of(case) == "from");
    let named = clause.names(|word| compared.tokens[word].name);
    let is_it = compared.claims[claim].kind == ClaimKind::Fact && named && (verb == "contribut" || from);
    is_it.then_some(verb)
}
