//! What stands before and behind a name and is no part of it: forms of address, offices, "Jr".

use std::collections::HashMap;
use std::sync::LazyLock;

use super::list::{WordList, entries, labelled, words};

/// What a title, a pronoun or a first name tells about somebody.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Gender {
    Male,
    Female,
}

impl Gender {
    /// Reads the flag of a list.
    pub(crate) fn from_flag(flag: &str) -> Option<Self> {
        match flag {
            "m" => Some(Self::Male),
            "f" => Some(Self::Female),
            _ => None,
        }
    }
}

/// A form of address before a name that says nothing of an office.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Honorific {
    /// Where it tells.
    pub gender: Option<Gender>,
    /// Anybody has it: "Mr", and not "Dr" or "Sir".
    pub plain: bool,
}

static HONORIFICS: LazyLock<HashMap<&'static str, Honorific>> = LazyLock::new(|| {
    let honorific = |entry: &'static str| {
        let (word, flags) = entry.split_once(' ').unwrap_or((entry, ""));
        let gender = flags.split(' ').find_map(Gender::from_flag);
        (word, Honorific { gender, plain: flags.split(' ').any(|flag| flag == "plain") })
    };
    entries(include_str!("lists/honorifics.txt")).map(honorific).collect()
});

/// Nouns of public offices whose holders speak for themselves, abbreviations included.
pub(crate) static OFFICES: WordList = WordList::new(|| words(include_str!("lists/offices.txt")).collect());
static TITLES: WordList = WordList::new(|| words(include_str!("lists/titles.txt")).collect());

static NAME_SUFFIXES: LazyLock<HashMap<&'static str, bool>> = LazyLock::new(|| {
    let suffixes = labelled(include_str!("lists/name_suffixes.txt"));
    suffixes.map(|(label, entry)| (entry, label == Some("generation"))).collect()
});

/// Looks a form of address up, folded and without its stop.
pub(crate) fn honorific(word: &str) -> Option<Honorific> {
    HONORIFICS.get(word).copied()
}

/// Returns whether a folded word without its stop stands before names: a form of address, an office, a part of one.
pub(crate) fn is_title(word: &str) -> bool {
    honorific(word).is_some() || OFFICES.has(word) || TITLES.has(word)
}

/// Returns whether a folded word without its stop stands behind a family name and is none.
pub(crate) fn is_name_suffix(word: &str) -> bool {
    NAME_SUFFIXES.contains_key(word)
}

/// Returns whether it says which of a family is meant: "Jr".
pub(crate) fn is_generation(word: &str) -> bool {
    NAME_SUFFIXES.get(word).copied().unwrap_or(false)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_are_told_from_names() {
        assert_eq!(honorific("mrs"), Some(Honorific { gender: Some(Gender::Female), plain: true }));
        assert_eq!(honorific("dr"), Some(Honorific { gender: None, plain: false }));
        assert!(is_title("dr") && is_title("mayor") && is_title("admiral"));
        assert!(honorific("mayor").is_none() && !is_title("holt"));
    }

    #[test]
    fn letters_behind_a_name_are_no_generation() {
        assert!(is_generation("jr") && is_name_suffix("jr"));
        assert!(!is_generation("qc") && is_name_suffix("qc"));
        assert!(!is_name_suffix("junction"));
    }
}
