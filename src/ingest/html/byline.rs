//! Who wrote a page's article: by JSON-LD, meta elements, or what the page shows.
//!
//! It takes names only: no date, label or outlet that stands beside them, and nobody who comments.

use std::sync::LazyLock;

use dom_query::{Document, NodeRef};

use super::blocks::{self, BlockKind};
use super::heading;
use super::json_ld::Said;
use super::metadata::{MetadataReader, clean};
use super::shown_times::is_within_other;
use crate::lexicon::{self, PARTICLES, fold_line};

/// A byline that a page shows is not longer, in characters.
const LONGEST: usize = 80;
/// What is as long is no byline.
const MOST: usize = 200;
/// Where pages show one.
const SHOWN: [&str; 12] = [
    "[rel=author]",
    "[itemprop=author] [itemprop=name]",
    "[itemprop=author]",
    ".byline",
    ".author-name",
    "[class*=byline]",
    ".author",
    ".autor",
    "[class*=author-link]",
    "[class*=authorName], [class*=author-name], [class*=author_name]",
    "[class*=Byline]",
    "a[href*='/author/'], a[href*='/autor/'], a[href*='/auteur/']",
];
/// What stands before the names in a line of text.
const BY: [&str; 18] = [
    "by ",
    "By ",
    "BY ",
    "By: ",
    "Von ",
    "VON ",
    "Por ",
    "POR ",
    "Par ",
    "PAR ",
    "Door ",
    "Autor: ",
    "Author: ",
    "Written by ",
    "Words by ",
    "Story by ",
    "Text: ",
    "Reported by ",
];
/// How many lines below the headline may be the byline.
const NEAR: usize = 12;
/// A name in a line of text has as many words at most.
const NAME_WORDS: usize = 4;
/// What begins another part of a byline, even where no space stands before it: "Ana BellStaff Writer".
const PARTS: [&str; 8] =
    ["Staff ", "Associated Press", "Correspondent", "Reporter", "Published ", "Updated ", "Posted ", "Special to "];
/// Who holds a site's account is nobody.
const ACCOUNTS: [&str; 4] = ["admin", "administrator", "webmaster", "root"];

/// Agencies that have names like stations.
const AGENCIES: [&str; 3] = ["KCNA", "KUNA", "WAM"];

static ROLES: LazyLock<Vec<&'static str>> =
    LazyLock::new(|| lexicon::entries(include_str!("lists/roles.txt")).collect());

/// Reads the byline.
pub(super) fn read(
    page: &MetadataReader,
    said: Option<&Said>,
    headline: Option<&str>,
    outlet: Option<&str>,
) -> Option<String> {
    let name = |text: &str| name(&clean(text), outlet);
    let mut told: Vec<String> = Vec::new();
    for name in said.iter().flat_map(|said| &said.authors).filter_map(|text| name(text)) {
        if !told.contains(&name) {
            told.push(name);
        }
    }
    if !told.is_empty() {
        return Some(told.join(", "));
    }
    let of_meta = page.meta(&[
        "author",
        "article:author_name",
        "parsely-author",
        "sailthru.author",
        "dc.creator",
        "byl",
        "article:author",
    ]);
    let is_outlet = |name: &String| outlet.is_some_and(|outlet| fold_line(outlet) == fold_line(name));
    of_meta
        .and_then(|text| name(&text))
        .filter(|name| !is_outlet(name))
        .or_else(|| {
            SHOWN.iter().find_map(|selector| {
                let found = page.document.select(selector);
                let own = found.nodes().iter().take(20).find(|node| !is_within_other(page.document, node))?;
                name(&parted(own)).filter(|name| name.chars().count() <= LONGEST && !is_outlet(name))
            })
        })
        .or_else(|| of_line(page.document, headline).and_then(|line| name(&line)))
}

/// Finds the line below the headline that is "By" and names, whatever its element.
fn of_line(document: &Document, headline: Option<&str>) -> Option<String> {
    let heading = heading::find(document, headline)?;
    let blocks = blocks::read(&document.body()?);
    let title = clean(&heading.text());
    let at = blocks.iter().position(|block| block.kind == BlockKind::Heading && block.text == title)?;
    let near = blocks[at + 1..].iter().take(NEAR).take_while(|block| block.text.len() <= MOST);
    near.map(|block| block.text.clone()).find(|text| text.chars().count() <= LONGEST && is_names_line(text))
}

/// Returns whether a line is "By" and one or more names.
fn is_names_line(text: &str) -> bool {
    let Some(rest) = BY.iter().find_map(|by| text.strip_prefix(by)) else { return false };
    let names = rest.split([',', '&', '|']).flat_map(|part| part.split(" and ")).flat_map(|part| part.split(" und "));
    let is_name = |name: &str| {
        let words: Vec<&str> = name.split_whitespace().collect();
        (2..=NAME_WORDS).contains(&words.len())
            && words.iter().all(|word| word.starts_with(char::is_uppercase) || PARTICLES.has(word))
            && !name.ends_with('.')
            && name.chars().all(|c| c.is_alphabetic() || c.is_whitespace() || matches!(c, '.' | '-' | '\'' | '’'))
    };
    let mut names = names.map(str::trim).filter(|name| !name.is_empty());
    names.next().is_some_and(is_name)
}

/// Returns an element's text, with a bar where one part ends and the next begins without a space.
fn parted(node: &NodeRef) -> String {
    let mut whole = String::new();
    for text in node.descendants_it().filter(NodeRef::is_text).take(50) {
        let text = text.text();
        let is_glued = whole.ends_with(char::is_alphanumeric) && text.starts_with(|c: char| c.is_uppercase());
        whole.push_str(if is_glued { " | " } else { "" });
        whole.push_str(&text);
    }
    whole
}

/// Takes the names out of a byline: what stands before and after them goes.
fn name(text: &str, outlet: Option<&str>) -> Option<String> {
    let end = text.char_indices().nth(MOST).map_or(text.len(), |(at, _)| at);
    let mut parts = text[..end]
        .split(['|', '•', '·'])
        .map(|part| without_outlet(without_role(without_by(before_next(part))), outlet));
    let name = parts.find(|part| !part.is_empty())?.to_owned();
    let is_name = name.chars().count() < MOST
        && !name.contains("://")
        && !name.starts_with('@')
        && !ACCOUNTS.contains(&name.to_lowercase().as_str())
        && !is_code(&name)
        && name.chars().any(char::is_alphabetic);
    is_name.then_some(name)
}

/// Returns whether a name is what a system calls somebody: the login "kxan-staff", or an American station, "WABC-TV".
fn is_code(name: &str) -> bool {
    let is_login = !name.contains(char::is_whitespace)
        && name.contains(char::is_lowercase)
        && !name.contains(char::is_uppercase)
        && name.is_ascii();
    let sign = name.split('-').next().unwrap_or_default();
    let is_station = matches!(sign.len(), 3 | 4)
        && sign.starts_with(['K', 'W'])
        && name.chars().all(|c| c.is_ascii_uppercase() || c == '-')
        && !AGENCIES.contains(&name);
    is_login || is_station
}

/// Cuts a text off where another part than names begins: a role that is glued to them, a label, a date.
fn before_next(text: &str) -> &str {
    let begins = |at: usize| {
        let (before, rest) = text.split_at(at);
        let is_glued = before.ends_with(char::is_alphabetic);
        let is_label = ["Published ", "Updated ", "Posted "].iter().any(|label| rest.starts_with(label));
        is_label && before.ends_with(char::is_whitespace)
            || is_glued && (PARTS.iter().any(|part| rest.starts_with(part)) || begins_date(rest))
    };
    let end = text.char_indices().find(|(at, c)| *at > 0 && c.is_uppercase() && begins(*at));
    end.map_or(text, |(at, _)| &text[..at])
}

/// Returns whether a text begins with a month and a number, or with a day of the week and a comma.
fn begins_date(text: &str) -> bool {
    let end = text.find(|c: char| !c.is_alphabetic()).unwrap_or(text.len());
    let (word, rest) = (text[..end].to_lowercase(), text[end..].trim_start_matches(['.', ' ']));
    lexicon::month(&word).is_some() && rest.starts_with(|c: char| c.is_ascii_digit())
        || lexicon::weekday(&word).is_some() && rest.starts_with(',')
}

/// Takes "By" off a byline.
fn without_by(text: &str) -> &str {
    let text = text.trim();
    let rest = BY.iter().find_map(|by| text.strip_prefix(by));
    let rest = rest.unwrap_or(if text.eq_ignore_ascii_case("by") { "" } else { text });
    rest.trim().trim_end_matches([',', '-', '–', '—']).trim()
}

/// Takes what somebody does off the end of a byline: "Ana Bell, Ledger Political Writer".
fn without_role(text: &str) -> &str {
    let is_role = |part: &str| {
        part.split(|c: char| !c.is_alphanumeric()).any(|word| ROLES.contains(&word.to_lowercase().as_str()))
    };
    let end = text.match_indices(',').map(|(at, _)| at).find(|at| text[*at + 1..].split(',').all(is_role));
    end.map_or(text, |end| text[..end].trim())
}

/// Takes the outlet's name off the end of a byline, whether its words are apart or not: "Ana Bell Quay Ledger".
fn without_outlet<'a>(text: &'a str, outlet: Option<&str>) -> &'a str {
    let plain = |text: &str| fold_line(text).replace(' ', "");
    let outlet = outlet.map(plain).filter(|outlet| !outlet.is_empty());
    let is_outlet = |at: &usize| outlet.as_ref().is_some_and(|outlet| plain(&text[*at..]) == *outlet);
    let end = text.match_indices(' ').map(|(at, _)| at).find(is_outlet);
    let rest = end.map(|end| text[..end].trim_end_matches([' ', ',', '-', '–', '—', '/']));
    rest.filter(|rest| rest.contains(' ')).unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use dom_query::Document;

    use super::*;

    fn check(html: &str, expected: Option<&str>) {
        let document = Document::from(html);
        let byline = read(&MetadataReader { document: &document }, None, Some("Fares"), Some("Quay Ledger"));
        assert_eq!(byline.as_deref(), expected, "{html}");
    }

    #[test]
    fn bylines_are_parted() {
        check("<p class=byline>By <a>Ana Bell</a><span>Staff Writer</span><time>May 6</time></p>", Some("Ana Bell"));
        check("<p class=byline>By<a>Ana Bell</a></p>", Some("Ana Bell"));
        check("<meta name=author content='Ana BellStaff WriterMay 6'>", Some("Ana Bell"));
        check("<meta name=author content='Ana BellMonday, May 6, 2031'>", Some("Ana Bell"));
        check("<meta name=author content='ANA BELLAssociated Press'>", Some("ANA BELL"));
        check("<p class=byline>Ana Bell Quay Ledger Published 7:07 PM May 6, 2031</p>", Some("Ana Bell"));
        check("<p class=byline>By Ana Bell and Ole DeMay</p>", Some("Ana Bell and Ole DeMay"));
        check("<meta name=author content='Quay Ledger Staff'>", Some("Quay Ledger Staff"));
        check("<meta name=author content=Admin>", None);
        check("<meta name=author content=kxan-staff><p class=byline>By Ana Bell</p>", Some("Ana Bell"));
        check("<meta name=author content=WABC-TV>", None);
        check("<meta name=author content=KUNA>", Some("KUNA"));
        check("<meta name=author content=Reuters>", Some("Reuters"));
        check("<meta name=author content='April May, Quay Ledger'>", Some("April May"));
        check("<meta name=author content='Ana Bell, Ledger Political Writer'>", Some("Ana Bell"));
    }

    #[test]
    fn a_line_below_the_headline_may_be_the_byline() {
        check("<h1>Fares</h1><p>By Ana Bell and Ole DeMay</p><p>Text.</p>", Some("Ana Bell and Ole DeMay"));
        check("<h1>Fares</h1><div>Von Uta von Kern</div>", Some("Uta von Kern"));
        check("<h1>Fares</h1><p>By Monday the ferry was back.</p>", None);
        check("<p>By Ana Bell</p><h1>Fares</h1>", None);
    }

    #[test]
    fn commenters_and_footers_are_no_bylines() {
        check("<div class=comments><b class=author>Tess</b></div><footer><a rel=author>House</a></footer>", None);
        check("<div class=comments><b class=author>Tess</b></div><i class=author>Ana Bell</i>", Some("Ana Bell"));
        check("<div class=with-sidebar><h1>Fares</h1><i class=author>Ana Bell</i></div>", Some("Ana Bell"));
    }
}
