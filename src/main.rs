//! The `onrecord` program. Everything is in the library; see [`onrecord::cli`].

use std::process::ExitCode;

fn main() -> ExitCode {
    onrecord::cli::main()
}
