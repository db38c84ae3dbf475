//! From a document to claims: who asserts what, in which words.
//!
//! It does no I/O and reads no clock, and it never fails: an odd text gives fewer claims and more warnings.
//!
//! The way through: [`attribution`] finds what is attributed to whom (by one of the models of `lang` beside rules, or
//! by the rules alone), [`fact`] covers every asserting sentence that is left, `voice` knows who speaks it, [`speaker`]
//! says who the sources are and whom else the text speaks of, and the rest of a claim's fields are read off its words
//! by one file each; `assembly` puts them together. [`explain`] tells afterwards what decided.

pub mod attribution;
pub mod certainty;
pub mod explain;
pub mod fact;
pub mod figure;
pub mod polarity;
pub mod position;
pub mod said_on;
pub mod speaker;

mod assembly;
mod clause;
mod date;
mod foreign;
mod forms;
mod held_tokens;
#[cfg(test)]
mod linear;
#[cfg(test)]
mod marked;
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

use crate::claim::Extraction;
use crate::lang::cache::{Cache, Key};
use crate::lang::{self, Model};
use crate::language;
use crate::reading::{Analysis, DateMention, Entities, FigureMention, TextReading};
use crate::story::Metadata;
use crate::syntax::trees::Trees;
use crate::text::{self, Document};

use attribution::words::ClassedWords;
use attribution::{Attribution, Findings};
use syntax::Syntax;

pub use reading::analyse_cached;

/// The version of the rules; bumped with any change that alters an extraction, a reading, or a reading's format, and is
/// not the model's.
const RULES: &str = "rules-14";

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
    extract_cached(body, metadata, method, &mut Cache::default())
}

/// Reads all claims off a body as [`extract_with`] does, without analysing anew what `cache` holds.
pub fn extract_cached(body: &str, metadata: &Metadata, method: Method, cache: &mut Cache) -> Extraction {
    let document = text::parse(body);
    claims(&document, metadata, method, &Mentions::new(&document, metadata), cache).0
}

/// Reads all claims off a body as [`extract_with`] does, and what else a comparison of versions looks up, headline
/// included.
pub fn analyse(body: &str, metadata: &Metadata, method: Method) -> Analysis {
    analyse_cached(body, metadata, method, &mut Cache::default())
}

/// Reads what a text says, and no claims nor whom it speaks of; `published` is the day that relative dates count from.
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
    if language::foreign(document.body).is_some() {
        let syntax = Syntax::tagged(document);
        let marked = foreign::verbatim(&words);
        let (mut extraction, _) = assembly::extraction(&words, metadata, marked, &syntax, mentions);
        foreign::withdraw(&mut extraction);
        return (extraction, Entities::default(), None);
    }
    let Findings { mut attributions, trees, .. } = attribution::find(&words, method.model(), cache);
    let syntax = Syntax::new(document, trees);
    // In somebody's own text it is the speaker who tells. Whose a position is shows in the trees.
    if syntax.trees().is_some() && metadata.speaker.is_none() && document.turns.is_empty() {
        let told = fact::facts(&syntax, &attributions).into_iter().filter_map(|fact| position::told(&syntax, &fact));
        let told: Vec<Attribution> = told.collect();
        attributions.extend(told);
    }
    let (extraction, entities) = assembly::extraction(&words, metadata, attributions, &syntax, mentions);
    (extraction, entities, syntax.into_trees())
}

/// Names what an analysis by `method` looks up in its [`Cache`]: for the body, and for the headline.
pub fn keys(body: &str, headline: Option<&str>, method: Method) -> Vec<Key> {
    let texts = [Some(body), headline].into_iter().flatten();
    method.model().map_or(Vec::new(), |model| texts.flat_map(|text| lang::keys(text, model)).collect())
}

/// The day that relative dates count from, as the outlet counts days: of publication, then modification, then capture.
fn day_of(metadata: &Metadata) -> Option<NaiveDate> {
    let captured_at = metadata.captured_at.map(|time| time.fixed_offset());
    Some(metadata.published_at.or(metadata.modified_at).or(captured_at)?.date_naive())
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
    use crate::claim::{CertaintyLevel, Claim, ClaimKind, Excerpt, Rule, Span};

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
    fn hearsay_is_hedged() {
        let level = |body: &str| {
            let extraction = extract(body, &Metadata::default());
            assert_eq!(extraction.claims.len(), 1, "{body}");
            extraction.claims[0].certainty.level
        };
        assert_eq!(level("The chairman is understood to have resigned."), CertaintyLevel::Hedged);
        assert_eq!(level("Two climbers are feared dead on the north face."), CertaintyLevel::Hedged);
        assert_eq!(level("The chairman has resigned."), CertaintyLevel::Asserted);
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
        assert_eq!((RULES, crate::reading::FORMAT), ("rules-14", 2));
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
            let syntax = Syntax::tagged(&document);
            for (index, sentence) in document.sentences.iter().enumerate() {
                let has_words = sentence.tokens.clone().any(|token| matches!(document.tokens.at(token).kind, text::TokenKind::Word | text::TokenKind::Number))
                    && sentence.dateline.is_none()
                    && document.turns.iter().all(|turn| !turn.label.overlaps(sentence.span))
                    && !fact::asserts_nothing(&syntax, index, document.opening(index)..sentence.tokens.end);
                let covered = extraction.claims.iter().any(|claim| all_spans(claim).any(|span| span.overlaps(sentence.span)));
                prop_assert!(covered || !has_words, "{:?}", sentence.span.of(&body));
            }
        }
    }
}
