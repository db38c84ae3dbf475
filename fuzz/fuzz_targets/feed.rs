//! Looks for bytes that break the law of this name.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| onrecord_fuzz::hold(env!("CARGO_BIN_NAME"), bytes));
