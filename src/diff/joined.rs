//! Which people, organisations and places of the old text are which of the new one.
//!
//! It joins by name alone and labels nothing: within each text, roles, epithets and pronouns were joined when it was
//! read. A wrong join hides that somebody else is meant, so where two could be meant nobody is joined.

use std::collections::HashMap;

use super::lexicon;
use super::links::{NEW, OLD};
use crate::claim::{Span, SpeakerId};
use crate::lexicon::fold;
use crate::name::name_key;
use crate::reading::{Entities, Entity, EntityKind, Mention, MentionForm};

/// The entities of two texts, joined.
pub(super) struct JoinedEntities<'a> {
    sides: [&'a Entities; 2],
    names: [Vec<EntityName>; 2],
    /// By side and entity: the other text's entity that it is.
    with: [Vec<Option<usize>>; 2],
    /// By side: the length of the longest mention.
    longest: [usize; 2],
    /// By side: entities that are one by the words of the text between two of their names.
    aliases: [Vec<(usize, usize)>; 2],
}

/// Whether two entities are one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sameness {
    One,
    Two,
    /// The texts do not tell.
    Unknown,
}

impl<'a> JoinedEntities<'a> {
    /// Joins two texts' entities: those of one name first, then those whose names may be forms of one, where nobody
    /// else's may.
    pub(super) fn new([(old, old_text), (new, new_text)]: [(&'a Entities, &str); 2]) -> Self {
        let aliases = [aliases(old, old_text), aliases(new, new_text)];
        let names = [old, new].map(|side| side.all.iter().map(EntityName::new).collect::<Vec<_>>());
        let with = [vec![None; old.all.len()], vec![None; new.all.len()]];
        let longest = [old, new].map(|side| side.mentions.iter().map(|mention| mention.span.len()).max().unwrap_or(0));
        let mut joined = Self { sides: [old, new], names: [Vec::new(), Vec::new()], with, longest, aliases };
        joined.by_key(&names);
        joined.by_form(&names);
        joined.names = names;
        joined
    }

    fn by_key(&mut self, [old, new]: &[Vec<EntityName>; 2]) {
        let mut places: HashMap<&[String], [Vec<usize>; 2]> = HashMap::new();
        for (side, names) in [old, new].into_iter().enumerate() {
            for (nth, name) in names.iter().enumerate().filter(|(_, name)| !name.words.is_empty()) {
                places.entry(&name.words).or_default()[side].push(nth);
            }
        }
        for [olds, news] in places.values() {
            if let ([old], [new]) = (&olds[..], &news[..]) {
                self.join(*old, *new);
            }
        }
    }

    fn by_form(&mut self, names: &[Vec<EntityName>; 2]) {
        let handles = [Handles::new(&names[OLD]), Handles::new(&names[NEW])];
        // Whoever of a side may be meant by a name.
        let fits = |name: &EntityName, side: usize| -> Vec<usize> {
            handles[side].of(name).into_iter().filter(|&nth| names[side][nth].is_form_of(name)).collect()
        };
        for nth in 0..names[OLD].len() {
            if self.with[OLD][nth].is_some() {
                continue;
            }
            if let [only] = fits(&names[OLD][nth], NEW)[..]
                && self.with[NEW][only].is_none()
                && fits(&names[NEW][only], OLD) == [nth]
            {
                self.join(nth, only);
            }
        }
    }

    fn join(&mut self, old: usize, new: usize) {
        self.with[OLD][old] = Some(new);
        self.with[NEW][new] = Some(old);
    }

    /// Returns whether an entity of the old text and one of the new text are one.
    ///
    /// They are two where both are named, and one of them is somebody else in the other text, or the names have nothing
    /// in common.
    pub(super) fn compare(&self, old: usize, new: usize) -> Sameness {
        let is_it = |old: usize, new: usize| self.with[OLD][old] == Some(new);
        let under_another_name = |side: usize, entity: usize, is: &dyn Fn(usize) -> bool| {
            let pairs = self.aliases[side].iter();
            pairs.filter(|pair| pair.0 == entity || pair.1 == entity).any(|pair| is(pair.0) || is(pair.1))
        };
        if is_it(old, new)
            || under_another_name(OLD, old, &|old| is_it(old, new))
            || under_another_name(NEW, new, &|new| is_it(old, new))
        {
            return Sameness::One;
        }
        let names = [&self.names[OLD][old], &self.names[NEW][new]];
        if names.iter().any(|name| name.words.is_empty()) {
            return Sameness::Unknown;
        }
        let elsewhere = self.with[OLD][old].is_some() || self.with[NEW][new].is_some();
        let shared = names[OLD].words.iter().any(|word| names[NEW].words.contains(word));
        if elsewhere || !shared { Sameness::Two } else { Sameness::Unknown }
    }

    /// Returns the one of both texts' entities that stands for an entity of a side: a side and an index.
    pub(super) fn in_both(&self, side: usize, entity: usize) -> (usize, usize) {
        match self.with[side].get(entity).copied().flatten() {
            Some(old) if side == NEW => (OLD, old),
            _ => (side, entity),
        }
    }

    /// Returns the entity that a speaker of a side is.
    pub(super) fn of_speaker(&self, side: usize, speaker: SpeakerId) -> Option<usize> {
        self.sides[side].all.iter().position(|entity| entity.speaker == Some(speaker))
    }

    /// Returns whether a speaker of the old text and one of the new text are one.
    pub(super) fn compare_speakers(&self, old: SpeakerId, new: SpeakerId) -> Sameness {
        let entities = self.of_speaker(OLD, old).zip(self.of_speaker(NEW, new));
        entities.map_or(Sameness::Unknown, |(old, new)| self.compare(old, new))
    }

    /// Returns what sort of thing an entity of a side is.
    pub(super) fn kind(&self, side: usize, entity: usize) -> EntityKind {
        self.sides[side].all.get(entity).map_or(EntityKind::Unknown, |entity| entity.kind)
    }

    /// Returns whether a speaker of one side and one of the other are shown to be one.
    pub(super) fn are_one(&self, side: usize, mine: SpeakerId, theirs: SpeakerId) -> bool {
        let (old, new) = if side == OLD { (mine, theirs) } else { (theirs, mine) };
        self.compare_speakers(old, new) == Sameness::One
    }

    /// Lists the mentions of a side that share a byte with `span`, in text order.
    pub(super) fn mentions(&self, side: usize, span: Span) -> impl DoubleEndedIterator<Item = &'a Mention> {
        let mentions: &'a [Mention] = &self.sides[side].mentions;
        let until = mentions.partition_point(move |mention| mention.span.start < span.end);
        let from = mentions[..until].partition_point(|mention| mention.span.start + self.longest[side] <= span.start);
        mentions[from..until].iter().filter(move |mention| mention.span.overlaps(span))
    }
}

/// Lists the entities of a text of which it says that one is the other's name: "Lil Tarn, whose real name is Ada Quorn".
fn aliases(entities: &Entities, text: &str) -> Vec<(usize, usize)> {
    let names: Vec<&Mention> = entities.mentions.iter().filter(|mention| mention.form == MentionForm::Name).collect();
    let says = |pair: &&[&Mention]| {
        let between = text.get(pair[0].span.end..pair[1].span.start).unwrap_or_default();
        let words = between.split(|c: char| !c.is_alphanumeric() && c != '.').filter(|word| !word.is_empty());
        lexicon::ALIAS_CUES.has(&words.map(fold).collect::<Vec<_>>().join(" "))
    };
    names.windows(2).filter(says).map(|pair| (pair[0].entity, pair[1].entity)).collect()
}

/// Returns whether a mention tells by itself, or through the rest of its text, who is meant.
pub(super) fn tells_who(mention: &Mention) -> bool {
    matches!(mention.form, MentionForm::Name | MentionForm::Role | MentionForm::Pronoun)
}

/// An entity's name, comparable.
struct EntityName {
    kind: EntityKind,
    /// The words of the name, titles left out; none for a description ("the minister").
    words: Vec<String>,
}

impl EntityName {
    fn new(entity: &Entity) -> Self {
        let is_part = |word: &&str| !lexicon::FUNCTION.has(word) && !lexicon::ROLES.has(word);
        let words: Vec<&str> = entity.name.split_whitespace().collect();
        // "The Velt founder", "president of Norrigan": whoever holds that office.
        let is_office = |nth: usize| {
            let next = words.get(nth + 1);
            lexicon::ROLES.has(words[nth]) && next.is_none_or(|next| lexicon::FUNCTION.has(next))
        };
        let named = words.iter().copied().filter(is_part).all(starts_name) && !(0..words.len()).any(is_office);
        let key = if named { name_key(&entity.name) } else { String::new() };
        let words: Vec<String> = key.split_whitespace().filter(is_part).map(str::to_owned).collect();
        Self { kind: entity.kind, words }
    }

    /// Lists its first and its last word and its initials.
    fn handles(&self) -> Vec<String> {
        let ends = [self.words.first(), self.words.last()].into_iter().flatten().cloned();
        ends.chain((self.words.len() > 1).then(|| self.initials())).collect()
    }

    fn initials(&self) -> String {
        self.words.iter().filter_map(|word| word.chars().next()).collect()
    }

    /// Returns whether two names may be forms of one: a person's surname with and without a given name, an
    /// organisation's name and its initials.
    fn is_form_of(&self, other: &Self) -> bool {
        let (Some(last), Some(others)) = (self.words.last(), other.words.last()) else { return false };
        let people = |kind: EntityKind| matches!(kind, EntityKind::Person | EntityKind::Unknown);
        let (fewer, more) = if self.words.len() < other.words.len() { (self, other) } else { (other, self) };
        // "South Reil" is another place than "Reil".
        if fewer.words[0] != more.words[0] && lexicon::PLACE_WORDS.has(&more.words[0]) {
            return false;
        }
        if people(self.kind) && people(other.kind) {
            let begins = |a: &String, b: &String| {
                a == b || (a.chars().count() == 1 || b.chars().count() == 1) && a.chars().next() == b.chars().next()
            };
            // "Kim" and "Kim Jong-un", "Ana" and "Ana Holt"; a place may begin with another's name.
            let known = [self, other].iter().any(|name| name.kind == EntityKind::Person);
            if fewer.words.len() == 1 && more.words.len() > 1 && fewer.words[0] == more.words[0] && known {
                return true;
            }
            let given = |name: &Self| name.words.iter().rev().nth(1).cloned();
            let (Some(one), Some(two)) = (given(fewer), given(more)) else { return last == others };
            return last == others && begins(&one, &two);
        }
        let acronym = fewer.words.len() == 1 && more.words.len() > 1 && fewer.words[0] == more.initials();
        let shorter = more.words.len() > fewer.words.len() && more.words.starts_with(&fewer.words);
        self.kind == other.kind && (acronym || shorter)
    }
}

/// The names of one text, by the words under which another form of them would be looked for.
struct Handles(HashMap<String, Vec<usize>>);

impl Handles {
    fn new(names: &[EntityName]) -> Self {
        let mut places: HashMap<String, Vec<usize>> = HashMap::new();
        for (nth, name) in names.iter().enumerate() {
            for handle in name.handles() {
                places.entry(handle).or_default().push(nth);
            }
        }
        Self(places)
    }

    /// Lists the names that share a handle with `name`, ascending.
    fn of(&self, name: &EntityName) -> Vec<usize> {
        let mut found: Vec<usize> =
            name.handles().iter().filter_map(|handle| self.0.get(handle)).flatten().copied().collect();
        found.sort_unstable();
        found.dedup();
        found
    }
}

/// Returns whether a word starts as a name does. Scripts without case have no lower-case letters, and so pass.
fn starts_name(word: &str) -> bool {
    word.chars().find(|c| c.is_alphanumeric()).is_some_and(|c| !c.is_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Makes entities without mentions, all of one kind.
    fn entities(kind: EntityKind, names: &[&str]) -> Entities {
        let entity = |name: &&str| Entity { name: (*name).to_owned(), kind, speaker: None };
        Entities { all: names.iter().map(entity).collect(), mentions: Vec::new() }
    }

    fn compared(kind: EntityKind, old: &[&str], new: &[&str]) -> Sameness {
        let (old, new) = (entities(kind, old), entities(kind, new));
        JoinedEntities::new([(&old, ""), (&new, "")]).compare(0, 0)
    }

    #[test]
    fn one_name_in_two_forms_is_one() {
        use EntityKind::*;
        assert_eq!(compared(Person, &["Ruth Calder"], &["Ruth Calder"]), Sameness::One);
        assert_eq!(compared(Person, &["Calder"], &["Ruth Calder"]), Sameness::One);
        assert_eq!(compared(Person, &["R. Calder"], &["Ruth Calder"]), Sameness::One);
        assert_eq!(compared(Person, &["Mayor Ruth Calder"], &["Ruth Calder"]), Sameness::One);
        assert_eq!(compared(Organization, &["NPA"], &["Norrigan Ports Authority"]), Sameness::One);
        assert_eq!(compared(Organization, &["Velt Rail"], &["Velt Rail Group"]), Sameness::One);
    }

    #[test]
    fn where_two_may_be_meant_nobody_is_joined() {
        use EntityKind::*;
        assert_ne!(compared(Person, &["Calder"], &["Ruth Calder", "Hugh Calder"]), Sameness::One);
        assert_ne!(compared(Person, &["Hugh Calder"], &["Ruth Calder"]), Sameness::One);
        assert_ne!(compared(Unknown, &["South Reil"], &["Reil"]), Sameness::One);
        assert_ne!(compared(Organization, &["Velt Rail"], &["Velt Water"]), Sameness::One);
    }

    #[test]
    fn two_are_two_only_where_both_are_named() {
        use EntityKind::*;
        assert_eq!(compared(Person, &["Ruth Calder"], &["Anton Brill"]), Sameness::Two);
        // Hugh is somebody else in the new text.
        assert_eq!(compared(Person, &["Hugh Calder"], &["Ruth Calder", "Hugh Calder"]), Sameness::Two);
        assert_eq!(compared(Person, &["the mayor"], &["Ruth Calder"]), Sameness::Unknown);
        // The holder of an office may be anybody, whatever name stands beside it.
        assert_eq!(compared(Person, &["the Velt founder"], &["Ruth Calder"]), Sameness::Unknown);
        assert_eq!(compared(Person, &["president of Norrigan"], &["Ruth Calder"]), Sameness::Unknown);
        assert_eq!(compared(Group, &["the dockers"], &["the owners"]), Sameness::Unknown);
    }

    #[test]
    fn a_text_may_say_that_two_names_are_one_persons() {
        let text = "Lil Tarn, whose real name is Ada Quorn, sang. Lil Tarn and Hugh Calder left.";
        let names = ["Lil Tarn", "Ada Quorn", "Hugh Calder"];
        let mention = |entity: usize, start: usize| Mention {
            span: Span::new(start, start + names[entity].len()),
            entity,
            form: MentionForm::Name,
        };
        let all = names
            .iter()
            .enumerate()
            .flat_map(|(entity, name)| text.match_indices(name).map(move |(start, _)| (start, entity)));
        let mut all: Vec<(usize, usize)> = all.collect();
        all.sort_unstable();
        let mut old = entities(EntityKind::Person, &names);
        old.mentions = all.into_iter().map(|(start, entity)| mention(entity, start)).collect();
        let new = entities(EntityKind::Person, &["Ada Quorn", "Hugh Calder"]);
        let joined = JoinedEntities::new([(&old, text), (&new, "")]);
        assert_eq!(joined.compare(0, 0), Sameness::One);
        assert_eq!(joined.compare(0, 1), Sameness::Two);
    }
}
