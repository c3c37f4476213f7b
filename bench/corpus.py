"""A number to that many Chinese mathematical posts, always the same ones.

Post i depends on i alone, so that a smaller corpus is a prefix of a larger one. About half of the
inline formulas are symbols seen everywhere, seven displays a post are mostly its own, as in posts
that people write.
"""

import random
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

TAGS = (
    "概率", "优化", "采样", "代数", "几何", "信息论", "注意力", "位置编码", "状态空间",
    "扩散模型", "低秩", "数值计算",
)  # fmt: skip
NOUNS = (
    "模型", "梯度", "噪声", "分布", "参数矩阵", "学习率", "先验", "后验", "特征向量", "协方差",
    "误差项", "初值", "核函数",
)  # fmt: skip
VERBS = (
    "决定", "逼近", "约束", "放大", "抵消", "刻画", "替换", "估计", "控制", "简化", "限制",
)  # fmt: skip
KINDS = (
    "稳定的", "朴素的", "精确的", "低秩的", "可微的", "无偏的", "光滑的", "高维的", "可逆的",
    "离散的",
)  # fmt: skip
PROSE = (
    "直观来看，{kind}{one}并不直接{verb}{two}，它只是间接地起作用。",
    "如果没有{kind}{one}，那么{two}就很难被**{verb}**，这也是不少实验失败的原因。",
    "设 {f} 是{kind}{one}，则 {g} 可以{verb}{two}。",
    "当 {f} 时，{one}近似等于 {g}，此时{kind}{two}不再重要。",
    "把 {f} 代入上式，即得{one}关于 {g} 的{kind}表达式，从而{verb}{two}。",
)
SYMBOLS = (
    r"\boldsymbol{x}", r"\boldsymbol{\theta}", "t", r"\eta", r"\sigma_t", r"\bar{\alpha}_t",
    r"\mathcal{L}", r"\lambda", r"\mathbb{R}^d", r"\mathcal{O}(1/n)",
)  # fmt: skip
INLINE = (
    r"\boldsymbol{x}_{%d} \in \mathbb{R}^{%d}", r"\sigma_{%d}^2 = %d",
    r"p_{\theta}(\boldsymbol{x}_{t-%d}|\boldsymbol{x}_{%d})", r"\eta = %d \times 2^{-%d}",
    r"\Vert \boldsymbol{W}_{%d}\Vert_F \leq %d", r"f_{%d}(\boldsymbol{z}) < g_{%d}(\boldsymbol{z})",
    r"\nabla_{\theta} \log p_{%d}^{(%d)}", r"\lambda_{%d} \mu_{%d}", r"n_{%d} \to %d",
)  # fmt: skip
DISPLAY = (
    r"\mathcal{L}_{%d} = \mathbb{E}\left[\left\Vert \boldsymbol{\varepsilon} - "
    r"\boldsymbol{\epsilon}_{\boldsymbol{\theta}}(\boldsymbol{x}_t, t)\right\Vert^{%d}\right]",
    r"\int_{-\infty}^{\infty} \frac{1}{\sqrt{2\pi \sigma_{%d}^2}}"
    r"\exp\left(-\frac{(x-\mu)^2}{2\sigma^2}\right) dx = %d",
    r"\boldsymbol{W} = \begin{pmatrix} a_{%d} & b & 0 \\ 0 & a & b_{%d} \\ 0 & 0 & a \end{pmatrix}",
    r"D_{KL}(p_{%d}\Vert q) = \sum_{i=1}^{%d} p_i \log \frac{p_i}{q_i} \geq 0",
    r"f(x) = \begin{cases} x^{%d}, & x > 0 \\ -\alpha x, & x \leq %d \end{cases}",
    r"p(\boldsymbol{z}_{%d}|\boldsymbol{x}) = "
    r"\frac{p(\boldsymbol{x}|\boldsymbol{z}_{%d})\, p(\boldsymbol{z})}{p(\boldsymbol{x})}",
    r"\begin{aligned} \frac{d\boldsymbol{h}}{dt} &= \boldsymbol{A}_{%d}\boldsymbol{h} + "
    r"\boldsymbol{B}u(t) \\ y &= \boldsymbol{C}\boldsymbol{h} + %du(t) \end{aligned}",
    r"\boldsymbol{\theta}_{%d} \leftarrow \boldsymbol{\theta} - \eta_{%d} "
    r"\frac{\boldsymbol{m}}{\sqrt{\boldsymbol{v}} + \epsilon}",
)
CODE = """```python
def step(x, t, eta={}e-3):
    noise = np.random.default_rng({}).normal(size=x.shape)
    return x - eta * (x - noise) / (t + 1)
```"""


def write(root: Path, posts: int) -> list[Path]:
    """A site of that many posts below `root`; the files of the posts, oldest first."""
    (root / "posts").mkdir(parents=True)
    (root / "huoye.toml").write_text('[site]\nurl = "https://example.org"\n', "utf-8")
    files = [root / "posts" / f"p{i:05d}.md" for i in range(posts)]
    for i, file in enumerate(files):
        file.write_text(post(i), "utf-8")
    return files


def post(i: int) -> str:
    """The whole text of post i: some 45 formulas, 7 of them numbered displays, and a table."""
    rng = random.Random(f"post/{i}")
    day = date(2009, 3, 1) + timedelta(days=i // 2)
    head = f'---\ntitle: {title(i)}\ndate: "{day}"\ntags: [{", ".join(rng.sample(TAGS, 3))}]\n---\n'
    return head + "\n\n".join([*_body(rng, i), ""])


def title(i: int) -> str:
    """Of post i; every third belongs to a series."""
    rng = random.Random(f"title/{i}")
    what = f"{rng.choice(KINDS)}{rng.choice(NOUNS)}如何{rng.choice(VERBS)}{rng.choice(NOUNS)}"
    return f"{TAGS[i // 60 % len(TAGS)]}札记（{i % 60 // 3 + 1}）：{what}" if i % 3 == 0 else what


def inline(rng: random.Random) -> str:
    """A formula within a line, without its dollar signs."""
    if rng.random() < 0.5:
        return rng.choice(SYMBOLS)
    return rng.choice(INLINE) % (rng.randrange(1, 60), rng.randrange(2, 90))


def display(rng: random.Random) -> str:
    """A formula of its own lines."""
    return rng.choice(DISPLAY) % (rng.randrange(1, 60), rng.randrange(2, 90))


def _body(rng: random.Random, i: int) -> Iterator[str]:
    yield _paragraph(rng, 3)
    yield "<!--more-->"
    for section in range(7):
        if section % 2 == 0:
            yield f"## {rng.choice(NOUNS)}与{rng.choice(NOUNS)}"
        yield _paragraph(rng, 4)
        label = f"\\label{{eq:{section}}}"
        yield f"\\begin{{equation}}\n{display(rng)}{label}\n\\end{{equation}}"
        yield f"由 \\eqref{{eq:{section}}} 可知，" + _paragraph(rng, 1)
    if i:
        other = rng.randrange(max(0, i - 200), i)
        yield f"本文是[《{title(other)}》](p{other:05d})的延续。"
    rows = (
        f"| {rng.choice(KINDS)} | ${rng.choice(SYMBOLS)}$ | {rng.random():.3f} |" for _ in "甲乙丙"
    )
    yield "\n".join(("| 方法 | 记号 | 误差 |", "| --- | :-: | --: |", *rows))
    yield CODE.format(rng.randrange(1, 9), rng.randrange(100))


def _paragraph(rng: random.Random, sentences: int) -> str:
    return "".join(
        rng.choice(PROSE).format(
            kind=rng.choice(KINDS), one=rng.choice(NOUNS), two=rng.choice(NOUNS),
            verb=rng.choice(VERBS), f=f"${inline(rng)}$", g=f"${inline(rng)}$",
        )
        for _ in range(sentences)
    )  # fmt: skip
