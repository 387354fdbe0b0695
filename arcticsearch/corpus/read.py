"""Files in, seeds out: decode each file, tell text, Markdown and HTML apart.

What a file is, its content decides; its suffix only tips the scale.
"""

from __future__ import annotations

import codecs
import re
from pathlib import Path

from arcticsearch.corpus.charsets import text_codec
from arcticsearch.corpus.contained import page_in
from arcticsearch.corpus.files import MAX_PAGE, content
from arcticsearch.corpus.listing import unreadable
from arcticsearch.corpus.mending import mended
from arcticsearch.digest import blake2b
from arcticsearch.errors import SeedSkipped
from arcticsearch.page import Form, Seed
from arcticsearch.regex import regex

_WRITTEN = (".txt", ".md", ".markdown")
_SNIFF = 4096
_FEW_NULS = 80  # among the first _SNIFF characters of valid UTF-8: a scraper's slips
# Possessive throughout, so that no way to read it is tried twice: while a comment could end in
# several places, the time grew exponentially with the number of comments.
_PROLOGUE = (
    r"\s*+(?:<\?xml[^>]*+>\s*+|(?><!--.*?-->)\s*+|<!doctype\s+(?!html)(?![^>]*\[)[^>]*+>\s*+)*+"
)
_HTML_START = regex(rf"{_PROLOGUE}<(?:!doctype\s+html|html\b)", re.I | re.S)
_FEED = regex(
    rf"{_PROLOGUE}<(rss|feed|rdf:rdf|urlset|sitemapindex|opml|svg|plist|en-export)\b", re.I | re.S
)
_XML = {"en-export": "a collection of notes (Evernote): export them as web pages"}
_TAG = regex(
    r"</?(?:a|article|b|blockquote|body|br|center|dd|div|dl|dt|em|font|footer|form|h[1-6]|head|header"
    r"|hr|html|i|iframe|img|input|li|link|main|meta|nav|noscript|ol|option|p|pre|script|section|span"
    r"|strong|style|table|tbody|td|th|title|tr|u|ul)\b[^<>]{0,2000}>",
    re.I,
)
_CODE = regex(r"<(script|style)\b.*?(?:</\1|\Z)", re.I | re.S)
# How many tags make a page without a doctype HTML: the fewest, and how many characters there may be
# for each tag. The first pair is for a page without another sign, the second for one that begins
# with a tag or has an HTML suffix, the third for both. Of the HTML pages of dev without their
# doctypes 95% have a tag for each 200 characters; of the texts, some of which quote HTML, none has
# one for 280.
_HTML_LIKE = ((12, 200), (2, 500), (1, None))
_MARKDOWN = regex(r"^#{1,6} \S|\]\((?:https?:|/|#)|^[ \t]*[*-] \[|^```|^> ", re.M)
_CHARSET = regex(
    rb"""(?:<meta[^>]{0,200}charset|<\?xml[^>]{0,100}encoding)\s*=\s*["']?\s*([\w:.-]{2,40})""",
    re.I,
)
_BEYOND_ASCII = regex("[^\\x00-\\x7f]+")
_PICTURE = regex(rb"data:[\w.+-]++/[\w.+-]++(?:;[\w=.-]++)*+,[\w+/=%-]++")
# Characters for each broken byte: fewer broken ones are slips, or all that is not ASCII.
_SLIPS = 200


def read(corpus: Path, path: str) -> Seed:
    """One file, decoded. Raises SeedSkipped with the reason when it cannot be a seed."""
    try:
        data = content(corpus / path)
    except OSError as error:
        raise SeedSkipped(unreadable(error)) from error
    page = page_in(data)
    text = decode(_without_pictures(page.data))
    if not text.strip():
        raise SeedSkipped("empty")
    if feed := _FEED.match(text):
        raise SeedSkipped(_XML.get(kind := feed[1].lower(), f"not a page (XML: {kind})"))
    if _is_json(text) and not path.lower().endswith(_WRITTEN):
        raise SeedSkipped("not a page (JSON)")
    digest = blake2b(data, digest_size=16).hexdigest()
    return Seed(path, form_of(text, path), text, digest, page.hints)


def _is_json(text: str) -> bool:
    """Whether a text is data for programs, which mirrors save without an ending ("wp-json/posts");
    who keeps some as a text wants to find it."""
    if text.lstrip()[:1] not in ("{", "["):
        return False
    import json  # seldom needed

    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return False
    return True


def _without_pictures(data: bytes) -> bytes:
    """A page without those that stand in it, where it is large. Raises SeedSkipped if it still is."""
    if len(data) > MAX_PAGE:
        data = _PICTURE.sub(b"data:,", data)
    if len(data) > MAX_PAGE:
        raise SeedSkipped(f"larger than {MAX_PAGE >> 20} MiB without its pictures")
    return data


def decode(data: bytes) -> str:
    """Bytes to text: byte order mark, UTF-8, what the page declares, then a guess.

    Raises SeedSkipped when the bytes are no text. A few broken bytes in UTF-8 are replaced, and
    text that a scraper had decoded wrong is mended.
    """
    for mark, name in (
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF32_LE, "utf-32"),
        (codecs.BOM_UTF32_BE, "utf-32"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if data.startswith(mark):
            return data.decode(name, "replace").removeprefix("\ufeff")
    most = _FEW_NULS
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        text, most = _decode_other(data), 0
    if text.count("\0", 0, _SNIFF) > most:
        wide = _decode_unmarked_utf16(data)
        if wide is None:
            raise SeedSkipped("binary, not text")
        text = wide
    return mended(text.replace("\0", " ") if b"\0" in data else text)


def _decode_unmarked_utf16(data: bytes) -> str | None:
    head = data[:_SNIFF]
    for name, zeros in (("utf-16-le", head[1::2]), ("utf-16-be", head[0::2])):
        if zeros.count(0) > 0.4 * len(zeros) and head.count(0) < 1.3 * zeros.count(0):
            return data.decode(name, "replace")
    return None


def _decode_other(data: bytes) -> str:
    head = data[:_SNIFF]
    if head.count(0):
        return data.decode("latin-1")  # the caller sees the NULs
    control = sum(byte < 32 and byte not in b"\t\n\r\f\x1b" for byte in head)
    if control > len(head) // 20:
        raise SeedSkipped("binary, not text")
    text = data.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    few = broken * _SLIPS < len(text)
    if few and 2 * broken <= sum(map(len, _BEYOND_ASCII.findall(text))):
        return text
    declared = _CHARSET.search(head)
    if declared and (codec := text_codec(declared.group(1).decode("ascii"))) and codec != "utf-8":
        return data.decode(codec, "replace")
    if few:  # quotation marks and a name or two: nothing to guess by
        return data.decode("cp1252", "replace")
    return data.decode(_likeliest_codec(data[: 16 * _SNIFF]), "replace")


def _likeliest_codec(head: bytes) -> str:
    """What the words look right in; Windows-1252 unless they look better in another."""
    from charset_normalizer import from_bytes  # slow to import, and rarely needed

    matches = from_bytes(head)
    best = matches.best()
    # By its own order "señor" would be Polish and "quitté" Baltic.
    usual = max((match.coherence for match in matches if match.encoding == "cp1252"), default=-1.0)
    return "cp1252" if best is None or usual >= best.coherence else best.encoding


def form_of(text: str, path: str = "") -> Form:
    """What a text is. The suffix tips the scale for pages without a doctype.

    >>> form_of("<!DOCTYPE html><p>Ice"), form_of("Ice\\n"), form_of("# Ice\\n\\n> [a](http://b)\\n")
    (<Form.HTML: 'html'>, <Form.TEXT: 'text'>, <Form.MARKDOWN: 'markdown'>)
    """
    head = text[:65536]
    suffix = path.rpartition(".")[2].lower()
    if _HTML_START.match(head) or _is_html(head, suffix):
        return Form.HTML
    needed = 1 if suffix in ("md", "markdown") else 2
    return Form.MARKDOWN if len(_MARKDOWN.findall(head)) >= needed else Form.TEXT


def _is_html(head: str, suffix: str) -> bool:
    """Whether a page that does not say so is HTML, by its tags."""
    if "<" not in head:
        return False
    prose = _CODE.sub("<script>", head)
    tags = len(_TAG.findall(prose))
    signs = head.lstrip().startswith("<") + (suffix in ("html", "htm", "xhtml"))
    least, room = _HTML_LIKE[signs]
    return tags >= least and (room is None or tags * room > len(prose))
