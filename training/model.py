"""The tagger: a six-layer BERT encoder in plain torch with a linear head over the eleven labels.

One class, no framework: what the Rust encoder computes is what stands here. The word embeddings are frozen and hold
the four-bit values that the binary will read, so the layers above learn to live with the error; with `quantised` set
the linear layers compute in the eight bits of the binary (see export.py), gradients passed straight through. Never
reads data, never trains.
"""

import math

import torch
import torch.nn as nn
import torch.nn.functional as F

from export import fake_linear, words_as_stored

LABELS = ["O", "B-C", "I-C"] + [p + l for l in ("S<", "S>", "T<", "T>") for p in ("B-", "I-")]
TYPES = 16
# Twice as many as parts of speech (a word in the past tense or the plural counts one more); relations; see
# src/lang/tag and src/lang/syntax.
TAGS, RELATIONS = 42, 47
ARC, PAIR = 128, 64
HIDDEN, HEADS, INNER, LAYERS = 384, 12, 1536, 6


class Layer(nn.Module):
    scale = (HIDDEN // HEADS) ** -0.5

    def __init__(self):
        super().__init__()
        self.qkv = nn.Linear(HIDDEN, 3 * HIDDEN)
        self.out = nn.Linear(HIDDEN, HIDDEN)
        self.norm1 = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.up = nn.Linear(HIDDEN, INNER)
        self.down = nn.Linear(INNER, HIDDEN)
        self.norm2 = nn.LayerNorm(HIDDEN, eps=1e-12)

    def forward(self, x, bias, lin, drop):
        n, length, _ = x.shape
        q, k, v = lin(x, self.qkv).view(n, length, 3, HEADS, HIDDEN // HEADS).permute(2, 0, 3, 1, 4)
        # Written out: on CPUs the fused kernel's backward pass takes a third of the whole step.
        s = q.mul(self.scale).reshape(n * HEADS, length, -1) @ k.reshape(n * HEADS, length, -1).transpose(1, 2)
        s = s.view(n, HEADS, length, length)
        a = (s if bias is None else s + bias).softmax(-1).view(n * HEADS, length, length)
        a = (a @ v.reshape(n * HEADS, length, -1)).view(n, HEADS, length, -1)
        a = lin(a.transpose(1, 2).reshape(n, length, HIDDEN), self.out)
        x = self.norm1(x + drop(a))
        return self.norm2(x + drop(lin(F.gelu(lin(x, self.up)), self.down)))


class Syntax(nn.Module):
    """Which word governs which, and as what (Dozat and Manning 2017, over one shared layer): states of words in.

    The root governs itself. All maps are linear ones behind one layer with GELU, so that the binary's eight-bit kernels
    compute them.
    """

    def __init__(self):
        super().__init__()
        self.hidden = nn.Linear(HIDDEN, HIDDEN)
        # In this order in one map: the word as governed and as governing, how readily it governs, both again for
        # relations, the part of speech.
        self.parts = [ARC, ARC, 1, PAIR, PAIR, TAGS]
        self.read = nn.Linear(HIDDEN, sum(self.parts))
        self.pairs = nn.Linear(PAIR, RELATIONS * (PAIR + 1))

    def forward(self, x, linear, drop):
        """What is read of each word, in the order of `parts`."""
        return linear(drop(F.gelu(linear(drop(x), self.hidden))), self.read).float().split(self.parts, -1)

    def arcs(self, governed, governing, ready):
        """Scores [row, word, head] within the rows."""
        return governed @ governing.transpose(1, 2) + ready.transpose(1, 2)

    def relations(self, governed, governing):
        """Scores of the relations of words with their heads, both [words, PAIR]."""
        pairs = self.pairs(governed).view(-1, RELATIONS, PAIR + 1)
        return (pairs[..., :PAIR] @ governing[..., None])[..., 0] + pairs[..., PAIR]


class Tagger(nn.Module):
    """ids, types and the first piece of each word in; label scores of each word out."""

    def __init__(self, vocabulary=30522, positions=512, layers=LAYERS, dropout=0.1):
        super().__init__()
        self.register_buffer("words", torch.zeros(vocabulary, HIDDEN))
        self.positions = nn.Parameter(torch.zeros(positions, HIDDEN))
        self.types = nn.Parameter(torch.zeros(TYPES, HIDDEN))
        self.norm = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.layers = nn.ModuleList(Layer() for _ in range(layers))
        self.head = nn.Linear(HIDDEN, len(LABELS))
        self.steps = nn.Parameter(torch.zeros(len(LABELS), len(LABELS)))
        self.syntax = Syntax()
        self.dropout = dropout
        self.pool = None
        self.quantised = False
        self.half = False

    def load_bert(self, tensors):
        """Takes the encoder's tensors as a BERT checkpoint names them, the words in four bits; every type starts as
        type 0."""
        t = {k.removeprefix("bert."): v.float() for k, v in tensors.items()}
        e = "embeddings."
        with torch.no_grad():
            self.words.copy_(torch.from_numpy(words_as_stored(t[e + "word_embeddings.weight"])))
            self.positions.copy_(t[e + "position_embeddings.weight"][: len(self.positions)])
            self.types.copy_(t[e + "token_type_embeddings.weight"][:1].expand(TYPES, -1))
            self.norm.weight.copy_(t[e + "LayerNorm.weight"])
            self.norm.bias.copy_(t[e + "LayerNorm.bias"])
            for i, layer in enumerate(self.layers):
                p = f"encoder.layer.{i}."
                for part in ("weight", "bias"):
                    getattr(layer.qkv, part).copy_(torch.cat(
                        [t[f"{p}attention.self.{w}.{part}"] for w in ("query", "key", "value")]))
                    for ours, theirs in (("out", "attention.output.dense"), ("norm1", "attention.output.LayerNorm"),
                                         ("up", "intermediate.dense"), ("down", "output.dense"),
                                         ("norm2", "output.LayerNorm")):
                        getattr(getattr(layer, ours), part).copy_(t[f"{p}{theirs}.{part}"])

    def linear(self, x, lin):
        w, b = lin.weight, lin.bias
        if self.quantised:
            return fake_linear(x.float(), w, b).to(x.dtype)
        if self.half:
            return F.linear(x.bfloat16(), w.bfloat16(), b.bfloat16())
        return F.linear(x, w, b)

    def drop(self, x):
        """Dropout from a pool of masks drawn once: drawing fresh ones takes longer than a linear layer."""
        if not (self.dropout and self.training):
            return x
        if self.pool is None or self.pool.dtype != x.dtype:
            self.pool = (torch.rand(1 << 23) >= self.dropout).to(x.dtype) / (1 - self.dropout)
        start = int(torch.randint(0, len(self.pool) - x.numel(), ()))
        return x * self.pool[start:start + x.numel()].view_as(x)

    def encode(self, ids, types, lengths):
        """Hidden states of all pieces; `lengths` are the windows' true lengths."""
        longest = ids.shape[1]
        bias = None
        if int(lengths.min()) < longest:
            keep = torch.arange(longest)[None] < lengths[:, None]
            bias = torch.zeros(keep.shape).masked_fill(~keep, -1e4)[:, None, None]
        x = F.embedding(ids, self.words) + self.positions[:longest] + F.embedding(types, self.types)
        x = self.norm(x)
        if self.half:
            x = x.bfloat16()
            bias = None if bias is None else bias.bfloat16()
        x = self.drop(x)
        for layer in self.layers:
            x = layer(x, bias, self.linear, self.drop)
        return x.float()

    def forward(self, ids, types, lengths, firsts):
        """Label scores of the words whose first pieces have these indexes into the flattened batch."""
        h = self.encode(ids, types, lengths).flatten(0, 1)
        return self.head(F.dropout(h[firsts], self.dropout, self.training))

    def trees(self, ids, types, lengths, firsts):
        """What the syntax head reads of the words; `firsts` has one row a sentence."""
        h = self.encode(ids, types, lengths).flatten(0, 1)
        return self.syntax(h[firsts], self.linear, self.drop)
