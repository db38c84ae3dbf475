//! The words of a claim's content as the readers of positions ask about them, and whose word a subject's is.

use std::cell::OnceCell;
use std::ops::Range;
use std::sync::LazyLock;

use chrono::{Datelike, Months, NaiveDate};

use crate::claim::{ClaimKind, Span, SpeakerId};
use crate::lang::tag::Tag;
use crate::lexicon::{COLLECTIVES, Effect, OFFICES, effect, is_title, kind_of_act, stem};
use crate::reading::{DateMention, Entities, EntityKind, Mention, MentionForm};
use crate::syntax::frame;
use crate::syntax::relation::Relation;
use crate::syntax::trees::Trees;

use super::super::clause::main_clause;
use super::super::date::{self, DateWords};
use super::super::syntax::Syntax;
use super::super::words::{Lexicon, Word};
use super::topic::UNITS;

static MOUTHPIECES: LazyLock<Lexicon<()>> = LazyLock::new(|| Lexicon::plain(include_str!("../lists/mouthpieces.txt")));

/// A claim as far as it is known before its positions are read.
#[derive(Clone, Copy)]
pub struct Said<'a> {
    pub content: &'a [Span],
    pub cue: &'a [Span],
    pub source: &'a [Span],
    pub speaker: Option<SpeakerId>,
    /// What the speaker is called, and the office that the text gives.
    pub name: &'a str,
    pub role: &'a str,
    /// Who publishes the text: an office names its country.
    pub outlet: &'a str,
    /// Whether the text reports that it was said.
    pub is_said: bool,
    pub kind: ClaimKind,
    /// The dates that the text names.
    pub dates: &'a [DateMention],
    /// The day that "this year" counts from.
    pub published: Option<NaiveDate>,
    /// Whether the speaker tells it in a text of his own: a speech, a turn.
    pub is_own_text: bool,
}

impl<'a> Said<'a> {
    /// Makes what is known of a fact with this content.
    pub fn of_fact(content: &'a [Span]) -> Self {
        Self {
            content,
            cue: &[],
            source: &[],
            speaker: None,
            name: "",
            role: "",
            outlet: "",
            is_said: true,
            kind: ClaimKind::Fact,
            dates: &[],
            published: None,
            is_own_text: false,
        }
    }
}

/// The words of a content.
pub(super) struct Content<'a> {
    pub syntax: &'a Syntax<'a>,
    pub trees: Option<&'a Trees>,
    pub words: &'a [Word<'a>],
    /// Of each word, whether it stands in a main clause, as far as tags tell; read when it is first asked.
    pub main: OnceCell<Vec<bool>>,
    /// The dates among the words; read when they are first asked.
    pub days: OnceCell<Vec<DateWords>>,
    pub cue: &'a [Word<'a>],
    pub source: &'a [Word<'a>],
    pub entities: &'a Entities,
    pub said: Said<'a>,
}

/// Pronouns and words that hold no position, or stand for somebody else than the words before them.
static NO_HOLDERS: LazyLock<Lexicon<()>> = LazyLock::new(|| Lexicon::plain(include_str!("../lists/no_holders.txt")));

impl<'a> Content<'a> {
    /// Makes what the readers ask of the words of a content, of its cue and of its source.
    pub fn new(
        syntax: &'a Syntax<'a>,
        entities: &'a Entities,
        said: Said<'a>,
        words: &'a [Word<'a>],
        cue: &'a [Word<'a>],
        source: &'a [Word<'a>],
    ) -> Self {
        let (main, days) = (OnceCell::new(), OnceCell::new());
        Self { syntax, trees: syntax.trees(), words, main, days, cue, source, entities, said }
    }

    pub fn tag(&self, at: usize) -> Tag {
        self.words.get(at).map_or(Tag::Other, |word| self.syntax.tag(word.token))
    }

    pub fn is(&self, at: usize, options: &[&str]) -> bool {
        self.words.get(at).is_some_and(|word| word.is(options))
    }

    /// Returns whether a token that stands in the content is one of these words.
    pub fn has_token(&self, token: usize, options: &[&str]) -> bool {
        self.word_of(token).is_some_and(|at| self.is(at, options))
    }

    /// Returns whether a word stands in a main clause, as far as tags tell.
    pub fn is_main(&self, at: usize) -> bool {
        self.main.get_or_init(|| main_clause(self.syntax, self.words)).get(at).copied().unwrap_or_default()
    }

    /// Returns the dates among the words.
    pub fn days(&self) -> &[DateWords] {
        self.days.get_or_init(|| date::find(self.words))
    }

    /// Returns the stretch of the body from the first to the last of some words.
    pub fn span(&self, words: Range<usize>) -> Option<Span> {
        let words = self.words.get(words)?;
        Some(words.first()?.span.join(words.last()?.span))
    }

    /// Returns where the token stands that a word is or is a piece of: all of "co-payment".
    pub fn token_span(&self, at: usize) -> Span {
        self.words.get(at).map_or(Span::default(), |word| self.syntax.document.tokens.at(word.token).span)
    }

    /// Returns whether a predicate has a copula: "will be a levy".
    pub fn has_copula(&self, predicate: usize) -> bool {
        self.trees.is_some_and(|trees| trees.child(self.words[predicate].token, &[Relation::Copula]).is_some())
    }

    /// Returns the first word of a token; `None` where it is not in the content.
    pub fn word_of(&self, token: usize) -> Option<usize> {
        let at = self.words.partition_point(|word| word.token < token);
        self.words.get(at).filter(|word| word.token == token).map(|_| at)
    }

    /// Returns the words that a token is cut into: "won't" is "will", "not".
    pub fn pieces(&self, token: usize) -> Range<usize> {
        let start = self.words.partition_point(|word| word.token < token);
        start..start + self.words[start..].iter().take_while(|word| word.token == token).count()
    }

    /// Reads what the verb at a word does to its object: how many words it has, and its effect.
    pub fn act_at(&self, at: usize) -> Option<(usize, Effect)> {
        let first = stem(&self.words.get(at)?.lower);
        effect(&first, |nth, of| self.words.get(at + nth).is_some_and(|word| stem(&word.lower) == of))
    }

    /// Returns whether a verb names something that is done to a thing, as far as lists know: "sell", not "see".
    pub fn acts(&self, at: usize) -> bool {
        let listed = || self.words.get(at).is_some_and(|word| kind_of_act(&stem(&word.lower)).is_some());
        self.act_at(at).is_some_and(|(_, effect)| effect != Effect::Light) || listed()
    }

    /// Returns whether something is done to what stands behind a verb.
    pub fn has_object(&self, verb: usize) -> bool {
        self.trees.is_some_and(|trees| trees.child(self.words[verb].token, &[Relation::Object]).is_some())
    }

    /// Returns whether two words stand in one sentence.
    pub fn one_sentence(&self, one: usize, other: usize) -> bool {
        let sentence = |at: usize| self.syntax.document.tokens.at(self.words[at].token).sentence;
        sentence(one) == sentence(other)
    }

    /// Returns the words of the content that stand in the sentence of a word.
    pub fn sentence(&self, at: usize) -> Range<usize> {
        let document = self.syntax.document;
        let tokens = &document.sentences[document.tokens.at(self.words[at].token).sentence].tokens;
        let place = |token: usize| self.words.partition_point(|word| word.token < token);
        place(tokens.start)..place(tokens.end)
    }

    /// Returns whether the sentence of a word asks something.
    pub fn asks(&self, at: usize) -> bool {
        let document = self.syntax.document;
        let token = self.words[at].token;
        let quotation = document.tokens.at(token).quotation;
        let sentence = &document.sentences[document.tokens.at(token).sentence];
        let mut after = (token..sentence.tokens.end).map(|token| document.tokens.at(token));
        after.any(|token| token.quotation == quotation && token.span.of(document.body) == "?")
    }

    /// Returns whether the outlet itself says it.
    pub fn is_outlets(&self) -> bool {
        self.said.kind == ClaimKind::Fact
    }

    /// Returns whether a word is the speaker's own, so that "I" is he and "he" another.
    pub fn is_first_person(&self, at: usize) -> bool {
        let marked = || self.syntax.document.tokens.at(self.words[at].token).quotation.is_some();
        self.said.is_own_text || self.said.kind == ClaimKind::Quote || self.said.kind == ClaimKind::Mixed && marked()
    }

    /// Returns whether somebody else tells a word of the speaker's: what was "will" may be "would" there.
    pub fn is_retold(&self, at: usize) -> bool {
        matches!(self.said.kind, ClaimKind::Statement | ClaimKind::Mixed) && !self.is_first_person(at)
    }

    /// Returns whether the clause of a predicate has a subject that is the speaker.
    pub fn has_own_subject(&self, trees: &Trees, predicate: usize) -> bool {
        trees.subject(predicate).and_then(|subject| self.word_of(subject)).is_some_and(|subject| self.is_own(subject))
            || frame::subject(trees, predicate)
                .and_then(|subject| self.word_of(subject))
                .is_some_and(|subject| self.is_own(subject))
    }

    /// Returns whether the subject with this head is the speaker, or somebody for whom the speaker speaks; in the
    /// outlet's own words, whether it is somebody at all.
    pub fn is_own(&self, head: usize) -> bool {
        let word = &self.words[head];
        let first = word.is(&["i", "we", "us"]);
        if self.is_outlets() {
            let pronoun = word.is(&["he", "she", "they"]);
            return !first && (pronoun || self.tag(head).is_nominal() && !NO_HOLDERS.has(word));
        }
        if first {
            return true;
        }
        let itself = word.lower == "it" && !self.is_first_person(head);
        if NO_HOLDERS.has(word) && !itself {
            return false;
        }
        // "Minister Pell", the prime minister says, is another.
        let in_name = |&at: &usize| {
            let word = &self.words[at];
            word.text.len() > 3 && word.is_capitalised() && (at == head || !is_title(word.bare()))
        };
        let mut phrase = (head.saturating_sub(4)..=head).filter(in_name).map(|at| &self.words[at].lower);
        let named = phrase.any(|word| self.source.iter().any(|other| other.lower == *word));
        if named || self.is_own_body(head) || self.is_own_country(head) {
            return true;
        }
        if let Some(own) = self.is_speaker(head) {
            return own;
        }
        if itself {
            return self.source.last().is_some_and(|source| source.lower == "it");
        }
        if word.is(&["he", "she", "they"]) {
            return !self.is_first_person(head);
        }
        self.is_spoken_for(head)
    }

    /// Returns whether the source speaks for a subject: "farmers oppose it, their leader said", "the mayor has ruled it
    /// out, a spokesman said", "Petrak backs the charge, his office said".
    fn is_spoken_for(&self, head: usize) -> bool {
        const VOICES: [&str; 4] = ["office", "spokesman", "spokeswoman", "spokesperson"];
        let word = &self.words[head];
        let owner = self.source.iter().any(|word| word.is(&["his", "her", "its", "their"]));
        if word.is_capitalised() && head > 0 {
            return owner && self.source.iter().any(|word| word.is(&VOICES));
        }
        let office = OFFICES.has(word.bare()) || is_title(word.bare());
        owner || office && self.source.iter().any(|word| MOUTHPIECES.has(word))
    }

    /// Returns whether a subject is a body for which the speaker speaks: "the government", "the Roe Government", "our
    /// team", and no other one by its name.
    pub fn is_own_body(&self, head: usize) -> bool {
        if !COLLECTIVES.has(self.words[head].bare()) {
            return false;
        }
        let before = (0..head).rev().take(4).take_while(|&at| {
            self.words[at].is_letters() && !self.tag(at).is_verb() && !matches!(self.tag(at), Tag::Adposition)
        });
        let before: Vec<usize> = before.collect();
        let theirs = self.is_first_person(head) && before.iter().any(|&at| self.is(at, &["their", "his", "her"]));
        let others = theirs || before.iter().any(|&at| self.is(at, &["your", "other", "another", "a", "any"]));
        let names: Vec<&Word> =
            before.iter().filter(|&&at| self.tag(at) == Tag::Name).map(|&at| &self.words[at]).collect();
        let own_name = names.iter().any(|word| {
            let name = word.text.trim_end_matches(['s', '\u{2019}', '\'']);
            self.said.name.split_whitespace().any(|part| part == word.text || part == name)
        });
        !others && (names.is_empty() || own_name)
    }

    /// Returns whether a subject is the country whose office speaks: "Australia will …" in a prime minister's release.
    pub fn is_own_country(&self, head: usize) -> bool {
        let word = &self.words[head];
        self.said.is_own_text
            && word.is_capitalised()
            && self.tag(head) == Tag::Name
            && self.said.outlet.split_whitespace().any(|part| part == word.text)
    }

    /// Returns whether the speaker holds an office, so that what a country or a body will do may be his to say.
    pub fn is_official(&self) -> bool {
        let words = self.said.role.split_whitespace().map(str::to_lowercase);
        let mut in_role = words.filter(|word| OFFICES.has(word) || is_title(word));
        in_role.next().is_some() || self.source.iter().any(|word| MOUTHPIECES.has(word) || OFFICES.has(word.bare()))
    }

    /// Returns whether an office speaks in a text of its own: what it says will be is as good as promised.
    pub fn is_official_text(&self) -> bool {
        self.said.is_own_text && self.is_official()
    }

    /// Returns the last day of the time that some words mean.
    pub fn last_day(&self, words: Span) -> Option<NaiveDate> {
        let text = words.of(self.syntax.document.body).to_lowercase();
        if text.contains("end of") && UNITS.iter().any(|unit| text.ends_with(unit)) {
            let today = self.said.published?;
            let year = today.year() + i32::from(text.contains("next year"));
            return match text.split_whitespace().last()? {
                "year" => NaiveDate::from_ymd_opt(year, 12, 31),
                "month" => {
                    let next = today.with_day(1)?.checked_add_months(Months::new(1))?;
                    next.pred_opt()
                }
                _ => None,
            };
        }
        let (first, precision) = self.said.dates.iter().find(|date| date.span.overlaps(words))?.date?;
        Some(precision.last_day(first))
    }

    /// Returns whether the cue that the words are said with has one of these words.
    pub fn said_with(&self, cues: &[&str]) -> bool {
        self.cue.iter().any(|word| word.is(cues))
    }

    /// Returns what sort of thing a word names, as far as the graph knows.
    pub fn kind_of(&self, at: usize) -> Option<EntityKind> {
        Some(self.entities.all.get(self.mention(at)?.entity)?.kind)
    }

    /// Returns the innermost mention that a word stands in.
    fn mention(&self, at: usize) -> Option<&Mention> {
        let span = self.words[at].span;
        let after = self.entities.mentions.partition_point(|mention| mention.span.start <= span.start);
        self.entities.mentions[..after].iter().rev().take(4).find(|mention| mention.span.contains(span))
    }

    /// Returns whether the graph says that a word means the speaker; `None` where it does not say.
    fn is_speaker(&self, at: usize) -> Option<bool> {
        let mention = self.mention(at)?;
        let speaker = self.entities.all.get(mention.entity)?.speaker;
        match (speaker, self.said.speaker) {
            (Some(one), Some(other)) if one == other => Some(true),
            (Some(_), Some(_)) => Some(false),
            _ if mention.form == MentionForm::Name && !COLLECTIVES.has(self.words[at].bare()) => Some(false),
            _ => None,
        }
    }
}
