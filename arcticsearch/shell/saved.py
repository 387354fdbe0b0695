"""Searches kept under a name, by corpus, in a file of the user's data folder."""

from __future__ import annotations

import json
import os
import tempfile
from pathlib import Path

from arcticsearch.errors import ArcticsearchError
from arcticsearch.values import Value, asdict

FILE = "searches.json"


class SavedUnreadable(ArcticsearchError):
    """The file of saved searches cannot be read, and is left as it is."""


class Search(Value, frozen=True):
    """A query as text; when it was last run (ISO, to the minute); what it found then, by path."""

    query: str
    ran: str
    seen: tuple[str, ...] = ()


class Saved:
    """The saved searches of one corpus. Methods raise SavedUnreadable, or OSError."""

    def __init__(self, folder: Path, corpus: Path) -> None:
        self._file = folder / FILE
        self._corpus = os.fspath(corpus.resolve())

    def all(self) -> dict[str, Search]:
        """The searches by name."""
        return dict(sorted(self._load().get(self._corpus, {}).items()))

    def put(self, name: str, search: Search) -> None:
        """Keeps a search under a name, in place of one that has it already."""
        everything = self._load()
        everything.setdefault(self._corpus, {})[name] = search
        self._file.parent.mkdir(parents=True, exist_ok=True)
        handle, beside = tempfile.mkstemp(dir=self._file.parent, prefix=FILE)
        try:
            with open(handle, "w", encoding="utf-8") as out:  # noqa: PTH123 - a handle
                json.dump(everything, out, indent=1, default=asdict)
            Path(beside).replace(self._file)
        except BaseException:
            Path(beside).unlink()
            raise

    def _load(self) -> dict[str, dict[str, Search]]:
        """Every corpus's searches by name."""
        try:
            found = json.loads(self._file.read_text(encoding="utf-8"))
            return {
                corpus: {
                    name: Search(str(kept["query"]), str(kept["ran"]), tuple(kept["seen"]))
                    for name, kept in searches.items()
                }
                for corpus, searches in found.items()
            }
        except FileNotFoundError:
            return {}
        except (ValueError, TypeError, KeyError, AttributeError) as error:
            raise SavedUnreadable(
                f"The saved searches in {self._file} cannot be read. Mend the file or remove it."
            ) from error
