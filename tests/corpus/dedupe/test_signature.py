"""Equal words have equal signatures, however they are set."""

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arcticsearch.corpus.dedupe.signature import (
    WORD_BYTES,
    WordClass,
    codes,
    count,
    signature,
    words,
)

SAME = [
    ("The ice-breaker “Aurora” left.", 'THE ICE BREAKER "AURORA" LEFT'),
    ("It doesn’t thaw…", "it doesn't thaw"),
    ("1 ,250 ,000 tons", "1,250,000 tons"),
    ("7-1/2 knots", "7–1/2 knots"),
    ("two ships", "2 ships"),
    ("ﬁne co\u00adoperation\u200b", "fine cooperation"),
    ("The ship left … Read more", "The ship left"),
    ("The ship left Continue reading »", "The ship left"),
    ("Zu\u0308rich ÉTÉ Лёд", "Zürich E\u0301te\u0301 ЛЁД"),
    ("  The\u00a0ship\n\tleft ", "The ship left"),
]
DIFFERENT = [
    ("2.5 km", "25 km"),
    ("+3 degrees", "-3 degrees"),
    ("$5", "£5"),
    ("A-2", "B-2"),
    ("破冰船", "破船冰"),
]


@pytest.mark.parametrize(("a", "b"), SAME)
def test_the_same_words(a: str, b: str) -> None:
    assert words(signature(a)) == words(signature(b))


@pytest.mark.parametrize(("a", "b"), DIFFERENT)
def test_other_words(a: str, b: str) -> None:
    assert words(signature(a)) != words(signature(b))


def test_every_character_of_a_script_without_spaces_is_a_word() -> None:
    assert len(signature("破冰船Aurora出发")) == 6 * WORD_BYTES
    assert len(signature("破冰船")) == 3 * WORD_BYTES


def test_words_of_each_class_are_counted() -> None:
    text = signature("Not 14 of the two ships rose on Monday")
    assert count(text, WordClass.VALUE) == 3
    assert count(text, WordClass.NEGATION) == 1
    assert count(text, WordClass.UP) == 1
    assert [code & 1 for code in codes(signature("the Ice"))] == [0, 1]


@given(st.text())
def test_any_text_has_a_signature_of_whole_words(text: str) -> None:
    kept = signature(text)
    assert len(kept) % WORD_BYTES == 0
    assert words(words(kept)) == words(kept)
    assert words(signature(text + " ")) == words(kept) or text.endswith(("…", "..."))


def test_a_signature_is_the_same_in_every_process() -> None:
    code = "from arcticsearch.corpus.dedupe.signature import signature; print(signature('Icy 2 roads').hex())"
    ran = [
        subprocess.run(
            [sys.executable, "-c", code],
            env={"PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    ]
    assert ran[0] == ran[1]
    assert ran[0].strip() == signature("Icy 2 roads").hex()
