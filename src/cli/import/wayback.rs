//! `onrecord import wayback`: an archive's captures of one page.

use std::collections::BTreeSet;
use std::ops::ControlFlow;
use std::time::Duration;

use chrono::{DateTime, Utc};

use super::super::args::{FetchArgs, NewStoryArgs, story, time, time_until};
use super::super::context::Context;
use super::super::failure::Failure;
use super::super::progress::{Expected, Progress};
use super::super::web;
use super::Common;
use super::intake::Intake;
use crate::address::{identity, parse_url};
use crate::fetch::{self, Client};
use crate::import::wayback::{BASE, Listing, Query};
use crate::import::{Sink, Skipped};
use crate::record::naming;
use crate::store::{self, History};
use crate::story::Slug;

/// The pause between two requests to an archive.
const DELAY: Duration = Duration::from_millis(1500);
/// How often a capture is asked for again that the archive is too busy for.
const RETRIES: u32 = 2;

/// An archive's captures of one page: the Wayback Machine, or one like it
///
/// Asks the archive for its list of captures (CDX, or a Memento TimeMap), then for each capture as it came from the
/// outlet, one after the other with a pause between them. Captures that the list says have the same bytes are asked for
/// once; those of a time of which the history holds a version are not asked for again, so that a call that was stopped
/// is simply made again.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  onrecord import wayback https://quay.example/news/ferry-returns
  onrecord import wayback https://quay.example/news/ferry-returns --from 2031-04-01 --to 2031-04-30 --delay 3s
  onrecord import wayback https://quay.example/ferry --base https://archive.example --timemap")]
pub struct Args {
    /// The page's address, as the outlet gave it
    #[arg(value_name = "URL")]
    url: String,
    /// Only captures from then on
    #[arg(long, value_name = "TIME", value_parser = time)]
    from: Option<DateTime<Utc>>,
    /// Only captures until then; a day means its end
    #[arg(long, value_name = "TIME", value_parser = time_until)]
    to: Option<DateTime<Utc>>,
    /// The archive's address: its captures stand at BASE/web/TIMEid_/URL
    #[arg(long, value_name = "BASE", default_value = BASE)]
    base: String,
    /// Ask for a Memento TimeMap instead of a CDX list
    #[arg(long)]
    timemap: bool,
    /// The story that they are versions of [default: from the address]
    #[arg(long, value_name = "NAME", value_parser = story)]
    story: Option<Slug>,
    #[command(flatten)]
    new: NewStoryArgs,
    #[command(flatten)]
    fetch: FetchArgs,
    #[command(flatten)]
    common: Common,
}

pub(super) fn run(context: &Context, args: &Args) -> Result<u8, Failure> {
    parse_url(&args.url)?;
    let client = web::client(context, &args.fetch, args.fetch.headers()?, RETRIES, DELAY)?;
    let query = Query { url: args.url.clone(), from: args.from, to: args.to, base: args.base.clone() };
    let held = held(context, args)?;
    let story = args.new.chosen(context, args.story.as_ref())?;
    let intake = Intake { source: "wayback", common: &args.common, story, is_slow: true };
    let progress = Progress::of("versions", 0);
    let expected = progress.expected();
    intake.run_counted(context, progress, |sink| captures(&client, &query, args.timemap, &held, &expected, sink))
}

/// Lists the captures part by part, and asks for each.
fn captures(
    client: &Client,
    query: &Query,
    is_timemap: bool,
    held: &BTreeSet<DateTime<Utc>>,
    expected: &Expected,
    sink: Sink<'_>,
) -> Result<(), Failure> {
    // What is the user's own is for the archive that he or she named, wherever its lists lead.
    let base = parse_url(&query.base)?;
    let mut asked = BTreeSet::new();
    let mut next = Some(if is_timemap { query.timemap() } else { query.cdx(None) });
    while let Some(address) = next.take().filter(|address| asked.insert(address.clone())) {
        let bytes = client.get_named(&base, &parse_url(&address)?)?.bytes;
        let listing = match is_timemap {
            true => query.read_timemap(&String::from_utf8_lossy(&bytes))?,
            false => query.read_cdx(&bytes)?,
        };
        let Listing { captures, passed, next: continued } = listing;
        for why in passed {
            if sink(Err(Skipped::other(&query.url, why))).is_break() {
                return Ok(());
            }
        }
        expected.more(captures.iter().filter(|capture| !held.contains(&capture.at)).count());
        for capture in captures {
            let found = if held.contains(&capture.at) {
                Err(Skipped::other(&capture.address, "not asked for again: a version of that time is stored"))
            } else {
                let answer = parse_url(&capture.address)
                    .map_err(fetch::Error::from)
                    .and_then(|address| client.get_named(&base, &address));
                match answer {
                    Ok(response) => Ok(capture.item(&query.url, response.url.as_str(), response.bytes)),
                    Err(error) => Err(Skipped::fault(&capture.address, Failure::from(error).message)),
                }
            };
            if sink(found) == ControlFlow::Break(()) {
                return Ok(());
            }
        }
        next = continued.map(|key| if is_timemap { key } else { query.cdx(Some(&key)) });
    }
    Ok(())
}

/// Returns the times of which the history holds a version of the page.
fn held(context: &Context, args: &Args) -> Result<BTreeSet<DateTime<Utc>>, Failure> {
    let history = match History::open_read_only(&context.database()?.path) {
        Ok(history) => history,
        Err(store::Error::Missing { .. }) => return Ok(BTreeSet::new()),
        Err(error) => return Err(error.into()),
    };
    let slugs = match (&args.story, naming::from_url(&args.url)) {
        (Some(slug), _) => vec![slug.clone()],
        (None, Some((short, long))) => vec![short, long],
        (None, None) => Vec::new(),
    };
    let mut times = BTreeSet::new();
    for slug in slugs {
        let is_page = |addresses: Vec<String>| addresses.iter().any(|one| identity(one) == identity(&args.url));
        if args.story.is_some() || is_page(history.addresses(&slug)?) {
            times.extend(history.version_rows(&slug)?.into_iter().map(|row| row.captured_at));
        }
    }
    Ok(times)
}
