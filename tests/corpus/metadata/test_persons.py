"""One name for one person."""

from hypothesis import given
from hypothesis import strategies as st

from arcticsearch.corpus.metadata.persons import fold_names


def test_case_accents_and_dots_make_no_other_person() -> None:
    names = {"ANA NUNEZ": 9, "Ana Núñez": 1, "ana núñez": 3, "J.R. Vik": 1, "J. R. Vik": 2}
    folded = fold_names(names)
    assert {folded[name] for name in ("ANA NUNEZ", "ana núñez")} == {"Ana Núñez"}
    assert folded["J.R. Vik"] == folded["J. R. Vik"] == "J. R. Vik"


def test_middle_initials_that_only_one_name_has_are_filled_in() -> None:
    assert fold_names({"Ida Vik": 5, "Ida B. Vik": 1})["Ida Vik"] == "Ida B. Vik"
    two = {"Ida Vik": 5, "Ida B. Vik": 1, "Ida C. Vik": 1}
    assert fold_names(two) == {name: name for name in two}


def test_other_names_stay_apart() -> None:
    names = {"Ida Vik": 1, "I. Vik": 1, "Ole Vik": 1, "Vik": 1}
    assert fold_names(names) == {name: name for name in names}


@given(
    st.dictionaries(
        st.sampled_from(
            ["Ida Vik", "IDA VIK", "Ida B. Vik", "Ida B Vik", "Idá Vik", "Ole Vik", "Ida C. Vik"]
        ),
        st.integers(1, 9),
    )
)
def test_the_order_of_names_does_not_matter(counts: dict[str, int]) -> None:
    folded = fold_names(counts)
    assert fold_names(dict(reversed(counts.items()))) == folded
    assert all(folded[shown] == shown for shown in folded.values())
