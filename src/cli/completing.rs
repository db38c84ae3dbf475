//! What a shell is told where somebody presses Tab: commands and options as they are defined, and names as the history
//! has them.
//!
//! It says nothing where it knows nothing: without a history, with one that is locked, on a line that makes no sense.
//! Names are words from outside: none gets onto a command line as anything but a name.

use std::ffi::{OsStr, OsString};
use std::io::Write;
use std::path::PathBuf;
use std::sync::mpsc;
use std::time::Duration;

use clap::CommandFactory;
use clap_complete::CompletionCandidate;
use clap_complete::engine::{ArgValueCompleter, PathCompleter, ValueCompleter};
use clap_complete::env::Shells;

use super::Cli;
use super::context::{Database, env};
use super::settings::{Place, SETTINGS, Settings};
use crate::lookup;
use crate::store::History;

/// The variable that asks for completions: it names the shell.
pub(super) const VARIABLE: &str = "ONRECORD_COMPLETE";
/// The program's name, as shells know it.
pub(super) const PROGRAM: &str = "onrecord";

/// How long a history may take to answer before the user is left alone.
const PATIENCE: Duration = Duration::from_secs(1);
/// How many names are offered at most.
const MOST: usize = 200;

/// What an argument names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Named {
    Story,
    Speaker,
    Version,
    /// A version or a file.
    VersionOrFile,
    Setting,
}

/// Returns what an argument names, by the id that it has in clap.
fn named(arg: &clap::Arg) -> Option<Named> {
    match arg.get_id().as_str() {
        "story" | "stories" | "named" | "place" => Some(Named::Story),
        "speaker" | "name" | "other" => Some(Named::Speaker),
        "version" if arg.is_positional() => Some(Named::Version),
        "old" | "new" => Some(Named::VersionOrFile),
        "key" => Some(Named::Setting),
        _ => None,
    }
}

/// Answers a shell. Returns whether one has asked.
pub(super) fn answer() -> bool {
    let Some(name) = env(VARIABLE) else { return false };
    let words = std::env::args_os().skip_while(|word| word != "--").skip(1).collect();
    // What cannot be completed, or told, is left to the user.
    let _ = complete(&name, words);
    true
}

fn complete(shell: &str, words: Vec<OsString>) -> Option<()> {
    let completer = Shells::builtins();
    let completer = completer.completer(shell)?;
    let names = Names { shell: shell.to_owned(), line: words.clone() };
    let mut command = with_names(Cli::command(), &names);
    let mut out = Vec::new();
    completer.write_complete(&mut command, words, std::env::current_dir().ok().as_deref(), &mut out).ok()?;
    std::io::stdout().write_all(&out).ok()
}

/// Gives the arguments that name something the names to choose from, in all commands.
fn with_names(command: clap::Command, names: &Names) -> clap::Command {
    let command = command.mut_subcommands(|below| with_names(below, names));
    command.mut_args(|arg| match named(&arg) {
        Some(what) => {
            let names = names.clone();
            arg.add(ArgValueCompleter::new(move |begun: &OsStr| names.fit(what, begun)))
        }
        None => arg,
    })
}

/// Where names are looked up: the history that the line and its environment mean.
#[derive(Clone, Debug)]
struct Names {
    shell: String,
    line: Vec<OsString>,
}

impl Names {
    /// Lists what a word that is begun may become.
    fn fit(&self, what: Named, begun: &OsStr) -> Vec<CompletionCandidate> {
        let typed = begun.to_string_lossy();
        let (is_quoted, typed) = match typed.strip_prefix(['"', '\'']) {
            Some(rest) => (true, rest.to_owned()),
            None => (false, typed.replace('\\', "")),
        };
        let names = match what {
            Named::Setting => SETTINGS.iter().map(|setting| setting.name.to_owned()).collect(),
            _ => self.look_up(what, typed.clone()).unwrap_or_default(),
        };
        let fitting = names.into_iter().filter(|name| fits(name, &typed) && !name.contains(char::is_control));
        let candidate = |name: String| CompletionCandidate::new(if is_quoted { name } else { self.quoted(name) });
        let mut candidates: Vec<_> =
            fitting.filter(|name| !is_quoted || is_plain(name)).take(MOST).map(candidate).collect();
        if what == Named::VersionOrFile {
            candidates.extend(PathCompleter::file().complete(begun));
        }
        candidates
    }

    /// Asks the history, and waits no longer than a user would.
    fn look_up(&self, what: Named, typed: String) -> Option<Vec<String>> {
        let (sender, answer) = mpsc::channel();
        let names = self.clone();
        std::thread::spawn(move || sender.send(names.all(what, &typed)));
        answer.recv_timeout(PATIENCE).ok()?
    }

    fn all(&self, what: Named, typed: &str) -> Option<Vec<String>> {
        let history = self.history()?;
        match what {
            Named::Speaker => Some(lookup::speakers(&history).ok()?.into_iter().map(|speaker| speaker.name).collect()),
            Named::Story => Some(history.stories().ok()?.into_iter().map(|story| story.slug.to_string()).collect()),
            Named::Version | Named::VersionOrFile => {
                let stories = history.stories().ok()?;
                let numbers = |last: u32| (1..=last).rev().map(|number| format!("v{number}"));
                let Some((named, _)) = typed.split_once('@') else {
                    let own = if let [only] = stories.as_slice() { only.versions } else { 0 };
                    let latest = stories.iter().map(|story| format!("{}@latest", story.slug));
                    return Some(numbers(own).chain(latest).collect());
                };
                let story = stories.into_iter().find(|story| story.slug.as_str() == named)?;
                let places = ["latest".to_owned(), "first".to_owned()].into_iter().chain(numbers(story.versions));
                Some(places.map(|place| format!("{named}@{place}")).collect())
            }
            Named::Setting => None,
        }
    }

    /// Opens the history that the line means, as far as the line can be read.
    fn history(&self) -> Option<History> {
        let [db, config] = ["--db", "--config"].map(|name| self.option(name).map(PathBuf::from));
        let settings = Place::choose(config.as_deref()).and_then(|place| Settings::read(&place)).unwrap_or_default();
        History::open_read_only(&Database::choose(db.as_deref(), &settings).ok()?.path).ok()
    }

    /// Returns the value of an option of the line.
    fn option(&self, name: &str) -> Option<OsString> {
        let words = || self.line.iter();
        let joined = words().find_map(|word| word.to_str()?.strip_prefix(name)?.strip_prefix('=').map(OsString::from));
        joined.or_else(|| words().skip_while(|word| *word != name).nth(1).cloned())
    }

    /// Writes a name so that the shell takes it as one word, and as nothing else.
    fn quoted(&self, name: String) -> String {
        match self.shell.as_str() {
            _ if name.chars().all(is_word) => name,
            // These two put the words onto the line as they come.
            "bash" => name.chars().flat_map(|c| (!is_word(c)).then_some('\\').into_iter().chain([c])).collect(),
            "powershell" => format!("'{}'", name.replace('\'', "''")),
            _ => name,
        }
    }
}

/// Returns whether a name may be meant: it begins with what was typed, or one of its words does.
fn fits(name: &str, typed: &str) -> bool {
    let (name, typed) = (name.to_lowercase(), typed.to_lowercase());
    name.starts_with(&typed) || name.split(' ').any(|word| word.starts_with(&typed))
}

/// Returns whether no shell reads anything into a name but its spaces.
fn is_plain(name: &str) -> bool {
    name.chars().all(|c| is_word(c) || c == ' ')
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || "-_.@,".contains(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ids(command: &clap::Command, path: &str, found: &mut Vec<String>) {
        for arg in command.get_arguments() {
            if let Some(what) = named(arg) {
                found.push(format!("{path} {}: {what:?}", arg.get_id()));
            }
        }
        command.get_subcommands().for_each(|below| ids(below, &format!("{path} {}", below.get_name()), found));
    }

    #[test]
    fn arguments_name_what_their_ids_say() {
        let mut found = Vec::new();
        ids(&Cli::command(), "", &mut found);
        let of = |command: &str| -> Vec<&str> {
            let lead = format!(" {command} ");
            found.iter().filter_map(|line| line.strip_prefix(lead.as_str())).collect()
        };
        assert_eq!(of("log"), ["story: Story"]);
        assert_eq!(of("show"), ["version: Version", "story: Story"]);
        assert_eq!(of("diff"), ["old: VersionOrFile", "new: VersionOrFile", "story: Story", "speaker: Speaker"]);
        assert_eq!(of("audit"), ["name: Speaker"]);
        assert_eq!(of("speakers merge"), ["name: Speaker", "other: Speaker"]);
        assert_eq!(of("config set"), ["key: Setting"]);
        let speakers = ["audit", "topics", "speakers", "report audit"];
        let is_of_a_speaker = |line: &String| speakers.iter().any(|command| line.starts_with(&format!(" {command} ")));
        assert!(found.iter().filter(|line| line.contains(" name: ")).all(is_of_a_speaker), "{found:?}");
    }

    #[test]
    fn a_name_is_one_word_and_nothing_else() {
        let quoted = |shell: &str, name: &str| Names { shell: shell.into(), line: Vec::new() }.quoted(name.into());
        assert_eq!(quoted("bash", "Zoë Vale"), "Zoë\\ Vale");
        assert_eq!(quoted("bash", "$(rm -r *);\"'`"), "\\$\\(rm\\ -r\\ \\*\\)\\;\\\"\\'\\`");
        assert_eq!(quoted("powershell", "O'Hara; x"), "'O''Hara; x'");
        assert_eq!(quoted("zsh", "Zoë Vale"), "Zoë Vale");
        assert_eq!(quoted("bash", "harbour-fire@v2"), "harbour-fire@v2");
    }

    #[test]
    fn a_surname_is_enough() {
        assert!(fits("Dana Harrowick", "har") && fits("Dana Harrowick", "dana h") && fits("x", ""));
        assert!(!fits("Dana Harrowick", "arrow"));
    }
}
