"""One immutable file: named flat arrays, each with a checksum, written once and read by mmap.

A header (magic, versions, where the directory is), the arrays, each on a 64-byte boundary, and the
directory: JSON that names every array with its item size, place, length and CRC-32. Arrays
are unsigned little-endian integers of 1, 2, 4 or 8 bytes, the smallest that fits. Opening
checks the header and the directory; `verify` reads everything.
"""

from __future__ import annotations

import json
import mmap
import os
import struct
import sys
import zlib
from array import array
from collections.abc import Mapping, Sequence

from arcticsearch import analysis
from arcticsearch.checking import Any
from arcticsearch.errors import IndexDamaged, OtherVersion
from arcticsearch.model import Place

FORMAT = 1
"""Raised whenever a file of the old layout would be misread. Diary: 1, the first."""

Integers = Sequence[int]
Buffer = Any
"""bytes, an array.array or a numpy array of unsigned integers."""

_MAGIC = b"arcticix"
_HEADER = struct.Struct("<8sIIQQII")  # magic, format, analysis, directory: start, size, CRC; CRC
_ALIGN = 64
_CODES = {1: "B", 2: "H", 4: "I", 8: "Q"}


def pack(values: Integers) -> array[int]:
    """The integers in the smallest type that holds them.

    >>> pack([1, 300]).typecode, pack([]).typecode
    ('H', 'B')
    """
    top = max(values, default=0)
    return array(next(code for size, code in _CODES.items() if top < 1 << 8 * size), values)


def write(path: Place, arrays: Mapping[str, Buffer]) -> None:
    """Writes a new file and syncs it. Raises OSError (FileExistsError too) and leaves nothing."""
    with open(path, "xb") as file:
        try:
            _write(file, arrays)
            file.flush()
            os.fsync(file.fileno())
        except BaseException:
            os.unlink(path)
            raise


def _write(file: Any, arrays: Mapping[str, Buffer]) -> None:
    places: dict[str, tuple[int, int, int, int]] = {}
    contents = []
    at = _ALIGN
    for name, values in sorted(arrays.items()):
        view = memoryview(values)
        data = view.cast("B") if view.nbytes else memoryview(b"")
        if sys.byteorder == "big":
            data = memoryview(_swapped(data, view.itemsize))
        places[name] = (view.itemsize, at, data.nbytes, zlib.crc32(data))
        contents.append(data)
        at += data.nbytes + -data.nbytes % _ALIGN
    directory = json.dumps({"arrays": places}).encode()
    start = _HEADER.pack(
        _MAGIC, FORMAT, analysis.VERSION, at, len(directory), zlib.crc32(directory), 0
    )
    header = start[:-4] + struct.pack("<I", zlib.crc32(start[:-4]))
    file.write(header.ljust(_ALIGN, b"\0"))
    for data in contents:
        file.write(data)
        file.write(bytes(-data.nbytes % _ALIGN))
    file.write(directory)


def _swapped(data: memoryview, size: int) -> bytes:
    values = array(_CODES[size], bytes(data))
    values.byteswap()
    return values.tobytes()


class File:
    """An opened file. Raises IndexDamaged for one that cannot be trusted, by header and size, and
    OSError where the disk or the process cannot: no handle left is no damage."""

    def __init__(self, path: Place) -> None:
        self.path = path
        try:
            with open(path, "rb") as file:
                self.map = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        except (FileNotFoundError, ValueError) as error:  # gone, or empty
            raise IndexDamaged(f"{path} of the index is missing or empty.") from error
        start, size, crc = self._header()
        directory = self.map[start : start + size]
        if start + size != len(self.map) or zlib.crc32(directory) != crc:
            raise IndexDamaged(f"{path} of the index is damaged: its directory is broken.")
        self._places: dict[str, tuple[int, int, int, int]] = json.loads(directory)["arrays"]
        self._view = memoryview(self.map)

    def _header(self) -> tuple[int, int, int]:
        header = self.map[: _HEADER.size]
        if len(header) < _HEADER.size or header[:8] != _MAGIC:
            raise IndexDamaged(f"{self.path} is not a file of the index.")
        _, written, analyser, start, size, directory, crc = _HEADER.unpack(header)
        if zlib.crc32(header[:-4]) != crc:
            raise IndexDamaged(f"{self.path} of the index is damaged: its header is broken.")
        if (written, analyser) != (FORMAT, analysis.VERSION):
            raise OtherVersion(
                f"{self.path} was written as format {written}.{analyser}; "
                f"this version reads {FORMAT}.{analysis.VERSION}."
            )
        return start, size, directory

    def __contains__(self, name: str) -> bool:
        return name in self._places

    def bounds(self, name: str) -> tuple[int, int]:
        """Where an array starts and ends in `map`, in bytes."""
        _, start, size, _ = self._places[name]
        return start, start + size

    def array(self, name: str) -> memoryview[int]:
        size, start, length, _ = self._places[name]
        data = self._view[start : start + length]
        if sys.byteorder == "big":
            data = memoryview(_swapped(data, size))
        return data.cast(_CODES[size])  # type: ignore[call-overload,no-any-return]

    def verify(self) -> None:
        """Raises IndexDamaged when any array is not what was written."""
        for name, (_, start, size, crc) in self._places.items():
            if zlib.crc32(self._view[start : start + size]) != crc:
                raise IndexDamaged(f"{self.path} of the index is damaged ({name}).")

    def close(self) -> None:
        """Lets go of the file; arrays still in use keep it mapped until they go."""
        try:
            self._view.release()
            self.map.close()
        except BufferError:
            pass  # an array is still held somewhere: the last one to go unmaps the file
