//! The graph of a text: everybody and everything that it speaks of, with every mention.
//!
//! **Finds** names, roles beside names and in their place, what an apposition or an "is" says of a name, pronouns,
//! adjectives of places. It takes over who the sources are, so that a speaker and an entity are the same.
//! **Example**: in "Ana Holt, the port director, said she would go" four places mean one.
//! **Leaves alone** whatever may be two: a pronoun with two owners, a role that two hold.
//! **Known misses**: roles that the text never puts beside the name.
//!
//! A wrong join is worse than none. Somebody known by somebody else ("Tom Erle's brother") is never that other one.

mod antecedent;
mod clause;
mod noun;
mod pronoun;
mod rivals;
mod role;

#[cfg(test)]
mod tests;

use std::collections::HashMap;
use std::ops::Range;

use super::cast::Cast;
use super::lexicon::{Gender, lexicon};
use super::name::Name;
use super::role::Beside;
use super::source::SourceMeaning;
use super::words::FoldedWords;
use crate::claim::{SpeakerId, SpeakerKind};
use crate::extract::attribution::Attribution;
use crate::extract::syntax::Syntax;
use crate::extract::voice::Voices;
use crate::reading::{Entities, Entity, EntityKind, Mention, MentionForm};
use crate::text::ParagraphKind;

/// How many descriptions of one text are looked up: whom one means takes longer to say the more there are.
const DESCRIPTIONS: usize = 4000;

/// Stands for no attribution.
const UNTOLD: u32 = u32::MAX;

/// What is known of a text when its graph is made.
pub(super) struct Sources<'a> {
    pub syntax: &'a Syntax<'a>,
    pub words: &'a FoldedWords<'a>,
    pub names: &'a [Name],
    pub attributions: &'a [Attribution],
    /// What the source of each attribution is, and whom it means.
    pub meanings: &'a [SourceMeaning],
    pub links: &'a [Option<usize>],
    pub voices: &'a Voices,
    pub of_voice: &'a [Option<usize>],
}

/// A place where somebody is spoken of.
#[derive(Clone, Debug)]
struct Place {
    tokens: Range<usize>,
    /// `None` for somebody whom nothing tells apart.
    entity: Option<usize>,
    form: MentionForm,
    /// What the words of somebody unknown tell.
    gender: Option<Gender>,
}

/// A graph under way: the text is read once, from its start.
struct Graph<'a> {
    from: &'a Sources<'a>,
    cast: Cast,
    /// What has been found so far, in text order.
    places: Vec<Place>,
    /// The attribution whose content holds each token, the innermost; [`UNTOLD`] where none does.
    told: Vec<u32>,
    /// The sources, by their first token.
    sources: HashMap<usize, (Range<usize>, Option<usize>, MentionForm)>,
    /// The names that are sources, and nobody's that the text tells apart, with whom they are taken for.
    named_sources: HashMap<usize, usize>,
    /// Adjectives of places that the text never names → their entities.
    places_by_adjective: HashMap<&'static str, usize>,
    /// Those whom somebody has, by the owner, whether they are several, and the noun: "her campaign".
    owned: HashMap<(usize, bool, String), usize>,
    descriptions: usize,
}

/// Makes the graph; `ids` are the speakers of the cast's entities.
pub(super) fn graph(from: &Sources, cast: Cast, ids: &[Option<SpeakerId>]) -> Entities {
    let mut graph = Graph {
        from,
        cast,
        places: Vec::new(),
        told: told(from),
        sources: sources(from),
        named_sources: named_sources(from),
        places_by_adjective: HashMap::new(),
        owned: HashMap::new(),
        descriptions: 0,
    };
    graph.read();
    graph.finish(ids)
}

/// Returns for each token the attribution whose content holds it, or [`UNTOLD`]; of two the one that says less.
fn told(from: &Sources) -> Vec<u32> {
    let document = from.words.document;
    let length = |index: &usize| from.attributions[*index].content.iter().map(|span| span.len()).sum::<usize>();
    let mut order: Vec<usize> = (0..from.attributions.len()).collect();
    order.sort_by_key(|index| std::cmp::Reverse(length(index)));
    let mut told = vec![UNTOLD; document.tokens.len()];
    for index in order {
        let number = u32::try_from(index).unwrap_or(UNTOLD);
        for span in &from.attributions[index].content {
            told[document.tokens_in(*span)].fill(number);
        }
    }
    told
}

/// Lists the sources that are no names, and the labels of turns, by their first token.
fn sources(from: &Sources) -> HashMap<usize, (Range<usize>, Option<usize>, MentionForm)> {
    let links = from.meanings.iter().zip(from.links);
    let labels = from.voices.all.iter().zip(from.of_voice).flat_map(|(voice, &entity)| {
        let label = move |span| (from.words.document.tokens_in(span), entity, MentionForm::Name);
        voice.labels.iter().copied().map(label)
    });
    let labels = labels.filter(|(tokens, ..)| !tokens.is_empty()).map(|label| (label.0.start, label));
    links
        .filter_map(|(meaning, &entity)| {
            let (tokens, form) = match meaning {
                SourceMeaning::Pronoun(_, at) | SourceMeaning::Relative(at) => (*at..at + 1, MentionForm::Pronoun),
                SourceMeaning::Joined(tokens) => (tokens.clone(), MentionForm::Role),
                SourceMeaning::Described(phrase) => (phrase.tokens.clone(), MentionForm::Role),
                SourceMeaning::Nobody | SourceMeaning::Name(_) => return None,
            };
            (!tokens.is_empty()).then_some((tokens.start, (tokens, entity, form)))
        })
        .chain(labels)
        .collect()
}

/// Lists the names that are sources, with whom they mean.
fn named_sources(from: &Sources) -> HashMap<usize, usize> {
    let links = from.meanings.iter().zip(from.links);
    links
        .filter_map(|(meaning, &entity)| match meaning {
            SourceMeaning::Name(name) => Some((*name, entity?)),
            _ => None,
        })
        .collect()
}

impl Graph<'_> {
    /// Returns the attribution whose content holds a token, the innermost.
    fn told(&self, at: usize) -> Option<usize> {
        Some(self.told[at]).filter(|&index| index != UNTOLD).map(|index| index as usize)
    }

    fn read(&mut self) {
        let document = self.from.words.document;
        // Up to where a description or a title has been read.
        let mut behind = 0;
        let mut name = 0;
        for sentence in &document.sentences {
            let heading = document.paragraphs[sentence.paragraph].kind == ParagraphKind::Heading;
            for at in sentence.tokens.clone() {
                while self.from.names.get(name).is_some_and(|name| name.tokens.end <= at) {
                    name += 1;
                }
                let next = self.from.names.get(name);
                if let Some(next) = next.filter(|next| next.whole.start == at && next.tokens.start > at) {
                    self.title(name, next);
                    behind = behind.max(next.tokens.start);
                }
                if let Some((tokens, entity, form)) = self.sources.get(&at).cloned() {
                    behind = behind.max(tokens.end);
                    self.places.push(Place { tokens, entity, form, gender: None });
                    if form == MentionForm::Pronoun {
                        continue;
                    }
                }
                if let Some(next) = next.filter(|next| next.tokens.contains(&at)) {
                    if next.tokens.start == at {
                        behind = behind.max(self.name(name, next));
                    }
                    continue;
                }
                if heading {
                    continue;
                }
                // Whose it is may stand in a description: "the head of his party".
                let _ = self.pronoun(at) || self.demonym(at);
                if at >= behind {
                    behind = self.description(at, sentence.tokens.end);
                }
            }
        }
    }

    /// Takes down the office in front of a name.
    fn title(&mut self, index: usize, name: &Name) {
        let tokens = name.whole.start..name.tokens.start;
        let office = tokens.clone().any(|at| lexicon().role(self.from.words.folded(at)).is_some());
        let entity = self.cast.of_name[index].filter(|_| office && name.role.is_some());
        self.push(tokens, entity, MentionForm::Role);
    }

    /// Takes down a name, and what stands behind it between commas; a name that owns somebody brings in that one.
    /// Returns where what was read ends.
    fn name(&mut self, index: usize, name: &Name) -> usize {
        let entity = self.cast.of_name[index].or_else(|| self.named_sources.get(&index).copied());
        self.push(name.tokens.clone(), entity, MentionForm::Name);
        let mut end = name.tokens.end;
        let sentence = &self.from.words.document.sentences[name.sentence];
        let (_, rest) = super::role::age(self.from.words, name.tokens.end, sentence.tokens.end);
        if let Some(entity) = entity
            && let Some(Beside { tokens, kind, .. }) = super::role::after(self.from.words, rest, sentence.tokens.end)
            && (name.kind == Some(kind) || name.kind.is_none())
            && !self.listed(rest, tokens.end)
        {
            end = tokens.end;
            self.push(tokens, Some(entity), MentionForm::Epithet);
        }
        self.owned(index, sentence.tokens.end);
        end
    }

    fn push(&mut self, tokens: Range<usize>, entity: Option<usize>, form: MentionForm) {
        if let Some(entity) = entity.filter(|_| !tokens.is_empty()) {
            self.places.push(Place { tokens, entity: Some(entity), form, gender: None });
        }
    }

    /// Takes down an adjective of a place ("Russian").
    fn demonym(&mut self, at: usize) -> bool {
        let words = self.from.words;
        let word = words.folded(at);
        let place = lexicon().place(word).filter(|_| words.capital(at) && !lexicon().place_name(word));
        let Some(place) = place.filter(|_| words.is_word(at)) else { return false };
        let entity = self.cast.place(place).or_else(|| self.places_by_adjective.get(place).copied());
        let entity = entity.unwrap_or_else(|| {
            let entity = self.cast.add_place(words.raw(at).to_owned(), place, words.span(at).start);
            self.places_by_adjective.insert(place, entity);
            entity
        });
        self.push(at..at + 1, Some(entity), MentionForm::Demonym);
        true
    }

    fn finish(mut self, ids: &[Option<SpeakerId>]) -> Entities {
        let words = self.from.words;
        self.places.retain(|place| place.entity.is_some());
        let key = |place: &Place| (place.tokens.start, std::cmp::Reverse(place.tokens.end));
        self.places.sort_by_key(key);
        // A role between commas, or a source without its article, may have been read as a description too.
        let same = |next: &Place, kept: &Place| next.entity == kept.entity && next.tokens.end == kept.tokens.end;
        self.places.dedup_by(|next, kept| next.tokens == kept.tokens || same(next, kept));
        let mut numbers: Vec<Option<usize>> = vec![None; self.cast.entities.len()];
        let mut order = Vec::new();
        let speaking = (0..ids.len()).filter(|&entity| ids[entity].is_some());
        for entity in self.places.iter().filter_map(|place| place.entity).chain(speaking) {
            numbers[entity].get_or_insert_with(|| {
                order.push(entity);
                order.len() - 1
            });
        }
        let mentions = self.places.iter().filter_map(|place| {
            let entity = numbers[place.entity?]?;
            Some(Mention { span: words.span_of(&place.tokens), entity, form: place.form })
        });
        let mentions = mentions.collect();
        let all = order.into_iter().map(|entity| {
            let speaker = ids.get(entity).copied().flatten();
            let is_place = self.cast.is_place(entity);
            let entity = &self.cast.entities[entity];
            let kind = match entity.kind {
                _ if is_place => EntityKind::Place,
                SpeakerKind::Person | SpeakerKind::Anonymous if entity.plural => EntityKind::Group,
                // Two words in capitals alone make nobody a person.
                SpeakerKind::Person if !entity.sure && entity.gender.is_none() => EntityKind::Unknown,
                SpeakerKind::Person | SpeakerKind::Anonymous => EntityKind::Person,
                SpeakerKind::Organization => EntityKind::Organization,
                SpeakerKind::Group => EntityKind::Group,
                SpeakerKind::Document => EntityKind::Document,
                SpeakerKind::Unknown => EntityKind::Unknown,
            };
            Entity { name: entity.name.clone(), kind, speaker }
        });
        Entities { all: all.collect(), mentions }
    }
}
