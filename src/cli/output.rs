//! Where a page goes: a file, standard output, the browser.
//!
//! A file that nobody named is written only where there is none, or a page of this program.

use std::fs;
use std::io::{IsTerminal, Read};
use std::path::{Path, PathBuf};

use super::args::PageArgs;
use super::context::Context;
use super::failure::Failure;
use crate::render::html::BEGINNING;
use crate::render::{Format, Report};
use crate::report::phrases;
use crate::story::Slug;

/// Writes a page where the options say.
pub(super) fn write(context: &Context, page: &PageArgs, report: &Report, text: &str) -> Result<(), Failure> {
    let is_wanted_as_file = page.open || std::io::stdout().is_terminal();
    let path = match &page.output {
        Some(path) if path.as_os_str() == "-" && page.open => {
            return Err(Failure::new("a browser opens a file, and -o - is none").hint("name a file: -o page.html"));
        }
        Some(path) if path.as_os_str() == "-" => return context.write(text),
        Some(path) => path.clone(),
        None if is_wanted_as_file => own_file(report, context.format())?,
        None => return context.write(text),
    };
    fs::write(&path, text).map_err(|error| {
        Failure::new(format!("cannot write {}: {error}", path.display())).hint("name another file: -o FILE")
    })?;
    context.note(&format!("wrote {} ({})", path.display(), phrases::size(text.len() as u64)));
    if page.open {
        opener::open_browser(absolute(&path)).map_err(|error| {
            Failure::new(format!("no browser shows {}: {error}", path.display())).hint("open the file yourself")
        })?;
    }
    Ok(())
}

/// Chooses the file for a page that nobody named one for.
fn own_file(report: &Report, format: Format) -> Result<PathBuf, Failure> {
    let extension = match format {
        Format::Html => "html",
        Format::Json => "json",
        Format::Markdown => "md",
        Format::Csv => "csv",
        Format::Atom => "atom",
        Format::Terminal => "txt",
    };
    let subject = match report {
        Report::Story(story) => story.log.story.slug.to_string(),
        Report::Diff(diff) | Report::DiffStat(diff) => diff.title(),
        Report::Diffs(steps) | Report::DiffStats(steps) => steps.first().map_or_else(String::new, |step| step.title()),
        Report::Show(version) => version.version.reference.clone(),
        Report::Audit(audit) => audit.audit.name.clone(),
        Report::Search(search) => search.subject().to_owned(),
        Report::Quotes(quotes) => quotes.asked.clone(),
        _ => String::new(),
    };
    let stem = Slug::from_text(&subject).map_or_else(|| "onrecord".to_owned(), |slug| slug.to_string());
    // File systems take 255 bytes; a name that people read is shorter.
    let stem: String = stem.chars().take(60).collect();
    let path = PathBuf::from(format!("{stem}.{extension}"));
    if path.exists() && !is_own_page(&path) {
        return Err(Failure::new(format!("{} is there already", path.display()))
            .hint(format!("name a file, or this one to replace it: -o {}", path.display())));
    }
    Ok(path)
}

/// Returns whether a file is a page that this program wrote.
fn is_own_page(path: &Path) -> bool {
    let mut start = Vec::new();
    let read = fs::File::open(path).and_then(|file| file.take(BEGINNING.len() as u64).read_to_end(&mut start));
    read.is_ok() && start == BEGINNING.as_bytes()
}

/// Returns the whole path: a browser does not know our folder.
fn absolute(path: &Path) -> PathBuf {
    std::path::absolute(path).unwrap_or_else(|_| path.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_pages_of_our_own_are_replaced() {
        let folder = tempfile::tempdir().expect("a temporary folder can be made");
        let check = |text: &str, expected| {
            let path = folder.path().join("page.html");
            fs::write(&path, text).expect("the file can be written");
            assert_eq!(is_own_page(&path), expected, "{text}");
        };
        check(&format!("{BEGINNING}<html>"), true);
        check("<!DOCTYPE html><html>", false);
        check("", false);
        assert!(!is_own_page(&folder.path().join("none.html")));
    }
}
