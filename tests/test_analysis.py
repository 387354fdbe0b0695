"""Text into terms."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arcticsearch import analysis
from arcticsearch.analysis import _WORD, is_unspaced, tokens
from arcticsearch.regex import regex


@given(st.text(st.characters(max_codepoint=127)))
def test_plain_text_has_the_words_it_has_among_other_letters(text: str) -> None:
    alone = list(tokens(text))
    assert list(tokens(text + " é")) == [*alone, ("e", len(text) + 1, len(text) + 2)]


@given(st.text())
def test_a_token_is_where_it_says(text: str) -> None:
    for word, start, end in tokens(text):
        assert word
        assert 0 <= start < end <= len(text)


def test_typographic_marks_part_words_as_plain_ones_do(monkeypatch: pytest.MonkeyPatch) -> None:
    unused = regex(_WORD.pattern)
    monkeypatch.setattr(analysis, "_WORD", unused)
    typographic, plain = (
        "“Ice” – the\xa0ship’s ‘crew’… home—late",
        "'Ice' - the ship's 'crew'. home-late",
    )
    assert list(tokens(typographic)) == list(tokens(plain))
    assert "finditer" not in vars(unused)  # compiling it takes as long as a small query


@given(st.text(st.sampled_from("sSaé北ж’‘“”–—… \xa0-1_")))
def test_typographic_marks_are_no_letters(text: str) -> None:
    among_others = [match.group() for match in _WORD.finditer(text) if not match.group().isascii()]
    if any(map(is_unspaced, among_others)):
        return
    words = [text[start:end] for _, start, end in tokens(text)]
    assert words == [
        match.group()
        for match in _WORD.finditer(text)
        if match.group() not in ("s", "S") or text[: match.start()][-1:] != "’"
    ]
