"""From a page's evidence to its title, source, date, author, category and language.

Wrong is worse than unknown: each field takes the first claim that can be read and is plausible,
what the page declares (JSON-LD, meta elements, microdata, time) before what it shows (headline,
dateline, byline, notices), and says where it was found.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain

from arcticsearch.corpus import (
    authors,
    byline,
    dateline,
    headline,
    notices,
    published,
    rubrics,
    titles,
)
from arcticsearch.corpus.dates import DayOrder, day_order, observed_order
from arcticsearch.corpus.declared import Claim, Declared, read_hints
from arcticsearch.corpus.language import detect, normal_code
from arcticsearch.corpus.view import View, view
from arcticsearch.model import Block, Kind, Label, Metadata, Page, Provenance

# A paragraph that begins with a dateline or tells of its author is still the article's.
_MOST_WORDS_OF_A_FIELD = 30


def describe(page: Page, labels: tuple[Label, ...]) -> Metadata:
    """What the page says of itself. `labels` are the stripper's, one for each block."""
    declared = read_hints(page.hints)
    shown = view(page.blocks, labels)
    language = article_language(shown) or normal_code(declared.language or "")
    order = _order(page.blocks, declared, language)

    sites = [claim.value for claim in declared.source]
    title = _title(shown, declared, sites)
    at = title.block if title else None
    date = _date(declared, shown, at, order, language)
    author = _author(shown, declared, sites, at)
    source = next(chain(declared.source, notices.sources(shown)), None)
    category, category_blocks = rubrics.read(shown)
    claims = (title, date, author.claim if author else None)
    return Metadata(
        title=title.value if title else None,
        source=source.value if source else None,
        date=date.value if date else None,
        author=author.names if author else (),
        category=tuple(dict.fromkeys(claim.value for claim in declared.category)) or category,
        language=language,
        provenance=Provenance(
            title.where if title else None,
            source.where if source else None,
            date.where if date else None,
            author.claim.where if author else None,
        ),
        blocks=frozenset(
            [
                claim.block
                for claim in claims
                if claim
                and claim.block is not None
                and shown.words[claim.block] <= _MOST_WORDS_OF_A_FIELD
            ]
            + category_blocks
        ),
    )


def _title(shown: View, declared: Declared, sites: list[str]) -> Claim | None:
    """The declared heading where the page shows it; only a page without one is searched for it."""
    title = titles.choose(declared.title, declared.heading, sites)
    if title:
        texts = range(min(len(shown.blocks), shown.last + 1))
        at = next((i for i in texts if shown.blocks[i].text == title.value), None)
        if at is not None:
            return replace(title, block=at)
    found = headline.find(shown)
    if found is None:
        return title
    top = Claim(shown.blocks[found].text, "headline", found)
    return titles.choose(declared.title, [*declared.heading, top], sites)


def _author(
    shown: View, declared: Declared, sites: list[str], at: int | None
) -> authors.Named | None:
    """By the declared claims alone if they agree, else with the byline that the page shows."""
    agreed = authors.choose(declared.author, sites, authors.AGREED)
    return agreed or authors.choose(chain(declared.author, _bylines(shown, at)), sites)


def _date(
    declared: Declared,
    shown: View,
    at: int | None,
    order: DayOrder | None,
    language: str | None,
) -> Claim | None:
    """By all claims where the page declares a date; else the dateline that it shows."""
    if declared.date:
        judged = dateline.judge(shown, at, order, language)
        lines = [
            (Claim(date.found.iso, "date line", date.block), odds)
            for date, odds in judged
            if date.found.is_day
        ]
        return published.choose(declared, lines, order)
    line = dateline.find(shown, at, order, language)
    return Claim(line.found.iso, "date line", line.block) if line else None


def _bylines(shown: View, at: int | None) -> Iterator[Claim]:
    found = byline.find(shown, at)
    if found:
        yield Claim("; ".join(found[0].names), "byline", found[0].block, found[1])


def article_language(shown: View) -> str | None:
    """The language of the kept blocks, as their words tell."""
    kept = (
        block.text
        for block, label in zip(shown.blocks, shown.labels, strict=True)
        if isinstance(label, Kind)
    )
    return detect(" ".join(kept))


def _order(blocks: Sequence[Block], declared: Declared, language: str | None) -> DayOrder | None:
    return (
        day_order(declared.language)
        or day_order(language)
        or observed_order(block.text for block in blocks if len(block.text) < 200)
    )
