//! Which story a text belongs to, where nobody says: read off its URL or its file's name.
//!
//! It touches no disk but to learn the name of the folder that a file stands in. Where it is not sure that two files
//! are one story, they are two: a story taken apart can be joined by `--story`, and merged by a decision.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use crate::address::identity;
use crate::store::{Error, History};
use crate::story::Slug;

/// A story's name as read off a file's name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FileName {
    /// `None` where the name holds no letter and no digit.
    pub slug: Option<Slug>,
    /// The number in the version marker that was taken off.
    pub number: Option<u32>,
    /// The name without a bare number, and that number, where it may be a version marker: it is one where the history
    /// knows the story.
    pub without_number: Option<(Slug, u32)>,
}

/// Names stories by the addresses of their pages.
#[derive(Clone, Debug, Default)]
pub struct StoryNamer {
    /// The addresses of the stories that were named, which may not be stored yet.
    named: BTreeMap<Slug, Option<String>>,
}

impl StoryNamer {
    /// Returns the story of a page; `None` where its address tells nothing. A name that another page's story has goes
    /// to none but that page.
    ///
    /// # Errors
    /// When the history cannot be read.
    pub fn by_url(&self, history: &History, url: &str) -> Result<Option<Slug>, Error> {
        let Some((short, long)) = from_url(url) else { return Ok(None) };
        let (short, long) = (history.called(&short)?, history.called(&long)?);
        let others = match self.named.get(&short) {
            Some(address) => address.iter().cloned().collect(),
            None => history.addresses(&short)?,
        };
        let is_free = others.is_empty() || others.iter().any(|other| identity(other) == identity(url));
        Ok(Some(if is_free { short } else { long }))
    }

    /// Returns the story of a file, and the version marker in its name: `ferry_2.txt` is a version of the story ferry
    /// where that is known and ferry-2 is not. A story is known that the history holds, or that this call has named.
    ///
    /// # Errors
    /// When the history cannot be read.
    pub fn by_file(&self, history: &History, name: FileName) -> Result<(Option<Slug>, Option<u32>), Error> {
        let is_known = |slug: &Slug| Ok::<_, Error>(self.named.contains_key(slug) || history.story(slug)?.is_some());
        let whole = name.slug.map(|slug| history.called(&slug)).transpose()?;
        let without_number = match name.without_number {
            Some((slug, number)) => Some((history.called(&slug)?, number)),
            None => None,
        };
        match (whole, without_number) {
            (Some(whole), Some((slug, number))) if !is_known(&whole)? && is_known(&slug)? => {
                Ok((Some(slug), Some(number)))
            }
            (whole, _) => Ok((whole, name.number)),
        }
    }

    /// Notes that a text with this address goes into a story.
    pub fn note(&mut self, slug: &Slug, url: Option<&str>) {
        self.named.insert(slug.clone(), url.map(str::to_owned));
    }
}

/// Names the stories of all files of one call.
///
/// A version marker with a `v` (`-v2`, `_v2`, `.v2`) is always taken off. A bare number (`-2`, `_2`, `.2`, ` (2)`) only
/// when the files of this call count from 1 (or 0) without a gap, and never the end of a date; of a single file, only a
/// look into the history tells. What is left empty takes its folder's name.
pub fn from_files(paths: &[&Path]) -> Vec<FileName> {
    let stems: Vec<String> = paths.iter().map(|path| stem(path)).collect();
    let mut rows: BTreeMap<(Option<&Path>, &str), Vec<u32>> = BTreeMap::new();
    for (path, stem) in paths.iter().zip(&stems) {
        if let Some((base, number)) = bare_number(stem) {
            rows.entry((path.parent(), base)).or_default().push(number);
        }
    }
    let counts_up = |path: &Path, base: &str| {
        rows.get(&(path.parent(), base)).is_some_and(|numbers| {
            let set: BTreeSet<u32> = numbers.iter().copied().collect();
            let first = *set.first().unwrap_or(&2);
            numbers.len() > 1
                && set.len() == numbers.len()
                && first <= 1
                && set.into_iter().eq(first..first + numbers.len() as u32)
        })
    };
    let name = |(path, stem): (&&Path, &String)| {
        let bare = bare_number(stem);
        let marker = v_marker(stem).or_else(|| bare.filter(|(base, _)| counts_up(path, base)));
        match marker {
            Some((base, number)) => {
                FileName { slug: slug(path, stem, base), number: Some(number), without_number: None }
            }
            None => {
                let without_number = bare.and_then(|(base, number)| Some((slug(path, stem, base)?, number)));
                FileName { slug: slug(path, stem, stem), number: None, without_number }
            }
        }
    };
    paths.iter().zip(&stems).map(name).collect()
}

/// Makes a story's name of what a file's stem is without its version marker, and of its folder where that says too
/// little.
fn slug(path: &Path, stem: &str, base: &str) -> Option<Slug> {
    let is_only_a_number = !base.is_empty() && base.len() < 3 && base.bytes().all(|byte| byte.is_ascii_digit());
    match Slug::from_text(base) {
        Some(slug) if is_only_a_number => {
            folder(path).and_then(|folder| Slug::from_text(&format!("{folder} {slug}"))).or(Some(slug))
        }
        Some(slug) => Some(slug),
        None => folder(path).and_then(|folder| Slug::from_text(&folder)).or_else(|| Slug::from_text(stem)),
    }
}

/// Returns a file's name without its extension; what holds a digit is no extension ("harbour.v2").
fn stem(path: &Path) -> String {
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    match name.rsplit_once('.') {
        Some((stem, extension)) if !stem.is_empty() && extension.bytes().all(|byte| byte.is_ascii_alphabetic()) => {
            stem.to_owned()
        }
        _ => name,
    }
}

/// Takes `-v2` off a name, or all of it where it is `v2`.
fn v_marker(stem: &str) -> Option<(&str, u32)> {
    let (base, number) = trailing_number(stem, 4)?;
    let base = base.strip_suffix(['v', 'V'])?;
    Some((if base.is_empty() { base } else { base.strip_suffix(SEPARATORS)? }, number))
}

/// Takes `-2` or ` (2)` off a name, or all of it where it is `2`.
fn bare_number(stem: &str) -> Option<(&str, u32)> {
    if let Some(inner) = stem.strip_suffix(')') {
        let (base, number) = trailing_number(inner, 2)?;
        return Some((base.strip_suffix('(')?.trim_end(), number));
    }
    let (base, number) = trailing_number(stem, 2)?;
    if base.is_empty() {
        return Some((base, number));
    }
    let base = base.strip_suffix(SEPARATORS)?;
    // What follows a number is the end of a date or of a longer number: 2031-04-02.
    (!base.ends_with(|c: char| c.is_ascii_digit())).then_some((base, number))
}

const SEPARATORS: [char; 4] = ['-', '_', '.', ' '];

fn trailing_number(text: &str, most: usize) -> Option<(&str, u32)> {
    let base = text.trim_end_matches(|c: char| c.is_ascii_digit());
    let digits = &text[base.len()..];
    (digits.len() <= most).then(|| digits.parse().ok().map(|number| (base, number)))?
}

/// Returns the name of the folder that a file stands in.
fn folder(path: &Path) -> Option<String> {
    let parent = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let name = parent.file_name().map(|name| name.to_owned());
    let name = name.or_else(|| parent.canonicalize().ok()?.file_name().map(|name| name.to_owned()))?;
    Some(name.to_string_lossy().into_owned())
}

/// Names the story of a page: by the last telling part of its path, and, for when that name is another page's already,
/// by host and path and the parameters that choose it.
pub fn from_url(address: &str) -> Option<(Slug, Slug)> {
    let key = identity(address);
    let (place, query) = key.split_once('?').unwrap_or((&key, ""));
    let (host, path) = place.split_once('/').unwrap_or((place, ""));
    let parts: Vec<&str> =
        path.split('/').map(without_extension).filter(|part| !part.is_empty() && *part != "index").collect();
    let telling = |part: &&&str| part.chars().any(char::is_alphabetic);
    let short = match parts.last() {
        None => host.to_owned(),
        Some(last) if telling(&last) => (*last).to_owned(),
        Some(last) => {
            parts.iter().rev().find(telling).map_or(format!("{host} {last}"), |part| format!("{part} {last}"))
        }
    };
    Some((Slug::from_text(&short)?, Slug::from_text(&format!("{host} {} {query}", parts.join(" ")))?))
}

fn without_extension(part: &str) -> &str {
    part.rsplit_once('.')
        .filter(|(_, extension)| ["html", "htm", "php", "amp", "txt"].contains(extension))
        .map_or(part, |(part, _)| part)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(files: &[&str], expected: &[&str]) {
        let paths: Vec<&Path> = files.iter().map(Path::new).collect();
        let slugs: Vec<String> = from_files(&paths)
            .into_iter()
            .map(|name| name.slug.map_or(String::new(), |slug| slug.to_string()))
            .collect();
        assert_eq!(slugs, expected, "{files:?}");
    }

    #[test]
    fn takes_version_markers_off() {
        check(&["harbour-v1.txt"], &["harbour"]);
        check(&["harbour_v12.txt", "harbour.v2", "Harbour v3.md"], &["harbour", "harbour", "harbour"]);
        check(&["harbour_1.txt", "harbour_2.txt", "harbour_3.txt"], &["harbour", "harbour", "harbour"]);
        check(&["page (1).txt", "page (2).txt"], &["page", "page"]);
        check(&["ferry.0.txt", "ferry.1.txt"], &["ferry", "ferry"]);
        check(&["death_toll/v1.txt", "death_toll/v2.txt"], &["death-toll", "death-toll"]);
        check(&["death_toll/1.txt", "death_toll/2.txt"], &["death-toll", "death-toll"]);
    }

    #[test]
    fn leaves_dates_and_numbers_of_documents() {
        check(&["2010-05-12-12345.txt", "2010-05-13-12346.txt"], &["2010-05-12-12345", "2010-05-13-12346"]);
        check(&["2031-04-01.txt", "2031-04-02.txt"], &["2031-04-01", "2031-04-02"]);
        check(&["apollo-11.txt", "apollo-12.txt"], &["apollo-11", "apollo-12"]);
        check(&["harbour_2.txt"], &["harbour-2"]);
        check(&["a_1.txt", "b_2.txt"], &["a-1", "b-2"]);
        check(&["notes/12.txt"], &["notes-12"]);
        check(&["harbour.txt", "ferry.text", "no-extension", "tv5.txt"], &["harbour", "ferry", "no-extension", "tv5"]);
    }

    #[test]
    fn a_bare_number_may_be_a_marker() {
        let check = |file: &str, expected: Option<(&str, u32)>| {
            let name = from_files(&[Path::new(file)]).remove(0);
            let found = name.without_number.as_ref().map(|(slug, number)| (slug.as_str(), *number));
            assert_eq!(found, expected, "{file}");
        };
        check("ferry_2.txt", Some(("ferry", 2)));
        check("Ferry Returns (2).txt", Some(("ferry-returns", 2)));
        check("ferry/2.txt", Some(("ferry", 2)));
        check("ferry.txt", None);
        check("ferry-v2.txt", None);
        check("2031-04-02.txt", None);
        check("ferry-2031.txt", None);
    }

    #[test]
    fn keeps_the_numbers_for_the_order() {
        let numbers = |files: &[&str]| -> Vec<Option<u32>> {
            from_files(&files.iter().map(Path::new).collect::<Vec<_>>()).into_iter().map(|name| name.number).collect()
        };
        assert_eq!(numbers(&["a-v10.txt", "a-v2.txt", "b.txt"]), [Some(10), Some(2), None]);
    }

    #[test]
    fn reads_the_story_off_a_url() {
        let check = |url: &str, short: &str, long: &str| {
            let (a, b) = from_url(url).unwrap();
            assert_eq!((a.as_str(), b.as_str()), (short, long), "{url}");
        };
        check(
            "https://www.quay.example/news/2031/04/02/ferry-returns.html?utm_source=a#top",
            "ferry-returns",
            "quay-example-news-2031-04-02-ferry-returns",
        );
        check("http://quay.example/news/68123456/", "news-68123456", "quay-example-news-68123456");
        check("https://quay.example/", "quay-example", "quay-example");
        check("https://quay.example/68123456", "quay-example-68123456", "quay-example-68123456");
        assert_eq!(from_url("https://"), None);
        check("https://quay.example/view.php?idx=8576&utm_source=a", "view", "quay-example-view-idx-8576");
    }
}
