//! Whether the stop behind a letter or an abbreviation also ends the sentence, judged by the words around it.
//!
//! **Finds** the letter that counts or sorts something ("hepatitis B. Amsel said …"), the platform X ("wrote on X. Kolt
//! said …"), and the abbreviation that ends what is said before a new subject has its verb ("worked for Halden Inc.
//! Brandt said …").
//! **Leaves alone** the initials of names ("George W. Tarn"), and abbreviations that more of a name may follow ("the
//! U.S. Senator", "Halden Inc. Chairman Brandt").

use std::collections::HashSet;
use std::sync::LazyLock;

use crate::lexicon::{self, entries};

use super::abbreviation;
use super::{TokenKind, Tokens};

/// Verbs that show that the capitalised words before them are a subject.
const SUBJECT_VERBS: [&str; 34] = [
    "said",
    "says",
    "told",
    "tells",
    "asked",
    "wrote",
    "writes",
    "added",
    "replied",
    "answered",
    "argued",
    "claimed",
    "insisted",
    "declined",
    "denied",
    "explained",
    "called",
    "warned",
    "announced",
    "confirmed",
    "acknowledged",
    "admitted",
    "noted",
    "tweeted",
    "posted",
    "testified",
    "recalled",
    "thinks",
    "believes",
    "was",
    "is",
    "had",
    "has",
    "will",
];
/// Adverbs between a subject and its verb.
const ADVERBS: [&str; 9] = ["also", "later", "then", "now", "himself", "herself", "once", "still", "often"];
/// Words behind which X is the platform.
const PLATFORM_PREPOSITIONS: [&str; 9] = ["on", "to", "via", "from", "off", "across", "over", "through", "into"];
/// Abbreviations that stand before the names of offices and bodies: "the U.S. Senator", "a U.N. Envoy".
const ADJECTIVES: [&str; 6] = ["U.S.", "U.K.", "U.N.", "E.U.", "Univ.", "Dept."];
/// Ends of names of bodies that an abbreviation can stand inside of: "Tarn Bros. Circus".
const BODY_WORDS: [&str; 16] = [
    "Bank",
    "Capital",
    "Circus",
    "Foundation",
    "Fund",
    "Group",
    "Holdings",
    "Industries",
    "International",
    "Magazine",
    "Network",
    "Partners",
    "Records",
    "Restaurant",
    "Securities",
    "Steel",
];
/// The longest subject behind the stop, in words.
const LONGEST_SUBJECT: usize = 3;

/// Nouns with letters behind them; those with a star are names of people too.
static LETTERED: LazyLock<HashSet<&str>> = LazyLock::new(|| entries(include_str!("lists/lettered.txt")).collect());

/// Returns whether the sentence from token `start` to the end of its paragraph, `last`, ends with the stop of the word
/// at `at`, though a capital that no sentence has to start with follows.
pub(super) fn ends_sentence(body: &str, tokens: &Tokens, start: usize, at: usize, last: usize) -> bool {
    let word = |token: usize| if token < last { tokens.at(token).span.of(body) } else { "" };
    let is_small = |token: usize| word(token).starts_with(char::is_lowercase);
    // "Perrin Inc. Kroll" alone says nothing yet.
    if !(start..at).any(is_small) {
        return false;
    }
    let before = word(at - 1);
    let subject = || subject_behind(body, tokens, at + 1, last);
    if is_letter(word(at).trim_end_matches('.')) {
        let end_of_range = start + 2 < at && matches!(before, "and" | "or" | "to") && is_letter(word(at - 2));
        let platform = word(at) == "X." && PLATFORM_PREPOSITIONS.contains(&before);
        return is_designation(before, at - 1 == start)
            || end_of_range
            || (platform || matches!(before, "a" | "an" | "the")) && subject();
    }
    if !abbreviation::may_end_sentence(word(at)) || ADJECTIVES.contains(&word(at)) {
        return false;
    }
    let place = before == "," || word(at) == "D.C." && before == "Washington";
    let company = matches!(word(at), "Inc." | "Corp." | "Ltd." | "Co." | "Bros.") && before != ",";
    let suffix = matches!(word(at), "Jr." | "Sr." | "Esq." | "Ph.D." | "M.D." | "B.A." | "M.A.");
    let time = matches!(word(at), "a.m." | "p.m." | "A.M." | "P.M.");
    (place && word(at) != "Co." || company || suffix || time) && subject()
}

/// Returns whether the word is one capital letter without a stop.
fn is_letter(word: &str) -> bool {
    let mut chars = word.chars();
    chars.next().is_some_and(char::is_uppercase) && chars.next().is_none()
}

/// Returns whether a letter behind `noun` counts or sorts; a noun in capitals that opens its sentence or is a name too
/// may be somebody's first name.
fn is_designation(noun: &str, opens: bool) -> bool {
    let is_capital = noun.starts_with(char::is_uppercase);
    LETTERED.contains(noun.to_lowercase().as_str()) && !(opens && is_capital)
        || LETTERED.contains(format!("{noun}*").as_str())
}

/// Returns whether the words from token `at` are a person's name and the verb or the apposition that follows it.
fn subject_behind(body: &str, tokens: &Tokens, at: usize, last: usize) -> bool {
    let word = |token: usize| if token < last { tokens.at(token).span.of(body) } else { "" };
    let is_name = |token: usize| {
        let word = word(token);
        let office = lexicon::is_title(&word.to_lowercase()) || BODY_WORDS.contains(&word);
        let shouted = word.len() > 1 && !word.chars().any(char::is_lowercase);
        word.starts_with(char::is_uppercase) && tokens.at(token).kind == TokenKind::Word && !office && !shouted
    };
    let length = (at..last).take_while(|&token| is_name(token)).take(LONGEST_SUBJECT).count();
    let mut verb = at + length;
    if length == 0 {
        return false;
    }
    if word(verb) == "," {
        return matches!(word(verb + 1), "a" | "an" | "the" | "who" | "whose" | "its" | "his" | "her");
    }
    if ADVERBS.contains(&word(verb)) {
        verb += 1;
    }
    SUBJECT_VERBS.contains(&word(verb))
}
