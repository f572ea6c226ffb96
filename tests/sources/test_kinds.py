"""What sort of source a noun or a name stands for: the weights, and nouns and names that no list knows."""

import importlib

import pytest

from newsparse import ModelError, extract_attributions
from newsparse.lexicon import DEFAULT
from newsparse.sources import _kinds, _model
from newsparse.sources.phrases import noun_kind

KINDS = {"person", "organization", "media", "document", "group", "anonymous"}


def kind(text):
    (attribution,) = extract_attributions(text)
    return attribution.source.kind


@pytest.fixture
def weights_at(monkeypatch, tmp_path):
    """Put a file of weights in the place of the one that ships."""

    def put(text):
        (tmp_path / "model").mkdir()
        if text is not None:
            (tmp_path / "model" / "kinds.json").write_text(text, encoding="utf-8")
        monkeypatch.setattr(importlib.resources, "files", lambda _package: tmp_path)
        _model.load_weights.cache_clear()

    yield put
    _model.load_weights.cache_clear()


def test_the_table_can_be_read():
    weights = _model.load_weights()
    for question in ("noun", "name"):
        answers = weights.answers(question)
        assert set(answers) <= KINDS
        assert all(isinstance(weight, float) for table in answers.values() for weight in table.values())


def test_features_add_up():
    weights = _model.Weights({"noun": {"group": {"bias": 1.0, "number=plural": 0.5}}})
    assert weights.score("noun", "group", ["bias", "number=plural", "unheard"]) == 1.5
    assert weights.score("noun", "media", ["bias"]) == 0.0


@pytest.mark.parametrize("text", [None, "{", '{"noun": 1'])
def test_a_damaged_file_says_what_to_do(weights_at, text):
    weights_at(text)
    with pytest.raises(ModelError, match=r"kinds\.json is missing or damaged .* reinstall newsparse"):
        _kinds.likeliest("noun", ["bias"])


def test_a_noun_that_was_not_taught_is_what_its_list_says():
    assert noun_kind("flatmate", DEFAULT) == "anonymous"
    assert not any("noun=flatmate" in table for table in _model.load_weights().answers("noun").values())
    assert kind("The road will close for good in May, the flatmate said on Monday.") == "anonymous"


def test_a_plural_in_no_list_is_a_group():
    assert noun_kind("cooperatives", DEFAULT) is None
    assert kind("The road will close for good in May, local cooperatives said on Monday.") == "group"


def test_a_name_that_a_noun_shows_to_be_a_body_is_one():
    text = "Shares of retailer Marlow Quint rose. “The road will close for good in May,” Marlow Quint said on Monday."
    assert kind(text) == "organization"
