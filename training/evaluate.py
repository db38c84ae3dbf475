"""Scores a checkpoint's labels on a dump: decode, join to attributions, compare with the annotators.

    python evaluate.py CHECKPOINT --windows dev.windows.jsonl --docs dev.docs.jsonl --gold polnear/dev --scorer DIR

It measures the labels alone: the joining is a plain nearest-cue rule on the labels' sides, and the program's own
(with quotation marks on top) is what counts. Never trains.
"""

import argparse
import json
import os
import sys
import tempfile

import numpy as np
import torch

import data
from join import join
from model import Tagger
from paths import best_path


def load(path):
    m = Tagger(dropout=0.0)
    m.load_state_dict(torch.load(path, weights_only=True))
    return m.eval()


@torch.inference_mode()
def scores(m, windows, size=16):
    """Label log-probabilities of every word: {doc: array [words, labels]}."""
    order = sorted(range(len(windows)), key=lambda i: len(windows[i]["ids"]))
    out = {}
    for k in range(0, len(order), size):
        batch = [windows[i] for i in order[k:k + size]]
        ids, types, lengths, firsts, tags = data.collate(
            [(w["ids"], w["types"], w["firsts"], w["tags"]) for w in batch])
        rows = m(ids, types, lengths, firsts)[tags >= 0].log_softmax(-1).numpy()
        at = 0
        for w in batch:
            out.setdefault(w["doc"], []).append((w["words"][0], rows[at:at + len(w["words"])]))
            at += len(w["words"])
    return {d: np.concatenate([r for _, r in sorted(p, key=lambda x: x[0])]) for d, p in out.items()}


def decode(doc, rows, steps, bias=0.0):
    rows = rows.copy()
    rows[:, 0] -= bias
    par, tags, i = doc["par"], [], 0
    while i < len(par):
        j = i
        while j < len(par) and par[j] == par[i]:
            j += 1
        tags += best_path(rows[i:j], steps)
        i = j
    return tags


def main():
    a = argparse.ArgumentParser(description=__doc__)
    a.add_argument("checkpoint", nargs="+", help="several: their scores are averaged")
    a.add_argument("--windows", required=True)
    a.add_argument("--docs", required=True)
    a.add_argument("--gold", required=True)
    a.add_argument("--scorer", required=True, help="folder of score_attribution.py")
    a.add_argument("--bias", type=float, nargs="*", default=[0.0])
    a.add_argument("--nosteps", action="store_true")
    a.add_argument("--int8", action="store_true", help="linear weights rounded to the rows' int8 grid")
    a.add_argument("--half", action="store_true")
    a.add_argument("--limit", type=int, default=0)
    a.add_argument("--full", action="store_true")
    a.add_argument("--threads", type=int, default=1)
    o = a.parse_args()
    torch.set_num_threads(o.threads)
    sys.path.insert(0, o.scorer)
    import score_attribution as scorer
    windows = data.load(o.windows)
    with open(o.docs, encoding="utf-8") as f:
        docs = [json.loads(line) for line in f]
    if o.limit:
        docs = docs[::max(1, len(docs) // o.limit)]
    names = {d["name"] for d in docs}
    windows = [w for w in windows if w["doc"] in names]
    total, steps = {}, 0
    for path in o.checkpoint:
        m = load(path)
        m.quantised, m.half = o.int8, o.half
        steps = steps + m.steps.detach().numpy() / len(o.checkpoint)
        for d, r in scores(m, windows).items():
            total[d] = total.get(d, 0) + r / len(o.checkpoint)
    if o.nosteps:
        steps = steps * 0
    for bias in o.bias:
        with tempfile.TemporaryDirectory() as out:
            right = words = 0
            gold = {}
            for w in windows:
                for i, t in zip(w["words"], w["tags"]):
                    gold[w["doc"], i] = t
            for d in docs:
                tags = decode(d, total[d["name"]], steps, bias)
                right += sum(t == gold[d["name"], i] for i, t in enumerate(tags))
                words += len(tags)
                with open(os.path.join(out, d["name"] + ".json"), "w") as f:
                    json.dump({"claims": join(d, tags)}, f)
            limit = names if o.limit else None
            r = scorer.score_dirs(o.gold, out, False, "first", False, limit, 0)
        c = r["claims"]
        f = lambda k, e: c[k][e]["f"]
        print(f"bias {bias}: IoU50 {c['all']['iou50']['p']:.1f}/{c['all']['iou50']['r']:.1f}/{f('all', 'iou50'):.1f} "
              f"exact {f('all', 'exact'):.1f} joint {f('all', 'joint'):.1f} | direct {f('direct', 'iou50'):.1f} "
              f"mixed {f('mixed', 'iou50'):.1f} indirect {f('indirect', 'iou50'):.1f} | labels right {100 * right / words:.2f}",
              flush=True)
        if o.full:
            print(scorer.table(r))


if __name__ == "__main__":
    main()
