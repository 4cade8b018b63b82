"""As much of PyTorch as docs/from-pytorch.md uses, in plain Python, so that the document can be run where PyTorch cannot be installed.

A tensor is a list of Python's floats, each rounded to the type of the tensor after every operation, as PyTorch's own operations round.
Not here: gradients by differentiation, devices, broadcasting, views with strides.
"""

import struct

__all__ = ["Tensor", "bfloat16", "float16", "float32", "float64", "is_tensor", "nn", "no_grad", "optim", "tensor", "zeros_like"]


class dtype:
    def __init__(self, name, code, size, round_to):
        self.name, self.code, self.size, self.round = name, code, size, round_to

    def __repr__(self):
        return f"torch.{self.name}"


def _by_struct(code):
    return lambda value: struct.unpack(code, struct.pack(code, value))[0]


def _to_bfloat16(value):
    bits = struct.unpack("<I", struct.pack("<f", value))[0]
    bits = (bits + 0x7FFF + (bits >> 16 & 1)) >> 16 << 16
    return struct.unpack("<f", struct.pack("<I", bits))[0]


float64 = dtype("float64", "<d", 8, float)
float32 = dtype("float32", "<f", 4, _by_struct("<f"))
float16 = dtype("float16", "<e", 2, _by_struct("<e"))
bfloat16 = dtype("bfloat16", None, 2, _to_bfloat16)


class Tensor:
    def __init__(self, data, shape, type_):
        # Tensors that share memory share the list.
        self.data_list, self.shape, self.dtype = data, tuple(shape), type_
        self.grad = None
        self.requires_grad = False

    def numel(self):
        return len(self.data_list)

    def dim(self):
        return len(self.shape)

    def detach(self):
        return Tensor(self.data_list, self.shape, self.dtype)

    def clone(self):
        return Tensor(list(self.data_list), self.shape, self.dtype)

    def contiguous(self):
        return self

    def reshape(self, *shape):
        shape = shape[0] if len(shape) == 1 and isinstance(shape[0], (tuple, list)) else shape
        if -1 in shape:
            known = 1
            for length in shape:
                known *= length if length != -1 else 1
            shape = tuple(self.numel() // known if length == -1 else length for length in shape)
        count = 1
        for length in shape:
            count *= length
        if count != self.numel():
            raise RuntimeError(f"shape '{list(shape)}' is invalid for input of size {self.numel()}")
        return Tensor(self.data_list, shape, self.dtype)

    def to(self, dtype):
        return self if dtype is self.dtype else Tensor([dtype.round(x) for x in self.data_list], self.shape, dtype)

    def double(self):
        return self.to(float64)

    def copy_(self, other):
        if other.shape != self.shape:
            raise RuntimeError("The stub does not broadcast.")
        self.data_list[:] = [self.dtype.round(x) for x in other.data_list]
        return self

    def item(self):
        (value,) = self.data_list
        return value

    def __int__(self):
        return int(self.item())

    def __float__(self):
        return float(self.item())

    def __eq__(self, other):
        raise RuntimeError("Boolean value of Tensor with more than one value is ambiguous")

    __hash__ = object.__hash__


def tensor(data, dtype=float32):
    values = data if isinstance(data, list) else [data]
    return Tensor([dtype.round(float(x)) for x in values], (len(values),) if isinstance(data, list) else (), dtype)


def zeros_like(other):
    return Tensor([0.0] * other.numel(), other.shape, other.dtype)


def is_tensor(value):
    return isinstance(value, Tensor)


class no_grad:
    def __enter__(self):
        return self

    def __exit__(self, *_):
        return False


from . import nn, optim  # noqa: E402
