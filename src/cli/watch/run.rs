//! `onrecord watch run`: looks at what is due, records what changed, and tells who is to be told.
//!
//! All that it needs to go on after a kill is in the history's file: each step is written down before the next one
//! begins.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};

use super::hook::Hook;
use super::look::LookError;
use super::notices::NoticeArgs;
use super::stop::Stop;
use crate::address::{Url, parse_url};
use crate::cli::FAILED;
use crate::cli::args::{self, MethodArgs, WebArgs};
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::progress::Progress;
use crate::cli::web::{self, Receipt, Web};
use crate::diff::Confidence;
use crate::feed;
use crate::fetch::{self, Header, Response, Validators};
use crate::render::Report;
use crate::report::{EventKind, WatchEvent, phrases};
use crate::store::{self, History, Target, TargetKind, Watch, Writer};
use crate::story::{Slug, VersionNumber};
use crate::watch::{self, EVERY};

/// How many hosts are asked at a time.
const AT_ONCE: usize = 8;
/// How many due addresses are looked through for as many hosts.
const AHEAD: u32 = 500;
/// For how long an address or a delivery is taken on: after a kill it is due again then.
pub(super) const LEASE: TimeDelta = TimeDelta::minutes(5);
/// The longest sleep: others may add watches in the meantime.
const LONGEST_SLEEP: Duration = Duration::from_secs(60);

/// Look at what is due, record what changed, and go on until Ctrl-C
///
/// Prints one line for each thing that happens. What is under way when it is stopped is finished; what was interrupted
/// by a kill is taken up by the next run. Several runs may share one database.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Changes: a version with a substantive edit (see onrecord diff --help) is told to CMD on its standard
input, and to the webhook by POST, as onrecord diff --format json prints it against the version
before. With --notify people are told in words: the title, each substantive edit that is at least 0.5
sure, whether a note was found, the page; and, once, that a page is gone (404, 410) or there again.
onrecord watch test tries it. With --min-confidence the edit
has to be so sure; a version without such an edit is passed over for good, and a line says so. What was
told is never told again. What failed is tried again after 1, 5, 25, … minutes, six times in all. What
a kill interrupted is told again after 5 minutes, since nobody knows whether it arrived: the webhook's
Idempotency-Key header is the same both times, as are story.slug and new.ref in the JSON.

Instead of a story: a log-in, a check for robots or another text is no version and is told to nobody. It
is kept as an exhibit of the story's latest version (onrecord exhibits), once until the story is back.

Secrets: a header goes to the host that it names (\"HOST NAME: VALUE\"), or to the only host that you
watch. A file (--headers-from) or ONRECORD_HEADERS keeps headers out of the list of processes; the
settings (onrecord config) or ONRECORD_WEBHOOK, ONRECORD_NOTIFY and ONRECORD_SMTP keep addresses.

Exit codes of --once: 0 all is well, 2 something failed.

Examples:
  onrecord watch run --contact desk@paper.example
  onrecord watch run --once
  onrecord watch run --once --all
  onrecord watch run --exec 'jq -r .story.slug >> changed.txt'
  onrecord watch run --notify mailto:desk@paper.example --notify ntfy://push.paper.example/desk
  onrecord watch run --webhook https://chat.paper.example/hook --format json")]
pub(super) struct Args {
    /// Look once at what is due, and end: for cron
    #[arg(long)]
    once: bool,
    /// Begin with all addresses and deliveries, due or not
    #[arg(long)]
    all: bool,
    /// Run this command by the shell for each substantive change; it may take a minute
    #[arg(long, value_name = "CMD")]
    exec: Option<String>,
    /// Send each substantive change to this address, with the headers that name its host; it may be on this machine
    #[arg(long, value_name = "URL", env = "ONRECORD_WEBHOOK", hide_env_values = true, value_parser = args::url)]
    webhook: Option<Url>,
    #[command(flatten)]
    notices: NoticeArgs,
    /// Tell only of versions with a substantive edit that is at least so sure, from 0 to 1: see onrecord diff --help
    #[arg(long, value_name = "N", allow_negative_numbers = true, value_parser = args::confidence)]
    pub min_confidence: Option<Confidence>,
    #[command(flatten)]
    pub method: MethodArgs,
    #[command(flatten)]
    web: WebArgs,
}

pub(super) fn run(context: &Context, args: &Args) -> Result<u8, Failure> {
    let started = context.now();
    let history = context.open_or_create()?;
    if history.watches()?.is_empty() {
        context.note("nothing is watched yet (onrecord watch add URL)");
    }
    let stop = Stop::listen()?;
    let exec = args.exec.iter().map(|command| Hook::exec(command));
    let headers = bound(args.web.fetch.headers()?, &history.watches()?)?;
    let webhook = args.webhook.iter().map(|url| Hook::webhook(url, headers.clone(), args.web.fetch.user_agent()));
    let mut hooks: Vec<Hook> = exec.chain(webhook).collect();
    hooks.extend(args.notices.hooks(args.web.fetch.user_agent())?);
    let web = Web::new(context, &args.web, headers, 0)?;
    let mut run = WatchRun { context, args, history, stop, web, hooks, tally: RunCounts::default(), progress: None };
    run.go(started)
}

/// Binds each header to a host: the one that it names, or the only one that the user watches.
fn bound(headers: Vec<Header>, watches: &[Watch]) -> Result<Vec<Header>, Failure> {
    let urls = watches.iter().map(|watch| parse_url(&watch.url)).collect::<Result<Vec<Url>, _>>()?;
    let hosts: BTreeMap<String, &Url> = urls.iter().map(|url| (url.origin().ascii_serialization(), url)).collect();
    let bind = |mut header: Header| match (&header.host, hosts.len()) {
        (Some(_), _) => Ok(header),
        (None, 1) => {
            header.host = hosts.values().next().map(|url| (*url).clone());
            Ok(header)
        }
        (None, count) => {
            let failure =
                Failure::new(format!("{count} hosts are watched; which of them gets the header {}?", header.name));
            Err(failure.hint(format!("name it: \"HOST {}: …\"", header.name)))
        }
    };
    headers.into_iter().map(bind).collect()
}

/// What one call has done.
#[derive(Debug, Default)]
pub(super) struct RunCounts {
    /// The addresses that were looked at.
    seen: BTreeSet<i64>,
    pub new: usize,
    pub changed: usize,
    pub failed: usize,
}

/// One call under way.
pub(super) struct WatchRun<'a> {
    pub context: &'a Context,
    pub args: &'a Args,
    pub history: History,
    pub stop: Stop,
    pub web: Web,
    pub hooks: Vec<Hook>,
    pub tally: RunCounts,
    /// How far `--once` is; a run without an end has nothing to count up to.
    pub progress: Option<Progress>,
}

/// An address with what its server is asked with.
struct Look {
    target: Target,
    watch: Watch,
    /// The address that the user gave, which led to this one.
    given: Url,
    url: Url,
    known: Option<Validators>,
}

impl WatchRun<'_> {
    fn go(&mut self, started: DateTime<Utc>) -> Result<u8, Failure> {
        let (now, all) = (self.context.now(), self.args.all);
        let mended = self.change(|writer| {
            writer.forget_unstored(now)?;
            // What was killed was begun before this run; what was begun since is another run's that goes on.
            if all {
                writer.hurry(now, started + LEASE)?;
            }
            writer.mend_times(now, |every| watch::latest_due(every.unwrap_or(EVERY), now))
        })?;
        if mended > 0 {
            let addresses = phrases::count(mended, "address was", "addresses were");
            let text = format!("{addresses} due far in the future, as after a run with a wrong clock; due now");
            self.tell(EventKind::Warning, None, None, text)?;
        }
        if self.args.once {
            self.progress = Some(Progress::of("addresses", self.history.due(self.context.now(), u32::MAX)?.len()));
        }
        while !self.stop.is_asked() {
            match self.go_once() {
                Ok(true) => {}
                Ok(false) if self.args.once => break,
                Ok(false) => self.stop.wait(self.pause()?),
                Err(failure) if failure.is_locked && !self.args.once => self.leave(&failure),
                Err(failure) => return Err(failure),
            }
        }
        match self.deliver() {
            Err(failure) if failure.is_locked => self.leave(&failure),
            done => done?,
        }
        if !self.args.once {
            return Ok(0);
        }
        let RunCounts { seen, new, changed, failed } = &self.tally;
        let text = format!(
            "{} looked at: {new} new, {changed} changed, {failed} failed",
            phrases::count(seen.len(), "address", "addresses")
        );
        let status = if *failed > 0 { FAILED } else { 0 };
        self.tell(EventKind::Done, None, None, text)?;
        Ok(status)
    }

    /// Delivers what is due, and looks at a first few of the addresses that are. Returns whether there were any.
    fn go_once(&mut self) -> Result<bool, Failure> {
        self.deliver()?;
        let looks = self.claim_due()?;
        let is_any = !looks.is_empty();
        let before = self.tally.seen.len().saturating_sub(looks.len());
        for (nth, (look, answer)) in fetch_all(&self.web, looks).into_iter().enumerate() {
            match self.record_outcome(look, answer) {
                Err(failure) if failure.is_locked => self.leave(&failure),
                done => done?,
            }
            self.progress.iter_mut().for_each(|progress| progress.show(before + nth + 1));
        }
        Ok(is_any)
    }

    /// Says that something was left undone, since another program has held the database for too long. Its lease ends,
    /// and then it is due again.
    fn leave(&mut self, failure: &Failure) {
        self.tally.failed += 1;
        self.progress.iter_mut().for_each(Progress::clear);
        self.context.warn(&format!("{}; what was under way is done again in 5 minutes", failure.message));
    }

    /// Changes the history in one transaction.
    pub(super) fn change<T>(
        &mut self,
        change: impl FnOnce(&mut Writer<'_>) -> Result<T, store::Error>,
    ) -> Result<T, store::Error> {
        let mut writer = self.history.write()?;
        let changed = change(&mut writer)?;
        writer.commit()?;
        Ok(changed)
    }

    /// Returns how long to sleep.
    fn pause(&self) -> Result<Duration, Failure> {
        let mut due = self.history.next_due()?;
        for hook in &self.hooks {
            due = [due, self.history.next_delivery(&hook.key)?].into_iter().flatten().min();
        }
        let pause = due.map_or(LONGEST_SLEEP, |due| (due - self.context.now()).to_std().unwrap_or_default());
        // A short one even where all that is due is another run's.
        Ok(pause.clamp(Duration::from_millis(200), LONGEST_SLEEP))
    }

    /// Claims addresses that are due, one of each host.
    fn claim_due(&mut self) -> Result<Vec<Look>, Failure> {
        let now = self.context.now();
        let mut hosts = BTreeSet::new();
        let mut looks: Vec<Look> = Vec::new();
        for (target, watch) in self.history.due(now, AHEAD)? {
            if looks.len() == AT_ONCE {
                break;
            }
            if self.args.once && self.tally.seen.contains(&target.id) {
                continue;
            }
            let url = parse_url(&target.url)?;
            if !hosts.insert(url.host_str().unwrap_or_default().to_owned()) {
                continue;
            }
            let given = parse_url(&watch.url)?;
            let known = self.known(&target, &watch, &url)?;
            let is_ours = self.change(|writer| writer.claim(&target, now + LEASE))?;
            if is_ours {
                self.tally.seen.insert(target.id);
                looks.push(Look { target, watch, given, url, known });
            }
        }
        Ok(looks)
    }

    fn known(&self, target: &Target, watch: &Watch, url: &Url) -> Result<Option<Validators>, Failure> {
        if target.kind == Some(TargetKind::List) {
            return Ok(self.history.answer(url.as_str())?.and_then(web::validators));
        }
        let story = watch.story.as_ref().filter(|_| target.url == watch.url);
        Ok(web::known(&self.history, url, story)?.map(|(validators, ..)| validators))
    }

    /// Writes down what a look has brought.
    fn record_outcome(&mut self, look: Look, answer: Result<Option<Response>, fetch::Error>) -> Result<(), Failure> {
        let Look { mut target, watch, url, .. } = look;
        let every = watch.every.unwrap_or(EVERY);
        let was_gone = gone_with(&target);
        let gone = match &answer {
            Err(fetch::Error::Status { status: status @ (404 | 410), .. }) if target.story.is_some() => Some(*status),
            _ => None,
        };
        let done = match answer {
            Ok(None) => Ok(self.unchanged(&mut target)?),
            Ok(Some(response)) => match feed::read(&response.bytes, response.charset().as_deref(), &response.url) {
                Some(list) => self.list(&mut target, &watch, list, Receipt::new(&url, &response)),
                None => self.page(&mut target, &watch, &url, response),
            },
            Err(error) => Err(error.into()),
        };
        // What stands in the place of a page that was gone is no page that is back.
        if was_gone.is_some() && done.is_ok() {
            let text = format!("{} is there again", target.url);
            self.tell(EventKind::Back, Some(&target.url), None, text.clone())?;
            self.announce(&target, &text)?;
        }
        let now = self.context.now();
        let changed_at = target.changed_at.unwrap_or(target.noted_at);
        let is_own = target.url == watch.url;
        let due = match done {
            Ok(problem) => {
                target.checked_at = Some(now);
                target.failures = 0;
                target.problem = problem;
                match target.kind {
                    Some(TargetKind::List) if is_own => watch::after_list(&target.url, every, now),
                    _ => watch::after_page(&target.url, every, changed_at, now),
                }
            }
            Err(LookError::History(failure)) => return Err(failure),
            Err(LookError::Address { failure, retry_after }) => {
                self.tally.failed += 1;
                target.failures = target.failures.saturating_add(1);
                let kind = if gone.is_some() && was_gone.is_none() { EventKind::Gone } else { EventKind::Failed };
                let problem = match (gone, was_gone) {
                    (Some(status), _) => gone_text(&target.url, status),
                    (None, Some(status)) => format!("{}; {}", gone_text(&target.url, status), failure.message),
                    (None, None) => failure.message,
                };
                self.tell(kind, Some(&target.url), None, problem.clone())?;
                if kind == EventKind::Gone {
                    self.announce(&target, &problem)?;
                }
                target.problem = Some(problem);
                watch::after_failure(&target.url, every, target.failures, retry_after, now)
            }
        };
        target.due_at = Some(due).filter(|_| is_own || !watch::is_at_rest(changed_at, now));
        if target.due_at.is_none() {
            let text = format!("{} has not changed for 30 days and is no longer looked at", target.url);
            self.tell(EventKind::AtRest, Some(&target.url), None, text)?;
        }
        self.change(|writer| writer.update_target(&target))?;
        self.deliver()
    }

    /// Notes what is known of an address whose server says that nothing has changed. Returns what a reader should be
    /// wary of still.
    fn unchanged(&self, target: &mut Target) -> Result<Option<String>, Failure> {
        if target.kind.is_none() {
            // It was fetched by another command.
            target.kind = Some(TargetKind::Page);
            target.story = self.history.answer(&target.url)?.and_then(|answer| Some(answer.version?.0));
        }
        Ok(target.problem.take().filter(|_| target.failures == 0))
    }

    /// Prints one line.
    pub(super) fn tell(
        &mut self,
        kind: EventKind,
        url: Option<&str>,
        version: Option<(Slug, VersionNumber)>,
        text: String,
    ) -> Result<(), Failure> {
        self.progress.iter_mut().for_each(Progress::clear);
        let event = WatchEvent { at: self.context.now(), kind, url: url.map(str::to_owned), version, text };
        self.context.print_while_open(&Report::WatchEvent(event))
    }
}

/// Says that a page which is on record is not there any more.
fn gone_text(url: &str, status: u16) -> String {
    format!("{url} is gone ({status})")
}

/// Returns with which status a page was gone, where it is not known to be back since.
fn gone_with(target: &Target) -> Option<u16> {
    let problem = target.problem.as_deref()?;
    [404, 410].into_iter().find(|status| problem.starts_with(&gone_text(&target.url, *status)))
}

/// Asks all servers at once; the answers come in the order of the addresses.
fn fetch_all(web: &Web, looks: Vec<Look>) -> Vec<(Look, Result<Option<Response>, fetch::Error>)> {
    std::thread::scope(|scope| {
        let ask = |look: Look| {
            scope.spawn(move || {
                let answer = web.client.get_named_if_changed(&look.given, &look.url, look.known.as_ref());
                (look, answer)
            })
        };
        let threads: Vec<_> = looks.into_iter().map(ask).collect();
        threads
            .into_iter()
            .map(|thread| thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
            .collect()
    })
}
