//! What the program does as a whole: on the command line, against web servers, over whole stories, and by law.
//!
//! All of it is one binary, because each one more would be linked with the whole library anew.

mod audit;
mod bulk;
mod bundle;
mod careful_editor;
mod cli;
mod completing;
mod csv;
mod curation;
mod determinism;
mod documents;
mod environment;
mod evidence;
mod export;
mod extraction_laws;
mod feed;
mod fetch;
mod fuzzing;
mod gold;
mod hostile;
mod import;
mod laws;
mod locks;
mod memory;
mod merged_stories;
mod noise;
mod notices;
mod pages;
mod pdf;
mod pipes;
mod positions;
mod quiet_edits;
mod readme;
mod report;
mod search;
mod serve;
mod server;
mod settings;
mod shifts;
mod stories;
mod story_names;
mod tour;
mod verify;
mod watch;
mod withhold;

use proptest::test_runner::Config;

/// Sets how many cases a property is tried on, unless the environment says it with `PROPTEST_CASES`. What failed is
/// printed, and kept nowhere.
fn cases(cases: u32) -> Config {
    let config = Config { failure_persistence: None, ..Config::default() };
    if std::env::var_os("PROPTEST_CASES").is_some() { config } else { Config { cases, ..config } }
}
