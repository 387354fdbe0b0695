"""The language of an article, from its scripts and its function words.

A script that one language uses decides alone (Greek, Hangul, Thai …); the others are told apart
by their function words (words/function_words.txt), each counting for less the more languages
share it.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cache

from arcticsearch.corpus.metadata import wordlists
from arcticsearch.corpus.tokens import blank_marks
from arcticsearch.regex import regex

# Function words are a third of any text: 2,000 characters hold some 100 of them. The first 600 tell
# as much on three pages in four (of 6,402, none otherwise than the 2,000), where one language has
# this weight of evidence and so many times that of the next.
SAMPLE, _GLANCE = 2_000, 600
_PLENTY, _AHEAD = 6.0, 2.0
# A text with this share of Latin letters is in no other script; the rest is spaces and marks.
_CLEARLY = 0.6
# Below this weight of evidence (two words that only one language has) nothing is said.
_LEAST_EVIDENCE = 2.0
_MOST_TIMES = 5  # that one word counts

_SCRIPTS = (
    (regex(r"[\u3040-\u30ff]+"), "kana"),
    (regex(r"[\uac00-\ud7a3]+"), "ko"),
    (regex(r"[\u4e00-\u9fff]+"), "han"),
    (regex(r"[\u0400-\u04ff]+"), "cyrillic"),
    (regex(r"[\u0370-\u03ff\u1f00-\u1fff]+"), "el"),
    (regex(r"[\u0600-\u06ff]+"), "arabic"),
    (regex(r"[\u0590-\u05ff]+"), "he"),
    (regex(r"[\u0900-\u097f]+"), "hi"),
    (regex(r"[\u0980-\u09ff]+"), "bn"),
    (regex(r"[\u0e00-\u0e7f]+"), "th"),
    (regex(r"[\u0530-\u058f]+"), "hy"),
    (regex(r"[\u10a0-\u10ff]+"), "ka"),
    (regex(r"[\u0b80-\u0bff]+"), "ta"),
    (regex(r"[\u0c00-\u0c7f]+"), "te"),
)
_LATIN = regex(r"[A-Za-z\u00c0-\u024f]+")
_TOKEN = regex(r"[^\W\d_]+")
# The same for ASCII, where a table is several times as quick.
_LETTERS = str.maketrans({chr(c): chr(c).lower() if chr(c).isalpha() else " " for c in range(128)})
_NO_LETTERS = bytes(code for code in range(128) if not chr(code).isalpha())
# Cyrillic letters that a language has not, though another one that shares its function words has.
_SLAVIC_SOUTH = "йщъыьэюя"
_LACKS = {
    "ru": "іїєґўјљњђћџѓќ", "uk": "ыэёъўјљњђћџѓќ", "be": "ищъїєґјљњђћџѓќ", "bg": "ыэёіїєґўјљњђћџѓќ",
    "sr": f"{_SLAVIC_SOUTH}іїєґўѓќ", "mk": f"{_SLAVIC_SOUTH}іїєґўђћ",
}  # fmt: skip
_QUOTED = 0.004  # of the characters; in Russian "ы" and "э" are .018
# One ideograph or syllable says as much as about two letters of an alphabet.
_DENSE = {"han", "kana", "ko"}
# ISO 639-1 knows three codes for Norwegian; one facet value is enough.
_ONE_CODE = {"nb": "no", "nn": "no", "iw": "he", "in": "id"}


def detect(text: str) -> str | None:
    """The ISO 639-1 code of the language that most of `text` is in; None when it cannot be told.

    >>> detect("The ice is melting, and the ships are on their way to the north."), detect("Ok")
    ('en', None)
    """
    glance = text[:_GLANCE]
    if _is_latin(glance):
        scores = _scores(glance)
        first, second = sorted([0.0, 0.0, *scores.values()])[:-3:-1]
        if len(text) <= _GLANCE or (first >= _PLENTY and first >= _AHEAD * second):
            return _best(scores)
    sample = text[:SAMPLE]
    script = "latin" if _is_latin(sample) else _script(sample)
    if script in ("latin", "arabic"):
        return _best(_scores(sample))
    return _best(_spelt(sample, _scores(sample))) if script == "cyrillic" else script


def _spelt(sample: str, scores: dict[str, float]) -> dict[str, float]:
    """The scores of the languages that have all of a text's letters, but for some in quotations."""
    letters = Counter(sample.lower())
    most = _QUOTED * letters.total()
    return {
        language: score
        for language, score in scores.items()
        if sum(letters[letter] for letter in _LACKS.get(language, "")) <= most
    }


def _is_latin(sample: str) -> bool:
    """Whether a text is plainly in Latin script, by its unaccented letters alone."""
    if sample.isascii():
        return True
    letters = sample.encode("ascii", "ignore").translate(None, _NO_LETTERS)
    return len(letters) >= _CLEARLY * len(sample)


def _script(sample: str) -> str | None:
    """The script of most of a text, or the language that alone uses it; None without letters."""
    counts = {"latin": sum(map(len, _LATIN.findall(sample)))}
    if counts["latin"] < _CLEARLY * len(sample):
        others = len(sample) - counts["latin"]
        for pattern, script in _SCRIPTS:
            found = sum(map(len, pattern.findall(sample)))
            counts[script] = found * 2 if script in _DENSE else found
            others -= found
            if found > others:  # than all that is left; what is dense came before
                break
    script = max(counts, key=lambda name: counts[name])
    if not counts[script]:
        return None
    if script == "han":
        # Japanese mixes kana into its Han; Chinese has none.
        return "ja" if counts["kana"] * 10 > counts["han"] else "zh"
    return "ja" if script == "kana" else script


def normal_code(tag: str) -> str | None:
    """The ISO 639-1 code in a declared language tag ("en-US", "nb_NO"), or None.

    >>> normal_code("en-US"), normal_code("nb"), normal_code("english")
    ('en', 'no', None)
    """
    code = re.split(r"[-_]", tag.strip().lower())[0]
    if len(code) != 2 or not code.isascii() or not code.isalpha():
        return None
    return _ONE_CODE.get(code, code)


def _scores(sample: str) -> dict[str, float]:
    """The weight of evidence for each language of which a text holds two function words or more:
    "may" again and again is no Tagalog."""
    weights = _function_words()
    plain = blank_marks(sample)
    ascii_only = plain.isascii()
    tokens = plain.translate(_LETTERS).split() if ascii_only else _TOKEN.findall(sample.lower())
    scores: dict[str, float] = {}
    met: set[str] = set()
    several: set[str] = set()
    for token, count in Counter(filter(weights.__contains__, tokens)).items():
        times = count if count < _MOST_TIMES else _MOST_TIMES
        for language, weight in weights[token]:
            scores[language] = scores.get(language, 0.0) + weight * times
            (several if language in met else met).add(language)
    return {language: score for language, score in scores.items() if language in several}


def _best(scores: dict[str, float]) -> str | None:
    best = max(scores, key=scores.__getitem__, default=None)
    return best if best and scores[best] >= _LEAST_EVIDENCE else None


@cache
def _function_words() -> dict[str, tuple[tuple[str, float], ...]]:
    """Each function word with its languages, weighted by how few share it."""
    languages: dict[str, list[str]] = {}
    for language, *words in wordlists.read("function_words"):
        for word in words:
            languages.setdefault(word, []).append(language)
    return {
        word: tuple((language, 1 / len(shared)) for language in shared)
        for word, shared in languages.items()
    }
