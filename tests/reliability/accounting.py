"""Nothing vanishes silently: what is on disk against what an index says of it."""

from __future__ import annotations

import os
import re
from collections import Counter
from pathlib import Path

from arcticsearch import Collection
from arcticsearch.cleaning import extract
from arcticsearch.corpus.read import read
from arcticsearch.errors import SeedNotFound
from arcticsearch.model import Article
from arcticsearch.page import Form


def on_disk(corpus: Path) -> set[str]:
    """Every file under a folder, hidden ones left out, by the name that the program shows; and the
    folders that cannot be listed, whose files nobody knows."""
    found = set()

    def unlistable(error: OSError) -> None:
        found.add(f"{Path(error.filename).relative_to(corpus)}/")

    for folder, folders, files in os.walk(corpus, onerror=unlistable):
        folders[:] = [name for name in folders if name[0] != "."]
        linked = [name for name in folders if (Path(folder) / name).is_symlink()]
        for name in (*files, *linked):
            if name[0] != ".":
                path = os.fspath((Path(folder) / name).relative_to(corpus))
                found.add(os.fsencode(path).decode("utf-8", "backslashreplace"))
    return found


def unaccounted(collection: Collection) -> list[str]:
    """What breaks the account: seeds = articles + skipped with a reason, and each line of text kept
    or removed. Empty when it is whole."""
    disk = on_disk(collection.corpus)
    articles = set()
    wrong = []
    for article in collection.articles():
        articles.add(article.path)
        wrong += unaccounted_text(collection.corpus, article)
    skipped = collection.status().skipped
    wrong += [f"neither indexed nor skipped: {path!r}" for path in disk - articles - set(skipped)]
    wrong += [f"not on disk: {path!r}" for path in (articles | set(skipped)) - disk]
    wrong += [f"indexed and skipped: {path!r}" for path in articles & set(skipped)]
    wrong += [f"no reason: {path!r}" for path, why in skipped.items() if not why.strip()]
    if collection.status().figures.seeds != len(disk):
        wrong.append(f"{collection.status().figures.seeds} seeds of {len(disk)}")
    for path in skipped:
        try:
            collection.show(path)
        except SeedNotFound:
            continue
        wrong.append(f"skipped and shown: {path!r}")
    return wrong


def unaccounted_text(corpus: Path, article: Article) -> list[str]:
    """The pieces of a seed's text (lines; blocks of HTML) that do not stand in exactly one place:
    in a paragraph, or among what was removed."""
    seed = read(corpus, article.path)
    parts = [*article.paragraphs, *article.removed]
    if seed.form is Form.HTML:
        page = extract(seed)
        wanted = Counter(block.text for block in (*page.blocks, *page.front))
        found = Counter(part.text for part in parts)
        wrong = sorted({*(wanted - found), *(found - wanted)})
        return [f"{article.path!r}: not once in one place: {text[:60]!r}" for text in wrong]
    covered = Counter(
        n for part in parts if part.lines for n in range(part.lines[0], part.lines[1] + 1)
    )
    lines = re.split(r"\r\n|\r|\n", seed.text.removeprefix("\ufeff"))
    return [
        f"{article.path!r}: line {n} is in {covered[n]} places: {line[:60]!r}"
        for n, line in enumerate(lines, 1)
        if line.strip() and covered[n] != 1
    ]
