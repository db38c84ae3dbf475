"""Trains the tagger on window dumps; see README.md. Never tokenises, never reads the evaluation articles' gold.

    python train.py --train train.pkl --weights model.safetensors --out ckpt/run1
"""

import argparse
import collections
import copy
import json
import os
import time

import torch
import torch.distributed as dist
import torch.nn.functional as F

from safetensors.torch import load_file

import data
import embedded
from model import Tagger
from paths import PathLoss


def arguments():
    a = argparse.ArgumentParser(description=__doc__)
    a.add_argument("--train", required=True, help="window dump (see windows.py)")
    a.add_argument("--trees", help="dump of a treebank, to train the syntax head beside")
    a.add_argument("--trees-share", type=float, default=0.6, help="share of the steps on the treebank")
    start = a.add_mutually_exclusive_group(required=True)
    start.add_argument("--weights", help="safetensors file of the pretrained encoder")
    start.add_argument("--model", help="the binary's file, to go on from it")
    a.add_argument("--init", help="checkpoint to go on from")
    a.add_argument("--out", required=True, help="path of the checkpoints, without ending")
    a.add_argument("--epochs", type=float, default=4)
    a.add_argument("--pieces", type=int, default=3072, help="pieces a batch")
    a.add_argument("--low", type=int, default=160, help="smallest window size drawn")
    a.add_argument("--high", type=int, default=254)
    a.add_argument("--lr", type=float, default=2e-4)
    a.add_argument("--head-lr", type=float, default=1e-3)
    a.add_argument("--decay", type=float, default=0.01)
    a.add_argument("--dropout", type=float, default=0.1)
    a.add_argument("--smooth", type=float, default=0.0)
    a.add_argument("--warmup", type=int, default=60)
    a.add_argument("--ema", type=float, default=0.85)
    a.add_argument("--word", type=float, default=0.5, help="weight of the words' own loss")
    a.add_argument("--path", type=float, default=1.0, help="weight of the label paths' loss")
    a.add_argument("--int8", type=float, default=0.0, help="last share of the steps on the int8 grid")
    a.add_argument("--f32", action="store_true", help="no bf16 in the linear layers")
    a.add_argument("--seed", type=int, default=1)
    a.add_argument("--threads", type=int, default=2)
    a.add_argument("--seconds", type=float, default=1e9, help="wall-clock budget; the rate decays to meet it")
    a.add_argument("--save", type=float, default=120, help="seconds between checkpoints")
    a.add_argument("--sync", type=float, default=12, help="seconds after which processes share their weights")
    return a.parse_args()


def start(o):
    if o.model:
        state = embedded.state(o.model)
        m = Tagger(len(state["words"]), len(state["positions"]), dropout=o.dropout)
        m.load_state_dict(state, strict=False)
    else:
        m = Tagger(dropout=o.dropout)
        m.load_bert(load_file(o.weights))
    if o.init:
        state = torch.load(o.init, weights_only=True)
        m.load_state_dict({k: v for k, v in state.items() if k != "words"}, strict=False)
    m.half = not o.f32
    return m


def groups(m, o):
    """Parameter groups with their top rates: encoder (weights decay, vectors do not), head and types."""
    fast = {id(p) for p in (m.head.weight, m.head.bias, m.types, *m.syntax.parameters())}
    matrices, vectors, top = [], [], []
    for name, p in m.named_parameters():
        if name == "steps" or id(p) in fast:
            top.append(p)
        elif p.dim() == 2:
            matrices.append(p)
        else:
            vectors.append(p)
    return [dict(params=matrices, lr=o.lr, top=o.lr, weight_decay=o.decay),
            dict(params=vectors, lr=o.lr, top=o.lr, weight_decay=0.0),
            dict(params=top, lr=o.head_lr, top=o.head_lr, weight_decay=0.0)]


def agreed(seconds, world):
    """The first process's clock, so that all stop at the same step."""
    if world == 1:
        return seconds
    t = torch.tensor([seconds], dtype=torch.float64)
    dist.broadcast(t, 0)
    return t.item()


def forever(articles, rng, o):
    """Batches of windows, packed anew for each pass over the articles."""
    while True:
        windows = data.pack(articles, rng, o.low, o.high)
        for batch in data.batches(windows, o.pieces, rng):
            yield [windows[i] for i in batch]


def attribution_loss(m, batch, o):
    """The loss on a batch with labels, and what to print of it."""
    ids, types, lengths, firsts, tags = data.collate(batch)
    scores = m(ids, types, lengths, firsts)
    word = F.cross_entropy(scores.flatten(0, 1), tags.flatten(), ignore_index=-100, label_smoothing=o.smooth)
    path = PathLoss.apply(scores, m.steps, tags)
    return o.word * word + o.path * path, {"word": word.item(), "path": path.item()}, int(lengths.sum())


def tree_loss(m, batch):
    """The loss on a batch of a treebank, and what to print of it."""
    ids, types, lengths, firsts, heads, relations, tags = data.collate_trees(batch)
    governed, governing, ready, pair_governed, pair_governing, tag = m.trees(ids, types, lengths, firsts)
    arcs = m.syntax.arcs(governed, governing, ready)
    # Rows are filled up with words that nothing may hang from.
    arcs = arcs.masked_fill((tags == -100)[:, None] & (heads == -100)[:, None], -1e4)
    arc = F.cross_entropy(arcs.flatten(0, 1), heads.flatten(), ignore_index=-100)
    row, word = (heads >= 0).nonzero(as_tuple=True)
    pairs = m.syntax.relations(pair_governed[row, word], pair_governing[row, heads[row, word]])
    relation = F.cross_entropy(pairs, relations[row, word])
    part = F.cross_entropy(tag.flatten(0, 1), tags.flatten(), ignore_index=-100)
    said = {"arc": arc.item(), "relation": relation.item(), "tag": part.item()}
    return arc + relation + 0.5 * part, said, int(lengths.sum())


def rate(step, fraction, warmup):
    """Linear warm-up over `warmup` steps, then linear decay to a hundredth."""
    return min(1.0, (step + 1) / warmup) * max(0.01, 1 - fraction)


def share(params, steps, world):
    """Replaces the parameters of all processes by their mean, weighted by each one's steps since the last time.

    Returns the steps of all. Processes run freely in between: on a busy machine a step of one may take ten times as
    long as another's, and waiting for each other's gradients would waste the faster core.
    """
    if world == 1:
        return steps
    flat = torch.cat([p.detach().reshape(-1) for p in params] + [torch.ones(1)]) * steps
    dist.all_reduce(flat)
    total = flat[-1].item()
    at = 0
    with torch.no_grad():
        for p in params:
            p.copy_(flat[at:at + p.numel()].view_as(p) / total)
            at += p.numel()
    return int(round(total))


def save(state, path):
    torch.save(state, path + ".part")
    os.replace(path + ".part", path)


def main():
    o = arguments()
    torch.set_num_threads(o.threads)
    rank, world = int(os.environ.get("RANK", 0)), int(os.environ.get("WORLD_SIZE", 1))
    if world > 1:
        dist.init_process_group("gloo")
    torch.manual_seed(o.seed * 100 + rank)
    rng = data.rng(o.seed * 100 + rank)
    articles = data.load_units(o.train)
    m = start(o)
    m.train()
    opt = torch.optim.AdamW(groups(m, o), betas=(0.9, 0.98), fused=True)
    params = [p for p in m.parameters() if p.requires_grad]
    mean = [p.detach().clone() for p in params]
    trees = data.load_units(o.trees) if o.trees else []
    share_of_trees = o.trees_share if trees else 0.0
    size = sum(len(u[0]) for a in articles for u in a)
    # Epochs are of the articles.
    total = max(1, int(o.epochs * size / o.pieces * 1.06 / (1 - share_of_trees)))
    say = print if rank == 0 else lambda *_, **__: None
    say(json.dumps(dict(vars(o), articles=len(articles), size=size, total=total)), flush=True)

    def averaged():
        s = copy.copy(m.state_dict())
        names = [n for n, p in m.named_parameters() if p.requires_grad]
        s.update({n: v.clone() for n, v in zip(names, mean)})
        return s

    begun = saved = synced = time.time()
    sums, step, own, shares, fraction, turn = collections.Counter(), 0, 0, 0, 0.0, 0.0
    stream, tree_stream = forever(articles, rng, o), forever(trees, rng, o)
    while fraction < 1:
        for g in opt.param_groups:
            g["lr"] = g["top"] * rate(step + own * world, fraction, o.warmup)
        m.quantised = o.int8 > 0 and fraction >= 1 - o.int8
        turn += share_of_trees
        on_trees, turn = turn >= 1, turn % 1
        loss, said, read = tree_loss(m, next(tree_stream)) if on_trees else attribution_loss(m, next(stream), o)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(params, 1.0)
        opt.step()
        opt.zero_grad(set_to_none=True)
        own += 1
        sums.update(said, read=read, steps=1, trees=int(on_trees))
        # All processes leave this point together, and then count from the same moment.
        if time.time() - synced < o.sync:
            continue
        step, own = step + share(params, own, world), 0
        synced = time.time()
        elapsed = agreed(synced - begun, world)
        fraction = max(step / total, elapsed / o.seconds)
        # The average starts as the plain mean of the first states, so early noise fades at once.
        keep = min(o.ema, shares / (shares + 10))
        shares += 1
        torch._foreach_mul_(mean, keep)
        torch._foreach_add_(mean, [p.detach() for p in params], alpha=1 - keep)
        losses = (f"{name} {sums[name] / max(1, sums['trees'] if on else sums['steps'] - sums['trees']):.4f}"
                  for name, on in (("word", 0), ("path", 0), ("arc", 1), ("relation", 1), ("tag", 1)))
        say(f"step {step}/{total} {fraction:.3f} {elapsed:.0f}s {step * sums['read'] / sums['steps'] / elapsed:.0f} "
            f"pieces/s cpu {time.process_time():.0f}s {' '.join(losses)}", flush=True)
        sums.clear()
        if rank == 0 and (fraction >= 1 or time.time() - saved > o.save):
            save(m.state_dict(), o.out + ".last.pt")
            save(averaged(), o.out + ".mean.pt")
            saved = time.time()
    say(f"done {step} steps {time.time() - begun:.0f}s", flush=True)


if __name__ == "__main__":
    main()
