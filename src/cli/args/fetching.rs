//! How addresses are fetched, and whom else they are told.

use std::path::PathBuf;
use std::time::Duration;

use super::duration;
use crate::address::{Url, parse_url};
use crate::cli::capture_tool::CaptureTool;
use crate::cli::context::env;
use crate::cli::failure::Failure;
use crate::cli::input::option_file;
use crate::fetch::{self, Header, Options};

/// Where `--archive` asks, unless it is told another place.
const ARCHIVE: &str = "https://web.archive.org/save/";
/// Under what the options stand in a command's help.
const FETCHING: &str = "Fetching (of addresses)";

/// The variable that holds headers, one a line.
pub const HEADERS: &str = "ONRECORD_HEADERS";

/// How pages are fetched, and whom else they are told.
#[derive(Clone, Debug, clap::Args)]
pub struct WebArgs {
    #[command(flatten)]
    pub fetch: FetchArgs,
    /// Ask a web archive to save each page of which a version is stored, at this address
    /// [default with --archive: the Wayback Machine's]
    #[arg(long, value_name = "URL", num_args = 0..=1, require_equals = true, default_missing_value = ARCHIVE, value_parser = archive,
        help_heading = FETCHING)]
    pub archive: Option<Url>,
    /// Run this tool of yours on each page of which a version is stored, in an empty folder, and keep the files that it
    /// leaves there: see onrecord exhibits. No shell reads it; {url} stands for the address [default: its last word]
    #[arg(long, value_name = "CMD", value_parser = CaptureTool::parse, help_heading = FETCHING)]
    pub(in crate::cli) capture_with: Option<CaptureTool>,
}

/// How anything is fetched.
#[derive(Clone, Debug, clap::Args)]
#[command(next_help_heading = FETCHING)]
pub struct FetchArgs {
    /// Your mail address or page, which is sent along, so that a site can reach you
    #[arg(long, value_name = "TEXT", env = "ONRECORD_CONTACT", hide_env_values = true, value_parser = contact)]
    contact: Option<String>,
    /// Send this along, to the host of the address that you give alone, never to one that a redirect or a feed leads to;
    /// "HOST NAME: VALUE" names the host (https, unless written http://HOST); may be given again
    #[arg(long = "header", value_name = "[HOST ]NAME: VALUE", value_parser = header)]
    headers: Vec<Header>,
    /// Read headers from this file, one a line, so that a list of processes does not show them; those of
    /// $ONRECORD_HEADERS are read too
    #[arg(long, value_name = "FILE")]
    headers_from: Option<PathBuf>,
    /// Send the cookies of this file (cookies.txt, Netscape's format) along, to the host of the address alone
    #[arg(long, value_name = "FILE")]
    pub cookies: Option<PathBuf>,
    /// Fetch what robots.txt asks programs to leave alone: only where you have the outlet's leave, or the law's
    #[arg(long)]
    ignore_robots: bool,
    /// Fetch from this machine and private networks too
    #[arg(long)]
    allow_private: bool,
    /// How long one page may take in all
    #[arg(long, value_name = "TIME", default_value = "60s", value_parser = duration::parse)]
    pub timeout: Duration,
    /// The pause between two requests to one host, at least
    /// [default: 1s, or 1500ms to an archive whose captures are imported]
    #[arg(long, value_name = "TIME", value_parser = duration::parse)]
    delay: Option<Duration>,
}

impl FetchArgs {
    /// Returns who asks.
    pub fn user_agent(&self) -> String {
        fetch::user_agent(self.contact.as_deref())
    }

    /// Returns the headers that are sent along: those given, those of the file, those of the environment.
    ///
    /// # Errors
    /// When the file cannot be read, or a line is no header.
    pub fn headers(&self) -> Result<Vec<Header>, Failure> {
        let mut headers = self.headers.clone();
        if let Some(path) = &self.headers_from {
            let text = option_file(path, "--headers-from takes a file with one header a line: [HOST ]NAME: VALUE")?;
            headers.extend(lines(&path.display().to_string(), &text)?);
        }
        if let Some(text) = env(HEADERS) {
            headers.extend(lines(HEADERS, &text)?);
        }
        Ok(headers)
    }

    /// Returns how to fetch; `retries` is how often something is asked for again that the server is too busy for,
    /// `delay` the pause where the user wants no other. What is the reader's own is left out.
    pub fn options(&self, retries: u32, delay: Duration) -> Options {
        Options {
            user_agent: self.user_agent(),
            obeys_robots: !self.ignore_robots,
            allows_private: self.allow_private,
            timeout: self.timeout,
            delay: self.delay.unwrap_or(delay),
            retries,
            ..Options::default()
        }
    }
}

/// Reads headers, one a line. What is wrong is told without the value, which may be a secret.
fn lines(name: &str, text: &str) -> Result<Vec<Header>, Failure> {
    let lines = (1..).zip(text.lines()).filter(|(_, line)| !line.trim().is_empty());
    let read = |(number, line): (usize, &str)| {
        Header::parse(line).map_err(|error| {
            Failure::new(format!("{name}, line {number}: {error}")).hint("write one header a line: [HOST ]NAME: VALUE")
        })
    };
    lines.map(read).collect()
}

/// Reads how a site can reach the user.
pub fn contact(text: &str) -> Result<String, String> {
    let is_plain = |c: char| c.is_ascii_graphic() && !"()\\".contains(c) || c == ' ';
    let text = text.trim();
    (!text.is_empty() && text.chars().all(is_plain))
        .then(|| text.to_owned())
        .ok_or_else(|| "a mail address or a URL".into())
}

fn header(text: &str) -> Result<Header, String> {
    Header::parse(text).map_err(|error| format!("{error}; {}", error.hint()))
}

fn archive(text: &str) -> Result<Url, String> {
    parse_url(text).map_err(|error| error.to_string())
}
