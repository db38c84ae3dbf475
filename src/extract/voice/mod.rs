//! Who speaks a text in its own voice: the speakers of a transcript's turns, and the author of a speech or a release.
//!
//! **Finds** for each stretch whose words it holds. **Example**: in "JOURNALIST: Will you resign? PM: No." the first
//! stretch is an unnamed asker's, the second one the Prime Minister's, whom the metadata names.
//! **Leaves alone** what a recording plays back without a label: nobody is credited with it.
//! **Known misses**: a chair who takes over in the middle of a turn.
//!
//! It never invents a name: who is known by a label alone keeps it, and "Q" and "A" are nobody's.

mod author;
mod recording;

use std::collections::HashMap;
use std::ops::Range;

use crate::claim::{Rule, Span};
use crate::lexicon::COLLECTIVES;
use crate::story::Metadata;
use crate::text::{Document, LabelSort, TokenKind, Turn};

use super::attribution::Attribution;
use super::attribution::words::ClassedWords;
pub(super) use author::{Author, sets_apart};

/// Words by which an author speaks of itself.
const FIRST_PERSON: [&str; 9] = ["i", "my", "mine", "me", "myself", "we", "our", "ours", "ourselves"];
/// Those of one alone.
const ONE_ALONE: [&str; 5] = ["i", "my", "mine", "me", "myself"];
/// Labels of questions and of answers, which name nobody.
const QUESTIONS: [&str; 3] = ["q", "question", "questions"];
const ANSWERS: [&str; 3] = ["a", "answer", "interviewee"];
/// Bodies that bear the name of who leads them.
pub(super) const LED: [&str; 4] = ["government", "administration", "ministry", "cabinet"];
/// What sets a member of a parliament apart from another of the same name: "Mr. HOLT of Tarn".
const OF: &str = " of ";
/// Of so many sentences one at least has "we" or "our", where a text without an "I" is spoken.
const JOINTLY_SPOKEN: usize = 8;
/// For each time that a declared speaker is reported on, so many sentences in the first person make it a speech still.
const MOSTLY_SPOKEN: usize = 6;

/// Somebody who speaks in the text's own voice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Voice {
    /// As the metadata or the labels have it: "Jane Roe", "JOURNALIST".
    pub name: String,
    /// The office beside it.
    pub role: Option<String>,
    pub sort: VoiceSort,
    /// The labels of its turns.
    pub labels: Vec<Span>,
}

impl Voice {
    fn of_author(Author { name, role, .. }: Author) -> Self {
        Self { name, role, sort: VoiceSort::Author, labels: Vec::new() }
    }

    /// Returns the name in a label of its own: "ROE" of "MS ROE"; `None` where the label names nobody.
    pub fn named_by<'l>(&self, label: &'l str) -> Option<&'l str> {
        matches!(self.sort, VoiceSort::Author | VoiceSort::Named).then(|| bare_name(label))
    }
}

/// How a voice is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum VoiceSort {
    /// By the metadata.
    Author,
    /// By a name in a label.
    Named,
    /// By an office alone.
    Office,
    /// As somebody who asks.
    Asker,
    /// As whoever answers: "A", "Answer".
    Interviewee,
    /// By nothing: "Q".
    Nobody,
}

/// A stretch of the body in one voice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Stretch {
    pub span: Span,
    /// `None` where nobody can be credited.
    pub voice: Option<usize>,
    /// Its turn, in a transcript.
    pub turn: Option<usize>,
    /// What decides that the words are the voice's.
    pub rule: Rule,
}

/// The voices of a text.
#[derive(Clone, Debug, Default)]
pub(super) struct Voices {
    pub all: Vec<Voice>,
    /// What the metadata say of an interview.
    pub headline: String,
    pub byline: String,
    /// In text order, none overlapping.
    stretches: Vec<Stretch>,
}

impl Voices {
    /// Reads the voices off a document and its metadata; `attributions` tell a speech from a report on its author.
    pub fn new(words: &ClassedWords, metadata: &Metadata, attributions: &[Attribution]) -> Self {
        let author = Author::of(metadata);
        if words.document.turns.is_empty() {
            return author
                .filter(|author| author.speaks)
                .map_or_else(Self::default, |author| Self::of_author(words, author, attributions));
        }
        let opens = author.clone().filter(|author| author.speaks);
        let mut voices = Self::of_turns(words.document, author, metadata.outlet.as_deref());
        voices.headline = metadata.headline.clone().unwrap_or_default();
        voices.byline = metadata.byline.clone().unwrap_or_default();
        if let Some(author) = opens {
            voices.open(words.document, author);
        }
        voices
    }

    /// Returns the stretch that holds the byte `at`.
    pub fn at(&self, at: usize) -> Option<&Stretch> {
        let before = self.stretches.partition_point(|stretch| stretch.span.start <= at).checked_sub(1)?;
        self.stretches.get(before).filter(|stretch| at < stretch.span.end)
    }

    /// Returns whether a voice has any words.
    pub fn speaks(&self, voice: usize) -> bool {
        self.stretches.iter().any(|stretch| stretch.voice == Some(voice))
    }

    fn of_turns(document: &Document, author: Option<Author>, outlet: Option<&str>) -> Self {
        let mut voices = Self::default();
        let owners = owners(document, author.as_ref());
        let mut known: HashMap<Owner, usize> = HashMap::new();
        let mut before: Option<&str> = None;
        for (index, (turn, owner)) in document.turns.iter().zip(owners).enumerate() {
            let voice = *known.entry(owner.clone()).or_insert_with(|| {
                voices.all.push(voice(document, turn, &owner, author.as_ref(), outlet));
                voices.all.len() - 1
            });
            let entry = &mut voices.all[voice];
            let name = turn.label.of(document.body);
            entry.labels.push(turn.label);
            // "TOM REIL" after "REIL": the fuller one names him.
            let name = without_place(bare_name(name));
            if entry.sort == VoiceSort::Named && name.len() > entry.name.len() {
                entry.name = name.to_owned();
            }
            // A turn behind "[audio plays]" was recorded before, unless the same speaker only continues.
            let played = index > 0
                && before != Some(&turn.key)
                && recording::ends_with_one(document.turns[index - 1].content.of(document.body));
            before = Some(&turn.key);
            let rule = if played { Rule::Recording } else { Rule::Turn };
            let (live, recorded) = recording::split(document.body, turn.content);
            for (spans, voice) in [(live, Some(voice)), (recorded, None)] {
                let spans = spans.into_iter().filter(|span| !span.is_empty());
                voices.stretches.extend(spans.map(|span| Stretch { span, voice, turn: Some(index), rule }));
            }
        }
        voices.stretches.sort_by_key(|stretch| stretch.span);
        voices
    }

    /// Gives an author what stands before the first question, where it is spoken in the first person.
    fn open(&mut self, document: &Document, author: Author) {
        let Some(first) = document.turns.first() else { return };
        let asker = self.at(first.content.start).and_then(|stretch| stretch.voice);
        let asked = asker.is_some_and(|voice| self.all[voice].sort == VoiceSort::Asker);
        let before = document.sentences.iter().take_while(|sentence| sentence.span.end <= first.label.start);
        let in_first_person = |tokens: &Range<usize>| tokens.clone().any(|token| is_first_person(document, token));
        if !asked || before.filter(|sentence| in_first_person(&sentence.tokens)).count() < 2 {
            return;
        }
        let known = self.all.iter().position(|voice| voice.sort == VoiceSort::Author);
        let voice = known.unwrap_or_else(|| {
            self.all.push(Voice::of_author(author));
            self.all.len() - 1
        });
        let span = Span::new(0, first.label.start);
        self.stretches.insert(0, Stretch { span, voice: Some(voice), turn: None, rule: Rule::OwnWords });
    }

    fn of_author(words: &ClassedWords, author: Author, attributions: &[Attribution]) -> Self {
        let document = words.document;
        let first_person: Vec<bool> = document
            .sentences
            .iter()
            .map(|sentence| sentence.tokens.clone().any(|token| is_first_person(document, token)))
            .collect();
        let alone =
            (0..document.tokens.len()).any(|token| words.any(token, &ONE_ALONE) && is_first_person(document, token));
        let count = first_person.iter().filter(|&&first| first).count();
        // "…, Ms Roe said": then the text is about its author.
        let reported = attributions.iter().filter(|attribution| {
            let source = attribution
                .source
                .iter()
                .flat_map(|&span| document.tokens_in(span))
                .filter(|&token| !words.in_quotation(token));
            let source: Vec<&str> = source.map(|token| words.lower(token)).collect();
            !source.iter().any(|word| COLLECTIVES.has(word)) && author.is_meant_by(&source)
        });
        let reported = reported.count();
        // A speech may tell of its own introduction.
        let reported = reported > 0 && !(author.declared && count >= MOSTLY_SPOKEN * reported);
        let jointly = count > 0 && count * JOINTLY_SPOKEN >= document.sentences.len();
        let named = || {
            (0..document.tokens.len())
                .filter(|&token| !words.in_quotation(token) && author.is_meant_by(&[words.lower(token)]))
                // "the Roe Government" is what the author leads.
                .any(|token| !(token + 1..token + 3).any(|next| words.any(next, &LED)))
        };
        let spoken = !reported && (alone || jointly || author.declared && !named());
        let stretch = |span| Stretch { span, voice: Some(0), turn: None, rule: Rule::OwnWords };
        let sentences = document.sentences.iter().zip(first_person);
        let stretches = match spoken {
            true => vec![stretch(Span::new(0, document.body.len()))],
            false => sentences.filter(|(_, first)| *first).map(|(sentence, _)| stretch(sentence.span)).collect(),
        };
        Self { all: vec![Voice::of_author(author)], stretches, ..Self::default() }
    }
}

/// What a label stands for.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Owner {
    Author,
    /// By the key of the label.
    Label(String),
    /// By the words of the name, in lower case.
    Name(String),
}

/// Returns for each turn whose it is.
fn owners(document: &Document, author: Option<&Author>) -> Vec<Owner> {
    let fulls: Vec<String> = document
        .turns
        .iter()
        .filter(|turn| matches!(turn.sort, LabelSort::Name | LabelSort::Titled))
        .map(|turn| without_place(bare_name(&turn.key)).to_owned())
        .filter(|name| name.contains(' '))
        .collect();
    let mut placed: Vec<&str> = document.turns.iter().map(|turn| bare_name(&turn.key)).collect();
    placed.retain(|name| name.contains(OF));
    placed.sort_unstable();
    placed.dedup();
    let of_places = |name: &str| placed.iter().filter(|whole| without_place(whole) == name).count();
    // An author whose office nobody knows is whoever speaks by an office, where one alone does.
    let mut offices: Vec<&str> =
        document.turns.iter().filter(|turn| turn.sort == LabelSort::Answerer).map(|turn| turn.key.as_str()).collect();
    offices.sort_unstable();
    offices.dedup();
    let owner = |turn: &Turn| match turn.sort {
        LabelSort::Asker => Owner::Label(turn.key.clone()),
        LabelSort::Answerer => match author {
            Some(author) if author.holds(&turn.key) || author.role.is_none() && offices.len() == 1 => Owner::Author,
            _ => Owner::Label(turn.key.clone()),
        },
        LabelSort::Titled | LabelSort::Name => {
            let name = bare_name(&turn.key);
            let name = if of_places(without_place(name)) > 1 { name } else { without_place(name) };
            if author.is_some_and(|author| author.is_called(name)) {
                return Owner::Author;
            }
            // "REIL" is TOM REIL, where no other of that name speaks.
            let mut bearers: Vec<&String> =
                fulls.iter().filter(|full| full.split(' ').next_back() == Some(name)).collect();
            bearers.dedup();
            match bearers[..] {
                [full] => Owner::Name(full.clone()),
                [first, ..] if bearers.iter().all(|other| *other == first) => Owner::Name(first.clone()),
                _ => Owner::Name(name.to_owned()),
            }
        }
    };
    document.turns.iter().map(owner).collect()
}

fn voice(document: &Document, turn: &Turn, owner: &Owner, author: Option<&Author>, outlet: Option<&str>) -> Voice {
    let label = turn.label.of(document.body);
    let of_outlet = || outlet.is_some_and(|outlet| outlet.to_lowercase().contains(&turn.key));
    let (name, role, sort) = match (owner, author) {
        (Owner::Author, Some(author)) => (author.name.clone(), author.role.clone(), VoiceSort::Author),
        _ if QUESTIONS.contains(&turn.key.as_str()) => (label.to_owned(), None, VoiceSort::Nobody),
        _ if ANSWERS.contains(&turn.key.as_str()) => (label.to_owned(), None, VoiceSort::Interviewee),
        _ if turn.sort == LabelSort::Asker || of_outlet() => (label.to_owned(), None, VoiceSort::Asker),
        (Owner::Name(name), _) => {
            let whole = bare_name(label);
            let name = if name.contains(OF) { whole } else { without_place(whole) };
            (name.to_owned(), title(label), VoiceSort::Named)
        }
        _ => (label.to_owned(), None, VoiceSort::Office),
    };
    Voice { name, role, sort, labels: Vec::new() }
}

/// Leaves the title out of a label: "MR. HOLT" is HOLT. A label of titles alone stays.
fn bare_name(label: &str) -> &str {
    let label = label.split([',', '(', '[']).next().unwrap_or(label).trim();
    author::without_titles(label)
}

/// Leaves the place out of a member's name: "HOLT of Tarn".
fn without_place(name: &str) -> &str {
    name.split(OF).next().unwrap_or(name)
}

/// The office in a label: "PREMIER" of "PREMIER REYES".
fn title(label: &str) -> Option<String> {
    let name = bare_name(label);
    let office = label[..name.as_ptr() as usize - label.as_ptr() as usize].trim();
    author::is_office(office).then(|| office.to_owned())
}

/// Returns whether a token is a word in the first person.
pub(super) fn is_first_person(document: &Document, token: usize) -> bool {
    let found = document.tokens.at(token);
    let word = document.word(token);
    found.kind == TokenKind::Word
        && found.quotation.is_none()
        && word != "US"
        && FIRST_PERSON.contains(&word.to_lowercase().as_str())
}

#[cfg(test)]
mod tests;
