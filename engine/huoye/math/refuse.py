"""The one place where a formula is refused before an engine sees it.

Engines differ in speed and stack, and V8's stack depends on what ran before; these limits do not,
so the same formula is refused everywhere and always. The ids are ours, MathJax has others.
"""

import re

from huoye.mark.macros import definitions
from huoye.model.formula import Job, TexError

MAX_CHARS = 10_000
"""MathJax takes quadratic time on a flat row; this much is about a second."""
MAX_DEPTH = 60
"""node's default stack holds 75 nested \\boxed, the deepest eater of stack that was found."""

NEST = re.compile(r"\\(begin|end|left|right)(?![A-Za-z])|\\.|[{}]", re.S)
STEPS = {"{": 1, "begin": 1, "left": 1, "}": -1, "end": -1, "right": -1}
NOT_IN_HTML = re.compile(r"[\0-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


def refusal(job: Job) -> TexError | None:
    """Why this job is not worth an engine's time, None if it is; definitions count as well."""
    tex = job.definitions + job.tex
    if len(tex) > MAX_CHARS:
        return TexError("TooLong", f"Formula longer than {MAX_CHARS} characters")
    if bad := NOT_IN_HTML.search(tex):
        text = f"Character U+{ord(bad[0]):04X} in a formula"
        return TexError("BadCharacter", text, *_place(job, bad.start()))
    deep = _too_deep(tex)
    if deep is not None:
        text = f"Nested deeper than {MAX_DEPTH} levels"
        return TexError("TooDeep", text, *_place(job, deep))
    return None


def _place(job: Job, offset: int) -> tuple[int | None, str]:
    """The offset within the formula, or the macro in whose definition it lies."""
    if offset >= len(job.definitions):
        return offset - len(job.definitions), ""
    for name, source in definitions(job.definitions).items():
        start = job.definitions.find(source)
        if start <= offset < start + len(source):
            return None, name
    return None, ""


def _too_deep(tex: str) -> int | None:
    """Where the first level is opened that is too deep."""
    depth = 0
    for match in NEST.finditer(tex):
        depth += STEPS.get(match[1] or match[0], 0)
        if depth > MAX_DEPTH:
            return match.start()
    return None
