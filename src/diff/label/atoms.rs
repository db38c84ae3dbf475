//! From a claim's own tokens to the atoms that are compared: a word each, and one for a whole figure or date.
//!
//! It reads one side only and compares nothing.

use super::pair::{Atom, AtomClass, AtomState};
use crate::claim::Span;
use crate::diff::compared::{ComparedSide, ComparedSort, ComparedToken};
use crate::diff::lexicon;
use crate::diff::vocabulary::Vocabulary;
use crate::reading::{FigureWithin, figures_within};

/// Cuts a claim's own tokens into atoms.
pub(super) fn atoms(compared: &ComparedSide, claim: usize, vocabulary: &mut Vocabulary) -> Vec<Atom> {
    let tokens = &compared.passages[claim].tokens;
    let body = compared.body;
    let spans = runs(compared, tokens);
    let reading = compared.reading;
    let figures: Vec<FigureWithin> = figures_within(&reading.figures, &spans).collect();
    let mut atoms: Vec<Atom> = Vec::with_capacity(tokens.len());
    let mut at = 0;
    // The token after the last connective.
    let mut joined_until = 0;
    while at < tokens.len() {
        let nth = tokens[at];
        let token = compared.tokens[nth];
        if !token.sort.is_word() {
            at += 1;
            continue;
        }
        let run_on = tokens[at..].iter().enumerate().take_while(|&(by, &next)| next == nth + by);
        let connective = lexicon::connective(run_on.map(|(_, &next)| vocabulary.word(compared.tokens[next].fold)));
        joined_until = joined_until.max(nth + connective);
        let mut atom = Atom {
            tokens: nth..nth + 1,
            span: token.span,
            key: token.fold,
            class: AtomClass::Word,
            day: None,
            token,
            hedge: overlaps(&reading.hedges, token.span),
            negation: overlaps(&reading.negations, token.span) || lexicon::NEGATORS.has(vocabulary.word(token.fold)),
            connective: nth < joined_until,
            state: AtomState::Open,
        };
        // A run of this claim's tokens that lie in `span`, from here on.
        let run = |span: Span| {
            let mut end = at + 1;
            while end < tokens.len()
                && tokens[end] == tokens[end - 1] + 1
                && span.contains(compared.tokens[tokens[end]].span)
            {
                end += 1;
            }
            end
        };
        let mut end = at + 1;
        let date = reading.dates.partition_point(|date| date.span.end <= token.span.start);
        let date = reading.dates.get(date).filter(|date| date.span.contains(token.span));
        let figure = figures.partition_point(|figure| figure.span.end <= token.span.start);
        let figure = figures.get(figure).filter(|figure| figure.span.contains(token.span));
        if let Some(date) = date.filter(|_| !lexicon::FUNCTION.has(vocabulary.word(token.fold))) {
            end = run(date.span);
            let last = compared.tokens[tokens[end - 1]].span.end;
            atom.span = Span::new(token.span.start, last);
            atom.class = AtomClass::Date;
            let words: Vec<&str> =
                tokens[at..end].iter().map(|&nth| vocabulary.word(compared.tokens[nth].fold)).collect();
            atom.key = vocabulary.number(&date_words(&words));
            atom.day = date.date.map(|(day, precision)| vocabulary.number(&format!("@{day} {}", precision.name())));
        } else if let Some(figure) = figure.filter(|figure| is_numeric(compared, token, figure.unit, vocabulary)) {
            let inside = run(figure.span);
            let numeric = |nth: usize| is_numeric(compared, compared.tokens[tokens[nth]], figure.unit, vocabulary);
            end = (at..inside).rev().find(|&nth| numeric(nth)).map_or(at + 1, |last| last + 1);
            atom.span = figure.span;
            let measure = figure.unit.filter(|unit| is_measure(unit)).map(lexicon::stem).unwrap_or_default();
            atom.key = vocabulary.number(&format!("#{} {measure}", figure.value));
            atom.class = AtomClass::Figure { counted: None };
        } else if token.sort == ComparedSort::Number {
            let text = token.span.of(body);
            let next = tokens.get(at + 1).map(|&nth| vocabulary.word(compared.tokens[nth].fold));
            let clock =
                text.contains(':') || matches!(next, Some("am" | "pm" | "a.m." | "p.m." | "o'clock" | "gmt" | "bst"));
            let year = text.len() == 4 && text.parse().is_ok_and(|year: u32| (1000..2200).contains(&year));
            if clock || year {
                atom.class = AtomClass::Date;
            } else {
                atom.class = AtomClass::Figure { counted: None };
                let plain = text.replace(',', "");
                if let Ok(value) = plain.parse::<f64>() {
                    atom.key = vocabulary.number(&format!("#{value} "));
                }
            }
        }
        atom.tokens = nth..tokens[end - 1] + 1;
        if let AtomClass::Figure { counted } = &mut atom.class {
            let next = tokens.get(end).map(|&nth| compared.tokens[nth]);
            *counted = next
                .filter(|next| next.sort == ComparedSort::Word && next.sentence == token.sentence)
                .map(|next| next.stem);
        }
        atoms.push(atom);
        at = end;
    }
    atoms
}

/// Returns whether some of the spans, which are in text order, shares a byte with `span`.
fn overlaps(spans: &[Span], span: Span) -> bool {
    let first = spans.partition_point(|other| other.end <= span.start);
    spans.get(first).is_some_and(|other| other.overlaps(span))
}

/// Returns a date's words in one order, so that "24 March" and "March 24" are one.
fn date_words(words: &[&str]) -> String {
    let mut words: Vec<&str> = words.iter().copied().filter(|word| !lexicon::FUNCTION.has(word)).map(bare).collect();
    words.sort_unstable();
    format!("@{}", words.join(" "))
}

/// Takes the ending off an ordinal in digits ("24th").
fn bare(word: &str) -> &str {
    let digits = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    if !digits.is_empty() && ["st", "nd", "rd", "th"].contains(&&word[digits.len()..]) { digits } else { word }
}

/// Returns whether a token of a figure belongs to the number or its measure, and not to what is counted.
fn is_numeric(compared: &ComparedSide, token: ComparedToken, unit: Option<&str>, vocabulary: &Vocabulary) -> bool {
    let word = vocabulary.word(token.fold);
    let parts = || word.split('-').all(|part| lexicon::NUMERALS.has(part));
    let text = token.span.of(compared.body);
    matches!(token.sort, ComparedSort::Number | ComparedSort::Sign)
        || text.starts_with(|c: char| c.is_ascii_digit())
        || parts()
        || word == "a"
        || word == "an"
        || (unit.is_some_and(is_measure) && lexicon::MEASURES.has(&lexicon::stem(word)))
        || (unit.is_some_and(is_currency)
            && (lexicon::MEASURES.has(word) || lexicon::MEASURES.has(word.trim_end_matches('s'))))
        || (unit.is_some_and(is_measure) && lexicon::MEASURES.has(word.trim_end_matches('s')))
}

fn is_currency(unit: &str) -> bool {
    unit.len() == 3 && unit.chars().all(|c| c.is_ascii_uppercase())
}

fn is_measure(unit: &str) -> bool {
    is_currency(unit)
        || unit.starts_with("percent")
        || unit
            .split_whitespace()
            .any(|word| lexicon::MEASURES.has(word) || lexicon::MEASURES.has(word.trim_end_matches('s')))
}

/// Joins tokens that follow each other into stretches of the body.
fn runs(compared: &ComparedSide, tokens: &[usize]) -> Vec<Span> {
    let mut spans: Vec<Span> = Vec::new();
    let mut before = usize::MAX;
    for &nth in tokens {
        let span = compared.tokens[nth].span;
        match spans.last_mut() {
            Some(last) if before.checked_add(1) == Some(nth) => last.end = span.end,
            _ => spans.push(span),
        }
        before = nth;
    }
    spans
}
