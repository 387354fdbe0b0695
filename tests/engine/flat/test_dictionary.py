"""The dictionary finds what trying every word finds."""

from __future__ import annotations

import time
from pathlib import Path
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arcticsearch.engine.flat import file
from arcticsearch.engine.flat.dictionary import Dictionary, lay_out
from arcticsearch.highlight import word_test
from arcticsearch.query.tree import Fuzzy, Prefix, Wildcard

LETTERS = st.text("abcж北", max_size=6)
WORDS = st.sets(st.text("abcж北", min_size=1, max_size=6), max_size=80)


def dictionary(words: list[str], path: Path) -> Dictionary:
    path.unlink(missing_ok=True)
    file.write(path, lay_out("words", words))
    return Dictionary(file.File(path), "words")


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("dictionary") / "file"


@given(words=WORDS.map(sorted), text=LETTERS, pattern=st.text("abж*?", max_size=6))
def test_every_look_up(path: Path, words: list[str], text: str, pattern: str) -> None:
    found = dictionary(words, path)
    assert list(found) == words == [found[place] for place in range(len(found))]
    places = [place for place in range(len(words)) if place % 20 < 2]
    assert found.several(places) == [words[place] for place in places]
    wanted = {text, *words[::2]}
    for dear in (0, 100):  # one by one, or by reading all
        with patch("arcticsearch.engine.flat.dictionary._DEAR", dear):
            there = [at for at, word in enumerate(words) if word in wanted]
            assert found.find_all(wanted) == there
    assert found.find(text) == (words.index(text) if text in words else None)
    for leaf, places in [
        (Prefix(text), list(found.starting(text))),
        (Wildcard(pattern), found.shaped(pattern)),
        (Fuzzy(text, 1), found.near(text, 1)),
        (Fuzzy(text, 2), found.near(text, 2)),
    ]:
        expected = [place for place, word in enumerate(words) if word_test(leaf)(word)]
        assert places == expected, leaf


def test_many_stars_take_no_time(path: Path) -> None:
    started = time.process_time()
    assert dictionary(["a" * 250], path).shaped("*a" * 100 + "*b") == []
    assert time.process_time() - started < 5  # tried in every way: longer than anyone waits
