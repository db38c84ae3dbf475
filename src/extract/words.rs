//! The words of one stretch of a document in the form in which the word rules read them: small pieces, lower case,
//! clitics undone; and the word lists that they are looked up in.
//!
//! It knows no rule and no list of its own, and it changes nothing: every [`Word`] keeps the span of the body that it
//! stands for.

use std::borrow::Cow;
use std::ops::Range;

use crate::claim::Span;
use crate::lexicon::{Phrases, folded, labelled};
use crate::text::{Document, TokenKind};
use crate::work;

use super::title;

/// What a piece is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// Letters.
    Letters,
    /// ASCII digits with inner separators.
    Digits,
    /// One character that is neither.
    Mark,
    /// An opening or closing quotation mark.
    Quote,
    /// A link, address, @name or #tag.
    Link,
}

/// A piece of a body: a token, or a part of one where the token mixes letters, digits, signs and hyphens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Word<'a> {
    /// As it stands in the body.
    pub text: &'a str,
    /// Lower case, straight apostrophes, clitics in full: "n't" is "not", "'ll" is "will".
    pub lower: Cow<'a, str>,
    pub span: Span,
    /// Whether no white space parts it from the piece before.
    pub glued: bool,
    pub shape: Shape,
    /// The token that it is or is part of.
    pub token: usize,
}

impl Word<'_> {
    /// Returns whether it consists of letters.
    pub fn is_letters(&self) -> bool {
        self.shape == Shape::Letters
    }

    /// Returns whether it consists of digits.
    pub fn is_digits(&self) -> bool {
        self.shape == Shape::Digits
    }

    /// Returns whether its first letter is a capital.
    pub fn is_capitalised(&self) -> bool {
        self.text.chars().next().is_some_and(char::is_uppercase)
    }

    /// Returns whether it is a hyphen or a short dash that joins two words.
    pub fn is_hyphen(&self) -> bool {
        matches!(self.text, "-" | "\u{2010}" | "\u{2011}" | "\u{2012}" | "\u{2013}")
    }

    /// Returns whether it is one of `options` (lower case).
    pub fn is(&self, options: &[&str]) -> bool {
        work::count(1);
        options.contains(&self.lower.as_ref())
    }

    /// Returns the lower-case form without closing stops: "jan." is "jan".
    pub fn bare(&self) -> &str {
        self.lower.trim_end_matches('.')
    }
}

/// Cuts the tokens at `tokens` into pieces.
pub(super) fn words<'a>(document: &Document<'a>, tokens: Range<usize>) -> Vec<Word<'a>> {
    let mut pieces = Vec::new();
    let mut end = None;
    for (index, token) in tokens.clone().zip(document.tokens.range(tokens)) {
        let text = token.span.of(document.body);
        let whole = match token.kind {
            TokenKind::QuoteOpen | TokenKind::QuoteClose => Some(Shape::Quote),
            TokenKind::Link => Some(Shape::Link),
            _ => None,
        };
        // The stop of "50p." ends the sentence, the stops of "Jan." and "a.m." belong to the word.
        let after_digits = pieces.last().is_some_and(|last: &Word| {
            (last.is_digits() || last.text == "\u{b0}") && last.span.end == token.span.start
        });
        let unit = text.contains(|c: char| c.is_ascii_digit()) || after_digits && text.matches('.').count() == 1;
        let stops = token.kind == TokenKind::Word && !unit;
        let mut at = 0;
        while at < text.len() {
            let (len, shape) = match whole {
                Some(shape) => (text.len(), shape),
                None => piece(&text[at..], stops),
            };
            let span = Span::new(token.span.start + at, token.span.start + at + len);
            let text = span.of(document.body);
            if !text.trim().is_empty() {
                pieces.push(Word {
                    text,
                    lower: folded(text),
                    span,
                    glued: end == Some(span.start),
                    shape,
                    token: index,
                });
                end = Some(span.end);
            }
            at += len;
        }
    }
    undo_clitics(&mut pieces);
    pieces
}

/// Measures the first piece of `text`: its length in bytes (above 0 for a text that is not empty) and its shape.
fn piece(text: &str, keep_stops: bool) -> (usize, Shape) {
    let mut chars = text.char_indices().peekable();
    let Some((_, first)) = chars.next() else { return (0, Shape::Mark) };
    let apostrophe = |c: char| c == '\'' || c == '\u{2019}';
    let second = chars.peek().map(|&(_, c)| c);
    if first.is_ascii_digit() {
        while let Some((at, c)) = chars.next() {
            let separates =
                matches!(c, '.' | ',' | ':' | '/') && chars.peek().is_some_and(|&(_, c)| c.is_ascii_digit());
            if !c.is_ascii_digit() && !separates {
                return (at, Shape::Digits);
            }
        }
        (text.len(), Shape::Digits)
    } else if first.is_alphabetic() || apostrophe(first) && second.is_some_and(char::is_alphabetic) {
        while let Some((at, c)) = chars.next() {
            let next = chars.peek().map(|&(_, c)| c);
            let inner = (apostrophe(c) || c == '&') && next.is_some_and(char::is_alphabetic);
            let combining = !c.is_ascii() && !c.is_whitespace() && unicode_normalization::char::is_combining_mark(c);
            if !(c.is_alphabetic() || inner || combining || keep_stops && c == '.') {
                return (at, Shape::Letters);
            }
        }
        (text.len(), Shape::Letters)
    } else {
        (first.len_utf8(), Shape::Mark)
    }
}

fn undo_clitics(pieces: &mut [Word]) {
    for i in 0..pieces.len() {
        let full = match pieces[i].lower.as_ref() {
            "n't" => {
                if let Some(before) = i.checked_sub(1).filter(|_| pieces[i].glued) {
                    let full = match pieces[before].lower.as_ref() {
                        "ca" => "can",
                        "wo" => "will",
                        "sha" => "shall",
                        "ai" => "is",
                        _ => "",
                    };
                    if !full.is_empty() {
                        pieces[before].lower = full.into();
                    }
                }
                "not"
            }
            "'ll" => "will",
            "'ve" => "have",
            "'re" => "are",
            "'m" => "am",
            "'d" => "would",
            _ => continue,
        };
        pieces[i].lower = full.into();
    }
}

/// Returns the pieces that lie in the spans, in the order of the spans. Those in the title of a work have an empty
/// [`Word::lower`], so that no rule reads them.
pub(super) fn words_of<'a>(document: &Document<'a>, spans: &[Span]) -> Vec<Word<'a>> {
    let mut all = Vec::new();
    for &span in spans {
        all.extend(words(document, document.tokens_in(span)).into_iter().filter(|word| span.contains(word.span)));
    }
    let mut last = None;
    for word in &mut all {
        let Some(quotation) = document.tokens.at(word.token).quotation else { continue };
        let is_title = match last {
            Some((same, is_title)) if same == quotation => is_title,
            _ => title::is_title(document, quotation),
        };
        last = Some((quotation, is_title));
        if is_title {
            word.lower = Cow::default();
        }
    }
    all
}

/// A list of phrases, each with what it stands for.
///
/// An entry is one line: words parted by spaces or hyphens, with `/` between forms of one word ("rule/rules/ruled
/// out").
#[derive(Debug)]
pub(super) struct Lexicon<T>(Phrases<T>);

impl<T: Copy> Lexicon<T> {
    /// Reads a list. Lines may be parted into labelled blocks: `label` turns the text of a `[label]` line into what its
    /// entries stand for, and `None` as label is what stands before the first block.
    pub fn read(list: &'static str, label: impl Fn(Option<&'static str>) -> Option<T>) -> Self {
        Self::read_if(list, label, Some)
    }

    /// Reads those entries of a list that `keep` keeps, as `keep` gives them back.
    pub fn read_if(
        list: &'static str,
        label: impl Fn(Option<&'static str>) -> Option<T>,
        keep: impl Fn(&'static str) -> Option<&'static str>,
    ) -> Self {
        let meant = |(name, line)| Some((label(name)?, keep(line)?));
        let phrases = labelled(list).filter_map(meant);
        Self(Phrases::new(
            phrases.flat_map(|(meaning, entry)| expand(entry).into_iter().map(move |words| (words, meaning))),
        ))
    }

    /// Finds the longest phrase that starts at word `at`: how many words it has, and what it stands for.
    pub fn at(&self, words: &[Word], at: usize) -> Option<(usize, T)> {
        let first = words.get(at)?;
        let is =
            |nth: usize, form: &str| words.get(at + nth).is_some_and(|word| word.lower == form || word.bare() == form);
        let bare = Some(first.bare()).filter(|bare| *bare != first.lower);
        self.0.longest(&first.lower, is).or_else(|| self.0.longest(bare?, is))
    }
}

impl Lexicon<()> {
    /// Reads a list without labels.
    pub fn plain(list: &'static str) -> Self {
        Self::read(list, |_| Some(()))
    }

    /// Returns whether the word by itself is an entry.
    pub fn has(&self, word: &Word) -> bool {
        self.at(std::slice::from_ref(word), 0).is_some()
    }
}

/// Spells out an entry: each of its phrases, as words.
fn expand(entry: &'static str) -> Vec<Vec<&'static str>> {
    let mut phrases = vec![Vec::new()];
    for part in entry.split_whitespace() {
        let forms: Vec<Vec<&str>> = part.split('/').map(|form| pieces(form).collect()).collect();
        if let [form] = &forms[..] {
            phrases.iter_mut().for_each(|phrase| phrase.extend(form));
        } else {
            let longer = forms.iter().flat_map(|form| phrases.iter().map(move |phrase| [&phrase[..], form].concat()));
            phrases = longer.collect();
        }
    }
    phrases
}

/// Parts a form at its hyphens, which are words of their own.
fn pieces(form: &'static str) -> impl Iterator<Item = &'static str> {
    let parts = form.split_inclusive('-');
    let pieces = parts.flat_map(|part| part.strip_suffix('-').map_or([part, ""], |word| [word, "-"]));
    pieces.filter(|piece| !piece.is_empty())
}
