"""The table of every problem huoye can report, by stable code, in English and Chinese.

Families: HY0 command line and settings, HY1 front matter and files, HY2 Markdown, HY3 mathematics,
HY4 links and references, HY5 records and values, HY6 running cells, HY7 building and publishing.
"""

from huoye.model.message import Message
from huoye.model.words import (
    elsewhere,
    formulas,
    front,
    links,
    markdown,
    mathematics,
    publishing,
    results,
    running,
    settings,
    signing,
    sweeping,
    trust,
)

MESSAGES: dict[str, Message] = {
    **settings.MESSAGES,
    **elsewhere.MESSAGES,
    **front.MESSAGES,
    **markdown.MESSAGES,
    **mathematics.MESSAGES,
    **formulas.MESSAGES,
    **links.MESSAGES,
    **results.MESSAGES,
    **running.MESSAGES,
    **signing.MESSAGES,
    **sweeping.MESSAGES,
    **trust.MESSAGES,
    **publishing.MESSAGES,
}
