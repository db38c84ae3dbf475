//! What another history keeps beside its versions: captures that showed a text again, and exhibits.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};

use super::super::context::Context;
use super::super::failure::Failure;
use crate::store::{Exhibit, History};
use crate::stored::VersionRow;
use crate::story::{Metadata, Slug, Story, VersionNumber, sha256};

/// Keeps with the versions that are here what the other history keeps with theirs, and says how much of it is new.
///
/// # Errors
/// When one of the two cannot be read, or this one not written; of the stories before, all stays.
pub(super) fn take(context: &Context, ours: &mut History, other: &History, stories: &[Story]) -> Result<(), Failure> {
    let (mut recaptures, mut exhibits) = (Count::default(), Count::default());
    for story in stories {
        let (here, there) = (ours.version_rows(&story.recorded)?, other.version_rows(&story.slug)?);
        let pair = Pair { name: &story.recorded, here, story: &story.slug, there, other };
        pair.take_recaptures(ours, &mut recaptures, context.now())?;
        pair.take_exhibits(ours, &mut exhibits, context.now())?;
    }
    for (count, what) in [(recaptures, "captures that showed a text again"), (exhibits, "exhibits")] {
        if count.added > 0 {
            context.note(&format!("{} of its {} {what} are new here", count.added, count.read));
        }
        if count.changed > 0 {
            context.warn(&format!(
                "{} of its {} {what} were changed since they were stored, and are left out; onrecord verify --db {} \
                 names each",
                count.changed,
                count.read,
                other.path().display()
            ));
        }
    }
    Ok(())
}

/// How many things the other history has, how many of them are new here, and how many are not what they were.
#[derive(Default)]
struct Count {
    read: usize,
    added: usize,
    changed: usize,
}

/// A story here and the one there that went into it.
struct Pair<'a> {
    /// What it is called here.
    name: &'a Slug,
    here: Vec<VersionRow>,
    /// What it is called there.
    story: &'a Slug,
    there: Vec<VersionRow>,
    other: &'a History,
}

impl Pair<'_> {
    fn take_recaptures(&self, ours: &mut History, count: &mut Count, now: DateTime<Utc>) -> Result<(), Failure> {
        let mut found = self.other.recaptures(self.story)?;
        count.read += found.len();
        let held: BTreeSet<_> =
            ours.recaptures(self.name)?.into_iter().map(|one| (one.stood_at(), one.sha256)).collect();
        found.retain(|one| !held.contains(&(one.stood_at(), one.sha256.clone())));
        retain_open(ours, &mut found, |recapture| &recapture.sha256)?;
        if found.is_empty() {
            return Ok(());
        }
        let mut writer = ours.write()?;
        for recapture in found {
            let stood_at = recapture.stood_at();
            let there = self.there.iter().find(|row| row.number == recapture.number);
            let Some(number) = there.and_then(|row| self.version_with(&row.sha256, stood_at)) else { continue };
            let Some(capture) = self.bytes(&recapture.sha256, count)? else { continue };
            let metadata = Metadata { captured_at: Some(stood_at), ..recapture.metadata };
            writer.add_recapture(self.name, number, &capture, &metadata, now)?;
            count.added += 1;
        }
        Ok(writer.commit()?)
    }

    fn take_exhibits(&self, ours: &mut History, count: &mut Count, now: DateTime<Utc>) -> Result<(), Failure> {
        let mut found = Vec::new();
        for row in &self.there {
            let exhibits = self.other.exhibits(self.story, row.number)?;
            count.read += exhibits.len();
            let Some(number) = self.version_with(&row.sha256, row.captured_at) else { continue };
            let mut held = Vec::new();
            for with_text in self.here.iter().filter(|here| here.sha256 == row.sha256) {
                held.extend(ours.exhibits(self.name, with_text.number)?);
            }
            let is_held =
                |one: &Exhibit| held.iter().any(|held| (&held.sha256, &held.name) == (&one.sha256, &one.name));
            found.extend(exhibits.into_iter().filter(|one| !is_held(one)).map(|one| (number, one)));
        }
        retain_open(ours, &mut found, |(_, exhibit)| &exhibit.sha256)?;
        if found.is_empty() {
            return Ok(());
        }
        let mut writer = ours.write()?;
        for (number, exhibit) in &found {
            if let Some(bytes) = self.bytes(&exhibit.sha256, count)? {
                writer.add_exhibit((self.name, *number), &exhibit.name, &bytes, &exhibit.tool, now)?;
                count.added += 1;
            }
        }
        Ok(writer.commit()?)
    }

    /// Returns the version here that has a text that stood at a time: the last one before that, else the first.
    fn version_with(&self, sha256: &str, at: DateTime<Utc>) -> Option<VersionNumber> {
        let with = || self.here.iter().filter(|row| row.sha256 == sha256);
        let row =
            with().filter(|row| row.captured_at <= at).max_by_key(|row| row.captured_at).or_else(|| with().next());
        row.map(|row| row.number)
    }

    /// Reads bytes of the other history; `None` where they are withheld there, or are not what they were.
    fn bytes(&self, sha256: &str, count: &mut Count) -> Result<Option<Vec<u8>>, Failure> {
        let bytes = self.other.bytes_of(sha256)?;
        let is_changed = bytes.as_ref().is_some_and(|bytes| self::sha256(bytes) != sha256);
        count.changed += usize::from(is_changed);
        Ok(bytes.filter(|_| !is_changed))
    }
}

/// Leaves out what has bytes that are withheld here.
fn retain_open<T>(ours: &History, found: &mut Vec<T>, sha256: fn(&T) -> &String) -> Result<(), Failure> {
    let mut open = Vec::new();
    for one in found.drain(..) {
        if ours.withheld_capture(sha256(&one))?.is_none() {
            open.push(one);
        }
    }
    *found = open;
    Ok(())
}
