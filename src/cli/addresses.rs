//! `onrecord ingest https://…`: pages by their addresses, one after the other, each in a transaction of its own.
//!
//! One that fails is named and stops none of the others. Nothing of it is stored.

use std::path::Path;

use super::FAILED;
use super::args::{MetadataArgs, WebArgs};
use super::failure::Failure;
use super::recording::{InputText, ReadInput, Recording, Repeat, Unread};
use super::web::{Page, PageOrUnchanged, Web};
use crate::record::naming::FileName;

/// How often a page is asked for again that its server is too busy for.
const RETRIES: u32 = 2;

/// Fetches and records the addresses in their order. Returns the exit code.
///
/// # Errors
/// When the history or our output cannot be written; then the addresses that are left are not asked for.
pub(super) fn record(
    mut recording: Recording<'_>,
    metadata: &MetadataArgs,
    web: &WebArgs,
    addresses: &[&Path],
) -> Result<u8, Failure> {
    let context = recording.context;
    let web = Web::new(context, web, web.fetch.headers()?, RETRIES)?;
    // Made for the first page that can be read, so that a call that reads none creates nothing.
    let mut history = context.open_if_there()?;
    for address in addresses {
        let name = address.display().to_string();
        match web.get(context, history.as_ref(), address, recording.story.as_ref()) {
            Ok(PageOrUnchanged::Unchanged { slug, number }) => recording.unchanged(&name, &slug, number)?,
            Ok(PageOrUnchanged::Page(page)) => {
                let Page { mut read, hint, receipt } = *page;
                metadata.apply(&mut read.draft.metadata);
                if let Some(hint) = hint {
                    context.note(&hint);
                }
                let history = match &mut history {
                    Some(history) => history,
                    none => none.insert(context.open_or_create()?),
                };
                let text = InputText {
                    url: read.draft.metadata.url.clone(),
                    named: FileName::default(),
                    // A page that is fetched again and has its old text is an outlet that went back to it.
                    repeat: Repeat::Never,
                    draft: read.draft,
                    warnings: read.warnings,
                };
                let input = ReadInput { name: name.clone(), text: Ok(text) };
                if let Some((slug, number, is_new)) = recording.record_one(history, input)? {
                    let mut writer = history.write()?;
                    receipt.keep(&mut writer, Some((slug.clone(), number)), context.now())?;
                    writer.commit()?;
                    if is_new {
                        web.archive(context, &name);
                        match web.exhibit(history, (&slug, number), &name, context.now()) {
                            Some(Ok(kept)) => context.note(&format!("kept {kept}")),
                            Some(Err(failure)) => context.warn(&format!("{name}: {}", failure.message)),
                            None => {}
                        }
                    }
                }
            }
            Err(failure) => recording.say_unread(&name, Unread::Failed(failure)),
        }
    }
    Ok(if recording.finish()?.failed > 0 { FAILED } else { 0 })
}
