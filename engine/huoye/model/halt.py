"""The one exception that leaves a room: there is no way to go on."""

from huoye.model.problem import Problem


class Halt(Exception):  # noqa: N818 - it ends the command, it is no bug
    """Raised at the rim, caught by the command line, which shows the problem and exits with 2."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.text())
        self.problem = problem
