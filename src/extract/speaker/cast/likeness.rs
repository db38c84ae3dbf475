//! Whether two names can be one's: words, initials, gender.
//!
//! It sees two names alone, never the document.

use crate::extract::speaker::lexicon::{Gender, lexicon};
use crate::extract::speaker::name::Name;
use crate::lexicon::{PARTICLES, is_generation};

/// Returns whether a name can stand by itself: two words that are not a particle with its surname.
pub(super) fn full(name: &Name) -> bool {
    name.words.len() > 1 && !PARTICLES.has(&name.words[0]) && !(name.words.len() == 2 && is_generation(&name.words[1]))
}

pub(super) fn surname(words: &[String]) -> Option<&str> {
    words.iter().rev().map(String::as_str).find(|word| !is_generation(word))
}

/// Returns whether two names with one surname can be one person's: one's other words are among the other's, initials
/// and short forms of first names counted.
pub(super) fn same_given(one: &[String], other: &[String]) -> bool {
    let (short, long) = if one.len() <= other.len() { (one, other) } else { (other, one) };
    let mut rest = long.iter();
    let fits = |a: &str, b: &str| {
        a == b
            || lexicon().nickname(a, b)
            || a.chars().count() == 1 && b.starts_with(a)
            || b.chars().count() == 1 && a.starts_with(b)
    };
    short.iter().all(|word| rest.any(|candidate| fits(word, candidate)))
        && short.first().zip(long.first()).is_some_and(|(a, b)| fits(a, b))
}

/// Returns whether the first name is the second with a word before it that is no first name ("Columnist Ann Holt").
pub(super) fn prefixed(one: &[String], other: &[String]) -> bool {
    other.len() > 1
        && one.len() > other.len()
        && one.ends_with(other)
        && lexicon().first_name(&one[0]).is_none()
        && lexicon().first_name(&other[0]).is_some()
}

/// Returns whether the first name tells more than the second: more words, or words for initials.
pub(super) fn fuller(one: &[String], other: &[String]) -> bool {
    let letters = |words: &[String]| words.iter().map(|word| word.chars().count()).sum::<usize>();
    one.len() > other.len() || one.len() == other.len() && letters(one) > letters(other)
}

pub(super) fn ends_with(words: &[String], short: &[&String]) -> bool {
    let mut rest = words.iter().rev().filter(|word| !is_generation(word));
    short.iter().rev().all(|word| rest.next() == Some(word))
}

pub(super) fn agree(one: Option<Gender>, other: Option<Gender>) -> bool {
    one.is_none() || other.is_none() || one == other
}

/// Returns the only item; `None` where there is none or more than one.
pub(in crate::extract::speaker) fn sole(mut items: impl Iterator<Item = usize>) -> Option<usize> {
    let first = items.next()?;
    items.all(|other| other == first).then_some(first)
}

/// Returns whether a name is in capitals throughout.
pub(super) fn shouted(text: &str) -> bool {
    text.chars().any(char::is_uppercase) && !text.chars().any(char::is_lowercase)
}
