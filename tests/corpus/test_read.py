"""Bytes become the text that their author wrote."""

from __future__ import annotations

import pytest

from arcticsearch.corpus.read import decode, form_of, mended
from arcticsearch.model import Form

NORTH = "Das Eis bei Tromsø: “früh”, sagt Åse: ледокол, 氷"


def test_utf8_that_a_scraper_took_for_latin_1_is_mended() -> None:
    assert decode(NORTH.encode().decode("latin-1").encode()) == NORTH


@pytest.mark.parametrize("sound", [NORTH, "Tromsø “früh”", "café", "Â© Åse", "", "ice"])
def test_sound_text_stays(sound: str) -> None:
    assert decode(sound.encode()) == sound
    assert mended(sound) == sound


def test_a_page_that_is_broken_in_one_place_only_stays_as_it_is() -> None:
    mixed = "Tromsø, " + "Åse".encode().decode("latin-1")
    assert mended(mixed) == mixed


_ROWS = "<p>Ice closed the sound on Monday, and two ships waited for the pilot.</p>\n" * 12
_PLAIN = "Ice closed the sound on Monday, and two ships waited for the pilot.\n\n" * 40


@pytest.mark.parametrize(
    ("text", "path", "form"),
    [
        (f"<!-- made by a shop -->\n<meta charset=utf-8>\n{_ROWS}", "a.html", Form.HTML),
        (f"<!-- made by a shop --><script>{'f();' * 9_000}</script>{_ROWS}", "a", Form.HTML),
        (f"<style>{'p{}' * 30_000}</style>{_ROWS}", "a.html", Form.HTML),
        (f"<div><b>{_PLAIN}</b>", "a.html", Form.HTML),
        (f"<meta charset=utf-8>{_ROWS}", "a.txt", Form.HTML),
        (_ROWS, "a.txt", Form.HTML),
        (f"{_PLAIN}<p>\n", "a.txt", Form.TEXT),
        (f'<img src="/dot.gif">\n{_PLAIN}', "a.txt", Form.TEXT),
        (_PLAIN + "Write <a href=x> and </a> about it. " * 6, "a.txt", Form.TEXT),
        (_PLAIN, "a.html", Form.TEXT),
        ("a < b, <ABC> and <XYZ> fell.\n" * 9, "a.txt", Form.TEXT),
    ],
)
def test_what_a_page_is_its_tags_tell(text: str, path: str, form: Form) -> None:
    assert form_of(text, path) is form
