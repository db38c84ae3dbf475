//! stub
use super::Report;
/// Renders.
pub fn render(report: &Report) -> String {
    let _ = report;
    String::new()
}
