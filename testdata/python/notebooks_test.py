"""Runs notebooks by nbclient, as Jupyter would, and compares with `udl run`.

Run by make test, which builds bin/udl, installs it as the kernel udl of this
environment and names it in $UDL:

    UDL=bin/udl .venv/bin/python testdata/python/notebooks_test.py -v
"""

import os
import pathlib
import re
import subprocess
import tempfile
import unittest

import nbformat
from nbclient import NotebookClient

ROOT = pathlib.Path(__file__).resolve().parents[2]
UDL = os.environ["UDL"]


def by_nbclient(path, allow_errors=False):
    """Executes a notebook with the kernel of this environment."""
    nb = nbformat.read(path, as_version=4)
    client = NotebookClient(
        nb, kernel_name="udl", timeout=900, allow_errors=allow_errors, resources={"metadata": {"path": str(path.parent)}}
    )
    client.execute()
    nbformat.validate(nb)
    return nb


def by_udl(path, *flags):
    """Executes a notebook with udl run."""
    with tempfile.TemporaryDirectory() as folder:
        out = pathlib.Path(folder) / "out.ipynb"
        page = pathlib.Path(folder) / "out.html"
        subprocess.run([UDL, "run", path, "-o", out, "--html", page, *flags], check=True, capture_output=True)
        nb = nbformat.read(out, as_version=4)
        nbformat.validate(nb)
        return nb, page.read_text()


def comparable(nb):
    """Returns the outputs of a notebook without what no two runs share."""
    cells = [[dict(o, metadata={}) for o in c.get("outputs", [])] for c in nb.cells]
    return cells, [c.get("execution_count") for c in nb.cells]


class NotebooksTest(unittest.TestCase):
    maxDiff = None

    def test_outputs_are_those_of_jupyter(self):
        """Streams, results, displays, updates and errors, filed by both runners."""
        path = ROOT / "testdata" / "python" / "outputs.ipynb"
        ours, page = by_udl(path, "--allow-errors")
        self.assertEqual(comparable(by_nbclient(path, allow_errors=True)), comparable(ours))
        self.assertIn("</html>", page)

    def test_rbm_mnist(self):
        """The notebook of the README, on as many digits as $UDL_BUDGET says."""
        nb = by_nbclient(ROOT / "notebooks" / "rbm-mnist.ipynb")
        printed = "".join(o.get("text", "") for c in nb.cells for o in c.get("outputs", []))
        found = re.search(r"^test log-likelihood: (-\d+\.\d\d) ± (\d+\.\d\d) nats$", printed, re.MULTILINE)
        self.assertIsNotNone(found, printed)
        self.assertGreater(float(found[1]), -300)
        pictures = [o for c in nb.cells for o in c.get("outputs", []) if "image/png" in o.get("data", {})]
        self.assertGreaterEqual(len(pictures), 3, "filters, samples and reconstructions")


if __name__ == "__main__":
    unittest.main()
