//! `onrecord serve`: the history in the browser.
//!
//! It starts the app, says where it answers, and stops it.

use std::net::SocketAddr;

use super::args::AuthorArgs;
use super::context::Context;
use super::failure::Failure;
use super::stop;
use crate::serve::{ServeError, ServeOptions, WebApp};
use crate::store::{Error, History};

/// Show the history in the browser: stories, versions, edits, speakers, search, feeds and a JSON API
///
/// The app answers on this machine alone and reads only. With --write, readers can rule on edits, say who is who and add
/// pages to watch; all of it goes into the journal under the author's name. It stops with Ctrl-C. Where there is no
/// history yet, its first page says how to begin, and opens the example that comes with the program.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  onrecord serve --open
  onrecord serve --write --author \"Ines Aldana\"
  onrecord serve --listen 127.0.0.1:0                a free port
  onrecord serve --listen 0.0.0.0:8640 --host archive.newsroom.example
                                                    for a newsroom; put a login before it

Pages: / stories, /speakers, /search, /watches, /decisions. For programs: /api/openapi.json, /feeds/all.atom.")]
pub struct Args {
    /// Where to answer; port 0 takes a free one
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:8640")]
    listen: SocketAddr,
    /// A name under which readers reach the app, beside localhost; may be given more than once
    #[arg(long, value_name = "NAME")]
    host: Vec<String>,
    /// Let readers rule on edits, say who is who and watch pages
    #[arg(long)]
    write: bool,
    #[command(flatten)]
    author: AuthorArgs,
    /// Show it in the browser at once
    #[arg(long)]
    open: bool,
}

pub(super) fn run(context: &Context, args: &Args) -> Result<u8, Failure> {
    if !args.listen.ip().is_loopback() && args.host.is_empty() {
        return Err(Failure::new(format!("{} can be reached from other machines", args.listen.ip())).hint(
            "say under which name, as in --host archive.newsroom.example; whoever reaches it reads everything in it",
        ));
    }
    let database = context.database()?.path;
    // What is no history of ours is said now, and not to the first reader.
    match History::open_read_only(&database) {
        Ok(_) | Err(Error::Missing { .. }) => {}
        Err(error) => return Err(error.into()),
    }
    let app = WebApp::bind(ServeOptions {
        database: database.clone(),
        listen: args.listen,
        hosts: args.host.clone(),
        author: args.write.then(|| args.author.name()).transpose()?,
        clock: super::context::clock,
    })?;
    let address = app.address();
    let stopped = stop::asked()?;
    context.note(&format!("{} is shown at {address}/ until Ctrl-C", database.display()));
    if args.open
        && let Err(error) = opener::open_browser(&address)
    {
        context.warn(&format!("no browser shows {address}: {error}; open it yourself"));
    }
    app.run(stopped)?;
    Ok(0)
}

impl From<ServeError> for Failure {
    fn from(error: ServeError) -> Self {
        Self::from_error(&error).hint(error.hint())
    }
}
