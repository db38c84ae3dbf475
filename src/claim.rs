//! The vocabulary of claims: what is asserted, by whom, in which words. Plain data.
//!
//! It never looks at a body: every [`Span`] was measured by the room that made it.

mod position;
mod rule;
mod span;
mod speech;

use std::borrow::Cow;
use std::fmt;

use chrono::{Days, Months, NaiveDate};
use serde::{Deserialize, Serialize};

pub use position::{Object, Position, Side, Stance, Strength};
pub use rule::Rule;
pub use span::{Excerpt, Span};
pub use speech::{Outer, Speech};

/// How a claim is worded and attributed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ClaimKind {
    /// The content is verbatim, inside quotation marks.
    Quote,
    /// Paraphrase with a verbatim part.
    Mixed,
    /// Reported in the outlet's words.
    Statement,
    /// Asserted in the outlet's own voice: no cue, no source.
    Fact,
}

impl ClaimKind {
    /// All kinds, in the order in which reports count them.
    pub const ALL: [Self; 4] = [Self::Quote, Self::Mixed, Self::Statement, Self::Fact];

    /// Returns the contract's word.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Quote => "quote",
            Self::Mixed => "mixed",
            Self::Statement => "statement",
            Self::Fact => "fact",
        }
    }
}

/// Whether the content is affirmed or denied.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Polarity {
    #[default]
    Affirmed,
    Negated,
}

impl Polarity {
    /// Returns the contract's word.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Affirmed => "affirmed",
            Self::Negated => "negated",
        }
    }

    /// Returns the other one.
    pub const fn turned(self) -> Self {
        match self {
            Self::Affirmed => Self::Negated,
            Self::Negated => Self::Affirmed,
        }
    }
}

/// How sure the wording is, least committed last.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CertaintyLevel {
    #[default]
    Asserted,
    Hedged,
    Conditional,
    Question,
}

impl CertaintyLevel {
    /// Returns the contract's word.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Asserted => "asserted",
            Self::Hedged => "hedged",
            Self::Conditional => "conditional",
            Self::Question => "question",
        }
    }
}

/// How sure the wording is, and the words that say so.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Certainty {
    /// The level.
    pub level: CertaintyLevel,
    /// The hedging words, in text order.
    pub cues: Vec<Span>,
}

/// A number with what it counts or measures.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Figure {
    /// Number and unit in the body ("12 people", "$1.5 million", "2 percentage points").
    pub span: Span,
    /// The body at `span`.
    pub text: String,
    /// The number in full: 1.5 million is 1500000.
    pub value: f64,
    /// What is counted or measured, lower case: "people", "percent", "percentage points", "USD"; `None` where nothing
    /// says.
    pub unit: Option<String>,
}

/// How exactly a date is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Precision {
    Day,
    Week,
    Month,
    Year,
}

impl Precision {
    /// Returns the contract's word.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Day => "day",
            Self::Week => "week",
            Self::Month => "month",
            Self::Year => "year",
        }
    }

    /// Returns the last day of the time that starts on `first` and is so wide.
    pub fn last_day(self, first: NaiveDate) -> NaiveDate {
        let next = match self {
            Self::Day => return first,
            Self::Week => first.checked_add_days(Days::new(7)),
            Self::Month => first.checked_add_months(Months::new(1)),
            Self::Year => first.checked_add_months(Months::new(12)),
        };
        next.and_then(|next| next.pred_opt()).unwrap_or(NaiveDate::MAX)
    }
}

/// The day on which something was said.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct SaidOn {
    /// The first day of the time named.
    pub date: chrono::NaiveDate,
    /// How wide that time is.
    pub precision: Precision,
    /// The words that name it ("on Tuesday").
    pub words: Excerpt,
}

/// What a pronoun or a bare noun of a claim means.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Referent {
    /// The words ("his", "the minister").
    pub span: Span,
    /// What stands for them, as it is shown in brackets behind them ("Paul Dray’s").
    pub text: String,
}

/// A speaker's number within one extraction, from 0; written `s1`, `s2`, …
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct SpeakerId(pub u32);

impl fmt::Display for SpeakerId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "s{}", self.0 + 1)
    }
}

/// A claim's number within one extraction, from 0, in document order; written `c1`, `c2`, …
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct ClaimId(pub u32);

impl fmt::Display for ClaimId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "c{}", self.0 + 1)
    }
}

/// What sort of speaker it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SpeakerKind {
    Person,
    Organization,
    Group,
    Document,
    /// Kept back by the outlet: "a senior official", "sources".
    Anonymous,
    Unknown,
}

impl SpeakerKind {
    /// Returns the contract's word.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Organization => "organization",
            Self::Group => "group",
            Self::Document => "document",
            Self::Anonymous => "anonymous",
            Self::Unknown => "unknown",
        }
    }

    /// Reads the contract's word.
    pub fn from_name(name: &str) -> Option<Self> {
        use SpeakerKind::*;
        [Person, Organization, Group, Document, Anonymous, Unknown].into_iter().find(|kind| kind.name() == name)
    }
}

/// Somebody or something that claims are attributed to, within one version.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Speaker {
    /// Its number in this extraction.
    pub id: SpeakerId,
    /// The fullest name in the text ("Sergei Lavrov"), or the description where no name is given.
    pub name: String,
    /// What sort of speaker.
    pub kind: SpeakerKind,
    /// The office or relation that the text gives ("Russian foreign minister").
    pub role: Option<String>,
    /// Other names that the text uses, in order of first use ("Lavrov").
    pub aliases: Vec<String>,
    /// Where the text names it, pronouns included, in text order.
    pub mentions: Vec<Span>,
}

/// One thing asserted in one version of a story.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Claim {
    /// Its number in this extraction, in document order.
    pub id: ClaimId,
    /// How it is worded and attributed.
    pub kind: ClaimKind,
    /// The hull of content, cue and source, and of the words that `speech` and `outer` rest on.
    pub span: Span,
    /// What is asserted, without the outer quotation marks of a quote and without edge punctuation.
    pub content: Excerpt,
    /// What attributes it ("said", "according to"); `None` for facts.
    pub cue: Option<Excerpt>,
    /// The words that name who ("she"); `None` for facts.
    pub source: Option<Excerpt>,
    /// Who that is.
    pub speaker: Option<SpeakerId>,
    /// Whether the text reports that it was said.
    pub speech: Speech,
    /// The words that say that it was not, or not surely ("did not say", "if Vance says"); `None` where it was.
    pub speech_cue: Option<Box<Excerpt>>,
    /// The sources around the speaker's own, outermost first.
    pub outer: Vec<Outer>,
    /// The stretches inside quotation marks, without the marks, in text order.
    pub quotes: Vec<Span>,
    /// When it was said, where the text says so.
    pub said_on: Option<Box<SaidOn>>,
    /// What it commits the speaker to, in text order.
    pub positions: Vec<Position>,
    /// Whether the main clause of the content is affirmed or negated.
    pub polarity: Polarity,
    /// All the words in the content that negate ("not", "no evidence"), in text order, those of side clauses too; and
    /// those of the cue, where that denies the content ("does not think that").
    pub negations: Vec<Span>,
    /// How sure the wording is.
    pub certainty: Certainty,
    /// The numbers in the content, in text order.
    pub figures: Vec<Figure>,
    /// What the pronouns and bare nouns of content, cue and source mean, in text order, where the text tells for
    /// certain.
    #[serde(default)]
    pub referents: Vec<Referent>,
    /// From 0 to 1: how likely the reading is right.
    pub confidence: f64,
    /// What decided.
    pub rule: Rule,
}

impl Claim {
    /// Makes a claim of a content and nothing else: the outlet's own, affirmed, certain, number 0.
    pub fn bare(content: Excerpt) -> Self {
        Self {
            id: ClaimId(0),
            kind: ClaimKind::Fact,
            span: content.hull(),
            content,
            cue: None,
            source: None,
            speaker: None,
            speech: Speech::Said,
            speech_cue: None,
            outer: Vec::new(),
            quotes: Vec::new(),
            said_on: None,
            positions: Vec::new(),
            polarity: Polarity::Affirmed,
            negations: Vec::new(),
            certainty: Certainty::default(),
            figures: Vec::new(),
            referents: Vec::new(),
            confidence: 1.0,
            rule: Rule::OwnVoice,
        }
    }

    /// Returns whether the text reports that it was said.
    pub fn is_said(&self) -> bool {
        self.speech == Speech::Said
    }

    /// Returns whether all its words are the speaker's own, without marks: in a transcript, a speech, a release.
    pub fn is_verbatim(&self) -> bool {
        matches!(self.rule, Rule::Turn | Rule::Recording | Rule::OwnWords)
    }

    /// Returns whether it has the speaker's own words, in marks or without; else the outlet tells them in its words.
    pub fn is_in_own_words(&self) -> bool {
        matches!(self.kind, ClaimKind::Quote | ClaimKind::Mixed) || self.is_verbatim()
    }

    /// Returns the words without which the content would say something else: those that say that it was not said ("did
    /// not say"), a cue before it that gives the stance ("ruled out") or that denies it ("does not think").
    pub fn leading_words(&self) -> Option<&str> {
        if let Some(cue) = &self.speech_cue {
            return Some(&cue.text);
        }
        let cue = self.cue.as_ref()?;
        let leads = cue.hull().end <= self.content.hull().start;
        (leads && (self.takes_stance_by_cue() || self.is_denied_by_cue())).then_some(cue.text.as_str())
    }

    /// Returns whether the cue gives the position: "ruled out".
    pub fn takes_stance_by_cue(&self) -> bool {
        self.position().is_some_and(|position| self.is_of_cue(position.cue))
    }

    /// Returns the first of its positions.
    pub fn position(&self) -> Option<&Position> {
        self.positions.first()
    }

    /// Returns whether the cue negates the content: "does not think that".
    pub fn is_denied_by_cue(&self) -> bool {
        self.negations.iter().any(|&negation| self.is_of_cue(negation))
    }

    fn is_of_cue(&self, words: Span) -> bool {
        self.cue.iter().flat_map(|cue| &cue.spans).any(|span| span.contains(words))
    }

    /// Returns whether two claims of one body, read by two extractors, have most of one's content in the other's.
    pub fn shares_words(&self, other: &Self) -> bool {
        let (one, other) = (&self.content.spans, &other.content.spans);
        let length = |spans: &[Span]| spans.iter().map(|span| span.len()).sum::<usize>();
        let pairs = one.iter().flat_map(|one| other.iter().map(move |other| (one, other)));
        let shared: usize =
            pairs.map(|(one, other)| one.end.min(other.end).saturating_sub(one.start.max(other.start))).sum();
        shared * 2 > length(one).min(length(other))
    }
}

/// What is odd about the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WarningKind {
    /// A quotation mark opens and nothing closes it in its paragraph.
    UnclosedQuote,
    /// A closing quotation mark with nothing open before it.
    StrayQuote,
    /// Invisible or direction-changing characters in the text.
    HiddenCharacters,
    /// A sentence that is far longer than any that papers print, and is read in pieces.
    LongSentence,
    /// The text has more parts than any writing of its length, and is read up to here.
    Unread,
}

impl WarningKind {
    /// Returns the word that stands in the JSON.
    pub const fn name(self) -> &'static str {
        match self {
            Self::UnclosedQuote => "unclosed_quote",
            Self::StrayQuote => "stray_quote",
            Self::HiddenCharacters => "hidden_characters",
            Self::LongSentence => "long_sentence",
            Self::Unread => "unread",
        }
    }
}

/// Something odd in the body that a reader of the claims should know.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Warning {
    /// What.
    pub kind: WarningKind,
    /// Where.
    pub span: Span,
    /// In words, a lowercase sentence.
    pub message: Cow<'static, str>,
}

/// All that was read off one body.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Extraction {
    /// The speakers, by first mention; `speakers[i].id` is `SpeakerId(i)`.
    pub speakers: Vec<Speaker>,
    /// The claims in document order (by `span.start`, then `span.end`); `claims[i].id` is `ClaimId(i)`.
    pub claims: Vec<Claim>,
    /// Oddities, in text order.
    pub warnings: Vec<Warning>,
}

impl Extraction {
    /// Returns the speaker of a claim.
    pub fn speaker_of(&self, claim: &Claim) -> Option<&Speaker> {
        self.speakers.get(claim.speaker?.0 as usize)
    }

    /// Counts the claims of a kind.
    pub fn count(&self, kind: ClaimKind) -> usize {
        self.claims.iter().filter(|claim| claim.kind == kind).count()
    }
}
