//! The document's tokens as this room looks at them: folded, with capitals judged by where they stand.
//!
//! It says nothing about who is who.

use std::collections::HashSet;
use std::ops::Range;

use crate::claim::Span;
use crate::extract::forms::Forms;
use crate::lexicon::{fold_name_into, is_calendar_name};
use crate::text::{Document, ParagraphKind, Sentence, TokenKind};

use super::lexicon::lexicon;

/// Words behind which "Jan" is the month.
const BEFORE_MONTHS: [&str; 9] = ["in", "since", "until", "till", "last", "next", "late", "early", "mid"];
/// Words that no surname is, whatever stands before.
const NEVER_NAMES: [&str; 13] =
    ["and", "or", "of", "the", "he", "she", "it", "they", "who", "but", "yesterday", "today", "tomorrow"];

/// A document with its words folded.
pub(super) struct FoldedWords<'d> {
    pub document: &'d Document<'d>,
    folded: Forms,
    /// Folded words that stand in capitals where nothing but being a name calls for them.
    proper: HashSet<String>,
    /// Folded words that stand in lower case somewhere.
    common: HashSet<String>,
    /// By sentence.
    headings: Vec<bool>,
    /// Tokens that are ordinary words elsewhere, and part of a name here.
    used_as_names: HashSet<usize>,
}

impl<'d> FoldedWords<'d> {
    pub fn new(document: &'d Document<'d>) -> Self {
        let mut folded = Forms::default();
        document.tokens.iter().for_each(|token| folded.push(|text| fold_name_into(token.span.of(document.body), text)));
        let mut words = Self {
            document,
            folded,
            proper: HashSet::new(),
            common: HashSet::new(),
            headings: Vec::new(),
            used_as_names: HashSet::new(),
        };
        words.headings = document.sentences.iter().map(|sentence| words.is_heading(sentence)).collect();
        for at in 0..document.tokens.len() {
            if !words.is_word(at) {
                continue;
            }
            if !words.capital(at) {
                words.common.insert(words.folded.of(at).to_owned());
            } else if !words.initial(at) && !words.in_heading(at) {
                words.proper.insert(words.folded.of(at).to_owned());
            }
        }
        words
    }

    /// Takes days, months and other plain words in capitals for names where a name stands: "Jan Holm" anywhere, and in
    /// the words of a source "Sunday Okoro" at their start and "Tony Early" at their end.
    pub fn take_names_from(&mut self, sources: &[Range<usize>]) {
        let plain = |at: usize| lexicon().function_word(self.folded(at)) && self.is_word(at) && self.capital(at);
        let is_surname = |at: usize| self.is_word(at) && self.capital(at) && !plain(at) && self.raw(at).len() > 1;
        let dated = |at: usize| NEVER_NAMES.contains(&self.folded(at));
        let given = |at: usize| lexicon().first_name(self.folded(at)).is_some();
        let mut found: HashSet<usize> = HashSet::new();
        for at in 0..self.document.tokens.len() {
            let before = at.checked_sub(1).map_or("", |at| self.folded(at));
            if plain(at) && given(at) && is_surname(at + 1) && !BEFORE_MONTHS.contains(&before) {
                found.insert(at);
            }
        }
        let mut pairs: HashSet<(&str, &str)> = HashSet::new();
        for source in sources {
            let start = source.start;
            if plain(start) && is_calendar_name(self.folded(start)) && is_surname(start + 1) && source.len() > 1 {
                pairs.insert((self.folded(start), self.folded(start + 1)));
                found.insert(start);
            }
            let last = source.end.saturating_sub(1);
            if source.len() > 1 && plain(last) && !dated(last) && given(last - 1) && self.capital(last - 1) {
                found.insert(last);
            }
        }
        found.extend((1..self.document.tokens.len()).map(|at| at - 1).filter(|&at| {
            plain(at) && !self.initial(at + 1) && pairs.contains(&(self.folded(at), self.folded(at + 1)))
        }));
        // "Early" alone, once Tony Early has spoken.
        let surnames: HashSet<&str> =
            found.iter().filter(|&&at| at > 0 && given(at - 1)).map(|&at| self.folded(at)).collect();
        let alone = sources.iter().filter(|source| source.len() == 1).map(|source| source.start);
        found.extend(alone.filter(|&at| plain(at) && surnames.contains(self.folded(at))).collect::<Vec<_>>());
        self.used_as_names = found;
    }

    /// Returns whether a word that is an ordinary one elsewhere is part of a name here.
    pub fn used_as_name(&self, at: usize) -> bool {
        self.used_as_names.contains(&at)
    }

    /// Returns the folded word; empty past the end.
    pub fn folded(&self, at: usize) -> &str {
        self.folded.of(at)
    }

    /// Returns the word as it stands; empty past the end.
    pub fn raw(&self, at: usize) -> &'d str {
        if at < self.document.tokens.len() { self.document.word(at) } else { "" }
    }

    pub fn span(&self, at: usize) -> Span {
        self.document.tokens.at(at).span
    }

    /// Returns the hull of a range of tokens.
    pub fn span_of(&self, tokens: &Range<usize>) -> Span {
        if tokens.is_empty() {
            return Span::default();
        }
        Span::new(self.span(tokens.start).start, self.span(tokens.end - 1).end)
    }

    pub fn is_word(&self, at: usize) -> bool {
        self.document.tokens.get(at).is_some_and(|token| token.kind == TokenKind::Word)
    }

    pub fn number(&self, at: usize) -> bool {
        self.document.tokens.get(at).is_some_and(|token| token.kind == TokenKind::Number)
    }

    pub fn is_comma(&self, at: usize) -> bool {
        self.raw(at) == ","
    }

    /// Returns whether the token stands inside quotation marks.
    pub fn quoted(&self, at: usize) -> bool {
        self.document.tokens.get(at).is_some_and(|token| token.quotation.is_some())
    }

    /// Returns whether the word starts in a capital, an Arabic article or French "d’" before it left aside
    /// ("al-Example").
    pub fn capital(&self, at: usize) -> bool {
        let word = self.raw(at);
        if word.chars().next().is_some_and(char::is_uppercase) {
            return true;
        }
        let Some((before, after)) = word.split_once(['-', '\'', '\u{2019}']) else { return false };
        matches!(before, "al" | "el" | "ul" | "as" | "ad" | "an" | "ash" | "at" | "d" | "l")
            && after.chars().next().is_some_and(char::is_uppercase)
    }

    /// Returns whether the word is two or more letters, all capitals, with or without stops.
    pub fn all_capitals(&self, at: usize) -> bool {
        let word = self.raw(at);
        let mut letters = 0;
        word.chars().all(|c| {
            letters += usize::from(c.is_uppercase());
            c.is_uppercase() || matches!(c, '-' | '&' | '.') || c.is_ascii_digit()
        }) && letters > 1
    }

    /// Returns whether this is the possessive clitic.
    pub fn possessive(&self, at: usize) -> bool {
        let mark =
            self.document.tokens.get(at).is_some_and(|token| matches!(token.kind, TokenKind::Word | TokenKind::Punct));
        mark && matches!(self.raw(at), "'s" | "\u{2019}s" | "'" | "\u{2019}" | "'S" | "\u{2019}S")
    }

    /// Returns whether a capital means nothing here: at the start of a sentence or of a quotation, after a colon or a
    /// dash.
    pub fn initial(&self, at: usize) -> bool {
        let Some(token) = self.document.tokens.get(at) else { return false };
        let Some(sentence) = self.document.sentences.get(token.sentence) else { return true };
        if at <= sentence.tokens.start {
            return true;
        }
        if sentence.dateline.is_some_and(|dateline| token.span.start < dateline.end) {
            return true;
        }
        let before = at - 1;
        if sentence.dateline.is_some_and(|dateline| self.span(before).start < dateline.end) {
            return true;
        }
        match self.document.tokens.at(before).kind {
            TokenKind::QuoteOpen => true,
            TokenKind::Punct => !matches!(self.raw(before), "," | "(" | "." | ";" | "/" | "&" | "'" | "\u{2019}"),
            _ => false,
        }
    }

    /// Returns whether the word stands in a heading, or in a sentence that is capitalised like one.
    pub fn in_heading(&self, at: usize) -> bool {
        self.document.tokens.get(at).and_then(|token| self.headings.get(token.sentence)).copied().unwrap_or(false)
    }

    fn is_heading(&self, sentence: &Sentence) -> bool {
        let paragraph = self.document.paragraphs.get(sentence.paragraph);
        if paragraph.is_some_and(|paragraph| paragraph.kind == ParagraphKind::Heading) {
            return true;
        }
        let ended =
            sentence.span.of(self.document.body).ends_with(['.', '!', '?', '"', '\u{201d}', '\u{2019}', '\'', ')']);
        if ended {
            return false;
        }
        let long = |&at: &usize| self.is_word(at) && self.raw(at).len() > 3;
        let words = sentence.tokens.clone().filter(long).count();
        let capitals = sentence.tokens.clone().filter(long).filter(|&at| self.capital(at)).count();
        words >= 5 && capitals * 10 >= words * 9
    }

    /// Returns whether the capitalised word is a name's, or an ordinary word that only starts a sentence.
    pub fn proper(&self, at: usize) -> bool {
        if !self.capital(at) {
            return false;
        }
        if !self.initial(at) && !self.in_heading(at) {
            return true;
        }
        let word = self.folded(at);
        if self.proper.contains(word) {
            return true;
        }
        !(self.common.contains(word) || lexicon().ordinary(word))
    }

    /// Returns whether the word stands in capitals somewhere where nothing but being a name calls for them.
    pub fn seen_proper(&self, at: usize) -> bool {
        self.proper.contains(self.folded(at))
    }

    /// Returns whether the word stands in lower case somewhere in the document.
    pub fn seen_lower(&self, at: usize) -> bool {
        self.common.contains(self.folded(at))
    }

    /// Returns where the sentence starts that stands `back` sentences before the one at a byte.
    pub fn sentences_back(&self, at: usize, back: usize) -> usize {
        let sentences = &self.document.sentences;
        let own = sentences.partition_point(|sentence| sentence.span.start <= at).saturating_sub(1);
        sentences.get(own.saturating_sub(back)).map_or(0, |sentence| sentence.span.start)
    }

    /// Writes the words of a range as they stand between its ends, white space folded.
    pub fn text(&self, tokens: &Range<usize>) -> String {
        let text = self.span_of(tokens).of(self.document.body);
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// Writes the words of a range as a name: as they stand, but an ordinary first word that only starts a sentence,
    /// and ordinary words in capitals throughout, in lower case.
    pub fn text_as_name(&self, tokens: &Range<usize>) -> String {
        let text = self.text(tokens);
        if tokens.is_empty() {
            return text;
        }
        let shouted = |at: usize| {
            self.all_capitals(at)
                && !self.raw(at).contains('.')
                && lexicon().ordinary(self.folded(at))
                && self.raw(at).len() > 3
        };
        if tokens.clone().all(|at| !self.is_word(at) || shouted(at)) {
            return text.to_lowercase();
        }
        let first = tokens.start;
        let counts = self.initial(first)
            && matches!(
                self.folded(first),
                "another" | "one" | "two" | "three" | "four" | "five" | "six" | "several" | "many" | "most" | "neither"
            );
        if self.capital(first) && !self.all_capitals(first) && (counts || !self.proper(first)) {
            let mut chars = text.chars();
            if let Some(c) = chars.next() {
                return c.to_lowercase().chain(chars).collect();
            }
        }
        text
    }
}
