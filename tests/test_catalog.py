"""What the catalog adds up, and what reading it costs."""

from __future__ import annotations

import os
from contextlib import closing
from pathlib import Path

import pytest

from arcticsearch.catalog import open_catalog
from arcticsearch.settled import PARAGRAPH_BITS

_IO = Path("/proc/self/io")


def read_so_far() -> int:
    """Bytes that this process has read from files, whether the disk was asked or not."""
    return int(_IO.read_text().split("rchar:")[1].split()[0])


def test_what_articles_share_is_the_sum_of_their_copies(tmp_path: Path) -> None:
    def at(article: int, n: int) -> int:
        return article << PARAGRAPH_BITS | n

    with closing(open_catalog(tmp_path, write=True)) as catalog, catalog.transaction():
        catalog.settled.link({
            at(2, 0): (at(1, 0), 60), at(2, 1): (at(1, 3), 40), at(2, 2): (at(3, 0), 99),
            at(3, 4): (at(3, 5), 500),
        })  # fmt: skip
        assert catalog.settled.shared(100) == {(2, 1): 100}
        assert [n for n in range(4) if catalog.settled.shares(n, 100)] == [1, 2]
        catalog.settled.unlink([at(2, 1), at(2, 9)])
        assert catalog.settled.shared(100) == {}
        assert [n for n in range(4) if catalog.settled.shares(n, 99)] == [2, 3]
        catalog.settled.set_reprints({1: 1, 4: 1})
        assert [n for n in range(5) if catalog.settled.shares(n, 100)] == [1, 4]


@pytest.mark.parametrize("name", ["a b#c?d%41é", os.fsdecode(b"caf\xe9")])
def test_a_folder_may_have_any_name(name: str, tmp_path: Path) -> None:
    folder = tmp_path / name
    try:
        folder.mkdir()
    except OSError:
        pytest.skip("no folder can be called so here")
    with closing(open_catalog(folder, write=True)):
        assert (folder / "catalog.sqlite").is_file()
    assert [each.name for each in tmp_path.iterdir()] == [name]


@pytest.mark.skipif(os.name == "nt", reason="two slashes begin the name of a host there")
def test_the_way_to_a_folder_may_begin_with_two_slashes(tmp_path: Path) -> None:
    with closing(open_catalog(f"/{tmp_path}", write=True)):
        assert (tmp_path / "catalog.sqlite").is_file()


@pytest.mark.skipif(not _IO.exists(), reason="only Linux counts the bytes that a process reads")
def test_a_short_value_is_read_without_the_long_one_beside_it(tmp_path: Path) -> None:
    long = 4 * 2**20
    with closing(open_catalog(tmp_path, write=True)) as catalog, catalog.transaction():
        for key in ("recipe", "listing", "manifest"):
            catalog.set_meta(key, key.encode())
        catalog.settled.pack(bytes(long))
    before = read_so_far()
    with closing(open_catalog(tmp_path)) as catalog:
        for key in ("recipe", "listing", "manifest"):
            assert catalog.meta(key) == key.encode()
    assert read_so_far() - before < long // 10
