"""Keys and tokens are known by their form; what only looks like one is left alone."""

import pytest

from huoye.text.secret import KINDS, masked, secret

TOKENS = [
    "-----BEGIN OPENSSH " + "PRIVATE KEY-----",
    "ghp_" + "a1B2" * 9,
    "github_pat_" + "a1_B" * 12,
    "glpat-" + "a1B2" * 5,
    "hf_" + "aB" * 17,
    "sk-proj-" + "a1B2" * 6,
    "AKIA" + "A1B2" * 4,
    "LTAI" + "a1B2" * 5,
    "AKID" + "a1B2" * 8,
    "AIza" + "a1B2c" * 7,
    "xoxb-" + "123456-abc",
    "pypi-AgE" + "a1B2" * 12,
    "npm_" + "a1B2" * 9,
    "eyJ" + "a1B2" * 4 + ".eyJ" + "a1B2" * 4 + "." + "a1B2" * 4,
    "postgres://al:" + "hunter2@db/x",
]
"""put together here, so that this file holds none"""


@pytest.mark.parametrize("token", TOKENS)
def test_each_kind_is_known_and_taken_out(token: str) -> None:
    text = f"令牌={token}，完"
    assert secret(text)
    assert token not in masked(text) and masked(text).endswith("完")


@pytest.mark.parametrize(
    "text",
    ["", "loss 0.1921", "sk-learn 1.7", "https://a.org:8080/x@y", "hf_hub", "a" * 64, "eyJhbGci",
     "0123456789abcdef" * 4, "git@github.com:al/x.git", "AKIA"],
)  # fmt: skip
def test_honest_text_is_none(text: str) -> None:
    assert secret(text) == ""
    assert masked(text) == text


def test_known_values_are_secrets() -> None:
    assert secret("x hunter2hunter2 y", ["hunter2hunter2"])
    assert masked("x hunter2hunter2 y", ["hunter2hunter2"]) == "x <secret> y"


def test_every_kind_has_its_example() -> None:
    assert {secret(token) for token in TOKENS} == set(KINDS)
