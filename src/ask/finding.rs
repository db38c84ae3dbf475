//! Edits and shifts by their ids, with what a ruling on them keeps.

use std::collections::BTreeMap;

use super::reference::{self, Reference};
use super::{Error, one_person, step};
use crate::audit::{self, AuditQuery};
use crate::curation::{FindingId, Ruled, Subject};
use crate::diff::EditKind;
use crate::report::{self, DiffReport, Filter, words};
use crate::store::{History, StoredVersion};
use crate::story::{Slug, sha256};

/// An edit that was asked for by its id.
#[derive(Clone, Debug)]
pub struct FoundEdit {
    pub id: FindingId,
    /// The comparison that has it, and its index there.
    pub step: DiffReport,
    pub index: usize,
}

impl FoundEdit {
    /// Returns what a ruling on it keeps.
    fn subject(&self) -> Subject {
        let DiffReport { story, old, new, diff, .. } = &self.step;
        let text = |body: &str, claims: &[_]| (!claims.is_empty()).then(|| words::sentence(body, claims));
        let (edit, slug) = (&diff.edits[self.index], story.as_ref().map_or("", |story| story.slug.as_str()));
        Subject {
            place: format!("{slug} {} → {}", old.reference, new.reference),
            old: old.sha256.clone(),
            new: new.sha256.clone(),
            old_text: text(&old.body, &edit.old),
            new_text: text(&new.body, &edit.new),
            speaker: None,
        }
    }
}

/// Finds what a ruling may be on whose id begins so: what was ruled on before, and the edits of the comparisons meant.
/// `place` is a story or a range of versions; without one, all stories are looked through.
pub fn edits_with_id(history: &History, id: &str, place: Option<&str>) -> Result<Vec<(String, Subject)>, Error> {
    let ruled = Ruled::all(&history.decisions()?).into_values().map(|ruled| (ruled.ruling.on, ruled.ruling.subject));
    let mut found: Vec<(String, Subject)> = ruled.filter(|(on, _)| on.starts_with(id)).collect();
    let compared = compared_with_id(history, id, place)?;
    found.extend(compared.iter().map(|edit| (edit.id.as_str().to_owned(), edit.subject())));
    found.sort_by(|a, b| a.0.cmp(&b.0));
    found.dedup_by(|a, b| a.0 == b.0);
    Ok(found)
}

/// Finds the edits whose id begins so in the comparisons meant, each once; `place` as in [`edits_with_id`].
pub fn compared_with_id(history: &History, id: &str, place: Option<&str>) -> Result<Vec<FoundEdit>, Error> {
    let rulings = Ruled::all(&history.decisions()?);
    let mut found = Vec::new();
    let mut add = |old: &StoredVersion, new: &StoredVersion| -> Result<(), Error> {
        let step = step(history, old, new, &rulings, &Filter::default())?.within_story();
        let differ = (0..step.diff.edits.len()).filter(|&index| step.diff.edits[index].kind != EditKind::Unchanged);
        let wanted = differ.filter_map(|index| Some((step.id(index)?, index)));
        for (id, index) in wanted.filter(|(found, _)| found.as_str().starts_with(id)) {
            found.push(FoundEdit { id, step: step.clone(), index });
        }
        Ok(())
    };
    if let Some((old, new)) = place.and_then(reference::range) {
        let version = |of: &Reference| -> Result<StoredVersion, Error> {
            let story = reference::choose_story(history, of.story.as_ref(), "--in STORY@v1..v5")?;
            reference::resolve(history, of.story.as_ref(), &story, of.point)
        };
        add(&version(&old)?, &version(&new)?)?;
    } else {
        let stories = match place {
            Some(place) => {
                let slug = Slug::from_text(place);
                vec![reference::choose_story(history, slug.as_ref(), "--in STORY")?]
            }
            None => history.stories()?,
        };
        for story in stories.iter().filter(|story| story.versions > 1) {
            let mut before: Option<StoredVersion> = None;
            for number in history.version_numbers(&story.slug)? {
                let version = history.listed_version(&story.slug, number)?;
                before.as_ref().map_or(Ok(()), |before| add(before, &version))?;
                before = Some(version);
            }
        }
    }
    found.sort_by(|a, b| a.id.cmp(&b.id));
    found.dedup_by(|a, b| a.id == b.id);
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
