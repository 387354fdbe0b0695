"""Author names as bylines and declarations write them, cut down to the persons named.

Titles, affiliations and addresses go; the name's own spelling and its diacritics stay. What is
not a name (an address, "admin", a sentence) yields nothing: unknown is better than wrong.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import chain

from arcticsearch.corpus.metadata import wordlists
from arcticsearch.corpus.metadata.dates import find_dates, fold
from arcticsearch.regex import regex
from arcticsearch.remembering import remembered

BY = (
    r"(?:by|von|par|por|di|da|door|av|af|oleh|(?:words|te(?:x|ks)t|текст)(?=\s*[:：|])|"
    r"autor(?:in|en|zy|a|es|ka)?|auteurs?|autore|authors?|redakteur(?:in)?|skribent|yazar|"
    r"автор(?:ы)?|συντάκτης|作者|记者|撰文|文)"
)
# What may stand before these: "Written by", "Story: by".
WROTE = (
    r"story|words|text|article|written|posted|published|reported|created|compiled|contributed|"
    r"geschrieben|verfasst|ein beitrag|publi[ée]|escrito|skrevet"
)
# "Text & photos: Ada Byron"; "Written by: Ada Byron", "Story: by Ada Byron".
_ALSO_PICTURES = (
    r"\W*+(?:text|words|story|interview|von|by)\s*(?:&|und|and|\+|,)\s*"
    r"(?:fotos?|photos?|photography|pictures|bilder|interview|video|text)\s*[:：]?\s+"
)
_LEAD = (
    rf"\W*+(?:(?:(?:{WROTE}|interview|vom|veröffentlicht|beitrag|pressemitteilung|erstellt|gepostet|"
    r"post|report|updated|authored|reviewed|publicado|écrit|scritto|geplaatst)\s+)?"
    rf"{BY}|interview|vom)(?:\s*[:：|]\s*|\s+)"
)
# Of small letters, for lower-cased text: matching without regard to case takes twice as long. Both
# ends lie at the same place in the text: neither holds an "İ", the only capital that becomes two.
_LEADS = regex(f"(?:{_ALSO_PICTURES})?(?:{_LEAD}){{,2}}")
_BYLINE = regex(f"(?:{_LEAD})?")
_SAYS_BY = regex(rf"(?:.*\s)?{BY}")
# "ByAda Byron", where text lost its line breaks; "记者李明", as Chinese writes it.
_GLUED = regex(
    r"(?:By|Von|Par|Por)(?=[A-Z][\w.'’-]+\s)|[记記]者(?=[\u4e00-\u9fff]{2,4}(?![\u4e00-\u9fff]))"
)
_BETWEEN = regex(
    r"[;，、/\s](?:(?<=\S)\s*|\s*(?:[;，、/]|[&+]\s|(?:und|and|et|och|og|и|y|και|oraz|with|mit)\s)\s*)",
    re.IGNORECASE,
)
_CUT = regex(
    r"[\s|•·⋅⋄★●<>@~](?:(?<=\S)|__|\S+(?::\s|：)|(?:(?:hace|vor|há)\s)?\d+\s|[–—/-]\s|(?:am|on)$|"
    r"(?:on|am|vom|in|at|for|from|im gespräch)(?:\s|$)|"
    r"(?:no|ein|keine|leave a|aucun) (?:comment|kommentar)).*$",
    re.IGNORECASE,
)
# What stands for a picture of somebody.
_PICTURED = regex(r"['’]s (?:avatar|profile)\b.*")
_DATED = ("update", "published", "posted", "erstellt", "aktualisiert", "stand:")
_CUT_AT_DATE = regex(
    r"(?:\b|(?<=[a-zß-ÿ]))(?:last )?(?:updated?|published|posted|erstellt|aktualisiert|stand:).*$",
    re.IGNORECASE,
)
# Atomic, or the ways to share out a row of titles double with each.
_TITLE = regex(
    r"^(?>(?:prof(?:essor(?:in)?)?|dr|mr|mrs|ms|dipl|mag|ing|sir|dame|rev|hon|herr|frau|lic|drs|"
    r"univ|habil|h\.c|d-r|др|проф|\S+-(?:expert|redakteur|autor|reporter|korrespondent)(?:in|e)?)\b\.?-?\s*)+(?=[^\W\d_]\S*\s+\S)",
    re.IGNORECASE,
)
_CREDENTIALS = regex(
    r"[,\s](?:(?<=\s)|\s)\s*(?=[mprbdjecfla])(?:m\.?d|ph\.?\s?d|m\.?sc?|m\.?a|m\.?b\.?a|b\.?a|b\.?sc|r\.?d\.?n?|r\.?n|d\.?o|j\.?d|"
    r"esq|cpa|cfa|cfp|cepf|mph|dvm|dds|cscs|ldn?|lcsw|psy\.?d|ed\.?d|pharm\.?d|lmft|pt|dpt|facp|"
    r"faan|fand|rdn)\b\.?[®*]?(?=[\s,]|$)",
    re.IGNORECASE,
)
# Looked for in small letters, which takes a quarter of the time.
_NOT_A_NAME = regex(
    r"(?:(?:wordpress|site|web)?\s?admin(?:istrator)?|editor(?:s|ial)?|author|staff|guest|user|"
    r"webmaster|unknown|anonymous|n/?a|none|null|undefined|by|posted|share|root|team|super user|"
    r"no author|veröffentlicht.*|published.*|gesponsert.*|sponsored.*|follow|read more|contact|"
    r"(?:pay )?(?:january|february|march|april|may|june|july|august|september|october|november|"
    r"december)|(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:mon|diens|donners|frei|sams|sonn)tag|mittwoch|"
    r"all(?:e|es)? \w+|an?|and|the|this|with|d(?:er|ie|as)|und|mit|about|home|"
    r"comments?|login|subscribe|fact checked|view all.*|publiziert|press release|articles?\b.*|"
    r"(?:recent|related|latest|more|explore|popular|featured|trending)\b.*|"
    r"written|information|innen|last modified|(?:vorherige|nächste|zurück|previous|next)\b.*|"
    r"jan\w*|feb\w*|dec\w*|nov\w*|oct\w*|sept?\w*|aug\w*)$"
)
_JOINS_HOUSE = regex(" (?:for|o[fn]|für|de[rs]) ")
# "Centre for Ice and Snow Research": one name, whatever joins its words.
_HOUSE = regex(
    r"(?:^|,\s)(?:the )?(?:[a-z-]+ )?(?:academy|association|board|bureau|cent(?:er|re)|college|committee|"
    r"council|department|faculty|federation|foundation|institute?|ministry|ministerium|office|"
    r"school|society|union|university|universität|\w+amt|\w+ministerium) (?:for|of|on|für|der|des) "
    r"[^,;|•·()\d]{2,60}(?<=\w)(?![^,;|•·()\d])"
)
_SAYING = regex(r"(?:s(?<!\w.)a(?:ys|id|gt)|s(?<!\w.)chreibt)$")
# By their ends: "ada.byron" is a login that tells a name.
_DOMAIN = regex(
    r"[\w-]+\.(?:com|org|net|info|eu|tv|biz|io|co\.uk|com?\.[a-z]{2}|de|at|ch|it|fr|es|pt|pl|nl|be|se|"
    r"no|dk|fi|cz|sk|hu|ro|bg|gr|ru|ua|by|cn|jp|kr|br|au|ca|ie|tr)$"
)
_SIGNS = regex(r"[@:{}<>=\\\d](?:(?<=\D)|\d\d)")
_ADDRESS = regex(r"www\.|\.(?:html?|php)\b")
# In small letters too; what is looked for first lets most words pass.
_ROLE = regex(
    r"\b(?=[a-z])(?:senior|junior|chief|head|fellow|professor|lecturer|student|editor|writer|author|"
    r"report\w*|analyst|director|manager|founder|officer|president|correspondent|journalist|expert|engineer|"
    r"specialist|consultant|creator|advis[eo]r|research\w*|scientist|dietitian|staff|team|desk|"
    r"university|institute|school|news|redakt\w*|press\w*|foundation|association|agenc(?:y|ies)|"
    r"magazine?|verlag|gmbh|inc|llc|ltd|group|online|media|radio|reuters|dpa|afp)\b|stiftung\b|verband\b"
)
# "Secretary General of the Council": no part of a name.
_OFFICE = regex(r"\s(?:of|at|for|the)\b")
_MAIL = regex(r"\S+@\S+")
_IN_BRACKETS = regex(r"[(\[][^)\]]*[)\]]?\s*")
# "Ada Byron1,*": a journal's notes on the person.
_MARKS = "*†‡✉"
_NOTE_MARKS = regex(r"(?<=\w\s)(?P<last>[^\W\d_]{2,})\s?[\d*†‡✉]+$|\s[\d*†‡✉]+$")
_MOST_WORDS = 5
# No name ends in a short word in lower case: what follows was "le 3 mai", "am Montag".
_PARTICLE = 3


def says_by(label: str) -> bool:
    """Whether what stands behind a label is who wrote it.

    >>> says_by("Verfasst von"), says_by("Est. reading time")
    (True, False)
    """
    return _SAYS_BY.fullmatch(label.strip().lower()) is not None


@remembered(4096, 1000)
def split_authors(text: str) -> tuple[str, ...]:
    """The names in a byline or a declared author, in order, each once.

    >>> split_authors("By Dr. Ana Núñez, PhD and KARL-OTTO MAIER (Reuters)")
    ('Ana Núñez', 'Karl-Otto Maier')
    >>> split_authors("https://example.org/staff/1"), split_authors("admin")
    ((), ())
    >>> split_authors("Ida Berg, Senior Fellow at the Institute of Ice; Ole Vik • 3 May 2024")
    ('Ida Berg', 'Ole Vik')
    """
    if "://" in text:
        return ()
    if "@" in text:
        text = _MAIL.sub("", text)
    text = _without(_LEADS, " ".join(text.replace("\xad", "").split()))
    if glued := _GLUED.match(text):
        text = text[glued.end() :]
    text = _without_date(text)
    lower = text.lower()
    if _JOINS_HOUSE.search(lower) and (house := _HOUSE.search(lower)):
        if not house.start():
            return (text[: house.end()],)
        text = text[: house.start()] + text[house.end() :]  # an affiliation
    if "(" in text or "[" in text:
        text = _IN_BRACKETS.sub("", text)
    names: dict[str, str] = {}
    for part in _BETWEEN.split(text):
        for name in _names_between_commas(_CREDENTIALS.sub("", _cut(part))):
            names.setdefault(name.casefold(), name)
    return tuple(names.values())


def is_person(name: str) -> bool:
    """Whether a name begins with a common given name and goes on.

    >>> is_person("Marie Curie"), is_person("Ice Institute"), is_person("Marie")
    (True, False, False)
    """
    words = name.split()
    return len(words) > 1 and fold(words[0]).strip(".") in given_names()


def names_a_role(name: str) -> bool:
    """Whether a name holds a word for an office or a house ("Editor", "University").

    >>> names_a_role("News Desk"), names_a_role("Ada Byron")
    (True, False)
    """
    return bool(_ROLE.search(name.lower()))


@cache
def given_names() -> frozenset[str]:
    """Common given names of many countries, folded."""
    return frozenset(chain.from_iterable(wordlists.read("given_names")))


def _without(lead: re.Pattern[str], text: str) -> str:
    found = lead.match(text.lower())
    return text[found.end() :] if found else text


def _without_date(text: str) -> str:
    dates = find_dates(text)
    if not dates:
        return text
    # A date behind the names ends them; before them it goes ("3 May 2024 by Ada Byron").
    if dates[0].start > 3:
        return re.sub(r"[\s,|•·–—-]*(?:\b[^\W\d_]{3,9}day)?[\s,]*$", "", text[: dates[0].start])
    return _without(_BYLINE, text[dates[-1].end :].strip(" ,|•·-–—"))


def _cut(part: str) -> str:
    """Without what follows the names: a place, a day, another field of the line."""
    part = _CUT.sub("", part)
    lower = part.lower()
    if "avatar" in lower or "profile" in lower:
        part = _PICTURED.sub("", part)
    return _CUT_AT_DATE.sub("", part) if any(map(lower.__contains__, _DATED)) else part


def _names_between_commas(text: str) -> list[str]:
    """All parts if each can be a full name; else the first, the rest being its affiliation."""
    parts = [name for part in text.split(",") if (name := _clean(part))]
    if len(parts) < 2:
        return parts
    persons = [part for part in parts if not (names_a_role(part) or _OFFICE.search(part))]
    if len(persons) > 1 and all(map(_is_full_name, persons)):
        return persons
    return parts[:1]


def _is_full_name(name: str) -> bool:
    words = name.split()
    return 2 <= len(words) <= 4 and all(word[0].isupper() for word in words if len(word) > 3)


def _clean(part: str) -> str | None:
    name = part.strip(" .,:*_'\"“”„#–—-|✉")
    if title := _TITLE.match(name):
        name = name[title.end() :]
    name = name.strip(" ,:*_'\"“”„#–—-")
    if name and (name[-1] in _MARKS or name[-1].isdecimal()):
        name = _NOTE_MARKS.sub(r"\g<last>", name)
    words = _without_role(name.split())
    while len(words) > 1 and words[-1].islower() and len(words[-1]) <= _PARTICLE:
        words.pop()
    half = len(words) // 2
    if half and words[:half] == words[half:]:
        words = words[:half]
    name = " ".join(words)
    if not 2 <= len(name) <= 60 or len(words) > _MOST_WORDS or _is_no_name(name):
        return None
    if not any(map(str.isalpha, name)) or (name.islower() and names_a_role(name)):
        return None
    return _capitalised(name) if _shouts(name) else name


def _is_no_name(text: str) -> bool:
    lower = text.lower()
    return bool(
        _NOT_A_NAME.match(lower)
        or _SIGNS.search(text)
        or ("." in text and (_DOMAIN.match(lower) or _ADDRESS.search(lower)))
        or _SAYING.search(lower)
    )


def _without_role(words: list[str]) -> list[str]:
    """A person's name, where an office follows without a comma ("Ada Byron Senior Editor")."""
    if len(words) < 3 or not is_person(" ".join(words)):
        return words
    role = next((at for at, word in enumerate(words) if word.isalpha() and names_a_role(word)), 0)
    if role < 2:
        return words
    return words[: 3 if len(words[1].strip(".")) == 1 < role - 1 else 2]


def _shouts(name: str) -> bool:
    """All capitals, and more than initials or an acronym."""
    return name.isupper() and " " in name and max(map(len, name.split())) > 3


def _capitalised(name: str) -> str:
    return re.sub(r"[^\W\d_]+", lambda word: word[0].capitalize(), name)
