//! The memory that the program takes for a long text, as the system counts it.
//!
//! Linux alone tells it of a program that still runs.

#![cfg(target_os = "linux")]

use std::fs;
use std::io::{self, Read};
use std::process::Stdio;

use crate::environment::TestEnvironment;

/// The sizes of the two texts that are compared, in bytes: what the program takes for none is no part of the difference.
const SHORT: usize = 300_000;
const LONG: usize = 1_500_000;

/// The most bytes of memory for a byte of text; a system gives memory in pieces, so that no two runs take the same.
const MOST: usize = 36;

const PROSE: &str = "The harbour council voted on Tuesday to close the northern quay, the mayor said. “We will not open \
                     it before the spring,” Ana Holt, the port director, told reporters in Dunmore. About 40 boats \
                     lie there, and their owners were informed in writing. She added that the repair would cost 1.2 \
                     million crowns. Nobody had counted the bicycles.\n\n";

/// Reads a text by the rules; returns the most memory that the program held until it printed.
fn peak(unit: &str, bytes: usize) -> usize {
    let environment = TestEnvironment::new();
    environment.file("text.txt", unit.repeat(bytes / unit.len()));
    let mut command = environment.command("extract text.txt --model rules --format json --with-text");
    let mut running = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().expect("the program runs");
    let mut out = running.stdout.take().expect("a pipe");
    // It prints once all is read, and more than a pipe holds: it waits for us.
    out.read_exact(&mut [0]).expect("the program prints");
    let status = fs::read_to_string(format!("/proc/{}/status", running.id())).expect("the program waits");
    io::copy(&mut out, &mut io::sink()).expect("the program prints all");
    assert!(running.wait().expect("the program ends").success());
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).expect("Linux counts memory");
    let number = line.trim().strip_suffix(" kB").expect("in kilobytes");
    number.parse::<usize>().expect("a number") * 1024
}

#[test]
fn memory_grows_with_the_text_by_little() {
    let of_a_byte = |unit: &str| (peak(unit, LONG).saturating_sub(peak(unit, SHORT))) / (LONG - SHORT);
    let kinds = [PROSE, "the fire hurt people, ", "( ", "12 "];
    let taken = kinds.map(of_a_byte);
    assert!(taken.iter().all(|&bytes| bytes <= MOST), "{taken:?}");
}
