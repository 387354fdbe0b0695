"""Author names as bylines and declarations write them, cut down to the persons named.

Titles, affiliations and addresses go; the name's own spelling and its diacritics stay. What is
not a name (an address, "admin", a sentence) yields nothing: unknown is better than wrong.
"""

from __future__ import annotations

import re

_BY = re.compile(
    r"^\s*(?:(?:written|posted|story|words?|article|report(?:ed)?|published|edited|reviewed|text|"
    r"published|updated|contributed|created|authored)\s+by|by|von|par|por|da|di|door|av|af|oleh|"
    r"autor(?:en|in|zy|a|es)?|auteurs?|autore|authors?|redakteur(?:in)?|text|tekst|foto|"
    r"автор(?:ы)?|текст|συντάκτης|του|της|作者|记者|撰文|文|von:|yazar|kirjoittaja|skribent|"
    r"journalist|verfasst von|geschrieben von|ein beitrag von|publicado por|escrito por|"
    r"publié par|écrit par|scritto da|geplaatst door|skrevet af|skrevet av)"
    r"(?:\s*[:：|]\s*|\s+(?=\S))",
    re.IGNORECASE,
)
_BETWEEN = re.compile(
    r"\s*(?:;|\||·|•|，|、|\n|\s&\s|\sund\s|\sand\s|\set\s|\sy\s|\se\s|\soch\s|\sog\s|\sja\s|\si\s|\sи\s|"
    r"\sen\s|\swith\s|\smit\s)\s*",
    re.IGNORECASE,
)
_TITLE = re.compile(
    r"^(?:(?:prof(?:essor(?:in)?)?|dr|mr|mrs|ms|phd|ph\.d|dipl\.?-?\w*|mag|ing|sir|dame|rev|hon|"
    r"herr|frau|lic|m\.?a|m\.?sc|md|drs|univ|habil|h\.c|d-r|др|проф)\b\.?[\s-]*)+(?=\S)",
    re.IGNORECASE,
)
_AFTER = re.compile(
    r"\s*(?:\(.*|\[.*|[–—|/@<>].*|\s-\s.*|\b(?:for|from|of the|at the)\s.*|"
    r",\s*(?:(?:m\.?d|ph\.?\s?d|m\.?a|m\.?s(?:c)?|b\.?a|b\.?sc|r\.?d\.?n?|r\.?n|d\.?o|j\.?d|esq|cpa|cfa|cfp|mph|mba|"
    r"dvm|dds|cscs|rdn?|ldn?|lcsw|psy\.?d|ed\.?d|pharm\.?d|lmft|np|pt|dpt)\b\.?).*|"
    r",?\s*(?:(?:associated?|staff|senior|contributing|guest|special|managing|executive|editor|writer|reporter|"
    r"correspondent|professor|director|ceo|founder|author|journalist|research|president|manager)\b).*)$",
    re.IGNORECASE,
)
_NOT_A_NAME = re.compile(
    r"^(?:admin(?:istrator)?|editor(?:s|ial)?(?: team| staff)?|author|staff|guest|user|webmaster|unknown|"
    r"anonymous|n/?a|none|null|undefined|redaktion|by|posted|share|root|team|super user|"
    r"follow|read more|contact|about|home|comments?|login|subscribe)$|https?:|www\.|"
    r"@|\.(?:html?|php)|[{}<>=\\]|\d{3}",
    re.IGNORECASE,
)


def split_authors(text: str) -> tuple[str, ...]:
    """The names in a byline or a declared author, in order, each once.

    >>> split_authors("By Dr. Ana Núñez, PhD and KARL-OTTO MAIER (Reuters)")
    ('Ana Núñez', 'Karl-Otto Maier')
    >>> split_authors("https://example.org/staff/1"), split_authors("admin")
    ((), ())
    """
    text = " ".join(text.split())
    text = _BY.sub("", _BY.sub("", text))
    names: dict[str, str] = {}
    for part in _parts(text):
        name = _clean(part)
        if name:
            names.setdefault(name.casefold(), name)
    return tuple(names.values())


def _parts(text: str) -> list[str]:
    parts: list[str] = []
    for piece in _BETWEEN.split(text):
        commas = [part.strip() for part in piece.split(",")]
        if len(commas) > 1 and all(_is_full_name(part) for part in commas if part):
            parts.extend(commas)
        elif len(commas) > 1 and _is_full_name(commas[0]):
            parts.extend(part for part in commas if _is_full_name(_clean(part) or ""))
        else:
            parts.append(piece)
    return parts


def _is_full_name(text: str) -> bool:
    words = text.split()
    return 2 <= len(words) <= 4 and all(word[0].isupper() for word in words if len(word) > 3)


def _clean(part: str) -> str | None:
    name = _AFTER.sub("", part.strip(" ,.:*_'\"“”„#-–—"))
    name = _TITLE.sub("", name).strip(" ,:*_'\"“”„#-–—")
    if not 2 <= len(name) <= 60 or len(name.split()) > 6 or _NOT_A_NAME.search(name):
        return None
    if not any(c.isalpha() for c in name):
        return None
    return _capitalised(name) if _shouts(name) else name


def _shouts(name: str) -> bool:
    """All capitals, and long enough not to be initials or an acronym."""
    return name.isupper() and " " in name


def _capitalised(name: str) -> str:
    return re.sub(r"[^\W\d_]+", lambda word: word[0].capitalize(), name)
