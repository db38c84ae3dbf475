//! The reports of what is kept beside versions, and of what was taken out of a history.

use crate::stored::{Exhibit, Withheld, Withholding};

use super::phrases;

/// `withhold`: what was taken out, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WithheldReport {
    pub rows: Vec<Withholding>,
    pub stage: WithholdStage,
}

/// How far it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WithholdStage {
    /// A list of all that was taken out before.
    Listed,
    /// It would be taken out.
    Planned,
    /// It was taken out just now.
    Done,
}

impl WithheldReport {
    /// Returns how much there is, in words.
    pub fn headline(&self) -> String {
        let versions = self.rows.iter().filter(|row| row.what != Withheld::Capture).count();
        let parts = [
            (versions, phrases::count(versions, "version", "versions")),
            (self.rows.len() - versions, phrases::count(self.rows.len() - versions, "capture", "captures")),
        ];
        let parts: Vec<String> = parts.into_iter().filter(|(count, _)| *count > 0).map(|(_, text)| text).collect();
        let what = parts.join(" and ");
        match self.stage {
            _ if parts.is_empty() => "nothing is withheld".to_owned(),
            WithholdStage::Planned => format!("would withhold {what}, for good"),
            WithholdStage::Done => format!("withheld {what}"),
            WithholdStage::Listed => format!("{what} withheld"),
        }
    }
}

impl WithheldReport {
    /// Names all of it: "ferry@v3, a capture".
    pub fn names(&self) -> String {
        self.rows.iter().map(Withholding::name).collect::<Vec<_>>().join(", ")
    }
}

impl Withholding {
    /// Names what is withheld: "ferry@v3", "a capture".
    pub fn name(&self) -> String {
        match &self.what {
            Withheld::Version(slug, number) => format!("{slug}@v{number}"),
            Withheld::Capture => "a capture".to_owned(),
        }
    }

    /// Says what went, in words.
    pub fn went(&self) -> &'static str {
        match self.what {
            Withheld::Version(..) => "text, headline, byline and claims",
            Withheld::Capture => "bytes",
        }
    }

    /// Says of a version that it is withheld, since when, by whom and why: "v3 is withheld, since 2031-05-06 by Ines: a
    /// court order".
    pub fn line(&self) -> String {
        let what = match &self.what {
            Withheld::Version(_, number) => format!("v{number}"),
            Withheld::Capture => format!("the capture {}", self.sha256),
        };
        format!("{what} is withheld, {}", self.noted())
    }

    /// Says since when, by whom and why.
    pub fn noted(&self) -> String {
        format!("since {} by {}: {}", self.withheld_at.format("%F"), self.author, self.reason)
    }
}

/// `exhibits`: what is kept beside a version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExhibitsReport {
    /// The version, as a reference names it: "ferry@v3".
    pub version: String,
    pub exhibits: Vec<Exhibit>,
}

impl ExhibitsReport {
    /// Returns how many there are, in words.
    pub fn headline(&self) -> String {
        format!("{}: {}", self.version, phrases::count(self.exhibits.len(), "exhibit", "exhibits"))
    }
}

impl Exhibit {
    /// Says what it is: "screenshot.png (212 kB)".
    pub fn line(&self) -> String {
        format!("{} ({})", self.name, phrases::size(self.size))
    }
}
