"""Where things lie when nobody says: the corpus, its index, the user's own folders."""

from __future__ import annotations

import os
import sys

from arcticsearch.checking import TYPE_CHECKING
from arcticsearch.errors import CorpusError, IndexFolderError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from arcticsearch.model import Place

_NO_CORPUS = (
    "There is no corpus here: no folder called seeds in {} or above it. "
    "Name one with --corpus DIR or in ARCTICSEARCH_CORPUS."
)
_INSIDE = (
    "The index cannot lie in {}, inside the corpus {}. Name a folder outside with --index DIR."
)
_NO_HOME = (
    "This user has no home folder to keep anything in. Set HOME, or name a folder with --index DIR."
)


def find_corpus(named: str | None) -> str:
    """The corpus: as named, else ARCTICSEARCH_CORPUS, else `seeds` here or in a parent folder.

    Raises CorpusError when none of them is there to be found.
    """
    asked = named or os.environ.get("ARCTICSEARCH_CORPUS")
    if asked:
        return _whole(asked)
    here = folder = os.getcwd()
    while True:
        seeds = os.path.join(folder, "seeds")
        if os.path.isdir(seeds):
            return seeds
        above = os.path.dirname(folder)
        if above == folder:
            raise CorpusError(_NO_CORPUS.format(here))
        folder = above


def find_index(named: str | None, corpus: str) -> str:
    """The index folder: as named, else `index` beside a corpus called `seeds`, else in the user's
    cache. Raises IndexFolderError for one inside the corpus, which is the user's alone."""
    if named:
        if inside(named, corpus):
            raise IndexFolderError(_INSIDE.format(named, corpus))
        return _whole(named)
    real = os.path.realpath(corpus)
    above, name = os.path.split(real)
    beside = os.path.join(above, "index")
    if name == "seeds" and os.access(beside if os.path.isdir(beside) else above, os.W_OK):
        return beside
    from arcticsearch.digest import blake2b

    key = blake2b(os.fsencode(real), digest_size=6).hexdigest()
    return os.path.join(user_folder("cache"), f"{name or 'corpus'}-{key}")


def _whole(named: str) -> str:
    """A place as it is shown: the way to it as named, unless that leads up again."""
    if os.pardir in named.replace(os.altsep or os.sep, os.sep).split(os.sep):
        return os.path.realpath(named)
    return os.path.abspath(named)


def inside(place: Place, corpus: Place) -> bool:
    """Whether a place lies in the corpus, where this program writes nothing."""
    real, folder = (os.path.normcase(os.path.realpath(path)) for path in (place, corpus))
    return real == folder or real.startswith(os.path.join(folder, ""))


def named_seeds(named: str, corpus: Place) -> Iterator[str]:
    """The paths of seeds that a name may stand for, the likeliest first.

    It may be a seed's path, or that of a file in the corpus, absolute or from the working folder;
    behind it the line that a hit begins at.
    """
    try:
        if b"\0" in os.fsencode(named):
            return
    except UnicodeEncodeError:  # half of an emoji; no file is called so, nor with a NUL
        return
    place, _, line = named.rpartition(":")
    for name in (named, place) if line.isdecimal() else (named,):
        yield name
        yield os.path.normpath(name).replace(os.sep, "/")
        # A link in the corpus lies there by its name; to the corpus itself many names may lead.
        for whole in (os.path.abspath, os.path.realpath):
            folder = os.path.join(whole(corpus), "")
            if whole(name).startswith(folder):
                yield whole(name).removeprefix(folder).replace(os.sep, "/")


def user_folder(what: str) -> str:
    """The user's folder for what can be made again ("cache") or what cannot ("data").

    Raises IndexFolderError where nothing says in whose home it lies.
    """
    if sys.platform == "win32":
        local = os.environ.get("LOCALAPPDATA") or os.path.join(_home(), "AppData", "Local")
        return os.path.join(local, "arcticsearch", what)
    if sys.platform == "darwin":
        kind = "Caches" if what == "cache" else "Application Support"
        return os.path.join(_home(), "Library", kind, "arcticsearch")
    variable, default = (
        ("XDG_CACHE_HOME", ".cache") if what == "cache" else ("XDG_DATA_HOME", ".local/share")
    )
    return os.path.join(os.environ.get(variable) or os.path.join(_home(), default), "arcticsearch")


def _home() -> str:
    home = os.path.expanduser("~")
    if home == "~":  # or a folder of that name would be made wherever one works
        raise IndexFolderError(_NO_HOME)
    return home
