//! The report of settings: what each is, and where that comes from.
//!
//! A value that may be a secret is not in it.

use std::path::PathBuf;

/// `config`: everything that can be set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SettingsReport {
    /// The file of settings.
    pub path: PathBuf,
    /// How the file was chosen: "--config", "ONRECORD_CONFIG", "default".
    pub chosen_by: &'static str,
    /// Whether it is there.
    pub exists: bool,
    /// By name.
    pub settings: Vec<SettingRow>,
}

/// One setting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SettingRow {
    pub name: &'static str,
    /// What it is set to; none where it is not set and has no default.
    pub values: Vec<String>,
    pub set_by: SetBy,
}

/// Where a value comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SetBy {
    /// A variable of the environment.
    Variable(&'static str),
    /// A line of the file.
    File {
        line: usize,
    },
    Default,
}

impl SettingsReport {
    /// Returns which file is read, in words.
    pub fn headline(&self) -> String {
        let there = if self.exists { "" } else { "; it is not there yet, and onrecord config set makes it" };
        format!("{} (chosen by {}{there})", self.path.display(), self.chosen_by)
    }
}

impl SettingRow {
    /// Returns what it is set to, in words.
    pub fn value(&self) -> String {
        if self.values.is_empty() { "not set".to_owned() } else { self.values.join(", ") }
    }
}

impl SetBy {
    /// Names the source for programs: the variable, "file" or "default".
    pub fn name(self) -> &'static str {
        match self {
            Self::Variable(name) => name,
            Self::File { .. } => "file",
            Self::Default => "default",
        }
    }

    /// Returns the line of the file.
    pub fn line(self) -> Option<usize> {
        match self {
            Self::File { line } => Some(line),
            _ => None,
        }
    }

    /// Says where the value comes from: "line 3 of the file".
    pub fn told(self) -> String {
        match self {
            Self::File { line } => format!("line {line} of the file"),
            _ => self.name().to_owned(),
        }
    }
}
