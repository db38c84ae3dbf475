//! Whether a text reports that a speaker has said something: "did not say", "if she says", "was misquoted as saying".
//!
//! It reads the words around cue and source, and never what is asserted: "she said that she had not said so" was said.

use std::sync::LazyLock;

use crate::claim::{Span, Speech};
use crate::text::TokenKind;

use super::attribution::Attribution;
use super::attribution::outer::OuterFrame;
use super::attribution::words::{Class, ClassedWords};
use super::polarity;
use super::words::{Lexicon, Shape, Word, words, words_of};

mod forgery;

/// What the negation of an attitude leaves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Attitude {
    /// The speaker thinks the contrary.
    Belief,
    /// The speaker takes another position.
    Stance,
}

static SIGNS: LazyLock<Lexicon<Speech>> = LazyLock::new(|| {
    Lexicon::read(include_str!("lists/speech.txt"), |label| match label? {
        "said" => Some(Speech::Said),
        "not_said" => Some(Speech::NotSaid),
        "hypothetical" => Some(Speech::Hypothetical),
        "disputed" => Some(Speech::Disputed),
        _ => None,
    })
});
static ATTITUDES: LazyLock<Lexicon<Attitude>> = LazyLock::new(|| {
    Lexicon::read(include_str!("lists/attitudes.txt"), |label| match label? {
        "belief" => Some(Attitude::Belief),
        "stance" => Some(Attitude::Stance),
        _ => None,
    })
});
static SUPPOSITIONS: LazyLock<Lexicon<()>> = LazyLock::new(|| Lexicon::plain(include_str!("lists/suppositions.txt")));

/// Auxiliaries that stand before the subject of a condition without "if": "had she said".
const INVERTED: [&str; 3] = ["should", "had", "were"];
/// Words behind which such an auxiliary opens no condition: "so had she".
const NO_CONDITION: [&str; 14] =
    ["so", "as", "than", "then", "only", "what", "why", "how", "who", "where", "when", "which", "rarely", "seldom"];
/// Words of a question that takes for granted that it was said.
const TAKES_FOR_GRANTED: [&str; 6] = ["why", "when", "where", "how", "what", "which"];
/// Words behind a verb that turn "could not say" round: "could not say more highly", "cannot stress enough".
const PRAISE: [&str; 6] = ["more", "enough", "too", "better", "louder", "clearer"];

/// What the words around an attribution tell.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct SpeechReading {
    pub speech: Speech,
    /// The words that tell so, in text order; none where it was said.
    pub cue: Vec<Span>,
    /// The words by which the cue denies what is thought: "does not think".
    pub denials: Vec<Span>,
}

/// Reads whether an attribution, with the sources around it, reports that its speaker has said its content.
///
/// **Finds** negations and verbs of silence ("never claimed", "declined to say"), conditions, questions, modals and
/// intentions ("if she says", "did she say …?", "would say", "wants to say"), words of doubt ("purportedly said", "was
/// misquoted as saying"), and forged or accusing sources ("a fake post claimed that she had said", "in a doctored
/// clip"). **Example**: in "Oskar Tamm has yet to say whether the pier is safe" he has not said it.
/// **Leaves alone** negations within what is asserted, and those that deny no saying: "not only said", "never tired of
/// saying", "did not say until Monday that"; what somebody does not think or want is a view, and said.
/// **Known misses**: what another sentence takes back; "refused" as an answer ("“Yes?” He said nothing").
pub(super) fn reading(words: &ClassedWords, attribution: &Attribution, outer: &[OuterFrame]) -> SpeechReading {
    let Some(clause) = CueClause::new(words, attribution) else { return SpeechReading::default() };
    clause.supposed().or_else(|| clause.by_nobody()).or_else(|| clause.by_lead()).unwrap_or_else(|| {
        match forgery::forged(words, attribution, outer) {
            Some(around) => clause.told(Speech::Disputed, &around),
            None => SpeechReading::default(),
        }
    })
}

/// The clause of a cue, in words.
struct CueClause<'c, 'd> {
    classed: &'c ClassedWords<'d>,
    attribution: &'c Attribution,
    /// Those of the cue's sentence.
    words: Vec<Word<'d>>,
    /// Where what stands before the verb of saying begins: its auxiliaries and adverbs, those of the cue and any before
    /// it.
    lead: usize,
    /// The verb of saying.
    verb: usize,
    /// Where the source begins, if it stands before the cue.
    source: Option<usize>,
}

impl<'c, 'd> CueClause<'c, 'd> {
    fn new(classed: &'c ClassedWords<'d>, attribution: &'c Attribution) -> Option<Self> {
        let document = classed.document;
        let sentence = document.sentence_at(attribution.cue.first()?.start)?;
        let words = words(document, document.sentences[sentence].tokens.clone());
        let within = |spans: &[Span], at: usize| spans.iter().any(|span| span.contains(words[at].span));
        let mut cue = (0..words.len()).filter(|&at| within(&attribution.cue, at));
        let (first, last) = (cue.clone().next()?, cue.next_back()?);
        let says = |at: &usize| {
            within(&attribution.cue, *at)
                && (classed.cue(words[*at].token).is_some() || ATTITUDES.at(&words, *at).is_some())
        };
        let mut verb = (first..=last).rev().find(says).unwrap_or(last);
        // "refused | to say whether": the verb of saying opens the content.
        if let Some(to) = (last + 1..words.len()).next().filter(|&at| words[at].lower == "to")
            && within(&attribution.content, to)
            && SIGNS.at(&words, last).is_some_and(|(len, _)| len == 2)
            // Who "refused | to meet" somebody has taken a position.
            && let Some(said) = words.get(to + 1)
            && classed.cue(said.token).is_some_and(|class| class.speech || class.clause)
        {
            verb = to + 1;
        }
        let source = (0..first).find(|&at| within(&attribution.source, at));
        let mut lead = first;
        while lead > 0
            && !within(&attribution.source, lead - 1)
            && !within(&attribution.content, lead - 1)
            && (words[lead - 1].lower == "not"
                || classed.has_class(words[lead - 1].token, &[Class::Auxiliary, Class::Adverb]))
        {
            lead -= 1;
        }
        Some(Self { classed, attribution, words, lead, verb, source })
    }

    /// Makes a reading that rests on the cue, its auxiliaries and the words of `around`.
    fn told(&self, speech: Speech, around: &[Span]) -> SpeechReading {
        let lead = self.words[self.lead].span;
        let mut cue: Vec<Span> = self.attribution.cue.clone();
        // The auxiliaries before a cue join it: "did | not say".
        if let Some(first) = cue.first_mut().filter(|first| lead.start < first.start) {
            *first = first.join(lead);
        }
        cue.extend(around);
        cue.sort_unstable();
        let mut merged: Vec<Span> = Vec::new();
        for span in cue {
            match merged.last_mut().filter(|last| span.start <= last.end) {
                Some(last) => *last = last.join(span),
                None => merged.push(span),
            }
        }
        SpeechReading { speech, cue: merged, denials: Vec::new() }
    }

    /// As [`Self::told`], with the words from `from` to the source.
    fn told_from(&self, speech: Speech, from: usize) -> SpeechReading {
        let to = self.source.unwrap_or(self.lead);
        let before = self.words[from].span.join(self.words[to.saturating_sub(1).max(from)].span);
        self.told(speech, &[&[before], &self.attribution.source[..]].concat())
    }

    /// Reads what stands before the source: "if Vance says", "had Vance said", "did Vance say …?", "nor did Vance say".
    fn supposed(&self) -> Option<SpeechReading> {
        let words = &self.words;
        let start = self.source.unwrap_or(self.lead);
        let asks = self.is_question();
        if asks && self.source.is_some_and(|at| at == 0 && words[at].is(&["who"])) {
            return Some(self.told(Speech::Hypothetical, &self.attribution.source));
        }
        let mut end = start;
        while end > 0 && self.classed.has_class(words[end - 1].token, &[Class::Adverb]) && words[end - 1].lower != "not"
        {
            end -= 1;
        }
        let opens = (end.saturating_sub(4)..end)
            .find(|&at| SUPPOSITIONS.at(words, at).is_some_and(|(len, ())| at + len == end));
        if let Some(from) = opens {
            return Some(self.told_from(Speech::Hypothetical, from));
        }
        // "Didn't Vance say …?"
        let last = end.checked_sub(1)?;
        let auxiliary = if words[last].lower == "not" { last.checked_sub(1)? } else { last };
        if self.source.is_none() || !self.classed.has_class(words[auxiliary].token, &[Class::Auxiliary]) {
            return None;
        }
        let before = auxiliary.checked_sub(1).map(|at| &words[at]);
        if asks {
            let granted = before.is_some_and(|before| before.is(&TAKES_FOR_GRANTED));
            return (!granted).then(|| self.told_from(Speech::Hypothetical, auxiliary));
        }
        // "Nor did Vance say", "at no time has Vance said"
        let clause = (0..auxiliary).rev().find(|&at| words[at].shape == Shape::Mark).map_or(0, |mark| mark + 1);
        let negators = polarity::negators_in(&words[clause..auxiliary]);
        if let Some(&(at, _)) = negators.first()
            && SIGNS.at(words, clause + at).is_none()
        {
            return Some(self.told_from(Speech::NotSaid, clause + at));
        }
        let inverted = words[auxiliary].is(&INVERTED) && !before.is_some_and(|before| before.is(&NO_CONDITION));
        inverted.then(|| self.told_from(Speech::Hypothetical, auxiliary))
    }

    /// Returns whether the sentence of the cue is a question, of the outlet's own.
    fn is_question(&self) -> bool {
        let quote = |word: &&Word| word.shape != Shape::Quote;
        self.words.iter().rev().find(quote).is_some_and(|last| {
            let token = &self.classed.document.tokens.at(last.token);
            last.text == "?" && token.quotation.is_none() && token.kind == TokenKind::Punct
        })
    }

    /// Reads a source that is nobody: "no one at the bank said".
    fn by_nobody(&self) -> Option<SpeechReading> {
        let source = words_of(self.classed.document, &self.attribution.source);
        let nobody = polarity::negators_in(&source).first().is_some_and(|&(at, _)| at == 0);
        nobody.then(|| self.told(Speech::NotSaid, &self.attribution.source))
    }

    /// Reads what stands before the verb of saying.
    fn by_lead(&self) -> Option<SpeechReading> {
        let content = |word: &Word| self.attribution.content.iter().any(|span| span.contains(word.span));
        let lead: Vec<Word> = (self.lead..=self.verb)
            .filter(|&at| at >= self.verb.saturating_sub(1) || !content(&self.words[at]))
            .map(|at| self.words[at].clone())
            .collect();
        let negators = polarity::negators_in(&lead);
        let attitude = ATTITUDES.at(&self.words, self.verb).map(|(_, attitude)| attitude);
        let (mut negated, mut told) = (Vec::new(), Speech::Said);
        let mut at = 0;
        while at < lead.len() {
            if let Some((len, sign)) = SIGNS.at(&lead, at) {
                match sign {
                    Speech::Said => {}
                    Speech::NotSaid => negated.push(lead[at].span.join(lead[at + len - 1].span)),
                    // "would support", "wants to see": views; what somebody may think is a guess.
                    _ if attitude.is_some() && !lead[at].is(&["may", "might"]) => {}
                    Speech::Hypothetical if self.is_first_person() => {}
                    _ => told = told.max(sign),
                }
                at += len;
            } else if let Some(&(start, end)) = negators.iter().find(|&&(start, _)| start == at) {
                if lead[start].lower != "nor" {
                    negated.push(lead[start].span.join(lead[end - 1].span));
                }
                at = end;
            } else {
                at += 1;
            }
        }
        // "did not decline to say"
        let negated = if negated.len() % 2 == 1 { negated } else { Vec::new() };
        if !negated.is_empty() && self.is_said_anyhow(&lead) {
            return None;
        }
        match attitude {
            Some(Attitude::Belief) if !negated.is_empty() => {
                let reading = if told == Speech::Said { SpeechReading::default() } else { self.told(told, &[]) };
                return Some(SpeechReading { denials: negated, ..reading });
            }
            None if !negated.is_empty() => return Some(self.told(Speech::NotSaid, &[])),
            _ => {}
        }
        (told != Speech::Said).then(|| self.told(told, &[]))
    }

    /// Returns whether a negation denies no saying, by the verb and the words behind it: "could not say more highly how",
    /// "did not say until Monday that", "cannot promise that".
    fn is_said_anyhow(&self, lead: &[Word]) -> bool {
        let able = lead.iter().any(|word| word.is(&["can", "could", "cannot"]));
        let behind = &self.words[self.verb + 1..];
        let praise = able
            && behind.first().is_some_and(|word| word.is(&PRAISE))
            && !behind.get(1).is_some_and(|word| word.is(&["about", "on", "than"]));
        let content = self.attribution.content.first().map_or(0, |span| span.start);
        // "I can't guarantee that": as good as an answer.
        let withholds = able && self.words[self.verb].is(&["guarantee", "promise", "pledge", "assure"]);
        praise
            || withholds
            || behind.iter().take_while(|word| word.span.start < content).any(|word| word.is(&["until", "till"]))
    }

    fn is_first_person(&self) -> bool {
        let mut tokens = self.attribution.source.iter().flat_map(|&span| self.classed.document.tokens_in(span));
        tokens.next().is_some_and(|token| self.classed.any(token, &["i", "we"]))
    }
}

#[cfg(test)]
mod tests;
