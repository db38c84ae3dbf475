//! stub
use super::{Layout, Report};
/// Renders.
pub fn render(report: &Report, layout: &Layout) -> String {
    let _ = (report, layout);
    String::new()
}
