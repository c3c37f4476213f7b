"""Several posts at once: who starts when, who waits for what, and what a stop leaves."""

import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import fields, replace
from pathlib import Path

import pytest
from tests.run.cards import forget_cards, say_cards
from tests.run.sites import Post, cell, codes, fates

from huoye.disk.lock import lock_post
from huoye.model.event import Event, Report
from huoye.model.record import Inputs, Record, Verdict
from huoye.run import chain as chain_module
from huoye.run.capacity import ALONE, Capacity
from huoye.run.cards import take
from huoye.run.chain import Played
from huoye.run.guard import Guard
from huoye.run.job import PostResult, PostRun, WaitEvent
from huoye.run.launch import Start, launch_cold
from huoye.run.leash import Leash
from huoye.run.plan import Chain
from huoye.run.posts import run_post, run_posts
from huoye.run.stop import Stop

WAIT = 30.0
"""seconds after which a test that hangs is given up"""


@pytest.fixture
def cards(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[int], None]]:
    """cards(2): a machine with two."""
    yield lambda count: say_cards(tmp_path, count, monkeypatch)
    forget_cards()


class Play:
    """Stands in for kernels: chains that begin, and end when they are let."""

    def __init__(self) -> None:
        self.begun: list[str] = []
        self.seen: list[str] = []
        self.most = 0
        self.free = threading.Semaphore(0)
        self._lock = threading.Lock()
        self._now = 0

    def __call__(self, job: PostRun, chain: Chain, report: Report, guard: Guard) -> Played:
        with self._lock:
            self._now += 1
            self.most = max(self.most, self._now)
            self.begun.append(job.name)
            self.seen.append(guard.shown["CUDA_VISIBLE_DEVICES"])
        assert self.free.acquire(timeout=WAIT)
        with self._lock:
            self._now -= 1
        played = Played()
        for step in chain.steps:
            played.note(step, "ran")
        return played


@pytest.fixture
def play(monkeypatch: pytest.MonkeyPatch) -> Play:
    made = Play()
    monkeypatch.setattr(chain_module, "play", made)
    return made


def posts(post: Post, names: str, gpu: int = 0, **options: str) -> list[PostRun]:
    """Jobs of posts with one cell each; in the order of their names."""
    post.cells = [cell("a", "1", **options)]
    base = post.job(gpu=gpu)
    return [replace(base, post=f"posts/{name}/index.md") for name in names]


def let(play: Play, jobs: list[PostRun], capacity: Capacity = ALONE) -> list[PostResult]:
    """Run them, each ending as soon as it has begun."""
    for _ in jobs:
        play.free.release()
    return list(run_posts(jobs, capacity=capacity))


def test_one_after_the_other_unless_told(post: Post, play: Play) -> None:
    results = let(play, posts(post, "abc"))
    assert (play.begun, play.most) == (["a", "b", "c"], 1)
    assert [fates(result) for result in results] == [{"a": "ran"}] * 3
    assert set(play.seen) == {""}, "a chain on the CPU sees no card"


def test_as_many_as_the_machine_carries_and_no_more(post: Post, play: Play) -> None:
    jobs = posts(post, "abcde")
    running = run_posts(jobs, capacity=Capacity(2))
    threading.Timer(0.5, lambda: [play.free.release() for _ in jobs]).start()
    assert len(list(running)) == 5
    assert play.most == 2


def test_the_longest_last_run_is_begun_first(post: Post, play: Play) -> None:
    def took(job: PostRun, seconds: float) -> PostRun:
        record = Record("a", "k", "o", "all", Inputs(), {}, (), {"seconds": seconds})
        return replace(job, verdicts={"a": Verdict("a", "quick", "stale", (), record)})

    jobs = posts(post, "abc")
    let(play, [took(job, seconds) for job, seconds in zip(jobs, (1.0, 9.0, 4.0), strict=True)])
    assert play.begun == ["b", "c", "a"]


def test_each_chain_gets_a_card_of_its_own(post: Post, play: Play, cards) -> None:
    cards(2)
    jobs = posts(post, "abc", gpu=2)
    running = run_posts(jobs)
    threading.Timer(0.5, lambda: [play.free.release() for _ in jobs]).start()
    assert len(list(running)) == 3
    assert play.most == 2
    assert set(play.seen) == {"0", "1"}


def test_chains_on_the_cpu_run_beside_those_on_cards(post: Post, play: Play, cards) -> None:
    cards(1)
    jobs = [*posts(post, "ab", gpu=1), *posts(post, "cd", device="cpu", gpu=1)]
    running = run_posts(jobs)
    threading.Timer(0.5, lambda: [play.free.release() for _ in jobs]).start()
    assert len(list(running)) == 4
    assert play.most == 2
    assert play.seen.count("0") == 2 and play.seen.count("") == 2


def test_a_bound_of_the_author_holds_for_cards_too(post: Post, play: Play, cards) -> None:
    cards(2)
    jobs = [*posts(post, "ab", gpu=2), *posts(post, "c", device="cpu", gpu=2)]
    let(play, jobs, Capacity(1, 1))
    assert play.most == 1


def test_who_waits_for_two_cards_says_so_and_lets_others_pass(
    post: Post, play: Play, cards
) -> None:
    cards(2)
    jobs = [*posts(post, "a", gpu=2, gpus="2"), *posts(post, "b", gpu=2)]
    other = take(1)
    assert other is not None
    told: list[Event] = []
    play.free.release()
    play.free.release()
    running = run_posts(jobs, told.append)
    assert next(running).post == "posts/b/index.md"
    assert play.seen == ["1"]
    assert [(e.post, e.cards) for e in told if isinstance(e, WaitEvent)] == [
        ("posts/a/index.md", 2)
    ]
    other.close()
    assert next(running).post == "posts/a/index.md"
    assert play.seen == ["1", "0,1"]


def test_a_post_that_another_process_runs_is_left_to_it(post: Post, play: Play) -> None:
    jobs = posts(post, "ab")
    held = lock_post(post.root, jobs[0].post)
    assert held is not None
    play.free.release()
    found = {result.post: result for result in run_posts(jobs)}
    assert codes(found["posts/a/index.md"]) == ["HY642"]
    assert fates(found["posts/a/index.md"]) == {"a": "skipped"}
    assert fates(found["posts/b/index.md"]) == {"a": "ran"}
    again = lock_post(post.root, jobs[1].post)
    assert again is not None, "let go when the post has ended"


def test_a_stop_starts_nothing_more(post: Post, play: Play) -> None:
    stop = Stop()
    play.free.release()
    running = run_posts(posts(post, "abc"), guard=Guard(stop=stop))
    assert fates(next(running)) == {"a": "ran"}
    stop.ask()
    play.free.release()
    assert {fate for result in running for fate in fates(result).values()} <= {"ran", "skipped"}
    assert len(play.begun) <= 2


def test_a_fault_of_our_own_is_not_swallowed_in_a_thread(
    post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> Played:
        raise ZeroDivisionError

    monkeypatch.setattr(chain_module, "play", broken)
    with pytest.raises(ZeroDivisionError):
        list(run_posts(posts(post, "ab"), capacity=Capacity(2)))


def test_too_few_cards_skip_the_chain_and_say_why(post: Post, play: Play, cards) -> None:
    cards(1)
    (job,) = posts(post, "a", gpu=1, gpus="2")
    result = run_post(job)
    assert codes(result) == ["HY640"]
    assert "needs 2 GPUs" in result.problems[0].text()
    assert play.begun == []


MEET = """\
import os, time
from pathlib import Path
Path("here").touch()
other = Path("../{other}/here")
deadline = time.monotonic() + 30
while not other.exists() and time.monotonic() < deadline:
    time.sleep(0.02)
print(other.exists(), os.environ["OMP_NUM_THREADS"])
"""


USES = """
import importlib
importlib.import_module("lab.{module}")
for _ in range(3):
    open(os.environ["HUOYE_ROOT"] + "/data/{module}.txt").close()
open(os.environ["HUOYE_ROOT"] + "/data/{module}.out", "w").write("1")
Path("read").touch()
while not Path("../{other}/read").exists() and time.monotonic() < deadline:
    time.sleep(0.02)
"""


def test_two_posts_run_at_once_and_each_has_its_own_inputs(post: Post) -> None:
    for name in ("one", "two"):
        post.write(f"code/lab/{name}.py", "A = 1\n")
        post.write(f"data/{name}.txt", "1\n")
    post.write("code/lab/__init__.py", "")
    post.write("posts/q/index.md", "# q\n")
    first, second = (MEET + USES.format(module=m, other="{other}") for m in ("one", "two"))
    beside = Post(post.root, [cell("b", second.format(other="p"))], name="q")
    post.cells = [cell("a", first.format(other="q")), cell("c", "print(2)")]
    results = list(run_posts([post.job(), beside.job()], capacity=Capacity(2)))
    assert [codes(result) for result in results] == [[], []]
    for record, name in ((post.record("a"), "one"), (beside.record("b"), "two")):
        assert record.outputs[0].lines == ("True 2",), "they met; their threads are told"
        assert set(record.inputs.modules) == {"code/lab/__init__.py", f"code/lab/{name}.py"}
        assert set(record.inputs.files) == {f"data/{name}.txt"}
        assert record.inputs.moved == ()
        assert record.observed == ("all" if sys.platform == "linux" else "python")
    assert not any(vars_of(post.record("c").inputs))
    assert (post.states(), beside.states()) == ("ff", "f")


def vars_of(inputs: Inputs) -> list[object]:
    return [getattr(inputs, field.name) for field in fields(inputs)]


SEEN = 'import os\nprint(os.environ["CUDA_VISIBLE_DEVICES"], os.environ["HUOYE_DEVICE"])'


def test_a_kernel_sees_the_card_that_it_was_given(post: Post, cards) -> None:
    cards(2)
    held = take(1)
    assert held is not None
    post.cells = [
        cell("a", SEEN, 10, device="cuda"),
        cell("b", SEEN, 20, device="cpu", chain="b"),
    ]
    result = post.run(gpu=2)
    held.close()
    assert codes(result) == []
    assert post.record("a").outputs[0].lines == ("1 cuda",)
    assert post.record("b").outputs[0].lines == (" cpu",)
    again = take(2)
    assert again is not None, "free when the kernel is gone"
    again.close()


def test_a_kernel_that_is_only_starting_is_not_waited_for(post: Post) -> None:
    stop = Stop()

    def launch(start: Start) -> Leash:
        stop.ask()
        return launch_cold(start)

    post.cells = [cell("a", "print(1)")]
    result = run_post(post.job(), guard=Guard(launch, stop))
    assert (fates(result), codes(result)) == ({"a": "skipped"}, [])
    assert post.states() == "n"


def test_an_interrupted_cell_is_no_failure(post: Post) -> None:
    slow = "from pathlib import Path\nimport time\nPath('begun').touch()\ntime.sleep(60)"
    post.cells = [cell("a", "print(1)", 10), cell("b", slow, 20), cell("c", "3", 30)]
    stop = Stop()
    told: list[Event] = []

    def hear(event: Event) -> None:
        told.append(event)
        if event.done == 1 and event.seconds is None:  # the second cell begins
            threading.Thread(target=ask).start()

    def ask() -> None:
        deadline = threading.Event()
        while not (post.folder / "begun").exists():
            assert not deadline.wait(0.02)
        stop.ask()

    result = run_post(post.job(), hear, Guard(stop=stop))
    assert fates(result) == {"a": "ran", "b": "interrupted", "c": "skipped"}
    assert codes(result) == ["HY626"] and result.good
    assert post.states() == "fnn"
    assert not list((post.root / ".huoye").glob("failed/**/*.json"))
