//! From a claim's own tokens to the atoms that are compared: a word each, and one for a whole figure or date.
//!
//! It reads one side only and compares nothing.

use super::pair::{Atom, AtomClass, AtomState};
use crate::claim::Span;
use crate::diff::compared::{ComparedSide, ComparedSort, ComparedToken};
use crate::diff::lexicon;
use crate::diff::vocabulary::{Sym, Vocabulary};
use crate::reading::{FigureWithin, figures_within};

/// Cuts a claim's own tokens into atoms.
pub(super) fn atoms(compared: &ComparedSide, claim: usize, vocabulary: &mut Vocabulary) -> Vec<Atom> {
    let tokens = &compared.passages[claim].tokens;
    let figures = figures_within(&compared.reading.figures, &runs(compared, tokens)).collect();
    AtomReader { compared, tokens, figures, vocabulary }.atoms()
}

/// Reads the atoms of one claim.
struct AtomReader<'a> {
    compared: &'a ComparedSide<'a>,
    /// The claim's own, as indexes into the side's.
    tokens: &'a [usize],
    /// Those of the claim's own words, in text order.
    figures: Vec<FigureWithin<'a>>,
    vocabulary: &'a mut Vocabulary,
}

impl AtomReader<'_> {
    fn atoms(mut self) -> Vec<Atom> {
        let mut atoms: Vec<Atom> = Vec::with_capacity(self.tokens.len());
        let mut at = 0;
        // The token after the last connective.
        let mut joined_until = 0;
        while at < self.tokens.len() {
            if !self.token(at).sort.is_word() {
                at += 1;
                continue;
            }
            joined_until = joined_until.max(self.tokens[at] + self.connective(at));
            let mut atom = self.word(at, joined_until);
            let end = match self.date(at, &mut atom).or_else(|| self.figure(at, &mut atom)) {
                Some(end) => end,
                None => {
                    self.number(at, &mut atom);
                    at + 1
                }
            };
            atom.tokens = self.tokens[at]..self.tokens[end - 1] + 1;
            if let AtomClass::Figure { counted } = &mut atom.class {
                *counted = self.counted(end, atom.token);
            }
            atoms.push(atom);
            at = end;
        }
        atoms
    }

    fn token(&self, at: usize) -> ComparedToken {
        self.compared.tokens[self.tokens[at]]
    }

    /// Returns how many tokens the connective has that begins at `at`; 0 where none does.
    fn connective(&self, at: usize) -> usize {
        let first = self.tokens[at];
        let run_on = self.tokens[at..].iter().enumerate().take_while(|&(by, &next)| next == first + by);
        lexicon::connective(run_on.map(|(_, &next)| self.vocabulary.word(self.compared.tokens[next].fold)))
    }

    /// Makes the atom of a word that stands alone.
    fn word(&mut self, at: usize, joined_until: usize) -> Atom {
        let (nth, token) = (self.tokens[at], self.token(at));
        let reading = self.compared.reading;
        let word = self.vocabulary.word(token.fold);
        let is_negator = lexicon::is_negator(word);
        let place = lexicon::ordinal(word).map(|(place, rest)| format!("{place}th{rest}"));
        let key = place.map_or(token.fold, |place| self.vocabulary.number(&place));
        Atom {
            tokens: nth..nth + 1,
            span: token.span,
            key,
            class: AtomClass::Word,
            day: None,
            token,
            hedge: overlaps(&reading.hedges, token.span),
            negation: overlaps(&reading.negations, token.span) || is_negator,
            connective: nth < joined_until,
            state: AtomState::Open,
        }
    }

    /// Makes a date of an atom that lies in one and returns where it ends.
    fn date(&mut self, at: usize, atom: &mut Atom) -> Option<usize> {
        let dates = &self.compared.reading.dates;
        let next = dates.partition_point(|date| date.span.end <= atom.token.span.start);
        let date = dates.get(next).filter(|date| date.span.contains(atom.token.span))?;
        if lexicon::FUNCTION.has(self.vocabulary.word(atom.token.fold)) {
            return None;
        }
        let end = self.run(at, date.span);
        atom.span = Span::new(atom.token.span.start, self.token(end - 1).span.end);
        atom.class = AtomClass::Date;
        let words: Vec<&str> = (at..end).map(|at| self.vocabulary.word(self.token(at).fold)).collect();
        let words = date_words(&words);
        atom.key = self.vocabulary.number(&words);
        atom.day = date.date.map(|(day, precision)| self.vocabulary.number(&format!("@{day} {}", precision.name())));
        Some(end)
    }

    /// Makes a figure of an atom that lies in one that was read, and returns where its number and measure end.
    fn figure(&mut self, at: usize, atom: &mut Atom) -> Option<usize> {
        let next = self.figures.partition_point(|figure| figure.span.end <= atom.token.span.start);
        let FigureWithin { span, value, unit } = *self.figures.get(next)?;
        let is_numeric = |at: usize| is_numeric(self.compared, self.token(at), unit, self.vocabulary);
        if !span.contains(atom.token.span) || !is_numeric(at) {
            return None;
        }
        // The point of "5pp." is the token's at the end of a sentence.
        let point = usize::from(self.compared.body[span.end..].starts_with('.'));
        let reach = Span::new(span.start, span.end + point);
        let end = (at..self.run(at, reach)).rev().find(|&at| is_numeric(at)).map_or(at + 1, |last| last + 1);
        atom.span = span;
        let measure = match unit.filter(|unit| is_measure(unit)) {
            Some(unit) => lexicon::stem(unit),
            None => lexicon::stem(counted_within(self.vocabulary.word(self.token(end - 1).fold))),
        };
        atom.key = self.vocabulary.number(&format!("#{value} {measure}"));
        atom.class = AtomClass::Figure { counted: None };
        Some(end)
    }

    /// Makes a figure or a date of an atom that is a number of which nothing else was read.
    fn number(&mut self, at: usize, atom: &mut Atom) {
        if atom.token.sort != ComparedSort::Number {
            return;
        }
        let text = atom.token.span.of(self.compared.body);
        let next = (at + 1 < self.tokens.len()).then(|| self.vocabulary.word(self.token(at + 1).fold));
        let clock =
            text.contains(':') || matches!(next, Some("am" | "pm" | "a.m." | "p.m." | "o'clock" | "gmt" | "bst"));
        let year = text.len() == 4 && text.parse().is_ok_and(|year: u32| (1000..2200).contains(&year));
        if clock || year {
            atom.class = AtomClass::Date;
            return;
        }
        atom.class = AtomClass::Figure { counted: None };
        if let Ok(value) = text.replace(',', "").parse::<f64>() {
            atom.key = self.vocabulary.number(&format!("#{value} "));
        }
    }

    /// Returns the word that a figure counts, by its stem: the one behind it in its sentence.
    fn counted(&self, end: usize, figure: ComparedToken) -> Option<Sym> {
        let next = (end < self.tokens.len()).then(|| self.token(end))?;
        (next.sort == ComparedSort::Word && next.sentence == figure.sentence).then_some(next.stem)
    }

    /// Returns where the run of the claim's tokens ends that begins at `at` and lies in `span`.
    fn run(&self, at: usize, span: Span) -> usize {
        let mut end = at + 1;
        while end < self.tokens.len()
            && self.tokens[end] == self.tokens[end - 1] + 1
            && span.contains(self.token(end).span)
        {
            end += 1;
        }
        end
    }
}

/// Returns whether some of the spans, which are in text order, shares a byte with `span`.
fn overlaps(spans: &[Span], span: Span) -> bool {
    let first = spans.partition_point(|other| other.end <= span.start);
    spans.get(first).is_some_and(|other| other.overlaps(span))
}

/// Returns a date's words in one order, so that "24 March" and "March 24" are one.
fn date_words(words: &[&str]) -> String {
    let mut words: Vec<String> =
        words.iter().filter(|word| !lexicon::FUNCTION.has(word)).map(|word| whole(word)).collect();
    words.sort_unstable();
    format!("@{}", words.join(" "))
}

/// Writes a word of a date in one way: "24" for "24th", "february" for "Feb.", "tuesday" for "Tues".
fn whole(word: &str) -> String {
    if let Some((day, "")) = lexicon::ordinal(word) {
        return day.to_string();
    }
    lexicon::calendar_name(word.trim_end_matches('.')).unwrap_or(word).to_owned()
}

/// Returns what a word counts that has its number in it: "member" of "12-member"; nothing for a number alone.
fn counted_within(word: &str) -> &str {
    let is_number = |part: &str| part.starts_with(|c: char| c.is_ascii_digit()) || lexicon::is_numeral(part);
    let parts = word.split('-').take_while(|part| is_number(part)).map(|part| part.len() + 1).sum::<usize>();
    if parts == 0 { "" } else { word.get(parts..).unwrap_or_default() }
}

/// Returns whether a token of a figure belongs to the number or its measure, and not to what is counted.
fn is_numeric(compared: &ComparedSide, token: ComparedToken, unit: Option<&str>, vocabulary: &Vocabulary) -> bool {
    let word = vocabulary.word(token.fold).trim_end_matches('.');
    // "ten-year-old", and not "two-thirds", which may be two words as well.
    let is_part = |part: &str| {
        matches!(part, "halves" | "quarters") || lexicon::is_ordinal(part.strip_suffix('s').unwrap_or(part))
    };
    let begins = || word.split('-').next().is_some_and(lexicon::is_numeral) && !word.split('-').any(is_part);
    let text = token.span.of(compared.body);
    matches!(token.sort, ComparedSort::Number | ComparedSort::Sign)
        || text.starts_with(|c: char| c.is_ascii_digit())
        || begins()
        || word == "a"
        || word == "an"
        || (unit.is_some_and(is_measure) && lexicon::MEASURES.has(&lexicon::stem(word)))
        || (unit.is_some_and(is_currency)
            && (unit.is_some_and(|unit| unit.eq_ignore_ascii_case(word))
                || lexicon::MEASURES.has(word)
                || lexicon::MEASURES.has(word.trim_end_matches('s'))))
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
