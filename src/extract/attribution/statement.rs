//! What is reported in the outlet's words: "X said that …", "…, X said", "according to X", "X rejected …".
//!
//! It takes a sentence at a time, and leaves alone what `quote` has found there. A claim inside a claim is left inside.

use std::ops::Range;

use crate::claim::{ClaimKind, Rule, Span};

use super::cue::{self, Cue};
use super::words::{Class, ClassedWords};
use super::{Attribution, source};

/// How far behind a cue its "that" may stand, in tokens: "told reporters in Halden on Monday that".
const THAT_REACH: usize = 14;

/// Adds the statements of all sentences to the quotations found before.
pub(super) fn statements(words: &ClassedWords, quotes: Vec<Attribution>) -> Vec<Attribution> {
    let document = words.document;
    let mut taken = vec![false; document.tokens.len()];
    // The last source named up to each token, for "adding that …" behind a quotation.
    let mut all = quotes;
    for attribution in &all {
        for span in attribution.spans() {
            taken[document.tokens_in(span)].fill(true);
        }
    }
    let mut quote_cues: Vec<(usize, Vec<Span>)> = all
        .iter()
        .filter_map(|quote| Some((document.tokens_in(*quote.cue.first()?).start, quote.source.clone())))
        .collect();
    quote_cues.sort();
    for (index, sentence) in document.sentences.iter().enumerate() {
        let first = document.opening(index);
        let last = sentence.tokens.end;
        let mut reader = StatementFinder { words, first, last, taken: &mut taken, found: Vec::new() };
        reader.around();
        reader.left_to_right(&quote_cues);
        all.append(&mut reader.found);
    }
    all
}

struct StatementFinder<'w, 'd> {
    words: &'w ClassedWords<'d>,
    first: usize,
    last: usize,
    /// Tokens that an attribution holds already.
    taken: &'w mut [bool],
    found: Vec<Attribution>,
}

impl StatementFinder<'_, '_> {
    /// Cues that stand behind or within what they attribute: "…, X said", "…, according to X".
    fn around(&mut self) {
        for at in self.first..self.last {
            if self.taken[at] || self.words.in_quotation(at) {
                continue;
            }
            if self.words.is(at, "according") && self.words.is(at + 1, "to") {
                self.according_to(at);
            } else if self.words.cue(at).is_some_and(|class| class.speech) {
                self.trailing(at);
            }
        }
    }

    fn according_to(&mut self, at: usize) {
        let opens = self.only_lightly_before(at);
        let find = if opens { source::behind_opening } else { source::behind };
        let Some(source) = find(self.words, at + 2, self.last) else { return };
        let content = if opens {
            (source.end..self.last, None)
        } else {
            // Behind the source the sentence may go on: "The plan, according to X, would fail."
            (self.first..at, self.rest_behind(source.end))
        };
        self.add(content, at..at + 2, Some(source), Rule::AccordingTo, 0.9);
    }

    /// Nothing but conjunctions and adverbs stands before.
    fn only_lightly_before(&self, at: usize) -> bool {
        (self.first..at).all(|token| {
            self.words.has_class(token, &[Class::Conjunction, Class::Adverb]) || !self.words.is_word(token)
        })
    }

    fn trailing(&mut self, verb: usize) {
        let Some(found) = cue::cue_at(self.words, verb, self.first) else { return };
        if found.gerund || found.tokens.start == self.first {
            return;
        }
        // ", said Holt" is common; ", declared bankruptcy" is no attribution, and ", the mayor, told the Echo" has its
        // subject before it.
        let inverted = self.words.is(found.tokens.start - 1, ",")
            && self.words.any(verb, &["said", "says", "added", "adds", "wrote", "writes", "reported", "reports"]);
        // "…, said Holt, who led the survey": what looks like a clause behind the verb is its subject. "…, said Holt
        // had left" has one.
        let ends_well = |source: &Range<usize>| {
            let next = source.end;
            let adjunct = self.words.has_class(next, &[Class::Preposition, Class::Day]) && !self.words.is(next, "to");
            next >= self.last || !self.words.is_word(next) || adjunct && self.words.is_name(next - 1)
        };
        let behind = inverted.then(|| source::behind(self.words, verb + 1, self.last)).flatten().filter(ends_well);
        if behind.is_none() && self.complement(&found).is_some() {
            return;
        }
        let (source, mark) = match behind {
            Some(source) => (source, found.tokens.start - 1),
            None => match source::before(self.words, self.first, found.tokens.start) {
                Some(source) if source.start > self.first => (source.clone(), source.start - 1),
                _ => return,
            },
        };
        if !self.words.any(mark, &[",", "—", "–", "--", ";"]) || mark <= self.first + 1 {
            return;
        }
        let content = (self.first..mark, self.rest_behind(source.end.max(found.tokens.end)));
        self.add(content, found.tokens, Some(source), Rule::TrailingCue, 0.9);
    }

    /// What an interrupted sentence continues with behind source and cue: "The plan, X said, would fail."
    fn rest_behind(&self, comma: usize) -> Option<Range<usize>> {
        let goes_on = self.words.is(comma, ",") && self.last - comma > 3 && self.goes_on(comma + 1);
        goes_on.then(|| comma + 1..self.last)
    }

    /// Returns whether an interrupted sentence continues at `token`, rather than a new clause or an afterthought
    /// starting there.
    fn goes_on(&self, token: usize) -> bool {
        let opens = self
            .words
            .has_class(token, &[Class::Conjunction, Class::Subordinator, Class::Relative, Class::Preposition]);
        !opens && !self.words.lower(token).ends_with("ing") && !self.words.in_quotation(token)
    }

    /// Cues that stand before what they attribute: "X said that …", "X vowed to …", "X rejected …".
    fn left_to_right(&mut self, quote_cues: &[(usize, Vec<Span>)]) {
        let mut at = self.first;
        while at < self.last {
            at = match self.leading(at, quote_cues) {
                Some(next) => next.max(at + 1),
                None => at + 1,
            };
        }
    }

    /// Reads an attribution whose verb is at `verb`; returns the token behind it.
    fn leading(&mut self, verb: usize, quote_cues: &[(usize, Vec<Span>)]) -> Option<usize> {
        if self.taken[verb] || self.words.in_quotation(verb) || self.words.is(verb, "according") {
            return None;
        }
        let found = cue::cue_at(self.words, verb, self.first)?;
        // "an official, who asked not to be named, said": what a relative clause says is seldom what the sentence
        // reports.
        let relative =
            found.tokens.start > self.first && self.words.has_class(found.tokens.start - 1, &[Class::Relative]);
        if relative && !self.words.is(found.tokens.end, "that") {
            return None;
        }
        let (content, rule, confidence) = self.complement(&found)?;
        let source = if found.gerund {
            None
        } else {
            let source = source::before(self.words, self.first, found.tokens.start)?;
            // A subject that lies inside another claim speaks there; one that has just spoken may go on.
            let spoke = |spans: &[Span]| self.words.span(source.clone()).is_some_and(|span| spans.contains(&span));
            let held = self.taken[source.clone()].iter().all(|&taken| taken);
            if held && !self.found.iter().any(|attribution| spoke(&attribution.source)) {
                return None;
            }
            Some(source)
        };
        let end = content.end;
        let before = self.found.len();
        self.add((content, None), found.tokens.clone(), source, rule, confidence);
        if found.gerund && self.found.len() > before {
            let spans = self.source_of_clause(found.tokens.start, before, quote_cues);
            match spans {
                Some(spans) => self.found[before].source = spans,
                None => {
                    self.found.truncate(before);
                    return None;
                }
            }
        }
        (self.found.len() > before).then_some(end)
    }

    /// The source of the clause that a gerund hangs on: that of the attribution before it, or the sentence's subject.
    fn source_of_clause(&self, at: usize, before: usize, quote_cues: &[(usize, Vec<Span>)]) -> Option<Vec<Span>> {
        let within = quote_cues.partition_point(|(cue, _)| *cue < at);
        let quoted =
            quote_cues[..within].last().filter(|(cue, _)| *cue >= self.first).map(|(_, source)| source.clone());
        let stated = self.found[..before].last().map(|attribution| attribution.source.clone());
        let named = quoted.or(stated).filter(|source| !source.is_empty());
        named.or_else(|| {
            let subject = source::clause_subject(self.words, self.first, at)?;
            Some(vec![self.words.span(subject)?])
        })
    }

    /// Finds what a cue attributes behind it, with the rule and its confidence.
    fn complement(&self, cue: &Cue) -> Option<(Range<usize>, Rule, f64)> {
        let words = self.words;
        let behind = cue.tokens.end;
        if behind >= self.last {
            return None;
        }
        if cue.class.clause
            && let Some(that) = self.opening(cue, behind)
        {
            return Some((that..self.clause_end(that), Rule::SaidThat, 0.9));
        }
        if cue.class.infinitive && words.is(behind, "to") && words.is_word(behind + 1) {
            return Some((behind..self.object_end(behind), Rule::SaidThat, 0.7));
        }
        if cue.class.speech {
            if cue.gerund && !words.has_class(behind, &[Class::Pronoun, Class::Determiner]) && !words.is_name(behind) {
                return None;
            }
            let start = self.bare_clause(cue, behind)?;
            return Some((start..self.clause_end(start), Rule::SaidThat, 0.8));
        }
        if cue.class.object && !cue.gerund {
            let opens = words.is_name(behind)
                || words.has_class(behind, &[Class::Determiner, Class::Pronoun])
                || words.class(behind).is_none() && (words.is_word(behind) || words.in_quotation(behind + 1));
            let end = self.object_end(behind);
            let enough = (behind..end).filter(|&token| words.is_word(token)).count() >= 2;
            return (opens && enough).then_some((behind..end, Rule::SaidThat, 0.6));
        }
        None
    }

    /// Finds the "that", "whether" or "how" that opens the clause, behind an addressee and adjuncts.
    fn opening(&self, cue: &Cue, behind: usize) -> Option<usize> {
        let words = self.words;
        let wh = |token| words.any(token, &["whether", "how", "why", "what", "if", "who", "where", "when"]);
        let asks = words.any(
            cue.verb,
            &["asked", "asks", "ask", "asking", "wondered", "explained", "explains", "told", "said", "know", "knows"],
        );
        if words.is(behind, "that") && !self.is_demonstrative(behind)
            || wh(behind) && (asks || words.any(behind, &["whether", "how"]))
        {
            return Some(behind);
        }
        let end = self.last.min(behind + THAT_REACH);
        for token in behind..end {
            if words.in_quotation(token) || words.any(token, &[":", ";", "and", "but"]) {
                return None;
            }
            // A comma is passed only where an adjunct ends: "said on Friday, in his last speech, that".
            if token > behind && words.cue(token).is_some_and(|class| class.speech) {
                return None;
            }
            if words.is(token, "that") && token > behind {
                let adjunct = words.has_class(behind, &[Class::Preposition, Class::Day])
                    || takes_addressee(words.lower(cue.verb))
                    || words.any(behind, &[",", "last", "earlier", "here"]);
                return adjunct.then_some(token);
            }
        }
        None
    }

    /// "said that day": a determiner, no conjunction.
    fn is_demonstrative(&self, token: usize) -> bool {
        self.words.any(token + 1, &["day", "night", "week", "month", "year", "morning", "evening", "much", "way"])
    }

    /// Finds where a clause without "that" starts, behind an addressee and adjuncts.
    fn bare_clause(&self, cue: &Cue, behind: usize) -> Option<usize> {
        let words = self.words;
        let mut start = behind;
        if takes_addressee(words.lower(cue.verb)) {
            // "told the council the plan was dead": the second noun phrase opens the clause.
            let second = (behind + 1..self.last.min(behind + 8)).find(|&token| self.opens_clause(token));
            return second.filter(|&token| !words.is(token - 1, ","));
        }
        while words.has_class(start, &[Class::Day]) || words.any(start, &["morning", "evening", "night", "afternoon"]) {
            start += 1;
        }
        if words.has_class(start, &[Class::Preposition])
            || words.any(start, &["earlier", "last", "this"]) && start > behind
        {
            // "said in a statement the plan was dead"; "said in Halden": the latter continues with nothing.
            let day = (start + 1..self.last.min(start + 7)).find(|&token| self.opens_clause(token))?;
            start = day;
        }
        let opens = start < self.last
            && words.is_word(start)
            && !words.in_quotation(start)
            && !words.has_class(
                start,
                &[Class::Conjunction, Class::Relative, Class::Auxiliary, Class::Preposition, Class::Day],
            )
            && !words.has_class(start, &[Class::Subordinator])
            && !words.any(start, &["so", "yes", "no", "goodbye", "to", "it"])
            || words.is(start, "it") && words.is_word(start + 1)
            || words.any(start, &["no", "if", "while", "although", "when"]) && words.is_word(start + 1)
            || words.kind(start) == Some(crate::text::TokenKind::QuoteOpen) && start == behind;
        // A clause has more than two words.
        let enough = (start..self.last).filter(|&token| words.is_word(token)).take(3).count() == 3;
        (opens && enough).then_some(start)
    }

    /// A pronoun, determiner or name that starts a noun phrase of its own.
    fn opens_clause(&self, token: usize) -> bool {
        let words = self.words;
        let before = token - 1;
        let opens = words.has_class(token, &[Class::Pronoun, Class::Determiner])
            || words.is_name(token) && !words.is_name(before);
        opens
            && !words.has_class(before, &[Class::Preposition, Class::Determiner, Class::Subordinator])
            && !words.any(before, &["and", "&", "'s", "’s", ","])
    }

    /// Where the clause that starts at `start` ends: before another attribution, a semicolon, or the end of the
    /// sentence.
    fn clause_end(&self, start: usize) -> usize {
        let words = self.words;
        for token in start + 1..self.last {
            if self.taken[token] && !words.in_quotation(token) {
                return token;
            }
            if words.in_quotation(token) {
                continue;
            }
            if words.is(token, ";") {
                return token;
            }
            let comma = words.is(token, ",");
            if comma && words.cue(token + 1).is_some() && words.lower(token + 1).ends_with("ing") {
                return token;
            }
            if comma && words.is(token + 1, "according") {
                return token;
            }
            // "…, without giving details": the outlet's remark on how it was said.
            if comma && words.is(token + 1, "without") && words.lower(token + 2).ends_with("ing") {
                return token;
            }
            if comma && words.is(token + 1, "but") && self.somebody_else_acts(token + 2) {
                return token;
            }
            if comma
                && words.any(token + 1, &["but", "while", "and", "though", "although"])
                && self.attributes_behind(token + 2)
            {
                return token;
            }
            if words.any(token, &["and", "but"])
                && cue::cue_at(words, token + 1, self.first).is_some_and(|cue| cue.class.speech || cue.class.object)
                && words.lower(token + 1).ends_with(['d', 's'])
            {
                return token;
            }
        }
        self.last
    }

    /// "…, but (the next day,) Minister Reyes withdrew it": a name as the subject, so the outlet speaks again.
    fn somebody_else_acts(&self, from: usize) -> bool {
        let words = self.words;
        let comma = (from..self.last.min(from + 6)).find(|&token| words.is(token, ","));
        let subject = comma.map_or(from, |comma| comma + 1);
        words.is_name(subject) && !words.has_class(subject, &[Class::Day]) && !words.in_quotation(subject)
    }

    /// Returns whether a clause at `from` has a cue and a subject of its own.
    fn attributes_behind(&self, from: usize) -> bool {
        (from..self.last.min(from + 10)).any(|token| {
            !self.words.in_quotation(token)
                && cue::cue_at(self.words, token, self.first).is_some_and(|cue| {
                    cue.class.speech
                        && source::before(self.words, from.min(cue.tokens.start), cue.tokens.start).is_some()
                })
        })
    }

    /// Where an object or an infinitive ends: like a clause, and at the comma that opens a new one.
    fn object_end(&self, start: usize) -> usize {
        let end = self.clause_end(start);
        (start + 1..end)
            .find(|&token| {
                self.words.is(token, ",")
                    && !self.words.in_quotation(token)
                    && self.words.has_class(
                        token + 1,
                        &[Class::Conjunction, Class::Subordinator, Class::Relative, Class::Pronoun],
                    )
            })
            .unwrap_or(end)
    }

    /// Extends content that ends in a quotation of several sentences to the end of that quotation.
    fn with_whole_quotation(&self, content: Range<usize>) -> Range<usize> {
        let document = self.words.document;
        let runs_on = content
            .end
            .checked_sub(1)
            .filter(|_| content.end == self.last && !content.is_empty())
            .and_then(|last| document.tokens.at(last).quotation)
            .map(|quotation| &document.quotations[quotation])
            .filter(|quotation| quotation.closed && quotation.outer.end > document.tokens.at(content.end - 1).span.end);
        let end = runs_on.map_or(content.end, |quotation| document.tokens_in(quotation.outer).end);
        content.start..end
    }

    fn add(
        &mut self,
        (first, rest): (Range<usize>, Option<Range<usize>>),
        cue: Range<usize>,
        source: Option<Range<usize>>,
        rule: Rule,
        confidence: f64,
    ) {
        let words = self.words;
        let document = words.document;
        let content: Vec<Range<usize>> =
            std::iter::once(first).chain(rest).map(|range| self.with_whole_quotation(range)).collect();
        let spans: Vec<Span> = content.iter().filter_map(|range| words.span(range.clone())).collect();
        if spans.is_empty()
            || words.only_names_work(&spans)
            || content.iter().any(|range| self.taken[range.clone()].iter().any(|&taken| taken))
        {
            return;
        }
        let quoted = spans.iter().flat_map(|&span| document.tokens_in(span)).any(|token| words.is_quoted(token));
        let kind = if quoted { ClaimKind::Mixed } else { ClaimKind::Statement };
        let rule = if quoted { Rule::MixedQuote } else { rule };
        let source_spans: Vec<Span> = source.clone().and_then(|range| words.span(range)).into_iter().collect();
        let Some(cue_span) = words.span(cue.clone()) else { return };
        for range in content.into_iter().chain([cue]).chain(source) {
            self.taken[range].fill(true);
        }
        self.found.push(Attribution {
            kind,
            content: spans,
            cue: vec![cue_span],
            source: source_spans,
            continues: None,
            confidence,
            rule,
        });
    }
}

/// Verbs whose first object is the person spoken to.
pub(super) fn takes_addressee(verb: &str) -> bool {
    matches!(
        verb,
        "told"
            | "tell"
            | "tells"
            | "telling"
            | "informed"
            | "informs"
            | "assured"
            | "assures"
            | "warned"
            | "warns"
            | "reminded"
            | "reminds"
            | "asked"
            | "asks"
    )
}
