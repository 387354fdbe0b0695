"""The model of a power cut itself: what was not synced can be lost, what was cannot."""

from __future__ import annotations

from pathlib import Path

from tests.reliability.power import Change, Disk, Loss

FOLDER = Path("/index")
ALL, NOTHING, NAMES = Loss(0, 0), Loss(1, 1), Loss(1, 0)


def opened(handle: int, name: str, fresh: bool = True) -> Change:
    return Change("o", handle, 1 | (2 if fresh else 0), str(FOLDER / name).encode(), b"")


def named(what: str, name: str, to: str = "") -> Change:
    return Change(what, 0, 0, str(FOLDER / name).encode(), str(FOLDER / to).encode() if to else b"")


WRITE = Change("w", 3, 0, b"ice", b"")
SYNC, SYNC_FOLDER = Change("s", 3, 0, b"", b""), Change("s", 4, 0, b"", b"")
OPEN_FOLDER = Change("o", 4, 0, str(FOLDER).encode(), b"")
START = Disk(FOLDER, {"old": b"snow"})


def left(*changes: Change, loss: Loss) -> object:
    key = START.after(changes, loss).key()
    assert isinstance(key, frozenset)
    return dict(key)


def test_what_was_not_synced_may_be_lost() -> None:
    assert left(opened(3, "new"), WRITE, loss=ALL) == {"old": b"snow"}
    assert left(opened(3, "new"), WRITE, loss=NAMES) == {"old": b"snow", "new": b""}
    assert left(opened(3, "new"), WRITE, loss=NOTHING) == {"old": b"snow", "new": b"ice"}


def test_a_name_lasts_from_the_sync_of_its_folder_on() -> None:
    written = (opened(3, "new"), WRITE, SYNC)
    assert left(*written, loss=ALL) == {"old": b"snow"}
    assert left(*written, OPEN_FOLDER, SYNC_FOLDER, loss=ALL) == {"old": b"snow", "new": b"ice"}


def test_removing_and_renaming_are_changes_of_names() -> None:
    assert left(named("u", "old"), loss=ALL) == {"old": b"snow"}
    assert left(named("u", "old"), loss=NAMES) == {}
    assert left(named("r", "old", "new"), loss=NAMES) == {"new": b"snow"}


def test_a_write_into_an_old_file_waits_for_its_sync() -> None:
    change = (opened(3, "old", fresh=False), WRITE, Change("t", 3, 3, b"", b""))
    assert left(*change, loss=ALL) == {"old": b"snow"}
    assert left(*change, SYNC, loss=ALL) == {"old": b"ice"}
