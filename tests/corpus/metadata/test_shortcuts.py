"""What is looked at first, because it is quick, changes nothing of what is found."""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from arcticsearch.corpus.metadata import dates, names, view
from arcticsearch.model import Kind, Reason
from arcticsearch.page import Block

# Words and marks of which dates and names are made, so that many lines nearly are one.
PIECES = (
    "May Mai mars februára 3 24 12. 05 2024 1999 2024年2月24日 2024. 2. 24. 24/02/2024 3.4.24 tháng 2, of de"
    " 15:30 © Ida Berg Centre Ministerium für for of Ice der é İ ’ “ – ago"
).split(" ")
lines = st.lists(st.sampled_from([*PIECES, " ", ", ", "-", "/", "٣٤"]), max_size=12).flatmap(
    lambda pieces: st.sampled_from(["".join(pieces), " ".join(pieces)])
)


@given(lines)
def test_no_pattern_matches_a_text_without_what_it_needs(text: str) -> None:
    tried = list(dates._patterns(text))
    for _, patterns in dates._PATTERNS:
        assert all(pattern in tried or not pattern.search(text) for pattern in patterns)


@given(lines)
def test_a_house_is_joined(text: str) -> None:
    if names._HOUSE.search(text.lower()):
        assert names._JOINS_HOUSE.search(text.lower())


@given(st.lists(lines.filter(bool), min_size=1, max_size=6), st.data())
def test_a_block_without_figures_has_no_date(texts: list[str], data: st.DataObject) -> None:
    long = data.draw(st.sampled_from(["", " a word" * 20, " a word" * 60]))
    blocks = [Block(text + long) for text in texts]
    labels = [data.draw(st.sampled_from([Kind.PARAGRAPH, Reason.OTHER])) for _ in blocks]
    page = view.view(blocks, labels)
    for i, block in enumerate(blocks):
        text = block.text[:80]
        assert page.dated(i) == bool(view._DATE_LIKE.search(text) or view._AGO.search(text))


@given(st.text(max_size=60) | lines)
def test_marks_are_taken_from_letters(text: str) -> None:
    decomposed = unicodedata.normalize("NFKD", text)
    plain = "".join(c for c in decomposed if not unicodedata.combining(c))
    assert dates.unaccented(text) == plain.replace("ı", "i")


@given(st.text(st.sampled_from("ab Z_5é’“”–—…‘."), max_size=40))
def test_marks_beyond_ascii_part_words_as_blanks_do(text: str) -> None:
    meant = [word for word in view._wide_words(text) if len(word) > 3]
    assert [word for word in view.content_words(text) if len(word) > 3] == meant
