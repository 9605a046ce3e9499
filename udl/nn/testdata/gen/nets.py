"""Writes ../nets.json: values and gradients of small nets.

Needs torch:

    python nets.py > ../nets.json
"""

import json

import torch
import torch.nn.functional as F
from torch import nn

SEED = 11
torch.manual_seed(SEED)
torch.set_num_threads(1)


def pack(t):
    return {"shape": list(t.shape), "values": [float(f"{v:.9g}") for v in t.detach().float().reshape(-1)]}


def packed(named):
    return {k: pack(v) for k, v in named}


def case(name, net, x, loss_of, train=True):
    """One step of a net: its state before and after, output, loss and gradients."""
    net.train(train)
    net.zero_grad()
    before = packed((k, v) for k, v in net.state_dict().items() if v.dtype == torch.float32)
    x = x.clone().requires_grad_(True)
    y = net(x)
    loss = loss_of(y, x)
    loss.backward()
    return {
        "name": name,
        "before": before,
        "after": packed((k, v) for k, v in net.state_dict().items() if v.dtype == torch.float32),
        "x": pack(x),
        "output": pack(y),
        "loss": loss.item(),
        "gradients": packed((k, p.grad) for k, p in net.named_parameters() if p.grad is not None),
    }


def shake(net):
    """Moves parameters away from zeros and ones."""
    with torch.no_grad():
        for p in net.parameters():
            p.add_(0.2 * torch.randn_like(p))
    return net


class Chain(nn.ModuleList):
    """Layers with functions between them, which have no number."""

    def __init__(self, layers, functions):
        super().__init__(layers)
        self.functions = functions

    def forward(self, x):
        for layer, f in zip(self, self.functions):
            x = f(layer(x))
        return x


def same(x):
    return x


def penalty(y, x):
    (g,) = torch.autograd.grad(y.sum(), x, create_graph=True)
    return ((g.norm(2, dim=1) - 1) ** 2).mean()


def cases():
    x = torch.randn(6, 5)
    target = torch.rand(6, 3)
    labels = torch.tensor([0, 2, 1, 1, 0, 2])
    net = Chain([nn.Linear(5, 7), nn.Linear(7, 4), nn.Linear(4, 3)], [torch.sigmoid, torch.tanh, same])
    yield case("bce", net, x, lambda y, _: F.binary_cross_entropy_with_logits(y, target)) | {"target": pack(target)}
    net = Chain([nn.Linear(5, 8), nn.Linear(8, 6), nn.Linear(6, 3)], [F.relu, F.silu, same])
    yield case("cross entropy", net, x, lambda y, _: F.cross_entropy(y, labels)) | {"labels": labels.tolist()}
    net = shake(Chain([nn.Linear(5, 6), nn.BatchNorm1d(6), nn.Linear(6, 3)], [same, F.elu, same]))
    for name, train in [("batch norm", True), ("batch norm again", True), ("batch norm in evaluation", False)]:
        yield case(name, net, x, lambda y, _: F.mse_loss(y, target), train) | {"target": pack(target), "train": train}
    gelu = lambda z: F.gelu(z, approximate="tanh")
    net = shake(Chain([nn.Linear(5, 6), nn.LayerNorm(6), nn.Linear(6, 3)], [gelu, F.softplus, same]))
    yield case("layer norm", net, x, lambda y, _: F.l1_loss(y, target)) | {"target": pack(target)}
    net = Chain([nn.utils.spectral_norm(nn.Linear(5, 3))], [torch.tanh])
    yield case("spectral norm", net, x, lambda y, _: F.mse_loss(y, target)) | {"target": pack(target), "train": True}
    leaky = lambda z: F.leaky_relu(z, 0.2)
    net = shake(Chain([nn.Linear(5, 8), nn.LayerNorm(8), nn.Linear(8, 6), nn.Linear(6, 1)], [leaky, same, F.silu, same]))
    yield case("gradient penalty", net, x, penalty)
    mu, log_var = torch.randn(6, 3), torch.randn(6, 3)
    nll = F.gaussian_nll_loss(mu, target, log_var.exp(), reduction="sum")
    kl = torch.distributions.kl_divergence(
        torch.distributions.Normal(mu, (log_var / 2).exp()), torch.distributions.Normal(0.0, 1.0)
    ).sum()
    yield {"name": "gaussian", "x": pack(mu), "target": pack(target), "output": pack(log_var), "nll": nll.item(), "kl": kl.item()}


print(
    json.dumps(
        {
            "tool": "torch",
            "version": torch.__version__,
            "command": "python testdata/gen/nets.py > testdata/nets.json",
            "seed": SEED,
            "cases": list(cases()),
        }
    )
)
