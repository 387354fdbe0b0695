"""Articles that a test invents, in the place of what would be made of its seeds."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from arcticsearch import cleaning
from arcticsearch.model import Article
from arcticsearch.page import Page, Seed


def invent(patch: pytest.MonkeyPatch, article: Callable[[Seed], Article]) -> None:
    """Has `article` say what each seed is cleaned into."""
    seeds: dict[str, Seed] = {}

    def extract(seed: Seed) -> Page:
        seeds[seed.path] = seed
        return Page(seed.path, seed.form, ())

    def finish(page: Page, *_: object) -> Article:
        return article(seeds[page.path])

    patch.setattr(cleaning, "extract", extract)
    patch.setattr(cleaning, "finish", finish)
