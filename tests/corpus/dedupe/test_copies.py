"""One table of pairs and the verdict on each."""

from math import inf

import pytest

from arcticsearch.corpus.dedupe.copies import Verdict, judge
from arcticsearch.corpus.dedupe.signature import wording

SHIP = (
    "The supply ship reached the northern harbour on Monday with 14 tons of fuel for the station."
)
LONG = SHIP + " Captain Olsen told reporters that the strait had not frozen yet, and profits rose."

CASES = [
    (SHIP, SHIP, Verdict.COPY),
    (SHIP, LONG, Verdict.COPY),
    (SHIP.replace("reached", "also reached"), SHIP + " It leaves soon.", Verdict.COPY),
    (SHIP.replace("reached", "reachd"), SHIP, Verdict.COPY),
    (SHIP.replace("14", "15"), SHIP, Verdict.NUMBER),
    (SHIP.replace("14", "forty"), SHIP, Verdict.NUMBER),
    (SHIP.replace("tons", "barrels"), SHIP, Verdict.NUMBER),
    (SHIP.replace("Monday", "Tuesday"), SHIP, Verdict.NUMBER),
    (SHIP.replace("14", "14.5"), SHIP, Verdict.NUMBER),
    (LONG.replace("Olsen", "Hansen"), LONG, Verdict.NAME),
    (LONG.replace("had not frozen", "had frozen"), LONG, Verdict.NEGATION),
    (LONG.replace("rose", "fell"), LONG, Verdict.DIRECTION),
    (SHIP.replace("supply", "rescue").replace("fuel", "flour"), SHIP, Verdict.SUBJECT),
    ("Shr 12 cts vs 13 cts in 1986", "Shr 12 cts vs 13 cts in 1986 restated", Verdict.TABLE),
    ("the ship left", LONG, Verdict.TOO_SHORT),
    (
        "On Monday Hull beat Derby in front of a quiet crowd in the small stadium by the river.",
        "On Monday Derby beat Hull in front of a quiet crowd in the small stadium by the river.",
        Verdict.NAME,
    ),
    (
        "The price of a ton of coal on the island rose from 5 to 6 crowns in the last weeks.",
        "The price of a ton of coal on the island rose from 6 to 5 crowns in the last weeks.",
        Verdict.NAME,
    ),
]


@pytest.mark.parametrize(("copy", "original", "verdict"), CASES)
def test_verdicts(copy: str, original: str, verdict: Verdict) -> None:
    assert judge(wording(copy), wording(original), inf, 1) is verdict


def test_a_stock_phrase_is_told_by_what_else_has_it() -> None:
    pair = wording(SHIP.replace("reached", "nearly reached")), wording(LONG)
    assert judge(*pair, 0.7, 0.1) is Verdict.STOCK
    assert judge(*pair, 2.0, 0.2) is Verdict.STOCK
    assert judge(*pair, 2.0, 0.6) is Verdict.COPY
    assert judge(*pair, 9.0, 0.2) is Verdict.COPY


def test_a_wire_story_in_many_papers_needs_no_rarity() -> None:
    text = " ".join(f"word{n}" for n in range(40))
    assert judge(wording(text), wording(text + " more"), 0.1, 0.01) is Verdict.COPY
