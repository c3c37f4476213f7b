"""How urgently the author wants a run to end: one value that threads share."""


class Stop:
    """Asked once, running cells are interrupted; asked twice, everything ends at once."""

    def __init__(self) -> None:
        self._level = 0

    @property
    def level(self) -> int:
        """0 go on; 1 interrupt what runs and start nothing more; 2 kill what runs."""
        return self._level

    def ask(self) -> None:
        """Once more: called from a signal handler, so it only counts."""
        self._level = min(self._level + 1, 2)
