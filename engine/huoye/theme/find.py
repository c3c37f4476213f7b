"""The one place that knows where themes lie: the site, then the package, then a checkout."""

from collections.abc import Sequence
from pathlib import Path

import huoye
from huoye.model.halt import Halt
from huoye.model.problem import problem

BUILT_IN = "default"
"""every other theme falls back on it, so it need hold only the templates it changes"""


def theme_folders(site: Path, name: str) -> list[Path]:
    """Existing folders of a theme, nearest first; raises Halt HY700 when no folder bears the name.

    `site` is the folder of huoye.toml. A site overrides one template by a file of that name in
    its own themes/<name>/.
    """
    roots = theme_roots(site, Path(huoye.__file__).parent)
    own = _existing(roots, name)
    if not own:
        known = ", ".join(sorted({p.name for root in roots for p in _themes(root)})) or "—"
        raise Halt(problem("HY700", "huoye.toml", name=name, known=known))
    return own if name == BUILT_IN else own + _existing(roots, BUILT_IN)


def theme_roots(site: Path, package: Path) -> tuple[Path, ...]:
    """Where themes are looked for; a checkout counts only where the package lies in its engine/."""
    roots = (site / "themes", package / "_themes")
    checkout = package.parent.parent / "themes"
    return (*roots, checkout) if package.parent.name == "engine" else roots


def _existing(roots: Sequence[Path], name: str) -> list[Path]:
    """Folders called `name`, each once: a site may be the checkout itself."""
    found = (path.resolve() for root in roots for path in _themes(root) if path.name == name)
    return list(dict.fromkeys(found))


def _themes(root: Path) -> list[Path]:
    """A name is matched against what is listed, so "../x" or an absolute one finds nothing."""
    return [path for path in root.iterdir() if path.is_dir()] if root.is_dir() else []
