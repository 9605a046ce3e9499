"""Products of matrices in torch, into a result that is there already."""

import torch
from timing import arguments, measure
from work import PRODUCTS, uniform

args = arguments("sgemm", *PRODUCTS)
torch.set_num_threads(args.threads)
torch.set_num_interop_threads(1)


def product(m, k, n):
    a, b, c = torch.from_numpy(uniform(m, k)), torch.from_numpy(uniform(k, n)), torch.empty(m, n)
    return lambda: torch.mm(a, b, out=c)


with torch.inference_mode():
    for name in PRODUCTS if args.names == ["sgemm"] else args.names:
        measure(name, f"torch {torch.__version__}", args, product(*PRODUCTS[name]))
