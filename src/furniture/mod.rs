//! Which lines belong to the page and not to the story: "Updated 5 minutes ago", "3 min read", "1,204 shares", "Share",
//! offers of newsletters, credits of pictures.
//!
//! It decides on whole lines, each by itself, and only by closed grammars: one word that is in none of its lists keeps
//! a line in the story. It never takes a line with a quotation mark, a sentence about anything but the page, or a
//! number that counts anything but readers, minutes and hours. It changes no text: `ingest` drops such lines of a page
//! that it reads, and `text` makes no sentence of those that a body has.

mod time;

use std::collections::HashSet;
use std::sync::LazyLock;

use crate::claim::Span;
use crate::lexicon::{self, PARTICLES, entries, fold_line};

/// A longer line, in characters, belongs to the story.
const LONGEST: usize = 160;

/// A picture's credit names nobody in more words.
const NAME_WORDS: usize = 8;

/// What may be a caption as well names its photographer in as many words at most.
const SHORT_NAME: usize = 3;

/// A line of a body that belongs to the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Furniture {
    /// Edges trimmed.
    pub span: Span,
    pub kind: FurnitureKind,
}

/// What such a line does on its page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FurnitureKind {
    /// Says when the page was published or changed.
    Time,
    /// Says how long reading takes.
    ReadingTime,
    /// Counts shares, comments, views.
    Count,
    /// A button, a mark of advertisements, a heading of links.
    Control,
    /// Offers a newsletter, a network, a subscription.
    Offer,
    /// Credits a picture.
    Credit,
}

impl FurnitureKind {
    /// Returns the contract's word.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Time => "time",
            Self::ReadingTime => "reading_time",
            Self::Count => "count",
            Self::Control => "control",
            Self::Offer => "offer",
            Self::Credit => "credit",
        }
    }
}

static LINES: LazyLock<HashSet<&str>> = LazyLock::new(|| entries(include_str!("lists/lines.txt")).collect());
static BUTTONS: LazyLock<Vec<Vec<&str>>> = LazyLock::new(|| phrases(include_str!("lists/buttons.txt")));
static COUNTED: LazyLock<HashSet<&str>> = LazyLock::new(|| entries(include_str!("lists/counted.txt")).collect());
static OFFERS: LazyLock<Vec<Vec<&str>>> = LazyLock::new(|| phrases(include_str!("lists/offers.txt")));
static OFFER_WORDS: LazyLock<HashSet<&str>> =
    LazyLock::new(|| entries(include_str!("lists/offer_words.txt")).collect());
static DATE_WORDS: LazyLock<HashSet<&str>> = LazyLock::new(|| entries(include_str!("lists/date_words.txt")).collect());
static CREDITS: LazyLock<Vec<&str>> = LazyLock::new(|| entries(include_str!("lists/credit_labels.txt")).collect());
static CAPTIONS: LazyLock<Vec<&str>> = LazyLock::new(|| entries(include_str!("lists/caption_labels.txt")).collect());
static AGENCIES: LazyLock<HashSet<&str>> = LazyLock::new(|| entries(include_str!("lists/agencies.txt")).collect());

fn phrases(list: &'static str) -> Vec<Vec<&'static str>> {
    entries(list).map(|entry| entry.split(' ').collect()).collect()
}

/// Returns whether a folded word may stand in a line that says when.
pub(crate) fn is_date_word(word: &str) -> bool {
    DATE_WORDS.contains(word) || lexicon::month(word).is_some() || lexicon::weekday(word).is_some()
}

/// Returns what a line, edges trimmed, does on its page; `None` where it belongs to the story.
pub(crate) fn kind_of(line: &str) -> Option<FurnitureKind> {
    if line.is_empty() || line.chars().count() > LONGEST || says_more(line) {
        return None;
    }
    if let Some(kind) = kind_of_part(line, false) {
        return Some(kind);
    }
    // "Updated 5 minutes ago | 3 min read", "Listen to this article (4 min)": each part for itself.
    const MARKS: [char; 7] = ['|', '·', '•', '—', '–', '(', ')'];
    if !line.contains(MARKS) {
        return None;
    }
    let parts = line.split(MARKS).map(str::trim).filter(|part| !part.is_empty());
    let kinds: Option<Vec<FurnitureKind>> = parts.enumerate().map(|(nth, part)| kind_of_part(part, nth > 0)).collect();
    kinds?.into_iter().next()
}

/// Returns what a part of a line does; `beside` says that another part stands before it.
fn kind_of_part(part: &str, beside: bool) -> Option<FurnitureKind> {
    let folded = fold_line(&ungrouped(part));
    let words: Vec<&str> = folded.split(' ').filter(|word| !word.is_empty()).collect();
    if words.is_empty() {
        return None;
    }
    let stopped = part.ends_with(['.', '!']);
    if time::is_time(part, &words) {
        Some(FurnitureKind::Time)
    } else if time::is_reading_time(&words, beside) {
        Some(FurnitureKind::ReadingTime)
    } else if is_offer(part) {
        Some(FurnitureKind::Offer)
    } else if is_rights(part, &words) || (!stopped && is_credit(part)) {
        Some(FurnitureKind::Credit)
    } else if part.ends_with(':') {
        // What follows a colon in the next line is the story's.
        None
    } else if LINES.contains(words.join(" ").as_str()) {
        Some(FurnitureKind::Control)
    } else if !stopped && words.len() <= 24 {
        buttons(&words)
    } else {
        None
    }
}

/// Returns whether a line asks, has a quotation mark, or a sign of money or shares of something: then it is about more
/// than the page.
fn says_more(line: &str) -> bool {
    let mut before = None;
    let mut chars = line.chars().peekable();
    while let Some(c) = chars.next() {
        let in_word =
            before.is_some_and(char::is_alphanumeric) && chars.peek().copied().is_some_and(char::is_alphanumeric);
        match c {
            '?' | '%' | '$' | '£' | '€' | '¥' | '"' | '`' | '„' | '«' | '»' | '\u{201c}' | '\u{201d}' | '\u{2018}'
            | '\u{ff02}' => return true,
            '\'' | '\u{2019}' if !in_word => return true,
            _ => before = Some(c),
        }
    }
    false
}

/// Leaves out what groups the digits of a counter: "1,204" and "1.2k" are one word each, "12.5" is two.
fn ungrouped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for (at, c) in text.char_indices() {
        let after = text[at + c.len_utf8()..].trim_start_matches(|c: char| c.is_ascii_digit());
        let between = out.ends_with(|c: char| c.is_ascii_digit()) && after.len() + at + c.len_utf8() < text.len();
        let groups = c == ',' || (c == '.' && after.starts_with(['k', 'K', 'm', 'M']));
        if !(between && groups) {
            out.push(c);
        }
    }
    out
}

/// Returns whether a word is a number, as counters write it: "12", "1204", "12k".
fn is_number(word: &str) -> bool {
    let digits = word.trim_end_matches(['k', 'm']);
    digits.len() + 1 >= word.len()
        && (1..=12).contains(&digits.len())
        && digits.bytes().all(|byte| byte.is_ascii_digit())
}

/// "Share Tweet Email", "1,204 shares", "Comments (12)", "View 12 comments": buttons and counters to the end.
fn buttons(words: &[&str]) -> Option<FurnitureKind> {
    if words.is_empty() {
        return Some(FurnitureKind::Control);
    }
    let counter = match words {
        ["view" | "show" | "see" | "read", "all", number, noun, ..] if is_number(number) && COUNTED.contains(noun) => 4,
        ["view" | "show" | "see" | "all" | "read", number, noun, ..] if is_number(number) && COUNTED.contains(noun) => {
            3
        }
        [number, noun, ..] if is_number(number) && COUNTED.contains(noun) => 2,
        [noun, number, ..] if COUNTED.contains(noun) && is_number(number) => 2,
        _ => 0,
    };
    if counter > 0 && buttons(&words[counter..]).is_some() {
        return Some(FurnitureKind::Count);
    }
    BUTTONS.iter().filter(|button| words.starts_with(button)).find_map(|button| buttons(&words[button.len()..]))
}

/// "Sign up for our newsletter", "Follow us on Mastodon": an offer, in its own words alone. Addresses and @names are
/// none of them.
fn is_offer(part: &str) -> bool {
    let plain: Vec<&str> =
        part.split_whitespace().filter(|word| !word.contains('@') && !word.contains("://")).collect();
    let folded = fold_line(&plain.join(" "));
    let words: Vec<&str> = folded.split(' ').collect();
    OFFERS.iter().any(|offer| {
        words.starts_with(offer)
            && words.len() > offer.len()
            && words[offer.len()..].iter().all(|word| OFFER_WORDS.contains(word))
    })
}

/// "© 2031 Port Ansel Courier. All rights reserved."
fn is_rights(part: &str, words: &[&str]) -> bool {
    let year = |word: &str| word.len() == 4 && word.bytes().all(|byte| byte.is_ascii_digit());
    let owner = match words {
        ["copyright" | "©", "©" | "copyright", at, ..] | ["copyright" | "©", at, ..] if year(at) => {
            part.split_once(at).map_or("", |(_, owner)| owner)
        }
        _ => return false,
    };
    let owner = owner.trim().trim_end_matches('.');
    let owner =
        owner.strip_suffix("All rights reserved").or(owner.strip_suffix("All Rights Reserved")).unwrap_or(owner);
    is_name(owner.trim().trim_end_matches('.'), NAME_WORDS)
}

/// "Photograph: Lena Ashcombe/Port Ansel Courier", "Photo: Handout".
fn is_credit(part: &str) -> bool {
    let after = |labels: &[&str], colon: bool| {
        labels.iter().find_map(|label| {
            let rest =
                part.get(..label.len()).filter(|head| head.to_lowercase() == *label).map(|_| &part[label.len()..])?;
            let rest = rest.strip_prefix(':').or(rest.strip_prefix(' ').filter(|_| !colon))?.trim();
            (!rest.is_empty()).then_some(rest)
        })
    };
    if let Some(name) = after(&CREDITS, true).or_else(|| {
        let by: Vec<&str> = CREDITS.iter().copied().filter(|label| label.ends_with(" by")).collect();
        after(&by, false)
    }) {
        return is_name(name, NAME_WORDS) && name.split_whitespace().count() > 1 || is_agency(name);
    }
    let Some(name) = after(&CAPTIONS, true) else { return false };
    let parts: Vec<&str> = name.split(['/', ',']).map(str::trim).filter(|part| !part.is_empty()).collect();
    match parts.as_slice() {
        [agency] => is_agency(agency),
        [name, agencies @ ..] => is_name(name, SHORT_NAME) && agencies.iter().all(|agency| is_agency(agency)),
        [] => false,
    }
}

fn is_agency(name: &str) -> bool {
    AGENCIES.contains(fold_line(name).as_str())
}

/// Returns whether some words are a person's name: words with capitals, and what joins them.
fn is_name(text: &str, most: usize) -> bool {
    const JOINTS: [&str; 6] = ["and", "for", "via", "of", "the", "&"];
    let words: Vec<&str> =
        text.split(|c: char| c.is_whitespace() || c == '/').filter(|word| !word.is_empty()).collect();
    let plain =
        |word: &&&str| word.chars().all(|c| c.is_alphabetic() || matches!(c, '.' | ',' | '-' | '\'' | '\u{2019}'));
    (1..=most).contains(&words.len())
        && words[0].starts_with(char::is_uppercase)
        && words.iter().all(|word| {
            JOINTS.contains(word) || PARTICLES.has(word) || (word.starts_with(char::is_uppercase) && plain(&word))
        })
}

#[cfg(test)]
mod tests;
