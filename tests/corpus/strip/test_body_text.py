"""How many words a block weighs is the same, counted one by one or all at once."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from arcticsearch.corpus.strip import body_text, characters

texts = st.lists(st.text(alphabet="ab \t\xa0中\U0001f600", min_size=1, max_size=40), min_size=1)


@given(texts)
def test_words_are_counted_alike_in_one_text_and_in_many(page: list[str]) -> None:
    found = body_text._counts(characters.encode(page)).tolist()
    assert found == [body_text.words(text) for text in page]
