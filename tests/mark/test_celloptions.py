"""What options of cells mean that other dialects spell otherwise."""

import pytest

from huoye.mark.celloptions import canonical, written_options
from huoye.mark.ledger import Ledger


def options(*lines: str) -> dict[str, str]:
    return canonical(written_options(lines)[0], Ledger("posts/p/index.md", 1), 1)


@pytest.mark.parametrize(
    ("line", "width"),
    [("width: 300", "300"), ("out-width: 50%", "50%"), ("fig-width: 6", "6in"),
     ("fig-width: 60%", "60%")],
)  # fmt: skip
def test_a_width_of_quarto_is_one_of_paper(line: str, width: str) -> None:
    assert options(f"#| {line}") == {"width": width}
