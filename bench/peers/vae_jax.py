"""One epoch of a variational autoencoder in JAX, by Adam written for it.

JAX takes every processor it may run on: the caller limits them.
"""

import jax
import jax.numpy as jnp
import numpy as np
from epochs_jax import adam, cross_entropy, forms, linear, start
from timing import arguments, measure
from work import VAE_BATCH, VAE_HIDDEN, VAE_LATENT, VAE_PIXELS, VAE_ROWS, uniform


def loss(p, x, key):
    h = jax.nn.relu(x @ p["encoder"][0] + p["encoder"][1])
    mean, log_variance = h @ p["mean"][0] + p["mean"][1], h @ p["variance"][0] + p["variance"][1]
    z = mean + jnp.exp(0.5 * log_variance) * jax.random.normal(key, mean.shape)
    h = jax.nn.relu(z @ p["decoder"][0] + p["decoder"][1])
    divergence = 0.5 * (jnp.exp(log_variance) + mean**2 - 1 - log_variance)
    return (cross_entropy(h @ p["pixels"][0] + p["pixels"][1], x).sum() + divergence.sum()) / x.shape[0]


args = arguments("vae")
rng = np.random.default_rng(0)
parameters = {
    "encoder": linear(rng, VAE_PIXELS, VAE_HIDDEN),
    "mean": linear(rng, VAE_HIDDEN, VAE_LATENT),
    "variance": linear(rng, VAE_HIDDEN, VAE_LATENT),
    "decoder": linear(rng, VAE_LATENT, VAE_HIDDEN),
    "pixels": linear(rng, VAE_HIDDEN, VAE_PIXELS),
}
data = uniform(VAE_ROWS, VAE_PIXELS)
measure("vae", f"JAX {jax.__version__}", args, *forms(adam(loss), start(parameters), data, VAE_BATCH))
