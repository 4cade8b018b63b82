"""As much of safetensors as docs/from-pytorch.md uses, written from the specification of the format."""

import json
import struct

from torch import Tensor, bfloat16, float16, float32, float64

_TYPES = {"F64": float64, "F32": float32, "F16": float16, "BF16": bfloat16}


class safe_open:
    def __init__(self, filename, framework):
        with open(filename, "rb") as file:
            (length,) = struct.unpack("<Q", file.read(8))
            self._header = json.loads(file.read(length))
            self._data = file.read()
        self._metadata = self._header.pop("__metadata__", None)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        return False

    def metadata(self):
        return self._metadata

    def keys(self):
        return list(self._header)

    def get_tensor(self, name):
        entry = self._header[name]
        type_ = _TYPES[entry["dtype"]]
        begin, end = entry["data_offsets"]
        data = self._data[begin:end]
        if type_ is bfloat16:
            data, code = b"".join(b"\0\0" + data[i : i + 2] for i in range(0, len(data), 2)), "<f"
        else:
            code = type_.code
        return Tensor([x for (x,) in struct.iter_unpack(code, data)], entry["shape"], type_)
