//! Claims as annotations of the pages that they stand on: the W3C's Web Annotation Data Model.
//!
//! A target is the version's address, or its `urn:onrecord:…` where the history has none, with the words of the claim
//! as a quotation and as a position in code points of the body. The body says what is claimed, of which kind, by whom;
//! `claim` is the whole claim as `onrecord claims --format json` prints it, so that nothing is lost.

use std::io::Write;

use serde::Serialize;

use super::items::{Items, quoted};
use super::{Error, Scope, names};
use crate::claim::{Claim, ClaimKind, Speech};
use crate::render::code_points::CodePoints;
use crate::render::json::{self, ClaimShape};
use crate::report::{standalone, words};
use crate::store::{History, StoredVersion};

/// How many characters of what stands around the words go with them.
const AROUND: usize = 32;

const CONTEXT: &str = "[\"http://www.w3.org/ns/anno.jsonld\",{\"onrecord\":\"urn:onrecord:\",\
    \"claim\":{\"@id\":\"onrecord:claim\",\"@type\":\"@json\"}}]";

#[derive(Serialize)]
struct Annotation<'a> {
    id: String,
    #[serde(rename = "type")]
    sort: &'static str,
    motivation: &'static str,
    body: Vec<TextualBody>,
    target: Target,
    claim: ClaimShape<'a>,
}

#[derive(Serialize)]
struct TextualBody {
    #[serde(rename = "type")]
    sort: &'static str,
    purpose: &'static str,
    value: String,
}

#[derive(Serialize)]
struct Target {
    source: String,
    state: TimeState,
    selector: (TextQuoteSelector, TextPositionSelector),
}

#[derive(Serialize)]
struct TimeState {
    #[serde(rename = "type")]
    sort: &'static str,
    #[serde(rename = "sourceDate")]
    source_date: String,
}

#[derive(Serialize)]
struct TextQuoteSelector {
    #[serde(rename = "type")]
    sort: &'static str,
    exact: String,
    prefix: String,
    suffix: String,
}

#[derive(Serialize)]
struct TextPositionSelector {
    #[serde(rename = "type")]
    sort: &'static str,
    start: usize,
    end: usize,
}

/// Writes the claims of all versions in the scope as one collection with one page.
pub fn annotations(history: &History, scope: &Scope, out: &mut dyn Write) -> Result<(), Error> {
    let ids: Vec<String> = scope.stories().iter().map(names::file).collect();
    let id =
        if ids.len() == 1 { format!("urn:onrecord:annotations:{}", ids[0]) } else { "urn:onrecord:annotations".into() };
    let generator =
        format!("{{\"type\":\"Software\",\"name\":{}}}", quoted(concat!("onrecord ", env!("CARGO_PKG_VERSION"))));
    let head = format!(
        "{{\"@context\":{CONTEXT},\"id\":{},\"type\":\"AnnotationCollection\",\"label\":\"Claims\",\
         \"generator\":{generator},\"first\":{{\"id\":{},\"type\":\"AnnotationPage\",\"startIndex\":0,\"items\":[",
        quoted(&id),
        quoted(&format!("{id}:page1"))
    );
    let mut items = Items::begin(out, &head)?;
    scope.each_version(history, |version| {
        let index = CodePoints::new(&version.body);
        for claim in &version.extraction.claims {
            items.add(&annotation(&version, claim, &index))?;
        }
        Ok(())
    })?;
    Ok(items.end(|count| format!("\n]}},\"total\":{count}}}\n"))?)
}

fn annotation<'a>(version: &'a StoredVersion, claim: &'a Claim, index: &CodePoints<'_>) -> Annotation<'a> {
    let (body, speaker) = (&version.body, version.extraction.speaker_of(claim));
    let name = speaker.map(|speaker| speaker.name.as_str());
    let text = |purpose, value| TextualBody { sort: "TextualBody", purpose, value };
    let mut told = vec![
        text("describing", standalone::standalone(body, claim, name)),
        text("classifying", claim.kind.name().to_owned()),
    ];
    if claim.kind != ClaimKind::Fact {
        told.push(text("identifying", words::voice(claim, &version.extraction.speakers).to_owned()));
    }
    if claim.speech != Speech::Said {
        told.push(text("classifying", claim.speech.name().to_owned()));
    }
    let around = |text: &str, is_before: bool| -> String {
        let count = text.chars().count();
        let skip = if is_before { count.saturating_sub(AROUND) } else { 0 };
        text.chars().skip(skip).take(AROUND).collect()
    };
    let [start, end] = index.span(claim.span);
    let exact = TextQuoteSelector {
        sort: "TextQuoteSelector",
        exact: claim.span.of(body).to_owned(),
        prefix: around(&body[..claim.span.start], true),
        suffix: around(&body[claim.span.end..], false),
    };
    let url = version.metadata.url.as_deref().map(names::address);
    Annotation {
        id: names::claim(version, claim.id),
        sort: "Annotation",
        motivation: "describing",
        body: told,
        target: Target {
            source: url.unwrap_or_else(|| names::version(&version.story, version.number)),
            state: TimeState { sort: "TimeState", source_date: json::time(version.captured_at) },
            selector: (exact, TextPositionSelector { sort: "TextPositionSelector", start, end }),
        },
        claim: json::claim(claim, name, body, index),
    }
}
