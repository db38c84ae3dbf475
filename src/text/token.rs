//! Words, numbers and punctuation.
//!
//! It follows the Penn treebank in what matters here: clitics stand apart ("did|n't", "Putin|'s"), abbreviations keep
//! their stop. It never looks at meaning, and takes the quotation marks as `quotation` found them.

use crate::claim::Span;
use crate::work;

use super::abbreviation;
use super::{Paragraph, Quotation, Token, TokenKind, Tokens, quotation};

/// Endings that make a dotted word a web address.
const DOMAINS: [&str; 14] =
    ["com", "org", "net", "gov", "edu", "int", "info", "io", "uk", "au", "ca", "eu", "co", "example"];

/// What ends a sentence or a bracket behind an address, and is no part of it.
const STOPS: [char; 10] = ['.', ',', ';', ':', '!', '?', ')', ']', '\'', '\u{2019}'];

/// Cuts the paragraphs of a body into tokens; their sentence is left at 0.
pub(super) fn tokens(body: &str, paragraphs: &[Paragraph], quotations: &[Quotation]) -> Tokens {
    let marks = QuoteMarks::new(quotations);
    let mut tokens = Tokens::default();
    // Before it no address begins: one that ends there was tried already.
    let mut no_address_before = 0;
    for paragraph in paragraphs {
        let mut at = paragraph.span.start;
        while at < paragraph.span.end {
            let rest = &body[at..paragraph.span.end];
            let Some(c) = rest.chars().next() else { break };
            if c.is_whitespace() {
                at += c.len_utf8();
                continue;
            }
            let (end, kind) = match marks.at(at) {
                Some(mark) => mark,
                None => {
                    let is_tried = at < no_address_before || !c.is_ascii_alphanumeric();
                    let host = if is_tried { 0 } else { host_length(rest) };
                    let (length, kind) = next_token(rest, c, host);
                    if kind != TokenKind::Link {
                        no_address_before = no_address_before.max(at + host);
                    }
                    // A quotation mark that was found inside ends the token.
                    (marks.next_after(at).map_or(at + length, |mark| (at + length).min(mark)), kind)
                }
            };
            push(body, Span::new(at, end), kind, &mut tokens);
            at = end;
        }
    }
    assign_quotations(&mut tokens, quotations);
    tokens
}

/// Where quotation marks start and end, by place; all within [`Tokens::REACH`].
struct QuoteMarks(Vec<(u32, u32, TokenKind)>);

impl QuoteMarks {
    fn new(quotations: &[Quotation]) -> Self {
        let mut marks = Vec::with_capacity(quotations.len() * 2);
        let mark = |start: usize, end: usize, kind| (start as u32, end as u32, kind);
        for quotation in quotations {
            if quotation.inner.start > quotation.outer.start {
                marks.push(mark(quotation.outer.start, quotation.inner.start, TokenKind::QuoteOpen));
            }
            if quotation.closed {
                marks.push(mark(quotation.inner.end, quotation.outer.end, TokenKind::QuoteClose));
            }
        }
        marks.sort_unstable_by_key(|mark| mark.0);
        Self(marks)
    }

    fn at(&self, at: usize) -> Option<(usize, TokenKind)> {
        let index = self.0.binary_search_by_key(&(at as u32), |mark| mark.0).ok()?;
        Some((self.0[index].1 as usize, self.0[index].2))
    }

    fn next_after(&self, at: usize) -> Option<usize> {
        self.0.get(self.0.partition_point(|mark| mark.0 as usize <= at)).map(|mark| mark.0 as usize)
    }
}

/// Reads the token at the start of `rest`, which starts with `c`: its length in bytes, and its kind. `host` is the
/// length of what may be a web address's host; 0 where it stands in what was tried as one and is none.
fn next_token(rest: &str, c: char, host: usize) -> (usize, TokenKind) {
    if let Some(length) = link(rest, c, host) {
        return (length, TokenKind::Link);
    }
    if c.is_ascii_digit() || (c == '.' && rest[1..].starts_with(|c: char| c.is_ascii_digit())) {
        return number(rest);
    }
    if is_word_char(c) {
        return (word(rest), TokenKind::Word);
    }
    if let Some(length) = clitic_apostrophe(rest) {
        return (length, TokenKind::Word);
    }
    let run = |wanted: char| rest.chars().take_while(|&c| c == wanted).map(char::len_utf8).sum();
    match c {
        '.' if rest.starts_with("..") => (run('.'), TokenKind::Punct),
        '-' if rest.starts_with("--") => (run('-'), TokenKind::Punct),
        _ => (c.len_utf8(), TokenKind::Punct),
    }
}

fn is_word_char(c: char) -> bool {
    c.is_alphanumeric() || c == '_' || is_mark(c)
}

/// Combining marks and joiners, which belong to the letter before them.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{200c}' | '\u{200d}' | '\u{ad}' | '\u{fe0f}' | '\u{1ab0}'..='\u{1aff}' | '\u{20d0}'..='\u{20ff}')
}

/// Reads an address, a handle or a tag: "https://echo.example/ferry", "echo.example", "@echo", "#ferry".
///
/// What shows that a word is no address shows it of all that begins later in that word, so that a word is tried once.
fn link(rest: &str, first: char, host: usize) -> Option<usize> {
    if matches!(first, '@' | '#') {
        let name =
            rest[1..].chars().take_while(|&c| c.is_alphanumeric() || c == '_').map(char::len_utf8).sum::<usize>();
        return (name > 0).then_some(1 + name);
    }
    if !first.is_ascii_alphanumeric() {
        return None;
    }
    if rest.starts_with("http://") || rest.starts_with("https://") || rest.starts_with("www.") {
        return Some(run(rest).len());
    }
    if host == 0 {
        return None;
    }
    let (host, behind) = rest.split_at(host);
    let is_path = behind.starts_with('/');
    // Only stops and brackets may stand between an address and the next blank.
    let ends = || behind.chars().find(|c| !STOPS.contains(c)).is_none_or(is_edge);
    if !is_path && !ends() {
        return None;
    }
    let host = if is_path { host } else { host.trim_end_matches('.') };
    let (before, domain) = host.rsplit_once('.')?;
    let named = before.len() > 1 && before.bytes().any(|b| b.is_ascii_lowercase() || b == b'@');
    (named && DOMAINS.contains(&domain)).then(|| run(rest).len())
}

/// The length of what may be a web address's host, user and all.
fn host_length(rest: &str) -> usize {
    rest.bytes().take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-' | b'_' | b'@' | b'+')).count()
}

/// What stands before the next blank or quotation mark, without the stops at its end.
fn run(rest: &str) -> &str {
    let run = &rest[..rest.find(is_edge).unwrap_or(rest.len())];
    work::count(run.len());
    run.trim_end_matches(STOPS)
}

/// Returns whether an address ends before a character.
fn is_edge(c: char) -> bool {
    c.is_whitespace() || matches!(c, '"' | '\u{201d}' | '»' | '<' | '>')
}

/// Digits with inner separators; with letters behind them a word ("3rd", "1930s", "62-year-old"), unless the letters
/// are a unit ("62mph").
fn number(rest: &str) -> (usize, TokenKind) {
    let bytes = rest.as_bytes();
    let mut end = 0;
    while end < bytes.len() {
        let inner = matches!(bytes[end], b'.' | b',' | b':' | b'/')
            && bytes.get(end + 1).is_some_and(u8::is_ascii_digit)
            && (end > 0 || bytes[end] == b'.');
        if !bytes[end].is_ascii_digit() && !inner {
            break;
        }
        end += 1;
    }
    let tail = &rest[end..];
    let letters = tail.bytes().take_while(u8::is_ascii_alphabetic).count();
    let suffix = &tail[..letters];
    if matches!(suffix, "st" | "nd" | "rd" | "th" | "s") {
        end += letters;
        return if rest[end..].starts_with('-') && rest[end + 1..].starts_with(char::is_alphanumeric) {
            (end + 1 + word(&rest[end + 1..]), TokenKind::Word)
        } else {
            (end, TokenKind::Word)
        };
    }
    let compound = tail.starts_with('-') && tail[1..].starts_with(char::is_alphabetic);
    if compound { (end + 1 + word(&tail[1..]), TokenKind::Word) } else { (end, TokenKind::Number) }
}

/// Letters and digits, with inner hyphens and apostrophes, and the stops of abbreviations.
fn word(rest: &str) -> usize {
    let mut end = 0;
    // Single letters with stops between them so far: "U", "U.S".
    let (mut dotted, mut part) = (true, 0);
    let mut chars = rest.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let next = chars.peek().map(|&(_, c)| c);
        let inner = match c {
            '-' | '\u{2010}' | '\u{2011}' | '\'' | '\u{2019}' | '&' => next.is_some_and(char::is_alphanumeric),
            // "U.S." and the like: a stop between letters, each of which stands alone.
            '.' => dotted && part == 1 && next.is_some_and(char::is_alphabetic) && dotted_ahead(&rest[at + 1..]),
            _ => is_word_char(c),
        };
        if !inner {
            break;
        }
        part = if c == '.' { 0 } else { part + 1 };
        dotted &= c == '.' || part == 1 && c.is_alphabetic();
        end = at + c.len_utf8();
    }
    // "R&D" and "AT&T" are words, "cats&dogs" hardly; the ampersand above allows both, which does no harm.
    if rest[end..].starts_with('.') && abbreviation::is_abbreviation(&rest[..end + 1]) { end + 1 } else { end }
}

/// The next letter stands alone before a stop, or ends the word.
fn dotted_ahead(rest: &str) -> bool {
    let mut chars = rest.chars();
    chars.next();
    chars.next().is_none_or(|c| !c.is_alphanumeric())
}

/// An apostrophe that starts a clitic ("'s" behind a closing mark or a number) or an elision ("'90s").
fn clitic_apostrophe(rest: &str) -> Option<usize> {
    let mark = rest.chars().next().filter(|c| matches!(c, '\'' | '\u{2019}' | '\u{2018}'))?;
    let tail = &rest[mark.len_utf8()..];
    // "‘Umar" is a name behind a letter that is written as a mark.
    let mut letters = tail.chars();
    if mark == '\u{2018}'
        && letters.next().is_some_and(char::is_uppercase)
        && letters.next().is_some_and(char::is_lowercase)
        && !quotation::is_elision(tail)
    {
        return None;
    }
    let length = tail.chars().take_while(|&c| c.is_alphanumeric()).map(char::len_utf8).sum::<usize>();
    (length > 0).then_some(mark.len_utf8() + length)
}

/// Adds a token, its clitic split off.
fn push(body: &str, span: Span, kind: TokenKind, tokens: &mut Tokens) {
    let mut add = |start, end| {
        if start < end {
            tokens.push(Token { span: Span::new(start, end), kind, sentence: 0, quotation: None });
        }
    };
    match (kind == TokenKind::Word).then(|| clitic(span.of(body))).flatten() {
        Some(at) => {
            add(span.start, span.start + at);
            add(span.start + at, span.end);
        }
        None => add(span.start, span.end),
    }
}

/// Returns where the clitic of a word starts, in bytes.
fn clitic(word: &str) -> Option<usize> {
    let at = word.rfind(['\'', '\u{2019}']).filter(|&at| at > 0)?;
    let mark = word[at..].chars().next().map_or(1, char::len_utf8);
    let tail = &word[at + mark..];
    if tail.eq_ignore_ascii_case("t") && word[..at].ends_with(['n', 'N']) {
        return (at > 1).then_some(at - 1);
    }
    ["s", "re", "ve", "ll", "d", "m"].iter().any(|clitic| tail.eq_ignore_ascii_case(clitic)).then_some(at)
}

/// Tells each token the innermost quotation that it stands in.
fn assign_quotations(tokens: &mut Tokens, quotations: &[Quotation]) {
    // Outer quotations come first, so that the last of those that are open is the innermost.
    let (mut open, mut next) = (Vec::new(), 0);
    for index in 0..tokens.len() {
        let span = tokens.at(index).span;
        while quotations.get(next).is_some_and(|quotation| quotation.inner.start <= span.start) {
            open.push(next);
            next += 1;
        }
        while open.last().is_some_and(|&last: &usize| quotations[last].inner.end < span.end) {
            open.pop();
        }
        tokens.set_quotation(index, open.last().copied());
    }
}
