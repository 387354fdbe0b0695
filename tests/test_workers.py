"""Spreading work: order, and what an item costs that ends its process."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from arcticsearch.workers import BATCH, spread


def double(item: int) -> int:
    if item == -1:
        os.kill(os.getpid(), signal.SIGKILL)
    if item == -2:
        while True:  # deaf to signals that Python would have to handle
            pass
    if item == -3:
        raise OSError(24, "Too many open files")
    return 2 * item


def once(item: str) -> str:
    """Ends its process the first time only, as the system may for others' sake."""
    try:
        Path(item).unlink()
    except FileNotFoundError:
        return "done"
    os.kill(os.getpid(), signal.SIGKILL)
    raise AssertionError


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


def test_an_item_that_ends_its_process_costs_itself_alone() -> None:
    items = [1, 2, -1, *range(BATCH), -2]
    answers = list(spread(double, items, 2, seconds=0.3, prepare=nothing, lost=lost))
    assert answers[2] == -100 - signal.SIGKILL
    assert answers[-1] == -100 - signal.SIGPROF
    assert [*answers[:2], *answers[3:-1]] == [2, 4, *(2 * item for item in range(BATCH))]


def test_an_item_is_tried_again(tmp_path: Path) -> None:
    marker = tmp_path / "marker"
    marker.touch()
    answers = spread(
        once, [str(marker)], 1, seconds=60, prepare=nothing, lost=lambda item, ended: "lost"
    )
    assert list(answers) == ["done"]


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
