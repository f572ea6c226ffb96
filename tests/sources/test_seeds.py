"""The two articles that the project began with: who stands behind each statement."""

from newsparse.document import cut
from newsparse.sources import Statement, resolve_sources

ALGEMEINER = [
    # source, cue, the first words of the content; then kind, name, role, via
    ("US officials", "confirmed", "it has not", "anonymous", "US officials", "officials", []),
    ("Axios reporter Barack Ravid", "wrote", "“A U.S. official", "person", "Barack Ravid", "Axios reporter", []),
    ("his source", "as saying", "“We [the US]", "anonymous", "a U.S. official", "source", ["Barack Ravid"]),
    ("the official", "notes", "“We have not", "anonymous", "a U.S. official", "official", ["Barack Ravid"]),
    (
        "Michael Oren, the former Israeli Ambassador to the US,",
        "had previously written",
        "that “The media",
        "person",
        "Michael Oren",
        "the former Israeli Ambassador to the US",
        [],
    ),
    ("Oren", "continued", "“I sincerely", "person", "Michael Oren", "the former Israeli Ambassador to the US", []),
    ("top Israeli leaders", "made it clear", "that there will", "group", "top Israeli leaders", "", []),
    (
        "Israeli Foreign Affairs Minister Israel Katz",
        "posted",
        "“There will be",
        "person",
        "Israel Katz",
        "Israeli Foreign Affairs Minister",
        [],
    ),
    (
        "Israeli Prime Minister Benjamin Netanyahu",
        "saying",
        "“Our policy",
        "person",
        "Benjamin Netanyahu",
        "Israeli Prime Minister",
        [],
    ),
    ("He", "continued", "“We will not", "person", "Benjamin Netanyahu", "Israeli Prime Minister", []),
    ("The US", "alleged", "that Israel knew", "organization", "United States", "", []),
]
TASS = [
    ("Axios", "reported", "The US Administration is losing", "media", "Axios", "", []),
    ("four US officials", "citing", "The US Administration is losing", "anonymous", "four US officials", "", ["Axios"]),
    ("one US official", "said", '"Our trust', "anonymous", "one US official", "", ["Axios"]),
    ("US National Security Advisor Jake Sullivan", "told", "that Washington", "person", "Jake Sullivan", "", []),
    ("the Axios sources", "According to", "Sullivan made it clear", "anonymous", "the Axios sources", "", ["Axios"]),
    ("Israeli Defense Minister Yoav Gallant", "informed", "that Israel has not", "person", "Yoav Gallant", "", []),
    ("The organization", "confirmed", "his death", "organization", "Hezbollah", "", []),
    ("Tehran", "said", "that 90%", "organization", "Iran", "", []),
    ("Israel", "said", "that Iran had", "organization", "Israel", "", []),
    ("The Israeli General Staff", "vowed", "to choose", "organization", "Israeli General Staff", "", []),
    (
        "Iranian Supreme Leader Ayatollah Ali Khamenei",
        "warned",
        "that Israel would",
        "person",
        "Ali Khamenei",
        "Iranian Supreme Leader Ayatollah",
        [],
    ),
]


def statements(text, rows):
    """Return the statements of the rows, found in the text: each content near its source."""
    found, at = [], 0
    for source, cue, content, *_ in rows:
        start = text.index(content, max(0, at - 400))
        near = max(0, start - 200)
        begin = min((m for m in occurrences(text, source, near)), key=lambda m: abs(m - start))
        mark = min((m for m in occurrences(text, cue, near)), key=lambda m: abs(m - begin))
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        found.append(
            Statement((begin, begin + len(source)), (mark, mark + len(cue)), ((start, end),), quoted=content[0] in '“"')
        )
        at = max(at, start)
    return found


def occurrences(text, part, start):
    while (start := text.find(part, start)) >= 0:
        yield start
        start += 1


def read(text, rows):
    results = resolve_sources(cut(text), statements(text, rows))
    return [
        (str(r.source.kind), r.source.name, r.source.role.text if r.source.role else "", [v.name for v in r.via])
        for r in results
    ]


def test_algemeiner(algemeiner):
    assert read(algemeiner, ALGEMEINER) == [tuple(row[3:]) for row in ALGEMEINER]


def test_tass(tass):
    rows = [(kind, name, via) for kind, name, _, via in read(tass, TASS)]
    assert rows == [(row[3], row[4], row[6]) for row in TASS]


def test_officials_of_tass_are_counted(tass):
    results = resolve_sources(cut(tass), statements(tass, TASS))
    assert [r.source.count for r in results[1:3]] == [4, 1]
    assert [r.source.affiliation.text for r in results[1:4]] == ["US", "US", "US"]
    assert [r.source.role.text for r in results[1:4]] == ["officials", "official", "US National Security Advisor"]
