//! Whether what was read off a text fits it: every span lies in it, its words stand there, and what refers to another
//! part finds it.
//!
//! It is asked before an analysis is stored, and again of all that is read back, so that nobody who compares stored
//! versions meets a place that is none. It changes nothing.

use std::ops::Range;

use crate::claim::{Excerpt, Extraction, Object, Position, Span};

use super::{Analysis, Entities, Layout, Reading, TextReading, Trees};

/// Checks an analysis against the body and the headline that it was read off.
///
/// # Errors
/// The first thing that does not fit, in words.
pub fn check(body: &str, headline: Option<&str>, analysis: &Analysis) -> Result<(), String> {
    check_extraction(body, &analysis.extraction)
        .and_then(|()| check_speakers(&analysis.reading.body.entities, &analysis.extraction))
        .and_then(|()| check_reading(body, headline, &analysis.reading))
}

/// Checks the reading of a body and a headline against both.
///
/// # Errors
/// The first thing that does not fit, in words.
pub fn check_reading(body: &str, headline: Option<&str>, reading: &Reading) -> Result<(), String> {
    check_text(body, &reading.body)?;
    let Some(read) = &reading.headline else { return Ok(()) };
    let headline = headline.ok_or("it reads a headline, and there is none")?;
    check_text(headline, &read.text)
        .and_then(|()| check_extraction(headline, &read.extraction))
        .and_then(|()| check_speakers(&read.text.entities, &read.extraction))
        .map_err(|why| format!("headline: {why}"))
}

fn check_text(text: &str, reading: &TextReading) -> Result<(), String> {
    let TextReading { layout, figures, hedges, negations, dates, entities, trees } = reading;
    check_layout(text, layout)?;
    for mention in &entities.mentions {
        inside(text, mention.span)?;
        index(mention.entity, entities.all.len(), "entity")?;
    }
    trees.as_ref().map_or(Ok(()), |trees| check_trees(layout, trees))?;
    let figures = figures.iter().flat_map(|figure| [figure.span, figure.number]);
    let mut spans =
        figures.chain(dates.iter().map(|date| date.span)).chain([hedges, negations].into_iter().flatten().copied());
    spans.try_for_each(|span| inside(text, span))
}

/// Checks that the entities of a text that speak are speakers of its extraction, each once.
fn check_speakers(entities: &Entities, extraction: &Extraction) -> Result<(), String> {
    let mut speaks = vec![false; extraction.speakers.len()];
    for speaker in entities.all.iter().filter_map(|entity| entity.speaker) {
        index(speaker.0 as usize, speaks.len(), "speaker")?;
        if std::mem::replace(&mut speaks[speaker.0 as usize], true) {
            return Err(format!("two entities are {speaker}"));
        }
    }
    Ok(())
}

fn check_layout(text: &str, layout: &Layout) -> Result<(), String> {
    let Layout { paragraphs, sentences, tokens, quotations, turns, furniture } = layout;
    for paragraph in paragraphs {
        inside(text, paragraph.span)?;
        within(&paragraph.sentences, sentences.len(), "sentences")?;
    }
    for sentence in sentences {
        inside(text, sentence.span)?;
        index(sentence.paragraph, paragraphs.len(), "paragraph")?;
        within(&sentence.tokens, tokens.len(), "tokens")?;
        sentence.dateline.map_or(Ok(()), |dateline| inside(text, dateline))?;
    }
    let mut end = 0;
    for token in tokens {
        inside(text, token.span)?;
        if token.span.start < end {
            return Err(format!("the token at byte {} begins within another", token.span.start));
        }
        end = token.span.end;
        index(token.sentence, sentences.len(), "sentence")?;
        token.quotation.map_or(Ok(()), |quotation| index(quotation, quotations.len(), "quotation"))?;
    }
    for quotation in quotations {
        inside(text, quotation.outer)?;
        inside(text, quotation.inner)?;
        quotation.continues.map_or(Ok(()), |before| index(before, quotations.len(), "quotation"))?;
    }
    let turns = turns.iter().flat_map(|turn| [Some(turn.label), turn.colon, Some(turn.content)]).flatten();
    turns.chain(furniture.iter().map(|line| line.span)).try_for_each(|span| inside(text, span))
}

fn check_trees(layout: &Layout, trees: &Trees) -> Result<(), String> {
    let (words, tokens) = (trees.words(), &layout.tokens);
    if words.len() != tokens.len() {
        return Err(format!("there are {} words in its trees, and {} tokens", words.len(), tokens.len()));
    }
    let strays = words.iter().zip(tokens).find(|(word, token)| {
        word.head.is_some_and(|head| tokens.get(head).is_none_or(|head| head.sentence != token.sentence))
    });
    strays.map_or(Ok(()), |(_, token)| Err(format!("the token at byte {} hangs from none", token.span.start)))
}

fn index(index: usize, len: usize, what: &str) -> Result<(), String> {
    if index < len { Ok(()) } else { Err(format!("there is no {what} {index}")) }
}

fn within(range: &Range<usize>, len: usize, what: &str) -> Result<(), String> {
    let fits = range.start <= range.end && range.end <= len;
    if fits { Ok(()) } else { Err(format!("there are no {what} {range:?}")) }
}

/// Checks an extraction against the text that it was read off.
///
/// # Errors
/// The first thing that does not fit, in words.
pub fn check_extraction(body: &str, extraction: &Extraction) -> Result<(), String> {
    for (number, speaker) in extraction.speakers.iter().enumerate() {
        let name = format!("speaker s{}", number + 1);
        if speaker.id.0 as usize != number {
            return Err(format!("{name} is numbered {}", speaker.id));
        }
        speaker.mentions.iter().try_for_each(|&span| inside(body, span)).map_err(|why| format!("{name}: {why}"))?;
    }
    for (number, claim) in extraction.claims.iter().enumerate() {
        let name = format!("claim c{}", number + 1);
        if claim.id.0 as usize != number {
            return Err(format!("{name} is numbered {}", claim.id));
        }
        let mut speakers = claim.outer.iter().map(|outer| outer.speaker).chain([claim.speaker]).flatten();
        if speakers.any(|speaker| speaker.0 as usize >= extraction.speakers.len()) {
            return Err(format!("{name} has a speaker that is not listed"));
        }
        let said_on = claim.said_on.as_ref().map(|said_on| &said_on.words);
        let excerpts =
            [Some(&claim.content), claim.cue.as_ref(), claim.source.as_ref(), said_on, claim.speech_cue.as_deref()];
        let outer = claim.outer.iter().flat_map(|outer| [&outer.cue, &outer.source]);
        let of_position = |position: &Position| {
            let of_object = |object: &Object| [object.act, Some(object.thing), Some(object.head)];
            let whole = [Some(position.cue), Some(position.about), position.condition, position.deadline];
            whole.into_iter().chain(position.objects.iter().flat_map(of_object)).flatten().collect::<Vec<_>>()
        };
        let positions = claim.positions.iter().flat_map(of_position);
        let spans = [&claim.quotes, &claim.negations, &claim.certainty.cues].into_iter().flatten().copied();
        let referents = claim.referents.iter().map(|referent| referent.span);
        let mut spans = spans.chain(positions).chain(referents).chain([claim.span]);
        excerpts
            .into_iter()
            .flatten()
            .chain(outer)
            .try_for_each(|excerpt| stands(body, excerpt))
            .and_then(|()| spans.try_for_each(|span| inside(body, span)))
            .and_then(|()| claim.figures.iter().try_for_each(|figure| reads(body, figure.span, &figure.text)))
            .map_err(|why| format!("{name}: {why}"))?;
    }
    extraction
        .warnings
        .iter()
        .try_for_each(|warning| inside(body, warning.span))
        .map_err(|why| format!("warning: {why}"))
}

fn inside(body: &str, span: Span) -> Result<(), String> {
    match body.get(span.start..span.end) {
        Some(_) => Ok(()),
        None => Err(format!("the bytes {}..{} are no part of the text", span.start, span.end)),
    }
}

fn reads(body: &str, span: Span, text: &str) -> Result<(), String> {
    inside(body, span)?;
    match span.of(body) == text {
        true => Ok(()),
        false => Err(format!("{text:?} does not stand at the bytes {}..{}", span.start, span.end)),
    }
}

fn stands(body: &str, excerpt: &Excerpt) -> Result<(), String> {
    excerpt.spans.iter().try_for_each(|&span| inside(body, span))?;
    match Excerpt::new(body, excerpt.spans.clone()) == *excerpt {
        true => Ok(()),
        false => Err(format!("{:?} does not stand where it is said to stand", excerpt.text)),
    }
}
