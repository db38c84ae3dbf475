//! `onrecord info`: where the history is and what it holds.
//!
//! It creates nothing: without a database it says where one would be.

use super::context::Context;
use super::failure::Failure;
use crate::extract::Method;
use crate::render::Report;
use crate::report::InfoReport;
use crate::store::{self, History};

/// Say where the database and the settings are, and which schema and extractor made the database
#[derive(Debug, clap::Args)]
#[command(after_help = "\
The database is the file that --db names, else $ONRECORD_DB, else the one of the settings (see onrecord config), else
onrecord.db in the platform's data folder. It is created by the first onrecord ingest.

Examples:
  onrecord info
  onrecord info --format json | jq -r .path")]
pub struct Args {}

pub(super) fn run(context: &Context, _: &Args) -> Result<u8, Failure> {
    let database = context.database()?;
    let facts = match History::open_read_only(&database.path) {
        Ok(history) => Some(history.facts()?),
        Err(store::Error::Missing { .. }) => None,
        Err(error) => return Err(error.into()),
    };
    let report = InfoReport {
        path: database.path,
        chosen_by: database.chosen_by,
        settings: context.settings_place().ok().filter(|place| place.exists()).map(|place| place.path),
        facts,
        extractor: Method::default().extractor(),
        schema: store::SCHEMA,
    };
    context.show(&Report::Info(report))?;
    Ok(0)
}
