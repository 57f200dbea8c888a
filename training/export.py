"""Write a checkpoint's averaged weights as ONNX, with the card that says what it is and how it was made."""

from __future__ import annotations

import argparse
import hashlib
import json
import warnings
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import onnxruntime as ort
import torch
from onnxruntime.quantization import (
    CalibrationDataReader,
    QuantFormat,
    QuantType,
    quantize_static,
)

from training.integer_head import integer_head
from training.lines import Line, as_batch, sample_lines
from training.model import Recogniser, Shape


def load_average(checkpoint: Path) -> tuple[Recogniser, str, dict[str, Any]]:
    """(network with averaged weights in evaluation mode, charset, the checkpoint's counters)."""
    state = torch.load(checkpoint, weights_only=False)
    fields = {k: tuple(v) if isinstance(v, list) else v for k, v in state["shape"].items()}
    net = Recogniser(Shape(**fields))
    net.load_state_dict(state["average"])
    return net.eval(), state["charset"], {k: state[k] for k in ("step", "lines", "seconds")}


def to_onnx(net: Recogniser, target: Path) -> None:
    """Export with free batch size and width; normalisation layers are folded into the convolutions."""
    example = torch.zeros(2, 1, net.shape.height, 80)
    axes = {"image": {0: "batch", 3: "width"}, "logits": {0: "batch", 1: "steps"}}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        torch.onnx.export(
            net, (example,), str(target), input_names=["image"], output_names=["logits"],
            dynamic_axes=axes, opset_version=17, dynamo=False,
        )  # fmt: skip


class _Lines(CalibrationDataReader):
    """Normalised lines one by one, as the quantiser asks for them."""

    def __init__(self, images: list[Line]) -> None:
        self._rest = iter(images)

    def get_next(self) -> dict[str, Any] | None:
        image = next(self._rest, None)
        return None if image is None else {"image": as_batch(image)}


def to_int8(model: Path, target: Path, images: list[Line]) -> None:
    """Quantise the convolutions statically but for the first and the last (see `training.integer_head`);
    `images` set the ranges.

    Weights take seven bits, so that processors without VNNI do not overflow.
    """
    convolutions = [node.name for node in onnx.load(model).graph.node if node.op_type == "Conv"]
    quantize_static(
        model, target, _Lines(images), quant_format=QuantFormat.QDQ, activation_type=QuantType.QUInt8,
        weight_type=QuantType.QInt8, per_channel=True, reduce_range=True, op_types_to_quantize=["Conv"],
        nodes_to_exclude=[convolutions[0], convolutions[-1]],
    )  # fmt: skip
    quantised = onnx.load(target)
    round_once(quantised)
    onnx.save(quantised, target)


def round_once(model: onnx.ModelProto) -> None:
    """Take out the rounding between convolutions and their ReLUs, behind which values are rounded again.

    onnxruntime makes one integer operation of such a pair then: a twentieth faster and no less exact.
    """
    graph = model.graph
    made_by = {name: node for node in graph.node for name in node.output}
    for relu in [node for node in graph.node if node.op_type == "Relu"]:
        back = made_by[relu.input[0]]
        rounded = made_by.get(back.input[0])
        if (
            back.op_type == "DequantizeLinear"
            and rounded is not None
            and _is_of_convolution(rounded, made_by)
        ):
            relu.input[0] = rounded.input[0]
            graph.node.remove(back)
            graph.node.remove(rounded)
    used = {name for node in graph.node for name in node.input}
    for value in [item for item in graph.initializer if item.name not in used]:
        graph.initializer.remove(value)
    onnx.checker.check_model(model)


def _is_of_convolution(node: onnx.NodeProto, made_by: dict[str, onnx.NodeProto]) -> bool:
    source = made_by.get(node.input[0])
    return node.op_type == "QuantizeLinear" and source is not None and source.op_type == "Conv"


def difference(net: Recogniser, model: Path, seed: int = 0) -> float:
    """Largest difference between torch's and ONNX's probabilities on random ink."""
    noise = np.random.default_rng(seed).random((3, 1, net.shape.height, 164)).astype(np.float32)
    image = (noise > 0.8).astype(np.float32)
    with torch.no_grad():
        ours = torch.softmax(net(torch.from_numpy(image)), -1).numpy()
    theirs = ort.InferenceSession(str(model), providers=["CPUExecutionProvider"]).run(None, {"image": image})[
        0
    ]
    theirs = np.exp(theirs - theirs.max(-1, keepdims=True))
    return float(np.abs(ours - theirs / theirs.sum(-1, keepdims=True)).max())


def main() -> None:
    """Export one network and enter it in the folder's `card.json`."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("checkpoint", type=Path)
    parser.add_argument("kind", choices=("general", "number", "arbiter"))
    parser.add_argument("--models", type=Path, default=Path("extract/engines/models"))
    parser.add_argument(
        "--sharpen", type=float, default=1.0,
        help="what logits are multiplied with: a network taught by a larger one is less sure than it",
    )  # fmt: skip
    parser.add_argument("--int8", type=Path, help="quantise, with ranges from this folder's shards")
    args = parser.parse_args()
    net, charset, counters = load_average(args.checkpoint)
    with torch.no_grad():
        net.head.weight.mul_(args.sharpen)
        net.head.bias.mul_(args.sharpen)  # type: ignore[union-attr]
    target = args.models / f"{args.kind}.onnx"
    to_onnx(net, target)
    gap = difference(net, target)
    if gap > 1e-3:
        raise SystemExit(f"the export differs from torch by {gap:.2g}")
    if args.int8:
        plain = target.rename(target.with_suffix(".float.onnx"))
        lines = sample_lines(args.int8)
        to_int8(plain, target, lines)
        plain.unlink()
        if args.kind == "general":  # the heads for numbers are small
            quantised = onnx.load(target)
            integer_head(quantised, net.shape.classes, lines)
            onnx.save(quantised, target)
    card_path = args.models / "card.json"
    card = json.loads(card_path.read_text("utf8")) if card_path.exists() else {"networks": {}}
    old = card["networks"].get(args.kind, {})
    card["networks"][args.kind] = {
        "file": target.name,
        "sha256": hashlib.sha256(target.read_bytes()).hexdigest(),
        "height": net.shape.height,
        "charset": charset,
        "calibration": old.get("calibration", {"temperature": 1.0, "slope": 1.0, "offset": 0.0}),
        "parameters": sum(p.numel() for p in net.parameters()),
        "trained_lines": counters["lines"],
        "trained_steps": counters["step"],
        "trained_cpu_seconds": round(counters["seconds"]),
        "export_difference": gap,
        "weights": "int8" if args.int8 else "float32",
    }
    card_path.write_text(json.dumps(card, ensure_ascii=False, indent=1) + "\n", "utf8")
    print(f"{target}: {target.stat().st_size / 1e6:.2f} MB, differs from torch by {gap:.1e}")


if __name__ == "__main__":
    main()
