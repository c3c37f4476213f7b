"""The one place where MathJax's refusals become ours: a code, a place, the values of a message."""

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, replace

from huoye.mark.macros import definitions as macros_of
from huoye.model.draft import Spot
from huoye.model.formula import TexError
from huoye.model.messages import MESSAGES
from huoye.model.problem import Problem
from huoye.text.near import nearest
from huoye.text.openings import Opening, unclosed
from huoye.text.window import one_line, window

OTHER = "HY301"
TOO_EARLY = "TooEarly"
"""our id for an unknown name that the post defines after all, further down"""
IDS: Mapping[str, str] = {
    "HY320": "UndefinedControlSequence",
    "HY321": "UnknownEnv InvalidEnv",
    "HY322": "MissingCloseBrace ExtraOpenMissingClose",
    "HY323": "ExtraCloseMissingOpen ExtraCloseLooking",
    "HY324": "EnvMissingEnd",
    "HY325": "EnvBadEnd",
    "HY326": "MissingBeginExtraEnd",
    "HY327": "MissingArgFor MissingScript MissingOpenForSub MissingOpenForSup MissingBoxFor "
    "MissingCS TokenNotFoundForCommand RunawayArgument",
    "HY328": "DoubleExponent DoubleSubscripts DoubleExponentPrime",
    "HY329": "Misplaced ExtraAlignTab ExtraCasesAlignTab XalignOverflow TooManyAligns "
    "MultlineRowsOneCol",
    "HY330": "ExtraLeftMissingRight ExtraOrMissingDelims",
    "HY331": "MissingLeftExtraRight ExtraMiddle",
    "HY332": "MissingOrUnrecognizedDelim NoClosingDelim",
    "HY333": "MaxMacroSub1 MaxMacroSub2 MaxBufferSize MaxTemplateSubs MaxColumns",
    "HY334": "TooLong",
    "HY335": "TooDeep",
    "HY336": "BadCharacter",
    "HY337": "Timeout",
    "HY338": "Internal",
    "HY339": "BadRequire BadPackageName NotAPackage",
    "HY340": "IllegalControlSequenceName IllegalParamNumber IllegalMacroParam IllegalGlobal "
    "MissingReplacementString MismatchUseDef IllegalUseOfCommand SequentialParam CantUseHash2 "
    "ProtectedMacro AlreadyDefined CommadExists",
    "HY341": "CantUseHash1",
    "HY342": "MissingDimOrUnits BracketMustBeDimension BadWidth MissingColumnDimOrUnits "
    "PositiveIntegerArg IntegerArg MissingNumber InvalidNumber NotANumber InvalidDecimalNumber "
    "InvalidAlphanumeric BadUnicode BadRawUnicode",
    "HY343": "BadColorValue UndefinedColorModel ModelArg1 ModelArg2",
    "HY344": "BadPreamToken BadAlignment IllegalAlign ColArgNotNum MissingArgForColumn "
    "BadColumnName BadBreakAlign",
    "HY345": "CommandNotAllowedInEnv CommandOnlyAllowedInEnv NotInAlignment CommandInMultlined "
    "CommandAtTheBeginingOfLine BetweenLines MisplacedLimits MisplacedMoveRoot BreakNotInArray "
    "BreakFirstInTable BreakFirstInRow BreakFirstInEntry AmbiguousUseOf RowColorNotFirst "
    "ColumnColorNotTop MissingBegingroup UnsupportedHFill UnsupportedTableColor",
    "HY346": "ErroneousNestingEq",
    "HY347": "MathNotTerminated",
    "HY348": "MultipleCommand MultipleLabel MultipleMoveRoot",
    "HY349": "MissingCloseBracket",
    "HY350": "TooLarge",
    "HY351": "Died",
    "HY352": TOO_EARLY,
}
CODES: Mapping[str, str] = {id: code for code, ids in IDS.items() for id in ids.split()}
"""MathJax's ids, and those of math/refuse.py and math/lane.py, to codes"""
FAULTS = frozenset({OTHER, *IDS})
"""codes of a formula that has no picture"""

LEFT_OPEN = {"{": "HY322", "begin": "HY324", "left": "HY330"}
OPENED = {code: kind for kind, code in LEFT_OPEN.items()}
NOTICED_INSIDE = {
    "MissingBeginExtraEnd",
    "MissingLeftExtraRight",
    "ExtraCloseMissingOpen",
    "EnvBadEnd",
    "Misplaced",
}
"""ids that may mean: something inside is still open here"""
ENDED_EARLY = {"ExtraCloseMissingOpen", "MissingBeginExtraEnd"}
"""ids by which a group or an environment ends where an argument should stand"""
TOKEN = re.compile(r"\\(?:begin|end)\s*\{[^{}]*\}|\\[A-Za-z]+\*?|\\.|.|$", re.S)
SCRIPT = re.compile(r"[_^](?=\s*(?:[}&]|\\\\|\\end(?![A-Za-z])|\\right(?![A-Za-z])|$))")
BARE = re.compile(r"(?<!\\)[_^](?=\s*\Z)")
ENDS = re.compile(r"\}|\\end(?![A-Za-z])")
ENDED = re.compile(r"\\begin\{(.*?)\} ended with \\end\{(.*?)\}", re.S)
NAMED = re.compile(r"\\(?:begin|end)\{([^{}]*)\}|(\\[A-Za-z]+|\\.)", re.S)
QUOTED = re.compile(r"['\"](.*)['\"]", re.S)

NUMBER = re.compile(r"U\+[0-9A-F]+|[0-9.]+")


@dataclass(frozen=True, slots=True)
class Fault:
    """What an author is told of a refused formula."""

    code: str
    start: int | None
    """offset in the TeX, where it can be known"""
    stop: int | None
    values: tuple[tuple[str, str], ...]
    """what fills the placeholders of the message; `formula` shows the place"""

    def problem(self, path: str = "", place: Spot = (1, None)) -> Problem:
        """The message for a formula whose fault is at this place."""
        line, column = place
        return Problem(self.code, MESSAGES[self.code].level, path, line, column, self.values)


def left_open_by(definitions: str, tex: str, error: TexError) -> TexError:
    """The error with the macro that opens what nothing closes; not where the text itself does."""
    kind = OPENED.get(CODES.get(error.id, ""))
    if kind is None or error.macro or _opening(tex, error):
        return error
    for name, source in macros_of(definitions).items():
        if any(opening.kind == kind for opening in unclosed(source)):
            return replace(error, at=None, macro=name[1:-1] if name[0] == "{" else f"\\{name}")
    return error


def with_macros(error: TexError, macros: Iterable[str]) -> TexError:
    """The error with the names an author may have meant, macros of the post among them."""
    name = _named(error).removeprefix("\\")
    kind = CODES.get(error.id)
    macros = tuple(macros)
    error = replace(error, macro=_own(error.macro, macros))
    if (kind == "HY320" and name in macros) or (kind == "HY321" and f"{{{name}}}" in macros):
        return replace(error, id=TOO_EARLY, near=())
    if kind == "HY320":
        known = [*error.near, *(macro for macro in macros if not macro.startswith("{"))]
        return replace(error, near=tuple(f"\\{near}" for near in nearest(name, known)))
    if kind == "HY321":
        known = [*error.near, *(macro[1:-1] for macro in macros if macro.startswith("{"))]
        return replace(error, near=nearest(name, known))
    return error


def _own(call: str, macros: Collection[str]) -> str:
    """The macro as an author writes it, "" where it is one of MathJax's own."""
    name = re.sub(r"^\\begin\s*\{|\}$", "", call).removeprefix("\\")
    return f"\\{name}" if name in macros else name if f"{{{name}}}" in macros else ""


def fault(tex: str, error: TexError) -> Fault:
    """The code, the place and the words for one refused formula."""
    opening = _opening(tex, error)
    start = opening.at if opening else _start(tex, error)
    code = LEFT_OPEN[opening.kind] if opening else _code(tex, error, start)
    stop = _stop(tex, start)
    ended = ENDED.search(error.text)
    token = one_line(tex[start:stop]) if start is not None else ""
    named = one_line(_named(error)) if code == CODES.get(error.id) else ""
    number = NUMBER.search(error.text)
    values = {
        "what": token or named,
        "name": opening.name if opening else ended[1] if ended else named or token,
        "other": ended[2] if ended else "",
        "near": ", ".join(error.near) or "-",
        "number": number[0] if number else "",
        "within": "" if code == "HY333" else error.macro,
        "id": error.id,
        "reason": one_line(error.text),
        "formula": window(tex, start, stop),
    }
    return Fault(code, start, stop, tuple(values.items()))


def _opening(tex: str, error: TexError) -> Opening | None:
    """What was left open, where that is what MathJax's words come to."""
    kind = OPENED.get(CODES.get(error.id, ""))
    fits: Callable[[Opening], bool]
    if kind is not None:
        fits = lambda opening: opening.kind == kind and opening.at >= (error.at or 0)  # noqa: E731
    elif error.id in NOTICED_INSIDE:
        fits = lambda opening: opening.missed == error.at  # noqa: E731
    else:
        return None
    return next(filter(fits, unclosed(tex)), None)


def _code(tex: str, error: TexError, start: int | None) -> str:
    """MathJax blames a closing mark for the argument missing before it; our groups it knows not."""
    if error.id == "UnknownEnv" and _named(error) == "subequations":
        return "HY346"
    if error.id in ENDED_EARLY and start is not None and not ENDS.match(tex, start):
        return "HY327"
    return CODES.get(error.id, OTHER)


def _start(tex: str, error: TexError) -> int | None:
    """A fault in a macro's definition is shown where the formula calls the macro."""
    if error.at is None and error.macro:
        called = re.search(rf"{re.escape(error.macro)}(?![A-Za-z])", tex)
        return called.start() if called else None
    if error.id == "MissingScript":
        script = SCRIPT.search(tex, error.at or 0)
        return script.start() if script else error.at
    if error.id in ENDED_EARLY and (bare := BARE.search(tex[: error.at or 0])):
        return bare.start()
    return error.at


def _stop(tex: str, start: int | None) -> int | None:
    token = TOKEN.match(tex, start) if start is not None else None
    return token.end() if token else None


def _named(error: TexError) -> str:
    """The command or environment that MathJax's words name."""
    quotes = CODES.get(error.id) in ("HY321", "HY339", "HY352")
    quoted = QUOTED.search(error.text) if quotes else None
    named = quoted or NAMED.search(error.text)
    return next(filter(None, named.groups()), "") if named else ""
