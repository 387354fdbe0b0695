"""Lines that stand inside an article and are none of it."""

from __future__ import annotations

import time

import pytest

from arcticsearch.corpus.strip import inside, reasons
from arcticsearch.model import Kind, Label, Reason
from arcticsearch.page import Block

SENTENCE = "The harbour was closed to all ships for a week."
BROKEN = "Above all the pause kept those inside who had been there from the first, because the"
REST = "alternative on offer was worse."


def found(*lines: str) -> dict[str, Reason]:
    blocks = [Block(line, (n, n)) for n, line in enumerate(lines, 1)]
    gone = inside.furniture(blocks, [line.lower() for line in lines], [True] * len(lines))
    return {lines[number]: reason for number, reason in gone.items()}


def test_a_running_head_goes_wherever_it_stands() -> None:
    head = "Ice & Currents No. 9"
    lines = [SENTENCE, BROKEN, head, "3", REST, SENTENCE, "4", head, SENTENCE]
    assert found(*lines) == {head: Reason.OTHER}


@pytest.mark.parametrize(
    "lines",
    [
        (BROKEN, "Ice & Currents", REST, SENTENCE),  # once
        (SENTENCE, "Chorus", SENTENCE, "Chorus", SENTENCE),  # between whole sentences
        ("Open", "3", "closed", "Open", "4", "closed"),  # a table
    ],
)
def test_other_lines_that_stand_twice_stay(lines: tuple[str, ...]) -> None:
    assert found(*lines) == {}


def test_a_table_of_numbers_is_done_within_seconds() -> None:
    start = time.process_time()
    assert found(*(str(number % 50) for number in range(20_000))) == {}
    assert time.process_time() - start < 20


def labels(*lines: str) -> tuple[Label, ...]:
    """Of these lines the first is kept by the model."""
    blocks = [Block(line) for line in lines]
    keeps = [True] + [False] * (len(lines) - 1)
    page = reasons.Decided(blocks, [line.lower() for line in lines], keeps, [False] * len(lines))
    (found,) = reasons.label([page])
    return found


def test_who_wrote_what_the_page_reprints_is_a_note() -> None:
    credits = "Author: Hu Qing, Professor of Port Economics, Bohai Gulf; Meng Dao, Lecturer there"
    assert labels(SENTENCE, credits) == (Kind.PARAGRAPH, Kind.NOTE)
    assert isinstance(labels(SENTENCE, "Author: Global Affairs")[1], Reason)
