"""Search a folder of scraped web pages: boilerplate stripped, copies folded, offline."""

from __future__ import annotations

from arcticsearch.checking import TYPE_CHECKING

if TYPE_CHECKING:
    from arcticsearch.collection import Collection

__all__ = ["Collection", "__version__"]
__version__ = "0.1.0"


def __getattr__(name: str) -> object:
    # Loaded when asked for: the command line must not wait for it to print its help.
    if name == "Collection":
        from arcticsearch.collection import Collection

        return Collection
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
