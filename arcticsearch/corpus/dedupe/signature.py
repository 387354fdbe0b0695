"""A paragraph's signature: its words, four bytes each, and what kind of word each one is.

Two paragraphs with the same words have the same signature whatever their spacing, quotes, dashes,
full stops, case (but see `words`) or Unicode form. In scripts without spaces every character is a
word. The signature is all that finding copies needs, so a catalog keeps it instead of the text.

A word's code, from the high bits to the low: 16 bits of hash of its first letters, which forms of
one word share, 12 of hash of the whole word, 3 for its class, 1 for a capital. The hash is CRC-32,
so a signature means the same in every process and on every machine.
"""

from __future__ import annotations

import json
import re
import unicodedata
import zlib
from array import array
from enum import IntEnum
from functools import cache
from pathlib import Path
from typing import NamedTuple

from arcticsearch.regex import regex
from arcticsearch.remembering import LONGEST, remembered

# Raise it when a signature of the same text changes: kept signatures are then out of date.
# 1: the first.
SIGNATURE_VERSION = 1

WORD_BYTES = 4
CAPITAL = 1
CLASS_SHIFT = 1
CLASS_MASK = 0b111
STEM_SHIFT = 16
_STEM_LETTERS = 5


class WordClass(IntEnum):
    """What a word does to the meaning when it changes."""

    PLAIN = 0
    VALUE = 1  # a number, a unit, a day, a month
    NEGATION = 2  # or what is only planned: "proposed"
    UP = 3
    DOWN = 4  # the opposites of UP
    LIGHT = 5  # carries no fact: articles, prepositions, "also", "read more"


# Thai, Lao, Myanmar, Khmer, kana, Han: written without spaces.
_UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u30ff"
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
)
# A number is one word with its decimals, its fraction or its other half ("2.5", "7-1/2",
# "1986/87"); a sign counts only where it touches its number.
_WORD = regex(rf"(?<!\w)[+-](?=\d)|\d+(?:[.,:/–—-]\d+)*|[{_UNSPACED}]|[^\W\d_{_UNSPACED}]+|[$£€¥%]")
_LOOSE_COMMA = regex(r"(?<=\d) (?=,\d)")  # "1 ,780 ,000", as some converters leave it
_NUMBER_SPELLING = str.maketrans({",": None, "–": "-", "—": "-"})
_SIGNS = frozenset("+-$£€¥%")
_TYPOGRAPHY = str.maketrans(
    {"\u00ad": None, "\u200b": None, "\u200c": None, "\u200d": None, "\u2060": None}
    | {"\ufeff": None, "\u2010": "-", "\u2011": "-", "\u2212": "-"}
)


@cache
def _classes() -> tuple[dict[str, str], dict[str, int]]:
    """Numbers in letters → in digits, and words → their classes."""
    data = json.loads(Path(__file__).with_name("word_classes.json").read_text("utf-8"))
    classes = {
        word: int(word_class)
        for word_class in WordClass
        if word_class is not WordClass.PLAIN
        for word in data[word_class.name.lower()]
    }
    digits: dict[str, str] = data["digits"]
    return digits, classes


@remembered(1 << 17)
def _code(word: str, alone: bool) -> bytes:
    digits, classes = _classes()
    folded = word.casefold()
    folded = digits.get(folded, folded)
    if folded[0].isdecimal() or folded in _SIGNS:
        folded = folded.translate(_NUMBER_SPELLING)
        word_class = int(WordClass.VALUE)
    elif folded == "a" and not alone:  # "A-2" is a grade, not an article
        word_class = int(WordClass.PLAIN)
    else:
        word_class = classes.get(folded, WordClass.PLAIN)
    stem = zlib.crc32(folded[:_STEM_LETTERS].encode()) >> 16
    whole = zlib.crc32(folded.encode()) & 0xFFF
    code = stem << STEM_SHIFT | whole << 4 | word_class << CLASS_SHIFT
    return (code | word[0].isupper()).to_bytes(WORD_BYTES, "little")


class _Tokens(dict[str, bytes]):
    """What stands between two spaces → the codes of its words; each is worked out once."""

    def __missing__(self, token: str) -> bytes:
        bare = token.strip(_EDGES)
        codes = self[bare] if bare != token else _codes_of_bare(token)
        if len(self) < _TOKENS_KEPT and len(token) <= LONGEST:
            self[token] = codes
        return codes


def _codes_of_bare(token: str) -> bytes:
    if token.isalpha() and (token.isascii() or _is_one_word(token)):
        return _code(token, True)
    plain = token
    if not token.isascii():
        plain = unicodedata.normalize("NFKC", token.translate(_TYPOGRAPHY))
    found = _WORD.findall(plain)
    return b"".join([_code(word, len(found) == 1) for word in found])


def _is_one_word(letters: str) -> bool:
    return max(letters) < _UNSPACED[0] and unicodedata.is_normalized("NFKC", letters)


_EDGES = ".,;:!?\"'()[]<>“”‘’«»…"
_TOKENS_KEPT = 500_000  # 60 MB; 215,000 news paragraphs have 150,000
_codes_of = _Tokens().__getitem__


@remembered(1024, 10_000)  # asked for once in the page, and once more when it is packed
def signature(text: str) -> bytes:
    """The words of a paragraph, `WORD_BYTES` bytes each; empty when it has no words."""
    if " ," in text:
        text = _LOOSE_COMMA.sub("", text)
    if text.endswith(_TEASER_LAST) or text[-1:].isalnum():
        text = _without_teaser_end(text)
    return b"".join(map(_codes_of, text.split()))


_TEASER_LAST = ("...", "…", "]", "›", "»", "→", ">")
_TEASER_END = regex(
    r"""(?: (?:\.\.\.|…) [^\w]* (?:[^\W\d]+[^\w]*){0,3}
          | [\W_]+ (?:read\ more|continue\ reading|weiterlesen|lire\ la\ suite|leer\ más) [\W_]* )
        $""",
    re.VERBOSE | re.IGNORECASE,
)


def _without_teaser_end(text: str) -> str:
    """A teaser without its "… Continue reading": what follows a last ellipsis, three words at most.

    >>> _without_teaser_end("The ship turned back… Read more")
    'The ship turned back'
    """
    start = max(0, len(text) - 50)
    end = _TEASER_END.search(text, start)
    return text[: end.start()] if end and end.start() else text


def codes(signature: bytes) -> array[int]:
    """The words of a signature as numbers."""
    numbers = array("I")
    numbers.frombytes(signature)
    return numbers


def count(signature: bytes, word_class: WordClass) -> int:
    """How many words of a class there are."""
    return signature[::WORD_BYTES].translate(_CLASS_OF_LOW_BYTE).count(word_class)


_CLASS_OF_LOW_BYTE = bytes(byte >> CLASS_SHIFT & CLASS_MASK for byte in range(256))


def words(signature: bytes) -> bytes:
    """The signature without its capitals: equal for equal words.

    >>> words(signature("The “ice-breaker”  LEFT.")) == words(signature('The "Ice breaker" left'))
    True
    """
    size = len(signature)
    mask = int.from_bytes(b"\xfe\xff\xff\xff" * (size // WORD_BYTES), "little")
    return (int.from_bytes(signature, "little") & mask).to_bytes(size, "little")


class Wording(NamedTuple):
    """A paragraph's signature, with its capitals and without."""

    signature: bytes
    words: bytes


def wording(text: str) -> Wording:
    """Both for a paragraph."""
    found = signature(text)
    return Wording(found, words(found))
