//! Settings in JSON: `onrecord.settings.v1`.
//!
//! Values that may be secrets are not in the report, and so not here.

use serde::Serialize;

use crate::report::SettingsReport;

#[derive(Serialize)]
pub struct SettingsShape<'a> {
    format: &'static str,
    path: String,
    chosen_by: &'static str,
    exists: bool,
    settings: Vec<SettingShape<'a>>,
}

#[derive(Serialize)]
struct SettingShape<'a> {
    name: &'static str,
    values: &'a [String],
    from: &'static str,
    line: Option<usize>,
}

/// Shapes the settings.
pub fn settings(report: &SettingsReport) -> SettingsShape<'_> {
    let settings = report.settings.iter().map(|row| SettingShape {
        name: row.name,
        values: &row.values,
        from: row.set_by.name(),
        line: row.set_by.line(),
    });
    SettingsShape {
        format: "onrecord.settings.v1",
        path: report.path.display().to_string(),
        chosen_by: report.chosen_by,
        exists: report.exists,
        settings: settings.collect(),
    }
}
