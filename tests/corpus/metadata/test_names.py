"""Author names out of bylines and declarations."""

import pytest

from arcticsearch.corpus.metadata.names import split_authors


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("By Ida Berg", ("Ida Berg",)),
        ("By IDA BERG", ("Ida Berg",)),
        ("Compiled by Ida Berg", ("Ida Berg",)),
        ("von Jörg Müller-Lüdenscheidt", ("Jörg Müller-Lüdenscheidt",)),
        ("Автор: Иван Петров", ("Иван Петров",)),
        ("Prof. Dr. Ida Berg, Director of the Ice Institute", ("Ida Berg",)),
        ("Ida Berg, PhD", ("Ida Berg",)),
        ("记者李明 编辑：王丽华", ("李明",)),
        ("Ida Berg, Secretary General of Floe", ("Ida Berg",)),
        ("Ida Berg, Ole Vik, Chair of the Board", ("Ida Berg", "Ole Vik")),
        ("Ida Berg, Ole Vik and Per Ås", ("Ida Berg", "Ole Vik", "Per Ås")),
        ("Ida Berg; Ida Berg", ("Ida Berg",)),
        ("Ida Berg Ida Berg", ("Ida Berg",)),
        ("Ida Berg • May 3, 2024", ("Ida Berg",)),
        ("May 3, 2024 by Ida Berg", ("Ida Berg",)),
        ("By Ida Berg (Ice Wire)", ("Ida Berg",)),
        ("Nguyễn Văn An", ("Nguyễn Văn An",)),
        ("Centre for Ice and Snow Research", ("Centre for Ice and Snow Research",)),
        ("Ministerium für Meer und Eis, Kiel", ("Ministerium für Meer und Eis",)),
        ("Ida Berg, Ministry of Ice and Snow", ("Ida Berg",)),
        ("admin", ()),
        ("The", ()),
        ("https://example.org/ida", ()),
        ("ida@example.org", ()),
        ("", ()),
        ("By", ()),
    ],
)
def test_what_remains_is_the_name(text: str, names: tuple[str, ...]) -> None:
    assert split_authors(text) == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("ByAda Byron", ("Ada Byron",)),
        ("Ada O'Hara's avatar", ("Ada O'Hara",)),
        ("Thomas More", ("Thomas More",)),
        ("More Stories", ()),
        ("Article Tags", ()),
        ("Text & Fotos: Ida Berg", ("Ida Berg",)),
        ("Ada Byron y Luis Vega", ("Ada Byron", "Luis Vega")),
        ("Posted by Ada Byron 59 Comments", ("Ada Byron",)),
        ("von Ida Berg Ein Kommentar", ("Ida Berg",)),
        ("Ole Vik le 3 mai 2024", ("Ole Vik",)),
        ("Ma\xadri\xada Berg", ("Maria Berg",)),
        ("AFP/Ada Byron", ("AFP", "Ada Byron")),
        ("By Ada ByronJanuary 14, 2026 20 Mins Read", ("Ada Byron",)),
        ("Maria Berg Lead Writer", ("Maria Berg",)),
        ("ICE-WIRE-Reporterin Ada Byron", ("Ada Byron",)),
        ("Ada Byron1 ; Ole Vik 2,✉", ("Ada Byron", "Ole Vik")),
        ("Ada Byron hace 3 horas", ("Ada Byron",)),
        ("Ada Byron Lesezeit: 4 Min.", ("Ada Byron",)),
        ("Dr. Byron", ("Dr. Byron",)),
        ("Words by Ada Byron", ("Ada Byron",)),
        ("Topic: Ice", ()),
        ("Ada Byron says", ()),
        ("01:30 Min", ()),
        ("floe.com", ()),
    ],
)
def test_what_bylines_glue_to_a_name(text: str, names: tuple[str, ...]) -> None:
    assert split_authors(text) == names
