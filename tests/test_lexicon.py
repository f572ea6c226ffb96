import tomllib
import unicodedata
from pathlib import Path

import pytest

from newsparse import lexicon
from newsparse.errors import LexiconError
from newsparse.lexicon import Lexicon
from newsparse.lexicon._bundle import bundled

DATA = Path(lexicon.__file__).parent / "data" / "en"


def entries():
    for name in lexicon.names():
        for entry, value in lexicon.load_file(name).items():
            if entry not in {"about", "excluded"}:
                yield pytest.param(value, id=f"{name}.{entry}")


@pytest.fixture
def with_bundle(monkeypatch, tmp_path):
    """The package as a wheel has it: one file for the language, and here no other."""
    folder = tmp_path / "data"
    folder.mkdir()
    (folder / "en.json").write_text(bundled(DATA), encoding="utf-8")
    functions = (lexicon._files_of, lexicon.load_file, lexicon.names)
    for function in functions:
        function.cache_clear()
    monkeypatch.setattr(lexicon.resources, "files", lambda _: tmp_path)
    yield
    for function in functions:
        function.cache_clear()


def test_what_is_read_is_what_the_toml_says():
    read = {name: lexicon.load_file(name) for name in lexicon.names()}
    assert read == {path.stem: tomllib.loads(path.read_text(encoding="utf-8")) for path in sorted(DATA.glob("*.toml"))}


@pytest.mark.usefixtures("with_bundle")
def test_the_one_file_of_the_wheel_says_what_the_toml_says():
    test_what_is_read_is_what_the_toml_says()


@pytest.mark.usefixtures("with_bundle")
def test_a_file_that_is_not_there_is_named_with_the_bundle_too():
    with pytest.raises(LexiconError, match="no lexicon file 'nouns'; there are: abbreviations, "):
        lexicon.load_file("nouns")


def test_a_language_that_does_not_ship_is_named():
    with pytest.raises(LexiconError, match="no lexicon for the language 'xx'"):
        lexicon.load_file("titles", "xx")


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


def test_every_entry_is_listed_with_what_it_takes():
    own = Lexicon()
    take = {"words": own.words, "table": own.table, "records": own.records}
    entries = own.entries()
    assert entries["reporting_verbs.verbs"] == "words"
    assert entries["reporting_verbs.irregular"] == "table"
    assert entries["boilerplate.patterns"] == "records"
    for name, kind in entries.items():
        assert take[kind](name) is not None
    assert {name.partition(".")[0] for name in entries} == set(lexicon.names())
