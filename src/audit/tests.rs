//! Timelines made by hand.

use chrono::{NaiveDate, Utc};
use proptest::prelude::*;

use super::*;
use crate::claim::{ClaimId, ClaimKind, Excerpt, Polarity, Position, Precision, Rule, SaidOn, Span, Stance};
use crate::extract::{Method, extract_with};
use crate::story::Metadata;
use crate::version_date::DateSource;

fn claim(content: &str) -> Claim {
    Claim {
        kind: ClaimKind::Statement,
        rule: Rule::SaidThat,
        ..Claim::bare(Excerpt::new(content, vec![Span::new(0, content.len())]))
    }
}

pub(super) fn day(day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2031, 5, day).expect("a day of May")
}

fn time(of: u32) -> DateTime<Utc> {
    day(of).and_hms_opt(12, 0, 0).expect("noon").and_utc()
}

/// A version of that day.
fn came(day: u32) -> VersionDate {
    VersionDate { at: time(day).fixed_offset(), by: DateSource::Publication }
}

/// A sighting in `story`, which has `latest` versions, published and captured on `day`.
pub(super) fn seen(story: &str, version: u32, latest: u32, lineage: i64, day: u32, content: &str) -> Sighting {
    Sighting {
        story: Slug::from_text(story).expect("a slug"),
        outlet: Some("The Dunmore Times".to_owned()),
        version,
        latest,
        published_at: Some(time(day).fixed_offset()),
        captured_at: time(day),
        date: came(day),
        next: (version < latest).then(|| came(day)),
        lineage,
        names: vec!["Karl Brandt".to_owned(), "Brandt".to_owned()],
        claim: claim(content),
        body: content.into(),
    }
}

/// Reads the positions of words that are all the speaker's own.
fn read(mut sighting: Sighting) -> Sighting {
    let metadata = Metadata { speaker: Some("Mayor Karl Brandt".to_owned()), ..Metadata::default() };
    let found = extract_with(&sighting.body, &metadata, Method::Accurate);
    let own = found.claims.iter().filter(|claim| found.speaker_of(claim).is_some_and(|one| one.name == "Karl Brandt"));
    sighting.claim.positions = own.flat_map(|claim| claim.positions.clone()).collect();
    sighting
}

fn with_position(mut sighting: Sighting, stance: Stance, topic: &str) -> Sighting {
    sighting.claim.positions = vec![Position::of_stance(stance, topic.to_owned(), Span::default())];
    sighting
}

fn on(topic: &str) -> AuditQuery {
    AuditQuery { topic: Some(topic.to_owned()), ..AuditQuery::default() }
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
        &AuditQuery::default(),
    );
    let [entry] = &audit.entries[..] else { panic!("one entry: {:?}", audit.entries) };
    assert_eq!((entry.first_version, entry.last_version, entry.status), (1, 3, Status::Standing));
    assert_eq!((entry.said.day, entry.said.by), (day(4), Some(DateSource::Publication)));
    assert!(entry.wordings.len() == 1 && audit.shifts.is_empty());
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
        &AuditQuery::default(),
    );
    let statuses: Vec<_> = audit.entries.iter().map(|entry| (entry.status, entry.last_version)).collect();
    assert_eq!(statuses, [(Status::Withdrawn, 2), (Status::Altered, 3)]);
    let wordings: Vec<_> = audit.entries[1].wordings.iter().map(|of| (of.first_version, of.text.as_str())).collect();
    assert_eq!(wordings, [(1, "the port is safe"), (2, "the port is quite safe"), (3, "the port is not yet safe")]);
    assert_eq!(audit.entries[1].claim.content.text, "the port is not yet safe");
    assert_eq!(kinds(&audit), [(ShiftKind::Withdrawn, 0, 0), (ShiftKind::Altered, 1, 1)]);
    assert_eq!(audit.shifts[0].why, "port: last in v2, not in the latest version");
    assert_eq!(audit.shifts[1].why, "port v1 to v3: 2 earlier wordings");
}

#[test]
fn each_wording_is_of_its_own_time() {
    let sightings = vec![
        seen("port", 1, 4, 1, 4, "the port is safe"),
        seen("port", 2, 4, 1, 5, "the port is safe"),
        seen("port", 3, 4, 1, 6, "the port isn't safe"),
        seen("port", 4, 4, 1, 7, "the port isn't safe"),
    ];
    let check = |since: Option<u32>, until: Option<u32>, expected: Option<(&str, u32, &[u32], usize)>| {
        let query = AuditQuery { since: since.map(day), until: until.map(day), ..AuditQuery::default() };
        let found = audit(sightings.clone(), &query);
        let listed = found.entries.first().map(|entry| {
            assert_eq!((entry.status, entry.first_version, entry.last_version), (Status::Altered, 1, 4));
            let days: Vec<NaiveDate> = entry.wordings.iter().map(|wording| wording.said.day).collect();
            (entry.claim.content.text.clone(), entry.said.day, days, entry.more_wordings)
        });
        let expected = expected.map(|(text, on, days, more)| {
            (text.to_owned(), day(on), days.iter().map(|&of| day(of)).collect::<Vec<_>>(), more)
        });
        assert_eq!(listed, expected, "{since:?} to {until:?}");
    };
    check(None, None, Some(("the port isn't safe", 6, &[4, 6], 0)));
    check(None, Some(5), Some(("the port is safe", 4, &[4], 1)));
    check(Some(5), None, Some(("the port isn't safe", 6, &[6], 1)));
    check(Some(5), Some(5), None);
    let all = audit(sightings.clone(), &AuditQuery::default());
    let spans: Vec<_> = all.entries[0]
        .wordings
        .iter()
        .map(|of| (of.first_version, of.last_version, of.from.day(), of.to.map(|to| to.day())))
        .collect();
    assert_eq!(spans, [(1, 2, day(4), Some(day(6))), (3, 4, day(6), None)]);
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
        &AuditQuery::default(),
    );
    assert_eq!(audit.entries.len(), 2);
    assert!(audit.entries.iter().all(|entry| entry.status == Status::Standing));
}

#[test]
fn dates_by_text_then_by_the_version_that_brought_the_words() {
    let mut said = seen("a", 1, 1, 1, 9, "one");
    said.claim.said_on = Some(Box::new(SaidOn { date: day(1), precision: Precision::Week, words: Excerpt::default() }));
    let (captured, again) = (seen("b", 1, 2, 1, 7, "two"), seen("b", 2, 2, 1, 8, "two"));
    let audit = audit(vec![again, captured, seen("c", 1, 1, 1, 3, "three"), said], &AuditQuery::default());
    let dates: Vec<_> =
        audit.entries.iter().map(|entry| (entry.story.as_str(), entry.said.day, entry.said.precision)).collect();
    assert_eq!(dates, [("a", day(1), Precision::Week), ("c", day(3), Precision::Day), ("b", day(7), Precision::Day)]);
}

#[test]
fn names_by_use() {
    let mut other = seen("b", 1, 1, 1, 5, "two");
    other.names = vec!["Karl Maria Brandt".to_owned(), "Brandt".to_owned(), "the mayor of the whole county".to_owned()];
    let audit =
        audit(vec![seen("a", 1, 1, 1, 4, "one"), seen("a", 1, 1, 2, 4, "three"), other], &AuditQuery::default());
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
        audit(sightings.clone(), &on(topic)).entries.iter().map(|entry| entry.story.to_string()).collect()
    };
    assert_eq!(stories("Talk"), ["a", "b"]);
    assert_eq!(stories("raising talks"), ["a"]);
    assert_eq!(stories("direct talk"), ["b"]);
    assert!(stories("weather").is_empty());
    assert_eq!(stories("").len(), 3);
}

#[test]
fn reversed_contents() {
    let did = seen("a", 1, 1, 1, 4, "the council did sell the old water works at Tarn");
    let not = |text: &str| {
        let mut sighting = negated(seen("b", 1, 1, 1, 6, text));
        sighting.claim.negations = vec![Span::new(0, 1)];
        sighting
    };
    let did_not = not("the council did not sell the old water works at Tarn");
    assert_eq!(
        kinds(&audit(vec![did_not.clone(), did.clone()], &AuditQuery::default())),
        [(ShiftKind::Reversed, 0, 1)]
    );
    let other = not("the council did not sell the new water works or the mill at Tarn");
    assert!(audit(vec![did.clone(), other], &AuditQuery::default()).shifts.is_empty());
    let number = not("12 barges did not leave the old harbour basin at dawn");
    let figure = seen("a", 1, 1, 1, 4, "13 barges did leave the old harbour basin at dawn");
    assert!(audit(vec![figure, number], &AuditQuery::default()).shifts.is_empty());
    assert!(audit(vec![did, did_not], &on("mill")).shifts.is_empty());
}

/// Audits two quotations, of the 4th and the 6th of May, and returns the kind of the shift between them.
fn between(before: &str, now: &str) -> Option<ShiftKind> {
    let quote = |story: &str, day: u32, text: &str| {
        let mut sighting = seen(story, 1, 1, 1, day, text);
        sighting.claim.kind = ClaimKind::Quote;
        read(sighting)
    };
    let found = audit(vec![quote("a", 4, before), quote("b", 6, now)], &AuditQuery::default());
    assert!(found.shifts.iter().all(|shift| (shift.from, shift.to) == (0, 1)), "{:?}", found.shifts);
    found.shifts.first().map(|shift| shift.kind)
}

#[test]
fn what_was_turned_round() {
    for (before, now) in [
        ("There will be no harbour toll under my government", "We will introduce a harbour toll in July"),
        ("I rule out a toll on the harbour", "We are going to bring in a harbour toll"),
        ("We support the harbour toll", "We are opposed to the harbour toll"),
        ("We will keep the night ferry", "The night ferry will be scrapped"),
        ("We will not cut school meals", "We will cut school meals"),
        ("I never met Orrin Vale", "I met Orrin Vale twice"),
        ("We won't sell the water works", "We will sell the water works"),
        ("I am proud of the night ferry scheme that we are delivering", "The night ferry scheme is dead"),
        ("We have always said that we support the dredging ban", "I have changed my mind on the dredging ban"),
        ("We are committed to the harbour toll", "The harbour toll is off the table"),
        ("I will not resign over the harbour affair", "I have decided to resign"),
        ("Our policy is not to sell grain to Ostland", "Exporting grain to Ostland will be good for our farmers"),
        ("We will lower the payroll levy", "We have decided not to go ahead with a payroll levy cut"),
        ("The coal station will remain open", "We are going to close the coal station"),
        ("The housing rebate will stay unchanged", "We will change the housing rebate"),
        ("There will be no changes to the school grant", "We are cutting the school grant"),
        ("The voting age should stay at eighteen", "We will lower the voting age to sixteen"),
        ("We oppose the ban on night flights", "We will keep the ban on night flights"),
        ("The ban on plastic bags is here to stay", "We are lifting the ban on plastic bags"),
        ("We will keep our troops in Ostland", "We are withdrawing our troops from Ostland"),
        ("One of the measures we have put forward is a sugar levy", "We oppose the sugar levy"),
        ("Nothing is settled. We won't be joining the eastern alliance", "We are joining the eastern alliance"),
    ] {
        assert_eq!(between(before, now), Some(ShiftKind::Reversed), "{before} / {now}");
    }
}

#[test]
fn what_grew_weaker_or_stronger() {
    let softened =
        |before: &str, now: &str| assert_eq!(between(before, now), Some(ShiftKind::Softened), "{before} / {now}");
    softened("We will build the tidal wall", "We may build the tidal wall");
    softened("We will never introduce a harbour toll", "We will not introduce a harbour toll at this stage");
    softened("We will build the tidal wall by 2032", "We will build the tidal wall by 2035");
    softened("We will build the tidal wall", "We have decided and we will delay the tidal wall");
    softened("The northern line will open in May 2032", "The northern line will open in May 2035");
    softened("We rule out a merger of the two ports", "We would consider a merger of the two ports");
    softened("We will halve the hospital waiting list", "We hope to halve the hospital waiting list");
    softened("We will hold the harbour inquiry", "The start of the harbour inquiry will be pushed back");
    assert_eq!(between("We may build the tidal wall", "We will build the tidal wall"), Some(ShiftKind::Hardened));
}

#[test]
fn judgements_acts_and_ends() {
    use ShiftKind::{Hardened, Reversed, Softened};
    for (before, now, kind) in [
        // What a thing is judged to be.
        ("A harbour toll is the wrong way to go", "We will introduce a harbour toll", Reversed),
        ("A harbour toll won't work", "The harbour toll is the right thing to do", Reversed),
        ("We don't need a harbour toll", "We must have a harbour toll", Reversed),
        ("There is no need for a harbour toll", "We are in favour of a harbour toll", Reversed),
        // An act that a noun names.
        ("There will be no cuts to school meals", "We will cut school meals", Reversed),
        ("We rule out an increase in ferry fares", "Ferry fares will be raised", Reversed),
        ("The old mill will not be sold", "We will sell the old mill", Reversed),
        ("We will not sell the water works", "We have decided to sell the water works", Reversed),
        // Given up, put off, owned up to.
        ("We will build the tidal wall", "We will not be proceeding with the tidal wall", Reversed),
        ("We support the tidal wall", "We have decided not to go ahead with the tidal wall", Reversed),
        ("I am proud of our tidal wall", "We have shelved the tidal wall", Reversed),
        (
            "We will introduce the harbour toll",
            "We will extend the time for the introduction of the harbour toll",
            Softened,
        ),
        ("I believe in our tidal wall", "The tidal wall was a mistake", Softened),
        (
            "There will be no harbour toll",
            "I said there would be no harbour toll, and I've walked away from that",
            Reversed,
        ),
        ("We have no plans to sell the water works", "We won't sell the water works", Hardened),
    ] {
        assert_eq!(between(before, now), Some(kind), "{before} / {now}");
    }
}

#[test]
fn what_is_no_shift() {
    for (before, now) in [
        // Paraphrase.
        ("There will be no harbour toll", "We rule out a toll on the harbour"),
        ("We will scrap the harbour toll", "We will not keep the harbour toll"),
        ("We will not cut school meals", "We will not raise the price of school meals"),
        ("We won't cut the ferry fare", "We won't raise the ferry fare"),
        ("We won\u{2019}t cut the ferry fare", "We won\u{2019}t raise the ferry fare"),
        // Another thing.
        ("There will be no harbour toll", "We will introduce a bridge toll"),
        ("We rule out forced school mergers", "We will support school mergers"),
        // Conditions and questions.
        ("There will be no harbour toll", "If the bridge closes, we will introduce a harbour toll"),
        ("There will be no harbour toll", "Will we introduce a harbour toll?"),
        // Others' words.
        ("There will be no harbour toll", "My opponent says we will introduce a harbour toll"),
        ("There will be no harbour toll", "They want to introduce a harbour toll"),
        ("We are in favour of the harbour toll", "It is late, not because we are against the harbour toll"),
        // Pronouns.
        ("We will not do it", "We will do it"),
        ("There will be no harbour toll", "Vote for the Greys and there will be a harbour toll"),
        ("A harbour toll is the wrong way to go", "Their harbour toll is the right thing for them"),
        ("The tidal wall is going to be built", "The grant meant that the tidal wall could be built"),
        ("We will end the ban on night flights", "Night flights will be allowed"),
        ("We will not increase the harbour tax", "We will abolish the harbour tax"),
        ("I will not resign", "The harbour master should not resign"),
        ("We will work with the Greys on schools", "We will not work with the Greys on taxes"),
        // Which of them is not said.
        ("We will build bridge projects", "We will defer some bridge projects"),
        // Nothing is for a thing in not being against it.
        ("A harbour toll is not wrong", "There will be no harbour toll"),
        // Who was against a thing does not give it up.
        ("We will scrap the harbour toll", "The harbour toll is gone"),
    ] {
        assert_eq!(between(before, now), None, "{before} / {now}");
    }
}

#[test]
fn a_shift_shows_the_words_it_rests_on() {
    let found = audit(
        vec![
            read(seen("a", 1, 1, 1, 4, "There will be no harbour toll under my government")),
            read(seen("b", 1, 1, 1, 6, "Be patient. We will introduce a harbour toll.")),
        ],
        &AuditQuery::default(),
    );
    let [shift] = &found.shifts[..] else { panic!("one shift: {:?}", found.shifts) };
    assert_eq!(shift.evidence[0].text, "There will be no harbour toll");
    assert_eq!(shift.evidence[1].text, "will introduce a harbour toll");
    assert_eq!(shift.topic, "harbour toll");
    assert!(shift.why.contains("before") && (0.5..1.0).contains(&shift.confidence));
}

#[test]
fn dates_pass_by_their_whole_range() {
    let mut year = seen("a", 1, 1, 1, 9, "one");
    let first = NaiveDate::from_ymd_opt(2030, 1, 1).expect("a day");
    year.claim.said_on = Some(Box::new(SaidOn { date: first, precision: Precision::Year, words: Excerpt::default() }));
    let sightings = vec![year, seen("b", 1, 1, 1, 3, "two")];
    let stories = |since: Option<&str>, until: Option<&str>| -> String {
        let day = |text: &str| date::parse(text).expect("a date");
        let query = AuditQuery {
            since: since.map(|text| day(text).0),
            until: until.map(|text| {
                let (first, precision) = day(text);
                precision.last_day(first)
            }),
            ..AuditQuery::default()
        };
        audit(sightings.clone(), &query).entries.iter().map(|entry| entry.story.as_str().to_owned()).collect()
    };
    assert_eq!(stories(None, None), "ab");
    assert_eq!(stories(Some("2030-12-31"), None), "ab");
    assert_eq!(stories(Some("2031"), None), "b");
    assert_eq!(stories(None, Some("2030-01-01")), "a");
    assert_eq!(stories(Some("2031-05-04"), None), "");
}

#[test]
fn an_older_quotation_is_tied_to_the_original() {
    let mut quoted = seen("later", 1, 1, 1, 20, "the tidal wall will stand by spring");
    quoted.claim.said_on =
        Some(Box::new(SaidOn { date: day(1), precision: Precision::Month, words: Excerpt::default() }));
    quoted.published_at = "2032-05-20T01:00:00Z".parse().ok();
    let found =
        audit(vec![quoted, seen("first", 1, 1, 1, 4, "The tidal wall will stand by spring")], &AuditQuery::default());
    let tied: Vec<_> = found.entries.iter().map(|entry| (entry.story.as_str(), entry.original)).collect();
    assert_eq!(tied, [("later", Some(1)), ("first", None)]);
}

#[test]
fn as_of_a_time_only_what_was_captured_counts() {
    let appearance = |story: &str, version: u32, latest: u32, on: u32| Appearance {
        story: Slug::from_text(story).expect("a slug"),
        outlet: None,
        version,
        latest,
        published_at: None,
        captured_at: time(on),
        date: came(on),
        next: None,
        names: vec!["Karl Brandt".to_owned()],
        claims: 1,
        unsaid: 0,
        body: String::new(),
        extraction: 1,
        speaker: 0,
    };
    let all = vec![appearance("port", 1, 3, 4), appearance("port", 2, 3, 6), appearance("mill", 1, 1, 9)];
    let then = as_of::<()>(all, time(5), |_| Ok(Some(1))).expect("nothing can fail");
    assert_eq!(then, [appearance("port", 1, 1, 4)]);
}

#[test]
fn one_thing_under_two_names_is_one_topic() {
    let texts = [
        "we are against the harbour inquiry",
        "the harbour inquiry is late",
        "nobody wants the harbour probe",
        "the harbour probe is dear",
    ];
    let sightings = texts.iter().enumerate().map(|(nth, text)| seen(&format!("s{nth}"), 1, 1, 1, 4, text)).collect();
    let found = topics::topics(&entries(sightings).entries);
    let found: Vec<_> =
        found.iter().map(|topic| (topic.phrase.as_str(), topic.also.join(", "), topic.statements)).collect();
    assert_eq!(found, [("harbour inquiry", "harbour probe".to_owned(), 4)]);
}

#[test]
fn topics_are_read_off_the_words() {
    let texts = [
        "the harbour toll is fair",
        "we like the harbour toll",
        "good news about the tidal wall",
        "good news of the tidal wall",
        "good news",
        "nobody wants a toll on the harbour",
    ];
    let sightings =
        texts.iter().enumerate().map(|(nth, text)| seen(&format!("s{nth}"), 1, 1, 1, 4 + nth as u32, text)).collect();
    let found = topics::topics(&entries(sightings).entries);
    let phrases: Vec<(&str, usize)> = found.iter().map(|topic| (topic.phrase.as_str(), topic.statements)).collect();
    assert_eq!(phrases, [("tidal wall", 2), ("harbour toll", 3)]);
    assert_eq!(found[1].also, ["toll on the harbour"]);
    assert_eq!((found[1].first, found[1].last), (Some(day(4)), Some(day(9))));
}

#[test]
fn nothing_gives_nothing() {
    assert_eq!(audit(Vec::new(), &AuditQuery::default()), Audit::default());
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
        let first = audit(sightings, &AuditQuery::default());
        let second = audit(shuffled.into_iter().map(|(_, sighting)| sighting).collect(), &AuditQuery::default());
        prop_assert_eq!(&first, &second);
        prop_assert!(first.entries.windows(2).all(|pair| pair[0].said.day <= pair[1].said.day));
        prop_assert!(first.shifts.iter().all(|shift| shift.from <= shift.to && shift.to < first.entries.len()));
    }
}
