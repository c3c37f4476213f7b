"""The one place that knows where MathJax lies and how it comes there.

`HUOYE_MATHJAX` may name a node_modules folder to use instead; whoever sets it answers for it.
Used by the wheel's build hook, by `huoye setup`, and by hand: python -m huoye.math.install
"""

import os
from collections.abc import Iterable
from difflib import get_close_matches
from pathlib import Path

from huoye.disk.npm import Bundle, bring, damaged, is_current, package_version
from huoye.model.halt import Halt
from huoye.model.problem import problem

PACKAGES = ("mathjax", "@mathjax/mathjax-newcm-font", "@mathjax/mathjax-mhchem-font-extension")
EXTENSIONS = "mathjax/input/tex/extensions"
REFUSED = frozenset(
    {
        *("action", "texhtml"),  # want a page with a script
        *("autoload", "require"),  # load while a formula is typeset
        *("noerrors", "noundefined"),  # hide what the author is to be told
        "setoptions",  # reaches from one formula to the next
        *("bbm", "bboldx", "dsfont"),  # want a font each that is not brought
    }
)
"""Extensions of MathJax that a site cannot ask for."""
HERE = Path(__file__).resolve().parent
MATHJAX = Bundle(
    name="MathJax",
    project=HERE,
    target=HERE.parent / "_vendor" / "mathjax",
    keep=(
        "mathjax/LICENSE",
        "mathjax/package.json",
        "mathjax/startup.js",
        "mathjax/core.js",
        "mathjax/adaptors/liteDOM.js",
        "mathjax/input/tex.js",
        f"{EXTENSIONS}/*.js",
        "mathjax/output/svg.js",
        "@mathjax/*/package.json",
        "@mathjax/*/svg.js",
        "@mathjax/*/svg/dynamic/*.js",
    ),
)


def install() -> bool:
    """Bring MathJax into the package; False when there already. Raises Halt with the mend."""
    return bring(MATHJAX, _chosen())


def installed() -> bool:
    """Whether formulas can be typeset: the committed lock's MathJax, or the chosen folder's."""
    chosen = _chosen()
    return _complete(chosen) if chosen else is_current(MATHJAX)


def modules() -> Path:
    """The node_modules folder to load MathJax from. Raises Halt HY305 when there is none."""
    if not installed():
        raise Halt(problem("HY305"))
    return _chosen() or MATHJAX.target


def check_whole() -> None:
    """Raises Halt HY309 when a file of the package's own copy has changed since it came."""
    broken = () if _chosen() else damaged(MATHJAX)
    if broken:
        raise Halt(problem("HY309", file=broken[0], folder=MATHJAX.target))


def check_packages(names: Iterable[str]) -> None:
    """Raises Halt HY312 for a further package that is not there or not to be had."""
    there = {path.stem for path in (modules() / EXTENSIONS).glob("*.js")} - REFUSED
    for name in names:
        if name not in there:
            near = ", ".join(get_close_matches(name, there)) or "physics"
            raise Halt(problem("HY312", "huoye.toml", name=name, near=near))


def versions() -> str:
    """What typesets, by version, for the key of a remembered formula; needs no installation."""
    chosen = _chosen()
    if chosen is None:
        return (MATHJAX.project / "package-lock.json").read_text("utf-8")
    return " ".join(f"{name}@{package_version(chosen, name)}" for name in PACKAGES)


def _chosen() -> Path | None:
    folder = os.environ.get("HUOYE_MATHJAX")
    return Path(folder).resolve() if folder else None


def _complete(folder: Path) -> bool:
    return all(package_version(folder, name) for name in PACKAGES)


if __name__ == "__main__":
    install()
