//! A document's tokens as the attribution rules look at them: lower-case forms, classes, and walks over them.

use std::ops::Range;
use std::sync::LazyLock;

use crate::claim::Span;
use crate::lexicon::{WEEKDAYS, WordMap, entries};
use crate::text::{Document, TokenKind};
use crate::work;

use super::cue::{self, CueClass};
use crate::extract::forms::Forms;
use crate::extract::title;

/// The most words that stand beside the title of a work in its description: "the first play of hers".
const BESIDE_TITLE: usize = 4;

/// What a lower-case word can be, as far as the rules care.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::extract) enum Class {
    /// "he", "they"
    Pronoun,
    /// "I", "we", "you": never a source outside quotation marks
    FirstPerson,
    /// "the", "a", "his"
    Determiner,
    /// "of", "in"
    Preposition,
    /// "is", "had", "will"
    Auxiliary,
    /// "and", "but"
    Conjunction,
    /// "because", "while", "that"
    Subordinator,
    /// "who", "which"
    Relative,
    /// "also", "later"
    Adverb,
    /// "Tuesday", "yesterday"
    Day,
}

/// What opens dialogue and signatures, and sets words apart.
pub(super) const DASHES: [&str; 4] = ["—", "–", "―", "--"];

static CLASSES: LazyLock<WordMap<&str, Class>> = LazyLock::new(|| {
    let lists = [
        (Class::Pronoun, include_str!("../lists/pronouns.txt")),
        (Class::FirstPerson, include_str!("../lists/first_person.txt")),
        (Class::Determiner, include_str!("../lists/determiners.txt")),
        (Class::Preposition, include_str!("../lists/prepositions.txt")),
        (Class::Auxiliary, include_str!("../lists/auxiliaries.txt")),
        (Class::Conjunction, include_str!("../lists/conjunctions.txt")),
        (Class::Subordinator, include_str!("../lists/subordinators.txt")),
        (Class::Relative, include_str!("../lists/relatives.txt")),
        (Class::Adverb, include_str!("../lists/adverbs.txt")),
        (Class::Day, include_str!("../lists/days.txt")),
    ];
    let listed = lists.into_iter().flat_map(|(class, list)| entries(list).map(move |entry| (entry, class)));
    listed.chain(WEEKDAYS.map(|day| (day, Class::Day))).collect()
});

/// The words of a document, classed.
pub(in crate::extract) struct ClassedWords<'d> {
    pub document: &'d Document<'d>,
    lower: Forms,
    classes: Vec<Option<Class>>,
    cues: Vec<Option<CueClass>>,
}

impl<'d> ClassedWords<'d> {
    pub fn new(document: &'d Document<'d>) -> Self {
        let mut lower = Forms::default();
        for token in &document.tokens {
            let word = token.span.of(document.body);
            let is_lower = !word.chars().any(char::is_uppercase);
            lower.push(|text| if is_lower { text.push_str(word) } else { text.push_str(&word.to_lowercase()) });
        }
        let classes = lower.iter().map(|word| CLASSES.get(word).copied()).collect();
        let cues = lower.iter().map(cue::class).collect();
        Self { document, lower, classes, cues }
    }

    /// Returns the lower-case form; an empty one behind the last token.
    pub fn lower(&self, token: usize) -> &str {
        work::count(1);
        self.lower.of(token)
    }

    pub fn is(&self, token: usize, word: &str) -> bool {
        self.lower(token) == word
    }

    pub fn any(&self, token: usize, words: &[&str]) -> bool {
        words.contains(&self.lower(token))
    }

    pub fn class(&self, token: usize) -> Option<Class> {
        work::count(1);
        self.classes.get(token).copied().flatten()
    }

    pub fn has_class(&self, token: usize, classes: &[Class]) -> bool {
        self.class(token).is_some_and(|class| classes.contains(&class))
    }

    pub fn cue(&self, token: usize) -> Option<CueClass> {
        self.cues.get(token).copied().flatten()
    }

    pub fn kind(&self, token: usize) -> Option<TokenKind> {
        self.document.tokens.get(token).map(|token| token.kind)
    }

    /// A word, a number or a link.
    pub fn is_word(&self, token: usize) -> bool {
        matches!(self.kind(token), Some(TokenKind::Word | TokenKind::Number | TokenKind::Link))
    }

    /// A word that starts with a capital, and is neither "I" nor a plain word at the start of its sentence.
    pub fn is_name(&self, token: usize) -> bool {
        let Some(found) = self.document.tokens.get(token) else { return false };
        let word = found.span.of(self.document.body);
        if found.kind != TokenKind::Word || !word.starts_with(char::is_uppercase) || word == "I" {
            return false;
        }
        let starts = self.document.sentences[found.sentence].tokens.start == token;
        !(starts && self.class(token).is_some_and(|class| class != Class::Day))
    }

    pub fn in_quotation(&self, token: usize) -> bool {
        self.document.tokens.get(token).is_some_and(|token| token.quotation.is_some())
    }

    /// Returns whether a token is quoted, and not as the title of a work.
    pub fn is_quoted(&self, token: usize) -> bool {
        let quotation = self.document.tokens.get(token).and_then(|token| token.quotation);
        quotation.is_some_and(|quotation| !title::is_title(self.document, quotation))
    }

    /// Returns whether content names a work and says nothing of it: "the play “The Mayor Is a Liar”".
    pub fn only_names_work(&self, content: &[Span]) -> bool {
        let tokens = || content.iter().flat_map(|&span| self.document.tokens_in(span));
        let beside = tokens().filter(|&token| self.is_word(token) && !self.in_quotation(token)).count();
        let titles = tokens().filter(|&token| self.kind(token) == Some(TokenKind::QuoteOpen)).count();
        let titled = tokens().any(|token| self.in_quotation(token));
        titled && beside <= BESIDE_TITLE * titles.max(1) && !tokens().any(|token| self.is_quoted(token))
    }

    /// Returns the span of a token range, its edge punctuation and white space left out; `None` where no word is left.
    pub fn span(&self, tokens: Range<usize>) -> Option<Span> {
        let (mut start, mut end) = (tokens.start, tokens.end.min(self.document.tokens.len()));
        while start < end && self.is_edge(start, true) {
            start += 1;
        }
        while end > start && self.is_edge(end - 1, false) {
            end -= 1;
        }
        let text = &self.document.tokens;
        (start < end && (start..end).any(|token| self.is_word(token)))
            .then(|| Span::new(text.at(start).span.start, text.at(end - 1).span.end))
    }

    /// Punctuation that does not belong to what stands beside it. Marks that open or close something inside are kept in
    /// pairs.
    fn is_edge(&self, token: usize, leading: bool) -> bool {
        match self.kind(token) {
            Some(TokenKind::Punct) => {
                let mark = self.lower(token);
                match mark {
                    "$" | "£" | "€" | "¥" => false,
                    "%" | "?" | "!" | ")" | "]" | "…" => leading,
                    _ if mark.starts_with("..") => leading,
                    "(" | "[" => !leading,
                    "-" | "+" | "#" | "&" | "@" => !leading,
                    _ => true,
                }
            }
            Some(TokenKind::QuoteOpen) => !leading,
            Some(TokenKind::QuoteClose) => leading,
            _ => false,
        }
    }
}
