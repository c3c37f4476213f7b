"""bench_kernels.py [--posts N]: kernels from nothing against kernels by forks.

A kernel until it answers; then N small posts of eight cells that import torch and draw twice, run
one after the other by the engine, the fork server's own start included.
"""

import argparse
import sys
import tempfile
from collections.abc import Callable
from contextlib import ExitStack
from datetime import date
from pathlib import Path
from statistics import median

from clock import Clock, Spent, apart, table

from huoye.fresh.key import keys
from huoye.model.cell import Cell
from huoye.run.environment import common
from huoye.run.font.install import font_file
from huoye.run.forkserver import ForkServer, imported
from huoye.run.guard import Guard
from huoye.run.job import PostRun
from huoye.run.kernel import Kernel
from huoye.run.posts import run_post
from huoye.site.digests import Digests

STARTS = 7
CELLS = (
    "import math\nimport numpy as np\nimport torch\nimport matplotlib.pyplot as plt",
    "x = torch.randn(2000) * 0.3 + 0.5 * torch.sign(torch.randn(2000))",
    "def density(t, a):\n    k = torch.arange(1, len(a) + 1)\n"
    "    return 0.5 + (a[None, :] * torch.cos(math.pi * k * t[:, None])).sum(1)",
    "a = torch.zeros(6, requires_grad=True)\nopt = torch.optim.Adam([a], lr=0.05)\n"
    "for i in range(60):\n    loss = -torch.log(density(x, a).clamp_min(1e-3)).mean()\n"
    "    opt.zero_grad()\n    loss.backward()\n    opt.step()\nprint(f'loss {loss.item():.4f}')",
    "t = torch.linspace(-1, 1, 200)\nwith torch.no_grad():\n    d = density(t, a)",
    "plt.hist(x.numpy(), bins=40, density=True)\nplt.plot(t, d)\nplt.show()",
    "u, s, v = torch.linalg.svd(torch.randn(64, 64))\nprint(round(float(s[0]), 4))",
    "plt.plot(s.numpy())\nplt.title(r'$\\sigma_i(A)$')\nplt.show()",
)


def main() -> None:
    """Two tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--posts", type=int, default=8)
    posts = parser.parse_args().posts
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        ready = {way: apart(_ready, root, way) for way in ("cold", "forked")}
        run = {way: apart(_posts, root / way, posts, way) for way in ("cold", "forked")}
    print(_table(f"a kernel until it answers, the middle of {STARTS}", ready), "", sep="\n")
    print(_table(f"{posts} posts of eight cells, the server's start included", run))


def _table(title: str, spent: dict[str, Spent]) -> str:
    """Wall time is the ratio: a kernel that is waited for is what an author feels."""
    base = spent["forked"].wall
    rows = [(way, s, s.wall / base) for way, s in spent.items()]
    return table(title, rows, "forked, by wall time")


def _guard(root: Path, way: str, stack: ExitStack) -> Guard:
    if way == "cold":
        return Guard()
    server = ForkServer(common(root, 2), imported(CELLS))
    return Guard(stack.enter_context(server).launch)


def _ready(root: Path, way: str) -> Spent:
    """From the wish for a kernel to its first answer."""
    with ExitStack() as stack:
        guard = _guard(root, way, stack)
        _once(root, guard)  # the first waits for the server's libraries, or warms the disk
        spent = [_once(root, guard) for _ in range(STARTS)]
    return Spent(median(s.cpu for s in spent), median(s.wall for s in spent))


def _once(root: Path, guard: Guard) -> Spent:
    clock = Clock()
    with Kernel(root, common(root, 2), guard) as kernel:
        spent = clock.spent()
        assert kernel.execute("1 + 1", 30.0).ending == "done"
    return spent


def _posts(root: Path, count: int, way: str) -> Spent:
    jobs = [_job(root, number) for number in range(count)]
    clock = Clock()
    with ExitStack() as stack:
        guard = _guard(root, way, stack)
        for job in jobs:
            result = run_post(job, guard=guard)
            if not result.good:
                sys.exit("\n".join(problem.text() for problem in result.problems))
    return clock.spent()


def _job(root: Path, number: int) -> PostRun:
    (root / "code").mkdir(parents=True, exist_ok=True)
    folder = root / "posts" / str(number)
    folder.mkdir(parents=True)
    (folder / "index.md").write_text("# 一篇\n", "utf-8")
    cells = [Cell(f"c{i}", True, "python", code, {}, 1, 2) for i, code in enumerate(CELLS)]
    now: Callable[[], Digests] = lambda: Digests(root, {}, {})  # noqa: E731
    return PostRun(
        root=root, post=f"posts/{number}/index.md", cells=cells, keys=keys(cells, "quick"),
        verdicts={}, now=now, font=font_file(), today=date(2026, 1, 1),
    )  # fmt: skip


if __name__ == "__main__":
    main()
