"""Addresses in front matter stay inside the site and can lie on every disk."""

import pytest
from tests.mark.fronts import front, refused


@pytest.mark.parametrize("key", ["slug", "id"])
@pytest.mark.parametrize(
    "text",
    ["../x", "a/../b", "..", ".", "a//b", "a\\b", "'%2e%2e/x'", "'javascript:x'" , "a b", "'a?b'",
     "'a#b'", "CON", "nul.txt", "a.", "'a\u2028b'", "字" * 67, "'//host/x'", "'a%2500b'"],
)  # fmt: skip
def test_addresses_stay_inside(key: str, text: str) -> None:
    if key == "id" and "javascript:" in text:
        assert front(f"{key}: {text}\n").id  # an absolute id is a feed's name, never a path
    else:
        assert refused(f"{key}: {text}\n") == [("HY116", 4)]
    assert ("HY116", 4) in refused(f"aliases: [/ok/, {text}]\n")


def test_addresses_are_composed_and_feed_ids_kept() -> None:
    assert front("slug: '/cafe\u0301/'\n").slug == "caf\u00e9"
    assert front("id: https://old.example/?p=1\n").id == "https://old.example/?p=1"
