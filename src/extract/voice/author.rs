//! The author of a speech, a release or a transcript, as the metadata names it: the speaker, else a byline or an outlet
//! with an office.
//!
//! **Finds** "Prime Minister Jane Roe", "Jane Roe, Minister for Water", "Office of Premier Jane Roe". **Leaves alone**
//! a reporter's byline, and two people in one byline. It never looks at the text.

use std::collections::HashSet;
use std::sync::LazyLock;

use crate::lexicon::{OFFICES, entries, honorific};
use crate::story::Metadata;

static MORE_HONORIFICS: LazyLock<HashSet<&str>> =
    LazyLock::new(|| entries(include_str!("../lists/label_honorifics.txt")).collect());
static OFFICIAL: LazyLock<HashSet<&str>> =
    LazyLock::new(|| entries(include_str!("../lists/official_outlets.txt")).collect());

/// Words of an office that name no office alone.
const OFFICE_PARTS: [&str; 17] = [
    "deputy",
    "acting",
    "vice",
    "prime",
    "first",
    "foreign",
    "federal",
    "shadow",
    "assistant",
    "chief",
    "lord",
    "attorney",
    "of",
    "for",
    "the",
    "opposition",
    "press",
];
/// What sets one office off from another that ends alike.
const OTHER: [&str; 11] =
    ["prime", "deputy", "vice", "shadow", "acting", "former", "opposition", "assistant", "foreign", "first", "press"];
/// Labels of whoever is asked.
const ASKED: [&str; 4] = ["a", "answer", "interviewee", "witness"];

/// Who speaks in the text's first person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::extract) struct Author {
    pub name: String,
    pub role: Option<String>,
    /// The document is the author's own word, and not only a transcript with the author in it.
    pub speaks: bool,
    /// The metadata call the author the speaker.
    pub declared: bool,
}

impl Author {
    /// Reads the author off the metadata.
    pub fn of(metadata: &Metadata) -> Option<Self> {
        if let Some(speaker) = &metadata.speaker {
            let (name, role) = person(speaker)?;
            return Some(Self { name, role, speaks: true, declared: true });
        }
        let byline = metadata.byline.as_deref().and_then(person).filter(|(_, role)| role.is_some());
        let outlet = metadata.outlet.as_deref().unwrap_or_default();
        let office =
            outlet.split_once("ffice of ").map(|(_, whose)| whose).and_then(person).filter(|(_, role)| role.is_some());
        match (byline, office) {
            (Some((name, role)), _) => {
                let speaks = is_official(metadata, &name);
                Some(Self { name, role, speaks, declared: false })
            }
            (None, Some((name, role))) if metadata.byline.is_none() => {
                Some(Self { name, role, speaks: true, declared: false })
            }
            _ => None,
        }
    }

    /// Returns whether an office in a label is the author's: "pm", "prime minister", "a".
    pub fn holds(&self, key: &str) -> bool {
        let key = spelled_out(key);
        let Some(role) = &self.role else { return ASKED.contains(&key) };
        let role = role.to_lowercase();
        let role: Vec<&str> = words(&role);
        let wanted: Vec<&str> = words(key);
        ASKED.contains(&key)
            || wanted.iter().all(|word| role.contains(word))
                && !role.iter().any(|word| OTHER.contains(word) && !wanted.contains(word))
    }

    /// Returns whether a name in a label, in lower case, is the author's.
    pub fn is_called(&self, name: &str) -> bool {
        let own = self.name.to_lowercase();
        let own: Vec<&str> = words(&own);
        let name: Vec<&str> = words(name);
        let (Some(last), Some(surname)) = (name.last(), own.last()) else { return false };
        let given = |word: &&str| own.iter().any(|own| own == word || own.starts_with(word) || word.starts_with(own));
        last == surname && name[..name.len() - 1].iter().all(given) || name.len() == 1 && own.first() == Some(last)
    }

    /// Returns whether the words of a source, in lower case, mean the author: "Ms Roe", "the Prime Minister".
    pub fn is_meant_by(&self, source: &[&str]) -> bool {
        let own = self.name.to_lowercase();
        let surname = words(&own).last().is_some_and(|surname| source.contains(surname));
        let role = self.role.as_ref().map(|role| role.to_lowercase()).unwrap_or_default();
        let role = words(&role);
        let office =
            !role.is_empty() && source.len() == role.len() + 1 && source[0] == "the" && source[1..] == role[..];
        surname || office
    }
}

/// Reads a name, and the office before or behind it; `None` where there are two people, or nobody.
fn person(text: &str) -> Option<(String, Option<String>)> {
    let text = text
        .trim()
        .trim_start_matches("By ")
        .trim_start_matches("by ")
        .trim_start_matches("the ")
        .trim_start_matches("The ");
    if text.contains([';', '|', '&', '/'])
        || words(text).iter().any(|word| word.eq_ignore_ascii_case("and")) && !text.contains(',')
    {
        return None;
    }
    let (head, tail) = text.split_once(',').map_or((text, None), |(head, tail)| (head.trim(), Some(tail.trim())));
    let name = without_portfolio(head, without_letters(without_titles(head)))?;
    let before = head[..name.as_ptr() as usize - head.as_ptr() as usize].trim();
    let plausible = (1..=5).contains(&words(name).len())
        && name.starts_with(char::is_uppercase)
        && words(name).iter().all(|word| word.starts_with(char::is_uppercase) || word.len() <= 3)
        && !is_office(name)
        && !name.ends_with("'s")
        && !name.ends_with("’s");
    let role = Some(before).filter(|office| is_office(office)).or(tail.filter(|office| is_office(office)));
    plausible.then(|| (name.to_owned(), role.map(without_honorifics)))
}

/// Returns whether a word, in lower case, sets an office off from another that ends alike: the Prime Minister is not
/// "the minister".
pub(in crate::extract) fn sets_apart(word: &str) -> bool {
    OTHER.contains(&word)
}

/// Leaves offices and forms of address before a name out; what consists of them alone stays.
pub(super) fn without_titles(text: &str) -> &str {
    let mut rest = text;
    loop {
        let (word, behind) = rest.split_once(char::is_whitespace).unwrap_or((rest, ""));
        let folded = word.trim_end_matches(['.', ',']).to_lowercase();
        let title = OFFICES.has(&folded) || is_honorific(&folded) || OFFICE_PARTS.contains(&folded.as_str());
        let behind = behind.trim_start();
        match title {
            true if !behind.is_empty() => rest = behind,
            // Titles to the end.
            true => return text,
            false => return rest,
        }
    }
}

/// Leaves the portfolio out of "Water Jane Roe", behind "Minister for": the last two words are the name; `None` where
/// nothing else stands there ("President of the United States").
fn without_portfolio<'t>(head: &'t str, name: &'t str) -> Option<&'t str> {
    let before = &head[..name.as_ptr() as usize - head.as_ptr() as usize];
    let before = before.trim_end_matches(" the ").trim_end();
    if !before.ends_with(" for") && !before.ends_with(" of") {
        return Some(name);
    }
    name.rmatch_indices(' ').nth(1).map(|(gap, _)| &name[gap + 1..])
}

/// Leaves out the letters behind a name: "Jane Roe MP".
fn without_letters(name: &str) -> &str {
    let mut rest = name;
    while let Some((before, last)) = rest.rsplit_once(' ')
        && before.contains(' ')
        && before.contains(char::is_lowercase)
        && last.len() <= 4
        && last.chars().all(char::is_uppercase)
    {
        rest = before;
    }
    rest
}

/// Returns whether a word before a name, in lower case and without its stop, says nothing of an office.
fn is_honorific(word: &str) -> bool {
    honorific(word).is_some() || MORE_HONORIFICS.contains(word)
}

fn without_honorifics(office: &str) -> String {
    let kept =
        office.split_whitespace().filter(|word| !is_honorific(&word.trim_end_matches(['.', ',']).to_lowercase()));
    kept.collect::<Vec<_>>().join(" ")
}

/// Returns whether words name an office: "Prime Minister", "Minister for Water", "PREMIER".
pub(super) fn is_office(text: &str) -> bool {
    words(text).iter().any(|word| OFFICES.has(&word.to_lowercase()))
}

/// Returns whether the outlet is an office, a government or the author's own site.
fn is_official(metadata: &Metadata, name: &str) -> bool {
    let outlet = metadata.outlet.as_deref().unwrap_or_default().to_lowercase();
    let outlet = words(&outlet);
    let surname = name.to_lowercase();
    let host = metadata.url.as_deref().and_then(|url| url.split("//").nth(1)).and_then(|rest| rest.split('/').next());
    outlet.iter().any(|word| OFFICIAL.contains(word))
        || words(&surname).last().is_some_and(|surname| outlet.contains(surname))
        || host.is_some_and(|host| host.split('.').any(|part| matches!(part, "gov" | "gouv" | "gob" | "parliament")))
}

/// Offices that labels shorten.
fn spelled_out(key: &str) -> &str {
    match key {
        "pm" => "prime minister",
        "dpm" | "deputy pm" => "deputy prime minister",
        _ => key,
    }
}

fn words(text: &str) -> Vec<&str> {
    text.split(|c: char| c.is_whitespace() || matches!(c, ',' | '.')).filter(|word| !word.is_empty()).collect()
}
