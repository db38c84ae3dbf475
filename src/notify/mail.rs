//! Notices by mail, through the server that the user names.
//!
//! Nothing goes over a network unencrypted: a server in the open may only be on this machine.

use std::time::Duration;

use lettre::message::{Mailbox, header::ContentType};
use lettre::{Message, SmtpTransport, Transport};

use super::TargetError;
use crate::address::Url;
use crate::render::notice::plain;
use crate::report::Notice;

/// How long the server may take for each answer.
const TIMEOUT: Duration = Duration::from_secs(30);

/// A server with the people who are written to.
#[derive(Debug)]
pub(super) struct Mailer {
    server: SmtpTransport,
    from: Mailbox,
    to: Vec<Mailbox>,
}

impl Mailer {
    pub(super) fn new(smtp: Option<&str>, from: Mailbox, to: Vec<Mailbox>) -> Result<Self, TargetError> {
        let smtp = smtp.ok_or(TargetError::NoServer)?;
        check_server(smtp)?;
        let server = SmtpTransport::from_url(smtp).map_err(|_| TargetError::BrokenServer)?;
        Ok(Self { server: server.timeout(Some(TIMEOUT)).build(), from, to })
    }

    /// Sends a notice; the message is named by `key`, by which mail programs know it again.
    pub(super) fn send(&self, notice: &Notice, key: &str) -> Result<(), String> {
        let message = Message::builder().from(self.from.clone()).subject(&notice.title);
        let message = message.message_id(Some(format!("<{key}@onrecord>"))).header(ContentType::TEXT_PLAIN);
        let message = self.to.iter().fold(message, |message, to| message.to(to.clone()));
        let message = message.body(plain(notice)).map_err(|error| format!("the mail cannot be written: {error}"))?;
        let told = |error| format!("the mail server does not take it: {error}");
        self.server.send(&message).map(drop).map_err(told)
    }
}

/// Checks the address of a mail server.
///
/// # Errors
/// When it is none, or mail would go to it unencrypted.
pub fn check_server(smtp: &str) -> Result<(), TargetError> {
    let url = Url::parse(smtp).map_err(|_| TargetError::BrokenServer)?;
    let host = url.host_str().filter(|host| !host.is_empty()).ok_or(TargetError::BrokenServer)?;
    let tls = url.query_pairs().find(|(key, _)| key == "tls");
    let is_required = tls.is_some_and(|(_, value)| value == "required");
    let is_here = ["localhost", "127.0.0.1", "[::1]"].contains(&host);
    match url.scheme() {
        "smtps" => Ok(()),
        "smtp" if is_required || is_here => Ok(()),
        "smtp" => Err(TargetError::OpenServer),
        _ => Err(TargetError::BrokenServer),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mail_goes_over_no_network_in_the_open() {
        for (smtp, expected) in [
            ("smtps://user:secret@mail.paper.example", Ok(())),
            ("smtp://user:secret@mail.paper.example?tls=required", Ok(())),
            ("smtp://127.0.0.1:2525", Ok(())),
            ("smtp://user:secret@mail.paper.example", Err(TargetError::OpenServer)),
            ("smtp://user:secret@mail.paper.example?tls=opportunistic", Err(TargetError::OpenServer)),
            ("mail.paper.example", Err(TargetError::BrokenServer)),
            ("https://mail.paper.example", Err(TargetError::BrokenServer)),
        ] {
            assert_eq!(check_server(smtp), expected, "{smtp}");
        }
    }
}
