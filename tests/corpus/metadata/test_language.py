"""The language of a text, from its script and its function words."""

import os
import subprocess
import sys

import pytest

from arcticsearch.corpus.metadata.language import detect, normal_code

SAMPLES = {
    "en": "The ship left the harbour in the morning and was back before the ice had closed.",
    "pl": "Statek wypłynął z portu rano i wrócił, zanim lód się zamknął, ale nie był to koniec.",
    "ru": "Корабль вышел из порта утром и вернулся, прежде чем лёд сомкнулся, но это не всё.",
    "el": "Το πλοίο έφυγε από το λιμάνι το πρωί και γύρισε πριν κλείσει ο πάγος.",
    "zh": "这艘船早上离开港口，在冰封之前返回，但这并不是全部。",
    "ja": "その船は朝に港を出て、氷が閉じる前に戻りました。",
    "ko": "그 배는 아침에 항구를 떠나 얼음이 닫히기 전에 돌아왔다.",
    "de": "Das Schiff verließ den Hafen am Morgen und war zurück, bevor sich das Eis schloss.",
    "fr": "Le navire a quitté le port le matin et il est revenu avant que la glace ne se ferme.",
    "es": "El barco salió del puerto por la mañana y volvió antes de que el hielo se cerrara.",
    "sv": "Fartyget lämnade hamnen på morgonen och var tillbaka innan isen hade stängt sig.",
    "da": "Skibet forlod havnen om morgenen og var tilbage, før isen havde lukket sig efter os.",
    "no": "Skipet forlot havna om morgenen og var tilbake før isen hadde lukket seg etter oss.",
    "fi": "Laiva lähti satamasta aamulla, ja se oli takaisin ennen kuin jää ehti sulkeutua.",
    "is": "Skipið fór úr höfninni um morguninn og það var komið aftur áður en ísinn lokaðist.",
    "uk": "Корабель вийшов із порту вранці й повернувся, перш ніж крига зімкнулася, але це не все.",
}


@pytest.mark.parametrize(("code", "text"), SAMPLES.items())
def test_the_language_of_a_sentence(code: str, text: str) -> None:
    assert detect(text) == code


@pytest.mark.parametrize(
    "text", ["", "   ", "1234 — 5678", "Ok", "Xyzzy Plugh", "Pay May 15, Record May 1, May 8"]
)
def test_nothing_is_said_without_evidence(text: str) -> None:
    assert detect(text) is None


def test_quoted_words_of_another_language_do_not_decide() -> None:
    assert detect(SAMPLES["en"] + " (北极) " + "Арктика") == "en"


def test_declared_tags() -> None:
    assert normal_code("nb-NO") == "no"
    assert normal_code("EN_us") == "en"
    assert normal_code("x-default") is None


def test_letters_that_a_language_has_not_rule_it_out() -> None:
    words = "и в с на о за до не по от как се се"  # "се" is Bulgarian
    assert detect(f"{words} мыс, остров, пролив") == "ru"
    assert detect(f"{words} нос, остров, пролив") == "bg"


def test_where_two_languages_are_as_likely_every_process_says_the_same() -> None:
    """Sets of text are in another order in each process."""
    tie = "при в с на " * 3
    asked = f"from arcticsearch.corpus.metadata.language import detect; print(detect({tie!r}))"
    told = {
        subprocess.run(
            [sys.executable, "-c", asked],
            env={**os.environ, "PYTHONHASHSEED": str(seed)},
            capture_output=True, text=True, check=True,
        ).stdout
        for seed in range(6)
    }  # fmt: skip
    assert len(told) == 1
