"""From a page's evidence to its title, source, date, author, category and language.

Wrong is worse than unknown: each field takes the first claim that can be read and is plausible,
what the page declares (JSON-LD, meta elements, microdata, time) before what it shows (headline,
dateline, byline, notices), and says where it was found.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain
from typing import TypeVar

from arcticsearch.corpus import byline, dateline, headline
from arcticsearch.corpus.dates import DayOrder, day_order, observed_order, read_date
from arcticsearch.corpus.declared import Claim, Declared, read_hints
from arcticsearch.corpus.language import detect, normal_code
from arcticsearch.corpus.names import split_authors
from arcticsearch.corpus.view import View, view
from arcticsearch.model import Block, Kind, Label, Metadata, Page, Provenance

_Value = TypeVar("_Value")


def describe(page: Page, labels: tuple[Label, ...]) -> Metadata:
    """What the page says of itself. `labels` are the stripper's, one for each block."""
    declared = read_hints(page.hints)
    shown = view(page.blocks, labels)
    language = _language(shown, declared)
    order = _order(page.blocks, declared, language)

    top = _headline(shown)
    at = top.block if top else None
    title, title_from, _ = _first(chain(declared.title, [top] if top else []), _as_title)
    date, date_from, date_block = _first(
        chain(declared.date, _datelines(shown, at, order, language)),
        lambda value: read_date(value, order),
    )
    author, author_from, author_block = _first(
        chain(declared.author, _bylines(shown, at)), split_authors
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


def _headline(shown: View) -> Claim | None:
    found = headline.find(shown)
    return Claim(shown.blocks[found[0]].text, "headline", found[0]) if found else None


def _datelines(
    shown: View, at: int | None, order: DayOrder | None, language: str | None
) -> Iterator[Claim]:
    found = dateline.find(shown, at, order, language)
    if found and found[1] >= dateline.LEAST_ODDS:
        yield Claim(found[0].found.iso, "date line", found[0].block)


def _bylines(shown: View, at: int | None) -> Iterator[Claim]:
    found = byline.find(shown, at)
    if found and found[1] >= byline.LEAST_ODDS:
        yield Claim("; ".join(found[0].names), "byline", found[0].block)


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


def _language(shown: View, declared: Declared) -> str | None:
    kept = (
        block.text
        for block, label in zip(shown.blocks, shown.labels, strict=True)
        if isinstance(label, Kind)
    )
    return detect(" ".join(kept)) or normal_code(declared.language or "")


def _order(blocks: Sequence[Block], declared: Declared, language: str | None) -> DayOrder | None:
    return (
        day_order(declared.language)
        or day_order(language)
        or observed_order(block.text for block in blocks if len(block.text) < 200)
    )
