//! Which addresses are one page: with and without tracking, encryption, `www`, mobile and AMP forms.
//!
//! It fetches nothing. An address that is shown stays as it was given; only what is compared is reduced.

/// Parameters that say where a reader came from and nothing of the page; those that begin with `utm_` are, too.
const TRACKING: [&str; 45] = [
    "fbclid",
    "gclid",
    "gclsrc",
    "dclid",
    "gbraid",
    "wbraid",
    "msclkid",
    "twclid",
    "ttclid",
    "yclid",
    "igshid",
    "igsh",
    "li_fat_id",
    "mc_cid",
    "mc_eid",
    "mkt_tok",
    "_ga",
    "_gl",
    "_hsenc",
    "_hsmi",
    "hsctatracking",
    "ref",
    "ref_src",
    "ref_url",
    "referrer",
    "referer",
    "cmpid",
    "cmp",
    "campaign",
    "campaign_id",
    "icid",
    "ito",
    "ocid",
    "smid",
    "smtyp",
    "sref",
    "share",
    "source",
    "xtor",
    "at_medium",
    "at_campaign",
    "wt_mc",
    "spm",
    "taid",
    "__twitter_impression",
];
/// Parameters that ask for another form of the same page.
const FORMS: [(&str, &[&str]); 4] = [
    ("amp", &["", "1", "true", "amp", "yes"]),
    ("outputtype", &["amp"]),
    ("output", &["amp", "1"]),
    ("view", &["amp", "mobile", "print"]),
];
/// First parts of a host that name another form of the same page.
const HOST_FORMS: [&str; 5] = ["www", "m", "mobile", "amp", "touch"];

/// Returns what is the same for all addresses of one page: host, path and the parameters that choose the page, in lower
/// case but for the parameters' values, which are kept in order of their names.
///
/// ```
/// use onrecord::address::identity;
/// let shared = "http://m.quay.example/ferry/amp/?utm_source=a#top";
/// assert_eq!(identity(shared), identity("https://www.quay.example/ferry"));
/// assert_ne!(identity("https://quay.example/?id=1"), identity("https://quay.example/?id=2"));
/// ```
pub fn identity(url: &str) -> String {
    let url = url.trim();
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let rest = rest.split('#').next().unwrap_or_default();
    let (place, query) = rest.split_once('?').unwrap_or((rest, ""));
    let (host, path) = place.split_once('/').unwrap_or((place, ""));
    let host = host.rsplit_once('@').map_or(host, |(_, host)| host).to_lowercase();
    let host = host.strip_suffix(":80").or_else(|| host.strip_suffix(":443")).unwrap_or(&host).trim_end_matches('.');
    let mut identity = plain_host(host).to_owned();
    for part in plain_path(&path.to_lowercase()) {
        identity.push('/');
        identity.push_str(part);
    }
    let mut parameters: Vec<(String, &str)> = query
        .split(['&', ';'])
        .filter(|pair| !pair.is_empty())
        .map(|pair| pair.split_once('=').unwrap_or((pair, "")))
        .map(|(name, value)| (name.to_lowercase(), value))
        .filter(|(name, value)| chooses_page(name, value))
        .collect();
    parameters.sort();
    for (index, (name, value)) in parameters.iter().enumerate() {
        identity.push(if index == 0 { '?' } else { '&' });
        identity.push_str(name);
        if !value.is_empty() {
            identity.push('=');
            identity.push_str(value);
        }
    }
    identity
}

/// Takes `www.`, `m.`, `amp.` off a host that stays one without.
fn plain_host(host: &str) -> &str {
    let mut host = host;
    while let Some((first, rest)) = host.split_once('.')
        && HOST_FORMS.contains(&first)
        && rest.contains('.')
    {
        host = rest;
    }
    host
}

/// Lists the parts of a path without empty ones, AMP's mark and the folder's own page.
fn plain_path(path: &str) -> Vec<&str> {
    let mut parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
    if parts.len() > 1 && matches!(parts.first(), Some(&"amp")) {
        parts.remove(0);
    }
    if parts.len() > 1 && matches!(parts.last(), Some(&"amp" | &"amp.html")) {
        parts.pop();
    }
    if matches!(parts.last(), Some(&"index.html" | &"index.htm" | &"index.php")) {
        parts.pop();
    }
    if let Some(last) = parts.last_mut() {
        let plain = last.strip_suffix(".amp").or_else(|| last.strip_suffix(".amp.html"));
        *last = plain.filter(|plain| !plain.is_empty()).unwrap_or(last);
    }
    parts
}

fn chooses_page(name: &str, value: &str) -> bool {
    !(name.starts_with("utm_")
        || TRACKING.contains(&name)
        || FORMS.iter().any(|(form, values)| *form == name && values.contains(&value.to_lowercase().as_str())))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn one_page_has_one_identity() {
        for url in [
            "https://quay.example/news/ferry-returns",
            "http://www.quay.example/news/ferry-returns/",
            "https://m.quay.example/News/ferry-returns?utm_source=post&utm_medium=social",
            "https://amp.quay.example/news/ferry-returns#comments",
            "https://www.quay.example/amp/news/ferry-returns?fbclid=abc",
            "https://quay.example/news/ferry-returns/amp/",
            "https://quay.example/news/ferry-returns.amp",
            "https://quay.example:443/news/ferry-returns?outputType=amp",
            "quay.example/news//ferry-returns?amp",
        ] {
            assert_eq!(identity(url), "quay.example/news/ferry-returns", "{url}");
        }
        assert_eq!(identity("https://quay.example/a.amp.html"), identity("https://quay.example/a"));
        assert_eq!(identity("https://quay.example/a/index.html"), identity("https://quay.example/a/"));
    }

    #[test]
    fn two_pages_have_two() {
        let differ = |a: &str, b: &str| assert_ne!(identity(a), identity(b), "{a} {b}");
        differ("https://quay.example/view?idx=8576", "https://quay.example/view?idx=8577");
        differ("https://quay.example/a", "https://quay.example/b");
        differ("https://quay.example/a", "https://news.quay.example/a");
        differ("https://amp.example/", "https://m.example/");
        assert_eq!(identity("https://quay.example/view?b=2&a=1"), identity("https://quay.example/view?a=1&b=2"));
    }

    proptest! {
        #[test]
        fn never_panics_and_is_settled(url in "\\PC{0,60}") {
            let once = identity(&url);
            prop_assert_eq!(identity(&format!("https://{}", once)).len() <= once.len(), true);
        }
    }
}
