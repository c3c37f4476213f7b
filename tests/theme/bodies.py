"""Texts of two posts as the engine would fill them: every kind of block that markup has."""

import math

from pygments import highlight as pygmentize
from pygments.formatters import HtmlFormatter
from pygments.lexers import PythonLexer

from theme.formulas import display, inline

DENSITY = r"p_{\theta}(x)=\frac{e^{g_{\theta}(x)}}{Z_{\theta}},\qquad Z_{\theta}=\int_{-1}^{1}e^{g_{\theta}(x)}dx"
SQUARE = r"\begin{equation}f(x)=\sum_{n=-N}^{N}c_n e^{i\pi nx},\qquad p(x)=\frac{|f(x)|^2}{2\sum_{n=-N}^{N}|c_n|^2}\end{equation}"
LONG = r"\begin{equation}\int_{-1}^{1}|f(x)|^2dx=\sum_{n=-N}^{N}\sum_{m=-N}^{N}c_n\bar{c}_m\int_{-1}^{1}e^{i\pi(n-m)x}dx=\sum_{n=-N}^{N}\sum_{m=-N}^{N}c_n\bar{c}_m\cdot 2\delta_{n,m}=2\sum_{n=-N}^{N}|c_n|^2\end{equation}"
ELBO = r"\begin{align}\log p(\boldsymbol{x})&=\log\int p(\boldsymbol{x}|\boldsymbol{z})p(\boldsymbol{z})d\boldsymbol{z}\\&\geq\int q(\boldsymbol{z}|\boldsymbol{x})\log\frac{p(\boldsymbol{x}|\boldsymbol{z})p(\boldsymbol{z})}{q(\boldsymbol{z}|\boldsymbol{x})}d\boldsymbol{z}\notag\\&=\mathbb{E}_q[\log p(\boldsymbol{x}|\boldsymbol{z})]-KL\Big(q(\boldsymbol{z}|\boldsymbol{x})\Big\Vert p(\boldsymbol{z})\Big)\end{align}"
HIPPO = r"A_{n,k}=\begin{cases}-\sqrt{(2n+1)(2k+1)},&k < n\\-(n+1),&k=n\\0,&k > n\end{cases}\tag{HiPPO-LegS}"
BOXES = r"\style{display: inline-block; width: 9em; padding: 8px 0; border: 1px solid #6C8EBF; background-color: #DAE8FC}{\text{输入 }u(t)}\quad\longrightarrow\quad\style{display: inline-block; width: 9em; padding: 8px 0; border: 1px solid #82B366; background-color: #D5E8D4}{\text{状态 }x(t)}\quad\longrightarrow\quad\style{display: inline-block; width: 5em; padding: 8px 0; border: 1px solid #B85450; background-color: #F8CECC}{y(t)}"
BROAD = r"\mathbb{E}_{x\sim p}\left[\log p_{\theta}(x)\right]=\mathcal{L}_1+\mathcal{L}_2+\lambda\sum_n n^2|c_n|^2"
XS = r"x_1,x_2,\cdots,x_M\in[-1,1]"
P = r"p_{\theta}(x)"
Z = r"Z_{\theta}"
UNEQUAL = r"n\neq m"
ORTHOGONAL = r"\int_{-1}^{1}e^{i\pi(n-m)x}dx=0"
LAMBDA = r"\lambda"
ORDER = r"\mathcal{O}(\sqrt{N})"
COLOURS = r"{\color{red}x}+{\color{blue}y}+{\color{green}z}+{\color{#7a0000}w}"
CODE = '''# x: (M,) 样本；返回 2N+1 个复系数
def fit(x, N=12, steps=1500, lam=1e-3, lr=1e-2):
    """Maximise the likelihood of |f|^2."""
    n = np.arange(-N, N + 1)
    E = np.exp(1j * np.pi * np.outer(x, n))
    c = init(N)
    for t in range(steps):
        f = E @ c
        g = 2 * (E.conj().T @ (f / abs(f) ** 2)) / len(x) - 2 * c / (abs(c) ** 2).sum()
        c = adam(c, g - lam * n ** 2 * c, lr, t)
    print(f"对数似然 {score(c):.3f}")
    return c / norm(c)'''


def highlighted(code: str) -> str:
    """Python as spans with pygments' short class names."""
    return str(pygmentize(code, PythonLexer(), HtmlFormatter(nowrap=True)))


def heading(level: int, text: str, anchor: str) -> str:
    """A heading with its own link."""
    link = f'<a class="hash" href="#{anchor}" aria-label="本节链接">#</a>'
    return f'<h{level} id="{anchor}">{text}{link}</h{level}>\n'


def figure() -> str:
    """A plot in the palette's variables, as matplotlib's SVG would be after the swap of colours."""
    bars = "".join(
        f'<rect x="{50 + 9 * k}" y="{230 - h:.1f}" width="8" height="{h:.1f}" style="fill:var(--hy-c0);opacity:.35"/>'
        for k in range(40)
        if (h := 170 * _density(-1 + k / 20)) > 0.5
    )
    path = " ".join(
        f"{50 + 3.6 * k:.1f},{230 - 170 * _density(-1 + k / 50):.1f}" for k in range(101)
    )
    ticks = "".join(
        f'<text x="{50 + 90 * k}" y="248" text-anchor="middle">{t}</text>'
        for k, t in enumerate(("−1", "−0.5", "0", "0.5", "1"))
    )
    return (
        '<svg role="img" aria-label="直方图与拟合密度：三个峰都被拟合" width="442" height="278" viewBox="0 0 442 278"'
        ' style="font:14px sans-serif"><rect width="442" height="278" style="fill:var(--hy-ground)"/>'
        f'{bars}<polyline points="{path}" style="fill:none;stroke:var(--hy-c1);stroke-width:2.2"/>'
        f'<path d="M50 230H410" style="stroke:var(--hy-muted)"/><g style="fill:var(--hy-ink)">{ticks}'
        '<text x="300" y="40">样本直方图与拟合</text></g></svg>'
    )


def _density(x: float) -> float:
    def peak(middle: float, width: float) -> float:
        return math.exp(-(((x - middle) / width) ** 2))

    return peak(-0.55, 0.12) + 0.5 * peak(-0.1, 0.3) + 0.7 * peak(0.5, 0.08)


def cell() -> str:
    """A fresh cell with folded code, printed text, a figure and its run card."""
    return f"""<figure class="cell" id="fig-density" data-state="fresh">
<details class="src"><summary>代码</summary><pre tabindex="0"><code>{highlighted(CODE)}</code></pre></details>
<pre class="out" tabindex="0">对数似然 −0.184，积分 1.000000</pre>
<div class="fig" tabindex="0">{figure()}</div>
<figcaption><b>图 1</b>4000 个样本的直方图与拟合密度{inline("N=12", "（", "），")}三个峰与一段均匀分布都被抓住</figcaption>
<details class="card"><summary>运行卡 · CPU · 3.2 秒 · 2026-11-24 · 小规模</summary><dl id="fig-density.card"><dt>设备<dd>CPU<dt>种子<dd>0<dt>版本<dd>Python 3.11，torch 2.13</dl></details>
</figure>
"""


def stale_cell() -> str:
    """Open code above a figure that old code made, and a cell that never ran."""
    return f"""<figure class="cell" id="fig-loss" data-state="stale">
<div class="src"><pre tabindex="0"><code>{highlighted("curve = [fit(x, N=n) for n in (6, 12, 24)]")}</code></pre></div>
<div class="fig" tabindex="0">{figure()}</div>
<figcaption><b>图 2</b>系数个数与对数似然</figcaption>
<p class="stale">⚠ 此图由旧代码算出：code/huoye_lab/fourier.py 变了（fit）（上次运行：2026-11-24）</p>
</figure>
<figure class="cell" id="fig-cuda" data-state="never">
<details class="src" open><summary>代码</summary><pre tabindex="0"><code>{highlighted("train(device='cuda')")}</code></pre></details>
<p class="never">此代码格尚未运行</p>
<figcaption><b>图 3</b>大规模训练</figcaption>
</figure>
"""


def blocks() -> str:
    """Boxes of every kind, one folded and one inside another; a theorem with its proof."""
    kinds = {"note": "注", "tip": "提示", "important": "重要", "warning": "注意", "caution": "当心"}
    boxes = "".join(
        f'<aside class="adm adm-{kind}"><p class="adm-title">{word}</p>\n'
        f'<p>系数 {inline("2N+1")} 个，见<a href="#thm-unit">定理</a>与 <code>fit</code>。</p>\n</aside>\n'
        for kind, word in kinds.items()
    )
    return f"""{boxes}<details class="adm adm-note" id="n-detail"><summary class="adm-title">细节，{inline("f")} 的平方</summary>
<p>外面。</p>
<aside class="adm adm-caution"><p class="adm-title">当心</p>
<ul><li>里面。</li></ul>
</aside>
</details>
<div class="thm thm-theorem" id="thm-unit"><p><b class="thm-head">定理 1</b><span class="thm-name">（归一化）</span>　对任意系数，{inline(P)} 的积分为 1。</p>
</div>
<div class="thm thm-proof"><p><b class="thm-head">证明</b>　由正交性。</p>
</div>
<div class="tbl" id="tbl-n" tabindex="0"><table><caption><b>表 1</b>标题比表格宽得多的一个小表格</caption><thead><tr><th>甲</th></tr></thead></table></div>
"""


def fourier() -> tuple[str, str]:
    """(body, notes) of the long post."""
    body = f"""<p>给定区间上的一批样本，怎样得到它的密度函数？<a class="post" href="/histogram/">《直方图为什么够用》</a>说的直方图够直观，却不光滑；核密度估计（<span lang="en">KDE</span>）够光滑，可带宽一旦选错，“峰”和“谷”就一起糊掉。本文考虑第三条路：直接把密度写成三角多项式的<em>模平方</em>，再用梯度下降求系数。思路取自 <a href="https://example.org/paper"><em lang="en">Fourier Basis Density Model</em></a><a class="fn" id="r1" href="#n1" style="anchor-name:--r1" aria-describedby="n1">1</a>，推导是笔者自己重做的。</p>
{heading(2, "问题与想法", "问题与想法")}<p>设样本 {inline(XS)} 独立同分布，目标是参数化一个密度 {inline(P, after="，")}然后最大化对数似然。困难不在优化，而在约束：密度必须处处<strong>非负</strong>，且积分为 1。神经网络的输出两条都不满足，常见的补救是取指数再除以配分函数：</p>
{display(DENSITY)}
<p class="cont">可 {inline(Z)} 一般积不出来。既然麻烦出在指数，<mark>不如换一个积得出来的非负函数</mark>。最简单的候选就是平方。</p>
{heading(2, f"两个约束，一次平方 {inline('f')}", "两个约束")}<p>取 {inline("2N+1")} 个复系数，令</p>
{display(SQUARE, ("(1)",), "，", ("(1)",))}
<p class="cont">非负性一望而知。归一化靠的是正交性：当 {inline(UNEQUAL)} 时 {inline(ORTHOGONAL, after="，")}否则等于 2，于是交叉项全部消失，分母恰好就是式<a class="ref" href="#eq-1">(1)</a>里那个有限和<a class="fn" id="r2" href="#n2" style="anchor-name:--r2" aria-describedby="n2">2</a>。</p>
{display(LONG, ("(2)",))}
{display(ELBO, ("(3)", "(4)"), cited=("(4)",))}
<blockquote><p>“非负”看似是约束，其实是提示——它在提醒我们，密度本来就是某样东西的长度。</p></blockquote>
{heading(3, "十行代码", "十行代码")}<p>对数似然的梯度有显式，用 <code>numpy</code> 就能写完。<a class="ref" href="#fig-density">图 1</a> 是它的输出，留出集上是 <span class="val">0.192<button popovertarget="v.1" aria-label="出处"></button></span>，旧的是 <span class="val old">0.204<button popovertarget="v.2" aria-label="出处"></button></span>，还缺 <span class="val missing">?</span> 和式<span class="ref missing">(?)</span>。</p>
{cell()}
<figure class="code"><pre tabindex="0"><code class="language-python">{highlighted(CODE)}</code></pre></figure>
{heading(2, "数值结果", "数值结果")}<p>系数个数决定分辨率，目标里多了一项惩罚：{inline(BROAD)}。颜色照旧：{inline(COLOURS, after="。")}写错的公式 <code class="tex-error" title="Missing argument for \\frac">\\frac{{1}}</code> 原样示众。</p>
<div class="tbl" tabindex="0"><table><thead><tr><th>模型</th><th class="r">参数个数</th><th class="r">对数似然</th><th class="c">用时/秒</th></tr></thead><tbody><tr><td>直方图（48 格）</td><td class="r">47</td><td class="r">−0.213</td><td class="c">0.01</td></tr><tr><td><span lang="en">KDE</span>，Scott 带宽</td><td class="r">4000</td><td class="r">−0.241</td><td class="c">0.35</td></tr><tr><td>傅里叶，{inline("N=12")}</td><td class="r">50</td><td class="r">−0.184</td><td class="c">1.9</td></tr></tbody></table></div>
{stale_cell()}
<ul><li>{inline(LAMBDA)} 太小，均匀段会出现明显的波纹；</li><li>{inline(LAMBDA)} 太大，窄峰会被压低——与带宽过大的 <span lang="en">KDE</span> 同病相怜。</li></ul>
<figure class="image"><img src="data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 300 60'%3E%3Ccircle cx='150' cy='30' r='25'/%3E%3C/svg%3E" alt="示意图" width="300" height="60" loading="lazy"><figcaption>图片的说明</figcaption></figure>
{blocks()}<p>代价是只适用于低维，复杂度 {inline(ORDER, "（", "），")}高维情形留待<a class="post" href="/high/">《高维时怎么办》</a>。</p>
<div class="from" id="v.1" popover><p><code>final_loss = 0.1921048015</code><br>出自<a href="#fig-density">图 1</a>，<a href="#fig-density.card">运行卡</a>：CPU · 3.2 秒 · 2026-11-24</p></div>
<div class="from" id="v.2" popover><p><code>old_loss = 0.20412</code><br>出自<a href="#fig-loss">图 2</a>：CPU · 3.2 秒 · 2026-11-24</p><p class="stale">⚠ 此数由旧代码算出：<code>code/flow.py</code> 改动了 <code>sample</code>（上次运行：2026-11-20）</p></div>
"""
    return body, NOTES


NOTES = """<section class="notes" aria-labelledby="nh"><h2 id="nh">注释</h2><ol>
<li id="n1" data-n="1" style="--r:--r1;anchor-name:--n1"><p>De la Fuente 等人，2024。论文用的是一维情形，目的是给神经压缩里的熵模型用。<a class="back" href="#r1" aria-label="回到正文">↩</a></p></li>
<li id="n2" data-n="2" style="--r:--r2;--p:--n1;anchor-name:--n2"><p>这里的区间长度是 2，所以系数前有个 2；换成单位区间就没有了。<a class="back" href="#r2" aria-label="回到正文">↩</a></p></li>
</ol></section>"""


def hippo_excerpt() -> str:
    """An excerpt with a heading, coloured boxes and a tagged equation."""
    return f"""<p>状态空间模型的记忆从哪里来？把输入一路投影到正交多项式上，系数满足一个线性方程，这便是 <span lang="en">HiPPO</span> 的出发点。</p>
{heading(2, "框架", "p1-框架")}<p>整个模型只有三个方块：</p>
{display(BOXES)}
<p class="cont">其中状态矩阵取</p>
{display(HIPPO, ("(HiPPO-LegS)",))}
<p class="cont">接下来逐项说明它为什么是这个样子。</p>"""


def fourier_excerpt() -> str:
    """An excerpt with a figure."""
    figure_ = cell().replace('id="fig-density"', 'id="p2-fig-density"')
    return f"""<p>给定区间上的一批样本，怎样得到它的密度函数？设样本 {inline(XS)} 独立同分布，目标是参数化一个密度 {inline(P, after="。")}</p>
{heading(3, "先看结果", "p2-先看结果")}{figure_}"""
