//! The facts of a sentence that also attributes something, by its tree: each clause with its subject and finite verb.
//!
//! It knows which words attributions hold, and no more of them.

use std::collections::HashSet;
use std::ops::Range;
use std::sync::LazyLock;

use crate::lang::tag::Tag;
use crate::lexicon::entries;
use crate::syntax::relation::Relation;
use crate::syntax::trees::Trees;
use crate::text::{Document, TokenKind};

/// Words that open a side clause which is asserted: "as", "after". What stands behind "if" or "before" is not.
static ASSERTING: LazyLock<HashSet<&str>> =
    LazyLock::new(|| entries(include_str!("../lists/asserting_subordinators.txt")).collect());

/// A sentence with its tree, and with the words that attributions hold.
pub(super) struct SplitSentence<'s> {
    pub document: &'s Document<'s>,
    pub trees: &'s Trees,
    pub tokens: Range<usize>,
    /// By token of the document.
    pub held: &'s [bool],
}

impl SplitSentence<'_> {
    /// Finds the facts, each as runs of tokens in text order.
    ///
    /// **Finds** main clauses that no attribution holds, with what they hold themselves, attributions in them included;
    /// further predicates of somebody who is quoted ("Holt said so and *left*"), side clauses that are asserted ("as
    /// the crowd *gathered*") and relative clauses beside an attribution ("Holt, who *owns* the mill"), each with the
    /// words of its subject.
    /// **Leaves** to the neighbouring claims what has no subject and finite verb of its own, what is conditional, and
    /// the stump of a clause whose complement an attribution holds.
    pub(super) fn facts(&self) -> Vec<Vec<Range<usize>>> {
        let heads: Vec<usize> = self.tokens.clone().filter(|&token| self.is_asserted(token)).collect();
        let facts = heads.iter().filter_map(|&head| self.fact(head, &heads));
        facts.collect()
    }

    /// Returns whether a run of tokens is a clause that hangs on words outside of it: "whose boat sank", "if it rains".
    pub(super) fn is_dependent(&self, run: Range<usize>) -> bool {
        if self.joins_on(run.start) {
            return true;
        }
        let top = |token: &usize| !self.trees.head(*token).is_some_and(|head| run.contains(&head));
        let mut tops = run.clone().filter(top).filter(|&token| self.trees.is_finite(token)).peekable();
        tops.peek().is_some()
            && tops.all(|token| match self.trees.relation(token) {
                Relation::RelativeClause | Relation::NounClause => true,
                Relation::AdverbialClause => !self.is_asserting_clause(token),
                _ => false,
            })
    }

    /// Returns whether a word joins a clause to a noun before it.
    fn joins_on(&self, token: usize) -> bool {
        matches!(self.document.word(token), "who" | "whose" | "whom" | "which")
    }

    fn word(&self, token: usize) -> String {
        self.document.word(token).to_lowercase()
    }

    fn is_held(&self, token: usize) -> bool {
        self.held.get(token).copied().unwrap_or(false)
    }

    /// Returns whether a token is the predicate of a clause that is asserted by itself.
    fn is_asserted(&self, token: usize) -> bool {
        if self.is_held(token) || !self.trees.is_finite(token) {
            return false;
        }
        let beside = self.trees.head(token).is_some_and(|head| self.is_held(head));
        match self.trees.relation(token) {
            Relation::Root => true,
            Relation::Conjunct | Relation::Parataxis => beside || self.trees.subject(token).is_some(),
            Relation::AdverbialClause if beside => self.is_asserting_clause(token),
            Relation::RelativeClause => beside && self.relative_pronoun(token).is_some(),
            // "Editor's note: the account was changed": what stands above it is no clause.
            _ => self.trees.subject(token).is_some() && self.is_topmost(token),
        }
    }

    /// Returns whether nothing above a predicate is a clause, or is held.
    fn is_topmost(&self, token: usize) -> bool {
        let mut above = self.trees.upwards(token).skip(1);
        above.all(|word| !self.is_held(word) && !self.trees.is_finite(word))
    }

    fn is_asserting_clause(&self, token: usize) -> bool {
        let marker = |relation| self.trees.child(token, &[relation]);
        let opens = marker(Relation::Marker).or_else(|| marker(Relation::Adverb));
        self.trees.subject(token).is_some() && opens.is_some_and(|word| ASSERTING.contains(self.word(word).as_str()))
    }

    /// Returns the subject of a relative clause where that is what joins it on.
    fn relative_pronoun(&self, token: usize) -> Option<usize> {
        let subject = self.trees.subject(token)?;
        matches!(self.word(subject).as_str(), "who" | "which" | "that").then_some(subject)
    }

    /// Returns the noun that a relative pronoun stands for: of "the crews of Halden, who", the first one.
    fn antecedent(&self, noun: usize, pronoun: usize) -> usize {
        let is_of = self.trees.child(noun, &[Relation::Case]).is_some_and(|case| self.word(case) == "of");
        let whole = self.trees.head(noun).filter(|_| is_of && self.trees.relation(noun) == Relation::NounModifier);
        let is_noun = |whole: &usize| matches!(self.trees.word(*whole).tag, Tag::Noun | Tag::Name);
        whole.filter(|whole| is_noun(whole) && self.word(pronoun) == "who").unwrap_or(noun)
    }

    fn fact(&self, head: usize, heads: &[usize]) -> Option<Vec<Range<usize>>> {
        // What is said, thought or asked is the attribution's; without it this clause is a stump.
        if self.trees.with(head, &[Relation::ClauseComplement]).any(|complement| self.is_held(complement)) {
            return None;
        }
        let mut words = self.trees.below(head, |word| {
            let relation = self.trees.relation(word);
            let apart = matches!(relation, Relation::Conjunct | Relation::Parataxis);
            heads.contains(&word) || (apart && self.is_held(word) && self.trees.is_finite(word))
        });
        match self.trees.relation(head) {
            Relation::RelativeClause => {
                let pronoun = self.relative_pronoun(head)?;
                words.retain(|&word| word != pronoun);
                words.extend(self.noun_phrase(self.antecedent(self.trees.head(head)?, pronoun)));
            }
            _ if self.trees.subject(head).is_none() => {
                words.extend(self.subject_phrase(self.shared_subject(head)?));
                // "Holt | [and] left"
                words.retain(|&word| !self.joins(head, word));
            }
            _ => {}
        }
        words.sort_unstable();
        words.dedup();
        self.without_openers(head, &mut words);
        // "Whose boat sank" is no sentence, however the tree hangs it.
        if words.first().is_some_and(|&first| self.joins_on(first)) {
            return None;
        }
        let own = words.iter().filter(|&&word| !self.is_held(word) && self.is_word(word)).count();
        (own >= super::LEAST_WORDS).then(|| self.runs(&words))
    }

    /// Returns the subject that a further predicate shares: that of the nearest predicate before it which it is joined
    /// to. There is none where a clause of another sort with a subject of its own stands between: who acts is not sure.
    fn shared_subject(&self, head: usize) -> Option<usize> {
        const CLAUSES: [Relation; 2] = [Relation::ClauseComplement, Relation::AdverbialClause];
        let first = self.trees.head(head)?;
        let joined = self.trees.with(first, &[Relation::Conjunct]).filter(|&other| other < head);
        let nearest = joined.filter(|&other| self.trees.subject(other).is_some()).last().unwrap_or(first);
        let parted = (nearest + 1..head).any(|word| {
            !self.is_held(word)
                && CLAUSES.contains(&self.trees.relation(word))
                && self.trees.is_finite(word)
                && self.trees.subject(word).is_some()
        });
        self.trees.subject(nearest).filter(|&subject| !parted && self.agrees(subject, head))
    }

    /// Returns whether a word joins a clause on: "and", "but"; "as", "while" where the clause is a side clause.
    fn joins(&self, head: usize, word: usize) -> bool {
        let relation = self.trees.relation(word);
        let opens = relation == Relation::Conjunction && word < head
            || (relation == Relation::Marker || relation == Relation::Adverb)
                && self.trees.relation(head) == Relation::AdverbialClause
                && ASSERTING.contains(self.word(word).as_str());
        self.trees.head(word) == Some(head) && opens
    }

    /// Leaves out what joins the clause on, with the adverbs before it: "even as".
    fn without_openers(&self, head: usize, words: &mut Vec<usize>) {
        let light = |&&word: &&usize| {
            !self.is_word(word) || self.joins(head, word) || self.trees.relation(word) == Relation::Adverb
        };
        let opening = words.iter().take_while(light).count();
        let behind = words[..opening].iter().rposition(|&word| self.joins(head, word)).map_or(0, |last| last + 1);
        words.drain(..behind);
        while words.first().is_some_and(|&word| !self.is_word(word)) {
            words.remove(0);
        }
    }

    /// Returns a noun and the words before and behind it that name it; no further clause, apposition or conjunct, but
    /// those of the nouns that hang from it: "the mayors of Halden and Tolver".
    fn noun_phrase(&self, noun: usize) -> Vec<usize> {
        self.trees.below(noun, |word| match self.trees.relation(word) {
            Relation::RelativeClause | Relation::Apposition | Relation::Parataxis | Relation::Punctuation => true,
            Relation::NounClause | Relation::Conjunct | Relation::Conjunction | Relation::Case => {
                self.trees.head(word) == Some(noun)
            }
            _ => false,
        })
    }

    /// Returns the words of a subject, those of "Holt and Reil" with both.
    fn subject_phrase(&self, subject: usize) -> Vec<usize> {
        let joined = self.trees.with(subject, &[Relation::Conjunct]).filter(|&noun| !self.trees.is_finite(noun));
        let mut words = self.noun_phrase(subject);
        for noun in joined {
            words.extend(self.trees.with(noun, &[Relation::Conjunction]));
            words.extend(self.noun_phrase(noun));
        }
        words
    }

    /// Returns whether a noun may be the subject of a predicate by their number: "the researchers | holds" cannot be.
    fn agrees(&self, subject: usize, predicate: usize) -> bool {
        const SINGULAR: [&str; 4] = ["is", "was", "has", "does"];
        let noun = self.word(subject);
        let is_joined = self.trees.child(subject, &[Relation::Conjunct]).is_some();
        let is_plural = self.trees.word(subject).tag == Tag::Noun
            && noun.ends_with('s')
            && !["ss", "us", "is", "ics"].iter().any(|ending| noun.ends_with(ending));
        let verb = self.trees.finite_helper(predicate).unwrap_or(predicate);
        let is_singular = SINGULAR.contains(&self.word(verb).as_str())
            || verb == predicate && self.word(verb).ends_with('s') && self.trees.word(verb).tag == Tag::FiniteVerb;
        !(is_singular && (is_plural || is_joined))
    }

    fn is_word(&self, token: usize) -> bool {
        matches!(self.document.tokens.at(token).kind, TokenKind::Word | TokenKind::Number | TokenKind::Link)
    }

    /// Cuts words into runs, with the punctuation that stands between two of them.
    fn runs(&self, words: &[usize]) -> Vec<Range<usize>> {
        let mut runs: Vec<Range<usize>> = Vec::new();
        for &word in words.iter().filter(|&&word| self.is_word(word)) {
            match runs.last_mut() {
                Some(last) if (last.end..word).all(|between| !self.is_word(between)) => last.end = word + 1,
                _ => runs.push(word..word + 1),
            }
        }
        // What closes at the end, or opens at the start, belongs to what is inside.
        for run in &mut runs {
            let kind = |token: usize| self.document.tokens.get(token).map(|token| token.kind);
            if self.tokens.contains(&run.end) && kind(run.end) == Some(TokenKind::QuoteClose) {
                run.end += 1;
            }
            if run.start > self.tokens.start && kind(run.start - 1) == Some(TokenKind::QuoteOpen) {
                run.start -= 1;
            }
        }
        runs
    }
}

#[cfg(test)]
mod tests {
    use crate::claim::ClaimKind;
    use crate::extract::{Method, extract_with};
    use crate::story::Metadata;

    /// The facts beside attributions, as the accurate model reads them.
    fn facts(body: &str) -> Vec<String> {
        let claims = extract_with(body, &Metadata::default(), Method::Accurate).claims;
        claims.into_iter().filter(|claim| claim.kind == ClaimKind::Fact).map(|claim| claim.content.text).collect()
    }

    #[test]
    fn a_subject_is_whole() {
        for (body, expected) in [
            (
                "Reil praised the author of that report, who left the council in May.",
                "the author of that report left the council in May",
            ),
            (
                "The mayor thanked the crews of Halden and Tolver, who worked through the night.",
                "the crews of Halden and Tolver worked through the night",
            ),
            (
                "Holt and Reil rejected the offer and will leave the council in May.",
                "Holt and Reil will leave the council in May",
            ),
            (
                "Reil likened her troubles to those of the former mayor, who left the council in May.",
                "the former mayor left the council in May",
            ),
        ] {
            assert!(facts(body).iter().any(|fact| fact == expected), "{:?}", facts(body));
        }
    }
}
