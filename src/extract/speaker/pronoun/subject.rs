//! Whom a pronoun behind its own clause means: "Nils Ahern did not sign the contract, he said."
//!
//! **Finds** the subject that opens the clause, named, or for an "it" or a "they" described ("The bank is not for sale,
//! it said"), before anybody of the paragraphs before.
//! **Leaves alone** what is interrupted behind its subject ("The nominee, he said, slept"), what somebody else has been
//! saying in the same paragraph, and judgements that the last speaker is as likely to have passed on the subject
//! ("Ahern is a fool, he said").

use super::{Answer, Owner, Scene};
use crate::claim::SpeakerKind;
use crate::extract::speaker::phrase::{Phrase, phrase};
use crate::extract::speaker::role::{is_determiner, is_preposition};
use crate::extract::speaker::source::Pronoun;
use crate::lexicon::negates_clause;

/// The most words of a description.
const DESCRIPTION: usize = 5;
/// The most tokens from a subject to the end of what a comma behind it says of it.
const APPOSITION: usize = 12;
/// How many words behind the subject its verb is looked for.
const VERB: usize = 4;

const BE: [&str; 6] = ["is", "are", "was", "were", "remains", "remained"];
const OBLIGATION: [&str; 5] = ["should", "must", "ought", "needs", "has"];

impl Scene<'_> {
    /// Finds the owner of the pronoun at token `at` in what it is said to say, where that stands before it.
    pub(super) fn of_own_clause(&self, pronoun: Pronoun, at: usize) -> Answer {
        let document = self.words.document;
        let Some(&first) = self.content.first() else { return Answer::Nothing };
        let clause = document.tokens_in(first);
        let sentence = document.tokens.at(at).sentence;
        if clause.end > at || clause.start != document.opening(sentence) || self.words.quoted(clause.start) {
            return Answer::Nothing;
        }
        let Some((owner, end)) = self.subject(pronoun, clause.start, clause.end) else { return Answer::Nothing };
        if end >= clause.end || !self.words.is_word(end) || matches!(self.words.folded(end), "and" | "or") {
            return Answer::Nothing;
        }
        let entity = match &owner {
            Owner::Entity(entity) => Some(*entity),
            Owner::Unnamed(_) => None,
        };
        let paragraph = document.sentences[sentence].paragraph;
        let others = |from: usize| {
            let known = self.sources.get(from..sentence).unwrap_or_default().iter().flatten();
            let mut fitting = known.filter(|known| !known.inner && self.fits(pronoun, known.entity, true));
            fitting.any(|known| Some(known.entity) != entity)
        };
        let of_paragraph = others(document.paragraphs[paragraph].sentences.start);
        if of_paragraph || self.judges(end, clause.end) && others(0) {
            return Answer::Unclear;
        }
        Answer::Owner(owner)
    }

    /// Reads the subject at token `start`, and where it ends.
    fn subject(&self, pronoun: Pronoun, start: usize, limit: usize) -> Option<(Owner, usize)> {
        let index = self.names.partition_point(|name| name.tokens.end <= start);
        let opens = |at: usize| at == start || at == start + 1 && is_determiner(self.words.folded(start));
        if let Some(name) = self.names.get(index).filter(|name| opens(name.whole.start) && !name.possessive) {
            let entity = self.cast.of_name[index].filter(|&entity| self.fits(pronoun, entity, false))?;
            return Some((Owner::Entity(entity), self.behind_apposition(name.tokens.end, limit)));
        }
        let wanted = match pronoun {
            Pronoun::It => SpeakerKind::Organization,
            Pronoun::They => SpeakerKind::Group,
            Pronoun::He | Pronoun::She => return None,
        };
        let is_of = |phrase: &Phrase| phrase.kind == wanted && phrase.definite;
        let plain = |at: usize| {
            let word = self.words.folded(at);
            self.words.is_word(at) && !is_preposition(word) && !is_determiner(word)
        };
        if !is_determiner(self.words.folded(start)) {
            return None;
        }
        let words = (start + 1..limit.min(start + 1 + DESCRIPTION)).take_while(|&at| plain(at));
        let (end, found) = words
            .filter_map(|at| phrase(self.words, start..at + 1).filter(is_of).map(|phrase| (at + 1, phrase)))
            .next()?;
        if self.words.possessive(end) {
            return None;
        }
        let known = self.cast.described(self.words, &found, self.words.span(start).start);
        let owner = known.map_or_else(|| Owner::Unnamed(Box::new(found)), Owner::Entity);
        Some((owner, end))
    }

    /// Skips what stands between commas behind a subject: "Nils Ahern, the owner, did not".
    fn behind_apposition(&self, end: usize, limit: usize) -> usize {
        let close = (end + 1..limit.min(end + APPOSITION)).find(|&at| self.words.is_comma(at));
        close.filter(|_| self.words.is_comma(end)).map_or(end, |close| close + 1)
    }

    /// Returns whether the words behind a subject say what it is or ought to do.
    fn judges(&self, from: usize, limit: usize) -> bool {
        let verbs = from..limit.min(from + VERB);
        if (from..limit).any(|at| negates_clause(self.words.folded(at))) {
            return false;
        }
        verbs.clone().any(|at| OBLIGATION.contains(&self.words.folded(at)) && self.obliges(at))
            || verbs.clone().any(|at| {
                let next = self.words.folded(at + 1);
                let acts = next.ends_with("ing") || next.ends_with("ed") || is_preposition(next);
                BE.contains(&self.words.folded(at)) && !acts
            })
    }

    /// "should", "has to".
    fn obliges(&self, at: usize) -> bool {
        let perfect = self.words.folded(at) == "has";
        !perfect || self.words.folded(at + 1) == "to"
    }
}

#[cfg(test)]
mod tests {
    use crate::extract::{Method, extract_with};
    use crate::story::Metadata;

    /// Checks who says the last claim of a body, `-` for nobody.
    #[track_caller]
    fn check(body: &str, expected: &str) {
        let extraction = extract_with(body, &Metadata::default(), Method::Rules);
        let last = extraction.claims.last().and_then(|claim| extraction.speaker_of(claim));
        assert_eq!(last.map_or("-", |speaker| speaker.name.as_str()), expected, "{body}");
    }

    #[test]
    fn a_clause_before_the_pronoun_names_its_owner() {
        check("Daniel Orme never opened the valve, he said on Monday.", "Daniel Orme");
        check("Rita Sand said the pier was shut.\n\nClara Bloom will sell the boat, she told the crew.", "Clara Bloom");
        check("Rita Sand said the pier was shut.\n\nClara Bloom did not, she said, sell the boat.", "Clara Bloom");
        check("Daniel Orme, the warden, has not read the log, he said.", "Daniel Orme");
        check("The company does not sell boats, it said in a statement.", "company");
    }

    #[test]
    fn it_does_not_where_another_speaks() {
        // In one paragraph both may be meant, and a judgement is as likely the last speaker's.
        check("Rita Sand said the pier was shut. Clara Bloom will sell the boat, she said.", "-");
        check("Rita Sand said the pier was shut.\n\nClara Bloom is a liar, she said.", "-");
        check("Rita Sand said the pier was shut.\n\nClara Bloom should resign, she said.", "-");
        // What is interrupted behind its subject is said of it.
        check("Rita Sand spoke in Tarn.\n\nClara Bloom, she said, slept.", "Rita Sand");
        // A gender that does not fit.
        check("Rita Sand said the pier was shut.\n\nDaniel Orme will sell the boat, she said.", "Rita Sand");
        check("Clara Bloom never met the buyer, her lawyer said.", "lawyer");
    }
}
