//! Whom a description means: "the foreign minister", "the company", "the 62-year-old".
//!
//! **Finds** the one whose role, party, place or earlier description holds all of its words, or the only one there is,
//! where it can mean anybody; the body just named whose name says what it is ("The Dunmore Times … the newspaper");
//! those who were joined ("the senators").
//! **Example**: after "Finance Minister Paul Dray", "the minister" is Paul Dray, as long as there is no second
//! minister.
//! **Leaves alone** descriptions that do not point back ("a minister"), offices that differ ("the deputy minister"),
//! and bodies and documents that were last spoken of long ago ("the campaign").
//! **Known misses**: offices that the document never puts beside the name; a description that comes before its name ("A
//! judge … Judge Holt").
//!
//! It never picks one of two.

use std::ops::Range;

use super::likeness::{agree, sole};
use super::{Cast, Entity, MANY, push_new};
use crate::claim::SpeakerKind;
use crate::extract::speaker::lexicon::lexicon;
use crate::extract::speaker::phrase::{Phrase, canonical, singular};
use crate::extract::speaker::words::FoldedWords;
use crate::extract::voice::sets_apart;
use crate::lexicon::fold_name;

/// How many people are asked for their age.
const PEOPLE: usize = 400;
/// How many sentences back something is just named.
const JUST_NOW: usize = 2;
/// How many sentences back a body or a document is still meant by its bare noun.
const LONG_AGO: usize = 25;
/// FoldedWords beside a plural that only count.
const COUNTS: [&str; 4] = ["two", "three", "both", "all"];

impl Entity {
    /// Returns whether a description names another office than the one that is known in full: "the minister" and "the
    /// Prime Minister of Varland" are not the Prime Minister in whose speech they stand.
    fn holds_another(&self, words: &FoldedWords, phrase: &Phrase) -> bool {
        let of = phrase.tokens.clone().find(|&at| matches!(words.folded(at), "of" | "for"));
        let complement = of.map_or(0..0, |of| of + 1..phrase.tokens.end);
        let named =
            |word: &String| phrase.words.contains(word) || complement.clone().any(|at| canonical(words, at) == *word);
        let elsewhere = |at: usize| {
            let word = canonical(words, at);
            words.capital(at) && !self.role_words.contains(&word) && !self.belongs.contains(&word)
        };
        self.role_words.iter().any(|word| sets_apart(word) && !named(word)) || complement.clone().any(elsewhere)
    }
}

impl Cast {
    /// Finds whom a description means; `None` where nobody certain.
    pub fn described(&self, words: &FoldedWords, phrase: &Phrase, at: usize) -> Option<usize> {
        let holders = self.by_noun.get(&phrase.noun).map_or(&[][..], Vec::as_slice);
        let bare = phrase.words.len() == 1;
        if let Some(&known) = self.by_description.get(&fold_name(&phrase.name)) {
            // "The source" after "a source" and "another source" is neither for certain.
            let later = |&who: &usize| (self.entities[known].first + 1..at).contains(&self.entities[who].first);
            let blurred = bare && phrase.definite && !phrase.plural && holders.iter().any(later);
            let impersonal = matches!(phrase.kind, SpeakerKind::Organization | SpeakerKind::Document);
            let stale = bare
                && impersonal
                && self.entities[known]
                    .mentions
                    .iter()
                    .all(|mention| mention.start < words.sentences_back(at, LONG_AGO));
            if !blurred && !stale {
                return Some(known);
            }
            if impersonal || stale {
                return self.latest(words, phrase, at);
            }
        }
        if !phrase.definite {
            return None;
        }
        let before = |at_entity: &usize| self.entities[*at_entity].first < at;
        if let Some(age) = &phrase.age {
            let aged = sole(
                self.people
                    .iter()
                    .copied()
                    .take_while(before)
                    .take(PEOPLE)
                    .filter(|&who| self.entities[who].age.as_ref() == Some(age))
                    .take(2),
            );
            return aged.or_else(|| self.only_person(phrase, at));
        }
        if phrase.plural
            && let Some(several) = self.several(phrase, at)
        {
            return Some(several);
        }
        let near = words.sentences_back(at, LONG_AGO);
        let named = self.by_word.get(&phrase.noun).map_or(&[][..], Vec::as_slice);
        if holders.len() > MANY * 4 || named.len() > MANY * 4 {
            return None;
        }
        let fits = |who: &usize| {
            let entity = &self.entities[*who];
            let kind = entity.kind == phrase.kind
                || entity.kind == SpeakerKind::Person
                    && matches!(phrase.kind, SpeakerKind::Anonymous)
                    && !phrase.plural
                || entity.kind == SpeakerKind::Anonymous && phrase.kind == SpeakerKind::Person
                || entity.kind == SpeakerKind::Anonymous && phrase.kind == SpeakerKind::Group
                || entity.described && phrase.noun.starts_with("spokes")
                || entity.kind == SpeakerKind::Group && entity.described && phrase.kind == SpeakerKind::Organization;
            // Any campaign may be "the campaign", and which one it is is soon forgotten.
            let fresh = !bare
                || !matches!(phrase.kind, SpeakerKind::Organization | SpeakerKind::Document)
                || entity.mentions.iter().any(|mention| (near..at).contains(&mention.start));
            let has = |word: &String| {
                entity.role_words.contains(word)
                    || entity.belongs.contains(word)
                    || (entity.described || entity.kind == SpeakerKind::Organization) && entity.words.contains(word)
            };
            let other =
                entity.role_words.iter().any(|word| lexicon().other_office(word) && !phrase.words.contains(word));
            let office =
                entity.described || entity.kind != SpeakerKind::Person || entity.role_words.contains(&phrase.noun);
            kind && fresh
                && office
                && before(who)
                && agree(entity.gender, phrase.gender)
                && phrase.words.iter().all(has)
                && !other
                && !(self.author == Some(*who) && entity.holds_another(words, phrase))
        };
        let mut fitting: Vec<usize> = holders.iter().chain(named).copied().filter(fits).collect();
        fitting.sort_unstable();
        fitting.dedup();
        match fitting[..] {
            [only] => Some(only),
            [] if phrase.vague && !phrase.plural && phrase.words.len() == 1 => self.only_person(phrase, at),
            [_, _, ..] if bare => self
                .latest(words, phrase, at)
                .or_else(|| self.named_since(&fitting, words.sentences_back(at, JUST_NOW)..at)),
            [] => self.of_sort(words, phrase, at).or_else(|| self.of_party(words, phrase, at)).or_else(|| {
                let company = sole(self.companies.iter().copied().take_while(before).take(2));
                company.filter(|&company| phrase.company && bare && self.unrivalled(company, words, at))
            }),
            _ => None,
        }
    }

    /// Returns the body or document that was last called by the noun, in one of the last sentences and alone in it.
    fn latest(&self, words: &FoldedWords, phrase: &Phrase, at: usize) -> Option<usize> {
        if !matches!(phrase.kind, SpeakerKind::Organization | SpeakerKind::Document) {
            return None;
        }
        let called = |entity: &&Entity| {
            entity.kind == phrase.kind
                && (entity.words.contains(&phrase.noun) || entity.role_words.contains(&phrase.noun))
        };
        (0..=JUST_NOW).find_map(|back| {
            let near = words.sentences_back(at, back)..at;
            let mentioned = |entity: &&Entity| entity.mentions.iter().any(|mention| near.contains(&mention.start));
            let some = self.entities.iter().any(|entity| called(&entity) && mentioned(&entity));
            some.then(|| self.sole_near(near, called))
        })?
    }

    /// Returns the only one of those who fit whose name is known, where the name has come after the others: "a judge",
    /// "Judge Holt", "the judge".
    fn named_since(&self, fitting: &[usize], near: Range<usize>) -> Option<usize> {
        let last = |who: usize| {
            self.entities[who].mentions.iter().map(|mention| mention.start).filter(|&start| start < near.end).max()
        };
        let named = sole(fitting.iter().copied().filter(|&who| !self.entities[who].described))?;
        let latest = fitting.iter().all(|&who| last(who) <= last(named));
        (latest && last(named) >= Some(near.start)).then_some(named)
    }

    /// Returns whether no other body that may be a company stands nearer than this one.
    fn unrivalled(&self, company: usize, words: &FoldedWords, at: usize) -> bool {
        let mentioned = |who: usize, back: usize| {
            let near = words.sentences_back(at, back)..at;
            self.entities[who].mentions.iter().any(|mention| near.contains(&mention.start))
        };
        let body = |who: usize| {
            let entity = &self.entities[who];
            let place = entity.words.iter().all(|word| lexicon().place(word).is_some());
            !place && (!entity.sure || entity.kind == SpeakerKind::Organization)
        };
        mentioned(company, 1) || (0..self.entities.len()).all(|who| who == company || !body(who) || !mentioned(who, 1))
    }

    /// Returns the body just named whose name says that it is such a one: "the newspaper" after "The Dunmore Times".
    fn of_sort(&self, words: &FoldedWords, phrase: &Phrase, at: usize) -> Option<usize> {
        if phrase.kind != SpeakerKind::Organization || phrase.words.len() != 1 {
            return None;
        }
        let near = words.sentences_back(at, 1)..at;
        let is = |entity: &&Entity| {
            let mut edges = entity.words.first().into_iter().chain(entity.words.last());
            entity.kind == SpeakerKind::Organization && edges.any(|word| lexicon().sort(&phrase.noun, word))
        };
        self.sole_near(near, is)
    }

    /// Returns the person just named who is known to belong to the party: "the Republican nominee" after "Republican
    /// Ann Holt".
    fn of_party(&self, words: &FoldedWords, phrase: &Phrase, at: usize) -> Option<usize> {
        let noun = phrase.noun.as_str();
        let party = lexicon().party(noun).or_else(|| {
            let politician = matches!(noun, "nominee" | "candidate" | "politician" | "lawmaker" | "contender");
            phrase.words.iter().filter(|_| politician).find_map(|word| lexicon().party(word))
        })?;
        let other = phrase.words.iter().any(|word| lexicon().other_office(word));
        if other || phrase.plural || phrase.words.len() > 3 {
            return None;
        }
        let is = |entity: &&Entity| {
            entity.kind == SpeakerKind::Person
                && agree(entity.gender, phrase.gender)
                && entity.belongs.iter().chain(&entity.role_words).any(|word| word == party)
        };
        self.sole_near(words.sentences_back(at, JUST_NOW)..at, is)
    }

    /// Returns the only entity of a sort that is mentioned in a stretch.
    fn sole_near(&self, near: Range<usize>, is: impl Fn(&&Entity) -> bool) -> Option<usize> {
        let mentioned = |entity: &Entity| entity.mentions.iter().any(|mention| near.contains(&mention.start));
        let found = self.entities.iter().enumerate().filter(|(_, entity)| is(entity) && mentioned(entity));
        sole(found.map(|(who, _)| who))
    }

    /// Returns those joined before who all are what the plural says: "the senators" after "Senators Lee and Park".
    fn several(&self, phrase: &Phrase, at: usize) -> Option<usize> {
        let is = |&who: &usize| {
            let entity = &self.entities[who];
            entity.role_words.contains(&phrase.noun)
                && phrase.words.iter().all(|word| {
                    word == &phrase.noun || singular(word) == phrase.noun || COUNTS.contains(&word.as_str())
                })
        };
        let joined = self
            .entities
            .iter()
            .enumerate()
            .filter(|(_, entity)| entity.first < at && entity.members.len() > 1 && entity.members.iter().all(is));
        sole(joined.map(|(who, _)| who))
    }

    /// Finds those who were joined before, under whatever names.
    pub fn joined(&self, members: &[usize]) -> Option<usize> {
        self.entities.iter().position(|entity| members.len() > 1 && entity.members == members)
    }

    /// Takes down who is joined in a speaker.
    pub fn join(&mut self, at: usize, members: Vec<usize>) {
        self.entities[at].members = members;
    }

    /// Returns the only person that the document has named before a place, if he or she fits.
    fn only_person(&self, phrase: &Phrase, at: usize) -> Option<usize> {
        if !matches!(phrase.noun.as_str(), "man" | "woman" | "candidate" | "politician") && phrase.age.is_none() {
            return None;
        }
        sole(self.people.iter().copied().take_while(|&who| self.entities[who].first < at).take(2))
            .filter(|&who| agree(self.entities[who].gender, phrase.gender))
    }

    /// Makes a speaker of a description that means nobody known.
    pub fn add_described(&mut self, phrase: &Phrase, first: usize) -> usize {
        let at = self.add(phrase.name.clone(), phrase.words.clone(), first);
        let entity = &mut self.entities[at];
        entity.kind = phrase.kind;
        entity.gender = phrase.gender;
        entity.described = true;
        entity.plural = phrase.plural;
        entity.sure = true;
        self.by_description.insert(fold_name(&phrase.name), at);
        // The noun leads back to it ("a senior council official" … "the official"), and so do its other words.
        let noun = phrase.noun.clone();
        if noun.is_empty() {
            return at;
        }
        push_new(self.by_noun.entry(noun.clone()).or_default(), at);
        let entity = &mut self.entities[at];
        if !entity.words.contains(&noun) {
            entity.words.push(noun);
        }
        at
    }
}
