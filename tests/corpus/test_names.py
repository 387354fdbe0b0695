"""Author names out of bylines and declarations."""

import pytest

from arcticsearch.corpus.names import split_authors


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("By Ida Berg", ("Ida Berg",)),
        ("By IDA BERG", ("Ida Berg",)),
        ("von Jörg Müller-Lüdenscheidt", ("Jörg Müller-Lüdenscheidt",)),
        ("Автор: Иван Петров", ("Иван Петров",)),
        ("Prof. Dr. Ida Berg, Director of the Ice Institute", ("Ida Berg",)),
        ("Ida Berg, PhD", ("Ida Berg",)),
        ("Ida Berg, Ole Vik and Per Ås", ("Ida Berg", "Ole Vik", "Per Ås")),
        ("Ida Berg; Ida Berg", ("Ida Berg",)),
        ("Ida Berg Ida Berg", ("Ida Berg",)),
        ("Ida Berg • May 3, 2024", ("Ida Berg",)),
        ("May 3, 2024 by Ida Berg", ("Ida Berg",)),
        ("By Ida Berg (Ice Wire)", ("Ida Berg",)),
        ("Nguyễn Văn An", ("Nguyễn Văn An",)),
        ("admin", ()),
        ("https://example.org/ida", ()),
        ("ida@example.org", ()),
        ("", ()),
        ("By", ()),
    ],
)
def test_what_remains_is_the_name(text: str, names: tuple[str, ...]) -> None:
    assert split_authors(text) == names
