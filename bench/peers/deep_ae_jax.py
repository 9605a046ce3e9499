"""One epoch of a deep autoencoder in JAX, by Adam written for it.

JAX takes every processor it may run on: the caller limits them.
"""

import jax
import numpy as np
from epochs_jax import adam, cross_entropy, forms, linear, start
from timing import arguments, measure
from work import DEEP_BATCH, DEEP_LINEAR, DEEP_ROWS, DEEP_WIDTHS, uniform


def loss(parameters, x, _):
    h = x
    for i, (w, b) in enumerate(parameters):
        h = h @ w + b
        if i not in DEEP_LINEAR:
            h = jax.nn.sigmoid(h)
    return cross_entropy(h, x).mean()


args = arguments("deep-ae")
rng = np.random.default_rng(0)
parameters = [linear(rng, wide, narrow) for wide, narrow in zip(DEEP_WIDTHS, DEEP_WIDTHS[1:])]
data = uniform(DEEP_ROWS, DEEP_WIDTHS[0])
measure("deep-ae", f"JAX {jax.__version__}", args, *forms(adam(loss), start(parameters), data, DEEP_BATCH))
