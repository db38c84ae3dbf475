//! The trees of a document's sentences, as they are asked about.

use std::ops::Range;

use super::ParsedWord;
use super::relation::Relation;
use super::tag::Tag;

/// How the words of a document hang together; words are known by their index.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Trees {
    words: Vec<ParsedWord>,
    /// The words that each governs, ascending: those of word `w` stand at `starts[w]..starts[w + 1]`.
    children: Vec<usize>,
    starts: Vec<usize>,
}

impl Trees {
    /// Takes a word for each token of a document. A head that is none, or that would close a ring, is left out.
    pub fn new(mut words: Vec<ParsedWord>) -> Self {
        break_rings(&mut words);
        let mut starts = vec![0; words.len() + 1];
        for head in words.iter().filter_map(|word| word.head) {
            starts[head + 1] += 1;
        }
        for at in 0..words.len() {
            starts[at + 1] += starts[at];
        }
        let mut next = starts.clone();
        let mut children = vec![0; starts[words.len()]];
        for (at, head) in words.iter().enumerate().filter_map(|(at, word)| Some((at, word.head?))) {
            children[next[head]] = at;
            next[head] += 1;
        }
        Self { words, children, starts }
    }

    /// Returns the words, one for each token.
    pub fn words(&self) -> &[ParsedWord] {
        &self.words
    }

    /// Returns a word; one that governs and is governed by nothing where there is none.
    pub fn word(&self, word: usize) -> ParsedWord {
        self.words.get(word).copied().unwrap_or_default()
    }

    /// Returns the word that governs a word.
    pub fn head(&self, word: usize) -> Option<usize> {
        self.word(word).head
    }

    /// Returns what a word is to its head.
    pub fn relation(&self, word: usize) -> Relation {
        self.word(word).relation
    }

    /// Returns the words that a word governs, in text order.
    pub fn children(&self, word: usize) -> &[usize] {
        match (self.starts.get(word), self.starts.get(word + 1)) {
            (Some(&start), Some(&end)) => &self.children[start..end],
            _ => &[],
        }
    }

    /// Returns the words that a word governs as one of `relations`, in text order.
    pub fn with<'t>(&'t self, word: usize, relations: &'t [Relation]) -> impl Iterator<Item = usize> + 't {
        self.children(word).iter().copied().filter(move |&child| relations.contains(&self.relation(child)))
    }

    /// Returns the first word that a word governs as one of `relations`.
    pub fn child(&self, word: usize, relations: &[Relation]) -> Option<usize> {
        self.children(word).iter().copied().find(|&child| relations.contains(&self.relation(child)))
    }

    /// Returns the word and all that govern it, from the word upwards.
    pub fn upwards(&self, word: usize) -> impl Iterator<Item = usize> + '_ {
        std::iter::successors(Some(word), |&word| self.head(word))
    }

    /// Returns the words that hang from a word, itself included, in text order; what hangs from a word that `stops`
    /// holds for is left out, and so is that word.
    pub fn below(&self, word: usize, stops: impl Fn(usize) -> bool) -> Vec<usize> {
        let mut found = vec![word];
        let mut at = 0;
        while at < found.len() {
            found.extend(self.children(found[at]).iter().copied().filter(|&child| !stops(child)));
            at += 1;
        }
        found.sort_unstable();
        found
    }

    /// Returns the first of some words that hangs from none of the others: what heads them.
    pub fn top(&self, words: &[usize]) -> Option<usize> {
        words.iter().copied().find(|&word| self.is_top(word, words))
    }

    /// Returns whether a word hangs from none of some words.
    pub fn is_top(&self, word: usize, words: &[usize]) -> bool {
        self.head(word).is_none_or(|head| !words.contains(&head))
    }

    /// Returns the shortest run of words that holds a word and all that hang from it, end-exclusive.
    pub fn extent(&self, word: usize) -> Range<usize> {
        let words = self.below(word, |_| false);
        words[0]..words[words.len() - 1] + 1
    }

    /// Returns whether a word is the predicate of a clause with a finite verb: a finite verb, or a word that a finite
    /// auxiliary or copula hangs from.
    pub fn is_finite(&self, word: usize) -> bool {
        self.word(word).tag == Tag::FiniteVerb || self.finite_helper(word).is_some()
    }

    /// Returns the finite auxiliary or copula that hangs from a word.
    pub fn finite_helper(&self, word: usize) -> Option<usize> {
        const HELPERS: [Relation; 3] = [Relation::Auxiliary, Relation::PassiveAuxiliary, Relation::Copula];
        self.with(word, &HELPERS).find(|&helper| self.word(helper).tag.is_finite())
    }

    /// Returns the subject that hangs from a word.
    pub fn subject(&self, word: usize) -> Option<usize> {
        const SUBJECTS: [Relation; 4] =
            [Relation::Subject, Relation::PassiveSubject, Relation::ClausalSubject, Relation::Expletive];
        self.innermost(word, &SUBJECTS)
    }

    /// Returns the first child of a word in one of these relations; of two that "is" or "that" stands between, the second
    /// one: "the reason *is that* I want it".
    pub fn innermost(&self, word: usize, relations: &[Relation]) -> Option<usize> {
        const PARTS: [Relation; 2] = [Relation::Copula, Relation::Marker];
        let first = self.child(word, relations)?;
        let is_same = |child: usize| child > first && self.relation(child) == self.relation(first);
        let last = self.children(word).iter().copied().rev().find(|&child| is_same(child)).unwrap_or(first);
        let parted = self.with(word, &PARTS).any(|part| first < part && part < last);
        Some(if parted { last } else { first })
    }
}

/// Makes a root of each word whose head is missing, and of one in each ring.
fn break_rings(words: &mut [ParsedWord]) {
    let count = words.len();
    // In which walk upwards each word was met first.
    let mut walks = vec![usize::MAX; count];
    for start in 0..count {
        let mut at = start;
        while walks[at] == usize::MAX {
            walks[at] = start;
            match words[at].head {
                Some(head) if head < count && walks[head] != start => at = head,
                Some(_) => words[at].head = None,
                None => break,
            }
        }
    }
}

#[cfg(test)]
pub(super) mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Makes trees of words that are not inflected: head, relation, part of speech.
    pub fn trees(words: &[(Option<usize>, Relation, Tag)]) -> Trees {
        let word = |&(head, relation, tag)| ParsedWord { head, relation, tag, inflected: false };
        Trees::new(words.iter().map(word).collect())
    }

    #[test]
    fn a_sentence_is_walked() {
        // "The bridge was closed on Monday"
        let trees = trees(&[
            (Some(1), Relation::Determiner, Tag::Determiner),
            (Some(3), Relation::PassiveSubject, Tag::Noun),
            (Some(3), Relation::PassiveAuxiliary, Tag::FiniteAuxiliary),
            (None, Relation::Root, Tag::PastParticiple),
            (Some(5), Relation::Case, Tag::Adposition),
            (Some(3), Relation::Oblique, Tag::Name),
        ]);
        assert_eq!(trees.children(3), [1, 2, 5]);
        assert_eq!((trees.subject(3), trees.finite_helper(3), trees.is_finite(3)), (Some(1), Some(2), true));
        assert_eq!((trees.extent(1), trees.extent(5)), (0..2, 4..6));
        assert_eq!(trees.below(3, |word| word == 5), [0, 1, 2, 3]);
        assert_eq!(trees.upwards(4).collect::<Vec<_>>(), [4, 5, 3]);
        assert_eq!((trees.children(9), trees.head(9)), (&[][..], None));
    }

    proptest! {
        #[test]
        fn every_walk_upwards_ends(heads in proptest::collection::vec(proptest::option::of(0usize..12), 0..12)) {
            let words: Vec<_> = heads.iter().map(|&head| (head, Relation::Dependent, Tag::Noun)).collect();
            let trees = trees(&words);
            for word in 0..words.len() {
                prop_assert!(trees.upwards(word).count() <= words.len());
                prop_assert!(trees.below(word, |_| false).contains(&word));
                let parent = trees.head(word);
                prop_assert!(parent.is_none_or(|head| trees.children(head).contains(&word)));
            }
        }
    }
}
