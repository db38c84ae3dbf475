//! `onrecord man`: one manual page with all commands.

use clap::CommandFactory;
use clap_mangen::Man;

use super::Cli;
use super::context::Context;
use super::failure::Failure;
use super::help::without_global_options;

/// The sections that no option's help covers.
const MORE: &str = r#".SH ENVIRONMENT
.TP
\fBONRECORD_DB\fR
The database, where \fB\-\-db\fR does not name one.
.TP
\fBONRECORD_CONFIG\fR
The file of settings, where \fB\-\-config\fR does not name one.
.TP
\fBONRECORD_AUTHOR\fR
The author of decisions, where \fB\-\-author\fR names nobody.
.TP
\fBONRECORD_CONTACT\fR
How a site can reach you, where \fB\-\-contact\fR gives nothing.
.TP
\fBONRECORD_NOTIFY\fR, \fBONRECORD_SMTP\fR, \fBONRECORD_WEBHOOK\fR
Who is told of edits, where the options of \fBwatch run\fR name nobody.
.TP
\fBSSL_CERT_FILE\fR, \fBSSL_CERT_DIR\fR
The certificates to trust instead of those of the system.
.TP
\fBONRECORD_PAGER\fR, \fBPAGER\fR
The pager; \fBcat\fR or an empty value turns it off.
.TP
\fBNO_COLOR\fR, \fBCLICOLOR_FORCE\fR
Whether \fB\-\-color auto\fR uses colour.
.TP
\fBCOLUMNS\fR
The width to print for.
.SH EXIT STATUS
.TP
\fB0\fR
Success.
.TP
\fB1\fR
There are differences (\fBdiff \-\-exit\-code\fR).
.TP
\fB2\fR
An error. The message on standard error names the next step.
"#;

/// Print the manual page
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  onrecord man | man -l -
  onrecord man > ~/.local/share/man/man1/onrecord.1")]
pub struct Args {}

pub(super) fn run(context: &Context, _: &Args) -> Result<u8, Failure> {
    let page = page().map_err(|error| Failure::output(&error))?;
    context.write(&page)?;
    Ok(0)
}

/// Writes the whole page as roff.
fn page() -> std::io::Result<String> {
    let mut root = Cli::command().disable_help_subcommand(true);
    root.build();
    let commands: Vec<clap::Command> = root.get_subcommands().cloned().collect();
    let mut roff = Vec::new();
    let man = Man::new(root);
    man.render_title(&mut roff)?;
    man.render_name_section(&mut roff)?;
    man.render_synopsis_section(&mut roff)?;
    man.render_description_section(&mut roff)?;
    man.render_options_section(&mut roff)?;
    let mut page = String::from_utf8_lossy(&roff).into_owned();
    for command in commands {
        let below: Vec<clap::Command> = command.get_subcommands().cloned().collect();
        for command in std::iter::once(command).chain(below) {
            page.push_str(&section(command)?);
        }
    }
    page.push_str(MORE);
    Ok(page)
}

/// Writes one command as a section; the headings of its own page go one step down.
fn section(command: clap::Command) -> std::io::Result<String> {
    let title = command.get_display_name().unwrap_or_default().replace('-', " ").to_uppercase();
    // The top of the page lists the global options.
    let command = without_global_options(command);
    let examples = command.get_after_help().map(ToString::to_string).unwrap_or_default();
    let man = Man::new(command);
    let mut roff = Vec::new();
    man.render_synopsis_section(&mut roff)?;
    man.render_description_section(&mut roff)?;
    man.render_options_section(&mut roff)?;
    let body = String::from_utf8_lossy(&roff).replace(".SH ", ".SS ");
    Ok(format!(".SH \"{title}\"\n{body}.PP\n.nf\n{}\n.fi\n", escape(&examples)))
}

/// Keeps roff from reading text as requests.
fn escape(text: &str) -> String {
    let text = text.replace('\\', "\\e").replace('-', "\\-");
    let lines: Vec<String> = text
        .lines()
        .map(|line| if line.starts_with(['.', '\'']) { format!("\\&{line}") } else { line.to_owned() })
        .collect();
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_has_every_command_once() {
        let page = page().unwrap();
        for title in [".SH \"ONRECORD INGEST\"", ".SH \"ONRECORD DIFF\"", ".SH \"ONRECORD MAN\"", ".SH ENVIRONMENT"] {
            assert_eq!(page.matches(title).count(), 1, "{title}");
        }
        assert_eq!(page.matches(".TH ").count(), 1);
        assert_eq!(page.matches("\\-\\-no\\-pager").count(), 2, "global options stand in one synopsis and one list");
    }
}
