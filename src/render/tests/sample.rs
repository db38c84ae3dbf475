//! A story of our own invention, with its claims made by hand: what the renderers are tested on.

mod audits;
mod diffs;
mod lineages;
mod people;

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::{DateTime, FixedOffset, NaiveDate, Offset, TimeZone, Utc};

use crate::audit::topics::Topic;
use crate::audit::{Audit, AuditQuery, Point, Rest, Shift, ShiftKind, Standpoint, Status, TimelineEntry, Wording};
use crate::claim::*;
use crate::curation::{self, Decision, Ruled, Ruling, Scope, SpeakerRow, Subject, Suggestion, Verdict};
use crate::diff::*;
use crate::extract::explain::{
    Aspect, Decider, Explained, ExplainedToken, Explanation, Reason, Relabelled, Second, Sentence,
};
use crate::lang::labels::Label;
use crate::lineage::{Blame, Blamed, ExtractorRun, Life, LineageTurn, Moment, Note, Stretch, Touch, Versions};
use crate::quotes::{self, Relation, Utterance};
use crate::render::{Report, TerminalLayout};
use crate::report::*;
use crate::sighting::{Hit, SaidDate, Sighting};
use crate::stored::{BundleCheck, Exhibit, Facts, Problem, StoredVersion, Verification, Withheld, Withholding};
use crate::story::{Doubt, Metadata, Slug, Story, sha256};
use crate::version_date::{DateSource, VersionDate};

pub use audits::{audit, audit_in_part, audit_ruled, quotes, search, sighting, topics};
pub use diffs::{changes, compared, diff, diff_of, log, log_changes, ruled, whole_story};
pub use lineages::{blame, histories};
pub use people::{all_speakers, decisions, journal, stories, suggestions};

pub const OLD: &str = "The harbour bridge closed at noon.\n\n“We will not reopen it this year,” Maria Vale said on Tuesday. \
                       At least 12 people were hurt, according to the harbour office.\n";
pub const NEW: &str = "The harbour bridge closed at noon.\n\n“We may reopen it this year,” Maria Vale said on Tuesday. \
                       At least 21 people were hurt, the harbour office claimed. A ferry runs instead.\n\n\
                       Correction: An earlier version gave a lower number of people hurt.\n";

const HEAD: &str = "0b6e3f0b8f2d5a9c4e7d1a3c6f9b2e5d8a1c4f7b0e3d6a9c2f5b8e1d4a7c0f3b";

pub fn layout(width: usize) -> TerminalLayout {
    TerminalLayout { width, color: false, side_by_side: false, marks: false, offset: |_| Utc.fix() }
}

pub fn layout_east(width: usize) -> TerminalLayout {
    // Two hours is within the day that an offset may have.
    TerminalLayout { offset: |_| FixedOffset::east_opt(7200).unwrap_or(Utc.fix()), ..layout(width) }
}

pub fn at(hour: u32) -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2031, 5, 7, hour, 30, 0).single().expect("a time that there is")
}

/// Finds the test's own words.
pub fn find(body: &str, words: &str) -> Span {
    let start = body.find(words).unwrap_or_else(|| panic!("{words:?} is not in the text"));
    Span::new(start, start + words.len())
}

/// Makes a claim; `""` means none.
pub fn claim(
    body: &str,
    id: u32,
    kind: ClaimKind,
    content: &str,
    cue: &str,
    source: &str,
    speaker: Option<u32>,
) -> Claim {
    let excerpt = |words: &str| (!words.is_empty()).then(|| Excerpt::new(body, vec![find(body, words)]));
    let (content, cue, source) = (Excerpt::new(body, vec![find(body, content)]), excerpt(cue), excerpt(source));
    let span =
        [Some(&content), cue.as_ref(), source.as_ref()].into_iter().flatten().map(Excerpt::hull).reduce(Span::join);
    Claim {
        id: ClaimId(id),
        kind,
        span: span.unwrap_or_default(),
        quotes: if kind == ClaimKind::Quote { content.spans.clone() } else { Vec::new() },
        cue,
        source,
        speaker: speaker.map(SpeakerId),
        confidence: 0.9,
        rule: if kind == ClaimKind::Fact { Rule::OwnVoice } else { Rule::TrailingCue },
        ..Claim::bare(content)
    }
}

fn speakers(body: &str) -> Vec<Speaker> {
    let speaker = |id, name: &str, kind, role: Option<&str>, mention| Speaker {
        id: SpeakerId(id),
        name: name.to_owned(),
        kind,
        role: role.map(str::to_owned),
        aliases: Vec::new(),
        mentions: vec![find(body, mention)],
    };
    vec![
        speaker(0, "Maria Vale", SpeakerKind::Person, Some("harbour master"), "Maria Vale"),
        speaker(1, "the harbour office", SpeakerKind::Organization, None, "the harbour office"),
    ]
}

fn tuesday(body: &str) -> Option<Box<SaidOn>> {
    let words = Excerpt::new(body, vec![find(body, "on Tuesday")]);
    let date = NaiveDate::from_ymd_opt(2031, 5, 6).expect("a day that there is");
    Some(Box::new(SaidOn { date, precision: Precision::Day, words }))
}

fn figure(body: &str, words: &str, value: f64) -> Figure {
    Figure { span: find(body, words), text: words.to_owned(), value, unit: Some("people".to_owned()) }
}

pub fn old() -> Extraction {
    let quote = claim(OLD, 1, ClaimKind::Quote, "We will not reopen it this year", "said", "Maria Vale", Some(0));
    let hurt = "At least 12 people were hurt";
    let hurt = claim(OLD, 2, ClaimKind::Statement, hurt, "according to", "the harbour office", Some(1));
    Extraction {
        speakers: speakers(OLD),
        claims: vec![
            claim(OLD, 0, ClaimKind::Fact, "The harbour bridge closed at noon", "", "", None),
            Claim {
                said_on: tuesday(OLD),
                polarity: Polarity::Negated,
                negations: vec![find(OLD, "not")],
                positions: vec![Position::of_stance(Stance::Refuse, "reopen it".into(), find(OLD, "will not"))],
                ..quote
            },
            Claim { figures: vec![figure(OLD, "12 people", 12.0)], ..hurt },
        ],
        warnings: vec![Warning {
            kind: WarningKind::StrayQuote,
            span: find(OLD, "”"),
            message: "a quotation mark closes nothing".into(),
        }],
    }
}

pub fn new() -> Extraction {
    let quote = claim(NEW, 1, ClaimKind::Quote, "We may reopen it this year", "said", "Maria Vale", Some(0));
    let hurt =
        claim(NEW, 2, ClaimKind::Statement, "At least 21 people were hurt", "claimed", "the harbour office", Some(1));
    let certainty = Certainty { level: CertaintyLevel::Hedged, cues: vec![find(NEW, "may")] };
    Extraction {
        speakers: speakers(NEW),
        claims: vec![
            claim(NEW, 0, ClaimKind::Fact, "The harbour bridge closed at noon", "", "", None),
            Claim { said_on: tuesday(NEW), certainty, ..quote },
            Claim { figures: vec![figure(NEW, "21 people", 21.0)], ..hurt },
            claim(NEW, 3, ClaimKind::Fact, "A ferry runs instead", "", "", None),
        ],
        warnings: Vec::new(),
    }
}

pub fn version(reference: &str, body: &str, hour: u32) -> VersionInfo {
    let metadata = Metadata {
        headline: Some(format!("Bridge closed, take {reference}")),
        outlet: Some("The Quay Ledger".into()),
        captured_at: Some(at(hour)),
        doubts: if reference == "v2" { vec![Doubt::Cut, Doubt::Paywall] } else { Vec::new() },
        ..Metadata::default()
    };
    VersionInfo { reference: reference.into(), metadata, body: body.into(), sha256: sha256(body.as_bytes()) }
}

pub fn show() -> VersionReport {
    VersionReport { version: version("harbour-bridge@v1", OLD, 12), extraction: old(), with_text: false }
}

/// All claims of a version.
pub fn claims(version: VersionReport) -> Report {
    Report::Claims(ClaimsReport::new(version, &ClaimFilter::default()))
}

pub fn story() -> Story {
    let slug = Slug::from_text("harbour bridge").expect("letters");
    Story { recorded: slug.clone(), slug, title: "Harbour bridge closed".into(), versions: 2 }
}

pub fn info(there: bool) -> InfoReport {
    let facts = Facts {
        schema: 1,
        bytes: 1_499_999,
        stories: 1,
        versions: 2,
        claims: 7,
        extractors: vec!["rules-1".into()],
        head: Some(HEAD.into()),
    };
    InfoReport {
        path: "/home/vale/onrecord.db".into(),
        chosen_by: "--db",
        settings: there.then(|| "/home/vale/.config/onrecord/config.toml".into()),
        facts: there.then_some(facts),
        extractor: "rules-1".into(),
        schema: 1,
    }
}

pub fn settings() -> SettingsReport {
    let row = |name, value: &str, set_by| SettingRow { name, values: vec![value.to_owned()], set_by };
    SettingsReport {
        path: "/home/vale/.config/onrecord/config.toml".into(),
        chosen_by: "default",
        exists: true,
        settings: vec![
            row("author", "Ines Aldana", SetBy::Variable("ONRECORD_AUTHOR")),
            row("color", "auto", SetBy::Default),
            row("contact", "desk@paper.example", SetBy::File { line: 3 }),
            SettingRow { name: "webhook", values: Vec::new(), set_by: SetBy::Default },
        ],
    }
}

pub fn verifications() -> [VerificationReport; 3] {
    let problem = |place: &str, message: &str| Problem { place: place.into(), message: message.into() };
    let sound = Verification {
        versions: 2,
        recaptures: 1,
        extractions: 3,
        decisions: 1,
        exhibits: 1,
        withheld: Vec::new(),
        head: Some(HEAD.into()),
        problems: Vec::new(),
    };
    let changed = Verification {
        problems: vec![
            problem("schema", "trigger body_fixed is missing"),
            problem("harbour-bridge@v1", "its body was changed"),
        ],
        ..sound.clone()
    };
    let of_story = Verification { versions: 2, extractions: 2, ..Verification::default() };
    let report = |story, verification| VerificationReport {
        path: "/home/vale/onrecord.db".into(),
        story: Slug::from_text(story),
        verification,
        seals: Vec::new(),
    };
    [report("", sound), report("", changed), report("harbour-bridge", of_story)]
}

pub fn exhibits() -> ExhibitsReport {
    let exhibit = Exhibit {
        name: "screenshot.png".into(),
        sha256: HEAD.into(),
        size: 212_480,
        tool: "chromium --headless --screenshot {url}".into(),
        stored_at: at(12),
    };
    ExhibitsReport { version: "harbour-bridge@v2".into(), exhibits: vec![exhibit] }
}

pub fn withheld() -> WithheldReport {
    let row = |what| Withholding {
        what,
        sha256: HEAD.into(),
        author: "Ines Aldana".into(),
        reason: "order of 6 May 2031".into(),
        withheld_at: at(15),
    };
    let rows = vec![row(Withheld::Version(story().slug, 2)), row(Withheld::Capture)];
    WithheldReport { rows, stage: WithholdStage::Done }
}

pub fn bundle() -> BundleReport {
    let problem = Problem { place: "data/versions/2/body.txt".into(), message: "it was changed".into() };
    let check = BundleCheck {
        story: Some("harbour-bridge".into()),
        files: 14,
        versions: 2,
        head: Some(HEAD.into()),
        problems: vec![problem],
    };
    BundleReport { path: "evidence.zip".into(), check }
}

pub fn ingests() -> [RecordedInput; 3] {
    let ingest = |outcome| RecordedInput { slug: "harbour-bridge".into(), input: "bridge.txt".into(), outcome };
    let stored = |number, extraction: &Extraction, changes| InputOutcome::Stored {
        number,
        claims: claims_by_kind(extraction),
        speakers: 2,
        warnings: extraction.warnings.len(),
        changes,
    };
    [
        ingest(stored(1, &old(), None)),
        ingest(stored(2, &new(), Some(changes()))),
        ingest(InputOutcome::Unchanged { latest: 2 }),
    ]
}

/// The first quote of a version, explained as if a model had read it.
fn explain() -> ExplainReport {
    let body = OLD;
    let token = |words: &str, label: usize, margin, second: usize| ExplainedToken {
        span: find(body, words),
        label: Label::from_index(label),
        margin,
        second: Label::from_index(second),
    };
    let reason = |about, by, text: &str| Reason { about, by, text: text.into() };
    let sentence = Sentence {
        number: 2,
        span: find(body, "“We will not reopen it this year,” Maria Vale said on Tuesday."),
        claims: vec![ClaimId(1)],
        tokens: vec![
            token("“", 9, 4210, 0),
            token("We", 10, 3999, 9),
            token("Maria", 5, 2310, 0),
            token("said", 1, 5120, 0),
            token("Tuesday", 0, 312, 8),
        ],
        second: Some(Second {
            margin: 312,
            changes: vec![Relabelled {
                span: find(body, "on Tuesday"),
                label: Label::OUTSIDE,
                second: Label::from_index(7),
            }],
        }),
        notes: vec![reason(Aspect::NoClaim, Decider::Model, "“year”: labelled content, but linked to no cue")],
    };
    let reasons = vec![
        reason(
            Aspect::Found,
            Decider::Model,
            "labelled the cue “said”, its content to the left, its source “Maria Vale” to the left",
        ),
        reason(Aspect::Polarity, Decider::Rule, "negated by “not”"),
    ];
    let claims = vec![Explained { id: ClaimId(1), reasons }];
    let explanation = Explanation { extractor: "fast-1a2b3c4d+rules-1".into(), sentences: vec![sentence], claims };
    ExplainReport::new(show(), explanation, &ExplainScope::Claim(ClaimId(1))).expect("the claim is explained")
}

/// One report of each kind, with its name.
pub fn all() -> Vec<(&'static str, Report)> {
    let [first, second, same] = ingests();
    let [changed, left] = histories();
    let [sound, tampered, of_story] = verifications();
    let quotes_alone = ClaimFilter { kinds: vec![ClaimKind::Quote], ..ClaimFilter::default() };
    vec![
        ("extract", Report::Extract(VersionReport { with_text: true, ..show() })),
        ("explain", Report::Explain(explain())),
        ("show", Report::Show(show())),
        ("claims", claims(show())),
        ("claims_filtered", Report::Claims(ClaimsReport::new(show(), &quotes_alone))),
        ("diff", Report::Diff(diff(&Filter::default()))),
        ("diff_filtered", Report::Diff(diff(&Filter { kinds: vec![ChangeKind::QuoteAltered], ..Filter::default() }))),
        ("diff_in_text_order", Report::Diff(DiffReport { order: Order::Text, ..diff(&Filter::default()) })),
        ("diff_stat", Report::DiffStat(diff(&Filter::default()))),
        ("log", Report::Log(log())),
        ("log_changes", Report::Log(log_changes())),
        ("story", Report::Story(whole_story())),
        ("blame", Report::Blame(blame())),
        ("history_changed", Report::History(changed)),
        ("history_left", Report::History(left)),
        ("audit", Report::Audit(audit())),
        ("audit_in_part", Report::Audit(audit_in_part())),
        ("topics", Report::Topics(topics())),
        ("search", Report::Search(search())),
        ("quotes", Report::Quotes(quotes())),
        ("stories", Report::Stories(stories())),
        ("speakers", Report::Speakers(all_speakers())),
        ("suggestions", Report::Suggestions(suggestions())),
        ("decisions", Report::Decisions(decisions())),
        ("imported", Report::ImportedDecisions(ImportedDecisions { read: 5, added: 2 })),
        ("audit_ruled", Report::Audit(audit_ruled())),
        ("diff_ruled", Report::Diff(ruled())),
        ("diff_unruled", Report::Diff(diff(&Filter::default()).with_rulings(&Ruled::all(&journal()), true))),
        ("verify", Report::Verification(sound)),
        ("verify_with_problems", Report::Verification(tampered)),
        ("verify_one_story", Report::Verification(of_story)),
        ("verify_bundle", Report::Bundle(bundle())),
        ("exhibits", Report::Exhibits(exhibits())),
        ("withhold", Report::Withheld(withheld())),
        ("info", Report::Info(info(true))),
        ("info_without_database", Report::Info(info(false))),
        ("settings", Report::Settings(settings())),
        ("ingest_first", Report::RecordedInput(first)),
        ("ingest_next", Report::RecordedInput(second)),
        ("ingest_same", Report::RecordedInput(same)),
    ]
}
