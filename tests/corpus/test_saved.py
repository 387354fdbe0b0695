"""What a browser saved beside a page is no page of its own."""

from __future__ import annotations

from pathlib import Path

import pytest

from arcticsearch import Collection
from arcticsearch.corpus.files import file_of
from arcticsearch.corpus.listing import listing
from arcticsearch.corpus.saved import PART

_LONG, _SHORT = "<p>Ice closed the sound.</p>" * 200, "<frameset><frame src='a.html'></frameset>"


def _skipped(corpus: Path) -> dict[str, str]:
    files = map(file_of, listing(corpus))
    return {file.path: file.skip for file in files if file.skip}


def _write(corpus: Path, page: str, text: str, *parts: str) -> None:
    for name in (page, *parts):
        path = corpus / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text if name == page else "<p>Hearing aids at half the price</p>")


@pytest.mark.parametrize(
    "ends", [".html _files", ".htm .files", ".html -Dateien", ".htm _fichiers"]
)
def test_all_that_was_saved_with_a_page_is_a_part_of_it(tmp_path: Path, ends: str) -> None:
    page, folder = (f"ice/Ice [1]{end}" for end in ends.split())
    parts = [f"{folder}/{name}" for name in ("ad.html", "css2", "run.js.download", "a_data/b.htm")]
    _write(tmp_path, page, _LONG, *parts)
    assert _skipped(tmp_path) == dict.fromkeys(parts, PART)


def test_the_frames_of_a_page_of_frames_are_read(tmp_path: Path) -> None:
    _write(tmp_path, "ice.html", _SHORT, "ice_files/a.html", "ice_files/style")
    assert _skipped(tmp_path) == {"ice_files/style": PART}


def test_a_folder_without_its_page_is_a_folder(tmp_path: Path) -> None:
    _write(tmp_path, "ice.txt", _LONG, "ice_files/a.html", "ice_archive/b.html")
    assert not _skipped(tmp_path)


def test_a_page_that_comes_or_goes_takes_its_parts_along(tmp_path: Path) -> None:
    seeds = tmp_path / "seeds"
    _write(seeds, "ice_files/a.html", _LONG)
    with Collection.open(seeds, index=tmp_path / "index") as collection:
        collection.refresh()
        assert collection.search("sound").total == 1
        (seeds / "ice.html").write_text("<p>Frost.</p>" * 400)
        collection.refresh()
        assert collection.search("sound").total == 0
        (seeds / "ice.html").unlink()
        collection.refresh()
        assert collection.search("sound").total == 1
