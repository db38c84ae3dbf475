//! Attributions fitted to the trees of their sentences: a source is a whole noun phrase, and a content begins and ends
//! where its clause does.
//!
//! **Finds** a source that is a part of who speaks ("a critic of *the firm* said"), a content that runs on into the
//! clause around its cue ("the truce that Holt claimed *he could reach has failed*"), and one that ends with a word
//! which belongs to what follows ("*the bridge was safe, with* …").
//! **Leaves alone** words in quotation marks, and whatever another attribution holds.
//! **Known misses**: whatever the tree has wrong.
//!
//! It moves edges; it never makes an attribution, and never drops one.

use std::ops::Range;

use crate::claim::{ClaimKind, Span};
use crate::syntax::relation::Relation;
use crate::syntax::tag::Tag;
use crate::syntax::trees::Trees;

use super::words::{Class, ClassedWords, DASHES};
use super::{Attribution, block};

/// What stands within a noun phrase without being its head.
const IN_PHRASE: [Relation; 8] = [
    Relation::NounModifier,
    Relation::BareNounModifier,
    Relation::Possessive,
    Relation::Compound,
    Relation::Description,
    Relation::Adjective,
    Relation::Flat,
    Relation::Conjunct,
];

/// Clauses that hang on a word of another clause, without being what that one says.
const SIDE_CLAUSES: [Relation; 3] = [Relation::RelativeClause, Relation::NounClause, Relation::AdverbialClause];

/// Fits the sources and contents of all attributions to the trees.
pub(super) fn fit(words: &ClassedWords, trees: &Trees, all: &mut [Attribution]) {
    let mut taken = vec![false; words.document.tokens.len()];
    for span in all.iter().flat_map(|one| one.content.iter().chain(&one.cue)) {
        taken[words.document.tokens_in(*span)].fill(true);
    }
    let fitter = Fitter { words, trees, taken };
    for one in all {
        if let Some(source) = fitter.whole_source(one) {
            one.source = vec![source];
        }
        if one.kind != ClaimKind::Quote {
            fitter.fit_content(one);
        }
    }
}

struct Fitter<'f, 'd> {
    words: &'f ClassedWords<'d>,
    trees: &'f Trees,
    /// By token: whether it is a part of any attribution's content or cue.
    taken: Vec<bool>,
}

impl Fitter<'_, '_> {
    fn tokens(&self, spans: &[Span]) -> Vec<usize> {
        spans.iter().flat_map(|&span| self.words.document.tokens_in(span)).collect()
    }

    /// Returns the noun phrase that a source is a part of, where that speaks.
    fn whole_source(&self, one: &Attribution) -> Option<Span> {
        let [source] = one.source[..] else { return None };
        let source = self.words.document.tokens_in(source);
        let cue = self.tokens(&one.cue);
        let noun = self.subject(&cue, &source).or_else(|| self.named_by_cue(&cue, &source))?;
        let phrase = self.phrase(noun, &source);
        let whole = phrase.start.min(source.start)..phrase.end.max(source.end);
        let free = |token: usize| {
            source.contains(&token)
                || !self.taken[token]
                    && !self.words.in_quotation(token)
                    && !self.words.any(token, &DASHES)
                    && !self.words.is(token, "-")
                    && self.is_below(token, noun)
        };
        (whole != source && whole.clone().all(free)).then(|| self.words.span(whole)).flatten()
    }

    /// Returns the subject of a cue, where the source is a part of it.
    fn subject(&self, cue: &[usize], source: &Range<usize>) -> Option<usize> {
        const SHARING: [Relation; 3] = [Relation::Conjunct, Relation::OpenClause, Relation::AdverbialClause];
        let up = |&verb: &usize| self.trees.head(verb).filter(|_| SHARING.contains(&self.trees.relation(verb)));
        let verbs = std::iter::successors(self.trees.top(cue), up);
        let subject = |verb| self.trees.child(verb, &[Relation::Subject, Relation::PassiveSubject]);
        let noun = verbs.into_iter().find_map(subject)?;
        let fits = !self.words.has_class(noun, &[Class::Relative]) && !cue.contains(&noun) && !self.tells(noun);
        (fits && source.clone().all(|token| self.is_below(token, noun))).then_some(noun)
    }

    /// Returns the noun that "according to" or "by" stands before, where the source is a part of its phrase.
    fn named_by_cue(&self, cue: &[usize], source: &Range<usize>) -> Option<usize> {
        let source: Vec<usize> = source.clone().collect();
        let top = self.trees.top(&source)?;
        let up = |&noun: &usize| self.trees.head(noun).filter(|_| IN_PHRASE.contains(&self.trees.relation(noun)));
        let noun = std::iter::successors(Some(top), up).last()?;
        let case = self.trees.with(noun, &[Relation::Case]).any(|case| cue.contains(&case));
        (case && !cue.contains(&noun)).then_some(noun)
    }

    /// Returns whether a noun is no speaker but somebody's words: "a statement from the board said".
    fn tells(&self, noun: usize) -> bool {
        block::is_statement(self.words.lower(noun))
    }

    /// Returns the words before and behind a noun that name it. A clause about it is left out, unless the source
    /// stands in it: "the man who shot *Ina Rolle*".
    fn phrase(&self, noun: usize, source: &Range<usize>) -> Range<usize> {
        let clause = |word: usize| {
            matches!(
                self.trees.relation(word),
                Relation::RelativeClause
                    | Relation::NounClause
                    | Relation::AdverbialClause
                    | Relation::Apposition
                    | Relation::Parataxis
                    | Relation::Conjunct
                    | Relation::Conjunction
                    | Relation::Punctuation
            ) && !source.clone().any(|token| self.is_below(token, word))
                || self.trees.relation(word) == Relation::Case && self.trees.head(word) == Some(noun)
        };
        let below = self.trees.below(noun, clause);
        // "Later the mayor": an adverb is none of his; "not everyone" is nobody.
        let light = |&&word: &&usize| self.words.has_class(word, &[Class::Adverb]) && !self.words.is(word, "not");
        let first = below.iter().find(|word| !light(word)).copied().unwrap_or(noun);
        first..below.last().map_or(noun, |last| last + 1).max(first)
    }

    fn is_below(&self, token: usize, word: usize) -> bool {
        self.trees.upwards(token).any(|above| above == word)
    }

    fn fit_content(&self, one: &mut Attribution) {
        let inside = self.tokens(&one.content);
        let runs: Vec<Range<usize>> = one.content.iter().map(|&span| self.words.document.tokens_in(span)).collect();
        let side = self.side_clause(&self.tokens(&one.cue), &inside);
        let mut fitted: Vec<Range<usize>> = match side {
            Some((clause, said)) => runs.into_iter().filter_map(|run| self.within_clause(clause, said, run)).collect(),
            None => runs,
        };
        if let Some(last) = fitted.last_mut() {
            last.end = self.without_openers(&inside, last.clone());
            last.end = self.with_noun(last.clone());
        }
        let fitted: Vec<Span> = fitted.into_iter().filter_map(|run| self.words.span(run)).collect();
        if !fitted.is_empty() {
            one.content = fitted;
        }
    }

    /// Returns the clause around a cue, and the head of what is said there, where that clause only hangs on another one
    /// of which the content has words: "the truce that Holt *claimed* he could *reach* has failed".
    fn side_clause(&self, cue: &[usize], inside: &[usize]) -> Option<(usize, usize)> {
        const SAID: [Relation; 2] = [Relation::ClauseComplement, Relation::OpenClause];
        let verb = self.trees.top(cue)?;
        let said = self.trees.with(verb, &SAID).find(|said| inside.contains(said))?;
        let mut clauses = self.trees.upwards(verb).filter(|&word| SIDE_CLAUSES.contains(&self.trees.relation(word)));
        let clause = clauses.find(|&word| self.trees.head(word).is_some_and(|head| self.is_around(head, inside)))?;
        Some((clause, said))
    }

    /// Returns whether a clause that a word stands in is a part of a content.
    fn is_around(&self, word: usize, inside: &[usize]) -> bool {
        self.trees.upwards(word).any(|above| inside.contains(&above) && self.trees.is_finite(above))
    }

    /// Cuts off a run of content what follows the clause that it is said in; `None` for one of another clause.
    fn within_clause(&self, clause: usize, said: usize, run: Range<usize>) -> Option<Range<usize>> {
        let other = |token: &usize| {
            self.words.is_word(*token) && !self.words.in_quotation(*token) && !self.is_below(*token, clause)
        };
        match run.clone().find(other) {
            Some(end) if end > said && run.contains(&said) => Some(run.start..end),
            Some(first) if first == run.start && !run.contains(&said) => None,
            _ => Some(run),
        }
    }

    /// Returns the end of a content of which only the words before a noun were found, with that noun: "cannot support |
    /// the *levy*".
    fn with_noun(&self, content: Range<usize>) -> usize {
        const REACH: usize = 6;
        let before = [Relation::Determiner, Relation::Possessive, Relation::Adjective, Relation::Compound];
        let noun = self.trees.head(content.start).filter(|&noun| noun >= content.end && noun < content.end + REACH);
        let Some(noun) = noun else { return content.end };
        let opens = |token: usize| before.contains(&self.trees.relation(token)) && self.trees.head(token) == Some(noun);
        let free = |token: usize| !self.taken[token] && !self.words.in_quotation(token);
        if content.clone().all(opens) && (content.end..noun + 1).all(free) { noun + 1 } else { content.end }
    }

    /// Returns the end of a content without the words that open what follows it: ", with", "and", "but".
    fn without_openers(&self, inside: &[usize], content: Range<usize>) -> usize {
        let opens = |token: usize| {
            let behind = self.trees.head(token).is_some_and(|head| head > token && !inside.contains(&head));
            let joins = matches!(
                self.trees.relation(token),
                Relation::Conjunction | Relation::Case | Relation::Marker | Relation::Determiner
            );
            let conjunction = self.trees.word(token).tag == Tag::Conjunction;
            !self.words.in_quotation(token) && (behind && joins || conjunction)
        };
        let mut end = content.end;
        while end > content.start + 1 && self.words.is_word(end - 1) && opens(end - 1) {
            end -= 1;
            while end > content.start + 1 && self.words.is(end - 1, ",") {
                end -= 1;
            }
        }
        end
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::claim::Rule;
    use crate::syntax::ParsedWord;
    use crate::text::parse;

    /// Fits one statement in a sentence whose words hang together as `tree` says, a head (from 1, 0 for none), relation
    /// and tag for each token; returns its source and content.
    fn fitted(body: &str, source: &str, cue: &str, content: &[&str], tree: &[(usize, &str, Tag)]) -> (String, String) {
        let document = parse(body);
        let span = |words: &&str| {
            let start = body.find(*words).expect("the words stand in the body");
            Span::new(start, start + words.len())
        };
        let word = |&(head, relation, tag): &(usize, &str, Tag)| ParsedWord {
            head: head.checked_sub(1),
            relation: Relation::from_name(relation),
            tag,
            inflected: false,
        };
        assert_eq!(tree.len(), document.tokens.len(), "{body}");
        let mut all = [Attribution {
            kind: ClaimKind::Statement,
            content: content.iter().map(span).collect(),
            cue: vec![span(&cue)],
            source: vec![span(&source)],
            continues: None,
            confidence: 0.5,
            rule: Rule::Tagged,
        }];
        fit(&ClassedWords::new(&document), &Trees::new(tree.iter().map(word).collect()), &mut all);
        let join = |spans: &[Span]| spans.iter().map(|span| span.of(body)).collect::<Vec<_>>().join(" | ");
        (join(&all[0].source), join(&all[0].content))
    }

    #[test]
    fn a_source_is_a_whole_noun_phrase() {
        let tree = [
            (2, "det", Tag::Determiner),
            (6, "nsubj", Tag::Noun),
            (5, "case", Tag::Adposition),
            (5, "det", Tag::Determiner),
            (2, "nmod", Tag::Noun),
            (0, "root", Tag::FiniteVerb),
            (8, "nsubj", Tag::Pronoun),
            (6, "ccomp", Tag::FiniteVerb),
        ];
        let whole = |body: &str, source: &str| fitted(body, source, "said", &["it closed"], &tree).0;
        assert_eq!(whole("A critic of the firm said it closed", "the firm"), "A critic of the firm");
        assert_eq!(whole("A critic of the firm said it closed", "A critic"), "A critic of the firm");
        // What the board says in a statement is the board's.
        assert_eq!(whole("A statement of the board said it closed", "the board"), "the board");
    }

    #[test]
    fn a_content_ends_with_the_clause_that_it_is_said_in() {
        let tree = [
            (2, "det", Tag::Determiner),
            (9, "nsubj", Tag::Noun),
            (5, "mark", Tag::Subordinator),
            (5, "nsubj", Tag::Name),
            (2, "acl:relcl", Tag::FiniteVerb),
            (7, "nsubj", Tag::Pronoun),
            (5, "ccomp", Tag::FiniteVerb),
            (9, "aux", Tag::FiniteAuxiliary),
            (0, "root", Tag::PastParticiple),
        ];
        let body = "The truce that Holt claimed he reached has failed";
        for content in [&["The truce", "he reached has failed"][..], &["he reached has failed"], &["he reached"]] {
            assert_eq!(fitted(body, "Holt", "claimed", content, &tree).1, "he reached", "{content:?}");
        }
    }

    #[test]
    fn a_content_leaves_what_opens_the_next_words() {
        let tree = [
            (2, "nsubj", Tag::Name),
            (0, "root", Tag::FiniteVerb),
            (4, "nsubj", Tag::Pronoun),
            (2, "ccomp", Tag::FiniteVerb),
            (6, "case", Tag::Adposition),
            (4, "obl", Tag::Noun),
        ];
        let body = "Holt said it closed with losses";
        assert_eq!(fitted(body, "Holt", "said", &["it closed with"], &tree).1, "it closed");
        assert_eq!(fitted(body, "Holt", "said", &["it closed with losses"], &tree).1, "it closed with losses");
    }
}
