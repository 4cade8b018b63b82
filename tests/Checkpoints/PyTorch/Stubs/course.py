"""Trains with PyTorch, or with what the tests have in its place: gradients are a function of name, element and step.

Called as: course.py begin|resume DIRECTORY OPTIMIZER TYPE FIRST LAST. The functions of docs/from-pytorch.md are in the module bridge.
"""

import sys

import torch
from safetensors.torch import save_file


def salt(name):
    return sum(map(ord, name))


def gradient(name, i, step):
    return ((37 * step + 11 * i + salt(name)) % 61 - 30.5) / 16


def begin(model):
    for name, parameter in model.named_parameters():
        values = [((29 * i + 7 * salt(name)) % 97 - 48) / 64 for i in range(parameter.numel())]
        parameter.data_list[:] = [parameter.dtype.round(x) for x in values]


def train(model, optimizer, first, last, but=()):
    for step in range(first, last + 1):
        for name, parameter in model.named_parameters():
            if name in but:
                continue
            values = [gradient(name, i, step) for i in range(parameter.numel())]
            parameter.grad = torch.Tensor(values, parameter.shape, parameter.dtype)
        optimizer.step()


def save_weights(model, path):
    save_file({name: parameter.detach() for name, parameter in model.named_parameters()}, path)


def main(mode, directory, expression, type_, first, last):
    import bridge

    first, last = int(first), int(last)
    model = torch.nn.Linear(3, 4).to(getattr(torch, type_))
    begin(model)
    optimizer = eval(expression)
    if mode == "begin":
        save_weights(model, f"{directory}/start.safetensors")
        train(model, optimizer, 1, first)
        bridge.save_training(model, optimizer, f"{directory}/half.safetensors", steps=first)
        train(model, optimizer, first + 1, last)
        save_weights(model, f"{directory}/all.safetensors")
    else:
        bridge.load_training(model, optimizer, f"{directory}/given.safetensors")
        train(model, optimizer, first + 1, last)
        save_weights(model, f"{directory}/back.safetensors")


if __name__ == "__main__":
    main(*sys.argv[1:])
