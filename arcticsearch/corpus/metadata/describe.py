"""From a page's evidence to its title, source, date, author, category and language.

Wrong is worse than unknown. Title and source take the first claim that can be read and is
plausible, what the page declares (JSON-LD, meta elements, microdata, time) before what it shows;
date and author the likeliest by all claims, if it is likely enough. Each says where it was found.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import compress

from arcticsearch.corpus.metadata import (
    authors,
    byline,
    dateline,
    headline,
    publication,
    published,
    rubrics,
    titles,
)
from arcticsearch.corpus.metadata.asking import Asking, decide
from arcticsearch.corpus.metadata.dates import DayOrder, day_order, observed_order
from arcticsearch.corpus.metadata.declared import Claim, Declared, read_hints
from arcticsearch.corpus.metadata.language import SAMPLE, detect, normal_code
from arcticsearch.corpus.metadata.stated import Stated
from arcticsearch.corpus.metadata.stated import languages as stated_languages
from arcticsearch.corpus.metadata.stated import read as read_stated
from arcticsearch.corpus.metadata.view import View, view
from arcticsearch.model import Label, Metadata, Provenance
from arcticsearch.page import Page
from arcticsearch.values import Value

# A paragraph that begins with a dateline or tells of its author is still the article's.
_MOST_WORDS_OF_A_FIELD = 30
# How many of the names that a page shows are weighed against those that it declares.
_BYLINES = 4
# A day with lower odds of being the dateline is another text's (one in twenty is right).
_HARDLY = -3.0
_SHORT = 200  # characters: longer blocks are prose


class Evidence(Value, frozen=True):
    """What a page declares and shows, taken together. `sites` are names of its publication."""

    shown: View
    declared: Declared
    stated: Stated
    language: str | None
    order: DayOrder | None
    sites: list[str]
    title: Claim | None

    @property
    def top(self) -> int | None:
        """The block that shows the title."""
        return self.title.block if self.title else None

    def datelines(self) -> Asking[list[Claim]]:
        """The dates that the page shows, with their odds of being the article's, in page order."""
        judged = yield from dateline.judge(self.shown, self.top, self.order, self.language)
        return [
            Claim(date.found.iso, "date line", date.block, odds)
            for date, odds in judged
            if odds >= _HARDLY
        ]

    def bylines(self) -> Asking[list[Claim]]:
        """The likeliest of the names that the page shows, with their odds, best first."""
        judged = yield from byline.judge(self.shown, self.top)
        return [
            Claim("; ".join(signed.names), "byline", signed.block, odds)
            for signed, odds in judged[:_BYLINES]
        ]


def describe(page: Page, labels: tuple[Label, ...]) -> Metadata:
    """What the page says of itself. `labels` are the stripper's, one for each block."""
    (metadata,) = describe_all([page], [labels])
    return metadata


def describe_all(pages: Sequence[Page], labels: Sequence[tuple[Label, ...]]) -> list[Metadata]:
    """What each page says of itself, as `describe` gives it, but many pages at a time take less."""
    return decide(map(_describe, pages, labels))


def _describe(page: Page, labels: tuple[Label, ...]) -> Asking[Metadata]:
    evidence = yield from gather(page, labels)
    shown, declared, title = evidence.shown, evidence.declared, evidence.title
    stated = evidence.stated
    date = stated.date or published.agreed(declared, evidence.order)
    if date is None:
        dates = yield from evidence.datelines()
        date = yield from published.choose(declared, dates, evidence.order)
    author = stated.author or authors.agreed(declared, evidence.sites)
    if author is None:
        names = yield from evidence.bylines()
        author = yield from authors.choose(declared, names, evidence.sites)
    source = (stated.source and publication.spelled_out(stated.source, shown)) or publication.find(
        declared, shown, title.value if title else None, page.path
    )
    shown_category, category_blocks = rubrics.read(shown)
    declared_category = tuple(dict.fromkeys(claim.value for claim in declared.category))
    claims = (title, date, author.claim if author else None)
    again = titles.said_again(title.value, shown) if title else ()
    return Metadata(
        title=title.value if title else None,
        source=source.value if source else None,
        date=date.value if date else None,
        author=author.names if author else (),
        category=stated.category or declared_category or shown_category,
        language=evidence.language,
        provenance=Provenance(
            title.where if title else None,
            source.where if source else None,
            date.where if date else None,
            author.claim.where if author else None,
        ),
        blocks=frozenset([*_fields(shown, claims), *category_blocks, *again]),
    )


def gather(page: Page, labels: tuple[Label, ...]) -> Asking[Evidence]:
    """All that dates and authors are judged by."""
    declared = read_hints([hint for hint in page.hints if not hint.kind.startswith("front:")])
    shown = view(page.blocks, labels)
    tags = [*stated_languages(page.hints), *declared.languages]
    language = article_language(shown) or next(filter(None, map(normal_code, tags)), None)
    order = _order(shown, tags, language)
    stated = read_stated(page.hints, order)
    sites = [claim.value for claim in (stated.source, *declared.source) if claim]
    # As names of sites hosts help to cut titles; that a person has a site of their own, they do not say.
    hosts = [claim.value for claim in declared.host]
    title = yield from _title(shown, declared, stated, sites + hosts)
    return Evidence(shown, declared, stated, language, order, sites, title)


def _fields(shown: View, claims: Iterable[Claim | None]) -> Iterator[int]:
    """The blocks that became a field and are nothing else."""
    for claim in claims:
        if claim and claim.block is not None and shown.words[claim.block] <= _MOST_WORDS_OF_A_FIELD:
            yield claim.block


def _title(
    shown: View, declared: Declared, stated: Stated, sites: list[str]
) -> Asking[Claim | None]:
    """The declared heading where the page shows it; only a page without one is searched for it."""
    title = stated.title or titles.choose(declared.title, declared.heading, sites)
    if title and title in declared.heading:
        title = titles.below_site(title, declared.title, shown)
    if title:
        texts = range(min(len(shown.blocks), shown.last + 1))
        for text in titles.readings(title.value):
            at = next((i for i in texts if shown.blocks[i].text == text), None)
            if at is not None:
                return title._replace(value=text, block=at)
    if stated.title:
        return title
    found = yield from headline.find(shown)
    if found is None:
        return title
    top = Claim(titles.without_site(shown.blocks[found].text, sites), "headline", found)
    return titles.choose(declared.title, [*declared.heading, top], sites)


def article_language(shown: View) -> str | None:
    """The language of the kept blocks, as their words tell."""
    kept: list[str] = []
    length = 0
    for block in compress(shown.blocks, shown.kept):
        kept.append(block.text)
        length += len(block.text)
        if length > SAMPLE:
            break
    return detect(" ".join(kept))


def _order(shown: View, tags: Iterable[str], language: str | None) -> DayOrder | None:
    return (
        next(filter(None, map(day_order, tags)), None)
        or day_order(language)
        or observed_order([text for i in shown.numbered if len(text := shown.texts[i]) < _SHORT])
    )
