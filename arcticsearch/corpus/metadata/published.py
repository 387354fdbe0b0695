"""The day on which a page was published, by all that it declares and shows.

What a page declares and what it shows often differ: an article that is updated carries two days,
a clock in UTC the next one, a list of other stories many. So no place is believed alone: each day
that is claimed anywhere is judged by who claims it and who claims another (small boosted trees,
data/published.json, trained by bench/meta/train.py).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date

from arcticsearch.corpus.metadata.asking import Asking, Question, vote
from arcticsearch.corpus.metadata.dates import PUBLISHED, UPDATED, DayOrder, read_date
from arcticsearch.corpus.metadata.declared import Claim, Declared
from arcticsearch.regex import regex
from arcticsearch.values import Value, field

# Log-odds below which nothing is answered. Measured out of fold on the three sets of dev pages
# (bench/meta/run_html): .97, .93 and .94 of the answers are right, and .92, .89 and .88 of the
# annotated pages are answered.
LEAST_ODDS = 0.55
# The same for a page of text, which declares nothing (bench/meta/run_text): .86 are right, .92 of
# the days that are shown are found. Many pages show only when they were updated, and another day
# is the annotated one: where the day is shown at all .98 are right. From .65 on .87 were right, .91 found.
LEAST_ODDS_SHOWN = 0.25

_GROUPS = {
    "JSON-LD": "linked",
    "meta article:published_time": "published",
    "meta og:article:published_time": "published",
    "meta og:published_time": "published",
    "itemprop datePublished": "item",
    "time element": "time",
    "class date": "class",
    "class author": "byline",
    "meta date": "meta_date",
    "canonical URL": "url",
    "meta og:url URL": "url",
    "saved URL": "url",
    "date line": "shown",
}
_OTHER = "meta"
_PLACES = (*dict.fromkeys(_GROUPS.values()), _OTHER)
# Who is right alone; JSON-LD is on .85 of the pages, other meta elements on .78.
_TRUSTED = frozenset({"published", "item", "time", "class", "byline", "url"})
_NOT_SHOWN = -9.0
_AGREE = 2
_DAY = len("2024-02-24")
# Characters. A year in a longer value is another's: "Writes about ice since 2019".
_LONGEST_COARSE = 40
_UPDATED = regex(UPDATED, re.IGNORECASE)
_PUBLISHED = regex(PUBLISHED, re.IGNORECASE)
# A time in UTC: where the page was written it may have been another day.
_UTC = regex(r"T(\d\d):\d\d(?::\d\d(?:\.\d+)?)?(?:Z|\+00:?00)$")


class Day(Value):
    """All that claims one day. `rank` is its place among the days, by the best claim of each; `counts`
    says how many claims each group of places makes, `texts` are the claims as they stand."""

    iso: str
    first: Claim
    rank: int
    counts: dict[str, int] = field(default_factory=dict)
    texts: list[str] = field(default_factory=list)


def agreed(declared: Declared, order: DayOrder | None) -> Claim | None:
    """The only day that is declared, if two places declare it: nothing needs to be looked for.

    So it is on half of the dev pages, and right on .97 of them; and on .96 where a place that
    readers see, or that is only for this, says it alone. A day on which the page says that it was
    updated needs to be weighed.
    """
    days, _ = days_of(declared.date, order)
    if len(days) != 1 or _says(_UPDATED, days[0]):
        return None
    if len(days[0].counts) < _AGREE and not _TRUSTED & days[0].counts.keys():
        return None
    return Claim(days[0].iso, days[0].first.where)


def choose(
    declared: Declared, shown: Sequence[Claim], order: DayOrder | None
) -> Asking[Claim | None]:
    """The likeliest day, None if none is likely enough.

    `shown` are the dates that the page shows, ISO, each with its odds: all that a page of text has.
    An HTML page on which no day is claimed may declare a month or a year.
    """
    if not declared.any:
        line = max(shown, key=_odds, default=None)
        return line if line and _odds(line) >= LEAST_ODDS_SHOWN else None
    shown = only_days(shown)
    days, coarse = days_of([*declared.date, *shown], order)
    if not days:
        return coarse
    odds = yield Question("published", measure(days, declared, shown, order))
    best = odds.index(max(odds))
    if odds[best] < LEAST_ODDS:
        return None
    first = days[best].first
    return Claim(days[best].iso, first.where, first.block)


def only_days(shown: Iterable[Claim]) -> list[Claim]:
    """Without the dates of which only the month or the year is known."""
    return [claim for claim in shown if len(claim.value) == _DAY]


def _odds(claim: Claim) -> float:
    return _NOT_SHOWN if claim.odds is None else claim.odds


def days_of(claims: Iterable[Claim], order: DayOrder | None) -> tuple[list[Day], Claim | None]:
    """The days that are claimed, best place first; and the first claim of a month or a year."""
    days: dict[str, Day] = {}
    coarse: Claim | None = None
    for claim in claims:
        iso = read_date(claim.value, order)
        if iso and len(iso) == _DAY:
            day = days.setdefault(iso, Day(iso, claim, len(days)))
            group = _GROUPS.get(claim.where, _OTHER)
            day.counts[group] = day.counts.get(group, 0) + 1
            day.texts.append(claim.value)
        elif iso and not coarse and _is_coarse(claim.value):
            coarse = Claim(iso, claim.where)
    return list(days.values()), coarse


def _is_coarse(value: str) -> bool:
    """Whether a year in it can be the article's: "Updated on 09/11/25" is another's."""
    return len(value) <= _LONGEST_COARSE and not _UPDATED.search(value)


def measure(
    days: Sequence[Day], declared: Declared, shown: Sequence[Claim], order: DayOrder | None
) -> list[dict[str, float]]:
    """The evidence for each day, by name."""
    claimed = {group for day in days for group in day.counts}
    modified = {read_date(claim.value, order) for claim in declared.modified}
    ordinals = [date.fromisoformat(day.iso).toordinal() for day in days]
    visible: dict[str, float] = {}
    for claim in shown:
        visible[claim.value] = max(_odds(claim), visible.get(claim.value, _NOT_SHOWN))
    return [
        _agreement(day, claimed)
        | _among(at, ordinals)
        | {
            "rank": day.rank,
            "modified": vote(day.iso in modified, bool(modified)),
            "updated": _says(_UPDATED, day),
            "said_published": _says(_PUBLISHED, day),
            "utc": _utc_hour(day.texts),
            "odds": visible.get(day.iso, _NOT_SHOWN),
            "best_odds": max(visible.values(), default=_NOT_SHOWN),
        }
        for at, day in enumerate(days)
    ]


def _says(word: re.Pattern[str], day: Day) -> bool:
    return any(map(word.search, day.texts))


def _agreement(day: Day, claimed: set[str]) -> dict[str, float]:
    """Which places claim the day (1), which another (-1)."""
    votes = {name: vote(name in day.counts, name in claimed) for name in _PLACES}
    return votes | {
        "support": len(day.counts),
        "against": len(claimed) - len(day.counts),
        "times": day.counts.get("time", 0),
        "classes": day.counts.get("class", 0),
    }


def _among(at: int, ordinals: Sequence[int]) -> dict[str, float]:
    own = ordinals[at]
    return {
        "days": len(ordinals),
        "earlier": sum(other < own for other in ordinals),
        "later": sum(other > own for other in ordinals),
        "day_before": own - 1 in ordinals,
        "day_after": own + 1 in ordinals,
        "from_best": max(-400, min(400, own - ordinals[0])),
    }


def _utc_hour(texts: Iterable[str]) -> float:
    """The hour that is given in UTC; -1 without one."""
    return next((float(match[1]) for text in texts if (match := _UTC.search(text))), -1.0)
