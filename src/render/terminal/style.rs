//! The one table of styles: colour by meaning.
//!
//! Nothing is shown by colour alone: signs, marks and words say the same.

use anstyle::{AnsiColor, Style};

/// What a run of text means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Meaning {
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
    /// What a speaker is reported to say, outside quotation marks.
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
pub const fn style(meaning: Meaning) -> Style {
    let plain = Style::new();
    match meaning {
        Meaning::Plain => plain,
        Meaning::Heading | Meaning::Speaker => plain.bold(),
        Meaning::Dim => plain.dimmed(),
        Meaning::Added => color(AnsiColor::Green),
        Meaning::Removed => color(AnsiColor::Red),
        Meaning::Changed | Meaning::Warning => color(AnsiColor::Yellow),
        Meaning::Deleted => color(AnsiColor::Red).strikethrough(),
        Meaning::Inserted => color(AnsiColor::Green).bold(),
        Meaning::Found => color(AnsiColor::Yellow).bold(),
        Meaning::Quote => color(AnsiColor::Cyan),
        Meaning::Reported => plain.italic(),
        Meaning::Source => color(AnsiColor::Blue).bold(),
        Meaning::Cue => color(AnsiColor::Magenta),
        Meaning::Substantive => color(AnsiColor::Red).bold(),
        Meaning::Framing => color(AnsiColor::Yellow).bold(),
        Meaning::Cosmetic => plain.bold().dimmed(),
    }
}

const fn color(color: AnsiColor) -> Style {
    Style::new().fg_color(Some(anstyle::Color::Ansi(color)))
}
