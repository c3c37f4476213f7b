"""`--on` to a place: ssh:HOST[:DIR], or slurm[:PARTITION]; pure."""

import re
from dataclasses import dataclass

from huoye.model.halt import Halt
from huoye.model.problem import problem

SSH = re.compile(r"ssh:(?P<host>\[[^]]+\]|[^:]+)(?::(?P<folder>.+))?")
SLURM = re.compile(r"(?P<kind>slurm|local-cluster)(?::(?P<partition>[\w.,-]+))?")
FOLDER = "huoye"
"""on a machine that is reached by ssh, from the folder that one logs in to"""
HOST = re.compile(r"(\w[\w.+-]*@)?[\w\[][^\s/@\x00-\x1f\x7f]*")
"""nothing that ssh or rsync would read as an option"""


@dataclass(frozen=True, slots=True)
class Box:
    """A machine of the author's own."""

    host: str
    """as ssh knows it: an alias of ~/.ssh/config, or user@name"""
    folder: str
    """where huoye keeps its things there; relative to the folder that one logs in to"""


@dataclass(frozen=True, slots=True)
class Cluster:
    """A cluster whose scheduler is asked from here."""

    kind: str
    """slurm, or local-cluster: the same on this machine, for tests"""
    partition: str


def place_of(text: str) -> Box | Cluster:
    """What the author wrote; raises Halt HY080 for anything else."""
    if found := SSH.fullmatch(text):
        folder = (found["folder"] or FOLDER).removeprefix("~/")
        if HOST.fullmatch(found["host"]) and folder.isprintable() and folder[0] not in "-~":
            return Box(found["host"], folder.rstrip("/") or "/")
    if found := SLURM.fullmatch(text):
        return Cluster(found["kind"], found["partition"] or "")
    raise Halt(problem("HY080", place=text))
