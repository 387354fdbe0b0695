"""The index runs no code, and nothing is written into a corpus: told by Python's audit events."""

from __future__ import annotations

import json
import os
import pickle
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from whoosh import fields
from whoosh import index as whoosh

from arcticsearch.collection import Collection
from arcticsearch.errors import IndexFolderError
from tests.reliability.corpora import BEFORE, observed, write
from tests.reliability.shim import ROOT

_AUDITED = """
import json, os, sys
from pathlib import Path
corpus, index, found = sys.argv[1], sys.argv[2], []

def audit(event, arguments):
    if event == "pickle.find_class":
        found.append([event, str(arguments)])
    written = event == "open" and arguments[2] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC)
    if written or event in ("os.remove", "os.rename", "os.mkdir", "os.chmod", "os.utime"):
        if str(arguments[0]).startswith(corpus):
            found.append([event, str(arguments)])

from arcticsearch.collection import Collection
from arcticsearch.catalog import open_catalog
sys.addaudithook(audit)
with Collection.open(corpus, index=index) as collection:
    collection.refresh()
    (collection.index / "seal.json").unlink()
    Path(corpus, "ice.txt").touch()
    found.clear()  # that was us
    collection.refresh()
    collection.refresh(full=True)
    collection.search("icebreaker OR harb*")
    collection.check()
    collection.show("ice.txt")
stock = "arcticsearch.engine.stock" in sys.modules
from arcticsearch.engine.flat.whoosh_index import FlatIndex
from whoosh.query import Term
manifest = open_catalog(Path(index)).meta("manifest")
with FlatIndex(Path(index), manifest, "en").searcher() as searcher:
    assert len(searcher.search(Term("text", "icebreak")))
print(json.dumps({"found": found, "stock": stock}))
"""


class Poison:
    """Makes a file where it is unpickled."""

    def __init__(self, mark: Path) -> None:
        self._mark = mark

    def __reduce__(self) -> tuple[object, tuple[str]]:
        return os.mkdir, (os.fspath(self._mark),)


def test_nothing_is_unpickled_and_no_seed_is_written(tmp_path: Path) -> None:
    corpus = write(tmp_path / "seeds", BEFORE)
    done = subprocess.run(
        [sys.executable, "-c", _AUDITED, corpus, tmp_path / "index"],
        cwd=ROOT, check=True, capture_output=True, text=True,
    )  # fmt: skip
    assert json.loads(done.stdout) == {"found": [], "stock": False}


def test_a_folder_of_whooshs_own_files_is_refused_unread(tmp_path: Path) -> None:
    corpus, index, mark = write(tmp_path / "seeds", BEFORE), tmp_path / "index", tmp_path / "ran"
    index.mkdir()
    whoosh.create_in(os.fspath(index), fields.Schema(text=fields.TEXT))
    for file in list(index.iterdir()):
        file.write_bytes(pickle.dumps(Poison(mark)))
    with (
        Collection.open(corpus, index=index) as collection,
        pytest.raises(IndexFolderError, match="holds files that are no index"),
    ):
        collection.refresh()
    assert not mark.exists()


def test_a_pickle_in_the_place_of_anything_is_damage(tmp_path: Path) -> None:
    corpus, index, mark = write(tmp_path / "seeds", BEFORE), tmp_path / "index", tmp_path / "ran"
    poison = pickle.dumps(Poison(mark))
    with Collection.open(corpus, index=index) as collection:
        collection.refresh()
        sound = observed(collection)
    (index / "_MAIN_1.toc").write_bytes(poison)
    places = ["UPDATE meta SET value = ? WHERE key = 'manifest'",
              "UPDATE packed SET state = ?", "UPDATE since SET signature = ?",
              "UPDATE meta SET value = ? WHERE key = 'digest'",
              "UPDATE body SET paragraphs = ?", "UPDATE body SET removed = ?",
              "UPDATE article SET provenance = ?", "UPDATE article SET author = ?"]  # fmt: skip
    names = [path.name for path in index.iterdir() if path.name != "lock"]
    for place in (*places, *names):
        if place in places:
            db = sqlite3.connect(index / "catalog.sqlite")
            db.execute(place, (poison,))
            db.commit()
            db.close()
        else:
            for file in [index / place] if place.endswith("n") else index.glob("*" + place[-8:]):
                file.write_bytes(poison)
        with Collection.open(corpus, index=index) as collection:
            collection.refresh()
            assert collection.check() == []
            assert observed(collection) == sound, place
    assert not mark.exists()
    with pytest.raises(FileExistsError):  # so the poison would have worked
        mark.mkdir()
        pickle.loads(poison)
