"""One epoch of a variational autoencoder in torch, by its fused Adam."""

import torch
from timing import arguments, measure
from torch import nn
from work import ADAM_RATE, VAE_BATCH, VAE_HIDDEN, VAE_LATENT, VAE_PIXELS, VAE_ROWS, uniform

args = arguments("vae")
torch.set_num_threads(args.threads)
torch.set_num_interop_threads(1)
torch.manual_seed(0)

encoder = nn.Sequential(nn.Linear(VAE_PIXELS, VAE_HIDDEN), nn.ReLU())
mean, log_variance = nn.Linear(VAE_HIDDEN, VAE_LATENT), nn.Linear(VAE_HIDDEN, VAE_LATENT)
decoder = nn.Sequential(nn.Linear(VAE_LATENT, VAE_HIDDEN), nn.ReLU(), nn.Linear(VAE_HIDDEN, VAE_PIXELS))
model = nn.ModuleList([encoder, mean, log_variance, decoder])
optimizer = torch.optim.Adam(model.parameters(), lr=ADAM_RATE, fused=True)
data = torch.from_numpy(uniform(VAE_ROWS, VAE_PIXELS))


def loss(x):
    h = encoder(x)
    m, v = mean(h), log_variance(h)
    z = m + torch.exp(0.5 * v) * torch.randn_like(m)
    pixels = nn.functional.binary_cross_entropy_with_logits(decoder(z), x, reduction="sum")
    return (pixels + 0.5 * (v.exp() + m * m - 1 - v).sum()) / len(x)


def epoch():
    for x in data.split(VAE_BATCH):
        optimizer.zero_grad()
        loss(x).backward()
        optimizer.step()


measure("vae", f"torch {torch.__version__}", args, epoch)
