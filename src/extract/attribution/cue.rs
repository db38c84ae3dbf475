//! Which words attribute: "said", "has repeatedly claimed", "according to".
//!
//! It looks at a word and its neighbours only; whether a source and a content stand around it is for the rules to find.

use std::ops::Range;
use std::sync::LazyLock;

use crate::lexicon::{WordMap, entries};

use super::words::{Class, ClassedWords};

/// What a verb can attribute.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::extract) struct CueClass {
    /// A quotation, and a clause without "that".
    pub speech: bool,
    /// A clause with "that", "whether", "how", "if".
    pub clause: bool,
    /// An infinitive: "vowed to fight".
    pub infinitive: bool,
    /// Its object: "rejected the plan".
    pub object: bool,
}

static CUES: LazyLock<WordMap<&str, CueClass>> = LazyLock::new(|| {
    let mut cues: WordMap<&str, CueClass> = WordMap::default();
    for word in entries(include_str!("../lists/cues_speech.txt")) {
        let class = cues.entry(word).or_default();
        class.speech = true;
        class.clause = true;
    }
    for word in entries(include_str!("../lists/cues_clause.txt")) {
        cues.entry(word).or_default().clause = true;
    }
    for word in entries(include_str!("../lists/cues_infinitive.txt")) {
        cues.entry(word).or_default().infinitive = true;
    }
    for word in entries(include_str!("../lists/cues_object.txt")) {
        cues.entry(word).or_default().object = true;
    }
    cues
});

static PHRASAL: LazyLock<WordMap<(&str, &str), CueClass>> = LazyLock::new(|| {
    entries(include_str!("../lists/cues_phrasal.txt"))
        .filter_map(|entry| {
            let mut fields = entry.split_whitespace();
            let pair = (fields.next()?, fields.next()?);
            let clause = fields.next()? == "clause";
            Some((pair, CueClass { clause, object: !clause, ..CueClass::default() }))
        })
        .collect()
});

/// Looks a lower-case word up together with its particle.
pub(super) fn phrasal(word: &str, particle: &str) -> Option<CueClass> {
    PHRASAL.get(&(word, particle)).copied()
}

/// Looks a lower-case word up.
pub(super) fn class(word: &str) -> Option<CueClass> {
    CUES.get(word).copied()
}

/// A verb that attributes, with the auxiliaries and adverbs before it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Cue {
    /// "has repeatedly claimed", "ruled out"
    pub tokens: Range<usize>,
    /// "claimed"
    pub verb: usize,
    pub class: CueClass,
    /// "saying", "adding", behind a comma: its subject is that of the clause before.
    pub gerund: bool,
}

/// Reads the cue whose verb is `verb`, if that token is a verb with a subject of its own; `first` is the first token of
/// its sentence.
pub(super) fn cue_at(words: &ClassedWords, verb: usize, first: usize) -> Option<Cue> {
    let phrasal = phrasal(words.lower(verb), words.lower(verb + 1));
    let class = phrasal.or(words.cue(verb))?;
    let end = if phrasal.is_some() { verb + 2 } else { verb + 1 };
    if words.in_quotation(verb) || words.is_name(verb) && verb > first {
        return None;
    }
    let mut start = verb;
    let mut passive = false;
    while start > first && words.has_class(start - 1, &[Class::Auxiliary, Class::Adverb]) {
        start -= 1;
        passive |= is_be(words, start);
    }
    let lower = words.lower(verb);
    let gerund = lower.ends_with("ing");
    if passive != gerund && passive {
        return None;
    }
    if gerund && !passive {
        let behind_comma = start > first && words.is(start - 1, ",");
        return behind_comma.then_some(Cue { tokens: start..end, verb, class, gerund: true });
    }
    // Behind a determiner, a possessive or a preposition stands a noun: "the claim", "Holt's report", "in support".
    let is_noun = start == verb
        && start > first
        && (words.has_class(verb - 1, &[Class::Determiner, Class::Preposition])
            || words.any(verb - 1, &["'s", "’s", "'", "’"]));
    // A past tense has a subject wherever it stands; a present one is a noun more often than not, unless its subject is
    // beside it.
    let bare = !lower.ends_with("ed") && !is_strong_past(lower) && start == verb;
    let noun_likely = bare && start > first && !can_be_subject_head(words, verb - 1, lower) && !words.is(verb - 1, ",");
    let infinitive_mark = start > first && words.is(start - 1, "to");
    (!is_noun && !noun_likely && !infinitive_mark && verb != first || inverted_start(words, verb, first))
        .then_some(Cue { tokens: start..end, verb, class, gerund: false })
}

/// "Said Holt: …" at the start of a sentence.
fn inverted_start(words: &ClassedWords, verb: usize, first: usize) -> bool {
    verb == first && words.any(verb, &["said", "says", "asked"]) && words.is_name(verb + 1)
}

fn is_be(words: &ClassedWords, token: usize) -> bool {
    words.any(token, &["is", "are", "was", "were", "am", "be", "been", "being", "'re", "’re", "'s", "’s"])
}

/// Past forms that do not end in "-ed".
fn is_strong_past(word: &str) -> bool {
    matches!(
        word,
        "said"
            | "told"
            | "wrote"
            | "written"
            | "thought"
            | "knew"
            | "known"
            | "found"
            | "felt"
            | "swore"
            | "sworn"
            | "held"
            | "understood"
            | "showed"
            | "shown"
            | "saw"
            | "read"
            | "learnt"
            | "meant"
            | "hinted"
    )
}

/// Returns whether the word before a present-tense verb agrees with it: "he says", "officials say", "Holt says".
fn can_be_subject_head(words: &ClassedWords, token: usize, verb: &str) -> bool {
    let third_person = verb.ends_with('s');
    let before = words.lower(token);
    if words.has_class(token, &[Class::Pronoun, Class::FirstPerson]) {
        return true;
    }
    if words.has_class(token, &[Class::Relative]) || words.is(token, "\"") {
        return true;
    }
    if words.is_name(token) {
        let joined = token >= 2 && (words.is(token - 1, "and") || words.is(token - 2, "and"));
        return third_person || joined || before.ends_with('s');
    }
    if words.class(token).is_some() {
        return false;
    }
    if !third_person && words.any(token, &["police", "people", "men", "women", "children", "staff", "media"]) {
        return true;
    }
    // "the minister says", "ministers say": one of the two ends in "s".
    third_person != before.ends_with('s')
}
