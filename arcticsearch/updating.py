"""An update of the index from a command line: how far it is, what failed, what was skipped."""

from __future__ import annotations

import sys
import time
from collections.abc import Container, Iterator
from contextlib import contextmanager

from arcticsearch.build import Progress
from arcticsearch.collection import Collection
from arcticsearch.errors import (
    ArcticsearchError,
    DiskFull,
    IndexBusy,
    IndexFolderError,
    disk_errors,
    failed,
)
from arcticsearch.freshness import State, Why
from arcticsearch.report import RefreshReport
from arcticsearch.saying import hint, say

_PATIENCE, _OFTEN = 1.0, 0.1  # seconds before the first word, and between two


def update(collection: Collection, state: State, jobs: int) -> None:
    """Brings a stale index up to date. Where that cannot be done, the old state answers."""
    try:
        report = collection.refresh(jobs=jobs, progress=progress(state.why), seen=state)
    except (IndexBusy, IndexFolderError, DiskFull) as error:
        if not collection.searchable:
            raise
        say(f"{error} Answered from the state before.")
    except disk_errors() as error:
        if not collection.searchable:
            raise
        say(f"{failed(error)} Answered from the state before.")
    else:
        if report.mended:
            say(report.sentence())
        warn(report, report.new)  # `status` lists what was told before


@contextmanager
def writing(collection: Collection) -> Iterator[None]:
    """Around a change of the index: if the disk fails, the message says what that leaves."""
    try:
        yield
    except disk_errors() as error:
        if not collection.searchable:
            raise
        raise ArcticsearchError(f"{failed(error)} What was searchable before still is.") from error


def progress(why: Why) -> Progress:
    """Says on a terminal, once it takes long, how far a build or an update is."""
    what = "Updating" if why is Why.CHANGED else "Building"
    began = time.monotonic()
    shown = 0.0

    def show(done: int, of: int) -> None:
        nonlocal shown
        now = time.monotonic()
        soon = now - shown < _OFTEN and done < of  # the last one ends the line
        if not sys.stderr.isatty() or now - began < _PATIENCE or soon:
            return
        shown = now
        rate = done / (now - began)
        line = f"{what} the index: {done:,} of {of:,} seeds"
        if rate >= 1:  # of less than that nothing follows: the first seeds wait for what is loaded
            line += f", {rate:,.0f} a second, {(of - done) / rate:,.0f} s left   "
        hint(line, last=done == of)

    return show


def warn(report: RefreshReport, among: Container[str] | None = None) -> None:
    """Names the seeds that were skipped and should not have been: all, or those `among` some."""
    for path, reason in report.unreadable.items():
        if among is None or path in among:
            say(f"Skipped {path}: {reason}.")
