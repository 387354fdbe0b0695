"""From a page's evidence to its title, source, date, author, category and language.

Wrong is worse than unknown: each field takes the first claim that can be read and is plausible,
in the order declared (JSON-LD, meta elements, microdata, time) before shown (headline, byline,
dateline, notices), and says where it was found.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import chain
from typing import TypeVar

from arcticsearch.corpus import shown
from arcticsearch.corpus.dates import DayOrder, day_order, observed_order, read_date
from arcticsearch.corpus.declared import Claim, Declared, read_hints
from arcticsearch.corpus.language import detect, normal_code
from arcticsearch.corpus.names import split_authors
from arcticsearch.model import Block, Kind, Label, Metadata, Page, Provenance

_Value = TypeVar("_Value")


def describe(page: Page, labels: tuple[Label, ...]) -> Metadata:
    """What the page says of itself. `labels` are the stripper's, one for each block."""
    blocks = page.blocks
    declared = read_hints(page.hints)
    body = shown.find_body(blocks, labels)
    language = _language(blocks, labels, declared)
    order = _order(blocks, declared, language)

    headline = shown.title(blocks, body) if blocks else None
    title, title_from, _ = _first(chain(declared.title, [headline] if headline else []), _as_title)
    at = headline.block if headline else None
    date, date_from, date_block = _first(
        chain(declared.date, shown.dates(blocks, body, at, order, language)),
        lambda value: read_date(value, order),
    )
    author, author_from, author_block = _first(
        chain(declared.author, shown.authors(blocks, body, at)), split_authors
    )
    source, source_from, _ = _first(declared.source, str.strip)
    return Metadata(
        title=title,
        source=source,
        date=date,
        author=author or (),
        category=tuple(dict.fromkeys(claim.value for claim in declared.category)),
        language=language,
        provenance=Provenance(title_from, source_from, date_from, author_from),
        blocks=frozenset(i for i in (at, date_block, author_block) if i is not None),
    )


def _first(
    claims: Iterable[Claim], read: Callable[[str], _Value | None]
) -> tuple[_Value | None, str | None, int | None]:
    """The first claim that can be read: its value, where it stood, its block."""
    for claim in claims:
        value = read(claim.value)
        if value:
            return value, claim.where, claim.block
    return None, None, None


def _as_title(value: str) -> str | None:
    return " ".join(value.split()) or None


def _language(blocks: Sequence[Block], labels: Sequence[Label], declared: Declared) -> str | None:
    kept = (
        block.text for block, label in zip(blocks, labels, strict=True) if isinstance(label, Kind)
    )
    return detect(" ".join(kept)) or normal_code(declared.language or "")


def _order(blocks: Sequence[Block], declared: Declared, language: str | None) -> DayOrder | None:
    return (
        day_order(declared.language)
        or day_order(language)
        or observed_order(block.text for block in blocks if len(block.text) < 200)
    )
