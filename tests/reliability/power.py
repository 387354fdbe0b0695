"""What a power cut leaves on the disk: the recorded changes of a run, replayed with a loss.

The model, as in "All File Systems Are Not Created Equal" (Pillai et al., OSDI 2014): what was
written to a file lasts from its next fsync on, a name that came or went lasts from the next fsync
of its folder on, and of what was not yet made to last any part may be there or not.
"""

from __future__ import annotations

import random
import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

_HEAD = struct.Struct("<qqqqq")


class Change(NamedTuple):
    """One call: its letter (o open, c close, w write, t truncate, s sync, u unlink, d mkdir,
    r rename), two numbers (handle; offset, size or flags), and its path or data."""

    what: str
    a: int
    b: int
    x: bytes
    y: bytes


def read(log: bytes) -> list[Change]:
    """The changes as shim.c recorded them."""
    at, found = 0, []
    while at < len(log):
        what, a, b, x, y = _HEAD.unpack_from(log, at)
        at += _HEAD.size
        found.append(Change(chr(what), a, b, log[at : at + x], log[at + x : at + x + y]))
        at += x + y
    return found


class Loss(NamedTuple):
    """What becomes of the changes that were not synced: `names` and `data` that survive, as a
    probability; which of them, the seed decides."""

    names: float
    data: float
    seed: int = 0


def losses(at: int) -> Iterator[Loss]:
    """The losses tried at one moment: all of it; names without data, as file systems that write
    data late do; data without names; and parts by chance."""
    yield Loss(0, 0)
    yield Loss(1, 0)
    yield Loss(0, 1)
    for seed in range(3):
        yield Loss(0.5, 0.5, 1000 * at + seed)


@dataclass
class _File:
    lasting: bytearray
    pending: list[tuple[int, bytes | None]] = field(default_factory=list)  # None: cut to the offset

    def apply(self, offset: int, data: bytes | None) -> None:
        if data is None:
            del self.lasting[offset:]
            self.lasting.extend(bytes(offset - len(self.lasting)))
        else:
            self.lasting.extend(bytes(max(0, offset - len(self.lasting))))
            self.lasting[offset : offset + len(data)] = data


class Disk:
    """The files of an index folder: which names stand for which, and what of it would last."""

    def __init__(self, folder: Path, files: dict[str, bytes] | None) -> None:
        self._folder = folder
        self._start = files
        self._files: list[_File] = []
        self._names: dict[str, int] = {}  # as the program sees them
        self._lasting: dict[str, int] | None = None  # None: the folder itself would not last
        self._waiting: list[tuple[str, int | None]] = []

    @classmethod
    def of(cls, kept: Path | None, folder: Path) -> Disk:
        files = {path.name: path.read_bytes() for path in kept.iterdir()} if kept else None
        return cls(folder, files)

    def after(self, changes: Sequence[Change], loss: Loss) -> Disk:
        """The disk after some changes and the loss of what was not made to last."""
        disk = Disk(self._folder, self._start)
        if self._start is not None:
            disk._names = {name: disk._new(data) for name, data in self._start.items()}
            disk._lasting = dict(disk._names)
        handles: dict[int, int] = {}
        for change in changes:
            disk._apply(change, handles)
        disk._lose(loss)
        return disk

    def _new(self, data: bytes = b"") -> int:
        self._files.append(_File(bytearray(data)))
        return len(self._files) - 1

    def _apply(self, change: Change, handles: dict[int, int]) -> None:
        name = Path(change.x.decode()).name if change.what in "our" else ""
        match change.what:
            case "d":
                self._lasting = {}  # the folder itself is there, or there is nothing to judge
            case "o" if Path(change.x.decode()) == self._folder:
                handles[change.a] = -1
            case "o":
                if change.b & 2 or name not in self._names:
                    self._name(name, self._new())
                handles[change.a] = self._names[name]
                if change.b & 4:
                    self._files[handles[change.a]].pending.append((0, None))
            case "c":
                handles.pop(change.a, None)
            case "w":
                self._files[handles[change.a]].pending.append((change.b, change.x))
            case "t":
                self._files[handles[change.a]].pending.append((change.b, None))
            case "s" if handles[change.a] == -1:
                self._keep_names()
            case "s":
                file = self._files[handles[change.a]]
                for offset, data in file.pending:
                    file.apply(offset, data)
                file.pending.clear()
            case "u":
                self._name(name, None)
            case "r":
                self._name(Path(change.y.decode()).name, self._names[name])
                self._name(name, None)

    def _name(self, name: str, file: int | None) -> None:
        if file is None:
            self._names.pop(name, None)
        else:
            self._names[name] = file
        self._waiting.append((name, file))

    def _keep_names(self) -> None:
        self._lasting = dict(self._names)
        self._waiting.clear()

    def _lose(self, loss: Loss) -> None:
        chance = random.Random(loss.seed)
        if self._lasting is not None:
            for name, file in self._waiting:
                if chance.random() >= loss.names:
                    continue
                if file is None:
                    self._lasting.pop(name, None)
                else:
                    self._lasting[name] = file
        for kept in self._files:
            for offset, data in kept.pending:
                if chance.random() < loss.data:
                    kept.apply(offset, data)
            kept.pending.clear()

    def key(self) -> object:
        """Equal for disks that hold the same."""
        if self._lasting is None:
            return None
        return frozenset(
            (name, bytes(self._files[file].lasting)) for name, file in self._lasting.items()
        )

    def write(self) -> None:
        """Puts the files on the real disk."""
        if self._lasting is None:
            return
        self._folder.mkdir(parents=True)
        for name, file in self._lasting.items():
            (self._folder / name).write_bytes(self._files[file].lasting)
