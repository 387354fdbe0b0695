"""Spreading work: order, and what an item costs that ends its process."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from multiprocessing import active_children
from multiprocessing.context import SpawnProcess
from pathlib import Path

import pytest

from arcticsearch.workers import BATCH, spread


def double(items: Sequence[int]) -> Iterator[int]:
    for item in items:
        if item == -1:
            os.kill(os.getpid(), signal.SIGKILL)
        if item == -2:
            while True:  # deaf to signals that Python would have to handle
                pass
        if item == -3:
            raise OSError(24, "Too many open files")
        yield 2 * item


def dying(items: Sequence[Path]) -> Iterator[str]:
    """Ends its process as often as there are letters in a file, as the system may for others' sake."""
    for item in items:
        if left := item.read_text():
            item.write_text(left[1:])
            os.kill(os.getpid(), signal.SIGKILL)
        yield "done"


def slow(items: Sequence[float]) -> Iterator[float]:
    for seconds in items:
        end = time.process_time() + seconds
        while time.process_time() < end:
            pass
        yield seconds


def deaf(items: Sequence[int]) -> Iterator[int]:
    """Whether Ctrl-C is held back from its process, for each item."""
    for _ in items:
        yield signal.SIGINT in signal.pthread_sigmask(signal.SIG_BLOCK, ())


def nothing() -> None:
    pass


def broken() -> None:
    sys.exit(3)


def lost(item: int, ended: int | None) -> int:
    return -100 + (ended or 0)


def test_answers_come_in_order() -> None:
    items = list(range(3 * BATCH + 5))
    answers = spread(double, items, 2, seconds=60, prepare=nothing, lost=lost)
    assert list(answers) == [2 * item for item in items]


@pytest.mark.parametrize("most", [0, 1])
def test_where_there_may_be_no_more_processes(most: int, monkeypatch: pytest.MonkeyPatch) -> None:
    start, left = SpawnProcess.start, iter(range(most))

    def limited(process: SpawnProcess) -> None:
        if next(left, None) is None:
            raise BlockingIOError(errno.EAGAIN, "Resource temporarily unavailable")
        start(process)

    monkeypatch.setattr(SpawnProcess, "start", limited)
    items = list(range(3 * BATCH + 5))
    answers = spread(double, items, 2, seconds=60, prepare=nothing, lost=lost)
    assert list(answers) == [2 * item for item in items]
    assert not active_children()


def test_an_item_that_ends_its_process_costs_itself_alone() -> None:
    items = [1, 2, -1, *range(BATCH), -2]
    answers = list(spread(double, items, 2, seconds=0.3, prepare=nothing, lost=lost))
    assert answers[2] == -100 - signal.SIGKILL
    assert answers[-1] == -100 - signal.SIGPROF
    assert [*answers[:2], *answers[3:-1]] == [2, 4, *(2 * item for item in range(BATCH))]


def test_an_item_is_tried_again(tmp_path: Path) -> None:
    # In a batch with others, then alone, then once more.
    items = [tmp_path / str(n) for n in range(4)]
    for item, deaths in zip(items, ("", "xx", "xxx", ""), strict=True):
        item.write_text(deaths)
    answers = spread(
        dying, items, 1, seconds=60, prepare=nothing, lost=lambda item, _: f"lost {item.name}"
    )
    assert list(answers) == ["done", "done", "lost 2", "done"]


def test_one_that_dies_while_it_has_nothing_to_do_is_replaced() -> None:
    """As when the system ends it for want of memory, between two batches."""
    items = list(range(3 * BATCH))
    answers = spread(double, items, 1, seconds=60, prepare=nothing, lost=lost)
    assert next(answers) == 0  # the first batch is done, and the second not yet handed out
    (idle,) = active_children()
    idle.kill()
    idle.join()
    assert list(answers) == [2 * item for item in items[1:]]


def test_one_process_has_its_time_for_each_item() -> None:
    answers = spread(slow, [0.2] * 4, 1, seconds=0.5, prepare=nothing, lost=lambda *_: 0.0)
    assert list(answers) == [0.2] * 4


def test_what_is_nobodys_fault_is_raised() -> None:
    with pytest.raises(OSError, match="Too many"):
        list(spread(double, [1, -3], 1, seconds=60, prepare=nothing, lost=lost))
    with pytest.raises(ChildProcessError):
        list(spread(double, [1], 1, seconds=60, prepare=broken, lost=lost))


_PARENT = """
from arcticsearch.workers import spread
from tests.test_workers import double, lost, nothing
if __name__ == "__main__":
    answers = spread(double, range(10**6), 1, seconds=60, prepare=nothing, lost=lost)
    next(answers)
    print('at work', flush=True)
    while True:
        next(answers)
"""


def test_no_process_outlives_a_parent_that_is_killed(tmp_path: Path) -> None:
    script = tmp_path / "parent.py"
    script.write_text(_PARENT)
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    with subprocess.Popen(
        [sys.executable, str(script)], stdout=subprocess.PIPE, text=True, env=environment
    ) as parent:
        assert parent.stdout is not None
        assert parent.stdout.readline()
        parent.kill()
        parent.communicate(timeout=20)  # ends when nobody holds the other end of the pipe


@pytest.mark.skipif(not hasattr(signal, "pthread_sigmask"), reason="no signals can be held back")
def test_ctrl_c_is_for_the_process_that_started_the_others() -> None:
    assert all(spread(deaf, [1, 2], 2, seconds=60, prepare=nothing, lost=lost))
    assert signal.SIGINT not in signal.pthread_sigmask(signal.SIG_BLOCK, ())
