//! What a document must look like for texts that are hard to cut.

use proptest::prelude::*;

use super::*;
use crate::claim::{Span, WarningKind};

/// The sentences of `body`, each in brackets.
fn sentences(body: &str) -> String {
    parse(body).sentences.iter().map(|sentence| format!("[{}]", sentence.span.of(body))).collect()
}

/// The tokens of `body`, parted by bars.
fn tokens(body: &str) -> String {
    parse(body).tokens.iter().map(|token| token.span.of(body)).collect::<Vec<_>>().join("|")
}

/// The quotations of `body`, each with its depth and what is odd about it.
fn quotations(body: &str) -> Vec<String> {
    parse(body)
        .quotations
        .iter()
        .map(|quotation| {
            let depth = ">".repeat(quotation.depth);
            let continues = if quotation.continues.is_some() { "…" } else { "" };
            let open = if quotation.closed { "" } else { "⟂" };
            format!("{depth}{continues}{}{open}", quotation.inner.of(body))
        })
        .collect()
}

fn paragraphs(body: &str) -> Vec<&str> {
    parse(body).paragraphs.iter().map(|paragraph| paragraph.span.of(body)).collect()
}

#[test]
fn sentences_end_where_they_should() {
    for (body, expected) in [
        ("It rained. It stopped.", "[It rained.][It stopped.]"),
        ("Mr. Holt met Dr. Ana Reyes. She left.", "[Mr. Holt met Dr. Ana Reyes.][She left.]"),
        ("He lives in the U.S. The house is old.", "[He lives in the U.S.][The house is old.]"),
        ("The U.S. Senate voted.", "[The U.S. Senate voted.]"),
        ("It fell on Jan. 6. Nobody saw it.", "[It fell on Jan. 6.][Nobody saw it.]"),
        ("Room No. 10 is shut. No. It is open.", "[Room No. 10 is shut.][No.][It is open.]"),
        ("It sells rye, oats, etc. Then it shut.", "[It sells rye, oats, etc.][Then it shut.]"),
        ("It sells rye, etc. Mara Bell left.", "[It sells rye, etc.][Mara Bell left.]"),
        ("Is it late? —And so we go.", "[Is it late?][—And so we go.]"),
        ("It rained all week. therefore nobody came.", "[It rained all week.][therefore nobody came.]"),
        ("The illus. was wrong, the fig. the same.", "[The illus. was wrong, the fig. the same.]"),
        ("So say the Norwegians. however it snows.", "[So say the Norwegians.][however it snows.]"),
        ("Guards of the Agcy. the town runs left.", "[Guards of the Agcy. the town runs left.]"),
        ("J. R. Vance spoke. So did A.B. Cole.", "[J. R. Vance spoke.][So did A.B. Cole.]"),
        ("St. Aldhelm's is old.", "[St. Aldhelm's is old.]"),
        ("It grew 1.5 percent. Then 2.5.", "[It grew 1.5 percent.][Then 2.5.]"),
        ("“We won’t go. We stay,” she said.", "[“We won’t go.][We stay,” she said.]"),
        ("“Why?” Lindqvist asked. Nobody knew.", "[“Why?” Lindqvist asked.][Nobody knew.]"),
        ("“We won!” The crowd cheered.", "[“We won!”][The crowd cheered.]"),
        ("“Stop it!” the mayor shouted.", "[“Stop it!” the mayor shouted.]"),
        ("\"It is over.\" He sat down.", "[\"It is over.\"][He sat down.]"),
        ("They waited ... and waited. Then it came.", "[They waited ... and waited.][Then it came.]"),
        ("“I see it ... I know it,” he said.", "[“I see it ... I know it,” he said.]"),
        ("See https://tarn.example/a.b?c=D. It helps.", "[See https://tarn.example/a.b?c=D.][It helps.]"),
        (
            "He left at 5 p.m. The rest stayed until 6 p.m. Friday.",
            "[He left at 5 p.m.][The rest stayed until 6 p.m. Friday.]",
        ),
        ("It is (he says) done. (It is not.) So be it.", "[It is (he says) done.][(It is not.)][So be it.]"),
        ("“we go,” said Ana Holt. “we stay,” said Reyes.", "[“we go,” said Ana Holt.][“we stay,” said Reyes.]"),
        ("The band “Go!” played on.", "[The band “Go!” played on.]"),
        ("First line\nSecond line here", "[First line][Second line here]"),
        ("", ""),
        ("…", "[…]"),
    ] {
        assert_eq!(sentences(body), expected, "{body}");
    }
}

#[test]
fn a_letter_or_an_abbreviation_may_end_a_sentence() {
    for (body, expected) in [
        ("He wrote on X. Kolt told nobody.", "[He wrote on X.][Kolt told nobody.]"),
        ("She moved from Twitter to X. Ana Reyes said so.", "[She moved from Twitter to X.][Ana Reyes said so.]"),
        ("He has hepatitis B. Amsel said he sleeps.", "[He has hepatitis B.][Amsel said he sleeps.]"),
        ("They lack vitamin D. Orr gives them fish.", "[They lack vitamin D.][Orr gives them fish.]"),
        ("There is a plan B. Orr wrote it.", "[There is a plan B.][Orr wrote it.]"),
        ("Meet at Terminal A. Reyes waits.", "[Meet at Terminal A.][Reyes waits.]"),
        ("He lies in ward C. Reyes saw him.", "[He lies in ward C.][Reyes saw him.]"),
        ("It runs from A to B. Orr drove it.", "[It runs from A to B.][Orr drove it.]"),
        ("He gave it an A. Orr said it was worth it.", "[He gave it an A.][Orr said it was worth it.]"),
        ("He worked for Halden Inc. Brandt said so.", "[He worked for Halden Inc.][Brandt said so.]"),
        ("It is owned by Tarn Ltd. Lena Orr, its head, left.", "[It is owned by Tarn Ltd.][Lena Orr, its head, left.]"),
        ("He fell in Washington, D.C. Farr said so.", "[He fell in Washington, D.C.][Farr said so.]"),
        ("He fell in Dover, Del. Farr later denied it.", "[He fell in Dover, Del.][Farr later denied it.]"),
        ("They met Bo Orr Jr. Reyes told him.", "[They met Bo Orr Jr.][Reyes told him.]"),
        ("It left at 6 p.m. Ahern said so.", "[It left at 6 p.m.][Ahern said so.]"),
        // Names, and abbreviations inside them, go on.
        ("George W. Tarn said so.", "[George W. Tarn said so.]"),
        ("On Monday minister J. Orr said so.", "[On Monday minister J. Orr said so.]"),
        ("It was J. K. Orr who said so.", "[It was J. K. Orr who said so.]"),
        ("An aide to J. Orr said so.", "[An aide to J. Orr said so.]"),
        ("It is, said A. Orr, a lie.", "[It is, said A. Orr, a lie.]"),
        ("Ward B. Kell said so.", "[Ward B. Kell said so.]"),
        ("They heard Ward B. Kell.", "[They heard Ward B. Kell.]"),
        ("They heard Gov. Pell was out.", "[They heard Gov. Pell was out.]"),
        ("It was, Gov. Pell said, over.", "[It was, Gov. Pell said, over.]"),
        ("It was, J.K. Orr said, over.", "[It was, J.K. Orr said, over.]"),
        ("It was, U.S. Marshals said, over.", "[It was, U.S. Marshals said, over.]"),
        ("He lives in Newry, Co. Down was told.", "[He lives in Newry, Co. Down was told.]"),
        ("The U.S. Senator said so.", "[The U.S. Senator said so.]"),
        ("Then Halden Inc. Chairman Bo Orr said so.", "[Then Halden Inc. Chairman Bo Orr said so.]"),
        ("Then Halden Inc. CEO Bo Orr said so.", "[Then Halden Inc. CEO Bo Orr said so.]"),
        ("Perrin Inc. Brandt was one firm.", "[Perrin Inc. Brandt was one firm.]"),
        ("The D.C. Circuit said so.", "[The D.C. Circuit said so.]"),
        ("It left at 6 p.m. Friday was dry.", "[It left at 6 p.m.][Friday was dry.]"),
    ] {
        assert_eq!(sentences(body), expected, "{body}");
    }
}

#[test]
fn lines_that_run_over_are_joined() {
    for (body, expected) in [
        ("One two three.\nFour five six.", vec!["One two three.", "Four five six."]),
        ("One two three\nfour five six.", vec!["One two three\nfour five six."]),
        ("He met the U.S.\nDistrict Attorney.", vec!["He met the U.S.\nDistrict Attorney."]),
        ("He came with Gov.\nAna Holt.", vec!["He came with Gov.\nAna Holt."]),
        ("It hurt Ana Holt, 19;\nand Bo Reyes, 14.", vec!["It hurt Ana Holt, 19;\nand Bo Reyes, 14."]),
        ("Heading\n\nText follows here.", vec!["Heading", "Text follows here."]),
        ("Three things:\n- one thing\n- two things", vec!["Three things:", "- one thing", "- two things"]),
        (
            "The harbour master said on Friday that the\nNorth Quay would stay shut until the spring\nat least.",
            vec!["The harbour master said on Friday that the\nNorth Quay would stay shut until the spring\nat least."],
        ),
    ] {
        assert_eq!(paragraphs(body), expected, "{body}");
    }
}

#[test]
fn tokens_are_those_of_the_treebank() {
    for (body, expected) in [
        ("He didn't go.", "He|did|n't|go|."),
        ("Putin’s aides can’t say.", "Putin|’s|aides|ca|n’t|say|."),
        ("It rose 2.5% to $1.5 million.", "It|rose|2.5|%|to|$|1.5|million|."),
        ("A 62-year-old, 4,300 people", "A|62-year-old|,|4,300|people"),
        ("The U.S. and the U.K. agreed", "The|U.S.|and|the|U.K.|agreed"),
        ("In the 1930s, on the 3rd at 14:05", "In|the|1930s|,|on|the|3rd|at|14:05"),
        ("wait... no -- yes — so", "wait|...|no|--|yes|—|so"),
        ("Mail a.b@tarn.example or #help", "Mail|a.b@tarn.example|or|#help"),
        ("O’Brien and rock’n’roll", "O’Brien|and|rock’n’roll"),
        ("the '90s", "the|'90s"),
        ("30-40 F-16 COVID-19", "30|-|40|F-16|COVID-19"),
        ("at 62mph and £3bn", "at|62|mph|and|£|3|bn"),
    ] {
        assert_eq!(tokens(body), expected, "{body}");
    }
}

#[test]
fn quotation_marks_pair_up() {
    for (body, expected) in [
        ("\"We go,\" he said. \"Now.\"", vec!["We go,", "Now."]),
        ("“We go,” he said. “Now.”", vec!["We go,", "Now."]),
        ("«We go», he said, „now“ or „then”.", vec!["We go", "now", "then"]),
        ("``We go,'' he said.", vec!["We go,"]),
        ("''We go,'' he said.", vec!["We go,"]),
        ("‘We go,’ he said, and didn’t.", vec!["We go,"]),
        ("'We go,' he said, and didn't.", vec!["We go,"]),
        ("The lawmakers' plan and the firms' answer.", vec![]),
        ("‘the lawmakers’ plan’ failed", vec!["the lawmakers’ plan"]),
        ("rock 'n' roll in the '90s and the ’80s", vec![]),
        ("“He said ‘never’ to me,” she said.", vec!["He said ‘never’ to me,", ">never"]),
        ("'He said \"never\" to me,' she said.", vec!["He said \"never\" to me,", ">never"]),
        ("A 6\" nail.", vec![]),
        ("She said “we go. It rained.\nThen it stopped.", vec!["we go. It rained.⟂"]),
        ("“One.\n“Two.\n“Three,” she said.", vec!["One.⟂", "…Two.⟂", "…Three,"]),
        ("“One.\nTwo,” she said.", vec!["One.⟂", "…Two,"]),
        ("“One.\n” Two came. “Three.”", vec!["One.⟂", "Three."]),
        ("\"One.\n\" Two came. \"Three.\"", vec!["One.⟂", "Three."]),
        ("“One “two,” she said.", vec!["One⟂", "two,"]),
        ("It ended.” So it was.", vec![]),
    ] {
        assert_eq!(quotations(body), expected, "{body}");
    }
}

#[test]
fn odd_marks_are_warned_of() {
    let kinds = |body| parse(body).warnings.iter().map(|warning| warning.kind).collect::<Vec<_>>();
    assert_eq!(kinds("She said “we go. It rained.\nThen it stopped."), [WarningKind::UnclosedQuote]);
    assert_eq!(kinds("“One.\n“Two,” she said."), []);
    assert_eq!(kinds("It ended.” So it was."), [WarningKind::StrayQuote]);
    assert_eq!(kinds("Twelve\u{202e} died"), [WarningKind::HiddenCharacters]);
}

#[test]
fn datelines_are_found() {
    let dateline = |body| parse(body).sentences[0].dateline.map(|span| span.of(body).to_owned());
    assert_eq!(dateline("HALDEN (NP) — The mayor resigned.").as_deref(), Some("HALDEN (NP) — "));
    assert_eq!(
        dateline("NEW HALDEN, Tarn, Jan. 6 – The mayor resigned.").as_deref(),
        Some("NEW HALDEN, Tarn, Jan. 6 – ")
    );
    assert_eq!(dateline("The mayor — a banker — resigned."), None);
    assert_eq!(dateline("A — B"), None);
}

#[test]
fn headings_and_items_are_told_from_prose() {
    let kinds = |body| parse(body).paragraphs.iter().map(|paragraph| paragraph.kind).collect::<Vec<_>>();
    assert_eq!(
        kinds("What we know\n\nThe bridge fell on Monday night.\n\n• Nobody was hurt."),
        [ParagraphKind::Heading, ParagraphKind::Prose, ParagraphKind::Item]
    );
}

/// Text with much of what makes cutting hard.
pub(crate) fn odd_text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("\"".to_owned()),
        Just("“".to_owned()),
        Just("”".to_owned()),
        Just("‘".to_owned()),
        Just("’".to_owned()),
        Just("'".to_owned()),
        Just("«".to_owned()),
        Just("»".to_owned()),
        Just("„".to_owned()),
        Just("``".to_owned()),
        Just("''".to_owned()),
        Just(" ".to_owned()),
        Just("\n".to_owned()),
        Just("\n\n".to_owned()),
        Just(". ".to_owned()),
        Just("...".to_owned()),
        Just("— ".to_owned()),
        Just("U.S. ".to_owned()),
        Just("\n12 comments\n".to_owned()),
        Just("Advertisement\n".to_owned()),
        Just("Mr. ".to_owned()),
        Just("1.5%".to_owned()),
        Just("said ".to_owned()),
        Just("Holt ".to_owned()),
        Just("he ".to_owned()),
        Just("that ".to_owned()),
        Just("according to ".to_owned()),
        Just("didn't ".to_owned()),
        Just("12 people ".to_owned()),
        Just("on Tuesday ".to_owned()),
        "\\PC{0,4}",
        "[a-z]{1,6} ",
        "[A-Z][a-z]{1,6} ",
    ];
    prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn parts_lie_in_order_inside_one_another(body in odd_text()) {
        let document = parse(&body);
        let mut end = 0;
        for (index, token) in document.tokens.iter().enumerate() {
            prop_assert!(token.span.start >= end && token.span.start < token.span.end);
            end = token.span.end;
            let text = token.span.of(&body);
            prop_assert!(!text.chars().any(|c| c == '\n' || c == ' '), "{text:?}");
            let sentence = &document.sentences[token.sentence];
            prop_assert!(sentence.span.contains(token.span) && sentence.tokens.contains(&index));
        }
        for sentence in &document.sentences {
            prop_assert!(document.paragraphs[sentence.paragraph].span.contains(sentence.span));
            prop_assert!(sentence.dateline.is_none_or(|dateline| sentence.span.contains(dateline)));
        }
        // Nothing but white space and lines of the page lies outside the tokens.
        let furniture = document.furniture.iter().map(|line| line.span);
        let mut taken: Vec<Span> = document.tokens.iter().map(|token| token.span).chain(furniture).collect();
        taken.sort();
        let mut rest = body.clone().into_bytes();
        for span in taken.into_iter().rev() {
            rest.drain(span.start..span.end);
        }
        let rest = String::from_utf8(rest).expect("tokens end on character boundaries");
        prop_assert!(rest.chars().all(|c| c.is_whitespace()), "{rest:?}");
        for quotation in &document.quotations {
            prop_assert!(quotation.outer.contains(quotation.inner));
            let _ = quotation.inner.of(&body);
        }
        for warning in &document.warnings {
            let _ = warning.span.of(&body);
        }
    }
}

#[test]
fn a_sentence_without_end_is_read_in_pieces() {
    let body = format!("They listed {}.", "rye, ".repeat(700));
    let document = parse(&body);
    assert_eq!(
        document.warnings.iter().map(|warning| warning.kind).collect::<Vec<_>>(),
        [WarningKind::LongSentence; 2]
    );
    assert!(document.sentences.len() == 3 && document.sentences.iter().all(|sentence| sentence.tokens.len() <= 600));
    assert!(document.sentences[0].span.of(&body).ends_with("rye,"), "it is cut behind a comma");
    assert_eq!(parse(&format!("They listed {}.", "rye, ".repeat(250))).sentences.len(), 1);
}

#[test]
fn an_address_ends_before_the_stop_and_the_bracket() {
    for (body, expected) in [
        ("See echo.example.", "See|echo.example|."),
        ("(see www.echo.example/a_(b)).", "(|see|www.echo.example/a_(b|)|)|."),
        ("Write to desk@echo.example, please", "Write|to|desk@echo.example|,|please"),
        ("a+b+echo.example/x; a(quay.example", "a+b+echo.example/x|;|a|(|quay.example"),
        ("It rose.Then it fell", "It|rose|.|Then|it|fell"),
    ] {
        assert_eq!(tokens(body), expected, "{body}");
    }
}
