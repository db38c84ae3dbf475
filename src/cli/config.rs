//! `onrecord config`: what is set, where it is set, and the file that sets it.
//!
//! It changes one line of the file at a time, and never the history.

use clap::CommandFactory;

use super::args::user_name;
use super::context::Context;
use super::failure::Failure;
use super::settings::{Edit, SETTINGS, Setting};
use super::{Cli, pager};
use crate::render::Report;
use crate::report::{SetBy, SettingRow, SettingsReport};

/// Show the settings, and where each comes from
///
/// A setting is the default of an option, kept in a file. An option of the command line goes before it, and so does the
/// environment.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Settings:
  author     who decides (--author)
  color      auto, always or never (--color)
  contact    your mail address or page, sent along where pages are fetched (--contact)
  database   the database (--db); a relative path begins beside the file of settings
  listen     where onrecord serve answers (--listen)
  model      what finds the claims: accurate, fast or rules (--model)
  notify     where people are told of edits (watch run --notify); several: config set notify A B
  pager      the pager; \"\" for none
  smtp       the mail server, with what opens it (watch run --smtp)
  utc        true shows times in UTC (--utc)
  webhook    where programs are told of edits (watch run --webhook)

Of notify, smtp and webhook only the host is shown: the rest may be a secret.

The file is TOML, a line for each setting: contact = \"desk@paper.example\"

Examples:
  onrecord config
  onrecord config set contact desk@paper.example
  onrecord config unset contact
  onrecord config path")]
pub struct Args {
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Debug, clap::Subcommand)]
enum Command {
    Path(PathArgs),
    Set(SetArgs),
    Unset(UnsetArgs),
}

/// Print where the file of settings is, or would be
#[derive(Debug, clap::Args)]
struct PathArgs {}

/// Set something for good; comments in the file stay
#[derive(Debug, clap::Args)]
struct SetArgs {
    /// Which setting
    key: String,
    /// To what; - reads it from standard input, so that no list of processes shows it; several where it is a list
    #[arg(required = true)]
    value: Vec<String>,
}

/// Set something no more
#[derive(Debug, clap::Args)]
struct UnsetArgs {
    /// Which setting
    key: String,
}

impl Args {
    /// Returns whether this is the way to mend a broken file.
    pub(super) fn mends_the_file(&self) -> bool {
        self.command.is_some()
    }
}

pub(super) fn run(context: &Context, args: &Args) -> Result<u8, Failure> {
    match &args.command {
        None => context.show(&Report::Settings(report(context)?))?,
        Some(Command::Path(_)) => context.write(&format!("{}\n", context.settings_place()?.path.display()))?,
        Some(Command::Set(args)) => set(context, args)?,
        Some(Command::Unset(args)) => unset(context, args)?,
    }
    Ok(0)
}

fn set(context: &Context, args: &SetArgs) -> Result<(), Failure> {
    let values = match args.value.as_slice() {
        [dash] if dash == "-" => from_stdin()?,
        [path] if args.key == "database" => vec![absolute(path)?],
        values => values.to_vec(),
    };
    let place = context.settings_place()?;
    let mut edit = Edit::of(&place)?;
    let setting = edit.set(&args.key, &values)?;
    edit.save()?;
    context.note(&format!("{} is set in {}", setting.name, place.path.display()));
    if let Some(variable) = setting.variable.filter(|_| setting.in_environment().is_some()) {
        context.warn(&format!("{variable} is set too, and goes before it"));
    }
    Ok(())
}

fn unset(context: &Context, args: &UnsetArgs) -> Result<(), Failure> {
    let place = context.settings_place()?;
    let mut edit = Edit::of(&place)?;
    edit.unset(&args.key)?;
    edit.save()?;
    context.note(&format!("{} is no longer set in {}", args.key, place.path.display()));
    Ok(())
}

/// Makes a path that was typed here hold wherever a command is run.
fn absolute(path: &str) -> Result<String, Failure> {
    let path = std::path::absolute(path).map_err(|error| {
        Failure::new(format!("\"{path}\" is no path: {error}")).hint("name a file: onrecord config set database PATH")
    })?;
    Ok(path.to_string_lossy().into_owned())
}

/// Reads values, one a line.
fn from_stdin() -> Result<Vec<String>, Failure> {
    let text = std::io::read_to_string(std::io::stdin()).map_err(|error| {
        Failure::new(format!("standard input cannot be read: {error}")).hint("give the value as it is, in UTF-8")
    })?;
    Ok(text.lines().map(str::to_owned).collect())
}

fn report(context: &Context) -> Result<SettingsReport, Failure> {
    let place = context.settings_place()?;
    let settings = SETTINGS.iter().map(|setting| row(context, setting)).collect::<Result<_, Failure>>()?;
    Ok(SettingsReport { exists: place.exists(), path: place.path, chosen_by: place.chosen_by, settings })
}

/// Finds what a setting is, and where that comes from.
fn row(context: &Context, setting: &Setting) -> Result<SettingRow, Failure> {
    let row = |values: Vec<String>, set_by| SettingRow { name: setting.name, values: setting.shown(&values), set_by };
    if let Some(values) = setting.in_environment() {
        return Ok(row(values, SetBy::Variable(setting.variable.unwrap_or_default())));
    }
    if let (Some(values), Some(line)) = (context.settings().values(setting.name), context.settings().line(setting.name))
    {
        return Ok(row(values.to_vec(), SetBy::File { line }));
    }
    let values = match setting.name {
        "author" => user_name().into_iter().collect(),
        "database" => vec![context.database()?.path.display().to_string()],
        "pager" => vec![pager::chosen(None)],
        _ => setting.default(&Cli::command()),
    };
    Ok(row(values, SetBy::Default))
}
