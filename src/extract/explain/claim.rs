//! What decided each part of a claim: the model's labels or one of the rules, in words.

use crate::claim::{CertaintyLevel, Claim, ClaimId, ClaimKind, Excerpt, Extraction, Polarity, Rule, Span};
use crate::lang;

use super::super::Method;
use super::super::attribution::words::ClassedWords;
use super::super::attribution::{Attribution, Findings, Tagged};
use super::{Aspect, Decider, Explained, Reason, in_words, quoted, run, speaker};

/// Explains all claims of an extraction.
pub(super) fn explained(
    words: &ClassedWords,
    reading: &Findings,
    extraction: &Extraction,
    method: Method,
) -> Vec<Explained> {
    let cases = extraction.claims.iter().map(|claim| Case { words, reading, extraction, method, claim });
    cases.map(|case| Explained { id: case.claim.id, reasons: case.reasons() }).collect()
}

/// One claim and all that was known when it was made.
struct Case<'a, 'd> {
    words: &'a ClassedWords<'d>,
    reading: &'a Findings,
    extraction: &'a Extraction,
    method: Method,
    claim: &'a Claim,
}

impl Case<'_, '_> {
    fn reasons(&self) -> Vec<Reason> {
        let claim = self.claim;
        let by = if claim.rule == Rule::Tagged { Decider::Model } else { Decider::Rule };
        let rule = |about, text| Reason { about, by: Decider::Rule, text };
        let mut reasons = vec![Reason { about: Aspect::Found, by, text: self.found() }];
        reasons.extend(self.by_rules_alone());
        if claim.kind != ClaimKind::Fact {
            reasons.push(rule(Aspect::Kind, kind(claim.kind).to_owned()));
            let goes_on = self.goes_on();
            reasons.push(rule(Aspect::Speaker, speaker::reason(self.words, self.extraction, claim, goes_on)));
        }
        if let Some(cue) = &claim.speech_cue {
            let text = format!("{} makes it: {}", self.quoted(&cue.spans), claim.speech.name());
            reasons.push(rule(Aspect::Speech, text));
        }
        if !claim.outer.is_empty() {
            let all: Vec<String> = claim.outer.iter().map(|outer| self.quoted(&outer.source.spans)).collect();
            reasons.push(rule(Aspect::Speech, format!("known through {}", all.join(", "))));
        }
        if let Some(said_on) = &claim.said_on {
            let text = format!("{} names the day", self.quoted(&said_on.words.spans));
            reasons.push(rule(Aspect::SaidOn, text));
        }
        for position in &claim.positions {
            let text = format!("{} makes it: {}", self.quoted(&[position.cue]), position.stance.name());
            reasons.push(rule(Aspect::Position, text));
        }
        if !claim.negations.is_empty() {
            let all: Vec<String> = claim.negations.iter().map(|&span| self.quoted(&[span])).collect();
            let text = match claim.polarity {
                Polarity::Negated => format!("negated by {}", all.join(", ")),
                Polarity::Affirmed => format!("affirmed: {} negates no main clause", all.join(", ")),
            };
            reasons.push(rule(Aspect::Polarity, text));
        }
        if claim.certainty.level != CertaintyLevel::Asserted {
            let all: Vec<String> = claim.certainty.cues.iter().map(|&span| self.quoted(&[span])).collect();
            let level = claim.certainty.level.name();
            let text = if all.is_empty() { level.to_owned() } else { format!("{level}: {}", all.join(", ")) };
            reasons.push(rule(Aspect::Certainty, text));
        }
        reasons.push(self.confidence());
        reasons
    }

    fn quoted(&self, spans: &[Span]) -> String {
        quoted(self.words, spans)
    }

    /// Returns what made it a claim.
    fn found(&self) -> String {
        let claim = self.claim;
        let cue = claim.cue.as_ref().map_or("no cue".to_owned(), |cue| format!("the cue {}", self.quoted(&cue.spans)));
        let parts = self.parts();
        match claim.rule {
            Rule::DirectQuote => format!("an utterance in quotation marks beside {cue}{parts}"),
            Rule::IntroducedQuote => format!("a quotation that the words before it introduce, with {cue}{parts}"),
            Rule::ContinuedQuote => "a quotation that opens the paragraph behind another one's".to_owned(),
            Rule::UnattributedQuote => "an utterance in quotation marks with no cue in reach".to_owned(),
            Rule::MixedQuote => format!("a report with {cue}{parts}, and quoted words in it"),
            Rule::SaidThat => format!("a clause or an object behind {cue}{parts}"),
            Rule::TrailingCue => format!("a clause with {cue} behind or within it{parts}"),
            Rule::AccordingTo => format!("{cue} with a source{parts}"),
            Rule::Tagged => format!("labelled {cue}{parts}"),
            Rule::PositionTold => format!("words that take a position, of their subject's, with {cue}{parts}"),
            Rule::Turn => "words in a turn of a transcript, whose label says whose they are".to_owned(),
            Rule::Recording => "words in a turn that is played back: they were said before".to_owned(),
            Rule::OwnWords => "words in the text's own voice, which is its author's".to_owned(),
            Rule::OwnVoice => "nothing attributes these words: the outlet asserts them".to_owned(),
        }
    }

    /// Returns on which side of the cue the content and the source stand.
    fn parts(&self) -> String {
        let claim = self.claim;
        let Some(cue) = &claim.cue else { return String::new() };
        let content = side(&claim.content, cue);
        let source = match &claim.source {
            Some(source) => format!("its source {} {}", self.quoted(&source.spans), side(source, cue)),
            None => "no source".to_owned(),
        };
        let shared = if self.shares_source() { " (that of the cue before it)" } else { "" };
        let over =
            if self.runs_over() { ", and on into the next paragraph, where the quotation continues" } else { "" };
        format!(", its content {content}{over}, {source}{shared}")
    }

    /// Returns whether an earlier cue has the same source.
    fn shares_source(&self) -> bool {
        let (Some(source), Some(cue)) = (&self.claim.source, &self.claim.cue) else { return false };
        self.reading.attributions.iter().any(|other| {
            other.source == source.spans && other.cue.first().is_some_and(|first| first.start < cue.hull().start)
        })
    }

    /// Returns whether the content continues behind the paragraph of the cue.
    fn runs_over(&self) -> bool {
        let document = self.words.document;
        let paragraph = |at: usize| document.sentence_at(at).map(|sentence| document.sentences[sentence].paragraph);
        let cue = self.claim.cue.as_ref().map(|cue| paragraph(cue.hull().start));
        cue.is_some_and(|home| self.claim.content.spans.iter().any(|span| paragraph(span.start) > home))
    }

    /// Returns what the rules alone make of the claim's words; nothing where no model was asked.
    fn by_rules_alone(&self) -> Option<Reason> {
        self.reading.tagged.as_ref()?;
        let claim = self.claim;
        let rules = &self.reading.rules;
        let overlaps = |rule: &&Attribution| {
            rule.content.iter().any(|one| claim.content.spans.iter().any(|other| one.overlaps(*other)))
        };
        let spans = |excerpt: &Option<Excerpt>| excerpt.as_ref().map_or(Vec::new(), |excerpt| excerpt.spans.clone());
        let text = match (claim.rule, rules.iter().find(overlaps)) {
            (Rule::Turn | Rule::Recording | Rule::OwnWords, _) | (Rule::OwnVoice, None) => return None,
            (Rule::OwnVoice | Rule::Tagged | Rule::PositionTold, Some(rule)) => {
                let same = rule.content == claim.content.spans
                    && (&rule.cue, &rule.source) == (&spans(&claim.cue), &spans(&claim.source));
                match same {
                    true => format!("the rules alone read the same ({})", rule.rule.name()),
                    false => format!("the rules alone read {}", reported(self.words, rule)),
                }
            }
            (Rule::Tagged, None) => "the rules alone do not find it".to_owned(),
            _ => "the model labels none of its words as content; an utterance in quotation marks stays all the same"
                .to_owned(),
        };
        Some(Reason { about: Aspect::Rules, by: Decider::Rule, text })
    }

    /// The claim whose speaker continues here.
    fn goes_on(&self) -> Option<ClaimId> {
        let attributions = &self.reading.attributions;
        let own = attributions.iter().find(|one| one.content == self.claim.content.spans)?;
        let before = attributions.get(own.continues?)?;
        let claim = self.extraction.claims.iter().find(|claim| claim.content.spans == before.content)?;
        Some(claim.id)
    }

    fn confidence(&self) -> Reason {
        let claim = self.claim;
        let percent = (claim.confidence * 100.0).round();
        let (by, text) = match (&self.reading.tagged, claim.rule) {
            (Some(tagged), Rule::Tagged) => (Decider::Model, self.least_sure(tagged, percent)),
            _ => (Decider::Rule, format!("{percent} %, as this rule gives it: no measured share")),
        };
        Reason { about: Aspect::Confidence, by, text }
    }

    /// Names the word whose label was least sure among those that the claim rests on: cue, source and the edges of its
    /// content.
    fn least_sure(&self, tagged: &Tagged, percent: f64) -> String {
        let document = self.words.document;
        let decoded = &tagged.decoded;
        let runs = |excerpt: &Excerpt| -> Vec<std::ops::Range<usize>> {
            let firsts = excerpt.spans.iter().map(|&span| document.tokens_in(span).start);
            let known = firsts.filter(|&token| token < decoded.labels.len());
            known.map(|token| run(self.words, &decoded.labels, token)).collect()
        };
        let edges = runs(&self.claim.content).into_iter().flat_map(|run| [run.start, run.end - 1]);
        let whole = self.claim.cue.iter().chain(&self.claim.source).flat_map(runs).flatten();
        let Some(token) = edges.chain(whole).min_by_key(|&token| (decoded.margins[token], token)) else {
            return format!("{percent} %");
        };
        let measured = self.method.model().is_some_and(|model| {
            lang::confidence(decoded.margins[token], model).total_cmp(&self.claim.confidence).is_eq()
        });
        let share = if measured { format!("; of readings so sure, {percent} % were right") } else { String::new() };
        format!(
            "least sure of {}: {}, {} ahead of {}{share}",
            self.quoted(&[document.tokens.at(token).span]),
            in_words(decoded.labels[token]),
            decoded.margins[token],
            in_words(decoded.seconds[token]),
        )
    }
}

/// Tells how marks make a kind.
fn kind(kind: ClaimKind) -> &'static str {
    match kind {
        ClaimKind::Quote => "quote: all words of its content stand in quotation marks",
        ClaimKind::Mixed => "mixed: some words of its content stand in quotation marks",
        ClaimKind::Statement => "statement: no word of its content stands in quotation marks",
        ClaimKind::Fact => "fact: nobody is credited",
    }
}

/// Returns where words stand, seen from the cue.
fn side(words: &Excerpt, cue: &Excerpt) -> &'static str {
    let (words, cue) = (words.hull(), cue.hull());
    if words.end <= cue.start {
        "to the left"
    } else if words.start >= cue.end {
        "to the right"
    } else {
        "on both sides"
    }
}

/// Tells what an attribution of the rules says: “the dam holds” by “Holt” (said_that).
pub(super) fn reported(words: &ClassedWords, rule: &Attribution) -> String {
    let by = match &rule.source[..] {
        [] => "nobody".to_owned(),
        source => quoted(words, source),
    };
    format!("{} by {by} ({})", quoted(words, &rule.content), rule.rule.name())
}
