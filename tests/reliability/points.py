"""Every change that a run makes on the disk, failed in turn: killed, torn, refused.

    LD_PRELOAD=shim.so python -m tests.reliability.points FOLDER CASE STRIDE [FAULT…]

One process imports everything once and forks for each point, so that a point costs milliseconds.
Prints a JSON line for each point that left something broken, and one at the end with the figures.
"""

from __future__ import annotations

import ctypes
import json
import os
import shutil
import signal
import sqlite3
import sys
import traceback
from collections.abc import Callable
from enum import IntEnum
from functools import partial
from pathlib import Path

from arcticsearch.collection import Collection
from arcticsearch.errors import ArcticsearchError
from tests.reliability import power
from tests.reliability.corpora import AFTER, BEFORE, litter, observed, write


class Fault(IntEnum):
    """What becomes of the n-th call; the numbers are shim.c's."""

    NONE = 0
    KILL = 1
    TORN = 2
    NO_SPACE = 3
    ERROR_ONCE = 4
    ERROR_ON = 5
    NO_FILES = 6


CASES = ("first", "update", "full", "shared")
"""A build from nothing, an update, a whole build in the place of another, and an update while
another process has the index open, which must go on answering from the old state."""

FAULTS = ("kill", "torn", "no_space", "error_once", "error_on", "no_files", "power")

_SAID = 3
"""Exit status of a run that failed with an error that the command line says in a sentence."""


class Bench:
    """The folders of one case: what it starts from, and what both states look like."""

    def __init__(self, folder: Path, case: str) -> None:
        self.folder, self.case = folder, case
        self.index, self.kept = folder / "run" / "index", folder / "kept"
        self.corpus = write(folder / "after", AFTER)
        (folder / "run").mkdir()
        self.old = None
        if case != "first":
            before = write(folder / "before", BEFORE)
            self.old = self._built(before, self.kept)
        self.new = self._built(self.corpus, folder / "fresh")

    @staticmethod
    def _built(corpus: Path, index: Path) -> object:
        with Collection.open(corpus, index=index) as collection:
            collection.refresh()
            return observed(collection)

    def prepare(self) -> None:
        shutil.rmtree(self.index.parent)
        self.index.parent.mkdir()
        if self.case != "first":
            shutil.copytree(self.kept, self.index)
        if self.case == "shared":
            self._reader = Reader(self)

    def dismiss(self) -> list[str]:
        """Lets the reader go; what it found wrong."""
        return self._reader.dismiss() if self.case == "shared" else []

    def run(self) -> None:
        with Collection.open(self.corpus, index=self.index) as collection:
            collection.refresh(full=self.case == "full")

    def judge(self) -> list[str]:
        """What is wrong with the folder as it is, and after the next run; empty when nothing is."""
        wrong = []
        with Collection.open(self.corpus, index=self.index) as collection:
            if collection.searchable:
                if observed(collection) not in (self.old, self.new):
                    wrong.append("answers from neither state")
            elif self.old is not None:
                wrong.append(f"does not answer: {collection.state().why}")
            collection.refresh()
            if observed(collection) != self.new:
                wrong.append("not healed")
            wrong += collection.check()
        wrong += [f"litter: {name}" for name in litter(self.index)]
        return wrong


class Reader:
    """A process that has the old index open until it is dismissed."""

    def __init__(self, bench: Bench) -> None:
        ready, tell = os.pipe()
        told, self._tell = os.pipe()
        self._process = os.fork()
        if not self._process:
            os.close(self._tell)
            with Collection.open(bench.corpus, index=bench.index) as collection:
                os.write(tell, b"r")
                os.read(told, 1)
                same = observed(collection) == bench.old
            os._exit(0 if same else 1)
        os.close(tell)
        os.close(told)
        os.read(ready, 1)
        os.close(ready)

    def dismiss(self) -> list[str]:
        os.close(self._tell)
        _, status = os.waitpid(self._process, 0)
        return ["a reader lost the old state"] if status else []


def forked(work: Callable[[], list[str]]) -> list[str]:
    """Does something in a process of its own; returns what it finds wrong."""
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        os.close(reading)
        try:
            wrong = work()
        except BaseException:  # noqa: BLE001 - the parent reports it
            wrong = [traceback.format_exc()]
        os.write(writing, json.dumps(wrong).encode()[:60_000])
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        said = pipe.read()
    os.waitpid(child, 0)
    found: list[str] = json.loads(said)
    return found


def faulty(bench: Bench, shim: ctypes.CDLL, fault: Fault, at: int) -> tuple[int, list[str]]:
    """The run with one fault. Returns how it ended (negative: killed), and what is wrong so far."""
    child = os.fork()
    if not child:
        status = 0
        shim.fault_arm(
            os.fsencode(bench.index), os.fsencode(bench.corpus), int(fault), ctypes.c_long(at)
        )
        try:
            bench.run()
        except (OSError, sqlite3.OperationalError, ArcticsearchError):
            status = _SAID
        except BaseException:  # noqa: BLE001 - the parent reports it
            traceback.print_exc()
            status = 4
        os._exit(status)
    _, status = os.waitpid(child, 0)
    wrong = bench.dismiss()
    if os.WIFSIGNALED(status):
        return -os.WTERMSIG(status), wrong
    code = os.WEXITSTATUS(status)
    if code == 4:
        wrong.append("ended with a traceback")
    # (While a reader keeps the log, it is not certain which files are in force.)
    if fault is Fault.NO_SPACE and bench.index.exists() and bench.case != "shared":
        wrong += [f"left on a full disk: {n}" for n in litter(bench.index) if "segment" in n]
    return code, wrong


def traced(bench: Bench, shim: ctypes.CDLL, opens: bool = False) -> str:
    """The calls of a run without a fault, a letter each; or as many as there are opens."""
    bench.prepare()
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        fault = Fault.NO_FILES if opens else Fault.NONE
        shim.fault_arm(
            os.fsencode(bench.index), os.fsencode(bench.corpus), int(fault), ctypes.c_long(1 << 40)
        )
        bench.run()
        count = shim.fault_disarm()
        trace = ctypes.string_at(ctypes.addressof(ctypes.c_char.in_dll(shim, "fault_trace")))
        os.write(writing, b"o" * count if opens else trace)
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        letters = pipe.read().decode()
    os.waitpid(child, 0)
    bench.dismiss()
    return letters


def points(bench: Bench, shim: ctypes.CDLL, *, name: str, stride: int) -> dict[str, object]:
    """Tries every stride-th point of one fault and returns the figures."""
    fault = Fault[name.upper()]
    calls = traced(bench, shim, fault is Fault.NO_FILES)
    every = [n for n, call in enumerate(calls, 1) if fault is not Fault.TORN or call == "w"]
    tried = every[::stride]
    broken = 0
    ends: dict[str, int] = {}
    for at in tried:
        bench.prepare()
        status, wrong = faulty(bench, shim, fault, at)
        end = "killed" if status == -signal.SIGKILL else {0: "done", _SAID: "said"}.get(status, "?")
        ends[end] = ends.get(end, 0) + 1
        wrong += forked(bench.judge)
        if wrong or end == "?":
            broken += 1
            place = {"case": bench.case, "fault": name, "at": at, "call": calls[at - 1]}
            print(json.dumps({**place, "ended": end, "wrong": wrong}), flush=True)
    return {"points": len(tried), "of": len(every), "broken": broken, "ended": ends}


def power_cuts(bench: Bench, shim: ctypes.CDLL, *, stride: int) -> dict[str, object]:
    """What every moment's power cut may leave on the disk, by a record of one run."""
    bench.prepare()
    log = bench.folder / "log"
    child = os.fork()
    if not child:
        shim.fault_arm(os.fsencode(bench.index), b"", 0, ctypes.c_long(0))
        with log.open("wb") as file:
            shim.fault_record(file.fileno())
            bench.run()
            shim.fault_disarm()
        os._exit(0)
    os.waitpid(child, 0)
    bench.dismiss()
    changes = power.read(log.read_bytes())
    start = power.Disk.of(bench.kept if bench.case != "first" else None, bench.index)
    tried = broken = 0
    seen: set[object] = set()
    for at in range(0, len(changes) + 1, stride):
        for loss in power.losses(at):
            disk = start.after(changes[:at], loss)
            key = disk.key()
            tried += 1
            if key in seen:  # judged already
                continue
            seen.add(key)
            shutil.rmtree(bench.index.parent)
            bench.index.parent.mkdir()
            disk.write()
            wrong = forked(bench.judge)
            if wrong:
                broken += 1
                place = {"case": bench.case, "fault": "power", "at": at, "loss": str(loss)}
                print(json.dumps({**place, "wrong": wrong}), flush=True)
    return {"points": tried, "changes": len(changes), "states": len(seen), "broken": broken}


def main() -> None:
    folder, case = Path(sys.argv[1]).absolute(), sys.argv[2]
    stride, faults = int(sys.argv[3]), sys.argv[4:] or FAULTS
    shim = ctypes.CDLL(None)
    bench = Bench(folder, case)
    for fault in faults:
        tried = power_cuts if fault == "power" else partial(points, name=fault)
        figures = tried(bench, shim, stride=stride)
        print(json.dumps({"case": case, "fault": fault, **figures}), flush=True)


if __name__ == "__main__":
    main()
