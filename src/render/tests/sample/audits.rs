//! A speaker over time, search and quotations.

use super::*;

/// A version of that hour, as the outlet dates it.
fn came(hour: u32) -> VersionDate {
    VersionDate { at: at(hour).fixed_offset(), by: DateSource::Publication }
}

pub fn audit() -> AuditReport {
    let wording = |version, text: &str| Wording {
        text: text.into(),
        first_version: version,
        last_version: version,
        from: came(if version == 1 { 12 } else { 15 }),
        to: (version == 1).then(|| came(15)),
        said: SaidDate::new(None, came(12)),
    };
    let entry = |body: &str, claim: Claim, status, wordings: Vec<Wording>| TimelineEntry {
        said: SaidDate::new(claim.said_on.as_ref().map(|on| (on.date, on.precision)), came(12)),
        published_at: Some(at(12).fixed_offset()),
        story: story().slug,
        outlet: Some("The Quay Ledger".into()),
        first_version: 1,
        last_version: 2,
        status,
        claim,
        wordings,
        more_wordings: 0,
        original: None,
        same: None,
        topic: None,
        body: Arc::from(body),
    };
    let quote = new().claims.swap_remove(1);
    let mut other = old().claims.swap_remove(1);
    other.said_on = None;
    AuditReport {
        as_of: None,
        rulings: BTreeMap::new(),
        rest: None,
        names: curation::StoryNames::default(),
        audit: Audit {
            name: "Maria Vale".into(),
            aliases: vec!["Vale".into(), "the harbour master".into()],
            query: AuditQuery { topic: Some("reopening the bridge".into()), ..AuditQuery::default() },
            entries: vec![
                entry(
                    NEW,
                    quote,
                    Status::Altered,
                    vec![wording(1, "We will not reopen it this year"), wording(2, "We may reopen it this year")],
                ),
                TimelineEntry {
                    last_version: 1,
                    ..entry(OLD, other, Status::Withdrawn, vec![wording(1, "We will not reopen it")])
                },
            ],
            left_out: 2,
            standpoints: vec![Standpoint {
                topic: "reopening".into(),
                points: vec![Point { entry: 0, position: 0, side: Some(crate::claim::Side::For) }],
            }],
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
        published_at: Some(at(12).fixed_offset()),
        captured_at: at(12),
        date: came(12),
        next: None,
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
    let wording = |body: &str, claim: Claim, relations: &[Relation], words: Vec<WordingPart>| quotes::Wording {
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
            diffs::wording("We [-will not-]{+may+} reopen it this year"),
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
    let topic = Topic {
        phrase: "toll *bridge*".into(),
        also: vec!["a bridge with a *toll*".into()],
        statements: 3,
        stories: 2,
        first: day,
        last: day,
    };
    TopicsReport { name: "Maria Vale".into(), statements: 9, topics: vec![topic], more: 1 }
}

/// The audit with a ruling on its shift.
pub fn audit_ruled() -> AuditReport {
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
