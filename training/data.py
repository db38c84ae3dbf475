"""Windows as the Rust side dumps them, packed anew for every epoch, and gold labels. Never tokenises text itself.

A window is [CLS] and one or more units (paragraphs, or parts of long ones), each closed by [SEP]. Units are the
atoms: training packs neighbouring units of an article into windows of varying size, so that positions and contexts
differ from epoch to epoch; evaluation uses the windows as dumped.
"""

import itertools
import json
import random

import torch

CLS, SEP = 101, 102


def load(path):
    """Dumped windows, one a line: dicts of doc, ids, types, firsts, words, tags (lists of numbers; of a treebank, lists
    of sentence, head, relation and tag)."""
    global CLS, SEP
    with open(path, encoding="utf-8") as lines:
        out = [json.loads(line) for line in lines]
    # Every window opens with the one mark and closes with the other; their numbers are the vocabulary's.
    CLS, SEP = out[0]["ids"][0], out[0]["ids"][-1]
    return [dict(doc=w["doc"], ids=w["ids"], types=w["types"], firsts=w["first"], words=w["words"], tags=w["labels"])
            for w in out]


def load_units(path):
    """The articles of a dump, each a list of units."""
    articles = {}
    for w in load(path):
        articles.setdefault(w["doc"], []).extend(units(w))
    return list(articles.values())


def units(window):
    """Splits a dumped window into its units: (ids, types, firsts, tags), firsts relative to the unit."""
    out = []
    start, word = 1, 0
    ids, firsts = window["ids"], window["firsts"]
    for end in (i for i, p in enumerate(ids) if p == SEP):
        first = word
        while word < len(firsts) and firsts[word] < end:
            word += 1
        out.append((ids[start:end + 1], window["types"][start:end + 1],
                    [f - start for f in firsts[first:word]], window["tags"][first:word]))
        start = end + 1
    return out


def pack(articles, rng, low, high):
    """Windows of neighbouring units; each article draws its own size between `low` and `high` pieces."""
    out = []
    for article in articles:
        limit = rng.randint(low, high)
        # A short first window shifts all later borders.
        room = rng.randint(limit // 3, limit)
        ids, types, firsts, tags = [CLS], [0], [], []
        for uids, utypes, ufirsts, utags in article:
            if len(ids) > 1 and len(ids) + len(uids) > room:
                out.append((ids, types, firsts, tags))
                ids, types, firsts, tags = [CLS], [0], [], []
                room = limit
            firsts = firsts + [f + len(ids) for f in ufirsts]
            ids, types, tags = ids + uids, types + utypes, tags + utags
        if len(ids) > 1:
            out.append((ids, types, firsts, tags))
    return out


def batches(windows, pieces, rng):
    """Batches of similar length with about `pieces` pieces each, in random order."""
    order = list(range(len(windows)))
    rng.shuffle(order)
    out = []
    for k in range(0, len(order), 400):
        chunk = sorted(order[k:k + 400], key=lambda i: len(windows[i][0]))
        batch = []
        for i in chunk:
            if batch and (len(batch) + 1) * len(windows[i][0]) > pieces:
                out.append(batch)
                batch = []
            batch.append(i)
        if batch:
            out.append(batch)
    rng.shuffle(out)
    return out


def pieces(windows):
    """Tensors of a batch: ids, types, lengths."""
    longest = max(len(w[0]) for w in windows)
    ids = torch.zeros(len(windows), longest, dtype=torch.long)
    types = torch.zeros(len(windows), longest, dtype=torch.long)
    for k, (i, t, _, _) in enumerate(windows):
        ids[k, :len(i)] = torch.tensor(i)
        types[k, :len(t)] = torch.tensor(t)
    return ids, types, torch.tensor([len(w[0]) for w in windows])


def collate(windows):
    """Tensors of a batch: ids, types, lengths; words as indexes into the flattened pieces, one row a unit, with tags
    (-100 where there is no word)."""
    ids, types, lengths = pieces(windows)
    longest = ids.shape[1]
    rows = []
    for k, (i, _, f, g) in enumerate(windows):
        word = 0
        for end in (p for p, piece in enumerate(i) if piece == SEP):
            first = word
            while word < len(f) and f[word] < end:
                word += 1
            if word > first:
                rows.append(([k * longest + p for p in f[first:word]], g[first:word]))
    most = max(len(r[0]) for r in rows)
    firsts = torch.zeros(len(rows), most, dtype=torch.long)
    tags = torch.full((len(rows), most), -100)
    for k, (f, g) in enumerate(rows):
        firsts[k, :len(f)] = torch.tensor(f)
        tags[k, :len(g)] = torch.tensor(g)
    return ids, types, lengths, firsts, tags


def collate_trees(windows):
    """Tensors of a batch of a treebank: ids, types, lengths; words as indexes into the flattened pieces, one row a
    sentence; heads, relations and tags of the same shape (-100 where the treebank does not say, or there is no word)."""
    ids, types, lengths = pieces(windows)
    longest = ids.shape[1]
    rows = []
    for k, (_, _, f, g) in enumerate(windows):
        for _, group in itertools.groupby(zip(f, g), key=lambda word: word[1][0]):
            group = list(group)
            rows.append(([k * longest + piece for piece, _ in group], [word for _, word in group]))
    most = max(len(r[0]) for r in rows)
    firsts = torch.zeros(len(rows), most, dtype=torch.long)
    gold = torch.full((3, len(rows), most), -100)
    for k, (f, g) in enumerate(rows):
        firsts[k, :len(f)] = torch.tensor(f)
        # A sentence that a window's border cuts has heads on the other side.
        known = [word if 0 <= word[1] < len(f) else (0, -100, -100, word[3] if word[3] >= 0 else -100) for word in g]
        gold[:, k, :len(f)] = torch.tensor([word[1:] for word in known]).T
    return ids, types, lengths, firsts, *gold


def rng(seed):
    return random.Random(seed)
