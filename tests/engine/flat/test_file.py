"""A file is what was written, or it is refused."""

from __future__ import annotations

import struct
import zlib
from array import array
from pathlib import Path

import pytest

from arcticsearch.engine.flat import file
from arcticsearch.errors import IndexDamaged

ARRAYS = {"small": array("B", [1, 2, 3]), "none": array("H"), "large": file.pack([1, 1 << 40])}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    file.write(tmp_path / "file", ARRAYS)
    return tmp_path / "file"


def test_reads_what_was_written(path: Path) -> None:
    opened = file.File(path)
    assert {name: opened.array(name).tolist() for name in ARRAYS} == {
        name: values.tolist() for name, values in ARRAYS.items()
    }
    assert all(opened.bounds(name)[0] % 64 == 0 for name in ARRAYS)
    opened.verify()


def test_never_overwrites(path: Path) -> None:
    before = path.read_bytes()
    with pytest.raises(FileExistsError):
        file.write(path, {})
    assert path.read_bytes() == before


def test_every_flipped_bit_is_noticed_or_in_padding(path: Path) -> None:
    whole = path.read_bytes()
    file.File(path).verify()
    used = {at for name in ARRAYS for at in range(*file.File(path).bounds(name))}
    for at in range(len(whole)):
        path.write_bytes(whole[:at] + bytes([whole[at] ^ 1 << at % 8]) + whole[at + 1 :])
        try:
            file.File(path).verify()
        except IndexDamaged:
            continue
        assert whole[at] == 0 and at not in used, at  # padding


def test_every_truncation_is_refused(path: Path) -> None:
    whole = path.read_bytes()
    for size in range(len(whole)):
        path.write_bytes(whole[:size])
        with pytest.raises(IndexDamaged):
            file.File(path)


def test_another_version_is_named_as_such(path: Path) -> None:
    whole = path.read_bytes()
    header = whole[:8] + struct.pack("<I", file.FORMAT + 1) + whole[12:36]
    path.write_bytes(header + struct.pack("<I", zlib.crc32(header)) + whole[40:])
    with pytest.raises(file.OtherVersion, match="format 2"):
        file.File(path)


def test_a_full_disk_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(OSError, match="No space"):
        file.write(tmp_path / "file", ARRAYS)
    assert not list(tmp_path.iterdir())
