"""The head of a network in integers: a product of matrices instead of a float convolution.

Quantising leaves the head out, for its results must not be rounded; as a product it takes integers and gives
floats. That makes a twentieth of a sixth of the general network's time.

`python -m training.integer_head MODEL SHARDS` changes a model in its folder that still has a float head.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import onnx
import onnxruntime as ort
from onnx import helper, numpy_helper

from training.lines import Line, as_batch, sample_lines

LARGEST = 63
"""Of a weight of seven bits: processors without VNNI do not overflow then."""


def integer_head(model: onnx.ModelProto, classes: int, images: Sequence[Line]) -> None:
    """Make a network's head, the last convolution (1 x 1, behind a ReLU), a product of integers, in place.

    `images` tell the range of what the head is given. Raises ValueError where there is no such head.
    """
    graph = model.graph
    made_by = {name: node for node in graph.node for name in node.output}
    place = next((i for i, node in enumerate(graph.node) if node.name == "/head/Conv"), None)
    if place is None or made_by[graph.node[place].input[0]].op_type != "Relu":
        raise ValueError("the network has no float head behind a ReLU")
    given, weight_name, bias = graph.node[place].input
    weights = next(numpy_helper.to_array(item) for item in graph.initializer if item.name == weight_name)
    weights = weights[:, :, 0, 0].T
    scale = np.maximum(np.abs(weights).max(axis=0), 1e-9) / LARGEST
    values = {
        "head.scale": np.array(_largest(model, given, images) / 255, np.float32),
        "head.zero": np.array(0, np.uint8),
        "head.whole_weights": np.rint(weights / scale).astype(np.int8),
        "head.weight_scale": scale.astype(np.float32),
        "head.weight_zero": np.zeros(len(scale), np.int8),
        "head.rows": np.array([2], np.int64),
        "head.shape": np.array([0, -1, classes], np.int64),
    }
    by_scale, weight_scale = ["head.scale", "head.zero"], ["head.weight_scale", "head.weight_zero"]
    nodes = [
        ("QuantizeLinear", [given, *by_scale], "head.whole", {}),
        ("Squeeze", ["head.whole", "head.rows"], "head.squeezed", {}),
        ("Transpose", ["head.squeezed"], "head.frames", {"perm": [0, 2, 1]}),
        ("DequantizeLinear", ["head.frames", *by_scale], "head.input", {}),
        ("DequantizeLinear", ["head.whole_weights", *weight_scale], "head.weights", {"axis": 1}),
        ("MatMul", ["head.input", "head.weights"], "head.product", {}),
        ("Add", ["head.product", bias], "head.sum", {}),
        ("Reshape", ["head.sum", "head.shape"], graph.output[0].name, {}),
    ]
    del graph.node[place:]
    for operation, inputs, output, attributes in nodes:
        name = f"/head/{operation}" if operation in {"MatMul", "Add"} else output
        graph.node.append(helper.make_node(operation, inputs, [output], name, **attributes))
    graph.initializer.extend(numpy_helper.from_array(value, name) for name, value in values.items())
    _drop_unused(graph)
    onnx.checker.check_model(model)


def _largest(model: onnx.ModelProto, name: str, images: Sequence[Line]) -> float:
    """The largest value of a graph's inner result over some lines."""
    seen = onnx.ModelProto()
    seen.CopyFrom(model)
    seen.graph.output.append(helper.make_tensor_value_info(name, onnx.TensorProto.FLOAT, None))
    session = ort.InferenceSession(seen.SerializeToString(), providers=["CPUExecutionProvider"])
    return max(float(session.run([name], {"image": as_batch(image)})[0].max()) for image in images)


def _drop_unused(graph: onnx.GraphProto) -> None:
    used = {name for node in graph.node for name in node.input}
    for item in [item for item in graph.initializer if item.name not in used]:
        graph.initializer.remove(item)
    for node in [node for node in graph.node if node.op_type == "Constant" and node.output[0] not in used]:
        graph.node.remove(node)


def main() -> None:
    """Give a shipped model an integer head, and its card the new hash."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("model", type=Path)
    parser.add_argument("shards", type=Path, help="folder of training.generate")
    args = parser.parse_args()
    card_path = args.model.parent / "card.json"
    card = json.loads(card_path.read_text("utf8"))
    entry = next(entry for entry in card["networks"].values() if entry["file"] == args.model.name)
    model = onnx.load(args.model)
    integer_head(model, len(entry["charset"]) + 1, sample_lines(args.shards))
    onnx.save(model, args.model)
    entry["sha256"] = hashlib.sha256(args.model.read_bytes()).hexdigest()
    card_path.write_text(json.dumps(card, ensure_ascii=False, indent=1) + "\n", "utf8")


if __name__ == "__main__":
    main()
