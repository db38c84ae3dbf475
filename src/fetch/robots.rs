//! robots.txt (RFC 9309): what a site asks programs to leave alone.
//!
//! It decides by the rules of the group that names this program, else by those for all; the longest rule that fits
//! counts, and `Allow` among equals. It reads whatever it is given, and never fails.

use std::time::Duration;

use crate::address::Url;

/// What a group calls this program.
const NAME: &str = "onrecord";
/// As much of a file as counts, in bytes.
pub(super) const LIMIT: u64 = 500 * 1024;
/// The longest pause that a site may ask for.
const LONGEST_DELAY: Duration = Duration::from_secs(60);

/// The rules of one site for this program. The default allows everything.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Robots {
    /// Patterns, and whether they allow.
    rules: Vec<(String, bool)>,
    /// The pause between two requests that the site asks for.
    pub delay: Option<Duration>,
}

impl Robots {
    pub(super) fn parse(text: &str) -> Self {
        let (mut ours, mut all): (Option<Self>, Option<Self>) = (None, None);
        // The groups that the lines being read belong to: ours, all.
        let (mut in_ours, mut in_all, mut in_names) = (false, false, false);
        for line in text.trim_start_matches('\u{feff}').lines() {
            let line = line.split('#').next().unwrap_or_default();
            let Some((key, value)) = line.split_once(':') else { continue };
            let (key, value) = (key.trim().to_ascii_lowercase(), value.trim());
            if key == "user-agent" {
                if !in_names {
                    (in_ours, in_all, in_names) = (false, false, true);
                }
                let product = value.split(['/', ' ']).next().unwrap_or_default();
                in_ours |= product.eq_ignore_ascii_case(NAME);
                in_all |= product == "*";
                if in_ours {
                    ours.get_or_insert_default();
                }
                if in_all {
                    all.get_or_insert_default();
                }
                continue;
            }
            in_names = false;
            let groups = [ours.as_mut().filter(|_| in_ours), all.as_mut().filter(|_| in_all)];
            for robots in groups.into_iter().flatten() {
                robots.put(&key, value);
            }
        }
        ours.or(all).unwrap_or_default()
    }

    fn put(&mut self, key: &str, value: &str) {
        match key {
            // An empty rule says nothing.
            "allow" | "disallow" if !value.is_empty() => self.rules.push((normalise(value), key == "allow")),
            "crawl-delay" => {
                let seconds = value.parse().ok().and_then(|seconds| Duration::try_from_secs_f64(seconds).ok());
                self.delay = seconds.map(|delay| delay.min(LONGEST_DELAY));
            }
            _ => {}
        }
    }

    /// Returns whether this program may read an address of the site.
    pub(super) fn allows(&self, url: &Url) -> bool {
        let path = url.query().map_or(url.path().to_owned(), |query| format!("{}?{query}", url.path()));
        let path = normalise(&path);
        let fitting = self.rules.iter().filter(|(pattern, _)| fits(pattern, &path));
        path == "/robots.txt"
            || fitting.max_by_key(|(pattern, allows)| (pattern.len(), *allows)).is_none_or(|(_, allows)| *allows)
    }
}

/// Writes a path in one way: what is no ASCII is percent-encoded, letters of codes are capital.
fn normalise(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    let bytes = path.as_bytes();
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        let code = bytes.get(at + 1..at + 3).filter(|code| byte == b'%' && code.iter().all(u8::is_ascii_hexdigit));
        match code {
            Some(code) => {
                out.push('%');
                out.extend(code.iter().map(|byte| char::from(byte.to_ascii_uppercase())));
                at += 3;
            }
            None if byte.is_ascii_graphic() => {
                out.push(char::from(byte));
                at += 1;
            }
            None => {
                out.push_str(&format!("%{byte:02X}"));
                at += 1;
            }
        }
    }
    out
}

/// Returns whether a pattern fits the start of a path: `*` stands for anything, `$` at the end for the end.
fn fits(pattern: &str, path: &str) -> bool {
    let (pattern, to_the_end) = match pattern.strip_suffix('$') {
        Some(pattern) => (pattern, true),
        None => (pattern, false),
    };
    let mut parts = pattern.split('*');
    let Some(mut rest) = path.strip_prefix(parts.next().unwrap_or_default()) else { return false };
    let mut last = None;
    for part in parts {
        // All parts but the last are taken at their first place, which leaves most to those after them.
        if let Some(part) = last.replace(part) {
            let Some(at) = rest.find(part) else { return false };
            rest = &rest[at + part.len()..];
        }
    }
    match (last, to_the_end) {
        (None, false) => true,
        (None, true) => rest.is_empty(),
        (Some(last), false) => rest.contains(last),
        (Some(last), true) => rest.ends_with(last),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn check(robots: &str, path: &str, expected: bool) {
        let url = Url::parse("https://quay.example").and_then(|url| url.join(path)).expect("a URL");
        assert_eq!(Robots::parse(robots).allows(&url), expected, "{robots:?} {path}");
    }

    #[test]
    fn the_longest_rule_counts() {
        check("", "/a", true);
        check("User-agent: *\nDisallow: /", "/a", false);
        check("User-agent: *\nDisallow: /", "/robots.txt", true);
        check("User-agent: *\nDisallow:", "/a", true);
        check("User-agent: *\nDisallow: /a\nAllow: /a/b", "/a/b/c", true);
        check("User-agent: *\nAllow: /a/b\nDisallow: /a", "/a/c", false);
        check("User-agent: *\nAllow: /a\nDisallow: /a", "/a", true);
        check("disallow: /", "/a", true);
    }

    #[test]
    fn patterns_have_wildcards_and_ends() {
        let rules = "user-agent: *\ndisallow: /*.pdf$\ndisallow: /s*/x\ndisallow: /caf%c3%a9";
        check(rules, "/a/b.pdf", false);
        check(rules, "/a/b.pdf?c", true);
        check(rules, "/story/12/x/1", false);
        check(rules, "/story/12/y", true);
        check(rules, "/café", false);
        check("user-agent: *\ndisallow: /*a*a*a$", "/ba", true);
        check("user-agent: *\ndisallow: /?", "/?q=1", false);
        check("user-agent: *\ndisallow: /b$", "/b", false);
        check("user-agent: *\ndisallow: /b$", "/bc", true);
    }

    #[test]
    fn the_group_that_names_us_counts_alone() {
        let rules =
            "User-agent: a\nUser-agent: OnRecord/1.0\nDisallow: /x\nCrawl-delay: 2.5\n\nUser-agent: *\nDisallow: /";
        check(rules, "/y", true);
        check(rules, "/x", false);
        assert_eq!(Robots::parse(rules).delay, Some(Duration::from_millis(2500)));
        check("User-agent: other\nDisallow: /\n", "/y", true);
        check("User-agent: onrecord\nDisallow:\nUser-agent: *\nDisallow: /", "/y", true);
        check(
            "User-agent: onrecord\nAllow: /a\nUser-agent: *\nDisallow: /\nUser-agent: onrecord\nDisallow: /y",
            "/y",
            false,
        );
        assert_eq!(Robots::parse("User-agent: *\nCrawl-delay: 1e300").delay, None);
        assert_eq!(Robots::parse("User-agent: *\nCrawl-delay: 86400").delay, Some(LONGEST_DELAY));
    }

    proptest! {
        #[test]
        fn reads_anything(text in "(?s).{0,200}", path in "\\PC{0,30}") {
            let mut url = Url::parse("https://quay.example/").expect("a URL");
            url.set_path(&path);
            let _ = Robots::parse(&text).allows(&url);
            let _ = Robots::parse(&format!("user-agent:*\ndisallow:{text}")).allows(&url);
        }
    }
}
