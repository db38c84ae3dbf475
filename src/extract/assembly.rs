//! Claims put together: what is attributed, what that leaves, and whose turn it stands in.
//!
//! Each field is read by a file of its own; it decides on none.

use crate::claim::{
    Claim, ClaimId, ClaimKind, Excerpt, Extraction, Outer, Position, Rule, Span, Speaker, SpeakerId, Speech,
};
use crate::reading::{DateMention, Entities, FigureMention};
use crate::story::Metadata;
use crate::text::Document;

use super::attribution::words::ClassedWords;
use super::attribution::{Attribution, outer};
use super::held_tokens::HeldTokens;
use super::speaker::{self, Resolved};
use super::speech::{self, SpeechReading};
use super::syntax::Syntax;
use super::voice::{LED, VoiceSort, Voices};
use super::{Mentions, certainty, fact, figure, polarity, position, referent, said_on};

/// Confidence of a claim in the outlet's own voice: that a sentence asserts something is nearly certain, that nobody is
/// credited less so.
const OWN_VOICE_CONFIDENCE: f64 = 0.8;

/// What others may be of what a speaker promises them.
const ASSURED: [&str; 6] = ["sure", "assured", "certain", "bet", "count", "word"];

/// Confidence of a claim in the voice of a turn's speaker or of the author.
const VOICE_CONFIDENCE: f64 = 0.95;

/// Makes claims of the attributions, and of what they leave.
pub(super) fn extraction(
    words: &ClassedWords,
    metadata: &Metadata,
    attributions: Vec<Attribution>,
    syntax: &Syntax,
    mentions: &Mentions,
) -> (Extraction, Entities) {
    let document = words.document;
    let voices = Voices::new(words, metadata, &attributions);
    let outer = outer::frames(words, &attributions);
    // The sources around others are read like these, behind them.
    let around = attributions.iter().zip(&outer).flat_map(|(inner, outer)| outer.iter().map(|one| one.around(inner)));
    let around: Vec<Attribution> = around.collect();
    let (told, mut all) = (attributions.len(), attributions);
    all.extend(around);
    let attributions = &all[..told];
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
        let speaker = own_body(words, attribution, &voices, &of_voice, metadata)
            .or(speaker)
            .or_else(|| own_words(&seen, words, attribution, &voices, &of_voice));
        claims.push(spoken(document, Claim { speaker, outer, ..attributed(&seen, attribution) }, reading));
    }
    let facts = fact::facts(seen.syntax, &all);
    // A claim is large, and what a list grows by is half of it.
    claims.reserve_exact(facts.len());
    let attributed_words = HeldTokens::new(document, attributions.iter().flat_map(|one| one.content.iter().copied()));
    for content in facts {
        let fact = voiced(claim_of(&seen, &content), document, &voices, &of_voice);
        // Words in marks inside a fact that are somebody's are told with that claim.
        let quotes = fact.quotes.iter().copied().filter(|quote| !attributed_words.touches(*quote)).collect();
        claims.push(Claim { quotes, ..fact });
    }
    claims.iter_mut().zip(0..).for_each(|(claim, number)| claim.id = ClaimId(number));
    // In place, since claims are large: a sort that keeps the order of equals by itself wants room for half of them.
    claims.sort_unstable_by_key(|claim| (claim.span, claim.content.hull(), claim.id));
    let named = referent::named(&entities);
    for (index, claim) in claims.iter_mut().enumerate() {
        claim.id = ClaimId(u32::try_from(index).unwrap_or(u32::MAX));
        claim.referents = referent::referents(syntax, &entities, &named, claim);
        claim.positions = positions(&seen, &entities, &voices, &speakers, metadata, claim);
    }
    (Extraction { speakers, claims, warnings: document.warnings.clone() }, entities)
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
    // Marks within marks that were left open quote nobody for sure.
    let unquoted = attribution.kind != ClaimKind::Statement && claim.quotes.is_empty();
    Claim {
        kind: if unquoted { ClaimKind::Statement } else { attribution.kind },
        span: attribution.hull(),
        cue: excerpt(cue),
        source: excerpt(source),
        said_on: said_on::said_on(document, dates, content, cue, source).map(Box::new),
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
        speech_cue: (!cue.is_empty()).then(|| Box::new(Excerpt::new(document.body, cue))),
        polarity,
        negations,
        ..claim
    }
}

/// Reads what a claim commits its speaker to: what was not said commits nobody.
fn positions(
    seen: &Seen,
    entities: &Entities,
    voices: &Voices,
    speakers: &[Speaker],
    metadata: &Metadata,
    claim: &Claim,
) -> Vec<Position> {
    // Who asks takes no position.
    let voice = voices.at(claim.span.start).and_then(|stretch| stretch.voice);
    let asks = voice.is_some_and(|voice| matches!(voices.all[voice].sort, VoiceSort::Asker | VoiceSort::Nobody));
    if asks {
        return Vec::new();
    }
    let speaker = claim.speaker.and_then(|speaker| speakers.get(speaker.0 as usize));
    let spans = |excerpt: &Option<Excerpt>| excerpt.as_ref().map_or(Vec::new(), |excerpt| excerpt.spans.clone());
    let said = position::Said {
        content: &claim.content.spans,
        cue: &spans(&claim.cue),
        source: &spans(&claim.source),
        speaker: claim.speaker,
        name: speaker.map_or("", |speaker| &speaker.name),
        outlet: metadata.outlet.as_deref().unwrap_or_default(),
        dates: seen.dates,
        published: super::day_of(metadata),
        is_said: claim.speech == Speech::Said,
        role: speaker.and_then(|speaker| speaker.role.as_deref()).unwrap_or_default(),
        kind: claim.kind,
        is_own_text: matches!(claim.rule, Rule::Turn | Rule::Recording | Rule::OwnWords),
    };
    position::positions(seen.syntax, entities, said)
}

/// Returns whose turn an attribution without a source stands in, where its words are told in the first person: "our
/// opposition rests on the belief that …".
fn own_words(
    seen: &Seen,
    words: &ClassedWords,
    attribution: &Attribution,
    voices: &Voices,
    of_voice: &[Option<SpeakerId>],
) -> Option<SpeakerId> {
    let hull = attribution.hull();
    let first_person = |token: usize| words.any(token, &["i", "we", "our", "my"]) && !words.in_quotation(token);
    // "I'm here | to announce": what was read as a source names nobody.
    let source: Vec<usize> = attribution.source.iter().flat_map(|&span| words.document.tokens_in(span)).collect();
    let is_nominal = |token: usize| seen.syntax.tag(token).is_nominal();
    let names = match seen.syntax.trees().and_then(|trees| trees.top(&source)) {
        Some(top) => is_nominal(top),
        None => source.iter().any(|&token| is_nominal(token)),
    };
    // "You can be sure | that we will": it is a promise of whoever speaks.
    let assures = source.last().is_some_and(|&token| words.any(token, &["you"]))
        && attribution
            .cue
            .iter()
            .flat_map(|&span| words.document.tokens_in(span))
            .any(|token| words.any(token, &ASSURED));
    let tells = (!names || assures) && words.document.tokens_in(hull).any(first_person);
    let stretch = voices.at(hull.start).filter(|_| tells)?;
    of_voice[stretch.voice?]
}

/// Returns whose text an attribution stands in, where its source is the body that he leads: "Cabinet is determined …" in
/// a prime minister's own speech is what he says of his cabinet; so is what he says of his country.
fn own_body(
    words: &ClassedWords,
    attribution: &Attribution,
    voices: &Voices,
    of_voice: &[Option<SpeakerId>],
    metadata: &Metadata,
) -> Option<SpeakerId> {
    let source: Vec<usize> = attribution.source.iter().flat_map(|&span| words.document.tokens_in(span)).collect();
    let (&last, before) = source.split_last()?;
    let stretch = voices.at(attribution.hull().start)?;
    let voice = &voices.all[stretch.voice?];
    // "The Office of the Prime Minister of Norland" speaks for Norland.
    let word = words.document.word(last);
    let country = before.is_empty()
        && word.starts_with(char::is_uppercase)
        && metadata.outlet.as_ref().is_some_and(|outlet| outlet.split_whitespace().any(|part| part == word));
    let leads = voice.sort == VoiceSort::Author && voice.role.is_some() && (country || words.any(last, &LED));
    // Of other names than the author's, another one leads it.
    let own = |&token: &usize| {
        !words.document.word(token).starts_with(char::is_uppercase)
            || words.any(token, &["the", "our", "my", "this"])
            || voice.name.split_whitespace().any(|part| part == words.document.word(token))
            || words.document.word(token).ends_with("an")
    };
    (leads && before.iter().all(own)).then(|| of_voice[stretch.voice?]).flatten()
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
    let (polarity, negations) = polarity::polarity(syntax, content);
    Claim {
        quotes: quotes(document, content),
        polarity,
        negations,
        certainty: certainty::certainty(document, content),
        figures: figure::figures(document, figures, content),
        confidence: OWN_VOICE_CONFIDENCE,
        ..Claim::bare(Excerpt::new(document.body, content.to_vec()))
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
