"""One CD-1 epoch of a 784-500 RBM in torch, with its fused and in-place operations."""

import torch
from timing import arguments, measure
from work import HIDDEN, RBM_BATCH, RBM_RATE, RBM_ROWS, SHARES, VISIBLE, bits

args = arguments(*SHARES)
torch.set_num_threads(args.threads)
torch.set_num_interop_threads(1)
generator = torch.Generator().manual_seed(0)
w = torch.randn(VISIBLE, HIDDEN, generator=generator) * 0.01
a, b = torch.zeros(VISIBLE), torch.zeros(HIDDEN)


@torch.no_grad()
def epoch(data):
    for i in range(0, RBM_ROWS, RBM_BATCH):
        v0 = data[i : i + RBM_BATCH]
        h0 = torch.addmm(b, v0, w).sigmoid_()
        v1 = torch.addmm(a, torch.bernoulli(h0, generator=generator), w.t()).sigmoid_()
        v1 = torch.bernoulli(v1, generator=generator)
        h1 = torch.addmm(b, v1, w).sigmoid_()
        w.addmm_(v0.t(), h0, alpha=RBM_RATE / RBM_BATCH).addmm_(v1.t(), h1, alpha=-RBM_RATE / RBM_BATCH)
        a.add_((v0 - v1).mean(0), alpha=RBM_RATE)
        b.add_((h0 - h1).mean(0), alpha=RBM_RATE)


for name in args.names:
    data = torch.from_numpy(bits(name))
    measure(name, f"torch {torch.__version__}", args, lambda: epoch(data))
