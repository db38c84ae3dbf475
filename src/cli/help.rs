//! The help under the options of the program itself, and the whole command reference as Markdown.
//!
//! The help of each option is written beside that option, in its command's file.

use clap::CommandFactory;

use super::Cli;

/// Under `onrecord --help`.
pub(super) const ROOT: &str = "\
Examples:
  onrecord ingest v1.txt --story harbour-fire     record a first version
  onrecord ingest v2.txt --story harbour-fire     record the next one, and show what changed
  onrecord diff v1 v2                             what changed, claim by claim
  onrecord diff old.txt new.txt                   the same for two files; nothing is stored
  onrecord blame harbour-fire                     which version brought each claim, what changed it
  onrecord audit Harrowick                        everything this speaker has said, by date
  onrecord topics Harrowick                       the topics that the speaker talks about
  onrecord speakers merge \"Petra Vossberg\" \"Petra Vosberg\"
                                                  record that two names are one person

A guided tour is in README.md; the chapters of the book are in docs/.

Exit codes: 0 success; 1 differences (diff --exit-code) or nothing found (search); 2 error.";

/// How versions are named; under the commands that take a reference.
pub(super) const REFERENCES: &str = "\
Versions:
  v1, v2                      by number
  v-1, v-2                    one, two before the latest
  @first, @latest
  @2025-08-20T14:05Z          the last version captured by that time (UTC where no zone is given)
  '@2025-08-20 16:05 +02:00'  the same, as other commands print the time
  @2025-08-20                 the last version captured by the end of that day in UTC
  STORY@v2, STORY@latest, …   of a named story; needed when the database holds more than one story
                              and --story does not name it";

/// Takes what stands under the options out of clap's hands, which would wrap the lines of its tables and examples anew
/// on a narrow terminal.
pub(super) fn unwrapped(command: clap::Command) -> clap::Command {
    // As clap lays help out.
    const BEFORE: &str = "{before-help}{about-with-newline}\n{usage-heading} {usage}\n\n{all-args}";
    let command = command.mut_subcommands(unwrapped);
    match command.get_after_help().map(ToString::to_string) {
        Some(text) => command.help_template(format!("{BEFORE}\n\n{text}")),
        None => command,
    }
}

/// The width of the reference, in columns: the widest line of a command's help fits.
const WIDTH: usize = 120;

/// Renders the help of the program and of every command as Markdown, for `docs/reference.md`.
///
/// The options that every command takes are listed once, in the section of the program itself.
pub fn reference_markdown() -> String {
    let mut root = Cli::command().term_width(WIDTH).disable_help_subcommand(true);
    root.build();
    let mut markdown = section("onrecord", root.clone());
    for command in root.get_subcommands() {
        markdown.push_str(&sections("onrecord", command));
    }
    markdown
}

/// Hides the options that every command takes from one command's help.
pub(super) fn without_global_options(command: clap::Command) -> clap::Command {
    let globals: Vec<clap::Id> =
        command.get_arguments().filter(|arg| arg.is_global_set()).map(|arg| arg.get_id().clone()).collect();
    globals.into_iter().fold(command, |command, id| command.mut_arg(id, |arg| arg.hide(true)))
}

/// Renders the help of a command and of all commands below it.
fn sections(parent: &str, command: &clap::Command) -> String {
    let title = format!("{parent} {}", command.get_name());
    let mut markdown = format!("\n{}", section(&title, without_global_options(command.clone())));
    for below in command.get_subcommands() {
        markdown.push_str(&sections(&title, below));
    }
    markdown
}

fn section(title: &str, mut command: clap::Command) -> String {
    let help = command.render_long_help().to_string();
    let lines: Vec<&str> = help.trim_end().lines().map(str::trim_end).collect();
    format!("## `{title}`\n\n```text\n{}\n```\n", lines.join("\n"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clap_accepts_the_definitions() {
        Cli::command().debug_assert();
    }

    #[test]
    fn what_stands_under_the_options_is_not_wrapped() {
        fn check(command: &clap::Command) {
            let help = command.clone().term_width(40).render_long_help().to_string();
            if let Some(text) = command.get_after_help() {
                assert!(help.trim_end().ends_with(text.to_string().trim_end()), "{}: {help}", command.get_name());
            }
            command.get_subcommands().for_each(check);
        }
        check(&unwrapped(Cli::command()));
    }

    #[test]
    fn the_reference_has_every_command() {
        let markdown = reference_markdown();
        for name in [
            "ingest",
            "diff",
            "log",
            "report",
            "report audit",
            "blame",
            "history",
            "show",
            "claims",
            "audit",
            "search",
            "quotes",
            "stories",
            "speakers",
            "speakers merge",
            "rule",
            "decisions",
            "decisions import",
            "export",
            "export git",
            "bundle",
            "extract",
            "verify",
            "info",
            "completions",
            "man",
        ] {
            assert!(markdown.contains(&format!("## `onrecord {name}`\n")), "{name}");
        }
        assert_eq!(markdown.matches("--no-pager\n").count(), 1, "global options are listed once");
        assert_eq!(markdown, reference_markdown());
        assert!(!markdown.contains('\u{1b}'));
    }
}
