//! Timelines made by hand.

use proptest::prelude::*;

use super::*;
use crate::claim::{
    Certainty, CertaintyLevel, ClaimId, ClaimKind, Excerpt, Polarity, Position, Rule, SaidOn, Span, Stance,
};

fn claim(content: &str) -> Claim {
    Claim {
        id: ClaimId(0),
        kind: ClaimKind::Statement,
        span: Span::new(0, content.len()),
        content: Excerpt::new(content, vec![Span::new(0, content.len())]),
        cue: None,
        source: None,
        speaker: None,
        quotes: Vec::new(),
        said_on: None,
        position: None,
        polarity: Polarity::Affirmed,
        negations: Vec::new(),
        certainty: Certainty::default(),
        figures: Vec::new(),
        confidence: 1.0,
        rule: Rule::SaidThat,
    }
}

fn day(day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2031, 5, day).expect("a day of May")
}

fn time(of: u32) -> DateTime<Utc> {
    day(of).and_hms_opt(12, 0, 0).expect("noon").and_utc()
}

/// A sighting in `story`, which has `latest` versions, published and captured on `day`.
fn seen(story: &str, version: u32, latest: u32, lineage: i64, day: u32, content: &str) -> Sighting {
    Sighting {
        story: Slug::from_text(story).expect("a slug"),
        outlet: Some("The Dunmore Times".to_owned()),
        version,
        latest,
        published_at: Some(time(day)),
        captured_at: time(day),
        lineage,
        names: vec!["Karl Brandt".to_owned(), "Brandt".to_owned()],
        claim: claim(content),
        body: content.into(),
    }
}

fn with_position(mut sighting: Sighting, stance: Stance, topic: &str) -> Sighting {
    sighting.claim.position = Some(Position { stance, topic: topic.to_owned(), cue: Span::default() });
    sighting
}

fn negated(mut sighting: Sighting) -> Sighting {
    sighting.claim.polarity = Polarity::Negated;
    sighting
}

fn kinds(audit: &Audit) -> Vec<(ShiftKind, usize, usize)> {
    audit.shifts.iter().map(|shift| (shift.kind, shift.from, shift.to)).collect()
}

#[test]
fn one_entry_for_one_statement() {
    let audit = audit(
        vec![
            seen("port", 1, 3, 1, 4, "the port is safe"),
            seen("port", 2, 3, 1, 4, "The port  is safe."),
            seen("port", 3, 3, 1, 4, "the port is safe"),
        ],
        None,
    );
    let [entry] = &audit.entries[..] else { panic!("one entry: {:?}", audit.entries) };
    assert_eq!((entry.first_version, entry.last_version, entry.status), (1, 3, Status::Standing));
    assert_eq!(entry.said_on, Some((day(4), Precision::Day)));
    assert!(entry.earlier.is_empty() && audit.shifts.is_empty());
}

#[test]
fn altered_and_withdrawn() {
    let audit = audit(
        vec![
            seen("port", 1, 3, 1, 4, "the port is safe"),
            seen("port", 2, 3, 1, 4, "the port is quite safe"),
            seen("port", 3, 3, 1, 4, "the port is not yet safe"),
            seen("port", 1, 3, 2, 4, "nobody was hurt"),
            seen("port", 2, 3, 2, 4, "nobody was hurt"),
        ],
        None,
    );
    let statuses: Vec<_> = audit.entries.iter().map(|entry| (entry.status, entry.last_version)).collect();
    assert_eq!(statuses, [(Status::Withdrawn, 2), (Status::Altered, 3)]);
    assert_eq!(
        audit.entries[1].earlier,
        [(1, "the port is safe".to_owned()), (2, "the port is quite safe".to_owned())]
    );
    assert_eq!(audit.entries[1].claim.content.text, "the port is not yet safe");
    assert_eq!(kinds(&audit), [(ShiftKind::Withdrawn, 0, 0), (ShiftKind::Altered, 1, 1)]);
    assert_eq!(audit.shifts[0].why, "port: last in v2, not in the latest version");
    assert_eq!(audit.shifts[1].why, "port v1 to v3: 2 earlier wordings");
}

#[test]
fn a_split_statement_keeps_both_parts() {
    let mut second = seen("port", 2, 2, 1, 4, "and it stays open");
    second.claim.id = ClaimId(1);
    second.claim.span = Span::new(40, 57);
    let audit = audit(
        vec![
            seen("port", 1, 2, 1, 4, "the port is safe and it stays open"),
            seen("port", 2, 2, 1, 4, "the port is safe"),
            second,
        ],
        None,
    );
    assert_eq!(audit.entries.len(), 2);
    assert!(audit.entries.iter().all(|entry| entry.status == Status::Standing));
}

#[test]
fn dates_by_text_then_publication_then_capture() {
    let mut said = seen("a", 1, 1, 1, 9, "one");
    said.claim.said_on = Some(SaidOn { date: day(1), precision: Precision::Week, words: Excerpt::default() });
    let mut captured = seen("b", 1, 2, 1, 7, "two");
    captured.published_at = None;
    let mut again = seen("b", 2, 2, 1, 8, "two");
    again.published_at = None;
    let audit = audit(vec![again, captured, seen("c", 1, 1, 1, 3, "three"), said], None);
    let dates: Vec<_> = audit.entries.iter().map(|entry| (entry.story.as_str(), entry.said_on)).collect();
    assert_eq!(
        dates,
        [
            ("a", Some((day(1), Precision::Week))),
            ("c", Some((day(3), Precision::Day))),
            ("b", Some((day(7), Precision::Day)))
        ]
    );
}

#[test]
fn names_by_use() {
    let mut other = seen("b", 1, 1, 1, 5, "two");
    other.names = vec!["Karl Maria Brandt".to_owned(), "Brandt".to_owned(), "the mayor of the whole county".to_owned()];
    let audit = audit(vec![seen("a", 1, 1, 1, 4, "one"), seen("a", 1, 1, 2, 4, "three"), other], None);
    assert_eq!(audit.name, "Karl Maria Brandt");
    assert_eq!(audit.aliases, ["Brandt", "Karl Brandt", "the mayor of the whole county"]);
}

#[test]
fn topics() {
    let sightings = vec![
        seen("a", 1, 1, 1, 4, "the talks were raised again"),
        with_position(seen("b", 1, 1, 1, 5, "that is out of the question"), Stance::Refuse, "direct talks"),
        seen("c", 1, 1, 1, 6, "the harbour is shut"),
    ];
    let stories = |topic: &str| -> Vec<String> {
        audit(sightings.clone(), Some(topic)).entries.iter().map(|entry| entry.story.to_string()).collect()
    };
    assert_eq!(stories("Talk"), ["a", "b"]);
    assert_eq!(stories("raising talks"), ["a"]);
    assert_eq!(stories("direct talk"), ["b"]);
    assert!(stories("weather").is_empty());
    assert_eq!(stories("").len(), 3);
}

#[test]
fn reversed_positions() {
    let open = with_position(seen("a", 1, 1, 1, 4, "we could sit down"), Stance::Open, "direct talks");
    let refuse = with_position(seen("b", 1, 1, 1, 6, "there will be none"), Stance::Refuse, "direct talks");
    let again = with_position(seen("c", 1, 1, 1, 8, "none at all"), Stance::Refuse, "the direct talks");
    let found = audit(vec![again, refuse.clone(), open.clone()], None);
    assert_eq!(kinds(&found), [(ShiftKind::Reversed, 0, 1)]);
    assert_eq!(found.shifts[0].why, "open on 2031-05-04 (a v1), refuse on 2031-05-06 (b v1)");
    assert_eq!(found.shifts[0].topic, "direct talks");

    let elsewhere = with_position(seen("b", 1, 1, 1, 6, "there will be none"), Stance::Refuse, "talks on fish");
    assert!(audit(vec![open.clone(), elsewhere], None).shifts.is_empty());
    let same_day = with_position(seen("b", 1, 1, 1, 4, "there will be none"), Stance::Refuse, "direct talks");
    assert!(audit(vec![open.clone(), same_day], None).shifts.is_empty());
    let mut conditional = refuse;
    conditional.claim.certainty.level = CertaintyLevel::Conditional;
    assert!(audit(vec![open, conditional], None).shifts.is_empty());
}

#[test]
fn reversed_contents() {
    let did = seen("a", 1, 1, 1, 4, "the council did sell the old water works");
    let not = negated(seen("b", 1, 1, 1, 6, "the council did not sell the old water works"));
    assert_eq!(kinds(&audit(vec![not.clone(), did.clone()], None)), [(ShiftKind::Reversed, 0, 1)]);
    let other = negated(seen("b", 1, 1, 1, 6, "the council did not sell the new water works or the mill"));
    assert!(audit(vec![did.clone(), other], None).shifts.is_empty());
    let number = negated(seen("b", 1, 1, 1, 6, "12 barges did not leave the old harbour basin"));
    assert!(
        audit(vec![seen("a", 1, 1, 1, 4, "13 barges did leave the old harbour basin"), number], None).shifts.is_empty()
    );
    assert!(audit(vec![did, not], Some("mill")).shifts.is_empty());
}

#[test]
fn nothing_gives_nothing() {
    assert_eq!(audit(Vec::new(), None), Audit::default());
}

proptest! {
    #[test]
    fn the_order_of_the_input_is_no_matter(
        made in proptest::collection::vec((0usize..3, 1u32..4, 0i64..4, 1u32..28, "[a-d ]{0,12}", 0usize..4, any::<bool>()), 0..24),
        keys in proptest::collection::vec(any::<u64>(), 24),
    ) {
        let stances = [Stance::Support, Stance::Oppose, Stance::Open, Stance::Refuse];
        let sightings: Vec<Sighting> = made
            .into_iter()
            .enumerate()
            .map(|(index, (story, version, lineage, day, content, stance, turned))| {
                let mut sighting = seen(["a", "b", "c"][story], version, 3, lineage, day, &content);
                sighting.claim.id = ClaimId(index as u32);
                sighting.names.insert(0, content.clone());
                let sighting = with_position(sighting, stances[stance], "talks");
                if turned { negated(sighting) } else { sighting }
            })
            .collect();
        let mut shuffled: Vec<(u64, Sighting)> = keys.into_iter().zip(sightings.clone()).collect();
        shuffled.sort_by_key(|(key, _)| *key);
        let first = audit(sightings, None);
        let second = audit(shuffled.into_iter().map(|(_, sighting)| sighting).collect(), None);
        prop_assert_eq!(&first, &second);
        prop_assert!(first.entries.windows(2).all(|pair| pair[0].said_on.map(|on| on.0) <= pair[1].said_on.map(|on| on.0)));
        prop_assert!(first.shifts.iter().all(|shift| shift.from <= shift.to && shift.to < first.entries.len()));
    }
}
