"""What front matter states is believed, and only what can be read is stated."""

from __future__ import annotations

from pathlib import Path

import pytest

from arcticsearch.corpus.metadata.stated import Stated, read
from arcticsearch.page import Hint
from tests.indexed import indexed


def stated(**fields: str) -> Stated:
    return read([Hint(f"front:{name}", value) for name, value in fields.items()])


@pytest.mark.parametrize(
    ("url", "source"),
    [
        ("https://www.floe.example/ice", "floe.example"),
        ("https://web.archive.org/web/20190915120000/http://amp.floe.example/ice", "floe.example"),
        ("Floe Daily", "Floe Daily"),
        ("/posts/ice", None),
        ("ice.html", "ice.html"),
    ],
)
def test_a_source(url: str, source: str | None) -> None:
    found = stated(url=url).source
    assert (found.value if found else None) == source


def test_a_publication_goes_before_its_address() -> None:
    found = stated(url="https://floe.example/ice", source="Floe Daily").source
    assert found and found.value == "Floe Daily"


def test_the_day_on_which_it_was_published() -> None:
    date = stated(date="2024-03-05T10:00:00+01:00", url="https://floe.example/2023/01/01/").date
    assert date and (date.value, date.where) == ("2024-03-05", "front matter")
    date = stated(date="soon", url="https://floe.example/2023/01/02/ice").date
    assert date and (date.value, date.where) == ("2023-01-02", "front matter URL")
    assert stated(date="2024-99-01").date is None


def test_authors_but_no_logins_and_addresses() -> None:
    author = stated(author="Ada Berg and Jon Sund").author
    assert author and author.names == ("Ada Berg", "Jon Sund")
    assert stated(author="aberg").author is None
    assert stated(author="https://floe.example/ada").author is None


def test_who_sent_a_mail_is_a_person_or_a_publication() -> None:
    person = stated(**{"from": "Anna Berg <a@b.example>"})
    house = stated(**{"from": '"The Floe Daily" <news@mail.floedaily.example>'})
    assert person.author and person.author.names == ("Anna Berg",) and not person.source
    assert house.source and house.source.value == "The Floe Daily" and not house.author
    for neither in ("a@b.example", "Floe Daily <news@b.example>", "Qo Xu <q@b.example>"):
        assert stated(**{"from": neither}) == Stated()


def test_rubrics_go_before_tags() -> None:
    assert stated(category="Coast", tags="ice, #north").category == ("Coast",)
    assert stated(tags=":ice:far north:").category == ("ice", "far north")


_PROSE = "The pilot waited for two days in the sound, because the ice had closed it in the night. "


def test_a_clipped_page_in_markdown(tmp_path: Path) -> None:
    page = (
        "---\nsource: https://floe-daily.example/ice\nauthor: Ada Berg\ncreated: 2024-06-01\n---\n\n"
        f"# Ice closes the sound - Floe Daily\n\n{_PROSE * 3}\n"
    )
    with indexed(tmp_path, {"a.md": page}) as collection:
        article = collection.show("a.md")
    metadata = article.metadata
    assert (metadata.title, metadata.source) == ("Ice closes the sound", "Floe Daily")
    assert (metadata.date, metadata.author) == (None, ("Ada Berg",))
    assert metadata.provenance.source == "front matter"
    assert [part.lines for part in article.removed] == [(n, n) for n in (1, 2, 3, 4, 5, 7)]
    assert {part.reason for part in article.removed} == {"metadata"}


@pytest.mark.parametrize(("language", "day"), [("en-US", "2024-03-04"), ("en-GB", "2024-04-03")])
def test_the_language_says_which_number_is_the_month(
    language: str, day: str, tmp_path: Path
) -> None:
    note = f"---\nlang: {language}\ndate: 03/04/2024\n---\n\nThe ice came early this year.\n"
    with indexed(tmp_path, {"note.md": note}) as collection:
        assert collection.show("note.md").metadata.date == day


def test_the_language_counts_where_too_few_words_tell_it(tmp_path: Path) -> None:
    with indexed(tmp_path, {"note.md": "---\nlang: nb\n---\n\nTromsø, Bodø.\n"}) as collection:
        assert collection.show("note.md").metadata.language == "no"
