"""The programs that run notebooks and cells, each once: papermill with parameters,
nbconvert, jupyter console.

Run by make test, which installs bin/udl as the kernel udl of this environment.
"""

import os
import pathlib
import subprocess
import sys
import tempfile
import unittest

import nbformat

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "kernel" / "papermill"))


def notebook(*cells):
    nb = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(c) for c in cells])
    nb.metadata.kernelspec = {"name": "udl", "display_name": "Go (udl)", "language": "go"}
    return nb


def printed(nb):
    return "".join(o.text for c in nb.cells for o in c.get("outputs", []) if o.output_type == "stream")


class Clients(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)

    def run_jupyter(self, *args, **options):
        done = subprocess.run([sys.executable, "-W", "ignore", "-m", *args], capture_output=True, text=True, timeout=120, cwd=self.folder, **options)
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        return done.stdout

    def test_papermill(self):
        import papermill
        import udl_papermill  # noqa: F401, what an installation does by itself

        nb = notebook(
            'n := 1\nrate := 0.5\nname := "none"\nyes := false\nlist := []int{}\nopts := map[string]float64{}\nbig := 1.0',
            'import "fmt"\nfmt.Println(n, rate, name, yes, list, opts, big > 1e300)\nfmt.Printf("%T %T\\n", list, opts)',
        )
        nb.cells[0].metadata.tags = ["parameters"]
        nbformat.write(nb, self.folder / "in.ipynb")
        parameters = {"n": 3, "rate": 0.25, "name": 'a "b"\nü', "yes": True, "list": [1, 2], "opts": {"k": 1, "l": 2.5}, "big": float("inf")}
        out = papermill.execute_notebook(
            self.folder / "in.ipynb", self.folder / "out.ipynb", parameters=parameters, progress_bar=False, cwd=self.folder
        )
        self.assertEqual(printed(out), '3 0.25 a "b"\nü true [1 2] map[k:1 l:2.5] true\n[]int map[string]float64\n')
        with self.assertRaisesRegex(papermill.PapermillExecutionError, "undefined: nosuch"):
            nbformat.write(notebook("nosuch"), self.folder / "bad.ipynb")
            papermill.execute_notebook(self.folder / "bad.ipynb", self.folder / "out.ipynb", progress_bar=False)

    def test_nbconvert(self):
        nbformat.write(notebook('import "fmt"\nfmt.Println("by nbconvert")\n6 * 7'), self.folder / "in.ipynb")
        self.run_jupyter("nbconvert", "--to", "notebook", "--execute", "in.ipynb", "--output", "out.ipynb")
        out = nbformat.read(self.folder / "out.ipynb", as_version=4)
        self.assertEqual(printed(out), "by nbconvert\n")
        self.assertEqual(out.cells[0].outputs[1].data["text/plain"], "42")
        script = self.run_jupyter("nbconvert", "--to", "script", "out.ipynb", "--stdout")
        self.assertIn('fmt.Println("by nbconvert")', script)

    def test_console(self):
        env = dict(os.environ, JUPYTER_RUNTIME_DIR=str(self.folder), IPYTHONDIR=str(self.folder))
        out = self.run_jupyter("jupyter_console", "--kernel", "udl", "--simple-prompt", input="x := 40\nx + 2\n", env=env)
        self.assertIn("42", out)


if __name__ == "__main__":
    unittest.main()
