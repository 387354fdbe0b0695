"""Where things lie when nobody says: the corpus, its index, the user's own folders."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from arcticsearch.errors import CorpusError, IndexFolderError

_NO_CORPUS = (
    "There is no corpus here: no folder called seeds in {} or above it. "
    "Name one with --corpus DIR or in ARCTICSEARCH_CORPUS."
)
_INSIDE = (
    "The index cannot lie in {}, inside the corpus {}. Name a folder outside with --index DIR."
)


def find_corpus(named: str | None) -> Path:
    """The corpus: as named, else ARCTICSEARCH_CORPUS, else `seeds` here or in a parent folder.

    Raises CorpusError when none of them is there to be found.
    """
    asked = named or os.environ.get("ARCTICSEARCH_CORPUS")
    if asked:
        return _whole(asked)
    here = Path.cwd()
    for folder in (here, *here.parents):
        if (folder / "seeds").is_dir():
            return folder / "seeds"
    raise CorpusError(_NO_CORPUS.format(here))


def find_index(named: str | None, corpus: Path) -> Path:
    """The index folder: as named, else `index` beside a corpus called `seeds`, else in the user's
    cache. Raises IndexFolderError for one inside the corpus, which is the user's alone."""
    if named:
        if inside(Path(named), corpus):
            raise IndexFolderError(_INSIDE.format(named, corpus))
        return _whole(named)
    real = corpus.resolve()
    beside = real.parent / "index"
    if real.name == "seeds" and os.access(beside if beside.is_dir() else real.parent, os.W_OK):
        return beside
    from arcticsearch.digest import blake2b

    key = blake2b(os.fsencode(real), digest_size=6).hexdigest()
    return user_folder("cache") / f"{real.name or 'corpus'}-{key}"


def _whole(named: str) -> Path:
    """A place as it is shown: the way to it as named, unless that leads up again."""
    path = Path(named).absolute()
    return path.resolve() if ".." in path.parts else path


def inside(path: Path, corpus: Path) -> bool:
    """Whether a place lies in the corpus, where this program writes nothing."""
    return path.resolve().is_relative_to(corpus.resolve())


def named_seeds(named: str, corpus: Path) -> Iterator[str]:
    """The paths of seeds that a name may stand for, the likeliest first.

    It may be a seed's path, or that of a file in the corpus, absolute or from the working folder;
    behind it the line that a hit begins at.
    """
    with suppress(UnicodeEncodeError):  # half of an emoji; no file is called so, nor with a NUL
        if b"\0" not in os.fsencode(named):
            yield from _named_seeds(named, corpus)


def _named_seeds(named: str, corpus: Path) -> Iterator[str]:
    place, _, line = named.rpartition(":")
    for name in (named, place) if line.isdecimal() else (named,):
        yield name
        yield os.path.normpath(name).replace(os.sep, "/")
        # A link in the corpus lies there by its name; to the corpus itself many names may lead.
        for file, folder in (
            (Path(name).absolute(), corpus.absolute()),
            (Path(os.path.realpath(name)), Path(os.path.realpath(corpus))),
        ):
            if file.is_relative_to(folder):
                yield file.relative_to(folder).as_posix()


def user_folder(what: str) -> Path:
    """The user's folder for what can be made again ("cache") or what cannot ("data")."""
    if sys.platform == "win32":
        root = Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
        return root / "arcticsearch" / what
    if sys.platform == "darwin":
        kind = "Caches" if what == "cache" else "Application Support"
        return Path.home() / "Library" / kind / "arcticsearch"
    variable, default = (
        ("XDG_CACHE_HOME", ".cache") if what == "cache" else ("XDG_DATA_HOME", ".local/share")
    )
    return Path(os.environ.get(variable) or Path.home() / default) / "arcticsearch"
