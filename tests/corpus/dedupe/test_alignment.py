"""What two paragraphs share and where they differ."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arcticsearch.corpus.dedupe import alignment
from arcticsearch.corpus.dedupe.alignment import Place, Run, differences, shared_runs
from arcticsearch.corpus.dedupe.signature import codes, signature, words

texts = st.lists(st.sampled_from(list("abcdef")), min_size=1, max_size=30).map(" ".join)


def runs(shorter: str, longer: str) -> list[Run]:
    return shared_runs(words(signature(shorter)), words(signature(longer)))


def test_a_cut_is_one_run() -> None:
    assert runs("c d e", "a b c d e f") == [Run(0, 2, 3)]


def test_a_difference_inside() -> None:
    shorter, longer = "one ship left port at dawn today", "one ship left harbour at dawn today"
    found = runs(shorter, longer)
    assert found == [Run(0, 0, 3), Run(4, 4, 3)]
    (difference,) = differences(found, codes(signature(shorter)), codes(signature(longer)))
    assert difference.place is Place.INSIDE
    assert list(difference.shorter) == codes(signature("port")).tolist()
    assert list(difference.longer) == codes(signature("harbour")).tolist()


def test_what_changed_places_is_no_difference() -> None:
    first, second = "one ship left port at dawn today", "nobody saw the crew of it again"
    shorter, longer = f"{second} {first}", f"{first} {second}"
    found = runs(shorter, longer)
    assert found == [Run(0, 7, 7), Run(7, 0, 7)]
    (difference,) = differences(found, codes(signature(shorter)), codes(signature(longer)))
    assert not difference.shorter and not difference.longer


@given(texts, texts)
def test_runs_are_the_same_by_whatever_way_they_are_sought(shorter: str, longer: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(alignment, "_LARGE", 0)
        patch.setattr(alignment, "_FIRST_LOOK", 4)
        by_index = runs(shorter, longer)
    assert by_index == runs(shorter, longer)


@given(texts, texts)
def test_what_both_have_is_no_difference(shorter: str, longer: str) -> None:
    ours, theirs = codes(signature(shorter)), codes(signature(longer))
    found = runs(shorter, longer)
    for one in differences(found, ours, theirs) if found else ():
        assert sorted(one.both[0]) == sorted(one.both[1])
        assert not set(one.shorter) & set(one.longer)


@given(texts, texts)
def test_runs_are_shared_and_in_order(shorter: str, longer: str) -> None:
    ours, theirs = shorter.split(), longer.split()
    end = 0
    for i, j, size in runs(shorter, longer):
        assert ours[i : i + size] == theirs[j : j + size]
        assert i >= end
        end = i + size


def test_a_long_text_is_not_read_again_for_each_word(monkeypatch: pytest.MonkeyPatch) -> None:
    sought = list[bytes]()

    def find(text: bytes, part: bytes, start: int) -> int:
        sought.append(part)
        return found(text, part, start)

    found = alignment._find
    monkeypatch.setattr(alignment, "_find", find)
    words = [
        f"{chr(97 + n % 26)}{chr(97 + n // 26 % 26)}{chr(97 + n // 676)}" for n in range(4_000)
    ]
    assert runs(" ".join(words[:9] + words[:3100:-1]), " ".join(words[:3_000])) == [Run(0, 0, 9)]
    assert len(sought) < 10
