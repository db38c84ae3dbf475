//! Who is who across stories, as the decisions have it: names → the person they are.
//!
//! It knows only the names that decisions are about; all others are left as they are.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::standing;
use crate::claim::SpeakerKind;
use crate::decision::{Decision, Entry, Scope};
use crate::name::{name_key, surname_key};
use crate::sighting::{Appearance, Candidate};

/// A name without case, diacritics, edge punctuation and article.
type NameKey = String;

/// Where a name stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place<'a> {
    pub story: &'a str,
    pub outlet: Option<&'a str>,
    /// The day of publication, else of capture.
    pub date: NaiveDate,
}

/// Who is who.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct People {
    /// The names that decisions are about, as they are written.
    names: BTreeMap<NameKey, String>,
    /// Which name another one counts as.
    joins: BTreeMap<NameKey, NameKey>,
    /// The new name of a person who was renamed.
    titles: BTreeMap<NameKey, String>,
    /// In the order in which they were made.
    rules: Vec<NameRule>,
    roles: Vec<OfficeTerm>,
    /// Names that are two people's, both ways.
    apart: BTreeSet<(NameKey, NameKey)>,
}

/// Which person a name stands for in some texts.
#[derive(Clone, Debug, PartialEq, Eq)]
struct NameRule {
    name: NameKey,
    /// Whether all the names of that person are meant, or this one alone.
    whole: bool,
    scope: Scope,
    person: NameKey,
}

/// Who held an office when.
#[derive(Clone, Debug, PartialEq, Eq)]
struct OfficeTerm {
    role: NameKey,
    from: Option<NaiveDate>,
    until: Option<NaiveDate>,
    scope: Scope,
    person: NameKey,
}

/// What to look for, and which of the people found to keep.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lookup {
    /// The key of the name that was asked for; a surname too.
    pub asked: String,
    /// The keys of names to look for, the one asked for with them.
    pub keys: BTreeSet<String>,
    /// The people meant.
    people: BTreeSet<NameKey>,
}

impl People {
    /// Replays a journal.
    pub fn new(journal: &[Entry]) -> Self {
        let mut people = Self::default();
        for entry in standing(journal) {
            people.apply(&entry.decision);
        }
        people
    }

    fn apply(&mut self, decision: &Decision) {
        match decision {
            Decision::Merge { name, other } => {
                let (name, other) = (self.know(name), self.know(other));
                self.join(&other, &name);
            }
            Decision::Part { name, other } => {
                let (name, other) = (self.know(name), self.know(other));
                self.part(&name, &other);
            }
            Decision::Split { name, called, scope } => {
                let (name, person) = (self.know(name), self.know(called));
                self.rules.push(NameRule { name, whole: true, scope: scope.clone(), person });
            }
            Decision::Rename { name, to } => {
                let (name, new) = (self.know(name), self.know(to));
                self.join(&new, &name);
                let root = self.root(&name).to_owned();
                self.titles.insert(root, to.clone());
            }
            Decision::Alias { name, alias, scope } if scope.is_all() => {
                let (name, alias) = (self.know(name), self.know(alias));
                self.join(&alias, &name);
            }
            Decision::Alias { name, alias, scope } => {
                let person = self.know(name);
                self.rules.push(NameRule { name: bare_key(alias), whole: false, scope: scope.clone(), person });
            }
            Decision::Role { name, role, from, until, scope } => {
                let (person, role) = (self.know(name), bare_key(role));
                self.roles.push(OfficeTerm { role, from: *from, until: *until, scope: scope.clone(), person });
            }
            Decision::RenameStory { .. }
            | Decision::MergeStories { .. }
            | Decision::MoveVersion { .. }
            | Decision::Rule(_)
            | Decision::Undo { .. } => {}
        }
    }

    fn know(&mut self, name: &str) -> NameKey {
        let key = bare_key(name);
        self.names.entry(key.clone()).or_insert_with(|| name.to_owned());
        key
    }

    fn join(&mut self, other: &str, name: &str) {
        let (other, name) = (self.root(other).to_owned(), self.root(name).to_owned());
        if other != name {
            self.joins.insert(other, name);
        }
    }

    /// Cuts the last of the joins that make two names one person's; what was joined to the other before goes with it.
    fn part(&mut self, name: &str, other: &str) {
        let joined = self.root(name) == self.root(other);
        let (low, kept) = match self.above(name).contains(other) {
            true => (name, self.above(other)),
            false => (other, self.above(name)),
        };
        let mut cut = low.to_owned();
        while let Some(next) = self.joins.get(&cut).filter(|next| !kept.contains(next.as_str())) {
            cut = next.clone();
        }
        if joined {
            self.joins.remove(&cut);
            // A new name goes with the person that it was given to.
            let mut titles = std::mem::take(&mut self.titles);
            titles.retain(|key, title| self.root(&bare_key(title)) == self.root(key));
            self.titles = titles;
        }
        self.apart.insert((name.to_owned(), other.to_owned()));
        self.apart.insert((other.to_owned(), name.to_owned()));
    }

    /// Returns a name with all that it is joined to, one after the other.
    fn above(&self, key: &str) -> BTreeSet<String> {
        std::iter::successors(Some(key), |key| self.joins.get(*key).map(String::as_str)).map(str::to_owned).collect()
    }

    /// Follows the joins; they make no ring, since only ends are joined.
    fn root<'a>(&'a self, key: &'a str) -> &'a str {
        let mut key = key;
        while let Some(next) = self.joins.get(key) {
            key = next;
        }
        key
    }

    /// Returns who the bearer of a name is; `None` where no decision says.
    ///
    /// What is decided for some texts goes before what is decided for all, and the later decision before the earlier
    /// one. An office that two people hold at the time is nobody's.
    pub fn who(&self, name: &str, place: &Place<'_>) -> Option<&str> {
        if self.names.is_empty() {
            return None;
        }
        let key = bare_key(name);
        let own = self.root(&key);
        let fits = |rule: &&NameRule| {
            (rule.name == key || rule.whole && self.root(&rule.name) == own)
                && rule.scope.holds(place.story, place.outlet)
        };
        if let Some(rule) = self.rules.iter().rev().find(fits) {
            return self.title(&rule.person);
        }
        if let Some(title) = self.title(&key) {
            return Some(title);
        }
        let is_held = |role: &&OfficeTerm| {
            role.role == key
                && role.from.is_none_or(|from| from <= place.date)
                && role.until.is_none_or(|until| place.date <= until)
                && role.scope.holds(place.story, place.outlet)
        };
        let holders: BTreeSet<&str> =
            self.roles.iter().filter(is_held).filter_map(|role| self.title(&role.person)).collect();
        holders.first().copied().filter(|_| holders.len() == 1)
    }

    /// Returns what the bearer of a known name is called; a name that no decision is about is its own.
    pub fn called<'a>(&'a self, name: &'a str) -> &'a str {
        self.title(&bare_key(name)).unwrap_or(name)
    }

    fn title(&self, key: &str) -> Option<&str> {
        let (key, _) = self.names.get_key_value(key)?;
        let root = self.root(key);
        self.titles.get(root).or_else(|| self.names.get(root)).map(String::as_str)
    }

    /// Returns whether a decision is about a name.
    pub fn knows(&self, name: &str) -> bool {
        !self.names.is_empty() && self.names.contains_key(&bare_key(name))
    }

    /// Lists the names that count as one person's, the one that he or she is called by left out.
    pub fn names_of(&self, name: &str) -> Vec<&str> {
        let called = self.called(name);
        let root = self.root_of(name);
        self.names
            .iter()
            .filter(|(key, written)| self.root(key) == root && written.as_str() != called)
            .map(|(_, written)| written.as_str())
            .collect()
    }

    fn root_of(&self, name: &str) -> NameKey {
        self.root(&bare_key(name)).to_owned()
    }

    /// Returns whether two names were decided to be one person's.
    pub fn are_one(&self, one: &str, other: &str) -> bool {
        self.root_of(one) == self.root_of(other)
    }

    /// Returns whether two names were decided to be two people's, and no later decision joined them.
    pub fn are_two(&self, one: &str, other: &str) -> bool {
        let (one, other) = (self.root_of(one), self.root_of(other));
        let parted = self.apart.iter().any(|(a, b)| self.root(a) == one && self.root(b) == other);
        let split = |of: &str, is: &str| {
            self.rules.iter().any(|rule| rule.whole && self.root(&rule.name) == of && self.root(&rule.person) == is)
        };
        one != other && (parted || split(&one, &other) || split(&other, &one))
    }

    /// Returns what to look for where a name is asked for: a whole name, an alias, an office, or a surname.
    pub fn lookup(&self, asked: &str) -> Lookup {
        let (asked, bare) = (name_key(asked), bare_key(asked));
        let is_asked = |key: &str, written: &str| {
            key == bare || surname_key(written, SpeakerKind::Person).is_some_and(|surname| surname == asked)
        };
        let mut people: BTreeSet<NameKey> = self
            .names
            .iter()
            .filter(|(key, written)| is_asked(key, written))
            .map(|(key, _)| self.root(key).to_owned())
            .collect();
        people
            .extend(self.rules.iter().filter(|rule| rule.name == bare).map(|rule| self.root(&rule.person).to_owned()));
        people
            .extend(self.roles.iter().filter(|role| role.role == bare).map(|role| self.root(&role.person).to_owned()));

        let is_meant = |key: &str| people.contains(self.root(key));
        let mut keys: BTreeSet<NameKey> = self.names.keys().filter(|key| is_meant(key)).cloned().collect();
        for rule in self.rules.iter().filter(|rule| is_meant(&rule.person)) {
            keys.insert(rule.name.clone());
            let of = self.root(&rule.name);
            keys.extend(self.names.keys().filter(|key| rule.whole && self.root(key) == of).cloned());
        }
        keys.extend(self.roles.iter().filter(|role| is_meant(&role.person)).map(|role| role.role.clone()));
        let with_article: Vec<NameKey> = keys.iter().map(|key| format!("the {key}")).collect();
        keys.extend(with_article);
        keys.insert(asked.clone());
        Lookup { asked, keys, people }
    }

    /// Keeps those of the found speakers who are meant, each with the name that a decision gives as the first.
    pub fn meant(&self, lookup: &Lookup, candidates: Vec<Candidate>) -> Vec<Appearance> {
        let meant = candidates.into_iter().filter_map(|Candidate { mut appearance, is_named }| {
            let place = Place {
                story: appearance.story.as_str(),
                outlet: appearance.outlet.as_deref(),
                date: appearance.day(),
            };
            let decided = appearance.names.first().and_then(|name| self.who(name, &place)).map(str::to_owned);
            if !self.is_meant(lookup, decided.as_deref(), is_named) {
                return None;
            }
            if let Some(decided) = decided {
                appearance.names.retain(|name| *name != decided);
                appearance.names.insert(0, decided);
            }
            Some(appearance)
        });
        meant.collect()
    }

    /// Returns whether a person who was found is meant: `called` where a decision says who it is, and whether a name of
    /// the text fits.
    pub fn is_meant(&self, lookup: &Lookup, called: Option<&str>, fits: bool) -> bool {
        fits || called.is_some_and(|called| lookup.people.contains(&self.root_of(called)))
    }
}

/// Returns the key of a name or office, the article left out: texts have it with and without.
fn bare_key(name: &str) -> NameKey {
    let key = name_key(name);
    key.strip_prefix("the ").map(str::to_owned).unwrap_or(key)
}
