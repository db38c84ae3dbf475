//! A story of our own invention, with its claims made by hand: what the renderers are tested on.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::{DateTime, FixedOffset, NaiveDate, Offset, TimeZone, Utc};

use crate::audit::topics::Topic;
use crate::audit::{Audit, Entry, Query, Rest, Shift, ShiftKind, Sighting, Status};
use crate::claim::*;
use crate::curation::{self, Decision, Ruled, Ruling, Scope, Subject, Suggestion, Verdict};
use crate::diff::*;
use crate::extract::explain::{Aspect, Decider, Explained, Explanation, Reason, Relabelled, Second, Sentence, Token};
use crate::lang::labels::Label;
use crate::lineage::{Blame, Blamed, Life, Moment, Note, Reader, Stretch, Touch, Turn, Versions};
use crate::quotes::{self, Relation, Utterance};
use crate::render::{Layout, Report};
use crate::report::*;
use crate::store::{Facts, Hit, SpeakerRow, StoredVersion};
use crate::story::{Metadata, Slug, Story, sha256};

pub const OLD: &str = "The harbour bridge closed at noon.\n\n“We will not reopen it this year,” Maria Vale said on Tuesday. \
                       At least 12 people were hurt, according to the harbour office.\n";
pub const NEW: &str = "The harbour bridge closed at noon.\n\n“We may reopen it this year,” Maria Vale said on Tuesday. \
                       At least 21 people were hurt, the harbour office claimed. A ferry runs instead.\n\n\
                       Correction: An earlier version gave a lower number of people hurt.\n";

pub fn layout(width: usize) -> Layout {
    Layout { width, color: false, side_by_side: false, offset: |_| Utc.fix() }
}

pub fn layout_east(width: usize) -> Layout {
    // Two hours is within the day that an offset may have.
    Layout { offset: |_| FixedOffset::east_opt(7200).unwrap_or(Utc.fix()), ..layout(width) }
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
        content,
        cue,
        source,
        speaker: speaker.map(SpeakerId),
        said_on: None,
        position: None,
        polarity: Polarity::Affirmed,
        negations: Vec::new(),
        certainty: Certainty::default(),
        figures: Vec::new(),
        confidence: 0.9,
        rule: if kind == ClaimKind::Fact { Rule::OwnVoice } else { Rule::TrailingCue },
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

fn tuesday(body: &str) -> Option<SaidOn> {
    let words = Excerpt::new(body, vec![find(body, "on Tuesday")]);
    let date = NaiveDate::from_ymd_opt(2031, 5, 6).expect("a day that there is");
    Some(SaidOn { date, precision: Precision::Day, words })
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
                position: Some(Position {
                    stance: Stance::Refuse,
                    topic: "reopen it".into(),
                    cue: find(OLD, "will not"),
                }),
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
        ..Metadata::default()
    };
    VersionInfo { reference: reference.into(), metadata, body: body.into(), sha256: sha256(body.as_bytes()) }
}

pub fn show() -> VersionReport {
    VersionReport { version: version("harbour-bridge@v1", OLD, 12), extraction: old(), with_text: false }
}

pub fn story() -> Story {
    Story {
        slug: Slug::from_text("harbour bridge").expect("letters"),
        title: "Harbour bridge closed".into(),
        versions: 2,
    }
}

fn wording(text: &str) -> Vec<Wording> {
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
        runs.push(Wording { op, text: text[..end].to_owned() });
        rest = &text[end + close.len()..];
    }
    runs
}

fn change(kind: ChangeKind, old: &str, new: &str, note: &str) -> Change {
    let excerpt = |body, words: &str| (!words.is_empty()).then(|| Excerpt::new(body, vec![find(body, words)]));
    Change { kind, old: excerpt(OLD, old), new: excerpt(NEW, new), note: note.into() }
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
                    kind: ChangeKind::ContentChanged,
                    old: Some(Excerpt::new("Bridge closed, take v1", vec![Span::new(20, 22)])),
                    new: Some(Excerpt::new("Bridge closed, take v2", vec![Span::new(20, 22)])),
                    note: "v1 → v2".into(),
                }],
                wording: wording("Bridge closed, take [-v1-]{+v2+}"),
            }),
        }],
        edits: vec![
            edit(EditKind::Unchanged, &[&old[0]], &[&new[0]]),
            Edit {
                changes: vec![
                    change(ChangeKind::NegationFlipped, "not", "", "no longer “not”"),
                    change(ChangeKind::QuoteAltered, "will not", "may", ""),
                ],
                wording: wording("We [-will not-]{+may+} reopen it this year,” Maria Vale said"),
                ..edit(EditKind::Changed, &[&old[1]], &[&new[1]])
            },
            Edit {
                changes: vec![
                    change(ChangeKind::NumberChanged, "12 people", "21 people", "12 → 21"),
                    change(ChangeKind::CueChanged, "according to", "claimed", "according to → claimed"),
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
    let side = |reference, body, hour, extraction: Extraction| (version(reference, body, hour), extraction.speakers);
    DiffReport::new(Some(story()), side("v1", OLD, 12, old()), side("v2", NEW, 15, new()), diff_of(), filter)
}

pub fn audit() -> AuditReport {
    let entry = |body: &str, claim: Claim, status, earlier| Entry {
        said_on: claim.said_on.as_ref().map(|on| (on.date, on.precision)),
        published_at: Some(at(12)),
        story: story().slug,
        outlet: Some("The Quay Ledger".into()),
        first_version: 1,
        last_version: 2,
        status,
        claim,
        earlier,
        original: None,
        topic: None,
        body: Arc::from(body),
    };
    let quote = new().claims.swap_remove(1);
    let mut other = old().claims.swap_remove(1);
    other.said_on = None;
    let by_publication = Some((NaiveDate::from_ymd_opt(2031, 5, 7).expect("a day that there is"), Precision::Day));
    AuditReport {
        as_of: None,
        rulings: BTreeMap::new(),
        rest: None,
        audit: Audit {
            name: "Maria Vale".into(),
            aliases: vec!["Vale".into(), "the harbour master".into()],
            query: Query { topic: Some("reopening the bridge".into()), ..Query::default() },
            entries: vec![
                entry(NEW, quote, Status::Altered, vec![(1, "We will not reopen it this year".into())]),
                Entry { said_on: by_publication, last_version: 1, ..entry(OLD, other, Status::Withdrawn, Vec::new()) },
            ],
            shifts: vec![Shift {
                kind: ShiftKind::Reversed,
                from: 0,
                to: 1,
                topic: "reopening the bridge".into(),
                why: "“may reopen” before, “will not reopen” now".into(),
                confidence: 0.7,
                evidence: [Excerpt::new(NEW, vec![Span::new(0, 9)]), Excerpt::new(OLD, vec![Span::new(0, 9)])],
            }],
        },
    }
}

/// A claim as a search or a comparison of utterances has it.
pub fn sighting(body: &str, claim: Claim, name: &str) -> Sighting {
    Sighting {
        story: story().slug,
        outlet: Some("The Quay Ledger".into()),
        version: 1,
        latest: 2,
        published_at: Some(at(12)),
        captured_at: at(12),
        lineage: 7,
        names: vec![name.into()],
        claim,
        body: Arc::from(body),
    }
}

pub fn search() -> SearchReport {
    let hit = Hit {
        sighting: sighting(NEW, new().claims.swap_remove(1), "Maria Vale"),
        headline: Some("Bridge *shut*".into()),
        url: Some("https://ledger.example/bridge".into()),
        versions: vec![1, 2],
        marks: vec![find(NEW, "reopen")],
    };
    SearchReport {
        query: "reopen".into(),
        filters: vec![("speaker", "Vale".into())],
        total: 3,
        skipped: 0,
        limit: 1,
        hits: vec![hit],
    }
}

pub fn quotes() -> QuotesReport {
    let wording = |body: &str, claim: Claim, relations: &[Relation], words: Vec<Wording>| quotes::Wording {
        sighting: sighting(body, claim, "Maria Vale"),
        relations: relations.to_vec(),
        words,
    };
    let wordings = vec![
        wording(OLD, old().claims.swap_remove(1), &[Relation::Fullest], Vec::new()),
        wording(
            NEW,
            new().claims.swap_remove(1),
            &[Relation::Altered, Relation::OtherSpeaker],
            self::wording("We [-will not-]{+may+} reopen it this year"),
        ),
    ];
    QuotesReport { asked: "“reopen it *this* year”".into(), utterances: vec![Utterance { wordings }] }
}

/// One of very many statements is listed.
pub fn audit_in_part() -> AuditReport {
    let mut report = audit();
    report.audit.entries.truncate(1);
    report.audit.shifts.clear();
    let day = |month, day| NaiveDate::from_ymd_opt(2031, month, day).expect("a day that there is");
    report.rest = Some(Rest {
        statements: 1200,
        stories: [Slug::from_text("elsewhere").expect("a slug")].into(),
        altered: 2,
        withdrawn: 1,
        days: [(day(3, 1), 700), (day(5, 6), 500)].into(),
        ..Rest::default()
    });
    report
}

pub fn topics() -> TopicsReport {
    let day = NaiveDate::from_ymd_opt(2031, 5, 7);
    let topic = Topic { phrase: "toll *bridge*".into(), statements: 3, stories: 2, first: day, last: day };
    TopicsReport { name: "Maria Vale".into(), statements: 9, topics: vec![topic], more: 1 }
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
    };
    LogReport { story: story(), versions: vec![entry(1, 12, &old(), None), entry(2, 15, &new(), Some(changes()))] }
}

/// `log --changes=2`.
fn log_changes() -> LogReport {
    let mut log = log();
    log.versions[1].edits = Some(LogEdit::list(&diff(&Filter::default())));
    log.versions[1].shown = 2;
    log
}

/// The two versions as a history holds them.
fn stored() -> Versions {
    let version = |number, body: &str, hour, extraction: Extraction| {
        let info = version(&format!("v{number}"), body, hour);
        let lineages = (1..).take(extraction.claims.len()).collect();
        let (story, extractor) = (story(), "rules-1".to_owned());
        let VersionInfo { metadata, body, sha256, .. } = info;
        let captured_at = at(hour);
        Arc::new(StoredVersion { story, number, metadata, captured_at, body, sha256, extraction, lineages, extractor })
    };
    [(1, version(1, OLD, 12, old())), (2, version(2, NEW, 15, new()))].into()
}

fn moment(version: u32) -> Moment {
    Moment { version, captured_at: at(if version == 1 { 12 } else { 15 }) }
}

pub fn blame() -> BlameReport {
    let blamed = |lineage, version| Blamed {
        lineage,
        brought: moment(version),
        is_older: false,
        earlier: Vec::new(),
        returned: None,
        changed: None,
    };
    let touch = |edit: usize| Some(Touch { by: moment(2), from: 1, changes: diff_of().edits[edit].changes.clone() });
    let reader = |extractor: &str, version| Reader { extractor: extractor.into(), first: version, last: version };
    BlameReport {
        story: story(),
        version: VersionReport { version: version("harbour-bridge@v2", NEW, 15), extraction: new(), with_text: false },
        blame: Blame {
            claims: vec![
                Blamed { returned: Some(moment(2)), ..blamed(1, 1) },
                Blamed { changed: touch(1), ..blamed(2, 1) },
                Blamed { changed: touch(2), earlier: vec![3], ..blamed(12, 1) },
                Blamed { is_older: true, ..blamed(4, 2) },
            ],
            versions: stored(),
            readers: vec![reader("rules-1", 1), reader("fast-1a2b3c4d+rules-1", 2)],
        },
        severities: Vec::new(),
    }
}

/// A claim that is changed, and one that leaves.
pub fn histories() -> [HistoryReport; 2] {
    let stretch = |turn, version, claims| Stretch {
        turn,
        first: moment(version),
        last: moment(version),
        until: (version == 1).then(|| at(15)),
        claims,
        from: (version == 2).then_some(1),
        changes: Vec::new(),
        notes: Vec::new(),
    };
    let report = |lineage, stretches| HistoryReport {
        story: story(),
        life: Life { lineage, stretches, latest: moment(2), versions: stored(), readers: Vec::new() },
    };
    let changed = Stretch {
        changes: diff_of().edits.swap_remove(2).changes,
        notes: vec![Note::LostPart],
        ..stretch(Turn::Changed, 2, vec![new().claims.swap_remove(2)])
    };
    let left = Stretch { notes: vec![Note::MergedInto(vec![1, 4])], ..stretch(Turn::Left, 2, Vec::new()) };
    [
        report(3, vec![stretch(Turn::Brought, 1, vec![old().claims.swap_remove(2)]), changed]),
        report(2, vec![stretch(Turn::Brought, 1, vec![old().claims.swap_remove(1)]), left]),
    ]
}

pub fn stories() -> StoriesReport {
    let row = StoryRow {
        story: story(),
        outlet: Some("The Quay Ledger".into()),
        first_captured_at: at(12),
        last_captured_at: at(15),
    };
    StoriesReport { stories: vec![row] }
}

pub fn all_speakers() -> SpeakersReport {
    let row = |name: &str, kind, role: Option<&str>, claims| SpeakerRow {
        name: name.into(),
        aliases: vec![],
        kind,
        role: role.map(str::to_owned),
        stories: 1,
        claims,
    };
    SpeakersReport {
        speakers: vec![
            row("Maria Vale", SpeakerKind::Person, Some("harbour master"), 12),
            row("the harbour office", SpeakerKind::Organization, None, 1),
        ],
    }
}

/// A journal: one that stands, one that is taken back, and what takes it back; then a ruling on the sample's second
/// edit.
fn journal() -> Vec<curation::Entry> {
    let entry = |hour, decision| curation::Entry::new(at(hour), "Ines *Aldana*".into(), decision);
    let scope = Scope { story: Slug::from_text("bridge"), outlet: Some("The Gazette".into()) };
    let alias = Decision::Alias { name: "Maria Vale".into(), alias: "the <b>boss</b>".into(), scope };
    let merge = entry(11, Decision::Merge { name: "Maria Vale".into(), other: "Marie Vale".into() });
    let undo = Decision::Undo { decision: merge.id.clone() };
    let report = diff(&Filter::default());
    let subject = Subject {
        place: "harbour-bridge v1 → v2".into(),
        old: report.old.sha256.clone(),
        new: report.new.sha256.clone(),
        old_text: Some("At least 12 people were hurt.".into()),
        new_text: Some("At least 21 people were hurt.".into()),
        speaker: None,
    };
    let on = report.id(2).map(|id| id.as_str().to_owned()).unwrap_or_default();
    let note = Some("the office\u{1b}[2J was *wrong*".into());
    let ruling = Ruling { on, subject, verdict: Verdict::IsCorrection, note };
    vec![entry(10, alias), merge, entry(12, undo), entry(13, Decision::Rule(ruling))]
}

fn decisions() -> DecisionsReport {
    DecisionsReport { decisions: DecisionRow::list(&journal()), made: false }
}

fn ruled() -> DiffReport {
    diff(&Filter::default()).with_rulings(&Ruled::all(&journal()), false)
}

/// The audit with a ruling on its shift.
fn audit_ruled() -> AuditReport {
    let mut report = audit();
    let on = report.id(&report.audit.shifts[0]).map(|id| id.as_str().to_owned()).unwrap_or_default();
    let subject = Subject {
        place: "harbour-bridge@v2 → harbour-bridge@v1".into(),
        old: String::new(),
        new: String::new(),
        old_text: Some("We may reopen it".into()),
        new_text: Some("We will not".into()),
        speaker: Some("Maria *Vale*".into()),
    };
    let note = Some("another\u{1b}[2J <b>bridge</b>".into());
    let ruling = Decision::Rule(Ruling { on, subject, verdict: Verdict::NotAShift, note });
    report.rulings = Ruled::all(&[curation::Entry::new(at(13), "Ines *Aldana*".into(), ruling)]);
    report
}

fn suggestions() -> SuggestionsReport {
    let pair = Suggestion {
        name: "Sergei O'Marsk".into(),
        other: "Sergey O'Marsk".into(),
        score: 0.8,
        speaks_for: vec!["the same name in another spelling".into()],
        against: vec!["one text names both, as two speakers".into()],
    };
    SuggestionsReport { suggestions: vec![pair] }
}

pub fn info(there: bool) -> InfoReport {
    let facts =
        Facts { schema: 1, bytes: 1_499_999, stories: 1, versions: 2, claims: 7, extractors: vec!["rules-1".into()] };
    InfoReport {
        path: "/home/vale/onrecord.db".into(),
        chosen_by: "--db",
        facts: there.then_some(facts),
        extractor: "rules-1".into(),
        schema: 1,
    }
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
    let token = |words: &str, label: usize, margin, second: usize| Token {
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
    ExplainReport {
        version: show(),
        explanation: Explanation { extractor: "fast-1a2b3c4d+rules-1".into(), sentences: vec![sentence], claims },
        whole: false,
    }
}

/// One report of each kind, with its name.
pub fn all() -> Vec<(&'static str, Report)> {
    let [first, second, same] = ingests();
    let [changed, left] = histories();
    vec![
        ("extract", Report::Extract(VersionReport { with_text: true, ..show() })),
        ("explain", Report::Explain(explain())),
        ("show", Report::Show(show())),
        ("claims", Report::Claims(show())),
        ("diff", Report::Diff(diff(&Filter::default()))),
        ("diff_filtered", Report::Diff(diff(&Filter { kinds: vec![ChangeKind::QuoteAltered], ..Filter::default() }))),
        ("diff_in_text_order", Report::Diff(DiffReport { order: Order::Text, ..diff(&Filter::default()) })),
        ("diff_stat", Report::DiffStat(diff(&Filter::default()))),
        ("log", Report::Log(log())),
        ("log_changes", Report::Log(log_changes())),
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
        ("info", Report::Info(info(true))),
        ("info_without_database", Report::Info(info(false))),
        ("ingest_first", Report::RecordedInput(first)),
        ("ingest_next", Report::RecordedInput(second)),
        ("ingest_same", Report::RecordedInput(same)),
    ]
}
