"""The recogniser: a small convolutional network whose every quarter-width frame gives two CTC steps.

Thai stacks up to three code points over one column, so that one step per frame would be too coarse.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass

import torch
from torch import Tensor, nn


@dataclass(frozen=True)
class Shape:
    """Sizes of a network: input height, channels of the four stages, width of the 1-D body, its kernels.

    `inner` are the channels within the residual blocks of the last three stages; None: as many as outside.
    """

    height: int
    channels: tuple[int, int, int, int]
    blocks: tuple[int, int, int]
    body: int
    kernels: tuple[int, ...]
    classes: int
    steps: int = 2
    inner: tuple[int, int, int] | None = None

    def to_dict(self) -> dict[str, object]:
        """Plain values, for the checkpoint and the model card."""
        return asdict(self)


def general_shape(classes: int) -> Shape:
    """The network for all printed text."""
    return Shape(40, (24, 48, 96, 128), (1, 1, 1), 256, (7, 11, 15, 15), classes)


def narrow_shape(classes: int) -> Shape:
    """The network for all printed text with fewer channels and one block less: a third of the time
    (`training.prune`)."""
    return Shape(40, (24, 48, 80, 96), (1, 1, 0), 256, (7, 11, 15, 15), classes, inner=(16, 32, 48))


def number_shape(classes: int) -> Shape:
    """The network for cells of numbers."""
    return Shape(32, (24, 48, 80, 112), (1, 1, 1), 144, (5, 7), classes)


def arbiter_shape(classes: int) -> Shape:
    """The network for numbers that the other two do not agree on: wider, and sees more of the line."""
    return Shape(32, (32, 64, 96, 128), (1, 1, 1), 192, (7, 11, 7), classes)


def tiny_shape(classes: int) -> Shape:
    """A network that learns something within two minutes, for the smoke test."""
    return Shape(32, (12, 24, 32, 48), (0, 1, 0), 64, (5,), classes)


def _conv(inputs: int, outputs: int, stride: int | tuple[int, int]) -> nn.Sequential:
    return nn.Sequential(
        nn.Conv2d(inputs, outputs, 3, stride=stride, padding=1, bias=False),
        nn.BatchNorm2d(outputs),
        nn.ReLU(),
    )


class _Square(nn.Module):
    """A residual block of two 3x3 convolutions, by way of `inner` channels."""

    def __init__(self, channels: int, inner: int) -> None:
        super().__init__()
        self.first = _conv(channels, inner, 1)
        self.second = nn.Conv2d(inner, channels, 3, padding=1, bias=False)
        self.norm = nn.BatchNorm2d(channels)

    def forward(self, x: Tensor) -> Tensor:
        return torch.relu(x + self.norm(self.second(self.first(x))))


class _Long(nn.Module):
    """A residual block along the line: a depthwise convolution, then one across channels."""

    def __init__(self, channels: int, kernel: int) -> None:
        super().__init__()
        self.along = nn.Conv2d(
            channels, channels, (1, kernel), padding=(0, kernel // 2), groups=channels, bias=False
        )
        self.norm = nn.BatchNorm2d(channels)
        self.across = nn.Conv2d(channels, channels, 1, bias=False)
        self.norm2 = nn.BatchNorm2d(channels)

    def forward(self, x: Tensor) -> Tensor:
        return torch.relu(x + self.norm2(self.across(torch.relu(self.norm(self.along(x))))))


class Recogniser(nn.Module):
    """(batch, 1, height, width) of ink 0-1 → (batch, steps * width / 4, classes) of logits."""

    def __init__(self, shape: Shape, dropout: float = 0.1) -> None:
        super().__init__()
        self.shape = shape
        a, b, c, d = shape.channels
        within = shape.inner or (b, c, d)
        layers: list[nn.Module] = [
            _conv(1, a, 2),
            _conv(a, b, 2),
            *(_Square(b, within[0]) for _ in range(shape.blocks[0])),
        ]
        layers += [_conv(b, c, (2, 1)), *(_Square(c, within[1]) for _ in range(shape.blocks[1]))]
        layers += [_conv(c, d, (2, 1)), *(_Square(d, within[2]) for _ in range(shape.blocks[2]))]
        self.stem = nn.Sequential(*layers)
        rows = shape.height
        for _ in range(4):
            rows = (rows + 1) // 2
        self.project = nn.Sequential(
            nn.Conv2d(d, shape.body, (rows, 1), bias=False), nn.BatchNorm2d(shape.body), nn.ReLU()
        )
        self.along = nn.Sequential(*(_Long(shape.body, k) for k in shape.kernels))
        self.drop = nn.Dropout(dropout)
        self.head = nn.Conv2d(shape.body, shape.classes * shape.steps, 1)

    def forward(self, x: Tensor) -> Tensor:
        y = self.head(self.drop(self.along(self.project(self.stem(x)))))
        batch, _, _, width = y.shape
        y = y.squeeze(2).transpose(1, 2)
        return y.reshape(batch, width * self.shape.steps, self.shape.classes)
