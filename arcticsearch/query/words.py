"""Reads one word or phrase of a query: a word as it is, a prefix, a shape, a word with a typo."""

from __future__ import annotations

import re
import unicodedata

from arcticsearch.query.fields import NAMES
from arcticsearch.query.normal import all_of
from arcticsearch.query.tree import Everything, Fuzzy, Has, Node, Phrase, Prefix, Wildcard, Word

# Longer than any word of a language; a longer one is an address, or not a word.
LONGEST_WORD = 250
# Two edits already turn most words of five letters into many others.
MOST_EDITS = 2
WIDEST_SLOP = 1000
# What `"sea ice"~` without a number means: a few words between, within a sentence's reach.
USUAL_SLOP = 5

_DIGITS = ("", *"0123456789")
_EDGES = ".,;:!'\"¡¿‘’“”„«»…"
# A word with one of these is an address, a path or a formula: its * and ? are no wildcards.
_LITERAL = frozenset('/\\:=&#@%$^{}[]|<>;,!"“”„«»~+')
# Compiled when the first phrase is read: few queries have one, and all pay for an import.
_STRAIGHT = r'(?s)"([^"\\]*+(?:\\.[^"\\]*+)*+)"(?:~([0-9]*))?'
_CURLED = r'(?s)[“„«](.*)[”“»"](?:~([0-9]*))?'

Read = tuple[Node | None, str | None]
"""What a word was read as (None: left out), and a note if that is not what it looks like."""


def read_word(raw: str, field: str | None, following: str = "") -> Read:
    """A WORD token as a node of `field`. `following` is the character after it, if there is one."""
    if not lettered(raw[:LONGEST_WORD]):
        if "*" in raw and set(raw) <= {"*", "?"}:
            return known(field), None
        return None, f"{shown(raw)} has no letters or digits: left out."
    if len(raw) > LONGEST_WORD:
        node, _ = read_word(raw[:LONGEST_WORD], field)
        return node, f"{shown(raw)} was cut to {LONGEST_WORD} letters."
    # In a path every character counts.
    body = raw if field == "path" else raw.rstrip(_EDGES + "?").lstrip(_EDGES + "?-=")
    if "*" in body or "?" in body:
        return _read_pattern(raw, body, field)
    word, tilde, digits = body.rpartition("~")
    if tilde and digits in _DIGITS and lettered(word) and not _is_literal(word, field):
        asked = int(digits or 1)
        edits = min(max(asked, 1), MOST_EDITS)
        if several := _word_by_word(raw, word, f"~{edits}", field):
            return several
        note = f"{shown(raw)} was read with ~{edits}: one or {MOST_EDITS} typos can be allowed for."
        return Fuzzy(word, edits, field), note if edits != asked else None
    return Word(raw, field), _unknown_field(raw + following)


def read_phrase(raw: str, field: str | None, most_words: int) -> Read:
    """A PHRASE token, with its quotation marks and its ~, as a node of `field`."""
    text, digits, note = unquoted(raw)
    text = " ".join(word[:LONGEST_WORD] for word in text.split()[:most_words])
    if not lettered(text):
        return None, f"{shown(raw)} has no letters or digits: left out."
    slop = _slop(digits)
    if digits is not None and digits[:9] != str(slop):
        note = f"{shown(raw)} was read with ~{slop}."
    if "*" in text and note is None:
        note = (
            f"The * in {shown(raw)} is no wildcard: what is in quotation marks is taken as it is."
        )
    return Phrase(text, slop, field), note


def _slop(digits: str | None) -> int:
    """How many other words may stand between, by the digits behind a ~; None: there is no ~."""
    if digits is None:
        return 0
    return min(int(digits[:9]), WIDEST_SLOP) if digits else USUAL_SLOP


def unquoted(raw: str) -> tuple[str, str | None, str | None]:
    """The text inside a PHRASE token, the digits after its ~ (None: no ~), and a note."""
    closed = re.fullmatch(_STRAIGHT if raw.startswith('"') else _CURLED, raw)
    text = closed[1] if closed else raw[1:]
    if raw.startswith('"'):
        text = re.sub(r'\\(["\\])', r"\1", text)
    if closed:
        return text, closed[2], None
    return text, None, "A quotation mark is never closed: read to the end."


def known(field: str | None) -> Node:
    """`*`: every article; with a field, every article where that field is known."""
    return Has(field) if field not in (None, "text", "path") else Everything()


def lettered(text: str) -> bool:
    """Whether there is a letter or a digit of any script in `text`."""
    return any(map(str.isalnum, text))


def shown(raw: str) -> str:
    """A piece of the query as notes show it, shortened."""
    return f"“{shorten(raw)}”"


def shorten(text: str) -> str:
    """At most forty characters of a text, for a note."""
    return text if len(text) <= 40 else text[:39] + "…"


def _read_pattern(raw: str, body: str, field: str | None) -> Read:
    if _is_literal(body, field):
        # A ? is at home in an address; who wrote a * meant something by it.
        note = f"The * in {shown(raw)} is no wildcard: searched as text." if "*" in raw else None
        return Word(raw, field), note
    body = re.sub(r"\*+", "*", body)
    if several := _word_by_word(raw, body, "", field):
        return several
    if body.find("*") == len(body) - 1 and "?" not in body:
        return Prefix(body[:-1], field), None
    return Wildcard(body, field), None


def _word_by_word(raw: str, body: str, tail: str, field: str | None) -> Read | None:
    """A pattern is compared to single words. `covid-1*` is two, of which both are asked for; None
    for what is one. `tail` stands behind each."""
    parts = [part for part in _words_of(body) if lettered(part)]
    if parts == [body]:
        return None
    from arcticsearch.query.write import write

    # Small letters, as a part may be an operator otherwise.
    read = (read_word(part.lower() + tail, field)[0] for part in parts)
    node = all_of(filter(None, read))
    return node, f"{shown(raw)} was read as {shorten(write(node))}."


def _words_of(pattern: str) -> list[str]:
    """The patterns of single words in a pattern: what is no letter, digit or mark parts words."""
    return "".join(c if _in_word(c) else " " for c in pattern).split()


def _in_word(char: str) -> bool:
    return char.isalnum() or char in "*?" or unicodedata.category(char).startswith("M")


def _is_literal(body: str, field: str | None) -> bool:
    return field != "path" and not _LITERAL.isdisjoint(body)


def _unknown_field(word: str) -> str | None:
    name, _, value = word.partition(":")
    if not name.isalpha() or not value or value[0] in "/\\)" or value[0].isspace():
        return None
    from arcticsearch.query.nearest import nearest

    meant = nearest(name.lower(), dict.fromkeys(NAMES, 1))
    guess = f"; did you mean {meant}? It was" if meant else ":"
    return f"There is no field {shorten(name)}{guess} searched as text."
