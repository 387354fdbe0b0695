"""The byline: which names that a page shows are its author's.

Every short block around the headline and after the body is read for names ("By Ada Byron",
"Ada Byron • 3 May 2024", a name alone under the headline, "(Ada Byron is a professor of …)").
Small boosted trees (data/byline.json, trained by bench/meta/train.py) judge each by its wording,
its place and by how the page uses the name elsewhere. How likely an answer
must be is for the vote to say (see authors).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from arcticsearch.corpus import trees
from arcticsearch.corpus.dates import fold
from arcticsearch.corpus.names import BY, given_names, split_authors
from arcticsearch.corpus.view import View
from arcticsearch.model import Kind

# How far from the headline and from the body's end names are read, in blocks.
_BEFORE, _AFTER, _TAIL = 6, 16, 20
_LONGEST, _LONGEST_LED = 160, 80
# A page with more lines that begin so ("By …", "de …") is a list or a poem; each is looked for in
# all of the text.
_MOST_LED = 100
# "Author: …" after the body says so in words, but is too rare on the dev pages to be learned.
_LABELLED_ODDS, _CREDIT_ODDS = 0.5, -3.0

_LEAD = re.compile(
    rf"^\W*(?:(?:(?:story|article|written|posted|published|reported|created|contributed|"
    rf"geschrieben|ein beitrag|"
    rf"publi[eé]|escrito|skrevet|verfasst|a post)\s+)?{BY})(?:\s*[:：|]\s*|\s+|$)",
    re.IGNORECASE,
)
_INSIDE = re.compile(r"(?:\bby|\bvon|\bpar|\bpor|\bBy:|Author:|Autor:)\s+(?=[^\W\d_])")
_LABEL = re.compile(
    r"^\W*(?:authors?|autor(?:in)?|by|written by|автор|作者|text|von)\s*[:：]", re.IGNORECASE
)
_NOTE = re.compile(
    r"^\W*(?P<name>(?:[^\W\d_][\w’'.-]*\s+){1,3}[^\W\d_][\w’'.-]*?),?\s+"
    r"(?:is|was|works as|has been|ist|est|es|är|er|jest|является)\s+(?:an?|the|currently|also|"
    r"der|die|eine?|une?|el|la|"
    r"en|ett|senior|professor|associate|assistant|editor|research\w*)\b"
)
_DATE_LIKE = re.compile(r"(?:19|20)\d\d|\d\d?[./]\d\d?[./]\d\d|\bago\b")
# A name alone begins with a capital, or is in a script that has none.
_CAPITAL = re.compile(r"\W*(?:\d[\d./: -]*\W*)?[^\W\da-z_]|[\w.]+$")
_WORD = re.compile(r"[^\W\d_]+")
# How the page uses a name elsewhere: "Ada Byron is …", "About Ada Byron".
_FOLLOWED = {
    "described": (" is ", " ist ", ", ", " has ", " was "),
    "says": (" says", " said"),
}
_PRECEDED = {
    "credited": ("by ", "By "),
    "copyright": ("© ",),
    "about": ("About ", "More from "),
}
_MOST_PLACES, _NEAR = 20, 10


@dataclass(frozen=True, slots=True)
class Signed:
    """Names read from a block; `way` is how: "led", "inside", "after", "note" or "bare"."""

    block: int
    names: tuple[str, ...]
    way: str


def find(page: View, headline: int | None) -> tuple[Signed, float] | None:
    """The likeliest byline and its log-odds; None if the page shows no name in its places."""
    places = candidates(page, headline)
    if not places:
        return None
    model = trees.load("byline")
    rows = [[row[name] for name in model.features] for row in measure(page, headline, places)]
    odds = model.log_odds(rows).tolist()
    labelled = [
        number
        for number, signed in enumerate(places)
        if signed.block > page.last and _LABEL.match(page.blocks[signed.block].text)
    ]
    for number in labelled:
        # An earlier such line credits what the page reprints.
        last = places[number].block == max(places[other].block for other in labelled)
        odds[number] = max(odds[number], _LABELLED_ODDS) if last else _CREDIT_ODDS
    best = max(range(len(places)), key=odds.__getitem__)
    return places[best], odds[best]


def candidates(page: View, headline: int | None) -> list[Signed]:
    """The blocks around the headline and after the body that can be read as names."""
    start = page.first if headline is None else headline
    end = max(start, page.first)
    # The names under a list of other stories are their authors' and sources'.
    limit = len(page.blocks) if page.others is None else page.others
    head = range(max(0, start - _BEFORE), min(limit, end + _AFTER))
    tail = range(max(0, page.last - 3), min(limit, page.last + 1 + _TAIL))
    found: list[Signed] = []
    led = (
        i
        for i in range(page.first, limit)
        if len(page.blocks[i].text) <= _LONGEST_LED and _LEAD.match(page.blocks[i].text)
    )
    for i in dict.fromkeys([*head, *tail, *islice(led, _MOST_LED)]):
        found.extend(_read(page, i))
    return found


def _read(page: View, i: int) -> Iterator[Signed]:
    text = page.blocks[i].text
    if note := _NOTE.match(text[:200]):
        yield from _signed(i, note["name"], "note")
    if len(text) > _LONGEST:
        return
    before = page.blocks[i - 1].text if i else ""
    lead = _LEAD.match(text)
    if lead and lead.end() < len(text):
        yield from _signed(i, text[lead.end() :], "led")
    elif len(before) < 20 and (led := _LEAD.match(before)) and led.end() >= len(before):
        yield from _signed(i, text, "after")
    elif inside := _INSIDE.search(text):
        yield from _signed(i, text[inside.end() :], "inside")
    elif len(text) <= 80 and _CAPITAL.match(text):
        yield from _signed(i, text, "bare")


def _signed(i: int, text: str, way: str) -> Iterator[Signed]:
    names = split_authors(text)
    if names and all(_like_a_name(name) for name in names):
        yield Signed(i, names, way)


def _like_a_name(name: str) -> bool:
    words = name.split()
    return 1 <= len(words) <= 5 and (
        words[0][0].isupper() or not words[0].isascii() or len(words) == 1
    )


def measure(page: View, headline: int | None, places: Sequence[Signed]) -> list[dict[str, float]]:
    """The evidence for each candidate, by name."""
    head = page.first if headline is None else headline
    title = page.blocks[headline].text.casefold() if headline is not None else ""
    text = page.text
    rows = []
    for number, signed in enumerate(places):
        rows.append(
            _evidence(page, signed, head) | _use(page, signed, title, text) | {"number": number}
        )
    led = [row["way_led"] or row["way_after"] for row in rows]
    all_led = sum(led)
    for row, own in zip(rows, led, strict=True):
        row["rivals_led"] = all_led - own
        row["candidates"] = len(rows)
    return rows


def _evidence(page: View, signed: Signed, head: int) -> dict[str, float]:
    i = signed.block
    block = page.blocks[i]
    name = signed.names[0]
    words = name.split()
    known = given_names()
    near = [b.text[:80] for b in page.blocks[max(0, i - 2) : i + 4]]
    return {
        **{f"way_{way}": signed.way == way for way in ("led", "inside", "after", "note", "bare")},
        "label": bool(_LABEL.match(block.text)),
        "names": len(signed.names),
        "words": len(words),
        "characters": len(name),
        "given": fold(words[0]) in known,
        "given_any": any(fold(word) in known for word in words),
        "capitals": sum(word[0].isupper() for word in words) / len(words),
        "shouts": block.text.isupper(),
        "odd": sum(not (c.isalpha() or c in " .'’-") for c in name),
        "rest": len(block.text) - sum(map(len, signed.names)),
        "dated": bool(_DATE_LIKE.search(block.text)),
        "dated_near": sum(bool(_DATE_LIKE.search(text)) for text in near),
        "from_headline": i - head,
        "from_first": i - page.first,
        "from_last": i - page.last,
        "list": block.tag == "li",
        "heading": block.tag[:1] == "h",
        "linked": block.link_words / max(1, page.words[i]),
        "gap": min(block.gap, 5),
        "gap_after": min(page.blocks[i + 1].gap, 5) if i + 1 < len(page.blocks) else 5,
        "kept": isinstance(page.labels[i], Kind),
        "words_before": page.words[i - 1] if i else 0,
        "words_after": page.words[i + 1] if i + 1 < len(page.words) else 0,
    }


def _use(page: View, signed: Signed, title: str, text: str) -> dict[str, float]:
    """How the page uses the name and its words elsewhere."""
    name = signed.names[0]
    words = _WORD.findall(name)
    before, after = _contexts(name, text)
    return {
        "occurs": len(after),
        "copies": page.copies[page.blocks[signed.block].text.casefold()],
        "lower": sum(f" {word.lower()} " in text for word in words) / max(1, len(words)),
        "in_title": sum(word.casefold() in title for word in words) / max(1, len(words)),
        **{use: any(c.startswith(forms) for c in after) for use, forms in _FOLLOWED.items()},
        **{use: any(c.endswith(forms) for c in before) for use, forms in _PRECEDED.items()},
    }


def _contexts(name: str, text: str) -> tuple[list[str], list[str]]:
    """The few characters before and after each of the first places where a name stands."""
    before: list[str] = []
    after: list[str] = []
    at = text.find(name)
    while at >= 0 and len(after) < _MOST_PLACES:
        end = at + len(name)
        before.append(text[max(0, at - _NEAR) : at])
        after.append(text[end : end + _NEAR])
        at = text.find(name, end)
    return before, after
