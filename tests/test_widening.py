"""What is left out of a query, and when it finds more than what has all of its words."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from arcticsearch import Collection
from arcticsearch.query.parse import parse
from arcticsearch.query.write import write
from arcticsearch.widening import without_stop_words
from tests.indexed import indexed

PAGES = {
    "tariff": "The tariff for escort on the northern route was raised again this year.",
    "winter": "In winter the escort of tankers takes two ships, one ahead and one behind.",
    "closed": "A high-speed ferry cannot break ice, and so the harbour stays closed in winter.",
    "states": "US officials visited the harbour and asked how many ships it had.",
    "survey": "A survey of tankers was made at high water, with great speed, in the harbour.",
}

MIXED = {
    "soldiers": "The men who were in the war had been away from the world for years, and they said so.",
    "chairs": "The chairs were for the men of the harbour, who had been there since the morning.",
    "world": "The world has seen that the ice is thin, and that it will not be as it was before.",
    "norge": "Det var ikke mange som var der, men de som kom ble med skipet til havnen og ville bli.",
    "hafen": "Der Hafen war lange zu, und die Schiffe lagen da, als wenn es der Winter selbst war.",
    "weg": "Die Stadt war klein, aber der Weg war weit, und nicht jeder ist ihn bis zu Ende gegangen.",
}


def titled(pages: dict[str, str]) -> dict[str, str]:
    return {f"{name}.txt": f"{name.title()}\n\n{text}\n" for name, text in pages.items()}


@pytest.fixture(scope="module")
def collection(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Collection]:
    with indexed(tmp_path_factory.mktemp("widening"), titled(PAGES)) as collection:
        yield collection


@pytest.fixture(scope="module")
def mixed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Collection]:
    with indexed(tmp_path_factory.mktemp("mixed"), titled(MIXED)) as collection:
        yield collection


def found(collection: Collection, query: str) -> tuple[set[str], tuple[str, ...]]:
    answer = collection.search(query)
    return {hit.path.removesuffix(".txt") for hit in answer.hits}, answer.notes


@pytest.mark.parametrize(
    ("query", "names", "note"),
    [
        ("escort tankers", {"winter"}, ""),
        ("escort harbour", {"tariff", "winter", "closed", "states", "survey"}, "No article has"),
        # Two words of three: most of them.
        ("escort tankers zeppelin", {"winter"}, "most of the words"),
        # A question: two of its words are enough, though one article has all.
        (
            "what ships take tankers ahead of the harbour",
            {"winter", "states", "survey"},
            "No article has",
        ),
        ("how many ships were asked by officials in the harbour", {"states"}, ""),
        ("is the harbour closed to tankers at high water", {"closed", "survey"}, "No article has"),
        # However long, what is about two words means both.
        ("what is the escort of the tankers", {"winter"}, ""),
        # What only asks is no word to find by.
        ("discuss available zeppelins please escort", {"tariff", "winter"}, "some of the words"),
        # In a question a compound stands for its words too, elsewhere it is one.
        ("high-speed water", {"closed", "survey"}, "No article has"),
        ("is there high-speed water in great lakes", {"closed", "survey"}, "No article has"),
        ("-escort", {"closed", "states", "survey"}, "Nothing is asked for"),
    ],
)
def test_what_is_found(collection: Collection, query: str, names: set[str], note: str) -> None:
    got, notes = found(collection, query)
    assert got == names
    assert note in " ".join(notes)
    assert bool(notes) is bool(note)


def test_what_was_left_out_stays_left_out(collection: Collection) -> None:
    got, _ = found(collection, "what escort do tankers need in summer -tariff")
    assert got == {"winter"}


@pytest.mark.parametrize(
    ("query", "kept"),
    [
        ("the harbour of Tromsø", "harbour Tromsø"),
        ("what, of, the, harbour?", "harbour?"),
        ("i'd like what isn’t a harbour", "harbour"),
        ("and/or harbour e.g. ice", "harbour ice"),
        ("the who", "the who"),  # nothing else is left
        ("the WHO", "WHO"),
        ("WHAT IS THE HARBOUR", "HARBOUR"),
        ("us harbours", "us harbours"),
        ("US harbours in IT", "US harbours IT"),
        ("vitamin d harbour", "vitamin d harbour"),
        ('"to be" title:the harbour', '"to be" title:the harbour'),
    ],
)
def test_stop_words_are_left_out(query: str, kept: str) -> None:
    assert write(without_stop_words(parse(query).root, "en")) == kept


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("world war", {"soldiers"}),  # "war" is a stop word in German
        ("war OR chairs", {"soldiers", "hafen", "weg", "chairs"}),
        ("men chairs", {"chairs"}),  # "men" is one in Norwegian
        ("the men of the harbour", {"chairs"}),
        ("der Hafen war zu", {"hafen"}),
        ("war der Weg", {"weg"}),
        ("skipet og havnen", {"norge"}),
    ],
)
def test_a_stop_word_of_another_language_counts(
    mixed: Collection, query: str, names: set[str]
) -> None:
    assert found(mixed, query) == (names, ())
