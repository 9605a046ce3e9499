"""Writes ../trajectories.json: runs of torch.optim with schedules, clipping and
averages on sums of squares, whose gradients any program can compute.

    python trajectories.py > ../trajectories.json
"""

import json

import torch

SEED, STEPS = 11, 20
SHAPES = [(3, 2), (4,)]


def problem():
    torch.manual_seed(SEED)
    start = [torch.randn(s) for s in SHAPES]
    target = [torch.randn(s) for s in SHAPES]
    curve = [torch.rand(s) * 3 + 0.1 for s in SHAPES]
    return start, target, curve


def run(name, make, config, schedule=None, norm=0.0, value=0.0, ema=0.0):
    start, target, curve = problem()
    weights = [torch.nn.Parameter(s.clone()) for s in start]
    opt = make(weights)
    plan = schedule(opt) if schedule else None
    average = [s.clone() for s in start]
    path = []
    for step in range(STEPS):
        opt.zero_grad()
        loss = sum((c * (w - t) ** 2).sum() for w, t, c in zip(weights, target, curve))
        loss.backward()
        if value:
            torch.nn.utils.clip_grad_value_(weights, value)
        if norm:
            torch.nn.utils.clip_grad_norm_(weights, norm)
        opt.step()
        if plan:
            plan.step()
        for a, w in zip(average, weights):
            a.lerp_(w.detach(), 1 - ema)
        if step in (0, 4, STEPS - 1):
            path.append({"step": step + 1, "weights": [w.detach().reshape(-1).tolist() for w in weights]})
    out = {"name": name, "config": config, "path": path}
    if ema:
        out["average"] = [a.reshape(-1).tolist() for a in average]
    return out


O, S = torch.optim, torch.optim.lr_scheduler
cases = [
    run("sgd", lambda w: O.SGD(w, 0.05), {"Method": "sgd", "LearningRate": 0.05}),
    run(
        "nesterov, decay, StepLR",
        lambda w: O.SGD(w, 0.05, momentum=0.9, nesterov=True, weight_decay=0.01),
        {"Method": "sgd", "LearningRate": 0.05, "Momentum": 0.9, "Nesterov": True, "WeightDecay": 0.01},
        lambda o: S.StepLR(o, 6, 0.5),
    ),
    run("rmsprop", lambda w: O.RMSprop(w, 0.02, weight_decay=0.1), {"Method": "rmsprop", "LearningRate": 0.02, "WeightDecay": 0.1}),
    run("adam", lambda w: O.Adam(w, 0.1, weight_decay=0.1), {"LearningRate": 0.1, "WeightDecay": 0.1}, ema=0.9),
    run(
        "adamw, CosineAnnealingLR, clipped norm",
        lambda w: O.AdamW(w, 0.2, betas=(0.5, 0.9), eps=1e-6, weight_decay=0.1),
        {"Method": "adamw", "LearningRate": 0.2, "Beta1": 0.5, "Beta2": 0.9, "Eps": 1e-6, "WeightDecay": 0.1, "ClipNorm": 0.5, "Steps": STEPS},
        lambda o: S.CosineAnnealingLR(o, STEPS),
        norm=0.5,
    ),
    run(
        "sgd, warmup, clipped value and norm",
        lambda w: O.SGD(w, 0.3, momentum=0.5),
        {"Method": "sgd", "LearningRate": 0.3, "Momentum": 0.5, "ClipValue": 0.7, "ClipNorm": 1.2},
        lambda o: S.LambdaLR(o, lambda n: min(1, (n + 1) / 5)),
        norm=1.2,
        value=0.7,
    ),
    run(
        "adam, ExponentialLR",
        lambda w: O.Adam(w, 0.1),
        {"LearningRate": 0.1},
        lambda o: S.ExponentialLR(o, 0.9),
    ),
]
start, target, curve = problem()
print(
    json.dumps(
        {
            "tool": "torch",
            "version": torch.__version__,
            "command": "python testdata/gen/trajectories.py > testdata/trajectories.json",
            "seed": SEED,
            "shapes": SHAPES,
            "start": [t.reshape(-1).tolist() for t in start],
            "target": [t.reshape(-1).tolist() for t in target],
            "curve": [t.reshape(-1).tolist() for t in curve],
            "cases": cases,
        }
    )
)
