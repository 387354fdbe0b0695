"""What is said twice in one article: the later copy goes, the fuller one stays."""

import subprocess
import sys

from arcticsearch.corpus.dedupe.repeats import repeats

LEDE = "The icebreaker left the northern harbour before dawn with fuel for the winter station."
BODY = LEDE[:-1] + ", and its crew expects to be away for eleven weeks, the owners said."
OTHER = "Nobody in the settlement had seen the strait freeze so early in living memory."


def test_nothing_in_nothing_out() -> None:
    assert repeats([]) == {}
    assert repeats([""]) == {}


def test_the_later_copy_goes() -> None:
    assert repeats([LEDE, OTHER, LEDE.upper()]) == {2: 0}


def test_the_fuller_one_stays_wherever_it_stands() -> None:
    assert repeats([LEDE, OTHER, BODY]) == {0: 2}
    assert repeats([BODY, OTHER, LEDE]) == {2: 0}
    assert repeats([LEDE[:60] + "… Read more", BODY]) == {0: 1}


def test_what_stays_is_not_dropped_itself() -> None:
    longest = BODY + " A second ship follows in spring with timber for the new pier."
    dropped = repeats([LEDE, BODY, longest, LEDE])
    assert dropped.keys() == {0, 1, 3}
    assert set(dropped.values()) == {2}


def test_exempt_paragraphs_neither_go_nor_make_others_go() -> None:
    assert repeats([LEDE, BODY], exempt={0}) == {}
    assert repeats([LEDE, BODY], exempt={1}) == {}


def test_short_lines_and_rows_of_figures_stay() -> None:
    assert repeats(["Yes.", OTHER, "Yes."]) == {}
    row = "Ice 2024 12.5 13.1 14.0 15.2 16.9 km"
    assert repeats([row, OTHER, row]) == {}


def test_another_fact_is_another_paragraph() -> None:
    assert repeats([BODY, BODY.replace("eleven", "twelve")]) == {}


def test_it_works_without_numpy() -> None:
    code = (
        "import sys; from arcticsearch.corpus.dedupe.repeats import repeats; "
        "repeats(['one two three four five six seven'] * 2); assert 'numpy' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
