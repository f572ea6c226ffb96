"""Time grows in proportion to the text, however many names and statements it has."""

import pytest

from fuzz.growth import measure, too_high
from newsparse.document import cut
from newsparse.sources import Statement, resolve_sources

START, LONGEST = 250, 4_000  # sentences
LETTERS = "abcdefghijklmnopqrst"


def surname(number):
    """Return a word that is shaped like a name, another one for each number."""
    return "Q" + "".join(LETTERS[int(d)] for d in f"{number:05d}") + "er"


def article(sentences):
    """Return a text and the statements whose sources are the first words of its sentences, up to " said"."""
    text, statements = "", []
    for sentence in sentences:
        start = len(text)
        end = start + sentence.index(" said")
        statements.append(Statement((start, end), (end + 1, end + 5), ((end + 5, start + len(sentence)),)))
        text += sentence
    return text, statements


SHAPES = {
    "distinct names": lambda n: [f"Ada {surname(i)} said no. " for i in range(n)],
    "one family": lambda n: [f"{surname(i)} Miller said no. " for i in range(n)],
    "family name alone": lambda n: [f"Miller said Ada {surname(i)} Miller left. " for i in range(n)],
    "the aide said the aide": lambda n: ["the aide said " for _ in range(n)],
    "pronouns": lambda n: ["He said no. " if i % 2 else "She said no. " for i in range(n)],
    "they": lambda n: ["They said no. " for _ in range(n)],
    "it": lambda n: ["It said no, " for _ in range(n)],
    "new aides": lambda n: [f"An aide of {surname(i)} said no. " for i in range(n)],
    "bodies": lambda n: [f"The {surname(i)} Ministry said no. " for i in range(n)],
    "the company": lambda n: ["The company said no. " for _ in range(n)],
    "police": lambda n: ["Police said no. " for _ in range(n)],
    "joint": lambda n: [f"Ada {surname(i)} and Bo {surname(i + 1)} said no. " for i in range(n)],
    "one sentence": lambda n: [f"Ada {surname(i)} said no, " for i in range(n)],
    "who": lambda n: [f"Ada {surname(i)}, who said no, " for i in range(n)],
    "according to": lambda n: [f"An aide said no, according to {surname(i)} of Reuters, " for i in range(n)],
    "capitals": lambda n: ["AAAA said AAAA AAAA AAAA AAAA AAAA AAAA " for _ in range(n)],
}


def resolve(read):
    """Resolve the sources of what *article* returns."""
    text, statements = read
    return resolve_sources(cut(text), statements)


@pytest.mark.parametrize("shape", SHAPES.values(), ids=SHAPES.keys())
def test_time_is_in_proportion(shape):
    assert not too_high(measure(resolve, lambda count: article(shape(count)), START, LONGEST))


def test_ten_thousand_names():
    results = resolve(article(f"Ada {surname(i)} said no. " for i in range(10_000)))
    assert results[0].source.name == f"Ada {surname(0)}"
    assert len({r.source.name for r in results}) == 10_000


def test_an_article_of_names_only():
    text = "\n".join(f"Ada {surname(i)}" for i in range(2_000))
    whole = Statement((0, 10), None, ((0, len(text)),), quoted=True)
    assert resolve_sources(cut(text), [whole])[0].source.name == f"Ada {surname(0)}"
