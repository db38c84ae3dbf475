"""Reads `cargo metadata` from standard input and fails where a crate may not be used under a licence that we allow."""
import json
import re
import sys

ALLOWED = {
    "0BSD", "Apache-2.0", "Apache-2.0 WITH LLVM-exception", "BSD-2-Clause", "BSD-3-Clause", "BSL-1.0", "CC0-1.0",
    "CDLA-Permissive-2.0", "ISC", "MIT", "MIT-0", "MPL-2.0", "Unicode-3.0", "Unlicense", "Zlib",
}
TOKEN = re.compile(r"\(|\)|\bAND\b|\bOR\b|[A-Za-z0-9.+-]+(?: WITH [A-Za-z0-9.+-]+)?")


def is_allowed(expression):
    """Evaluates an SPDX expression; the old form with a slash means OR."""
    tokens = TOKEN.findall((expression or "").replace("/", " OR "))
    words = {"(": "(", ")": ")", "AND": "and", "OR": "or"}
    terms = " ".join(words.get(token, str(token in ALLOWED)) for token in tokens)
    return bool(tokens) and eval(terms, {"__builtins__": {}})


packages = json.load(sys.stdin)["packages"]
refused = [p for p in packages if not is_allowed(p["license"])]
for package in refused:
    print(f"{package['name']} {package['version']}: licence {package['license']!r} is not allowed", file=sys.stderr)
print(f"{len(packages)} crates, {len(refused)} refused")
sys.exit(1 if refused else 0)
