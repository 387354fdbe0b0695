"""What a page says of itself: declared, shown, unknown, and the traps in between.

The pages are written for these tests, in the shapes that scraped pages have.
"""

import pytest

from arcticsearch.corpus.metadata.describe import describe
from arcticsearch.model import Kind, Label, Metadata, Reason
from arcticsearch.page import Block, Form, Hint, Page

PROSE = (
    "The research vessel had been drifting with the pack ice for eleven weeks when the crew "
    "first saw open water again, and with it a whole fleet of other ships.",
    "Nobody aboard had expected company so far north, because the charter companies had called "
    "their vessels home long before the season of storms began.",
    "Within a week the harbour master had counted more than forty arrivals, and the small town "
    "began to wonder where all the visitors were going to sleep.",
)
MENU = ("Home", "About us", "Research", "Events", "Contact", "Search")


def described(*lines: str, hints: tuple[Hint, ...] = ()) -> Metadata:
    """The metadata of a page whose long lines were kept and whose short ones were not."""
    blocks = tuple(Block(line, (2 * i + 1,) * 2, gap=1) for i, line in enumerate(lines))
    labels: tuple[Label, ...] = tuple(
        Kind.PARAGRAPH if line in PROSE else Reason.OTHER for line in lines
    )
    return describe(Page("page.txt", Form.TEXT, blocks, hints), labels)


def html(*hints: tuple[str, str]) -> Metadata:
    return described(*PROSE, hints=tuple(Hint(kind, value) for kind, value in hints))


HEAD = ("Open water surprises research vessel", "By Laura Smith", "14 March 2023")


def test_headline_byline_and_dateline_over_the_body() -> None:
    found = described(*MENU, *HEAD, *PROSE)
    assert found.title == HEAD[0]
    assert found.author == ("Laura Smith",)
    assert found.date == "2023-03-14"
    assert found.language == "en"
    assert found.provenance.date == "date line"
    assert found.blocks == {6, 7, 8}


@pytest.mark.parametrize("way", ["Home : Research : ", "Home » ", "Home / Research / "])
def test_the_way_to_a_page_is_not_its_title(way: str) -> None:
    assert described(*MENU, way + HEAD[0], *HEAD[1:], HEAD[0], *PROSE).title == HEAD[0]


def test_a_column_in_a_heading_is_no_title() -> None:
    column = f"Ships Harbours Ice {HEAD[0]} " + "Other vessels meet other water again. " * 8
    assert html(("title", f"{HEAD[0]} - Ships - The Fjord Post"), ("h1", column)).title != column
    assert html(("title", HEAD[0]), ("h1", column)).title == HEAD[0]


def test_a_heading_that_ends_like_another_line_stays_whole() -> None:
    title = "Research vessel meets open water | The Harbour"
    assert described(title, *HEAD[1:], *PROSE, "The Harbour").title == title


@pytest.mark.parametrize(
    "kept",
    [
        "Accessed 6 November 2025",
        "Source: The Harbour, retrieved on November 6, 2025.",
        "Zuletzt abgerufen am 6.11.2025",
        "Дата обращения: 6 ноября 2025",
    ],
)
def test_the_day_on_which_a_page_was_kept_is_not_its_date(kept: str) -> None:
    assert described(HEAD[0], *PROSE, kept).date is None
    assert described(*HEAD, *PROSE, kept).date == "2023-03-14"


NEWS = ("Other news", "Seals return 2 May 2024", "Whales leave 30 April 2024")


@pytest.mark.parametrize(
    "lines",
    [
        (
            HEAD[0],
            *PROSE,
            *MENU * 4,
            *NEWS,
            "This entry was posted on Tuesday, 14 March 2023 at 9:15",
        ),
        (
            NEWS[1],
            *MENU,
            HEAD[0],
            *PROSE,
            *MENU,
            "Der Beitrag wurde am 14. März 2023 veröffentlicht",
        ),
        (*MENU * 3, NEWS[1], HEAD[0], *PROSE, *MENU * 8, NEWS[2], "Erschienen am: 14. März 2023"),
    ],
)
def test_the_only_day_on_which_a_page_says_it_was_published(lines: tuple[str, ...]) -> None:
    assert described(*lines, *MENU).date == "2023-03-14"


def test_a_month_by_itself_where_a_day_would_stand() -> None:
    found = described(*MENU, HEAD[0], HEAD[1], "March 2023", *PROSE)
    assert found.date == "2023-03"
    assert found.blocks == {6, 7, 8}
    assert described(*MENU, *HEAD[:2], *PROSE, *MENU, "March 2023").date is None  # an archive's


def test_a_title_that_the_page_shows_without_the_sites_name() -> None:
    title = Hint("title", f"{HEAD[0]} - Polar Gazette")
    found = described(*MENU, HEAD[0], *PROSE, hints=(title,))
    assert (found.title, found.blocks) == (HEAD[0], {6})


def test_a_title_that_is_said_again_around_the_text_is_no_part_of_it() -> None:
    again = "OPEN WATER | Surprises Research Vessel"
    lines = (HEAD[0], *MENU, again, PROSE[0], again, *PROSE[1:], again, "Open water", *MENU)
    blocks = tuple(Block(line, (i, i), gap=1) for i, line in enumerate(lines, 1))
    kept = (*PROSE, again, "Open water")
    labels = [Kind.PARAGRAPH if line in kept else Reason.OTHER for line in lines]
    page = Page("page.txt", Form.TEXT, blocks, (Hint("title", HEAD[0]),))
    found = describe(page, tuple(labels))
    assert found.title == HEAD[0]
    assert found.blocks == {0, 7, 12}  # between paragraphs it may be a heading


def test_a_page_that_says_nothing_has_nothing() -> None:
    found = described(*PROSE)
    assert (found.date, found.author, found.source, found.category) == (None, (), None, ())


@pytest.mark.parametrize(
    "line",
    [
        "Photo: Harbour Office, July 14, 2022",
        "Picture source: Coast Guard, July 14, 2022",
        "27 minutes ago",
        "pic.twitter.com/abc — Ice Desk (@icedesk) July 14, 2022",
    ],
)
def test_the_dates_of_captions_and_tweets_are_not_the_articles(line: str) -> None:
    assert described(HEAD[0], line, *PROSE).date is None


def test_the_dates_of_related_stories_are_not_the_articles() -> None:
    related = ("Related articles", "Seals return to the bay", "Published: Oct. 2, 2025")
    assert described(HEAD[0], *PROSE, *related).date is None


def test_names_under_related_stories_sign_nothing() -> None:
    related = ("Related Articles", "Anna Lind", "an hour ago", "- Anna Lind", "Seals in the bay")
    assert described(HEAD[0], *PROSE, *related).author == ()


def test_an_author_line_after_the_body_is_the_byline_of_a_reprint() -> None:
    credit = (
        "Author: Li Wei, Professor of the School of Navigation, Harbour University; Wang Min, "
        "Master of the School of Navigation, Harbour University; Chen Fang, PhD"
    )
    notice = (
        "This content is courtesy of, and owned and copyrighted by, https://9thfloewire.example "
        "and its author."
    )
    found = described(HEAD[0], *PROSE, credit, "MORE AT: 9th Floe Wire", "Author: Ice Desk", notice)
    assert found.author == ("Ice Desk",)
    assert found.source == "9th Floe Wire"
    assert found.provenance.source == "reprint notice"


def test_a_copyright_line_names_the_source_with_its_acronym() -> None:
    found = described(
        *PROSE,
        "The author works at the Northern Institute of Sea Ice (NISI).",
        "Copyright © Northern Institute of Sea Ice. All rights reserved.",
    )
    assert found.source == "Northern Institute of Sea Ice (NISI)"


def test_categories_of_a_text_page() -> None:
    found = described(*HEAD, *PROSE, "Categories: Sea Ice / Shipping / Towns")
    assert found.category == ("Sea Ice", "Shipping", "Towns")
    assert 6 in found.blocks


def test_declared_comes_before_shown() -> None:
    linked = (
        '{"@graph": [{"@type": "WebSite", "name": "Floe"}, {"@type": "NewsArticle", '
        '"headline": "Ice opens early", "datePublished": "2024-05-06T08:00:00Z", '
        '"author": [{"@type": "Person", "@id": "#p"}], "articleSection": "Sea"}, '
        '{"@id": "#p", "@type": "Person", "name": "Anna Lind"}]}'
    )
    found = html(("json-ld", linked), ("meta:og:site_name", "The Floe"))
    assert found.title == "Ice opens early"
    assert found.date == "2024-05-06"
    assert found.author == ("Anna Lind",)
    assert found.source == "The Floe"
    assert found.category == ("Sea",)
    assert found.provenance.date == "JSON-LD"


def test_the_site_is_cut_off_a_declared_title() -> None:
    found = html(("meta:og:site_name", "The Floe"), ("meta:og:title", "Ice opens early | Floe"))
    assert found.title == "Ice opens early"


def test_the_heading_readers_see_wins_over_the_title_for_search_engines() -> None:
    found = html(
        ("meta:og:title", "Early Ice Opening 2024: Facts"), ("h1", "The early ice opening")
    )
    assert found.title == "The early ice opening"
    assert found.provenance.title == "first heading"


def test_the_publisher_is_not_the_author_when_a_person_is_named() -> None:
    found = html(
        ("meta:og:site_name", "Floe Magazine"),
        ("meta:author", "Floe Magazine"),
        ("class:author", "By Anna Lind"),
    )
    assert found.author == ("Anna Lind",)


def test_an_ambiguous_declared_date_is_read_by_the_pages_language() -> None:
    assert html(("lang", "en-US"), ("class:date", "03/04/2024")).date == "2024-03-04"
    assert html(("lang", "en-GB"), ("class:date", "03/04/2024")).date == "2024-04-03"
    assert html(("class:date", "03/04/2024")).date == "2024"


def test_broken_json_ld_is_passed_over() -> None:
    for script in ("{", "[[[[", '{"@type": "Article", "author": 7}', "[" * 5000, "null"):
        assert html(("json-ld", script)).author == ()


ABSTRACT = (
    "a method of reckoning how far a floe of given size and draught drifts in the first two days "
    "after the wind turns ."
)


def test_what_stands_over_the_only_paragraph_is_its_title_at_any_length() -> None:
    assert described(ABSTRACT, " ".join(PROSE)).title == ABSTRACT
    assert described(ABSTRACT, PROSE[0]).title != ABSTRACT


def test_the_first_of_several_paragraphs_is_no_title() -> None:
    assert described(ABSTRACT, *PROSE).title != ABSTRACT


def test_two_sentences_are_no_title() -> None:
    note = "The ice holds the ship near the cape. Greetings come from Oslo and from Bergen today."
    assert described(note, PROSE[0]).title is None
    assert described("The ice holds the ship near the cape.", PROSE[0]).title
    assert described("Does the ice hold? Not near the cape.", PROSE[0]).title


def test_a_paragraph_without_blanks_is_no_title() -> None:
    prose = "船长说，今年的冰比往年更厚，船只要在海湾里等到周末，而港口的人们从来没有见过这样又冷又长的冬天。"
    assert described("港口的冬天", prose).title == "港口的冬天"
    assert described(prose).title is None


def test_of_two_headings_the_one_that_the_title_begins_with() -> None:
    title, site, story = "Fun for health | Good Contents", "Good Contents", "Fun for health"
    found = html(("title", title), ("h1", site), ("h1", story))
    assert found.title == story


@pytest.mark.parametrize(
    "line",
    [
        "Photograph by Ida Berg, Floe Pictures",
        "Foto: Ida Berg",
        "Reading time: 2 minutes",
        "This article is more than 3 months old",
        "Posted on 14 March 2023",
        "{{ item.title }} Overview",
    ],
)
def test_what_is_said_of_an_article_or_its_picture_is_no_title(line: str) -> None:
    heading = "Open water surprises research vessel"
    for lines in ((*MENU, line, heading), (*MENU, heading, line)):
        assert described(*lines, *PROSE).title == heading


@pytest.mark.parametrize(
    ("title", "others", "found"),
    [
        ("A winter at the ferry quay | Kari's Log", (), "A winter at the ferry quay"),
        ("Kari's Log: Tar", ("Tar",), "Tar"),  # short, but declared by itself
        ("Kari's Log: Tar", (), "Kari's Log"),
        ("A winter at the ferry quay | Kari's Log", ("Kari's Log",), "Kari's Log"),
        ("A winter at the ferry quay | Ice | Kari's Log", (), "Kari's Log"),
        ("A winter at the ferry quay", (), "A winter at the ferry quay"),
    ],
)
def test_a_blogs_name_above_its_article_is_no_title(
    title: str, others: tuple[str, ...], found: str
) -> None:
    post = "Tar" if "Tar" in title else "A winter at the ferry quay"
    blocks = (Block("Kari's Log", tag="h1"), Block(post, tag="h2"), Block(PROSE[0], tag="p"))
    hints = [Hint("title", title), Hint("h1", "Kari's Log")]
    hints += [Hint("meta:og:title", other) for other in others]
    page = Page("a.html", Form.HTML, blocks, tuple(hints))
    kinds = (Kind.HEADING, Kind.HEADING, Kind.PARAGRAPH)
    assert describe(page, kinds).title == found


def test_an_owner_in_a_sentence_is_no_source() -> None:
    assert described(*HEAD, PROSE[0], PROSE[1] + " It is owned by Newmark Mining.").source is None


def test_a_text_without_menus_begins_with_its_title() -> None:
    rows = (
        "Shr loss six cts vs loss seven cts",
        "Net loss 125,000 vs loss 140,000",
        "Year not given",
    )
    title = "DISKO CORP <DSK> 4TH QTR LOSS"
    assert described(title, *rows, PROSE[0]).title == title


@pytest.mark.parametrize(
    "menu", ["Home | Research | Events", "Home Research Events", "The Harbour"]
)
def test_a_line_above_a_title_with_its_byline_is_not_the_title(menu: str) -> None:
    assert described(menu, *HEAD, *PROSE).title == HEAD[0]
    if "|" in menu:
        assert described(menu, HEAD[0], *PROSE).title == HEAD[0]


@pytest.mark.parametrize("separator", ["_", "-", "—"])
def test_a_site_that_no_blank_sets_apart_is_no_part_of_a_title(separator: str) -> None:
    title = "北极航道通航量创新高"
    declared = ("title", f"{title}{separator}极地观察")
    found = html(declared, ("h1", title))
    assert (found.title, found.provenance.title) == (title, "first heading")
    assert html(declared, ("meta:og:site_name", "极地观察")).title == title
