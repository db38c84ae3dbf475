//! The one table of styles: colour by meaning.
//!
//! Nothing here is told by colour alone: signs, marks and words say the same.

use anstyle::{AnsiColor, Style};

/// What a run of text means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Role {
    Plain,
    Heading,
    /// Beside the matter: times, numbers, counts.
    Dim,
    Added,
    Removed,
    Changed,
    /// Words that went, inside a changed claim.
    Deleted,
    /// Words that came, inside a changed claim.
    Inserted,
    Speaker,
    Quote,
    /// What somebody is reported to say, outside quotation marks.
    Reported,
    Source,
    Cue,
    Substantive,
    Framing,
    Cosmetic,
    /// Words that were looked for.
    Found,
    /// Something that a reader should be wary of.
    Warning,
}

/// Returns the style of a meaning.
pub const fn style(role: Role) -> Style {
    let plain = Style::new();
    match role {
        Role::Plain => plain,
        Role::Heading | Role::Speaker => plain.bold(),
        Role::Dim => plain.dimmed(),
        Role::Added => color(AnsiColor::Green),
        Role::Removed => color(AnsiColor::Red),
        Role::Changed | Role::Warning => color(AnsiColor::Yellow),
        Role::Deleted => color(AnsiColor::Red).strikethrough(),
        Role::Inserted => color(AnsiColor::Green).bold(),
        Role::Found => color(AnsiColor::Yellow).bold(),
        Role::Quote => color(AnsiColor::Cyan),
        Role::Reported => plain.italic(),
        Role::Source => color(AnsiColor::Blue).bold(),
        Role::Cue => color(AnsiColor::Magenta),
        Role::Substantive => color(AnsiColor::Red).bold(),
        Role::Framing => color(AnsiColor::Yellow).bold(),
        Role::Cosmetic => plain.bold().dimmed(),
    }
}

const fn color(color: AnsiColor) -> Style {
    Style::new().fg_color(Some(anstyle::Color::Ansi(color)))
}
