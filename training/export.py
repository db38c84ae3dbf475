"""Writes a trained encoder as the file that the binary embeds; the format is described in src/lang/encoder/format.rs.

It trains nothing. `export(state, path)` takes a PyTorch state dict with the names of HuggingFace's BertModel under "bert.",
a linear head "flat." (and "steps", label × label, where there are learned transitions) and the head for syntax "syntax.". `words_as_stored` and `fake_linear`
say what the stored numbers will be, for training that is aware of them.

    export.py STATE.pt VOCAB.txt TRAIN.windows.jsonl OUT.bin
"""

import hashlib
import json
import struct
import sys

import numpy as np

MAGIC = b"ONRECENC"
VERSION = 2
GROUP = 32
LONGEST = 256
VOCABULARY = 20000
# Where the parts of the syntax head's second map end, all but the last; see Syntax in model.py.
SYNTAX_PARTS = [128, 256, 257, 321, 385]


def array(value):
    """A tensor or an array as a float32 array."""
    return np.ascontiguousarray(np.asarray(value.detach().cpu().float().numpy() if hasattr(value, "detach") else value), np.float32)


def bf16(x):
    """The nearest bfloat16, ties to even, as its 16 bits."""
    bits = np.ascontiguousarray(x, np.float32).view(np.uint32)
    return ((bits + 0x7FFF + ((bits >> 16) & 1)) >> 16).astype(np.uint16)


def from_bf16(bits):
    return (bits.astype(np.uint32) << 16).view(np.float32)


def quantise_words(weight):
    """Four bits a number, one scale for each 32 of a row: returns (numbers from -8 to 7, scales as bfloat16 bits).

    Of several scales the one with the least squared error is taken. What has been rounded so before stays as it is: the
    scale that made it is among them, whether the largest number was 6, 7 or 8.
    """
    w = array(weight)
    groups = w.reshape(len(w), -1, GROUP)
    largest = np.abs(groups).max(-1)
    best = np.full(largest.shape, np.inf, np.float32)
    scales = np.zeros(largest.shape, np.uint16)
    for part in np.append(np.linspace(0.6, 1.1, 26), [7 / 8, 1, 7 / 6]):
        candidate = bf16(np.maximum(largest * np.float32(part / 7), 1e-8))
        s = from_bf16(candidate)[..., None]
        error = ((np.clip(np.rint(groups / s), -8, 7) * s - groups) ** 2).sum(-1)
        better = error < best
        best = np.where(better, error, best)
        scales = np.where(better, candidate, scales)
    numbers = np.clip(np.rint(groups / from_bf16(scales)[..., None]), -8, 7).astype(np.int8)
    return numbers.reshape(w.shape), scales


def words_as_stored(weight):
    """The word embeddings as the binary will read them; to be frozen in training."""
    numbers, scales = quantise_words(weight)
    return numbers.astype(np.float32) * np.repeat(from_bf16(scales), GROUP, axis=1)


def quantise_rows(weight):
    """Eight bits a number (-127 to 127), one scale a row."""
    w = array(weight)
    scales = np.maximum(np.abs(w).max(1) / np.float32(127), np.float32(1e-12)).astype(np.float32)
    return np.clip(np.rint(w / scales[:, None]), -127, 127).astype(np.int8), scales


def fake_linear(x, weight, bias):
    """What the binary computes for `x @ weight.T + bias` (torch tensors), gradients passed straight through.

    Activations get seven bits, asymmetric, for each token: lo = min(x, 0), hi = max(x, 0), scale = (hi - lo) / 127,
    number = clip(round(x / scale + round(-lo / scale)), 0, 127).
    """
    import torch

    with torch.no_grad():
        ws = (weight.abs().amax(1, keepdim=True) / 127).clamp_min(1e-12)
        wq = (weight / ws).round().clamp(-127, 127) * ws
        lo, hi = x.amin(-1, keepdim=True).clamp_max(0), x.amax(-1, keepdim=True).clamp_min(0)
        s = ((hi - lo) / 127).clamp_min(1e-12)
        z = (-lo / s).round()
        xq = ((x / s + z).round().clamp(0, 127) - z) * s
    return torch.nn.functional.linear(x + (xq - x).detach(), weight + (wq - weight).detach(), bias)


def kept(pieces, windows, size=VOCABULARY):
    """The ids of the pieces that stay, all where there are no more than fit: the marks, all that the training windows hold, then the most frequent (BERT's list is
    sorted by frequency), as many as fit."""
    if len(pieces) <= size:
        return list(range(len(pieces)))
    stay = {pieces.index(mark) for mark in ("[UNK]", "[CLS]", "[SEP]")}
    with open(windows, encoding="utf-8") as lines:
        for line in lines:
            stay.update(json.loads(line)["ids"])
    plain = lambda piece: piece.isascii() and not piece.startswith("[")
    # Single characters, alone and inside, so that nothing in plain letters is ever unknown.
    stay.update(i for i, piece in enumerate(pieces) if plain(piece) and len(piece.removeprefix("##")) == 1)
    for i, piece in enumerate(pieces):
        if len(stay) >= size:
            break
        if plain(piece):
            stay.add(i)
    return sorted(stay, key=lambda i: pieces[i].encode())


def packed(numbers):
    """Rows in blocks of 16, columns in steps of 4: [row / 16][column / 4][row % 16][column % 4]; rows filled up with zeros."""
    n, k = numbers.shape
    full = np.zeros((-(-n // 16) * 16, k), np.int8)
    full[:n] = numbers
    return full.reshape(-1, 16, k // 4, 4).transpose(0, 2, 1, 3)


def linear(sections, name, weight, bias):
    numbers, scales = quantise_rows(weight)
    fill = -len(numbers) % 16
    sections[name + ".weights"] = packed(numbers)
    sections[name + ".scales"] = np.pad(scales, (0, fill))
    sections[name + ".sums"] = np.pad(numbers.astype(np.int32).sum(1), (0, fill)).astype("<i4")
    sections[name + ".bias"] = np.pad(array(bias), (0, fill))


def build(state, vocabulary, ids, heads):
    """All sections by name, and the dimensions."""
    get = lambda name: array(state[name])
    emb, sections = "bert.embeddings.", {}
    sections["vocabulary"] = np.frombuffer("\n".join(vocabulary[i] for i in ids).encode(), np.uint8)
    numbers, scales = quantise_words(get(emb + "word_embeddings.weight")[ids])
    nibbles = (numbers + 8).astype(np.uint8)
    sections["embedding.words"] = nibbles[:, 0::2] | (nibbles[:, 1::2] << 4)
    sections["embedding.scales"] = scales.astype("<u2")
    sections["embedding.positions"] = get(emb + "position_embeddings.weight")[:LONGEST]
    sections["embedding.types"] = get(emb + "token_type_embeddings.weight")
    norm = lambda name: np.stack([get(name + ".weight"), get(name + ".bias")])
    sections["embedding.norm"] = norm(emb + "LayerNorm")
    layers = 0
    while f"bert.encoder.layer.{layers}.output.dense.weight" in state:
        own, new = f"bert.encoder.layer.{layers}.", f"layer.{layers}."
        parts = [own + "attention.self." + part for part in ("query", "key", "value")]
        linear(sections, new + "read", np.concatenate([get(p + ".weight") for p in parts]), np.concatenate([get(p + ".bias") for p in parts]))
        for short, long in (("write", "attention.output.dense"), ("up", "intermediate.dense"), ("down", "output.dense")):
            linear(sections, new + short, get(own + long + ".weight"), get(own + long + ".bias"))
        sections[new + "norm.attention"] = norm(own + "attention.output.LayerNorm")
        sections[new + "norm.output"] = norm(own + "output.LayerNorm")
        layers += 1
    head = get("flat.weight")
    sections["head.weights"], sections["head.bias"] = head, get("flat.bias")
    sections["head.steps"] = array(state["steps"]) if "steps" in state else np.zeros((len(head), len(head)), np.float32)
    hidden = head.shape[1]
    linear(sections, "syntax.hidden", get("syntax.hidden.weight"), get("syntax.hidden.bias"))
    # The binary reads the parts of the second map in another order: how readily a word governs comes last.
    governed, governing, ready, pair_governed, pair_governing, kinds = np.split(np.arange(len(get("syntax.read.bias"))), SYNTAX_PARTS)
    order = np.concatenate([governed, governing, pair_governed, pair_governing, kinds, ready])
    linear(sections, "syntax.read", get("syntax.read.weight")[order], get("syntax.read.bias")[order])
    linear(sections, "syntax.pairs", get("syntax.pairs.weight"), get("syntax.pairs.bias"))
    inner = get("bert.encoder.layer.0.intermediate.dense.weight").shape[0]
    dims = [layers, hidden, heads, inner, len(sections["embedding.positions"]), len(sections["embedding.types"]), len(head), len(ids)]
    return sections, dims


def write(sections, dims, path):
    """Lays the sections out, each at a multiple of 64 bytes, and returns the SHA-256 that names the model."""
    at = 48 + 4 * len(dims) + 48 * len(sections)
    table, body = b"", b""
    for name, values in sections.items():
        at += -at % 64
        data = np.ascontiguousarray(values).tobytes()
        table += struct.pack("<32sQQ", name.encode(), at, len(data))
        at += len(data)
    rest = struct.pack(f"<{len(dims)}I", *dims) + table
    out = bytearray(rest)
    for values in sections.values():
        out += b"\0" * (-(len(out) + 48) % 64)
        out += np.ascontiguousarray(values).tobytes()
    digest = hashlib.sha256(out).digest()
    with open(path, "wb") as file:
        file.write(MAGIC + struct.pack("<II", VERSION, len(sections)) + digest + out)
    return digest.hex()


def export(state, path, vocabulary, windows, size=VOCABULARY, heads=12):
    """Writes `state` to `path`. `vocabulary`: the pieces in id order; `windows`: the training windows, whose pieces all stay."""
    ids = kept(vocabulary, windows, size)
    return write(*build(state, vocabulary, ids, heads), path)


if __name__ == "__main__":
    import torch

    state_path, vocabulary_path, windows_path, out_path = sys.argv[1:]
    with open(vocabulary_path, encoding="utf-8") as lines:
        pieces = lines.read().rstrip("\n").split("\n")
    print(export(torch.load(state_path, weights_only=True), out_path, pieces, windows_path))
