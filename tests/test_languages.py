"""Words are found in the forms of their language, with or without accents, however composed."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest

from arcticsearch import Collection
from arcticsearch.analysis import fold, stem
from tests.indexed import indexed

PAGES = {
    "ru": "Ледоколы вышли из порта на рассвете. Капитаны говорили, что льды в этом году толще, чем "
          "обычно, и что суда будут ждать в бухте до конца недели.",
    "no": "Isbryterne gikk ut av havnen før det ble lyst. Kapteinene sa at isen nå var mye tykkere i "
          "år, og at skipene måtte vente i fjorden ved Tromsø til uken var over.",
    "de": "Die Eisbrecher liefen vor der Dämmerung aus. Die Kapitäne sagten, dass die Häfen in diesem "
          "Jahr länger geschlossen bleiben und die Schiffe in der Straße warten müssen.",
    "fr": "Les brise-glaces ont quitté le port à l'aube. Dans un café du quai, les pêcheurs disaient "
          "que les bateaux attendraient dans la baie et que la saison était déjà perdue.",
    "pl": "Lodołamacze wypłynęły z portu o świcie. Kapitanowie mówili, że lody są w tym roku grubsze "
          "niż zwykle i że statki będą czekać w zatoce do końca tygodnia.",
    "zh": "破冰船在黎明时分离开港口。船长说，"
          "今年北极航道的冰比往年更厚，船只要在海湾里等到周末。港口的人们说，从来没有见过这样的冬天。",
    "ja": "砕氷船は夜明けに港を出た。"
          "船長たちは、今年の北極海航路の氷は例年より厚いと話していた。船は週末まで湾で待つことになる。",
    "en": "The icebreakers left the harbour at dawn, and the captains said that the ice was thicker "
          "than it had been in other years, and that ships would wait in the bay.",
}  # fmt: skip


@pytest.fixture(scope="module")
def collection(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Collection]:
    pages = {f"{name}.txt": f"{text}\n" for name, text in PAGES.items()}
    with indexed(tmp_path_factory.mktemp("languages"), pages) as collection:
        yield collection


def test_the_language_of_each_page_is_known(collection: Collection) -> None:
    assert {article.path: article.metadata.language for article in collection.articles()} == {
        f"{name}.txt": name for name in PAGES
    }


@pytest.mark.parametrize(
    ("query", "language", "shown"),
    [
        ("ледокол", "ru", "Ледоколы"),
        ("капитан", "ru", "Капитаны"),
        ("kaptein", "no", "Kapteinene"),
        ("tromso", "no", "Tromsø"),
        ("hafen", "de", "Häfen"),
        ("Hafen", "de", "Häfen"),
        ("strasse", "de", "Straße"),
        ("pêcheur", "fr", "pêcheurs"),
        ("pecheur", "fr", "pêcheurs"),
        ("cafe", "fr", "café"),
        ("CAFÉ", "fr", "café"),
        ("lodołamacz", "pl", "Lodołamacze"),
        ("lodolamacz", "pl", "Lodołamacze"),
        ("航道", "zh", "航道"),
        ("北极航道", "zh", "北极航道"),
        ("航路", "ja", "航路"),
        ("砕氷船", "ja", "砕氷船"),
        ("icebreaker", "en", "icebreakers"),
        ("captain thick", "en", "captains"),
    ],
)
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_a_word_finds_its_forms(
    collection: Collection, query: str, language: str, shown: str, form: str
) -> None:
    answer = collection.search(unicodedata.normalize(form, query))
    assert [hit.path for hit in answer.hits] == [f"{language}.txt"]
    snippet = answer.hits[0].snippets[0]
    assert shown in [snippet.text[start:end] for start, end in snippet.highlights]


def test_a_page_in_decomposed_letters_is_found_too(tmp_path: Path) -> None:
    pages = {
        f"{form}.txt": unicodedata.normalize(form, f"{form}: {PAGES['fr']}")
        for form in ("NFC", "NFD")
    }
    with indexed(tmp_path, pages) as both:
        for query in ("café", "cafe\u0301", "cafe"):
            assert both.search(query).total == 2


@pytest.mark.parametrize(
    ("written", "queries"),
    [
        ("Росси\u0301я", ("россия", "росс*", "россея~")),
        ("самолёт", ("самолет", "самолёт", "самолет*", "самолёт*", "самолетт~")),
        ("Київ", ("київ",)),
        ("مُحَمَّد", ("محمد", "محم*")),
        ("كـــتاب", ("كتاب",)),
        ("שָׁלוֹם", ("שלום",)),
        ("हिन्दी", ("हिन्दी", "हिन्*")),
        ("١٩٢٠", ("1920", "١٩٢٠", "१९२०")),
    ],
)
def test_marks_that_many_leave_out_are_no_part_of_a_word(
    tmp_path: Path, written: str, queries: tuple[str, ...]
) -> None:
    with indexed(tmp_path, {"a.txt": f"1. {written} (2024)\n"}) as single:
        for query in queries:
            answer = single.search(query)
            assert answer.total == 1, query
            assert not answer.notes, query


def test_letters_with_marks_of_their_own_stay_letters() -> None:
    assert [fold(word) for word in ("йод", "їжак", "ѓавол", "أحمد", "ガス")] == [
        "йод", "їжак", "ѓавол", "أحمد", "ガス",
    ]  # fmt: skip


def test_a_word_is_stemmed_by_the_language_of_each_article_alone(tmp_path: Path) -> None:
    """Dutch and French make "new" of "news"; the English "new" is another word."""
    assert stem("news", "fr") == "fr:" + stem("new", "en")
    pages = {
        "fr.txt": PAGES["fr"] + " La news du jour.\n",
        "en.txt": PAGES["en"] + " They had new ships.\n",
        "other.txt": "News of the ships came to us in the bay with the ice.\n",
    }
    with indexed(tmp_path, pages) as mixed:
        found = {hit.path: hit for hit in mixed.search("news").hits}
        assert found.keys() == {"fr.txt", "other.txt"}
        (snippet,) = found["fr.txt"].snippets
        assert [snippet.text[start:end] for start, end in snippet.highlights] == ["news"]
