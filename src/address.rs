//! Addresses of the web: which may be asked for at all, and which are one page. It fetches nothing.
//!
//! What may be asked for are `http` and `https` addresses without a name and password in them. Where a name leads is
//! looked at when it is asked.

mod identity;

pub use url::Url;

pub use identity::identity;

/// Why a text is no address that may be asked for.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AddressError {
    #[error("{text} is no web address")]
    NoUrl { text: String },
    #[error("{text} is not an http or https address")]
    Scheme { text: String },
    #[error("the address on {host} holds a name or a password")]
    Credentials { host: String },
}

impl AddressError {
    /// Returns what the user can do next.
    pub fn hint(&self) -> &'static str {
        match self {
            Self::NoUrl { .. } | Self::Scheme { .. } => {
                "write it in full, for example https://portanselcourier.example/story"
            }
            Self::Credentials { .. } => {
                "take them out of the address, which is kept and shown; give --header 'Authorization: …' instead"
            }
        }
    }
}

/// Reads an address; what stands after # is taken off, since no server sees it.
///
/// # Errors
/// When it is no URL, is neither `http` nor `https`, or holds a name or a password: an address is kept as evidence and
/// shown.
pub fn parse_url(text: &str) -> Result<Url, AddressError> {
    let url = Url::parse(text.trim()).map_err(|_| AddressError::NoUrl { text: shorten(text) })?;
    check(url)
}

/// Returns whether a text begins as an address of the web, which a browser asks a server for.
pub fn is_web(text: &str) -> bool {
    let begins = |scheme: &str| text.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme));
    begins("http://") || begins("https://")
}

/// Looks whether an address may be asked for, as [`parse_url`] does.
pub(crate) fn check(mut url: Url) -> Result<Url, AddressError> {
    if !matches!(url.scheme(), "http" | "https") || url.host_str().is_none_or(str::is_empty) {
        return Err(AddressError::Scheme { text: shorten(url.as_str()) });
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err(AddressError::Credentials { host: host(&url) });
    }
    url.set_fragment(None);
    Ok(url)
}

/// Returns the host of an address that was checked, with its port where that is not the usual one.
pub(crate) fn host(url: &Url) -> String {
    let host = url.host_str().unwrap_or_default();
    url.port().map_or(host.to_owned(), |port| format!("{host}:{port}"))
}

/// Cuts a long address for a message.
pub(crate) fn shorten(text: &str) -> String {
    let mut short: String = text.chars().take(120).collect();
    if short.len() < text.len() {
        short.push('…');
    }
    short
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_addresses_of_the_web_alone() {
        assert_eq!(parse_url(" HTTPS://Quay.example/A?b#c ").expect("a URL").as_str(), "https://quay.example/A?b");
        for text in ["quay.example", "", "https://", "/a"] {
            assert!(matches!(parse_url(text), Err(AddressError::NoUrl { .. })), "{text}");
        }
        for text in ["ftp://quay.example/", "file:///etc/passwd", "javascript:alert(1)"] {
            assert!(matches!(parse_url(text), Err(AddressError::Scheme { .. })), "{text}");
        }
        let error = parse_url("https://mara:secret@quay.example/").expect_err("a password");
        assert!(!error.to_string().contains("secret"), "{error}");
    }
}
