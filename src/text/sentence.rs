//! Where sentences begin and end.
//!
//! A stop ends a sentence where what follows can start one. It never joins paragraphs, and never breaks inside a token.

use crate::claim::{Span, Warning, WarningKind};

use super::abbreviation;
use super::paragraph::item_mark;
use super::stop;
use super::{Paragraph, Sentence, Token, TokenKind, Tokens};

/// Verbs behind a name that tie it to the question or exclamation before: "“Why?” Lindqvist asked."
const ASKED: [&str; 16] = [
    "said", "says", "asked", "asks", "wrote", "writes", "added", "adds", "told", "shouted", "cried", "yelled",
    "replied", "tweeted", "posted", "wondered",
];

/// How many tokens a name and its title may take between a quotation and such a verb.
const NAME_REACH: usize = 6;

/// Words that open a sentence even in small letters, and seldom go on with one behind an abbreviation.
const SMALL_OPENERS: [&str; 23] = [
    "additionally",
    "also",
    "consequently",
    "finally",
    "furthermore",
    "he",
    "hence",
    "however",
    "it",
    "meanwhile",
    "moreover",
    "nevertheless",
    "nonetheless",
    "she",
    "the",
    "then",
    "there",
    "therefore",
    "these",
    "they",
    "this",
    "those",
    "thus",
];

/// Shortest word in small letters that is taken for no abbreviation before a stop, in bytes.
const SHORTEST_PLAIN: usize = 4;

/// The same for a name.
const SHORTEST_NAME: usize = 6;

/// How many marks in a row are looked past for the end of a sentence, and for the start of the next.
const MARKS: usize = 8;

/// The most tokens of a sentence: three times the longest that papers print.
const LONGEST: usize = 600;

/// Longest dateline, in bytes.
const DATELINE: usize = 70;

/// Cuts paragraphs into sentences: fills `paragraph.sentences` and `token.sentence`. Returns with them what it had to cut
/// without a stop.
pub(super) fn sentences(
    body: &str,
    paragraphs: &mut [Paragraph],
    tokens: &mut Tokens,
) -> (Vec<Sentence>, Vec<Warning>) {
    let (mut sentences, mut warnings) = (Vec::new(), Vec::new());
    for (index, paragraph) in paragraphs.iter_mut().enumerate() {
        let first = tokens.count_while(|token| token.start < paragraph.span.start);
        let last = tokens.count_while(|token| token.start < paragraph.span.end);
        let from = sentences.len();
        let mut start = first;
        for at in first..last {
            let stops = at + 1 == last || ends_behind(body, tokens, start, at, last);
            if stops || at + 1 - start == LONGEST {
                let end = if stops { at + 1 } else { cut(body, tokens, start) };
                let span = Span::new(tokens.at(start).span.start, tokens.at(end - 1).span.end);
                tokens.set_sentence(start..end, sentences.len());
                if !stops {
                    let message = format!("this sentence is longer than {LONGEST} words and is read in pieces");
                    warnings.push(Warning { kind: WarningKind::LongSentence, span, message: message.into() });
                }
                sentences.push(Sentence { span, paragraph: index, tokens: start..end, dateline: None });
                start = end;
            }
        }
        paragraph.sentences = from..sentences.len();
        if let Some(sentence) = sentences.get_mut(from) {
            sentence.dateline = dateline(body, sentence.span);
        }
    }
    (sentences, warnings)
}

/// Returns where to cut a sentence that is too long: behind the last comma or semicolon of its latter half, if there is
/// one.
fn cut(body: &str, tokens: &Tokens, start: usize) -> usize {
    let parts = |&at: &usize| matches!(tokens.at(at).span.of(body), "," | ";");
    (start + LONGEST / 2..start + LONGEST).rev().find(parts).map_or(start + LONGEST, |at| at + 1)
}

/// Returns whether a sentence ends behind token `at`; `start` is the sentence's first token, `last` the end of the
/// paragraph's.
fn ends_behind(body: &str, tokens: &Tokens, start: usize, at: usize, last: usize) -> bool {
    let next = at + 1;
    if is_closer(body, tokens.at(next)) && tokens.at(next).span.start == tokens.at(at).span.end {
        return false;
    }
    // Step back over closing marks to the one that may end the sentence.
    let mut end = at;
    while end > start.max(at.saturating_sub(MARKS)) && is_closer(body, tokens.at(end)) {
        end -= 1;
    }
    let word = tokens.at(end).span.of(body);
    // The number of a list item: "1. The bridge".
    if word == "." && end == start + 1 && at == end && item_mark(&body[tokens.at(start).span.start..]).is_some() {
        return false;
    }
    // "first.Second" is a slip of the keyboard or an address, and no boundary that can be trusted.
    if tokens.at(next).span.start == tokens.at(at).span.end && !word.ends_with('…') {
        return false;
    }
    let closed = end < at && tokens.range(end + 1..at + 1).any(|token| token.kind == TokenKind::QuoteClose);
    let Some(follower) = (next..last.min(next + MARKS)).find(|&token| !is_opening(body, tokens.at(token))) else {
        return false;
    };
    let follower_text = tokens.at(follower).span.of(body);
    let first = follower_text.chars().next().unwrap_or(' ');
    let can_start =
        !first.is_lowercase() && (first.is_alphanumeric() || matches!(tokens.at(follower).kind, TokenKind::Link));
    // Behind a full stop, an opening mark starts a sentence whatever it quotes.
    let can_start = can_start || word == "." && !closed && tokens.at(next).kind == TokenKind::QuoteOpen;
    let can_start = can_start || matches!(first, '$' | '£' | '€' | '•' | '#' | '@' | '—' | '–' | '-');
    // A slip of the shift key: "It rained. therefore the match was off."
    let can_start =
        can_start || word == "." && !closed && is_plain(body, tokens, end) && SMALL_OPENERS.contains(&follower_text);
    match word {
        "." | "?" | "!" => {
            // "Now! — and here": a dash continues with the sentence unless a quotation has ended, or it opens a new
            // one: "Now! —And here".
            if matches!(first, '—' | '–' | '-') && !closed && !is_before_capital(body, tokens.at(follower)) {
                return false;
            }
            can_start && !(closed && word != "." && asks_behind(body, tokens, next, last))
        }
        "…" => can_start && follower_text != "I" && first.is_uppercase(),
        _ if word.len() > 1 && word.bytes().all(|b| b == b'.') => {
            can_start && follower_text != "I" && first.is_uppercase()
        }
        _ if tokens.at(end).kind == TokenKind::Word && word.ends_with('.') => {
            let ordinal_number = tokens.at(follower).kind == TokenKind::Number;
            // An abbreviation at the end of a quotation ends the sentence as well.
            can_start
                && (closed && !ordinal_number
                    || !abbreviation::wants_more(word, follower_text)
                    || follower == next && stop::ends_sentence(body, tokens, start, end, last))
                && !(next < follower && ordinal_number)
        }
        _ => false,
    }
}

/// Returns whether a stop stands behind a word in small letters, or a name, that is too long for most abbreviations.
fn is_plain(body: &str, tokens: &Tokens, stop: usize) -> bool {
    let word = stop.checked_sub(1).map_or("", |before| tokens.at(before).span.of(body));
    let name = word.len() >= SHORTEST_NAME && word.starts_with(|c: char| c.is_ascii_uppercase());
    let rest = if name { &word[1..] } else { word };
    word.len() >= SHORTEST_PLAIN && rest.bytes().all(|b| b.is_ascii_lowercase())
}

/// Returns whether a capital stands right behind a mark.
fn is_before_capital(body: &str, mark: Token) -> bool {
    body[mark.span.end..].starts_with(char::is_uppercase)
}

fn is_closer(body: &str, token: Token) -> bool {
    token.kind == TokenKind::QuoteClose
        || (token.kind == TokenKind::Punct
            && matches!(token.span.of(body), ")" | "]" | "\"" | "\u{201d}" | "'" | "\u{2019}" | "»"))
}

fn is_opening(body: &str, token: Token) -> bool {
    token.kind == TokenKind::QuoteOpen
        || (token.kind == TokenKind::Punct
            && matches!(
                token.span.of(body),
                "(" | "[" | "\"" | "\u{201c}" | "'" | "\u{2018}" | "«" | "„" | "*" | "¿" | "¡"
            ))
}

/// Returns whether a name and a verb of asking or saying follow.
fn asks_behind(body: &str, tokens: &Tokens, next: usize, last: usize) -> bool {
    for token in tokens.range(next..last.min(next + NAME_REACH)) {
        let word = token.span.of(body);
        if ASKED.contains(&word) {
            return true;
        }
        let named = token.kind == TokenKind::Word && word.starts_with(char::is_uppercase);
        if !named || abbreviation::starts_sentences(word) && !matches!(word, "He" | "She" | "They" | "The") {
            return ASKED.contains(&word);
        }
        if word == "The" {
            // "The minister asked": one or two plain words may stand before the verb.
            return tokens
                .range(next..last.min(next + NAME_REACH))
                .skip(1)
                .take(3)
                .any(|token| ASKED.contains(&token.span.of(body)));
        }
    }
    false
}

/// Finds a dateline at the start of a sentence: a place in capitals, perhaps more of the place, an agency in brackets,
/// a date, a dash.
fn dateline(body: &str, sentence: Span) -> Option<Span> {
    let text = sentence.of(body);
    let limit = text.char_indices().map(|(at, _)| at).take_while(|&at| at <= DATELINE).last()?;
    let head = &text[..limit];
    let (dash, length) = [" — ", " – ", " -- ", " - ", "— ", "– ", "— ", "—"]
        .iter()
        .filter_map(|dash| head.find(dash).map(|at| (at, dash.len())))
        .min_by_key(|&(at, length)| (at, std::cmp::Reverse(length)))?;
    let place = head[..dash].trim();
    let first = place.split([' ', ',']).next()?;
    let capitals = first.chars().filter(|c| c.is_alphabetic()).count() >= 2 && !first.chars().any(char::is_lowercase);
    let agency = place.ends_with(')') && place.contains('(');
    let quiet = !place.contains(['"', '“', '”', '!', '?', ';', ':']);
    let all_capitals =
        place.split('(').next().unwrap_or("").split(',').next().unwrap_or("").chars().all(|c| !c.is_lowercase());
    (quiet && (capitals && all_capitals || agency && place.starts_with(char::is_uppercase)))
        .then(|| Span::new(sentence.start, sentence.start + dash + length))
}
