"""How good the syntax head is on a dump of a treebank: heads, relations, parts of speech. It trains nothing.

    trees.py STATE.pt TREEBANK.windows.jsonl
"""

import sys

import torch

import data
from model import Tagger


def score(m, path):
    """Shares of words: right heads (UAS), right heads and relations without and with subtypes (LAS), right parts of speech
    (UPOS). Every word takes its best head; the binary takes the best tree, which differs in few."""
    right, of = [0] * 5, 0
    windows = [(w["ids"], w["types"], w["firsts"], w["tags"]) for w in data.load(path)]
    order = sorted(range(len(windows)), key=lambda k: len(windows[k][0]))
    m.eval()
    with torch.no_grad():
        for k in range(0, len(order), 16):
            batch = [windows[i] for i in order[k:k + 16]]
            ids, types, lengths, firsts, heads, relations, tags = data.collate_trees(batch)
            governed, governing, ready, pair_governed, pair_governing, tag = m.trees(ids, types, lengths, firsts)
            arcs = m.syntax.arcs(governed, governing, ready)
            arcs = arcs.masked_fill((tags == -100)[:, None] & (heads == -100)[:, None], -1e4)
            row, word = (heads >= 0).nonzero(as_tuple=True)
            found = arcs.argmax(-1)[row, word]
            pairs = m.syntax.relations(pair_governed[row, word], pair_governing[row, found]).argmax(-1)
            head, relation = found == heads[row, word], relations[row, word]
            of += len(row)
            for k2, x in enumerate((head, head & (broad(pairs) == broad(relation)), head & (pairs == relation),
                                    part(tag.argmax(-1)[row, word]) == part(tags[row, word]),
                                    tag.argmax(-1)[row, word] == tags[row, word])):
                right[k2] += int(x.sum())
    return {name: round(100 * r / of, 2) for name, r in zip(("UAS", "LAS", "LAS with subtypes", "UPOS", "tags"), right)}, of


# Numbers of src/lang/syntax/relation.rs: each subtype and what it is a subtype of; and of src/lang/tag: the forms of AUX
# and VERB.
BROAD = {5: 4, 8: 7, 14: 13, 15: 13, 18: 17, 21: 20, 22: 20, 23: 20, 25: 24, 27: 26, 32: 33}
PART = {4: 3, 17: 16, 18: 16, 19: 16}


def broad(relations):
    return torch.tensor([BROAD.get(k, k) for k in range(64)])[relations]


def part(tags):
    return torch.tensor([PART.get(k // 2, k // 2) for k in range(64)])[tags]


if __name__ == "__main__":
    state = torch.load(sys.argv[1], weights_only=True)
    m = Tagger(len(state["words"]), len(state["positions"]))
    m.load_state_dict(state)
    print(*score(m, sys.argv[2]))
