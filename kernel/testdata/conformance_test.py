"""jupyter_kernel_test, the suite by which kernels are judged: every test, no skip.

The kernel under test is installed under the name UDL_KERNEL (default: udl), where
Jupyter finds it (JUPYTER_PATH). Runs with pytest or as a program.
"""

import os
import unittest

import jupyter_kernel_test as suite

NAME = os.environ.get("UDL_KERNEL", "udl")


class Conformance(suite.KernelTests):
    kernel_name = NAME
    language_name = "go"
    file_extension = ".go"
    code_hello_world = 'import "fmt"\nfmt.Println("hello, world")'
    code_stderr = 'import ("fmt"; "os")\nfmt.Fprintln(os.Stderr, "test")'
    completion_samples = [
        {"text": "strings.ToUp", "matches": {"ToUpper", "ToUpperSpecial"}},
        {"text": "fmt.Pr", "matches": {"Print", "Printf", "Println"}},
        {"text": "%va", "matches": {"%vars"}},
    ]
    complete_code_samples = ["1", "x := 1", "func f() int {\n\treturn 1\n}", 'fmt.Println("hi")', "%vars"]
    incomplete_code_samples = ["func f() {", "fmt.Println(", "x := `text", "for i := range 3 {\n\tx := i"]
    invalid_code_samples = ["func 1", "x := )", "var 3"]
    code_page_something = "?strings.Split"
    code_generate_error = 'panic("error")'
    code_execute_result = [
        {"code": "6 * 7", "result": "42"},
        {"code": "1 + 2", "result": "3"},
        {"code": '"a" + "b"', "result": "ab"},
        {"code": "[]int{1, 2}", "result": "[1 2]"},
    ]
    code_display_data = [
        {"code": 'import ("context"; "github.com/udl-go/lab/udl/display")\ndisplay.Show(context.Background(), display.HTML("<b>x</b>"))', "mime": "text/html"},
        {"code": 'import ("context"; "image"; "github.com/udl-go/lab/udl/display")\ndisplay.Show(context.Background(), image.NewGray(image.Rect(0, 0, 2, 2)))', "mime": "image/png"},
    ]
    supported_history_operations = ("tail", "range", "search")
    code_history_pattern = "6 ?*7"
    code_inspect_sample = "strings.ToUpper"
    code_clear_output = 'import ("context"; "github.com/udl-go/lab/udl/display")\ndisplay.Clear(context.Background())'


class Welcome(suite.IopubWelcomeTests):
    kernel_name = NAME
    support_iopub_welcome = True


if __name__ == "__main__":
    unittest.main()
