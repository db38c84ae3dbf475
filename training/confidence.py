"""How many of a program's labels editors signed, by kind, by how much of the edit stayed and by how many words are shown.

    python3 confidence.py --bin ../target/release/onrecord --eval DIR

DIR holds the scorers and their data (`judged`, `news_edits`). The table that it prints is what `src/diff/confidence.rs`
was made of: kinds of one sort are drawn together there, and where there were few labels the neighbours' share was taken.
"""
import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
from collections import defaultdict

SORTS = {
    "number": "number_changed",
    "date, name": "date_changed name_changed",
    "negation, hedge": "negation_flipped hedge_added hedge_removed",
    "quotation": "quote_altered quote_truncated quote_extended",
    "source": "reattributed source_named source_anonymised attribution_added attribution_dropped position_shifted "
    "roles_swapped event_updated",
    "content": "content_changed",
    "detail": "detail_added detail_dropped",
    "framing": "cue_changed quote_paraphrased paraphrase_quoted role_changed tone_changed",
    "structure": "split merged moved moved_to_lede moved_from_lede",
    "cosmetic": "reworded respelled punctuation",
}
SORT_OF = {kind: sort for sort, kinds in SORTS.items() for kind in kinds.split()}


def count(text):
    return sum(any(c.isalnum() for c in word) for word in text.split())


LIST = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "src", "diff", "lists", "function.txt")
with open(LIST, encoding="utf-8") as lines:
    FUNCTION = {line.strip() for line in lines if not line.startswith("#")}


def telling(text):
    """Counts the words that carry something of their own."""
    words = (re.sub(r"^\W+|\W+$", "", word).lower() for word in text.split())
    return sum(bool(word) and word not in FUNCTION for word in words)


def band(change, edit):
    """What the confidence of a label hangs on: the words it shows, or how many of the others stayed."""
    words = lambda op: sum(count(part["text"]) for part in edit["wording"] if part["op"] == op)
    equal, gone, came = words("equal"), words("delete"), words("insert")
    old, new = (count((change.get(side) or {}).get("text", "")) for side in ("old", "new"))
    stayed = 100 * equal // max(1, equal + min(max(0, gone - old), max(0, came - new)))
    shown = max(telling((change.get(side) or {}).get("text", "")) for side in ("old", "new"))
    by_words = "1 word" if shown < 2 else "2 words" if shown < 3 else "3-4 words" if shown < 5 else "5 words or more"
    by_stayed = "alone" if stayed >= 85 else "among others"
    return by_words if SORT_OF[change["kind"]] in ("content", "detail") else by_stayed


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--bin", required=True, help="the program")
    parser.add_argument("--eval", required=True, help="the folder with the scorers and their data")
    args = parser.parse_args()
    sys.path.insert(0, args.eval)
    import evalkit
    import score_judged as judged

    folder = tempfile.mkdtemp()

    def diff(old, new):
        paths = [os.path.join(folder, name) for name in ("old.txt", "new.txt")]
        for path, text in zip(paths, (old, new)):
            with open(path, "w", encoding="utf-8") as file:
                file.write(text)
        answer = subprocess.run([args.bin, "diff", *paths, "--format", "json"], capture_output=True, text=True, check=True)
        return json.loads(answer.stdout)

    table = defaultdict(lambda: [0, 0])

    def note(change, edit, signed):
        row = table[SORT_OF[change["kind"]], band(change, edit)]
        row[0] += signed
        row[1] += 1

    data = os.path.join(args.eval, "data")
    with open(os.path.join(data, "judged", "judged.json"), encoding="utf-8") as file:
        gold = json.load(file)
    for pair in evalkit.rows(os.path.join(data, "judged", "pairs.jsonl.gz")):
        of = lambda rows: [row for row in rows if row["pair"] == pair["id"]]
        units = judged.Gold(pair, of(gold["edits"]), of(gold["misses"])).units
        answer = diff(pair["old"], pair["new"])
        labels = judged.labels(answer)
        changes = [(edit, change) for edit in answer["edits"] if edit["edit"] == "changed" for change in edit["changes"]]
        meet = judged.meet
        for label, (edit, change) in zip(labels, changes):
            near = [unit for unit in units if meet(label["edit_old"], unit.old) and meet(label["edit_new"], unit.new)]
            near = [unit for unit in near if meet(label["old"], unit.old) or meet(label["new"], unit.new)]
            if near:
                note(change, edit, judged.judge_label(label, near, labels) == "right")
    for row in evalkit.rows(os.path.join(data, "news_edits", "edits.jsonl.gz")):
        if row["sure"] < 0.6 or row["cut"]:
            continue
        kinds = {evalkit.coarse(kind) for kind in row["kinds"]} | ({"event_updated"} if "tense_changed" in row["kinds"] else set())
        for edit in diff(row["old"] + "\n", row["new"] + "\n")["edits"]:
            for change in edit.get("changes", []):
                as_grave = {"substantive": row["severity"] == "substantive" and SORT_OF[change["kind"]] in ("content", "detail"),
                            "framing": row["severity"] != "cosmetic", "cosmetic": True}
                note(change, edit, evalkit.coarse(change["kind"]) in kinds or as_grave[change["severity"]])
    for (sort, band_of), (signed, all_of) in sorted(table.items()):
        print(f"{sort:16} {band_of:16} {signed:4} of {all_of:4}  {100 * signed / all_of:3.0f} %")


if __name__ == "__main__":
    main()
