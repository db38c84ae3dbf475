//! A notice → somebody's screen: Slack, Teams, ntfy, mail.
//!
//! Addresses may hold secrets: they are sent to their own host alone, and no message shows them.

mod mail;
mod target;

use std::time::Duration;

use serde_json::json;

use crate::address::Url;
use crate::fetch::{Client, Header, Options};
use crate::render::notice::{plain, slack, teams};
use crate::report::Notice;
use mail::Mailer;
pub use mail::check_server;
pub use target::{Target, TargetError};

/// A place that can be written to.
#[derive(Debug)]
pub struct Notifier {
    /// The place without what may be a secret: "Slack at hooks.slack.com".
    pub name: String,
    way: Way,
}

#[derive(Debug)]
enum Way {
    Slack(Url, Box<Client>),
    Teams(Url, Box<Client>),
    Ntfy(Url, String, Box<Client>),
    Mail(Box<Mailer>),
}

/// Why a notice did not arrive, and how long its receiver asks to be left alone.
#[derive(Debug)]
pub struct SendError {
    pub why: String,
    pub retry_after: Option<Duration>,
}

impl Notifier {
    /// Makes ready to write to a place; mail goes through the server at `smtp`.
    ///
    /// # Errors
    /// When it is mail, and there is no server that may be given it.
    pub fn new(target: Target, smtp: Option<&str>, user_agent: String) -> Result<Self, TargetError> {
        let name = target.to_string();
        let way = match target {
            Target::Slack(url) => Way::Slack(url.clone(), client(url, None, user_agent)),
            Target::Teams(url) => Way::Teams(url.clone(), client(url, None, user_agent)),
            Target::Ntfy { server, topic, authorization } => {
                Way::Ntfy(server.clone(), topic, client(server, authorization, user_agent))
            }
            Target::Mail { from, to } => Way::Mail(Box::new(Mailer::new(smtp, from, to)?)),
        };
        Ok(Self { name, way })
    }

    /// Sends a notice, once. `key` is the same whenever the same is sent again, so that the receiver can tell.
    ///
    /// # Errors
    /// When it was not taken.
    pub fn send(&self, notice: &Notice, key: &str) -> Result<(), SendError> {
        let (client, url, body) = match &self.way {
            Way::Mail(mailer) => {
                return mailer.send(notice, key).map_err(|why| SendError { why, retry_after: None });
            }
            Way::Slack(url, client) => (client, url, slack(notice)),
            Way::Teams(url, client) => (client, url, teams(notice)),
            Way::Ntfy(server, topic, client) => (client, server, ntfy(notice, topic)),
        };
        client.post_json(url, &body, key).map_err(|error| SendError {
            retry_after: error.retry_after(),
            why: error.to_string().replace(url.as_str(), url.host_str().unwrap_or_default()),
        })
    }
}

/// Makes a client for a place of the user's own, which may well be on this machine.
fn client(url: Url, authorization: Option<String>, user_agent: String) -> Box<Client> {
    let header = |value| Header { host: Some(url), name: "authorization".to_owned(), value };
    let headers = authorization.map(header).into_iter().collect();
    let delay = Duration::ZERO;
    Box::new(Client::new(Options { user_agent, headers, allows_private: true, delay, ..Options::default() }))
}

fn ntfy(notice: &Notice, topic: &str) -> String {
    let mut message = json!({"topic": topic, "title": notice.title, "message": plain(notice)});
    if let Some(link) = &notice.link {
        message["click"] = json!(link);
    }
    message.to_string()
}
