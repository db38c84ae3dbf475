"""A checkpoint under the names that the exporter reads (BERT's, plus flat.*, steps and syntax.*). Changes no number.

    python convert.py CHECKPOINT OUT.pt
"""

import sys

import torch

PARTS = (("out", "attention.output.dense"), ("norm1", "attention.output.LayerNorm"), ("up", "intermediate.dense"),
         ("down", "output.dense"), ("norm2", "output.LayerNorm"))


def convert(state):
    out = {
        "bert.embeddings.word_embeddings.weight": state["words"],
        "bert.embeddings.position_embeddings.weight": state["positions"],
        "bert.embeddings.token_type_embeddings.weight": state["types"],
        "bert.embeddings.LayerNorm.weight": state["norm.weight"],
        "bert.embeddings.LayerNorm.bias": state["norm.bias"],
        "flat.weight": state["head.weight"],
        "flat.bias": state["head.bias"],
        "steps": state["steps"],
    }
    out.update((k, v) for k, v in state.items() if k.startswith("syntax."))
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
    checkpoint, out = sys.argv[1:]
    torch.save(convert(torch.load(checkpoint, weights_only=True)), out)
