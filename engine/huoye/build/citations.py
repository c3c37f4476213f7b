"""Who refers to which equation: gathered from links and formulas, shown at the numbers."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from huoye.build.formulas import Mathematics
from huoye.catalog.cited import Cited, cited
from huoye.catalog.resolve import Links
from huoye.model.catalog import Entry
from huoye.model.place import Place
from huoye.model.view import FormulaView


def citations(
    entries: Sequence[Entry],
    links: Mapping[str, Links],
    mathematics: Mathematics,
    place: Place,
) -> Mapping[str, tuple[Cited, ...]]:
    """Path of a draft → its equations that other posts refer to."""
    leads = {path: {*_leads(found), *mathematics.leads[path]} for path, found in links.items()}
    return cited(entries, leads, mathematics.numberings, place)


def marked(formulas: Sequence[FormulaView], equations: Iterable[Cited]) -> tuple[FormulaView, ...]:
    """The formulas with a mark at each number that others refer to.

    A group has no number to stand beside: its mark is at the first of its numbers.
    """
    said = {e.label.anchor: _said(e) for e in equations}
    return tuple(_marked(formula, said) for formula in formulas) if said else tuple(formulas)


def _leads(links: Links) -> Iterable[str]:
    """Addresses with an anchor, on other pages."""
    urls = (*(target.url for target in links.references.values()), *links.hrefs.values())
    return (url for url in urls if "#" in url[1:])


def _said(equation: Cited) -> str:
    titles = "".join(f"《{entry.draft.front.title}》" for entry in equation.by)
    return f"{titles}引用了式 {equation.label.text}"


def _marked(formula: FormulaView, said: Mapping[str, str]) -> FormulaView:
    if not formula.numbers:
        return formula
    numbers = [replace(n, cited=said.get(n.anchor, "")) for n in formula.numbers]
    if formula.anchor in said and not numbers[0].cited:
        numbers[0] = replace(numbers[0], cited=said[formula.anchor], entry=formula.anchor)
    return replace(formula, numbers=tuple(numbers))
