"""Writes softmax.json: softmax, log-softmax and log-sum-exp at extremes.

    python compute/testdata/gen/softmax.py > compute/testdata/softmax.json

Numbers are float32 written as decimal strings that read back exactly; the
references are torch's float32 results.
"""
import json

import torch

torch.manual_seed(4)
inf, nan, big = float("inf"), float("nan"), 3.0e38
rows = [
    [0.0, 0.0, 0.0, 0.0, 0.0],
    [1.0, 2.0, 3.0, 4.0, 5.0],
    [big, big, big, big, big],
    [big, -big, 0.0, 1.0, big],
    [-big, -big, -big, -big, -big],
    [1e38, 1.0000001e38, -1e38, 0.0, 1e37],
    [-1e38, -1e38, -2e38, -3e38, -1e38],
    [-inf, 0.0, 1.0, -inf, 2.0],
    [-inf, -inf, -inf, -inf, -inf],
    [-inf, -inf, -inf, -inf, 3.0],
    [inf, 0.0, 1.0, 2.0, 3.0],
    [inf, inf, 0.0, 0.0, -inf],
    [nan, 0.0, 1.0, 2.0, 3.0],
    [0.0, 1.0, 2.0, 3.0, nan],
    [0.0, -87.0, -88.0, -95.0, -103.0],
    [0.0, -104.0, -120.0, -1000.0, -1e30],
    [88.0, 88.5, 89.0, 100.0, 1000.0],
    [1e-45, -1e-45, 1e-40, 0.0, -1e-38],
    [16777216.0, 16777217.0, 16777218.0, 16777220.0, 0.0],
    [100.25, 100.5, 100.75, 99.0, 42.0],
]
x = torch.tensor(rows, dtype=torch.float32)
wide = torch.randn(4, 37, dtype=torch.float32) * torch.tensor([[0.1], [3.0], [30.0], [300.0]])


def write(t):
    return [[repr(v) for v in row] for row in t.tolist()]


def case(t):
    return {
        "x": write(t),
        "softmax": write(torch.softmax(t, 1)),
        "logSoftmax": write(torch.log_softmax(t, 1)),
        "logSumExp": [repr(v) for v in torch.logsumexp(t, 1).tolist()],
    }


print(json.dumps({
    "tool": "torch",
    "version": torch.__version__,
    "command": "python compute/testdata/gen/softmax.py",
    "seed": 4,
    "cases": [case(x), case(wide)],
}, indent=1))
