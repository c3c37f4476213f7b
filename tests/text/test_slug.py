"""Addresses of titles."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huoye.text.slug import Anchors, anchor_of, slugify


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("一、引言", "一-引言"),
        ("Ｃ＋＋ 与 LoRA", "c-与-lora"),
        ("——", "section"),
        ("word_embedding", "word-embedding"),
        ("①②", "12"),
    ],
)
def test_slug(text: str, slug: str) -> None:
    assert slugify(text) == slug


@given(st.text())
def test_a_slug_is_stable_and_needs_no_escaping(text: str) -> None:
    slug = slugify(text)
    assert slugify(slug) == slug
    assert slug and not set(slug) & set(" /?#&\"'<>%")


@given(st.lists(st.sampled_from(["甲", "甲-1", "甲 1", "n1", "r2", "nh", ""])))
def test_derived_anchors_differ_and_leave_chosen_ones_free(texts: list[str]) -> None:
    anchors = Anchors.avoiding({"甲-2"})
    given_ids = [anchors.derive(text) for text in texts]
    assert len(set(given_ids)) == len(given_ids)
    assert not set(given_ids) & {"甲-2", "n1", "r2", "nh"}
    assert anchors.claim("甲-2") and not anchors.claim("甲-2")


def test_a_label_becomes_an_id() -> None:
    assert anchor_of(" eq:loss ") == "eq-loss"
