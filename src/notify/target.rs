//! Where a notice goes, as a user writes it.
//!
//! What is wrong with it is told without repeating it: it may hold a secret.

use std::fmt::{self, Display, Formatter};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use lettre::message::Mailbox;
use percent_encoding::percent_decode_str;

use crate::address::{Url, host, parse_url};

/// A place to write to.
#[derive(Clone, Debug, PartialEq)]
pub enum Target {
    Slack(Url),
    Teams(Url),
    Ntfy {
        server: Url,
        topic: String,
        /// The header that opens it.
        authorization: Option<String>,
    },
    Mail {
        from: Mailbox,
        to: Vec<Mailbox>,
    },
}

/// Why a place cannot be written to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TargetError {
    #[error("a place for notices is none of slack://, teams://, ntfy:// and mailto:")]
    Unknown,
    #[error("the address of a place for notices is broken")]
    Broken,
    #[error("an ntfy place names no topic")]
    NoTopic,
    #[error("mail goes to no address that can be written to")]
    NoMailbox,
    #[error("mail needs a server, and none is set")]
    NoServer,
    #[error("the mail server's address is broken")]
    BrokenServer,
    #[error("mail would go to its server unencrypted")]
    OpenServer,
}

impl TargetError {
    /// Returns the next step.
    pub fn hint(self) -> &'static str {
        match self {
            Self::Unknown | Self::Broken => {
                "write slack://HOST/PATH (or https://hooks.slack.com/…), teams://HOST/PATH, ntfy://HOST/TOPIC or \
                 mailto:desk@paper.example; JSON for programs goes to --webhook"
            }
            Self::NoTopic => "write ntfy://HOST/TOPIC, or ntfy://TOKEN@HOST/TOPIC",
            Self::NoMailbox => {
                "write mailto:desk@paper.example, or mailto:desk@paper.example?from=onrecord@paper.example"
            }
            Self::NoServer => {
                "set it: onrecord config set smtp - (smtps://USER:PASSWORD@mail.paper.example), or ONRECORD_SMTP"
            }
            Self::BrokenServer => "write smtps://USER:PASSWORD@mail.paper.example",
            Self::OpenServer => "write smtps://…, or smtp://…?tls=required where the server begins in the open",
        }
    }
}

impl Target {
    /// Reads a place.
    ///
    /// # Errors
    /// When it is none of the known ones.
    pub fn parse(text: &str) -> Result<Self, TargetError> {
        let text = text.trim();
        let (scheme, rest) = text.split_once(':').ok_or(TargetError::Unknown)?;
        if scheme == "mailto" {
            return mail(rest);
        }
        let (kind, way) = scheme.split_once('+').unwrap_or((scheme, "https"));
        let url = || Url::parse(&format!("{way}:{rest}")).map_err(|_| TargetError::Broken);
        match kind {
            "https" => {
                let url = url()?;
                let name = url.host_str().unwrap_or_default();
                let is_at = |site: &str| name == site || name.ends_with(&format!(".{site}"));
                match () {
                    () if is_at("hooks.slack.com") || is_at("hooks.slack-gov.com") => web(url).map(Self::Slack),
                    () if ["webhook.office.com", "logic.azure.com", "api.powerplatform.com"].into_iter().any(is_at) => {
                        web(url).map(Self::Teams)
                    }
                    () if is_at("ntfy.sh") => ntfy(url),
                    () => Err(TargetError::Unknown),
                }
            }
            "slack" => web(url()?).map(Self::Slack),
            "teams" => web(url()?).map(Self::Teams),
            "ntfy" => ntfy(url()?),
            _ => Err(TargetError::Unknown),
        }
    }
}

impl Display for Target {
    /// Names the place without what may be a secret.
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Slack(url) => write!(f, "Slack at {}", host(url)),
            Self::Teams(url) => write!(f, "Teams at {}", host(url)),
            Self::Ntfy { server, .. } => write!(f, "ntfy at {}", host(server)),
            Self::Mail { to, .. } => {
                let to: Vec<String> = to.iter().map(|mailbox| mailbox.email.to_string()).collect();
                write!(f, "mail to {}", to.join(", "))
            }
        }
    }
}

fn web(url: Url) -> Result<Url, TargetError> {
    parse_url(url.as_str()).map_err(|_| TargetError::Broken)
}

/// Reads the server, the topic and what opens it: a user with a password, or a token.
fn ntfy(mut url: Url) -> Result<Target, TargetError> {
    let decoded = |text: &str| percent_decode_str(text).decode_utf8_lossy().into_owned();
    let user = decoded(url.username());
    let authorization = match url.password().map(decoded) {
        Some(password) => Some(format!("Basic {}", STANDARD.encode(format!("{user}:{password}")))),
        None => (!user.is_empty()).then(|| format!("Bearer {user}")),
    };
    let topic = decoded(url.path().trim_matches('/'));
    if topic.is_empty() || topic.contains('/') {
        return Err(TargetError::NoTopic);
    }
    if authorization.iter().any(|value| value.contains(|c: char| !c.is_ascii_graphic() && c != ' ')) {
        return Err(TargetError::Broken);
    }
    url.set_path("/");
    url.set_username("").and_then(|()| url.set_password(None)).map_err(|()| TargetError::Broken)?;
    Ok(Target::Ntfy { server: web(url)?, topic, authorization })
}

/// Reads who gets mail, and from whom it comes: the first of them, where nobody else is named.
fn mail(rest: &str) -> Result<Target, TargetError> {
    let (to, query) = rest.split_once('?').unwrap_or((rest, ""));
    let mailbox = |text: &str| {
        let text = percent_decode_str(text).decode_utf8_lossy().into_owned();
        text.trim().parse::<Mailbox>().map_err(|_| TargetError::NoMailbox)
    };
    let to = to.split(',').map(mailbox).collect::<Result<Vec<Mailbox>, _>>()?;
    let from = query.split('&').find_map(|pair| pair.strip_prefix("from=")).map(mailbox).transpose()?;
    let from = from.or_else(|| to.first().cloned()).ok_or(TargetError::NoMailbox)?;
    Ok(Target::Mail { from, to })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_named_without_its_secret() {
        let check = |text: &str, expected: &str| {
            assert_eq!(Target::parse(text).map(|target| target.to_string()), Ok(expected.to_owned()), "{text}");
        };
        check("https://hooks.slack.com/services/T0/B0/secret", "Slack at hooks.slack.com");
        check("slack://chat.paper.example/hooks/secret", "Slack at chat.paper.example");
        check("slack+http://127.0.0.1:8065/hooks/secret", "Slack at 127.0.0.1:8065");
        check(
            "https://prod-1.westus.logic.azure.com:443/workflows/x?sig=secret",
            "Teams at prod-1.westus.logic.azure.com",
        );
        check("teams://paper.webhook.office.com/webhookb2/secret", "Teams at paper.webhook.office.com");
        check("https://ntfy.sh/secret", "ntfy at ntfy.sh");
        check("ntfy://tk_secret@push.paper.example/desk", "ntfy at push.paper.example");
        check("mailto:desk@paper.example,vale@paper.example", "mail to desk@paper.example, vale@paper.example");
    }

    #[test]
    fn what_is_wrong_is_told_without_the_place() {
        for (text, error) in [
            ("secret", TargetError::Unknown),
            ("https://paper.example/secret", TargetError::Unknown),
            ("https://hooks.slack.com.evil.example/secret", TargetError::Unknown),
            ("slack://", TargetError::Broken),
            ("slack+ftp://paper.example/secret", TargetError::Broken),
            ("ntfy://paper.example/", TargetError::NoTopic),
            ("mailto:secret", TargetError::NoMailbox),
            ("mailto:", TargetError::NoMailbox),
        ] {
            assert_eq!(Target::parse(text), Err(error), "{text}");
            assert!(!format!("{error} {}", error.hint()).contains("secret"));
        }
    }

    #[test]
    fn ntfy_is_opened_by_a_password_or_a_token() {
        let opened = |text: &str| match Target::parse(text) {
            Ok(Target::Ntfy { server, topic, authorization }) => (server.to_string(), topic, authorization),
            other => panic!("{other:?}"),
        };
        let server = "https://push.paper.example/".to_owned();
        let check = |text: &str, authorization: Option<&str>| {
            assert_eq!(opened(text), (server.clone(), "desk".to_owned(), authorization.map(str::to_owned)), "{text}");
        };
        check("ntfy://push.paper.example/desk", None);
        check("ntfy://tk_1@push.paper.example/desk", Some("Bearer tk_1"));
        check("ntfy://vale:p%40ss@push.paper.example/desk", Some("Basic dmFsZTpwQHNz"));
    }

    #[test]
    fn mail_comes_from_the_first_reader_or_from_whom_is_named() {
        let from = |text: &str| match Target::parse(text) {
            Ok(Target::Mail { from, .. }) => from.email.to_string(),
            other => panic!("{other:?}"),
        };
        assert_eq!(from("mailto:desk@paper.example"), "desk@paper.example");
        assert_eq!(from("mailto:desk@paper.example?from=onrecord@paper.example"), "onrecord@paper.example");
    }
}
