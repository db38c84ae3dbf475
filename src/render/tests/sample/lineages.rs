//! Claims followed through their versions.

use super::*;
use crate::reading::Reading;

/// The two versions as a history holds them.
fn stored() -> Versions {
    let version = |number, body: &str, hour, extraction: Extraction| {
        let info = version(&format!("v{number}"), body, hour);
        let lineages = (1..).take(extraction.claims.len()).collect();
        let (story, extractor) = (story(), "rules-1".to_owned());
        let VersionInfo { metadata, body, sha256, .. } = info;
        let captured_at = at(hour);
        Arc::new(StoredVersion {
            origin: story.recorded.clone(),
            story,
            number,
            metadata,
            captured_at,
            body,
            sha256,
            extraction,
            reading: Reading::default().pack(),
            lineages,
            extractor,
        })
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
    let reader = |extractor: &str, version| ExtractorRun { extractor: extractor.into(), first: version, last: version };
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
        ..stretch(LineageTurn::Changed, 2, vec![new().claims.swap_remove(2)])
    };
    let left = Stretch { notes: vec![Note::MergedInto(vec![1, 4])], ..stretch(LineageTurn::Left, 2, Vec::new()) };
    [
        report(3, vec![stretch(LineageTurn::Brought, 1, vec![old().claims.swap_remove(2)]), changed]),
        report(2, vec![stretch(LineageTurn::Brought, 1, vec![old().claims.swap_remove(1)]), left]),
    ]
}
