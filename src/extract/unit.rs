//! What a number counts or measures: the unit after it.
//!
//! It takes the unit's words as they stand and converts nothing: "years" stays "years", "mph" stays "mph".

use std::sync::LazyLock;

use crate::lexicon::{self, FUNCTION_WORDS};

use super::words::{Lexicon, Word};

static MEASURES: LazyLock<Lexicon<()>> =
    LazyLock::new(|| Lexicon::read(lexicon::MEASURES, |label| (label == Some("short")).then_some(())));
static PLURALS: LazyLock<Lexicon<()>> = LazyLock::new(|| Lexicon::plain(include_str!("lists/plurals.txt")));
static STOPS: LazyLock<Lexicon<()>> = LazyLock::new(|| Lexicon::plain(include_str!("lists/no_count_nouns.txt")));
static MODIFIERS: LazyLock<Lexicon<()>> = LazyLock::new(|| Lexicon::plain(include_str!("lists/count_modifiers.txt")));

/// How many words after a number its noun may stand.
const REACH: usize = 5;

/// A unit and the word after its last one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Unit {
    pub end: usize,
    pub name: String,
}

impl Unit {
    fn new(end: usize, name: &str) -> Self {
        Self { end, name: name.to_owned() }
    }
}

/// What stands after a number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum After {
    Unit(Unit),
    /// Nothing that says what is counted.
    Nothing,
    /// Something that makes the number part of a word or name: "5G", "737s", "21st", "one-off".
    NoFigure,
}

/// Reads the unit that stands at `at`, straight after a number. `single` says that the number is one.
pub(super) fn unit(words: &[Word], at: usize, single: bool) -> After {
    let Some(word) = words.get(at) else { return After::Nothing };
    if let Some(unit) = percent(words, at) {
        return After::Unit(unit);
    }
    if let Some(end) = degrees(words, at) {
        return After::Unit(Unit::new(end, "degrees"));
    }
    if word.glued && word.is_letters() {
        let apostrophe = word.lower.starts_with('\'');
        return match measure(words, at) {
            Some(unit) => After::Unit(unit),
            None if apostrophe => After::Nothing,
            None => After::NoFigure,
        };
    }
    if word.glued && word.is_hyphen() {
        return hyphenated(words, at);
    }
    let abbreviation = word.is_letters() && (word.text.len() > 1 || matches!(word.text, "m" | "g" | "C" | "F"));
    if abbreviation
        && !word.is(&["in", "st", "s", "ms", "min", "pt", "sq", "t", "h", "l", "w"])
        && !(matches!(word.text, "C" | "F") && words.get(at + 1).is_some_and(Word::is_letters))
        && let Some(unit) = measure(words, at)
    {
        return After::Unit(unit);
    }
    // Style guides write "55m euro" as well, but the euro zone is nobody's money.
    if word.lower == "euro" && !words.get(at + 1).is_some_and(|next| next.is_letters() && !ends_search(next)) {
        return After::Unit(Unit::new(at + 1, "EUR"));
    }
    match if single { single_noun(words, at) } else { counted_noun(words, at) } {
        Some(unit) => After::Unit(unit),
        None => After::Nothing,
    }
}

fn measure(words: &[Word], at: usize) -> Option<Unit> {
    let word = words.get(at)?;
    // "5G" and "4K" name a thing; a single letter measures only as it is written for measures.
    if word.glued && word.text.len() == 1 && !matches!(word.text, "m" | "g" | "l" | "p" | "C" | "F" | "W" | "V") {
        return None;
    }
    if word.lower == "p" {
        return Some(Unit::new(at + 1, "pence"));
    }
    if word.lower == "sq" && words.get(at + 1).is_some_and(|word| MEASURES.has(word)) {
        return Some(Unit::new(at + 2, &format!("sq {}", words[at + 1].bare())));
    }
    // The endings of ordinals are measures too ("11 st"), but not glued to digits.
    if !MEASURES.has(word) || word.glued && word.is(&["st", "s"]) {
        return None;
    }
    if word.lower == "km" && words.get(at + 1).is_some_and(|word| word.glued && word.text == "/") {
        return Some(Unit::new((at + 3).min(words.len()), "km/h"));
    }
    Some(Unit::new(at + 1, if matches!(word.text, "C" | "F") { "degrees" } else { word.bare() }))
}

/// Returns whether a word is never part of a noun group behind its number.
fn ends_search(word: &Word) -> bool {
    FUNCTION_WORDS.has(word.bare()) || STOPS.has(word)
}

/// Reads "%", "per cent", "pp", "-percentage-point" and their like.
pub(super) fn percent(words: &[Word], at: usize) -> Option<Unit> {
    let hyphen = words.get(at).is_some_and(|word| word.is_hyphen() && word.glued);
    let at = at + usize::from(hyphen);
    let word = words.get(at)?;
    match word.lower.as_ref() {
        "%" | "percent" | "pct" => {
            let point = words.get(at + 1).is_some_and(|word| word.is(&["point", "points"]));
            Some(if point { Unit::new(at + 2, "percentage points") } else { Unit::new(at + 1, "percent") })
        }
        // "240 pp." are pages.
        "pp." if at + 1 < words.len() || at < 2 || !words[at - 2].is(&["by", "up", "down"]) => None,
        "pp" | "pp." => Some(Unit::new(at + 1, "percentage points")),
        "pc" if word.glued || !hyphen => Some(Unit::new(at + 1, "percent")),
        "per" if words.get(at + 1).is_some_and(|word| word.lower == "cent") => Some(Unit::new(at + 2, "percent")),
        "per" if words.get(at + 2).is_some_and(|word| words[at + 1].is_hyphen() && word.lower == "cent") => {
            Some(Unit::new(at + 3, "percent"))
        }
        "percentage" => {
            let hyphen = words.get(at + 1).is_some_and(|word| word.is_hyphen() && word.glued);
            let noun = at + 1 + usize::from(hyphen);
            words.get(noun).filter(|word| word.is(&["point", "points"]))?;
            Some(Unit::new(noun + 1, "percentage points"))
        }
        _ => None,
    }
}

fn degrees(words: &[Word], at: usize) -> Option<usize> {
    let sign = words.get(at).filter(|word| matches!(word.text, "\u{b0}" | "\u{ba}"))?;
    let scale = words.get(at + 1).is_some_and(|word| word.glued && matches!(word.bare(), "c" | "f"));
    (sign.shape == super::words::Shape::Mark).then_some(at + 1 + usize::from(scale))
}

/// Reads "-year-old", "-mile"; "-strong" and "-fold" count without a unit; "one-off" and "twenty-something" are no
/// numbers.
fn hyphenated(words: &[Word], at: usize) -> After {
    let Some(word) = words.get(at + 1).filter(|word| word.glued) else { return After::Nothing };
    if !word.is_letters() {
        return After::Nothing;
    }
    match word.lower.as_ref() {
        "strong" | "plus" | "odd" | "fold" | "a" | "to" | "and" => After::Nothing,
        "dollar" => After::Unit(Unit::new(at + 2, "USD")),
        "euro" => After::Unit(Unit::new(at + 2, "EUR")),
        "year" if old_after(words, at + 2).is_some() => {
            After::Unit(Unit::new(old_after(words, at + 2).unwrap_or(at + 2), "years old"))
        }
        "something" | "off" | "way" | "sided" | "time" | "by" | "on" | "in" | "party" | "stop" | "liner" | "nil"
        | "all" => After::NoFigure,
        _ if word.text.chars().all(|c| c.is_uppercase()) => After::NoFigure,
        _ => After::Unit(Unit::new(at + 2, word.bare())),
    }
}

fn old_after(words: &[Word], at: usize) -> Option<usize> {
    let hyphen = words.get(at).is_some_and(Word::is_hyphen);
    let old = at + usize::from(hyphen);
    words.get(old).filter(|word| word.is(&["old", "olds"])).map(|_| old + 1)
}

/// Finds the noun for several that a number at `at` minus one counts: the first plural within reach, past adjectives
/// and nouns that stand before it ("two police officers").
pub(super) fn counted_noun(words: &[Word], at: usize) -> Option<Unit> {
    let mut at = past_partitive(words, at);
    let end = words.len().min(at + REACH);
    while words.get(at).is_some_and(|word| word.is(&["more", "other", "further", "such", "additional"])) {
        at += 1;
    }
    let start = at;
    while at < end {
        let word = &words[at];
        if word.is_hyphen() && word.glued {
            at += 1;
            continue;
        }
        // "five current and former players"
        let joins = word.is(&["and", "or"])
            && at > start
            && words.get(at + 1).is_some_and(|next| next.is_letters() && !ends_search(next));
        if !word.is_letters() || ends_search(word) && !joins {
            return None;
        }
        if is_plural(word) && !possessive_goes_on(words, at) {
            const ALONE: [&str; 15] = [
                "seconds",
                "minutes",
                "hours",
                "days",
                "weeks",
                "months",
                "years",
                "decades",
                "centuries",
                "miles",
                "people",
                "men",
                "women",
                "children",
                "others",
            ];
            let mut last = at;
            // "sports teams": the noun is the last of a run of plurals.
            while !word.is(&ALONE)
                && words.get(last + 1).is_some_and(|next| {
                    next.is_letters() && is_plural(next) && !ends_search(next) && !next.is_capitalised()
                })
                && last + 1 < end
            {
                last += 1;
            }
            return Some(finish(words, last));
        }
        at += 1;
        // The clitic of "three men's bodies".
        if words.get(at).is_some_and(|word| word.lower == "'s") {
            at += 1;
        }
    }
    None
}

/// Skips "of the", "of its" after a number.
fn past_partitive(words: &[Word], at: usize) -> usize {
    if words.get(at).is_none_or(|word| word.lower != "of") {
        return at;
    }
    let determiners = ["the", "its", "his", "her", "their", "our", "my", "your", "these", "those"];
    if words.get(at + 1).is_some_and(|word| word.is(&determiners)) { at + 2 } else { at + 1 }
}

/// Returns whether a plural is only the owner of what follows: "three men's bodies". "Two years' jail" is counted in
/// years.
fn possessive_goes_on(words: &[Word], at: usize) -> bool {
    words.get(at + 1).is_some_and(|word| word.glued && word.lower == "'s")
}

/// Returns whether a word looks like a noun for several.
fn is_plural(word: &Word) -> bool {
    let lower = word.lower.trim_end_matches('\'');
    let ending = lower.len() > 2
        && lower.ends_with('s')
        && !(lower.ends_with("ss") || lower.ends_with("us") || lower.ends_with("is"))
        || lower.len() > 3 && lower.ends_with("ies");
    !ends_search(word) && (ending || PLURALS.has(word))
}

/// Finds the noun of "one person", "1 seriously injured man".
fn single_noun(words: &[Word], at: usize) -> Option<Unit> {
    if words.get(at).is_some_and(|word| word.lower == "of") {
        return None;
    }
    let end = words.len().min(at + REACH);
    for at in at..end {
        let word = &words[at];
        if !word.is_letters() || ends_search(word) || word.glued {
            return None;
        }
        let modifier = MODIFIERS.has(word) || word.lower.ends_with("ly") && word.lower.len() > 4;
        let more = words.get(at + 1).is_some_and(|next| next.is_letters() && !ends_search(next));
        if !(modifier && more) {
            return Some(finish(words, at));
        }
    }
    None
}

/// Names the unit whose noun stands at `noun`, with the words that make a measure of it: "square miles", "miles per
/// hour".
fn finish(words: &[Word], noun: usize) -> Unit {
    let word = &words[noun];
    let name = word.lower.trim_end_matches(['\'', '.']);
    let before = noun.checked_sub(1).map(|before| &words[before]);
    let next = |by: usize| words.get(noun + by).map_or("", |word| word.lower.as_ref());
    let foreign =
        before.is_some_and(|word| word.is_capitalised() && word.is_letters() && !word.is(&["us", "u.s.", "american"]));
    match name {
        "dollars" | "dollar" if !foreign => return Unit::new(noun + 1, "USD"),
        "euros" | "euro" => return Unit::new(noun + 1, "EUR"),
        _ => {}
    }
    if matches!(name, "years" | "year" | "months" | "weeks" | "days") && next(1) == "old" {
        return Unit::new(noun + 2, &format!("{name} old"));
    }
    if matches!((next(1), next(2)), ("per" | "an" | "a", "hour" | "second" | "gallon") | ("per", "minute")) {
        return Unit::new(noun + 3, &format!("{name} {} {}", next(1), next(2)));
    }
    // "break-ins"
    if let Some(first) = noun.checked_sub(2).map(|at| &words[at])
        && before.is_some_and(|before| before.is_hyphen() && before.glued)
        && word.glued
        && first.is_letters()
    {
        return Unit::new(noun + 1, &format!("{}-{name}", first.lower));
    }
    match before {
        Some(before) if before.is(&["square", "cubic", "nautical", "metric", "light", "basis"]) => {
            Unit::new(noun + 1, &format!("{} {name}", before.lower))
        }
        _ => Unit::new(noun + 1, name),
    }
}
