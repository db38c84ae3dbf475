//! Everybody and everything that a document names, each once: the places that name the same are joined here.
//!
//! **Finds** for each name whose it is. A fuller name and a shorter one are the same where one person alone fits.
//! **Example**: "Russian Foreign Minister Sergei Lavrov" … "Mr Lavrov" … "Lavrov" are one.
//! **Leaves alone** a bare surname that two people bear, unless a form of address, a title or its use before decides.
//! **Known misses**: names in two spellings; a nickname without its surname.
//!
//! It never guesses: what fits two stays by itself, under the words that the text gives. Names come out of the words,
//! never out of counting, so that they are the same in each version of a story.

mod description;
mod likeness;
mod lookup;
mod voice;

use std::collections::HashMap;

use crate::claim::{Span, SpeakerKind};

use super::lexicon::{Gender, NameGender, lexicon};
use super::name::Name;
use super::words::FoldedWords;
use crate::extract::voice::{VoiceSort, Voices};
use crate::lexicon::{fold_name, is_generation};
pub(super) use likeness::sole;
use likeness::{agree, ends_with, full, fuller, prefixed, same_given, shouted, surname};

/// Somebody or something that the document speaks of.
#[derive(Clone, Debug)]
pub(super) struct Entity {
    pub name: String,
    /// The words of the name, folded; of a description those up to its noun.
    words: Vec<String>,
    pub kind: SpeakerKind,
    pub gender: Option<Gender>,
    pub role: Option<String>,
    /// The words of the role, folded, adjectives of places as the place.
    role_words: Vec<String>,
    age: Option<String>,
    /// Party, state and country, in the words of descriptions.
    belongs: Vec<String>,
    /// Those that are joined in it ("Lee and Park").
    members: Vec<usize>,
    /// Several, as far as the words tell.
    pub plural: bool,
    /// Other words that it is called by, in order of use.
    pub aliases: Vec<String>,
    pub mentions: Vec<Span>,
    /// Where it comes in, in bytes.
    pub first: usize,
    /// The last sentence that calls it by its full name, for names that two bear.
    last_full: usize,
    /// A source names it in full.
    pub speaks: bool,
    /// Known by a description alone.
    described: bool,
    company: bool,
    /// The kind is more than the shape of the name: a title, a first name, a role say so.
    pub sure: bool,
}

impl Entity {
    /// Returns whether the first name is a man's as often as a woman's ("Chris").
    pub fn is_neutral(&self) -> bool {
        self.gender.is_none()
            && self.words.len() > 1
            && lexicon().first_name(&self.words[0]) == Some(NameGender::Either)
    }

    /// Takes down that somebody is a "he" or a "she", and so a person.
    pub fn called(&mut self, gender: Gender) {
        if matches!(self.kind, SpeakerKind::Person | SpeakerKind::Unknown | SpeakerKind::Anonymous) {
            self.gender = self.gender.or(Some(gender));
        }
        if self.kind == SpeakerKind::Unknown {
            self.kind = if self.described { SpeakerKind::Anonymous } else { SpeakerKind::Person };
        }
    }
}

/// How many bearers of one word are looked at; with more of them nothing is certain.
const MANY: usize = 12;

/// All of them.
#[derive(Debug, Default)]
pub(super) struct Cast {
    pub entities: Vec<Entity>,
    /// The entity of each name, by the name's index.
    pub of_name: Vec<Option<usize>>,
    /// Whole names, folded → entity.
    by_name: HashMap<String, usize>,
    /// Whole descriptions, folded → entity.
    by_description: HashMap<String, usize>,
    /// Last words of people's names.
    by_surname: HashMap<String, Vec<usize>>,
    /// All words of names of more than one word.
    by_word: HashMap<String, Vec<usize>>,
    /// Initials of bodies' names.
    by_initials: HashMap<String, usize>,
    /// FoldedWords of roles and of descriptions.
    by_noun: HashMap<String, Vec<usize>>,
    people: Vec<usize>,
    companies: Vec<usize>,
    /// Whose word the text is. The metadata give the office in full.
    author: Option<usize>,
}

impl Cast {
    /// Joins the names; `heads` are the names that sources are. Returns with it the entity of each of the voices.
    pub fn new(words: &FoldedWords, names: &[Name], heads: &[usize], voices: &Voices) -> (Self, Vec<Option<usize>>) {
        let mut cast = Self { of_name: vec![None; names.len()], ..Self::default() };
        let named: Vec<Option<usize>> = voices.all.iter().map(|voice| cast.place_full_voice(voice)).collect();
        for (index, name) in names.iter().enumerate() {
            if full(name) && !name.doubtful {
                cast.of_name[index] = Some(cast.place_full(words, name));
            }
        }
        let of_voice: Vec<Option<usize>> = voices
            .all
            .iter()
            .zip(named)
            .map(|(voice, named)| named.or_else(|| cast.place_short_voice(voices, voice, words.document)))
            .collect();
        for (voice, entity) in voices.all.iter().zip(&of_voice) {
            if let Some(entity) = *entity {
                cast.note_voice(voice, words.document.body, entity);
            }
        }
        for (index, name) in names.iter().enumerate() {
            if let Some(entity) = cast.of_name[index] {
                cast.note_role(name, entity);
            }
        }
        for &head in heads {
            if let Some(entity) = cast.of_name[head] {
                cast.entities[entity].speaks = true;
            }
        }
        for (index, name) in names.iter().enumerate() {
            if cast.of_name[index].is_none() {
                cast.of_name[index] = cast.place_short(words, name);
            }
        }
        for (index, name) in names.iter().enumerate() {
            if let Some(entity) = cast.of_name[index] {
                cast.note(words, name, entity);
                cast.note_role(name, entity);
            }
        }
        for entity in &mut cast.entities {
            entity.mentions.sort_unstable();
            entity.first = entity.mentions.first().map_or(entity.first, |span| span.start);
        }
        // An author whom the metadata name is known before the text names anybody.
        for (voice, entity) in voices.all.iter().zip(&of_voice) {
            if let Some(entity) = entity.filter(|_| voice.sort == VoiceSort::Author) {
                cast.entities[entity].first = 0;
            }
        }
        cast.people = (0..cast.entities.len())
            .filter(|&at| cast.entities[at].kind == SpeakerKind::Person && cast.entities[at].sure)
            .collect();
        cast.people.sort_by_key(|&at| cast.entities[at].first);
        cast.companies = (0..cast.entities.len()).filter(|&at| cast.entities[at].company).collect();
        cast.companies.sort_by_key(|&at| cast.entities[at].first);
        (cast, of_voice)
    }

    fn add(&mut self, name: String, words: Vec<String>, first: usize) -> usize {
        self.entities.push(Entity {
            name,
            words,
            kind: SpeakerKind::Unknown,
            gender: None,
            role: None,
            role_words: Vec::new(),
            age: None,
            belongs: Vec::new(),
            members: Vec::new(),
            plural: false,
            aliases: Vec::new(),
            mentions: Vec::new(),
            first,
            last_full: 0,
            speaks: false,
            described: false,
            company: false,
            sure: false,
        });
        self.entities.len() - 1
    }

    /// Places a name of more than one word.
    fn place_full(&mut self, words: &FoldedWords, name: &Name) -> usize {
        let key = name.words.join(" ");
        let known = self.by_name.get(&key).copied().or_else(|| {
            if name.kind == Some(SpeakerKind::Organization) {
                return None;
            }
            let bearers = self.by_surname.get(surname(&name.words)?)?;
            if bearers.len() > MANY {
                return None;
            }
            let fitting = |&&at: &&usize| {
                let entity = &self.entities[at];
                agree(entity.gender, name.gender)
                    && (same_given(&entity.words, &name.words) || prefixed(&entity.words, &name.words))
            };
            sole(bearers.iter().filter(fitting).copied())
        });
        let at = known.unwrap_or_else(|| {
            self.add(words.text(&name.tokens), name.words.clone(), words.span_of(&name.tokens).start)
        });
        self.by_name.entry(key).or_insert(at);
        let entity = &mut self.entities[at];
        if prefixed(&entity.words, &name.words) || fuller(&name.words, &entity.words) {
            entity.words.clone_from(&name.words);
            entity.name = words.text(&name.tokens);
        } else if shouted(&entity.name) && !shouted(&words.text(&name.tokens)) && entity.words == name.words {
            entity.name = words.text(&name.tokens);
        }
        entity.last_full = name.sentence;
        entity.gender = entity.gender.or(name.gender);
        let personal = take_kind(entity, name);
        if personal && let Some(surname) = surname(&name.words) {
            push_new(self.by_surname.entry(surname.to_owned()).or_default(), at);
        }
        for word in &name.words {
            push_new(self.by_word.entry(word.clone()).or_default(), at);
        }
        // People are called by three letters at least ("JFK").
        if !personal || name.words.len() > 2 {
            let initials: String = name
                .words
                .iter()
                .filter(|word| !matches!(word.as_str(), "of" | "for" | "and" | "the"))
                .filter_map(|word| word.chars().next())
                .collect();
            self.by_initials.entry(initials).or_insert(at);
        }
        at
    }

    /// Places a name of one word, or of a surname with its particle, or one that proves nothing by itself.
    fn place_short(&mut self, words: &FoldedWords, name: &Name) -> Option<usize> {
        let key = name.words.join(" ");
        let first = words.span_of(&name.tokens).start;
        // "The U.N." is no Mr Un.
        let initials = words.raw(name.tokens.start).contains('.') && words.all_capitals(name.tokens.start);
        if name.words.len() > 1
            && let Some(&known) = self.by_name.get(&key)
        {
            return Some(known);
        }
        if !initials
            && (name.kind != Some(SpeakerKind::Organization)
                || name.words.len() == 1 && self.by_surname.contains_key(&key))
        {
            match self.bearer(name, first) {
                Bearer::One(at) => return Some(at),
                Bearer::Several if name.doubtful => return None,
                Bearer::Several => return Some(self.by_itself(words, name, first, true)),
                Bearer::None => {}
            }
        }
        if name.words.len() == 1 && !name.titled {
            if words.all_capitals(name.tokens.start)
                && let Some(&at) = self.by_initials.get(&key)
            {
                return Some(at);
            }
            // "the Post" for the only name that ends so, "Midland" for the only body whose name starts so.
            let bodies = self.by_word.get(&key).map_or(&[][..], Vec::as_slice);
            if bodies.len() <= MANY && lexicon().place(&key).is_none() && !lexicon().known_body(&key) {
                let ends = |&at: &usize| {
                    let entity = &self.entities[at];
                    entity.kind == SpeakerKind::Organization
                        && entity.words.len() > 1
                        && (entity.words.first() == Some(&key) && !lexicon().ordinary(&key) && !initials
                            || entity.words.last() == Some(&key))
                };
                if let Some(at) = sole(bodies.iter().copied().filter(ends)) {
                    return Some(at);
                }
            }
        }
        if name.doubtful {
            return self.by_name.get(&key).copied();
        }
        Some(self.by_itself(words, name, first, false))
    }

    /// Returns the entity that is known by a short name alone.
    fn by_itself(&mut self, words: &FoldedWords, name: &Name, first: usize, shared: bool) -> usize {
        // Where two bear the name, "Mr Arlow" and "Mrs Arlow" are two more.
        let tokens = if shared && name.titled { &name.whole } else { &name.tokens };
        let text = words.text(tokens);
        let key = if shared { format!("? {}", fold_name(&text)) } else { name.words.join(" ") };
        if let Some(&at) = self.by_name.get(&key) {
            let entity = &mut self.entities[at];
            if !agree(entity.gender, name.gender) {
                return self.apart(words, name, first);
            }
            entity.gender = entity.gender.or(name.gender);
            take_kind(entity, name);
            return at;
        }
        let at = self.add(text, name.words.clone(), first);
        self.entities[at].gender = name.gender;
        take_kind(&mut self.entities[at], name);
        self.by_name.insert(key, at);
        if !shared && let [word] = &name.words[..] {
            push_new(self.by_word.entry(word.clone()).or_default(), at);
        }
        at
    }

    /// Returns the entity of a short name whose form of address fits nobody of that name ("Mrs Arlow" after "Mr
    /// Arlow").
    fn apart(&mut self, words: &FoldedWords, name: &Name, first: usize) -> usize {
        let text = words.text(&name.whole);
        let key = format!("? {}", fold_name(&text));
        if let Some(&at) = self.by_name.get(&key) {
            return at;
        }
        let at = self.add(text, name.words.clone(), first);
        self.entities[at].gender = name.gender;
        take_kind(&mut self.entities[at], name);
        self.by_name.insert(key, at);
        at
    }

    /// Looks for the person that a short name fits.
    fn bearer(&self, name: &Name, first: usize) -> Bearer {
        let short: Vec<&String> = name.words.iter().filter(|word| !is_generation(word)).collect();
        let Some(&last) = short.last() else { return Bearer::None };
        let by_surname = self.by_surname.get(last).map_or(&[][..], Vec::as_slice);
        let by_word = self.by_word.get(last).map_or(&[][..], Vec::as_slice);
        if by_surname.len() > MANY {
            return Bearer::Several;
        }
        let fits = |&at: &usize| {
            let entity = &self.entities[at];
            matches!(entity.kind, SpeakerKind::Person | SpeakerKind::Unknown | SpeakerKind::Anonymous)
                && agree(entity.gender, name.gender)
                && (entity.sure || lexicon().place(last).is_none())
        };
        let ends = |&at: &usize| fits(&at) && ends_with(&self.entities[at].words, &short);
        let pool: Vec<usize> = by_surname.iter().copied().filter(ends).collect();
        // "Hillary", "Xi": the first word, or another one that nobody else has.
        let pool = if pool.is_empty() && !name.titled && by_word.len() <= MANY && short.len() == 1 {
            let people: Vec<usize> = by_word
                .iter()
                .copied()
                .filter(fits)
                .filter(|&at| self.entities[at].kind == SpeakerKind::Person)
                .collect();
            if last.chars().count() < 2 || lexicon().place_name(last) { Vec::new() } else { people }
        } else {
            pool
        };
        if pool.is_empty() {
            return Bearer::None;
        }
        let before: Vec<usize> = pool.iter().copied().filter(|&at| self.entities[at].first < first).collect();
        let pool = if before.is_empty() { pool } else { before };
        if let [only] = pool[..] {
            return Bearer::One(only);
        }
        if name.gender.is_some()
            && let Some(at) = sole(pool.iter().copied().filter(|&at| self.entities[at].gender == name.gender))
        {
            return Bearer::One(at);
        }
        if let Some(role) = &name.role {
            let wanted: Vec<String> = role.split_whitespace().map(fold_name).collect();
            let holds = |&at: &usize| wanted.last().is_some_and(|noun| self.entities[at].role_words.contains(noun));
            if let Some(at) = sole(pool.iter().copied().filter(holds)) {
                return Bearer::One(at);
            }
        }
        // Of two who bear the name one alone speaks, and the others were not just named.
        let speaks = sole(pool.iter().copied().filter(|&at| self.entities[at].speaks));
        if let Some(at) = speaks {
            let near = pool.iter().any(|&other| {
                let last = self.entities[other].last_full;
                other != at && last <= name.sentence && name.sentence - last < 2
            });
            if !near && !name.titled {
                return Bearer::One(at);
            }
        }
        Bearer::Several
    }

    /// Takes down one place as a mention.
    fn note(&mut self, words: &FoldedWords, name: &Name, at: usize) {
        let entity = &mut self.entities[at];
        entity.mentions.push(words.span_of(&name.tokens));
        let text = words.text(&name.tokens);
        if name.tokens.len() > 1 || name.words.join(" ") != entity.words.join(" ") {
            add_alias(entity, text);
        }
        if entity.age.is_none() {
            entity.age.clone_from(&name.age);
        }
        for word in &name.belongs {
            if !entity.belongs.contains(word) && entity.belongs.len() < MANY {
                entity.belongs.push(word.clone());
            }
        }
    }

    /// Takes down the role that one place gives; the first one stays.
    fn note_role(&mut self, name: &Name, at: usize) {
        let entity = &mut self.entities[at];
        let Some(role) = &name.role else { return };
        if entity.role.is_none() {
            entity.role = Some(role.clone());
        }
        for word in role.split_whitespace() {
            let word = fold_name(word.trim_end_matches(['\'', '\u{2019}']));
            let word = word.strip_suffix("'s").unwrap_or(&word);
            let word = lexicon().place(word).or_else(|| lexicon().party(word)).unwrap_or(word).to_owned();
            if entity.kind == SpeakerKind::Organization && lexicon().body(&word).is_some_and(|body| body.company) {
                entity.company = true;
            }
            if !entity.role_words.contains(&word) && entity.role_words.len() < MANY * 2 {
                entity.role_words.push(word.clone());
                push_new(self.by_noun.entry(word).or_default(), at);
            }
        }
    }

    /// Adds a place that a description or a pronoun in a source stands at.
    pub fn mention(&mut self, at: usize, span: Span, alias: Option<String>) {
        let entity = &mut self.entities[at];
        entity.mentions.push(span);
        entity.first = entity.first.min(span.start);
        if let Some(alias) = alias {
            add_alias(entity, alias);
        }
    }
}

enum Bearer {
    None,
    One(usize),
    Several,
}

fn push_new(list: &mut Vec<usize>, at: usize) {
    // Entities are placed in text order, so a repeat is nearly always the last.
    if list.len() <= MANY * 8 && !list.contains(&at) {
        list.push(at);
    }
}

/// Takes over what a place tells about the kind; says whether the entity can be a person.
fn take_kind(entity: &mut Entity, name: &Name) -> bool {
    match name.kind {
        Some(kind) if name.titled || !entity.sure => {
            entity.kind = kind;
            entity.sure = true;
        }
        // Two words with capitals that nothing says otherwise of are a person's name.
        None if entity.kind == SpeakerKind::Unknown && (2..=4).contains(&name.words.len()) => {
            entity.kind = SpeakerKind::Person;
        }
        _ => {}
    }
    if name.kind == Some(SpeakerKind::Organization)
        && name
            .words
            .iter()
            .any(|word| lexicon().company_word(word) || lexicon().body(word).is_some_and(|body| body.company))
    {
        entity.company = true;
    }
    entity.kind != SpeakerKind::Organization
}

/// Adds another name, unless it differs in case alone from one that is there.
fn add_alias(entity: &mut Entity, alias: String) {
    const MOST: usize = 40;
    let key = fold_name(&alias);
    if entity.aliases.len() < MOST
        && key != fold_name(&entity.name)
        && !entity.aliases.iter().any(|known| fold_name(known) == key)
    {
        entity.aliases.push(alias);
    }
}
