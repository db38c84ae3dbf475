//! The laws of the test suite, for libFuzzer. They are written there, and compiled again here.

#[path = "../../tests/suite/extraction_laws.rs"]
mod extraction_laws;
#[path = "../../tests/suite/hostile.rs"]
mod hostile;

/// Tries the law of that name.
///
/// # Panics
/// When the law is broken, or there is none of the name.
pub fn hold(name: &str, bytes: &[u8]) {
    let (_, law) = hostile::TARGETS.iter().find(|(target, _)| *target == name).expect("a target of this name");
    law(bytes);
}
