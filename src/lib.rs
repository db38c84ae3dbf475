//! onrecord keeps news on the record: it extracts every claim of a story, compares versions claim by claim, and lists
//! what a speaker has said over time.
//!
//! # The way of the data
//!
//! ```text
//! fetch → ingest → text → extract → store → diff / audit → report → render
//!                                                             ask puts a question through all that is stored, and
//!                                                             cli stands on top
//! ```
//!
//! | room | what it does | may use | alone owns |
//! |---|---|---|---|
//! | `work` | the steps that reading takes, counted in tests | | |
//! | [`story`], [`claim`] | the vocabulary: plain data | work | the words |
//! | [`version_date`] | when a version came to be, and who says so | | the choice among its times |
//! | [`sighting`] | where a speaker appears and what is said there: plain data | claim, story, version_date | the words of look-ups |
//! | [`target`] | what is watched: plain data | story | the words of watching |
//! | [`address`] | which addresses may be asked for, which are one page | | what is left off an address |
//! | [`time`] | times as people write them | | their forms |
//! | `lexicon` | English words: the folded form, the stem, numbers, titles, shared lists | work | the form of lists |
//! | [`name`] | names made comparable | claim, lexicon | the keys of names |
//! | [`wording`] | whether two texts are one wording | lexicon | what counts as a word changed |
//! | [`decision`] | what users decide: plain data | name, story | the words of decisions |
//! | [`pattern`] | words with `*` that a title or an address must have in it | | their form |
//! | `parallel` | one function on many things, or on what keeps coming, on several threads | | the threads |
//! | `sqlite_file` | an SQLite file, looked at without a trace | | how it is opened |
//! | [`furniture`] | which lines are a page's and not a story's | claim, lexicon | their grammar |
//! | [`language`] | which language a text is in | | `whatlang` |
//! | [`ingest`] | bytes from somewhere → a draft (body + metadata) | furniture, language, lexicon, story, time | formats, encodings |
//! | [`fetch`] | an address → bytes, politely | address | sockets |
//! | [`feed`] | feeds and sitemaps → the pages that they name | address, time | their formats |
//! | [`watch`] | when to look at an address again, at which pages of a list | address, feed, pattern | the times between looks |
//! | [`import`] | histories that others kept → items, a draft each | ingest, pattern, sqlite_file, story, time | their formats, their databases |
//! | [`text`] | body → document: paragraphs, sentences, tokens, quotations | claim, furniture, lexicon, work | segmentation |
//! | [`syntax`] | how the words of a sentence hang together: plain data | | parts of speech, relations |
//! | [`reading`] | what a text says, as read when its version was recorded | claim, syntax, text | the bytes that keep it |
//! | [`lang`] | tokens → label scores, trees, parts of speech | claim, parallel, syntax, text | the embedded models, their format |
//! | [`extract`] | document → claims, and the reading | claim, furniture, lang, language, lexicon, reading, story, syntax, text, work | attribution, stance |
//! | [`stored`] | what a history holds: plain data | claim, reading, story | the words of histories |
//! | [`seal`] | the last links of a history, to be kept elsewhere, signed and stamped | stored | the file of a seal, `minisign`, `der` |
//! | [`curation`] | decisions replayed: who is who, what stories are called and hold, what an edit is | claim, decision, name, sighting, story | their meaning |
//! | [`store`] | the SQLite history | claim, curation, decision, lexicon, name, reading, sighting, sqlite_file, stored, story, target, version_date, wording | `rusqlite`, `schema.sql` |
//! | [`diff`] | two versions as they were read → alignment → edits | claim, lexicon, name, reading, story, syntax | `similar`, severity |
//! | [`audit`] | one speaker's claims → timeline, shifts, topics | claim, lexicon, parallel, sighting, story, version_date, wording | timelines |
//! | [`lookup`] | a name → the speakers whom it means | curation, name, sighting, store | their joining |
//! | [`quotes`] | one utterance, many stories → wordings | claim, diff, extract, lexicon, name, reading, sighting, story, wording | likeness |
//! | [`compare`] | two stored versions, each as one extractor reads it → edits | claim, diff, extract, lang, reading, store, story | what is read anew |
//! | [`lineage`] | one claim followed through the versions of its story | claim, compare, diff, store, story | who brought it |
//! | [`record`] | drafts → a history | address, claim, compare, diff, extract, ingest, lang, parallel, reading, store, story | the order |
//! | [`report`] | the one model that every format prints | above, not compare, not record, not store, not text | what readers see |
//! | [`ask`] | a question to a history → the report that answers it | above, not extract, not lang, not record, not text | how things on record are named |
//! | [`render`] | report → bytes | above, not ask, not compare, not extract, not lang, not record, not store, not text | escaping, layout |
//! | [`export`] | a history → what other programs read | above, not compare, not extract, not lang, not record, not text | their formats |
//! | [`bundle`] | a story → evidence that can be checked elsewhere, and the check | above, not compare, not export, not extract, not lang, not record, not text | the bag, its seal |
//! | [`notify`] | a notice → somebody's screen | address, fetch, render, report | `lettre` |
//! | [`serve`] | a history → a web app | above, not extract, not lang, not reading, not text | requests, forms, the index of the lists |
//! | [`cli`] | argv, environment, clock, terminal, exit code | above | `clap`, all I/O with the user |
//!
//! A room uses only rooms that stand above it. A test (`arrows.rs`) holds the column "may use", and lists what it still
//! lets pass.
//!
//! # Invariants
//!
//! - `furniture`, `text`, `extract`, `diff`, `audit`, `curation`, `quotes`, `report`, `feed`, `watch` do no I/O, read
//!   no clock and cannot fail: odd input becomes a warning.
//! - The same input gives the same bytes.
//! - The body at a span is the text that stands beside the span. Spans are bytes inside, code points in JSON, converted
//!   in `render` only.
//! - Captures and bodies are never changed. Claims and readings are derived from them once, when a version is recorded,
//!   and keyed by the extractor's version. Edits are computed from what is stored and never from a body that is read
//!   again, so that a changed rule changes no comparison of stored versions.
//! - What users decide is a journal beside the history, replayed at reading time.
//! - Renderers compute nothing and escape everything once.

pub mod address;
#[cfg(test)]
mod arrows;
pub mod ask;
pub mod audit;
pub mod bundle;
pub mod claim;
pub mod cli;
pub mod compare;
pub mod curation;
pub mod decision;
pub mod diff;
pub mod export;
pub mod extract;
pub mod feed;
pub mod fetch;
pub mod furniture;
pub mod import;
pub mod ingest;
pub mod lang;
pub mod language;
mod lexicon;
pub mod lineage;
pub mod lookup;
pub mod name;
pub mod notify;
mod parallel;
pub mod pattern;
pub mod quotes;
pub mod reading;
pub mod record;
pub mod render;
pub mod report;
pub mod seal;
pub mod serve;
pub mod sighting;
mod sqlite_file;
pub mod store;
pub mod stored;
pub mod story;
pub mod syntax;
pub mod target;
pub mod text;
pub mod time;
pub mod version_date;
pub mod watch;
pub mod wording;
mod work;

/// The examples of the library chapter are compiled and run with those of the documentation.
#[cfg(doctest)]
#[doc = include_str!("../docs/library.md")]
struct LibraryChapter;
