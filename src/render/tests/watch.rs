//! The reports of watching in every format, with hostile texts from outside.

use proptest::prelude::*;

use super::super::{Format, Report, render};
use super::{keep, sample};
use crate::report::{EventKind, WatchEvent, WatchRow, WatchStatusReport, WatchesReport};
use crate::story::Slug;
use crate::target::{Target, TargetKind};

fn reports(hostile: &str) -> [Report; 3] {
    let story = Slug::from_text("harbour fire");
    let row = WatchRow {
        number: 1,
        url: "https://courier.example/feed.xml".into(),
        kind: Some(TargetKind::List),
        every: std::time::Duration::from_secs(300),
        patterns: vec!["harbour*".into(), hostile.into()],
        story: None,
        looked_at: 12,
        at_rest: 30,
        failing: 1,
        due_at: Some(sample::at(9)),
    };
    let page = WatchRow {
        number: 2,
        kind: None,
        patterns: vec![],
        story: story.clone(),
        at_rest: 0,
        failing: 0,
        ..row.clone()
    };
    let target = Target {
        id: 1,
        url: "https://courier.example/fire".into(),
        kind: Some(TargetKind::Page),
        story: story.clone(),
        noted_at: sample::at(6),
        dated_at: None,
        checked_at: Some(sample::at(8)),
        changed_at: Some(sample::at(7)),
        due_at: Some(sample::at(9)),
        failures: 3,
        problem: Some(hostile.to_owned()),
    };
    let resting = Target { id: 2, due_at: None, failures: 0, problem: None, ..target.clone() };
    let event = WatchEvent {
        at: sample::at(8),
        kind: EventKind::Changed,
        url: Some(target.url.clone()),
        version: story.map(|story| (story, 2)),
        text: hostile.to_owned(),
    };
    [
        Report::Watches(WatchesReport { watches: vec![row, page] }),
        Report::WatchStatus(WatchStatusReport { targets: vec![target, resting], waiting: 2, given_up: 1 }),
        Report::WatchEvent(event),
    ]
}

#[test]
fn watching_in_every_format() {
    let mut text = String::new();
    for report in reports("a \u{1b}[31m<b>|*x*") {
        for format in [Format::Terminal, Format::Json, Format::Markdown] {
            text.push_str(&format!("=== {format:?}\n{}\n", render(&report, format, &sample::layout(160))));
        }
    }
    keep("watching", &text);
}

proptest! {
    #[test]
    fn one_event_is_one_line(hostile in any::<String>()) {
        let [watches, status, event] = reports(&hostile);
        for format in [Format::Terminal, Format::Json, Format::Markdown] {
            prop_assert_eq!(render(&event, format, &sample::layout(20)).lines().count(), 1);
            for report in [&watches, &status] {
                prop_assert!(!render(report, format, &sample::layout(80)).contains(|c: char| c.is_control() && c != '\n'));
            }
        }
    }
}
