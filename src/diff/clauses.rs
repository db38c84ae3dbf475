//! What the clauses of two texts say: of each what happens, and the things that take part in it.
//!
//! Things are known by who is who in both texts and by their nouns, the rarer the better. It needs the trees of a text,
//! and links nothing.

use std::collections::{HashMap, HashSet};

use super::compared::{ClaimPart, ComparedSide, ComparedSort};
use super::joined::{JoinedEntities, Sameness};
use super::lexicon;
use super::links::{NEW, OLD};
use super::vocabulary::{Sym, Vocabulary};
use crate::syntax::frame;
use crate::syntax::relation::Relation;
use crate::syntax::tag::Tag;
use crate::syntax::trees::Trees;

/// What happens, with what takes part in it.
#[derive(Debug)]
pub(super) struct Clause {
    /// The token of its predicate.
    pub(super) predicate: usize,
    /// The token that tells what happens: the predicate, or the object of a verb that leaves it to that.
    pub(super) act: usize,
    parts: Vec<Part>,
}

/// Somebody or something that takes part.
#[derive(Debug)]
struct Part {
    is_subject: bool,
    /// Who or what its head is, where the text tells.
    entity: Option<usize>,
    /// Ascending, each once.
    keys: Vec<Key>,
}

/// What a thing is known by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Key {
    /// Somebody or something of both texts or of one: a side and an entity of that.
    Entity(usize, usize),
    /// The stem of a word, in one spelling of English.
    Word(Sym),
}

/// How much two clauses of one act have in common.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Common {
    /// So many parts of one are parts of the other.
    pub(super) parts: usize,
    /// Whether one's subject is the other's.
    pub(super) subject: bool,
    /// Whether they share a name, a number, or somebody whom both texts know.
    pub(super) named: bool,
    /// Whether each has further parts, and the other sentence has nothing of these.
    pub(super) apart: bool,
    /// What these parts and the act weigh, each the more the rarer it is.
    pub(super) weight: f32,
}

/// The clauses of two texts.
pub(super) struct Clauses<'c, 'a> {
    sides: [&'c ComparedSide<'a>; 2],
    joined: &'c JoinedEntities<'c>,
    all: [Vec<Clause>; 2],
    /// By side and token: what its word is known by.
    words: [Vec<Key>; 2],
    /// By key: in how many sentences of both texts it is.
    uses: HashMap<Key, usize>,
    /// Names and numbers: two clauses do not share these by chance.
    telling: HashSet<Key>,
    /// By side and key: the clauses of which it is in a part, ascending.
    holders: [HashMap<Key, Vec<usize>>; 2],
}

/// Texts that have fewer sentences together are short.
const SHORT: usize = 40;

const HELPERS: [Relation; 3] = [Relation::Auxiliary, Relation::PassiveAuxiliary, Relation::Copula];
const PARTS: [Relation; 7] = [
    Relation::Subject,
    Relation::PassiveSubject,
    Relation::Object,
    Relation::IndirectObject,
    Relation::Oblique,
    Relation::Agent,
    Relation::BareOblique,
];

impl<'c, 'a> Clauses<'c, 'a> {
    /// Reads the clauses of both sides; a side without trees has none.
    pub(super) fn new(
        sides: [&'c ComparedSide<'a>; 2],
        joined: &'c JoinedEntities<'c>,
        vocabulary: &mut Vocabulary,
    ) -> Self {
        let words = sides.map(|compared| -> Vec<Key> {
            compared.tokens.iter().map(|token| Key::Word(vocabulary.stem(token.fold))).collect()
        });
        let mut clauses = Self {
            sides,
            joined,
            all: [Vec::new(), Vec::new()],
            words,
            uses: HashMap::new(),
            telling: HashSet::new(),
            holders: [HashMap::new(), HashMap::new()],
        };
        for side in [OLD, NEW] {
            clauses.count_uses(side);
            if let Some(trees) = &sides[side].reading.trees {
                let all = (0..sides[side].tokens.len())
                    .filter(|&token| clauses.is_predicate(side, trees, token, vocabulary))
                    .map(|token| clauses.clause(side, trees, token, vocabulary))
                    .collect();
                clauses.all[side] = all;
            }
            let mut holders: HashMap<Key, Vec<usize>> = HashMap::new();
            for (nth, clause) in clauses.all[side].iter().enumerate() {
                let keys = clause.parts.iter().flat_map(|part| part.keys.iter().copied());
                each_once(keys.collect()).into_iter().for_each(|key| holders.entry(key).or_default().push(nth));
            }
            clauses.holders[side] = holders;
        }
        clauses
    }

    /// Counts in how many sentences of a side each word is, and everybody and everything it speaks of; notes what is a name
    /// or a number.
    fn count_uses(&mut self, side: usize) {
        for sentence in &self.sides[side].layout.sentences {
            let mut keys: Vec<Key> = self.words[side][sentence.tokens.clone()].to_vec();
            keys.extend(self.joined.mentions(side, sentence.span).map(|mention| self.entity_key(side, mention.entity)));
            each_once(keys).into_iter().for_each(|key| *self.uses.entry(key).or_default() += 1);
        }
        let tokens = self.sides[side].tokens.iter().zip(&self.words[side]);
        let telling = tokens.filter(|(token, _)| token.name || token.sort == ComparedSort::Number);
        self.telling.extend(telling.map(|(_, key)| *key));
    }

    fn entity_key(&self, side: usize, entity: usize) -> Key {
        let (side, entity) = self.joined.in_both(side, entity);
        Key::Entity(side, entity)
    }

    fn is_predicate(&self, side: usize, trees: &Trees, token: usize, vocabulary: &Vocabulary) -> bool {
        let compared = &self.sides[side].tokens[token];
        let helps = HELPERS.contains(&trees.relation(token));
        let verb = trees.word(token).tag.is_verb() && !helps;
        let says =
            compared.part == ClaimPart::Cue && lexicon::cue_strength(vocabulary.word(compared.fold)) == Some("neutral");
        compared.sort == ComparedSort::Word && !says && (verb || trees.child(token, &[Relation::Copula]).is_some())
    }

    fn clause(&self, side: usize, trees: &Trees, predicate: usize, vocabulary: &Vocabulary) -> Clause {
        let word = |token: usize| vocabulary.word(self.sides[side].tokens[token].fold);
        let light = lexicon::has_form(&lexicon::LIGHT_VERBS, word(predicate));
        let object = trees.child(predicate, &[Relation::Object]).filter(|_| light);
        let act = object.unwrap_or(predicate);
        let is_subject = |part: usize| matches!(trees.relation(part), Relation::Subject | Relation::PassiveSubject);
        let own = trees.with(predicate, &PARTS).filter(|&part| Some(part) != object);
        let mut heads: Vec<(usize, bool)> = own.map(|part| (part, is_subject(part))).collect();
        if let Some(object) = object {
            heads.extend(trees.with(object, &[Relation::NounModifier, Relation::Possessive]).map(|part| (part, false)));
        }
        if !heads.iter().any(|head| head.1) {
            // "the man hit by a car": the noun takes part.
            let noun = || {
                let inside = matches!(trees.relation(predicate), Relation::NounClause | Relation::RelativeClause);
                trees.head(predicate).filter(|_| inside)
            };
            heads.extend(frame::subject(trees, predicate).or_else(noun).map(|subject| (subject, true)));
        }
        let part = |(head, is_subject): (usize, bool)| Part {
            is_subject,
            entity: self.entity(side, head),
            keys: self.keys(side, trees, head, predicate, vocabulary),
        };
        Clause { predicate, act, parts: heads.into_iter().map(part).collect() }
    }

    /// Returns who or what a token means, where the text tells.
    fn entity(&self, side: usize, token: usize) -> Option<usize> {
        self.joined.mentions(side, self.sides[side].tokens[token].span).next_back().map(|mention| mention.entity)
    }

    /// Lists what a noun and the words that hang from it are known by; those of further clauses are left out.
    fn keys(&self, side: usize, trees: &Trees, head: usize, predicate: usize, vocabulary: &Vocabulary) -> Vec<Key> {
        let stops = |word: usize| word == predicate || trees.word(word).tag.is_verb();
        let mut keys = Vec::new();
        for token in trees.below(head, stops) {
            let compared = &self.sides[side].tokens[token];
            keys.extend(self.entity(side, token).map(|entity| self.entity_key(side, entity)));
            let tells = compared.sort.is_word()
                && trees.word(token).tag != Tag::Pronoun
                && !vocabulary.is_function(compared.fold)
                && !vocabulary.is_pronoun(compared.fold);
            keys.extend(tells.then_some(self.words[side][token]));
        }
        each_once(keys)
    }

    /// Returns a clause by its number.
    pub(super) fn get(&self, side: usize, nth: usize) -> &Clause {
        &self.all[side][nth]
    }

    /// Lists the clauses that some tokens say in the first place: that of the word which heads them, and those that
    /// complete it or are joined to it.
    pub(super) fn main(&self, side: usize, tokens: &[usize]) -> Vec<usize> {
        let Some(trees) = &self.sides[side].reading.trees else { return Vec::new() };
        const GOES_ON: [Relation; 4] =
            [Relation::Conjunct, Relation::ClauseComplement, Relation::OpenClause, Relation::Parataxis];
        let mut heads: Vec<usize> = trees.top(tokens).into_iter().collect();
        let mut at = 0;
        while at < heads.len() {
            heads.extend(trees.with(heads[at], &GOES_ON).filter(|token| tokens.contains(token)));
            at += 1;
        }
        heads.into_iter().filter_map(|head| self.of_predicate(side, head)).collect()
    }

    /// Lists all clauses of some tokens, those inside others too.
    pub(super) fn inside(&self, side: usize, tokens: &[usize]) -> Vec<usize> {
        tokens.iter().filter_map(|&token| self.of_predicate(side, token)).collect()
    }

    fn of_predicate(&self, side: usize, predicate: usize) -> Option<usize> {
        self.all[side].binary_search_by_key(&predicate, |clause| clause.predicate).ok()
    }

    /// Lists the clauses of the other side that may say what a clause says: they share a thing that is not everywhere.
    pub(super) fn near(&self, side: usize, nth: usize, common: usize) -> Vec<usize> {
        let keys = self.all[side][nth].parts.iter().flat_map(|part| &part.keys);
        let holders = keys.filter_map(|key| self.holders[1 - side].get(key)).filter(|of| of.len() <= common);
        each_once(holders.flatten().copied().collect())
    }

    /// Compares a clause of a side with one of the other; `None` where something else happens, or to somebody else.
    pub(super) fn compare(&self, side: usize, mine: usize, theirs: usize, vocabulary: &Vocabulary) -> Option<Common> {
        let (mine, theirs) = (self.get(side, mine), self.get(1 - side, theirs));
        let word = |side: usize, token: usize| vocabulary.word(self.sides[side].tokens[token].fold);
        let (act, other) = (self.words[side][mine.act], self.words[1 - side][theirs.act]);
        if act != other && !lexicon::synonyms(word(side, mine.act), word(1 - side, theirs.act)) {
            return None;
        }
        let mut common = Common { parts: 0, subject: false, named: false, apart: false, weight: self.weight(act) };
        let mut taken = vec![false; theirs.parts.len()];
        for part in &mine.parts {
            let weight = |other: &Part| shared(&part.keys, &other.keys).map(|key| self.weight(key)).fold(0.0, f32::max);
            let free = theirs.parts.iter().enumerate().filter(|(nth, _)| !taken[*nth]);
            let best =
                free.map(|(nth, other)| (weight(other), nth)).max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1)));
            if let Some((weight, nth)) = best.filter(|best| best.0 > 0.0) {
                taken[nth] = true;
                common.parts += 1;
                common.weight += weight;
                common.subject |= part.is_subject && theirs.parts[nth].is_subject;
                let names = |key| matches!(key, Key::Entity(..)) || self.telling.contains(&key);
                common.named |= shared(&part.keys, &theirs.parts[nth].keys).any(names);
            }
        }
        let further = |clause: &Clause| clause.parts.iter().any(|part| !part.is_subject && !part.keys.is_empty());
        let stays = |clause: &Clause, side: usize, other: &Clause| {
            let sentence = self.sides[side].tokens[other.predicate].sentence;
            let words = &self.words[side][self.sides[side].layout.sentences[sentence].tokens.clone()];
            let further = clause.parts.iter().filter(|part| !part.is_subject);
            further.flat_map(|part| &part.keys).any(|key| words.contains(key))
        };
        common.apart = further(mine) && further(theirs) && !stays(mine, 1 - side, theirs) && !stays(theirs, side, mine);
        let subjects = [&mine.parts, &theirs.parts].map(|parts| parts.iter().find(|part| part.is_subject)?.entity);
        let [Some(a), Some(b)] = subjects else { return Some(common) };
        let (old, new) = if side == OLD { (a, b) } else { (b, a) };
        (self.joined.compare(old, new) != Sameness::Two).then_some(common)
    }

    /// Returns how much a thing tells: the more, the fewer sentences have it.
    fn weight(&self, key: Key) -> f32 {
        let sentences = self.sides.iter().map(|compared| compared.layout.sentences.len()).sum::<usize>();
        // In a short text a word that is there once on each side tells no less than in a long one.
        (sentences.max(SHORT) as f32 / self.uses.get(&key).copied().unwrap_or(1) as f32 + 0.5).ln()
    }

    /// Counts the words of a clause's act and parts that a clause of the other side has too, and that these tokens have
    /// not.
    pub(super) fn own_share(&self, side: usize, mine: usize, theirs: usize, tokens: &[usize]) -> usize {
        let keys = |side: usize, clause: &Clause| {
            let parts = clause.parts.iter().flat_map(|part| &part.keys).copied();
            each_once(parts.chain([self.words[side][clause.act]]).collect())
        };
        let (mine, theirs) = (keys(side, self.get(side, mine)), keys(1 - side, self.get(1 - side, theirs)));
        let has = |key: &Key| tokens.iter().any(|&token| self.words[side][token] == *key);
        shared(&mine, &theirs).filter(|key| matches!(key, Key::Word(_)) && !has(key)).count()
    }
}

/// Puts a list in order, with each of its members once.
fn each_once<T: Ord>(mut all: Vec<T>) -> Vec<T> {
    all.sort_unstable();
    all.dedup();
    all
}

/// Lists the keys that are in both; both are ascending.
fn shared<'k>(one: &'k [Key], other: &'k [Key]) -> impl Iterator<Item = Key> + 'k {
    one.iter().copied().filter(|key| other.binary_search(key).is_ok())
}
