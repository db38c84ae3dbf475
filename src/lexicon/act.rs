//! What verbs do to their objects: bring them about, end them, make more or less of them.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::{Phrases, entries, labelled, stem};

/// What a verb does to its object.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Effect {
    /// Brings it about or keeps it.
    For,
    /// Puts an end to it.
    Against,
    /// Makes it more.
    Up,
    /// Makes it less.
    Down,
    /// Puts it off.
    Later,
    /// Says too little by itself.
    Light,
}

static ACTS: LazyLock<Phrases<Effect>> = LazyLock::new(|| {
    let effect = |label: Option<&str>| match label {
        Some("for") => Effect::For,
        Some("against") => Effect::Against,
        Some("up") => Effect::Up,
        Some("down") => Effect::Down,
        Some("later") => Effect::Later,
        _ => Effect::Light,
    };
    let stems = |phrase: &str| phrase.split_whitespace().map(stem).collect();
    Phrases::new(labelled(include_str!("lists/acts.txt")).map(|(label, phrase)| (stems(phrase), effect(label))))
});

static DEVERBAL: LazyLock<HashMap<String, String>> = LazyLock::new(|| {
    let pairs = entries(include_str!("lists/deverbal.txt")).filter_map(|entry| entry.split_once(' '));
    pairs.map(|(noun, verb)| (stem(noun), stem(verb))).collect()
});

/// What sort of thing a verb does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct KindOfAct {
    /// The stems of the verb that stands for all that do the same: that of "sell" for "export".
    pub verb: String,
    /// It does the opposite of what that verb does: "leave", where "join" stands for both.
    pub is_opposite: bool,
}

/// The stems of a verb, with its particle, → what it does.
static KINDS_OF_ACTS: LazyLock<HashMap<String, KindOfAct>> = LazyLock::new(|| {
    let stems = |verb: &str| verb.split_whitespace().map(stem).collect::<Vec<_>>().join(" ");
    let mut kinds = HashMap::new();
    for row in entries(include_str!("lists/kinds_of_acts.txt")) {
        let first = stems(row.split([',', '/']).next().unwrap_or_default());
        for (nth, half) in row.split('/').enumerate() {
            let kind = KindOfAct { verb: first.clone(), is_opposite: nth > 0 };
            kinds.extend(half.split(',').map(|verb| (stems(verb), kind.clone())));
        }
    }
    kinds
});

/// Returns what a verb does, by its stem, or by those of the verb and its particle with a space between; `None` where no
/// list has it.
pub(crate) fn kind_of_act(verb: &str) -> Option<&'static KindOfAct> {
    KINDS_OF_ACTS.get(verb)
}

/// Reads what the verb that starts with the stem `first` does: how many words it has, and its effect. `is(n, stem)` says
/// whether the `n`th word from there, counted from 0, has a stem.
pub(crate) fn effect(first: &str, is: impl Fn(usize, &str) -> bool) -> Option<(usize, Effect)> {
    ACTS.longest(first, is)
}

/// Reads what a verb of one word does, by its stem.
pub(crate) fn effect_of(verb: &str) -> Option<Effect> {
    ACTS.single(verb)
}

/// Lists the nouns, by their stems, that name the act of a verb ("sell": "sale").
pub(crate) fn nouns_of(verb: &str) -> impl Iterator<Item = &'static str> {
    let nouns = DEVERBAL.iter().filter(move |(_, of)| of.as_str() == verb).map(|(noun, _)| noun.as_str());
    let mut nouns: Vec<&str> = nouns.collect();
    nouns.sort_unstable();
    nouns.into_iter()
}

/// Returns the verb, by its stem, of a noun that names an act ("increase", "closure").
pub(crate) fn act_of(noun: &str) -> Option<&'static str> {
    DEVERBAL.get(noun).map(String::as_str)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn verbs_of_one_kind_and_their_opposites() {
        let kind = |verb: &str| {
            let stems = verb.split_whitespace().map(stem).collect::<Vec<_>>().join(" ");
            kind_of_act(&stems).map(|kind| (kind.verb.as_str(), kind.is_opposite))
        };
        assert_eq!(kind("exporting"), kind("sell"));
        assert_eq!(kind("step down"), Some((stem("resign").as_str(), false)));
        assert_eq!(kind("leave"), Some((stem("join").as_str(), true)));
        assert_eq!(kind("sing"), None);
    }
}
