"""What reading the catalog costs."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

from arcticsearch.catalog import open_catalog

_IO = Path("/proc/self/io")


def read_so_far() -> int:
    """Bytes that this process has read from files, whether the disk was asked or not."""
    return int(_IO.read_text().split("rchar:")[1].split()[0])


@pytest.mark.skipif(not _IO.exists(), reason="only Linux counts the bytes that a process reads")
def test_a_short_value_is_read_without_the_long_one_beside_it(tmp_path: Path) -> None:
    long = 4 * 2**20
    with closing(open_catalog(tmp_path, write=True)) as catalog, catalog.transaction():
        for key in ("recipe", "listing", "manifest"):
            catalog.set_meta(key, key.encode())
        catalog.set_meta("duplicates", bytes(long))
    before = read_so_far()
    with closing(open_catalog(tmp_path)) as catalog:
        for key in ("recipe", "listing", "manifest"):
            assert catalog.meta(key) == key.encode()
    assert read_so_far() - before < long // 10
