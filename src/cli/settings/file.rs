//! The file of settings: where it is, what it says, and how one line of it is changed.
//!
//! A change leaves every comment and every other line as they are. Messages name the line and never the value, which
//! may be a secret.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::{Path, PathBuf};

use toml_edit::{Array, Document, DocumentMut, Item, Value};

use super::{Form, SETTINGS, Setting};
use crate::ask::hint_nearest;
use crate::cli::context::env;
use crate::cli::failure::Failure;

/// The file's name in the platform's folder.
const NAME: &str = "config.toml";
/// The variable that names another file.
const VARIABLE: &str = "ONRECORD_CONFIG";
const LIST: &str = "see what can be set: onrecord config";

/// Where the file is, or would be, and who said so.
#[derive(Clone, Debug)]
pub struct Place {
    pub path: PathBuf,
    /// "--config", "ONRECORD_CONFIG" or "default".
    pub chosen_by: &'static str,
}

/// What the file says.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// The file.
    file: PathBuf,
    /// Each value with its line.
    set: BTreeMap<&'static str, (Vec<String>, usize)>,
}

impl Place {
    /// Returns where the file is: `--config`, else `ONRECORD_CONFIG`, else the platform's folder for settings.
    ///
    /// # Errors
    /// When there is no such folder.
    pub fn choose(option: Option<&Path>) -> Result<Self, Failure> {
        if let Some(path) = option {
            return Ok(Self { path: path.to_owned(), chosen_by: "--config" });
        }
        if let Some(path) = env(VARIABLE) {
            return Ok(Self { path: path.into(), chosen_by: VARIABLE });
        }
        let folders = directories::ProjectDirs::from("", "", "onrecord")
            .ok_or_else(|| Failure::new("no home folder to keep settings in").hint("name a file: --config PATH"))?;
        Ok(Self { path: folders.config_dir().join(NAME), chosen_by: "default" })
    }

    /// Returns whether there is a file.
    pub fn exists(&self) -> bool {
        self.path.exists()
    }

    fn read(&self) -> Result<String, Failure> {
        match std::fs::read_to_string(&self.path) {
            Ok(text) => Ok(text),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(String::new()),
            Err(error) => {
                let failure = Failure::new(format!("{} cannot be read: {error}", self.path.display()));
                Err(failure.hint("it is a file of settings, in TOML; another is named with --config PATH"))
            }
        }
    }

    fn failure(&self, text: &str, at: Option<usize>, message: &str) -> Failure {
        let line = at.map(|at| format!(", line {}", line_of(text, at))).unwrap_or_default();
        Failure::new(format!("{}{line}: {message}", self.path.display()))
    }

    fn parse_failure(&self, text: &str, error: &toml_edit::TomlError) -> Failure {
        let message = error.message().lines().collect::<Vec<_>>().join(", ");
        let failure = self.failure(text, error.span().map(|span| span.start), &message);
        failure.hint("a setting is a line such as: contact = \"desk@paper.example\"")
    }
}

impl Settings {
    /// Reads the file; nothing is set where there is none.
    ///
    /// # Errors
    /// When a file that was named is not there, or when a line of it says something that is no setting.
    pub fn read(place: &Place) -> Result<Self, Failure> {
        if !place.exists() {
            // So is one in a folder that is somebody else's, as where a service was given another user's home.
            if place.chosen_by == "default" {
                return Ok(Self::default());
            }
            let failure = Failure::new(format!("{} is not there", place.path.display()));
            let way = place.chosen_by;
            return Err(failure.hint(format!("{way} names it; the first onrecord config set makes it")));
        }
        let text = place.read()?;
        let document = Document::parse(text.as_str()).map_err(|error| place.parse_failure(&text, &error))?;
        let mut set = BTreeMap::new();
        for (name, item) in document.iter() {
            let at = document.as_table().key(name).and_then(|key| key.span()).map(|span| span.start);
            let Some(setting) = Setting::named(name) else {
                let failure = place.failure(&text, at, &format!("\"{name}\" is no setting"));
                return Err(failure.hint(hint(name)));
            };
            let values = values(setting, item).and_then(|values| {
                values.iter().try_for_each(|value| (setting.check)(value))?;
                Ok(values)
            });
            let values = values.map_err(|expected| place.failure(&text, at, &format!("{name} is {expected}")))?;
            set.insert(setting.name, (values, at.map_or(1, |at| line_of(&text, at))));
        }
        Ok(Self { file: place.path.clone(), set })
    }

    /// Returns what a setting is set to.
    pub fn values(&self, name: &str) -> Option<&[String]> {
        self.set.get(name).map(|(values, _)| values.as_slice())
    }

    /// Returns what a setting that has one value is set to.
    pub fn value(&self, name: &str) -> Option<&str> {
        self.values(name)?.first().map(String::as_str)
    }

    /// Returns the file that a setting names.
    pub fn path(&self, name: &str) -> Option<PathBuf> {
        Some(resolved(self.value(name)?, &self.file))
    }

    /// Returns the line that sets a setting.
    pub fn line(&self, name: &str) -> Option<usize> {
        self.set.get(name).map(|(_, line)| *line)
    }

    /// Returns whether nothing is set.
    pub fn is_empty(&self) -> bool {
        self.set.is_empty()
    }
}

/// A change of the file under way.
#[derive(Debug)]
pub struct Edit<'a> {
    place: &'a Place,
    document: DocumentMut,
}

impl<'a> Edit<'a> {
    /// Reads the file, as far as it is TOML: what it says need not be right yet.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn of(place: &'a Place) -> Result<Self, Failure> {
        let text = place.read()?;
        let document = text.parse().map_err(|error| place.parse_failure(&text, &error))?;
        Ok(Self { place, document })
    }

    /// Sets a setting.
    ///
    /// # Errors
    /// When there is no such setting, or a value is wrong.
    pub fn set(&mut self, name: &str, values: &[String]) -> Result<&'static Setting, Failure> {
        let setting =
            Setting::named(name).ok_or_else(|| Failure::new(format!("\"{name}\" is no setting")).hint(hint(name)))?;
        let wrong = |expected: String| Failure::new(format!("{name} is {expected}"));
        values.iter().try_for_each(|value| (setting.check)(value)).map_err(wrong)?;
        let value: Value = match (setting.form, values) {
            (Form::Flag, [value]) => (value == "true").into(),
            (Form::Text | Form::List, [value]) => value.into(),
            (Form::List, values) => values.iter().collect::<Array>().into(),
            _ => return Err(wrong("one value".to_owned())),
        };
        match self.document.get_mut(name).and_then(Item::as_value_mut) {
            Some(old) => {
                // What stands around the value stays, a comment above all.
                let decor = old.decor().clone();
                *old = value;
                *old.decor_mut() = decor;
            }
            None => drop(self.document.insert(name, Item::Value(value))),
        }
        Ok(setting)
    }

    /// Takes a setting, or a line that is none, out of the file.
    ///
    /// # Errors
    /// When it does not stand there.
    pub fn unset(&mut self, name: &str) -> Result<(), Failure> {
        self.document.remove(name).map(drop).ok_or_else(|| {
            let file = self.place.path.display();
            Failure::new(format!("{name} is not set in {file}")).hint(LIST)
        })
    }

    /// Writes the file: whole or not at all, and readable by its owner only where it is new.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn save(self) -> Result<(), Failure> {
        let path = &self.place.path;
        self.write().map_err(|error| {
            let failure = Failure::new(format!("{} cannot be written: {error}", path.display()));
            failure.hint("name another file: --config PATH, or for good $ONRECORD_CONFIG")
        })
    }

    fn write(&self) -> std::io::Result<()> {
        // A link stays one: what it leads to is written.
        let path = std::fs::canonicalize(&self.place.path).unwrap_or_else(|_| self.place.path.clone());
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        std::fs::create_dir_all(folder)?;
        let mut file = tempfile::NamedTempFile::new_in(folder)?;
        file.write_all(self.document.to_string().as_bytes())?;
        if let Ok(before) = std::fs::metadata(&path) {
            file.as_file().set_permissions(before.permissions())?;
        }
        file.persist(&path)?;
        Ok(())
    }
}

/// Reads the values of a setting; says what they should be where they are of another form.
fn values(setting: &Setting, item: &Item) -> Result<Vec<String>, String> {
    let (found, expected) = match setting.form {
        Form::Flag => (item.as_bool().map(|flag| vec![flag.to_string()]), "true or false"),
        Form::List if item.is_array() => {
            let texts = item.as_array().into_iter().flatten().map(|value| value.as_str().map(str::to_owned));
            (texts.collect(), "a list of texts in quotation marks: [\"…\", \"…\"]")
        }
        Form::Text | Form::List => (item.as_str().map(|text| vec![text.to_owned()]), "a text in quotation marks"),
    };
    found.ok_or_else(|| expected.to_owned())
}

/// Says what a name that is no setting may have meant.
fn hint(name: &str) -> String {
    let names: Vec<String> = SETTINGS.iter().map(|setting| setting.name.to_owned()).collect();
    hint_nearest(name, &names, LIST)
}

/// Returns the number of the line that a byte is in.
fn line_of(text: &str, at: usize) -> usize {
    text.bytes().take(at).filter(|byte| *byte == b'\n').count() + 1
}

/// Makes a path of the file absolute: `~/` is the user's folder, and what is relative lies beside the file.
fn resolved(path: &str, file: &Path) -> PathBuf {
    let home = || directories::BaseDirs::new().map(|folders| folders.home_dir().to_owned());
    match path.strip_prefix("~/").zip(home()) {
        Some((rest, home)) => home.join(rest),
        None => file.parent().unwrap_or(Path::new("")).join(path),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_the_files() {
        let check = |path: &str, expected: &str| {
            assert_eq!(resolved(path, Path::new("/etc/onrecord/config.toml")), Path::new(expected), "{path}");
        };
        check("/srv/a.db", "/srv/a.db");
        check("a.db", "/etc/onrecord/a.db");
    }
}
