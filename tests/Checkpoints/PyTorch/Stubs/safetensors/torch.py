"""Whole files of tensors."""

import json
import struct

import torch

from . import _TYPES, safe_open


def save_file(tensors, filename, metadata=None):
    memory = {}
    for name, tensor in tensors.items():
        if not torch.is_tensor(tensor):
            raise ValueError(f"Key `{name}` is invalid, expected torch.Tensor but received {type(tensor)}")
        memory.setdefault(id(tensor.data_list), []).append(name)
    shared = [set(names) for names in memory.values() if len(names) > 1]
    if shared:
        raise RuntimeError(f"Some tensors share memory, this will lead to duplicate memory on disk: {shared}.")
    if not all(isinstance(text, str) for text in (metadata or {}).values()):
        raise TypeError("argument 'metadata': 'str' expected")
    header, data = {}, b""
    if metadata is not None:
        header["__metadata__"] = metadata
    for name, tensor in tensors.items():
        if tensor.dtype is torch.bfloat16:
            values = b"".join(struct.pack("<f", x)[2:] for x in tensor.data_list)
        else:
            values = b"".join(struct.pack(tensor.dtype.code, x) for x in tensor.data_list)
        (type_,) = [name_ for name_, type_ in _TYPES.items() if type_ is tensor.dtype]
        header[name] = {"dtype": type_, "shape": list(tensor.shape), "data_offsets": [len(data), len(data) + len(values)]}
        data += values
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    with open(filename, "wb") as file:
        file.write(struct.pack("<Q", len(text)) + text + data)


def load_file(filename):
    with safe_open(filename, framework="pt") as file:
        return {name: file.get_tensor(name) for name in file.keys()}
