"""What a cell prints to what is passed on: bars keep their last state, floods their beginning."""

import pytest

from huoye.run.child.flood import KEPT, LIMIT, Flood, Meter


def shown(*texts: str) -> str:
    """What reaches the driver of texts that a cell prints one after the other."""
    sent: list[str] = []
    meter = Meter(lambda _, text: sent.append(text))
    for text in texts:
        meter.put("out", text)
    meter.flush()
    return "".join(sent)


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (["a\n", "b"], "a\nb"),
        (["\r1", "\r2", "\r3"], "\r3"),
        (["\r1", "\r2\n", "end\n"], "\r2\nend\n"),
        (["1\r", "2\r", "3\r"], "\r3\r"),
        (["a\r\nb\r\n"], "a\nb\n"),
        (["loss 1\rloss 2\nok\r\n"], "\rloss 2\nok\n"),
        (["\r1", "0 %", "\r20 %"], "\r20 %"),
        (["\r", "\r"], "\r\r"),
    ],
)
def test_a_bar_keeps_its_last_state(texts: list[str], expected: str) -> None:
    assert shown(*texts) == expected


def test_a_million_states_cost_what_one_does() -> None:
    assert shown(*(f"\r{i}" for i in range(1_000_000))) == "\r999999"


def test_a_flood_is_cut_and_a_deluge_raises() -> None:
    text = shown("x" * KEPT, "y" * 10, "z")
    assert text.startswith("x" * KEPT)
    assert "not kept" in text
    assert "z" not in text.removesuffix("\n")[KEPT + 60 :]
    with pytest.raises(Flood):
        shown(*(["y" * (1 << 20)] * (LIMIT // (1 << 20) + 1)))
