use super::*;
use crate::text::parse;

fn metadata(speaker: &str, byline: &str, outlet: &str) -> Metadata {
    let text = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    Metadata { speaker: text(speaker), byline: text(byline), outlet: text(outlet), ..Metadata::default() }
}

#[test]
fn the_metadata_name_the_author() {
    for (speaker, byline, outlet, expected) in [
        ("Jane Roe", "", "", Some(("Jane Roe", None, true))),
        ("Prime Minister Jane Roe", "", "", Some(("Jane Roe", Some("Prime Minister"), true))),
        ("The Hon. Jane Roe MP, Minister for Water", "", "", Some(("Jane Roe", Some("Minister for Water"), true))),
        (
            "",
            "Prime Minister Jane Roe",
            "Office of Prime Minister Jane Roe",
            Some(("Jane Roe", Some("Prime Minister"), true)),
        ),
        ("", "", "Office of Prime Minister Jane Roe", Some(("Jane Roe", Some("Prime Minister"), true))),
        ("", "", "Office of the Prime Minister", None),
        ("", "", "Office of the President of the Far Isles", None),
        ("Minister for Water Jane Roe", "", "", Some(("Jane Roe", Some("Minister for Water"), true))),
        ("", "Prime Minister Jane Roe", "The Quay Courier", Some(("Jane Roe", Some("Prime Minister"), false))),
        ("", "Jane Roe", "Government of Varland", None),
        ("", "By Jane Roe, political editor", "The Quay Courier", None),
        ("", "Senator Jane Roe and Senator Ann Holt", "Senate Office", None),
    ] {
        let author = Author::of(&metadata(speaker, byline, outlet));
        let expected = expected.map(|(name, role, speaks): (&str, Option<&str>, bool)| Author {
            name: name.to_owned(),
            role: role.map(str::to_owned),
            speaks,
            declared: !speaker.is_empty(),
        });
        assert_eq!(author, expected, "{speaker:?} {byline:?} {outlet:?}");
    }
}

fn voices(body: &str, speaker: &str) -> Vec<(String, String)> {
    let document = parse(body);
    let words = ClassedWords::new(&document);
    let voices = Voices::new(&words, &metadata(speaker, "", ""), &[]);
    let stretches = voices.stretches.iter().map(|stretch| {
        let name = stretch.voice.map_or("?", |voice| voices.all[voice].name.as_str());
        (name.to_owned(), stretch.span.of(body).trim().to_owned())
    });
    stretches.collect()
}

#[track_caller]
fn check(body: &str, speaker: &str, expected: &[(&str, &str)]) {
    let expected: Vec<(String, String)> =
        expected.iter().map(|(who, what)| ((*who).to_owned(), (*what).to_owned())).collect();
    assert_eq!(voices(body, speaker), expected, "{body}");
}

#[test]
fn labels_mean_the_author_by_office_and_by_name() {
    let roe = "Prime Minister Jane Roe";
    check(
        "JOURNALIST: Why? PM: We must. JOURNALIST: Now? PRIME MINISTER: Yes.",
        roe,
        &[("JOURNALIST", "Why?"), ("Jane Roe", "We must."), ("JOURNALIST", "Now?"), ("Jane Roe", "Yes.")],
    );
    check(
        "TOM REIL: Why?\n\nJANE ROE: We must.\n\nREIL: Now?\n\nMS ROE: Yes.\n\nMINISTER PARK: No.\n\nDPM: Hm.",
        roe,
        &[
            ("TOM REIL", "Why?"),
            ("Jane Roe", "We must."),
            ("TOM REIL", "Now?"),
            ("Jane Roe", "Yes."),
            ("PARK", "No."),
            ("DPM", "Hm."),
        ],
    );
    check(
        "Q.  Where were you?\n\nA.  At home.\n\nQ.  Alone?\n\nA.  Yes.",
        "Ana Holt",
        &[("Q", "Where were you?"), ("Ana Holt", "At home."), ("Q", "Alone?"), ("Ana Holt", "Yes.")],
    );
    check("Q: Why? \n\nPM: We must.", "", &[("Q", "Why?"), ("PM", "We must.")]);
}

#[test]
fn recordings_are_nobodys_without_a_label() {
    let roe = "Prime Minister Jane Roe";
    check(
        "HOST: You said this. [audio plays] We will never go. [end of excerpt] Well?\n\nPM: Yes.",
        roe,
        &[("HOST", "You said this."), ("?", "We will never go."), ("HOST", "Well?"), ("Jane Roe", "Yes.")],
    );
    check(
        "HOST: You said this.\n\n[clip] HOLT: Never. HOST: Well?",
        roe,
        &[("HOST", "You said this."), ("HOLT", "Never."), ("HOST", "Well?")],
    );
}

/// Lists the claims of a body as "speaker|content", `-` for nobody.
fn claims(body: &str, metadata: &Metadata) -> Vec<String> {
    let extraction = crate::extract::extract_with(body, metadata, crate::extract::Method::Rules);
    let line = |claim: &crate::claim::Claim| {
        let speaker = extraction.speaker_of(claim).map_or("-", |speaker| speaker.name.as_str());
        format!("{speaker}|{}", claim.content.text)
    };
    extraction.claims.iter().map(line).collect()
}

#[test]
fn nobody_is_credited_with_what_others_say_that_they_said() {
    let body = "TOM REIL: Ms Roe said that the dam was dead. You said that it would go. PM: I said that it would stay. The opposition said that \
                it was late. She said that she was tired. TOM REIL: We believe that it is over.";
    assert_eq!(
        claims(body, &metadata("Prime Minister Jane Roe", "", "")),
        [
            "-|that the dam was dead",
            "TOM REIL|You said that it would go",
            "Jane Roe|I said that it would stay",
            "opposition|that it was late",
            "-|that she was tired",
            "TOM REIL|We believe that it is over",
        ]
    );
}

#[test]
fn ones_own_view_is_ones_own() {
    let body = "QUESTION: Well? PM: My view was reported. Our plan said that it would stay. My colleague said that it would go.";
    let found = claims(body, &metadata("Prime Minister Jane Roe", "", ""));
    assert_eq!(found[2..], ["Jane Roe|that it would stay", "colleague|that it would go"]);
}

#[test]
fn a_speech_is_its_speakers_and_a_report_is_not() {
    let speech = "Friends, I thank you. The port feeds us. The minister said that it was old.";
    let roe = metadata("Senator Jane Roe", "", "");
    assert_eq!(
        claims(speech, &roe),
        ["Jane Roe|Friends, I thank you", "Jane Roe|The port feeds us", "minister|that it was old"]
    );
    let report = "The port feeds the isles. Ms Roe said that it was old. I thank the crews.";
    assert_eq!(
        claims(report, &roe),
        ["-|The port feeds the isles", "Jane Roe|that it was old", "Jane Roe|I thank the crews"]
    );
    let reporter = metadata("", "Jane Roe", "The Quay Courier");
    assert_eq!(claims(speech, &reporter)[..2], ["-|Friends, I thank you", "-|The port feeds us"]);
}

#[test]
fn older_statements_keep_their_date() {
    let published = "2030-03-17T17:46:40Z".parse().ok();
    let roe = Metadata { published_at: published, ..metadata("Prime Minister Jane Roe", "", "") };
    let body = "HOST: Well? PM: In 2011 the senator said that it was late. Mr Reil said last year that it was early.";
    let extraction = crate::extract::extract_with(body, &roe, crate::extract::Method::Rules);
    let said: Vec<String> =
        extraction.claims.iter().filter_map(|claim| claim.said_on.as_ref()).map(|on| on.date.to_string()).collect();
    assert_eq!(said, ["2011-01-01", "2029-01-01"]);
}

#[test]
fn an_office_of_somebody_elses_is_not_the_authors() {
    let check = |source: &str, author: &str, expected: &str| {
        let body = format!("TOM REIL: {source} said that the dam was late. Why? PM: I do not know.");
        assert_eq!(
            claims(&body, &metadata(author, "", ""))[0],
            format!("{expected}|that the dam was late"),
            "{source}"
        );
    };
    // What a journalist says that the author said is nobody's.
    check("The Prime Minister", "Prime Minister Jane Roe", "-");
    check("The Prime Minister of Varland", "Prime Minister Jane Roe", "Prime Minister of Varland");
    check("The Minister for Water", "Prime Minister Jane Roe", "Minister for Water");
    check("The minister", "Prime Minister Jane Roe", "minister");
}

#[test]
fn answers_are_those_of_the_one_who_is_asked() {
    let body = "Rita Sand has kept the lamp for years. She met us on Monday.\n\nQ: Was it lit?\n\nA: Always. The oil was paid for.\n\n\
                Q: By whom?\n\nA: By us.";
    let headline = |text: &str| Metadata { headline: Some(text.to_owned()), ..Metadata::default() };
    let lines = |body: &str, metadata: &Metadata| claims(body, metadata).split_off(2);
    assert_eq!(
        lines(body, &Metadata::default()),
        ["-|Was it lit?", "Rita Sand|Always", "Rita Sand|The oil was paid for", "-|By whom?", "Rita Sand|By us"]
    );
    let two = body.replace("She met us", "Clara Bloom met her");
    assert_eq!(lines(&two, &Metadata::default())[1..3], ["-|Always", "-|The oil was paid for"]);
    assert_eq!(
        lines(&two, &headline("Sand on the lamp"))[1..3],
        ["Rita Sand|Always", "Rita Sand|The oil was paid for"]
    );
}

#[test]
fn surnames_are_the_labels_of_those_who_are_named() {
    let body = "Rita Sand has kept the lamp for years.\n\nCourier: Was it lit?\n\nSand: Always. The oil was paid for.";
    assert_eq!(
        claims(body, &Metadata::default())[1..],
        ["Courier|Was it lit?", "Rita Sand|Always", "Rita Sand|The oil was paid for"]
    );
}

#[test]
fn members_of_a_parliament_speak_behind_a_stop() {
    let body = "Mr. SAND of North Tarn. I rise for the bill. It saves the lamp.\n\nMs. BLOOM. The bill is late.\n\n\
                Mr. SAND. It is not.";
    assert_eq!(
        claims(body, &Metadata::default()),
        ["SAND|I rise for the bill", "SAND|It saves the lamp", "BLOOM|The bill is late", "SAND|It is not"]
    );
    let twice = body.replace("Mr. SAND. It", "Mr. SAND of Vale. It");
    assert_eq!(claims(&twice, &Metadata::default())[3], "SAND of Vale|It is not");
}
