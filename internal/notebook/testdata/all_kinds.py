"""Writes all-kinds.ipynb with nbformat 5.11.1: python testdata/all_kinds.py"""

import pathlib

import nbformat
from nbformat import v4

nb = v4.new_notebook(metadata={
    "kernelspec": {"display_name": "Go (udl)", "language": "go", "name": "udl"},
    "language_info": {"name": "go"},
    "a-field-of-another-tool": {"b": 1, "a": [1.0, 2e-07, None]},
})
png = "iVBORw0KGgo="
outputs = [
    v4.new_output("stream", name="stdout", text="one\ntwo\n"),
    v4.new_output("stream", name="stderr", text="no newline <&> \u00e9"),
    v4.new_output("display_data", data={
        "text/plain": "<picture>",
        "text/html": "<b>a</b>\n<i>b</i>",
        "image/png": png,
        "image/svg+xml": "<svg>\n</svg>\n",
        "application/json": {"x": [1, 2], "y": "a\nb"},
    }, metadata={"image/png": {"width": 10}}),
    v4.new_output("execute_result", execution_count=3, data={"text/plain": "42"}),
    v4.new_output("error", ename="Panic", evalue="boom", traceback=["line 1", "\x1b[31mline 2\x1b[0m"]),
]
nb.cells = [
    v4.new_markdown_cell("# Title\n\n$E(v,h)$\n", id="title", attachments={"a.png": {"image/png": png}}),
    v4.new_code_cell("a := 1\na\n", id="code", execution_count=3, outputs=outputs, metadata={"tags": ["x"]}),
    v4.new_code_cell("", id="empty"),
    v4.new_raw_cell("raw", id="raw"),
]
nbformat.validate(nb)
nbformat.write(nb, pathlib.Path(__file__).with_name("all-kinds.ipynb"))
