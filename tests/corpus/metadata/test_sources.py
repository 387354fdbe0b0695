"""One name for one publication."""

from hypothesis import given
from hypothesis import strategies as st

from arcticsearch.corpus.metadata.sources import _Groups, fold_values, same_name

LONG = "Northern Institute of Sea Ice (NISI)"


def test_an_acronym_its_long_form_and_both_are_one() -> None:
    folded = fold_values({"NISI": 5, "Northern Institute of Sea Ice": 2, LONG: 1})
    assert set(folded.values()) == {LONG}


def test_a_domain_is_shown_by_its_name() -> None:
    folded = fold_values({"https://www.9thfloewire.com/": 3, "9th Floe Wire": 1, "Other": 1})
    assert folded["https://www.9thfloewire.com/"] == "9th Floe Wire"
    assert folded["Other"] == "Other"


def test_an_acronym_of_two_names_belongs_to_neither() -> None:
    names = {"ABC": 1, "Arctic Boat Club": 1, "Antarctic Birds Council": 1}
    assert fold_values(names) == {name: name for name in names}


def test_any_number_of_acronyms_behind_a_name() -> None:
    assert same_name("Northern Sea Watch (NSW) (NOSWA)", "NSW")
    assert same_name("Northern Sea Watch (NSW) (NOSWA)", "northernseawatch.org")
    assert same_name("Floe" + " (ab)" * 3_000, "Floe")


def test_aliases_of_the_corpus_come_first() -> None:
    folded = fold_values({"Floe": 3, "The Old Floe": 1}, {"The Old Floe": "Floe"})
    assert folded == {"Floe": "Floe", "The Old Floe": "Floe"}


def test_different_names_stay_apart() -> None:
    assert not same_name("Daily Floe", "Weekly Floe")


@given(
    st.dictionaries(
        st.sampled_from(["NISI", LONG, "nisi.org", "The Floe", "Floe", "floe.com", "ABC", "A B C"]),
        st.integers(1, 9),
    ),
    st.randoms(),
)
def test_the_order_of_the_values_does_not_matter(counts: dict[str, int], random: object) -> None:
    items = list(counts.items())
    random.shuffle(items)  # type: ignore[attr-defined]
    folded = fold_values(counts)
    assert fold_values(dict(items)) == folded
    assert set(folded) == set(counts)
    # Folding what was folded changes nothing.
    again = fold_values(dict.fromkeys(folded.values(), 1))
    assert all(again[name] == name for name in folded.values())


class _Counted(dict[str, str]):
    steps = 0

    def setdefault(self, key: str, default: str = "") -> str:
        self.steps += 1
        return super().setdefault(key, default)


def test_names_that_hang_together_in_a_chain_are_no_long_way() -> None:
    count, group = 2_000, _Groups()
    steps = group._parent = _Counted()
    for n in range(count, 0, -1):
        group.join(f"{n:05}", f"{n - 1:05}")
    assert {group.root(f"{n:05}") for n in range(count)} == {"00000"}
    assert steps.steps < 10 * count
