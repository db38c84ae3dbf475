//! A reading comes back as it was, and no bytes do harm.

use proptest::prelude::*;

use super::*;
use crate::extract::{self, Method};
use crate::story::Metadata;
use crate::text::tests::odd_text;

/// Reads a body and a headline by the rules.
fn read(body: &str, headline: Option<&str>) -> Reading {
    let published_at = "2031-05-06T00:00:00Z".parse().ok();
    let metadata = Metadata { headline: headline.map(str::to_owned), published_at, ..Metadata::default() };
    extract::analyse(body, &metadata, Method::Rules).reading
}

const BODY: &str = "MR. HOLT: We may lose 12 people.\n\nMS. REIL: “It was not ‘cold’,” she said on Tuesday.\n\n\
    MR. HOLT: About $1.5 million.\n\nShare\n";
const HEADLINE: &str = "Holt: 12 may go";

#[test]
fn a_reading_comes_back() {
    let reading = read(BODY, Some(HEADLINE));
    let TextReading { layout, figures, hedges, negations, dates, entities, .. } = &reading.body;
    let counts = [layout.turns.len(), layout.quotations.len(), layout.furniture.len(), figures.len(), hedges.len()];
    assert_eq!((counts, negations.len(), dates.len()), ([3, 2, 1, 2, 1], 1, 1));
    // Both who speak, and the people.
    assert!(entities.all.len() == 3 && entities.mentions.len() > 3, "{entities:?}");
    let packed = reading.pack();
    assert_eq!(packed, reading.pack());
    assert_eq!(packed.unpack(BODY, Some(HEADLINE)), Ok(reading));
}

#[test]
fn trees_come_back() {
    let metadata = Metadata { headline: Some(HEADLINE.to_owned()), ..Metadata::default() };
    let reading = extract::analyse(BODY, &metadata, Method::Accurate).reading;
    assert!(reading.body.trees.as_ref().is_some_and(|trees| trees.words().iter().any(|word| word.head.is_some())));
    assert_eq!(reading.pack().unpack(BODY, Some(HEADLINE)), Ok(reading));
}

#[test]
fn a_reading_of_other_texts_is_refused() {
    let packed = read(BODY, Some(HEADLINE)).pack();
    for (body, headline) in [("It rained.", Some(HEADLINE)), (BODY, Some("Holt")), (BODY, None)] {
        assert!(matches!(packed.unpack(body, headline), Err(Unreadable::Damaged(_))), "{body:?} {headline:?}");
    }
}

#[test]
fn another_format_is_refused() {
    let packed = PackedReading { format: FORMAT + 1, ..read(BODY, None).pack() };
    assert_eq!(packed.unpack(BODY, None), Err(Unreadable::OtherFormat { found: FORMAT + 1 }));
}

#[test]
fn a_figure_is_had_with_its_unit_where_both_lie_within() {
    let reading = read("At least 12 people left.", None);
    let within = |end| figures_within(&reading.body.figures, &[Span::new(0, end)]).next();
    let figure = |end, unit| FigureWithin { span: Span::new(9, end), value: 12.0, unit };
    assert_eq!(within(18), Some(figure(18, Some("people"))));
    assert_eq!(within(13), Some(figure(11, None)));
    assert_eq!(within(10), None);
}

proptest! {
    #[test]
    fn any_reading_comes_back(body in odd_text(), headline in proptest::option::of("[ -~]{0,40}")) {
        let reading = read(&body, headline.as_deref());
        prop_assert_eq!(reading.pack().unpack(&body, headline.as_deref()), Ok(reading));
    }

    #[test]
    fn bytes_are_a_reading_or_an_error(
        changes in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..4),
        cut in proptest::option::of(any::<prop::sample::Index>()),
    ) {
        let mut bytes = codec::encode(&read(BODY, Some(HEADLINE)));
        changes.iter().for_each(|(at, byte)| *at.get_mut(&mut bytes) = *byte);
        if let Some(cut) = cut {
            bytes.truncate(cut.index(bytes.len()));
        }
        if let Ok(reading) = codec::decode(&bytes) {
            prop_assert_eq!(codec::decode(&codec::encode(&reading)), Ok(reading));
        }
    }

    #[test]
    fn packed_bytes_are_a_reading_or_an_error(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        if let Ok(reading) = (PackedReading { format: FORMAT, bytes }).unpack(BODY, None) {
            prop_assert_eq!(reading.pack().unpack(BODY, None), Ok(reading));
        }
    }
}
