"""What several pages of a site hold is furniture; what several sites print is not."""

from __future__ import annotations

import random

from arcticsearch.corpus.strip.furniture import Blocks, find_furniture

LINE = "Reporting by our staff in the capital"


def page(number: int, *more: str) -> Blocks:
    own = f"The {number}th article says something that no other article says, at some length."
    return list(enumerate([own, *more]))


def test_a_line_on_several_pages_of_a_site() -> None:
    pages = [(n, "nordvik", page(n, LINE)) for n in range(2)]
    assert find_furniture(pages) == {(0, 1), (1, 1)}
    assert find_furniture(pages[:1]) == set()


def test_a_longer_one_must_stand_on_three_and_prose_is_never_furniture() -> None:
    pages = [(n, "nordvik", page(n, f"{LINE}, " * 4, f"{LINE}, " * 12)) for n in range(3)]
    marked = [(n, site, [*blocks, (9, "the longest " * 50 + str(n))]) for n, site, blocks in pages]
    assert find_furniture(marked) == {(0, 1), (1, 1), (2, 1)}
    assert find_furniture(marked[:2]) == set()


def test_numbers_do_not_tell_lines_apart() -> None:
    pages = [(n, "nordvik", page(n, f"{n} people liked this")) for n in range(2)]
    assert len(find_furniture(pages)) == 2


def test_a_reprint_on_several_sites_stays() -> None:
    assert find_furniture((n, f"site{n}", page(n, LINE)) for n in range(9)) == set()


def test_copies_of_one_article_count_once() -> None:
    assert find_furniture((n, "nordvik", page(7, LINE)) for n in range(9)) == set()


def test_pages_without_a_site_have_none() -> None:
    assert find_furniture((n, "", page(n, LINE)) for n in range(9)) == set()


def test_the_order_of_pages_does_not_matter() -> None:
    pages = [(n, f"site{n % 3}", page(n, LINE, f"Line {n % 5} of a few")) for n in range(20)]
    expected = find_furniture(pages)
    random.Random(1).shuffle(pages)
    assert find_furniture(pages) == expected != set()


def test_other_pages_and_other_sites_change_nothing_of_what_is_found() -> None:
    pages = [(n, "nordvik", page(n, LINE if n % 2 else "Another line")) for n in range(6)]
    found = find_furniture(pages)
    assert found != set()
    assert find_furniture([*pages, (6, "nordvik", page(6, "A third line"))]) == found
    assert find_furniture([*pages, (6, "sorvik", page(6, LINE))]) == found
