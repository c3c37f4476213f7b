"""Signatures of a record: what they tell, one a kind of machine, sealed like all the rest."""

from dataclasses import replace

import pytest
from tests.fresh.samples import POST, frozen

from huoye.fresh.damaged import Damaged
from huoye.fresh.keep import resealed
from huoye.fresh.record import dump, load, same_result
from huoye.fresh.sealed import read_sealed, write_sealed
from huoye.fresh.signature import MOST, signature, signed
from huoye.model.record import Record, Signature, Value

RECORD = frozen()["fig-loss"]
CARD = {
    "at": "2026-11-24", "preset": "quick", "device": "cpu", "python": "3.11.9", "torch": "2.13.0",
    "commit": "1a2b3c4", "dirty": False,
}  # fmt: skip


def rerun(**facts: object) -> Record:
    """What a rerun elsewhere gave."""
    return replace(RECORD, card={**CARD, **facts})  # type: ignore[dict-item]


def days(record: Record) -> list[tuple[str, str]]:
    return [(given.at, given.gpu or given.device) for given in record.verified]


def test_a_signature_tells_an_allow_list_only() -> None:
    private = {"host": "canary", "user": "canary", "path": "/canary", "cpu": "canary"}
    given = signature(rerun(**private, device="cuda", gpu="NVIDIA H100"))
    assert given == Signature(
        "2026-11-24", "quick", "cuda", "NVIDIA H100", "2.13.0", "3.11.9", "1a2b3c4"
    )
    assert "canary" not in dump(signed(RECORD, rerun(**private)))


def test_signing_changes_nothing_but_the_signatures_and_the_seal() -> None:
    before, after = read_sealed(dump(RECORD)), read_sealed(dump(signed(RECORD, rerun())))
    assert after.pop("verified") == [{name: fact for name, fact in CARD.items() if fact}]
    assert after == before
    assert "verified" not in dump(RECORD), "a record without signatures is as it always was"


def test_one_signature_a_kind_of_machine_the_newest_day_wins() -> None:
    record = signed(RECORD, rerun())
    record = signed(record, rerun(at="2026-11-26"))
    record = signed(record, rerun(device="cuda", gpu="H100", at="2026-11-25"))
    assert days(record) == [("2026-11-26", "cpu"), ("2026-11-25", "H100")]
    assert signed(record, rerun(at="2026-11-23")) == record, "an older one says nothing"
    newer = signed(record, rerun(torch="2.14.0", at="2026-11-27"))
    assert [given.torch for given in newer.verified] == ["2.14.0", "2.13.0", "2.13.0"]


def test_a_second_signature_of_one_day_changes_no_byte() -> None:
    record = signed(RECORD, rerun())
    assert dump(signed(record, rerun(commit="fffffff", dirty=True))) == dump(record)


def test_signatures_are_bounded_and_the_oldest_goes() -> None:
    record = RECORD
    for month in range(1, 13):
        record = signed(record, rerun(at=f"2026-{month:02}-01", gpu=f"card {month}"))
    assert len(record.verified) == MOST
    assert {given.at for given in record.verified} == {f"2026-{m:02}-01" for m in range(5, 13)}


def test_a_signed_record_comes_back_and_breaks_its_seal_when_edited() -> None:
    record = signed(signed(RECORD, rerun()), rerun(device="cuda", gpu="H100", dirty=True))
    assert load(dump(record), "fig-loss") == record
    with pytest.raises(Damaged, match="seal"):
        load(dump(record).replace("H100", "H200"), "fig-loss")


@pytest.mark.parametrize(
    "change",
    [
        {"host": "canary"},
        {"at": 3},
        {"preset": "huge"},
        {"dirty": "yes"},
        {"torch": ["2"]},
        {"device": None},
    ],
)
def test_a_signature_of_another_shape_is_damage(change: dict[str, object]) -> None:
    data = read_sealed(dump(signed(RECORD, rerun())))
    data["verified"] = [{**CARD, **change}]
    with pytest.raises(Damaged, match="field"):
        load(write_sealed(data), "fig-loss")


def test_a_rerun_that_gave_the_same_leaves_the_signatures_and_one_that_did_not_drops_them() -> None:
    record = signed(RECORD, rerun())
    assert same_result(record, replace(RECORD, card={**RECORD.card, "at": "2027-01-01"}))
    assert not same_result(record, replace(RECORD, values={"final": Value(0.5, 1e-3, 0.0)}))
    assert not same_result(RECORD, record), "a signature is news"


def test_what_its_author_keeps_was_verified_with_other_inputs() -> None:
    record = signed(RECORD, rerun())
    kept = resealed(record, POST[1], "key", record.inputs, "2026-11-25 只是改了另一个函数")
    assert kept.verified == ()
