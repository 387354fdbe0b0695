"""Where a text can be cut without tearing what a reader sees as one character.

The rules are those of Unicode's UAX #29 that texts need: marks stay with their letter, joined
emoji, flags and Hangul syllables stay whole. Prepended marks and Indic conjuncts, which need
tables that Python does not have, are cut at their letters.
"""

from __future__ import annotations

import unicodedata

LONGEST = 64
"""Code points that are kept together at most: Unicode's Stream-Safe Text Format lets 30 marks follow
a letter. A page can hold a million, and no line should."""

_JOINER = "\u200d"
# Marks by their use, though letters, symbols or controls by their category: Thai and Lao AM,
# skin tones, and the non-joiner.
_ALSO_MARKS = frozenset(
    "\u0e33\u0eb3\u200c\u200d\uff9e\uff9f\U0001f3fb\U0001f3fc\U0001f3fd\U0001f3fe\U0001f3ff"
)


def is_boundary(text: str, at: int) -> bool:
    """Whether `text` can be cut before index `at`; its two ends always can."""
    if at <= 0 or at >= len(text):
        return True
    before, after = text[at - 1], text[at]
    if after < "\u0300" and before != "\r" and before != _JOINER:
        return True  # most texts never get further
    if before in "\r\n":
        return not (before == "\r" and after == "\n")
    if _is_mark(after) or ("\ud800" <= before <= "\udbff" and "\udc00" <= after <= "\udfff"):
        return False
    if before == _JOINER:
        return not _is_pictograph(after)
    if _is_flag_letter(before) and _is_flag_letter(after):
        return _flag_letters_before(text, at) % 2 == 0
    return not _is_one_syllable(before, after)


def boundary_before(text: str, at: int) -> int:
    """The last place up to `at` where `text` can be cut; `at` itself if none of LONGEST is."""
    near = range(at, max(at - LONGEST, -1), -1)
    return next((place for place in near if is_boundary(text, place)), at)


def boundary_after(text: str, at: int) -> int:
    """The first place from `at` on where `text` can be cut; `at` itself if none of LONGEST is."""
    near = range(at, at + LONGEST)
    return next((place for place in near if is_boundary(text, place)), at)


def _is_mark(char: str) -> bool:
    return (
        char in _ALSO_MARKS
        or unicodedata.category(char) in ("Mn", "Me", "Mc")
        or "\U000e0020" <= char <= "\U000e007f"
    )


def _is_pictograph(char: str) -> bool:
    return unicodedata.category(char) in ("So", "Cn") or char in "‼⁉↔↕〰〽"


def _is_flag_letter(char: str) -> bool:
    return "\U0001f1e6" <= char <= "\U0001f1ff"


def _flag_letters_before(text: str, at: int) -> int:
    start, least = at, max(0, at - LONGEST)
    while start > least and _is_flag_letter(text[start - 1]):
        start -= 1
    return at - start


def _is_one_syllable(before: str, after: str) -> bool:
    """Whether two Hangul characters belong together: L (L|V|LV|LVT), (LV|V) (V|T), (LVT|T) T."""
    first, second = _syllable_part(before), _syllable_part(after)
    return second in {
        "L": ("L", "V", "LV", "LVT"),
        "LV": ("V", "T"),
        "V": ("V", "T"),
        "LVT": ("T",),
        "T": ("T",),
    }.get(first, ())


def _syllable_part(char: str) -> str:
    if "\uac00" <= char <= "\ud7a3":
        return "LV" if (ord(char) - 0xAC00) % 28 == 0 else "LVT"
    for part, first, last in (
        ("L", "\u1100", "\u115f"),
        ("V", "\u1160", "\u11a7"),
        ("T", "\u11a8", "\u11ff"),
        ("L", "\ua960", "\ua97c"),
        ("V", "\ud7b0", "\ud7c6"),
        ("T", "\ud7cb", "\ud7fb"),
    ):
        if first <= char <= last:
            return part
    return ""
