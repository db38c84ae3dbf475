//! **Leaves alone** one person, place or thing under another name: "Mr. Holt" → "he", "the river" → "the Tarn",
//! "Norway" → "Norwegian".
//!
//! It believes only what the graph of both texts tells: words that stand in the same place and speak of one and the
//! same there. Who speaks is `attribution`'s.

use super::pair::{AtomState, NEW, OLD, Pair};
use crate::claim::Span;
use crate::diff::compared::ClaimPart;
use crate::diff::joined::{Sameness, tells_who};
use crate::reading::MentionForm;

pub(super) fn label(pair: &mut Pair) {
    for hunk in 0..pair.hunks.len() {
        let (old, new) = (mentions(pair, hunk, OLD), mentions(pair, hunk, NEW));
        for was in &old {
            let one = |is: &&Mentioned| pair.joined.compare(was.entity, is.entity) == Sameness::One;
            let Some(is) = new.iter().find(one) else { continue };
            pair.explain(OLD, &was.atoms);
            pair.explain(NEW, &is.atoms);
            pair.wording = true;
        }
    }
}

/// Somebody or something that is spoken of in words that differ.
struct Mentioned {
    entity: usize,
    atoms: Vec<usize>,
}

/// Lists who and what is spoken of in the words of a hunk that differ; of words within words the longest.
fn mentions(pair: &Pair, hunk: usize, side: usize) -> Vec<Mentioned> {
    let atoms = &pair.sides[side].atoms;
    let open = pair.open(hunk, side);
    let content = open.iter().filter(|&&nth| matches!(atoms[nth].token.part, ClaimPart::Content | ClaimPart::Beside));
    let mut found: Vec<(Span, Mentioned)> = Vec::new();
    for &nth in content {
        let mention = pair
            .joined
            .mentions(side, atoms[nth].token.span)
            .find(|mention| tells_who(mention) || mention.form == MentionForm::Demonym);
        let Some(mention) = mention else { continue };
        if found.iter().any(|(span, _)| *span == mention.span) {
            continue;
        }
        let inside: Vec<usize> = (0..atoms.len()).filter(|&nth| mention.span.overlaps(atoms[nth].token.span)).collect();
        let differs =
            |&nth: &usize| atoms[nth].state == AtomState::Open && open.contains(&nth) || pair.is_function(&atoms[nth]);
        // What stayed of a longer name tells by itself who is meant.
        if inside.iter().all(differs) {
            found.push((mention.span, Mentioned { entity: mention.entity, atoms: inside }));
        }
    }
    found.into_iter().map(|(_, mentioned)| mentioned).collect()
}
