//! Headers of the user's own, which may hold secrets: each goes to one host alone.

use std::fmt;

use ureq::http::{HeaderName, HeaderValue};

use super::Error;
use super::target::is_same_host;
use crate::address::{Url, parse_url, shorten};

/// A header that is sent along.
#[derive(Clone, PartialEq, Eq)]
pub struct Header {
    /// An address of the host that gets it; `None` for that of each address that the user gave.
    pub host: Option<Url>,
    pub name: String,
    pub value: String,
}

/// Headers that a request has from the program itself: what they say must be true.
const OWN_HEADERS: [&str; 9] = [
    "accept-encoding",
    "connection",
    "content-length",
    "host",
    "if-modified-since",
    "if-none-match",
    "range",
    "transfer-encoding",
    "user-agent",
];

impl Header {
    /// Reads `Name: value`, or `host Name: value`. A host is asked by https, where it is not written `http://host`.
    ///
    /// # Errors
    /// When it is no header, or one that the program itself writes.
    pub fn parse(text: &str) -> Result<Self, Error> {
        let bound = text.trim().split_once(char::is_whitespace).and_then(|(host, header)| {
            // A word alone is a slip: a header's name and value without the colon.
            let is_host = host.contains(['.', ':']) || host == "localhost";
            let address = if host.contains("://") { host.to_owned() } else { format!("https://{host}") };
            let host = parse_url(&address).ok().filter(|url| is_host && url.path() == "/" && !host.ends_with(':'))?;
            header.contains(':').then_some((host, header))
        });
        let (host, text) = bound.map_or((None, text), |(host, header)| (Some(host), header));
        let wrong = || Error::Header { text: shorten(text.split(':').next().unwrap_or_default()) };
        let (name, value) = text.split_once(':').ok_or_else(wrong)?;
        let name: HeaderName = name.trim().parse().map_err(|_| wrong())?;
        let value: HeaderValue = value.trim().parse().map_err(|_| wrong())?;
        if OWN_HEADERS.contains(&name.as_str()) {
            return Err(Error::OwnHeader { name: name.to_string() });
        }
        Ok(Self { host, name: name.to_string(), value: value.to_str().map_err(|_| wrong())?.to_owned() })
    }

    /// Returns whether it may go to an address, as far as it is bound to a host.
    pub(super) fn may_go_to(&self, url: &Url) -> bool {
        self.host.as_ref().is_none_or(|host| is_same_host(host, url))
    }
}

/// The value is left out: it may be a secret.
impl fmt::Debug for Header {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Header").field("host", &self.host).field("name", &self.name).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_are_the_users_own() {
        let header = Header::parse("Authorization:  Bearer a:b ").expect("a header");
        assert_eq!((header.name.as_str(), header.value.as_str(), header.host), ("authorization", "Bearer a:b", None));
        for text in ["Cookie", "a b: c", ": c", "a: b\r\nc: d", "A: é"] {
            let error = Header::parse(text).expect_err("no header");
            assert!(matches!(error, Error::Header { .. }), "{text:?}");
        }
        for text in ["User-Agent: Mozilla/5.0", "quay.example Host: a"] {
            assert!(matches!(Header::parse(text), Err(Error::OwnHeader { .. })));
        }
        assert!(!Header::parse("X-Key secret: é").expect_err("no header").to_string().contains("é"));
        assert!(!format!("{:?}", Header::parse("X-Key: secret")).contains("secret"));
    }

    #[test]
    fn a_header_may_be_bound_to_a_host() {
        let check = |text: &str, url: &str, expected| {
            let header = Header::parse(text).expect("a header");
            assert_eq!((header.name.as_str(), header.value.as_str()), ("x-key", "a b"), "{text}");
            assert_eq!(header.may_go_to(&parse_url(url).expect("a URL")), expected, "{text} {url}");
        };
        check("X-Key: a b", "http://other.example/", true);
        check("quay.example X-Key: a b", "https://quay.example/x", true);
        check("quay.example X-Key: a b", "http://quay.example/x", false);
        check("quay.example X-Key: a b", "https://other.example/x", false);
        check("http://127.0.0.1:8080 X-Key:a b", "http://127.0.0.1:8080/x", true);
        check("http://127.0.0.1:8080 X-Key:a b", "http://127.0.0.1:8081/x", false);
    }
}
