"""Formulas that no engine can typeset, through whole builds: each told once and at its place."""

import pytest
from tests.support import NOW
from tests.tiny import SETTINGS, Tiny, post_text, told

from huoye.catalog.collect import Visibility
from huoye.model.event import silent
from huoye.model.problem import Problem
from huoye.site.opened import open_site
from huoye.site.preview import preview
from huoye.site.workshop import Workshop

IMPORT = SETTINGS + '[markdown]\nstrictness = "import"\n'
SOUND = "好 $x^2+y_1$ 了。"
TENFOLD = "\n".join(
    rf"\newcommand{{\z{name}}}{{{''.join(rf'{chr(92)}z{before}' for _ in range(10))}}}"
    for before, name in zip("abcdefgh", "bcdefghi", strict=True)
)
HOSTILE = {
    "braces": ("$" + "{" * 1000 + "x" + "}" * 1000 + "$", "HY335", "62"),
    "row": ("$$\n" + "a+" * 6000 + "\n$$", "HY334", "1"),
    "bomb": (r"$\def\a{\a\a}\a$", "HY333", "14"),
    "mutual": (r"$\def\a{\b}\def\b{\a}\a$", "HY333", "22"),
    "chain": (rf"$\newcommand{{\za}}{{x}}{TENFOLD}\zi$", "HY333", None),
    "environment": (
        r"$$\newenvironment{e}{\begin{e}}{\end{e}}\begin{e}x\end{e}$$",
        "HY333",
        "41",
    ),
    "unicode": (r"$\unicode{x110000}$", "HY338", "1"),
    "control": ("$a\x1bb$", "HY336", "3"),
    "kern": (r"$x\kern99999999em y$", "HY350", "1"),
    "rule": (r"$\rule{99999999em}{1em}$", "HY350", "1"),
    "infinite": (r"$x\hspace{" + "9" * 400 + "em}y$", "HY350", "1"),
    "pattern": (r"$\begin{a(b[c*}x\end{a(b[c*}$", "HY321", "2"),
    "command": (r"$x+\(((*+?$", "HY320", "4"),
    "proto": (r"$\constructor$", "HY320", "2"),
}
"""text → code, column of the problem"""


@pytest.fixture
def imported(tiny: Tiny) -> Tiny:
    """A site that shows what cannot be typeset."""
    tiny.write("huoye.toml", IMPORT)
    return tiny


def sketch(tex: str) -> str:
    """A post with a hostile paragraph between two good ones."""
    return f"{SOUND}\n\n坏：\n{tex}\n\n{SOUND}"


def places(problems: tuple[Problem, ...]) -> list[tuple[str, str, int | None, str]]:
    return [(p.code, p.path, p.line, str(p.column)) for p in dict.fromkeys(problems)]


def test_hostile_formulas_are_told_one_by_one_and_their_neighbours_unharmed(imported: Tiny) -> None:
    for name, (tex, _, _) in HOSTILE.items():
        imported.post(name, sketch(tex))
    problems = imported.build().problems
    assert {p.level for p in problems} == {"warning"}
    found = {path.split("/")[1]: rest for _, path, *rest in places(problems)}
    assert len(problems) == len(HOSTILE) == len(found)
    for problem in problems:
        name = problem.path.split("/")[1]
        tex, code, column = HOSTILE[name]
        # a display is told at its opening mark, the last line of definitions where it bursts
        line = 9 + (tex.count("\n") if name == "chain" else 0)
        assert (problem.code, problem.line) == (code, line), name
        assert column is None or str(problem.column) == column, name
    pictures = {
        imported.page(f"{name}/index.html").count('<span class="m"><svg') for name in HOSTILE
    }
    assert pictures == {2}


def test_a_formula_that_hangs_is_given_up_and_the_host_restarted(imported: Tiny) -> None:
    imported.write("huoye.toml", IMPORT + "[math]\ndeadline = 1\n")
    imported.post("array", sketch(r"$\begin{array}{*{99999999}{c}}x\end{array}$"))
    (problem,) = imported.build().problems
    assert problem.code in ("HY337", "HY351", "HY338")
    assert (problem.line, problem.column) == (9, 1)
    assert imported.page("array/index.html").count('<span class="m"><svg') == 2


def test_bytes_that_no_formula_can_hold_are_told_with_their_line(tiny: Tiny) -> None:
    nul, wild = (post_text(sketch(mark)).encode("utf-8", "surrogatepass") for mark in "\0\ud800")
    tiny.write("posts/nul/index.md", nul)
    tiny.write("posts/wild/index.md", wild)
    tiny.write("posts/escape/index.md", post_text(SOUND, macros='\n  bad: "x\\ud800y"'))
    tiny.post("good", SOUND)
    built = tiny.build()
    assert told(built.problems) == [
        "HY119 posts/escape/index.md:5",
        "HY134 posts/nul/index.md:9",
        "HY134 posts/wild/index.md:9",
    ]
    assert "<svg" in tiny.page("good/index.html")


def test_a_macro_of_the_settings_that_bombs_is_told_where_it_is_used(tiny: Tiny) -> None:
    tiny.write(
        "huoye.toml", SETTINGS + '[math.macros]\nbomb = "\\\\bomb x"\nhalf = "x\\\\undefd"\n'
    )
    tiny.post("one", "坏 $\\bomb$\n又 $y+\\half$")
    tiny.post("two", SOUND)
    problems = tiny.build().problems
    assert places(problems) == [
        ("HY333", "posts/one/index.md", 6, "4"),
        ("HY320", "posts/one/index.md", 7, "6"),
    ]
    assert "in the definition of \\half" in problems[1].text()
    assert "<svg" in tiny.page("two/index.html")


def test_a_place_is_that_of_the_line_in_a_display_in_a_list_in_a_quote(tiny: Tiny) -> None:
    tiny.post(
        "one",
        "> - 甲\n>\n>   $$\n>   \\begin{aligned}\n>   a &= b \\\\\n>   c &= \\alhpa\n>   \\end{aligned}\n>   $$",
    )
    (problem,) = tiny.build().problems
    assert (problem.code, problem.line, problem.column) == ("HY320", 11, 10)
    assert problem.excerpt == "\\begin{aligned} a &= b \\\\ c &= ▶\\alhpa◀ \\end{aligned}"
    assert "nearest: \\alpha;" in problem.hint()


def test_a_macro_of_the_post_is_what_was_meant(tiny: Tiny) -> None:
    tiny.post("one", "$\\newcommand{\\bsalpha}{\\boldsymbol{\\alpha}}$ 则 $\\bsalhpa$。")
    (problem,) = tiny.build().problems
    assert "nearest: \\bsalpha;" in problem.hint()


def test_labels_that_lead_nowhere_are_told_with_column_and_nearest(tiny: Tiny) -> None:
    tiny.post("other", "\\begin{equation}z\\label{eq:grad}\\end{equation}")
    tiny.post(
        "one",
        "\\begin{equation}x\\label{eq:loss}\\end{equation}\n\n"
        "$$\na \\overset{\\eqref{eq:los}}{=} b\n$$\n\n"
        "$\\ref{other#eq:gard}$ 与 \\eqref{eq:lsos} 与 \\eqref{other#eq:gard}\n\n"
        "\\begin{align}x&=1\\label{eq:a}\\\\\ny&=2\\label{eq:loss}\\end{align}",
    )
    problems = tiny.build().problems
    said = {(p.code, p.line, p.column): p for p in problems}
    places = {("HY303", 9, 12), *(("HY303", 12, column) for column in (2, 25, 43))}
    assert set(said) == {*places, ("HY302", 15, 5)}
    assert said["HY303", 9, 12].hint().endswith("nearest: eq:loss")
    assert said["HY303", 12, 2].hint().endswith("nearest: other#eq:grad")
    assert "nearest: eq:loss" in said["HY303", 12, 25].hint()
    assert "nearest: other#eq:grad" in said["HY303", 12, 43].hint()
    assert said["HY303", 9, 12].excerpt == "a \\overset{▶\\eqref{eq:los}◀}{=} b"
    assert (
        said["HY302", 15, 5].excerpt
        == "…egin{align}x&=1\\label{eq:a}\\\\ y&=2▶\\label{eq:loss}◀\\end{align}"
    )
    assert "line 6" in said["HY302", 15, 5].text()


def test_a_reference_inside_a_formula_is_as_bad_as_one_in_the_text(tiny: Tiny) -> None:
    """It took the post down with the broken one that it refers to, and under links = "warn"."""
    tiny.post("broken", "\\begin{equation}z\\label{eq:z}\\end{equation}\n\n$$\nx\n\n尾")
    tiny.post("one", "$\\eqref{broken#eq:z}$ \\eqref{broken#eq:z}")
    problems = [p for p in tiny.build().problems if p.path.startswith("posts/one")]
    assert len(problems) == 2 and {p.level for p in problems} == {"warning"}
    assert "<svg" in tiny.page("one/index.html")
    tiny.write("huoye.toml", SETTINGS + '[markdown]\nlinks = "warn"\n')
    tiny.post("two", "$\\eqref{eq:none}$ \\eqref{eq:none}")
    problems = [p for p in tiny.build().problems if p.path.startswith("posts/two")]
    assert len(problems) == 2 and {p.level for p in problems} == {"warning"}


def test_a_preview_frames_the_bad_formula_and_marks_the_place(tiny: Tiny) -> None:
    tiny.post("one", "好 $x^2$ 坏 $a+\\frac{1}$。")
    tiny.lend()
    with Workshop(open_site(tiny.root), silent) as workshop:
        seen = preview(workshop, Visibility(NOW, drafts=True, future=True))
        page = seen.get("/one/") or b""
    assert [p.code for p in seen.problems] == ["HY327"]
    why = "\\frac 后面缺少参数。在它后面用花括号写上，例如 \\frac{a}{b}、x^{2}。"
    framed = f'<code class="tex-error" title="{why}">a+<mark>\\frac</mark>{{1}}</code>'
    assert framed in page.decode()
    assert page.decode().count("<svg") >= 1


def test_a_macro_used_above_its_definition_is_told_as_that(tiny: Tiny) -> None:
    """It was called unknown, and itself the nearest."""
    tiny.post("one", "甲 $\\bsalpha$。\n\n\\newcommand{\\bsalpha}{\\alpha}$\\bsalpha$")
    (problem,) = tiny.build().problems
    assert (problem.code, problem.line, problem.column) == ("HY352", 6, 4)
    assert "\\bsalpha" in problem.text()
    tiny.post("one", "$$\\begin{e}x\\end{e}$$\n\n\\newenvironment{e}{(}{)}")
    (problem,) = tiny.build().problems
    assert (problem.code, problem.line) == ("HY352", 6)
    assert problem.text().startswith("e is used")


def test_a_reference_inside_a_formula_finds_a_label_by_its_anchor_as_text_does(tiny: Tiny) -> None:
    tiny.post("other", "$$x$$ (eq-b)")
    tiny.post("one", "$$y$$ {#eq-a}\n\n$\\ref{eq:a}+\\eqref{other#eq:b}$，\\ref{eq:a}")
    assert tiny.build().problems == ()
    assert 'href="#eq-a"' in tiny.page("one/index.html")
