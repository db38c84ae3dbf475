//! How addresses are fetched, and whom else they are told.

use std::path::PathBuf;
use std::time::Duration;

use super::duration;
use crate::fetch::{self, Options, Url};

/// Where `--archive` asks, unless it is told another place.
const ARCHIVE: &str = "https://web.archive.org/save/";
/// Under what the options stand in a command's help.
const FETCHING: &str = "Fetching (of addresses)";

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
}

/// How anything is fetched.
#[derive(Clone, Debug, clap::Args)]
#[command(next_help_heading = FETCHING)]
pub struct FetchArgs {
    /// Your mail address or page, which is sent along, so that a site can reach you
    #[arg(long, value_name = "TEXT", env = "ONRECORD_CONTACT", hide_env_values = true, value_parser = contact)]
    contact: Option<String>,
    /// Send this along, to the host of the address alone, never after a redirect to another; may be given again
    #[arg(long = "header", value_name = "NAME: VALUE", value_parser = header)]
    pub headers: Vec<(String, String)>,
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

fn contact(text: &str) -> Result<String, String> {
    let is_plain = |c: char| c.is_ascii_graphic() && !"()\\".contains(c) || c == ' ';
    let text = text.trim();
    (!text.is_empty() && text.chars().all(is_plain))
        .then(|| text.to_owned())
        .ok_or_else(|| "a mail address or a URL".into())
}

fn header(text: &str) -> Result<(String, String), String> {
    fetch::parse_header(text).map_err(|error| format!("{error}; {}", error.hint()))
}

fn archive(text: &str) -> Result<Url, String> {
    fetch::parse_url(text).map_err(|error| error.to_string())
}
