//! Who the sources of one article are: names joined, pronouns and descriptions resolved.
//!
//! It never guesses: a source that fits nobody stays a speaker of its own under the words that the text gives, and a
//! pronoun that fits nobody stays without a speaker.
//!
//! The way through: `name` finds every name, `source` reads what each source is, `cast` joins the names, then the
//! sources are resolved in text order, each against those before it (`pronoun`, `phrase`). Out of all this `entity`
//! lays out whom the whole text speaks of, and where.

mod cast;
mod entity;
mod lexicon;
mod name;
mod phrase;
mod pronoun;
mod role;
mod source;
mod words;

#[cfg(test)]
mod tests;

use std::ops::Range;

use crate::claim::{Span, Speaker, SpeakerId};
use crate::reading::Entities;
use crate::text::Document;

use super::attribution::Attribution;
use super::syntax::Syntax;
use super::voice::{self, VoiceSort, Voices};
use cast::Cast;
use name::Name;
use phrase::Phrase;
use pronoun::{Known, Owner, Scene};
use source::SourceMeaning;
use words::FoldedWords;

/// What somebody thinks or means to do: behind "my" or "our" it is the speaker's own word.
const OWN_VIEWS: [&str; 18] = [
    "advice",
    "aim",
    "answer",
    "argument",
    "belief",
    "commitment",
    "goal",
    "hope",
    "intention",
    "judgment",
    "message",
    "opinion",
    "plan",
    "point",
    "policy",
    "position",
    "promise",
    "view",
];

/// Who speaks in a document.
pub(super) struct Resolved {
    /// By first mention.
    pub speakers: Vec<Speaker>,
    /// For each attribution its speaker.
    pub links: Vec<Option<SpeakerId>>,
    /// For each voice its speaker; `None` for one without words.
    pub of_voice: Vec<Option<SpeakerId>>,
    /// Whom the text speaks of, the speakers among them.
    pub entities: Entities,
}

/// Returns who the source of each attribution is, in a text that nobody speaks as his own.
///
/// Returns the speakers by first mention, and for each attribution its speaker: `links[i]` belongs to
/// `attributions[i]`.
pub fn resolve(document: &Document, attributions: &[Attribution]) -> (Vec<Speaker>, Vec<Option<SpeakerId>>) {
    let Resolved { speakers, links, .. } = resolve_among(&Syntax::tagged(document), attributions, &Voices::default());
    (speakers, links)
}

/// Returns who the source of each attribution is, and who the voices are.
///
/// `voices` speak in the text's own voice: the first person is theirs, and so is a name that they share with a source.
pub(super) fn resolve_among(syntax: &Syntax, attributions: &[Attribution], voices: &Voices) -> Resolved {
    let document = syntax.document;
    let mut words = FoldedWords::new(document);
    let sources: Vec<Range<usize>> =
        attributions.iter().flat_map(|attribution| &attribution.source).map(|span| document.tokens_in(*span)).collect();
    words.take_names_from(&sources);
    let mut edges: Vec<usize> = attributions
        .iter()
        .flat_map(|attribution| &attribution.source)
        .map(|span| document.tokens_in(*span).end)
        .collect();
    edges.sort_unstable();
    let names = name::names(&words, &edges);
    let readings: Vec<SourceMeaning> =
        attributions.iter().map(|attribution| source::meaning(&words, &names, &attribution.source)).collect();
    let heads: Vec<usize> = readings
        .iter()
        .filter_map(|reading| match reading {
            SourceMeaning::Name(name) => Some(*name),
            _ => None,
        })
        .collect();
    let (mut cast, of_voice) = Cast::new(&words, &names, &heads, voices);

    let mut order: Vec<usize> = (0..attributions.len()).collect();
    order.sort_by_key(|&index| attributions[index].source.first().map_or(usize::MAX, |span| span.start));
    let inner = inner(attributions);
    let mut sources: Vec<Vec<Known>> = vec![Vec::new(); document.sentences.len()];
    let mut links: Vec<Option<usize>> = vec![None; attributions.len()];
    for index in order {
        let attribution = &attributions[index];
        let Some(first) = attribution.source.first() else { continue };
        let found = Before { sources: &sources, content: &attribution.content };
        let entity = match speech(&words, voices, *first) {
            Speech::Own(voice) => voice.and_then(|voice| of_voice[voice]),
            Speech::Others => entity(&words, &names, &mut cast, &found, &readings[index], *first)
                .filter(|&entity| may_be_credited(voices, &of_voice, &readings[index], first.start, entity)),
        };
        let Some(entity) = entity else { continue };
        links[index] = Some(entity);
        let sentence = document.tokens.get(document.tokens_in(*first).start).map(|token| token.sentence);
        if let Some(known) = sentence.and_then(|sentence| sources.get_mut(sentence)) {
            known.push(Known { at: first.start, entity, inner: inner[index] });
        }
    }
    for index in 0..attributions.len() {
        if attributions[index].source.is_empty()
            && let Some(from) = attributions[index].continues.filter(|&from| from < index)
        {
            links[index] = links[from];
        }
    }
    let all: Vec<Option<usize>> =
        of_voice.iter().enumerate().map(|(voice, entity)| entity.filter(|_| voices.speaks(voice))).collect();
    let (speakers, ids) = speakers(&cast, links.iter().chain(&all).flatten().copied());
    let id = |entity: &Option<usize>| entity.and_then(|entity| ids[entity]);
    let (speaker_of_link, speaker_of_voice) = (links.iter().map(id).collect(), all.iter().map(id).collect());
    let sources = entity::Sources {
        syntax,
        words: &words,
        names: &names,
        attributions,
        meanings: &readings,
        links: &links,
        voices,
        of_voice: &of_voice,
    };
    let entities = entity::graph(&sources, cast, &ids);
    Resolved { speakers, links: speaker_of_link, of_voice: speaker_of_voice, entities }
}

/// Whose words a source introduces.
enum Speech {
    /// Those of whoever speaks in the text's own voice there: an index into [`Voices::all`], where it is known.
    Own(Option<usize>),
    /// Those of somebody whom the source names.
    Others,
}

/// Returns whether a source is in the first person, or the label of a turn, and in whose voice it then speaks.
fn speech(words: &FoldedWords, voices: &Voices, source: Span) -> Speech {
    let labelled = words.document.turns.binary_search_by_key(&source.start, |turn| turn.label.start);
    if let Ok(turn) = labelled {
        // A quoted turn: its label is its source.
        let content = words.document.turns[turn].content;
        return Speech::Own(voices.at(content.start).and_then(|stretch| stretch.voice));
    }
    let mut tokens = words.document.tokens_in(source);
    let first = tokens.find(|&token| words.is_word(token));
    if !first.is_some_and(|token| voice::is_first_person(words.document, token)) {
        return Speech::Others;
    }
    // "Our {position is}" is ours, and so is "our position": what others of ours say is theirs.
    let rest: Vec<usize> = tokens.filter(|&token| words.is_word(token)).collect();
    let is_own = match rest[..] {
        [] => true,
        [noun] => OWN_VIEWS.contains(&words.folded(noun)),
        _ => false,
    };
    if is_own { Speech::Own(voices.at(source.start).and_then(|stretch| stretch.voice)) } else { Speech::Others }
}

/// Returns whether somebody may be credited with what is reported in a stretch of a voice: nobody is spoken of there by
/// a pronoun or a description who speaks himself, and what others say that the author has said is no word of the
/// author's.
fn may_be_credited(
    voices: &Voices,
    of_voice: &[Option<usize>],
    reading: &SourceMeaning,
    at: usize,
    entity: usize,
) -> bool {
    let Some(stretch) = voices.at(at) else { return true };
    let own = stretch.voice.and_then(|voice| of_voice[voice]);
    if own == Some(entity) {
        return matches!(reading, SourceMeaning::Name(_));
    }
    let author = stretch.voice.is_some_and(|voice| voices.all[voice].sort == VoiceSort::Author);
    author || !of_voice.contains(&Some(entity))
}

/// What is known of an attribution when its turn comes.
struct Before<'a> {
    /// The sources before it, by sentence.
    sources: &'a [Vec<Known>],
    content: &'a [Span],
}

/// Returns whom a source means, and takes its place down as a mention.
fn entity(
    words: &FoldedWords,
    names: &[Name],
    cast: &mut Cast,
    found: &Before,
    reading: &SourceMeaning,
    first: Span,
) -> Option<usize> {
    match reading {
        SourceMeaning::Nobody => None,
        SourceMeaning::Name(name) => cast.of_name[*name].or_else(|| {
            let tokens = names[*name].whole.clone();
            phrase::phrase(words, tokens).map(|phrase| described(words, cast, &phrase))
        }),
        SourceMeaning::Pronoun(pronoun, at) => {
            // "Ms Holt's father grew up here, as she said": only what is not "as she said" is about others alone.
            let as_said = at.checked_sub(1).is_some_and(|at| words.folded(at) == "as");
            let content = if as_said { &[][..] } else { found.content };
            let scene = Scene { words, names, cast, sources: found.sources, content };
            let entity = match scene.resolve(*pronoun, *at)? {
                Owner::Entity(entity) => entity,
                Owner::Unnamed(phrase) => described(words, cast, &phrase),
            };
            cast.mention(entity, words.span(*at), None);
            if let Some(gender) = pronoun.gender() {
                cast.entities[entity].called(gender);
            }
            Some(entity)
        }
        SourceMeaning::Relative(at) => {
            if let Some(name) = source::antecedent(words, names, *at) {
                return cast.of_name[name];
            }
            // Some other name right before it is nobody's for certain.
            let named = names.get(names.partition_point(|name| name.tokens.end + 1 < *at));
            if named.is_some_and(|name| {
                name.tokens.end == *at || name.tokens.end + 1 == *at && words.is_comma(name.tokens.end)
            }) {
                return None;
            }
            // "The minister, who said": a source right before it in the same sentence.
            let sentence = words.document.tokens.at(*at).sentence;
            let known = found.sources.get(sentence)?.last()?;
            let near = words.span(*at).start.saturating_sub(known.at) < first.start && known.at < first.start;
            let adjacent = words.document.tokens_in(Span::new(known.at, first.start)).len() <= 8;
            (near && adjacent).then_some(known.entity)
        }
        SourceMeaning::Joined(tokens) => {
            let phrase = Phrase::joined(words, tokens.clone());
            let members = members(words, names, cast, tokens.clone());
            if let Some(known) = cast.joined(&members) {
                cast.mention(known, words.span_of(&phrase.tokens), Some(phrase.name));
                return Some(known);
            }
            let entity = described(words, cast, &phrase);
            cast.join(entity, members);
            Some(entity)
        }
        SourceMeaning::Described(phrase) => Some(described(words, cast, phrase)),
    }
}

/// Lists those who are joined, in order; empty where somebody among them has no name.
fn members(words: &FoldedWords, names: &[Name], cast: &Cast, tokens: Range<usize>) -> Vec<usize> {
    let first = names.partition_point(|name| name.tokens.end <= tokens.start);
    let mut members = Vec::new();
    let mut at = tokens.start;
    for (offset, name) in names[first..].iter().take_while(|name| name.tokens.start < tokens.end).enumerate() {
        let Some(entity) = cast.of_name[first + offset] else { return Vec::new() };
        if (at..name.whole.start).any(|at| words.is_word(at) && !matches!(words.folded(at), "and" | "both" | "the")) {
            return Vec::new();
        }
        members.push(entity);
        at = name.tokens.end;
        // "Jan Reil (D) and …"
        if words.raw(at) == "(" {
            at = (at..tokens.end).find(|&at| words.raw(at) == ")").unwrap_or(tokens.end);
        }
    }
    if (at..tokens.end).any(|at| words.is_word(at)) {
        return Vec::new();
    }
    members.sort_unstable();
    members.dedup();
    members
}

/// Finds or makes the speaker of a description, and takes its place down.
fn described(words: &FoldedWords, cast: &mut Cast, phrase: &Phrase) -> usize {
    let span = words.span_of(&phrase.tokens);
    let (entity, alias) = match cast.described(words, phrase, span.start) {
        Some(known) => {
            let article = if phrase.definite && !phrase.owned { "the " } else { "" };
            (known, Some(format!("{article}{}", phrase.name)))
        }
        None => (cast.add_described(phrase, span.start), None),
    };
    // The same words with and without the article are no other name.
    let alias = alias.filter(|_| !cast.entities[entity].name.eq_ignore_ascii_case(&phrase.name));
    cast.mention(entity, span, alias);
    entity
}

/// Returns of each attribution whether its source stands in the content of another one.
fn inner(attributions: &[Attribution]) -> Vec<bool> {
    let mut contents: Vec<(usize, usize, usize)> = attributions
        .iter()
        .enumerate()
        .flat_map(|(index, attribution)| attribution.content.iter().map(move |span| (span.start, span.end, index)))
        .collect();
    contents.sort_unstable();
    // The content that reaches furthest among those that start no later.
    let mut furthest = Vec::with_capacity(contents.len());
    let mut best = (0, usize::MAX);
    let mut second = 0;
    for &(_, end, index) in &contents {
        if index == best.1 {
            best.0 = best.0.max(end);
        } else if end > best.0 {
            second = best.0;
            best = (end, index);
        } else {
            second = second.max(end);
        }
        furthest.push((best, second));
    }
    attributions
        .iter()
        .enumerate()
        .map(|(index, attribution)| {
            let Some(source) = attribution.source.first() else { return false };
            let before = contents.partition_point(|content| content.0 <= source.start);
            let Some(((end, owner), second)) = before.checked_sub(1).map(|at| furthest[at]) else { return false };
            let end = if owner == index { second } else { end };
            end >= source.end
        })
        .collect()
}

/// Lists those entities that speak, by first mention; returns with it the speaker of each entity.
fn speakers(cast: &Cast, speaking: impl Iterator<Item = usize>) -> (Vec<Speaker>, Vec<Option<SpeakerId>>) {
    let mut order: Vec<usize> = speaking.collect();
    order.sort_by_key(|&entity| (cast.entities[entity].first, entity));
    order.dedup();
    let mut ids: Vec<Option<SpeakerId>> = vec![None; cast.entities.len()];
    let mut speakers = Vec::with_capacity(order.len());
    for (id, at) in order.into_iter().enumerate() {
        // A document has fewer speakers than bytes, and bodies are far below 4 GB.
        let id = SpeakerId(u32::try_from(id).unwrap_or(u32::MAX));
        ids[at] = Some(id);
        let entity = &cast.entities[at];
        let mut mentions = entity.mentions.clone();
        mentions.sort_unstable();
        mentions.dedup();
        // A name inside a longer description of the same speaker is one mention.
        mentions.dedup_by(|next, kept| kept.overlaps(*next));
        speakers.push(Speaker {
            id,
            name: entity.name.clone(),
            kind: entity.kind,
            role: entity.role.clone(),
            aliases: entity.aliases.clone(),
            mentions,
        });
    }
    (speakers, ids)
}
