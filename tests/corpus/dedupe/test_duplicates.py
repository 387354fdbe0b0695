"""A state reached by any changes is the state built from nothing."""

import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from arcticsearch.corpus.dedupe import candidates, duplicates, rows
from arcticsearch.corpus.dedupe.copies import LONGEST
from arcticsearch.corpus.dedupe.duplicates import Duplicates, Journal
from arcticsearch.corpus.dedupe.signature import signature
from arcticsearch.errors import IndexDamaged

PARTS = [
    "the harbour master said on Monday",
    "that the first supply ship turned back",
    "because the ice was thicker than expected",
    "while the crew of 14 waited below deck",
    "and the radio operator kept a quiet watch",
    "until an icebreaker cleared the narrow channel",
    "late in the evening the wind rose again",
    "so nobody left the settlement before spring",
]


def paragraph(seed: int) -> str:
    """One of a few hundred paragraphs that copy, contain and contradict one another."""
    draw = random.Random(seed)
    words = " ".join(draw.sample(PARTS, draw.randint(1, 4))).split()
    for _ in range(draw.randint(0, 2)):
        words[draw.randrange(len(words))] = draw.choice(["Tuesday", "not", "15", "also", "grey"])
    text = " ".join(words)
    return text.upper() if draw.random() < 0.1 else text


NOWHERE = -1  # the number of no text

texts = st.integers(0, 300).map(paragraph)
changes = st.lists(
    st.tuples(
        st.sets(st.integers(0, 60), max_size=4),
        st.dictionaries(st.integers(0, 60), texts, max_size=4),
    ),
    min_size=1,
    max_size=6,
)


def built(corpus: dict[int, str]) -> Duplicates:
    state = Duplicates()
    state.update(added=[(number, signature(text)) for number, text in corpus.items()])
    return state


def families(state: Duplicates) -> dict[int, int]:
    """The fullest paragraph that each copy copies, by its links."""
    links = state.links()

    def head(number: int) -> int:
        return head(links[number]) if number in links else number

    return {copy: head(copy) for copy in links}


def old(corpus: dict[int, str], number: int) -> bytes | None:
    return signature(corpus[number]) if number in corpus else None


@settings(max_examples=150)
@given(start=st.dictionaries(st.integers(0, 60), texts, max_size=50), steps=changes)
def test_incremental_equals_full(start: dict[int, str], steps: list) -> None:
    with pytest.MonkeyPatch.context() as patch:
        # Small bounds, so that a few paragraphs cross them; never "judge all again".
        for module in (candidates, duplicates):
            patch.setattr(module, "COMMON", 4)
        patch.setattr(duplicates, "_FEW", 0)
        corpus = dict(start)
        state = built(corpus)
        packed, journal = state.to_bytes(), Journal({}, {})
        for removed, added in steps:
            before = families(state)
            new = {n for n, text in added.items() if signature(text) != old(corpus, n)}
            corpus = {n: text for n, text in corpus.items() if n not in removed} | added
            update = state.update(removed, [(n, signature(text)) for n, text in added.items()])
            full = built(corpus)
            assert state.links() == full.links()
            assert state.to_bytes() == full.to_bytes()
            assert update.parents is not None
            journal = Journal(
                journal.paragraphs
                | dict.fromkeys(update.went)
                | {n: signature(corpus[n]) for n in update.came},
                journal.parents | update.parents,
            )
            state = Duplicates.from_bytes(packed, journal)
            assert state.to_bytes() == full.to_bytes()
            merged = {n: to for n, to in before.items() if n in corpus and n not in new}
            for number, to in update.families.items():
                merged.pop(number, None)
                if to is not None:
                    merged[number] = to
            assert merged == families(full)


def test_the_shortcut_is_taken_and_agrees(monkeypatch: pytest.MonkeyPatch) -> None:
    corpus = {n: paragraph(n) for n in range(200)}
    state = built(corpus)
    judged = []
    monkeypatch.setattr(
        duplicates, "judge", lambda *pair: judged.append(pair) or duplicates.Verdict.NAME
    )
    state.update(removed=[7])
    assert len(judged) < 200
    monkeypatch.undo()
    state = built(corpus)
    state.update(removed=[7])
    assert state.to_bytes() == built({n: t for n, t in corpus.items() if n != 7}).to_bytes()


def test_a_copy_finds_another_original_when_its_own_goes() -> None:
    full = " ".join(PARTS[:4])
    corpus = {1: full + " he added", 2: full, 3: " ".join(PARTS[:2]) + " … Read more"}
    state = built(corpus)
    assert state.links() == {2: 1, 3: 1}
    assert state.update(removed=[1]).families == {2: None, 3: 2}
    assert state.links() == {3: 2}
    update = state.update(added=[(2, signature("Nothing of the kind."))])
    assert (update.came, update.went, update.families) == ({2}, {2}, {3: None})


def test_a_kept_state_is_taken_up_again(tmp_path: Path) -> None:
    state = built({n: paragraph(n) for n in range(50)})
    kept = state.to_bytes()
    again = Duplicates.from_bytes(kept)
    assert again.links() == state.links()
    again.update(removed=[3])
    state.update(removed=[3])
    assert again.to_bytes() == state.to_bytes()


@pytest.mark.parametrize("cut", [0, 5, 31, 40, -1])
def test_a_damaged_state_is_refused(cut: int) -> None:
    kept = built({n: paragraph(n) for n in range(20)}).to_bytes()
    with pytest.raises(IndexDamaged):
        Duplicates.from_bytes(kept[:cut])


def test_a_damaged_count_is_refused() -> None:
    kept = bytearray(built({n: paragraph(n) for n in range(20)}).to_bytes())
    kept[23] ^= 0x80  # the highest bit of the number of paragraphs
    with pytest.raises(IndexDamaged):
        Duplicates.from_bytes(bytes(kept))


@pytest.mark.parametrize("parents", [{3: 9, 9: 5, 5: 3}, {3: 5}, {3: -1}])
def test_chains_of_copies_without_end_are_refused(parents: dict[int, int]) -> None:
    state = built({n: paragraph(n) for n in range(50)})
    texts = [*dict.fromkeys(state._rows.text.view("int64").tolist()), NOWHERE]
    damaged = Journal({}, {texts[copy]: texts[parent] for copy, parent in parents.items()})
    with pytest.raises(IndexDamaged):
        Duplicates.from_bytes(state.to_bytes(), damaged)


def test_a_state_of_other_rules_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    kept = built({1: PARTS[0]}).to_bytes()
    monkeypatch.setattr(rows, "RULES_VERSION", 999)
    with pytest.raises(IndexDamaged, match="other rules"):
        Duplicates.from_bytes(kept)


def test_a_note_is_no_teaser_of_a_text_without_end() -> None:
    whole = [
        f"word{chr(97 + n % 26)}{chr(97 + n // 26 % 26)}{chr(97 + n // 676)}"
        for n in range(LONGEST)
    ]
    for more, copies in ((0, {2: 1}), (1, {})):
        state = Duplicates()
        texts = {1: " ".join(whole + ["more"] * more), 2: " ".join(whole[40:80])}
        state.update((), [(number, signature(text)) for number, text in texts.items()])
        assert state.links() == copies
