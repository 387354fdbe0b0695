"""The byline: which names that a page shows are its author's.

Every short block around the headline and after the body is read for names ("By Ada Byron",
"Ada Byron • 3 May 2024", a name alone under the headline, "(Ada Byron is a professor of …)").
Small boosted trees (data/byline.json, trained by bench/meta/train.py) judge each by its wording,
its place and by how the page uses the name elsewhere. How likely an answer must be is for the vote
to say (see authors).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence, Set
from operator import methodcaller
from typing import NamedTuple

from arcticsearch.corpus.metadata.asking import Asking, Question
from arcticsearch.corpus.metadata.dates import fold
from arcticsearch.corpus.metadata.names import BY, WROTE, given_names, names_a_role, split_authors
from arcticsearch.corpus.metadata.view import View
from arcticsearch.regex import regex

# How far from the headline and from the body's end names are read, in blocks.
_BEFORE, _AFTER, _TAIL = 6, 16, 20
# A name that nothing announces stands nearer, or is a menu's: of the dev pages' authors 9 in 10.
_NEAR_BEFORE, _NEAR_AFTER, _NEAR_TAIL = 3, 2, 12
_MOST_WORDS_BARE, _WORDS_OF_A_NAME = 10, 3
_LONGEST, _LONGEST_LED, _NOTE_END = 160, 80, 200
_SHORT = 20  # "Author:", with the name in the next line
# A page with more lines that begin so ("By …", "de …") is a list or a poem; each is looked for in
# all of the text.
_MOST_LED = 100
# "Author: …" after the body says so in words, but is too rare on the dev pages to be learned.
_LABELLED_ODDS, _CREDIT_ODDS = 0.5, -3.0

# Of small letters, for lower-cased text: matching without regard to case takes several times as long.
# What is looked for first lets most lines pass.
_LEAD = regex(
    rf"\W*+(?=[abcdegoprstvwyавтσ作文撰记])(?:(?:(?:{WROTE}|guide|a post)\s+)?{BY})"
    r"(?:\s*[:：|]\s*|\s+|$)"
)
# "Written byAda Byron", where text lost its line breaks. Behind its first letter, what may not stand
# before a word takes a fifth of the time.
_INSIDE = regex(
    r"b(?<!\w.)y(?:\s+(?=[^\W\d_])|(?=[A-Z][a-z.]))|B(?<!\w.)y(?::\s+(?=[^\W\d_])|(?=[A-Z][a-z.]))|"
    r"v(?<!\w.)on\s+(?=[^\W\d_])|p(?<!\w.)[ao]r\s+(?=[^\W\d_])|A(?<!\w.)uth?or:\s+(?=[^\W\d_])"
)
_LABEL = regex(
    r"^\W*(?:authors?|autor(?:in)?|by|written by|автор|作者|text|von)\s*[:：]", re.IGNORECASE
)
# Who had another part in it: "Medically reviewed by", "Photos by", "Edited by".
_OTHER_PART = regex(
    r"review|edit|fact|check|photo|picture|image|bild\b|foto|illustra|translat|übersetz|tested|"
    r"medical|interview|update|comment|reply|antwort|posted in|courtesy|©|redaktion|produced|design"
)
_NOTE = regex(
    r"^\W*+(?P<name>(?:[^\W\d_][\w’'.-]*+\s++){1,3}[^\W\d_][\w’'.-]*+),?\s+"
    r"(?:is|was|works as|has been|ist|est|es|är|er|jest|является)\s+(?:an?|the|currently|also|"
    r"der|die|eine?|une?|el|la|en|ett|senior|professor|associate|assistant|editor|research\w*)\b"
)
# A name alone begins with a capital, or is in a script that has none.
_CAPITAL = regex(r"\W*(?:\d[\d./: -]*\W*)?[^\W\da-z_]|[\w.]+$")
_WORD, _ODD = regex(r"[^\W\d_]+"), regex(r"[^\w .'’-]|[\d_]")
# How the page uses a name elsewhere: "Ada Byron is …", "About Ada Byron".
_DESCRIBED = methodcaller("startswith", (" is ", " ist ", ", ", " has ", " was "))
_PRECEDED = {
    "credited": methodcaller("endswith", ("by ", "By ")),
    "copyright": methodcaller("endswith", "© "),
    "about": methodcaller("endswith", ("About ", "More from ")),
}
_MOST_PLACES, _NEAR = 20, 10


class Signed(NamedTuple):
    """Names read from a block; `way` is how: "led", "inside", "after", "note" or "bare"."""

    block: int
    names: tuple[str, ...]
    way: str


def judge(page: View, headline: int | None) -> Asking[list[tuple[Signed, float]]]:
    """The page's `candidates`, each with its log-odds of being the byline; best first."""
    places = candidates(page, headline)
    if not places:
        return []
    odds = yield Question("byline", measure(page, headline, places))
    labelled = [
        number
        for number, signed in enumerate(places)
        if signed.block > page.last and _LABEL.match(page.blocks[signed.block].text)
    ]
    for number in labelled:
        # An earlier such line credits what the page reprints.
        last = places[number].block == max(places[other].block for other in labelled)
        odds[number] = max(odds[number], _LABELLED_ODDS) if last else _CREDIT_ODDS
    return sorted(zip(places, odds, strict=True), key=lambda one: -one[1])


def candidates(page: View, headline: int | None) -> list[Signed]:
    """The blocks around the headline and after the body that can be read as names."""
    start = page.first if headline is None else headline
    end = max(start, page.first)
    # The names under a list of other stories are their authors' and sources'.
    limit = len(page.blocks) if page.others is None else page.others
    head = range(max(0, start - _BEFORE), min(limit, end + _AFTER))
    tail = range(max(0, page.last - 3), min(limit, page.last + 1 + _TAIL))
    leads = _leads(page, range(max(0, head.start - 1), limit))
    led = [i for i in leads if i >= page.first and len(page.texts[i]) <= _LONGEST_LED]
    close = {
        *range(start - _NEAR_BEFORE, end + _NEAR_AFTER + 1),
        *range(page.last, page.last + 1 + _NEAR_TAIL),
    }
    found: list[Signed] = []
    # The headline is no name: on the dev pages it never is the author, and 321 could be read as one.
    for i in dict.fromkeys([*head, *tail, *led[:_MOST_LED]]):
        found.extend(_read(page, i, i in close and i != headline, leads))
    return found


def _leads(page: View, places: range) -> dict[int, int]:
    """The blocks that begin as a byline does, and where their names begin."""
    found = {}
    for i in places:
        text = page.texts[i]
        if len(text) <= _LONGEST and (lead := _LEAD.match(text.lower())):
            found[i] = lead.end()
    return found


def _read(page: View, i: int, close: bool, leads: Mapping[int, int]) -> list[Signed]:
    """The names in a block. What only looks like a name is read `close` to the headline or end."""
    text = page.texts[i]
    found: list[Signed] = []
    if page.words[i] > _WORDS_OF_A_NAME and (note := _NOTE.match(text, 0, _NOTE_END)):
        found = _signed(i, note["name"], "note")
    if len(text) > _LONGEST:
        return found
    if i in leads and leads[i] < len(text):
        return found + _signed(i, text[leads[i] :], "led")
    if i - 1 in leads and _only_leads(page, i - 1, leads):
        return found + _signed(i, text, "after")
    if close and (inside := _INSIDE.search(text)):
        return found + _signed(i, text[inside.end() :], "inside")
    bare = close and page.words[i] <= _MOST_WORDS_BARE and _CAPITAL.match(text)
    if bare and (not text.isalpha() or _like_a_person(text)):
        found += [one for one in _signed(i, text, "bare") if _like_a_person(one.names[0])]
    return found


def _only_leads(page: View, i: int, leads: Mapping[int, int]) -> bool:
    """Whether a block that leads says only "Author:", and the name is left for the next one."""
    return leads[i] >= len(page.texts[i]) < _SHORT


def _like_a_person(name: str) -> bool:
    """Whether a name has a common given name in it, or two to four words with capitals."""
    words = name.split()
    return not given_names().isdisjoint(map(fold, words)) or (
        2 <= len(words) <= 4
        and all(word[0].isupper() or len(word) < 4 or not word.isascii() for word in words)
    )


def _signed(i: int, text: str, way: str) -> list[Signed]:
    names = split_authors(text)
    return [Signed(i, names, way)] if names and all(map(_like_a_name, names)) else []


def _like_a_name(name: str) -> bool:
    words = name.split()
    return 1 <= len(words) <= 5 and (
        words[0][0].isupper() or not words[0].isascii() or len(words) == 1
    )


def measure(page: View, headline: int | None, places: Sequence[Signed]) -> list[dict[str, float]]:
    """The evidence for each candidate, by name."""
    head = page.first if headline is None else headline
    title = page.blocks[headline].text.casefold() if headline is not None else ""
    words = {word for signed in places for word in _WORD.findall(signed.names[0])}
    # Looked for in the whole page, which takes as long as all else here: each word once.
    small = {word for word in words if f" {word.lower()} " in page.text}
    used = {name: _use(page, name, title, small) for name in {one.names[0] for one in places}}
    rows = [_evidence(page, one, head) | used[one.names[0]] for one in places]
    led = [row["way_led"] or row["way_after"] for row in rows]
    all_led = sum(led)
    for number, (row, own) in enumerate(zip(rows, led, strict=True)):
        row["number"] = number
        row["rivals_led"] = all_led - own
        row["candidates"] = len(rows)
    return rows


def _evidence(page: View, signed: Signed, head: int) -> dict[str, float]:
    i = signed.block
    block = page.blocks[i]
    name = signed.names[0]
    words = name.split()
    given = [fold(word) in given_names() for word in words]
    at = max(0, block.text.find(name))
    end = at + len(name)
    near = range(max(0, i - 2), min(i + 4, len(page.blocks)))
    return {
        **{f"way_{way}": signed.way == way for way in ("led", "inside", "after", "bare")},
        "other_part": bool(_OTHER_PART.search(block.text[max(0, at - 30) : at].lower())),
        "other_part_before": bool(i and _OTHER_PART.search(page.blocks[i - 1].text[-40:].lower())),
        "before": at,
        "prose_before": sum(map(str.islower, block.text[:at].split())),
        "prose_after": sum(map(str.islower, block.text[end:].split())),
        "role_after": names_a_role(block.text[end : end + 60]),
        "role": names_a_role(name),
        "label": bool(_LABEL.match(block.text)),
        "names": len(signed.names),
        "words": len(words),
        "characters": len(name),
        "given": given[0],
        "given_any": any(given),
        "capitals": sum(word[0].isupper() for word in words) / len(words),
        "odd": len(_ODD.findall(name)),
        "rest": len(block.text) - sum(map(len, signed.names)),
        "dated": page.dated(i),
        "dated_near": sum(map(page.dated, near)),
        "from_headline": i - head,
        "from_first": i - page.first,
        "from_last": i - page.last,
        "list": block.tag == "li",
        "linked": block.link_words / max(1, page.words[i]),
        "kept": page.kept[i],
        "copies": page.copies[page.folded[i]],
        "words_before": page.words[i - 1] if i else 0,
        "words_after": page.words[i + 1] if i + 1 < len(page.words) else 0,
    }


def _use(page: View, name: str, title: str, small: Set[str]) -> dict[str, float]:
    """How the page uses a name and its words elsewhere; `small` are in it with small letters."""
    words = _WORD.findall(name)
    before, after = _contexts(name, page.text)
    return {
        "occurs": len(after),
        "lower": sum(word in small for word in words) / max(1, len(words)),
        "in_title": sum(word.casefold() in title for word in words) / max(1, len(words)),
        "described": any(map(_DESCRIBED, after)),
        **{use: any(map(is_so, before)) for use, is_so in _PRECEDED.items()},
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
