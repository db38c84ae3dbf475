#!/usr/bin/env bash
# Prints a Homebrew formula that builds the program from an archive of its source:
#
#   packaging/homebrew.sh onrecord-0.1.0.tar.gz ADDRESS > onrecord.rb
#
# The archive is the one that lies at ADDRESS; its hash goes into the formula, and version, description and licence come
# from Cargo.toml. `git archive --prefix=onrecord/ -o onrecord.tar.gz HEAD` makes one.
set -euo pipefail
[ $# -eq 2 ] || { echo "usage: packaging/homebrew.sh ARCHIVE ADDRESS" >&2; exit 2; }
manifest=$(dirname "$0")/../Cargo.toml
field() { sed -n "s/^$1 = \"\(.*\)\"$/\1/p" "$manifest" | head -1; }
hash=$( (sha256sum "$1" 2>/dev/null || shasum -a 256 "$1") | cut -d ' ' -f 1)
# Homebrew wants fewer than eighty letters and no full stop.
description=$(field description | cut -d : -f 1)
cat <<RUBY
class Onrecord < Formula
  desc "$description: claims, quiet edits and who said what"
  homepage "${2%/*}"
  url "$2"
  version "$(field version)"
  sha256 "$hash"
  license any_of: ["MIT", "Apache-2.0"]

  depends_on "rust" => :build

  def install
    system "cargo", "install", *std_cargo_args
    generate_completions_from_executable(bin/"onrecord", "completions")
    (man1/"onrecord.1").write Utils.safe_popen_read(bin/"onrecord", "man")
  end

  test do
    (testpath/"a.txt").write "The bridge is shut, Ana Holt said."
    assert_match "Ana Holt", shell_output("#{bin}/onrecord extract #{testpath}/a.txt")
  end
end
RUBY
