"""However a segment comes to be, the same articles give the same bytes."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arcticsearch.analysis import tokens
from arcticsearch.engine.flat import file
from arcticsearch.engine.flat.build_large import LargeBuild
from arcticsearch.engine.flat.build_small import SmallBuild
from arcticsearch.engine.flat.pieces import Pieces, PieceTable, cut, plainer
from arcticsearch.engine.flat.segment import Segment
from arcticsearch.engine.protocol import Document, Passage
from tests.engine.generate import document

DOCUMENTS = [document(random.Random(number), number) for number in range(90)]
BUILDS = [SmallBuild, LargeBuild]


def written(build: SmallBuild | LargeBuild, path: Path) -> bytes:
    file.write(path, build.arrays())
    return path.read_bytes()


def built(kind: type[SmallBuild | LargeBuild], documents: list[Document], path: Path) -> bytes:
    build = kind()
    for each in documents:
        build.add(each)
    return written(build, path)


def test_order_of_arrival_and_way_of_building_leave_no_trace(tmp_path: Path) -> None:
    expected = built(SmallBuild, DOCUMENTS, tmp_path / "1")
    assert built(LargeBuild, DOCUMENTS, tmp_path / "2") == expected
    assert built(SmallBuild, DOCUMENTS[::-1], tmp_path / "3") == expected
    assert built(LargeBuild, DOCUMENTS[::-1], tmp_path / "4") == expected


@pytest.mark.parametrize("kind", BUILDS)
@pytest.mark.parametrize("every", [1, 2, 3, 1000])
def test_merged_segments_are_a_single_build(
    kind: type[SmallBuild | LargeBuild], every: int, tmp_path: Path
) -> None:
    """`every`: which rows are deleted, of each of the old segments."""
    build, left = kind(), []
    for start in range(0, 60, 20):
        part = DOCUMENTS[start : start + 20]
        built(SmallBuild, part, tmp_path / f"{start}")
        segment = Segment(tmp_path / f"{start}", deleted=range(0, 20, every))
        build.add_segment(segment)
        ids = {segment.ids[row] for row in range(20) if row not in segment.deleted}
        left += [each for each in part if each.id in ids]
    for each in DOCUMENTS[60:]:
        build.add(each)
    merged = written(build, tmp_path / "merged")
    assert merged == built(SmallBuild, left + DOCUMENTS[60:], tmp_path / "single")


def test_nothing_at_all(tmp_path: Path) -> None:
    assert built(SmallBuild, [], tmp_path / "1") == built(LargeBuild, [], tmp_path / "2")
    empty = [Document(1, "a", "", None, None, (), (), None, (), (Passage(0, None, ""),))]
    assert built(SmallBuild, empty, tmp_path / "3") == built(LargeBuild, empty, tmp_path / "4")


@given(st.text(st.sampled_from("aBé s'’ʼS-_.,3北極\0\u0301\u00a0İßſΣ“”‘«…–•·ª½ \n")))
def test_pieces_have_the_words_of_the_text(text: str) -> None:
    known = Pieces()
    table = PieceTable(known, None)
    text = text.replace("\0", " ")
    numbers = [number for piece in cut(plainer(text)) for number in known.pieces[table[piece]]]
    assert [known.words[number][0] for number in numbers] == [word for word, _, _ in tokens(text)]
