"""A checkpoint to go on training from, made of a shipped network: what is committed is the ONNX file alone.

Normalisation layers are folded into the convolutions there. They are put back with the mean and spread that
lines of a shard give them, so that training (which normalises by the batch) starts where the network was.
Blocks along the line that the network does not have yet are added so that they change nothing at first;
residual blocks of the stem that it has no longer are left out.
"""

from __future__ import annotations

import argparse
import random
from pathlib import Path

import numpy as np
import onnx
import torch
from numpy.typing import NDArray
from onnx import numpy_helper
from torch import nn

from training.generate import read_shard
from training.model import Recogniser
from training.train import CHARSETS, SHAPES, Trainer, batches, collate

Array = NDArray[np.float32]


def convolutions(path: Path) -> dict[str, tuple[Array, Array]]:
    """Weight and bias of every convolution by its module's name; int8 weights are scaled back to float.

    A head that is a product of matrices (`training.integer_head`) is given as the convolution it was.
    """
    graph = onnx.load(path).graph
    values = {item.name: numpy_helper.to_array(item) for item in graph.initializer}
    for node in graph.node:
        if node.op_type == "DequantizeLinear" and node.input[0] in values:
            whole, scale, zero = (values[name].astype(np.float32) for name in node.input)
            axis = next((item.i for item in node.attribute if item.name == "axis"), 1)
            shape = tuple(-1 if at == axis else 1 for at in range(whole.ndim)) if scale.ndim else ()
            values[node.output[0]] = (whole - zero.reshape(shape)) * scale.reshape(shape)
    found = {
        _module(node.name): (values[node.input[1]], values[node.input[2]])
        for node in graph.node
        if node.op_type == "Conv"
    }
    for product in [node for node in graph.node if node.op_type == "MatMul"]:
        bias = next(node.input[1] for node in graph.node if node.input[:1] == product.output[:])
        found[_module(product.name)] = (values[product.input[1]].T[:, :, None, None], values[bias])
    return found


def _module(name: str) -> str:
    """`/stem/stem.2/first/first.0/Conv` → `stem.2.first.0`: the exporter names a child after its parents."""
    parts: list[str] = []
    for part in name.strip("/").split("/")[:-1]:
        if parts and part.startswith(f"{parts[-1]}."):
            parts[-1] = part
        else:
            parts.append(part)
    return ".".join(parts)


def restore(trainer: Trainer, model: Path, shard: Path) -> None:
    """Give the trainer's networks the weights of an ONNX file that differs by whole residual blocks at most.

    Raises KeyError where the file holds another layer that the network does not have.
    """
    net = trainer.net.eval()
    modules = dict(net.named_modules())
    norms = _norms(net)
    given = convolutions(model)
    for name in [name for name in given if name not in modules and _is_in_block(name)]:
        del given[name]
    with torch.no_grad():
        for name, (weight, bias) in given.items():
            layer = modules[name]
            assert isinstance(layer, nn.Conv2d)
            layer.weight.copy_(torch.tensor(weight))
            if layer.bias is not None:
                layer.bias.copy_(torch.tensor(bias))
            else:
                _plain(norms[name], torch.tensor(bias))
        for name, norm in norms.items():
            if name not in given:
                _plain(norm, torch.zeros(norm.num_features))
                if name.endswith("across"):
                    norm.weight.zero_()
    _measure(net, [norms[name] for name in given if name in norms], trainer, shard)
    trainer.average.load_state_dict(net.state_dict())


def _is_in_block(name: str) -> bool:
    """Whether a convolution is one of a residual block of the stem."""
    return name.startswith("stem.") and name.split(".")[2] in ("first", "second")


def _norms(net: Recogniser) -> dict[str, nn.BatchNorm2d]:
    """The normalisation that follows each convolution, by the convolution's name."""
    found: dict[str, nn.BatchNorm2d] = {}
    last = ""
    for name, module in net.named_modules():
        if isinstance(module, nn.Conv2d):
            last = name
        elif isinstance(module, nn.BatchNorm2d):
            found[last] = module
    return found


def _plain(norm: nn.BatchNorm2d, bias: torch.Tensor) -> None:
    norm.running_mean.zero_()  # type: ignore[union-attr]
    norm.running_var.fill_(1 - norm.eps)  # type: ignore[union-attr]
    norm.weight.fill_(1)
    norm.bias.copy_(bias)


def _measure(net: Recogniser, norms: list[nn.BatchNorm2d], trainer: Trainer, shard: Path) -> None:
    """Set each normalisation to its input's mean and spread, undone by its scale and shift."""
    sums = {id(n): torch.zeros(3, n.num_features, dtype=torch.float64) for n in norms}

    def note(norm: nn.Module, inputs: tuple[torch.Tensor, ...], _: torch.Tensor) -> None:
        x = inputs[0].double()
        total = sums[id(norm)]
        total[0] += x.numel() / x.shape[1]
        total[1] += x.sum((0, 2, 3))
        total[2] += (x * x).sum((0, 2, 3))

    hooks = [n.register_forward_hook(note) for n in norms]
    with torch.no_grad():
        for number, batch in enumerate(batches(read_shard(shard), 12000, 28, random.Random(1))):
            net(collate(batch, trainer.index, None)[0])
            if number == 20:
                break
        for hook in hooks:
            hook.remove()
        for norm in norms:
            count, total, squares = sums[id(norm)]
            mean = total / count
            spread = squares / count - mean * mean
            norm.bias.add_(mean.float())
            norm.weight.copy_((spread + norm.eps).sqrt().float())
            norm.running_mean.copy_(mean.float())  # type: ignore[union-attr]
            norm.running_var.copy_(spread.float())  # type: ignore[union-attr]


def main() -> None:
    """Write OUT/checkpoint.pt, to be given to the trainer's --start."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("net", choices=sorted(CHARSETS))
    parser.add_argument("model", type=Path, help="the ONNX file")
    parser.add_argument("shard", type=Path, help="a shard of training.generate")
    parser.add_argument("out", type=Path)
    args = parser.parse_args()
    charset = CHARSETS[args.net]
    trainer = Trainer(SHAPES[args.net](len(charset) + 1), charset, 1e-3, 1.0)
    restore(trainer, args.model, args.shard)
    args.out.mkdir(parents=True, exist_ok=True)
    trainer.save(args.out / "checkpoint.pt")


if __name__ == "__main__":
    main()
