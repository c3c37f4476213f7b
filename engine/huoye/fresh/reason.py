"""Reasons of a verdict to words: English for the command line, Chinese for the page."""

from collections.abc import Mapping

from huoye.fresh.canon import MODULE
from huoye.model.message import Language
from huoye.model.record import Reason

WORDS: Mapping[str, tuple[str, str]] = {
    "code": ("its own code changed", "代码已改动"),
    "option": ("option {name} changed{parts}", "选项 {name} 已改动{parts}"),
    "module": ("{name} changed{parts}", "{name} 已改动{parts}"),
    "file": ("{name} changed", "{name} 已改动"),
    "listing": ("folder {name} holds other files", "文件夹 {name} 里的文件有增减"),
    "env": ("variable {name} changed", "环境变量 {name} 已改动"),
    "package": ("package {name} changed{parts}", "软件包 {name} 的版本变了{parts}"),
    "appeared": ("{name} appeared", "{name} 原先没有，现在有了"),
    "gone": ("{name} is gone", "{name} 已不存在"),
    "moved": ("{name} changed while the cell ran", "{name} 在运行途中被改动"),
    "no-record": ("never run", "尚未运行"),
    "earlier": ("earlier cell {name}: {root}", "前面的代码格 {name}：{root}"),
    "damaged": ("{flaw}", "{flaw}"),
}
REORDERED = ("the cells before it changed", "前面的代码格有增减或换了次序")
FLAWS: Mapping[str, tuple[str, str]] = {
    "json": ("its record is not JSON (a merge conflict?)", "运行记录不是 JSON（合并冲突？）"),
    "format": ("its record has format {name}, not 1", "运行记录的格式是 {name}，应为 1"),
    "seal": ("its record was edited or merged by hand", "运行记录被手工改动或合并过"),
    "cell": ("its record is that of {name}", "运行记录属于另一代码格 {name}"),
    "field": ("its record has no sound {name}", "运行记录的 {name} 一项缺失或有误"),
    "path": ("its record names the path {name}", "运行记录里有不许可的路径 {name}"),
    "blob-missing": ("{name} is missing", "缺少文件 {name}"),
    "blob-differs": ("{name} does not match its record", "文件 {name} 与运行记录不符"),
    "lfs": ("git holds a pointer of Git LFS for {name}", "git 里只有 {name} 的 Git LFS 指针"),
    "not-here": ("git has no content of {name} here", "这里的 git 没有 {name} 的内容"),
    "blob-unsafe": ("{name} is more than a drawing", "图 {name} 里含有绘图以外的内容"),
}
NOTHING = "–"
"""an option that is not given"""
LONGEST = 40
"""characters of a value shown"""
MOST = 4
"""names of changed functions shown"""


def words(reason: Reason, language: Language = "en") -> str:
    """The reason as a short clause; code stands between backticks."""
    return _clause(reason.kind, reason.name, reason.parts, language)


def _clause(kind: str, name: str, parts: tuple[str, ...], language: Language) -> str:
    pick = 1 if language == "zh" else 0
    filled = {"name": name.removeprefix("./"), "parts": "", "root": "", "flaw": ""}
    match kind, parts:
        case "earlier", (root, root_name, *rest) if name:
            filled["root"] = _clause(root, root_name, tuple(rest), language)
        case "earlier", _:
            return REORDERED[pick]
        case "damaged", (flaw, at_fault):
            filled["flaw"] = FLAWS[flaw][pick].format(name=at_fault)
        case "package" | "option", (old, new):
            filled["parts"] = _aside(f"{_value(old)} → {_value(new)}", language)
        case "module", (_, *_):
            filled["parts"] = _aside(_names(parts, language), language)
    return WORDS[kind][pick].format(**filled)


def _value(text: str) -> str:
    return text[:LONGEST] + "…" if len(text) > LONGEST else text or NOTHING


def _names(names: tuple[str, ...], language: Language) -> str:
    top = {"zh": "模块顶层", "en": "top level"}[language]
    spelled = [top if name == MODULE else f"`{name}`" for name in names[:MOST]]
    more = ["…"] if len(names) > MOST else []
    return ("、" if language == "zh" else ", ").join(spelled + more)


def _aside(text: str, language: Language) -> str:
    return f"（{text}）" if language == "zh" else f" ({text})"
