"""The one exception of huoye: raised at the rim where a command cannot go on, caught in cli."""

from huoye.model.problem import Problem


class Halt(Exception):  # noqa: N818 - it ends the command, it is no bug
    """Ends the command with exit code 2 after its problems are shown."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__("; ".join(p.text() for p in problems))
        self.problems = problems
