"""Paragraphs joined over breaks, headings, and one place for every block."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from arcticsearch.corpus.segment import segment
from arcticsearch.model import Kind, Label, Metadata, Reason
from arcticsearch.page import Block, Form, Page

PROSE = (
    "The survey ship left its harbour in spring and mapped the sea floor for three months, "
    "until the ice closed in."
)
CUT = "The crew reported that the old charts were wrong in many places, above all near the"
REST = "islands in the north, where nobody had measured before."


def page(*texts: str, tags: dict[int, str] | None = None) -> Page:
    """A page of one block a line, a blank line between."""
    blocks = tuple(
        Block(text, (2 * i + 1, 2 * i + 1), tag=(tags or {}).get(i, ""), gap=1)
        for i, text in enumerate(texts)
    )
    return Page("page.txt", Form.TEXT, blocks)


def kept(count: int) -> tuple[Label, ...]:
    return (Kind.PARAGRAPH,) * count


def test_a_sentence_cut_by_a_page_break_is_one_paragraph_again() -> None:
    paragraphs, removed = segment(page(PROSE, CUT, REST, PROSE), kept(4), Metadata())
    assert [p.text for p in paragraphs] == [PROSE, f"{CUT} {REST}", PROSE]
    assert paragraphs[1].lines == (3, 5)
    assert [p.n for p in paragraphs] == [0, 1, 2]
    assert removed == ()


def test_a_word_hyphenated_at_the_break_is_whole_again() -> None:
    paragraphs, _ = segment(page(CUT[:-3] + "arch-", "ipelago in the north."), kept(2), Metadata())
    assert paragraphs[0].text.endswith("archipelago in the north.")


def test_halves_with_a_removed_block_between_are_not_joined() -> None:
    labels = (Kind.PARAGRAPH, Reason.NAVIGATION, Kind.PARAGRAPH)
    paragraphs, removed = segment(page(CUT, "12 | Ice Report", REST), labels, Metadata())
    assert [p.lines for p in paragraphs] == [(1, 1), (5, 5)]
    assert [(r.lines, r.reason) for r in removed] == [((3, 3), Reason.NAVIGATION)]


def test_headings_by_shape_give_the_section() -> None:
    texts = ("Into the Ice", PROSE, "2. Homeward bound", PROSE, "What did they find?", PROSE)
    paragraphs, _ = segment(page(*texts, tags={2: "li"}), kept(6), Metadata())
    assert [p.text for p in paragraphs if p.kind is Kind.HEADING] == [texts[0], texts[2], texts[4]]
    assert [p.section for p in paragraphs if p.kind is Kind.PARAGRAPH] == [
        texts[0],
        texts[2],
        texts[4],
    ]


def test_what_is_no_heading() -> None:
    for line in (
        "It was cold.",
        "They said:",
        "(Translated by the crew)",
        "and so on",
        "By A. Berg",
    ):
        paragraphs, _ = segment(page(PROSE, line, PROSE), kept(3), Metadata())
        assert all(p.kind is Kind.PARAGRAPH for p in paragraphs), line
    # A short line over another short line is a list or a verse.
    paragraphs, _ = segment(page(PROSE, "Ice and Wind", "Snow and Sea"), kept(3), Metadata())
    assert all(p.kind is Kind.PARAGRAPH for p in paragraphs)


def test_what_the_stripper_takes_for_a_heading_may_stand_over_a_sentence_but_must_be_words() -> (
    None
):
    below = "Healer Anja drinks poison."
    for line in ("About the book", "[", "* * *", "(Image source)", "→ Next", "___"):
        labels = (Kind.HEADING, Kind.PARAGRAPH)
        paragraphs, _ = segment(page(line, below), labels, Metadata())
        wanted = Kind.HEADING if line == "About the book" else Kind.PARAGRAPH
        assert paragraphs[0].kind is wanted, line
    # "NOTE: …" is no text that a line of figures would head.
    labels = (Kind.HEADING, Kind.NOTE)
    paragraphs, _ = segment(page("Revs 5.1 mln vs 4.9 mln", "NOTE: no tax."), labels, Metadata())
    assert paragraphs[0].kind is Kind.PARAGRAPH


def test_a_translators_remark_is_no_heading_and_hides_none() -> None:
    texts = ("A Toll for the North", "(Translated from Finnish by the news desk)", PROSE)
    paragraphs, _ = segment(page(*texts), kept(3), Metadata())
    assert [p.section for p in paragraphs] == [None, texts[0], texts[0]]


def test_what_only_looks_like_a_field_is_furniture() -> None:
    labels = (Kind.PARAGRAPH, Reason.METADATA)
    _, removed = segment(page(PROSE, "3 May 2021"), labels, Metadata())
    assert [r.reason for r in removed] == [Reason.OTHER]


def test_blocks_that_became_fields_are_removed_as_metadata() -> None:
    metadata = Metadata(title="Ice", blocks=frozenset({0}))
    paragraphs, removed = segment(page("Ice", PROSE), kept(2), metadata)
    assert [(r.text, r.reason, r.lines) for r in removed] == [("Ice", Reason.METADATA, (1, 1))]
    assert len(paragraphs) == 1


LABELS = st.sampled_from([*Kind, *Reason])
TEXTS = st.sampled_from(
    [PROSE, CUT, REST, "Into the Ice", "2. Homeward", "and more", "Share", "a-"]
)


@given(st.lists(st.tuples(TEXTS, LABELS, st.sampled_from(["", "li", "h2", "p"]))), st.data())
def test_every_line_is_in_exactly_one_place(
    rows: list[tuple[str, Label, str]], data: st.DataObject
) -> None:
    whole = page(*(text for text, _, _ in rows), tags={i: row[2] for i, row in enumerate(rows)})
    fields = data.draw(st.frozensets(st.integers(0, max(0, len(rows) - 1))))
    metadata = Metadata(blocks=frozenset(i for i in fields if i < len(rows)))
    paragraphs, removed = segment(whole, tuple(label for _, label, _ in rows), metadata)
    spans = [p.lines for p in paragraphs] + [r.lines for r in removed]
    held = [block.lines for block in whole.blocks]
    for lines in held:
        assert lines is not None
        places = [span for span in spans if span and span[0] <= lines[0] and lines[1] <= span[1]]
        assert len(places) == 1
    ordered = sorted(span for span in spans if span)
    assert all(a[1] < b[0] for a, b in pairwise(ordered))


def test_a_lead_that_is_set_as_a_heading_is_text() -> None:
    lead = "The union asks for sixty per cent more, and its leader threatens to strike this very night."
    for text, kind in ((f"{lead} {lead}", Kind.PARAGRAPH), ("Strike tonight.", Kind.HEADING)):
        paragraphs, _ = segment(page(text, PROSE, tags={0: "h2"}), kept(2), Metadata())
        assert paragraphs[0].kind is kind


def test_marks_by_themselves_are_no_paragraphs() -> None:
    for mark in ("—", "[ ](", "\u200d", "*"):
        labels = (Kind.PARAGRAPH, Kind.PARAGRAPH)
        paragraphs, removed = segment(page(PROSE, mark), labels, Metadata())
        assert (len(paragraphs), [r.text for r in removed]) == (1, [mark])
    for word in ("Ok", "冰", "12"):
        assert len(segment(page(PROSE, word), kept(2), Metadata())[0]) == 2, word
    assert len(segment(page(PROSE, "5"), (Kind.PARAGRAPH, Kind.TABLE), Metadata())[0]) == 2
