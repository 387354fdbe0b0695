"""Text into terms: one analysis for what is indexed, what is asked and what is highlighted.

A word is a run of letters and digits. It is folded (NFKC, case, accents of the Latin and Greek
scripts, stress in Cyrillic, the points of Hebrew and Arabic) and then stemmed by the article's
language, so that a query without accents meets the same stem. A stem is its language's own
("sv:kam"): what Swedish makes of "kamera" says nothing about the German "Kam". Scripts that write
no spaces (Chinese, Japanese, Thai …), and Korean, which writes its particles on to its words, become
overlapping pairs of characters; the last character of a run also stands alone, so that one
character can be looked up as a prefix.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache

import Stemmer

from arcticsearch.checking import Protocol
from arcticsearch.regex import regex

VERSION = 2
"""Raised whenever the terms of any text change: an index made by another version is rebuilt."""

Token = tuple[str, int, int]
"""A folded word, and where it starts and ends in the text."""

_UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff"  # Thai, Lao, Burmese, Khmer
    "\u3040-\u30ff\uac00-\ud7af"  # kana, Hangul
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f"  # Han
)
FIRST_UNSPACED = _UNSPACED[0]
_ASCII_WORD = regex(r"[0-9A-Za-z]+")
# Of text before the first combining mark, whose letters have theirs.
_LATIN_WORD = regex(r"[^\W_]+")
_APOSTROPHES = "'’ʼ＇"
_TYPOGRAPHIC = "‘“”–—…\xa0"  # all that keeps most English text from being ASCII
_LETTERS = str.maketrans({
    "ø": "o", "æ": "ae", "œ": "oe", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i",
    "ё": "е", "\u0640": "",  # the Arabic letter that only stretches a word
})  # fmt: skip
_STRESS, _CYRILLIC_VOWELS = "\u0300\u0301", "аеиоуыэюяіє"
# Combining accents; the points of Hebrew, the vowels of Arabic. In Indic scripts letters and marks
# are one block.
_POINTS = "\u0591-\u05c7\u064b-\u0652\u0670"
_MARKS = f"\u0300-\u036f{_POINTS}\u0653-\u065f\u0900-\u0963\u0966-\u096f\u0971-\u0df3"
_WORD = regex(rf"[{_UNSPACED}]+|(?:[^\W_{_UNSPACED}][{_MARKS}]*)+")
_BEGINS_UNSPACED, _POINT = regex(rf"[{_UNSPACED}]"), regex(f"[{_POINTS}]")

# Snowball's name for an ISO 639-1 code. nb and nn are the two written forms of no.
_SNOWBALL = {
    "ar": "arabic", "ca": "catalan", "cs": "czech", "da": "danish", "de": "german", "el": "greek",
    "en": "english", "es": "spanish", "et": "estonian", "eu": "basque",
    "fa": "persian", "fi": "finnish",
    "fr": "french", "ga": "irish", "hi": "hindi", "hu": "hungarian", "hy": "armenian",
    "id": "indonesian", "it": "italian", "lt": "lithuanian", "ne": "nepali", "nl": "dutch",
    "nb": "norwegian", "nn": "norwegian", "no": "norwegian", "pl": "polish", "pt": "portuguese",
    "ro": "romanian", "ru": "russian", "sr": "serbian", "sv": "swedish", "ta": "tamil",
    "tr": "turkish", "yi": "yiddish",
}  # fmt: skip

# What languages call themselves; and in English, where Snowball has no name for them.
_NAMES = {
    "ar": "العربية عربي", "bg": "български bulgarian", "ca": "català", "cs": "čeština česky",
    "da": "dansk", "de": "deutsch", "el": "ελληνικά", "es": "español castellano", "et": "eesti",
    "eu": "euskara", "fa": "فارسی", "fi": "suomi", "fr": "français", "ga": "gaeilge",
    "he": "עברית hebrew", "hi": "हिन्दी हिंदी", "hu": "magyar", "hy": "հայերեն", "id": "bahasa",
    "it": "italiano", "ja": "日本語 japanese", "ko": "한국어 korean", "lt": "lietuvių",
    "ne": "नेपाली", "nl": "nederlands vlaams", "no": "norsk bokmål nynorsk", "pl": "polski",
    "pt": "português", "ro": "română", "ru": "русский", "sr": "српски srpski", "sv": "svenska",
    "ta": "தமிழ்", "th": "ไทย thai", "tr": "türkçe", "uk": "українська ukrainian", "yi": "ייִדיש",
    "zh": "中文 汉语 漢語 chinese",
}  # fmt: skip


def language_code(name: str) -> str | None:
    """The code of a language by its name, English or its own.

    >>> language_code("Norwegian"), language_code("Francais"), language_code("Elvish")
    ('no', 'fr', None)
    """
    codes = {english: code for code, english in _SNOWBALL.items()}
    codes |= {fold(one): code for code, names in _NAMES.items() for one in names.split()}
    return codes.get(fold(name))


class _Stemmer(Protocol):
    def stemWord(self, word: str) -> str: ...  # noqa: N802


@lru_cache(maxsize=65536)
def fold(word: str) -> str:
    """The word without case, compatibility forms, and the marks that many writers leave out.

    >>> fold("Tromsø"), fold("café"), fold("ЁЖ"), fold("Росси\u0301я"), fold("Йод")
    ('tromso', 'cafe', 'еж', 'россия', 'йод')
    """
    if word.isascii():
        return word.lower()
    folded = unicodedata.normalize("NFKC", word).casefold()
    apart = unicodedata.normalize("NFD", folded)
    if apart == folded and apart.isalnum():  # no marks to take off, as in most Russian words
        return unicodedata.normalize("NFC", folded).translate(_LETTERS) or word
    parts: list[str] = []
    for char in apart:
        if not (parts and unicodedata.category(char) == "Mn" and _is_left_out(char, parts[-1])):
            parts.append(char)
    return unicodedata.normalize("NFC", "".join(parts)).translate(_LETTERS) or word


def _is_left_out(mark: str, letter: str) -> bool:
    """Whether many writers leave a combining mark out. That of й, ї or the Macedonian ѓ they write."""
    if letter < "\u0400":
        return True
    return (mark in _STRESS and letter in _CYRILLIC_VOWELS) or bool(_POINT.match(mark))


def tokens(text: str) -> Iterator[Token]:
    """The words of a text, folded, in order. Pairs of an unspaced script overlap.

    >>> [word for word, _, _ in tokens("China's US-Russia 北极航道")]
    ['china', 'us', 'russia', '北极', '极航', '航道', '道']
    """
    plain = text.isascii()
    if not plain:
        text = text.replace("’", "'")
        for mark in _TYPOGRAPHIC:
            text = text.replace(mark, " ")
        plain = text.isascii()
    words = _ASCII_WORD if plain else _LATIN_WORD if max(text) < _STRESS[0] else _WORD
    for match in words.finditer(text):
        start, end = match.span()
        word = match.group()
        if word in ("s", "S") and start and text[start - 1] in _APOSTROPHES:
            continue  # the English possessive: China's is China
        if plain:
            yield word.lower(), start, end
        elif is_unspaced(word):
            for at in range(start, end):
                yield fold(text[at : min(at + 2, end)]), at, min(at + 2, end)
        else:
            yield fold(word), start, end


def stemmers() -> str:
    """The version of the stemmers: another one's stems of the same words may differ."""
    return str(Stemmer.version())


@cache
def _stemmer(language: str | None) -> _Stemmer | None:
    # Where the language is unknown, English: it leaves the words of other scripts alone.
    name = _SNOWBALL.get(language or "en")
    if name is None:
        return None
    # Without a cache of its own, as `stem` has one that is six times as fast.
    stemmer: _Stemmer = Stemmer.Stemmer(name, 0)
    return stemmer


@lru_cache(maxsize=262144)
def stem(word: str, language: str | None) -> str:
    """The stem of a folded word in a language (ISO 639-1); English where none is known.

    Stemming is Snowball's (M. F. Porter, snowballstem.org). Stems of two languages are never equal,
    but for numbers: they are the same in all, whatever the digits.

    >>> stem("icebreakers", "en"), stem("ледоколы", "ru"), stem("words", None), stem("١٩٢٠", "ar")
    ('icebreak', 'ru:ледокол', 'word', '1920')
    """
    if word.isdecimal():
        return "".join(str(unicodedata.decimal(digit)) for digit in word)
    stemmer = _stemmer(language)
    found = stemmer.stemWord(word) if stemmer else word
    return f"{language}:{found}" if language and language != "en" else found


def stems(word: str, languages: frozenset[str]) -> tuple[str, ...]:
    """The stems of a folded word in several languages, in a stable order."""
    return tuple(sorted({stem(word, language) for language in languages or {""}}))


def query_words(text: str) -> list[tuple[str, int]]:
    """The folded words of a query with their distance from the first, as `tokens` would index them.

    >>> query_words("US-Russia"), query_words("北極 航路")
    ([('us', 0), ('russia', 1)], [('北極', 0), ('航路', 2)])
    """
    found = list(tokens(text))
    return [
        (word, at)
        for at, (word, start, _) in enumerate(found)
        # The single character that ends an unspaced run says nothing after its pair.
        if not (len(word) == 1 and at and found[at - 1][2] == start + 1 and is_unspaced(word))
    ]


def lone_character(words: Sequence[tuple[str, int]]) -> str | None:
    """The character that is all of a query's words (as `query_words` gives them), if its script
    writes no spaces. Texts hold it in pairs alone, so it is looked for as a prefix of them.

    >>> lone_character(query_words("冰")), lone_character(query_words("a"))
    ('冰', None)
    """
    if len(words) != 1:
        return None
    word = words[0][0]
    return word if len(word) == 1 and is_unspaced(word) else None


def is_unspaced(word: str) -> bool:
    """Whether the word is of a script that writes no spaces, and so became pairs."""
    return word[:1] >= FIRST_UNSPACED and bool(_BEGINS_UNSPACED.match(word))
