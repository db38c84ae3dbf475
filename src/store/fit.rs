//! Returns whether an extraction fits the body that it was read off: every span lies in it, and its words stand there.
//!
//! It is asked before an extraction is stored and again by `verify`; it changes nothing.

use crate::claim::{Excerpt, Extraction, Span};

/// Checks an extraction against its body.
///
/// # Errors
/// The first thing that does not fit, in words.
pub(super) fn check(body: &str, extraction: &Extraction) -> Result<(), String> {
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
        if claim.speaker.is_some_and(|speaker| speaker.0 as usize >= extraction.speakers.len()) {
            return Err(format!("{name} has a speaker that is not listed"));
        }
        let said_on = claim.said_on.as_ref().map(|said_on| &said_on.words);
        let excerpts = [Some(&claim.content), claim.cue.as_ref(), claim.source.as_ref(), said_on];
        let position = claim.position.as_ref().map(|position| position.cue);
        let spans = [&claim.quotes, &claim.negations, &claim.certainty.cues].into_iter().flatten().copied();
        let mut spans = spans.chain(position).chain([claim.span]);
        excerpts
            .into_iter()
            .flatten()
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
