"""The checksum that is kept up to date as rows change."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arcticsearch import Collection
from arcticsearch.catalog import FILE
from arcticsearch.tally import Tally
from tests.conftest import MakeCorpus
from tests.reliability.corpora import FISH, ICE, MINE

keys = st.integers(0, 5)
values = (
    st.none() | st.integers(-(2**40), 2**40) | st.text(st.characters(codec="utf-8")) | st.binary()
)
changes = st.one_of(
    st.tuples(st.just("INSERT OR REPLACE INTO thing VALUES (:key, :value)"), keys, values),
    st.tuples(st.just("UPDATE thing SET value = :value WHERE id = :key"), keys, values),
    st.tuples(st.just("DELETE FROM thing WHERE id = :key AND :value IS NOT 0"), keys, values),
)


@given(st.lists(changes, max_size=20))
def test_it_is_what_reading_every_row_gives(done: list[tuple[str, int, object]]) -> None:
    db = sqlite3.connect(":memory:", isolation_level=None)
    db.execute("CREATE TABLE thing (id INTEGER PRIMARY KEY, value)")
    tally = Tally(db, ["thing"])
    tally.follow()
    for sql, key, value in done:
        db.execute(sql, {"key": key, "value": value})
    assert tally.value == tally.by_reading()
    if db.execute("SELECT count(*) FROM thing").fetchone()[0]:
        assert tally.value != 0
    db.execute("DELETE FROM thing")
    assert tally.value == 0


def test_what_has_rotted_is_not_taken_for_good_by_an_update(
    make_corpus: MakeCorpus, tmp_path: Path
) -> None:
    corpus, index = make_corpus({"a.txt": ICE, "b.txt": FISH}), tmp_path / "index"
    with Collection.open(corpus, index=index) as collection:
        collection.refresh()
        rot = sqlite3.connect(index / FILE, isolation_level=None)
        rot.execute("UPDATE article SET title = 'Another' WHERE path = 'a.txt'")
        rot.close()
        (corpus / "b.txt").write_text(MINE)
        catalog = sqlite3.connect(index / FILE)
        before = catalog.execute("SELECT value FROM meta WHERE key = 'digest'").fetchone()
        with pytest.MonkeyPatch.context() as patch:  # as if it had kept its size and time
            patch.setattr("arcticsearch.seal.inspect", lambda *_: None)
            collection.refresh()
        assert catalog.execute("SELECT value FROM meta WHERE key = 'digest'").fetchone() != before
        catalog.close()
        assert collection.check() == ["The catalog is damaged: it is not what was written"]
