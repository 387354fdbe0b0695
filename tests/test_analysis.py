"""Text into terms."""

from hypothesis import given
from hypothesis import strategies as st

from arcticsearch.analysis import tokens


@given(st.text(st.characters(max_codepoint=127)))
def test_plain_text_has_the_words_it_has_among_other_letters(text: str) -> None:
    alone = list(tokens(text))
    assert list(tokens(text + " é")) == [*alone, ("e", len(text) + 1, len(text) + 2)]


@given(st.text())
def test_a_token_is_where_it_says(text: str) -> None:
    for word, start, end in tokens(text):
        assert word
        assert 0 <= start < end <= len(text)
