"""Reads a model's file back (see src/lang/encoder/format.rs), to go on training from it. It writes nothing."""

import struct

import numpy as np
import torch

from export import GROUP, SYNTAX_PARTS, from_bf16
from model import ARC, PAIR, RELATIONS, TAGS

# How many rows the syntax head's second and third map have.
SYNTAX = 2 * ARC + 1 + 2 * PAIR + TAGS
PAIRS = RELATIONS * (PAIR + 1)


def sections(path):
    """The file's sections by name, as bytes, and its dimensions."""
    with open(path, "rb") as file:
        data = file.read()
    assert data[:8] == b"ONRECENC", f"{path} is no model"
    count = struct.unpack_from("<I", data, 12)[0]
    dims = struct.unpack_from("<8I", data, 48)
    out = {}
    for k in range(count):
        name, at, length = struct.unpack_from("<32sQQ", data, 80 + 48 * k)
        out[name.rstrip(b"\0").decode()] = data[at:at + length]
    return out, dims


def vocabulary(path):
    """The pieces in the order of their ids."""
    return sections(path)[0]["vocabulary"].decode().split("\n")


def state(path):
    """A state dict of the tagger."""
    parts, (layers, hidden, _, inner, positions, types, labels, words) = sections(path)
    floats = lambda name, *shape: torch.from_numpy(np.frombuffer(parts[name], "<f4").reshape(shape).copy())

    def linear(name, rows, columns):
        blocks = np.frombuffer(parts[name + ".weights"], np.int8).reshape(-1, columns // 4, 16, 4)
        numbers = blocks.transpose(0, 2, 1, 3).reshape(-1, columns)[:rows].astype(np.float32)
        scales = np.frombuffer(parts[name + ".scales"], "<f4")[:rows]
        return torch.from_numpy(numbers * scales[:, None]), floats(name + ".bias", -1)[:rows]

    nibbles = np.frombuffer(parts["embedding.words"], np.uint8).reshape(words, -1)
    numbers = np.stack([nibbles & 15, nibbles >> 4], -1).reshape(words, hidden).astype(np.float32) - 8
    scales = from_bf16(np.frombuffer(parts["embedding.scales"], "<u2")).reshape(words, -1)
    out = {"words": torch.from_numpy(numbers * np.repeat(scales, GROUP, axis=1)),
           "positions": floats("embedding.positions", positions, hidden),
           "types": floats("embedding.types", types, hidden),
           "head.weight": floats("head.weights", labels, hidden), "head.bias": floats("head.bias", labels),
           "steps": floats("head.steps", labels, labels)}

    def norm(ours, theirs):
        out[ours + ".weight"], out[ours + ".bias"] = floats(theirs, 2, hidden)

    norm("norm", "embedding.norm")
    for layer in range(layers):
        own, kept = f"layers.{layer}.", f"layer.{layer}."
        for ours, theirs, rows, columns in (("qkv", "read", 3 * hidden, hidden), ("out", "write", hidden, hidden),
                                            ("up", "up", inner, hidden), ("down", "down", hidden, inner)):
            out[own + ours + ".weight"], out[own + ours + ".bias"] = linear(kept + theirs, rows, columns)
        norm(own + "norm1", kept + "norm.attention")
        norm(own + "norm2", kept + "norm.output")
    # The file holds the parts of the second map in an order of its own; see `build` in export.py.
    governed, governing, ready, pair_governed, pair_governing, tags = np.split(np.arange(SYNTAX), SYNTAX_PARTS)
    order = np.concatenate([governed, governing, pair_governed, pair_governing, tags, ready])
    back = torch.from_numpy(np.argsort(order))
    for name, rows, columns in (("hidden", hidden, hidden), ("read", SYNTAX, hidden), ("pairs", PAIRS, PAIR)):
        weight, bias = linear("syntax." + name, rows, columns)
        own = f"syntax.{name}."
        out[own + "weight"], out[own + "bias"] = (weight[back], bias[back]) if name == "read" else (weight, bias)
    return out
