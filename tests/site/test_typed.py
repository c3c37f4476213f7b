"""A typed number that the post recorded: `huoye check` says which, where, and what to write."""

import html
import re
from dataclasses import replace

import pytest
from tests.site.samples import TEXT, draft_of, flow_site, flow_text
from tests.tiny import Tiny

from huoye.build.typed import typed_hints
from huoye.fresh.recorded import Recorded
from huoye.model.problem import Problem
from huoye.model.record import Verdict
from huoye.pages.value import text_of

WORLD = {
    "loss": 0.1921048015,
    "steps": 4096,
    "many": 1500,
    "slope": -1.0975,
    "tiny": 9.5432e-15,
    "curve": [0.25, [0.0801132, 0.5]],
    "share": 0.41234,
    "per_cent": 77.123,
}
VALUES = {n: Recorded(v, Verdict("fig", "quick", "fresh")) for n, v in WORLD.items()}


def hints(tiny: Tiny, text: str) -> list[Problem]:
    tiny.post("文", text)
    return list(typed_hints(draft_of(tiny, "posts/文/index.md"), VALUES))


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("0.192", 'f"{loss:.3f}"'),
        ("0.1921", 'f"{loss:.4f}"'),
        ("4096", "steps"),
        ("1,500", 'f"{many:,.0f}"'),
        ("−1.10", 'f"{slope:.2f}"'),
        ("-1.0975", 'f"{slope:.4f}"'),
        ("9.54×10⁻¹⁵", 'f"{tiny:.2e}"'),
        ("9.543e-15", 'f"{tiny:.3e}"'),
        ("0.0801", 'f"{curve[1][0]:.4f}"'),
        ("41.2%", 'f"{share:.1%}"'),
        ("77.1%", 'f"{per_cent:.1f}%"'),
    ],
)
def test_the_recorded_name_and_what_to_write(tiny: Tiny, written: str, said: str) -> None:
    (found,) = hints(tiny, f"首段。\n\n损失是 {written}，不错。\n")
    assert (found.code, found.level, found.line, found.column) == ("HY691", "note", 8, 5)
    assert f"{{eval}}`{said}`" in found.hint()
    shown = html.unescape(re.sub("</?sup>", "", text_of(said, VALUES)))
    assert shown.replace("−", "-").replace("×10-15", "e-15") == (
        written.replace("−", "-").replace("×10⁻¹⁵", "e-15")
    )


@pytest.mark.parametrize(
    "text",
    [
        "`0.192`", "```\n0.192\n```", "[0.192](https://a.org/0.192)", "0.193", "0.191", "1.10",
        "4096 年", "第 4096 页", "0.19", "arxiv:4096.4096", "![0.192](a.png)", "<b title='0.192'>甲</b>",
        "$x_{4096}$", "$x^{4096}$", r"$\hspace{4096}$", "{eval}`loss`",
    ],
)  # fmt: skip
def test_what_is_no_typed_result_is_left_alone(tiny: Tiny, text: str) -> None:
    tiny.write("posts/文/a.png", b"")
    assert [p.code for p in hints(tiny, text) if p.code.startswith("HY69")] == []


def test_each_of_a_line_has_its_own_column(tiny: Tiny) -> None:
    text = "`0.192` 与 0.192、**0.192** 和 $0.192$。\n\n| 甲 | 0.192 |\n|--|--|\n| 0.192 | 4096[^1] |\n\n[^1]: 注 0.192\n"
    found = [(p.code, p.line, p.column) for p in hints(tiny, text)]
    assert sorted(found) == [
        ("HY691", 6, 11),
        ("HY691", 6, 19),
        ("HY691", 8, 7),
        ("HY691", 10, 3),
        ("HY691", 10, 11),
        ("HY691", 12, 9),
        ("HY692", 6, 30),
    ]


def test_check_tells_it_and_build_does_not(tiny: Tiny) -> None:
    flow_site(tiny)
    assert not [p for p in tiny.check() if p.code == "HY691"]
    tiny.write("posts/flow/index.md", flow_text("手写 0.192 与 $0.1921$。\n\n" + TEXT))
    told = [(p.code, p.place) for p in tiny.check() if p.level == "note"]
    assert told == [
        ("HY691", "posts/flow/index.md:6:4"),
        ("HY692", "posts/flow/index.md:6:13"),
    ]
    assert not [p for p in tiny.build().problems if p.code.startswith("HY69")]
    guest = replace(VALUES["loss"], post="posts/flow/index.md")
    assert guest.post, "values of other posts are no hint: see build.values.own_values"
