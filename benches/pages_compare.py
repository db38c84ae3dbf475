#!/usr/bin/env python3
"""Reads the same pages with onrecord and with other programs, and prints one table: how much of each story's body,
title, byline and date they get, and how many pages a second.

    python3 -m venv /tmp/readers
    /tmp/readers/bin/pip install trafilatura htmldate readability-lxml newspaper4k
    /tmp/readers/bin/python benches/pages_compare.py tests/fixtures/pages/kinds

A folder holds pages `NAME.html` (or `.html.gz`, or those in its folder `html`), and what is right beside them: a text
`NAME.txt` whose front matter has headline, byline and published, or one `ground-truth.json` for all of them,
`{NAME: {articleBody, headline?, byline?, published?}}`. What is not given there is not asked; `null` or no line in a
text's front matter asks that nothing be found. It installs nothing, and fetches nothing. A reader that is not installed
is left out.
"""
import argparse
import gzip
import json
import re
import shlex
import subprocess
import tempfile
import time
from collections import Counter
from pathlib import Path

FIELDS = ("headline", "byline", "published")


def shingles(text):
    """The runs of four words of a text."""
    words = re.findall(r"\w+", text or "")
    return Counter(tuple(words[at : at + 4]) for at in range(max(1, len(words) - 3))) if words else Counter()


def body_scores(right, read):
    """Precision and recall over runs of four words; `None` where a side is empty."""
    right, read = shingles(right), shingles(read)
    shared = sum((right & read).values())
    return (shared / sum(read.values()) if read else None, shared / sum(right.values()) if right else None)


def mean(values):
    values = [value for value in values if value is not None]
    return sum(values) / len(values) if values else 0.0


def plain(text):
    return re.sub(r"\W+", " ", text or "").strip().lower()


def names(byline):
    """The names of a byline, in any order."""
    names = re.split(r",|;| and | & |\n", re.sub(r"^by\b", "", (byline or "").strip(), flags=re.I))
    return {plain(name) for name in names} - {""}


def is_right(field, right, read):
    if field == "byline":
        return names(right) == names(read)
    if field == "published":
        return right[:10] == read[:10]
    return plain(right) == plain(read)


def pages(folder):
    """The pages of a folder, in order: name, bytes, what is right."""
    truth = folder / "ground-truth.json"
    truth = json.loads(truth.read_text(encoding="utf-8")) if truth.exists() else {}
    for path in sorted([*folder.glob("*.htm*"), *folder.glob("html/*.htm*")]):
        name = path.name.split(".")[0]
        text = folder / f"{name}.txt"
        if name in truth:
            given = truth[name]
            right = {"body": given["articleBody"]} | {key: given[key] for key in FIELDS if key in given}
        elif text.exists():
            _, head, body = text.read_text(encoding="utf-8").split("---\n", 2)
            head = dict(line.split(": ", 1) for line in head.splitlines())
            right = {"body": body} | {key: head.get(key) for key in FIELDS}
        else:
            continue
        yield name, gzip.open(path).read() if path.suffix == ".gz" else path.read_bytes(), right


def onrecord(command):
    def read_all(pages):
        with tempfile.TemporaryDirectory() as folder:
            paths = [Path(folder) / f"{at}.html" for at in range(len(pages))]
            for path, page in zip(paths, pages):
                path.write_bytes(page)
            lines = "\n".join(map(str, paths))
            answer = subprocess.run(command, input=lines, text=True, capture_output=True, check=True)
        lines = [json.loads(line) for line in answer.stdout.splitlines()]
        return lines, sum(line.get("seconds", 0) for line in lines)

    return read_all


def one_by_one(read):
    """Makes a reader of all pages of a reader of one; one that fails has read nothing."""

    def read_all(pages):
        found, started = [], time.perf_counter()
        for page in pages:
            try:
                found.append(read(page))
            except Exception:  # Whatever a reader stumbles over, the page counts.
                found.append({})
        return found, time.perf_counter() - started

    return read_all


def readers(command):
    found = {"onrecord": onrecord(command)}
    try:
        import trafilatura

        def read(page):
            read = trafilatura.bare_extraction(page, with_metadata=True, include_comments=False)
            return {"body": read.text, "headline": read.title, "byline": read.author, "published": read.date}

        found["trafilatura"] = one_by_one(read)
    except ImportError:
        pass
    try:
        import lxml.html
        import readability

        def read(page):
            document = readability.Document(page.decode("utf-8", "replace"))
            body = lxml.html.fromstring(document.summary())
            blocks = body.iter("p", "li", "h1", "h2", "h3", "h4", "blockquote", "td", "div", "pre")
            leaves = [block for block in blocks if block.tag != "div" or (block.text or "").strip()]
            text = "\n".join(leaf.text_content() for leaf in leaves) if leaves else body.text_content()
            return {"body": text, "headline": document.short_title()}

        found["readability-lxml"] = one_by_one(read)
    except ImportError:
        pass
    try:
        import htmldate

        found["htmldate"] = one_by_one(lambda page: {"published": htmldate.find_date(page, original_date=True)})
    except ImportError:
        pass
    try:
        import newspaper

        def read(page):
            article = newspaper.Article("https://example.org/", fetch_images=False)
            article.download(input_html=page.decode("utf-8", "replace"))
            article.parse()
            day = article.publish_date
            return {
                "body": article.text,
                "headline": article.title,
                "byline": ", ".join(article.authors),
                "published": day.isoformat() if day else None,
            }

        found["newspaper4k"] = one_by_one(read)
    except ImportError:
        pass
    return found


# What a reader does not tell at all.
SILENT = {"readability-lxml": ("byline", "published"), "htmldate": ("body", "headline", "byline")}


def row(name, rights, reads, seconds, verbose):
    cells = [f"{name:<18}"]
    if "body" in SILENT.get(name, ()):
        cells.append("    –     –     –")
    else:
        scores = [body_scores(right["body"], read.get("body")) for right, read in zip(rights, reads)]
        precision, recall = mean(one for one, _ in scores), mean(one for _, one in scores)
        f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
        cells.append(f"{100 * precision:5.1f} {100 * recall:5.1f} {100 * f1:5.1f}")
    for field in FIELDS:
        asked = [(right, read.get(field) or None) for right, read in zip(rights, reads) if field in right]
        if not asked or field in SILENT.get(name, ()):
            cells.append("    –     –     –" if field == "published" else "    –")
            continue
        good = sum(is_right(field, right[field] or "", read or "") for right, read in asked)
        missing = sum(read is None and right[field] is not None for right, read in asked)
        cells.append(f"{100 * good / len(asked):5.1f}")
        if field == "published":
            cells.append(f"{100 * (len(asked) - good - missing) / len(asked):5.1f} {100 * missing / len(asked):5.1f}")
        if verbose:
            for right, read in asked:
                if not is_right(field, right[field] or "", read or ""):
                    print(f"  {name} {right['name']} {field}: {right[field]!r}, not {read!r}")
    cells.append(f"{len(rights) / seconds:7.1f}" if seconds else "      –")
    return "  ".join(cells)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--reader", default="cargo bench --quiet --bench pages", help="onrecord's reader of pages")
    parser.add_argument("--only", help="one reader alone")
    parser.add_argument("--verbose", action="store_true", help="list what is wrong")
    arguments = parser.parse_args()
    for folder in arguments.folders:
        found = list(pages(folder))
        rights = [right | {"name": name} for name, _, right in found]
        print(f"{folder}: {len(found)} pages, in per cent; body: precision, recall, F1; date: right, wrong, missing")
        print(f"{'':<18}  body              title  byline  date                 pages/s")
        for name, read_all in readers(shlex.split(arguments.reader)).items():
            if arguments.only in (None, name):
                reads, seconds = read_all([page for _, page, _ in found])
                print(row(name, rights, reads, seconds, arguments.verbose), flush=True)


if __name__ == "__main__":
    main()
