#!/usr/bin/env bash
# Builds the program for Linux so that it needs no library of the machine it runs on, and checks that:
#
#   packaging/static.sh
#
# It takes musl as the C library. That needs `rustup target add x86_64-unknown-linux-musl` (or aarch64-…) and a C
# compiler for musl, for SQLite and the cryptography: musl-gcc, in Debian the package musl-tools.
set -euo pipefail
cd "$(dirname "$0")/.."
target=$(uname -m)-unknown-linux-musl
command -v musl-gcc >/dev/null || { echo "musl-gcc is missing: install musl-tools" >&2; exit 2; }
cargo build --release --locked --package onrecord --bin onrecord --target "$target"
folder=$(cargo metadata --format-version 1 --no-deps --locked | sed -n 's/.*"target_directory":"\([^"]*\)".*/\1/p')
program=$folder/$target/release/onrecord
if readelf --dynamic "$program" | grep NEEDED; then
    echo "$program needs the libraries above" >&2
    exit 1
fi
"$program" --version
echo "$program: $(stat --format %s "$program") bytes"
