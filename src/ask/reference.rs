//! Version references: `v1`, `v-1`, `@latest`, `kremlin-talks@v2`, `kremlin-talks@2025-08-20`.
//!
//! The grammar is pure; only `resolve` and `choose_story` look into a history. Nothing here looks at files.

use std::fmt;

use super::Error;
use super::nearest::hint_nearest;
use crate::store::{History, StoredVersion, Withheld, Withholding};
use crate::story::{Slug, Story, VersionNumber};
use crate::time::{self, When};

/// Which version of which story.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reference {
    /// `None` where it goes without saying: the only story, or the one given by `--story`.
    pub story: Option<Slug>,
    pub point: Point,
}

/// A place in a story's row of versions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Point {
    /// `v3`
    Number(VersionNumber),
    /// `v-1`: so many before the latest.
    Back(VersionNumber),
    /// `@first`
    First,
    /// `@latest`
    Latest,
    /// `@2025-08-20T14:05Z`: the version that stood then.
    AsOf(When),
}

impl Reference {
    /// Reads a reference; `None` for any other text, such as a file's name.
    pub fn parse(text: &str) -> Option<Self> {
        match text.split_once('@') {
            None => Some(Self { story: None, point: version(text)? }),
            Some((story, point)) => {
                let story = match story {
                    "" => None,
                    path if path.contains(['/', '\\']) => return None,
                    name => Some(Slug::from_text(name)?),
                };
                let point = match point {
                    "latest" => Point::Latest,
                    "first" => Point::First,
                    _ => version(point).or_else(|| time::parse(point).map(Point::AsOf))?,
                };
                Some(Self { story, point })
            }
        }
    }
}

/// Reads `v1..v5`, `STORY@v1..v5` or `STORY@v1..@latest`; what goes before the first version's @ goes for the last one
/// too.
pub fn range(text: &str) -> Option<(Reference, Reference)> {
    let (first, last) = text.split_once("..")?;
    let story = first.split_once('@').map_or("", |(story, _)| story);
    let last = match last.split_once('@') {
        None => format!("{story}@{last}"),
        Some(("", point)) => format!("{story}@{point}"),
        Some(_) => last.to_owned(),
    };
    Some((Reference::parse(first)?, Reference::parse(&last)?))
}

/// Reads `v3` or `v-1`.
fn version(text: &str) -> Option<Point> {
    let digits = text.strip_prefix('v')?;
    let (back, digits) = digits.strip_prefix('-').map_or((false, digits), |digits| (true, digits));
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let number = digits.parse().ok()?;
    Some(if back { Point::Back(number) } else { Point::Number(number) })
}

impl fmt::Display for Point {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Number(number) => write!(f, "v{number}"),
            Self::Back(number) => write!(f, "v-{number}"),
            Self::First => f.write_str("first"),
            Self::Latest => f.write_str("latest"),
            Self::AsOf(when) => write!(f, "{when}"),
        }
    }
}

impl fmt::Display for Reference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (&self.story, self.point) {
            (Some(story), point) => write!(f, "{story}@{point}"),
            (None, point @ (Point::Number(_) | Point::Back(_))) => write!(f, "{point}"),
            (None, point) => write!(f, "@{point}"),
        }
    }
}

/// The most stories or versions that an error lists.
const LISTED: usize = 10;

/// Finds the story that a question is about: the one named, or the only one. `example` shows how whoever asks names one,
/// with STORY in the story's place.
///
/// # Errors
/// When the name is unknown, or when none is named and there is not exactly one.
pub fn choose_story(history: &History, named: Option<&Slug>, example: &str) -> Result<Story, Error> {
    let Some(slug) = named else {
        let mut stories = history.stories()?;
        return match stories.len() {
            0 => {
                Err(Error::new("the database holds no story yet")
                    .hint("add a version: onrecord ingest FILE --story NAME"))
            }
            1 => Ok(stories.remove(0)),
            count => {
                let names: Vec<String> = stories.iter().map(|story| story.slug.to_string()).collect();
                Err(Error::new(format!("which of the {count} stories is meant? {}", list(&names)))
                    .hint(format!("name it: {}", example.replace("STORY", &names[0]))))
            }
        };
    };
    if let Some(story) = history.story(slug)? {
        return Ok(story);
    }
    if let Some(withheld) = history.withheld_versions(slug)?.first() {
        return Err(Error::new(format!("all versions of {slug} are withheld, the first {}", withheld.noted()))
            .hint("see what is withheld: onrecord withhold --list"));
    }
    let names: Vec<String> = history.stories()?.into_iter().map(|story| story.slug.to_string()).collect();
    let otherwise = match names.is_empty() {
        true => "the database is empty; add a version: onrecord ingest FILE --story NAME",
        false => "list them: onrecord stories",
    };
    let error = Error::new(format!("there is no story \"{slug}\""));
    Err(error.hint(hint_nearest(slug.as_str(), &names, otherwise)))
}

/// Reads the version that a reference points to. A number means what it meant under the name that was given, wherever
/// the version was decided to stand since; without a name it is one of the story's.
///
/// # Errors
/// When there is no such story or version.
pub fn resolve(history: &History, named: Option<&Slug>, story: &Story, point: Point) -> Result<StoredVersion, Error> {
    let slug = &story.slug;
    let counted = |from_end: bool, nth: VersionNumber| -> Result<VersionNumber, Error> {
        let numbers = history.version_numbers(slug)?;
        let at = if from_end { numbers.len().checked_sub(nth as usize + 1) } else { Some(nth as usize) };
        // No version has the number 0.
        Ok(at.and_then(|at| numbers.get(at).copied()).unwrap_or_default())
    };
    let number = match point {
        Point::Number(number) => number,
        // Of three versions, v-1 is v2 and v-2 is v1.
        Point::Back(number) => counted(true, number)?,
        Point::First => counted(false, 0)?,
        Point::Latest => story.versions,
        Point::AsOf(when) => match history.version_as_of(slug, when.end().to_utc())? {
            Some(number) => number,
            None => {
                return Err(Error::new(format!("{slug} had no version yet as of {when}"))
                    .hint(format!("see when each was captured: onrecord log {slug}")));
            }
        },
    };
    let name = named.filter(|_| matches!(point, Point::Number(_))).unwrap_or(slug);
    if let Some(version) = history.version(name, number)? {
        return Ok(version);
    }
    let is_meant = |row: &&Withholding| matches!(&row.what, Withheld::Version(_, withheld) if *withheld == number);
    if let Some(withheld) = history.withheld_versions(name)?.iter().find(is_meant) {
        return Err(Error::new(format!("{} is withheld, {}", withheld.name(), withheld.noted()))
            .hint(format!("see the other versions: onrecord log {slug}")));
    }
    let versions = match story.versions {
        1 => "its only version is v1".to_owned(),
        latest => format!("its versions are v1 to v{latest}"),
    };
    Err(Error::new(format!("{slug} has no version {point}: {versions}"))
        .hint(format!("see what each changed: onrecord log {slug}")))
}

/// Says where a version stands that was asked for by a name and a number: "ferry@v2 stands as harbour@v5"; `None` where
/// it stands there.
///
/// # Errors
/// When the history cannot be read.
pub fn stands_elsewhere(
    history: &History,
    named: Option<&Slug>,
    point: Point,
    version: &StoredVersion,
) -> Result<Option<String>, Error> {
    let (Some(named), Point::Number(number)) = (named, point) else { return Ok(None) };
    let stands = (&version.story.slug, version.number);
    let is_there = stands == (&history.called(named)?, number);
    Ok((!is_there).then(|| format!("{named}@v{number} stands as {}@v{}", stands.0, stands.1)))
}

/// Lists names for a message, and says how many more there are.
pub fn list(names: &[String]) -> String {
    let mut text = names.iter().take(LISTED).cloned().collect::<Vec<_>>().join(", ");
    if names.len() > LISTED {
        text.push_str(&format!(" and {} more", names.len() - LISTED));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn check(text: &str, story: Option<&str>, point: Point) {
        let story = story.map(|story| Slug::from_text(story).unwrap());
        assert_eq!(Reference::parse(text), Some(Reference { story, point }), "{text}");
    }

    #[test]
    fn reads_all_forms() {
        check("v1", None, Point::Number(1));
        check("v-1", None, Point::Back(1));
        check("@v2", None, Point::Number(2));
        check("@latest", None, Point::Latest);
        check("@first", None, Point::First);
        check("ferry@v12", Some("ferry"), Point::Number(12));
        check("ferry@v-2", Some("ferry"), Point::Back(2));
        check("Ferry Returns@latest", Some("ferry-returns"), Point::Latest);
        check("ferry@2031-04-02", Some("ferry"), Point::AsOf(time::parse("2031-04-02").unwrap()));
        check("@2031-04-02T14:05Z", None, Point::AsOf(time::parse("2031-04-02T14:05Z").unwrap()));
        check("ferry@2031-04-02 14:05 +02:00", Some("ferry"), Point::AsOf(time::parse("2031-04-02T12:05Z").unwrap()));
        check("ferry@2031-04-02 14:05 UTC", Some("ferry"), Point::AsOf(time::parse("2031-04-02T14:05Z").unwrap()));
        check("ferry@2031-04-02T14:05+02:00", Some("ferry"), Point::AsOf(time::parse("2031-04-02T12:05Z").unwrap()));
    }

    #[test]
    fn leaves_names_of_files_alone() {
        for text in [
            "",
            "v",
            "v1.txt",
            "v-",
            "V1",
            "latest",
            "ferry",
            "./v1",
            "a@b.txt",
            "a/b@v1",
            "@",
            "ferry@",
            "ferry@v",
            "v99999999999",
            "--@v1",
        ] {
            assert_eq!(Reference::parse(text), None, "{text}");
        }
    }

    #[test]
    fn the_story_of_a_range_goes_for_both_ends() {
        let check = |text: &str, expected: [&str; 2]| {
            assert_eq!(
                range(text).map(|(first, last)| [first.to_string(), last.to_string()]),
                Some(expected.map(Into::into))
            );
        };
        check("v1..v5", ["v1", "v5"]);
        check("v1..@latest", ["v1", "@latest"]);
        check("ferry@v1..v5", ["ferry@v1", "ferry@v5"]);
        check("ferry@v1..@latest", ["ferry@v1", "ferry@latest"]);
        check("ferry@v1..mill@v2", ["ferry@v1", "mill@v2"]);
        assert_eq!(range("ferry@v1"), None);
    }

    #[test]
    fn lists_no_more_than_ten() {
        let names: Vec<String> = (1..=12).map(|number| format!("s{number}")).collect();
        assert_eq!(list(&names), "s1, s2, s3, s4, s5, s6, s7, s8, s9, s10 and 2 more");
    }

    proptest! {
        #[test]
        fn never_panics(text in "\\PC{0,30}") {
            let _ = Reference::parse(&text);
        }

        #[test]
        fn reads_what_it_writes(text in "[a-zé' -]{0,8}@?(v-?[0-9]{1,4}|latest|first|20[0-9]{2}-0[1-9]-1[0-9](T1[0-9]:[0-5][0-9]Z?)?)") {
            if let Some(reference) = Reference::parse(&text) {
                prop_assert_eq!(Reference::parse(&reference.to_string()), Some(reference));
            }
        }
    }
}
