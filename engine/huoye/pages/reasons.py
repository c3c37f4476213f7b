"""Reasons of a verdict to a clause of HTML."""

import re
from collections.abc import Sequence
from html import escape

from huoye.fresh.reason import words
from huoye.model.page import Html
from huoye.model.record import Reason

CODED = re.compile("`([^`]*)`")
MOST = 2
"""reasons shown on a page; status lists them all"""


def why(reasons: Sequence[Reason]) -> Html:
    """The first reasons in Chinese, what is code as code."""
    said = "；".join(words(reason, "zh") for reason in reasons[:MOST])
    more = " 等" if len(reasons) > MOST else ""
    return Html(CODED.sub(r"<code>\1</code>", escape(said)) + more)
