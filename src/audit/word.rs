//! The words that a statement or a topic is about, cut down so that forms of one word are one.
//!
//! It knows no meaning: "talk" and "talks" are the same, "talk" and "speak" are not.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::sync::LazyLock;

use crate::lists::entries;

static FUNCTION_WORDS: LazyLock<HashSet<&'static str>> = LazyLock::new(|| {
    include_str!("lists/function_words.txt")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .flat_map(str::split_whitespace)
        .collect()
});

/// Forms of irregular verbs, each with its base.
static IRREGULAR: LazyLock<HashMap<&'static str, &'static str>> = LazyLock::new(|| {
    let base = |line: &'static str| {
        let mut forms = line.split_whitespace();
        let base = forms.next()?;
        Some(forms.map(move |form| (form, base)))
    };
    entries(include_str!("lists/irregular.txt")).filter_map(base).flatten().collect()
});

/// Returns whether a word is no word of the matter: "the", "would", "not".
pub(super) fn is_function(word: &str) -> bool {
    FUNCTION_WORDS.contains(word)
}

/// Cuts a text into its words, in lower case, marks and possessive endings left out.
pub(super) fn words(text: &str) -> impl Iterator<Item = String> + '_ {
    text.split(|c: char| !(c.is_alphanumeric() || matches!(c, '\'' | '\u{2019}'))).filter_map(|word| {
        let word = word.to_lowercase().replace('\u{2019}', "'");
        let word = word.trim_matches('\'');
        let word = word.strip_suffix("'s").or_else(|| word.strip_suffix("n't")).unwrap_or(word);
        (!word.is_empty()).then(|| word.to_owned())
    })
}

/// Returns the stems of the words that a text is about.
pub(super) fn stems(text: &str) -> BTreeSet<String> {
    words(text).filter(|word| !FUNCTION_WORDS.contains(word.as_str())).map(|word| stem(&word)).collect()
}

/// Cuts the endings of number and time off a word in lower case ("raises", "raised", "raising" → "rais"); irregular
/// verbs go by a list ("met" → "meet").
pub(super) fn stem(word: &str) -> String {
    let word = IRREGULAR.get(word).copied().unwrap_or(word);
    if word.chars().count() < 4 || word.chars().any(|c| c.is_ascii_digit()) {
        return word.to_owned();
    }
    let mut stem = word.to_owned();
    let long = |stem: &str| stem.chars().count() >= 3;
    if let Some(short) = stem.strip_suffix("ies").filter(|short| long(short)) {
        return format!("{short}y");
    }
    if let Some(short) = stem.strip_suffix("ied").filter(|short| long(short)) {
        return format!("{short}y");
    }
    if ["sses", "xes", "zes", "ches", "shes"].iter().any(|ending| stem.ends_with(ending)) {
        stem.truncate(stem.len() - 2);
    } else if stem.ends_with('s') && !["ss", "us", "is"].iter().any(|ending| stem.ends_with(ending)) {
        stem.truncate(stem.len() - 1);
    }
    for ending in ["ing", "ed"] {
        if let Some(short) = stem.strip_suffix(ending).filter(|short| long(short)) {
            let mut short = short.to_owned();
            let mut ends = short.chars().rev();
            let (last, before) = (ends.next(), ends.next());
            // "stopped" → "stop", but "called" → "call".
            if last == before && last.is_some_and(|c| c.is_ascii_lowercase() && !"lsz".contains(c)) {
                short.pop();
            }
            stem = short;
            break;
        }
    }
    if stem.chars().count() > 3 && stem.ends_with('e') {
        stem.pop();
    }
    stem
}

/// Lists what the words that have this stem begin with.
pub(super) fn beginnings(of: &str) -> Vec<String> {
    // "policies" has the stem "policy".
    let short = of.strip_suffix('y').filter(|short| short.len() >= 3).unwrap_or(of);
    let forms = IRREGULAR.iter().filter(|(form, base)| stem(base) == of && !form.starts_with(short));
    let mut beginnings: Vec<String> = forms.map(|(form, _)| (*form).to_owned()).collect();
    beginnings.push(short.to_owned());
    beginnings.sort();
    beginnings
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_one_word() {
        for (one, other) in [
            ("talks", "talk"),
            ("policies", "policy"),
            ("raising", "raise"),
            ("raised", "raises"),
            ("stopped", "stop"),
            ("called", "calls"),
            ("taxes", "tax"),
            ("closing", "close"),
        ] {
            assert_eq!(stem(one), stem(other), "{one} {other}");
        }
        assert_ne!(stem("news"), stem("newer"));
        assert_eq!(stem("1980s"), "1980s");
    }

    #[test]
    fn words_of_a_text() {
        let found: Vec<String> = words("Orlov’s men didn't “talk”, 4,300 times.").collect();
        assert_eq!(found, ["orlov", "men", "did", "talk", "4", "300", "times"]);
    }
}
