//! Claims as linked data for search engines and fact checkers: schema.org in JSON-LD.
//!
//! A version is a `NewsArticle`, verbatim words are a `Quotation`, everything else that is asserted a `Claim`. What the
//! text does not report as said is left out and counted, since schema.org has no way to say so.

use std::io::Write;

use chrono::NaiveDate;
use serde::Serialize;

use super::items::Items;
use super::{Error, Scope, names};
use crate::claim::{Claim, ClaimKind, Precision, Span, Speaker, SpeakerKind};
use crate::render::json;
use crate::store::{History, StoredVersion};
use crate::story::{Slug, VersionNumber};

const HEAD: &str = "{\"@context\":[\"https://schema.org\",{\"onrecord\":\"urn:onrecord:\"}],\"@graph\":[";

#[derive(Serialize)]
struct Article<'a> {
    #[serde(rename = "@type")]
    sort: &'static str,
    #[serde(rename = "@id")]
    id: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    headline: Option<&'a str>,
    #[serde(rename = "creditText", skip_serializing_if = "Option::is_none")]
    credit: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    publisher: Option<Agent<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<String>,
    #[serde(rename = "datePublished", skip_serializing_if = "Option::is_none")]
    published: Option<String>,
    #[serde(rename = "dateModified", skip_serializing_if = "Option::is_none")]
    modified: Option<String>,
    version: u32,
    #[serde(rename = "isBasedOn", skip_serializing_if = "Option::is_none")]
    before: Option<Link>,
    #[serde(rename = "onrecord:captured_at")]
    captured: String,
    #[serde(rename = "onrecord:sha256")]
    sha256: &'a str,
}

#[derive(Serialize)]
struct Asserted<'a> {
    #[serde(rename = "@type")]
    sort: &'static str,
    #[serde(rename = "@id")]
    id: String,
    text: &'a str,
    #[serde(rename = "spokenByCharacter", skip_serializing_if = "Option::is_none")]
    spoken_by: Option<Agent<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    creator: Option<Agent<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    citation: Option<Agent<'a>>,
    #[serde(rename = "dateCreated", skip_serializing_if = "Option::is_none")]
    created: Option<String>,
    #[serde(rename = "hasPart", skip_serializing_if = "Vec::is_empty")]
    parts: Vec<Verbatim<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    appearance: Option<Link>,
    #[serde(rename = "isBasedOn")]
    based_on: Link,
}

#[derive(Serialize)]
struct Verbatim<'a> {
    #[serde(rename = "@type")]
    sort: &'static str,
    text: &'a str,
}

#[derive(Serialize)]
struct Agent<'a> {
    #[serde(rename = "@type")]
    sort: &'static str,
    name: &'a str,
    #[serde(rename = "jobTitle", skip_serializing_if = "Option::is_none")]
    role: Option<&'a str>,
}

#[derive(Serialize)]
struct Link {
    #[serde(rename = "@id")]
    id: String,
}

/// Writes the versions in the scope with their claims as one graph; returns how many claims were left out.
pub fn schema_org(history: &History, scope: &Scope, out: &mut dyn Write) -> Result<usize, Error> {
    let mut items = Items::begin(out, HEAD)?;
    let mut left_out = 0;
    let mut numbers: Option<(Slug, Vec<VersionNumber>)> = None;
    scope.each_version(history, |version| {
        let slug = &version.story.slug;
        let known = match numbers.take().filter(|(of, _)| of == slug) {
            Some(known) => known,
            None => (slug.clone(), history.version_numbers(slug)?),
        };
        let before = known.1.iter().copied().filter(|number| *number < version.number).max();
        numbers = Some(known);
        items.add(&article(&version, before))?;
        for claim in &version.extraction.claims {
            match claim.is_said() {
                true => items.add(&asserted(&version, claim))?,
                false => left_out += 1,
            }
        }
        Ok(())
    })?;
    items.end(|_| "\n]}\n".to_owned())?;
    Ok(left_out)
}

fn article(version: &StoredVersion, before: Option<VersionNumber>) -> Article<'_> {
    let StoredVersion { story, number, metadata, .. } = version;
    Article {
        sort: "NewsArticle",
        id: names::version(story, *number),
        headline: metadata.headline.as_deref(),
        credit: metadata.byline.as_deref(),
        publisher: publisher(version),
        url: metadata.url.as_deref().map(names::address),
        published: metadata.published_at.map(json::time),
        modified: metadata.modified_at.map(json::time),
        version: *number,
        before: before.map(|before| Link { id: names::version(story, before) }),
        captured: json::time(version.captured_at),
        sha256: &version.sha256,
    }
}

fn asserted<'a>(version: &'a StoredVersion, claim: &'a Claim) -> Asserted<'a> {
    let is_quote = claim.kind == ClaimKind::Quote;
    let speaker = version.extraction.speaker_of(claim);
    let document = speaker.filter(|speaker| speaker.kind == SpeakerKind::Document);
    let person = speaker.filter(|speaker| speaker.kind != SpeakerKind::Document).map(agent);
    let creator = if claim.kind == ClaimKind::Fact { publisher(version) } else { person };
    let article = || Link { id: names::version(&version.story, version.number) };
    let (spoken_by, creator) = if is_quote { (creator, None) } else { (None, creator) };
    let verbatim = |span: &Span| Verbatim { sort: "Quotation", text: span.of(&version.body) };
    Asserted {
        sort: if is_quote { "Quotation" } else { "Claim" },
        id: names::claim(version, claim.id),
        text: &claim.content.text,
        spoken_by,
        creator,
        citation: document.map(|speaker| Agent { sort: "CreativeWork", name: &speaker.name, role: None }),
        created: claim.said_on.as_ref().and_then(|said_on| date(said_on.date, said_on.precision)),
        parts: if claim.kind == ClaimKind::Mixed { claim.quotes.iter().map(verbatim).collect() } else { Vec::new() },
        appearance: (!is_quote).then(article),
        based_on: article(),
    }
}

fn publisher(version: &StoredVersion) -> Option<Agent<'_>> {
    version.metadata.outlet.as_deref().map(|name| Agent { sort: "Organization", name, role: None })
}

fn agent(speaker: &Speaker) -> Agent<'_> {
    let sort = match speaker.kind {
        SpeakerKind::Organization | SpeakerKind::Group => "Organization",
        _ => "Person",
    };
    let role = speaker.role.as_deref().filter(|_| speaker.kind == SpeakerKind::Person);
    Agent { sort, name: &speaker.name, role }
}

/// Writes a date as exactly as it is known; a week has no form in ISO 8601's calendar dates.
fn date(day: NaiveDate, precision: Precision) -> Option<String> {
    let form = match precision {
        Precision::Day => "%Y-%m-%d",
        Precision::Month => "%Y-%m",
        Precision::Year => "%Y",
        Precision::Week => return None,
    };
    Some(day.format(form).to_string())
}
