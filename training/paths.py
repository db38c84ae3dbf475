"""Label paths: which may follow which, the path loss (a CRF with learned steps), the best path. Knows no encoder.

A path runs through one paragraph; at its start every label but the inner ones is as good.
"""

import numpy as np
import torch

from model import LABELS

IMPOSSIBLE = -1e4


def barred():
    """A matrix over (before, label): 0 where the label may follow, IMPOSSIBLE where not."""
    out = np.zeros((len(LABELS), len(LABELS)), np.float32)
    for j, label in enumerate(LABELS):
        if label[0] == "I":
            for i, before in enumerate(LABELS):
                if before == "O" or before[2:] != label[2:]:
                    out[i, j] = IMPOSSIBLE
    return out


BARRED = barred()
INNER = np.array([label[0] == "I" for label in LABELS])


def _logsumexp(x):
    m = x.max(-1, keepdims=True)
    return (np.log(np.exp(x - m).sum(-1, keepdims=True)) + m)[..., 0]


class PathLoss(torch.autograd.Function):
    """Negative log-likelihood per word. Gradients from forward-backward: autograd through the recursion costs more
    than the encoder.

    `scores` [rows, longest, labels], `tags` the same shape less one, -100 behind a row's end.
    """

    @staticmethod
    def forward(ctx, scores, steps, tags):
        x, gold = scores.detach().numpy(), tags.numpy()
        trans = steps.detach().numpy() + BARRED
        rows, longest, labels = x.shape
        mask = gold >= 0
        g = np.where(mask, gold, 0)
        # The second half of a cut paragraph may start with an inner label.
        start = np.where(INNER[None] & ~INNER[g[:, 0]][:, None], IMPOSSIBLE, 0.0).astype(np.float32)
        e = np.exp(trans)
        alpha = np.empty_like(x)
        alpha[:, 0] = start + x[:, 0]
        for k in range(1, longest):
            m = alpha[:, k - 1].max(1, keepdims=True)
            new = np.log(np.exp(alpha[:, k - 1] - m) @ e + 1e-30) + m + x[:, k]
            alpha[:, k] = np.where(mask[:, k, None], new, alpha[:, k - 1])
        log_z = _logsumexp(alpha[:, -1])
        beta = np.zeros((rows, labels), np.float32)
        marginals = np.zeros_like(x)
        d_steps = np.zeros_like(trans)
        for k in range(longest - 1, -1, -1):
            on = mask[:, k, None]
            marginals[:, k] = np.where(on, np.exp(alpha[:, k] + beta - log_z[:, None]), 0)
            if k:
                ahead = beta + x[:, k]
                m = ahead.max(1, keepdims=True)
                p = np.exp(ahead - m)
                left = np.where(on, np.exp(np.minimum(alpha[:, k - 1] - log_z[:, None] + m, 60)), 0)
                d_steps += (left.T @ p) * e
                beta = np.where(on, np.log(p @ e.T + 1e-30) + m, beta)
        r, k = np.nonzero(mask)
        best = x[r, k, g[r, k]].sum()
        marginals[r, k, g[r, k]] -= 1
        r, k = np.nonzero(mask[:, 1:])
        best += trans[g[r, k], g[r, k + 1]].sum()
        np.subtract.at(d_steps, (g[r, k], g[r, k + 1]), 1)
        words = mask.sum()
        ctx.save_for_backward(torch.from_numpy(marginals / words), torch.from_numpy(d_steps / words))
        return torch.tensor((log_z.sum() - best) / words)

    @staticmethod
    def backward(ctx, grad):
        a, b = ctx.saved_tensors
        return grad * a, grad * b, None


def best_path(scores, steps):
    """The labels of the best allowed path through one paragraph; arrays [words, labels] and [labels, labels]."""
    trans = steps + BARRED
    s = scores[0] + np.where(INNER, IMPOSSIBLE, 0)
    back = np.zeros(scores.shape, int)
    for k in range(1, len(scores)):
        q = s[:, None] + trans
        back[k] = q.argmax(0)
        s = q.max(0) + scores[k]
    out = [int(s.argmax())]
    for k in range(len(scores) - 1, 0, -1):
        out.append(int(back[k, out[-1]]))
    return out[::-1]
