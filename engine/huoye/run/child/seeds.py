"""A cell's seed to the generators of random, NumPy and torch, those loaded and those to come."""

import random
import sys


class Seeds:
    """Holds the seed of the running cell; `sow` is called before it and after a late import."""

    def __init__(self) -> None:
        self.seed = 0

    def sow(self, seed: int) -> None:
        """Seed what is loaded; a library that the cell imports itself is seeded on arrival."""
        self.seed = seed
        random.seed(seed)
        self.numpy()
        self.torch()

    def numpy(self) -> None:
        """NumPy's global generator."""
        numpy = sys.modules.get("numpy")
        if numpy is not None:
            numpy.random.seed(self.seed % 2**32)

    def torch(self) -> None:
        """torch's generators; this does not touch a card that no cell has used."""
        torch = sys.modules.get("torch")
        if torch is not None and hasattr(torch, "manual_seed"):
            torch.manual_seed(self.seed)
