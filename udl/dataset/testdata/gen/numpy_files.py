"""Writes ../numpy.json: files of numpy.save and numpy.savez with what they hold.

Command: python testdata/gen/numpy_files.py   (in udl/dataset, numpy of testdata/python)
"""
import base64, io, json, pathlib
import numpy as np

x = np.arange(6).reshape(2, 3)
cube = np.arange(24).reshape(2, 3, 4)
cases = {
    "float32": x.astype("<f4") / 8, "float64": x.astype("<f8") / 3, "float16": np.array([0, -0.5, 65504, 6e-8, np.inf], "<f2"),
    "big float32": x.astype(">f4"), "big int16": -x.astype(">i2"), "uint8": x.astype("u1"), "int8": -x.astype("i1"),
    "uint16": x.astype("<u2"), "int32": -x.astype("<i4"), "uint32": x.astype("<u4"), "int64": -x.astype("<i8"),
    "uint64": x.astype("<u8"), "bool": x % 2 == 0, "fortran": np.asfortranarray(x.astype("<f8")),
    "fortran cube": np.asfortranarray(cube.astype("<i2")), "scalar": np.float32(2.5), "empty": np.zeros((0, 3), "<f4"),
    "vector": np.array([7], "<i8"), "text": np.array([["a", "é∂"], ["", "long"]]), "bytes": np.array([b"ab", b"c"]),
}
refused = {
    "objects": np.array([1, "a"], dtype=object), "fields": np.zeros(2, dtype=[("a", "<f4"), ("b", "<i2")]),
    "complex": np.zeros(2, "<c8"), "dates": np.zeros(2, "<M8[s]"),
}

def npy(a, version=None):
    f = io.BytesIO()
    np.lib.format.write_array(f, np.asanyarray(a), version=version)
    return base64.b64encode(f.getvalue()).decode()

def npz(save):
    f = io.BytesIO()
    save(f, images=cases["uint8"], labels=cases["vector"])
    return base64.b64encode(f.getvalue()).decode()

def values(a):
    if a.dtype.kind in "SU":
        return [s.decode() if isinstance(s, bytes) else str(s) for s in a.ravel()]
    return [str(float(v)) for v in a.ravel()]

out = {
    "tool": "numpy", "version": np.__version__, "command": "python testdata/gen/numpy_files.py",
    "cases": [{"name": k, "npy": npy(a), "shape": list(np.shape(a)), "values": values(np.asanyarray(a))} for k, a in cases.items()],
    "refused": [{"name": k, "npy": npy(a)} for k, a in refused.items()],
    "version2": npy(cases["float32"], (2, 0)), "version3": npy(cases["float32"], (3, 0)),
    "npz": npz(np.savez), "compressed": npz(np.savez_compressed),
}
pathlib.Path(__file__).parent.parent.joinpath("numpy.json").write_text(json.dumps(out, indent=1, ensure_ascii=False) + "\n")
