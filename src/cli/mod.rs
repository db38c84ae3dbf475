//! The command line: argv, environment, clock, terminal and exit code. One file a command.
//!
//! It decides nothing about claims: commands fetch, hand to the other rooms and print what comes back.

mod addresses;
mod args;
mod audit;
mod backup;
mod blame;
mod bundle;
mod capture_tool;
mod card;
mod checking;
mod child;
mod claims;
mod completing;
mod completions;
mod config;
mod context;
mod decide;
mod decisions;
mod diff;
mod exhibits;
mod export;
mod extract;
mod failure;
mod feed;
mod help;
mod history;
mod import;
mod info;
mod ingest;
mod input;
mod inputs;
mod jsonl;
mod log;
mod man;
mod new_file;
mod output;
mod pager;
mod progress;
mod quotes;
mod recording;
mod reextract;
mod report;
mod restore;
mod rule;
mod seal;
mod sealed;
mod search;
mod serve;
mod settings;
mod show;
mod signing;
mod sink;
mod speakers;
mod stop;
mod stories;
mod topics;
mod values;
mod verify;
mod watch;
mod web;
mod withhold;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{CommandFactory, FromArgMatches, Parser, Subcommand, ValueEnum};

use crate::render::Format;
use context::Context;
use failure::Failure;
pub use help::reference_markdown;
use settings::{Place, Settings};

/// The exit code of `diff --exit-code` where there are differences.
const DIFFERENT: u8 = 1;
/// The exit code of `search` where nothing is found.
const NOT_FOUND: u8 = 1;
/// The exit code of any error, clap's included.
const FAILED: u8 = 2;

/// Keeps news on the record.
///
/// onrecord reads successive versions of a news story, extracts every claim with who said it, keeps them in a SQLite
/// database, shows what changed from one version to the next claim by claim, and lists what a speaker has said over
/// time.
#[derive(Debug, Parser)]
#[command(name = "onrecord", version, arg_required_else_help = true, after_help = help::ROOT)]
struct Cli {
    #[command(flatten)]
    globals: Globals,
    #[command(subcommand)]
    command: Command,
}

/// Options that every command takes.
#[derive(Clone, Debug, clap::Args)]
#[command(next_help_heading = "Global options")]
struct Globals {
    /// The database [default: $ONRECORD_DB, else onrecord.db in the platform's data folder; see onrecord info]
    #[arg(long, global = true, value_name = "PATH")]
    db: Option<PathBuf>,
    /// The file of settings [default: $ONRECORD_CONFIG, else config.toml in the platform's folder; see onrecord config]
    #[arg(long, global = true, value_name = "PATH")]
    config: Option<PathBuf>,
    /// How to print
    #[arg(
        long,
        global = true,
        value_name = "FORMAT",
        default_value = "terminal",
        hide_possible_values = true,
        help = "How to print: terminal, json (as the contract fixes it) or markdown; lists also as csv (claims, \
                diff, log, audit, topics, search, stories, speakers), answers for a browser also as html (report, \
                diff, show, audit, search, quotes), a feed as atom"
    )]
    format: Format,
    /// When to colour: auto, always or never; auto heeds NO_COLOR and CLICOLOR_FORCE
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto", hide_possible_values = true)]
    color: ColorChoice,
    /// Show times in UTC [default: local time, with its offset; JSON and Markdown are always UTC]; --utc=false takes back
    /// what the settings say
    #[arg(long, global = true, value_name = "BOOL", num_args = 0..=1, require_equals = true, default_value_t = false,
        default_missing_value = "true", hide_default_value = true, hide_possible_values = true)]
    utc: bool,
    /// Print straight to the terminal [default: through $ONRECORD_PAGER, else $PAGER, else less]
    #[arg(long, global = true)]
    no_pager: bool,
}

/// When to colour.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum ColorChoice {
    /// On a terminal, unless NO_COLOR is set
    Auto,
    Always,
    Never,
}

#[derive(Debug, Subcommand)]
enum Command {
    Ingest(ingest::Args),
    Watch(watch::Args),
    Import(import::Args),
    Reextract(reextract::Args),
    Diff(diff::Args),
    Log(log::Args),
    Report(report::Args),
    Card(card::Args),
    Feed(feed::Args),
    Serve(serve::Args),
    Blame(blame::Args),
    History(history::Args),
    Show(show::Args),
    Claims(claims::Args),
    Audit(audit::Args),
    Topics(topics::Args),
    Search(search::Args),
    Quotes(quotes::Args),
    Stories(stories::Args),
    Speakers(speakers::Args),
    Rule(rule::Args),
    Decisions(decisions::Args),
    Export(export::Args),
    Bundle(bundle::Args),
    Exhibits(exhibits::Args),
    Extract(extract::Args),
    Verify(verify::Args),
    Seal(seal::Args),
    Backup(backup::Args),
    Restore(restore::Args),
    Merge(import::merge::Args),
    Withhold(withhold::Args),
    Info(info::Args),
    Config(config::Args),
    Completions(completions::Args),
    Man(man::Args),
}

/// The commands whose answers `onrecord report` makes pages of.
#[derive(Debug, Subcommand)]
enum Answer {
    Diff(diff::Args),
    Show(show::Args),
    Audit(audit::Args),
    Search(search::Args),
    Quotes(quotes::Args),
}

impl From<Answer> for Command {
    fn from(answer: Answer) -> Self {
        match answer {
            Answer::Diff(args) => Self::Diff(args),
            Answer::Show(args) => Self::Show(args),
            Answer::Audit(args) => Self::Audit(args),
            Answer::Search(args) => Self::Search(args),
            Answer::Quotes(args) => Self::Quotes(args),
        }
    }
}

/// Runs the program on the arguments and the environment of the process.
pub fn main() -> ExitCode {
    if completing::answer() {
        return ExitCode::SUCCESS;
    }
    let command = || help::unwrapped(Cli::command());
    let cli = match parse(command()) {
        Ok(cli) => cli,
        Err(code) => return code,
    };
    // What is set is the default of what was not given: the line is read again with it.
    let (cli, settings) = match settings(&cli) {
        Ok(settings) if settings.is_empty() => (cli, settings),
        Ok(settings) => match parse(settings.as_defaults(command())) {
            Ok(cli) => (cli, settings),
            Err(code) => return code,
        },
        Err(failure) => {
            Context::new(cli.globals, Settings::default()).fail(&failure);
            return ExitCode::from(FAILED);
        }
    };
    let format = cli.globals.format;
    let context = Context::new(cli.globals, settings);
    if let Some(failure) = cli.command.without(format) {
        context.fail(&failure);
        return ExitCode::from(FAILED);
    }
    // A bug must not look like an answer: the panic is told by the hook, the exit code is that of an error.
    let run = std::panic::AssertUnwindSafe(|| run(&context, cli.command));
    let result = std::panic::catch_unwind(run).unwrap_or_else(|_| {
        Err(Failure::new("onrecord has a bug and stopped")
            .hint("nothing is half-written; please report the lines above"))
    });
    match result {
        Ok(status) => ExitCode::from(status),
        Err(failure) if failure.is_broken_pipe => ExitCode::SUCCESS,
        Err(failure) => {
            context.fail(&failure);
            ExitCode::from(FAILED)
        }
    }
}

/// Reads the command line; where it is wrong or asks for help, that is told, and the exit code returned.
fn parse(command: clap::Command) -> Result<Cli, ExitCode> {
    let parsed = command.try_get_matches().and_then(|matches| Cli::from_arg_matches(&matches));
    parsed.map_err(|error| {
        // Help into a closed pipe is no error.
        let _ = error.print();
        ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(FAILED))
    })
}

/// Reads the file of settings; a command that needs none of them bears with a broken one.
fn settings(cli: &Cli) -> Result<Settings, Failure> {
    // Without a home there are no settings.
    let Ok(place) = Place::choose(cli.globals.config.as_deref()) else { return Ok(Settings::default()) };
    let read = Settings::read(&place);
    match &cli.command {
        Command::Config(args) if args.mends_the_file() => Ok(read.unwrap_or_default()),
        Command::Completions(_) | Command::Man(_) => Ok(read.unwrap_or_default()),
        _ => read,
    }
}

impl Command {
    /// Returns why the command cannot be printed in a format; `None` where it can.
    fn without(&self, format: Format) -> Option<Failure> {
        use Command::*;
        let (is_there, those, name) = match format {
            Format::Csv => (
                match self {
                    Claims(_) | Diff(_) | Log(_) | Audit(_) | Topics(_) | Search(_) | Stories(_) => true,
                    Speakers(args) => args.lists_all(),
                    _ => false,
                },
                "claims, diff, log, audit, topics, search, stories and speakers",
                "csv",
            ),
            Format::Html => (
                matches!(self, Report(_) | Diff(_) | Show(_) | Audit(_) | Search(_) | Quotes(_)),
                "report, diff, show, audit, search and quotes",
                "html",
            ),
            Format::Atom => (matches!(self, Feed(_)), "feeds", "atom"),
            Format::Terminal | Format::Json | Format::Markdown => return None,
        };
        let failure = || Failure::new(format!("only {those} can be printed as {name}"));
        (!is_there).then(|| failure().hint("choose --format json or markdown"))
    }
}

/// Runs one command and returns its exit code.
fn run(context: &Context, command: Command) -> Result<u8, Failure> {
    match command {
        Command::Ingest(args) => ingest::run(context, &args),
        Command::Watch(args) => watch::run(context, &args),
        Command::Import(args) => import::run(context, &args),
        Command::Reextract(args) => reextract::run(context, &args),
        Command::Diff(args) => diff::run(context, &args),
        Command::Log(args) => log::run(context, &args),
        Command::Report(args) => {
            let context = context.for_page(&args.page);
            match args.of {
                None => report::run(&context, &args),
                Some(answer) => run(&context, answer.into()),
            }
        }
        Command::Card(args) => card::run(context, &args),
        Command::Feed(args) => feed::run(context, &args),
        Command::Serve(args) => serve::run(context, &args),
        Command::Blame(args) => blame::run(context, &args),
        Command::History(args) => history::run(context, &args),
        Command::Show(args) => show::run(context, &args),
        Command::Claims(args) => claims::run(context, &args),
        Command::Audit(args) => audit::run(context, &args),
        Command::Topics(args) => topics::run(context, &args),
        Command::Search(args) => search::run(context, &args),
        Command::Quotes(args) => quotes::run(context, &args),
        Command::Stories(args) => stories::run(context, &args),
        Command::Speakers(args) => speakers::run(context, &args),
        Command::Rule(args) => rule::run(context, &args),
        Command::Decisions(args) => decisions::run(context, &args),
        Command::Bundle(args) => bundle::run(context, &args),
        Command::Exhibits(args) => exhibits::run(context, &args),
        Command::Export(args) => export::run(context, &args),
        Command::Extract(args) => extract::run(context, &args),
        Command::Verify(args) => verify::run(context, &args),
        Command::Seal(args) => seal::run(context, &args),
        Command::Backup(args) => backup::run(context, &args),
        Command::Restore(args) => restore::run(context, &args),
        Command::Merge(args) => import::merge::run(context, &args),
        Command::Withhold(args) => withhold::run(context, &args),
        Command::Info(args) => info::run(context, &args),
        Command::Config(args) => config::run(context, &args),
        Command::Completions(args) => completions::run(context, &args),
        Command::Man(args) => man::run(context, &args),
    }
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::{Path, PathBuf};

    use clap::CommandFactory;

    use super::Cli;

    fn files(folder: &Path, found: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() { files(&path, found) } else { found.push(path) }
        }
    }

    /// Returns the names right below this module that a file uses: those after `super::` as often as it is deep, or
    /// after `crate::cli::`.
    fn used(text: &str, depth: usize) -> Vec<&str> {
        let mut used = Vec::new();
        for lead in ["super::".repeat(depth), "crate::cli::".to_owned()] {
            for (at, _) in text.match_indices(&lead).filter(|(at, _)| !text[..*at].ends_with("::")) {
                let rest = &text[at + lead.len()..];
                let names = match rest.strip_prefix('{') {
                    Some(list) => list.split('}').next().unwrap_or_default().split(',').collect(),
                    None => vec![rest],
                };
                let is_name = |c: char| c.is_alphanumeric() || c == '_';
                used.extend(names.iter().filter_map(|name| name.trim().split(|c| !is_name(c)).next()));
            }
        }
        used
    }

    #[test]
    fn no_command_uses_another() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/cli");
        let commands: Vec<String> = Cli::command().get_subcommands().map(|one| one.get_name().to_owned()).collect();
        let mut paths = Vec::new();
        files(&folder, &mut paths);
        assert!(paths.len() > commands.len());
        for path in paths.iter().filter(|path| **path != folder.join("mod.rs")) {
            let place = path.strip_prefix(&folder).expect("a path below");
            let top = place.iter().next().map(|part| part.to_string_lossy().into_owned()).unwrap_or_default();
            let own = top.trim_end_matches(".rs");
            let text = fs::read_to_string(path).expect("a file");
            let depth = place.iter().count() - usize::from(place.ends_with("mod.rs"));
            for name in used(&text, depth) {
                let is_other = name != own && commands.iter().any(|command| command == name);
                assert!(!is_other, "{} uses the command {name}; move what they share", place.display());
            }
        }
    }

    #[test]
    fn uses_are_found() {
        assert_eq!(used("use super::{diff, web as w};\nsuper::show::x();", 1), ["diff", "web", "show"]);
        assert_eq!(used("use super::super::args::story;\nuse super::hook;", 2), ["args"]);
        assert_eq!(used("use crate::cli::diff::range;", 2), ["diff"]);
    }
}
