//! What may be asked for at all: `http` and `https` addresses without a name and password in them.
//!
//! It looks at the address alone; where its name leads is looked at when it is asked.

use url::Url;

use super::Error;

/// Reads an address; what stands after # is taken off, since no server sees it.
///
/// # Errors
/// When it is no URL, is neither `http` nor `https`, or holds a name or a password: an address is kept as evidence and
/// shown.
pub fn parse_url(text: &str) -> Result<Url, Error> {
    let url = Url::parse(text.trim()).map_err(|_| Error::NoUrl { text: shorten(text) })?;
    check(url)
}

/// Follows a redirect.
pub(super) fn follow(from: &Url, location: &str) -> Result<Url, Error> {
    let to = from.join(location.trim()).map_err(|_| Error::BadRedirect { url: from.clone(), to: shorten(location) })?;
    check(to).map_err(|_| Error::BadRedirect { url: from.clone(), to: shorten(location) })
}

fn check(mut url: Url) -> Result<Url, Error> {
    if !matches!(url.scheme(), "http" | "https") || url.host_str().is_none_or(str::is_empty) {
        return Err(Error::Scheme { text: shorten(url.as_str()) });
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err(Error::Credentials { host: host(&url) });
    }
    url.set_fragment(None);
    Ok(url)
}

/// Returns the host of an address that was checked, with its port where that is not the usual one.
pub(super) fn host(url: &Url) -> String {
    let host = url.host_str().unwrap_or_default();
    url.port().map_or(host.to_owned(), |port| format!("{host}:{port}"))
}

/// Returns whether what was meant for `origin` may go to `url`: the same host and port, and never from https back to
/// http.
pub(super) fn is_same_host(origin: &Url, url: &Url) -> bool {
    let same_name = origin.host_str() == url.host_str();
    let same_port = origin.port_or_known_default() == url.port_or_known_default();
    let safer = origin.scheme() == "http" && url.scheme() == "https" && origin.port().is_none() && url.port().is_none();
    same_name && (origin.scheme() == url.scheme() && same_port || safer)
}

/// Cuts a long address for a message.
pub(super) fn shorten(text: &str) -> String {
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
            assert!(matches!(parse_url(text), Err(Error::NoUrl { .. })), "{text}");
        }
        for text in ["ftp://quay.example/", "file:///etc/passwd", "javascript:alert(1)"] {
            assert!(matches!(parse_url(text), Err(Error::Scheme { .. })), "{text}");
        }
        let error = parse_url("https://mara:secret@quay.example/").expect_err("a password");
        assert!(!error.to_string().contains("secret"), "{error}");
    }

    #[test]
    fn follows_redirects_within_the_web() {
        let from = parse_url("https://quay.example/a/b?c").expect("a URL");
        let to = |location| follow(&from, location).map(String::from).ok();
        assert_eq!(to("/x"), Some("https://quay.example/x".into()));
        assert_eq!(to("//other.example/x#y"), Some("https://other.example/x".into()));
        assert_eq!(to("?d"), Some("https://quay.example/a/b?d".into()));
        assert_eq!(to("file:///etc/passwd"), None);
        assert_eq!(to("https://a:b@quay.example/"), None);
    }

    #[test]
    fn a_host_is_its_name_and_port_and_never_less_safe() {
        let check = |origin: &str, url: &str, expected| {
            let [origin, url] = [origin, url].map(|text| parse_url(text).expect("a URL"));
            assert_eq!(is_same_host(&origin, &url), expected, "{origin} {url}");
        };
        check("https://quay.example/a", "https://quay.example/b", true);
        check("http://quay.example/a", "https://quay.example/b", true);
        check("https://quay.example/a", "http://quay.example/a", false);
        check("https://quay.example/", "https://www.quay.example/", false);
        check("http://quay.example:8080/", "http://quay.example:8081/", false);
        check("http://quay.example:8080/", "https://quay.example/", false);
    }
}
