"""Facet counts are exact: what the product counts is what counting its articles by hand gives."""

from __future__ import annotations

import random
import zlib
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from arcticsearch import Collection
from arcticsearch.model import Article, Kind, Metadata, Paragraph
from arcticsearch.page import Seed
from arcticsearch.query.fields import FACETS, NONE
from arcticsearch.query.normal import all_of, any_of
from arcticsearch.query.parse import parse
from arcticsearch.query.tree import Query
from arcticsearch.shell.state import pick
from tests.indexed import indexed
from tests.inventing import invent

WORDS = ("floe", "tug", "pilot", "beacon")
DATES = ("2023", "2024", "2024-03", "2024-11", "2024-03-05", "2024-03-31", "2025-01-20", None)
PICKS: dict[str, tuple[str | None, ...]] = {
    "source": ("Floe Review", "Harbour Post", "Gull", "Nowhere", None),
    "date": ("2023", "2024", "2024-03", "2025-01", None),
    "author": ("Ada Berg", "Jon Sund", "Mia Lund", None),
    "section": ("Pay", "Convoys in March", "The yard", None),
    "category": ("Shipping", "Law", None),
    "language": ("en", "no", None),
}


def invented(seed: Seed) -> Article:
    """An article of which its path decides everything."""
    chance = random.Random(zlib.crc32(seed.path.encode()))
    some = {facet: [pick for pick in picks if pick] for facet, picks in PICKS.items()}
    metadata = Metadata(
        f"Note {seed.path}",
        chance.choice([*some["source"][:3], None]),
        chance.choice(DATES),
        tuple(chance.sample(some["author"], chance.randrange(3))),
        tuple(chance.sample(some["category"], chance.randrange(3))),
        chance.choice(["en", "en", "no", None]),
    )
    parts: list[Paragraph] = []
    for heading in chance.sample([*some["section"], None], 2):
        if heading:
            parts.append(Paragraph(len(parts), Kind.HEADING, heading))
        text = " ".join([*chance.sample(WORDS, 2), f"{seed.path}{len(parts)}"] * 4)
        parts.append(Paragraph(len(parts), Kind.PARAGRAPH, text, heading))
    return Article(seed.path, metadata, tuple(parts), ())


@pytest.fixture(scope="module")
def collection(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Collection]:
    pages = {f"{number}.txt": f"{number}" for number in range(60)}
    with pytest.MonkeyPatch.context() as patch:
        invent(patch, invented)
        with indexed(tmp_path_factory.mktemp("facets"), pages) as collection:
            # In two segments, one with an article deleted from it.
            (collection.corpus / "7.txt").unlink()
            (collection.corpus / "60.txt").write_text("60", encoding="utf-8")
            collection.refresh()
            yield collection


def values(article: Article, facet: str) -> set[str]:
    """What an article counts for in a facet."""
    meta = article.metadata
    found: set[str | None] = {
        "source": {meta.source},
        "date": {meta.date and meta.date[:4]},
        "month": {meta.date and meta.date[:7]},
        "author": set(meta.author),
        "section": {part.section for part in article.paragraphs if part.kind is not Kind.HEADING},
        "category": set(meta.category),
        "language": {meta.language},
    }[facet]
    return {value for value in found if value} or {NONE}


def is_picked(article: Article, facet: str, picks: list[str | None]) -> bool:
    if facet == "date":
        date = article.metadata.date
        return any(
            date is None if pick is None else (date or "").startswith(pick) for pick in picks
        )
    return any((pick or NONE) in values(article, facet) for pick in picks)


@settings(max_examples=60)
@given(
    st.sampled_from([*WORDS, "*", "zeppelin", "-tug", "floe OR tug"]),
    st.fixed_dictionaries(
        {},
        optional={
            facet: st.lists(st.sampled_from(picks), min_size=1, max_size=3, unique=True)
            for facet, picks in PICKS.items()
        },
    ),
)
def test_counts_are_what_counting_gives(
    collection: Collection, text: str, picked: dict[str, list[str | None]]
) -> None:
    base = parse(text).root
    groups = (
        any_of(pick(facet, value or NONE) for value in picks) for facet, picks in picked.items()
    )
    root = all_of([base, *groups])
    answer = collection.search(Query(root), limit=100, facets=(*FACETS, "month"))

    matching = set(collection.paths(Query(base)))
    articles = [article for article in collection.articles() if article.path in matching]

    def left(but: str | None) -> list[Article]:
        return [
            article for article in articles
            if all(is_picked(article, facet, picks)
                   for facet, picks in picked.items() if facet != but)
        ]  # fmt: skip

    assert answer.total == len(left(None))
    for facet, counts in answer.facets.items():
        own = "date" if facet == "month" else facet
        by_hand = Counter(value for article in left(own) for value in values(article, facet))
        assert dict(counts) == by_hand, facet
        assert all(a[1] > b[1] or (a[1] == b[1] and a[0] < b[0]) for a, b in pairwise(counts))


def test_the_corpus_has_something_of_everything(collection: Collection) -> None:
    articles = list(collection.articles())
    assert len(articles) == 60
    for facet, picks in PICKS.items():
        held = {value for article in articles for value in values(article, facet)}
        assert held >= {(pick or NONE)[:4] if facet == "date" and pick else pick or NONE
                        for pick in picks if pick != "Nowhere"}, facet  # fmt: skip
