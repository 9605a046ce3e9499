"""Writes ../weights.json: files of weights as torch users make them.

Needs torch, numpy and safetensors:

    python weights_files.py > ../weights.json
"""

import base64
import io
import json

import numpy as np
import safetensors
import torch
from safetensors.torch import save

SEED = 4
torch.manual_seed(SEED)


def pack(data):
    return base64.b64encode(data).decode()


def values(t):
    return [float(v) for v in t.detach().to(torch.float32).reshape(-1)]


def npz(tensors, **kind):
    out = io.BytesIO()
    np.savez(out, **tensors) if not kind else np.savez_compressed(out, **tensors)
    return out.getvalue()


net = torch.nn.Sequential(torch.nn.Linear(3, 2), torch.nn.BatchNorm1d(2))
net(torch.randn(8, 3))  # moves the running statistics
state = {k: v.detach() for k, v in net.state_dict().items()}
floats = {k: v for k, v in state.items() if v.dtype == torch.float32}
net.eval()
inputs = torch.randn(4, 3)
outputs = net(inputs)
edge = torch.tensor([0.0, -0.0, 1.0, -2.5, 1e-7, 65504.0, float("inf"), float("-inf"), 1 / 3])

print(
    json.dumps(
        {
            "tool": "torch, safetensors, numpy",
            "version": f"{torch.__version__}, {safetensors.__version__}, {np.__version__}",
            "command": "python testdata/gen/weights_files.py > testdata/weights.json",
            "seed": SEED,
            "tensors": {k: {"shape": list(v.shape), "values": values(v)} for k, v in floats.items()},
            "input": values(inputs),
            "output": values(outputs),
            "state": pack(save(state)),
            "floats": pack(save(floats, {"format": "pt"})),
            "npz": pack(npz({k: v.numpy() for k, v in floats.items()})),
            "compressed": pack(npz({k: v.numpy().astype(np.float64) for k, v in floats.items()}, compressed=True)),
            "types": [
                {"type": str(t), "file": pack(save({"x": edge.to(t)})), "values": [repr(v) for v in values(edge.to(t))]}
                for t in (torch.float32, torch.float64, torch.float16, torch.bfloat16)
            ]
            + [
                {"type": str(t), "file": pack(save({"x": v.to(t)})), "values": [repr(u) for u in values(v.to(t))]}
                for t in (torch.int64, torch.int32, torch.int16, torch.int8, torch.uint8, torch.bool)
                for v in [torch.tensor([0, 1, 100, 127])]
            ],
        }
    )
)
