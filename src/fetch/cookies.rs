//! A browser's cookies, exported in Netscape's format: seven fields a line, parted by tabs.
//!
//! They are read once and never written; what a server sets is not kept.

use crate::address::Url;
use chrono::{DateTime, Utc};

use super::Error;

/// One cookie.
#[derive(Clone, PartialEq, Eq)]
pub struct Cookie {
    domain: String,
    /// Whether hosts below the domain get it too.
    with_subdomains: bool,
    path: String,
    is_secure: bool,
    /// Seconds since 1970; 0 for the browser's session.
    expires: i64,
    name: String,
    value: String,
}

impl std::fmt::Debug for Cookie {
    /// Leaves the value out: it is as good as a password.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} of {}{}", self.name, self.domain, self.path)
    }
}

impl Cookie {
    /// Reads the cookies of a file that are still good; `name` stands for it in messages.
    ///
    /// # Errors
    /// When a line is neither a cookie nor a comment.
    pub fn parse_file(name: &str, text: &str, now: DateTime<Utc>) -> Result<Vec<Self>, Error> {
        let mut cookies = Vec::new();
        for (line, text) in text.trim_start_matches('\u{feff}').lines().enumerate() {
            // Browsers mark cookies that scripts may not see in a comment's clothes.
            let text = text.strip_prefix("#HttpOnly_").unwrap_or(text);
            if text.trim().is_empty() || text.starts_with('#') {
                continue;
            }
            let cookie = Self::parse(text).ok_or_else(|| Error::Cookies { name: name.to_owned(), line: line + 1 })?;
            if cookie.expires == 0 || cookie.expires > now.timestamp() {
                cookies.push(cookie);
            }
        }
        Ok(cookies)
    }

    fn parse(line: &str) -> Option<Self> {
        let fields: Vec<&str> = line.split('\t').collect();
        let [domain, with_subdomains, path, secure, expires, name, value] = fields[..] else { return None };
        let is_clean = |text: &str| text.bytes().all(|byte| matches!(byte, b'!'..=b'~' | b' ') && byte != b';');
        (!domain.is_empty() && path.starts_with('/') && !name.is_empty() && is_clean(name) && is_clean(value))
            .then_some(())?;
        Some(Self {
            domain: domain.trim_start_matches('.').to_ascii_lowercase(),
            with_subdomains: with_subdomains.eq_ignore_ascii_case("true") || domain.starts_with('.'),
            path: path.to_owned(),
            is_secure: secure.eq_ignore_ascii_case("true"),
            // Some exporters write fractions.
            expires: expires.split('.').next()?.parse().ok()?,
            name: name.to_owned(),
            value: value.to_owned(),
        })
    }

    fn fits(&self, url: &Url) -> bool {
        let host = url.host_str().unwrap_or_default();
        let below = || host.strip_suffix(&self.domain).is_some_and(|rest| rest.ends_with('.'));
        let path = url.path().strip_prefix(&self.path);
        (host == self.domain || self.with_subdomains && below())
            && path.is_some_and(|rest| self.path.ends_with('/') || rest.is_empty() || rest.starts_with('/'))
            && (!self.is_secure || url.scheme() == "https")
    }
}

/// Returns the `Cookie` header for an address, those with the longest path first.
pub(super) fn header(cookies: &[Cookie], url: &Url) -> Option<String> {
    let mut fitting: Vec<&Cookie> = cookies.iter().filter(|cookie| cookie.fits(url)).collect();
    fitting.sort_by_key(|cookie| std::cmp::Reverse(cookie.path.len()));
    let pairs: Vec<String> = fitting.iter().map(|cookie| format!("{}={}", cookie.name, cookie.value)).collect();
    (!pairs.is_empty()).then(|| pairs.join("; "))
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = "# Netscape HTTP Cookie File\n\n\
        .quay.example\tTRUE\t/\tTRUE\t4000000000\tplan\tfull\n\
        #HttpOnly_quay.example\tFALSE\t/news\tFALSE\t0\tsession\ta b\n\
        quay.example\tFALSE\t/\tFALSE\t1000000000\told\tx\n";

    fn now() -> DateTime<Utc> {
        DateTime::from_timestamp(1_900_000_000, 0).expect("a time")
    }

    fn check(url: &str, expected: Option<&str>) {
        let cookies = Cookie::parse_file("cookies.txt", FILE, now()).expect("cookies");
        assert_eq!(header(&cookies, &Url::parse(url).expect("a URL")).as_deref(), expected, "{url}");
    }

    #[test]
    fn cookies_go_where_they_belong() {
        check("https://quay.example/", Some("plan=full"));
        check("https://quay.example/news/1", Some("session=a b; plan=full"));
        check("http://quay.example/news", Some("session=a b"));
        check("http://quay.example/newsroom", None);
        check("https://www.quay.example/news", Some("plan=full"));
        check("https://notquay.example/", None);
        check("https://quay.example.evil.example/", None);
    }

    #[test]
    fn what_is_no_cookie_is_named() {
        for line in
            ["quay.example TRUE / TRUE 0 a b", "q\tTRUE\t/\tTRUE\tsoon\ta\tb", "q\tTRUE\t/\tTRUE\t0\ta\tb;c\u{7}"]
        {
            let error = Cookie::parse_file("cookies.txt", &format!("# a\n{line}\n"), now()).expect_err("an error");
            assert_eq!(error.to_string(), "cookies.txt, line 2, is no cookie in Netscape's format");
        }
    }
}
