"""A seed to a post of 120 inline formulas, touched by every mark that Chinese prose has."""

import random
import runpy
from collections.abc import Iterator
from itertools import count, islice
from pathlib import Path

BENCH = runpy.run_path(str(Path(__file__).parents[2] / "bench" / "corpus.py"))
CORPUS = Path(__file__).parents[1] / "math" / "corpus.txt"
FORMULAS = 120
CLAUSES = (
    "设{f}，则{f}；", "其中{f}、{f}、{f}都是常数，", "（{f}）与《{f}的故事》之间，", "记作“{f}”，",
    "即‘{f}’、“{f}”；", "难道{f}？", "居然{f}！", "可见：{f}：", "参数（如{f}、{f}）并不少，",
    "若**{f}**，则*{f}*。", "由[{f}](https://example.org/a)，", "参见[（{f}）](https://example.org/b)。",
    "约占{f}%，", "从{f}——也就是{f}——开始，", "{f}……{f}……", "脚注在此{f}[^a]，", "还有{f}。[^b]",
    "变量`x_i`，即{f}；", "（`numpy`、`scipy`与{f}）", "照《已有的文章》，{f}。", "损失<a class=\"val\" href=\"#\">0.192</a>，即{f}；",
    "by {f}, we see that {f} is {f}'s limit; so ", "the {f}-norm ({f}) grows. ", "{f}-散度和{f}/{f}，",
    "“（{f}）”，", "「{f}」『{f}』【{f}】〔{f}〕，", "第{f}步，", "对{f}…{f}，", "~~{f}~~，**（{f}）**，",
    "见式\\eqref{eq:x}，{f}。", "$2${f}，", "共2{f}，", "{f}th、{f}次，", "角度{f}°、{f}′，", "区间[{f},{f})，",
    "f({f})，", "{f}·{f}，", "{f}～{f}，", "**记号**{f}、*着重*（{f}），", "$5 × {f}，", "从前{f}",
)  # fmt: skip
"""clauses that end in a mark, or go on"""
PLAIN = (
    "于是问题便容易多了，", "这并不显然；", "请读者自行验证。", "说到底，", "换言之：", "我们希望它足够光滑，",
    "而实际上（至少在一维）", "这一步最关键！", "为什么呢？", "正如“直觉”所示，", "——这是后话——", "余下的……从略，",
    "梯度下降", "会一步步逼近它，", "误差", "至多", "模型", "自然", "在高维空间里", "《已有的文章》，",
)  # fmt: skip
BLOCKS = ("{}", "{}", "{}", "- {}", "> {}", "1. {}")


def post(seed: int, formulas: int = FORMULAS) -> str:
    """The text: paragraphs, lists and quotations, notes at the end, one numbered display."""
    rng = random.Random(seed)
    shapes = _shapes(rng)
    clauses = [*CLAUSES]
    rng.shuffle(clauses)
    blocks, used = [], 0
    for number in count():
        if used >= formulas:
            break
        told = []
        for clause in islice(_endless(clauses, number), rng.randrange(3, 7)):
            told += [_filled(clause, shapes, rng.random() < 0.5), *_plain(rng)]
            used += clause.count("{f}")
        blocks.append(rng.choice(BLOCKS).format("".join(told)))
    return "\n\n".join((*blocks, *_ends(shapes)))


def _endless(clauses: list[str], number: int) -> Iterator[str]:
    for step in count():
        yield clauses[(5 * number + step) % len(clauses)]


def _plain(rng: random.Random) -> Iterator[str]:
    return (rng.choice(PLAIN) for _ in range(rng.randrange(0, 3)))


def _shapes(rng: random.Random) -> Iterator[str]:
    inline = _corpus("I")
    while True:
        yield from rng.sample(inline, len(inline))


def _filled(clause: str, shapes: Iterator[str], short: bool) -> str:
    letters = iter("xyzabcnmk")
    names = [next(letters) if short else next(shapes) for _ in range(clause.count("{f}"))]
    values = iter(names)
    return "".join(
        part if not i else f"${next(values)}${part}" for i, part in enumerate(clause.split("{f}"))
    )


def _ends(shapes: Iterator[str]) -> Iterator[str]:
    yield f"\\begin{{equation}}\n{next(shapes)}\\label{{eq:x}}\n\\end{{equation}}"
    yield f"[^a]: 注释（${next(shapes)}$），“$x$”；其余见《已有的文章》。"
    yield "[^b]: 又注：$y$、$z$。"


def heavy(distinct: int = 250, formulas: int = 300) -> str:
    """A long post: every fifth formula is a display, short ones come again.

    Half of them are from the corpus, which shows each feature once, half as posts on one subject
    write them (bench/corpus.py).
    """
    rng = random.Random(formulas)
    displays, fresh = formulas // 5, distinct - formulas // 5
    drawn = [*_mixed(rng, "I", fresh)]
    drawn += rng.choices([tex for tex in drawn if len(tex) < 20], k=formulas - displays - fresh)
    rng.shuffle(drawn)
    shapes, blocks = iter(drawn), []
    for number, tex in enumerate(_mixed(rng, "D", displays)):
        if number % 6 == 0:
            blocks.append(f"## 第{number // 6 + 1}节：{rng.choice(PLAIN)[:-1]}")
        told = [f"{rng.choice(PLAIN)}其中 ${next(shapes)}$，{rng.choice(PLAIN)}" for _ in range(4)]
        blocks += ["".join(told), f"$$\n{tex}\n$$"]
    return "\n\n".join(blocks)


def _mixed(rng: random.Random, kind: str, wanted: int) -> Iterator[str]:
    found = dict.fromkeys(rng.sample(_corpus(kind), wanted // 2))
    draw = BENCH["inline" if kind == "I" else "display"]
    while len(found) < wanted:
        found[draw(rng)] = None
    return iter(found)


def _corpus(kind: str) -> list[str]:
    lines = CORPUS.read_text("utf-8").splitlines()
    return [line[2:] for line in lines if line.startswith(f"{kind}\t")]
