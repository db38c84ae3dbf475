//! What a user sets once and for all: the settings, each with its option and its variable.
//!
//! A setting is the default of an option: what stands on the command line goes before it, and so does the environment.
//! What may be a secret is never shown.

mod file;

use std::net::SocketAddr;

use clap::ValueEnum;

use super::capture_tool::CaptureTool;
use super::context::env;
use super::{ColorChoice, args};
use crate::address::{Url, parse_url};
use crate::extract::Method;
use crate::notify::{Target, check_server};

pub use file::{Edit, Place, Settings};

/// Stands for what is not shown.
const HIDDEN: &str = "…";

/// One thing that can be set.
#[derive(Debug)]
pub struct Setting {
    /// What it is called in the file.
    pub name: &'static str,
    /// The options whose default it is, by the id that they have in clap; `None` where it is read without clap.
    option: Option<&'static str>,
    /// The variable that goes before the file.
    pub variable: Option<&'static str>,
    form: Form,
    /// Says what is wrong with a value; it never repeats it.
    check: fn(&str) -> Result<(), String>,
    /// What is shown of a value.
    shown: fn(&str) -> String,
}

/// The form of a value in the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    Text,
    /// `true` or `false`.
    Flag,
    /// One text, or a list of them.
    List,
}

/// Everything that can be set, by name.
pub const SETTINGS: [Setting; 12] = [
    Setting { variable: Some("ONRECORD_AUTHOR"), option: Some("author"), ..text("author", some) },
    Setting { option: Some("capture_with"), ..text("capture_with", tool) },
    Setting { option: Some("color"), ..text("color", color) },
    Setting { variable: Some("ONRECORD_CONTACT"), option: Some("contact"), ..text("contact", contact) },
    Setting { variable: Some("ONRECORD_DB"), ..text("database", some) },
    Setting { option: Some("listen"), ..text("listen", listen) },
    Setting { option: Some("method"), ..text("model", model) },
    Setting {
        variable: Some("ONRECORD_NOTIFY"),
        option: Some("notify"),
        form: Form::List,
        shown: place,
        ..text("notify", notify)
    },
    Setting { variable: Some("ONRECORD_PAGER"), ..text("pager", any) },
    Setting { variable: Some("ONRECORD_SMTP"), option: Some("smtp"), shown: server, ..text("smtp", smtp) },
    Setting { option: Some("utc"), form: Form::Flag, ..text("utc", flag) },
    Setting { variable: Some("ONRECORD_WEBHOOK"), option: Some("webhook"), shown: server, ..text("webhook", webhook) },
];

const fn text(name: &'static str, check: fn(&str) -> Result<(), String>) -> Setting {
    Setting { name, option: None, variable: None, form: Form::Text, check, shown: str::to_owned }
}

impl Setting {
    /// Finds a setting by its name.
    pub fn named(name: &str) -> Option<&'static Self> {
        SETTINGS.iter().find(|setting| setting.name == name)
    }

    /// Returns what the environment says; a pager may be nothing, and a list is parted by spaces.
    pub fn in_environment(&self) -> Option<Vec<String>> {
        let value = match self.name {
            "pager" => std::env::var("ONRECORD_PAGER").ok(),
            _ => self.variable.and_then(env),
        };
        value.map(|value| match self.form {
            Form::List => value.split_whitespace().map(str::to_owned).collect(),
            Form::Text | Form::Flag => vec![value],
        })
    }

    /// Returns what is shown of values, which may be secrets.
    pub fn shown(&self, values: &[String]) -> Vec<String> {
        values.iter().map(|value| (self.shown)(value)).collect()
    }

    /// Returns the default of the option, as it is where nothing is set.
    pub fn default(&self, command: &clap::Command) -> Vec<String> {
        let arg = self.option.and_then(|id| find(command, id));
        let values = arg.into_iter().flat_map(clap::Arg::get_default_values);
        values.map(|value| value.to_string_lossy().into_owned()).collect()
    }
}

impl Settings {
    /// Makes what is set the defaults of the options; the environment goes before it.
    pub fn as_defaults(&self, mut command: clap::Command) -> clap::Command {
        for setting in SETTINGS.iter().filter(|setting| setting.in_environment().is_none()) {
            if let (Some(id), Some(values)) = (setting.option, self.values(setting.name)) {
                command = with_default(command, id, values);
            }
        }
        command
    }
}

/// Finds an option of the program or of a command, by its id.
fn find<'a>(command: &'a clap::Command, id: &str) -> Option<&'a clap::Arg> {
    let own = command.get_arguments().find(|arg| arg.get_id() == id);
    own.or_else(|| command.get_subcommands().find_map(|below| find(below, id)))
}

/// Gives the options of an id a default, in all commands.
fn with_default(command: clap::Command, id: &str, values: &[String]) -> clap::Command {
    let command = command.mut_subcommands(|below| with_default(below, id, values));
    command.mut_args(|arg| match arg.get_id() == id {
        true => arg.default_values(values.to_vec()).hide_default_value(true),
        false => arg,
    })
}

fn any(_: &str) -> Result<(), String> {
    Ok(())
}

fn some(text: &str) -> Result<(), String> {
    if text.trim().is_empty() { Err("something that is not empty".to_owned()) } else { Ok(()) }
}

fn flag(text: &str) -> Result<(), String> {
    text.parse::<bool>().map(drop).map_err(|_| "true or false".to_owned())
}

fn color(text: &str) -> Result<(), String> {
    ColorChoice::from_str(text, true).map(drop).map_err(|_| "auto, always or never".to_owned())
}

fn model(text: &str) -> Result<(), String> {
    Method::from_str(text, true).map(drop).map_err(|_| "accurate, fast or rules".to_owned())
}

fn contact(text: &str) -> Result<(), String> {
    args::contact(text).map(drop)
}

fn listen(text: &str) -> Result<(), String> {
    text.parse::<SocketAddr>().map(drop).map_err(|_| "an address with a port, such as 127.0.0.1:8640".to_owned())
}

fn notify(text: &str) -> Result<(), String> {
    let expected = "slack://HOST/PATH, teams://HOST/PATH, ntfy://HOST/TOPIC or mailto:ADDRESS, or a list of such";
    Target::parse(text).map(drop).map_err(|_| expected.to_owned())
}

fn smtp(text: &str) -> Result<(), String> {
    check_server(text).map_err(|_| "smtps://USER:PASSWORD@HOST, or smtp://USER:PASSWORD@HOST?tls=required".to_owned())
}

fn tool(text: &str) -> Result<(), String> {
    CaptureTool::parse(text).map(drop)
}

fn webhook(text: &str) -> Result<(), String> {
    parse_url(text).map(drop).map_err(|_| "an address such as https://chat.paper.example/hook".to_owned())
}

/// Shows where notices go without what may be a secret.
fn place(text: &str) -> String {
    Target::parse(text).map_or_else(|_| HIDDEN.to_owned(), |target| target.to_string())
}

/// Shows the server of an address, whose other parts may be secrets.
fn server(text: &str) -> String {
    let url = Url::parse(text).ok();
    url.map_or_else(
        || HIDDEN.to_owned(),
        |url| format!("{}://{}/{HIDDEN}", url.scheme(), url.host_str().unwrap_or_default()),
    )
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;
    use crate::cli::Cli;

    #[test]
    fn each_setting_is_the_default_of_an_option_or_is_read_without_one() {
        let command = Cli::command();
        for setting in &SETTINGS {
            match setting.option {
                Some(id) => assert!(find(&command, id).is_some(), "{}", setting.name),
                None => assert!(["database", "pager"].contains(&setting.name), "{}", setting.name),
            }
            for default in setting.default(&command) {
                assert_eq!((setting.check)(&default), Ok(()), "{}", setting.name);
            }
        }
        assert!(SETTINGS.is_sorted_by_key(|setting| setting.name));
    }

    #[test]
    fn secrets_are_not_shown() {
        for (name, value, shown) in [
            ("notify", "slack://chat.paper.example/hooks/secret", "Slack at chat.paper.example"),
            ("smtp", "smtps://vale:secret@mail.paper.example", "smtps://mail.paper.example/…"),
            ("webhook", "https://chat.paper.example/secret?secret", "https://chat.paper.example/…"),
            ("webhook", "secret", "…"),
        ] {
            let setting = Setting::named(name).expect("a setting");
            assert_eq!(setting.shown(&[value.to_owned()]), [shown], "{name}");
        }
        for setting in &SETTINGS {
            let told = (setting.check)("\u{1}secret").err().unwrap_or_default();
            assert!(!told.contains("\u{1}"), "{}", setting.name);
        }
    }
}
