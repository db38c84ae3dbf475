//! Which pages of a feed or a sitemap are new, fit, and are worth watching.
//!
//! What it leaves out it counts.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};

use super::is_at_rest;
use crate::address::{Url, identity};
use crate::feed::{Kind, List, ListItem};
use crate::pattern::Pattern;

/// The most pages that one look at a list adds; the others come with the next looks.
const AT_ONCE: usize = 200;

/// What a look at a list adds.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Chosen {
    /// Newest first; those without a date in the list's order, after the others.
    pub new: Vec<ListItem>,
    /// Those that are watched already, for their dates.
    pub known: Vec<ListItem>,
    /// How many fit no pattern.
    pub unfit: usize,
    /// How many the list itself dates so far back that they are at rest.
    pub old: usize,
    /// How many are left for the next look.
    pub more: usize,
}

/// The most addresses that are looked at, of all watches: a site may be as large as that, and a list without end is not
/// followed for ever.
const MOST: usize = 200_000;

/// Returns why nothing more is taken from a list, in words; `None` where nothing stands against it. `is_own` says that
/// the user named the list, and no other list did.
pub fn refusal(kind: Kind, is_own: bool, watched: usize) -> Option<String> {
    match kind {
        Kind::Index if !is_own => Some("an index within an index is not followed".to_owned()),
        _ if watched >= MOST => Some(format!("{MOST} addresses are watched already, and no more are added")),
        _ => None,
    }
}

impl Chosen {
    /// Returns whether a list names pages to watch, and all of them are at rest.
    pub fn is_all_old(&self) -> bool {
        self.old > 0 && self.new.is_empty() && self.known.is_empty()
    }
}

/// Chooses from a list. Without patterns all items fit; the sitemaps of an index always do, their pages are asked
/// later. A page is one under all its addresses: one that is watched goes by the address under which it is, of several
/// new ones the first counts.
pub fn choose(list: List, patterns: &[Pattern], watched: &BTreeSet<String>, now: DateTime<Utc>) -> Chosen {
    let known: BTreeMap<String, &str> = watched.iter().map(|url| (identity(url), url.as_str())).collect();
    let mut seen = BTreeSet::new();
    let mut chosen = Chosen::default();
    for mut item in list.items {
        let fits = |pattern: &Pattern| {
            item.title.as_deref().is_some_and(|title| pattern.fits(title)) || pattern.fits(item.url.as_str())
        };
        let page = identity(item.url.as_str());
        if let Some(known) = known.get(&page) {
            if !watched.contains(item.url.as_str()) {
                item.url = Url::parse(known).unwrap_or(item.url);
            }
            chosen.known.push(item);
        } else if !seen.insert(page) {
            continue;
        } else if list.kind != Kind::Index && !patterns.is_empty() && !patterns.iter().any(fits) {
            chosen.unfit += 1;
        } else if item.dated().is_some_and(|dated| is_at_rest(dated, now)) {
            chosen.old += 1;
        } else {
            chosen.new.push(item);
        }
    }
    chosen.new.sort_by_key(|item| std::cmp::Reverse(item.dated()));
    chosen.more = chosen.new.len().saturating_sub(AT_ONCE);
    chosen.new.truncate(AT_ONCE);
    chosen
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;

    use super::*;
    use crate::address::parse_url;

    fn now() -> DateTime<Utc> {
        DateTime::from_timestamp(1_935_000_000, 0).expect("a time")
    }

    fn item(path: &str, title: &str, days: Option<i64>) -> ListItem {
        let url = parse_url(&format!("https://quay.example/{path}")).expect("a URL");
        ListItem {
            url,
            title: Some(title.to_owned()),
            published_at: days.map(|days| now() - TimeDelta::days(days)),
            updated_at: None,
        }
    }

    fn list(items: Vec<ListItem>) -> List {
        List { kind: Kind::Feed, items, problems: vec![] }
    }

    #[test]
    fn the_new_the_fitting_the_young() {
        let items = vec![
            item("a", "Ferry", None),
            item("b", "Bridge", Some(1)),
            item("ferry", "Boat", Some(2)),
            item("d", "Ferry", Some(31)),
            item("e", "The ferry", Some(0)),
            item("known", "x", Some(90)),
        ];
        let watched = BTreeSet::from(["https://quay.example/known".to_owned()]);
        let patterns: Vec<Pattern> = Pattern::new("ferry").into_iter().collect();
        let chosen = choose(list(items), &patterns, &watched, now());
        let paths: Vec<&str> = chosen.new.iter().map(|item| item.url.path()).collect();
        assert_eq!(paths, ["/e", "/ferry", "/a"]);
        assert_eq!((chosen.known.len(), chosen.unfit, chosen.old, chosen.more), (1, 1, 1, 0));
        assert!(!chosen.is_all_old());
        let old = choose(list(vec![item("d", "Ferry", Some(31))]), &[], &BTreeSet::new(), now());
        assert!(old.is_all_old());
    }

    #[test]
    fn a_page_is_one_under_all_its_addresses() {
        let items = vec![
            item("known/?utm_source=feed", "x", Some(0)),
            item("new?fbclid=1", "x", Some(2)),
            item("amp/new", "x", Some(1)),
            item("new?id=2", "x", None),
        ];
        let watched = BTreeSet::from(["http://www.quay.example/known".to_owned()]);
        let chosen = choose(list(items), &[], &watched, now());
        let urls = |items: &[ListItem]| items.iter().map(|item| item.url.to_string()).collect::<Vec<_>>();
        assert_eq!(urls(&chosen.known), ["http://www.quay.example/known"]);
        assert_eq!(urls(&chosen.new), ["https://quay.example/new?fbclid=1", "https://quay.example/new?id=2"]);
    }

    #[test]
    fn a_long_list_comes_in_parts() {
        let items = (0..250).map(|n| item(&n.to_string(), "x", Some(n % 20))).collect();
        let chosen = choose(list(items), &[], &BTreeSet::new(), now());
        assert_eq!((chosen.new.len(), chosen.more), (AT_ONCE, 50));
    }

    #[test]
    fn no_list_leads_on_for_ever() {
        assert_eq!(refusal(Kind::Index, true, 3), None);
        assert_eq!(refusal(Kind::Sitemap, false, 3), None);
        assert_eq!(refusal(Kind::Index, false, 3).as_deref(), Some("an index within an index is not followed"));
        assert!(refusal(Kind::Feed, true, MOST).is_some_and(|why| why.starts_with("200000 addresses are watched")));
    }
}
