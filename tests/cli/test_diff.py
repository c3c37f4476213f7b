"""`huoye diff`: results of two revisions in real repositories; no kernel, records made purely."""

import math
import os
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest
from playwright.sync_api import Browser
from tests.browser import SETTINGS, look, sideways, violations
from tests.cli.conftest import Huoye
from tests.site.samples import CODE, MODULE, SVG, TEXT, flow_site, flow_text, freeze
from tests.tiny import Tiny, read_tree

from huoye.fresh.record import dump, load
from huoye.model.record import Blob, Figure, Record, Stream, Table, Value
from huoye.text.digest import sha

POST = "posts/flow/index.md"
QUICK = "posts/flow/frozen/quick"
NAME = ("-c", "user.name=a", "-c", "user.email=a@b.example", "-c", "protocol.file.allow=always")


def git(at: Path, *words: str) -> str:
    done = subprocess.run(
        ["git", *NAME, *words], cwd=at, check=True, capture_output=True, text=True
    )
    return done.stdout.strip()


def commit(site: Tiny, tag: str) -> None:
    git(site.root, "add", "-A")
    git(site.root, "commit", "-qm", tag, "--allow-empty")
    git(site.root, "tag", tag)


@pytest.fixture
def site(tiny: Tiny) -> Tiny:
    """A post that was run and committed as `old`."""
    flow_site(tiny)
    tiny.write(".gitignore", ".huoye/\n")
    git(tiny.root, "init", "-q")
    give(tiny, "fig-loss", 0.1921)
    commit(tiny, "old")
    return tiny


def record(site: Tiny, name: str) -> Record:
    return load((site.root / f"{QUICK}/{name}.json").read_text("utf-8"), name)


def put(site: Tiny, name: str, content: Record) -> None:
    site.write(f"{QUICK}/{name}.json", dump(content))


def give(site: Tiny, name: str, final: float, **card: str) -> None:
    """The cell's result, all of whose parts follow one number."""
    old = record(site, name)
    rows = [f"1,损失,line,{x},{math.exp(-x * final):.7g}," for x in range(40)]
    numbers = ("panel,series,kind,x,y,value\n" + "\n".join(rows) + "\n").encode()
    data = {
        "title": "", "x": "步", "y": "损失", "lim": [0, 40, 0, 1], "scale": ["linear", "linear"],
        "artists": [{"line": "损失", "shape": [40, 2], "stat": [final] * 8}],
    }  # fmt: skip
    drawing = SVG.replace("L10 5", f"L10 {final}")
    figure = Figure(f"{name}.svg", sha(drawing), 441.6, 278.4, (data,), None,
                    Blob(f"{name}.csv", sha(numbers)))  # fmt: skip
    outputs = (Stream("stdout", (f"loss {final}",)), figure,
               Table(("n", "损失"), ((8, final), (16, 0.5)), stub=1))  # fmt: skip
    values = {"final": Value(final, 1e-3, 0.0)}
    site.write(f"{QUICK}/{name}.svg", drawing)
    site.write(f"{QUICK}/{name}.csv", numbers)
    put(site, name, replace(old, outputs=outputs, values=values, card={**old.card, **card}))


def cells(data: Mapping[str, object]) -> list[str]:
    """cell change, of every post."""
    posts = data["posts"]
    assert isinstance(posts, list)
    return [f"{cell['cell']} {cell['change']}" for post in posts for cell in post["cells"]]


def test_one_line_a_finding_and_nothing_is_written(site: Tiny, huoye: Huoye) -> None:
    give(site, "fig-loss", 0.2012, torch="2.13.0")
    before = read_tree(site.root)
    said = huoye("diff", "old", at=site.root)
    assert (said.code, said.err) == (0, "")
    assert (
        said.out
        == f"""\
{POST}:15 fig-loss  final  0.1921 → 0.2012  +4.7 % (allowed 0.1 %)
{POST}:15 fig-loss  stdout:1 loss  0.1921 → 0.2012  +4.7 % (allowed 0.1 %)
{POST}:15 fig-loss  table [8, 损失]  0.1921 → 0.2012  +4.7 % (allowed 0.1 %)
{POST}:15 fig-loss  fig-loss.svg line 损失 mean  0.1921 → 0.2012  +0.91 % (allowed 0.1 %)
{POST}:15 fig-loss  made on other ground: torch – → 2.13.0
1 moved, 2 the same
"""
    )
    assert read_tree(site.root) == before


def test_nothing_but_git_is_started(
    site: Tiny, huoye: Huoye, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And git not once a file."""
    started: list[str] = []
    start = subprocess.Popen.__init__

    def watched(self: object, command: Sequence[str], *rest: object, **options: object) -> None:
        started.append(Path(command[0]).name)
        start(self, command, *rest, **options)  # type: ignore[call-overload]

    monkeypatch.setattr(subprocess.Popen, "__init__", watched)
    give(site, "fig-loss", 0.25)
    freeze(site, preset="full")
    assert huoye("diff", "old", at=site.root).code == 0
    assert set(started) == {"git"}
    assert len(started) < 24  # each question is one about the settings first


def test_nothing_differs(site: Tiny, huoye: Huoye) -> None:
    assert huoye("diff", "old", at=site.root).out == "no differences\n"
    assert huoye("diff", "old", "--exit-code", at=site.root).code == 0
    assert huoye("diff", "old", "flow", at=site.root).out == "no differences\n"
    commit(site, "same")
    assert huoye("diff", "old..same", "--exit-code", at=site.root).out == "no differences\n"


def test_the_exit_code_tells_what_is_beyond_its_tolerance(site: Tiny, huoye: Huoye) -> None:
    give(site, "fig-loss", 0.19211)
    said = huoye("diff", "old", "--exit-code", at=site.root)
    assert said.code == 0 and "(within 0.1 %)" in said.out
    assert said.out.endswith("1 within their tolerance, 2 the same\n")
    give(site, "fig-loss", 0.25)
    assert huoye("diff", "old", "--exit-code", at=site.root).code == 1
    assert huoye("diff", "old", at=site.root).code == 0
    assert huoye("diff", "old", "flow#fig-apart", "--exit-code", at=site.root).code == 0


def test_a_result_made_stale_is_told(site: Tiny, huoye: Huoye) -> None:
    site.write(MODULE, CODE.replace("n + 1", "n + 2"))
    said = huoye("diff", "old", at=site.root).out
    assert f"{POST}:15 fig-loss  stale now: code/lab/flow.py changed (`sample`)" in said
    assert f"{POST}:22 tbl-end  stale now: earlier cell fig-loss:" in said
    commit(site, "later")
    two = huoye("diff", "old..later", at=site.root).out
    assert two == "no differences\n", "of a commit nobody knows the inputs"


def test_a_cell_under_another_label_is_the_same(site: Tiny, huoye: Huoye) -> None:
    """Before the next run, and after it."""
    site.write(POST, flow_text(TEXT.replace("fig-loss", "fig-new")))
    said = huoye("diff", "old", at=site.root).out
    assert said == f"{POST}:15 fig-new  was called fig-loss\n3 the same\n"
    moved = replace(record(site, "fig-loss"), cell="fig-new")
    (site.root / f"{QUICK}/fig-loss.json").unlink()
    put(site, "fig-new", moved)
    assert huoye("diff", "old", at=site.root).out == said
    assert huoye("diff", "old", "flow#fig-new", at=site.root).out.endswith("1 the same\n")


def test_cells_that_came_and_went(site: Tiny, huoye: Huoye) -> None:
    site.write(
        POST, flow_text(TEXT + '\n```{code-cell} python\n:label: tbl-late\nprint("x")\n```\n')
    )
    freeze(site, ("tbl-late",))
    said = huoye("diff", "old", at=site.root).out
    assert f"{POST}:33 tbl-late  new result" in said
    commit(site, "more")
    back = huoye("diff", "more..old", "--json", at=site.root).data
    assert "tbl-late removed" in cells(back)


def test_a_post_that_lost_all_its_cells(site: Tiny, huoye: Huoye) -> None:
    site.write(POST, flow_text("没有代码了。"))
    said = huoye("diff", "old", at=site.root).out
    assert said.startswith(f"{POST} fig-loss  its result is gone\n") and said.endswith("3 gone\n")


def test_posts_without_cells_are_no_news(site: Tiny, huoye: Huoye) -> None:
    site.post("fresh", "新的一篇。")
    (site.root / "posts/plain").rename(site.root / "posts/simple")
    assert huoye("diff", "old", at=site.root).out == "no differences\n"


def test_a_preset_by_itself(site: Tiny, huoye: Huoye) -> None:
    freeze(site, preset="full")
    said = huoye("diff", "old", at=site.root).out
    assert f"{POST}:15 fig-loss (full)  new result" in said
    assert huoye("diff", "old", "--preset", "quick", at=site.root).out == "no differences\n"


def test_a_post_that_came(site: Tiny, huoye: Huoye) -> None:
    shutil.copytree(site.root / "posts/flow", site.root / "posts/second")
    site.write("posts/second/index.md", flow_text(TEXT.replace("plot", "draw")))
    said = huoye("diff", "old", "--json", at=site.root).data
    (post,) = said["posts"]
    assert (post["post"], post["fate"]) == ("posts/second/index.md", "new")
    assert [p["code"] for p in post["problems"]] == ["HY697"]
    assert {cell["change"] for cell in post["cells"]} == {"added"}
    out = huoye("diff", "old", "second", at=site.root).out
    assert "posts/second/index.md  the post did not exist at old: all its results are new" in out


def test_a_post_that_moved_keeps_its_results(site: Tiny, huoye: Huoye) -> None:
    (site.root / "posts/flow").rename(site.root / "posts/river")
    said = huoye("diff", "old", at=site.root).out
    assert said == "posts/river/index.md  was posts/flow/index.md\n3 the same\n"


def test_a_post_with_an_id_is_known_by_it(site: Tiny, huoye: Huoye) -> None:
    def named(text: str) -> str:
        return flow_text(text).replace("title:", "id: river-1\ntitle:")

    site.write(POST, named(TEXT))
    commit(site, "named")
    (site.root / "posts/flow").rename(site.root / "posts/river")
    site.write("posts/river/index.md", named("全文重写。"))
    said = huoye("diff", "named", at=site.root).out
    assert said.startswith("posts/river/index.md  was posts/flow/index.md\n")
    assert said.endswith("3 gone\n")


def test_a_post_that_went(site: Tiny, huoye: Huoye) -> None:
    shutil.rmtree(site.root / "posts/flow")
    said = huoye("diff", "old", at=site.root).out
    assert f"{POST}  the post is gone\n{POST} fig-loss  its result is gone\n" in said
    assert said.endswith("3 gone\n")
    assert huoye("diff", "old", "flow", at=site.root).out == said


def test_what_is_no_revision(site: Tiny, huoye: Huoye) -> None:
    for revision in ("nope", "old..nope", "--output=x", "old...nope", ""):
        said = huoye("diff", "--", revision, at=site.root)
        assert (said.code, said.out) == (2, ""), revision
        assert said.err.startswith("HY696  git knows no revision"), revision
    assert not (site.root / "x").exists()


def test_without_a_repository(tiny: Tiny, huoye: Huoye) -> None:
    flow_site(tiny)
    said = huoye("diff", "HEAD", at=tiny.root)
    assert said.code == 2 and said.err.startswith("HY695")


def test_without_git(site: Tiny, huoye: Huoye, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    said = huoye("diff", "HEAD", at=site.root)
    assert said.code == 2 and said.err.startswith("HY695")


def test_before_the_first_commit(tiny: Tiny, huoye: Huoye) -> None:
    flow_site(tiny)
    git(tiny.root, "init", "-q")
    assert huoye("diff", "HEAD", at=tiny.root).err.startswith("HY696")


def test_a_site_in_a_folder_of_its_repository(tmp_path: Path, formulas: Path, huoye: Huoye) -> None:
    site = flow_site(Tiny.make(tmp_path / "all/blog", formulas))
    git(tmp_path / "all", "init", "-q")
    commit(site, "old")
    give(site, "fig-loss", 0.25)
    assert "final  0.192105 → 0.25" in huoye("diff", "old", at=site.root).out


def test_three_dots_begin_where_two_branches_parted(site: Tiny, huoye: Huoye) -> None:
    main = git(site.root, "branch", "--show-current")
    git(site.root, "checkout", "-qb", "topic")
    give(site, "fig-loss", 0.25)
    commit(site, "t")
    git(site.root, "checkout", "-q", main)
    give(site, "fig-apart", 7.0)
    commit(site, "m")
    two = cells(huoye("diff", f"{main}..topic", "--json", at=site.root).data)
    three = cells(huoye("diff", f"{main}...topic", "--json", at=site.root).data)
    assert {"fig-loss moved", "fig-apart moved"} <= set(two)
    assert "fig-loss moved" in three and "fig-apart same" in three


def test_a_damaged_record_is_told(site: Tiny, huoye: Huoye) -> None:
    whole = (site.root / f"{QUICK}/fig-loss.json").read_text("utf-8")
    site.write(f"{QUICK}/fig-loss.json", whole.replace("0.1921", "0.1"))
    commit(site, "torn")
    site.write(f"{QUICK}/fig-loss.json", whole)
    said = huoye("diff", "torn", "--exit-code", at=site.root)
    assert f"{POST}:15 fig-loss  not compared: then, its record was edited or merged" in said.out
    assert said.code == 1
    (site.root / f"{QUICK}/fig-loss.csv").unlink()
    said = huoye("diff", "old", at=site.root)
    assert "fig-loss  not compared: now, fig-loss.csv is missing" in said.out


def pointer(content: bytes) -> str:
    oid = sha256(content).hexdigest()
    return f"version https://git-lfs.github.com/spec/v1\noid sha256:{oid}\nsize {len(content)}\n"


def test_a_pointer_of_git_lfs_is_followed_or_told(site: Tiny, huoye: Huoye) -> None:
    file = site.root / f"{QUICK}/fig-loss.svg"
    drawing = file.read_bytes()
    file.write_text(pointer(drawing), "utf-8")
    commit(site, "lfs")
    file.write_bytes(drawing)
    said = huoye("diff", "lfs", at=site.root)
    assert "not compared: then, git holds a pointer of Git LFS for fig-loss.svg" in said.out
    oid = sha256(drawing).hexdigest()
    site.write(f".git/lfs/objects/{oid[:2]}/{oid[2:4]}/{oid}", drawing)
    assert huoye("diff", "lfs", at=site.root).out == "no differences\n"


def test_an_object_that_is_not_here_is_told(site: Tiny, huoye: Huoye) -> None:
    """As in a partial clone whose server is away."""
    blob = git(site.root, "rev-parse", f"old:{QUICK}/fig-loss.json")
    give(site, "fig-loss", 0.25)
    os.remove(site.root / f".git/objects/{blob[:2]}/{blob[2:]}")
    said = huoye("diff", "old", at=site.root)
    assert "fig-loss  not compared: then, git has no content of fig-loss.json here" in said.out
    assert said.code == 0


def test_a_text_that_is_not_here_is_told(site: Tiny, huoye: Huoye) -> None:
    blob = git(site.root, "rev-parse", f"old:{POST}")
    site.write(POST, flow_text(TEXT + "\n完。\n"))
    os.remove(site.root / f".git/objects/{blob[:2]}/{blob[2:]}")
    said = huoye("diff", "old", at=site.root)
    assert said.out.startswith(f"{POST}  the text of the post at old cannot be read")


def test_a_submodule_is_told(tmp_path: Path, site: Tiny, huoye: Huoye) -> None:
    other = tmp_path / "other"
    shutil.copytree(site.root / "posts/flow", other)
    git(tmp_path, "init", "-q", "other")
    git(other, "add", "-A")
    git(other, "commit", "-qm", "x")
    git(site.root, "submodule", "--quiet", "add", str(other), "posts/sub")
    site.write("posts/sub/index.md", flow_text(TEXT.replace("plot", "draw")))
    commit(site, "sub")
    said = huoye("diff", "sub", "sub", at=site.root)
    assert "posts/sub was a submodule at sub: its results lie in another repository" in said.out
    assert said.code == 0


def test_a_link_in_place_of_a_record_is_no_record(site: Tiny, huoye: Huoye) -> None:
    path = site.root / f"{QUICK}/tbl-end.json"
    path.unlink()
    path.symlink_to("/etc/passwd")
    commit(site, "link")
    path.unlink()
    assert "tbl-end" not in huoye("diff", "link", at=site.root).out


def test_names_that_git_would_quote(site: Tiny, huoye: Huoye) -> None:
    (site.root / "posts/flow").rename(site.root / "posts/河流 b")
    commit(site, "han")
    give_to = site.root / "posts/河流 b/frozen/quick/tbl-end.json"
    old = load(give_to.read_text("utf-8"), "tbl-end")
    give_to.write_text(dump(replace(old, outputs=(Stream("stdout", ("终",)),))), "utf-8")
    said = huoye("diff", "han", at=site.root, lang="zh_CN.UTF-8").out
    assert "posts/河流 b/index.md:22 tbl-end  stdout:1  output of tbl-end → 终" in said


def test_a_post_of_a_single_file(site: Tiny, huoye: Huoye) -> None:
    text = (site.root / POST).read_text("utf-8").replace("流", "单")
    site.write("posts/one.md", text)
    for path in (site.root / QUICK).iterdir():
        site.write(f"posts/frozen/quick/{path.name}", path.read_bytes())
    for number in range(101):  # as many single-file posts would leave there
        site.write(f"posts/frozen/quick/c-{number}.json", "{}")
    commit(site, "one")
    path = site.root / "posts/frozen/quick/tbl-end.json"
    old = load(path.read_text("utf-8"), "tbl-end")
    path.write_text(dump(replace(old, outputs=(Stream("stdout", ("z",)),))), "utf-8")
    said = huoye("diff", "one", at=site.root).out
    assert said.startswith("posts/one.md:22 tbl-end  stdout:1  output of tbl-end → z\n")


def test_the_same_as_data(site: Tiny, huoye: Huoye) -> None:
    give(site, "fig-loss", 0.2012, torch="2.13.0")
    (post,) = huoye("diff", "old", "--json", at=site.root).data["posts"]
    assert (post["name"], post["title"], post["fate"], post["was"]) == ("flow", "流", "kept", None)
    moved = post["cells"][0]
    assert (moved["cell"], moved["change"], moved["line"]) == ("fig-loss", "moved", 15)
    assert moved["card"] == "torch – → 2.13.0" and moved["causes"] == moved["stale"] == []
    first = moved["findings"][0]
    assert (first["what"], first["old"], first["new"], first["beyond"]) == (
        "final", "0.1921", "0.2012", True,
    )  # fmt: skip
    assert (first["rtol"], round(first["relative"], 4)) == (0.001, 0.0474)


def test_a_report_that_cannot_be_written(site: Tiny, huoye: Huoye) -> None:
    said = huoye("diff", "old", "--report", "huoye.toml/x.html", at=site.root)
    assert said.code == 2 and "HY637" in said.err


def test_the_report_in_a_browser(
    site: Tiny, huoye: Huoye, browser: Browser, tmp_path: Path
) -> None:
    """The old curve dashed under the new; both pictures where there are no points; no request."""
    give(site, "fig-loss", 0.25)
    apart = record(site, "fig-apart")
    drawing = SVG.replace("10 5", "10 4")
    figures = (
        replace(next(o for o in apart.outputs if isinstance(o, Figure)), sha256=sha(drawing)),
    )
    site.write(f"{QUICK}/fig-apart.svg", drawing)
    put(site, "fig-apart", replace(apart, outputs=figures))
    target = tmp_path / "report.html"
    assert huoye("diff", "old", "--report", str(target), at=site.root).code == 0
    assert "<script" not in target.read_text("utf-8")
    for width, scheme in SETTINGS:
        with look(browser, target.as_uri(), width, scheme) as page:
            assert sideways(page) == 0
            assert violations(page) == []
            old = page.locator(".plot path.old").first
            new = page.locator(".plot path.new").first
            assert old.evaluate("e => getComputedStyle(e).strokeDasharray") == "4px, 3px"
            assert new.evaluate("e => getComputedStyle(e).strokeDasharray") == "none"
            stroke = "e => getComputedStyle(e).stroke"
            assert old.evaluate(stroke) == new.evaluate(stroke)
            ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
            assert (ground == "rgb(255, 255, 255)") == (scheme == "light")
            pictures = page.locator("section > .pair img")
            assert pictures.count() == 2
            assert all(img.evaluate("e => e.naturalWidth > 0") for img in pictures.all())
            assert page.locator(".small", has_text="未变：tbl-end").count() == 1
