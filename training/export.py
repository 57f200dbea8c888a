"""Write a checkpoint's averaged weights as ONNX, with the card that says what it is and how it was made."""

from __future__ import annotations

import argparse
import hashlib
import json
import warnings
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime as ort
import torch

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
    parser.add_argument("kind", choices=("general", "number"))
    parser.add_argument("--models", type=Path, default=Path("extract/engines/models"))
    args = parser.parse_args()
    net, charset, counters = load_average(args.checkpoint)
    target = args.models / f"{args.kind}.onnx"
    to_onnx(net, target)
    gap = difference(net, target)
    if gap > 1e-3:
        raise SystemExit(f"the export differs from torch by {gap:.2g}")
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
    }
    card_path.write_text(json.dumps(card, ensure_ascii=False, indent=1) + "\n", "utf8")
    print(f"{target}: {target.stat().st_size / 1e6:.2f} MB, differs from torch by {gap:.1e}")


if __name__ == "__main__":
    main()
