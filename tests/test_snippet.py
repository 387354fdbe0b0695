"""Which paragraphs are shown, where they are cut, and that highlights fit any text."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from arcticsearch.graphemes import is_boundary
from arcticsearch.model import Kind, Paragraph
from arcticsearch.snippet import LENGTH, MOST, SLACK, highlights, snippets


def paragraph(text, kind=Kind.PARAGRAPH, n=0):
    return Paragraph(n, kind, text, "Fleet", (n + 1, n + 2))


def find(text, *words):
    """The matches of words, the word's place in the list being its leaf."""
    return [
        (at, at + len(word), leaf)
        for leaf, word in enumerate(words)
        for at in range(len(text))
        if text.startswith(word, at)
    ]


def shown(texts, *words):
    paragraphs = [paragraph(text, n=n) for n, text in enumerate(texts)]
    found = snippets(paragraphs, [find(text, *words) for text in texts])
    return [snippet.text for snippet in found]


def marked(snippet):
    return [snippet.text[start:end] for start, end in snippet.highlights]


SENTENCES = " ".join(f"Sentence {n} speaks of harbours, cranes and the weather." for n in range(40))


def test_most_leaves_first_and_then_what_was_not_shown_yet():
    texts = ["ice ice ice", "ice", "fog and ice", "sun", "snow"]
    assert shown(texts, "ice", "fog", "snow", "sun") == ["fog and ice", "sun", "snow"]


def test_more_matches_win_and_then_the_earlier():
    assert shown(["one ice", "ice on ice", "two ice"], "ice") == [
        "ice on ice",
        "one ice",
        "two ice",
    ]
    assert shown(["one ice", "two ice", "ice ice"], "ice")[0] == "ice ice"


def test_prose_before_headings():
    paragraphs = [paragraph("ice ice", Kind.HEADING), paragraph("the ice")]
    found = snippets(paragraphs, [find(one.text, "ice") for one in paragraphs])
    assert [snippet.text for snippet in found] == ["the ice", "ice ice"]


def test_a_snippet_has_its_paragraphs_section_and_lines():
    (snippet,) = snippets([paragraph("the ice", n=7)], [[(4, 7, 0)]])
    assert (snippet.section, snippet.lines, snippet.cut) == ("Fleet", (8, 9), (False, False))
    assert marked(snippet) == ["ice"]


def test_the_same_text_is_shown_once():
    paragraphs = [paragraph("USB ice"), paragraph("USB ice"), paragraph("more ice")]
    found = snippets(paragraphs, [find(one.text, "ice") for one in paragraphs])
    assert [snippet.text for snippet in found] == ["USB ice", "more ice"]


def test_without_a_match_the_article_begins():
    paragraphs = [
        paragraph("A heading", Kind.HEADING),
        paragraph("It begins. " * 99),
        paragraph("b"),
    ]
    (snippet,) = snippets(paragraphs, [[], [], []])
    assert snippet.text.startswith("It begins.") and snippet.text.endswith(".")
    assert snippet.highlights == () and snippet.cut == (False, True)


def test_without_a_match_a_list_begins_where_there_is_no_prose():
    parts = [paragraph("Yards", Kind.HEADING), paragraph("one ship", Kind.LIST)]
    assert [snippet.text for snippet in snippets(parts, [[], []])] == ["one ship"]


def test_nothing_comes_of_nothing():
    assert snippets([], []) == ()


@pytest.mark.parametrize("n", [0, 1, 17, 38, 39])
def test_a_long_paragraph_is_cut_at_sentences(n):
    (snippet,) = snippets([paragraph(SENTENCES)], [find(SENTENCES, f"Sentence {n} speaks")])
    assert marked(snippet) == [f"Sentence {n} speaks"]
    assert snippet.text.startswith("Sentence") and snippet.text.endswith("weather.")
    assert LENGTH // 2 < len(snippet.text) <= LENGTH


@pytest.mark.parametrize("stop", ["Dr. Hahn", "z. B. Robben", "am 3. Mai", "approx. ten seals"])
def test_an_abbreviation_ends_no_sentence(stop):
    text = "Icebreakers pass here. " + "They " + "often " * 38 + f"meet {stop} " + "and more " * 40
    (snippet,) = snippets([paragraph(text)], [find(text, "Icebreakers")])
    assert snippet.text.startswith("Icebreakers")
    assert not snippet.text.endswith(".")


def test_a_long_sentence_is_cut_at_words():
    text = "harbour " * 100 + "icebreaker " + "crane " * 100
    (snippet,) = snippets([paragraph(text)], [find(text, "icebreaker")])
    assert marked(snippet) == ["icebreaker"]
    assert set(snippet.text.split()) == {"harbour", "icebreaker", "crane"}
    assert snippet.cut == (True, True)
    assert LENGTH * 0.8 < len(snippet.text) <= LENGTH


def test_a_text_without_blanks_is_cut_anywhere_but_inside_a_character():
    text = "か\u3099" * 400 + "氷" + "か\u3099" * 400
    (snippet,) = snippets([paragraph(text)], [find(text, "氷")])
    assert marked(snippet) == ["氷"]
    assert snippet.text.startswith("か\u3099") and snippet.text.endswith("か\u3099")


def test_the_densest_matches_are_shown():
    text = "ice " + "fog " * 200 + "ice and snow, ice " + "fog " * 200 + "snow"
    (snippet,) = snippets([paragraph(text)], [find(text, "ice", "snow")])
    assert marked(snippet) == ["ice", "snow", "ice"]


def test_a_long_paragraph_shows_words_that_stand_far_apart():
    text = "ice " + "crane " * 100 + "tug " + "crane " * 100 + "ice"
    first, second = shown([text], "ice", "tug")
    assert first.startswith("ice crane")
    assert "tug" in second
    assert shown([text], "ice") == [first]


def test_what_is_shown_whole_is_shown_once():
    text = "ice " + "crane " * 50 + "tug"
    assert LENGTH < len(text) < LENGTH * SLACK
    assert shown([text], "ice", "tug") == [text]


def test_of_equally_dense_places_the_earlier_is_shown():
    text = "first ice " + "fog " * 200 + "other ice"
    (snippet,) = snippets([paragraph(text)], [find(text, "ice")])
    assert snippet.text.startswith("first ice")


def test_a_cut_at_a_blank_leaves_it_the_mark_upon_it():
    text = "a \u0301b" * 300
    (snippet,) = snippets([paragraph(text)], [[(600, 601, 0)]])
    assert not snippet.text.startswith("\u0301")


def test_every_match_in_the_cut_is_highlighted_and_a_long_phrase_as_far_as_it_goes():
    text = "x " * 1000
    (snippet,) = snippets([paragraph(text)], [[(100, 1900, 0)]])
    assert len(snippet.text) <= LENGTH
    assert snippet.highlights[0][1] == len(snippet.text)


def test_bigrams_become_one_highlight():
    assert highlights("北極航路", [(0, 2, 0), (1, 3, 1), (2, 4, 2)]) == ((0, 4),)
    assert highlights("北極航路", [(0, 2, 0), (2, 4, 1)]) == ((0, 4),)


def test_a_highlight_takes_the_accent_along():
    assert highlights("cafe\u0301 x", [(0, 4, 0)]) == ((0, 5),)


TEXTS = st.one_of(
    st.text(max_size=50),
    st.text(st.sampled_from("ab .。\u0301👩\u200d🚀🇳🇴か\u3099\ud83d\n"), max_size=900),
)
MATCHES = st.lists(st.tuples(st.integers(-5, 950), st.integers(-5, 950), st.integers(0, 3)))


@given(st.lists(st.tuples(TEXTS, MATCHES), max_size=4))
@example([("0\u200c", []), ("\u200c", [(0, 1, 0)])])
def test_any_text_and_any_spans(pairs):
    paragraphs = [paragraph(text) for text, _ in pairs]
    found = snippets(paragraphs, [matches for _, matches in pairs])
    assert len(found) <= MOST
    for snippet in found:
        # Which paragraph it was cut from is not said, and another may hold the same text.
        sources = [one.text for one in paragraphs if snippet.text in one.text]
        assert any(
            is_boundary(source, source.find(snippet.text)) or source.count(snippet.text) > 1
            for source in sources
        )
        ends = [place for span in snippet.highlights for place in span]
        assert all(first < last for first, last in pairwise(ends))
        assert not ends or (ends[0] >= 0 and ends[-1] <= len(snippet.text))
        assert all(is_boundary(snippet.text, place) for place in ends)


@given(st.text(st.sampled_from("abc .,"), min_size=400, max_size=2000), st.integers(0, 1999))
def test_a_cut_is_not_too_long_and_shows_its_match(text, at):
    at = min(at, len(text) - 1)
    (snippet,) = snippets([paragraph(text)], [[(at, at + 1, 0)]])
    assert len(snippet.text) <= LENGTH * SLACK
    assert marked(snippet) == [text[at]]


def test_the_work_is_bounded_for_a_huge_paragraph():
    text = "ice and " * 50_000
    matches = find_fast(text)
    start = time.process_time()
    snippets([paragraph(text)] * 3, [matches] * 3)
    assert time.process_time() - start < 2


def find_fast(text):
    return [(at, at + 3, at % 50) for at in range(0, len(text), 8)]
