//! What a file is: by its first bytes, then by its name.
//!
//! It reads no more than it needs to know that.

use super::{docx, mail, pdf};

/// The formats that can be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum InputFormat {
    Docx,
    Mail,
    Markdown,
    Page,
    Pdf,
    Text,
}

/// How many bytes are looked at.
const START: usize = 4096;

/// Returns what the bytes are; `name` may end with an extension.
pub(super) fn recognise(name: &str, bytes: &[u8]) -> InputFormat {
    if docx::is_docx(bytes) {
        return InputFormat::Docx;
    }
    if pdf::is_pdf(bytes) {
        return InputFormat::Pdf;
    }
    if mail::is_mail(bytes) {
        return InputFormat::Mail;
    }
    let start = start(bytes);
    if is_page(&start) || (has_extension(name, &["html", "htm", "xhtml", "shtml"]) && start.contains('<')) {
        return InputFormat::Page;
    }
    // A file that is called so and is cut off or damaged is best told as that.
    if bytes.starts_with(b"PK") && has_extension(name, &["docx"]) {
        return InputFormat::Docx;
    }
    if has_extension(name, &["eml"]) && start.lines().next().is_some_and(|line| line.contains(':')) {
        return InputFormat::Mail;
    }
    if has_extension(name, &["md", "markdown"]) { InputFormat::Markdown } else { InputFormat::Text }
}

/// Returns whether a text is markup: it starts as a page, or closes several elements.
pub(super) fn is_markup(body: &str) -> bool {
    const ENDS: [&str; 4] = ["</p>", "</div>", "</li>", "</span>"];
    is_page(body) || ENDS.iter().map(|tag| body.matches(tag).count()).sum::<usize>() >= 3
}

/// Returns the first characters, without bytes of zero, so that the two bytes of UTF-16 do not hide what stands there.
fn start(bytes: &[u8]) -> String {
    let bytes: Vec<u8> = bytes.iter().take(START).copied().filter(|byte| *byte != 0).collect();
    String::from_utf8_lossy(&bytes).into_owned()
}

/// Returns whether a text starts as a page does, after white space and comments.
pub(crate) fn is_page(text: &str) -> bool {
    const STARTS: [&str; 5] = ["<!doctype html", "<html", "<head>", "<body", "<article"];
    let mut rest = text.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}' || c == '\u{fffd}');
    while let Some(comment) = rest.strip_prefix("<!--").or_else(|| rest.strip_prefix("<?xml")) {
        let Some((_, after)) = comment.split_once('>') else { return false };
        rest = after.trim_start();
    }
    let start: String = rest.chars().take(16).flat_map(char::to_lowercase).collect();
    STARTS.iter().any(|tag| start.starts_with(tag))
}

fn has_extension(name: &str, extensions: &[&str]) -> bool {
    name.rsplit_once('.').is_some_and(|(_, end)| extensions.iter().any(|extension| end.eq_ignore_ascii_case(extension)))
}
