"""What is asked instead of a query that finds nothing, and what stands for a heading that is found."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from arcticsearch import Collection
from arcticsearch.highlight import marks
from arcticsearch.query.parse import parse
from tests.indexed import indexed

PAGE = """<html><head><title>{title}</title><meta name=author content="{author}">
<meta property="og:site_name" content="{site}"></head><body><article><h1>{title}</h1>
<p>The convoy left the harbour in the morning and met no other ship for nine days.</p>
<h2>Yards of the north</h2>
<p>Every hull that breaks ice was due for repair in that year, and none was repaired.</p>
</article></body></html>"""


@pytest.fixture(scope="module")
def collection(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Collection]:
    german = (
        "Der Seehafen ist im Winter geschlossen, und die Lotsen warten auf das nächste Schiff.\n"
    )
    pages = {
        "a.html": PAGE.format(
            title="Nine Days", author="Siobhan Kelleher", site="Longline Journal"
        ),
        "b.txt": german,
    }
    with indexed(tmp_path_factory.mktemp("meaning"), pages) as collection:
        yield collection


@pytest.mark.parametrize(
    ("query", "instead"),
    [
        ("convoi", "convoy"),
        ("siobhan", "author:siobhan"),
        ('"Longline Journal"', 'source:"Longline Journal"'),
        ("convoy lang:English", "convoy lang:en"),
        ("Seehafen lang:deutsch", "Seehafen lang:de"),
        ("Seehafen lang:German", "Seehafen lang:de"),
        ("lang:DEUTSCH", "lang:de"),
        ("author:siobahn", "author:siobhan"),
        ("site:longlinejournal.com", 'source:"Longline Journal"'),
        ("from:www.longline-journal.co.uk convoy", 'source:"Longline Journal" convoy'),
        ("see", "see*"),
        ("othership", '"other ship"'),
        ("har-bour", "harbour"),
        ('source:"Longlin Jornal" convoi', 'source:"longline journal" convoy'),
    ],
)
def test_what_finds_something_is_offered(collection: Collection, query: str, instead: str) -> None:
    answer = collection.search(query)
    assert (answer.total, answer.notes) == (0, (f"Did you mean {instead}?",))
    assert collection.search(instead).total == 1


@pytest.mark.parametrize(
    ("query", "instead"),
    [
        ("author:Siobhan Kelleher", 'author:"Siobhan Kelleher"'),
        ("source:Longline Journal convoy hull", 'source:"Longline Journal" convoy hull'),
        ("-source:Longline Journal Lotsen", '-source:"Longline Journal" Lotsen'),
    ],
)
def test_a_name_without_its_marks_is_offered_whole(
    collection: Collection, query: str, instead: str
) -> None:
    assert collection.search(query).notes[-1] == f"Did you mean {instead}?"
    answer = collection.search(instead)
    assert (answer.total, answer.notes) == (1, ())


@pytest.mark.parametrize(
    "query", ["source:Longline convoy", "source:Longline convoy zzzzzz", "title:Nine convoy zzzzzz"]
)
def test_a_name_that_is_whole_is_left_as_it_is(collection: Collection, query: str) -> None:
    assert not any("Did you mean" in note for note in collection.search(query).notes)


@pytest.mark.parametrize(
    "query",
    [
        '"duo convoy"',  # both near words are there, not side by side
        "thx",  # near nothing but a stop word
        "zzzzzz",
    ],
)
def test_nothing_else_is_offered(collection: Collection, query: str) -> None:
    answer = collection.search(query)
    assert (answer.total, answer.notes) == (0, ())


@pytest.mark.parametrize("query", ["section:yards", 'section:="Yards of the north"'])
def test_where_only_a_heading_matches_the_text_below_it_is_shown(
    collection: Collection, query: str
) -> None:
    (hit,) = collection.search(query).hits
    (snippet,) = hit.snippets
    assert snippet.text.startswith("Every hull")
    assert snippet.section == "Yards of the north"


def test_a_word_asked_for_below_a_heading_is_shown_there_alone(collection: Collection) -> None:
    query = "section:yards (ice OR hull OR nine OR convoy)"
    (hit,) = collection.search(query).hits
    (snippet,) = hit.snippets
    assert snippet.section == "Yards of the north"
    assert [snippet.text[start:end] for start, end in snippet.highlights] == ["hull", "ice"]
    assert hit.title_highlights == ()

    _, paragraphs = marks(parse(query).root, collection.show(hit.path))
    shown = {part.section for part in collection.show(hit.path).paragraphs if paragraphs[part.n]}
    assert shown == {"Yards of the north"}
