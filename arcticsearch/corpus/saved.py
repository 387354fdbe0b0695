"""What a browser saves beside a page ("page.html", "page_files/") is a part of it, and no seed.

Scripts, styles, pictures and the pages of advertisers lie there, a dozen for each page. Only the
frames of a page that is nothing but frames hold its text.
"""

from __future__ import annotations

from itertools import accumulate

from arcticsearch.checking import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence, Set

Seen = tuple[str, int, int] | tuple[str, str]
"""A file as a look finds it: its path, and its size and time or the reason why it can be no seed."""

PART = "not a page (saved with the one beside it)"
"""The reason why a file is no seed. It names no page, or it would change with that one's name."""

# What browsers and word processors append to a page's name in their users' languages.
FOLDER_ENDS = (
    *("_files", ".files", "-Dateien", "_Dateien", "_fichiers", "_archivos", "_ficheros", "_file"),
    *("_bestanden", "_arquivos", "_ficheiros", "_fitxers", "-filer", "_filer", "_tiedostot"),
    *("_pliki", "_soubory", "_elemei", "_dosyalar", "_datoteke", "_fajlovi", "_failid", "_fails"),
)
_PAGE_ENDS = (".html", ".htm", ".xhtml", ".xht")
# Bytes. A page of frames has a few hundred; an article's page seldom has less.
_FRAMES_ALONE = 4096


def without_parts(found: Sequence[Seen], folders: Iterable[str]) -> list[Seen]:
    """A corpus's listing, in which what belongs to a page is no seed.

    `folders` are the paths of those that end like FOLDER_ENDS, "/" included.
    """
    sizes = {seen[0]: seen[1] for seen in found}
    saved = [(folder, size) for folder in folders for size in _pages(folder, sizes)]
    if not saved:
        return [*found]
    # What is no seed for another reason is not known to be frames alone.
    whole = {folder for folder, size in saved if isinstance(size, str) or size >= _FRAMES_ALONE}
    framed = {folder for folder, _ in saved}
    return [(seen[0], PART) if _is_part(seen[0], whole, framed) else seen for seen in found]


def _pages(folder: str, sizes: Mapping[str, int | str]) -> Iterator[int | str]:
    """The size of each page that a folder belongs to, or the reason why it is no seed."""
    for end in FOLDER_ENDS:
        if folder[:-1].endswith(end):
            stem = folder[: -len(end) - 1]
            yield from (sizes[stem + page] for page in _PAGE_ENDS if stem + page in sizes)


def _is_part(path: str, whole: Set[str], framed: Set[str]) -> bool:
    above = {path[:at] for at in accumulate(len(name) + 1 for name in path.split("/")[:-1])}
    return not above.isdisjoint(framed if not path.endswith(_PAGE_ENDS) else whole)
