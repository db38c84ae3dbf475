//! Who speaks in the text's own voice, among those whom it names.
//!
//! **Finds** the person whom a label or the metadata name ("NEIL HOLT", "HOLT") among the text's names, and adds one
//! whom it does not name.
//! Of answers under "A" the only person whom the lead or the headline names.
//! **Leaves alone** offices and "JOURNALIST": each is somebody by itself, and no name of anybody.

use super::likeness::sole;
use super::{Cast, Entity, add_alias, push_new};
use crate::claim::SpeakerKind;
use crate::extract::speaker::lexicon::lexicon;
use crate::extract::voice::{Voice, VoiceSort, Voices};
use crate::lexicon::fold_name;
use crate::text::Document;

impl Cast {
    /// Takes in a voice that has a full name, before the text's names are joined; `None` for any other.
    pub(super) fn place_full_voice(&mut self, voice: &Voice) -> Option<usize> {
        let words = name_words(voice);
        let named = matches!(voice.sort, VoiceSort::Author | VoiceSort::Named);
        (named && words.len() > 1).then(|| self.add_voice(voice, words))
    }

    /// Takes in any other voice, when the full names are known.
    pub(super) fn place_short_voice(&mut self, voices: &Voices, voice: &Voice, document: &Document) -> Option<usize> {
        let words = name_words(voice);
        let at = match (voice.sort, &words[..]) {
            (VoiceSort::Nobody, _) => return None,
            (VoiceSort::Interviewee, _) => return self.interviewee(voices, document),
            (VoiceSort::Author | VoiceSort::Named, [surname]) => {
                let bearers = self.by_surname.get(surname).map_or(&[][..], Vec::as_slice);
                match sole(bearers.iter().copied()) {
                    Some(known) => known,
                    None => self.add_voice(voice, words),
                }
            }
            _ => {
                let at = self.add(voice.name.clone(), Vec::new(), first(voice));
                let anonymous = voice.sort == VoiceSort::Asker;
                self.entities[at].kind = if anonymous { SpeakerKind::Anonymous } else { SpeakerKind::Person };
                self.entities[at].described = true;
                at
            }
        };
        Some(at)
    }

    /// Finds the one person who is asked: the only one whom the headline names of those above the first question, or
    /// the only one there.
    fn interviewee(&self, voices: &Voices, document: &Document) -> Option<usize> {
        let lead = document.turns.first()?.label.start;
        let has =
            |text: &str, word: &str| text.split(|c: char| !c.is_alphanumeric()).any(|part| fold_name(part) == word);
        let people: Vec<usize> = (0..self.entities.len())
            .filter(|&at| {
                let entity = &self.entities[at];
                let surname = entity.words.last().map_or("", String::as_str);
                entity.kind == SpeakerKind::Person
                    && entity.words.len() > 1
                    && entity.first < lead
                    && !has(&voices.byline, surname)
            })
            .collect();
        let in_headline =
            |&at: &usize| self.entities[at].words.last().is_some_and(|surname| has(&voices.headline, surname));
        let named: Vec<usize> = people.iter().copied().filter(in_headline).collect();
        sole(if named.is_empty() { people } else { named }.into_iter())
    }

    fn add_voice(&mut self, voice: &Voice, words: Vec<String>) -> usize {
        let key = words.join(" ");
        if let Some(&known) = self.by_name.get(&key) {
            return known;
        }
        let at = self.add(voice.name.clone(), words.clone(), first(voice));
        self.by_name.insert(key, at);
        let entity = &mut self.entities[at];
        entity.kind = SpeakerKind::Person;
        entity.sure = true;
        entity.gender =
            words.first().and_then(|first| lexicon().first_name(first)?.gender()).filter(|_| words.len() > 1);
        if let [_, .., surname] = &words[..] {
            push_new(self.by_surname.entry(surname.clone()).or_default(), at);
        }
        for word in words {
            push_new(self.by_word.entry(word).or_default(), at);
        }
        at
    }

    /// Takes down what the labels and the metadata say of a voice.
    pub(super) fn note_voice(&mut self, voice: &Voice, body: &str, at: usize) {
        let entity = &mut self.entities[at];
        entity.mentions.extend(&voice.labels);
        entity.mentions.sort_unstable();
        for label in &voice.labels {
            let label = voice.named_by(label.of(body));
            if let Some(label) = label.filter(|label| ends_alike(entity, label)) {
                add_alias(entity, label.to_owned());
            }
        }
        if voice.sort == VoiceSort::Author {
            self.author = Some(at);
        }
        let Some(role) = &voice.role else { return };
        if voice.sort == VoiceSort::Author || entity.role.is_none() {
            entity.role = Some(role.clone());
        }
        for word in role.split_whitespace().map(fold_name) {
            if !entity.role_words.contains(&word) {
                entity.role_words.push(word.clone());
                push_new(self.by_noun.entry(word).or_default(), at);
            }
        }
    }
}

/// Returns whether a label ends with a word of the name: "MS ROE" names Jane Roe, "PM" does not.
fn ends_alike(entity: &Entity, label: &str) -> bool {
    label.split_whitespace().next_back().is_some_and(|last| entity.words.contains(&fold_name(last)))
}

fn first(voice: &Voice) -> usize {
    // The metadata stand before the text.
    if voice.sort == VoiceSort::Author { 0 } else { voice.labels.first().map_or(0, |label| label.start) }
}

fn name_words(voice: &Voice) -> Vec<String> {
    voice.name.split_whitespace().map(fold_name).collect()
}
