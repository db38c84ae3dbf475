//! The values that options take by name: how the command line spells and explains them.

use clap::ValueEnum;
use clap::builder::PossibleValue;

use crate::curation::Verdict;
use crate::extract::Method;
use crate::render::Format;

impl ValueEnum for Method {
    fn value_variants<'a>() -> &'a [Self] {
        &Self::ALL
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        let help = match self {
            Self::Rules => "By the rules alone: quickest, and certain of what it finds, but it misses half",
            Self::Fast => "By a small linear tagger on top of the rules",
            Self::Accurate => "By a small transformer beside the rules: finds most, a fraction of a second an article",
        };
        Some(PossibleValue::new(self.name()).help(help))
    }
}

impl ValueEnum for Verdict {
    fn value_variants<'a>() -> &'a [Self] {
        &Self::ALL
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        let help = match self {
            Self::Confirmed => "The program is right",
            Self::IsCorrection => "The outlet corrects a mistake",
            Self::NotAChange => "The words differ, what they say does not",
            Self::NotAShift => "The speaker's position did not move",
            Self::SameSpeaker => "Both sides are one speaker's",
            Self::Misread => "The program read the text wrongly",
        };
        Some(PossibleValue::new(self.name()).help(help))
    }
}

impl ValueEnum for Format {
    fn value_variants<'a>() -> &'a [Self] {
        &[Self::Terminal, Self::Json, Self::Markdown, Self::Csv, Self::Html, Self::Atom]
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        let (name, help) = match self {
            Self::Terminal => ("terminal", "For reading in a terminal"),
            Self::Json => ("json", "For other programs, as the contract fixes it"),
            Self::Markdown => ("markdown", "For an issue tracker or a content management system"),
            Self::Csv => ("csv", "For a spreadsheet: one row for each entry of a list"),
            Self::Atom => ("atom", "For a feed reader: edits to subscribe to"),
            Self::Html => ("html", "For a browser: one page that brings all it needs"),
        };
        Some(PossibleValue::new(name).help(help))
    }
}
