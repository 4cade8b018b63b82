"""Optimizers that take the steps of PyTorch's for-loop code, operation by operation, each rounded to the type of the tensor.

Their state_dict() and load_state_dict() have the structure and the conversions of PyTorch's.
"""

from collections import defaultdict

import torch


class Optimizer:
    def __init__(self, params, defaults):
        groups = list(params)
        if not groups or not isinstance(groups[0], dict):
            groups = [{"params": groups}]
        self.state = defaultdict(dict)
        self.param_groups = [{**defaults, **group, "params": list(group["params"])} for group in groups]

    def step(self):
        for group in self.param_groups:
            for parameter in group["params"]:
                if parameter.grad is not None:
                    self.update(group, parameter, self.state[parameter])

    def state_dict(self):
        numbers = {}
        for group in self.param_groups:
            for parameter in group["params"]:
                numbers[id(parameter)] = len(numbers)
        return {
            "state": {numbers[id(parameter)]: state for parameter, state in self.state.items()},
            "param_groups": [{**group, "params": [numbers[id(p)] for p in group["params"]]} for group in self.param_groups],
        }

    def load_state_dict(self, state_dict):
        groups = state_dict["param_groups"]
        if [len(g["params"]) for g in groups] != [len(g["params"]) for g in self.param_groups]:
            raise ValueError("loaded state dict contains a parameter group that doesn't match the size of optimizer's group")
        parameters = {
            number: parameter
            for group, own in zip(groups, self.param_groups)
            for number, parameter in zip(group["params"], own["params"])
        }
        self.state = defaultdict(dict)
        for number, state in state_dict["state"].items():
            parameter = parameters[number]
            for kind, value in state.items():
                # The step stays as it is; everything else gets the type of the parameter.
                if torch.is_tensor(value):
                    value = value.clone() if kind == "step" else value.clone().to(parameter.dtype)
                self.state[parameter][kind] = value
        self.param_groups = [{**group, "params": own["params"]} for group, own in zip(groups, self.param_groups)]


class Adam(Optimizer):
    is_decoupled = False

    def __init__(self, params, lr=1e-3, betas=(0.9, 0.999), eps=1e-8, weight_decay=0, amsgrad=False):
        super().__init__(params, dict(lr=lr, betas=betas, eps=eps, weight_decay=weight_decay, amsgrad=amsgrad))

    def update(self, group, parameter, state):
        if not state:
            state["step"] = torch.tensor(0.0)
            state["exp_avg"] = torch.zeros_like(parameter)
            state["exp_avg_sq"] = torch.zeros_like(parameter)
            if group["amsgrad"]:
                state["max_exp_avg_sq"] = torch.zeros_like(parameter)
        state["step"].data_list[0] += 1
        step, (beta1, beta2), lr, decay = state["step"].item(), group["betas"], group["lr"], group["weight_decay"]
        bias_correction2_sqrt = (1 - beta2**step) ** 0.5
        step_size = lr / (1 - beta1**step)
        r, p = parameter.dtype.round, parameter.data_list
        m, v = state["exp_avg"].data_list, state["exp_avg_sq"].data_list
        for i, g in enumerate(parameter.grad.data_list):
            if decay != 0 and self.is_decoupled:
                p[i] = r(p[i] * r(1 - lr * decay))
            elif decay != 0:
                g = r(g + r(r(decay) * p[i]))
            m[i] = r(m[i] + r(r(1 - beta1) * r(g - m[i])))
            v[i] = r(r(v[i] * r(beta2)) + r(r(r(1 - beta2) * g) * g))
            second = v[i]
            if group["amsgrad"]:
                largest = state["max_exp_avg_sq"].data_list
                second = largest[i] = max(largest[i], v[i])
            denominator = r(r(r(second**0.5) / r(bias_correction2_sqrt)) + r(group["eps"]))
            p[i] = r(p[i] + r(r(r(-step_size) * m[i]) / denominator))


class AdamW(Adam):
    is_decoupled = True

    def __init__(self, params, lr=1e-3, betas=(0.9, 0.999), eps=1e-8, weight_decay=1e-2, amsgrad=False):
        super().__init__(params, lr, betas, eps, weight_decay, amsgrad)


class SGD(Optimizer):
    def __init__(self, params, lr=1e-3, momentum=0, dampening=0, weight_decay=0, nesterov=False):
        super().__init__(params, dict(lr=lr, momentum=momentum, dampening=dampening, weight_decay=weight_decay, nesterov=nesterov))

    def update(self, group, parameter, state):
        r, p, momentum = parameter.dtype.round, parameter.data_list, group["momentum"]
        buffer = state.get("momentum_buffer")
        is_first = momentum != 0 and buffer is None
        if is_first:
            buffer = state["momentum_buffer"] = torch.zeros_like(parameter)
        for i, g in enumerate(parameter.grad.data_list):
            if group["weight_decay"] != 0:
                g = r(g + r(r(group["weight_decay"]) * p[i]))
            if momentum != 0:
                b = buffer.data_list
                b[i] = g if is_first else r(r(b[i] * r(momentum)) + r(r(1 - group["dampening"]) * g))
                g = r(g + r(r(momentum) * b[i])) if group["nesterov"] else b[i]
            p[i] = r(p[i] + r(r(-group["lr"]) * g))
        if momentum == 0:
            self.state.pop(parameter, None)


class _Unstepped(Optimizer):
    """An optimizer whose state a test fills in."""

    def __init__(self, params, lr=1e-3):
        super().__init__(params, dict(lr=lr))


class NAdam(_Unstepped):
    pass


class ASGD(_Unstepped):
    pass


class Adafactor(_Unstepped):
    pass


class Adadelta(_Unstepped):
    pass


class Adagrad(_Unstepped):
    pass


class Adamax(_Unstepped):
    pass


class RAdam(_Unstepped):
    pass


class RMSprop(_Unstepped):
    pass


class Rprop(_Unstepped):
    pass
