//! What a reader types to look for words → an expression of the index of words.
//!
//! Every word of the reader's is quoted on its way in, so that nothing typed is taken for the index's own syntax.

use std::fmt::Write;

use crate::lexicon::{fold, forms};

/// The most words and phrases of one query.
const MOST: usize = 64;
/// The deepest that parentheses go.
const DEEPEST: usize = 16;

/// Counts the claims that a query finds, as far as there are no more than so many.
pub(super) const USES: &str = "SELECT count(*) FROM (SELECT 1 FROM claim_words WHERE claim_words MATCH ?1 LIMIT ?2)";
/// As many claims are not few any more.
pub(super) const MANY_USES: usize = 5000;

/// What is looked for.
///
/// Words stand for all of them (`harbour gate`), each in any of its forms ("gates"), "…" for these words in a row,
/// `AND`, `OR` and `NOT` in capitals for themselves, parentheses for what goes together, and `*` at the end of a word or
/// phrase for any ending. Case, accents and marks are no matter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WordQuery(String);

impl WordQuery {
    /// Reads what was typed.
    ///
    /// # Errors
    /// In words, where there is nothing to look for, or too much, or where what was typed is not whole: it is not
    /// guessed what was meant.
    pub fn parse(text: &str) -> Result<Self, String> {
        Self::parse_with(text, forms)
    }

    /// As [`WordQuery::parse`]; `forms` lists what a word in small letters stands for.
    fn parse_with(text: &str, forms: fn(&str) -> Vec<String>) -> Result<Self, String> {
        let pieces = pieces(text)?;
        if pieces.iter().filter(|piece| matches!(piece, Piece::Words { .. })).count() > MOST {
            return Err(format!("there are more than {MOST} words to look for"));
        }
        let mut parser = Parser { pieces: &pieces, forms, at: 0, depth: 0 };
        let all = parser.either()?;
        if parser.at < pieces.len() {
            return Err("a parenthesis is closed that none opened".to_owned());
        }
        all.map(Self).ok_or_else(|| "there is no word to look for".to_owned())
    }

    /// Looks for any of some words.
    pub(super) fn any<'a>(words: impl IntoIterator<Item = &'a str>) -> Self {
        let words: Vec<String> = words.into_iter().map(|word| quoted(word, false)).collect();
        Self(joined(&words, "OR"))
    }

    /// Looks for what this one finds and the other too.
    pub fn and(self, other: Self) -> Self {
        Self(joined(&[self.0, other.0], "AND"))
    }

    /// Looks for a word with one of these beginnings.
    pub fn beginning<'a>(beginnings: impl IntoIterator<Item = &'a String>) -> Self {
        Self(joined(&beginnings.into_iter().map(|beginning| quoted(beginning, true)).collect::<Vec<_>>(), "OR"))
    }

    pub(super) fn expression(&self) -> &str {
        &self.0
    }
}

enum Piece {
    Words {
        text: String,
        is_prefix: bool,
        /// Between quotation marks, and so meant letter by letter.
        is_exact: bool,
    },
    And,
    Or,
    Not,
    Open,
    Close,
}

/// Cuts what was typed into words, phrases and operators.
fn pieces(text: &str) -> Result<Vec<Piece>, String> {
    let is_mark = |c: char| matches!(c, '"' | '“' | '”' | '„' | '«' | '»');
    let mut pieces = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let after = &rest[first.len_utf8()..];
        if is_mark(first) {
            let end = after.find(is_mark).ok_or("a quotation mark is not closed")?;
            let (phrase, mark) = after.split_at(end);
            let after = mark.chars().next().map_or("", |mark| &after[end + mark.len_utf8()..]);
            words(&mut pieces, phrase, after.starts_with('*'), true)?;
            rest = after.trim_start_matches('*');
        } else if first == '(' || first == ')' {
            pieces.push(if first == '(' { Piece::Open } else { Piece::Close });
            rest = after;
        } else if first.is_whitespace() {
            rest = after;
        } else {
            let end =
                rest.find(|c: char| c.is_whitespace() || is_mark(c) || c == '(' || c == ')').unwrap_or(rest.len());
            let (word, after) = rest.split_at(end);
            match word {
                "AND" => pieces.push(Piece::And),
                "OR" => pieces.push(Piece::Or),
                "NOT" => pieces.push(Piece::Not),
                word => words(&mut pieces, word.trim_end_matches('*'), word.ends_with('*'), false)?,
            }
            rest = after;
        }
    }
    Ok(pieces)
}

/// Adds words, where there is a letter or a digit in them.
fn words(pieces: &mut Vec<Piece>, text: &str, is_prefix: bool, is_exact: bool) -> Result<(), String> {
    if text.contains(char::is_alphanumeric) {
        if text.contains('*') {
            return Err("* stands for the end of a word only: harb*".to_owned());
        }
        pieces.push(Piece::Words { text: text.to_owned(), is_prefix, is_exact });
    } else if is_prefix {
        return Err("* has no beginning of a word before it: harb*".to_owned());
    }
    Ok(())
}

struct Parser<'a> {
    pieces: &'a [Piece],
    forms: fn(&str) -> Vec<String>,
    at: usize,
    depth: usize,
}

impl Parser<'_> {
    /// Reads alternatives, up to the end or a closing parenthesis; `None` where there is nothing at all.
    fn either(&mut self) -> Result<Option<String>, String> {
        let mut any = Vec::new();
        loop {
            let all = self.all()?;
            let is_or = matches!(self.pieces.get(self.at), Some(Piece::Or));
            match all {
                Some(all) => any.push(all),
                None if is_or => return Err(missing("OR", "before")),
                None if !any.is_empty() => return Err(missing("OR", "after")),
                None => {}
            }
            if !is_or {
                return Ok((!any.is_empty()).then(|| joined(&any, "OR")));
            }
            self.at += 1;
        }
    }

    /// Reads what must all be there, and what must not.
    fn all(&mut self) -> Result<Option<String>, String> {
        let (mut wanted, mut unwanted) = (Vec::new(), Vec::new());
        // What waits for the words that it is about.
        let mut open: Option<&str> = None;
        loop {
            let term = match self.pieces.get(self.at) {
                Some(Piece::And) => {
                    if wanted.is_empty() && unwanted.is_empty() {
                        return Err(missing("AND", "before"));
                    }
                    if let Some(open) = open.replace("AND") {
                        return Err(missing(open, "after"));
                    }
                    None
                }
                Some(Piece::Not) => {
                    if open.replace("NOT") == Some("NOT") {
                        return Err(missing("NOT", "after"));
                    }
                    None
                }
                Some(Piece::Words { text, is_prefix, is_exact }) => Some(match *is_exact || *is_prefix {
                    true => quoted(text, *is_prefix),
                    false => self.any_form(text),
                }),
                Some(Piece::Open) => Some(self.inner()?),
                Some(Piece::Or | Piece::Close) | None => break,
            };
            self.at += 1;
            if let Some(term) = term {
                if open.take() == Some("NOT") { &mut unwanted } else { &mut wanted }.push(term);
            }
        }
        if let Some(open) = open {
            return Err(missing(open, "after"));
        }
        match (wanted.is_empty(), unwanted.is_empty()) {
            (true, true) => Ok(None),
            (true, false) => Err("NOT needs words to look for before it: harbour NOT ferry".to_owned()),
            (false, true) => Ok(Some(joined(&wanted, "AND"))),
            (false, false) => Ok(Some(format!("({} NOT {})", joined(&wanted, "AND"), joined(&unwanted, "OR")))),
        }
    }

    /// Looks for a word in any of its forms; one with digits or marks has none.
    fn any_form(&self, word: &str) -> String {
        if !word.chars().all(char::is_alphabetic) {
            return quoted(word, false);
        }
        let forms = (self.forms)(&fold(word));
        joined(&forms.iter().map(|form| quoted(form, false)).collect::<Vec<_>>(), "OR")
    }

    /// Reads what stands between parentheses, up to the closing one.
    fn inner(&mut self) -> Result<String, String> {
        if self.depth == DEEPEST {
            return Err(format!("the parentheses go deeper than {DEEPEST}"));
        }
        (self.at, self.depth) = (self.at + 1, self.depth + 1);
        let inner = self.either()?;
        self.depth -= 1;
        match (self.pieces.get(self.at), inner) {
            (None, _) => Err("a parenthesis is not closed".to_owned()),
            (_, None) => Err("there is no word between the parentheses".to_owned()),
            (_, Some(inner)) => Ok(inner),
        }
    }
}

fn missing(operator: &str, side: &str) -> String {
    format!("{operator} has no words {side} it; in quotation marks it is a word")
}

fn joined(terms: &[String], operator: &str) -> String {
    match terms {
        [one] => one.clone(),
        _ => format!("({})", terms.join(&format!(" {operator} "))),
    }
}

/// Quotes words for the index.
fn quoted(text: &str, is_prefix: bool) -> String {
    let plain: String = text.chars().map(|c| if c == '"' || c == '*' || c.is_control() { ' ' } else { c }).collect();
    let mut quoted = format!("\"{}\"", plain.trim());
    if is_prefix {
        let _ = write!(quoted, " *");
    }
    quoted
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn check(text: &str, expected: &str) {
        let query = WordQuery::parse_with(text, |word| vec![word.to_owned()]);
        assert_eq!(query.as_ref().map(WordQuery::expression), Ok(expected), "{text}");
    }

    #[test]
    fn words_phrases_and_operators_are_read() {
        check("harbour", "\"harbour\"");
        check("harbour gate", "(\"harbour\" AND \"gate\")");
        check("\"harbour gate\" open*", "(\"harbour gate\" AND \"open\" *)");
        check("“harbour gate”", "\"harbour gate\"");
        check("\"harbour ga\"*", "\"harbour ga\" *");
        check("harbour OR ferry gate", "(\"harbour\" OR (\"ferry\" AND \"gate\"))");
        check("(harbour OR ferry) gate", "((\"harbour\" OR \"ferry\") AND \"gate\")");
        check("harbour NOT ferry", "(\"harbour\" NOT \"ferry\")");
        check("harbour AND NOT \"old gate\" NOT ferry", "(\"harbour\" NOT (\"old gate\" OR \"ferry\"))");
        check("harbour and not", "(\"harbour\" AND \"and\" AND \"not\")");
    }

    #[test]
    fn a_word_stands_for_its_forms() {
        let check = |text: &str, expected: &str| {
            assert_eq!(WordQuery::parse(text).as_ref().map(WordQuery::expression), Ok(expected), "{text}");
        };
        check("Ferry", "(\"ferried\" OR \"ferries\" OR \"ferry\" OR \"ferrying\" OR \"ferryings\")");
        check("\"ferry\"", "\"ferry\"");
        check("ferry*", "\"ferry\" *");
        check("50%", "\"50%\"");
    }

    #[test]
    fn the_syntax_of_the_index_is_plain_text() {
        check("content:harbour", "\"content:harbour\"");
        check("NEAR(a b)", "(\"near\" AND (\"a\" AND \"b\"))");
        check("^harbour + - {", "\"^harbour\"");
        check("it's 50%", "(\"it's\" AND \"50%\")");
        check("a\0b", "\"a b\"");
    }

    #[test]
    fn what_cannot_be_looked_for_is_told() {
        for (text, why) in [
            ("", "there is no word to look for"),
            (" … \"\" ", "there is no word to look for"),
            ("\"harbour gate", "a quotation mark is not closed"),
            ("5\" gauge", "a quotation mark is not closed"),
            ("(harbour OR gate", "a parenthesis is not closed"),
            ("foo AND (", "a parenthesis is not closed"),
            ("harbour) gate", "a parenthesis is closed that none opened"),
            ("harbour ()", "there is no word between the parentheses"),
            ("AND harbour", "AND has no words before it; in quotation marks it is a word"),
            ("harbour AND", "AND has no words after it; in quotation marks it is a word"),
            ("harbour AND AND gate", "AND has no words after it; in quotation marks it is a word"),
            ("OR harbour", "OR has no words before it; in quotation marks it is a word"),
            ("harbour OR", "OR has no words after it; in quotation marks it is a word"),
            ("harbour OR OR gate", "OR has no words before it; in quotation marks it is a word"),
            ("harbour NOT", "NOT has no words after it; in quotation marks it is a word"),
            ("*", "* has no beginning of a word before it: harb*"),
            ("harbour *", "* has no beginning of a word before it: harb*"),
            ("harb*ur", "* stands for the end of a word only: harb*"),
            ("NOT ferry", "NOT needs words to look for before it: harbour NOT ferry"),
            ("gate OR NOT ferry", "NOT needs words to look for before it: harbour NOT ferry"),
            (&"a ".repeat(65), "there are more than 64 words to look for"),
            (&"(".repeat(99), "the parentheses go deeper than 16"),
        ] {
            assert_eq!(WordQuery::parse(text), Err(why.to_owned()), "{text}");
        }
    }

    proptest! {
        #[test]
        fn quotes_are_paired(text in any::<String>()) {
            if let Ok(query) = WordQuery::parse(&text) {
                prop_assert!(query.expression().matches('"').count() % 2 == 0);
            }
        }
    }
}
