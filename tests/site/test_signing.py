"""What a signing changes in a site, and which cells are never signed; no kernel is started."""

from dataclasses import replace

import pytest
from tests.site.samples import CODE, MODULE, draft_of, flow_site, freeze
from tests.tiny import Tiny, changed, read_tree

from huoye.fresh.record import load
from huoye.fresh.verified import Checked, Verified
from huoye.model.halt import Halt
from huoye.model.record import Reason, Record
from huoye.run.record import write_record
from huoye.site.cells import Bench
from huoye.site.opened import open_site
from huoye.site.signing import sign

FROZEN = "posts/flow/frozen/quick"
CARD = {"at": "2026-11-24", "preset": "quick", "device": "cpu", "torch": "2.13.0"}


@pytest.fixture
def site(tiny: Tiny) -> Tiny:
    return flow_site(tiny)


def record(site: Tiny, name: str = "fig-loss") -> Record:
    return load((site.root / FROZEN / f"{name}.json").read_text("utf-8"), name)


def same(site: Tiny, name: str = "fig-loss", at: str = "2026-11-24") -> Checked:
    """A cell that a rerun on that day reproduced."""
    old = record(site, name)
    return Checked(name, 9, "same", old, replace(old, card={**CARD, "at": at}))


def signed(site: Tiny, *cells: Checked) -> list[str]:
    """Names of those that were signed."""
    done = sign(site.root, Verified("posts/flow/index.md", "流", cells), "quick")
    return [checked.cell for checked in done.cells if checked.signed]


def states(site: Tiny) -> str:
    verdicts = Bench(open_site(site.root)).verdicts(draft_of(site), "quick")
    return "".join(verdict.state[0] for verdict in verdicts)


def test_one_file_changes_a_cell_and_nothing_becomes_stale(site: Tiny) -> None:
    before = read_tree(site.root)
    assert signed(site, same(site), same(site, "tbl-end")) == ["fig-loss", "tbl-end"]
    assert changed(before, read_tree(site.root)) == {
        f"{FROZEN}/fig-loss.json", f"{FROZEN}/tbl-end.json",
    }  # fmt: skip
    assert states(site) == "ffff"
    assert site.build(strict=True).problems == ()
    page = site.page("flow/index.html")
    assert "<dt>核验<dd>2026-11-24，CPU，torch 2.13.0，小规模，与记录一致" in page
    after = read_tree(site.root / "posts")
    assert signed(site, same(site)) == ["fig-loss"]
    assert read_tree(site.root / "posts") == after, "the same day says nothing new"


def test_only_what_was_compared_by_fresh_code_is_signed(site: Tiny) -> None:
    before = read_tree(site.root)
    good = same(site)
    silent = next(cell.name for cell in draft_of(site).cells if not cell.labelled)
    never = (
        replace(good, fate="moved"),
        replace(good, fate="failed"),
        replace(good, fate="unverified", old=None, new=None),
        replace(good, stale=(Reason("module", MODULE),)),
        same(site, silent),
    )
    assert signed(site, *never) == []
    assert read_tree(site.root) == before


def test_a_record_that_changed_meanwhile_is_not_signed(site: Tiny) -> None:
    checked = same(site)
    site.write(MODULE, CODE.replace("n + 1", "n + 2"))
    freeze(site, ("fig-loss",))
    before = read_tree(site.root)
    done = sign(site.root, Verified("posts/flow/index.md", "流", (checked,)), "quick")
    assert done.cells[0].why is not None and done.cells[0].why.code == "HY650"
    assert done.good, "it was reproduced all the same"
    (site.root / FROZEN / "fig-loss.json").unlink()
    assert signed(site, checked) == []
    site.write(f"{FROZEN}/fig-loss.json", before[f"{FROZEN}/fig-loss.json"])
    assert read_tree(site.root) == before


def test_a_rerun_with_another_module_than_the_verdict_knew_signs_nothing(site: Tiny) -> None:
    good = same(site)
    assert good.new is not None
    edited = replace(good.new, inputs=replace(good.new.inputs, modules={MODULE: "other"}))
    before = read_tree(site.root)
    assert signed(site, replace(good, new=edited)) == []
    assert read_tree(site.root) == before


def test_a_rerun_that_gave_the_same_leaves_every_byte_and_its_signatures(site: Tiny) -> None:
    plain = record(site)
    signed(site, same(site))
    before = read_tree(site.root)
    again = replace(plain, card={**plain.card, "at": "2027-01-01", "seconds": 9.9})
    assert not write_record(site.root / FROZEN, again, {})
    assert read_tree(site.root) == before
    write_record(site.root / FROZEN, replace(again, values={}), {})
    assert record(site).verified == ()


def test_a_folder_that_cannot_be_written_is_told(
    site: Tiny, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> bool:
        raise OSError(30, "Read-only file system")

    monkeypatch.setattr("huoye.site.signing.write_record", refuse)
    with pytest.raises(Halt) as halt:
        signed(site, same(site))
    assert [p.code for p in halt.value.problems] == ["HY651"]
