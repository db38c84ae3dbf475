//! What can go wrong on the way to an address, each with the next step.
//!
//! No message holds a header, a cookie or a password.

use std::time::Duration;

use crate::address::{AddressError, Url};

/// Why there is no answer. Messages are lowercase sentences that name the address.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    #[error(transparent)]
    Address(#[from] AddressError),
    #[error("{url} leads to the private address {address}")]
    Private { url: Url, address: std::net::IpAddr },
    #[error("{host} is not known: no address was found for it")]
    UnknownHost { host: String },
    #[error("{host} cannot be reached")]
    Unreachable { host: String, source: std::io::Error },
    /// `what` ends the sentence: "no connection", "nothing was sent".
    #[error("{url} took too long: {what}")]
    Timeout { url: Url, what: String },
    #[error("{host} cannot prove who it is: {what}")]
    Tls { host: String, what: String },
    #[error("{url} answers with {}", status_text(*.status))]
    Status { url: Url, status: u16, retry_after: Option<Duration> },
    #[error("robots.txt of {} asks programs not to read {url}", url.host_str().unwrap_or_default())]
    Robots { url: Url },
    #[error("robots.txt of {host} cannot be read, so that nobody knows what it allows: {why}")]
    RobotsUnread { host: String, why: String },
    #[error("{url} is redirected more than {limit} times")]
    ManyRedirects { url: Url, limit: usize },
    #[error("{url} is redirected in a circle")]
    Circle { url: Url },
    #[error("{url} is redirected to \"{to}\", which may not be followed")]
    BadRedirect { url: Url, to: String },
    #[error("{url} is larger than {} MiB", limit / (1024 * 1024))]
    TooLarge { url: Url, limit: u64 },
    #[error("{url} broke off before its end")]
    BrokenOff { url: Url },
    #[error("{url} sent what is no answer: {what}")]
    Garbled { url: Url, what: String },
    #[error("the header {text} is not \"Name: value\"")]
    Header { text: String },
    #[error("the header {name} is the program's own")]
    OwnHeader { name: String },
    #[error("{name}, line {line}, is no cookie in Netscape's format")]
    Cookies { name: String, line: usize },
}

impl Error {
    /// Returns what the user can do next.
    pub fn hint(&self) -> &'static str {
        match self {
            Self::Address(error) => error.hint(),
            Self::Private { .. } => "pages of this machine or network are read with --allow-private",
            Self::UnknownHost { .. } | Self::Unreachable { .. } => {
                "check the address and the connection; proxies are not used"
            }
            Self::Timeout { .. } => "try again later, or allow more time with --timeout",
            Self::Tls { .. } => "certificates are those of the system, or of the file that SSL_CERT_FILE names",
            Self::Status { status: 401..=403 | 451, .. } => {
                "a subscription of your own can be used with --cookies or --header"
            }
            Self::Status { status: 404 | 410, .. } => "the page is gone, or the address is mistyped",
            Self::Status { status: 429 | 500.., .. } => "try again later",
            Self::Status { .. } => "open the address in a browser to see what it says",
            Self::Robots { .. } | Self::RobotsUnread { .. } => {
                "save the page and ingest the file, or, where you have the outlet's leave, give --ignore-robots"
            }
            Self::ManyRedirects { .. } | Self::Circle { .. } | Self::BadRedirect { .. } => {
                "open it in a browser and give the address that it ends at; some sites redirect whoever has no cookies"
            }
            Self::TooLarge { .. } => "one address is one story",
            Self::BrokenOff { .. } | Self::Garbled { .. } => "try again; nothing of it was stored",
            Self::Header { .. } => "for example --header 'Accept-Language: de'",
            Self::OwnHeader { .. } => "leave it out; who you are can be said with --contact",
            Self::Cookies { .. } => {
                "export the cookies of your browser as cookies.txt: seven fields a line, parted by tabs"
            }
        }
    }

    /// Returns how long the server asks to be left alone.
    pub fn retry_after(&self) -> Option<Duration> {
        match self {
            Self::Status { retry_after, .. } => *retry_after,
            _ => None,
        }
    }
}

/// Names a status: "404 (not found)".
fn status_text(status: u16) -> String {
    match ureq::http::StatusCode::from_u16(status).ok().and_then(|code| code.canonical_reason()) {
        Some(reason) => format!("{status} ({})", reason.to_lowercase()),
        None => status.to_string(),
    }
}
