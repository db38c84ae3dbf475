//! What an answer brings: a version of a page, or the pages that a list names.
//!
//! Whether and when the address is looked at again is the caller's to write down.

use std::collections::BTreeSet;
use std::time::Duration;

use super::instead::Shown;
use super::run::WatchRun;
use crate::address::Url;
use crate::cli::failure::Failure;
use crate::cli::recording::input_outcome;
use crate::cli::web::{self, Receipt};
use crate::feed::List;
use crate::fetch::{self, Response};
use crate::pattern::Pattern;
use crate::record::naming::StoryNamer;
use crate::record::{record_with, same_page};
use crate::report::{EventKind, RecordedInput, phrases};
use crate::store::{self, Target, TargetKind, Watch};
use crate::story::{Draft, Slug, VersionNumber};
use crate::watch::{self, Chosen};

/// Why an answer brought nothing.
pub(super) enum LookError {
    /// It is the address's own fault: the others go on.
    Address { failure: Failure, retry_after: Option<Duration> },
    /// Nothing more can be stored.
    History(Failure),
}

impl From<fetch::Error> for LookError {
    fn from(error: fetch::Error) -> Self {
        Self::Address { retry_after: error.retry_after(), failure: error.into() }
    }
}

impl From<store::Error> for LookError {
    fn from(error: store::Error) -> Self {
        match error {
            error if error.is_of_the_draft() => Self::Address { failure: error.into(), retry_after: None },
            error => Self::History(error.into()),
        }
    }
}

impl WatchRun<'_> {
    /// Records a page. Returns what a reader should be wary of in it.
    pub(super) fn page(
        &mut self,
        target: &mut Target,
        watch: &Watch,
        url: &Url,
        response: Response,
    ) -> Result<Option<String>, LookError> {
        let context = self.context;
        let shown = Shown::new(&response);
        let page = match web::page(context, url, response) {
            Ok(page) => page,
            Err(failure) => return Err(self.refuse(target, watch, url, &shown, failure)),
        };
        let (draft, warnings) = (page.read.draft, page.read.warnings);
        let slug = self.story(target, watch, draft.metadata.url.as_deref().unwrap_or(url.as_str()))?;
        let latest = self.history.latest(&slug)?;
        if let Some(latest) = latest.as_ref().filter(|latest| watch::is_another_text(&latest.body, &draft.body)) {
            let failure = Failure::new(format!("{url} shows a text that is nothing like {slug} v{}", latest.number));
            let failure = failure.hint(format!("if it is the story, record it yourself: onrecord ingest {url}"));
            return Err(self.refuse(target, watch, url, &shown, failure));
        }
        if let Some(number) = self.shown_before(target, &slug, &draft)? {
            self.change(|writer| page.receipt.keep(writer, Some((slug.clone(), number)), context.now()))?;
            target.story = Some(slug);
            return self.warn(target, "", &warnings);
        }
        if let Some(latest) = &latest
            && same_page::is_same_page(&self.history, latest, &draft)?
        {
            self.change(|writer| page.receipt.keep(writer, Some((slug.clone(), latest.number)), context.now()))?;
            let told = same_page::told(url.as_str(), latest);
            target.story = Some(slug);
            return self.warn(target, "", &[vec![told], warnings].concat());
        }
        // Noted before it is stored, so that a kill in between loses no change. A first version changes nothing.
        let keys: Vec<String> = self.hooks.iter().map(|hook| hook.key.clone()).collect();
        let expected = self.history.story_end(&slug)?.after + 1;
        if expected > 1 {
            self.change(|writer| writer.expect(&keys, &slug, expected, context.now()))?;
        }
        let method = self.args.method.method;
        let recorded = record_with(&mut self.history, &slug, &draft, method, context.now())?;
        let number = recorded.number();
        let stored = recorded.is_new().then_some(number);
        self.change(|writer| {
            if stored != Some(expected) {
                writer.expect_no_more(&keys, &slug, expected)?;
            }
            if let Some(number) = stored.filter(|number| *number > 1) {
                writer.expect(&keys, &slug, number, context.now())?;
            }
            page.receipt.keep(writer, Some((slug.clone(), number)), context.now())
        })?;
        target.kind = Some(TargetKind::Page);
        target.story = Some(slug.clone());
        if stored.is_some() {
            target.changed_at = Some(context.now());
            let (kind, count) = match number {
                1 => (EventKind::New, &mut self.tally.new),
                _ => (EventKind::Changed, &mut self.tally.changed),
            };
            *count += 1;
            let report =
                RecordedInput { slug: slug.to_string(), input: target.url.clone(), outcome: input_outcome(recorded) };
            self.tell(kind, Some(&target.url), Some((slug.clone(), number)), report.headline())
                .map_err(LookError::History)?;
            self.archive(&target.url).map_err(LookError::History)?;
            self.exhibit(&target.url, (slug, number)).map_err(LookError::History)?;
        }
        self.warn(target, "", &warnings)
    }

    /// Returns the version that an address showed at the last look, where it shows the same still and its story has other
    /// addresses too: what these show is no change of the page.
    fn shown_before(&self, target: &Target, slug: &Slug, draft: &Draft) -> Result<Option<VersionNumber>, LookError> {
        if self.history.addresses(slug)?.len() < 2 {
            return Ok(None);
        }
        let Some((story, number)) = self.history.answer(&target.url)?.and_then(|answer| answer.version) else {
            return Ok(None);
        };
        let shown = self.history.version(&story, number)?.filter(|shown| shown.story.slug == *slug);
        Ok(shown.filter(|shown| draft.repeats(&shown.body, &shown.metadata)).map(|shown| shown.number))
    }

    /// Names the story of a page: as the user said, as before, or by its address.
    pub(super) fn story(&self, target: &Target, watch: &Watch, url: &str) -> Result<Slug, LookError> {
        let named = watch.story.clone().filter(|_| target.url == watch.url).or(target.story.clone());
        if let Some(slug) = named {
            return Ok(slug);
        }
        StoryNamer::default().by_url(&self.history, url)?.ok_or_else(|| {
            let failure = Failure::new(format!("no story's name can be made of {url}"));
            LookError::Address {
                failure: failure.hint("name it: onrecord watch add URL --story NAME"),
                retry_after: None,
            }
        })
    }

    /// Asks the web archive to save a page, where that is wanted.
    fn archive(&mut self, url: &str) -> Result<(), Failure> {
        match self.web.save(url) {
            None => Ok(()),
            Some(Ok(place)) => self.tell(EventKind::Archived, Some(url), None, format!("{url} at {place}")),
            Some(Err(failure)) => {
                self.tell(EventKind::Unarchived, Some(url), None, format!("{url}: {}", failure.message))
            }
        }
    }

    /// Runs the user's tool on a page, where there is one; that it fails takes nothing away from the version.
    fn exhibit(&mut self, url: &str, (slug, number): (Slug, VersionNumber)) -> Result<(), Failure> {
        let now = self.context.now();
        let (kind, text) = match self.web.exhibit(&mut self.history, (&slug, number), url, now) {
            None => return Ok(()),
            Some(Ok(kept)) => (EventKind::Exhibit, kept),
            Some(Err(failure)) => (EventKind::NoExhibit, format!("{url}: {}", failure.message)),
        };
        self.tell(kind, Some(url), Some((slug, number)), text)
    }

    /// Notes the pages that a list names. Returns what is wrong with the list.
    pub(super) fn list(
        &mut self,
        target: &mut Target,
        watch: &Watch,
        mut list: List,
        receipt: Receipt,
    ) -> Result<Option<String>, LookError> {
        let (kind, mut problems) = (list.kind, std::mem::take(&mut list.problems));
        if watch.story.is_some() && target.url == watch.url {
            problems.push("--story is for a page; the pages of a list are stories of their own".to_owned());
        }
        let patterns: Vec<Pattern> = watch.patterns.iter().filter_map(|pattern| Pattern::new(pattern)).collect();
        let now = self.context.now();
        let chosen = self.change(|writer| {
            let watched: BTreeSet<String> = writer.watched()?.into_iter().collect();
            if let Some(why) = watch::refusal(kind, target.url == watch.url, watched.len()) {
                problems.push(why);
                list.items.clear();
            }
            let chosen = watch::choose(list, &patterns, &watched, now);
            for item in chosen.new.iter().chain(&chosen.known) {
                writer.note(watch.id, item.url.as_str(), item.dated(), now)?;
            }
            // A list that holds more is asked for all of it again.
            if chosen.more == 0 {
                receipt.keep(writer, None, now)?;
            }
            Ok(chosen)
        })?;
        target.kind = Some(TargetKind::List);
        // An index names sitemaps of old pages as well.
        if target.url == watch.url && chosen.is_all_old() {
            let pages = phrases::count(chosen.old, "page", "pages");
            problems.push(format!("it names {pages} older than 30 days, and none to watch; look for a newer list"));
        }
        if !chosen.new.is_empty() {
            target.changed_at = Some(now);
            self.progress.iter_mut().for_each(|progress| progress.more(chosen.new.len()));
            let text = format!("{}: {}", target.url, found(&chosen));
            self.tell(EventKind::Found, Some(&target.url), None, text).map_err(LookError::History)?;
        }
        self.warn(target, &format!("{} is a {} with faults: ", target.url, kind.name()), &problems)
    }

    /// Tells what was not told the last time; returns all of it.
    fn warn(&mut self, target: &Target, lead: &str, problems: &[String]) -> Result<Option<String>, LookError> {
        let problem = (!problems.is_empty()).then(|| problems.join("; "));
        if let Some(problem) = problem.as_ref().filter(|problem| target.problem.as_ref() != Some(problem)) {
            let text = format!("{lead}{problem}");
            self.tell(EventKind::Warning, Some(&target.url), None, text).map_err(LookError::History)?;
        }
        Ok(problem)
    }
}

/// Returns what a list brought, in words: "3 new pages (2 without a match, 40 older than 30 days)".
fn found(chosen: &Chosen) -> String {
    let parts: Vec<String> =
        [(chosen.unfit, "without a match"), (chosen.old, "older than 30 days"), (chosen.more, "more at the next look")]
            .into_iter()
            .filter(|(count, _)| *count > 0)
            .map(|(count, what)| format!("{count} {what}"))
            .collect();
    let new = phrases::count(chosen.new.len(), "new address", "new addresses");
    if parts.is_empty() { new } else { format!("{new} ({})", parts.join(", ")) }
}
