"""An index that nobody can write, on a read-only disk or in another's folder, can be searched."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from arcticsearch.catalog import FILE
from arcticsearch.collection import Collection

_NOBODY = 65534


def _answers(corpus: Path, index: Path) -> bool:
    with Collection.open(corpus, index=index) as collection:
        return collection.search("icebreaker").total == 1 and not collection.state().stale


@pytest.mark.skipif(sys.platform == "win32", reason="folders have no modes there")
def test_an_index_that_cannot_be_written_answers() -> None:
    with TemporaryDirectory() as top:  # pytest's own folders are nobody else's
        corpus, index = Path(top) / "seeds", Path(top) / "index"
        corpus.mkdir()
        (corpus / "a.txt").write_text("The icebreaker left the harbour on a Monday in May.\n")
        with Collection.open(corpus, index=index) as collection:
            collection.refresh()
        assert _answers(corpus, index)
        assert not list(index.glob(f"{FILE}-*"))
        for path in (Path(top), corpus, index, *index.iterdir(), *corpus.iterdir()):
            path.chmod(0o555)
        child = os.fork()
        if not child:
            try:
                if not os.geteuid():  # may write anywhere
                    os.setuid(_NOBODY)
                assert not os.access(index, os.W_OK)
                os._exit(0 if _answers(corpus, index) else 1)
            finally:
                os._exit(2)
        assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
        Path(top).chmod(0o755)
        index.chmod(0o755)
        corpus.chmod(0o755)
