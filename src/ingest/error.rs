//! What can go wrong while a text is read, each with the next step.

use std::io;

/// Why an input could not be read. `name` is what the reader calls the input: a path, or "standard input".
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    #[error("{name} does not exist")]
    Missing { name: String },
    #[error("{name} is a directory")]
    Directory { name: String },
    #[error("{name} may not be read: permission denied")]
    Forbidden { name: String },
    #[error("{name} cannot be read")]
    Io { name: String, source: io::Error },
    #[error("{name} is larger than {} MiB", limit / (1024 * 1024))]
    TooLarge { name: String, limit: u64 },
    #[error("{name} is empty")]
    Empty { name: String },
    #[error("{name} holds nothing but white space")]
    Blank { name: String },
    #[error("{name} holds front matter and no text after it")]
    NoBody { name: String },
    /// `what` says what it is, with its article: "a PNG image".
    #[error("{name} is {what}, not plain text")]
    Binary { name: String, what: &'static str },
    #[error("{name} is not plain text: byte {offset} is NUL")]
    Nul { name: String, offset: usize },
    #[error("{name} is not plain text: {controls} of its {chars} characters are control characters")]
    Controls { name: String, controls: usize, chars: usize },
    #[error("{name} cannot be read: {lost} of its {chars} characters are lost (U+FFFD)")]
    Lost { name: String, lost: usize, chars: usize },
    /// `what` says what it was meant to be, with its article: "a Word document".
    #[error("{name} is {what} that is damaged")]
    Damaged { name: String, what: &'static str },
    #[error("{name} is encrypted: a password is needed to read it")]
    Encrypted { name: String },
    #[error("{name} is encrypted in a way that cannot be read here")]
    Cipher { name: String },
    #[error("{name} is {what} without text")]
    NoText { name: String, what: &'static str },
    #[error("{name} is larger than {} MiB when it is unpacked", limit / (1024 * 1024))]
    Unpacked { name: String, limit: u64 },
    #[error("{name} is a page whose tags nest deeper than {limit}, or are more than can be read")]
    HtmlDepth { name: String, limit: usize },
    #[error("{name} is a page of more than {limit} nodes")]
    HtmlNodes { name: String, limit: usize },
    #[error("{name} is a page, and no article was found in it")]
    NoArticle { name: String },
    #[error("{name} draws its text by script, and holds none without it")]
    Drawn { name: String },
    /// `what` says what stands there: "a log-in".
    #[error("{name} shows {what} in the place of a story")]
    Wall { name: String, what: &'static str },
    /// Most of it is UTF-8, so that reading it as anything else would garble the rest.
    #[error("{name} is UTF-8, but byte {offset} (0x{byte:02X}) is damaged")]
    DamagedUtf8 { name: String, offset: usize, byte: u8 },
    #[error("{name}, line {line}: \"{text}\" stands in the front matter and is not \"key: value\"")]
    FrontMatter { name: String, line: usize, text: String },
    #[error("{name}, line {line}: {key} is \"{value}\", which is not a time")]
    Time { name: String, line: usize, key: &'static str, value: String },
}

impl Error {
    /// Returns what the user can do next.
    pub fn hint(&self) -> &'static str {
        match self {
            Self::Missing { .. } => "check the path, or give - to read standard input",
            Self::Directory { .. } => "name the files in it, for example with a pattern such as folder/*.txt",
            Self::Forbidden { .. } => "check the file's permissions",
            Self::Io { .. } => "check the file and the disk, then try again",
            Self::TooLarge { .. } => "split it: one file holds one version of one story",
            Self::Empty { .. } | Self::Blank { .. } => {
                "check that the text was saved; nothing is stored for an empty version"
            }
            Self::NoBody { .. } => "the text starts on the line after the second ---",
            Self::Binary { .. } | Self::Nul { .. } | Self::Controls { .. } => {
                "save it as plain text in UTF-8, then try again"
            }
            Self::Lost { .. } => "save it again in the encoding that it was written in, or as UTF-8",
            Self::Damaged { .. } | Self::Unpacked { .. } => "save it again, or save its text as a .txt file",
            Self::Encrypted { .. } => "open it with its password, and print or save it as a PDF without one",
            Self::Cipher { .. } => "open it where it can be read, and print or save it as a PDF that is not encrypted",
            Self::NoText { .. } => "what stands in pictures and attachments is not read; save the text as a .txt file",
            Self::HtmlDepth { .. } | Self::HtmlNodes { .. } => "save the article's text as a .txt file",
            Self::NoArticle { .. } => "open it in a browser, and save its text as a .txt file",
            Self::Drawn { .. } => {
                "save it from a browser that has drawn it, or pipe what the browser holds into \
                 onrecord ingest - --url URL"
            }
            Self::Wall { .. } => {
                "open it in a browser and save the page from there; where you may read it, --cookies gives your own"
            }
            Self::DamagedUtf8 { .. } => "save it again as UTF-8, or mend that byte",
            Self::FrontMatter { .. } => {
                "front matter is a line ---, lines such as \"headline: Talks resume\", and a line ---"
            }
            Self::Time { .. } => {
                "write 2025-08-20, 2025-08-20T14:05 (UTC), 2025-08-20T14:05Z or 2025-08-20T16:05:00+02:00"
            }
        }
    }
}
