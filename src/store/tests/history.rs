//! What is stored reads back; versions follow one another; a write is whole or nothing.

use super::*;

#[test]
fn a_version_reads_back() {
    let place = TestHistory::new();
    let body = "The bridge will stay shut, Ines Aldana said.\nWork began in May.";
    let mut extraction = facts(body);
    extraction.claims[0] = claim(body, 0, "The bridge will stay shut", Some(0));
    extraction.speakers = vec![person(0, "Ines Aldana", &["Aldana", "the engineer"])];
    extraction.warnings =
        vec![Warning { kind: WarningKind::StrayQuote, span: Span::new(0, 3), message: "a stray mark".into() }];
    let mut given = draft(body);
    given.metadata = Metadata {
        headline: Some("Bridge shut".into()),
        byline: None,
        speaker: Some("Mayor Ada Holt".into()),
        outlet: Some("The Harbour Gazette".into()),
        url: Some("https://gazette.example/bridge".into()),
        published_at: Some((hour(1) + TimeDelta::nanoseconds(1)).fixed_offset()),
        modified_at: None,
        captured_at: Some(hour(2)),
        doubts: vec![crate::story::Doubt::Part, crate::story::Doubt::Damaged],
    };
    let mut history = place.open();
    assert_eq!(add(&mut history, "Bridge", &given, &extraction, hour(3)), 1);
    drop(history);

    let history = History::open_read_only(&place.file()).expect("a history");
    let version = history.version(&slug("bridge"), 1).expect("a read").expect("a version");
    assert_eq!(
        version.story,
        Story { slug: slug("bridge"), recorded: slug("bridge"), title: "Bridge shut".into(), versions: 1 }
    );
    assert_eq!(version.metadata, given.metadata);
    assert_eq!(version.captured_at, hour(2));
    assert_eq!(version.body, body);
    assert_eq!(version.sha256, crate::story::sha256(body.as_bytes()));
    assert_eq!(version.extraction, extraction);
    assert_eq!(version.lineages, [1, 2]);
    assert_eq!(version.extractor, "hand-1");
    assert_eq!(history.capture(&slug("bridge"), 1).expect("a read").expect("a capture"), given.capture);
    assert_eq!(history.version(&slug("bridge"), 2).expect("a read"), None);
    assert_eq!(history.version(&slug("other"), 1).expect("a read"), None);
    assert_eq!(history.story(&slug("other")).expect("a read"), None);
    assert_eq!(history.verify().expect("a check").problems, []);
}

#[test]
fn captures_come_back_whatever_they_are() {
    let place = TestHistory::new();
    let mut history = place.open();
    let captures = [vec![], vec![0xff], b"ab".repeat(5_000), (0..=255).collect::<Vec<u8>>()];
    for (at, capture) in captures.iter().enumerate() {
        let body = format!("Line {at}");
        let given = Draft { capture: capture.clone(), ..draft(&body) };
        add(&mut history, "s", &given, &facts(&body), hour(at as i64));
    }
    for (at, capture) in captures.iter().enumerate() {
        assert_eq!(history.capture(&slug("s"), at as u32 + 1).expect("a read").as_ref(), Some(capture));
    }
    let stored: i64 =
        place.raw().query_row("SELECT sum(length(bytes)) FROM capture", [], |row| row.get(0)).expect("a sum");
    assert!(stored < 400, "{stored} bytes");
}

#[test]
fn back_and_forth_is_three_versions() {
    let place = TestHistory::new();
    let mut history = place.open();
    add_bodies(&mut history, "s", &["Four hurt", "Five hurt", "Four hurt"]);
    assert_eq!(history.story(&slug("s")).expect("a read").expect("a story").versions, 3);
    let bodies: i64 = place.raw().query_row("SELECT count(*) FROM body", [], |row| row.get(0)).expect("a count");
    assert_eq!(bodies, 2);
    assert!(history.verify().expect("a check").is_sound());
}

#[test]
fn a_repeat_of_the_latest_is_refused() {
    let place = TestHistory::new();
    let mut history = place.open();
    add_bodies(&mut history, "s", &["Four hurt"]);
    let mut writer = history.write().expect("a writer");
    let error =
        writer.add(&slug("s"), &draft("Four hurt"), &unread(&facts("Four hurt")), &[Origin::Enters], "hand-1", hour(5));
    assert!(matches!(error, Err(Error::Repeat { latest: 1, .. })), "{error:?}");
}

#[test]
fn another_headline_over_the_same_body_is_a_version() {
    let place = TestHistory::new();
    let mut history = place.open();
    add_bodies(&mut history, "s", &["Four hurt"]);
    let mut retitled = draft("Four hurt");
    retitled.metadata.headline = Some("Fire at the quay".to_owned());
    let mut writer = history.write().expect("a writer");
    let number =
        writer.add(&slug("s"), &retitled, &unread(&facts("Four hurt")), &[Origin::Continues(0)], "hand-1", hour(5));
    assert_eq!(number.expect("a version"), 2);
    let again = writer.add(
        &slug("s"),
        &draft("Four hurt"),
        &unread(&facts("Four hurt")),
        &[Origin::Continues(0)],
        "hand-1",
        hour(6),
    );
    assert!(matches!(again, Err(Error::Repeat { latest: 2, .. })), "a headline left out is no change");
}

#[test]
fn a_write_without_commit_leaves_nothing() {
    let place = TestHistory::new();
    let mut history = place.open();
    add_bodies(&mut history, "s", &["Four hurt"]);
    let before = history.facts().expect("facts");
    let mut writer = history.write().expect("a writer");
    writer
        .add(&slug("s"), &draft("Five hurt"), &unread(&facts("Five hurt")), &[Origin::Enters], "hand-1", hour(5))
        .expect("v2");
    assert_eq!(writer.latest(&slug("s")).expect("a read").expect("a version").number, 2);
    drop(writer);
    assert_eq!(history.facts().expect("facts"), before);
    drop(history);
    let history = place.open();
    assert_eq!(history.story(&slug("s")).expect("a read").expect("a story").versions, 1);
    assert!(history.verify().expect("a check").is_sound());
}

#[test]
fn a_refused_version_leaves_nothing_even_with_a_commit() {
    let place = TestHistory::new();
    let mut history = place.open();
    let mut stray = facts("Four hurt");
    stray.claims[0].span = Span::new(0, 400);
    let mut writer = history.write().expect("a writer");
    let add = |writer: &mut Writer<'_>, extraction: &Extraction, origins: &[Origin], at| {
        writer.add(&slug("s"), &draft("Four hurt"), &unread(extraction), origins, "hand-1", at)
    };
    let errors = [
        add(&mut writer, &stray, &[Origin::Enters], hour(1)),
        add(&mut writer, &facts("Four hurt"), &[], hour(1)),
        add(&mut writer, &facts("Four hurt"), &[Origin::Continues(0)], hour(1)),
        add(&mut writer, &facts("Four hurt"), &[Origin::Enters], DateTime::<Utc>::MAX_UTC),
    ];
    for error in errors {
        assert!(matches!(error, Err(Error::Unfit { .. })), "{error:?}");
    }
    writer.commit().expect("a commit");
    assert_eq!(history.stories().expect("a list"), []);
    assert!(history.verify().expect("a check").is_sound());
}

#[test]
fn the_version_of_a_time_is_the_last_captured_by_then() {
    let place = TestHistory::new();
    let mut history = place.open();
    for (body, captured, stored) in
        [("One", Some(10), 50), ("Two", Some(20), 51), ("Three", Some(15), 52), ("Four", None, 53)]
    {
        let mut given = draft(body);
        given.metadata.captured_at = captured.map(hour);
        add(&mut history, "s", &given, &facts(body), hour(stored));
    }
    for (at, expected) in
        [(9, None), (10, Some(1)), (14, Some(1)), (15, Some(3)), (20, Some(2)), (52, Some(2)), (53, Some(4))]
    {
        assert_eq!(history.version_as_of(&slug("s"), hour(at)).expect("a read"), expected, "hour {at}");
    }
    assert_eq!(history.version_as_of(&slug("s"), DateTime::<Utc>::MAX_UTC).expect("a read"), Some(4));
    assert_eq!(history.version_as_of(&slug("s"), DateTime::<Utc>::MIN_UTC).expect("a read"), None);
    assert_eq!(history.version_as_of(&slug("t"), hour(20)).expect("a read"), None);
}

#[test]
fn lists_tell_titles_outlets_times_and_counts() {
    let place = TestHistory::new();
    let mut history = place.open();
    let mut given = draft("One\nTwo");
    given.metadata.headline = Some("Old title".into());
    given.metadata.outlet = Some("The Harbour Gazette".into());
    add(&mut history, "zoo", &given, &facts("One\nTwo"), hour(1));
    let mut extraction = facts("One\nTwo\nThree");
    extraction.speakers = vec![person(0, "Ines Aldana", &[])];
    extraction.claims[2] = claim("One\nTwo\nThree", 2, "Three", Some(0));
    add(&mut history, "zoo", &draft("One\nTwo\nThree"), &extraction, hour(4));
    add(&mut history, "ark", &draft("One"), &facts("One"), hour(2));

    let rows = history.story_rows().expect("a list");
    let row = |slug_: &str, title: &str, versions, outlet: Option<&str>, first, last| StoryRow {
        story: Story { slug: slug(slug_), recorded: slug(slug_), title: title.into(), versions },
        outlet: outlet.map(Into::into),
        first_captured_at: hour(first),
        last_captured_at: hour(last),
    };
    let expected = [row("ark", "ark", 1, None, 2, 2), row("zoo", "Old title", 2, Some("The Harbour Gazette"), 1, 4)];
    assert_eq!(rows, expected);
    assert_eq!(history.stories().expect("a list"), expected.map(|row| row.story));

    let versions = history.version_rows(&slug("zoo")).expect("a list");
    assert_eq!(versions.iter().map(|row| row.number).collect::<Vec<_>>(), [1, 2]);
    assert_eq!(versions.iter().map(|row| row.claims).collect::<Vec<_>>(), [[0, 0, 0, 2], [0, 0, 1, 2]]);
    assert_eq!(versions.iter().map(|row| row.speakers).collect::<Vec<_>>(), [0, 1]);
    assert_eq!(versions[0].metadata, given.metadata);
    assert_eq!(versions[1].captured_at, hour(4));
    assert_eq!(history.version_rows(&slug("owl")).expect("a list"), []);

    let facts = history.facts().expect("facts");
    assert_eq!((facts.schema, facts.stories, facts.versions, facts.claims), (SCHEMA, 2, 3, 6));
    assert_eq!(facts.extractors, ["hand-1"]);
    assert!(facts.bytes > 4096);
}

#[test]
fn the_newest_extraction_is_the_present_one() {
    let place = TestHistory::new();
    let mut history = place.open();
    let body = "The old pier burned, Ines Aldana said.";
    add(&mut history, "pier", &draft(body), &facts(body), hour(1));
    let mut better =
        Extraction { claims: vec![claim(body, 0, "The old pier burned", Some(0))], ..Extraction::default() };
    better.speakers = vec![person(0, "Ines Aldana", &[])];
    assert_eq!(said(&history, "Aldana"), []);
    extract_again(&mut history, "pier", &better, "hand-2");

    let version = history.version(&slug("pier"), 1).expect("a read").expect("a version");
    assert_eq!((version.extraction, version.extractor.as_str()), (better, "hand-2"));
    assert_eq!(said(&history, "Aldana").len(), 1);
    let told = history.facts().expect("facts");
    assert_eq!((told.claims, told.extractors), (1, vec!["hand-2".into(), "hand-1".into()]));
    assert_eq!(found(&history, "pier"), ["The old pier burned"]);
    assert!(history.verify().expect("a check").is_sound());

    extract_again(&mut history, "pier", &Extraction::default(), "hand-3");
    assert_eq!(found(&history, "pier"), [""; 0]);
    assert_eq!(said(&history, "Aldana"), []);
    assert_eq!(lookup::names(&history, "Aldana").expect("names"), [""; 0]);
    assert_eq!(lookup::speakers(&history).expect("speakers"), []);
}

/// Searches claims, as a search has to: superseded extractions left out.
fn found(history: &History, words: &str) -> Vec<String> {
    let sql = "SELECT claim.content FROM claim_words JOIN claim ON claim.id = claim_words.rowid \
               JOIN present ON present.id = claim.extraction WHERE claim_words MATCH ?1 ORDER BY claim.id";
    let mut statement = history.connection.prepare(sql).expect("a query");
    statement.query_map([words], |row| row.get(0)).and_then(Iterator::collect).expect("rows")
}

#[test]
fn search_finds_words_without_case_and_diacritics() {
    let place = TestHistory::new();
    let mut history = place.open();
    add_bodies(&mut history, "s", &["The CAFÉ reopened\nNobody was hurt", "The café reopened\nTwo were hurt"]);
    assert_eq!(found(&history, "cafe"), ["The CAFÉ reopened", "The café reopened"]);
    assert_eq!(found(&history, "two hurt"), ["Two were hurt"]);
    assert_eq!(found(&history, "\"were hurt\""), ["Two were hurt"]);
    history
        .connection
        .execute_batch("INSERT INTO claim_words (claim_words, rank) VALUES ('integrity-check', 1)")
        .expect("an index that fits its table");
}
