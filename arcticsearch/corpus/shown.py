"""What a page shows its readers: the title over the body, the byline and the dateline beside it.

Evidence counts by its place. The head is what stands shortly before the body's first paragraph;
the tail is what follows its last. A date or a name in between belongs to the story, one beyond
them to other stories.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from arcticsearch.corpus.dates import DateFound, DayOrder, find_dates, fold
from arcticsearch.corpus.declared import Claim
from arcticsearch.model import Block, Kind, Label

_HEAD = 40
_TAIL = 14
# A block of prose: half of the dev pages' body lines are longer than this, a tenth of the others.
_PROSE_WORDS = 15

_PUBLISHED = re.compile(
    r"publish|posted|posté|publi|veröffentlicht|erschienen|erstellt|stand\b|pubblicat|опубликован|"
    r"δημοσι|dodano|opublikowan|data publikacji|发布|發布|时间|日期|gepubliceerd|publicerad|publisert|"
    r"udgivet|julkaistu|yayın|on:|date\b|datum|fecha|created|written",
    re.IGNORECASE,
)
_UPDATED = re.compile(
    r"updat|modifi|aktualisier|actualiz|mis à jour|maj\b|обновлен|aktualizac|ενημέρωση|更新|bijgewerkt|"
    r"uppdaterad|oppdatert|opdateret|päivitetty|revised|reviewed|geändert|letzte änderung",
    re.IGNORECASE,
)
_FOREIGN = re.compile(
    r"photo|image|picture|foto|bild|credit|©|copyright|getty|reuters/|source:|quelle:|via |retrieved|"
    r"accessed|event|register|deadline|expires|until|bis zum|\bago\b|comment|says:|reply",
    re.IGNORECASE,
)
_BYLINE = re.compile(
    r"^(?:(?:story|words?|article|written|posted|published|report(?:ed)?|text)\s+)?by\b(?!\s*(?:the way|far|now))|"
    r"^(?:von|par|por|di|da|door|av|af|oleh|autor(?:in|en|zy|a|es)?|auteurs?|autore|authors?|text|tekst|"
    r"автор(?:ы)?|текст|συντάκτης|作者|记者|文|skribent|yazar|written by|redakteur(?:in)?|"
    r"ein (?:beitrag|artikel) von|geschrieben von|publicado por|publié par|scritto da)(?:\s*[:：]\s*|\s+)\S",
    re.IGNORECASE,
)
_BIO = re.compile(
    r"^\(?(?P<name>(?:[^\W\d_][\w’'.-]*\s+){1,3}[^\W\d_][\w’'.-]*)(?:\s*\([^)]*\))?,?\s+"
    r"(?:is|was|are|has been|works as|ist|est|es|är|er)\s+(?:an?\s|the\s|einer?\s|une?\s|"
    r"(?:currently|also)\b|(?:senior|professor|associate|assistant|editor|research)\b)"
)


@dataclass(frozen=True, slots=True)
class Body:
    """Where the article's prose starts and ends: indices of its first and last block."""

    first: int
    last: int


def find_body(blocks: Sequence[Block], labels: Sequence[Label]) -> Body:
    """The span of the article's prose, by the labels where they say and by length else."""
    prose = [
        i
        for i, (block, label) in enumerate(zip(blocks, labels, strict=True))
        if isinstance(label, Kind)
        and label is not Kind.HEADING
        and len(block.text.split()) >= _PROSE_WORDS
    ]
    if not prose:
        kept = [i for i, label in enumerate(labels) if isinstance(label, Kind)]
        return Body(kept[0], kept[-1]) if kept else Body(0, max(0, len(blocks) - 1))
    return Body(prose[0], prose[-1])


def title(blocks: Sequence[Block], body: Body) -> Claim | None:
    """The best headline in the head of the page."""
    words = _vocabulary(blocks[body.first : body.last + 1])
    copies = Counter(_key(block.text) for block in blocks)
    best: tuple[float, int] | None = None
    for i in range(max(0, body.first - _HEAD), body.first + 1):
        score = _title_score(blocks[i], words, copies, body.first - i)
        if score > 0 and (best is None or score > best[0]):
            best = (score, i)
    if best is None:
        return None
    return Claim(blocks[best[1]].text, "headline", best[1])


def _title_score(block: Block, body: set[str], copies: Counter[str], distance: int) -> float:
    words = block.text.split()
    if not 1 <= len(words) <= 30 or not any(c.isalpha() for c in block.text):
        return 0
    if _BYLINE.match(block.text) or (len(words) < 8 and find_dates(block.text)):
        return 0
    content = [word for word in map(_key, words) if len(word) > 3]
    score = 1.0 + {1: -1.5, 2: -0.5, 3: 0.5}.get(len(words), 1.0)
    score += {"h1": 3.0, "h2": 1.0}.get(block.tag, 0.0)
    score += 2 * sum(word in body for word in content) / max(1, len(content))
    score += 1.0 * (copies[_key(block.text)] > 1)
    score += 0.3 * (block.gap > 0) - 0.06 * distance
    score -= 1.5 * (block.tag == "li") + 1.0 * (block.link_words >= len(words))
    return score - 1.0 * block.text.endswith((".", ":", ","))


def dates(
    blocks: Sequence[Block],
    body: Body,
    headline: int | None,
    order: DayOrder | None,
    language: str | None,
) -> Iterator[Claim]:
    """Dates that stand beside the headline, best first; else those after the body."""
    head = range(_head_start(body, headline), min(body.first + 2, len(blocks)))
    tail = range(body.last + 1, min(body.last + 1 + _TAIL, len(blocks)))
    ranked: list[tuple[float, int, DateFound]] = []
    for zone, base in ((head, 2.0), (tail, 0.0)):
        for i in zone:
            text = blocks[i].text
            if len(text) > 200 or _FOREIGN.search(text):
                continue
            for found in find_dates(text, order, language):
                before = text[: found.start]
                score = (
                    base + found.is_day - 0.02 * abs(i - (headline if headline is not None else i))
                )
                if _UPDATED.search(before[-40:]):
                    score -= 0.5
                elif _PUBLISHED.search(before[-40:]):
                    score += 1.0
                rest = len(text) - (found.end - found.start)
                if base == 0 and not _PUBLISHED.search(before[-40:]) and rest > 12:
                    continue
                if rest > 80:
                    score -= 1.0
                ranked.append((score, i, found))
    ranked.sort(key=lambda one: -one[0])
    for _, i, found in ranked:
        where = "date line" if i <= body.first else "date after the article"
        yield Claim(found.iso, where, i)


def authors(blocks: Sequence[Block], body: Body, headline: int | None) -> Iterator[Claim]:
    """Bylines beside the headline; else "Author:" lines and author notes after the body."""
    for i in range(_head_start(body, headline), min(body.first + 1, len(blocks))):
        text = blocks[i].text
        if len(text) <= 150 and _BYLINE.match(text):
            yield Claim(_up_to_date(text), "byline", i)
        elif text.lower().rstrip(":") in (
            "by",
            "author",
            "von",
            "autor",
            "written by",
            "par",
            "por",
        ) and i + 1 < len(blocks):
            yield Claim(_up_to_date(blocks[i + 1].text), "byline", i + 1)
    tail = range(len(blocks) - 1, body.last - 4, -1)
    for i in tail:
        text = blocks[i].text
        if len(text) <= 150 and re.match(r"(?:authors?|by|autor(?:in)?)\s*:", text, re.IGNORECASE):
            yield Claim(_up_to_date(text), "author line", i)
    for i in range(max(0, body.last - 3), min(body.last + 4, len(blocks))):
        if match := _BIO.match(blocks[i].text):
            yield Claim(match["name"], "author note", i)


def _head_start(body: Body, headline: int | None) -> int:
    if headline is None:
        return max(0, body.first - 8)
    return max(0, min(headline, body.first) - 5)


def _up_to_date(text: str) -> str:
    found = find_dates(text)
    return text[: found[0].start] if found else text


def _vocabulary(blocks: Sequence[Block]) -> set[str]:
    return {_key(word) for block in blocks[:12] for word in block.text[:600].split()}


def _key(text: str) -> str:
    return " ".join(re.findall(r"\w+", fold(text)))
