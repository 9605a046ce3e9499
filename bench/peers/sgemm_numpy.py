"""Products of matrices in numpy, which calls OpenBLAS."""

import numpy as np
from threadpoolctl import threadpool_limits
from timing import arguments, measure
from work import PRODUCTS, uniform

args = arguments("sgemm", *PRODUCTS)


def product(m, k, n):
    a, b, c = uniform(m, k), uniform(k, n), np.empty((m, n), np.float32)
    return lambda: np.dot(a, b, out=c)


with threadpool_limits(args.threads):
    for name in PRODUCTS if args.names == ["sgemm"] else args.names:
        measure(name, f"numpy {np.__version__}", args, product(*PRODUCTS[name]))
