//! Whether a verb that can take a position does: what stands before it, back to its subject, and what behind.

use std::sync::LazyLock;

use crate::lang::tag::Tag;
use crate::lexicon::COLLECTIVES;

use super::super::syntax::Syntax;
use super::super::words::{Lexicon, Shape, Word};
use super::Entry;

static MOUTHPIECES: LazyLock<Lexicon<()>> = LazyLock::new(|| Lexicon::plain(include_str!("../lists/mouthpieces.txt")));
static STANCE_NOUNS: LazyLock<Lexicon<()>> =
    LazyLock::new(|| Lexicon::plain(include_str!("../lists/stance_nouns.txt")));

/// The words of a content, each with whether it stands in a main clause.
#[derive(Clone, Copy)]
pub(super) struct Content<'a> {
    pub(super) syntax: &'a Syntax<'a>,
    pub(super) words: &'a [Word<'a>],
    pub(super) main: &'a [bool],
}

impl Content<'_> {
    fn tag(&self, at: usize) -> Tag {
        self.words.get(at).map_or(Tag::Other, |word| self.syntax.tag(word.token))
    }
}

const PREPOSITIONS: &[&str] =
    &["to", "of", "about", "by", "from", "with", "in", "over", "for", "on", "at", "against", "out", "into", "as"];

/// What stands before a verb, back to its subject.
#[derive(Debug, Default)]
pub(super) struct Clause {
    pub(super) negated: bool,
    be: bool,
    have: bool,
    /// "will", "do", "to", "would": the bare form follows.
    bare: bool,
    /// "may", "might", "could": no position; "could not" is one.
    unsure: bool,
    /// "would": no position under a condition.
    supposed: bool,
    /// The last word of the subject.
    subject: usize,
}

impl Clause {
    /// Walks back from the verb at `at` over auxiliaries and adverbs; `None` where no subject stands there that takes a
    /// position.
    pub(super) fn before(content: &Content, at: usize) -> Option<Self> {
        let words = content.words;
        let mut clause = Self::default();
        let mut i = at;
        while i > 0 {
            let word = &words[i - 1];
            match word.lower.as_str() {
                "not" | "never" | "no longer" => clause.negated = !clause.negated,
                "longer" if i >= 2 && words[i - 2].lower == "no" => {
                    clause.negated = true;
                    i -= 1;
                }
                "cannot" => {
                    clause.negated = true;
                    clause.bare = true;
                }
                "is" | "are" | "was" | "were" | "am" | "be" | "been" | "being" | "remains" | "remain" | "remained" => {
                    clause.be = true
                }
                "'s" if i >= 2 && words[i - 2].is(&["he", "she", "it", "that", "who"]) => clause.be = true,
                "has" | "have" | "had" | "having" => clause.have = true,
                "would" => {
                    clause.bare = true;
                    clause.supposed = true;
                }
                "will" | "do" | "does" | "did" | "shall" | "must" | "should" | "can" => clause.bare = true,
                "could" => {
                    clause.bare = true;
                    clause.unsure |= !clause.negated;
                }
                "may" | "might" => clause.unsure = true,
                "also" | "still" | "now" | "already" | "yet" | "both" | "all" | "even" | "only" | "then" | "once" => {}
                _ if content.tag(i - 1) == Tag::Adverb => {}
                _ => break,
            }
            i -= 1;
        }
        clause.subject = Self::subject_of(content, i.checked_sub(1)?, at)?;
        // "if the union backs the plan", "would back the plan if"
        let opens = |word: &Word| word.is(&["if", "unless", "whether"]);
        let condition = words[..clause.subject].iter().rev().take_while(|word| word.text != ",").any(opens)
            || clause.supposed && words.iter().any(opens);
        (!clause.unsure && !condition && !Self::is_nobody(content, clause.subject)).then_some(clause)
    }

    /// Returns the last word of the subject of the verb at `verb`, before whose auxiliaries the word at `last` stands.
    fn subject_of(content: &Content, last: usize, verb: usize) -> Option<usize> {
        let words = content.words;
        let word = &words[last];
        // "Maren, the mayor, has": a comma may part a subject from its verb.
        let apposed = word.text == "," && last > 1 && words[..last].iter().any(|word| word.text == ",");
        // None of these takes a position, or they stand for somebody else than the words before them.
        const NO_SUBJECT: [&str; 14] =
            ["this", "these", "those", "that", "who", "which", "'s", "there", "what", "how", "him", "them", "me", "us"];
        if apposed || content.tag(last).is_nominal() && !word.is(&NO_SUBJECT) {
            return Some(last);
        }
        // "Maren toured the pier and backed the plan": the subject of the verb before.
        if content.tag(last) != Tag::Conjunction || content.tag(verb) != Tag::FiniteVerb {
            return None;
        }
        let first = (0..last).find(|&at| content.main[at] && content.tag(at).is_finite())?;
        (0..first).rev().find(|&at| content.main[at] && content.tag(at).is_nominal() && !words[at].is(&NO_SUBJECT))
    }

    /// Returns whether the subject that ends at `last` is "nobody", "no party", "few of them".
    fn is_nobody(content: &Content, last: usize) -> bool {
        let phrase = (0..=last).rev().take_while(|&at| {
            content.words[at].is_letters() && !content.tag(at).is_verb() && !content.tag(at).is_finite()
        });
        phrase.into_iter().any(|at| content.words[at].is(&["no", "nobody", "none", "neither", "few"]))
    }

    /// Returns whether the form at `at` is the finite verb (or the predicate) of a subject whose position it can be.
    pub(super) fn fits(&self, content: &Content, (at, len): (usize, usize), entry: Entry, source: &[Word]) -> bool {
        let words = content.words;
        if entry.predicate {
            // "It is against the law" says what is so, not what somebody wants.
            let fact = words[at].lower == "against" && words[self.subject].is(&["it", "that", "this"]);
            return self.be && !fact && self.is_speakers(words, source);
        }
        // "the back door"
        let tag = content.tag(at);
        if !tag.is_verb() && !tag.is_finite() && STANCE_NOUNS.has(&words[at]) {
            return false;
        }
        // "Candidates backed by farmers won": a form that could be either is the past tense where no other verb of the
        // main clause is finite.
        let other = (0..words.len()).any(|other| content.main[other] && content.tag(other).is_finite());
        if tag == Tag::PastParticiple
            && !self.have
            && (other || words.get(at + len).is_some_and(|next| next.lower == "by"))
        {
            return false;
        }
        let form = words[at].lower.as_str();
        let past = form.ends_with("ed") || matches!(form, "stood" | "undertook");
        let progressive = form.ends_with("ing");
        let third = form.ends_with('s') && !form.ends_with("ss");
        let subject = &words[self.subject];
        let several = subject.is(&["we", "i", "they", "you"])
            || subject.lower.ends_with('s')
            || subject.is(&["people", "police", "men", "women"]);
        let grammatical = if progressive {
            self.be
        } else if past {
            !self.be && !self.bare
        } else if third {
            !self.be && !self.bare && !self.have
        } else {
            !self.be && !self.have && (self.bare || several)
        };
        // "calls for help rose", "candidates backed by farmers": without an object it is no verb of this kind. Those
        // that take a preposition have it in the list.
        let particle = words[at + len - 1].is(PREPOSITIONS);
        let object = words.get(at + len).is_some_and(|next| {
            !next.is_letters() && (next.is_digits() || next.shape == Shape::Quote || next.text == "$")
                || next.is_letters() && (particle || !next.is(PREPOSITIONS))
        });
        grammatical && object && !(form == "have" && self.have) && self.is_speakers(words, source)
    }

    /// Returns whether the subject is the speaker, somebody for whom the speaker speaks, or, without a source, anybody.
    fn is_speakers(&self, words: &[Word], source: &[Word]) -> bool {
        let subject = &words[self.subject];
        if source.is_empty() || subject.is(&["i", "we", "he", "she", "they", "it"]) {
            return true;
        }
        if subject.is(&["you", "nobody", "everyone", "everybody", "anyone"]) {
            return false;
        }
        let speaks_for = source.iter().any(|word| MOUTHPIECES.has(word) || word.is(&["his", "her", "its", "their"]));
        let phrase = &words[self.subject.saturating_sub(5)..=self.subject];
        let own = phrase.iter().any(|word| COLLECTIVES.has(word.bare()));
        let named = phrase.iter().any(|word| {
            word.text.len() > 3 && word.is_capitalised() && source.iter().any(|other| other.lower == word.lower)
        });
        // "The mayor of Tarn": the head stands before "of".
        let head = (self.subject.saturating_sub(3)..self.subject)
            .find(|&at| at > 0 && words[at].is(&["of", "in", "for"]))
            .map_or(self.subject, |of| of - 1);
        let other_name = words[head].is_capitalised() && head > 0;
        named || own || speaks_for && !other_name
    }
}
