//! The help that stands under the options, and the whole reference as Markdown.
//!
//! The options' own help stands beside them, in each command's file.

use clap::CommandFactory;

use super::Cli;

/// Under `onrecord --help`.
pub(super) const ROOT: &str = "\
Examples:
  onrecord ingest v1.txt --story kremlin-talks    record a first version
  onrecord ingest v2.txt --story kremlin-talks    record the next one, and say what changed
  onrecord diff v1 v2                             what changed, claim by claim
  onrecord diff old.txt new.txt                   the same for two files; nothing is stored
  onrecord blame kremlin-talks                    which version brought each claim, and what changed it
  onrecord audit Lavrov                           what somebody has said, by date
  onrecord topics Lavrov                          what about
  onrecord speakers merge \"Sergei Lavrov\" \"Sergey Lavrov\"
                                                  one person under two names

Exit codes: 0 success, 1 differences (diff --exit-code), 2 error.";

/// How versions are named; under the commands that take a reference.
pub(super) const REFERENCES: &str = "\
Versions:
  v1, v2                      by number
  v-1, v-2                    one, two before the latest
  @first, @latest
  @2025-08-20T14:05Z          as of then: the last version captured by that time (UTC where no zone is given)
  @2025-08-20                 as of the end of that day in UTC
  STORY@v2, STORY@latest, …   of another story than the only one, or the one that --story names";

/// The width of the reference, in columns.
const WIDTH: usize = 100;

/// Renders the help of the program and of every command as Markdown, for the README.
pub fn reference_markdown() -> String {
    let mut root = Cli::command().term_width(WIDTH).disable_help_subcommand(true);
    root.build();
    sections("onrecord", &mut root)
}

/// Renders the help of a command and of all below it.
fn sections(title: &str, command: &mut clap::Command) -> String {
    let mut markdown = section(title, command);
    for below in command.get_subcommands_mut() {
        let title = format!("{title} {}", below.get_name());
        markdown.push('\n');
        markdown.push_str(&sections(&title, below));
    }
    markdown
}

fn section(title: &str, command: &mut clap::Command) -> String {
    let help = command.render_long_help().to_string();
    let lines: Vec<&str> = help.trim_end().lines().map(str::trim_end).collect();
    format!("### `{title}`\n\n```text\n{}\n```\n", lines.join("\n"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clap_accepts_the_definitions() {
        Cli::command().debug_assert();
    }

    #[test]
    fn the_reference_has_every_command() {
        let markdown = reference_markdown();
        for name in [
            "ingest",
            "diff",
            "log",
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
            "extract",
            "verify",
            "info",
            "completions",
            "man",
        ] {
            assert!(markdown.contains(&format!("### `onrecord {name}`\n")), "{name}");
        }
        assert_eq!(markdown, reference_markdown());
        assert!(!markdown.contains('\u{1b}'));
    }
}
