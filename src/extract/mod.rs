//! From a document to claims: who asserts what, in which words.
//!
//! It does no I/O and reads no clock, and it never fails: an odd text gives fewer claims and more warnings.
//!
//! The way through: [`attribution`] finds what is attributed to whom (by one of the models of `lang` beside rules, or
//! by the rules alone), [`fact`] covers every asserting sentence that is left, `voice` knows who speaks it, [`speaker`]
//! says who the sources are, and the rest of a claim's fields are read off its words by one file each. [`explain`]
//! tells afterwards what decided.

pub mod attribution;
pub mod certainty;
pub mod explain;
pub mod fact;
pub mod figure;
pub mod polarity;
pub mod position;
pub mod said_on;
pub mod speaker;

mod clause;
mod date;
mod number;
mod reading;
mod referent;
mod speech;
mod split;
mod syntax;
mod title;
mod unit;
mod voice;
mod words;

use chrono::NaiveDate;

use crate::claim::{Claim, ClaimId, ClaimKind, Excerpt, Extraction, Outer, Rule, Span, SpeakerId, Speech};
use crate::lang::cache::{Cache, Key};
use crate::lang::{self, Model};
use crate::reading::{Analysis, DateMention, Entities, FigureMention, TextReading};
use crate::story::Metadata;
use crate::syntax::trees::Trees;
use crate::text::{self, Document};

use attribution::words::ClassedWords;
use attribution::{Attribution, outer};
use speaker::Resolved;
use speech::SpeechReading;
use syntax::Syntax;
use voice::Voices;

pub use reading::analyse_cached;

/// The version of the rules; bumped with any change that alters an extraction, a reading, or a reading's format, and is
/// not the model's.
const RULES: &str = "rules-6";

/// How attributions are found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Method {
    /// By the rules alone: quickest, and certain of what it finds, but it misses half.
    Rules,
    /// By a small linear tagger on top of the rules.
    Fast,
    /// By a small transformer beside the rules: finds most, a fraction of a second an article.
    #[default]
    Accurate,
}

impl Method {
    /// All methods.
    pub const ALL: [Self; 3] = [Self::Rules, Self::Fast, Self::Accurate];

    /// Returns the name, as the command line takes it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Rules => "rules",
            Self::Fast => "fast",
            Self::Accurate => "accurate",
        }
    }

    /// Returns the model that labels the text; `None` where the rules do it alone.
    pub const fn model(self) -> Option<Model> {
        match self {
            Self::Rules => None,
            Self::Fast => Some(Model::Fast),
            Self::Accurate => Some(Model::Accurate),
        }
    }

    /// Returns the name and version of the extractor: it changes with the model's bytes and with the rules.
    pub fn extractor(self) -> String {
        self.model().map_or(RULES.to_owned(), |model| format!("{}+{RULES}", model.version()))
    }
}

/// Confidence of a claim in the outlet's own voice: that a sentence asserts something is nearly certain, that nobody is
/// credited less so.
const OWN_VOICE_CONFIDENCE: f64 = 0.8;

/// Confidence of a claim in the voice of a turn's speaker or of the author.
const VOICE_CONFIDENCE: f64 = 0.95;

/// Reads all claims off a body. `metadata` gives the day against which "on Tuesday" is resolved.
///
/// ```
/// use onrecord::claim::ClaimKind;
/// use onrecord::story::Metadata;
///
/// let body = "“We will not go,” Ana Holt said. The bridge is shut.";
/// let extraction = onrecord::extract::extract(body, &Metadata::default());
/// let [quote, fact] = &extraction.claims[..] else { panic!("two claims") };
/// assert_eq!((quote.kind, quote.content.text.as_str()), (ClaimKind::Quote, "We will not go"));
/// assert_eq!(extraction.speaker_of(quote).map(|speaker| speaker.name.as_str()), Some("Ana Holt"));
/// assert_eq!(fact.kind, ClaimKind::Fact);
/// ```
pub fn extract(body: &str, metadata: &Metadata) -> Extraction {
    extract_with(body, metadata, Method::default())
}

/// Reads all claims off a body as [`extract`] does, by the method that is asked for.
pub fn extract_with(body: &str, metadata: &Metadata, method: Method) -> Extraction {
    let document = text::parse(body);
    claims(&document, metadata, method, &Mentions::new(&document, metadata), &mut Cache::default()).0
}

/// Reads all claims off a body as [`extract_with`] does, and what else a comparison of versions looks up, headline
/// included.
pub fn analyse(body: &str, metadata: &Metadata, method: Method) -> Analysis {
    analyse_cached(body, metadata, method, &mut Cache::default())
}

/// Reads what a text says, and no claims; `published` is the day that relative dates count from.
pub fn text_reading(text: &str, published: Option<NaiveDate>) -> TextReading {
    reading::text_reading(text::parse(text), published)
}

/// What a text names, wherever it stands.
struct Mentions {
    figures: Vec<FigureMention>,
    /// Those in relative words count from the day that is known of the text, as [`day_of`] has it.
    dates: Vec<DateMention>,
}

impl Mentions {
    fn new(document: &Document, metadata: &Metadata) -> Self {
        Self { figures: figure::mentions(document), dates: date::dates(document, day_of(metadata)) }
    }
}

/// Reads all claims off a document that names `mentions`; returns with them whom it speaks of, and the trees of its
/// sentences where the method parses.
fn claims(
    document: &Document,
    metadata: &Metadata,
    method: Method,
    mentions: &Mentions,
    cache: &mut Cache,
) -> (Extraction, Entities, Option<Trees>) {
    let words = ClassedWords::new(document);
    let found = attribution::find(&words, method.model(), cache);
    let syntax = Syntax::new(document, found.words);
    let (extraction, entities) = extraction(&words, metadata, &found.attributions, &syntax, mentions);
    (extraction, entities, syntax.into_trees())
}

/// Names what an extraction by `method` looks up in its [`Cache`].
pub fn keys(body: &str, method: Method) -> Vec<Key> {
    method.model().map_or(Vec::new(), |model| lang::keys(body, model))
}

/// Makes claims of the attributions, and of what they leave.
fn extraction(
    words: &ClassedWords,
    metadata: &Metadata,
    attributions: &[Attribution],
    syntax: &Syntax,
    mentions: &Mentions,
) -> (Extraction, Entities) {
    let document = words.document;
    let voices = Voices::new(words, metadata, attributions);
    let outer = outer::frames(words, attributions);
    // The sources around others are read like these, behind them.
    let around = attributions.iter().zip(&outer).flat_map(|(inner, outer)| outer.iter().map(|one| one.around(inner)));
    let all: Vec<Attribution> = attributions.iter().cloned().chain(around).collect();
    let Resolved { speakers, mut links, of_voice, entities } = speaker::resolve_among(syntax, &all, &voices);
    let mut outer_links = links.split_off(attributions.len()).into_iter();
    let Mentions { figures, dates } = mentions;
    let seen = Seen { syntax, figures, dates };
    let mut claims: Vec<Claim> = Vec::with_capacity(attributions.len());
    for ((attribution, speaker), frames) in attributions.iter().zip(links).zip(&outer) {
        let excerpt = |span| Excerpt::new(document.body, vec![span]);
        let outer = frames.iter().map(|frame| Outer {
            cue: excerpt(frame.cue),
            source: excerpt(frame.source),
            speaker: outer_links.next().flatten(),
        });
        let outer: Vec<Outer> = outer.collect();
        let reading = speech::reading(words, attribution, frames);
        let speaker = speaker.or_else(|| own_words(words, attribution, &voices, &of_voice));
        claims.push(spoken(document, Claim { speaker, outer, ..attributed(&seen, attribution) }, reading));
    }
    for content in fact::facts(seen.syntax, &all) {
        let fact = voiced(fact_claim(&seen, &content), document, &voices, &of_voice);
        // Words in marks inside a fact that are somebody's are told with that claim.
        let is_held = |quote: &Span| attributions.iter().flat_map(|one| &one.content).any(|span| span.overlaps(*quote));
        let quotes = fact.quotes.iter().copied().filter(|quote| !is_held(quote)).collect();
        claims.push(Claim { quotes, ..fact });
    }
    claims.sort_by_key(|claim| (claim.span, claim.content.hull()));
    let named = referent::named(&entities);
    for (index, claim) in claims.iter_mut().enumerate() {
        claim.id = ClaimId(u32::try_from(index).unwrap_or(u32::MAX));
        claim.referents = referent::referents(syntax, &entities, &named, claim);
    }
    (Extraction { speakers, claims, warnings: document.warnings.clone() }, entities)
}

/// The day that relative dates count from, as the outlet counts days: of publication, then modification, then capture.
fn day_of(metadata: &Metadata) -> Option<NaiveDate> {
    let captured_at = metadata.captured_at.map(|time| time.fixed_offset());
    Some(metadata.published_at.or(metadata.modified_at).or(captured_at)?.date_naive())
}

/// What was found in a document before its claims are put together.
struct Seen<'s> {
    syntax: &'s Syntax<'s>,
    figures: &'s [FigureMention],
    dates: &'s [DateMention],
}

fn attributed(seen: &Seen, attribution: &Attribution) -> Claim {
    let &Seen { syntax, dates, .. } = seen;
    let document = syntax.document;
    let Attribution { content, cue, source, .. } = attribution;
    let excerpt = |spans: &[Span]| (!spans.is_empty()).then(|| Excerpt::new(document.body, spans.to_vec()));
    let mut claim = claim_of(seen, content);
    if source.is_empty() {
        claim.certainty = certainty::with_hearsay(document, claim.certainty, cue);
    }
    let claim = claim_of(seen, content);
    // Marks within marks that were left open quote nobody for sure.
    let unquoted = attribution.kind != ClaimKind::Statement && claim.quotes.is_empty();
    Claim {
        kind: if unquoted { ClaimKind::Statement } else { attribution.kind },
        span: attribution.hull(),
        cue: excerpt(cue),
        source: excerpt(source),
        said_on: said_on::said_on(document, dates, content, cue, source),
        position: position::position(syntax, content, cue, source),
        confidence: attribution.confidence,
        rule: attribution.rule,
        ..claim
    }
}

/// Gives a claim what the words around its cue tell: what was not said takes no position.
fn spoken(document: &Document, claim: Claim, reading: SpeechReading) -> Claim {
    let SpeechReading { speech, cue, denials } = reading;
    let around = claim.outer.iter().flat_map(|outer| [outer.cue.hull(), outer.source.hull()]);
    let span = cue.iter().copied().chain(around).fold(claim.span, Span::join);
    let polarity = if denials.is_empty() { claim.polarity } else { claim.polarity.turned() };
    let mut negations = [claim.negations, denials].concat();
    negations.sort_unstable();
    Claim {
        span,
        speech,
        speech_cue: (!cue.is_empty()).then(|| Excerpt::new(document.body, cue)),
        position: claim.position.filter(|_| speech == Speech::Said),
        polarity,
        negations,
        ..claim
    }
}

fn fact_claim(seen: &Seen, content: &[Span]) -> Claim {
    Claim { position: position::position(seen.syntax, content, &[], &[]), ..claim_of(seen, content) }
}

/// Returns whose turn an attribution without a source stands in, where its words are told in the first person: "our
/// opposition rests on the belief that …".
fn own_words(
    words: &ClassedWords,
    attribution: &Attribution,
    voices: &Voices,
    of_voice: &[Option<SpeakerId>],
) -> Option<SpeakerId> {
    let hull = attribution.hull();
    let first_person = |token: usize| words.any(token, &["i", "we", "our", "my"]) && !words.in_quotation(token);
    let tells = attribution.source.is_empty() && words.document.tokens_in(hull).any(first_person);
    let stretch = voices.at(hull.start).filter(|_| tells)?;
    of_voice[stretch.voice?]
}

/// Credits what nobody is quoted with to whoever speaks there in the text's own voice.
fn voiced(fact: Claim, document: &Document, voices: &Voices, of_voice: &[Option<SpeakerId>]) -> Claim {
    let Some(stretch) = voices.at(fact.span.start) else { return fact };
    let Some(voice) = stretch.voice else { return fact };
    let speaker = of_voice[voice];
    if speaker.is_none() && stretch.turn.is_none() {
        return fact;
    }
    let quoted = fact.quotes == fact.content.spans;
    let claim = Claim {
        kind: if quoted { ClaimKind::Quote } else { ClaimKind::Statement },
        speaker,
        confidence: VOICE_CONFIDENCE,
        rule: stretch.rule,
        ..fact
    };
    // The label stands beside the first words of its turn alone.
    let Some(turn) = stretch.turn.map(|turn| &document.turns[turn]) else { return claim };
    let between = Span::new(turn.content.start, claim.span.start).of(document.body);
    if between.contains(char::is_alphanumeric) {
        return claim;
    }
    let excerpt = |span: Span| Excerpt::new(document.body, vec![span]);
    let span = claim.span.join(turn.label);
    Claim { cue: turn.colon.map(excerpt), source: Some(excerpt(turn.label)), span, ..claim }
}

/// Reads what can be read off the content alone.
fn claim_of(seen: &Seen, content: &[Span]) -> Claim {
    let &Seen { syntax, figures, .. } = seen;
    let document = syntax.document;
    let excerpt = Excerpt::new(document.body, content.to_vec());
    let (polarity, negations) = polarity::polarity(syntax, content);
    Claim {
        id: ClaimId(0),
        kind: ClaimKind::Fact,
        span: excerpt.hull(),
        cue: None,
        source: None,
        speaker: None,
        speech: Speech::Said,
        speech_cue: None,
        outer: Vec::new(),
        quotes: quotes(document, content),
        said_on: None,
        position: None,
        polarity,
        negations,
        certainty: certainty::certainty(document, content),
        figures: figure::figures(document, figures, content),
        referents: Vec::new(),
        confidence: OWN_VOICE_CONFIDENCE,
        rule: Rule::OwnVoice,
        content: excerpt,
    }
}

/// The stretches of the content inside outermost quotation marks, without the marks.
fn quotes(document: &Document, content: &[Span]) -> Vec<Span> {
    let mut quotes = Vec::new();
    for span in content {
        // The outermost quotation that opened last before the span may hold it; those nested in that one stand between.
        let behind = document.quotations.partition_point(|quotation| quotation.outer.start <= span.start);
        let first = document.quotations[..behind].iter().rposition(|quotation| quotation.depth == 0).unwrap_or(behind);
        for quotation in document.quotations[first..].iter().take_while(|quotation| quotation.outer.start < span.end) {
            let (start, end) = (quotation.inner.start.max(span.start), quotation.inner.end.min(span.end));
            if quotation.depth == 0 && start < end {
                // French marks stand off their words: « so ».
                let text = Span::new(start, end).of(document.body);
                let start = start + (text.len() - text.trim_start().len());
                let trimmed = Span::new(start, start + text.trim().len());
                quotes.extend((!trimmed.is_empty()).then_some(trimmed));
            }
        }
    }
    quotes
}

/// Returns the first tokens of all parts but the first of parted sentences, for measuring how well they are parted.
pub fn parted(document: &Document) -> Vec<usize> {
    let syntax = Syntax::tagged(document);
    let sentences = document.sentences.iter();
    sentences
        .flat_map(|sentence| split::parts(&syntax, sentence.tokens.clone()).into_iter().skip(1))
        .map(|part| part.start)
        .collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn all_spans(claim: &Claim) -> impl Iterator<Item = Span> + '_ {
        let excerpts = [Some(&claim.content), claim.cue.as_ref(), claim.source.as_ref()];
        excerpts.into_iter().flatten().flat_map(|excerpt| excerpt.spans.iter().copied())
    }

    #[test]
    fn continued_quotations_keep_their_speaker() {
        let body = "“We go,” Ana Holt said.\n\n“It is late and we are tired.”";
        let extraction = extract(body, &Metadata::default());
        assert_eq!(extraction.claims.len(), 2);
        assert_eq!(extraction.claims[1].rule, Rule::ContinuedQuote);
        assert!(extraction.claims[1].source.is_none());
        assert_eq!(extraction.claims[0].speaker, extraction.claims[1].speaker);
        assert!(extraction.claims[0].speaker.is_some());
    }

    #[test]
    fn days_are_those_of_the_outlet() {
        let said_on = |published: &str, words: &str| {
            let metadata = Metadata { published_at: published.parse().ok(), ..Metadata::default() };
            let extraction = extract(&format!("The port is shut, Ana Holt said {words}."), &metadata);
            extraction.claims[0].said_on.as_ref().map(|said_on| said_on.date.to_string()).unwrap_or_default()
        };
        // Wednesday, 16 May there, and Tuesday in Greenwich.
        let early = "2029-05-16T08:30:00+12:00";
        assert_eq!(said_on(early, "today"), "2029-05-16");
        assert_eq!(said_on(early, "on Wednesday"), "2029-05-16");
        assert_eq!(said_on(early, "yesterday"), "2029-05-15");
        // Tuesday, 15 May there, and Wednesday in Greenwich.
        let late = "2029-05-15T21:45:00-07:00";
        assert_eq!(said_on(late, "today"), "2029-05-15");
        assert_eq!(said_on(late, "on Wednesday"), "2029-05-09");
        assert_eq!(said_on("2029-05-16T04:45:00Z", "on Wednesday"), "2029-05-16");
    }

    #[test]
    fn a_format_of_readings_goes_with_a_version_of_the_rules() {
        // `reextract` finds what is of an older format by the extractor's name: change both or none.
        assert_eq!((RULES, crate::reading::FORMAT), ("rules-6", 2));
    }

    proptest! {
        #[test]
        fn claims_stand_where_they_say(body in text::tests::odd_text(), fast in any::<bool>()) {
            let method = if fast { Method::Fast } else { Method::Rules };
            let extraction = extract_with(&body, &Metadata::default(), method);
            let mut last = Span::default();
            for (index, claim) in extraction.claims.iter().enumerate() {
                prop_assert_eq!(claim.id.0 as usize, index);
                prop_assert!(claim.span >= last, "document order");
                last = claim.span;
                for span in all_spans(claim) {
                    prop_assert!(claim.span.contains(span) && !span.is_empty());
                    let _ = span.of(&body);
                }
                prop_assert_eq!(&claim.content, &Excerpt::new(&body, claim.content.spans.clone()));
                prop_assert!(claim.quotes.iter().all(|quote| claim.span.contains(*quote)));
                prop_assert_eq!(claim.kind == ClaimKind::Fact, claim.cue.is_none() && claim.source.is_none() && claim.rule == Rule::OwnVoice);
                prop_assert!(claim.speaker.is_none_or(|speaker| (speaker.0 as usize) < extraction.speakers.len()));
            }
            let document = text::parse(&body);
            for sentence in &document.sentences {
                let has_words = sentence.tokens.clone().any(|token| matches!(document.tokens[token].kind, text::TokenKind::Word | text::TokenKind::Number))
                    && sentence.dateline.is_none()
                    && document.turns.iter().all(|turn| !turn.label.overlaps(sentence.span));
                let covered = extraction.claims.iter().any(|claim| all_spans(claim).any(|span| span.overlaps(sentence.span)));
                prop_assert!(covered || !has_words, "{:?}", sentence.span.of(&body));
            }
        }
    }
}
