"""Labels to attributions, plainly, to measure labels by. The program's own joining is richer. Knows no models."""

from bisect import bisect_left

from model import LABELS


def spans(tags, par):
    """Runs of one label in one paragraph: [kind, side, first, last]."""
    out = []
    for i, t in enumerate(tags):
        if t == 0:
            continue
        label = LABELS[t]
        kind, side = label[2], label[3:]
        if label[0] == "I" and out and out[-1][3] == i - 1 and out[-1][0] == kind and par[i] == par[i - 1]:
            out[-1][3] = i
        else:
            out.append([kind, side, i, i])
    return out


def join(doc, tags):
    """Claims as the scorer takes them: spans in characters."""
    tok, par, sent, quoted = doc["tok"], doc["par"], doc["sent"], doc["inq"]
    all_spans = spans(tags, par)
    cues, contents, sources = ([s for s in all_spans if s[0] == k] for k in "CTS")
    starts = [c[2] for c in cues]
    claims = [dict(cue=c, content=[], source=None, far=None) for c in cues]

    def pick(s):
        """The cue on the labelled side in the same paragraph, or else on the other."""
        k = bisect_left(starts, s[2])
        left = k - 1 if k and par[cues[k - 1][3]] == par[s[2]] else None
        right = k if k < len(cues) and par[cues[k][2]] == par[s[3]] else None
        first, second = (right, left) if s[1] == ">" else (left, right)
        return first if first is not None else second

    orphans = []
    for s in contents:
        k = pick(s)
        if k is None:
            orphans.append(s)
        else:
            claims[k]["content"].append(s)
    for s in sources:
        k = pick(s)
        if k is None:
            continue
        far = min(abs(s[2] - cues[k][3]), abs(cues[k][2] - s[3]))
        if claims[k]["far"] is None or far < claims[k]["far"]:
            claims[k]["source"], claims[k]["far"] = s, far
    for c in claims:
        if c["source"] is None:
            # Shared: "Holt praised the plan and said …".
            before = [s for s in sources if sent[s[3]] == sent[c["cue"][2]] and s[3] < c["cue"][2]]
            c["source"] = before[-1] if before else None
    for s in orphans:
        # A quotation that goes on in a new paragraph belongs to what came before.
        before = [c for c in claims if c["cue"][2] < s[2] and c["content"]]
        if before and par[s[2]] - par[before[-1]["cue"][3]] <= 2 and quoted[min(s[2] + 1, len(tok) - 1)]:
            before[-1]["content"].append(s)
    chars = lambda s: [tok[s[2]][0], tok[s[3]][1]]
    return [dict(content=[chars(s) for s in sorted(c["content"], key=lambda s: s[2])],
                 source=[chars(c["source"])] if c["source"] else [], cue=[chars(c["cue"])], kind="x")
            for c in claims if c["content"]]
