"""A checkpoint under the names that the exporter reads (BERT's, plus flat.* and steps). Changes no number.

    python convert.py CHECKPOINT model.safetensors OUT.pt

The word embeddings are taken as the pretrained encoder has them, for the exporter to round as it did for training:
rounding what is rounded already would move it.
"""

import sys

import torch
from safetensors.torch import load_file

PARTS = (("out", "attention.output.dense"), ("norm1", "attention.output.LayerNorm"), ("up", "intermediate.dense"),
         ("down", "output.dense"), ("norm2", "output.LayerNorm"))


def convert(state, pretrained):
    out = {
        "bert.embeddings.word_embeddings.weight": pretrained["embeddings.word_embeddings.weight"],
        "bert.embeddings.position_embeddings.weight": state["positions"],
        "bert.embeddings.token_type_embeddings.weight": state["types"],
        "bert.embeddings.LayerNorm.weight": state["norm.weight"],
        "bert.embeddings.LayerNorm.bias": state["norm.bias"],
        "flat.weight": state["head.weight"],
        "flat.bias": state["head.bias"],
        "steps": state["steps"],
    }
    layers = 1 + max(int(k.split(".")[1]) for k in state if k.startswith("layers."))
    for i in range(layers):
        ours, theirs = f"layers.{i}.", f"bert.encoder.layer.{i}."
        for kind in ("weight", "bias"):
            for name, part in zip(("query", "key", "value"), state[f"{ours}qkv.{kind}"].chunk(3)):
                out[f"{theirs}attention.self.{name}.{kind}"] = part
            for a, b in PARTS:
                out[f"{theirs}{b}.{kind}"] = state[f"{ours}{a}.{kind}"]
    return {k: v.contiguous() for k, v in out.items()}


if __name__ == "__main__":
    checkpoint, weights, out = sys.argv[1:]
    torch.save(convert(torch.load(checkpoint, weights_only=True), load_file(weights)), out)
