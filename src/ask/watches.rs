//! What is watched, and how far each address has come.

use super::Error;
use crate::report::{WatchRow, WatchStatusReport, WatchesReport};
use crate::store::{History, Watch};
use crate::watch::EVERY;

/// Lists what is watched.
pub fn watches(history: &History) -> Result<WatchesReport, Error> {
    let rows = history.watches()?.into_iter().map(|watch| row(history, watch));
    Ok(WatchesReport { watches: rows.collect::<Result<_, _>>()? })
}

fn row(history: &History, watch: Watch) -> Result<WatchRow, Error> {
    let targets = history.targets(watch.id)?;
    let at_rest = targets.iter().filter(|target| target.due_at.is_none()).count();
    Ok(WatchRow {
        number: watch.id,
        kind: targets.iter().find(|target| target.url == watch.url).and_then(|target| target.kind),
        every: watch.every.unwrap_or(EVERY),
        looked_at: targets.len() - at_rest,
        at_rest,
        failing: targets.iter().filter(|target| target.failures > 0).count(),
        due_at: targets.iter().filter_map(|target| target.due_at).min(),
        url: watch.url,
        patterns: watch.patterns,
        story: watch.story,
    })
}

/// Lists the addresses that are looked at; only those that fail where `failing` says so.
pub fn watch_status(history: &History, failing: bool) -> Result<WatchStatusReport, Error> {
    let mut targets = Vec::new();
    for watch in history.watches()? {
        targets.extend(history.targets(watch.id)?);
    }
    targets.retain(|target| !failing || target.failures > 0);
    let (waiting, given_up) = history.undelivered()?;
    Ok(WatchStatusReport { targets, waiting, given_up })
}
