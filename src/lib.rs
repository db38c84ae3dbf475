//! onrecord keeps news on the record: it extracts every claim of a story, compares versions claim by claim, and lists
//! what a speaker has said over time.
//!
//! # The way of the data
//!
//! ```text
//! fetch → ingest → text → extract → store → diff / audit → report → render
//!                                                             cli stands on top of all
//! ```
//!
//! | room | what it does | alone owns |
//! |---|---|---|
//! | [`story`], [`claim`] | the vocabulary: plain data | the words |
//! | [`ingest`] | bytes from somewhere → a draft (body + metadata) | input formats, encodings |
//! | [`fetch`] | an address → bytes, politely | sockets |
//! | [`feed`] | feeds and sitemaps → the pages that they name | their formats |
//! | [`watch`] | when an address is looked at again, and which pages of a list are | the times between looks |
//! | [`import`] | histories that others kept (web archives, git, other tools' files) → items for a draft each | their formats; foreign databases, read-only |
//! | [`pattern`] | words with `*` that a title or an address must have in it | their form |
//! | [`text`] | body → document: paragraphs, sentences, tokens, quotations; which lines are the page's and not the story's | segmentation |
//! | `parallel` | one function on many things, on several threads | |
//! | `lists` | reads the word lists that stand beside the code | their form |
//! | [`lang`] | tokens → label scores, parts of speech, clauses; the models embedded in the binary | models and their file format |
//! | [`extract`] | document → claims, speakers, warnings | attribution, speaker, date, figure, stance |
//! | [`store`] | the SQLite history | `rusqlite`, `schema.sql` |
//! | [`diff`] | two versions' claims → alignment → edits with changes | `similar`, severity |
//! | [`audit`] | one speaker's claims → timeline, shifts, topics | timelines |
//! | [`curation`] | users' decisions → who is who across stories, what an edit or a shift is | names' keys, the meaning of a decision |
//! | [`quotes`] | claims that are one utterance in several stories → wordings compared | what is one utterance |
//! | [`record`] | a draft, or many, into a history: name the story, extract, align, store; stored versions read anew | the order of these, what is a repeat |
//! | [`lineage`] | one claim followed through the versions of its story | who brought it, what changed it |
//! | [`report`] | the one model that every format prints | what a reader is told |
//! | [`render`] | report → bytes: terminal, JSON, Markdown, CSV | escaping, colour, layout |
//! | [`cli`] | argv, environment, clock, terminal, exit code | all I/O with the user |
//!
//! # Invariants
//!
//! - `text`, `extract`, `diff`, `audit`, `curation`, `quotes`, `report`, `feed`, `watch` do no I/O, read no clock and
//!   cannot fail: odd input becomes a warning.
//! - The same input gives the same bytes.
//! - The body at a span is the text that stands beside the span. Spans are bytes inside, code points in JSON, converted
//!   in `render` only.
//! - Captures and bodies are never changed. Claims are derived from them and keyed by the extractor's version; edits
//!   are computed from claims.
//! - What users decide is a journal beside the history, replayed at reading time.
//! - Renderers compute nothing and escape everything once.

pub mod audit;
pub mod claim;
pub mod cli;
pub mod curation;
pub mod diff;
pub mod extract;
pub mod feed;
pub mod fetch;
pub mod import;
pub mod ingest;
pub mod lang;
pub mod lineage;
mod lists;
mod parallel;
pub mod pattern;
pub mod quotes;
pub mod record;
pub mod render;
pub mod report;
pub mod store;
pub mod story;
pub mod text;
#[cfg(feature = "training")]
pub mod training;
pub mod watch;

/// The README's examples are compiled and run with the documentation's.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
