"""Settings to the target that `publish` is asked for."""

from difflib import get_close_matches

from huoye.model.config import PublishConfig
from huoye.model.halt import Halt
from huoye.model.problem import problem
from huoye.site.opened import SETTINGS, Site


def publish_target(site: Site, name: str) -> PublishConfig:
    """[publish.NAME], or the only target where none is named. Raises Halt HY003, HY004."""
    targets = site.config.publish
    if name in targets:
        return targets[name]
    if not name and len(targets) == 1:
        return next(iter(targets.values()))
    if not targets:
        raise Halt(problem("HY003", SETTINGS))
    near = get_close_matches(name, targets, 1, 0.3) or sorted(targets)
    raise Halt(problem("HY004", SETTINGS, name=name or "-", known=", ".join(near)))
