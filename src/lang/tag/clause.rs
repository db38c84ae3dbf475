//! Which words stand in a main clause, and where a further main clause with its own subject begins.
//!
//! It reads one run of words, a sentence or the content of a claim, from its tags and words. A clause in a clause is a
//! side clause, whether it has a subordinator or not; an infinitive that completes a verb ("wants to go") belongs to
//! the verb's clause.

use crate::lang::fast::form::WordForm;
use crate::lang::fast::hash::{add, bucket};

use super::weights::Weights;
use super::{Tag, first_best};

/// What a word is to the clauses of its sentence.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum ClauseRole {
    /// In a main clause.
    #[default]
    Main,
    /// In a side clause.
    Side,
    /// The first word of a further main clause that has its own subject and finite verb, its conjunction counted in.
    Start,
}

impl ClauseRole {
    /// All roles in the order of their numbers.
    pub const ALL: [Self; 3] = [Self::Main, Self::Side, Self::Start];
}

/// The words of a run, and what lies ahead of each.
#[derive(Debug)]
pub struct ClauseWords<'a> {
    forms: &'a [WordForm],
    tags: &'a [Tag],
    ahead: Vec<Ahead>,
}

/// What lies behind a word, as places in the run; the run's length where there is none.
#[derive(Clone, Copy, Debug)]
struct Ahead {
    /// The next verb or auxiliary of any form.
    verb: usize,
    /// The next finite one.
    finite: usize,
    /// The next mark.
    mark: usize,
    /// The next noun, name or pronoun.
    nominal: usize,
    /// How many finite verbs there are.
    count: usize,
}

/// What has been decided so far.
#[derive(Clone, Copy, Debug, Default)]
pub struct ClauseState {
    before: ClauseRole,
    second: ClauseRole,
    /// Finite verbs of the main clause since it began.
    finite: usize,
    /// Whether a subject stands before its first finite verb.
    subject: bool,
    nominal: bool,
    /// The word that opened the side clause, its tag, and what it holds so far.
    opener: u64,
    opener_tag: usize,
    side_finite: usize,
    side_words: usize,
    side_marks: usize,
    starts: usize,
}

impl<'a> ClauseWords<'a> {
    /// Looks at words with their tags; both are equally long.
    pub fn new(forms: &'a [WordForm], tags: &'a [Tag]) -> Self {
        let end = forms.len();
        let mut next = Ahead { verb: end, finite: end, mark: end, nominal: end, count: 0 };
        let mut ahead = vec![next; end];
        for at in (0..end).rev() {
            ahead[at] = next;
            let tag = tags[at];
            if tag.is_verb() || tag == Tag::Auxiliary || tag.is_finite() {
                next.verb = at;
            }
            if tag.is_finite() {
                next.finite = at;
                // "was closed" is one finite verb, not two.
                next.count += 1;
            }
            if tag == Tag::Punctuation {
                next.mark = at;
            }
            if tag.is_nominal() {
                next.nominal = at;
            }
        }
        Self { forms, tags, ahead }
    }

    fn tag(&self, at: usize, offset: isize) -> usize {
        at.checked_add_signed(offset).and_then(|place| self.tags.get(place)).map_or(99, |tag| tag.index())
    }

    fn word(&self, at: usize, offset: isize) -> u64 {
        at.checked_add_signed(offset).and_then(|place| self.forms.get(place)).map_or(0, |form| form.word)
    }

    /// Adds the features of the word at `at`.
    pub fn features(&self, at: usize, state: &ClauseState, list: &mut Vec<u64>) {
        let tag = |offset| self.tag(at, offset);
        let word = |offset| self.word(at, offset);
        let ClauseState { before, second, .. } = *state;
        let before = before as usize;
        let second = second as usize;
        let side = (before, state.opener, state.opener_tag, state.side_finite.min(2), state.side_marks.min(2));
        let ahead = &self.ahead[at];
        // What the next words are good for: is there a subject before the next verb, and a mark before either?
        let subject_ahead = ahead.nominal < ahead.finite || self.tags[at].is_nominal();
        let plan = usize::from(subject_ahead)
            + 2 * usize::from(ahead.mark < ahead.finite)
            + 4 * usize::from(ahead.verb == ahead.finite)
            + 8 * ahead.count.min(3);
        let main = state.finite.min(2) + 3 * usize::from(state.subject);
        let verb_tag = self.tags.get(ahead.verb).map_or(99, |tag| tag.index());
        let verb_far = bucket(ahead.verb - at);
        let finite_far = bucket(ahead.finite - at);
        add!(list, "clause bias");
        add!(list, "clause before", before, second, at.min(2));
        add!(list, "clause word", word(0), before);
        add!(list, "clause tag", tag(0), before);
        add!(list, "clause tags", tag(-1), tag(0), tag(1), before);
        add!(list, "clause tags behind", tag(0), tag(1), tag(2), before);
        add!(list, "clause tags far behind", tag(0), tag(1), tag(2), tag(3), before);
        add!(list, "clause tags before", tag(-2), tag(-1), tag(0), before);
        add!(list, "clause word before", word(-1), tag(0), before);
        add!(list, "clause words before", word(-1), word(0), before);
        add!(list, "clause words behind", word(0), word(1), before);
        add!(list, "clause word, tags", word(0), tag(1), tag(2), before);
        add!(list, "clause word before, tags", word(-1), tag(0), tag(1), before);
        add!(list, "clause word, tag before", word(0), tag(-1), before);
        add!(list, "clause side", side.0, side.1, side.3);
        add!(list, "clause side tag", side.0, side.2, side.3, side.4, tag(0));
        add!(list, "clause side tags", side.0, side.2, side.3, tag(-1), tag(0));
        add!(list, "clause side word", side.0, side.1, side.3, tag(0));
        add!(list, "clause side plan", side.0, side.2, side.3, plan);
        add!(list, "clause side plan, tag", side.0, side.3, side.4, plan, tag(0));
        add!(list, "clause side plan, word", side.0, side.3, plan, word(0));
        add!(list, "clause side long", side.0, side.3, bucket(state.side_words), tag(0));
        add!(list, "clause main", before, main);
        add!(list, "clause main, tag", before, main, tag(0), tag(1));
        add!(list, "clause main, word", before, main, word(0));
        add!(list, "clause main, plan", before, main, plan);
        add!(list, "clause main, plan, tag", before, main, plan, tag(0));
        add!(list, "clause main, plan, word", before, main, plan, word(0));
        add!(list, "clause main, side", before, main, side.2, side.3, tag(-1), tag(0));
        add!(list, "clause verb", before, tag(0), verb_tag, verb_far);
        add!(list, "clause verb, word", before, word(0), verb_tag, finite_far);
        add!(list, "clause verb, main", before, main, tag(-1), tag(0), verb_tag);
        add!(list, "clause starts", before, state.starts.min(2), tag(0));
        if matches!(self.tags[at], Tag::Conjunction) || matches!(word(-1), SEMICOLON) {
            add!(list, "clause join", word(-1), word(0), main, plan);
            add!(list, "clause join, tags", word(0), tag(1), tag(2), tag(3), main);
            add!(list, "clause join, side", word(0), tag(1), side.0, side.2, side.3, plan);
            add!(list, "clause join, far", tag(1), verb_tag, verb_far, finite_far);
            add!(list, "clause join, word", word(1), tag(2), main);
            add!(list, "clause join, around", tag(-1), tag(1), verb_tag, before);
        }
    }
}

const SEMICOLON: u64 = crate::lang::fast::hash::id(";");

impl ClauseState {
    /// Takes in what the word at `at` was found to be.
    pub fn step(&mut self, run: &ClauseWords, at: usize, role: ClauseRole) {
        let tag = run.tags[at];
        match role {
            ClauseRole::Side => {
                if self.before != ClauseRole::Side {
                    self.opener = run.forms[at].word;
                    self.opener_tag = tag.index();
                    (self.side_finite, self.side_words, self.side_marks) = (0, 0, 0);
                }
                self.side_words += 1;
                self.side_finite += usize::from(tag.is_finite());
                self.side_marks += usize::from(tag == Tag::Punctuation);
            }
            ClauseRole::Main | ClauseRole::Start => {
                if role == ClauseRole::Start {
                    (self.finite, self.subject, self.nominal) = (0, false, false);
                    self.starts += 1;
                }
                self.subject |= tag.is_finite() && self.nominal;
                self.finite += usize::from(tag.is_finite());
                self.nominal |= tag.is_nominal();
            }
        }
        self.second = self.before;
        self.before = role;
    }
}

/// Returns what each word of a run is. A further main clause must score better than anything else by `sure`.
pub fn roles(forms: &[WordForm], tags: &[Tag], weights: &Weights, sure: i32) -> Vec<ClauseRole> {
    let run = ClauseWords::new(forms, tags);
    let mut state = ClauseState::default();
    let mut list = Vec::new();
    (0..forms.len())
        .map(|at| {
            list.clear();
            run.features(at, &state, &mut list);
            let mut scores = [0, 0, -sure];
            for &hash in &list {
                weights.add(hash, &mut scores);
            }
            let role = ClauseRole::ALL[first_best(&scores)];
            state.step(&run, at, role);
            role
        })
        .collect()
}
