//! `onrecord watch`: what is looked at again and again, and the look itself.
//!
//! When an address is due is the room `watch`'s to say, and what is remembered the store's; here is what a user may ask
//! for.

mod deliver;
mod hook;
mod instead;
mod look;
mod notices;
mod run;
mod stop;
mod test;

use std::time::Duration;

use super::args;
use super::context::Context;
use super::failure::Failure;
use crate::address::{Url, parse_url};
use crate::ask;
use crate::pattern::Pattern;
use crate::record::watching::{self, is_one_page};
use crate::render::Report;
use crate::report::{EventKind, WatchEvent};
use crate::store::Watch;
use crate::story::Slug;

/// The shortest pause between two looks that may be asked for.
const SHORTEST: Duration = Duration::from_secs(60);

/// Watch pages, feeds and sitemaps, and record each version
///
/// `watch add` notes what to watch; `watch run` looks at what is due, records what changed, and tells whom it is asked
/// to tell.
#[derive(Debug, clap::Args)]
#[command(arg_required_else_help = true, after_help = HELP)]
pub struct Args {
    #[command(subcommand)]
    command: Command,
}

const HELP: &str = "\
How often: a page is looked at every 15 minutes (--every) while its story is young, then after an
eighth of the time for which it has not changed, at least once a day. A page that a feed named and
that has not changed for 30 days is at rest, until the feed gives a later time for it; one that you
named never is. Feeds and sitemaps are looked at each --every. What fails is left alone twice as long
each time, up to a day. Pauses are up to a tenth longer or shorter, so that not all come at once.
Eight hosts are asked at a time, each for one page.

Examples:
  onrecord watch add https://portanselcourier.example/2025/03/harbour-fire
  onrecord watch add https://portanselcourier.example/feed.xml --every 5m --match harbour --match \"/politics/*\"
  onrecord watch list
  onrecord watch status
  onrecord watch run --contact desk@paper.example
  onrecord watch run --once --exec 'mail -s \"a story changed\" desk@paper.example'
  onrecord watch test mailto:desk@paper.example
  onrecord watch rm 2";

#[derive(Debug, clap::Subcommand)]
enum Command {
    Add(AddArgs),
    List(ListArgs),
    Rm(RmArgs),
    Status(StatusArgs),
    Run(Box<run::Args>),
    Test(test::Args),
}

/// Note a page, a feed (RSS, Atom, JSON Feed) or a sitemap to watch
///
/// Nothing is fetched yet. An address that is watched already gets the new options.
#[derive(Debug, clap::Args)]
struct AddArgs {
    /// The address; what it is, the first look will tell
    #[arg(value_name = "URL", value_parser = args::url)]
    url: Url,
    /// How often it is looked at, and its pages while they are young [default: 15m]
    #[arg(long, value_name = "TIME", value_parser = every)]
    every: Option<Duration>,
    /// Of a feed or a sitemap, watch only pages with this in title or address, in any case; * stands for anything; may
    /// be given again
    #[arg(long = "match", value_name = "PATTERN", value_parser = args::pattern)]
    patterns: Vec<Pattern>,
    /// The story that the page's versions go into [default: from its address]
    #[arg(long, value_name = "NAME", value_parser = args::story)]
    story: Option<Slug>,
    #[command(flatten)]
    new: args::NewStoryArgs,
}

/// List what is watched
#[derive(Debug, clap::Args)]
struct ListArgs {}

/// Watch something no more; what was recorded stays
#[derive(Debug, clap::Args)]
struct RmArgs {
    /// Addresses, or numbers as in `watch list`
    #[arg(required = true, value_name = "URL|NUMBER")]
    which: Vec<String>,
}

/// Show how far each address has come: when it answered and changed, when it is next, and what is wrong with it
#[derive(Debug, clap::Args)]
struct StatusArgs {
    /// Only addresses that fail
    #[arg(long)]
    failing: bool,
}

fn every(text: &str) -> Result<Duration, String> {
    let every = args::duration(text)?;
    if every < SHORTEST { Err("one minute is the least".to_owned()) } else { Ok(every) }
}

pub(super) fn run(context: &Context, args: &Args) -> Result<u8, Failure> {
    match &args.command {
        Command::Add(args) => add(context, args),
        Command::List(_) => list(context),
        Command::Rm(args) => remove(context, args),
        Command::Status(args) => status(context, args),
        Command::Run(args) => run::run(context, args),
        Command::Test(args) => test::run(context, args),
    }
}

fn add(context: &Context, args: &AddArgs) -> Result<u8, Failure> {
    let story = args.new.chosen(context, args.story.as_ref())?;
    let mut history = context.open_or_create()?;
    let patterns: Vec<String> = args.patterns.iter().map(|pattern| pattern.as_str().to_owned()).collect();
    let (url, is_new) = watching::add(&mut history, &args.url, args.every, &patterns, story.as_ref(), context.now())?;
    let text = if is_new {
        format!("{url} is looked at with the next watch run")
    } else {
        format!("{url} is watched already; the options given now count")
    };
    tell(context, EventKind::Added, &url, text)
}

fn list(context: &Context) -> Result<u8, Failure> {
    context.show(&Report::Watches(ask::watches(&context.open()?)?))?;
    Ok(0)
}

fn remove(context: &Context, args: &RmArgs) -> Result<u8, Failure> {
    let mut history = context.open_or_create()?;
    let watches = history.watches()?;
    let find = |which: &String| {
        let number = which.parse().ok();
        let url = parse_url(which).ok();
        let is_meant = |watch: &&Watch| {
            Some(watch.id) == number || url.as_ref().is_some_and(|url| is_one_page(url.as_str(), &watch.url))
        };
        watches.iter().find(is_meant).ok_or_else(|| {
            Failure::new(format!("{which} is not watched")).hint("see the numbers and addresses: onrecord watch list")
        })
    };
    let found = args.which.iter().map(find).collect::<Result<Vec<_>, _>>()?;
    let mut writer = history.write()?;
    for watch in &found {
        writer.unwatch(watch.id)?;
    }
    writer.commit()?;
    for watch in found {
        tell(context, EventKind::Removed, &watch.url, format!("{} is no longer watched", watch.url))?;
    }
    Ok(0)
}

fn status(context: &Context, args: &StatusArgs) -> Result<u8, Failure> {
    context.show(&Report::WatchStatus(ask::watch_status(&context.open()?, args.failing)?))?;
    Ok(0)
}

fn tell(context: &Context, kind: EventKind, url: &str, text: String) -> Result<u8, Failure> {
    let event = WatchEvent { at: context.now(), kind, url: Some(url.to_owned()), version: None, text };
    context.print(&Report::WatchEvent(event))?;
    Ok(0)
}
