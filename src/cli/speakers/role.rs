//! `onrecord speakers role`: who held an office when.
//!
//! It counts only where a text names nobody.

use chrono::NaiveDate;

use crate::ask::speaker_named;
use crate::cli::args::{AuthorArgs, ScopeArgs, some_name};
use crate::cli::context::Context;
use crate::cli::decide;
use crate::cli::failure::Failure;
use crate::curation::Decision;

/// Say who held an office when
///
/// Where a text of that time (by its date of publication, else of capture) speaks of "the prime minister" and says no
/// name, its claims count as NAME's. Where two people hold it on a day, they count as nobody's. A role may have more
/// words, "Australian prime minister", for texts that say so.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  onrecord speakers role \"Tony Abbott\" \"prime minister\" --from 2013-09-18 --until 2015-09-14
  onrecord speakers role \"Mara Lindqvist\" \"harbour minister\" --from 2030-01-01 --outlet \"Port Ansel Courier\"")]
pub struct Args {
    /// The speaker
    #[arg(value_name = "NAME", value_parser = some_name)]
    name: String,
    /// The office, as texts have it behind "the"
    #[arg(value_name = "ROLE", value_parser = some_name)]
    role: String,
    /// The first day [default: since ever]
    #[arg(long, value_name = "DATE")]
    from: Option<NaiveDate>,
    /// The last day [default: still]
    #[arg(long, value_name = "DATE")]
    until: Option<NaiveDate>,
    #[command(flatten)]
    scope: ScopeArgs,
    #[command(flatten)]
    author: AuthorArgs,
}

pub fn run(context: &Context, args: &Args) -> Result<u8, Failure> {
    if let (Some(from), Some(until)) = (args.from, args.until)
        && until < from
    {
        return Err(Failure::new(format!("the time ends on {until}, before it begins on {from}"))
            .hint("give the first day to --from and the last one to --until"));
    }
    let mut history = decide::open(context)?;
    let name = speaker_named(&history, &args.name)?;
    let scope = args.scope.scope(&history)?;
    let (role, from, until) = (args.role.clone(), args.from, args.until);
    decide::decide(context, &mut history, &args.author, Decision::Role { name, role, from, until, scope })
}
