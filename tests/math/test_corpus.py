"""Formulas that must not fail, the same bytes from every engine and in every order."""

import random
import re
from collections import Counter
from importlib.util import find_spec

import pytest

from huoye.math.engines import engines, find_node, options_json
from huoye.math.host import Host
from huoye.math.install import modules
from huoye.math.typesetter import Typesetter
from huoye.model.formula import Job

BOTH = find_node() is not None and find_spec("quickjs") is not None


def test_no_formula_of_the_corpus_fails(typesetter: Typesetter, corpus: tuple[Job, ...]) -> None:
    answers = typesetter.typeset(corpus)
    assert len(answers) == 397
    assert {job.tex: typeset.error for job, typeset in answers.items() if typeset.error} == {}
    for typeset in answers.values():
        assert set(re.findall(r'<use href="#([^"]+)"', typeset.html)) == set(typeset.glyphs)
        assert typeset.parts == typeset.html.count('<svg class="m"')


def test_no_formula_that_posts_write_fails(
    typesetter: Typesetter, usage: tuple[Job, ...], corpus: tuple[Job, ...]
) -> None:
    answers = typesetter.typeset(usage)
    assert len(answers) >= 200
    assert not answers.keys() & set(corpus)
    assert {job.tex: typeset.error for job, typeset in answers.items() if typeset.error} == {}
    assert [job.tex for job, typeset in answers.items() if typeset.width < 0.3] == []


def test_order_does_not_matter(typesetter: Typesetter, corpus: tuple[Job, ...]) -> None:
    some = random.Random(1).sample(corpus, 60)
    one_by_one = {job: typesetter.typeset([job])[job] for job in reversed(some)}
    assert typesetter.typeset(some) == one_by_one


def test_an_outline_is_sent_once(corpus: tuple[Job, ...]) -> None:
    host = Host(engines(modules(), options_json(()), 5.0))
    sent = Counter(glyph for _, answer in host.answers(corpus[:99]) for glyph in answer.outlines)
    again = [answer for _, answer in host.answers(corpus[:99])]
    host.close()
    assert set(sent.values()) == {1}
    assert not any(answer.outlines for answer in again)


@pytest.mark.skipif(not BOTH, reason="this machine has one engine")
def test_both_engines_agree_to_the_byte(corpus: tuple[Job, ...]) -> None:
    some = [*random.Random(2).sample(corpus, 50), *(Job(tex, display=True) for tex in FEATURES)]
    with Typesetter(None, engine="node") as node, Typesetter(None, engine="quickjs") as quickjs:
        left, right = node.typeset(some), quickjs.typeset(some)
        assert left == right
        glyphs = sorted({glyph for typeset in left.values() for glyph in typeset.glyphs})
        assert node.outlines(glyphs) == quickjs.outlines(glyphs)


FEATURES = [
    r"\ce{H2O ->[a] B}",
    r"\text{中文 $x$ stop_gradient}",
    r"\begin{align}a\tag{$\star$}\label{q}\\b\end{align}",
    r"\style{width:4em;border:1px solid}{x}",
    r"\unicode{xD800}",
    r"\begin{CD}A@>a>>B\\@VVV@AAA\\C@=D\end{CD}",
    r"\bbox[yellow,5px]{x}",
    r"\undefined",
    r"\begin{array}{|c|}\hline a\\\hdashline b\end{array}",
    r"\href{https://example.org/?a=1&b}{x}",
]
