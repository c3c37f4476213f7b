"""A built site to the posts that are not to be published so: their results are not fresh."""

from collections.abc import Iterable
from dataclasses import dataclass

from huoye.build.score import Composition
from huoye.fresh.report import CODES
from huoye.model.page import PostView
from huoye.model.problem import Problem
from huoye.site.render import file_of


@dataclass(frozen=True, slots=True)
class Held:
    """A post with results that are stale, damaged or not there."""

    source: str
    page: str
    """path of its page in the output folder"""
    body: str
    """its own part of the page: the same in what is published, the post did not change"""
    problems: tuple[Problem, ...]
    """one for each such result"""


def held(composition: Composition, problems: Iterable[Problem]) -> tuple[Held, ...]:
    """Every such post that the site shows."""
    told: dict[str, list[Problem]] = {}
    for problem in problems:
        if problem.code in CODES.values():
            told.setdefault(problem.path, []).append(problem)
    found = []
    for recipe in composition.recipes:
        post = recipe.values().get("post") if recipe.source in told else None
        if isinstance(post, PostView):
            page, own = file_of(recipe.url), tuple(told[recipe.source])
            found.append(Held(recipe.source, page, post.body, own))
    return tuple(found)
