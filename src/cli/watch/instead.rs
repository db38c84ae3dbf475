//! What an address shows in the place of its story: kept as an exhibit of the story's latest version, and no version.
//!
//! Once until the story is there again, however often the address is looked at; the same bytes once for each version.

use super::look::LookError;
use super::run::WatchRun;
use crate::address::Url;
use crate::cli::failure::Failure;
use crate::fetch::Response;
use crate::report::EventKind;
use crate::store::{Target, Watch};
use crate::story::sha256;

/// How the names of such exhibits begin; the time follows.
const NAME: &str = "instead-of-the-story-";

/// An answer, as it was sent.
pub(super) struct Shown {
    bytes: Vec<u8>,
    content_type: String,
}

impl Shown {
    pub(super) fn new(response: &Response) -> Self {
        let content_type = response.content_type.clone().unwrap_or_default();
        Self { bytes: response.bytes.clone(), content_type }
    }

    /// Returns the end of a name that tells what sort of file it is.
    fn ending(&self) -> &'static str {
        match self.content_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase().as_str() {
            "" | "text/html" | "application/xhtml+xml" => "html",
            "text/plain" => "txt",
            "application/json" => "json",
            "application/pdf" => "pdf",
            _ => "bin",
        }
    }
}

impl WatchRun<'_> {
    /// Keeps an answer that is no version of its address's story, and adds to the failure that says why where it is.
    pub(super) fn refuse(
        &mut self,
        target: &Target,
        watch: &Watch,
        url: &Url,
        shown: &Shown,
        failure: Failure,
    ) -> LookError {
        match self.keep_shown(target, watch, url, shown, &failure.message) {
            Ok(None) | Err(LookError::Address { .. }) => LookError::Address { failure, retry_after: None },
            Ok(Some(version)) => {
                let message = format!("{}; what it showed first is an exhibit of {version}", failure.message);
                LookError::Address { failure: Failure { message, ..failure }, retry_after: None }
            }
            Err(error) => error,
        }
    }

    /// Returns the version with which it is kept, or another answer since the story was last there; `None` where the
    /// story has no version.
    fn keep_shown(
        &mut self,
        target: &Target,
        watch: &Watch,
        url: &Url,
        shown: &Shown,
        why: &str,
    ) -> Result<Option<String>, LookError> {
        let slug = self.story(target, watch, url.as_str())?;
        let Some(latest) = self.history.latest(&slug)?.filter(|_| !shown.bytes.is_empty()) else { return Ok(None) };
        let (number, now) = (latest.number, self.context.now());
        let version = format!("{slug}@v{number}");
        let sha256 = sha256(&shown.bytes);
        let is_kept = self.history.exhibits(&slug, number)?.iter().any(|exhibit| {
            let is_of_these_looks = target.failures > 0 && target.checked_at.is_none_or(|at| exhibit.stored_at >= at);
            exhibit.sha256 == sha256 || (is_of_these_looks && exhibit.name.starts_with(NAME))
        });
        if !is_kept {
            let name = format!("{NAME}{}.{}", now.format("%Y%m%dT%H%M%SZ"), shown.ending());
            let tool = format!("onrecord watch run: {why}");
            self.change(|writer| writer.add_exhibit((&slug, number), &name, &shown.bytes, &tool, now))?;
            self.tell(EventKind::Exhibit, Some(&target.url), Some((slug, number)), format!("{name} with {version}"))
                .map_err(LookError::History)?;
        }
        Ok(Some(version))
    }
}
