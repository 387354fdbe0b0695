"""Follows the corpus in a thread: looks now and then, brings the index up to date, and says so.

It has its own opened collection, so that what the session shows does not change by it. How often it
looks follows from what a look costs.
"""

from __future__ import annotations

import sqlite3
import threading
import time
from collections.abc import Callable

from arcticsearch.collection import Collection
from arcticsearch.errors import ArcticsearchError, failed
from arcticsearch.freshness import Changes, Why
from arcticsearch.model import Results
from arcticsearch.present.sanitise import plain
from arcticsearch.report import RefreshReport

_FIRST = 0.2  # seconds that belong to the first prompt alone
_PAUSE = 2.0  # seconds between two looks, at least
_SHARE = 30  # a look may take this part of the time: 3 % of a processor


class Watch:
    """The watching thread. `says` is a line for the toolbar; `overview` everything, once known."""

    def __init__(self, collection: Collection, changed: Callable[[], None]) -> None:
        self._collection = collection
        self._changed = changed
        self._wake = threading.Event()
        self._stopped = False
        self._thread = threading.Thread(target=self._run, name="watch", daemon=True)
        self.says = ""
        self.overview: Results | None = None
        self.updates = 0
        """How many times the index was brought up to date."""
        self._taken = 0
        self._in_vain: Changes | None = None
        """What a look found when there was nothing in it to take in: a page that nobody may read."""

    def start(self) -> None:
        self._thread.start()

    def look(self) -> None:
        """Looks soon, rather than after the pause."""
        self._wake.set()

    @property
    def ready(self) -> bool:
        """Whether there is a newer index than the one that the session answers from."""
        return self.updates != self._taken

    def taken(self, updates: int) -> None:
        """The session answers from the index after so many updates now."""
        self._taken = updates
        if not self.ready:
            self._say("")

    def stop(self) -> None:
        """Ends the thread; an update that is under way is given up, and changes nothing."""
        self._stopped = True
        self._wake.set()
        self._thread.join(timeout=2)

    def _run(self) -> None:
        self._wake.wait(_FIRST)
        try:
            with self._collection.another() as mine:
                self._survey(mine)
                while not self._stopped:
                    began = time.monotonic()
                    self._look(mine)
                    self._wake.wait(max(_PAUSE, _SHARE * (time.monotonic() - began)))
                    self._wake.clear()
        except Exception as error:  # noqa: BLE001 - a traceback would be printed over the prompt
            self._say(f"The folder is no longer watched ({type(error).__name__}: {error})")

    def _survey(self, mine: Collection) -> None:
        try:
            self.overview = mine.search("*", limit=0)
        except ArcticsearchError as error:
            self._say(str(error))
        except (sqlite3.Error, OSError) as error:
            self._say(failed(error))
        self._changed()

    def _look(self, mine: Collection) -> None:
        try:
            state = mine.state()
            if not state.stale or state.changes == self._in_vain:
                if not self.ready:
                    self._say("")
                return
            what = told(state.changes) or str(state.why)
            self._say(f"{what}, updating…")
            report = mine.refresh(progress=self._progress, seen=state)
            if _all_skipped_again(report, state.changes):
                self._in_vain = state.changes
                self._say("")
                return
            self.updates += 1
            self._say(f"{what}: in your next search")
            self._survey(mine)
        except _GivenUp:
            return
        except ArcticsearchError as error:
            self._say(str(error))
        except (sqlite3.Error, OSError) as error:
            self._say(failed(error))

    def _progress(self, done: int, of: int) -> None:
        if self._stopped:
            raise _GivenUp
        if of > 100 and done % 50 == 0:
            self._say(f"{done:,} of {of:,} seeds, updating…")

    def _say(self, sentence: str) -> None:
        if sentence != self.says:
            self.says = plain(sentence)
            self._changed()


class _GivenUp(BaseException):
    """The session ends in the middle of an update. No page's error, so that no page is blamed."""


def _all_skipped_again(report: RefreshReport, changes: Changes) -> bool:
    """Whether an update could take in nothing of what seemed to have changed."""
    seemed = {*changes.removed, *(file.path for file in (*changes.added, *changes.suspects))}
    return report.why is Why.CHANGED and not report.new and seemed <= report.skipped.keys()


def told(changes: Changes) -> str:
    """What has changed, in few words.

    >>> from arcticsearch.corpus.files import File
    >>> told(Changes(added=(File("a.txt", 1, 1),), removed=("b.txt", "c.txt")))
    '1 new seed, 2 gone'
    """
    parts: list[str] = []
    for count, what in (
        (len(changes.added), "new"), (len(changes.suspects), "changed"),
        (len(changes.removed), "gone"),
    ):  # fmt: skip
        if count:
            noun = "" if parts else " seed" if count == 1 else " seeds"
            parts.append(f"{count:,}{noun} {what}" if what == "gone" else f"{count:,} {what}{noun}")
    return ", ".join(parts)
