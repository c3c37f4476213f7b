"""A cell that shows something but has no label to one that would do."""

import re

from huoye.run.job import PostRun


def propose(job: PostRun, *, draws: bool) -> str:
    """A free label made from the post's name: fig-hippo, then fig-hippo-2."""
    stem = re.sub(r"\W+", "-", job.name).strip("-").lower() or "post"
    first = f"{'fig' if draws else 'out'}-{stem}"
    taken = {cell.name for cell in job.cells}
    number, label = 1, first
    while label in taken:
        number += 1
        label = f"{first}-{number}"
    return label
