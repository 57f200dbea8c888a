"""The mean of two checkpoints of one network, of which the second was trained on from the first.

Both lie in one basin then, and a network between them often reads better than either ("model soups": Wortsman
et al. 2022). Of networks trained apart the mean is useless.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

import torch

from training.model import Shape


def between(first: dict[str, Any], second: dict[str, Any], share: float) -> dict[str, Any]:
    """A checkpoint whose averaged weights are `share` of the second's and the rest of the first's.

    Its counters are the second's. Raises ValueError where the two are not of one shape.
    """
    if Shape(**first["shape"]) != Shape(**second["shape"]) or first["charset"] != second["charset"]:
        raise ValueError("checkpoints of two networks")
    weights = {
        name: torch.lerp(first["average"][name], value, share) if value.dtype.is_floating_point else value
        for name, value in second["average"].items()
    }
    return {**second, "average": weights}


def main() -> None:
    """Write the mean of two checkpoints."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("first", type=Path)
    parser.add_argument("second", type=Path, help="trained on from the first")
    parser.add_argument("out", type=Path, help="folder of the new checkpoint")
    parser.add_argument("--share", type=float, default=0.5, help="the second's share")
    args = parser.parse_args()
    states = (torch.load(path, weights_only=False) for path in (args.first, args.second))
    args.out.mkdir(parents=True, exist_ok=True)
    torch.save(between(*states, args.share), args.out / "checkpoint.pt")


if __name__ == "__main__":
    main()
