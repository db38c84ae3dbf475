//! The description of the API for programs that write clients, by OpenAPI 3.1.

use axum::http::header;
use axum::response::{IntoResponse, Response};
use serde_json::{Map, Value, json};

/// One address of the API.
#[derive(Clone, Copy, Debug)]
pub struct Operation {
    pub path: &'static str,
    pub summary: &'static str,
    /// The parameters behind the ?, each with what it says.
    pub query: &'static [(&'static str, &'static str)],
    /// The document that it answers with, as the contract names it.
    pub format: &'static str,
}

const FILTER: &[(&str, &str)] = &[
    ("severity", "only edits of these severities, by commas: substantive, framing, cosmetic"),
    ("kind", "only edits with a change of these kinds, by commas"),
    ("speaker", "only edits of claims by this speaker"),
    ("unnoted", "yes: only substantive edits that no correction note owns up to"),
    ("min_confidence", "only edits that are at least so sure, from 0 to 1"),
];

/// All addresses of the API.
pub const OPERATIONS: &[Operation] = &[
    Operation { path: "/api/stories", summary: "All stories", query: &[], format: "onrecord.stories.v1" },
    Operation {
        path: "/api/stories/{story}",
        summary: "A story's versions, with the edits of each",
        query: &[],
        format: "onrecord.log.v1",
    },
    Operation {
        path: "/api/stories/{story}/{version}",
        summary: "A version with its text and claims; the version is v1, v-1, first, latest or a day",
        query: &[],
        format: "onrecord.extraction.v1",
    },
    Operation {
        path: "/api/stories/{story}/{old}..{new}",
        summary: "Two versions compared claim by claim",
        query: FILTER,
        format: "onrecord.diff.v1",
    },
    Operation {
        path: "/api/stories/{story}/{version}/blame",
        summary: "Which version brought each claim, and which last changed it",
        query: &[],
        format: "onrecord.blame.v1",
    },
    Operation {
        path: "/api/claims/{claim}",
        summary: "One claim through all versions, by its number in blame",
        query: &[],
        format: "onrecord.history.v1",
    },
    Operation { path: "/api/speakers", summary: "All speakers", query: &[], format: "onrecord.speakers.v1" },
    Operation {
        path: "/api/speakers/{name}",
        summary: "What a speaker has said over time, and where it shifted",
        query: &[("topic", "only statements about this")],
        format: "onrecord.audit.v1",
    },
    Operation {
        path: "/api/speakers/{name}/topics",
        summary: "What a speaker talks about",
        query: &[("limit", "how many topics")],
        format: "onrecord.topics.v1",
    },
    Operation {
        path: "/api/search",
        summary: "Claims by their words",
        query: &[
            ("q", "the words; in quotation marks in a row; word* for beginnings"),
            ("topic", "only claims that name this"),
            ("speaker", "only what this speaker says"),
            ("story", "only claims of this story"),
            ("outlet", "only claims in this outlet"),
            ("limit", "how many hits"),
            ("page", "which page of them, from 1"),
        ],
        format: "onrecord.search.v1",
    },
    Operation {
        path: "/api/quotes",
        summary: "The wordings of one utterance",
        query: &[("q", "some of its words")],
        format: "onrecord.quotes.v1",
    },
    Operation { path: "/api/watches", summary: "What is watched", query: &[], format: "onrecord.watches.v1" },
    Operation {
        path: "/api/watches/status",
        summary: "How far each watched address has come",
        query: &[],
        format: "onrecord.watch_status.v1",
    },
    Operation {
        path: "/api/decisions",
        summary: "The journal of rulings, and of who is who",
        query: &[],
        format: "onrecord.decisions.v1",
    },
];

/// Answers with the description.
pub async fn document() -> Response {
    ([(header::CONTENT_TYPE, "application/json")], format!("{:#}\n", description())).into_response()
}

/// Describes the API.
pub fn description() -> Value {
    let mut paths = Map::new();
    for operation in OPERATIONS {
        paths.insert(operation.path.to_owned(), json!({ "get": described(operation) }));
    }
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "onrecord",
            "version": env!("CARGO_PKG_VERSION"),
            "description":
                "Reads a history of news stories. The shapes are those of the command line with --format json.",
        },
        "paths": paths,
        "components": { "schemas": { "Problem": {
            "type": "object",
            "required": ["error", "hint"],
            "properties": { "error": { "type": "string" }, "hint": { "type": ["string", "null"] } },
        } } },
    })
}

fn described(operation: &Operation) -> Value {
    let in_path = operation.path.split('{').skip(1).filter_map(|rest| rest.split('}').next());
    let in_path = in_path.map(|name| {
        json!({
            "name": name, "in": "path", "required": true, "schema": { "type": "string" },
        })
    });
    let in_query = operation.query.iter().map(|(name, what)| {
        json!({
            "name": name, "in": "query", "description": what, "schema": { "type": "string" },
        })
    });
    let document = json!({
        "type": "object",
        "required": ["format"],
        "properties": { "format": { "const": operation.format } },
    });
    let named = operation.path.replace(|c: char| !c.is_alphanumeric(), " ");
    let problem = json!({ "$ref": "#/components/schemas/Problem" });
    json!({
        "summary": operation.summary,
        "operationId": named.split_whitespace().collect::<Vec<_>>().join("_"),
        "parameters": in_path.chain(in_query).collect::<Vec<_>>(),
        "responses": {
            "200": { "description": operation.summary, "content": { "application/json": { "schema": document } } },
            "304": { "description": "The answer is the one that If-None-Match names" },
            "default": {
                "description": "Why there is no answer", "content": { "application/json": { "schema": problem } },
            },
        },
    })
}
