//! Tells commands, webhooks and people of substantive changes: each once, whatever is killed in between, as far as
//! anybody can.
//!
//! A delivery is begun in the history's file before it is tried, and done there after it succeeded. Between the two a
//! kill leaves it unknown whether it arrived: then it is made again, with the same key.

use super::hook::surest;
use super::run::{LEASE, WatchRun};
use crate::ask::{compared_story, stored_info};
use crate::cli::failure::Failure;
use crate::compare::{Comparison, compare};
use crate::notify::SendError;
use crate::report::{DiffReport, EventKind, Filter, Notice};
use crate::store::{Delivery, History, Outcome, Target};
use crate::watch;

impl WatchRun<'_> {
    /// Makes all deliveries that are due.
    pub(super) fn deliver(&mut self) -> Result<(), Failure> {
        for nth in 0..self.hooks.len() {
            let key = self.hooks[nth].key.clone();
            for delivery in self.history.deliveries(&key, self.context.now())? {
                if self.stop.is_asked() {
                    return Ok(());
                }
                self.deliver_one(nth, &key, &delivery)?;
            }
        }
        Ok(())
    }

    fn deliver_one(&mut self, nth: usize, key: &str, delivery: &Delivery) -> Result<(), Failure> {
        let Some(report) = change(&self.history, delivery)? else {
            // Another run is about to store the version, or was killed before it did.
            let later =
                Outcome::Later { due_at: self.context.now() + LEASE, problem: "the version is not stored".to_owned() };
            let now = self.context.now();
            return Ok(self.change(|writer| writer.deliver(key, delivery, &later, now))?);
        };
        let until = self.context.now() + LEASE;
        let is_ours = self.change(|writer| writer.begin(key, delivery, until))?;
        if !is_ours {
            return Ok(());
        }
        let id = format!("{}@v{}", delivery.story, delivery.number);
        let hook = &self.hooks[nth];
        let name = hook.name.clone();
        let surest = surest(&report);
        let told = hook.tell(report, self.args.min_confidence.unwrap_or_default(), &id);
        let now = self.context.now();
        let (outcome, event) = match told {
            Ok(false) => {
                let text =
                    |surest| format!("{id} not to {name}: its substantive edits have confidence {surest} at most");
                (Outcome::Done("nothing to tell".to_owned()), surest.map(|surest| (EventKind::HeldBack, text(surest))))
            }
            Ok(true) => {
                (Outcome::Done("delivered".to_owned()), Some((EventKind::Delivered, format!("{id} to {name}"))))
            }
            Err(SendError { why, retry_after }) => {
                self.tally.failed += 1;
                match watch::after_undelivered(delivery.tries + 1, retry_after, now) {
                    Some(due_at) => {
                        let text = format!("{id} to {name}: {why}; it is tried again");
                        (Outcome::Later { due_at, problem: why }, Some((EventKind::Undelivered, text)))
                    }
                    None => {
                        let text = format!("{id} to {name}: {why}; it is given up");
                        (Outcome::Done(format!("given up: {why}")), Some((EventKind::Undelivered, text)))
                    }
                }
            }
        };
        self.change(|writer| writer.deliver(key, delivery, &outcome, now))?;
        match event {
            Some((kind, text)) => self.tell(kind, None, Some((delivery.story.clone(), delivery.number)), text),
            None => Ok(()),
        }
    }

    /// Tells people that a page is gone, or there again: once, since whoever looks later sees how it is then.
    pub(super) fn announce(&mut self, target: &Target, what: &str) -> Result<(), Failure> {
        let Some(story) = target.story.as_ref().map(|slug| self.history.story(slug)).transpose()?.flatten() else {
            return Ok(());
        };
        let Some(latest) = self.history.version(&story.slug, story.versions)? else { return Ok(()) };
        let (notice, place) = (Notice::of_page(&stored_info(&latest), what), (latest.story.slug, latest.number));
        // A page can go and return more than once.
        let id = format!("{what} {}", target.checked_at.map(|at| at.to_rfc3339()).unwrap_or_default());
        for nth in 0..self.hooks.len() {
            let (kind, text) = match self.hooks[nth].announce(&notice, &id) {
                None => continue,
                Some(Ok(())) => (EventKind::Delivered, format!("\"{what}\" to {}", self.hooks[nth].name)),
                Some(Err(SendError { why, .. })) => {
                    self.tally.failed += 1;
                    (
                        EventKind::Undelivered,
                        format!("\"{what}\" to {}: {why}; it is not told again", self.hooks[nth].name),
                    )
                }
            };
            self.tell(kind, Some(&target.url), Some(place.clone()), text)?;
        }
        Ok(())
    }
}

/// Compares a version with the one before; `None` where it is not there.
fn change(history: &History, delivery: &Delivery) -> Result<Option<DiffReport>, Failure> {
    let Some(new) = history.version(&delivery.story, delivery.number)? else { return Ok(None) };
    let Some(old) = history.version_before(&new)? else { return Ok(None) };
    let Comparison { diff, old_read, new_read } = compare(history, &old, &new)?;
    let side = |version: &crate::store::StoredVersion, read: Option<crate::claim::Extraction>| {
        let mut info = stored_info(version);
        info.reference = format!("v{}", version.number);
        (info, read.map_or_else(|| version.extraction.speakers.clone(), |read| read.speakers))
    };
    let story = compared_story(&new.story, [&old.origin, &new.origin]);
    Ok(Some(DiffReport::new(Some(story), side(&old, old_read), side(&new, new_read), diff, &Filter::default())))
}
