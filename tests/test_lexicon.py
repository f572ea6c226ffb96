import tomllib
import unicodedata
from importlib import resources

import pytest

from newsparse import lexicon
from newsparse.errors import LexiconError
from newsparse.lexicon import Lexicon


def entries():
    for name in lexicon.names():
        for entry, value in lexicon.load_file(name).items():
            if entry not in {"about", "excluded"}:
                yield pytest.param(value, id=f"{name}.{entry}")


@pytest.mark.parametrize("name", lexicon.names())
def test_a_file_is_read_as_toml(name):
    text = (resources.files(lexicon.__name__) / "data" / "en" / f"{name}.toml").read_text(encoding="utf-8")
    read, expected = lexicon.load_file(name), tomllib.loads(text)
    assert (list(read), read) == (list(expected), expected)


@pytest.mark.parametrize("name", lexicon.names())
def test_a_file_says_what_it_is_and_where_it_comes_from(name):
    about = lexicon.load_file(name)["about"]
    assert all(about[field].strip() for field in ("what", "source", "licence"))


@pytest.mark.parametrize("value", list(entries()))
def test_entries_are_sorted_unique_and_nfc(value):
    words = [w for w in value if isinstance(w, str)]
    assert words == sorted(set(words))
    assert all(w == w.strip() and w and unicodedata.is_normalized("NFC", w) for w in words)


@pytest.mark.parametrize("name", lexicon.names())
def test_excluded_words_give_a_reason_and_are_in_no_entry(name):
    file = lexicon.load_file(name)
    for word, reason in file.get("excluded", {}).items():
        assert reason.strip()
        for entry, value in file.items():
            assert entry in {"about", "excluded"} or word not in value, entry


def test_words_are_added_and_left_out():
    changed = Lexicon(added={"reporting_verbs.verbs": ["harrumph"]}, removed={"reporting_verbs.verbs": ["say"]})
    words = changed.words("reporting_verbs.verbs")
    assert "harrumph" in words
    assert "say" not in words
    assert "say" in Lexicon().words("reporting_verbs.verbs")


def test_lexicons_compare_by_value():
    one = Lexicon(added={"reporting_verbs.verbs": ["a", "b"]})
    two = Lexicon(added={"reporting_verbs.verbs": ["b", "a"]})
    assert one == two
    assert hash(one) == hash(two)
    assert one != Lexicon()


@pytest.mark.parametrize(
    ("added", "message"),
    [
        ({"reporting_verbs.nouns": ["x"]}, "no lexicon entry 'reporting_verbs.nouns'"),
        ({"reporting_verb.verbs": ["x"]}, "no lexicon file 'reporting_verb'"),
        ({"reporting_verbs.verbs": "x"}, "takes an iterable of words"),
        ({"reporting_verbs.verbs": [" "]}, "takes an iterable of words"),
    ],
)
def test_a_bad_entry_is_named_when_the_lexicon_is_built(added, message):
    with pytest.raises(LexiconError, match=message):
        Lexicon(added=added)
