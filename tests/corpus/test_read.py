"""Bytes become the text that their author wrote."""

from __future__ import annotations

import pytest

from arcticsearch.corpus.read import decode, mended

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
