//! `onrecord ingest https://…`: pages by their addresses, one after the other, each in a transaction of its own.
//!
//! One that fails is named and stops none of the others. Nothing of it is stored.

use std::path::Path;

use super::context::Context;
use super::failure::Failure;
use super::web::{Got, Page, Web};
use super::{FAILED, ingest};
use crate::record::{Recorded, record_with};
use crate::render::Report;
use crate::report::{IngestOutcome, IngestReport};
use crate::store::History;
use crate::story::{Slug, VersionNumber};

/// How often a page is asked for again that its server is too busy for.
const RETRIES: u32 = 2;

/// Fetches and records the addresses in their order. Returns the exit code.
///
/// # Errors
/// When the history or our output cannot be written; then the addresses that are left are not asked for.
pub(super) fn record(context: &Context, args: &ingest::Args, addresses: &[&Path]) -> Result<u8, Failure> {
    let mut session = Session {
        context,
        args,
        web: Web::new(context, &args.web, RETRIES)?,
        // Made for the first page that can be read, so that a call that reads none creates nothing.
        history: match context.database()?.path.exists() {
            true => Some(context.open_or_create()?),
            false => None,
        },
        is_read: true,
    };
    let mut status = 0;
    for address in addresses {
        let got = session.web.get(context, session.history.as_ref(), address, args.story.as_ref());
        match got {
            Ok(Got::Unchanged { slug, number }) => {
                session.print(address, &slug, IngestOutcome::Unchanged { latest: number })?;
            }
            Ok(Got::Page(page)) => {
                if let Err(failure) = session.page(address, *page)? {
                    context.fail(&failure);
                    status = FAILED;
                }
            }
            Err(failure) => {
                context.fail(&failure);
                status = FAILED;
            }
        }
    }
    Ok(status)
}

struct Session<'a> {
    context: &'a Context,
    args: &'a ingest::Args,
    web: Web,
    history: Option<History>,
    /// Whether stdout is open.
    is_read: bool,
}

impl Session<'_> {
    /// Records a page. The outer failure stops the call, the inner one is the page's own.
    fn page(&mut self, address: &Path, page: Page) -> Result<Result<(), Failure>, Failure> {
        let (context, args) = (self.context, self.args);
        let Page { mut read, hint, receipt } = page;
        args.metadata.apply(&mut read.draft.metadata);
        for warning in &read.warnings {
            context.warn(warning);
        }
        if let Some(hint) = hint {
            context.note(&hint);
        }
        let history = match &mut self.history {
            Some(history) => history,
            none => none.insert(context.open_or_create()?),
        };
        let called = address.display().to_string();
        let slug = match (&args.story, &read.draft.metadata.url) {
            (Some(slug), _) => slug.clone(),
            (None, url) => {
                let named = url.as_deref().map(|url| ingest::of_url(history, url)).transpose()?.flatten();
                let Some(slug) = named else {
                    let failure = Failure::new(format!("no story's name can be made of {called}"));
                    return Ok(Err(failure.hint("name the story: --story NAME")));
                };
                context.note(&format!(
                    "{called} goes into the story {slug}, after its URL (--story NAME chooses another)"
                ));
                slug
            }
        };
        let method = args.method.method;
        let recorded = record_with(history, &slug, &read.draft, method, context.now())?;
        let (number, is_new) = number(&recorded);
        if let Recorded::Unchanged { latest, extractor } = &recorded
            && *extractor != method.extractor()
        {
            context.note(&format!("{slug} v{latest} keeps the claims that {extractor} read"));
        }
        receipt.keep(context, history, Some((slug.clone(), number)))?;
        if is_new {
            self.web.archive(context, &called);
        }
        self.print(address, &slug, ingest::outcome(recorded)).map(Ok)
    }

    fn print(&mut self, address: &Path, slug: &Slug, outcome: IngestOutcome) -> Result<(), Failure> {
        if !self.is_read {
            return Ok(());
        }
        let input = address.display().to_string();
        match self.context.print(&Report::Ingest(IngestReport { slug: slug.to_string(), input, outcome })) {
            // What was asked for is to store: it continues when nobody reads what it prints.
            Err(failure) if failure.is_broken_pipe => {
                self.is_read = false;
                Ok(())
            }
            printed => printed,
        }
    }
}

/// Returns which version holds a draft, and whether it is new.
pub(super) fn number(recorded: &Recorded) -> (VersionNumber, bool) {
    match recorded {
        Recorded::Stored { number, .. } => (*number, true),
        Recorded::Unchanged { latest: number, .. } | Recorded::Held { number } => (*number, false),
    }
}
