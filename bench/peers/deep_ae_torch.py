"""One epoch of a deep autoencoder in torch, by its fused Adam."""

import torch
from timing import arguments, measure
from torch import nn
from work import ADAM_RATE, DEEP_BATCH, DEEP_LINEAR, DEEP_ROWS, DEEP_WIDTHS, uniform

args = arguments("deep-ae")
torch.set_num_threads(args.threads)
torch.set_num_interop_threads(1)
torch.manual_seed(0)

layers = []
for i, (wide, narrow) in enumerate(zip(DEEP_WIDTHS, DEEP_WIDTHS[1:])):
    layers.append(nn.Linear(wide, narrow))
    if i not in DEEP_LINEAR:
        layers.append(nn.Sigmoid())
model = nn.Sequential(*layers)
optimizer = torch.optim.Adam(model.parameters(), lr=ADAM_RATE, fused=True)
data = torch.from_numpy(uniform(DEEP_ROWS, DEEP_WIDTHS[0]))


def epoch():
    for x in data.split(DEEP_BATCH):
        optimizer.zero_grad()
        nn.functional.binary_cross_entropy_with_logits(model(x), x).backward()
        optimizer.step()


measure("deep-ae", f"torch {torch.__version__}", args, epoch)
