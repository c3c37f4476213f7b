"""Options that several commands share."""

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import click

F = TypeVar("F", bound=Callable[..., object])


def site_option(command: F) -> F:
    """--site DIR: the site to work on, by default the one this folder belongs to."""
    return click.option(
        "--site",
        "folder",
        type=click.Path(exists=True, file_okay=False, path_type=Path),
        default=".",
        metavar="DIR",
        help="folder of the site (default: the one this folder belongs to)",
    )(command)


def json_option(command: F) -> F:
    """--json: the same as data."""
    return click.option("--json", "as_json", is_flag=True, help="print the same as JSON")(command)
