"""A site to the drafts whose cells may be run: those of posts without an error."""

from huoye.model.draft import Draft
from huoye.model.problem import Problem
from huoye.site.library import Library
from huoye.site.opened import Site


def sound_drafts(site: Site) -> tuple[list[Draft], list[Problem]]:
    """The drafts, and what is wrong with the site: why the other posts are not among them."""
    shelf = Library(site.root, site.config).read()
    broken = [p for s in shelf.parsed.values() for p in s.problems if p.level == "error"]
    sick = {p.path for p in broken}
    drafts = [p.draft for p in shelf.parsed.values() if p.draft is not None]
    return [d for d in drafts if d.path not in sick], [*shelf.problems, *broken]
