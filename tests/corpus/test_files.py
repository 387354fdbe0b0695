import pytest

from arcticsearch.corpus.files import file_of


@pytest.mark.parametrize(
    "path",
    [
        "ice.rtf",
        "site/js/app.js?ver=6.1.4",
        "site/css/main.css@v=20240101",
        "site/css/main.css%3Fv=3&m=print",
        "site/fonts/ice.woff2?1699999",
    ],
)
def test_what_is_no_page_by_its_name(path: str) -> None:
    assert (file_of((path, 9, 0)).skip or "").startswith("not a page (.")


@pytest.mark.parametrize(
    "path",
    [
        "story.php?id=1123&lang=en",
        "story.js?id=1123.html",
        "What is Node.js? A guide to it.txt",
        "Who wrote app.js?",
        "a.js@home",
        "js?a=1/page",
        "download",
    ],
)
def test_what_may_be_a_page_by_its_name(path: str) -> None:
    assert file_of((path, 9, 0)).skip is None
