"""A corpus in a folder: written, and indexed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from arcticsearch import Collection


def written(corpus: Path, files: Mapping[str, str]) -> Path:
    """The folder, made if need be, with these files (path → text)."""
    corpus.mkdir(parents=True, exist_ok=True)
    for path, text in files.items():
        file = corpus / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return corpus


@contextmanager
def indexed(folder: Path, files: Mapping[str, str]) -> Iterator[Collection]:
    """These files in `seeds`, and their index beside it, up to date."""
    corpus = written(folder / "seeds", files)
    with Collection.open(corpus, index=folder / "index") as collection:
        collection.refresh()
        yield collection
