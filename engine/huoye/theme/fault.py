"""A template's exception to a located problem."""

import traceback
from collections.abc import Sequence
from pathlib import Path

import jinja2

from huoye.model.problem import Problem, problem


def fault(error: Exception, template: str, folders: Sequence[Path]) -> Problem:
    """What the theme's author must mend, at the line of the template that failed.

    `template` is the one asked for; the error may lie in one that it extends or includes.
    """
    if isinstance(error, jinja2.TemplateNotFound):
        searched = ", ".join(f"themes/{f.name}" for f in folders) or "—"
        name, line = _failing_line(error, template, folders)
        return problem("HY702", _shown(name, folders), line, name=error.name, searched=searched)
    if isinstance(error, jinja2.TemplateSyntaxError):
        path = _shown(error.name or template, folders)
        return problem("HY701", path, error.lineno, what=error.message)
    name, line = _failing_line(error, template, folders)
    return problem("HY703", _shown(name, folders), line, what=error)


def _failing_line(
    error: Exception, template: str, folders: Sequence[Path]
) -> tuple[str, int | None]:
    """Innermost frame that lies in a template; jinja2 rewrites tracebacks to template lines."""
    for frame, line in reversed(list(traceback.walk_tb(error.__traceback__))):
        path = Path(frame.f_code.co_filename)
        for folder in folders:
            if path.is_relative_to(folder):
                return path.relative_to(folder).as_posix(), line
    return template, None


def _shown(template: str, folders: Sequence[Path]) -> str:
    """themes/<name>/<template> of the folder that gave it: no machine's own paths."""
    nearest = next((f for f in folders if (f / template).is_file()), None)
    return f"themes/{nearest.name}/{template}" if nearest else template
