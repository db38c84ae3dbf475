//! What the program does as a whole: on the command line, against web servers, over whole stories, and by law.
//!
//! All of it is one binary, because each one more would be linked with the whole library anew.

mod audit;
mod bulk;
mod careful_editor;
mod cli;
mod curation;
mod documents;
mod environment;
mod fetch;
mod gold;
mod import;
mod laws;
mod noise;
mod pages;
mod pdf;
mod quiet_edits;
mod search;
mod server;
mod stories;
mod watch;
