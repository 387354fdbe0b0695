"""The contract of find_duplicates, on paragraphs of our own."""

import random
import time

from hypothesis import given, settings
from hypothesis import strategies as st

from arcticsearch.corpus.dedupe import find_duplicates

HARBOUR = (
    "The harbour master of the small northern port said on Monday that the first supply ship "
    "of the season had turned back because the ice was thicker than the crew had expected."
)
TEASER = HARBOUR[: HARBOUR.index(" had turned")] + "… Continue reading"


def test_nothing_in_nothing_out() -> None:
    assert find_duplicates([]) == {}
    assert find_duplicates([(1, "")]) == {}
    assert find_duplicates([(1, "—"), (2, "—"), (3, " ")]) == {}


def test_equal_paragraphs_point_to_the_smallest_id() -> None:
    assert find_duplicates([(9, HARBOUR), (4, HARBOUR), (7, HARBOUR)]) == {9: 4, 7: 4}
    assert find_duplicates([(3, "Yes."), (-2, "yes")]) == {3: -2}


def test_a_copy_points_to_the_fuller_text() -> None:
    longer = "NORTH HARBOUR (Agency) - " + HARBOUR
    assert find_duplicates([(1, TEASER), (2, HARBOUR)]) == {1: 2}
    assert find_duplicates([(1, HARBOUR), (2, longer)]) == {1: 2}


def test_a_link_is_one_step() -> None:
    longer = HARBOUR + " It will try again next week, the owners said."
    assert find_duplicates([(1, HARBOUR), (2, HARBOUR), (3, longer)]) == {1: 3, 2: 1}


def test_sentences_that_changed_places_are_a_copy() -> None:
    first = "The crew of the icebreaker waited two days below the cliffs for better weather."
    second = "Nobody on board had seen such a quiet sea in all the years of the service."
    assert find_duplicates([(1, f"{first} {second}"), (2, f"{second} {first}")]) in ({1: 2}, {2: 1})


def test_languages_without_spaces() -> None:
    chinese = "破冰船昨天清晨离开港口前往北方的科学考察站运送燃料和食品"
    assert find_duplicates([(1, chinese), (2, chinese.replace("离开", "才离开"))]) == {1: 2}
    assert find_duplicates([(1, chinese[:18] + "……"), (2, chinese)]) == {1: 2}
    assert find_duplicates([(1, "1隻の" + chinese), (2, "2隻の" + chinese)]) == {}


SENTENCE = "the ice held supply ship 14 15 not north Hull Derby rose fell for two more days"
WORDS = SENTENCE.split()
paragraphs = st.lists(st.lists(st.sampled_from(WORDS), max_size=25).map(" ".join), max_size=25).map(
    lambda texts: list(enumerate(texts))
)


@settings(max_examples=60)
@given(paragraphs, st.randoms(use_true_random=False))
def test_any_order_gives_the_same_links(corpus: list[tuple[int, str]], draw: random.Random) -> None:
    links = find_duplicates(corpus)
    shuffled = list(corpus)
    draw.shuffle(shuffled)
    assert find_duplicates(iter(shuffled)) == links
    assert not links.keys() - {number for number, _ in corpus}
    for copy in links:  # no circles
        seen = set()
        while copy in links:
            assert copy not in seen
            seen.add(copy)
            copy = links[copy]


def test_a_large_family_of_variants_is_bounded_work() -> None:
    draw = random.Random(1)
    words = HARBOUR.split()
    family = [
        " ".join(
            draw.choice(("also", "now", word)) if draw.random() < 0.1 else word for word in words
        )
        for _ in range(3000)
    ]
    before = time.process_time()
    find_duplicates(enumerate(family))
    assert time.process_time() - before < 10  # 0.3 s; without a bound minutes and gigabytes


def test_one_giant_paragraph() -> None:
    draw = random.Random(2)
    giant = " ".join(str(draw.randrange(10**6)) + " floe" for _ in range(60_000))
    before = time.process_time()
    assert find_duplicates([(1, giant), (2, giant), (3, giant + " melting"), (4, HARBOUR)])[2] == 1
    assert time.process_time() - before < 20
