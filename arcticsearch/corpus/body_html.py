"""Which blocks of an HTML page are its article. First version: the densest element, by one rule."""

from __future__ import annotations

from collections import Counter

from arcticsearch.model import Page

_MIN_WORDS = 10
_MAX_LINK_SHARE = 0.33


def kept(page: Page) -> tuple[bool, ...]:
    """One truth value a block: whether it belongs to the article."""
    paths: list[tuple[int, ...]] = []
    path: tuple[int, ...] = ()
    fresh = 0
    for block in page.blocks:
        new = len(block.ancestors) - block.joined
        path = (*path[: block.joined], *range(fresh, fresh + new))
        fresh += new
        paths.append(path)
    mass: Counter[int] = Counter()
    for block, path in zip(page.blocks, paths, strict=True):
        words = len(block.text.split())
        if words >= _MIN_WORDS and block.link_words <= _MAX_LINK_SHARE * words:
            for level, element in enumerate(reversed(path)):
                mass[element] += words * 2.0**-level
    best = max(mass, key=mass.__getitem__, default=-1)
    return tuple(
        best in path and block.link_words <= _MAX_LINK_SHARE * len(block.text.split())
        for block, path in zip(page.blocks, paths, strict=True)
    )
