"""One CD-1 epoch of a 784-500 RBM in JAX: one compiled loop over the batches.

JAX takes every processor it may run on: the caller limits them.
"""

import jax
import jax.numpy as jnp
import numpy as np
from timing import BATCH, HIDDEN, RATE, ROWS, VISIBLE, arguments, bits, measure


def update(state, v0):
    w, a, b, key = state
    key, k1, k2 = jax.random.split(key, 3)
    h0 = jax.nn.sigmoid(v0 @ w + b)
    s0 = (jax.random.uniform(k1, h0.shape) < h0).astype(jnp.float32)
    p1 = jax.nn.sigmoid(s0 @ w.T + a)
    v1 = (jax.random.uniform(k2, p1.shape) < p1).astype(jnp.float32)
    h1 = jax.nn.sigmoid(v1 @ w + b)
    step = RATE / BATCH
    w = w + step * (v0.T @ h0 - v1.T @ h1)
    a = a + step * (v0 - v1).sum(0)
    b = b + step * (h0 - h1).sum(0)
    return (w, a, b, key), None


@jax.jit
def epoch(state, batches):
    return jax.lax.scan(update, state, batches)[0]


args = arguments()
batches = jnp.array(bits().reshape(ROWS // BATCH, BATCH, VISIBLE))
weights = 0.01 * np.random.default_rng(0).standard_normal((VISIBLE, HIDDEN), dtype=np.float32)
state = (jnp.array(weights), jnp.zeros(VISIBLE), jnp.zeros(HIDDEN), jax.random.PRNGKey(0))


def one_pass():
    global state
    state = jax.block_until_ready(epoch(state, batches))


measure(f"JAX {jax.__version__}", one_pass, args)
