"""The dateline: which of the dates that a page shows says when its article was published.

Small boosted trees (data/dateline.json, trained by bench/meta/train.py) judge each date by its
place beside the headline and the body, by the words before it and by what else its block holds.
How likely an answer must be is for the vote to say (see published).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from arcticsearch.corpus import trees
from arcticsearch.corpus.dates import FIRST_YEAR, DateFound, DayOrder, find_dates
from arcticsearch.corpus.view import View
from arcticsearch.model import Kind, Reason

# Longer blocks are prose: only a dateline at their beginning counts.
_LONGEST, _OPENING, _CAPTIONS = 300, 100, 200
# A weekday and a clock may stand beside the date of an archive: "26-FEB-1987 15:01:01.79".
_LONGEST_ALONE, _MOST_BESIDE = 60, 16
_PARAGRAPH_WORDS = 20
# A page with more dates is a list, and its own stands among the first.
_MOST = 60

_PUBLISHED = re.compile(
    r"publi|posted|posté|veröffentl|erschien|erstellt|\bstand\b|vom\b|опубл|δημοσ|dodan|发[布表]|發[布表]|"
    r"时间|日期|gepubl|julkais|yayın|udgivet|\bdate\b|datum|fecha|created|written|released|\bon:?\s*$",
    re.IGNORECASE,
)
_UPDATED = re.compile(
    r"updat|modif|aktualis|actuali|mis à jour|maj\b|обновл|aktuali|ενημ|更新|bijgew|uppdat|"
    r"oppdat|opdat|päivit|revis|review|geändert|änderung|edited|changed",
    re.IGNORECASE,
)
_FOREIGN = re.compile(
    r"photo|image|picture|foto|bild|credit|©|copyright|getty|source|quelle|retrieved|accessed|event|"
    r"register|deadline|expire|until|\bbis\b|\bago\b|comment|says|reply|\bat\b|episode|version|born|from",
    re.IGNORECASE,
)
_CAPTION = re.compile(
    r"(?:picture|photo|image|foto|bild|quelle|source)(?:\s*(?:source|credits?|courtesy|by|von|quelle))?"
    r"\s*:|(?:photo|image) (?:by|courtesy)|\bcredit:|pic\.twitter|\(@\w+\)|t\.co/",
    re.IGNORECASE,
)
_OTHER_TEXTS = {"related": Reason.RELATED, "commented": Reason.COMMENTS, "legal": Reason.LEGAL}
_COMMENT = re.compile(
    r"\bsays?\b|\bcomment|\breply|antwort|schreibt|\bsagt|@\w|ago\b", re.IGNORECASE
)
_OLD_YEAR = re.compile(r"\b19[0-8]\d\b")
_CLOCK = re.compile(r"\d\d?[:.h]\d\d|\b[ap]\.?m\b|\bUhr\b")
_SIGNED = re.compile(r"\b(?:by|von|par|por|author|autor)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Shown:
    """A date in a block of the page."""

    block: int
    found: DateFound
    number: int
    """The how-many-th candidate of the page it is."""


def judge(
    page: View, headline: int | None, order: DayOrder | None, language: str | None
) -> list[tuple[Shown, float]]:
    """Every date that the page shows in its places, and its log-odds of being the dateline."""
    places = candidates(page, order, language)
    if not places:
        return []
    model = trees.load("dateline")
    rows = [[row[name] for name in model.features] for row in measure(page, headline, places)]
    return list(zip(places, model.log_odds(rows).tolist(), strict=True))


def candidates(page: View, order: DayOrder | None, language: str | None) -> list[Shown]:
    """The dates of the page's short blocks, and of the first words of its long ones."""
    found: list[Shown] = []
    end = page.others if page.others is not None else len(page.blocks)
    for i in page.numbered:
        if i >= end:
            break
        if _tells(page, i):
            continue
        block = page.blocks[i]
        text = block.text if len(block.text) <= _LONGEST else block.text[:_OPENING]
        dates = _dates(text, order, language)
        if dates and not _is_caption(block.text[:_CAPTIONS]):
            found.extend(Shown(i, date, len(found) + n) for n, date in enumerate(dates))
        if len(found) >= _MOST:
            break
    return found


def _dates(text: str, order: DayOrder | None, language: str | None) -> list[DateFound]:
    """The dates of a text; from before the web only one that stands alone, as a wire service's."""
    dates = find_dates(text, order, language)
    if not dates and len(text) <= _LONGEST_ALONE and _OLD_YEAR.search(text):
        dates = find_dates(text, order, language, since=FIRST_YEAR)
        rest = len(text) - sum(date.end - date.start for date in dates)
        return dates if rest <= _MOST_BESIDE or _PUBLISHED.search(text) else []
    return dates


def _is_caption(text: str) -> bool:
    """Whether a date in it is a picture's or a tweet's: "Updated May 3, 2024 / Source: …" is not."""
    return bool(_CAPTION.search(text)) and not (_UPDATED.search(text) or _PUBLISHED.search(text))


def _tells(page: View, i: int) -> bool:
    """Whether a block is a paragraph inside the story, whose dates are the story's."""
    inside = page.first < i <= page.last and page.kept[i]
    return inside and page.words[i] >= _PARAGRAPH_WORDS


def measure(page: View, headline: int | None, places: Sequence[Shown]) -> list[dict[str, float]]:
    """The evidence for each candidate, by name."""
    head = headline if headline is not None else page.first
    if not places:
        return []
    same = Counter(shown.found.iso for shown in places)
    days = sorted(same)
    rows = [_evidence(page, shown, head) for shown in places]
    return [
        row
        | {
            "same": same[shown.found.iso],
            "kinds": len(same),
            "latest": days[-1] == shown.found.iso,
            "earliest": days[0] == shown.found.iso,
            "number": shown.number,
            "day_number": sum(other.found.is_day for other in places[: shown.number]),
            "earlier": sum(day < shown.found.iso for day in days),
            "number_left": len(places) - shown.number,
            "rival_published": any(row["published"] > row["updated"] for row in rows)
            - row["published"],
            "rival_plain": any(
                not other["updated"] and other["from_headline"] >= 0
                for other in rows[: shown.number]
            ),
            "after_headline": sum(
                other["from_headline"] >= 0 and other["is_day"] for other in rows[: shown.number]
            ),
        }
        for shown, row in zip(places, rows, strict=True)
    ]


def _evidence(page: View, shown: Shown, head: int) -> dict[str, float]:
    i, found = shown.block, shown.found
    block = page.blocks[i]
    text = block.text
    before, after = text[: found.start], text[found.end :]
    near = before[-40:]
    if len(before) < 3 and i:
        near = page.blocks[i - 1].text[-40:]
    label = page.labels[i]
    return {
        "is_day": found.is_day,
        "month_only": len(found.iso) == 7,
        "numeric": text[found.start : found.end].replace(" ", "").isascii()
        and not any(c.isalpha() for c in text[found.start : found.end]),
        "rest": len(text) - (found.end - found.start),
        "before": len(before),
        "after": len(after),
        "published": bool(_PUBLISHED.search(near)),
        "updated": bool(_UPDATED.search(near)),
        "updated_after": bool(_UPDATED.search(after[:30])),
        "foreign": bool(_FOREIGN.search(text)),
        "comment": bool(_COMMENT.search(near) or _COMMENT.search(after[:40])),
        "comments_before": page.comments is not None and i > page.comments,
        "clock": bool(_CLOCK.search(after[:15]) or _CLOCK.search(before[-10:])),
        "signed": bool(_SIGNED.search(text)),
        "signed_near": any(_SIGNED.match(b.text) for b in page.blocks[max(0, i - 2) : i + 3]),
        "caption": label is Kind.CAPTION,
        **{name: label is reason for name, reason in _OTHER_TEXTS.items()},
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
