//! The `onrecord` program. Everything is in the library; see [`onrecord::cli`].
fn main() {}
