"""The one place that knows what a key or a token looks like: no result may hold one."""

import re
from collections.abc import Iterable

KINDS: dict[str, str] = {
    "a private key": r"-----BEGIN (?:[A-Z]+ )*PRIVATE KEY-----",
    "a GitHub token": r"\b(?:gh[pousr]_[A-Za-z0-9]{36,}|github_pat_[A-Za-z0-9_]{40,})",
    "a GitLab token": r"\bglpat-[A-Za-z0-9_-]{20,}",
    "a Hugging Face token": r"\bhf_[A-Za-z0-9]{30,}",
    "an API key": r"\bsk-(?:[A-Za-z]+-)*[A-Za-z0-9_-]{20,}",
    "an AWS key": r"\b(?:AKIA|ASIA)[A-Z0-9]{16}\b",
    "an Alibaba Cloud key": r"\bLTAI[A-Za-z0-9]{16,24}\b",
    "a Tencent Cloud key": r"\bAKID[A-Za-z0-9]{32}\b",
    "a Google key": r"\bAIza[A-Za-z0-9_-]{35}",
    "a Slack token": r"\bxox[abeoprs]-[A-Za-z0-9-]{10,}",
    "a PyPI token": r"\bpypi-AgE[A-Za-z0-9_-]{40,}",
    "an npm token": r"\bnpm_[A-Za-z0-9]{36}\b",
    "a JSON web token": r"\beyJ[A-Za-z0-9_-]{10,}\.eyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{10,}",
    "a password in an address": r"\b[a-z][a-z0-9+.-]{1,20}://[^\s/:@]{1,100}:[^\s/:@]{3,100}@",
}
FOUND = re.compile("|".join(f"({pattern})" for pattern in KINDS.values()))
TOLD = "<secret>"


def secret(text: str, values: Iterable[str] = ()) -> str:
    """What kind of secret the text holds, never the secret itself; empty: none.

    `values`: secrets that are known word for word.
    """
    found = FOUND.search(text)
    if found is not None and found.lastindex is not None:
        return list(KINDS)[found.lastindex - 1]
    return "the value of an environment variable" if any(v in text for v in values) else ""


def masked(text: str, values: Iterable[str] = ()) -> str:
    """The text with every secret taken out."""
    text = FOUND.sub(TOLD, text)
    for value in values:
        text = text.replace(value, TOLD)
    return text
