"""The exception tree, and what is said of a disk that fails. A message is a sentence for a person:
what, where, what to do."""

import sys


class ArcticsearchError(Exception):
    """Anything that ends a command. `exit_status` is what the process returns."""

    exit_status = 2


class CorpusError(ArcticsearchError):
    """The corpus folder is missing, or cannot be read."""


class IndexFolderError(ArcticsearchError):
    """The index folder cannot be used: it holds something else, or cannot be written."""


class IndexMissing(ArcticsearchError):
    """Nothing has been indexed yet."""


class IndexDamaged(ArcticsearchError):
    """What the index folder holds cannot be trusted. It can be rebuilt."""


class CatalogDamaged(IndexDamaged):
    """The catalog cannot be trusted. It can be made again from the seeds, and the index from it."""


class OtherVersion(IndexDamaged):
    """What the index folder holds was made by another version of the program."""


class DiskFull(ArcticsearchError):
    """There is no room for the index. What was there before still answers."""


class IndexBusy(ArcticsearchError):
    """Another process is updating the index. Nothing is wrong with it."""


class SeedNotFound(ArcticsearchError):
    """A seed was named that the corpus does not have."""


class SeedSkipped(ArcticsearchError):
    """One seed cannot be indexed. The message is the reason; a run goes on without it."""


def disk_errors() -> tuple[type[Exception], ...]:
    """The classes of what is raised when the disk fails, or memory is short. Loads none: where no
    handle is left, that would fail too."""
    sqlite3 = sys.modules.get("sqlite3")
    of_sqlite = (sqlite3.OperationalError,) if sqlite3 else ()
    return OSError, MemoryError, *of_sqlite


def failed(error: Exception) -> str:
    """The sentence for one of `disk_errors`."""
    if isinstance(error, MemoryError):
        return "There is not enough memory."
    why = str(error)
    if isinstance(error, OSError) and error.strerror:  # without its number
        why = f"{error.strerror} ({error.filename})" if error.filename else error.strerror
    return f"The disk or a file failed: {why}."
