"""A small corpus before and after some edits, and all that a user could see of an index of it."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from arcticsearch.collection import Collection
from tests.indexed import written

_QUERIES = ("icebreaker", "harbour OR treaty", '"the whole of"', "*", "no:date", "mine ice", "ic*")

ICE = (
    "The icebreaker left the harbour at dawn, and nobody on the quay thought that she would be "
    "back before the end of the winter.\n\n"
    "Her crew had packed for half a year, because the ice that season was thicker than anything "
    "that the older hands remembered.\n"
)
FISH = (
    "A fishery without fishers is still a fishery, said the minister, and signed a treaty that "
    "closes the whole of the central ocean for sixteen years.\n"
)
MINE = (
    "The mine needs a road, the road needs a harbour, and the harbour needs a reason to be built "
    "that will still be there in thirty years.\n"
)
_PAGE = (
    '<html lang="en"><head><title>{0}</title><meta property="og:site_name" content="Frost Daily">'
    "</head><body><nav><a href=/>Home</a></nav><h1>{0}</h1><p>{1}</p>"
    "<p>We report the north as it is, and we always have done so.</p></body></html>"
)
BEFORE = {
    "ice.txt": ICE,
    "copied.txt": MINE + "\n" + ICE,
    "www.frost.example/fish.html": _PAGE.format("No fishing", FISH),
    "www.frost.example/mine.html": _PAGE.format("A mine in the north", MINE),
    "notes/treaty.md": "# A treaty\n\n" + FISH,
    "empty.txt": "",
    "photo.jpg": "no picture",
}
_ROAD = "The road to the mine is open, and the icebreaker will not be needed before the autumn.\n"
AFTER = {
    **{path: text for path, text in BEFORE.items() if path != "notes/treaty.md"},
    "ice.txt": ICE + "\n" + FISH,  # changed
    "road.txt": _ROAD,  # added; and notes/treaty.md is gone
}


def write(corpus: Path, files: dict[str, str]) -> Path:
    """Writes a corpus; a file that is the same in two of them has the same time in both."""
    for path, text in files.items():
        stamp = 1_000_000_000 + sum(text.encode())
        os.utime(written(corpus, {path: text}) / path, (stamp, stamp))
    return corpus


def observed(collection: Collection, queries: Sequence[str] = _QUERIES) -> object:
    """Everything that a user could see, but scores to nine digits and without times."""
    answers = []
    for query in queries:
        found = collection.search(query)
        hits = [(hit.path, round(hit.score, 9), hit.snippets, hit.copies) for hit in found.hits]
        answers.append((found.total, dict(found.facets), hits))
    articles = [(article, collection.copies(article.path)) for article in collection.articles()]
    status = collection.status()
    return answers, articles, status.figures, dict(status.skipped)


def litter(index: Path) -> list[str]:
    """Files of an index folder that belong to nothing."""
    from arcticsearch.catalog import open_catalog
    from arcticsearch.engine.flat.manifest import decode

    catalog = open_catalog(index)
    manifest = catalog.meta("manifest") if catalog else None
    if catalog:
        catalog.close()
    kept = {"catalog.sqlite", "seal.json", "lock", *decode(manifest).names()}
    return sorted({path.name for path in index.iterdir()} - kept)
