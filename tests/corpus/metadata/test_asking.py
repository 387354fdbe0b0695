"""Pages that ask the models together are answered as if each were alone."""

from hypothesis import given
from hypothesis import strategies as st

from arcticsearch.corpus import trees
from arcticsearch.corpus.metadata.asking import Asking, Question, decide
from arcticsearch.corpus.metadata.describe import describe, describe_all
from arcticsearch.model import Kind, Label, Reason
from arcticsearch.page import Block, Form, Hint, Page

LINES = st.sampled_from(
    [
        "Home",
        "Ships meet new ice",
        "By Ada Byron",
        "Ole Vik • 3 May 2024",
        "Updated 5 May 2024",
        "The ship had drifted with the ice for eleven weeks when its crew first saw open water, "
        "and with it, to everyone's surprise, a whole fleet of other ships on the way north.",
        "Ada Byron is a professor of ice.",
    ]
)
HINTS = st.sampled_from(
    [Hint("time", "2024-05-04"), Hint("class:date", "2 May 2024"), Hint("meta:author", "Ice Desk")]
)


@st.composite
def pages(draw: st.DrawFn) -> tuple[Page, tuple[Label, ...]]:
    lines, hints = draw(st.lists(LINES, max_size=8)), draw(st.lists(HINTS, max_size=3))
    blocks = tuple(Block(line, (n, n)) for n, line in enumerate(lines, 1))
    labels = tuple(Kind.PARAGRAPH if len(line) > 80 else Reason.OTHER for line in lines)
    return Page("page.txt", Form.TEXT, blocks, tuple(hints)), labels


@given(st.lists(pages(), max_size=6))
def test_pages_are_described_together_as_alone(many: list[tuple[Page, tuple[Label, ...]]]) -> None:
    together = describe_all([page for page, _ in many], [labels for _, labels in many])
    assert together == [describe(page, labels) for page, labels in many]


def test_who_asks_nothing_and_who_asks_twice_are_answered_in_order() -> None:
    features = trees.load("headline").features

    def asks(*firsts: float) -> Asking[list[int]]:
        counts = []
        for first in firsts:
            rows = [dict.fromkeys(features, first)] * int(first)
            counts.append(len((yield Question("headline", rows))))
        return counts

    assert decide([asks(2.0, 1.0), asks(), asks(3.0)]) == [[2, 1], [], [3]]
