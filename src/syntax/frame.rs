//! Who does what, by clause: a predicate and the words that take part in it, passive and active brought to one form.

use super::relation::Relation;
use super::tag::Tag;
use super::trees::Trees;

/// A predicate with who acts and whom or what it is done to, as indexes of words. Conjoined words are all listed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Frame {
    pub predicate: usize,
    /// The subject of an active verb, or who stands behind "by".
    pub agents: Vec<usize>,
    /// The objects of an active verb, or the subject of a passive one.
    pub patients: Vec<usize>,
}

impl Frame {
    /// Reads the frame of a verb; of any other word an empty one.
    pub fn new(trees: &Trees, predicate: usize) -> Self {
        let tag = trees.word(predicate).tag;
        if !tag.is_verb() {
            return Self { predicate, ..Self::default() };
        }
        let subject = subject(trees, predicate);
        let passive = trees.child(predicate, &[Relation::PassiveAuxiliary, Relation::PassiveSubject]).is_some()
            // "the man *hit* by a car"
            || tag == Tag::PastParticiple && trees.relation(predicate) == Relation::NounClause;
        let objects: Vec<usize> = trees.with(predicate, &[Relation::Object, Relation::IndirectObject]).collect();
        let (agents, patients) = if passive {
            let noun = (trees.relation(predicate) == Relation::NounClause).then(|| trees.head(predicate)).flatten();
            let patients = subject.or(noun).into_iter().chain(objects).collect();
            (trees.child(predicate, &[Relation::Agent]).into_iter().collect(), patients)
        } else {
            (subject.into_iter().collect::<Vec<_>>(), objects)
        };
        let with_conjuncts = |words: Vec<usize>| -> Vec<usize> {
            let conjuncts = |&word: &usize| trees.with(word, &[Relation::Conjunct]).collect::<Vec<_>>();
            words.iter().flat_map(|word| std::iter::once(*word).chain(conjuncts(word))).collect()
        };
        Self { predicate, agents: with_conjuncts(agents), patients: with_conjuncts(patients) }
    }
}

/// Returns the subject of a verb: its own, else that of the verb which it is joined to or opened by; for a relative
/// pronoun the noun that it stands for.
pub fn subject(trees: &Trees, predicate: usize) -> Option<usize> {
    const OWN: [Relation; 2] = [Relation::Subject, Relation::PassiveSubject];
    // No sentence nests deeper than it is long.
    let mut at = predicate;
    for _ in 0..trees.words().len() {
        if let Some(own) = trees.innermost(at, &OWN) {
            let relative = trees.relation(at) == Relation::RelativeClause && trees.word(own).tag == Tag::Pronoun;
            return if relative { trees.head(at) } else { Some(own) };
        }
        match trees.relation(at) {
            Relation::Conjunct | Relation::OpenClause => at = trees.head(at)?,
            _ => return None,
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::trees::tests::trees;

    #[test]
    fn active_and_passive_are_one() {
        // "Orr hit Holt", "Holt was hit by Orr"
        let active = trees(&[
            (Some(1), Relation::Subject, Tag::Name),
            (None, Relation::Root, Tag::FiniteVerb),
            (Some(1), Relation::Object, Tag::Name),
        ]);
        let passive = trees(&[
            (Some(2), Relation::PassiveSubject, Tag::Name),
            (Some(2), Relation::PassiveAuxiliary, Tag::FiniteAuxiliary),
            (None, Relation::Root, Tag::PastParticiple),
            (Some(4), Relation::Case, Tag::Adposition),
            (Some(2), Relation::Agent, Tag::Name),
        ]);
        assert_eq!(Frame::new(&active, 1), Frame { predicate: 1, agents: vec![0], patients: vec![2] });
        assert_eq!(Frame::new(&passive, 2), Frame { predicate: 2, agents: vec![4], patients: vec![0] });
        assert_eq!(Frame::new(&active, 0), Frame::default());
    }

    #[test]
    fn subjects_are_shared() {
        // "Orr and Holt came and fell"
        let trees = trees(&[
            (Some(3), Relation::Subject, Tag::Name),
            (Some(2), Relation::Conjunction, Tag::Conjunction),
            (Some(0), Relation::Conjunct, Tag::Name),
            (None, Relation::Root, Tag::FiniteVerb),
            (Some(5), Relation::Conjunction, Tag::Conjunction),
            (Some(3), Relation::Conjunct, Tag::FiniteVerb),
        ]);
        assert_eq!(Frame::new(&trees, 5), Frame { predicate: 5, agents: vec![0, 2], patients: vec![] });
    }
}
