//! What the words of a thing tell, by how a speaker's statements use them: rare ones tell more, and a plain one tells
//! which thing is meant as long as the statements know no second thing of the kind.

use std::collections::{BTreeSet, HashMap};

use super::Statement;
use super::commitment::Commitment;
use crate::audit::lexicon;
use crate::audit::object::{Likeness, NounPhrase};

/// How much each word tells of what a speaker's statements are about: rare ones more.
pub(super) struct Weights {
    counts: HashMap<String, usize>,
    /// By its head, the fullest name of a thing; `None` where the statements know several of the kind.
    fullest: HashMap<String, Option<BTreeSet<String>>>,
    all: usize,
}

impl Weights {
    pub fn new(statements: &[Statement]) -> Self {
        let mut counts: HashMap<String, usize> = HashMap::new();
        let objects = statements.iter().flat_map(|statement| &statement.commitments).map(|one| &one.object);
        let all = objects.clone().count();
        let mut fullest: HashMap<String, Option<BTreeSet<String>>> = HashMap::new();
        for object in objects {
            for word in &object.words {
                *counts.entry(word.clone()).or_default() += 1;
            }
            let known = fullest.entry(object.head.clone()).or_insert_with(|| Some(BTreeSet::new()));
            *known = known.take().filter(|known| known.is_subset(&object.words) || object.words.is_subset(known));
            if let Some(known) = known.as_mut().filter(|known| known.len() < object.words.len()) {
                known.clone_from(&object.words);
            }
        }
        Self { counts, fullest, all }
    }

    /// Returns whether the statements know one thing alone by its head: a harbour tunnel and "the tunnel", and no other
    /// tunnel.
    fn knows_one(&self, object: &NounPhrase) -> bool {
        let one = self.fullest.get(&object.head).is_some_and(Option::is_some);
        one && !lexicon::is_common(&object.head)
    }

    /// Returns whether one plain word tells which thing two commitments are to.
    pub fn tells_which(&self, from: &Commitment, to: &Commitment) -> bool {
        from.object.is_single() && to.object.is_single() && self.knows_one(&from.object)
    }

    fn of(&self, word: &str) -> f64 {
        let common = if lexicon::is_common(word) { 0.3 } else { 1.0 };
        common * (1.0 + self.all as f64 / self.counts.get(word).copied().unwrap_or(1) as f64).ln()
    }

    /// Returns whether two things share most of the words that tell them from others.
    pub fn akin(&self, one: &NounPhrase, other: &NounPhrase) -> Option<Likeness> {
        /// What part of the weight of the shorter and of the longer one must be shared.
        const SHARED: (f64, f64) = (0.7, 0.4);
        let weight = |words: &mut dyn Iterator<Item = &String>| words.map(|word| self.of(word)).sum::<f64>();
        let shared: Vec<&String> = one.words.intersection(&other.words).collect();
        let telling = shared.iter().filter(|word| !lexicon::is_common(word)).count();
        let both = weight(&mut shared.iter().copied());
        let (a, b) = (weight(&mut one.words.iter()), weight(&mut other.words.iter()));
        let enough = both >= SHARED.0 * a.min(b) && both >= SHARED.1 * a.max(b);
        (enough && shared.len() > 1 && (telling > 0 || shared.len() == one.words.len().min(other.words.len())))
            .then_some(Likeness::Akin)
    }
}
