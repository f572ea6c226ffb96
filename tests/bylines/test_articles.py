import pytest

from newsparse.bylines import extract_byline, extract_credits

STORY = "The bridge over the river will close on Monday for three weeks, the county said in a statement."
HEAD = "Old bridge to close for repairs"


def found(*lines):
    byline = extract_byline("\n".join(lines))
    return None if byline is None else (byline.text, [author.name for author in byline.authors])


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ((HEAD, "By Ada Moore", STORY), ("By Ada Moore", ["Ada Moore"])),
        ((HEAD, "**By Ada Moore**", STORY), ("By Ada Moore", ["Ada Moore"])),  # emphasised, as Markdown has it
        ((HEAD, "_By Ada Moore, The Gazette_", STORY), ("By Ada Moore, The Gazette", ["Ada Moore"])),
        ((HEAD, "BY ADA MOORE, REUTERS", "LEEDS, June 2 - " + STORY), ("BY ADA MOORE, REUTERS", ["Ada Moore"])),
        ((HEAD, "By Ada Moore | The Gazette", "March 3, 2021", STORY), ("By Ada Moore | The Gazette", ["Ada Moore"])),
        ((HEAD, "By Ada Moore, August 14, 2020 2:30 pm", STORY), ("By Ada Moore", ["Ada Moore"])),
        ((HEAD, "March 3, 2021 | by Ada Moore", STORY), ("by Ada Moore", ["Ada Moore"])),
        ((HEAD, "Posted on March 3, 2021 by Ada Moore", STORY), ("by Ada Moore", ["Ada Moore"])),
        ((HEAD, "By", "Ada Moore", "March 3, 2021", STORY), ("By\nAda Moore", ["Ada Moore"])),
        (
            (HEAD, "By", "Ada Moore", "@adamoore", "Tom Bell", "3 March 2021", STORY),
            ("By\nAda Moore\n@adamoore\nTom Bell", ["Ada Moore", "Tom Bell"]),
        ),
        (
            (HEAD, "By", "Ada Moore0,", "Tom Bell &", "Kim Lund", "Ada Moore", STORY),
            ("By\nAda Moore0,\nTom Bell &\nKim Lund", ["Ada Moore", "Tom Bell", "Kim Lund"]),
        ),
        ((HEAD, "Ada Moore", "5 hours ago", STORY), ("Ada Moore", ["Ada Moore"])),
        ((HEAD, "Ada Moore5 hours ago", STORY), ("Ada Moore", ["Ada Moore"])),
        ((HEAD, "March 3, 2021", "Ada Moore", STORY), ("Ada Moore", ["Ada Moore"])),
        ((HEAD, "Ada Moore, AP Business Writer", STORY), ("Ada Moore, AP Business Writer", ["Ada Moore"])),
        ((HEAD, "Ada Moore", "News reporter @adamoore", STORY), ("Ada Moore\nNews reporter @adamoore", ["Ada Moore"])),
        ((HEAD, "Ada Moore", "Facebook", "Twitter", STORY), ("Ada Moore", ["Ada Moore"])),
        ((HEAD, "Holt, Ada", "7 May 2024", STORY), ("Holt, Ada", ["Ada Holt"])),
        ((HEAD, "By Ada\u200b Holt\u200b", STORY), ("By Ada\u200b Holt", ["Ada Holt"])),
        (
            (HEAD, "Reported, edited and produced by Ada Holt", STORY),
            ("Reported, edited and produced by Ada Holt", ["Ada Holt"]),
        ),
        ((HEAD, "Reuters", "November 18, 2019", STORY), ("Reuters", [])),
        ((HEAD, "AFP, Manila", STORY), ("AFP, Manila", [])),
        ((HEAD, "By Staff Reports -", "11/20/19 6:38 AM", STORY), ("By Staff Reports", [])),
        ((HEAD, STORY, "(Reporting by Ada Moore; Editing by Kim Lund)"), None),
    ],
)
def test_a_byline_is_found(lines, expected):
    if expected is None:
        credit = lines[-1][1:-1]
        expected = (credit, ["Ada Moore"])
    assert found(*lines) == expected


@pytest.mark.parametrize(
    "lines",
    [
        (HEAD, STORY),
        ("Bridge hit by Storm Ada", STORY),
        ("COUNTY HURT BY BRIDGE OPERATIONS", "LEEDS, March 19 - " + STORY),
        (HEAD, "Photo by Ada Moore", STORY),
        (HEAD, "Photo: Ada Moore/AP", STORY),
        (HEAD, "By Sept. 30, according to the county, half of the money was spent.", STORY),
        (HEAD, "By contrast, the new bridge is open.", STORY),
        (HEAD, STORY, STORY, "From Rose Dale, our reporter in Leeds:", "The crowd is quiet."),
        (HEAD, STORY, STORY, "From Rose Dale, the Post's reporter in Leeds", "The crowd is quiet."),
        (HEAD, "By Moore's own argument, the county has no right to close it.", STORY),
        (HEAD, "Ada Moore", "Facebook", "Ada Moore, 35, who lives by the bridge, said she was told on Sunday.", STORY),
        ("The county agreed to a visit asked for and led", "by Transport Secretary Ada Moore and President", STORY),
        (HEAD, "Breaking News", "March 3, 2021", STORY),
        ("By", "By", "By"),
        ("",),
    ],
)
def test_no_byline_is_found(lines):
    assert found(*lines) is None


def test_a_role_line_belongs_to_the_author():
    byline = extract_byline(f"{HEAD}\nBy Ada Moore\nStaff Writer\n{STORY}")
    assert byline is not None
    assert [author.role and author.role.name for author in byline.authors] == ["Staff Writer"]


def test_people_of_a_credit_are_contributors():
    byline = extract_byline(
        f"{HEAD}\nBy Ada Moore\n{STORY}\n(Reporting by Ada Moore and Tom Bell; Editing by Kim Lund)"
    )
    assert byline is not None
    assert byline.text == "By Ada Moore"
    assert [(helper.name, helper.part) for helper in byline.contributors] == [
        ("Tom Bell", "reporting"),
        ("Kim Lund", "editing"),
    ]


def test_credits_below_a_story():
    text = (
        f"{STORY}\nAssociated Press writer Tom Bell in Paris contributed to this report.\nWith assistance from Kim Lund"
    )
    found = [(helper.name, helper.part) for credit in extract_credits(text) for helper in credit.contributors]
    assert found == [("Tom Bell", "additional reporting"), ("Kim Lund", "assistance")]


def test_a_story_without_credits_has_none():
    assert extract_credits(STORY + "\nThe letter was written by nobody.") == []


@pytest.mark.parametrize(
    "lines",
    [
        ("Ruth Okafor\tIndependent\t4,312\t52.1%", "Tom Brandt\tBay First\t3,120\t37.7%"),  # rows of a table
        ("> This is a victory for every family in this town.", "> — Omar Pitt", "8 October 2024"),  # a block quote
    ],
)
def test_a_name_in_a_table_or_below_a_block_quote_is_no_author(lines):
    assert found(HEAD, *lines, STORY) is None
