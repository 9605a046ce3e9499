"""One CD-1 epoch of a 784-500 RBM in JAX: one compiled loop over the batches, which is
faster here than a compiled step called for each.

JAX takes every processor it may run on: the caller limits them.
"""

import jax
import jax.numpy as jnp
import numpy as np
from epochs_jax import forms
from timing import arguments, measure
from work import HIDDEN, RBM_BATCH, RBM_RATE, SHARES, VISIBLE, bits


def update(state, v0):
    w, a, b, key = state
    key, k1, k2 = jax.random.split(key, 3)
    h0 = jax.nn.sigmoid(v0 @ w + b)
    s0 = (jax.random.uniform(k1, h0.shape) < h0).astype(jnp.float32)
    p1 = jax.nn.sigmoid(s0 @ w.T + a)
    v1 = (jax.random.uniform(k2, p1.shape) < p1).astype(jnp.float32)
    h1 = jax.nn.sigmoid(v1 @ w + b)
    step = RBM_RATE / RBM_BATCH
    w = w + step * (v0.T @ h0 - v1.T @ h1)
    a = a + step * (v0 - v1).sum(0)
    b = b + step * (h0 - h1).sum(0)
    return w, a, b, key


args = arguments(*SHARES)
for name in args.names:
    weights = 0.01 * np.random.default_rng(0).standard_normal((VISIBLE, HIDDEN), dtype=np.float32)
    state = (jnp.array(weights), jnp.zeros(VISIBLE), jnp.zeros(HIDDEN), jax.random.PRNGKey(0))
    scan, _ = forms(update, state, bits(name), RBM_BATCH)
    measure(name, f"JAX {jax.__version__}", args, scan)
