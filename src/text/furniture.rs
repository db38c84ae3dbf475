//! Which lines of a body are the page's and not the story's: "Updated 5 minutes ago", "3 min read", "1,204 shares", "Share", offers of
//! newsletters, credits of pictures.
//!
//! It decides on whole lines, each by itself, and only by closed grammars: one word that is in none of its lists keeps a line in the story.
//! It never takes a line with a quotation mark, a sentence about anything but the page, or a number that counts anything but readers,
//! minutes and hours. It changes nothing of the body: what it finds stays there, and is read as no claim.

use std::collections::HashSet;
use std::sync::LazyLock;

use crate::claim::Span;
use crate::lists::entries;

use super::paragraph::{ends_sentence, lines};

/// A longer line, in characters, belongs to the story.
const LONGEST: usize = 160;

/// A picture's credit names nobody in more words.
const NAME_WORDS: usize = 8;

/// What may be a caption as well names its photographer in as many words at most.
const SHORT_NAME: usize = 3;

/// A line that is the page's.
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

static LINES: LazyLock<HashSet<&str>> = LazyLock::new(|| entries(include_str!("lists/furniture_lines.txt")).collect());
static BUTTONS: LazyLock<Vec<Vec<&str>>> = LazyLock::new(|| phrases(include_str!("lists/furniture_buttons.txt")));
static COUNTED: LazyLock<HashSet<&str>> =
    LazyLock::new(|| entries(include_str!("lists/furniture_counted.txt")).collect());
static OFFERS: LazyLock<Vec<Vec<&str>>> = LazyLock::new(|| phrases(include_str!("lists/furniture_offers.txt")));
static OFFER_WORDS: LazyLock<HashSet<&str>> =
    LazyLock::new(|| entries(include_str!("lists/furniture_offer_words.txt")).collect());
static DATE_WORDS: LazyLock<HashSet<&str>> = LazyLock::new(|| entries(include_str!("lists/date_words.txt")).collect());
static CREDITS: LazyLock<Vec<&str>> = LazyLock::new(|| entries(include_str!("lists/credit_labels.txt")).collect());
static CAPTIONS: LazyLock<Vec<&str>> = LazyLock::new(|| entries(include_str!("lists/caption_labels.txt")).collect());
static AGENCIES: LazyLock<HashSet<&str>> = LazyLock::new(|| entries(include_str!("lists/agencies.txt")).collect());

fn phrases(list: &'static str) -> Vec<Vec<&'static str>> {
    entries(list).map(|entry| entry.split(' ').collect()).collect()
}

/// Finds the lines of a body that are the page's, in text order.
pub(super) fn find(body: &str) -> Vec<Furniture> {
    let mut found = Vec::new();
    // The line before, where the next may go on with its sentence.
    let mut before: Option<&str> = None;
    for span in lines(body) {
        let line = span.of(body);
        let alone = before.is_none_or(|before| {
            ends_sentence(before) || !(line.starts_with(char::is_lowercase) || line.ends_with(['.', '!']))
        });
        let kind = if alone { kind_of(line) } else { None };
        found.extend(kind.map(|kind| Furniture { span, kind }));
        before = (kind.is_none() && !line.is_empty()).then_some(line);
    }
    found
}

/// Says whether a folded word may stand in a line that says when.
pub(crate) fn is_date_word(word: &str) -> bool {
    DATE_WORDS.contains(word)
}

/// Says what a line, edges trimmed, does on its page; `None` where it belongs to the story.
pub(crate) fn kind_of(line: &str) -> Option<FurnitureKind> {
    if line.is_empty() || line.chars().count() > LONGEST || has_speech(line) {
        return None;
    }
    if let Some(kind) = kind_of_part(line, false) {
        return Some(kind);
    }
    // "Updated 5 minutes ago | 3 min read", "Listen to this article (4 min)": each part for itself.
    let parts = line.split(['|', '·', '•', '—', '–', '(', ')']).map(str::trim).filter(|part| !part.is_empty());
    let kinds: Option<Vec<FurnitureKind>> = parts.enumerate().map(|(nth, part)| kind_of_part(part, nth > 0)).collect();
    kinds?.into_iter().next()
}

/// Says what a part of a line does; `beside` says that another part stands before it.
fn kind_of_part(part: &str, beside: bool) -> Option<FurnitureKind> {
    let folded = fold(&ungrouped(part));
    let words: Vec<&str> = folded.split(' ').filter(|word| !word.is_empty()).collect();
    if words.is_empty() {
        return None;
    }
    let stopped = part.ends_with(['.', '!']);
    if is_time(part, &words) {
        Some(FurnitureKind::Time)
    } else if is_reading_time(&words, beside) {
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

/// Says whether a line asks, or has a quotation mark: then somebody speaks in it.
fn has_speech(line: &str) -> bool {
    let mut before = None;
    let mut chars = line.chars().peekable();
    while let Some(c) = chars.next() {
        let in_word =
            before.is_some_and(char::is_alphanumeric) && chars.peek().copied().is_some_and(char::is_alphanumeric);
        match c {
            '?' | '"' | '`' | '„' | '«' | '»' | '\u{201c}' | '\u{201d}' | '\u{2018}' | '\u{ff02}' => return true,
            '\'' | '\u{2019}' if !in_word => return true,
            _ => before = Some(c),
        }
    }
    false
}

/// Leaves out what groups the digits of a number: "1,204" and "1.2k" are one word each.
fn ungrouped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let between_digits =
            out.ends_with(|c: char| c.is_ascii_digit()) && chars.peek().is_some_and(char::is_ascii_digit);
        if !(matches!(c, ',' | '.') && between_digits) {
            out.push(c);
        }
    }
    out
}

/// Says whether a word is a number, as counters write it: "12", "1204", "12k".
fn is_number(word: &str) -> bool {
    let digits = word.trim_end_matches(['k', 'm']);
    digits.len() + 1 >= word.len()
        && (1..=12).contains(&digits.len())
        && digits.bytes().all(|byte| byte.is_ascii_digit())
}

/// "Updated 5 minutes ago", "Last updated: 14:05 GMT, 3 May 2031", "5 minutes ago": nothing but when, said in full.
fn is_time(part: &str, words: &[&str]) -> bool {
    const SAID: [&str; 5] = ["updated", "published", "posted", "modified", "update"];
    const FIRST: [&str; 4] = ["first", "last", "originally", "date"];
    const UNITS: [&str; 12] =
        ["second", "seconds", "minute", "minutes", "min", "mins", "hour", "hours", "hr", "hrs", "day", "days"];
    let is_unit = |word: &str| UNITS.contains(&word);
    // "5m ago", "3h ago"
    let is_short = |word: &str| {
        let digits = word.trim_end_matches(['s', 'm', 'h', 'd']);
        digits.len() + 1 == word.len() && (1..=3).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit())
    };
    let is_ago = |words: &[&str]| match words {
        [short, "ago"] => is_short(short),
        [number, unit, "ago"] => (is_number(number) || matches!(*number, "a" | "an" | "one" | "few")) && is_unit(unit),
        _ => false,
    };
    if is_ago(words)
        && words[0].bytes().all(|byte| byte.is_ascii_alphanumeric())
        && words[0].as_bytes()[0].is_ascii_digit()
    {
        return true;
    }
    let lead = match words {
        [first, said, ..] if FIRST.contains(first) && SAID.contains(said) => 2,
        [said, ..] if SAID.contains(said) && *said != "update" => 1,
        _ => return false,
    };
    let rest: Vec<&str> = words[lead..].iter().copied().filter(|word| *word != "about").collect();
    match rest.as_slice() {
        ["just", "now"] | ["moments", "ago"] | ["less", "than", "a", "minute", "ago"] | ["a", "few", _, "ago"] => {
            return true;
        }
        rest if is_ago(rest) => return true,
        _ => {}
    }
    let is_of_date = |word: &str| {
        let digits = word.bytes().take_while(u8::is_ascii_digit).count();
        match digits {
            0 => DATE_WORDS.contains(word),
            1..=4 => matches!(&word[digits..], "" | "st" | "nd" | "rd" | "th" | "am" | "pm" | "h" | "z"),
            _ => false,
        }
    };
    // ISO times: "2031-05-03T14:05:00Z" folds to "2031 05 03t14 05 00z".
    let is_iso = |word: &str| {
        let sides = word.split_once('t');
        sides.is_some_and(|(day, hour)| {
            [day, hour].iter().all(|side| side.len() == 2 && side.bytes().all(|b| b.is_ascii_digit()))
        })
    };
    rest.iter().all(|word| is_of_date(word) || is_iso(word)) && has_clock_or_day(part, &rest)
}

/// Says whether a time of day or a date is among the words: "14:05", "3 May", "3/5/2031", "2 p.m.".
fn has_clock_or_day(part: &str, words: &[&str]) -> bool {
    const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    let digits = |word: &str| word.starts_with(|c: char| c.is_ascii_digit());
    let clock = part.as_bytes().windows(3).any(|three| {
        three[0].is_ascii_digit() && matches!(three[1], b':' | b'/' | b'-' | b'.') && three[2].is_ascii_digit()
    });
    let noon = words.windows(2).any(|two| digits(two[0]) && matches!(two[1], "am" | "pm" | "a" | "p"));
    let day = words.iter().any(|word| MONTHS.iter().any(|month| word.starts_with(month)))
        && words.iter().any(|word| digits(word));
    clock || noon || day || words.iter().any(|word| digits(word) && (word.ends_with("am") || word.ends_with("pm")))
}

/// "3 min read", "Reading time: 4 minutes"; beside another part also "4 min" alone.
fn is_reading_time(words: &[&str], beside: bool) -> bool {
    let is_minutes = |word: &str| matches!(word, "min" | "mins" | "minute" | "minutes");
    let is_few = |word: &str| (1..=3).contains(&word.len()) && word.bytes().all(|byte| byte.is_ascii_digit());
    let is_doing = |word: &str| matches!(word, "read" | "reading" | "listen" | "watch");
    match words {
        [number, minutes] => is_few(number) && is_minutes(minutes) && beside,
        [number, minutes, doing] if is_few(number) => is_minutes(minutes) && is_doing(doing),
        ["estimated", rest @ ..] => is_reading_time(rest, false),
        ["reading" | "read" | "listening", "time", number, minutes]
        | ["time", "to", "read", number, minutes]
        | ["less", "than", number, minutes, "read"] => (is_few(number) || *number == "a") && is_minutes(minutes),
        _ => false,
    }
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

/// "Sign up for our newsletter", "Follow us on Mastodon": an offer, in its own words alone. Addresses and @names are none of them.
fn is_offer(part: &str) -> bool {
    let plain: Vec<&str> =
        part.split_whitespace().filter(|word| !word.contains('@') && !word.contains("://")).collect();
    let folded = fold(&plain.join(" "));
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
    AGENCIES.contains(fold(name).as_str())
}

/// Says whether some words are somebody's name: capitals, and what joins names.
fn is_name(text: &str, most: usize) -> bool {
    const JOINTS: [&str; 13] = ["and", "for", "via", "of", "the", "de", "da", "van", "von", "der", "del", "al", "&"];
    let words: Vec<&str> =
        text.split(|c: char| c.is_whitespace() || c == '/').filter(|word| !word.is_empty()).collect();
    let plain =
        |word: &&&str| word.chars().all(|c| c.is_alphabetic() || matches!(c, '.' | ',' | '-' | '\'' | '\u{2019}'));
    (1..=most).contains(&words.len())
        && words[0].starts_with(char::is_uppercase)
        && words.iter().all(|word| JOINTS.contains(word) || (word.starts_with(char::is_uppercase) && plain(&word)))
}

/// Writes a line in lower case, with one space for all that is no letter and no digit; an apostrophe within a word is left out.
pub(crate) fn fold(text: &str) -> String {
    let mut folded = String::new();
    for c in text.chars().flat_map(char::to_lowercase) {
        if c.is_alphanumeric() || c == '©' {
            folded.push(c);
        } else if !matches!(c, '\'' | '\u{2019}') && !folded.is_empty() && !folded.ends_with(' ') {
            folded.push(' ');
        }
    }
    folded.truncate(folded.trim_end().len());
    folded
}

#[cfg(test)]
mod tests;
