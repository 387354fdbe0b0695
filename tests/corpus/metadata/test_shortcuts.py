"""What is looked at first, because it is quick, changes nothing of what is found."""

import re
import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from arcticsearch.corpus.metadata import dates, names, titles, view
from arcticsearch.corpus.tokens import ascii_words
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


@st.composite
def pages(draw: st.DrawFn) -> view.View:
    long = draw(st.sampled_from(["", " a word" * 20, " a word" * 60]))
    blocks = [Block(text + long) for text in draw(st.lists(lines.filter(bool), max_size=6))]
    return view.view(
        blocks, [draw(st.sampled_from([Kind.PARAGRAPH, Reason.OTHER])) for _ in blocks]
    )


@given(pages())
def test_a_block_without_figures_has_no_date(page: view.View) -> None:
    for i, block in enumerate(page.blocks):
        text = block.text[:80]
        assert page.dated(i) == bool(view._DATE_LIKE.search(text) or view._AGO.search(text))


@given(pages())
def test_a_block_with_few_figures_has_no_date(page: view.View) -> None:
    dated = {i for i, head in enumerate(page.openings) if dates.DIGITS.search(head)}
    inside = {i for i in dated if page.tells(i) and not set("/-") & set(page.openings[i])}
    assert list(page.numbered) == sorted(dated - inside)


@given(st.text(st.sampled_from("aZ |-:"), max_size=30))
def test_no_site_cuts_no_title(title: str) -> None:
    assert titles.without_site(title, []) == title


@given(st.text(max_size=60) | lines)
def test_marks_are_taken_from_letters(text: str) -> None:
    decomposed = unicodedata.normalize("NFKD", text)
    plain = "".join(c for c in decomposed if not unicodedata.combining(c))
    assert dates.unaccented(text) == plain.replace("ı", "i")


@given(st.text(st.sampled_from("ab Z_5é’“”–—…‘."), max_size=40))
def test_marks_beyond_ascii_part_words_as_blanks_do(text: str) -> None:
    meant = [word for word in view._wide_words(text) if len(word) > 3]
    assert [word for word in view.content_words(text) if len(word) > 3] == meant


@given(st.text(st.sampled_from("ab Z_5é’“”–—…‘.\x1c\n"), max_size=40))
def test_a_table_finds_the_words_that_a_pattern_finds(text: str) -> None:
    assert ascii_words(text) in (None, re.findall(r"\w+", text.lower()))
    assert ascii_words(text) is not None or "é" in text
