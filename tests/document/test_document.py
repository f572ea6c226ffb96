"""What the columns of a document hold, and that asking twice gives the same answer."""

import attrs
import pytest
from hypothesis import given

from newsparse.document import CLOSES, INSIDE, OPENS, OUTSIDE, Document, cut
from strategies import texts

TEXT = "BOSTON - “We won,” said Mr. Lee.\n\nHe left. She “stayed"
COLUMNS = ("words", "lower", "starts", "sentence_numbers", "paragraph_numbers", "classes", "quote_states")


@pytest.fixture
def document():
    return cut(TEXT)


def test_columns_run_over_all_tokens(document):
    assert document.words[:9] == ["BOSTON", "-", "“", "We", "won", ",", "”", "said", "Mr."]
    assert document.lower[7:10] == ["said", "mr.", "lee"]
    assert document.classes[:9] == "C-xPN,xVC"
    assert document.sentence_numbers == [0] * 11 + [1] * 3 + [2] * 3
    assert document.paragraph_numbers == [0] * 11 + [1] * 6
    assert document.firsts == (0, 11, 17)
    assert document.sentences == ((0, 32), (34, 42), (43, 54))


def test_marks_are_matched_and_tokens_know_them(document):
    assert [TEXT[slice(*mark.inner)] for mark in document.marks] == ["We won,", "stayed"]
    assert list(document.quote_states[:8]) == [OUTSIDE, OUTSIDE, OPENS, INSIDE, INSIDE, INSIDE, CLOSES, OUTSIDE]
    assert [document.is_quoted(TEXT.index(word)) for word in ("BOSTON", "won", "said", "stayed")] == [
        False,
        True,
        False,
        True,
    ]


def test_offsets_lead_to_tokens_sentences_and_paragraphs(document):
    at = TEXT.index("left")
    token = document.token_from(at)
    assert document.words[token] == "left"
    assert (document.sentence_of(at), document.paragraph_of(at)) == (1, 1)
    assert document.words[document.sentence_start(token)] == "He"
    assert TEXT[slice(*document.span_of(token, token + 2))] == "left."


def test_a_part_shares_what_is_cut(document):
    story = document.of([(9, 32), document.paragraphs[1]])
    assert story.words[0] == "“"
    assert story.sentences[1:] == document.sentences[1:]
    assert story.tokens[-1] is document.tokens[-1]


def test_a_document_is_frozen(document):
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        document.text = ""


def test_an_empty_text_has_empty_columns():
    document = cut("")
    assert all(len(getattr(document, column)) == 0 for column in COLUMNS)
    assert not document.is_quoted(0)


@given(texts)
def test_columns_fit_the_text(text):
    document = cut(text)
    assert all(len(getattr(document, column)) == len(document.tokens) for column in COLUMNS)
    assert [text[start:end] for start, end in document.tokens] == document.words
    for (start, end), sentence, paragraph in zip(
        document.tokens, document.sentence_numbers, document.paragraph_numbers, strict=True
    ):
        assert document.sentences[sentence][0] <= start
        assert document.paragraphs[paragraph][0] <= start < end <= document.paragraphs[paragraph][1]


@given(texts)
def test_asking_in_another_order_gives_the_same_columns(text):
    one, two = cut(text), Document(text, cut(text).lexicon, cut(text).paragraphs)
    forwards = [getattr(one, column) for column in COLUMNS]
    backwards = [getattr(two, column) for column in reversed(COLUMNS)]
    assert forwards == backwards[::-1]
    assert [getattr(one, column) for column in COLUMNS] == forwards
