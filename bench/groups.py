"""What is compared: groups of workloads, who does them, and how fast ours is to be."""

import dataclasses
import pathlib

ROOT = pathlib.Path(__file__).resolve().parent.parent
PEERS = ROOT / "bench" / "peers"
VENV = ROOT / ".venv-bench"
PYTHON = VENV / "bin" / "python"
UDL = ROOT / "bin" / "udl"
RESULTS = ROOT / "bench" / "results"

# The products that have a ratio to reach.
SIZES = tuple("sgemm-" + s for s in "256 512 1024 2048 100x784x1000 100x784x500 128x400x784 100x30x250".split())


@dataclasses.dataclass(frozen=True)
class Reach:
    """A ratio to reach: udl's seconds for the work over those of the best peer."""

    peers: tuple  # names of contenders
    most: dict  # threads → ratio; empty where there is none to reach
    works: tuple = ()  # of the group's works only these; none means each
    part: str = ""  # the peer is not another tool but udl itself at this work


@dataclasses.dataclass(frozen=True)
class Group:
    """Works that are measured together, and the contenders with their commands."""

    about: str
    contenders: dict
    reaches: tuple
    passes: int = 2  # timed passes of each run


def udl(*names):
    """Returns the command of `udl bench`."""
    return [str(UDL), "bench", *names, "--json"]


def peer(script, *names):
    """Returns the command of a peer."""
    return [str(PYTHON), str(PEERS / script), *names]


GROUPS = {
    "sgemm": Group(
        "products of float32 matrices, m×m by m×m or m×k by k×n, the operands of every call the same; peak is a billion operations in registers",
        {"udl": udl("peak", "sgemm"), "numpy": peer("sgemm_numpy.py"), "torch": peer("sgemm_torch.py")},
        (
            Reach(("numpy", "torch"), {}, works=("sgemm-64", "sgemm-128")),
            Reach(("numpy", "torch"), {1: 1.05, 2: 1.05}, works=SIZES),
        ),
    ),
    "rbm": Group(
        "one CD-1 epoch of a 784-500 RBM, 60,000 rows of bits (15 % set) in batches of 100; scikit-learn's model is PCD-1",
        {
            "udl": udl("rbm"),
            "torch": peer("rbm_torch.py", "rbm"),
            "JAX": peer("rbm_jax.py", "rbm"),
            "scikit-learn": peer("rbm_sklearn.py", "rbm"),
        },
        (Reach(("torch", "JAX"), {1: 0.85, 2: 0.80}), Reach(("scikit-learn",), {1: 0.6, 2: 0.6})),
        passes=1,
    ),
    "rbm-dense": Group(
        "the same with half of the bits set, where skipping zeros gains least",
        {"udl": udl("rbm-dense"), "torch": peer("rbm_torch.py", "rbm-dense"), "JAX": peer("rbm_jax.py", "rbm-dense")},
        (Reach(("torch", "JAX"), {}),),
        passes=1,
    ),
    "deep-ae": Group(
        "one epoch of an autoencoder 784-1000-500-250-30 and back, sigmoid units, binary cross-entropy, Adam, "
        "10,000 rows in batches of 100; deep-ae-gemms is its products of matrices alone",
        {
            "udl": udl("deep-ae", "deep-ae-gemms"),
            "torch": peer("deep_ae_torch.py"),
            "JAX": peer("deep_ae_jax.py"),
        },
        (
            Reach(("torch", "JAX"), {1: 0.85, 2: 0.80}, works=("deep-ae",)),
            Reach(("udl",), {1: 1.35, 2: 1.35}, works=("deep-ae",), part="deep-ae-gemms"),
        ),
    ),
    "vae": Group(
        "one epoch of a variational autoencoder 784-400-20 and back, ReLU units, binary cross-entropy and KL, Adam, "
        "9,984 rows in batches of 128",
        {"udl": udl("vae"), "torch": peer("vae_torch.py"), "JAX": peer("vae_jax.py")},
        (Reach(("torch", "JAX"), {1: 0.90, 2: 0.80}),),
    ),
}
