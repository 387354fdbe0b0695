"""The contract of an engine: one suite, run on each."""

from __future__ import annotations

from pathlib import Path

import pytest

from arcticsearch.engine.flat.store import FlatStore
from arcticsearch.engine.protocol import SAME_PASSAGE, Document, Engine, Passage, Store
from arcticsearch.engine.stock.store import StockStore
from arcticsearch.errors import IndexDamaged
from arcticsearch.query.tree import (
    Among,
    And,
    AtLeast,
    DateRange,
    Everything,
    Exact,
    Fuzzy,
    Has,
    InSection,
    Node,
    Not,
    Or,
    Phrase,
    Prefix,
    Wildcard,
    Word,
)

STORES: list[type[Store]] = [StockStore, FlatStore]


def doc(number: int, *passages: str | tuple[str, str], **fields: object) -> Document:
    """A document; a passage is a text, or a section with its text."""
    parts = [("", part) if isinstance(part, str) else part for part in passages]
    given: dict[str, object] = {
        "title": "", "source": None, "date": None, "author": (), "category": (), "language": "en",
        **fields,
    }  # fmt: skip
    return Document(
        id=number,
        path=f"{number}.txt",
        headings=tuple(dict.fromkeys(section for section, _ in parts if section)),
        passages=tuple(
            Passage(n, section or None, text) for n, (section, text) in enumerate(parts)
        ),
        **given,  # type: ignore[arg-type]
    )


DOCUMENTS = [
    doc(1, "Finland builds icebreakers.", "Nobody in Norway does.", date="2024",
        source="High North Post", author=("Ines Balazs",)),
    doc(2, "An icebreaker is slow.", "Finland waits for the thaw.", date="2023-05-01",
        source="Polar Review", author=("Jon Nilsen", "Ines Balazs"), category=("Ships", "Ice")),
    doc(3, "Ледоколы идут на восток.", language="ru", date="2023-05"),
    doc(4, "北极航道 is a sea route.", "The café in Tromsø.", title="Sea ice and the route"),
    doc(5, ("1. Ports", "A harbour for deep ships."), ("2. Mines", "A mine needs a harbour too."),
        ("2. Mines", "Copper, not gold."), date="2021-12-31"),
]  # fmt: skip


@pytest.fixture(params=STORES, ids=lambda store: store.__name__)
def store(request: pytest.FixtureRequest) -> Store:
    made: Store = request.param()
    return made


@pytest.fixture
def engine(store: Store, tmp_path: Path) -> Engine:
    return store.open(tmp_path, store.write(tmp_path, DOCUMENTS, [], None))


def ids(engine: Engine, node: Node, **options: object) -> list[int]:
    matches = engine.search(node, {}, **options)  # type: ignore[arg-type]
    assert matches.total == len(matches.page)
    return [match.id for match in matches.page]


@pytest.mark.parametrize(
    ("node", "expected"),
    [
        (Everything(), {1, 2, 3, 4, 5}),
        (Word("icebreaker"), {1, 2}),
        (Word("ICEBREAKERS"), {1, 2}),
        (Word("ледокол"), {3}),
        (Word("cafe"), {4}),
        (Word("TROMSO"), {4}),
        (Word("航道"), {4}),
        (Word("北"), {4}),
        (Word("航北"), set()),
        (Word("gold-mine"), set()),
        (Word("route", "title"), {4}),
        (Word("mines"), {5}),
        (Word("ports"), {5}),
        (Word("ports", "text"), set()),
        (Word("balazs", "author"), {1, 2}),
        (Word("north", "source"), {1}),
        (Word("2.txt", "path"), {2}),
        (Phrase("builds icebreakers"), {1}),
        (Phrase("icebreakers builds"), set()),
        (Phrase("finland icebreakers", slop=1), {1}),
        (Phrase("finland icebreakers"), set()),
        (Phrase("icebreakers nobody", slop=50), set()),  # no phrase reaches across paragraphs
        (Phrase("is a sea"), {4}),  # a stop word inside a phrase counts
        (Phrase("jon balazs", field="author", slop=5), set()),  # nor across authors
        (Prefix("icebr"), {1, 2}),
        (Prefix("icebreakers"), {1}),  # words as written, not their stems
        (Wildcard("ice*ers"), {1}),
        (Wildcard("m?nes"), {5}),
        (Fuzzy("icebraker"), {2}),
        (Fuzzy("icebraker", 2), {1, 2}),
        (Exact("source", "Polar Review"), {2}),
        (Exact("source", "Polar"), set()),
        (Exact("category", "Ice"), {2}),
        (Exact("section", "2. Mines"), {5}),
        (Has("date"), {1, 2, 3, 5}),
        (Has("author"), {1, 2}),
        (Not(Has("source")), {3, 4, 5}),
        (DateRange("2023-01-01", "2024-01-01"), {2, 3}),
        (DateRange("2023-05-01", "2023-05-02"), {2}),  # "2023-05" is not inside a day
        (DateRange("2024-01-01", None), {1}),
        (DateRange(None, "2022-01-01"), {5}),
        (Among(frozenset({2, 4, 99})), {2, 4}),
        (And((Word("icebreaker"), Word("finland"))), {1, 2}),
        (And((Word("icebreaker"), Not(Word("norway")))), {2}),
        (Or((Word("icebreaker"), Word("copper"))), {1, 2, 5}),
        (AtLeast(2, (Word("icebreaker"), Word("norway"), Word("thaw"))), {1, 2}),
        (AtLeast(3, (Word("icebreaker"), Word("norway"), Word("thaw"))), set()),
        (InSection(Word("mines", "section"), Word("harbour")), {5}),
        (InSection(Word("ports", "section"), Word("mine")), set()),
        (InSection(Word("mines", "section"), And((Word("harbour"), Word("gold")))), {5}),
        (InSection(Word("ports", "section"), And((Word("harbour"), Word("gold")))), set()),
        (InSection(Word("mines", "section"), Prefix("copp")), {5}),
    ],
    ids=str,
)
def test_what_a_node_matches(engine: Engine, node: Node, expected: set[int]) -> None:
    assert set(ids(engine, node)) == expected


def test_words_in_one_paragraph_rank_higher(engine: Engine) -> None:
    both = And((Word("icebreaker"), Word("finland")))
    together, apart = engine.search(both, {}).page
    assert (together.id, apart.id) == (1, 2)
    assert together.score / apart.score > SAME_PASSAGE * 0.9


def test_rare_words_weigh_more(store: Store, tmp_path: Path) -> None:
    common = [doc(n, "ice ice", date="2020") for n in range(1, 9)]
    rare = doc(9, "ice thaw", date="2021")
    engine = store.open(tmp_path, store.write(tmp_path, [*common, rare], [], None))
    assert ids(engine, Or((Word("ice"), Word("thaw"))))[0] == 9


def test_ties_go_to_the_earliest_known_date_then_to_the_path(engine: Engine) -> None:
    assert ids(engine, Everything()) == [5, 2, 3, 1, 4]


def test_order_by_date(engine: Engine) -> None:
    assert ids(engine, Everything(), sort="new") == [1, 2, 3, 5, 4]
    assert ids(engine, Everything(), sort="old") == [5, 2, 3, 1, 4]


@pytest.mark.parametrize("limit", [0, 1, 2, 9])
def test_a_page_is_the_beginning_of_the_ranking(engine: Engine, limit: int) -> None:
    whole = engine.search(Everything(), {}).page
    short = engine.search(Everything(), {}, limit=limit)
    assert (short.page, short.total) == (whole[:limit], 5)


def test_facets_count_articles_and_the_unknown(engine: Engine) -> None:
    names = ("source", "date", "month", "author", "category", "section", "language")
    facets = engine.search(Everything(), {}, facets=names).facets
    assert facets["source"] == [("(none)", 3), ("High North Post", 1), ("Polar Review", 1)]
    assert facets["date"] == [("2023", 2), ("(none)", 1), ("2021", 1), ("2024", 1)]
    assert dict(facets["month"])["2023-05"] == 2
    assert facets["author"] == [("(none)", 3), ("Ines Balazs", 2), ("Jon Nilsen", 1)]
    assert facets["category"] == [("(none)", 4), ("Ice", 1), ("Ships", 1)]
    assert facets["section"] == [("(none)", 4), ("1. Ports", 1), ("2. Mines", 1)]
    assert facets["language"] == [("en", 4), ("ru", 1)]


def test_a_facet_ignores_its_own_selection(engine: Engine) -> None:
    picked = {
        "author": Exact("author", "Jon Nilsen"),
        "date": DateRange("2023-01-01", "2024-01-01"),
    }
    matches = engine.search(Everything(), picked, facets=("author", "date", "source"))
    assert [match.id for match in matches.page] == [2]
    assert matches.facets["author"] == [("(none)", 1), ("Ines Balazs", 1), ("Jon Nilsen", 1)]
    assert matches.facets["date"] == [("2023", 1)]
    assert matches.facets["source"] == [("Polar Review", 1)]


def test_which_passages_hold_matches(engine: Engine) -> None:
    asked = And((Or((Word("icebreaker"), Prefix("thaw"))), Not(Word("norway"))))
    assert engine.passages([1, 2, 4], asked) == {1: [(0, 1)], 2: [(0, 1), (1, 1)]}
    assert engine.passages([4], Word("route", "title")) == {}


def test_words_of_the_index(engine: Engine) -> None:
    assert engine.words("ha", 5) == [("harbour", 1)]
    assert engine.words("ice", 5) == [("ice", 1), ("icebreaker", 1), ("icebreakers", 1)]
    assert engine.words("", 1) == [("a", 2)]


def test_words_alike(engine: Engine) -> None:
    assert engine.alike("Icebraker", 1) == [("icebreaker", 1)]
    assert engine.alike("icebraker", 2) == [("icebreaker", 1), ("icebreakers", 1)]
    assert engine.alike("zeppelin", 2) == []


def test_an_update_replaces_and_removes(store: Store, tmp_path: Path) -> None:
    first = store.write(tmp_path, DOCUMENTS, [], None)
    second = store.write(tmp_path, [doc(2, "A submarine.")], [1], first)
    old, new = store.open(tmp_path, first), store.open(tmp_path, second)
    assert set(ids(old, Word("icebreaker"))) == {1, 2}
    assert set(ids(new, Word("icebreaker"))) == set()
    assert set(ids(new, Word("submarine"))) == {2}
    assert set(ids(new, Everything())) == {2, 3, 4, 5}


def test_an_update_scores_as_a_build_from_nothing(store: Store, tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
    some = store.write(tmp_path / "a", [*DOCUMENTS[:2], doc(3, "gone")], [], None)
    updated = store.open(tmp_path / "a", store.write(tmp_path / "a", DOCUMENTS[2:], [], some))
    whole = store.open(tmp_path / "b", store.write(tmp_path / "b", DOCUMENTS, [], None))
    for node in (Word("icebreaker"), Or((Word("finland"), Word("harbour"), Prefix("se")))):
        ours = [(m.id, round(m.score, 9)) for m in updated.search(node, {}).page]
        assert ours == [(m.id, round(m.score, 9)) for m in whole.search(node, {}).page]


def test_a_sweep_keeps_what_the_manifest_names(store: Store, tmp_path: Path) -> None:
    first = store.write(tmp_path, DOCUMENTS, [], None)
    second = store.write(tmp_path, [doc(9, "New.")], [], first)
    store.sweep(tmp_path, second)
    assert set(ids(store.open(tmp_path, second), Everything())) == {1, 2, 3, 4, 5, 9}
    store.sweep(tmp_path, None)
    assert not list(tmp_path.iterdir())


def test_missing_files_are_damage(store: Store, tmp_path: Path) -> None:
    manifest = store.write(tmp_path, DOCUMENTS, [], None)
    store.sweep(tmp_path, None)
    with pytest.raises(IndexDamaged):
        store.open(tmp_path, manifest)


def test_nothing_indexed_answers_nothing(store: Store, tmp_path: Path) -> None:
    engine = store.open(tmp_path, store.write(tmp_path, [], [], None))
    assert ids(engine, Everything()) == ids(engine, Word("ice")) == []
    assert engine.search(Everything(), {}, facets=("source",)).facets == {"source": []}
    assert engine.words("", 5) == []
