//! Every report in every format, kept as snapshots, and the laws that hold for all of them.

mod html;
pub mod sample;
mod watch;

use proptest::prelude::*;

use super::{Format, Report, TerminalLayout, render, terminal};
use crate::claim::{ClaimKind, Excerpt, Extraction, Span};
use crate::diff::{Confidence, Diff, Severity};
use crate::extract::Method;
use crate::extract::explain::explain;
use crate::report::{
    DiffReport, ExplainReport, ExplainScope, Filter, LogEdit, LogEntry, Order, VersionInfo, VersionReport,
};
use crate::story::{Metadata, sha256};

/// Keeps a text under `snapshots/`, named for what it shows.
pub fn keep(name: &str, text: &str) {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("../../../snapshots");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!(name, text));
}

#[test]
fn every_report_in_the_terminal() {
    let pages: Vec<String> = sample::all()
        .into_iter()
        .map(|(name, report)| format!("=== {name}\n{}", render(&report, Format::Terminal, &sample::layout(80))))
        .collect();
    keep("reports_in_terminal", &pages.join("\n"));
}

#[test]
fn every_report_in_markdown() {
    let pages: Vec<String> = sample::all()
        .into_iter()
        .map(|(name, report)| format!("=== {name}\n{}", render(&report, Format::Markdown, &sample::layout(80))))
        .collect();
    keep("reports_in_markdown", &pages.join("\n"));
}

#[test]
fn every_report_in_json() {
    let pages: Vec<String> = sample::all()
        .into_iter()
        .map(|(name, report)| {
            let text = render(&report, Format::Json, &sample::layout(80));
            assert_eq!(text.matches('\n').count(), 1, "{name} is one line");
            // Laid out for the reader of the snapshot; the order of the fields is kept as it was written.
            format!("=== {name}\n{}", text.replace("},{", "},\n{").replace("\":[{", "\":[\n{"))
        })
        .collect();
    keep("reports_in_json", &pages.join("\n"));
}

#[test]
fn every_list_as_csv() {
    let mut pages = Vec::new();
    for (name, report) in sample::all() {
        let text = render(&report, Format::Csv, &sample::layout(80));
        let mut reader = csv::Reader::from_reader(text.as_bytes());
        let names = reader.headers().expect("names").clone();
        let rows: Vec<csv::StringRecord> = reader.records().collect::<Result<_, _>>().expect("rows of one length");
        if text.is_empty() {
            continue;
        }
        // Laid out for the reader of the snapshot: a line for each cell that holds something.
        let cells = |row: &csv::StringRecord| -> String {
            let filled = names.iter().zip(row).filter(|(_, cell)| !cell.is_empty());
            filled.map(|(name, cell)| format!("  {name}: {cell}\n")).collect()
        };
        let rows: Vec<String> = rows.iter().map(cells).collect();
        pages.push(format!("=== {name}: {}\n{}", names.iter().collect::<Vec<_>>().join(","), rows.join("  --\n")));
    }
    keep("reports_in_csv", &pages.join("\n"));
}

#[test]
fn a_sheet_says_beside_itself_what_it_leaves_out() {
    let filter = Filter { kinds: vec![crate::diff::ChangeKind::NumberChanged], ..Filter::default() };
    let report = sample::diff(&filter);
    let line = "2 edits held back by the filter";
    assert_eq!(super::csv::held_back(&Report::Diff(report.clone())), [line]);
    let title = report.title();
    assert_eq!(super::csv::held_back(&Report::DiffStats(vec![report])), [format!("{title}: {line}")]);
    assert!(super::csv::held_back(&Report::Log(sample::log())).is_empty());
}

#[test]
fn diff_side_by_side_and_in_colour() {
    let report = Report::Diff(sample::diff(&Filter::default()));
    let beside = TerminalLayout { side_by_side: true, ..sample::layout(110) };
    keep("diff_side_by_side", &render(&report, Format::Terminal, &beside));
    let colored = render(&report, Format::Terminal, &TerminalLayout { color: true, ..sample::layout(80) });
    keep("diff_in_colour", &colored.replace('\u{1b}', "␛"));
    let shown =
        render(&Report::Show(sample::show()), Format::Terminal, &TerminalLayout { color: true, ..sample::layout(80) });
    keep("show_in_colour", &shown.replace('\u{1b}', "␛"));
    let show = |layout: TerminalLayout| render(&Report::Show(sample::show()), Format::Terminal, &layout);
    keep("show_with_margin", &show(sample::layout(100)));
    let marked = show(TerminalLayout { marks: true, ..sample::layout(80) });
    let colored_marks = show(TerminalLayout { marks: true, color: true, ..sample::layout(80) });
    let rows = |text: &str| text.lines().filter(|line| line.contains("^^")).count();
    assert_eq!((rows(&marked), rows(&colored_marks), rows(&shown)), (8, 8, 0));
    keep("show_with_marks", &marked);
}

#[test]
fn times_are_shown_at_the_readers_offset() {
    let text = render(&Report::Log(sample::log()), Format::Terminal, &sample::layout_east(80));
    let shown = "2031-05-07 14:30 +02:00";
    assert!(text.contains(shown), "{text}");
    let read = crate::time::parse(shown).map(|when| when.start().to_utc());
    assert_eq!(read, Some(sample::at(12)));
    let text = render(&Report::Log(sample::log()), Format::Terminal, &sample::layout(80));
    assert!(text.contains("2031-05-07 12:30 UTC"), "{text}");
    assert_eq!(crate::time::parse("2031-05-07 12:30 UTC").map(|when| when.start().to_utc()), read);
}

#[test]
fn a_filter_says_what_it_holds_back_and_keeps_the_numbers() {
    let filter = Filter { kinds: vec![crate::diff::ChangeKind::NumberChanged], ..Filter::default() };
    let report = sample::diff(&filter);
    assert_eq!(report.groups()[0].edits, [(2, 2)]);
    let text = render(&Report::Diff(report.clone()), Format::Terminal, &sample::layout(80));
    assert!(text.contains("2 edits held back by the filter"), "{text}");
    let json: serde_json::Value =
        serde_json::from_str(&render(&Report::Diff(report), Format::Json, &sample::layout(80))).expect("JSON");
    assert_eq!(json["held_back"], 2);
    assert_eq!(json["edits"].as_array().map(Vec::len), Some(1));
    assert_eq!(json["corrections"][0]["covers"], serde_json::json!([0]));
    assert_eq!(json["summary"]["added"], 1);
    let framing = sample::diff(&Filter { severities: vec![Severity::Framing], ..Filter::default() });
    assert_eq!((framing.groups().len(), framing.held_back), (0, 3));
}

#[test]
fn what_is_sure_comes_first_and_the_rest_is_marked() {
    let mut diff = sample::diff_of();
    diff.edits[1].changes.iter_mut().for_each(|change| change.confidence = Confidence::from_hundredths(49));
    let report = sample::compared(diff, &Filter::default());
    assert_eq!(report.groups()[0].edits, [(1, 2), (2, 3), (3, 1)]);
    let as_in_text = DiffReport { order: Order::Text, ..report.clone() };
    assert_eq!(as_in_text.groups()[0].edits, [(1, 1), (2, 2), (3, 3)]);
    let edits = LogEdit::list(&report);
    let listed: Vec<String> = edits.iter().map(LogEdit::labels).collect();
    assert_eq!(listed[0], "possibly negation flipped, possibly quote altered");
    let entry = LogEntry { edits: Some(edits), shown: 2, ..sample::log_changes().versions.swap_remove(1) };
    assert_eq!(entry.shown().into_iter().map(LogEdit::labels).collect::<Vec<_>>(), listed[1..]);
    let report = Report::Diff(report);
    for format in [Format::Terminal, Format::Markdown] {
        let text = render(&report, format, &sample::layout(80));
        assert!(text.contains("possibly negation flipped: no longer “not”"), "{text}");
        assert!(!text.contains("possibly number changed"), "{text}");
    }
    let json = render(&report, Format::Json, &sample::layout(80));
    let json: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    assert_eq!(json["edits"][1]["changes"][0]["confidence"], 0.49);
    assert_eq!(json["metadata"][0]["changes"][0]["confidence"], 0.6);
}

#[test]
fn a_filter_says_what_it_holds_back_for_its_confidence() {
    let least = |hundredths| Some(Confidence::from_hundredths(hundredths));
    let report = sample::diff(&Filter { min_confidence: least(75), ..Filter::default() });
    assert_eq!(report.groups()[0].edits, [(2, 2), (3, 3)]);
    assert!(!report.headline_shown && report.noise_shown);
    let line = report.held_back_line();
    assert_eq!(line.as_deref(), Some("1 edit held back by the filter for a confidence below 0.75"));
    let kinds = vec![crate::diff::ChangeKind::NumberChanged];
    let report = sample::diff(&Filter { kinds, min_confidence: least(85), ..Filter::default() });
    assert_eq!((report.shown.len(), report.held_back), (0, 3));
    let line = report.held_back_line();
    assert_eq!(line.as_deref(), Some("3 edits held back by the filter, 1 of them only for a confidence below 0.85"));
    let all = sample::diff(&Filter { min_confidence: least(0), ..Filter::default() });
    assert_eq!((all.shown.as_slice(), all.held_back_line()), ([1, 2, 3].as_slice(), None));
    assert!(all.headline_shown);
}

#[test]
fn an_empty_diff_says_so() {
    let side = || (sample::version("a.txt", "", 1), Vec::new());
    let report = DiffReport::new(None, side(), side(), Diff::default(), &Filter::default());
    let text = render(&Report::Diff(report), Format::Terminal, &sample::layout(80));
    assert!(text.starts_with("a.txt → a.txt: no claim differs\n"), "{text}");
}

/// A version of any text, with one claim on any stretch of it.
fn any_version(body: &str, a: usize, b: usize) -> VersionReport {
    let borders: Vec<usize> = (0..=body.len()).filter(|&at| body.is_char_boundary(at)).collect();
    let (a, b) = (borders[a % borders.len()], borders[b % borders.len()]);
    let mut claim = sample::claim(body, 0, ClaimKind::Quote, "", "", "", None);
    claim.span = Span::new(a.min(b), a.max(b));
    claim.content = Excerpt::new(body, vec![claim.span]);
    claim.quotes = vec![claim.span];
    let version = VersionInfo {
        reference: body.to_owned(),
        metadata: Metadata { headline: Some(body.to_owned()), ..Metadata::default() },
        body: body.to_owned(),
        sha256: sha256(body.as_bytes()),
    };
    VersionReport { version, extraction: Extraction { claims: vec![claim], ..Extraction::default() }, with_text: true }
}

/// Blames the claims of a version on the sample's.
fn followed(version: &VersionReport) -> Report {
    let mut report = sample::blame();
    report.version = version.clone();
    for touch in report.blame.claims.iter_mut().filter_map(|claim| claim.changed.as_mut()) {
        touch.changes.iter_mut().for_each(|change| change.note.clone_from(&version.version.body));
    }
    report.blame.claims.swap(0, 1);
    Report::Blame(report)
}

/// Finds the claim of a version, and compares it with itself; all that texts say is the body.
fn found(version: &VersionReport) -> [Report; 2] {
    let body = &version.version.body;
    let claim = version.extraction.claims[0].clone();
    let mut sighting = sample::sighting(body, claim, body);
    sighting.outlet = Some(body.clone());
    let mut search = sample::search();
    search.query.clone_from(body);
    search.filters = vec![("speaker", body.clone())];
    let hit = &mut search.hits[0];
    (hit.headline, hit.url) = (Some(body.clone()), Some(body.clone()));
    (hit.marks, hit.sighting) = (vec![sighting.claim.span], sighting.clone());
    let mut quotes = sample::quotes();
    quotes.asked.clone_from(body);
    for wording in &mut quotes.utterances[0].wordings {
        wording.sighting = sighting.clone();
        wording.words.iter_mut().for_each(|word| word.text.clone_from(body));
    }
    [Report::Search(search), Report::Quotes(quotes)]
}

proptest! {
    #[test]
    fn json_offsets_select_the_text_beside_them(body in any::<String>(), a in any::<usize>(), b in any::<usize>()) {
        let report = Report::Extract(any_version(&body, a, b));
        let json: serde_json::Value =
            serde_json::from_str(&render(&report, Format::Json, &sample::layout(80))).expect("JSON");
        let content = &json["claims"][0]["content"];
        let place = |nth: usize| content["spans"][0][nth].as_u64().and_then(|at| usize::try_from(at).ok()).expect("a place");
        let selected: String = body.chars().skip(place(0)).take(place(1) - place(0)).collect();
        prop_assert_eq!(content["text"].as_str(), Some(selected.as_str()));
        prop_assert_eq!(json["text"].as_str(), Some(body.as_str()));
        prop_assert_eq!(json["version"]["chars"].as_u64(), Some(body.chars().count() as u64));
    }

    #[test]
    fn people_never_get_a_control_character(body in any::<String>(), a in any::<usize>(), b in any::<usize>(), width in 0usize..120) {
        let version = any_version(&body, a, b);
        let hostile = |c: char| c.is_control() && c != '\n';
        let (extraction, explanation) = explain(&body, &Metadata::default(), Method::Fast);
        let explained = VersionReport { extraction, ..version.clone() };
        let all = ExplainReport::new(explained, explanation, &ExplainScope::All).map(Report::Explain);
        let followed = [followed(&version), Report::Show(version.clone()), sample::claims(version.clone())];
        for report in followed.into_iter().chain(found(&version)).chain(all) {
            for format in [Format::Terminal, Format::Markdown] {
                let text = render(&report, format, &sample::layout(width));
                prop_assert!(!text.contains(hostile), "{:?}", text);
                prop_assert!(text.ends_with('\n'));
            }
            let colored = render(&report, Format::Terminal, &TerminalLayout { color: true, ..sample::layout(width) });
            // What is left after our own codes is text alone.
            let bare = colored.split("\u{1b}[").enumerate().map(|(nth, piece)| match piece.split_once('m') {
                Some((code, rest)) if nth > 0 && code.chars().all(|c| c.is_ascii_digit() || c == ';') => rest,
                _ => piece,
            });
            prop_assert!(!bare.collect::<String>().contains(hostile));
        }
        prop_assert!(!terminal::annotated(&version).contains(hostile));
    }
}
