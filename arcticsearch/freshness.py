"""Whether an index answers for the corpus as it is now, and if not, why not.

Told without reading a seed: by the sizes and times that the catalog last saw.
"""

from __future__ import annotations

from collections.abc import Collection
from enum import StrEnum

from arcticsearch.analysis import VERSION, stemmers
from arcticsearch.catalog import Catalog
from arcticsearch.corpus.files import File, file_of
from arcticsearch.corpus.saved import Seen
from arcticsearch.values import Value

RECIPE = 10
"""The version of how a seed becomes an article. Diary: 1, the first; 2, a page's headline is its
title, and short pages keep their one paragraph; 3, text that was taken for Latin-1 is set right,
and all models were trained anew; 4, headings are words and not marks, running heads go, and a text
without menus begins with its title; 5, whether a page is HTML its tags tell, text misread in places
is set right, and the body goes on below its end; 6, front matter and mails become fields, pages
that name no source have their host, and letters tell languages apart; 7, an author that is likelier
wrong than right is none, dates and authors count that are declared under names of a publisher's
own, a mail's charset means what it means on a page, front matter tells the language, small notes
keep all of their text, and neither a blog's name, the way to a page nor a picture's credit is a
title, nor "More stories" an author; 8, larger texts that somebody
wrote as they stand keep all of their text, and small ones their figures; 9, what somebody wrote is
told by its evenness, what note-takers write in Markdown and in headers is read, data for programs
is no page, authors declared to libraries are believed, and the day on which a page was read is not
its date; headings with code in them are read without it; 10, what only says the title again above
or below a story is no part of it."""


class Why(StrEnum):
    """Why an index must be brought up to date, in words for the person."""

    FRESH = "up to date"
    CHANGED = "seeds have changed"
    MISSING = "there is no index yet"
    DAMAGED = "the index is damaged"
    CATALOG_DAMAGED = "the catalog is damaged"
    OTHER_VERSION = "the index was made by another version"
    ASKED = "a full build was asked for"


class Changes(Value, frozen=True):
    """How the corpus differs from what the catalog last saw, by path. `suspects` have another size
    or time; whether their content changed only reading them can tell. `digest` is that of the
    catalog then, `listing` one of all that was there, in two orders (see `look`)."""

    added: tuple[File, ...] = ()
    suspects: tuple[File, ...] = ()
    removed: tuple[str, ...] = ()
    digest: bytes | None = None
    listing: bytes = b""

    def __bool__(self) -> bool:
        return bool(self.added or self.suspects or self.removed)


class State(Value, frozen=True):
    """Whether the index answers for the corpus as it is now, and if not, why not."""

    why: Why
    changes: Changes

    @property
    def stale(self) -> bool:
        return self.why is not Why.FRESH


def changes(found: Collection[Seen], listing: bytes, catalog: Catalog | None) -> Changes:
    """How the files that were `found`, whose checksum is `listing`, differ from what the catalog
    last saw."""
    before = catalog.seeds.stamps() if catalog else set()
    left = {path: stamp for path, *stamp in before.difference(found)}
    added, suspects = [], []
    for file in map(file_of, [seen for seen in found if seen not in before]):
        stamp = left.pop(file.path, None)
        if stamp is None:
            added.append(file)
        elif stamp not in ([file.size, file.mtime_ns], [file.skip]):
            suspects.append(file)
    digest = catalog.meta("digest") if catalog else None
    return Changes(tuple(added), tuple(suspects), tuple(sorted(left)), digest, listing)


def recipe() -> bytes:
    """What an index must have been made with to be used as it is."""
    return f"{RECIPE}.{VERSION}.{stemmers()}".encode()
