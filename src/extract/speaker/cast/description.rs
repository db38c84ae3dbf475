//! Whom a description means: "the foreign minister", "the company", "the 62-year-old".
//!
//! **Finds** the one whose role or earlier description holds all of its words, or the only one there is, where it can mean anybody.
//! **Example**: after "Finance Minister Paul Dray", "the minister" is Paul Dray, as long as there is no second minister.
//! **Leaves alone** descriptions that do not point back ("a minister"), and offices that differ ("the deputy minister").
//! **Known misses**: offices that the document never puts beside the name.
//!
//! It never picks one of two.

use super::likeness::{agree, sole};
use super::{Cast, MANY, push_new};
use crate::claim::SpeakerKind;
use crate::extract::speaker::lexicon::{fold, lexicon};
use crate::extract::speaker::phrase::Phrase;

/// How many people are asked for their age.
const PEOPLE: usize = 400;

impl Cast {
    /// Finds whom a description means; `None` where nobody certain.
    pub fn described(&self, phrase: &Phrase, at: usize) -> Option<usize> {
        if let Some(&known) = self.by_description.get(&fold(&phrase.name)) {
            return Some(known);
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
        let holders = self.by_noun.get(&phrase.noun).map_or(&[][..], Vec::as_slice);
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
                || entity.kind == SpeakerKind::Anonymous && phrase.kind == SpeakerKind::Group;
            let has = |word: &String| {
                entity.role_words.contains(word)
                    || (entity.described || entity.kind == SpeakerKind::Organization) && entity.words.contains(word)
            };
            let other =
                entity.role_words.iter().any(|word| lexicon().other_office(word) && !phrase.words.contains(word));
            kind && before(who) && agree(entity.gender, phrase.gender) && phrase.words.iter().all(has) && !other
        };
        let mut fitting: Vec<usize> = holders.iter().chain(named).copied().filter(fits).collect();
        fitting.sort_unstable();
        fitting.dedup();
        match fitting[..] {
            [only] => Some(only),
            [] if phrase.vague && !phrase.plural && phrase.words.len() == 1 => self.only_person(phrase, at),
            [] if phrase.company && phrase.words.len() == 1 => {
                sole(self.companies.iter().copied().take_while(before).take(2))
            }
            _ => None,
        }
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
        entity.sure = true;
        self.by_description.insert(fold(&phrase.name), at);
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
