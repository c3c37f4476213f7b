"""What real posts do (mathematics.md §10), each built whole with MathJax."""

import re
from html import unescape

import pytest
from tests.tiny import Tiny

REAL = {
    "a name without a backslash holds to the end of the post": (
        "设 $\\newcommand{msign}{\\mathop{\\text{msign}}}\\msign(M)$。\n\n## 一节\n\n"
        "又 $\\msign(N)$，以及\n\n$$\\msign(P)$$\n\n> 引用 $\\msign(Q)$",
        [r"\newcommand{msign}{\mathop{\text{msign}}}\msign(M)", r"\msign(N)", r"\msign(P)", r"\msign(Q)"],
    ),
    "an underscore in text": (
        r"$\text{stop_gradient}(x)$ 与 $x_{\text{top_k}}$",
        [r"\text{stop_gradient}(x)", r"x_{\text{top_k}}"],
    ),
    "a package in any case": (
        "$\\require{AMScd}\\begin{CD}A@>>>B\\end{CD}$ $\\require{Cancel}\\bcancel{x}$ $\\require{CANCEL}y$",
        [r"\require{AMScd}\begin{CD}A@>>>B\end{CD}", r"\require{Cancel}\bcancel{x}", r"\require{CANCEL}y"],
    ),
    "a display that starts its line right after text": (
        "于是有\n$$x=1$$\n其中 $y$ 任意。",
        ["x=1", "y"],
    ),
    "a raw environment after a colon": (
        "我们有：\n\\begin{equation}a=b\\label{eq:a}\\end{equation}\n由 \\eqref{eq:a}，\n"
        "\\begin{align}c&=d\\\\e&=f\\end{align}，\n证毕。",
        [r"\begin{equation}a=b\label{eq:a}\end{equation}", r"\begin{align}c&=d\\e&=f\end{align}"],
    ),
    "the stop of the sentence behind the display": (
        "则\n\n\\begin{equation}a\\end{equation}，\n\n$$b$$。\n\n\\[c\\]；\n\n完。",
        [r"\begin{equation}a\end{equation}", "b", "c"],
    ),
    "arrays with rules in the line": (
        r"取 $\begin{array}{c|c}a&b\\\hline c&d\end{array}$ 即可。",
        [r"\begin{array}{c|c}a&b\\\hline c&d\end{array}"],
    ),
    "commands that few packages have": (
        r"$\sqrt[\uproot{2}3]{x}$、$\smash{x}$、$\bbox[yellow]{x}$、$\mathop{\max}\limits_x$、"
        r"$\iint$、$\curvearrowright$、$\xrightarrow{f}$、$\sum_{\substack{i\\j}}$、$p\land q$",
        [r"\sqrt[\uproot{2}3]{x}", r"\smash{x}", r"\bbox[yellow]{x}", r"\mathop{\max}\limits_x",
         r"\iint", r"\curvearrowright", r"\xrightarrow{f}", r"\sum_{\substack{i\\j}}", r"p\land q"],
    ),
    "an alias that keeps the older meaning": (
        r"$\newcommand{\new}{a}\let\old\new\renewcommand{\new}{\old\old}$于是 $\new=\old^2$。",
        [r"\new=\old^2"],
    ),
    "old letters under a new name": (
        r"$\let\oldvec\vec\renewcommand{\vec}[1]{\boldsymbol{\oldvec{#1}}}$则 $\vec{x}$。",
        [r"\vec{x}"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", REAL)
def test_what_real_posts_do_works(tiny: Tiny, name: str) -> None:
    text, formulas = REAL[name]
    tiny.post("real", text)
    page = tiny.built()["real/index.html"].decode()
    sources = re.findall(r'<span class="tex">\\[(\[](.*?)\\[)\]]</span>', page, re.S)
    assert [unescape(source) for source in sources] == formulas
    assert page.count('<svg class="m"') >= len(formulas)
    assert "tex-error" not in page


def test_the_older_meaning_is_what_is_drawn(tiny: Tiny) -> None:
    text, _ = REAL["an alias that keeps the older meaning"]
    tiny.post("real", text)
    page = tiny.built()["real/index.html"].decode()
    assert re.findall(r'href="#I1D44E"', page) == ['href="#I1D44E"'] * 3, "aa = a²"
