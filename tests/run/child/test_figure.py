"""Figures as SVG: same data, same bytes; themed colours; big artists as pictures; lost letters."""

import subprocess
import sys
from pathlib import Path

import pytest
from tests.run.sites import LATIN, Post, cell, codes

from huoye.run.child.figure import rounded
from huoye.run.typeface import figure_font


@pytest.mark.parametrize(
    ("text", "short"),
    [
        ("M 1.23456 -0.00012 L 10.5 3", "M 1.23 0 L 10.5 3"),
        ("scale(0.015625 -0.015625) x=2.71828", "scale(0.015625 -0.015625) x=2.72"),
        (
            "rotate(-45.12345) matrix(0.12345 0 0 1 2 3)",
            "rotate(-45.12345) matrix(0.12345 0 0 1 2 3)",
        ),
        ("translate(19.664062 203.521)", "translate(19.66 203.52)"),
    ],
)
def test_coordinates_are_rounded_and_scales_are_not(text: str, short: str) -> None:
    assert rounded(text) == short


MANY = """
import numpy as np, matplotlib.pyplot as plt
r = np.random.default_rng(0)
plt.plot([0, 1], label='few'); plt.legend(); plt.grid()
plt.scatter(*r.normal(size=(2, 6000)), s=2)
plt.show()
"""
MESH = """
plt.pcolormesh(r.normal(size=(5, 5))); plt.colorbar(); plt.show()
plt.bar([1, 2], [3, 4]); plt.fill_between([0, 1], [1, 2], alpha=.2); plt.hist([1, 2, 2])
"""


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Post:
    """One kernel that draws many kinds of artist."""
    post = Post(tmp_path_factory.mktemp("figures") / "site")
    post.write("posts/p/index.md", "# p\n")
    post.cells = [cell("fig-many", MANY), cell("fig-mesh", MESH)]
    assert codes(post.run()) == []
    return post


def test_many_points_are_a_picture_in_true_colours_and_the_rest_is_themed(drawn: Post) -> None:
    svg = (drawn.frozen / "fig-many.svg").read_text("utf-8")
    assert svg.count("<image ") == 1
    assert len(svg) < 120_000
    for sentinel in ("#010203", "#040506", "#070809", "#0b0c00"):
        assert sentinel in svg
    assert "<metadata>" not in svg and "<?xml" not in svg and "Matplotlib v" not in svg


def test_a_figure_is_told_in_numbers(drawn: Post) -> None:
    (many,) = drawn.record("fig-many").outputs
    kinds = [next(iter(artist)) for artist in many.data[0]["artists"]]
    assert kinds == ["line", "collection"]
    assert many.data[0]["artists"][1]["shape"] == [6000, 2]
    mesh, bars = drawn.record("fig-mesh").outputs
    assert (mesh.file, bars.file) == ("fig-mesh.svg", "fig-mesh.2.svg")
    assert mesh.data[0]["artists"][0]["shape"] == [5, 5]
    assert next(a for a in bars.data[0]["artists"] if "patches" in a)["patches"] == 12


def test_a_chinese_label_beside_mathematics_is_drawn_in_one_face(post: Post) -> None:
    font = figure_font(post.root, "")
    if font is None:
        pytest.skip("the pinned font is not installed: huoye setup")
    post.cells = [
        cell(
            "fig-zh",
            "import matplotlib.pyplot as plt\nplt.title('概率密度 $p_\\\\theta(x)$ −1')\nplt.show()",
        )
    ]
    assert codes(post.run(font=font)) == []
    assert "NotoSansSC" in (post.frozen / "fig-zh.svg").read_text("utf-8")
    assert codes(post.run(font=LATIN, force=frozenset({"fig-zh"}))) == ["HY608"] * 4


def test_a_late_torch_or_numpy_still_gets_its_call() -> None:
    engine = str(Path(__file__).parents[3] / "engine")
    code = (
        f"import sys; sys.path.append({engine!r})\n"
        "from huoye.run.child.afterwards import Afterwards\n"
        "import importlib.util\n"
        "called = []\n"
        "calls = {n: (lambda n=n: called.append(n)) for n in ('json', 'colorsys', 'wave', 'os')}\n"
        "sys.meta_path.insert(0, Afterwards(calls))\n"
        "assert called == ['os'], called\n"
        "importlib.util.find_spec('colorsys')\n"
        "import colorsys, json\n"
        "assert called == ['os', 'colorsys', 'json'], called\n"
        "assert type(colorsys.__spec__.loader).__name__ == 'SourceFileLoader'"
    )
    subprocess.run([sys.executable, "-I", "-S", "-c", code], check=True, timeout=30)
