"""The wire that a story comes from, and for whom it is one."""

import attrs
import pytest

import newsparse
from newsparse.types import Page

BODY = "\n\nThe bill passed on Sunday after two days of talks, officials said.\n\n"


@pytest.mark.parametrize(
    ("text", "printed", "name"),
    [
        (f"LONDON, Oct 8 (AP) - The bill passed.{BODY}", "AP", "Associated Press"),
        (f"PARIS (AFP) - The bill passed.{BODY}", "AFP", "Agence France-Presse"),
        (f"NEW DELHI, Oct 8 (PTI) The bill passed.{BODY}", "PTI", "Press Trust of India"),
        (f"Rates rise\nBy THE ASSOCIATED PRESS{BODY}", "THE ASSOCIATED PRESS", "Associated Press"),
        (
            f"Rates rise{BODY}© 2024 The Associated Press. All rights reserved.",
            "The Associated Press",
            "Associated Press",
        ),
        (f"Rates rise\nBy Ada Moore, Reuters{BODY}", "Reuters", "Reuters"),
        (f"BERLIN (dpa) - The bill passed.{BODY}", "dpa", "Deutsche Presse-Agentur"),
        (f"(CBS/AP) LONDON - The bill passed.{BODY}", "AP", "Associated Press"),
        (f"Rates rise{BODY}- AAP", "AAP", "Australian Associated Press"),
        ("BOSTON, Oct. 8, 2024 /PRNewswire/ -- The bill passed.", "PRNewswire", "PR Newswire"),
    ],
)
def test_a_wire_has_its_full_name(text, printed, name):
    article = newsparse.parse_article(text)
    assert article.agency
    assert (article.agency.text, article.agency.name) == (printed, name)


@pytest.mark.parametrize(
    "outlet",
    [
        "AP",
        "The Associated Press",
        "AP News",
        "apnews.com",
        "https://apnews.com/hub/rome",
        "ap.org",
        "Associated Press",
    ],
)
def test_a_wire_is_no_wire_on_its_own_pages(outlet):
    article = newsparse.parse_article("ROME (AP) - Talks ended on Monday, officials said.")
    assert not article.is_wire(outlet=outlet)


@pytest.mark.parametrize(
    "outlet",
    [
        "Harbor Post",
        "Reuters",
        "AP Dental Review",
        "Associated Press of Pakistan",
        "Australian Associated Press",
        "harborpost.example.com",
        "apple.com",
        "AAP",
        "The",
        "—",
    ],
)
def test_a_wire_is_one_for_every_other_outlet(outlet):
    article = newsparse.parse_article("ROME (AP) - Talks ended on Monday, officials said.")
    assert article.is_wire(outlet=outlet)


@pytest.mark.parametrize(
    ("text", "outlet", "is_wire"),
    [
        ("Talks ended on Monday, officials said.", "Harbor Post", False),
        ("ROME (Reuters) - Talks ended on Monday, officials said.", "Reuters India", False),
        ("ROME (Reuters) - Talks ended on Monday, officials said.", "www.reuters.com", False),
        ("PARIS (AFP) - Talks ended on Monday, officials said.", "Agence France-Presse", False),
        ("PARIS (AFP) - Talks ended on Monday, officials said.", "afp.com", False),
        ("PARIS (AFP) - Talks ended on Monday, officials said.", "France 24", True),
        ("LONDON (CNN) - Talks ended on Monday, officials said.", "Harbor Post", False),
        ("BOSTON, Oct. 8, 2024 /PRNewswire/ -- The bill passed.", "Harbor Post", True),
        ("BOSTON, Oct. 8, 2024 /PRNewswire/ -- The bill passed.", "PR Newswire", False),
        ("ROME (AP) - Talks ended on Monday, officials said.", None, True),
    ],
)
def test_wire_copy_depends_on_who_publishes_it(text, outlet, is_wire):
    assert newsparse.parse_article(text).is_wire(outlet=outlet) is is_wire


def test_the_site_of_a_page_is_the_outlet():
    article = newsparse.parse_article("ROME (AP) - Talks ended on Monday, officials said.")
    assert not attrs.evolve(article, page=Page(site="AP News")).is_wire()
    assert attrs.evolve(article, page=Page(site="Harbor Post")).is_wire()
    assert not attrs.evolve(article, page=Page(site="Harbor Post")).is_wire(outlet="AP")
