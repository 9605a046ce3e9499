"""Parameters of papermill as Go.

papermill writes the parameters that it is given into a cell, in the language of the
notebook, and knows some languages. Its engines are the only thing that another
package can add; importing this one, which papermill does for every engine that is
installed, adds Go to the languages:

    pip install ./kernel/papermill
    papermill in.ipynb out.ipynb -p epochs 3 -p name first
"""

import json
import math

from papermill.engines import NBClientEngine
from papermill.translators import Translator, papermill_translators


class Engine(NBClientEngine):
    """The usual engine; it is here so that papermill imports this module."""


class GoTranslator(Translator):
    """Go's literals for the values that papermill has."""

    @classmethod
    def translate_none(cls, val):
        return "any(nil)"

    @classmethod
    def translate_bool(cls, val):
        return "true" if val else "false"

    @classmethod
    def translate_int(cls, val):
        return str(val)

    @classmethod
    def translate_float(cls, val):
        if math.isnan(val):
            return "math.NaN()"
        if math.isinf(val):
            return f"math.Inf({1 if val > 0 else -1})"
        return repr(val)

    @classmethod
    def translate_str(cls, val):
        return json.dumps(val, ensure_ascii=False)

    @classmethod
    def translate_list(cls, val):
        return "[]" + cls.element(val) + "{" + ", ".join(cls.translate(x) for x in val) + "}"

    @classmethod
    def translate_dict(cls, val):
        items = (f"{cls.translate_str(str(k))}: {cls.translate(x)}" for k, x in val.items())
        return "map[string]" + cls.element(val.values()) + "{" + ", ".join(items) + "}"

    @classmethod
    def element(cls, values):
        """The type of values that are all of one kind, else any."""
        kinds = {type(x) for x in values}
        if kinds == {int, float}:
            return "float64"
        if len(kinds) == 1:
            return {bool: "bool", int: "int", float: "float64", str: "string"}.get(kinds.pop(), "any")
        return "any"

    @classmethod
    def comment(cls, cmt_str):
        return f"// {cmt_str}".rstrip()

    @classmethod
    def assign(cls, name, str_val):
        return f"{name} := {str_val}"

    @classmethod
    def codify(cls, parameters, comment="Parameters"):
        code = super().codify(parameters, comment)
        return 'import "math"\n' + code if "math." in code else code


papermill_translators.register("go", GoTranslator)
