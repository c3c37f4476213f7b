"""The one door to jinja2: (template, values) to text."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import jinja2
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from huoye.model.halt import Halt
from huoye.model.page import Html
from huoye.theme.fault import fault

ESCAPED = (".html", ".xml")
FAULTS = (jinja2.TemplateError, TypeError, ValueError, ArithmeticError, RecursionError)
"""what a template can do wrong; anything else is a bug of ours and keeps its traceback"""
NOT_IN_XML = dict.fromkeys([*range(9), 11, 12, *range(14, 32), 0xFFFE, 0xFFFF])
"""characters that XML 1.0 cannot hold in any form, mapped to nothing"""


class Theme:
    """The templates of a theme; what they print is escaped unless a template says `|html`."""

    def __init__(self, folders: Sequence[Path]) -> None:
        """`folders`, nearest first: the first that has a template gives it."""
        self._folders = tuple(folders)
        self._environment = _environment(self._folders)

    def render(self, template: str, values: Mapping[str, object]) -> str:
        """The page as text. Raises Halt HY701 to HY703 at the template's own line."""
        try:
            text = self._environment.get_template(template).render(values)
        except FAULTS as error:
            raise Halt(fault(error, template, self._folders)) from error
        return text.translate(NOT_IN_XML) if template.endswith(".xml") else text


def _environment(folders: Sequence[Path]) -> jinja2.Environment:
    # a theme comes with its site: it may print what it is given, and reach nothing else
    environment = ImmutableSandboxedEnvironment(
        loader=jinja2.FileSystemLoader(folders),
        autoescape=lambda name: name is not None and name.endswith(ESCAPED),
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["html"] = _html
    del environment.filters["safe"]  # one way to print markup, and it says what the field is
    return environment


def _html(value: Html) -> Markup:
    """Print a field of type Html as it is."""
    return Markup(value)
