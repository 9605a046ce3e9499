"""The works to compare: their sizes and their data, the same for all tools."""

import numpy as np

# sgemm: an m×k matrix times a k×n matrix. The last four are what networks ask for.
PRODUCTS = {f"sgemm-{n}": (n, n, n) for n in (64, 128, 256, 512, 1024, 2048)}
PRODUCTS |= {f"sgemm-{m}x{k}x{n}": (m, k, n) for m, k, n in ((100, 784, 1000), (100, 784, 500), (128, 400, 784), (100, 30, 250))}

# rbm: the share of bits that are set, about 0.15 in MNIST.
SHARES = {"rbm": 0.15, "rbm-dense": 0.5}
RBM_ROWS, VISIBLE, HIDDEN, RBM_BATCH, RBM_RATE = 60_000, 784, 500, 100, 0.05

# deep-ae: sigmoid units between linear layers but around the code; logits come out.
DEEP_ROWS, DEEP_BATCH = 10_000, 100
DEEP_WIDTHS = (784, 1000, 500, 250, 30, 250, 500, 1000, 784)
DEEP_LINEAR = (3, 7)  # the layers without sigmoid

# vae: one hidden layer of ReLU units each way; logits come out.
VAE_ROWS, VAE_BATCH = 9_984, 128
VAE_PIXELS, VAE_HIDDEN, VAE_LATENT = 784, 400, 20

ADAM_RATE = 1e-3


def uniform(rows, cols):
    """Independent numbers of [0, 1)."""
    return np.random.default_rng(0).random((rows, cols), dtype=np.float32)


def bits(name):
    """Independent bits for an RBM."""
    return (uniform(RBM_ROWS, VISIBLE) < SHARES[name]).astype(np.float32)
