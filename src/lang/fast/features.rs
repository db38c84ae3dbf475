//! What the fast model sees of a token: hashed features of its words, shapes, quotation marks, sentence, paragraph and
//! hints.
//!
//! Training and use call the same function. A feature is a hash of its name and its parts; nothing here knows a weight.

use crate::lang::labels::{Label, Role};
use crate::text::Document;

use super::form::{CueWords, WordForm, forms};
use super::hash::{add, bucket, hash, id};

/// The features of a document's tokens. Those that tokens share are kept once, in groups.
#[derive(Debug, Default)]
pub struct Features {
    own: Vec<u64>,
    ends: Vec<usize>,
    shared: Vec<u64>,
    group_ends: Vec<usize>,
    /// The groups of each token: its sentence and its quotation.
    pub groups: Vec<[Option<usize>; 2]>,
}

impl Features {
    /// Returns the features of one token alone.
    pub fn own(&self, token: usize) -> &[u64] {
        slice(&self.own, &self.ends, token)
    }

    /// Returns the features of a group of tokens.
    pub fn group(&self, group: usize) -> &[u64] {
        slice(&self.shared, &self.group_ends, group)
    }

    /// Returns how many groups there are.
    pub fn group_count(&self) -> usize {
        self.group_ends.len()
    }
}

fn slice<'a>(all: &'a [u64], ends: &[usize], index: usize) -> &'a [u64] {
    let start = index.checked_sub(1).map_or(0, |before| ends[before]);
    &all[start..ends[index]]
}

/// A stretch inside outermost quotation marks, in tokens.
#[derive(Clone, Debug)]
struct Quoted {
    first: usize,
    last: usize,
    closed: bool,
}

/// What is known of a sentence.
#[derive(Clone, Debug, Default)]
struct SentenceContext {
    first: usize,
    end: usize,
    /// Words outside quotation marks that often attribute, in text order.
    cues: Vec<usize>,
    has_quotation: bool,
    all_quoted: bool,
    hinted: bool,
}

struct FeatureReader<'a> {
    forms: Vec<WordForm>,
    hints: &'a [Label],
    quoted: Vec<Quoted>,
    /// The stretch that holds each token.
    in_quoted: Vec<Option<usize>>,
    sentences: Vec<SentenceContext>,
    sentence_of: Vec<usize>,
    paragraph_of: Vec<usize>,
    /// First token and end of each paragraph, and whether a quotation is open at its end.
    paragraphs: Vec<(usize, usize, bool)>,
}

/// Reads the features of a document. `hints` are the labels of what the rules have found.
pub fn features(document: &Document, hints: &[Label], cues: &CueWords) -> Features {
    let reader = FeatureReader::new(document, hints, cues);
    let mut features = Features::default();
    for sentence in 0..reader.sentences.len() {
        reader.sentence(sentence, &mut features.shared);
        features.group_ends.push(features.shared.len());
    }
    for quoted in &reader.quoted {
        reader.quotation(quoted, &mut features.shared);
        features.group_ends.push(features.shared.len());
    }
    for token in 0..reader.forms.len() {
        reader.token(token, &mut features.own);
        features.ends.push(features.own.len());
        let quoted = reader.in_quoted[token].map(|quoted| reader.sentences.len() + quoted);
        features.groups.push([Some(reader.sentence_of[token]), quoted]);
    }
    features
}

impl<'a> FeatureReader<'a> {
    fn new(document: &Document, hints: &'a [Label], cues: &CueWords) -> Self {
        let forms = forms(document, cues);
        let count = forms.len();
        let mut quoted = Vec::new();
        let mut in_quoted = vec![None; count];
        for quotation in document.quotations.iter().filter(|quotation| quotation.depth == 0) {
            let tokens = document.tokens_in(quotation.inner);
            if tokens.is_empty() {
                continue;
            }
            in_quoted[tokens.clone()].fill(Some(quoted.len()));
            quoted.push(Quoted { first: tokens.start, last: tokens.end - 1, closed: quotation.closed });
        }
        let sentence_of: Vec<usize> = document.tokens.iter().map(|token| token.sentence).collect();
        let paragraph_of: Vec<usize> =
            sentence_of.iter().map(|&sentence| document.sentences[sentence].paragraph).collect();
        let sentences = document
            .sentences
            .iter()
            .map(|sentence| {
                let tokens = sentence.tokens.clone();
                let cues = tokens.clone().filter(|&token| forms[token].cue.is_strong() && in_quoted[token].is_none());
                SentenceContext {
                    first: tokens.start,
                    end: tokens.end,
                    cues: cues.collect(),
                    has_quotation: tokens.clone().any(|token| forms[token].is_mark),
                    all_quoted: tokens.clone().all(|token| forms[token].is_mark || in_quoted[token].is_some()),
                    hinted: tokens.clone().any(|token| hints.get(token).is_some_and(|label| *label != Label::OUTSIDE)),
                }
            })
            .collect();
        let paragraphs = document
            .paragraphs
            .iter()
            .map(|paragraph| {
                let sentences = document.sentences.get(paragraph.sentences.clone()).unwrap_or_default();
                let first = sentences.first().map_or(0, |sentence| sentence.tokens.start);
                let end = sentences.last().map_or(0, |sentence| sentence.tokens.end);
                let open = end > first && in_quoted[end - 1].is_some_and(|index: usize| !quoted[index].closed);
                (first, end, open)
            })
            .collect();
        Self { forms, hints, quoted, in_quoted, sentences, sentence_of, paragraph_of, paragraphs }
    }

    /// The form of a token of the paragraph of `home`.
    fn form(&self, home: usize, offset: isize) -> Option<&WordForm> {
        let token = home.checked_add_signed(offset)?;
        let form = self.forms.get(token)?;
        (self.paragraph_of[token] == self.paragraph_of[home]).then_some(form)
    }

    fn word(&self, home: usize, offset: isize) -> u64 {
        self.form(home, offset).map_or(0, |form| form.word)
    }

    fn hint(&self, home: usize, offset: isize) -> usize {
        let found = home
            .checked_add_signed(offset)
            .filter(|&token| self.form(home, offset).is_some() && token < self.hints.len());
        found.map_or(0, |token| self.hints[token].index() + 1)
    }

    /// What all tokens of a sentence share.
    fn sentence(&self, index: usize, list: &mut Vec<u64>) {
        let SentenceContext { first, end, cues, has_quotation, all_quoted, hinted } = &self.sentences[index];
        let (first, end) = (*first, *end);
        if first == end {
            return;
        }
        add!(list, "bias");
        add!(list, "sentence first", self.forms[first].word);
        add!(list, "sentence last", self.forms[end - 1].word);
        add!(list, "sentence quoted", *has_quotation, *all_quoted);
        add!(list, "sentence cues", cues.len().min(3));
        add!(list, "sentence hinted", *hinted);
        if end - first > 1 {
            add!(list, "sentence first two", self.forms[first].word, self.forms[first + 1].word);
        }
        let according = const { id("according") };
        if (first..end).any(|token| self.forms[token].word == according) {
            add!(list, "sentence according");
        }
        let paragraph = self.paragraph_of[first];
        add!(list, "paragraph", paragraph.min(3));
        if paragraph == 0 {
            let (start, end, _) = self.paragraphs[0];
            add!(list, "headline colon", (start..end).any(|token| self.forms[token].word == const { id(":") }));
        }
        for (name, other) in [(0usize, index.checked_sub(1)), (1, Some(index + 1))] {
            let other = other.and_then(|other| self.sentences.get(other));
            let other = other.filter(|other| other.first < other.end && self.paragraph_of[other.first] == paragraph);
            let state = other.map_or(99, |other| {
                usize::from(!other.cues.is_empty())
                    + 2 * usize::from(other.has_quotation)
                    + 4 * usize::from(other.all_quoted)
                    + 8 * usize::from(other.hinted)
            });
            add!(list, "sentence beside", name, state);
        }
    }

    /// What all tokens of a quotation share.
    fn quotation(&self, quoted: &Quoted, list: &mut Vec<u64>) {
        let Quoted { first, last, closed } = *quoted;
        let stop = if self.forms[last].is_word { 0 } else { self.forms[last].word };
        let state = hash(bucket(last - first + 1) as u64, &[u64::from(closed), stop]);
        add!(list, "quotation", state);
        add!(list, "quotation before", self.word(first, -2));
        add!(list, "quotation behind", self.word(last, 2));
        let class = |offset: isize, home: usize| self.form(home, offset).map_or(9, |form| form.cue as usize);
        add!(list, "quotation cue before", class(-2, first));
        let behind: Vec<u64> = (2..5)
            .map(|offset| self.form(last, offset).map_or(99, |form| form.cue as u64 * 2 + u64::from(form.capital)))
            .collect();
        add!(list, "quotation cues behind", behind[0], behind[1], behind[2]);
        add!(list, "quotation one sentence", self.sentence_of[first] == self.sentence_of[last]);
        add!(list, "quotation hint", self.hint(first, 0), self.hint(last, 0));
    }

    fn token(&self, at: usize, list: &mut Vec<u64>) {
        self.window(at, list);
        self.marks(at, list);
        self.cues(at, list);
        self.place(at, list);
        self.hinted(at, list);
    }

    /// The words around.
    fn window(&self, at: usize, list: &mut Vec<u64>) {
        let own = &self.forms[at];
        add!(list, "word", own.word);
        add!(list, "shape", own.shape);
        add!(list, "stem", own.stem);
        add!(list, "class", own.cue);
        if own.is_word {
            add!(list, "last three", own.last_three);
            add!(list, "last two", own.last_two);
            add!(list, "first four", own.first_four);
        }
        for offset in [-3isize, -2, -1, 1, 2, 3] {
            let Some(form) = self.form(at, offset) else {
                add!(list, "edge", offset as u64);
                continue;
            };
            add!(list, "word at", offset as u64, form.word);
            if offset.abs() == 1 {
                add!(list, "shape at", offset as u64, form.shape);
                add!(list, "last three at", offset as u64, form.last_three);
                add!(list, "stem at", offset as u64, form.stem);
            }
            if offset.abs() < 3 {
                add!(list, "class at", offset as u64, form.cue);
                add!(list, "ending at", offset as u64, form.last_two, form.capital);
            }
        }
        if let Some(before) = self.form(at, -1) {
            add!(list, "word before, word", before.word, own.word);
            add!(list, "shape before, shape", before.shape, own.shape);
            add!(list, "ending before, ending", before.last_two, own.last_two);
        }
        if let Some(behind) = self.form(at, 1) {
            add!(list, "word, word behind", own.word, behind.word);
            add!(list, "shape, shape behind", own.shape, behind.shape);
            add!(list, "class, word behind", own.cue, behind.word);
            add!(list, "ending, ending behind", own.last_two, behind.last_two);
            if let Some(before) = self.form(at, -1) {
                add!(list, "words around", before.word, behind.word);
                add!(list, "endings around", before.last_two, own.last_two, behind.last_two);
            }
        }
    }

    /// Quotation marks.
    fn marks(&self, at: usize, list: &mut Vec<u64>) {
        let own = &self.forms[at];
        if let Some(index) = self.in_quoted[at] {
            let Quoted { first, last, .. } = self.quoted[index];
            let place: usize = if at == first {
                0
            } else if at == last {
                1
            } else {
                2
            };
            add!(list, "in quotation", place);
            add!(list, "in quotation, word", own.word);
        } else if own.is_mark {
            let inside = |token: Option<usize>| token.and_then(|token| *self.in_quoted.get(token)?);
            let (opens, closes) = (inside(Some(at + 1)), inside(at.checked_sub(1)));
            add!(list, "mark", opens.is_some(), closes.is_some());
            if let Some(index) = opens.or(closes) {
                let Quoted { first, last, closed } = self.quoted[index];
                let stop = if self.forms[last].is_word { 0 } else { self.forms[last].word };
                add!(list, "mark of", opens.is_some(), bucket(last - first + 1), closed, stop);
                add!(list, "mark between", self.word(first, -2), self.word(last, 2));
            }
        } else {
            add!(list, "outside quotation");
        }
    }

    /// The nearest words of attribution in the sentence.
    fn cues(&self, at: usize, list: &mut Vec<u64>) {
        let cues = &self.sentences[self.sentence_of[at]].cues;
        let next = cues.partition_point(|&cue| cue < at);
        let left = next.checked_sub(1).map(|index| cues[index]);
        let right = cues[next..].iter().copied().find(|&cue| cue != at);
        let comma = const { id(",") };
        let has = |range: std::ops::Range<usize>| {
            let forms = &self.forms[range];
            usize::from(forms.iter().any(|form| form.word == comma))
                + 2 * usize::from(forms.iter().any(|form| form.is_mark))
        };
        match left {
            Some(left) => {
                let between = has(left + 1..at);
                add!(list, "cue left", self.forms[left].stem);
                add!(list, "cue left at", bucket(at - left), between, self.forms[left].cue);
                let behind = self.word(left, 1);
                let behind = if is_opening(behind) { behind } else { 0 };
                add!(list, "cue left, then", self.forms[left].stem, behind);
                add!(list, "cue left, shape", bucket(at - left).min(4), self.forms[at].shape);
            }
            None => add!(list, "no cue left"),
        }
        match right {
            Some(right) => {
                add!(list, "cue right", self.forms[right].stem);
                add!(list, "cue right at", bucket(right - at), has(at + 1..right), self.forms[right].cue);
                add!(list, "cue right, shape", bucket(right - at).min(4), self.forms[at].shape);
            }
            None => add!(list, "no cue right"),
        }
        add!(list, "cues", left.is_some(), right.is_some(), self.sentences[self.sentence_of[at]].has_quotation);
    }

    /// Place in sentence and paragraph, and runs of capitals.
    fn place(&self, at: usize, list: &mut Vec<u64>) {
        let SentenceContext { first, end, .. } = self.sentences[self.sentence_of[at]];
        let own = &self.forms[at];
        add!(list, "from start", (at - first).min(4));
        add!(list, "to end", (end - 1 - at).min(4));
        let paragraph = self.paragraph_of[at];
        if paragraph == 0 {
            add!(list, "headline, word", own.word);
        }
        let (start, stop, _) = self.paragraphs[paragraph];
        let open = paragraph.checked_sub(1).is_some_and(|before| self.paragraphs[before].2);
        if at == start {
            add!(list, "paragraph starts", open);
        } else if open {
            add!(list, "quotation open before");
        }
        // "HOLT: We go." in a transcript.
        let colon = (start..stop.min(start + 6)).find(|&token| self.forms[token].word == const { id(":") });
        if let Some(colon) = colon {
            add!(list, "transcript", at < colon, colon > start && self.forms[colon - 1].all_capitals);
        }
        if own.capital {
            let sentence = first..end;
            let run_start = (first..at).rev().take_while(|&token| self.forms[token].capital).last().unwrap_or(at);
            let run_end = (at + 1..end).find(|&token| !self.forms[token].capital).unwrap_or(end);
            let class = |token: usize| if sentence.contains(&token) { self.forms[token].cue as usize } else { 9 };
            add!(list, "name between", class(run_end), run_start.checked_sub(1).map_or(9, class));
            add!(list, "name length", (run_end - run_start).min(5));
            add!(list, "name end", self.forms.get(run_end).filter(|_| run_end < end).map_or(0, |form| form.word));
        }
    }

    /// What the rules have found here.
    fn hinted(&self, at: usize, list: &mut Vec<u64>) {
        let own = self.hint(at, 0);
        let form = &self.forms[at];
        add!(list, "hint", own);
        add!(list, "hint, shape", own, form.shape);
        add!(list, "hint, word", own, form.word);
        add!(list, "hint, class", own, form.cue);
        add!(list, "hints", self.hint(at, -1), own, self.hint(at, 1));
        add!(list, "hint before", self.hint(at, -1));
        add!(list, "hint behind", self.hint(at, 1));
        add!(list, "hint, word behind", own, self.word(at, 1));
        add!(list, "hint, quoted", own, self.in_quoted[at].is_some(), form.is_mark);
        // Which roles the rules found in the sentence to the left and to the right.
        let SentenceContext { first, end, .. } = self.sentences[self.sentence_of[at]];
        let role = |mut tokens: std::ops::Range<usize>, wanted: Role| {
            tokens.any(|token| self.hints.get(token).and_then(|label| label.role()) == Some(wanted))
        };
        let cue_left = role(first..at, Role::Cue);
        let cue_right = role(at + 1..end, Role::Cue);
        let content_left = role(first..at, Role::Content);
        let content_right = role(at + 1..end, Role::Content);
        add!(list, "hinted beside", own, cue_left, cue_right, content_left, content_right);
    }
}

/// Words that open a content behind its cue.
fn is_opening(word: u64) -> bool {
    const OPENINGS: [u64; 11] = [
        id("that"),
        id("to"),
        id("\""),
        id(","),
        id("."),
        id("the"),
        id("he"),
        id("she"),
        id("they"),
        id("it"),
        id(":"),
    ];
    OPENINGS.contains(&word)
}
