"""The one place where it is decided what cells see of the environment (run.md §15)."""

import os
from collections.abc import Mapping, Sequence
from pathlib import Path

from huoye.run.device import Used
from huoye.run.job import PostRun

KEPT = ("PATH", "LD_LIBRARY_PATH")
"""of our own environment, beside what a site names"""
THREADS = ("OMP_NUM_THREADS", "MKL_NUM_THREADS", "OPENBLAS_NUM_THREADS", "VECLIB_MAXIMUM_THREADS")
"""how libraries are told their number of threads; one that is not told takes all cores"""


def environment(
    job: PostRun, device: Used, names: Sequence[str], shown: Mapping[str, str]
) -> dict[str, str]:
    """All that the cells of a chain see; `names`: the variables that they declare; `shown`: those
    that show their cards.

    The kernel adds its own folders: HOME, TMPDIR and the like.
    """
    own = {
        "HUOYE_ROOT": str(job.root),
        "HUOYE_PRESET": job.preset,
        "HUOYE_DEVICE": device,
    }
    return {**_allowed((*job.env, *names)), **common(job.root, job.threads), **own, **shown}


def common(root: Path, threads: int) -> Mapping[str, str]:
    """What is the same for every kernel of a site, the fork server's process among them."""
    return {
        **_allowed(()),
        "LANG": "C.UTF-8",
        "TZ": "UTC",
        "PYTHONHASHSEED": "0",
        "PYTHONDONTWRITEBYTECODE": "1",
        "MPLBACKEND": "module://matplotlib_inline.backend_inline",
        "MPLCONFIGDIR": str(root / ".huoye" / "matplotlib"),
        **dict.fromkeys(THREADS, str(threads)),
    }


def _allowed(names: Sequence[str]) -> dict[str, str]:
    return {name: os.environ[name] for name in (*KEPT, *names) if name in os.environ}
