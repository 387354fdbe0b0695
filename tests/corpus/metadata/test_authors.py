"""Which of the names that a page claims are its authors'."""

import pytest

from arcticsearch.corpus.metadata.authors import agreed, read
from arcticsearch.corpus.metadata.declared import Claim, Declared, read_hints
from arcticsearch.page import Hint

SITES = ["The Daily Floe"]


@pytest.mark.parametrize(
    ("value", "names"),
    [
        ("Marie Curie / ICE-X", ("Marie Curie",)),
        ("Marie Curie; Staff Writer", ("Marie Curie",)),
        ("Marie Curie and Daily Floe", ("Marie Curie",)),
        ("Marie Curie DAILY FLOE", ("Marie Curie",)),
        ("Marie Curie and Ole Vik", ("Marie Curie", "Ole Vik")),
        ("ICE-X / Daily Floe", ("ICE-X", "Daily Floe")),
    ],
)
def test_houses_and_offices_beside_a_person_are_no_authors(
    value: str, names: tuple[str, ...]
) -> None:
    found = read([Claim(value, "meta author")], SITES)
    assert [one.names for one in found] == [names]


def test_the_only_persons_declared_are_believed() -> None:
    one = Declared(author=[Claim("Marie Curie", "class author")], any=True)
    found = agreed(one, SITES)
    assert found is not None and found.names == ("Marie Curie",)
    two = Declared(author=[*one.author, Claim("Paul Dirac", "meta author")], any=True)
    assert agreed(two, SITES) is None
    assert agreed(Declared(author=[Claim("ice_admin", "meta author")], any=True), SITES) is None


@pytest.mark.parametrize("kind", ["meta:citation_author", "meta:citation_authors"])
def test_what_libraries_index_by_is_believed_whatever_the_names_look_like(kind: str) -> None:
    hints = [Hint("meta:author", "ice_admin"), Hint(kind, "Qvist, Ymke"), Hint(kind, "Ørn Ask")]
    found = agreed(read_hints(hints), SITES)
    assert found is not None and found.names == ("Ymke Qvist", "Ørn Ask")
