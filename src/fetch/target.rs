//! Where a request may go on to: redirects within the web, and a reader's own headers to one host alone.

use crate::address::{Url, check, shorten};

use super::Error;

/// Follows a redirect.
pub(super) fn follow(from: &Url, location: &str) -> Result<Url, Error> {
    let to = from.join(location.trim()).map_err(|_| Error::BadRedirect { url: from.clone(), to: shorten(location) })?;
    check(to).map_err(|_| Error::BadRedirect { url: from.clone(), to: shorten(location) })
}

/// Returns whether what was meant for `origin` may go to `url`: the same host and port, and never from https back to
/// http.
pub(super) fn is_same_host(origin: &Url, url: &Url) -> bool {
    let same_name = origin.host_str() == url.host_str();
    let same_port = origin.port_or_known_default() == url.port_or_known_default();
    let safer = origin.scheme() == "http" && url.scheme() == "https" && origin.port().is_none() && url.port().is_none();
    same_name && (origin.scheme() == url.scheme() && same_port || safer)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::address::parse_url;

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
