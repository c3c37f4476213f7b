"""A stale record to one that counts again on its author's word; what no word can mend is refused.

Nothing is executed, so only what the author can vouch for is taken over: the state of the inputs
that the cell was seen to use.
"""

from dataclasses import replace

from huoye.fresh.canon import MODULE
from huoye.fresh.judge import Now
from huoye.fresh.key import own, settings
from huoye.fresh.reason import words
from huoye.model.cell import Cell
from huoye.model.message import Language
from huoye.model.record import Inputs, Reason, Record, Verdict

REFUSED = {
    "fresh": ("its result is fresh: there is nothing to keep", "结果是新鲜的，无需保留"),
    "archived": ("its post is archived: there is nothing to keep", "文章已冻结，无需保留"),
    "never": ("it was never run", "尚未运行"),
    "damaged": ("{said}", "{said}"),
    "own": (
        "{said}: the page would show other code than was run",
        "{said}，页面上的代码会与运行过的不同",
    ),
    "moved": ("{said}: nobody can tell what it read", "{said}，无从得知读到的是什么"),
    "earlier": ("{said}: keep or run that one first", "{said}，请先保留或运行那一格"),
    "top": (
        "{said}: what a module imports or does when it is loaded is seen by running only",
        "{said}，模块加载时导入或执行了什么，只有运行才能看到",
    ),
}


def refusal(verdict: Verdict, language: Language = "en") -> str:
    """Why the cell's result cannot be kept, as a clause; "" where it can."""
    kind, reason = _obstacle(verdict)
    said = words(reason, language) if reason is not None else ""
    return REFUSED[kind][1 if language == "zh" else 0].format(said=said) if kind else ""


def _obstacle(verdict: Verdict) -> tuple[str, Reason | None]:
    if verdict.state != "stale":
        return verdict.state, verdict.reasons[0] if verdict.reasons else None
    for reason in verdict.reasons:
        match reason.kind:
            case "code" | "option":
                return "own", reason
            case "moved":
                return "moved", reason
            case "earlier" if reason.name:
                return "earlier", reason
            case "module" if MODULE in reason.parts:
                return "top", reason
    return "", None


def resealed(record: Record, cell: Cell, key: str, inputs: Inputs, said: str) -> Record:
    """The record as if the cell had been run now, with the author's sentence.

    Signatures go: who verified it did so with other inputs.
    """
    return replace(
        record,
        key=key,
        own=own(cell),
        options=settings(cell),
        inputs=inputs,
        because=(*record.because, said),
        verified=(),
    )


def refreshed(seen: Inputs, now: Now, folder: str) -> Inputs:
    """The same inputs as they are now."""
    return Inputs(
        modules={name: now("module", name, folder) for name in seen.modules},
        definitions={name: now.definitions(name, folder) for name in seen.definitions},
        files={name: now("file", name, folder) for name in seen.files},
        listings={name: now("listing", name, folder) for name in seen.listings},
        env={name: now("env", name, folder) for name in seen.env},
        packages={name: now("package", name, folder) for name in seen.packages},
    )
