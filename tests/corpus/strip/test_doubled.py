"""What stands in a page twice is found, and only that."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from arcticsearch.corpus.strip.doubled import repeated

FULL = (
    "The old pilot steered by the colour of the clouds above the ice, and few of us who have "
    "been on board will forget how she did it."
)
CUT = "Steered by the colour of the clouds above the ice, and few of us who have been on board"


def found(*texts: str, removed: tuple[int, ...] = ()) -> list[int]:
    kept = [number not in removed for number in range(len(texts))]
    marks = repeated([text.lower() for text in texts], kept)
    return [number for number, mark in enumerate(marks) if mark]


def test_the_later_of_two_equal_blocks_goes() -> None:
    assert found(FULL, "Something else in between.", FULL.upper()) == [2]


def test_the_fuller_block_stays_wherever_it_stands() -> None:
    assert found(CUT, FULL) == [0]
    assert found(FULL, CUT) == [1]


def test_only_what_is_kept_makes_a_repeat() -> None:
    assert found(FULL, FULL, removed=(0,)) == []
    assert found(CUT, FULL, removed=(1,)) == []


def test_a_removed_block_may_be_one() -> None:
    assert found(FULL, FULL, removed=(1,)) == [1]
    assert found(CUT, FULL, removed=(0,)) == [0]


def test_a_short_line_is_a_repeat_only_beside_another() -> None:
    assert found("Results", FULL, "Results", "The second trial failed.") == []
    assert found("Results", FULL, "Results", FULL) == [2, 3]


@given(st.lists(st.text("ab ", max_size=60), max_size=12))
def test_something_is_left_of_whatever_is_repeated(texts: list[str]) -> None:
    marks = repeated([text.lower() for text in texts], [True] * len(texts))
    left = " ".join(text for text, mark in zip(texts, marks, strict=True) if not mark).split()
    for text in texts:
        assert set(text.split()) <= set(left)
