import pytest

from newsparse.lexicon import DEFAULT, Lexicon
from newsparse.lexicon.word_classes import closed_words, cue_forms, title_openers, word_class, word_classes


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("said", "V"),
        ("saying", "G"),
        ("Said", "C"),  # a name or the first word of a sentence, no cue
        ("that", "D"),
        ("who", "w"),
        ("Who", "w"),
        ("quietly", "r"),
        ("July", "C"),
        ("fly", "N"),
        ("’s", "S"),
        ("’ll", "a"),
        ("21st", "n"),
        ("—", "-"),
        ("...", "."),
        ("%", "x"),
    ],
)
def test_a_token_has_a_class(word, expected):
    assert word_class(word, word_classes(DEFAULT)) == expected


def test_the_words_of_a_lexicon_decide():
    lexicon = Lexicon(
        added={"reporting_verbs.verbs": ["harrumph"], "function_words.prepositions": ["anent"]},
        removed={"function_words.conjunctions": ["so"]},
    )
    assert "".join(word_class(w, word_classes(lexicon)) for w in ["harrumphed", "anent", "so"]) == "VpN"
    assert "anent" in closed_words(lexicon)
    assert cue_forms(lexicon)["harrumphing"] == "harrumph"


def test_titles_of_several_words_open_with_their_first():
    assert {"secretary", "mr"} <= title_openers(DEFAULT)
    assert "harbour" in title_openers(Lexicon(added={"titles.offices": ["harbour master"]})) - title_openers(DEFAULT)


def test_several_entries_are_asked_for_at_once():
    both = DEFAULT.words("function_words.numbers", "function_words.relatives")
    assert both == DEFAULT.words("function_words.numbers") | DEFAULT.words("function_words.relatives")
