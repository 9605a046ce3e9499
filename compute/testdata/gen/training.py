"""Writes ../optimizers.json, ../losses.json and ../norms.json: what torch computes.

Command: python testdata/gen/training.py   (in compute)
"""
import json, pathlib, torch
import torch.nn.functional as F

SEED = 4
out = pathlib.Path(__file__).parent.parent
torch.set_num_threads(1)


def numbers(t):
    return [float(f"{x:.9g}") for x in t.detach().flatten().tolist()]


def write(name, **content):
    head = {"tool": "torch", "version": torch.__version__, "command": "python testdata/gen/training.py", "seed": SEED}
    (out / name).write_text(json.dumps({**head, **content}, allow_nan=False).replace('}, ', '},\n ') + "\n")


def optimizers():
    torch.manual_seed(SEED)
    steps, n = 24, 7
    start = torch.randn(n)
    gradients = torch.randn(steps, n) * torch.tensor([1, 1e-3, 10, 1, 1e-8, 1, 0.1])
    runs = {
        "sgd": (torch.optim.SGD, dict(lr=0.1)),
        "sgd decay": (torch.optim.SGD, dict(lr=0.1, weight_decay=0.05)),
        "momentum": (torch.optim.SGD, dict(lr=0.05, momentum=0.9, weight_decay=0.01)),
        "nesterov": (torch.optim.SGD, dict(lr=0.05, momentum=0.8, nesterov=True, weight_decay=0.01)),
        "rmsprop": (torch.optim.RMSprop, dict(lr=0.01, alpha=0.95, eps=1e-7)),
        "rmsprop decay": (torch.optim.RMSprop, dict(lr=0.01, alpha=0.99, eps=1e-8, weight_decay=0.1)),
        "adam": (torch.optim.Adam, dict(lr=0.02, betas=(0.9, 0.999), eps=1e-8)),
        "adam decay": (torch.optim.Adam, dict(lr=0.02, betas=(0.8, 0.95), eps=1e-6, weight_decay=0.1)),
        "adamw": (torch.optim.AdamW, dict(lr=0.02, betas=(0.9, 0.999), eps=1e-8, weight_decay=0.1)),
    }
    cases = []
    for name, (kind, options) in runs.items():
        w = start.clone().requires_grad_()
        optimizer = kind([w], **options)
        path = []
        for g in gradients:
            w.grad = g.clone()
            optimizer.step()
            path.append(numbers(w))
        beta = options.pop("betas", (0, options.pop("alpha", 0)))
        cases.append({"name": name, "kind": kind.__name__, **options, "beta1": beta[0], "beta2": beta[1], "path": path})
    write("optimizers.json", start=numbers(start), gradients=[numbers(g) for g in gradients], cases=cases)


def loss_case(name, f, **tensors):
    tensors = {k: t.clone().requires_grad_(k not in ("target", "labels")) for k, t in tensors.items()}
    value = f(**tensors)
    value.backward()
    return {"name": name, "value": value.item(), "arguments": [numbers(t) for t in tensors.values()],
            "gradients": [numbers(t.grad) for t in tensors.values() if t.requires_grad]}


def losses():
    torch.manual_seed(SEED)
    z = torch.cat([torch.tensor([50., -50, 100, -100, 50, -50, 100, -100, 0]), 3 * torch.randn(12)])
    t = torch.cat([torch.tensor([0., 0, 0, 0, 1, 1, 1, 1, 0.5]), torch.rand(12)])
    x, y = 2 * torch.randn(21), torch.randn(21)
    sign, l = torch.sign(torch.randn(21)), torch.cat([torch.tensor([0., 1e-3, 5, -5]), torch.randn(17)])
    rows = torch.cat([torch.randn(4, 5), torch.tensor([[1000., 0, -1000, 999, 1000], [-80, -90, -100, -300, -85]])])
    cases = [
        loss_case("BCEWithLogits", lambda z, target: F.binary_cross_entropy_with_logits(z, target, reduction="sum"), z=z, target=t),
        loss_case("SquaredError", lambda x, target: F.mse_loss(x, target, reduction="sum"), x=x, target=y),
        loss_case("AbsoluteError", lambda x, target: F.l1_loss(x, target, reduction="sum"), x=x, target=y),
        loss_case("Hinge", lambda x, target: torch.relu(1 - target * x).sum(), x=x, target=sign),
        loss_case("GaussianKL", lambda mu, l: 0.5 * (mu**2 + l.exp() - 1 - l).sum(), mu=x, l=l),
        loss_case("GaussianNLL", lambda target, mu, l: F.gaussian_nll_loss(mu, target, l.exp(), eps=0, reduction="sum"), target=y, mu=x, l=l),
        loss_case("CrossEntropy", lambda z, target: F.cross_entropy(z, target.long(), reduction="sum"), z=rows,
                  target=torch.tensor([0., 1, 2, 4, 3, 0])),
    ]
    write("losses.json", cases=cases)


def norms():
    torch.manual_seed(SEED)
    n, d = 9, 19
    batches = [torch.randn(n, d) * torch.linspace(0.1, 3, d) + torch.linspace(-2, 4, d) for _ in range(3)]
    dy, gamma, beta = torch.randn(n, d), torch.randn(d), torch.randn(d)
    result = {"rows": n, "cols": d, "eps": 1e-5, "dy": numbers(dy), "gamma": numbers(gamma), "beta": numbers(beta), "momentum": 0.1,
              "batches": [numbers(b) for b in batches]}

    def run(module, x):
        module.weight.grad = module.bias.grad = None
        x = x.clone().requires_grad_()
        y = module(x)
        y.backward(dy)
        return {"y": numbers(y), "dx": numbers(x.grad), "dgamma": numbers(module.weight.grad), "dbeta": numbers(module.bias.grad)}

    for name, module in [("batch", torch.nn.BatchNorm1d(d)), ("layer", torch.nn.LayerNorm(d))]:
        with torch.no_grad():
            module.weight.copy_(gamma)
            module.bias.copy_(beta)
        result[name] = [run(module, b) for b in batches]
        if name == "batch":
            result["mean"], result["var"] = numbers(module.running_mean), numbers(module.running_var)
            module.eval()
            result["eval"] = run(module, batches[0])
    write("norms.json", **result)


optimizers(), losses(), norms()
