//! What holds of every extraction, whatever the text: each claim stands where it says, in order.

use onrecord::claim::{ClaimKind, Excerpt, Extraction, Polarity, Position, Span};

/// Checks that a span is a stretch of the body.
pub fn check_span(body: &str, span: Span) {
    assert!(span.start <= span.end, "{span:?} runs backwards");
    assert!(body.get(span.start..span.end).is_some(), "{span:?} is not a stretch of {body:?}");
}

/// Checks that an excerpt stands in the body where it says.
pub fn check_excerpt(body: &str, excerpt: &Excerpt) {
    assert!(!excerpt.spans.is_empty(), "an excerpt without a place: {excerpt:?}");
    for span in &excerpt.spans {
        check_span(body, *span);
        assert!(!span.is_empty(), "an excerpt with an empty span: {excerpt:?}");
    }
    assert!(excerpt.spans.is_sorted_by(|a, b| a.end <= b.start), "spans overlap or go back: {excerpt:?}");
    assert_eq!(excerpt.text, Excerpt::new(body, excerpt.spans.clone()).text);
}

/// Checks every law of an extraction.
pub fn check_extraction(body: &str, extraction: &Extraction) {
    for (nth, speaker) in extraction.speakers.iter().enumerate() {
        assert_eq!(speaker.id.0 as usize, nth);
        assert!(!speaker.name.trim().is_empty(), "a speaker without a name: {speaker:?}");
        speaker.mentions.iter().for_each(|mention| check_span(body, *mention));
        assert!(speaker.mentions.is_sorted(), "mentions go back: {speaker:?}");
    }
    assert!(
        extraction.claims.is_sorted_by_key(|claim| (claim.span.start, claim.span.end)),
        "claims are not in document order in {body:?}: {:?}",
        extraction.claims.iter().map(|claim| claim.span).collect::<Vec<_>>()
    );
    for (nth, claim) in extraction.claims.iter().enumerate() {
        assert_eq!(claim.id.0 as usize, nth);
        check_span(body, claim.span);
        check_excerpt(body, &claim.content);
        let parts = [Some(&claim.content), claim.cue.as_ref(), claim.source.as_ref()];
        for part in parts.into_iter().flatten() {
            check_excerpt(body, part);
            assert!(claim.span.contains(part.hull()), "{part:?} lies outside of its claim {:?}", claim.span);
        }
        if let Some(said_on) = &claim.said_on {
            check_excerpt(body, &said_on.words);
        }
        for figure in &claim.figures {
            check_span(body, figure.span);
            assert_eq!(figure.text, figure.span.of(body));
            assert!(claim.content.hull().contains(figure.span), "{figure:?} lies outside of its content");
        }
        let evidence = claim.quotes.iter().chain(&claim.negations).chain(&claim.certainty.cues);
        let of_position = |position: &Position| {
            [Some(position.cue), Some(position.about), position.condition, position.deadline].into_iter().flatten()
        };
        let positions = claim.positions.iter().flat_map(of_position);
        evidence.copied().chain(positions).for_each(|span| check_span(body, span));
        assert!(
            claim.quotes.iter().all(|quote| claim.span.contains(*quote)),
            "a quote outside of its claim: {claim:?}"
        );
        assert!(claim.polarity == Polarity::Affirmed || !claim.negations.is_empty(), "{claim:?}");
        assert!((0.0..=1.0).contains(&claim.confidence), "{claim:?}");
        if let Some(speaker) = claim.speaker {
            assert!((speaker.0 as usize) < extraction.speakers.len(), "{claim:?} has a speaker whom nobody lists");
        }
        match claim.kind {
            ClaimKind::Fact => assert!(claim.cue.is_none() && claim.source.is_none() && claim.speaker.is_none()),
            ClaimKind::Quote | ClaimKind::Mixed => assert!(!claim.quotes.is_empty(), "no quoted words in {claim:?}"),
            ClaimKind::Statement => {}
        }
    }
    extraction.warnings.iter().for_each(|warning| check_span(body, warning.span));
    assert!(extraction.warnings.is_sorted_by_key(|warning| warning.span), "warnings go back");
}
