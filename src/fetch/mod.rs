//! HTTP: an address → the bytes that stand there. The only room that opens a socket.
//!
//! # Promises
//!
//! - It goes only where it was sent: to addresses of the open internet, unless private ones are allowed. Names are
//!   looked up once, and the connection goes to the address that was checked, after each redirect anew.
//! - It is polite: it asks robots.txt first, keeps a pause between two requests to one host, heeds `Retry-After`, and
//!   says who it is.
//! - A reader's own headers and cookies go to the host that he or she named, and to no other.
//! - Everything is bounded: redirects, waiting, bytes (counted after decompression).
//!
//! It reads no page and stores nothing. Proxies are not used, whatever the environment says: behind one, nobody could
//! check where a request goes.

mod client;
mod cookies;
mod error;
mod guard;
mod header;
mod pace;
mod robots;
mod target;

use std::time::Duration;

use crate::address::Url;

pub use client::Client;
pub use cookies::Cookie;
pub use error::Error;
pub use header::Header;

/// How a client behaves. [`Options::default`] is the polite way.
#[derive(Clone, Debug)]
pub struct Options {
    /// Who asks; see [`user_agent`].
    pub user_agent: String,
    /// Whether robots.txt is asked first.
    pub obeys_robots: bool,
    /// Whether private, loopback and link-local addresses may be asked.
    pub allows_private: bool,
    /// Headers for the host of the address that the user gave.
    pub headers: Vec<Header>,
    /// Cookies for that host, where their own domain allows it.
    pub cookies: Vec<Cookie>,
    /// The longest that a connection may take.
    pub connect_timeout: Duration,
    /// The longest that a server may be silent.
    pub read_timeout: Duration,
    /// The longest that one request may take from the look-up of the name to the last byte.
    pub timeout: Duration,
    /// The pause between two requests to one host, at least.
    pub delay: Duration,
    /// How often a request is repeated that the server is too busy for.
    pub retries: u32,
    /// The longest that a server may ask us to wait before a repetition.
    pub patience: Duration,
    /// The most that an answer may hold, in bytes, decompressed.
    pub limit: u64,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            user_agent: user_agent(None),
            obeys_robots: true,
            allows_private: false,
            headers: Vec::new(),
            cookies: Vec::new(),
            connect_timeout: Duration::from_secs(10),
            read_timeout: Duration::from_secs(30),
            timeout: Duration::from_secs(60),
            delay: Duration::from_secs(1),
            retries: 2,
            patience: Duration::from_secs(60),
            limit: 32 * 1024 * 1024,
        }
    }
}

/// Returns who asks: the program, its version, and how to reach whoever runs it.
pub fn user_agent(contact: Option<&str>) -> String {
    let program = concat!("onrecord/", env!("CARGO_PKG_VERSION"));
    contact.map_or(program.to_owned(), |contact| format!("{program} (+{contact})"))
}

/// What a server said of the state of an answer, to be sent back when the same is asked again.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Validators {
    /// The address that gave the answer: after redirects it alone can say whether it changed.
    pub url: String,
    pub etag: Option<String>,
    pub last_modified: Option<String>,
}

/// One step from the address that was asked for to the one that answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Redirect {
    pub status: u16,
    /// Where it led.
    pub to: Url,
}

/// A whole answer.
#[derive(Clone, Debug)]
pub struct Response {
    /// The address that answered.
    pub url: Url,
    /// How it was reached, in order.
    pub redirects: Vec<Redirect>,
    /// The `Content-Type` header, as it came.
    pub content_type: Option<String>,
    pub etag: Option<String>,
    /// The `Last-Modified` header, as it came: for some pages the time of the request.
    pub last_modified: Option<String>,
    /// The bytes, decompressed.
    pub bytes: Vec<u8>,
}

impl Response {
    /// Returns the encoding that the server names, in lower case: "windows-1252".
    pub fn charset(&self) -> Option<String> {
        let parameters = self.content_type.as_deref()?.split(';').skip(1);
        let charset = parameters
            .filter_map(|part| part.split_once('='))
            .find(|(name, _)| name.trim().eq_ignore_ascii_case("charset"))?;
        let value = charset.1.trim().trim_matches(['"', '\'']).to_ascii_lowercase();
        (!value.is_empty()).then_some(value)
    }

    /// Returns what to send when the same is asked again; `None` where the server gave nothing.
    pub fn validators(&self) -> Option<Validators> {
        (self.etag.is_some() || self.last_modified.is_some()).then(|| Validators {
            url: self.url.to_string(),
            etag: self.etag.clone(),
            last_modified: self.last_modified.clone(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn response(content_type: Option<&str>) -> Response {
        Response {
            url: Url::parse("https://quay.example/").expect("a URL"),
            redirects: vec![],
            content_type: content_type.map(str::to_owned),
            etag: None,
            last_modified: None,
            bytes: vec![],
        }
    }

    #[test]
    fn the_server_may_name_an_encoding() {
        let check = |header, expected: Option<&str>| assert_eq!(response(header).charset().as_deref(), expected);
        check(None, None);
        check(Some("text/html"), None);
        check(Some("text/html; charset=ISO-8859-1"), Some("iso-8859-1"));
        check(Some("text/html;boundary=x; Charset = \"utf-8\""), Some("utf-8"));
        check(Some("text/html; charset="), None);
    }

    #[test]
    fn an_honest_name() {
        assert!(user_agent(None).starts_with("onrecord/"));
        assert!(user_agent(Some("desk@courier.example")).ends_with(" (+desk@courier.example)"));
    }
}
