"""Trains the tagger on window dumps; see README.md. Never tokenises, never reads the evaluation articles' gold.

    python train.py --train train.pkl --weights model.safetensors --out ckpt/run1
"""

import argparse
import copy
import json
import os
import time

import torch
import torch.distributed as dist
import torch.nn.functional as F

from safetensors.torch import load_file

import data
from model import Tagger
from paths import PathLoss


def arguments():
    a = argparse.ArgumentParser(description=__doc__)
    a.add_argument("--train", required=True, help="window dump (see windows.py)")
    a.add_argument("--weights", required=True, help="safetensors file of the pretrained encoder")
    a.add_argument("--init", help="checkpoint to go on from instead")
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
    m = Tagger(dropout=o.dropout)
    m.load_bert(load_file(o.weights))
    if o.init:
        state = torch.load(o.init, weights_only=True)
        m.load_state_dict({k: v for k, v in state.items() if k != "words"}, strict=False)
    m.half = not o.f32
    return m


def groups(m, o):
    """Parameter groups with their top rates: encoder (weights decay, vectors do not), head and types."""
    fast = {id(p) for p in (m.head.weight, m.head.bias, m.types)}
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
    size = sum(len(u[0]) for a in articles for u in a)
    total = max(1, int(o.epochs * size / o.pieces * 1.06))
    say = print if rank == 0 else lambda *_, **__: None
    say(json.dumps(dict(vars(o), articles=len(articles), size=size, total=total)), flush=True)

    def averaged():
        s = copy.copy(m.state_dict())
        names = [n for n, p in m.named_parameters() if p.requires_grad]
        s.update({n: v.clone() for n, v in zip(names, mean)})
        return s

    begun = saved = synced = time.time()
    sums, step, own, shares, fraction = [0.0, 0.0, 0, 0], 0, 0, 0, 0.0
    stream = forever(articles, rng, o)
    while fraction < 1:
        for g in opt.param_groups:
            g["lr"] = g["top"] * rate(step + own * world, fraction, o.warmup)
        m.quantised = o.int8 > 0 and fraction >= 1 - o.int8
        ids, types, lengths, firsts, tags = data.collate(next(stream))
        scores = m(ids, types, lengths, firsts)
        word = F.cross_entropy(scores.flatten(0, 1), tags.flatten(), ignore_index=-100, label_smoothing=o.smooth)
        path = PathLoss.apply(scores, m.steps, tags)
        (o.word * word + o.path * path).backward()
        torch.nn.utils.clip_grad_norm_(params, 1.0)
        opt.step()
        opt.zero_grad(set_to_none=True)
        own += 1
        for k, x in enumerate((word.item(), path.item(), 1, int(lengths.sum()))):
            sums[k] += x
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
        say(f"step {step}/{total} {fraction:.3f} epoch {step * sums[3] / sums[2] / size:.2f} {elapsed:.0f}s "
            f"{step * sums[3] / sums[2] / elapsed:.0f} pieces/s cpu {time.process_time():.0f}s "
            f"word {sums[0] / sums[2]:.4f} path {sums[1] / sums[2]:.4f}", flush=True)
        sums = [0.0, 0.0, 0, 0]
        if rank == 0 and (fraction >= 1 or time.time() - saved > o.save):
            save(m.state_dict(), o.out + ".last.pt")
            save(averaged(), o.out + ".mean.pt")
            saved = time.time()
    say(f"done {step} steps {time.time() - begun:.0f}s", flush=True)


if __name__ == "__main__":
    main()
