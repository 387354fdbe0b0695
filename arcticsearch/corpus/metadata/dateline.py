"""The dateline: which of the dates that a page shows says when its article was published.

Small boosted trees (data/dateline.json, trained by bench/meta/train.py) judge each date by its
place beside the headline and the body, by the words before it and by what else its block holds.
How likely an answer must be is for the vote to say (see published).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from arcticsearch.corpus.metadata.asking import Asking, Question
from arcticsearch.corpus.metadata.dates import (
    FIRST_YEAR,
    PUBLISHED,
    UPDATED,
    DateFound,
    DayOrder,
    find_dates,
)
from arcticsearch.corpus.metadata.view import View
from arcticsearch.regex import regex

_CAPTIONS = 200  # characters in which a block says that it is one
# A weekday and a clock may stand beside the date of an archive: "26-FEB-1987 15:01:01.79".
_LONGEST_ALONE, _MOST_BESIDE = 60, 16
# Blocks beneath the headline, and characters beside a month, where it is the page's only date.
_BENEATH, _MARKS = 3, 3
_BARE, _NEAR = 3, 40  # characters before a date: so few and it stands alone; so many speak of it
# "Posted May 3, 2024", "wurde am 3. Mai 2024 um 9:15 Uhr veröffentlicht".
_SAID_BEFORE = regex(
    r"(?:published|publicado|publicato|publié|publiziert|posted|posté|veröffentlicht|erschienen|gepostet|"
    r"erstellt|опублик\w+|δημοσιεύ\w+|dodano|发[布表]|發[布表])[^.!?]{,25}$"
)
_SAID_BEHIND = regex(r"[^.!?]{,40}\b(?:veröffentlicht|gepostet|publiziert|published|posted)\b")
# Of 18 dev pages of text that show one day plainly, and none that the model takes for likely, 16 are
# right by it; in HTML it helps where what is declared differs.
_PLAIN_ODDS, _NO_ODDS = 2.0, float("-inf")
# A page with more dates is a list, and its own stands among the first.
_MOST = 60

# Of small letters, for lower-cased text: matching without regard to case takes several times as long.
# What may not stand before a word is looked for behind its first letter: to search for that is quick.
_PUBLISHED = regex(
    rf"{PUBLISHED}|posté|erschien|s(?<!\w.)tand\b|vom\b|опубл|δημοσ|dodan|发[布表]|發[布表]|时间|日期|"
    r"gepubl|julkais|yayın|udgivet|d(?<!\w.)ate\b|datum|fecha|released|o(?<!\w.)n:?\s*$"
)
_UPDATED = regex(rf"{UPDATED}|maj\b|aktuali|ενημ|opdat|änderung|changed")
_FOREIGN = regex(
    r"photo|image|picture|foto|bild|credit|©|copyright|getty|source|quelle|retrieved|accessed|event|"
    r"register|deadline|expire|until|b(?<!\w.)is\b|a(?<!\w.)(?:go|t)\b|comment|says|reply|episode|"
    r"version|born|from"
)
# "Accessed 6 November 2025", "abgerufen am 6. November 2025": what somebody noted who kept the page.
_KEPT = regex(
    r"(?:accessed|retrieved|saved|clipped|captured|archived|downloaded|last (?:visited|viewed)|"
    r"abgerufen|zugriff|heruntergeladen|consulté|consultado|consultato|geraadpleegd|"
    r"besøkt|hentet|hämtad|обращения|访问|取得)[^.!?]{,20}$"
)
_PICTURES = "picture photo image foto bild quelle source credit twitter @ t.co/".split()
_CAPTION = regex(
    r"(?:picture|photo|image|foto|bild|quelle|source)(?:\s*(?:source|credits?|courtesy|by|von|quelle))?"
    r"\s*:|(?:photo|image) (?:by|courtesy)|\bcredit:|pic\.twitter|\(@\w+\)|t\.co/"
)
# ASCII without letters, and emoji: said so, since a set of three ranges of wide characters takes
# fifteen times as long to compile.
_NUMERIC = regex(r"[\x00-@\[-`{-\x7f\U00010000-\U0010ffff]+")
_COMMENT = regex(
    r"s(?<!\w.)ays?\b|c(?<!\w.)omment|r(?<!\w.)eply|antwort|schreibt|s(?<!\w.)agt|@\w|ago\b"
)
_OLD_YEAR = regex(r"1(?<!\w.)9[0-8]\d\b")
_CLOCK = regex(r"\d\d?[:.h]\d\d|\b[ap]\.?m\b|\bUhr\b")
_SIGNED = regex(r"b(?<!\w.)y\b|v(?<!\w.)on\b|p(?<!\w.)(?:a|o)r\b|a(?<!\w.)ut(?:h)?or\b")


class Shown(NamedTuple):
    """A date in a block of the page."""

    block: int
    found: DateFound
    number: int
    """Of the page's candidates, from 0 in page order."""


def judge(
    page: View, headline: int | None, order: DayOrder | None, language: str | None
) -> Asking[list[tuple[Shown, float]]]:
    """The page's `candidates`, each with its log-odds of being the dateline."""
    places = candidates(page, order, language)
    if not places:
        return []
    odds = yield Question("dateline", measure(page, headline, places))
    plain = _plain(page, places)
    least = (_PLAIN_ODDS if shown.found.iso == plain else _NO_ODDS for shown in places)
    return list(zip(places, map(max, odds, least), strict=True))


def _plain(page: View, places: Sequence[Shown]) -> str | None:
    """The only day on which the page says in words that it was published; else the only day that it
    shows, unless that is an update or something else's."""
    said, shows, others = set[str](), set[str](), False
    for shown in places:
        if not shown.found.is_day:
            continue
        text = page.openings[shown.block].lower()
        shows.add(shown.found.iso)
        if _SAID_BEFORE.search(_before(page, shown)) or _SAID_BEHIND.match(text, shown.found.end):
            said.add(shown.found.iso)
        elif not others:
            others = bool(_UPDATED.search(text) or _FOREIGN.search(text))
    days = said or (set() if others else shows)
    return days.pop() if len(days) == 1 else None


def _before(page: View, shown: Shown) -> str:
    """The last characters before a date, in small letters: in its block, or in the one before."""
    start = shown.found.start
    if start < _BARE and shown.block:
        return page.texts[shown.block - 1][-_NEAR:].lower()
    return page.texts[shown.block][max(0, start - _NEAR) : start].lower()


def candidates(page: View, order: DayOrder | None, language: str | None) -> list[Shown]:
    """The dates of the page's short blocks, and of the first words of its long ones, without those
    on which the page was kept."""
    found: list[Shown] = []
    end = page.others if page.others is not None else len(page.blocks)
    for i in page.numbered:
        if i >= end:
            break
        if page.tells(i):
            continue
        text = page.openings[i]
        dates = [date for date in _dates(text, order, language) if not _is_of_keeping(text, date)]
        if dates and not _is_caption(page.texts[i][:_CAPTIONS]):
            found += [Shown(i, date, number) for number, date in enumerate(dates, len(found))]
        if len(found) >= _MOST:
            break
    return found


def _is_of_keeping(text: str, date: DateFound) -> bool:
    return _KEPT.search(text[max(0, date.start - _NEAR) : date.start].lower()) is not None


def _dates(text: str, order: DayOrder | None, language: str | None) -> list[DateFound]:
    """The dates of a text; from before the web only one that stands alone, as a wire service's."""
    dates = find_dates(text, order, language)
    if not dates and len(text) <= _LONGEST_ALONE and _OLD_YEAR.search(text):
        dates = find_dates(text, order, language, since=FIRST_YEAR)
        rest = len(text) - sum(date.end - date.start for date in dates)
        return dates if rest <= _MOST_BESIDE or _PUBLISHED.search(text.lower()) else []
    return dates


def _is_caption(text: str) -> bool:
    """Whether a date in it is a picture's or a tweet's: "Updated May 3, 2024 / Source: …" is not."""
    lower = text.lower()
    return (
        any(map(lower.__contains__, _PICTURES))
        and _CAPTION.search(lower) is not None
        and not (_UPDATED.search(lower) or _PUBLISHED.search(lower))
    )


def measure(page: View, headline: int | None, places: Sequence[Shown]) -> list[dict[str, float]]:
    """The evidence for each candidate, by name."""
    if not places:
        return []
    head = headline if headline is not None else page.first
    same = Counter(shown.found.iso for shown in places)
    days = sorted(same)
    comments = page.comments(places[-1].block)
    rows = [_evidence(page, shown, head, comments) for shown in places]
    if not any(row["is_day"] for row in rows):
        # A month by itself where a day would stand: all pages that the model learned from have a day.
        for row in rows:
            if 0 < row["from_headline"] <= _BENEATH and row["rest"] <= _MARKS:
                row["is_day"], row["month_only"] = row["month_only"], False
    published = any(row["published"] > row["updated"] for row in rows)
    plain = after = day_number = 0
    for shown, row in zip(places, rows, strict=True):
        iso = shown.found.iso
        row["same"] = same[iso]
        row["kinds"] = len(same)
        row["latest"] = days[-1] == iso
        row["earliest"] = days[0] == iso
        row["earlier"] = days.index(iso)
        row["number"] = shown.number
        row["number_left"] = len(places) - shown.number
        row["day_number"] = day_number
        row["rival_published"] = published - row["published"]
        row["rival_plain"] = plain > 0
        row["after_headline"] = after
        below = row["from_headline"] >= 0
        plain += below and not row["updated"]
        after += below and shown.found.is_day
        day_number += shown.found.is_day
    return rows


def _evidence(page: View, shown: Shown, head: int, comments: int | None) -> dict[str, float]:
    i, found = shown.block, shown.found
    block = page.blocks[i]
    text = block.text
    lower = text.lower()
    before, after = text[: found.start], text[found.end :]
    near = _before(page, shown)
    return {
        "is_day": found.is_day,
        "month_only": len(found.iso) == 7,
        "numeric": _NUMERIC.fullmatch(text, found.start, found.end) is not None,
        "rest": len(text) - (found.end - found.start),
        "before": len(before),
        "after": len(after),
        "published": bool(_PUBLISHED.search(near)),
        "updated": bool(_UPDATED.search(near)),
        "foreign": bool(_FOREIGN.search(lower)),
        "comment": bool(_COMMENT.search(near) or _COMMENT.search(after[:_NEAR].lower())),
        "comments_before": comments is not None and i > comments,
        "clock": bool(_CLOCK.search(after[:15]) or _CLOCK.search(before[-10:])),
        "signed": bool(_SIGNED.search(lower)),
        "list": block.tag == "li",
        "heading": block.tag[:1] == "h",
        "linked": block.link_words / max(1, page.words[i]),
        "gap": min(block.gap, 5),
        "kept": page.kept[i],
        "from_headline": i - head,
        "from_first": i - page.first,
        "from_last": i - page.last,
        "in_body": page.first < i <= page.last,
        "words_before": page.words[i - 1] if i else 0,
        "words_after": page.words[i + 1] if i + 1 < len(page.words) else 0,
    }
