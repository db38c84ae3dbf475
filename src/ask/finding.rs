//! Edits and shifts by their ids, with what a ruling on them keeps.

use std::collections::BTreeMap;

use super::reference::{self, Reference};
use super::{Error, one_person};
use crate::audit::{self, AuditQuery};
use crate::compare::{Comparison, compare};
use crate::curation::{FindingId, Ruled, Subject};
use crate::diff::EditKind;
use crate::report::{self, words};
use crate::store::{History, StoredVersion};
use crate::story::{Slug, sha256};

/// Finds the edits whose id begins so: among what was ruled on before, and in the comparisons meant. `place` is a story
/// or a range of versions; without one, all stories are looked through.
pub fn edits_with_id(history: &History, id: &str, place: Option<&str>) -> Result<Vec<(String, Subject)>, Error> {
    let ruled = Ruled::all(&history.decisions()?).into_values().map(|ruled| (ruled.ruling.on, ruled.ruling.subject));
    let mut found: Vec<(String, Subject)> = ruled.filter(|(on, _)| on.starts_with(id)).collect();
    if let Some((old, new)) = place.and_then(reference::range) {
        let version = |of: &Reference| -> Result<StoredVersion, Error> {
            let story = reference::choose_story(history, of.story.as_ref(), "--in STORY@v1..v5")?;
            reference::resolve(history, &story, of.point)
        };
        edits(history, &version(&old)?, &version(&new)?, id, &mut found)?;
    } else {
        let stories = match place {
            Some(place) => {
                let slug = Slug::from_text(place);
                vec![reference::choose_story(history, slug.as_ref(), "--in STORY")?]
            }
            None => history.stories()?,
        };
        for story in stories.iter().filter(|story| story.versions > 1) {
            let mut before = history.listed_version(&story.slug, 1)?;
            for number in 2..=story.versions {
                let version = history.listed_version(&story.slug, number)?;
                edits(history, &before, &version, id, &mut found)?;
                before = version;
            }
        }
    }
    found.sort_by(|a, b| a.0.cmp(&b.0));
    found.dedup_by(|a, b| a.0 == b.0);
    Ok(found)
}

/// Finds the shifts of a speaker whose id begins so, as the audit of him or her lists them.
pub fn shifts_with_id(
    history: &History,
    id: &str,
    name: &str,
    topic: Option<String>,
) -> Result<Vec<(String, Subject)>, Error> {
    let said = history.said(&one_person(history, name, "onrecord rule ID VERDICT --speaker")?)?;
    let audit = audit::audit(said, &AuditQuery { topic, ..AuditQuery::default() });
    let names = history.story_names()?;
    let mut found = BTreeMap::new();
    for shift in &audit.shifts {
        let ends = [&audit.entries[shift.from], &audit.entries[shift.to]];
        let on = report::shift_id(shift, ends, &names);
        if on.as_str().starts_with(id) {
            let [old, new] = ends.map(|entry| sha256(entry.body.as_bytes()));
            let [old_text, new_text] = ends.map(|entry| Some(entry.claim.content.text.clone()));
            let [from, to] = ends.map(|entry| format!("{}@v{}", entry.story, entry.worded().1));
            let (place, speaker) = (format!("{from} → {to}"), Some(audit.name.clone()));
            let subject = Subject { place, old, new, old_text, new_text, speaker };
            found.insert(on.as_str().to_owned(), subject);
        }
    }
    Ok(found.into_iter().collect())
}

/// Adds the edits between two versions whose id begins so.
fn edits(
    history: &History,
    old: &StoredVersion,
    new: &StoredVersion,
    id: &str,
    found: &mut Vec<(String, Subject)>,
) -> Result<(), Error> {
    let Comparison { diff, .. } = compare(history, old, new)?;
    let slug = new.story.slug.as_str();
    for edit in diff.edits.iter().filter(|edit| edit.kind != EditKind::Unchanged) {
        let on = FindingId::of_edit(new.story.recorded.as_str(), [&old.sha256, &new.sha256], [&edit.old, &edit.new]);
        if on.as_str().starts_with(id) {
            let text = |body: &str, claims: &[_]| (!claims.is_empty()).then(|| words::sentence(body, claims));
            let subject = Subject {
                place: format!("{slug} v{} → v{}", old.number, new.number),
                old: old.sha256.clone(),
                new: new.sha256.clone(),
                old_text: text(&old.body, &edit.old),
                new_text: text(&new.body, &edit.new),
                speaker: None,
            };
            found.push((on.as_str().to_owned(), subject));
        }
    }
    Ok(())
}
