"""The generator of synthetic lines; drawing and torch parts run where fonts and torch are installed."""

from __future__ import annotations

import random
import re
import unicodedata
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from training import texts
from training.degrade import degrade, strokes
from training.generate import LEVELS, read_shard, samples, write_shard
from training.vary import _faded, varied


@pytest.mark.parametrize(
    ("text", "spelling"),
    [("คํา", "คำ"), ("นํ้า", "น้ำ"), ("ที่", "ที่"), ("ท่ี", "ที่"), ("เเผน", "แผน"), ("ก  ข", "ก ข"), ("−5", "-5")],
)
def test_one_spelling_for_what_looks_the_same(text: str, spelling: str) -> None:
    assert texts.canonical(text) == spelling


def test_texts_are_drawable_and_canonical() -> None:
    rng = random.Random(3)
    for _ in range(400):
        text = texts.general(rng)
        assert text == texts.canonical(text)
        assert set(text) <= set(texts.GENERAL_CHARS)
        assert unicodedata.category(text[0]) != "Mn"


def test_numbers_come_in_both_numeral_systems() -> None:
    rng = random.Random(3)
    drawn = [texts.number(rng) for _ in range(300)]
    assert 80 < sum(bool(re.search("[๐-๙]", t)) for t in drawn) < 220
    assert "-" in drawn


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("จำนวน ๕๐ บาท", "จำนวน ๕๐ บาท"),
        ("ปี ๒๕๐๔", "# ๒๕๐๔"),
        ("พนักงาน", "#"),
        ("ITA 2566, (1)", "# 2566, (1)"),
    ],
)
def test_the_number_network_is_told_what_is_no_number(text: str, label: str) -> None:
    assert texts.number_label(text) == label


def test_a_cut_text_does_not_begin_or_end_within_a_cluster() -> None:
    assert texts.cut("กิ่งไม้", 1) == "กิ่"
    assert texts.cut("นำ", 1) == "นำ"


def test_degrading_keeps_grey_images() -> None:
    noise = np.random.default_rng(2)
    image = np.full((30, 120), 255, np.uint8)
    image[10:20, 10:110:7] = 0
    for level in LEVELS:
        for _ in range(20):
            out = degrade(image, noise, level, image)
            assert out.dtype == np.uint8
            assert out.ndim == 2
            assert min(out.shape) > 5


@pytest.mark.parametrize("seed", range(6))
def test_wear_reaches_as_far_on_a_page_as_on_a_line(seed: int) -> None:
    """A page was once blurred forty-five times as wide as its lines: it came out as blots."""
    line = np.full((90, 400), 255, np.uint8)
    line[30:60, 40:360:8] = line[30:60, 41:360:8] = line[30:60, 42:360:8] = 0
    page = np.full((2000, 400), 255, np.uint8)
    page[:90] = line
    worn = [strokes(image, np.random.default_rng(seed), "light", 1.0) < 128 for image in (line, page)]
    stripes = worn[1][45, 40:360].reshape(-1, 8)
    assert stripes.any(axis=1).all() and not stripes.all(axis=1).any()
    assert abs(int(worn[0].sum()) - int(worn[1].sum())) < 0.2 * worn[0].sum()


@pytest.mark.parametrize("seed", range(12))
def test_heavy_rules_do_not_hide_that_thin_letters_are_gone(seed: int) -> None:
    page = np.full((400, 400), 255, np.uint8)
    for rule in range(100, 380, 8):
        page[rule : rule + 4, 20:380] = 0
    page[20:60, 40:360:10] = 110
    worn = strokes(page, np.random.default_rng(seed), "bad", 1.0, [(40, 20, 360, 60)])
    assert np.count_nonzero(worn[20:60] < 128) > 0.45 * np.count_nonzero(page[20:60] < 128)


def test_shards_keep_images_and_labels(tmp_path: Path) -> None:
    items = [(np.full((32, w), w, np.uint8), f"๑{w}") for w in (5, 9, 31)]
    write_shard(tmp_path / "1.npz", items)
    again = read_shard(tmp_path / "1.npz")
    assert [label for _, label in again] == [label for _, label in items]
    assert all((a == b).all() for (a, _), (b, _) in zip(items, again, strict=True))


@given(st.integers(0, 10_000), st.integers(4, 200))
@settings(max_examples=40, deadline=None)
def test_a_varied_line_keeps_its_ink_on_a_canvas_as_high(seed: int, width: int) -> None:
    line = np.zeros((32, width), np.uint8)
    line[10:24, 1:-1] = 255
    other = varied(line, random.Random(seed))
    assert other.shape[0] == 32 and 0.7 * width < other.shape[1] < 1.2 * width + 10
    # heavier or finer by less than a pixel at each edge, or faded: short lines gain and lose most
    assert 0.15 < np.sum(other, dtype=np.int64) / np.sum(line, dtype=np.int64) < 2.2


@given(st.integers(0, 10_000))
@settings(max_examples=30, deadline=None)
def test_of_a_faded_line_the_fine_strokes_go_and_the_heavy_ones_stay(seed: int) -> None:
    line = np.zeros((40, 300), np.uint8)
    line[10:30, 20:280:40] = line[10:30, 21:280:40] = line[10:30, 22:280:40] = line[10:30, 23:280:40] = 255
    heavy = np.arange(21, 280, 40)
    line[19, 40:260:40] = line[19, 41:260:40] = 90  # a dot of a stroke in greys
    faded = _faded(line, random.Random(seed))
    assert faded.shape == line.shape
    assert (faded[15:25, heavy] > 150).all()
    assert (faded[19, 40:260:40] < 70).all()


def test_the_same_seed_draws_the_same_lines() -> None:
    pytest.importorskip("fontTools")
    from training.fonts import load_faces
    from training.render import Pen

    faces = load_faces(Path("training/fonts"))
    if not faces:
        pytest.skip("no Thai fonts installed")
    first, second = (samples("number", Pen(faces), 4) for _ in range(2))
    for a, b, _ in zip(first, second, range(5), strict=False):
        assert a.label == b.label
        assert (a.crop == b.crop).all()


def test_values_are_rounded_once_behind_a_convolution() -> None:
    onnx = pytest.importorskip("onnx")
    pytest.importorskip("torch")
    from training.export import round_once

    make, kept, cut = onnx.helper.make_node, ["scale", "zero"], ["other scale", "zero"]
    nodes = [
        make("Conv", ["image", "weight"], ["a"]),
        make("QuantizeLinear", ["a", *cut], ["b"]),
        make("DequantizeLinear", ["b", *cut], ["c"]),
        make("Relu", ["c"], ["d"]),
        make("QuantizeLinear", ["d", *kept], ["e"]),
        make("DequantizeLinear", ["e", *kept], ["logits"]),
    ]
    value, array = onnx.helper.make_tensor_value_info, onnx.numpy_helper.from_array
    weights = [
        array(np.ones((2, 1, 3, 3), np.float32), "weight"),
        array(np.float32(0.1), "scale"),
        array(np.float32(0.2), "other scale"),
        array(np.uint8(0), "zero"),
    ]
    shapes = [
        value("image", onnx.TensorProto.FLOAT, [1, 1, 8, 8]),
        value("logits", onnx.TensorProto.FLOAT, [1, 2, 6, 6]),
    ]
    graph = onnx.helper.make_graph(nodes, "line", shapes[:1], shapes[1:], weights)
    model = onnx.helper.make_model(graph, opset_imports=[onnx.helper.make_opsetid("", 17)])
    round_once(model)
    assert [n.op_type for n in model.graph.node] == ["Conv", "Relu", "QuantizeLinear", "DequantizeLinear"]
    assert {item.name for item in model.graph.initializer} == {"weight", *kept}


def test_a_head_of_integers_gives_the_same_logits() -> None:
    onnx = pytest.importorskip("onnx")
    pytest.importorskip("torch")
    import onnxruntime as ort

    from training.integer_head import integer_head

    make, rng = onnx.helper.make_node, np.random.default_rng(3)
    nodes = [
        make("Relu", ["image"], ["inner"]),
        make("Conv", ["inner", "weight", "bias"], ["frames"], "/head/Conv"),
        make("Squeeze", ["frames", "rows"], ["squeezed"]),
        make("Transpose", ["squeezed"], ["along"], perm=[0, 2, 1]),
        make("Reshape", ["along", "shape"], ["logits"]),
    ]
    value, array = onnx.helper.make_tensor_value_info, onnx.numpy_helper.from_array
    weights = [
        array(rng.normal(size=(6, 8, 1, 1)).astype(np.float32), "weight"),
        array(rng.normal(size=6).astype(np.float32), "bias"),
        array(np.array([2]), "rows"),
        array(np.array([0, -1, 3]), "shape"),
    ]
    shapes = [
        value("image", onnx.TensorProto.FLOAT, ["batch", 1, 8, "width"]),
        value("logits", onnx.TensorProto.FLOAT, ["batch", "steps", 3]),
    ]
    nodes.insert(0, make("Transpose", ["image"], ["turned"], perm=[0, 2, 1, 3]))
    nodes[1].input[0] = "turned"
    graph = onnx.helper.make_graph(nodes, "line", shapes[:1], shapes[1:], weights)
    model = onnx.helper.make_model(graph, opset_imports=[onnx.helper.make_opsetid("", 17)], ir_version=8)
    line = rng.integers(0, 255, (8, 20), np.uint8)
    given = np.zeros((2, 1, 8, 24), np.float32)
    given[:, 0, :, 2:22] = line / 255
    before = ort.InferenceSession(model.SerializeToString()).run(None, {"image": given})[0]
    integer_head(model, 3, [line])
    after = ort.InferenceSession(model.SerializeToString()).run(None, {"image": given})[0]
    assert after.shape == before.shape == (2, 48, 3)
    assert 0 < np.abs(after - before).max() < 0.05
    with pytest.raises(ValueError, match="no float head"):
        integer_head(model, 3, [line])


@pytest.mark.slow
def test_smoke_training_learns_and_exports() -> None:
    pytest.importorskip("torch")
    smoke = pytest.importorskip("training.smoke")
    items = smoke.draw_lines(600)
    _, first, last = smoke.train(items, 40.0)
    assert last < 0.7 * first


def test_a_pruned_network_keeps_the_channels_that_carry_something() -> None:
    torch = pytest.importorskip("torch")
    from training.model import Recogniser, general_shape, narrow_shape
    from training.prune import BLOCKS, best, prune

    assert best(torch.tensor([0.0, 3.0, 1.0, 2.0]), [torch.ones(1, 4, 1, 1)], 2).tolist() == [1, 3]
    large, small = Recogniser(general_shape(5)).eval(), Recogniser(narrow_shape(5)).eval()
    modules = dict(large.named_modules())
    squares = {}
    for stage, block in BLOCKS.items():
        outer, inner = small.shape.channels[stage], small.shape.inner[stage - 1]
        kept = {block: outer, f"{block}.first": inner}
        for name, count in kept.items():
            norms = [modules[f"{name}.1"] if name.endswith("first") else modules[f"{name}.norm"]]
            squares[name] = torch.zeros(norms[0].num_features)
            squares[name][-count:] = 1.0
    # what is cut off carries nothing: the same channels silenced in the large network change nothing
    with torch.no_grad():
        for stage, block in BLOCKS.items():
            inner, outer = squares[f"{block}.first"] > 0, squares[block] > 0
            modules[f"{block}.second"].weight[:, ~inner] = 0
            if stage > 1:
                entry = {2: "stem.3", 3: "stem.5"}[stage]
                after = {2: "stem.5.0", 3: "project.0"}[stage]
                for taker in (f"{block}.first.0", after):
                    modules[taker].weight[:, ~outer] = 0
                assert modules[f"{entry}.0"].out_channels == len(outer)
        # a block that the small network lacks says nothing
        assert small.shape.blocks[2] == 0
        modules["stem.6.norm"].weight.zero_()
        modules["stem.6.norm"].bias.zero_()
        prune(large, small, squares)
        image = (torch.rand(1, 1, 40, 80) > 0.8).float()
        assert torch.allclose(large(image), small(image), atol=1e-4)


def test_the_mean_of_two_checkpoints_lies_between_them() -> None:
    pytest.importorskip("torch")
    import torch

    from training.average import between
    from training.model import Recogniser, tiny_shape

    def state(seed: int, lines: int) -> dict[str, object]:
        torch.manual_seed(seed)
        net = Recogniser(tiny_shape(9))
        return {"shape": net.shape.to_dict(), "charset": "x", "average": net.state_dict(), "lines": lines}

    first, second = state(1, 10), state(2, 20)
    found = between(first, second, 0.25)
    name = "head.weight"
    expected = 0.75 * first["average"][name] + 0.25 * second["average"][name]  # type: ignore[index]
    assert torch.allclose(found["average"][name], expected)
    assert found["lines"] == 20
    old = {name: value for name, value in first["shape"].items() if name != "inner"}  # type: ignore[attr-defined]
    between({**first, "shape": old}, second, 0.5)  # written before narrower blocks were there
    with pytest.raises(ValueError, match="two networks"):
        between(first, {**second, "charset": "y"}, 0.5)
