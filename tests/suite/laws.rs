//! Laws that hold for every text, however odd: of extraction, of comparison, of the history and of the JSON's offsets.
//!
//! It says nothing about whether a reading is right: the stories and the unit tests do.

use chrono::{DateTime, TimeDelta, Utc};
use onrecord::claim::{Claim, Extraction};
use onrecord::diff::{Confidence, Diff, Edit, EditKind, Severity, Side, SideName, WordingOp, diff, explained};
use onrecord::extract::{Method, analyse, extract, extract_with};
use onrecord::reading::Analysis;
use onrecord::record::{Recorded, record_with};
use onrecord::render::{Format, Report, TerminalLayout, render};
use onrecord::report::{DiffReport, Filter, VersionInfo, VersionReport};
use onrecord::store::History;
use onrecord::story::{Draft, Metadata, Slug, sha256};
use proptest::prelude::*;

use crate::extraction_laws::{check_excerpt, check_extraction, check_span};

/// Extracts with the fast model: the laws hold whoever reads, and thousands of texts are read here.
fn fast(body: &str, metadata: &Metadata) -> Extraction {
    extract_with(body, metadata, Method::Fast)
}

/// Reads as [`fast`] does, for a comparison.
fn analysed(body: &str, metadata: &Metadata) -> Analysis {
    analyse(body, metadata, Method::Fast)
}

// ---- texts ----------------------------------------------------------------------------------------------------------

/// Pieces that news is made of, and pieces that nobody expects.
const PIECES: &[&str] = &[
    "Ruda Velmont",
    "Mayor Ruth Calder",
    "Mr. Calder",
    "the harbour authority",
    "an official who asked not to be named",
    "she",
    "He",
    "they",
    "said",
    "told reporters on Tuesday",
    "according to",
    "denied that",
    "may have",
    "did not",
    "ruled out",
    "12 people",
    "$1.5 million",
    "2 percent",
    "Jan. 6",
    "U.S.",
    "No. 10",
    "“",
    "”",
    "\"",
    "'",
    "’",
    "‘",
    "«",
    "»",
    "„",
    "``",
    "''",
    ",",
    ".",
    "?",
    "…",
    "—",
    ":",
    "•",
    "\n",
    "\n\n",
    "HALDEN (NP) —",
    "https://x.example/a?b=1",
    "Correction: An earlier version misstated the cost.",
    "🎉",
    "👩\u{200d}🚀",
    "e\u{301}",
    "\u{308}",
    "שלום",
    "مرحبا",
    "\u{202e}",
    "\u{200b}",
    "\u{feff}",
    "\u{a0}",
    "東京は遠い",
    "İstanbul",
    "ẞ",
    "\0",
];

/// A sentence such as newspapers print.
fn sentence() -> impl Strategy<Value = String> {
    let name = prop::sample::select(vec![
        "Ruda Velmont",
        "Mayor Ruth Calder",
        "Hugh Calder",
        "Zoë Ångström-Nuñez",
        "she",
        "he",
        "the union",
        "a senior official",
    ]);
    let cue = prop::sample::select(vec!["said", "claimed", "admitted", "warned", "told the council"]);
    let words = prop::sample::select(vec![
        "the roof came down in eleven minutes",
        "we will not close the harbour",
        "the harbour may close on Friday",
        "12 people were hurt",
        "21 people were hurt",
        "there is no evidence of arson",
        "the damage is $1.5 million 🎉",
        "it’s “only stuck”, as they call it",
        "nobody — שלום — knocked",
    ]);
    (name, cue, words, 0..6_u8).prop_map(|(name, cue, words, form)| match form {
        0 => format!("“{words},” {cue} {name}."),
        1 => format!("\"{words},\" {name} {cue}."),
        2 => format!("{name} {cue} that {words}."),
        3 => format!("According to {name}, {words}."),
        4 => format!("{name} {cue}: “{words}.”"),
        _ => format!("{words}."),
    })
}

/// Any text: printed sentences, their pieces in any order, any characters at all.
fn text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        4 => prop::sample::select(PIECES).prop_map(str::to_owned),
        3 => sentence(),
        1 => "\\PC{0,8}",
        1 => any::<String>(),
    ];
    let gap = prop_oneof![6 => Just(" "), 2 => Just(""), 1 => Just("\n\n")];
    prop::collection::vec((piece, gap), 0..24)
        .prop_map(|pieces| pieces.into_iter().flat_map(|(piece, gap)| [piece, gap.to_owned()]).collect())
}

/// Two versions of one article: sentences kept, dropped, brought in, put elsewhere.
fn versions() -> impl Strategy<Value = (String, String)> {
    let article = prop::collection::vec(sentence(), 1..10);
    let other = prop::collection::vec(sentence(), 0..4);
    (article, other, any::<prop::sample::Index>(), any::<bool>()).prop_map(|(article, other, at, turn)| {
        let mut new = article.clone();
        let at = at.index(new.len());
        new.splice(at..(at + other.len() / 2).min(new.len()), other);
        if turn {
            new.rotate_left(at);
        }
        (article.join("\n\n"), new.join(" "))
    })
}

fn published() -> DateTime<Utc> {
    "2025-03-04T06:40:00Z".parse().expect("a valid time")
}

fn metadata() -> Metadata {
    Metadata { published_at: Some(published().fixed_offset()), ..Metadata::default() }
}

fn draft(body: &str) -> Draft {
    Draft { metadata: metadata(), body: body.to_owned(), capture: body.as_bytes().to_vec() }
}

// ---- comparison -----------------------------------------------------------------------------------------------------

fn compare(old: &str, new: &str) -> (Extraction, Extraction, Diff) {
    let metadata = metadata();
    let (was, is) = (analysed(old, &metadata), analysed(new, &metadata));
    let answer = diff(Side::new(&metadata, old, &was), Side::new(&metadata, new, &is));
    (was.extraction, is.extraction, answer)
}

/// Joins what stands on one side of an edit, white space left out.
fn squeezed<'a>(texts: impl IntoIterator<Item = &'a str>) -> String {
    texts.into_iter().flat_map(str::split_whitespace).collect()
}

/// Checks every law of a comparison.
fn check_diff(old: &str, new: &str) -> Diff {
    let (old_extraction, new_extraction, answer) = compare(old, new);
    assert_eq!(answer, compare(old, new).2, "the same versions, another answer");

    let ids = |of: fn(&Edit) -> &Vec<Claim>| {
        let mut ids: Vec<u32> = answer.edits.iter().flat_map(|edit| of(edit).iter().map(|claim| claim.id.0)).collect();
        ids.sort_unstable();
        ids
    };
    assert_eq!(ids(|edit| &edit.old), (0..old_extraction.claims.len() as u32).collect::<Vec<_>>());
    assert_eq!(ids(|edit| &edit.new), (0..new_extraction.claims.len() as u32).collect::<Vec<_>>());
    let order: Vec<u32> = answer.edits.iter().filter_map(|edit| Some(edit.new.first()?.id.0)).collect();
    assert!(order.is_sorted(), "edits do not follow the new body: {order:?}");

    for edit in &answer.edits {
        check_edit(old, new, edit);
    }
    for correction in &answer.corrections {
        let body = if correction.side == SideName::Old { old } else { new };
        check_span(body, correction.span);
        assert_eq!(correction.text, correction.span.of(body));
        assert!(correction.covers.iter().all(|&index| index < answer.edits.len()));
    }
    check_notes(old, new, &answer);
    let summary = answer.summary();
    assert_eq!(summary.added + summary.removed + summary.changed + summary.unchanged, answer.edits.len());
    answer
}

/// Checks that the noted and the unnoted edits are together all that is substantive, and that filters tell what they
/// hold back.
fn check_notes(old: &str, new: &str, answer: &Diff) {
    let version = |body: &str| {
        let sha256 = sha256(body.as_bytes());
        (VersionInfo { reference: "v1".to_owned(), metadata: metadata(), body: body.to_owned(), sha256 }, Vec::new())
    };
    let report = |filter: &Filter| DiffReport::new(None, version(old), version(new), answer.clone(), filter);
    let least = Confidence::from_hundredths(60);
    let sure = report(&Filter { min_confidence: Some(least), ..Filter::default() });
    let report = report(&Filter { unnoted: true, ..Filter::default() });
    let noted = (0..answer.edits.len()).filter(|&index| report.noted(index) == Some(true)).count();
    assert_eq!(report.shown.len() + noted, report.summary.substantive);
    let differ = answer.edits.iter().filter(|edit| edit.kind != EditKind::Unchanged).count();
    assert_eq!(report.shown.len() + report.held_back, differ);
    assert_eq!((sure.shown.len() + sure.held_back, sure.unsure.len()), (differ, sure.held_back));
    assert!(sure.shown.iter().all(|&index| answer.edits[index].confidence() >= Some(least)));
    for &index in &report.shown {
        assert_eq!(answer.edits[index].severity(), Some(Severity::Substantive));
        assert!(answer.corrections.iter().all(|note| !note.covers.contains(&index)));
    }
}

fn check_edit(old: &str, new: &str, edit: &Edit) {
    let sides = (edit.old.len(), edit.new.len());
    match edit.kind {
        EditKind::Added => assert!(matches!(sides, (0, 1)), "{edit:?}"),
        EditKind::Removed => assert!(matches!(sides, (1, 0)), "{edit:?}"),
        EditKind::Unchanged => {
            assert!(sides.0 > 0 && sides.1 > 0, "{edit:?}");
            // The same words may be read as one claim here and as part of a longer one, or as two, there: no edit by
            // the outlet.
            let letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
            let stands = |claims: &[Claim], body: &str| {
                let mut spans = claims.iter().flat_map(|claim| &claim.content.spans);
                let body = letters(body);
                let own = if claims == edit.old { old } else { new };
                spans.all(|span| body.contains(&letters(span.of(own))))
            };
            assert!(stands(&edit.old, new) || stands(&edit.new, old), "a difference was hidden: {edit:?}");
        }
        EditKind::Changed => assert!(sides.0 > 0 && sides.1 > 0, "{edit:?}"),
    }
    assert_eq!(edit.kind == EditKind::Changed, !edit.changes.is_empty(), "{edit:?}");
    assert!(edit.changes.is_sorted_by_key(|change| (change.kind.severity(), change.kind)), "{:?}", edit.changes);
    for change in &edit.changes {
        change.old.iter().for_each(|excerpt| check_excerpt(old, excerpt));
        change.new.iter().for_each(|excerpt| check_excerpt(new, excerpt));
        assert!(!change.note.is_empty(), "a change without a word of explanation: {change:?}");
        assert!((0.0..=1.0).contains(&change.confidence.as_f64()), "{change:?}");
    }
    let confidence = edit.confidence();
    assert_eq!(confidence.is_some(), edit.kind != EditKind::Unchanged, "{edit:?}");
    let is_a_changes = edit.changes.iter().any(|change| Some(change.confidence) == confidence);
    assert_eq!(is_a_changes, edit.kind == EditKind::Changed, "{edit:?}");
    if edit.kind == EditKind::Changed && sides == (1, 1) {
        let said = |but: WordingOp| squeezed(edit.wording.iter().filter(|run| run.op != but).map(|run| &*run.text));
        // Nothing stands there that the bodies do not say.
        let stands = |but: WordingOp, body: &str| {
            let mut body = body.chars().filter(|c| !c.is_whitespace());
            said(but).chars().all(|c| body.any(|other| other == c))
        };
        assert!(stands(WordingOp::Insert, old), "{:?}", edit.wording);
        assert!(stands(WordingOp::Delete, new), "{:?}", edit.wording);
    }
}

// ---- JSON -----------------------------------------------------------------------------------------------------------

/// Checks that the offsets in the JSON count code points of the body.
fn check_json(body: &str, extraction: Extraction) {
    let version = VersionInfo {
        reference: "v1".to_owned(),
        metadata: metadata(),
        body: body.to_owned(),
        sha256: sha256(body.as_bytes()),
    };
    let report = Report::Extract(VersionReport { version, extraction, with_text: false });
    let layout = TerminalLayout {
        width: 100,
        color: false,
        side_by_side: false,
        marks: false,
        offset: |_| chrono::Offset::fix(&Utc),
    };
    let json = render(&report, Format::Json, &layout);
    let json: serde_json::Value = serde_json::from_str(&json).expect("the output is JSON");
    let points: Vec<char> = body.chars().collect();
    assert_eq!(json["version"]["chars"], points.len());
    for claim in json["claims"].as_array().expect("claims are a list") {
        for part in ["content", "cue", "source"] {
            let part = &claim[part];
            let Some(spans) = part["spans"].as_array() else { continue };
            let at = |value: &serde_json::Value| value.as_u64().expect("an offset is a whole number") as usize;
            let texts: Vec<String> =
                spans.iter().map(|span| points[at(&span[0])..at(&span[1])].iter().collect()).collect();
            assert_eq!(part["text"], texts.join(" "));
        }
    }
}

proptest! {
    #![proptest_config(crate::cases(192))]

    #[test]
    fn extraction_holds_its_laws_on_any_text(body in text()) {
        let extraction = fast(&body, &metadata());
        check_extraction(&body, &extraction);
        prop_assert_eq!(&extraction, &fast(&body, &metadata()), "the same text, another answer");
    }

    #[test]
    fn offsets_in_json_count_code_points(body in text()) {
        check_json(&body, fast(&body, &metadata()));
    }

    #[test]
    fn a_version_against_itself_is_unchanged(body in text()) {
        let answer = check_diff(&body, &body);
        prop_assert!(answer.metadata.is_empty());
        prop_assert!(answer.edits.iter().all(|edit| edit.kind == EditKind::Unchanged));
    }

    #[test]
    fn one_text_read_by_two_extractors_is_unchanged(body in text()) {
        let metadata = metadata();
        let rules = analyse(&body, &metadata, Method::Rules);
        let model = analysed(&body, &metadata);
        let answer = diff(Side::new(&metadata, &body, &rules), Side::new(&metadata, &body, &model));
        prop_assert!(answer.edits.iter().all(|edit| edit.kind == EditKind::Unchanged), "{:#?}", answer.edits);
    }

    #[test]
    fn comparison_holds_its_laws_on_any_two_texts(old in text(), new in text()) {
        check_diff(&old, &new);
    }

    #[test]
    fn an_explanation_changes_nothing_and_is_whole((old, new) in versions()) {
        let metadata = metadata();
        let (was, is) = (analysed(&old, &metadata), analysed(&new, &metadata));
        let (answer, whys) = explained(Side::new(&metadata, &old, &was), Side::new(&metadata, &new, &is));
        prop_assert_eq!(&answer, &diff(Side::new(&metadata, &old, &was), Side::new(&metadata, &new, &is)));
        prop_assert_eq!(whys.len(), answer.edits.len());
        for (why, edit) in whys.iter().zip(&answer.edits) {
            prop_assert_eq!(why.similarity.is_some(), !edit.old.is_empty() && !edit.new.is_empty());
            prop_assert_eq!(why.joining.is_some(), edit.old.len() + edit.new.len() > 2);
            let second = why.runner_up.as_ref();
            let similarities = why.similarity.into_iter().chain(second.map(|second| second.similarity));
            prop_assert!(similarities.into_iter().all(|similarity| (0.0..=1.0).contains(&similarity)));
            // What came second is not in the edit.
            let taken = second.map(|second| if second.side == SideName::Old { &edit.old } else { &edit.new });
            prop_assert!(taken.is_none_or(|taken| second.is_none_or(|second| !taken.contains(&second.claim))));
        }
    }

    #[test]
    fn comparison_holds_its_laws_on_versions_of_an_article((old, new) in versions()) {
        check_diff(&old, &new);
        check_diff(&new, &old);
    }
}

proptest! {
    #![proptest_config(crate::cases(24))]

    #[test]
    fn a_history_holds_every_text_but_a_repeat_of_its_latest(order in prop::collection::vec(0..4_usize, 1..9)) {
        const BODIES: [&str; 4] = [
            "“We will not close the harbour,” said Ruda Velmont.\n",
            "“We may close the harbour,” said Ruda Velmont. She said that 12 people were hurt.\n",
            "“We may close the harbour,” said Ruda Velmont. 21 people were hurt.\n",
            "Nobody — שלום 🎉 — was hurt.\n",
        ];
        check_history(&order.iter().map(|&index| BODIES[index]).collect::<Vec<_>>());
    }
}

// ---- the history ----------------------------------------------------------------------------------------------------

/// Records the bodies one after the other and checks what the history holds then.
fn check_history(bodies: &[&str]) {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let mut history = History::open(&folder.path().join("onrecord.db")).expect("a new history opens");
    let slug = Slug::from_text("Harbour fire").expect("the text has letters");
    let mut expected: Vec<&str> = Vec::new();
    for (minutes, body) in (0..).zip(bodies) {
        let now = published() + TimeDelta::minutes(minutes);
        let recorded =
            record_with(&mut history, &slug, &draft(body), Method::Fast, now).expect("the history can be written");
        if expected.last() == Some(body) {
            assert!(matches!(recorded, Recorded::Unchanged { latest, .. } if latest as usize == expected.len()));
            continue;
        }
        expected.push(body);
        let Recorded::Stored { number, extraction, diff, .. } = recorded else { panic!("{body:?} was not stored") };
        assert_eq!(number as usize, expected.len());
        assert_eq!(extraction, fast(body, &metadata()));
        assert_eq!(diff.is_some(), number > 1);
    }
    let story = history.story(&slug).expect("the history can be read").expect("the story is there");
    assert_eq!(story.versions as usize, expected.len());
    for (number, body) in (1..).zip(&expected) {
        let version = history.version(&slug, number).expect("the history can be read").expect("the version is there");
        assert_eq!(&version.body, body);
        assert_eq!(version.sha256, sha256(body.as_bytes()));
        assert_eq!(version.extraction, fast(body, &metadata()));
        assert_eq!(version.lineages.len(), version.extraction.claims.len());
    }
    assert!(history.version(&slug, story.versions + 1).expect("the history can be read").is_none());
}

#[test]
fn a_body_that_comes_back_is_a_version_of_its_own() {
    check_history(&["One roof fell.", "Two roofs fell.", "One roof fell."]);
}

#[test]
fn a_body_repeated_at_once_is_no_version() {
    check_history(&["One roof fell.", "One roof fell.", "Two roofs fell.", "Two roofs fell.", "Two roofs fell."]);
}

#[test]
fn nothing_is_a_text_too() {
    let extraction = extract("", &Metadata::default());
    check_extraction("", &extraction);
    assert!(extraction.claims.is_empty());
    check_diff("", "One roof fell.");
    check_diff("One roof fell.", "");
}
