"""huoye worker: what `run --on ssh:HOST` says to the huoye there; no author types it."""

import json
import os
import re
import sys
from pathlib import Path
from typing import Any

import click

from huoye.remote.request import Request
from huoye.remote.slot import Slot

NAME = re.compile(r"[\w.-]+")


@click.command("worker", hidden=True)
@click.argument("verb", type=click.Choice(["hello", "start", "follow", "end", "close"]))
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.argument("name")
def command(verb: str, folder: Path, name: str) -> None:
    """Answer one question about the run of the site NAME below FOLDER, as lines of JSON."""
    if not NAME.fullmatch(name) or name.startswith("."):
        raise click.UsageError("NAME is letters and digits")
    slot = Slot(folder.resolve() / "jobs" / name)
    if verb == "follow":
        _follow(slot)
    elif verb == "start":
        asked: Any = json.load(sys.stdin)
        request = Request.of(asked["request"])
        _say(slot.start(asked["incoming"], request))
    else:
        _say({"hello": slot.hello, "end": slot.end, "close": slot.close}[verb]())


def _follow(slot: Slot) -> None:
    try:
        with open(0, "rb", buffering=0, closefd=False) as gone:
            for line in slot.follow(gone):
                _say(line)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # nobody is there to flush to


def _say(data: object) -> None:
    click.echo(json.dumps(data))
