"""Every message can be filled in either language, and says the same things in both."""

import string

import pytest

from huoye.model.messages import MESSAGES


def placeholders(*texts: str) -> set[str]:
    """Names of what is filled in; a word that differs by language ends in _zh in the Chinese one."""
    fields = {name for text in texts for _, name, _, _ in string.Formatter().parse(text) if name}
    return {name.removesuffix("_zh") for name in fields}


@pytest.mark.parametrize("code", sorted(MESSAGES))
def test_both_languages_are_whole_and_say_the_same(code: str) -> None:
    message = MESSAGES[code]
    assert all((message.en, message.en_hint, message.zh, message.zh_hint))
    english = placeholders(message.en, message.en_hint)
    assert english == placeholders(message.zh, message.zh_hint)
