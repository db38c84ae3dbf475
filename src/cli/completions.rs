//! `onrecord completions`: a script that lets a shell ask the program what a word may become.

use clap_complete::Shell;
use clap_complete::env::Shells;

use super::completing::{PROGRAM, VARIABLE};
use super::context::Context;
use super::failure::Failure;

/// Bash ends words at @, which stands in the names of versions.
const AT_IN_WORDS: &str = "COMP_WORDBREAKS=${COMP_WORDBREAKS//@/}\n";

/// Print a completion script for a shell
///
/// With it, Tab completes commands and options, and the names of stories, speakers and versions as the history has them.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  onrecord completions bash > ~/.local/share/bash-completion/completions/onrecord
  onrecord completions zsh > ~/.zfunc/_onrecord
  onrecord completions fish > ~/.config/fish/completions/onrecord.fish
  onrecord completions powershell >> $PROFILE")]
pub struct Args {
    /// The shell
    shell: Shell,
}

pub(super) fn run(context: &Context, args: &Args) -> Result<u8, Failure> {
    let shell = args.shell.to_string();
    let shells = Shells::builtins();
    let completer =
        shells.completer(&shell).ok_or_else(|| Failure::new(format!("there are no completions for {shell}")))?;
    let mut script = Vec::new();
    completer
        .write_registration(VARIABLE, PROGRAM, PROGRAM, PROGRAM, &mut script)
        .map_err(|error| Failure::output(&error))?;
    let lead = if args.shell == Shell::Bash { AT_IN_WORDS } else { "" };
    context.write(&format!("{lead}{}", String::from_utf8_lossy(&script)))?;
    Ok(0)
}
