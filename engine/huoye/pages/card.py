"""A record's run card to a folded list: where, when and how a result was made (run.md §10).

An allow-list: a fact that is not named here is never shown, whatever a record holds.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape

from huoye.model.record import Figure, Loaded, Record, Signature
from huoye.pages.inputs import input_rows
from huoye.pages.signature import commit_words, signature_words

Fact = str | int | float | bool
Say = Callable[[Fact], str]


@dataclass(frozen=True, slots=True)
class Download:
    """A file that the card offers."""

    url: str
    words: str


def card_html(
    record: Record,
    before: Sequence[Record] = (),
    downloads: Sequence[Download] = (),
    anchor: str = "",
    rule: str = "",
) -> str:
    """The card as <details>; `before`: the records of the cells that this one builds on.

    `anchor`: id of its content; a link there opens the card without a script. `rule`: when the
    result would be marked.
    """
    ruled = (("何时过时", escape(rule)),) if rule else ()
    pairs = (*_rows(record), *input_rows((*before, record)), *_links(downloads), *ruled)
    rows = "".join(f"<dt>{escape(name)}<dd>{said}" for name, said in pairs)
    title = "\u00a0· ".join(("运行卡", *filter(None, summary(record))))
    name = f' id="{escape(anchor)}"' if anchor else ""
    facts = f"<dl{name}>{rows}</dl>"
    return f'<details class="card"><summary>{escape(title)}</summary>{facts}</details>'


def _links(downloads: Sequence[Download]) -> Iterator[tuple[str, str]]:
    if downloads:
        links = (f'<a href="{escape(d.url)}" download>{escape(d.words)}</a>' for d in downloads)
        yield "下载", "，".join(links)


def summary(record: Record) -> tuple[str, ...]:
    """Device, time, day and size in a few words; empty where the card does not tell."""
    card = record.card
    seconds = card.get("seconds")
    return (
        "，".join(_machines(record)),
        duration(float(seconds)) if isinstance(seconds, int | float) else "",
        ran_on(record),
        "小规模" if card.get("preset") == "quick" else "",
    )


def _machines(record: Record) -> Iterator[str]:
    """Where it was made; where what it rests on was made elsewhere, that too."""
    here = _machine(str(record.card.get("gpu") or record.card.get("device", "")))
    there = "、".join(dict.fromkeys(_machine(loaded.on) for loaded in record.loaded))
    if there in ("", here):
        yield here
        return
    yield f"计算：{there}"
    draws = any(isinstance(output, Figure) for output in record.outputs)
    yield f"{'绘图' if draws else '本格'}：{here}"


def _machine(on: str) -> str:
    """CPU, GPU, or the name of a card."""
    return {"cuda": "GPU", "cpu": "CPU"}.get(on, on)


def ran_on(record: Record) -> str:
    """Day of the run, as 2026-11-24; empty where the card does not tell."""
    return str(record.card.get("at", ""))


def duration(seconds: float) -> str:
    """3.2 秒, 6 分 52 秒, 1 小时 5 分."""
    if seconds < 60:
        return f"{seconds:.1f} 秒"
    minutes, rest = divmod(round(seconds), 60)
    if minutes < 60:
        return f"{minutes} 分 {rest} 秒"
    return f"{minutes // 60} 小时 {minutes % 60} 分"


def _memory(value: Fact) -> str:
    return f"{float(value) / 1024:.1f} GB" if float(value) >= 1024 else f"{value} MB"


def _yes(value: Fact) -> str:
    return "是" if value else "否"


FACTS: Mapping[str, tuple[str, Say]] = {
    "device": ("设备", lambda v: _machine(str(v))),
    "gpu": ("显卡", str),
    "gpus": ("显卡数", str),
    "cpu": ("处理器", str),
    "threads": ("线程数", str),
    "seconds": ("用时", lambda v: duration(float(v))),
    "at": ("日期", str),
    "preset": ("规模", lambda v: {"quick": "小规模", "full": "完整"}.get(str(v), str(v))),
    "seed": ("随机种子", str),
    "ram_peak_mb": ("内存峰值", _memory),
    "vram_mb": ("显存", _memory),
    "vram_peak_mb": ("显存峰值", _memory),
    "system": ("系统", str),
    "python": ("Python", str),
    "torch": ("torch", str),
    "numpy": ("numpy", str),
    "matplotlib": ("matplotlib", str),
    "scipy": ("scipy", str),
    "sklearn": ("scikit-learn", str),
    "pandas": ("pandas", str),
    "jax": ("jax", str),
    "cuda": ("CUDA", str),
    "cudnn": ("cuDNN", str),
    "driver": ("驱动", str),
    "capability": ("计算能力", str),
    "tf32": ("TF32", _yes),
    "deterministic": ("确定性算法", _yes),
}
"""fact → what it is called, and its words; in the order shown"""
SEEN = {
    "python": "只见到经由 Python 读取的文件，可能有遗漏",
    "partly": "不完整",
}


def _rows(record: Record) -> Iterator[tuple[str, str]]:
    for name, (called, say) in FACTS.items():
        if name in record.card:
            yield called, escape(_said(say, record.card[name]))
    if "commit" in record.card:
        yield "提交", _commit(record)
    if record.observed in SEEN:
        yield "输入的观察", SEEN[record.observed]
    if record.loaded:
        yield "载入", "<br>".join(map(_loaded, record.loaded))
    for sentence in record.because:
        yield "作者确认仍有效", escape(sentence)
    if record.verified:
        yield "核验", "<br>".join(map(_verified, record.verified))


def _verified(given: Signature) -> str:
    """Who reran it where, with the same outcome."""
    return escape(
        "，".join(filter(None, (signature_words(given), commit_words(given), "与记录一致")))
    )


def _loaded(loaded: Loaded) -> str:
    """What was not computed again: of which cell, where, how long, when."""
    facts = (_machine(loaded.on), duration(loaded.seconds) if loaded.seconds else "", loaded.at)
    said = "，".join(filter(None, facts))
    return f"<code>{escape(loaded.cell)}</code> 存下的结果：{escape(said)}"


def _said(say: Say, value: Fact) -> str:
    """The words of a fact; one of an unforeseen type is shown as it is."""
    try:
        return say(value)
    except ValueError:
        return str(value)


def _commit(record: Record) -> str:
    commit = escape(str(record.card["commit"]))
    return commit + ("（含未提交的改动）" if record.card.get("dirty") else "")
