//! Where people are told of edits, as the options say.
//!
//! What is wrong with a place is told without it, since it may hold a secret.

use super::hook::Hook;
use crate::cli::failure::Failure;
use crate::notify::{Notifier, Target, TargetError};

/// How mail is sent.
#[derive(Clone, Debug, clap::Args)]
pub(super) struct SmtpArgs {
    /// The server that takes mail: smtps://USER:PASSWORD@HOST; keep it in the settings or in $ONRECORD_SMTP
    #[arg(long, value_name = "URL", env = "ONRECORD_SMTP", hide_env_values = true)]
    smtp: Option<String>,
}

/// Where people are told.
#[derive(Clone, Debug, clap::Args)]
pub(super) struct NoticeArgs {
    /// Tell people of substantive edits, in words: slack://HOST/PATH or https://hooks.slack.com/…, teams://HOST/PATH,
    /// ntfy://HOST/TOPIC, mailto:ADDRESS; may be given again
    #[arg(long, value_name = "TARGET", value_delimiter = ' ', env = "ONRECORD_NOTIFY", hide_env_values = true)]
    notify: Vec<String>,
    #[command(flatten)]
    smtp: SmtpArgs,
}

impl NoticeArgs {
    /// Returns whom to tell; each place once.
    ///
    /// # Errors
    /// When a place cannot be written to.
    pub(super) fn hooks(&self, user_agent: String) -> Result<Vec<Hook>, Failure> {
        let mut targets: Vec<&str> = self.notify.iter().map(|target| target.trim()).collect();
        targets.sort_unstable();
        targets.dedup();
        let hook = |target| Ok(Hook::notice(target, self.smtp.notifier(target, user_agent.clone())?));
        targets.into_iter().filter(|target| !target.is_empty()).map(hook).collect()
    }
}

impl SmtpArgs {
    /// Makes ready to write to a place.
    ///
    /// # Errors
    /// When it cannot be written to.
    pub(super) fn notifier(&self, target: &str, user_agent: String) -> Result<Notifier, Failure> {
        Ok(Notifier::new(Target::parse(target)?, self.smtp.as_deref(), user_agent)?)
    }
}

impl From<TargetError> for Failure {
    fn from(error: TargetError) -> Self {
        Self::from_error(&error).hint(error.hint())
    }
}
