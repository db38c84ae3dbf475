//! What the graph of a text asks of the cast, and what it adds to it when the sources are resolved.
//!
//! It joins nothing by itself.

use super::{Cast, MANY, push_new};
use crate::claim::SpeakerKind;
use crate::extract::speaker::lexicon::lexicon;
use crate::extract::speaker::phrase::Phrase;
use crate::lexicon::fold_name;

impl Cast {
    /// Returns whether the text says a word of somebody: of the office, the party or the place.
    pub fn knows(&self, entity: usize, word: &str) -> bool {
        let entity = &self.entities[entity];
        entity.role_words.iter().chain(&entity.belongs).any(|known| known == word)
    }

    /// Returns whether somebody is known by this description alone.
    pub fn is_described_so(&self, entity: usize, phrase: &Phrase) -> bool {
        self.by_description.get(&fold_name(&phrase.name)) == Some(&entity)
    }

    /// Returns whether a body can be called by the noun of a description: its name is of such a body, or the text says
    /// so.
    pub fn may_be_called(&self, at: usize, phrase: &Phrase) -> bool {
        let entity = &self.entities[at];
        let named = entity.kind == SpeakerKind::Organization && !entity.described;
        let head =
            entity.words.iter().position(|word| matches!(word.as_str(), "of" | "for")).unwrap_or(entity.words.len());
        let is_head = entity.words[..head].last() == Some(&phrase.noun) || entity.words.last() == Some(&phrase.noun);
        !named || is_head || !entity.words.contains(&phrase.noun)
    }

    /// Returns whether anybody is known by the noun of a description; one by that of one, several by that of several.
    pub fn has_holder(&self, phrase: &Phrase) -> bool {
        let holders = self.by_noun.get(&phrase.noun).map_or(&[][..], Vec::as_slice);
        holders.iter().any(|&holder| self.entities[holder].plural == phrase.plural)
    }

    /// Takes down that somebody is what a description says.
    pub fn learn(&mut self, at: usize, phrase: &Phrase) {
        let entity = &mut self.entities[at];
        for word in &phrase.words {
            if !entity.role_words.contains(word) && entity.role_words.len() < MANY * 2 {
                entity.role_words.push(word.clone());
                push_new(self.by_noun.entry(word.clone()).or_default(), at);
            }
        }
    }

    /// Makes somebody of a description, whom the same words mean later on.
    pub fn introduce(&mut self, phrase: &Phrase, first: usize) -> usize {
        let known = self.by_description.get(&fold_name(&phrase.name)).copied();
        let at = self.add_described(phrase, first);
        if let Some(known) = known {
            // "A driver" and "a driver": the first keeps the words, so that "the driver" finds that there are two.
            self.by_description.insert(fold_name(&phrase.name), known);
        }
        at
    }

    /// Makes somebody of a description that means nobody else, here or later.
    pub fn add_apart(&mut self, phrase: &Phrase, first: usize) -> usize {
        let at = self.add(phrase.name.clone(), phrase.words.clone(), first);
        let entity = &mut self.entities[at];
        entity.kind = phrase.kind;
        entity.gender = phrase.gender;
        entity.described = true;
        entity.plural = phrase.plural;
        entity.sure = true;
        at
    }

    /// Returns what the text calls by the name of a place.
    pub fn place(&self, place: &str) -> Option<usize> {
        self.by_name.get(place).copied().filter(|&entity| self.is_place(entity))
    }

    /// Makes a place of an adjective, where the text does not name it.
    pub fn add_place(&mut self, name: String, place: &str, first: usize) -> usize {
        let at = self.add(name, vec![place.to_owned()], first);
        self.entities[at].kind = SpeakerKind::Organization;
        at
    }

    /// Returns whether somebody is a place: each word of the name names one.
    pub fn is_place(&self, entity: usize) -> bool {
        let entity = &self.entities[entity];
        let named = entity.kind == SpeakerKind::Organization && !entity.described && !entity.words.is_empty();
        named
            && (lexicon().place_name(&entity.words.join(" "))
                || entity.words.iter().all(|word| lexicon().place_name(word)))
    }
}
