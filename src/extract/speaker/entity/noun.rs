//! Reads a description anywhere in a text: "the foreign minister", "a driver", "Tom Erle's brother".
//!
//! **Finds** an article or an owner, a noun for a person, a body or several, and what stands behind the noun that tells
//! it apart ("of a kennel", "who shot Ina Rolle"); several without an article ("retired generals").
//! **Leaves alone** the words in front of a name, which are its title.
//!
//! It never says whom the description means.

use std::ops::Range;

use super::Graph;
use crate::claim::SpeakerKind;
use crate::extract::speaker::lexicon::lexicon;
use crate::extract::speaker::phrase::{Phrase, phrase, speaking_noun};
use crate::extract::speaker::role::{is_determiner, is_preposition};
use crate::lang::tag::Tag;

/// The most words from the article to the noun, and of what stands behind "of".
const WORDS: usize = 7;

/// A description of a person, a body or several.
#[derive(Debug)]
pub(super) struct Description {
    /// With its article or owner.
    pub tokens: Range<usize>,
    pub phrase: Phrase,
    pub opening: Opening,
    pub rest: Rest,
}

/// What a description begins with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Opening {
    /// "the", "this"
    Definite,
    /// "a", "another"
    Indefinite,
    /// Several without an article: "retired generals".
    Bare,
    /// "his", "Tom Erle's", "the council's"
    Owned,
}

/// What stands behind the noun.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Rest {
    /// Nothing that belongs to it.
    Nothing,
    /// "of Dunmore": the words behind "of", names and nouns alone.
    Of(Range<usize>),
    /// A clause or a place that tells it apart ("who shot Ina Rolle", "in the yard").
    Apart,
}

impl Graph<'_> {
    /// Reads the description that starts at a token, if one does; names reach from `owner` on where one owns it.
    pub(super) fn description_at(&self, at: usize, limit: usize) -> Option<Description> {
        let words = self.from.words;
        let word = words.folded(at);
        let opening = match word {
            "the" | "this" | "that" => Opening::Definite,
            "a" | "an" | "another" => Opening::Indefinite,
            "its" | "his" | "her" | "their" | "our" | "my" => Opening::Owned,
            _ => return self.bare(at, limit),
        };
        let (head, owned) = self.head(at + 1, limit)?;
        let opening = if owned { Opening::Owned } else { opening };
        self.finish_description(at, head, opening, limit)
    }

    /// Reads several who have no article, from their first word on.
    fn bare(&self, at: usize, limit: usize) -> Option<Description> {
        let words = self.from.words;
        let before = at.checked_sub(1);
        let before =
            before.filter(|&at| words.document.tokens.at(at).sentence == words.document.tokens.at(at + 1).sentence);
        let goes_on = before.is_some_and(|before| {
            let beside = self.is_beside(before) && self.from.syntax.tag(before) != Tag::Number;
            beside || is_determiner(words.folded(before)) || words.possessive(before)
        });
        let proper = words.proper(at) && lexicon().place(words.folded(at)).is_none();
        if goes_on || !self.is_beside(at) || proper {
            return None;
        }
        let (head, owned) = self.head(at, limit)?;
        self.finish_description(at, head, Opening::Bare, limit).filter(|found| found.phrase.plural && !owned)
    }

    /// Reads the description of somebody whom the owner of a possessive name has: "Tom Erle's brother".
    pub(super) fn owned_by(&self, name: usize, limit: usize) -> Option<Description> {
        let owner = self.from.names.get(name).filter(|name| name.possessive)?;
        let (head, _) = self.head(owner.tokens.end + 1, limit)?;
        let start = owner.whole.start;
        let article = start > 0 && is_determiner(self.from.words.folded(start - 1));
        self.finish_description(start - usize::from(article), head, Opening::Owned, limit)
    }

    /// Reads the description of the owner of something that nobody can be: "*the president*'s veto".
    pub(super) fn owner_at(&self, at: usize, limit: usize) -> Option<Description> {
        let owned = (at + 1..limit.min(at + WORDS)).find(|&at| self.from.words.possessive(at))?;
        self.description_at(at, owned)
    }

    /// Finds the noun of a description whose words start at a token, and whether somebody in it owns it.
    fn head(&self, start: usize, limit: usize) -> Option<(usize, bool)> {
        let (words, syntax) = (self.from.words, self.from.syntax);
        let mut owned = false;
        let mut at = start;
        while at < limit.min(start + WORDS) {
            let next = words.possessive(at);
            let fits = words.is_word(at) && !is_preposition(words.folded(at)) && !is_determiner(words.folded(at));
            let noun = matches!(
                syntax.tag(at),
                Tag::Adjective | Tag::Noun | Tag::Name | Tag::Adverb | Tag::Ing | Tag::PastParticiple | Tag::Other
            );
            if !next && !(fits && (noun || speaking_noun(words.folded(at)))) {
                break;
            }
            owned |= next;
            at += 1;
        }
        // What goes on behind the noun may be a verb that the tags take for one ("the minister said").
        let head = (start..at).rev().find(|&at| speaking_noun(words.folded(at)))?;
        let goes_on = (head + 1..at).any(|at| matches!(syntax.tag(at), Tag::Noun | Tag::Name) || words.possessive(at));
        let goes_on = goes_on || words.number(head + 1) || words.possessive(head + 1) && head + 1 < at;
        let index = self.from.names.partition_point(|name| name.tokens.end <= head);
        let in_name = self.from.names.get(index).is_some_and(|name| name.whole.start <= head + 1);
        (!goes_on && !in_name).then_some((head, owned))
    }

    fn finish_description(&self, start: usize, head: usize, opening: Opening, limit: usize) -> Option<Description> {
        let words = self.from.words;
        let rest = self.rest(head + 1, limit);
        let end = match &rest {
            Rest::Of(of) => of.end,
            _ => head + 1,
        };
        let phrase = phrase(words, start..end)?;
        let acts = !matches!(phrase.kind, SpeakerKind::Document | SpeakerKind::Unknown);
        acts.then_some(Description { tokens: start..end, phrase, opening, rest })
    }

    /// Reads what stands behind a noun, which ends at a token.
    fn rest(&self, at: usize, limit: usize) -> Rest {
        let (words, syntax) = (self.from.words, self.from.syntax);
        if at >= limit {
            return Rest::Nothing;
        }
        let word = words.folded(at);
        if matches!(word, "of" | "for") {
            let goes_on = |at: &usize| {
                let tag = syntax.tag(*at);
                words.is_word(*at) && (tag.is_nominal() && tag != Tag::Pronoun || tag == Tag::Adjective)
                    || is_determiner(words.folded(*at))
                    || words.possessive(*at)
            };
            let end = (at + 1..limit.min(at + 1 + WORDS)).find(|at| !goes_on(at)).unwrap_or(limit.min(at + 1 + WORDS));
            let plain = !matches!(words.folded(end), "of" | "for" | "who" | "that" | "which") && end > at + 1;
            return match self.is_modified(at - 1) {
                _ if plain => Rest::Of(at + 1..end),
                // "Accused the ministry of hiding it"
                Some(false) => Rest::Nothing,
                _ => Rest::Apart,
            };
        }
        let clause = matches!(word, "who" | "that" | "which" | "whose" | "whom" | "where" | "accused" | "charged")
            // "The president it deserves"
            || matches!(word, "i" | "he" | "she" | "it" | "we" | "they" | "you");
        let participle = matches!(syntax.tag(at), Tag::Ing) || word.ends_with("ing");
        // "The minister in Dunmore": what is in a place may be told apart by it.
        let beside = participle || is_preposition(word) && !matches!(word, "after" | "before" | "during" | "since");
        if clause || beside && self.is_modified(at - 1).unwrap_or(true) {
            return Rest::Apart;
        }
        Rest::Nothing
    }
}
