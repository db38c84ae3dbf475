//! `onrecord watch test`: a message that shows whether the next one would arrive.
//!
//! Nothing is looked at, and nothing is written down.

use super::notices::SmtpArgs;
use crate::cli::FAILED;
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::fetch::user_agent;
use crate::notify::SendError;
use crate::report::Notice;
use crate::story::sha256;

/// Send a test message to the places that are told of edits
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  onrecord watch test                                  all places of the settings
  onrecord watch test ntfy://push.paper.example/desk
  onrecord watch test 'mailto:desk@paper.example?from=onrecord@paper.example'")]
pub(super) struct Args {
    /// The places, as for watch run --notify [default: those of $ONRECORD_NOTIFY or the settings]
    #[arg(value_name = "TARGET", value_delimiter = ' ', env = "ONRECORD_NOTIFY", hide_env = true)]
    notify: Vec<String>,
    #[command(flatten)]
    smtp: SmtpArgs,
}

pub(super) fn run(context: &Context, args: &Args) -> Result<u8, Failure> {
    if args.notify.is_empty() {
        let failure = Failure::new("no place is named, and none is set");
        return Err(
            failure.hint("name one: onrecord watch test TARGET, or for good: onrecord config set notify TARGET")
        );
    }
    let mut status = 0;
    for target in &args.notify {
        let notifier = args.smtp.notifier(target, user_agent(None))?;
        // Each test is a message of its own.
        let key = sha256(format!("test {} {target}", context.now()).as_bytes());
        match notifier.send(&Notice::test(), &key) {
            Ok(()) => context.note(&format!("{} took the test message", notifier.name)),
            Err(SendError { why, .. }) => {
                let failure = Failure::new(format!("{} did not take the test message: {why}", notifier.name));
                context.fail(&failure.hint("check the address, and the server's own log"));
                status = FAILED;
            }
        }
    }
    Ok(status)
}
