"""A run on the author's own machine by ssh: sent, followed, brought home, whatever breaks."""

import hashlib
import platform
import re
import secrets
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from huoye import __version__
from huoye.model.event import Event, Report
from huoye.model.halt import Halt
from huoye.model.problem import Problem, problem
from huoye.remote.alone import alone
from huoye.remote.errand import Errand
from huoye.remote.gather import gather
from huoye.remote.place import Box
from huoye.remote.request import request_of
from huoye.remote.returned import Returned, event_in
from huoye.remote.ssh import Line, Lost
from huoye.remote.take import Taker, told
from huoye.run.job import PostResult
from huoye.site.opened import Site
from huoye.site.running import Planned

PAUSES = (1.0, 2.0, 5.0, 10.0, 30.0)
"""seconds before each new attempt to reach a box whose run goes on"""
RETRIES = 2
"""how often a run whose process was lost is begun again"""


@dataclass(frozen=True, slots=True)
class Ends:
    """Who is told what happens."""

    report: Report
    tell: Callable[[Problem], None]
    """at once"""


def run_on_box(errand: Errand, box: Box, ends: Ends) -> Iterator[PostResult]:
    """Bring the posts up to date there; a run that goes on is followed, never doubled.

    Raises Halt where the box cannot be reached or is not set up.
    """
    with alone(mirror(errand.site, box), box.host):
        session = _Session(errand, box, ends)
        try:
            yield from session.go()
        except KeyboardInterrupt:
            if session.running:
                ends.tell(problem("HY665", host=box.host))
            raise
        except Lost as lost:
            code = "HY664" if session.running else "HY087"
            raise Halt(problem(code, host=box.host, reason=lost)) from None


def end_on_box(site: Site, box: Box) -> bool:
    """End the run that goes on there; False where there is none."""
    try:
        answer = Line(box, slot_name(site)).ask("end")
    except Lost as lost:
        raise Halt(problem("HY087", host=box.host, reason=lost)) from None
    if not isinstance(answer, dict) or "ended" not in answer:
        raise Halt(problem("HY086", host=box.host, reason="no answer"))
    return bool(answer["ended"])


def slot_name(site: Site) -> str:
    """What the runs of a site are called on a box: the same from each of the author's machines."""
    plain = re.sub(r"[^\w.-]+", "-", site.config.site.url.partition("//")[2] or site.root.name)
    plain = plain.encode("ascii", "ignore").decode().strip(".-")[:40]
    return f"{plain or 'site'}-{_digest(site.config.site.url or site.root.name)}"


class _Session:
    """One command of the author's, from the first question to the last result."""

    def __init__(self, errand: Errand, box: Box, ends: Ends) -> None:
        self.errand, self.box, self.ends = errand, box, ends
        self.site = errand.site
        self.line = Line(box, slot_name(self.site))
        self.home = mirror(self.site, box)
        self.running = False
        """whether a run goes on there although we may lose sight of it"""
        self.shown = 0
        """steps of the run that were reported: each new connection tells all again"""
        self.state = errand.state()
        """of what is to be run"""

    def go(self) -> Iterator[PostResult]:
        """Follow what goes on, take what is left, run what is then not fresh; until nothing is."""
        there, lost = self._hello(), 0
        while True:
            if there["running"] or there["left"]:
                same = _state(there) == self.state
                self._announce(there, same=same)
                returned, problems = self._attend(running=bool(there["running"]))
                yield from told(returned, problems, same=same)
                was, then = there, self.line.ask("close")
                if returned is not None and same and not then["stopped"]:
                    return
                if was["running"] and then["stopped"]:
                    yield _alone_said(problem("HY668", host=self.box.host))
                    return
                lost += returned is None and was["running"]
                if lost > RETRIES:
                    reason = str(then["log"]).strip().rpartition("\n")[2] or "-"
                    yield _alone_said(problem("HY669", host=self.box.host, reason=reason))
                    return
                there = self._hello()
            if not (planned := self.errand.plan()):
                return
            there = self._start(planned, list(there["copies"]))

    def _announce(self, there: Any, *, same: bool) -> None:
        """Whose run it is that is followed, unless it is this command's own."""
        if there["running"] and not (self.running and same):
            code = "HY667" if same else "HY666"
            self.ends.tell(problem(code, host=self.box.host, posts=_posts(there)))

    def _hello(self) -> Any:
        there = self.line.ask("hello")
        if there.get("version") != __version__:
            found = there.get("version", "-")
            raise Halt(problem("HY085", host=self.box.host, there=found, here=__version__))
        return there

    def _start(self, planned: list[Planned], copies: list[str]) -> Any:
        """How it stands there then: another run may have come first."""
        files = gather(self.site, planned).files
        self.state = self.errand.state()
        request = request_of(planned, self.errand.wish, self.state)
        incoming = f"in-{_digest(platform.node() + str(self.site.root))}-{secrets.token_hex(4)}"
        self.ends.report(Event("send", self.box.host, 0, 0))
        self.line.send(self.site.root, files, incoming, copies)
        asked = {"incoming": incoming, "request": request.data()}
        self.running = True
        return self.line.ask("start", asked)

    def _attend(self, *, running: bool) -> tuple[Returned | None, list[Problem]]:
        """Follow a run to its end; each result is taken as it comes."""
        self.running, self.shown = running, 0
        taker = Taker(self.site, self.home, force=self.errand.wish.force)
        problems: list[Problem] = []
        pauses = iter(PAUSES)
        while self.running:
            try:
                self._follow(taker, problems)
            except Lost:
                pause = next(pauses, None)
                if pause is None:
                    raise
                time.sleep(pause)
        self.line.bring(self.home)
        problems += taker.take().problems
        for step in taker.steps(self.shown):
            self.ends.report(step)
        return taker.returned(), problems

    def _follow(self, taker: Taker, problems: list[Problem]) -> None:
        """The run as far as the connection lasts; raises Lost where it ended first."""
        told = 0
        with self.line.listen() as lines:
            for line in lines:
                if "event" in line:
                    told += 1
                    if told > self.shown:
                        self.shown = told
                        self.ends.report(event_in(line["event"]))
                elif "news" in line:
                    self.line.bring(self.home)
                    problems += taker.take(last=False).problems
                elif line.get("over"):
                    self.running = False
        if self.running:
            raise Lost("the connection ended")


def mirror(site: Site, box: Box) -> Path:
    """Where results lie while they are on their way."""
    return site.cache / "elsewhere" / _digest(f"{box.host}:{box.folder}")


def _alone_said(said: Problem) -> PostResult:
    return PostResult("", (), (said,))


def _state(there: Any) -> str:
    return str(there["request"].get("state", "?"))


def _posts(there: Any) -> str:
    return ", ".join(there["request"].get("posts", ["-"]))


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogateescape")).hexdigest()[:8]
