"""Epochs in JAX: what its programs for autoencoders and RBMs share."""

import functools

import jax
import jax.numpy as jnp
import numpy as np
from work import ADAM_RATE


def forms(update, state, data, batch):
    """Returns an epoch of state = update(state, rows) in two forms: one compiled
    loop over the batches, and a compiled step called for each batch."""
    batches = jnp.array(data.reshape(-1, batch, data.shape[1]))
    separate = list(batches)
    whole = jax.jit(lambda s, xs: jax.lax.scan(lambda s, x: (update(s, x), None), s, xs)[0], donate_argnums=0)
    step = jax.jit(update, donate_argnums=0)
    states = {name: jax.tree.map(jnp.copy, state) for name in ("scan", "stepwise")}

    def scan():
        states["scan"] = jax.block_until_ready(whole(states["scan"], batches))

    def stepwise():
        s = states["stepwise"]
        for x in separate:
            s = step(s, x)
        states["stepwise"] = jax.block_until_ready(s)

    return scan, stepwise


def linear(rng, wide, narrow):
    """Returns the weights and the bias of a layer, uniform as torch starts them."""
    bound = wide**-0.5
    draw = functools.partial(rng.uniform, -bound, bound)
    return jnp.array(draw((wide, narrow)).astype(np.float32)), jnp.array(draw(narrow).astype(np.float32))


def adam(loss):
    """Returns the update of (parameters, moments, step, key) by Adam along loss."""

    def update(state, x):
        p, m, v, t, key = state
        key, noise = jax.random.split(key)
        g = jax.grad(loss)(p, x, noise)
        t = t + 1
        m = jax.tree.map(lambda m, g: 0.9 * m + 0.1 * g, m, g)
        v = jax.tree.map(lambda v, g: 0.999 * v + 0.001 * g * g, v, g)
        rate, root = ADAM_RATE / (1 - 0.9**t), (1 - 0.999**t) ** 0.5
        p = jax.tree.map(lambda p, m, v: p - rate * m / (jnp.sqrt(v) / root + 1e-8), p, m, v)
        return p, m, v, t, key

    return update


def start(parameters):
    """Returns the state before the first update of adam."""
    zeros = lambda: jax.tree.map(jnp.zeros_like, parameters)
    return parameters, zeros(), zeros(), jnp.zeros((), jnp.float32), jax.random.PRNGKey(0)


def cross_entropy(logits, x):
    """Returns the binary cross-entropy of each pixel."""
    return jax.nn.softplus(logits) - x * logits
