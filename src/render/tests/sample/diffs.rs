//! Two versions compared, and the log of a story.

use super::*;

pub fn wording(text: &str) -> Vec<WordingPart> {
    // Written as the terminal prints it without colour.
    let mut runs = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let (op, close) = match () {
            () if rest.starts_with("[-") => (WordingOp::Delete, "-]"),
            () if rest.starts_with("{+") => (WordingOp::Insert, "+}"),
            () => (WordingOp::Equal, ""),
        };
        let text = if close.is_empty() { rest } else { &rest[2..] };
        let end = match close {
            "" => text.find(['[', '{']).unwrap_or(text.len()),
            close => text.find(close).expect("the mark is closed"),
        };
        runs.push(WordingPart { op, text: text[..end].to_owned() });
        rest = &text[end + close.len()..];
    }
    runs
}

fn change(kind: ChangeKind, old: &str, new: &str, note: &str, hundredths: u8) -> Change {
    let excerpt = |body, words: &str| (!words.is_empty()).then(|| Excerpt::new(body, vec![find(body, words)]));
    let confidence = Confidence::from_hundredths(hundredths);
    Change { confidence, ..Change::new(kind, excerpt(OLD, old), excerpt(NEW, new), note.into()) }
}

pub fn diff_of() -> Diff {
    let (old, new) = (old().claims, new().claims);
    let edit = |kind, old: &[&Claim], new: &[&Claim]| Edit {
        kind,
        old: old.iter().map(|&claim| claim.clone()).collect(),
        new: new.iter().map(|&claim| claim.clone()).collect(),
        changes: Vec::new(),
        wording: Vec::new(),
    };
    let note = "Correction: An earlier version gave a lower number of people hurt.";
    Diff {
        metadata: vec![MetadataChange {
            field: "headline",
            old: Some("Bridge closed, take v1".into()),
            new: Some("Bridge closed, take v2".into()),
            edit: Some(Edit {
                kind: EditKind::Changed,
                old: Vec::new(),
                new: Vec::new(),
                changes: vec![Change {
                    old: Some(Excerpt::new("Bridge closed, take v1", vec![Span::new(20, 22)])),
                    new: Some(Excerpt::new("Bridge closed, take v2", vec![Span::new(20, 22)])),
                    ..change(ChangeKind::ContentChanged, "", "", "v1 → v2", 60)
                }],
                wording: wording("Bridge closed, take [-v1-]{+v2+}"),
            }),
        }],
        edits: vec![
            edit(EditKind::Unchanged, &[&old[0]], &[&new[0]]),
            Edit {
                changes: vec![
                    change(ChangeKind::NegationFlipped, "not", "", "no longer “not”", 70),
                    change(ChangeKind::QuoteAltered, "will not", "may", "", 40),
                ],
                wording: wording("We [-will not-]{+may+} reopen it this year,” Maria Vale said"),
                ..edit(EditKind::Changed, &[&old[1]], &[&new[1]])
            },
            Edit {
                changes: vec![
                    change(ChangeKind::NumberChanged, "12 people", "21 people", "12 → 21", 80),
                    change(ChangeKind::CueChanged, "according to", "claimed", "according to → claimed", 60),
                ],
                wording: wording(
                    "At least [-12-]{+21+} people were hurt, [-according to -]the harbour office{+ claimed+}",
                ),
                ..edit(EditKind::Changed, &[&old[2]], &[&new[2]])
            },
            edit(EditKind::Added, &[], &[&new[3]]),
        ],
        corrections: vec![Correction {
            side: SideName::New,
            span: find(NEW, note),
            text: note.into(),
            covers: vec![2],
            covers_headline: false,
        }],
        noise: Noise::default(),
    }
}

pub fn diff(filter: &Filter) -> DiffReport {
    compared(diff_of(), filter)
}

pub fn compared(diff: Diff, filter: &Filter) -> DiffReport {
    let side = |reference, body, hour, extraction: Extraction| (version(reference, body, hour), extraction.speakers);
    DiffReport::new(Some(story()), side("v1", OLD, 12, old()), side("v2", NEW, 15, new()), diff, filter)
}

pub fn changes() -> Summary {
    diff_of().summary()
}

pub fn log() -> LogReport {
    let entry = |number, hour, extraction: &Extraction, changes| LogEntry {
        number,
        captured_at: at(hour),
        metadata: version(&format!("v{number}"), "", hour).metadata,
        sha256: sha256(b""),
        claims: claims_by_kind(extraction),
        speakers: extraction.speakers.len(),
        changes,
        edits: None,
        shown: 0,
        before: (number > 1).then(|| number - 1),
        exhibits: Vec::new(),
    };
    LogReport {
        story: story(),
        versions: vec![entry(1, 12, &old(), None), entry(2, 15, &new(), Some(changes()))],
        moved: Vec::new(),
        withheld: Vec::new(),
    }
}

/// `log --changes=2`.
pub fn log_changes() -> LogReport {
    let mut log = log();
    log.versions[1].edits = Some(LogEdit::list(&diff(&Filter::default())));
    log.versions[1].shown = 2;
    log
}

pub fn ruled() -> DiffReport {
    diff(&Filter::default()).with_rulings(&Ruled::all(&journal()), false)
}

/// `report`.
pub fn whole_story() -> StoryReport {
    StoryReport {
        log: log(),
        steps: vec![DiffReport { order: Order::Text, ..diff(&Filter::default()) }],
        latest: Some(VersionReport { version: version("v2", NEW, 15), extraction: new(), with_text: true }),
        extractors: vec!["rules-1".into(), "rules-1".into()],
    }
}
