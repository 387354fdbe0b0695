"""The nearest word is what a search through all words by the plain definition finds."""

from __future__ import annotations

import random
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arcticsearch.query.nearest import distance, most_edits, nearest

WORDS = st.text(st.sampled_from("abc"), max_size=9)


def plain_distance(one, other):
    """Optimal string alignment, by its recursive definition on a full table."""
    table = {(i, 0): i for i in range(len(one) + 1)} | {(0, j): j for j in range(len(other) + 1)}
    for i in range(1, len(one) + 1):
        for j in range(1, len(other) + 1):
            choices = [
                table[i - 1, j] + 1,
                table[i, j - 1] + 1,
                table[i - 1, j - 1] + (one[i - 1] != other[j - 1]),
            ]
            if i > 1 and j > 1 and one[i - 2 : i] == other[j - 2 : j][::-1]:
                choices.append(table[i - 2, j - 2] + 1)
            table[i, j] = min(choices)
    return table[len(one), len(other)]


@pytest.mark.parametrize(
    ("one", "other", "edits"),
    [
        ("icebraker", "icebreaker", 1),
        ("cieberaker", "icebreaker", 2),
        ("ice", "ice", 0),
        ("", "ab", 2),
        ("ca", "abc", 3),
        ("harbour", "harbor", 1),
        ("fjord", "fiord", 1),
        ("ship", "fjord", 3),
    ],
)
def test_the_distance(one, other, edits):
    assert distance(one, other, 2) == edits


@given(WORDS, WORDS, st.integers(0, 3))
def test_the_distance_is_the_plain_one_up_to_its_bound(one, other, most):
    assert distance(one, other, most) == min(plain_distance(one, other), most + 1)


@given(WORDS, st.dictionaries(WORDS, st.integers(1, 5), max_size=30))
def test_no_nearer_word_is_overlooked(word, vocabulary):
    near = [
        (plain_distance(word, other), -count, other)
        for other, count in vocabulary.items()
        if 0 < plain_distance(word, other) <= most_edits(word)
    ]
    assert nearest(word, vocabulary) == (min(near)[2] if near else None)


@given(st.text(st.sampled_from("abcdefgh"), min_size=6, max_size=9), st.data())
def test_two_edits_anywhere_are_found(word, data):
    typo = word
    for _ in range(2):
        at = data.draw(st.integers(0, len(typo) - 2))
        typo = data.draw(
            st.sampled_from(
                (
                    typo[:at] + typo[at + 1 :],
                    typo[:at] + "x" + typo[at:],
                    typo[:at] + "x" + typo[at + 1 :],
                    typo[:at] + typo[at + 1] + typo[at] + typo[at + 2 :],
                )
            )
        )
    if 0 < plain_distance(typo, word) <= most_edits(typo):
        assert nearest(typo, {word: 1}) == word


def test_the_nearer_before_the_frequent_and_the_frequent_before_the_rare():
    assert nearest("harbur", {"harbour": 1, "arbour": 99}) == "harbour"
    assert nearest("bat", {"cat": 1, "hat": 5, "rat": 5}) == "hat"
    assert nearest("ab", {"abc": 1}) is None


def test_a_hundred_thousand_words_take_no_time():
    rng = random.Random(1)
    vocabulary = {
        "".join(rng.choices("etaoinshrdlu", k=rng.randint(3, 12))): 1 for _ in range(100_000)
    }
    start = time.process_time()
    nearest("snowdrift", vocabulary)
    assert time.process_time() - start < 0.5
