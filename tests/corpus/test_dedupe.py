"""The contract of find_duplicates and repeats, on paragraphs of our own."""

from arcticsearch.corpus.dedupe import find_duplicates
from arcticsearch.corpus.repeats import repeats

HARBOUR = (
    "The harbour master of the small northern port said on Monday that the first supply ship "
    "of the season had turned back because the ice was thicker than the crew had expected."
)


def test_nothing_in_nothing_out() -> None:
    assert find_duplicates([]) == {}
    assert repeats([]) == {}


def test_an_exact_copy_points_to_the_smallest_id() -> None:
    assert find_duplicates([(9, HARBOUR), (4, HARBOUR), (7, HARBOUR)]) == {9: 4, 7: 4}


def test_a_teaser_points_to_the_full_text() -> None:
    teaser = HARBOUR[: HARBOUR.index(" had turned")] + "… Continue reading"
    assert find_duplicates([(1, teaser), (2, HARBOUR)]) == {1: 2}
    assert repeats([teaser, HARBOUR]) == {0: 1}


def test_another_number_is_another_paragraph() -> None:
    one = "The crew of 14 waited for two days while the icebreaker cleared the channel."
    assert find_duplicates([(1, one), (2, one.replace("14", "19"))]) == {}
