//! The word lists of this room.
//!
//! It knows words alone: what a word is in its sentence is decided by those who ask.

use std::sync::LazyLock;

pub(super) use crate::lexicon::Gender;
use crate::lexicon::{self, FUNCTION_WORDS, WordMap, WordSet};

/// Of whom a form of address or a first name is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NameGender {
    Of(Gender),
    /// A man as often as a woman ("Dr", "Chris").
    Either,
}

impl NameGender {
    /// Returns the gender that it tells, where it tells one.
    pub fn gender(self) -> Option<Gender> {
        match self {
            Self::Of(gender) => Some(gender),
            Self::Either => None,
        }
    }
}

/// A noun for one person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct RoleNoun {
    pub gender: Option<Gender>,
    /// Says nothing about who it is ("an official").
    pub anonymous: bool,
}

/// A noun for a body.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Body {
    /// Any firm may be called by it.
    pub company: bool,
    /// People are called so too.
    pub surname: bool,
    /// Counts only alone, not as a part of a name.
    pub weak: bool,
}

/// What the lists hold; looked up by folded words.
pub(super) struct Lexicon {
    abbreviations: WordMap<&'static str, &'static str>,
    /// `true` where the modifier makes another office of it.
    modifiers: WordMap<&'static str, bool>,
    portfolios: WordSet,
    roles: WordMap<&'static str, RoleNoun>,
    /// `true` where the word is a name ("Tories").
    groups: WordMap<&'static str, bool>,
    /// Nouns that take "of" and a plural ("a number of residents").
    collections: WordSet,
    documents: WordSet,
    bodies: WordMap<&'static str, Body>,
    company_words: WordSet,
    known_bodies: WordSet,
    /// Place and adjective alike → the place.
    places: WordMap<&'static str, &'static str>,
    place_names: WordSet,
    function_words: WordSet,
    verbs: WordSet,
    first_names: WordMap<&'static str, NameGender>,
    /// Short forms of first names → what they may be short for.
    nicknames: WordMap<&'static str, Vec<&'static str>>,
    /// FoldedWords for one party → the first of them.
    parties: WordMap<&'static str, &'static str>,
    /// Nouns for bodies → words that the names of such bodies begin or end with.
    sorts: WordMap<&'static str, Vec<&'static str>>,
    /// Short forms of states → their words.
    states: WordMap<&'static str, Vec<&'static str>>,
}

static LEXICON: LazyLock<Lexicon> = LazyLock::new(Lexicon::load);

/// Returns the lists.
pub(super) fn lexicon() -> &'static Lexicon {
    &LEXICON
}

/// Yields the entries of a list, each as its words.
fn entries(list: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    lexicon::entries(list).map(|entry| entry.split_whitespace().collect())
}

impl Lexicon {
    fn load() -> Self {
        let gender = |entry: &[&str]| entry.iter().skip(1).find_map(|flag| Gender::from_flag(flag));
        let bearer = |entry: &[&str]| gender(entry).map_or(NameGender::Either, NameGender::Of);
        let mut places = WordMap::default();
        let mut place_names = WordSet::default();
        for entry in entries(include_str!("lists/places.txt")) {
            place_names.insert(entry[0]);
            places.extend(entry.iter().map(|&word| (word, entry[0])));
        }
        let mut nicknames: WordMap<_, Vec<_>> = WordMap::default();
        for entry in entries(include_str!("lists/nicknames.txt")) {
            for &short in &entry[1..] {
                nicknames.entry(short).or_default().push(entry[0]);
            }
        }
        Self {
            nicknames,
            parties: entries(include_str!("lists/parties.txt"))
                .flat_map(|entry| entry.iter().map(|&word| (word, entry[0])).collect::<Vec<_>>())
                .collect(),
            sorts: entries(include_str!("lists/sorts_of_organizations.txt"))
                .map(|entry| (entry[0], entry[1..].to_vec()))
                .collect(),
            states: entries(include_str!("lists/states.txt")).map(|entry| (entry[0], entry[1..].to_vec())).collect(),
            collections: entries(include_str!("lists/collections.txt")).flatten().collect(),
            abbreviations: entries(include_str!("lists/title_abbreviations.txt"))
                .filter_map(|entry| Some((entry[0], *entry.get(1)?)))
                .collect(),
            modifiers: entries(include_str!("lists/role_modifiers.txt"))
                .map(|entry| (entry[0], entry.contains(&"other")))
                .collect(),
            portfolios: entries(include_str!("lists/portfolios.txt")).flatten().collect(),
            roles: entries(include_str!("lists/roles.txt"))
                .map(|entry| (entry[0], RoleNoun { gender: gender(&entry), anonymous: entry.contains(&"anon") }))
                .collect(),
            groups: entries(include_str!("lists/groups.txt"))
                .map(|entry| (entry[0], entry.contains(&"name")))
                .collect(),
            documents: entries(include_str!("lists/documents.txt")).flatten().collect(),
            bodies: entries(include_str!("lists/organizations.txt"))
                .map(|entry| {
                    let has = |flag: &str| entry.contains(&flag);
                    // The word itself may be the flag's name ("company company").
                    let company = entry.iter().skip(1).any(|flag| *flag == "company");
                    (entry[0], Body { company, surname: has("surname"), weak: has("weak") })
                })
                .collect(),
            company_words: entries(include_str!("lists/company_words.txt")).flatten().collect(),
            known_bodies: lexicon::entries(include_str!("lists/known_organizations.txt")).collect(),
            places,
            place_names,
            function_words: entries(include_str!("lists/function_words.txt")).flatten().collect(),
            verbs: entries(include_str!("lists/verbs.txt")).flatten().collect(),
            first_names: entries(include_str!("lists/first_names.txt"))
                .map(|entry| (entry[0], bearer(&entry)))
                .collect(),
        }
    }

    /// Returns of whom a form of address is; `None` where the word is none.
    pub fn honorific(&self, word: &str) -> Option<NameGender> {
        let honorific = lexicon::honorific(word)?;
        Some(honorific.gender.map_or(NameGender::Either, NameGender::Of))
    }

    /// Returns the full word of a shortened title.
    pub fn abbreviation(&self, word: &str) -> Option<&'static str> {
        self.abbreviations.get(word).copied()
    }

    /// Returns the noun for one person that the word is, shortened titles included.
    pub fn role(&self, word: &str) -> Option<RoleNoun> {
        self.roles.get(word).copied().or_else(|| {
            let full = self.abbreviation(word)?.to_lowercase();
            self.roles.get(full.as_str()).copied()
        })
    }

    /// Returns the singular of a plural noun for persons ("officials" → "official").
    pub fn plural_role(&self, word: &str) -> Option<RoleNoun> {
        singulars(word).into_iter().find_map(|singular| self.roles.get(singular.as_str()).copied())
    }

    /// Returns whether the word goes before the noun of an office.
    pub fn modifier(&self, word: &str) -> bool {
        self.modifiers.contains_key(word) || self.places.contains_key(word)
    }

    /// Returns whether the word makes another office of it ("deputy").
    pub fn other_office(&self, word: &str) -> bool {
        self.modifiers.get(word).copied().unwrap_or(false)
    }

    /// Returns whether a capitalised office may be "of" this.
    pub fn portfolio(&self, word: &str) -> bool {
        self.portfolios.contains(word)
    }

    /// Returns whether the word stands for several people.
    pub fn group(&self, word: &str) -> bool {
        self.groups.contains_key(word) || self.named_group(word)
    }

    /// Returns whether the word stands for several people and is a name ("Tories", "Russians").
    pub fn named_group(&self, word: &str) -> bool {
        self.groups.get(word).copied().unwrap_or(false)
            || word.strip_suffix('s').is_some_and(|stem| self.place(stem).is_some() && !self.place_name(stem))
    }

    /// Returns whether the word takes "of" and those that it is made up of ("a coalition of leaders").
    pub fn collection(&self, word: &str) -> bool {
        self.collections.contains(word)
    }

    /// Returns whether one first name is short for the other.
    pub fn nickname(&self, one: &str, other: &str) -> bool {
        let short = |short: &str, full: &str| self.nicknames.get(short).is_some_and(|names| names.contains(&full));
        short(one, other) || short(other, one)
    }

    /// Returns the one word for the party that the word names.
    pub fn party(&self, word: &str) -> Option<&'static str> {
        self.parties.get(word).copied()
    }

    /// Returns whether the word names one member of a party as well as what is the party's ("a Republican", "Republican
    /// officials").
    pub fn partisan(&self, word: &str) -> bool {
        matches!(word, "republican" | "democrat" | "tory")
    }

    /// Returns whether bodies with such a word at an edge of their names are called by the noun ("Times": "newspaper").
    pub fn sort(&self, noun: &str, edge: &str) -> bool {
        self.sorts.get(noun).is_some_and(|words| words.contains(&edge))
    }

    /// Returns the words of the state that a short form stands for.
    pub fn state(&self, short: &str) -> &[&'static str] {
        self.states.get(short).map_or(&[], Vec::as_slice)
    }

    /// Returns whether the word, or its singular, is a noun for something written.
    pub fn document(&self, word: &str) -> bool {
        self.documents.contains(word)
            || singulars(word).iter().any(|singular| self.documents.contains(singular.as_str()))
    }

    /// Returns the noun for a body that the word, or its singular, is.
    pub fn body(&self, word: &str) -> Option<Body> {
        self.bodies
            .get(word)
            .copied()
            .or_else(|| singulars(word).iter().find_map(|singular| self.bodies.get(singular.as_str()).copied()))
    }

    /// Returns whether the word ends the names of firms.
    pub fn company_word(&self, word: &str) -> bool {
        self.company_words.contains(word)
    }

    /// Returns whether these words (folded, joined by one space) are a body known by name.
    pub fn known_body(&self, words: &str) -> bool {
        self.known_bodies.contains(words)
    }

    /// Returns the place that a place name or an adjective stands for.
    pub fn place(&self, word: &str) -> Option<&'static str> {
        self.places.get(word).copied()
    }

    /// Returns whether the word names a place (an adjective does not).
    pub fn place_name(&self, word: &str) -> bool {
        self.place_names.contains(word)
    }

    /// Returns whether the word is never part of a name.
    pub fn function_word(&self, word: &str) -> bool {
        FUNCTION_WORDS.has(word) || self.function_words.contains(word)
    }

    /// Returns whether the word is a verb form without -ed or -ing that stands before names.
    pub fn verb(&self, word: &str) -> bool {
        self.verbs.contains(word)
    }

    /// Returns of whom a first name is; `None` where the word is none.
    pub fn first_name(&self, word: &str) -> Option<NameGender> {
        self.first_names.get(word).copied()
    }

    /// Returns whether the word is an ordinary noun of one of the lists, in singular or plural.
    pub fn ordinary(&self, word: &str) -> bool {
        self.role(word).is_some()
            || self.plural_role(word).is_some()
            || self.group(word) && !self.named_group(word)
            || self.document(word)
            || self.body(word).is_some()
            || self.modifier(word) && self.place(word).is_none()
    }
}

/// Lists what a regular plural may be the plural of; empty for a word that looks like none.
fn singulars(word: &str) -> Vec<String> {
    let mut found = Vec::new();
    if let Some(stem) = word.strip_suffix("ies") {
        found.push(format!("{stem}y"));
    }
    if let Some(stem) = word.strip_suffix("yses") {
        found.push(format!("{stem}ysis"));
    }
    if let Some(stem) = word.strip_suffix("men") {
        found.push(format!("{stem}man"));
    }
    if word == "people" {
        found.push("person".to_owned());
    }
    if let Some(stem) = word.strip_suffix("wives") {
        found.push(format!("{stem}wife"));
    }
    // "passers-by", "secretaries-general"
    if let Some((stem, rest)) = word.split_once("s-") {
        found.push(format!("{stem}-{rest}"));
    }
    if let Some(stem) = word.strip_suffix('s').filter(|stem| !stem.ends_with('s')) {
        found.push(stem.to_owned());
    }
    if let Some(stem) = word.strip_suffix("es") {
        found.push(stem.to_owned());
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_read() {
        assert_eq!(lexicon().honorific("mrs"), Some(NameGender::Of(Gender::Female)));
        assert_eq!(lexicon().role("gov"), Some(RoleNoun { gender: None, anonymous: false }));
        assert!(lexicon().plural_role("officials").is_some_and(|role| role.anonymous));
        assert!(lexicon().body("companies").is_some_and(|body| body.company));
        assert_eq!(lexicon().place("ukrainian"), Some("ukraine"));
        assert!(lexicon().other_office("deputy") && lexicon().modifier("foreign"));
    }

    #[test]
    fn entries_are_folded_already() {
        for list in [
            include_str!("lists/roles.txt"),
            include_str!("lists/places.txt"),
            include_str!("lists/first_names.txt"),
            include_str!("lists/organizations.txt"),
            include_str!("lists/documents.txt"),
            include_str!("lists/groups.txt"),
            include_str!("lists/role_modifiers.txt"),
            include_str!("lists/portfolios.txt"),
            include_str!("lists/function_words.txt"),
            include_str!("lists/verbs.txt"),
            include_str!("lists/company_words.txt"),
            include_str!("lists/nicknames.txt"),
            include_str!("lists/parties.txt"),
            include_str!("lists/sorts_of_organizations.txt"),
            include_str!("lists/states.txt"),
            include_str!("lists/collections.txt"),
        ] {
            for entry in entries(list) {
                assert_eq!(lexicon::fold_name(entry[0]), entry[0]);
            }
        }
    }
}
