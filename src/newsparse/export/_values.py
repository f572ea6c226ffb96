"""Articles to dicts and JSON and back, without loss."""

from __future__ import annotations

import datetime as dt
import enum
import functools
import json
from collections.abc import Iterator, Mapping, Sequence
from importlib import resources
from typing import Any, TypeVar, cast

import attrs
import cattrs
import regex
from cattrs.gen import make_dict_structure_fn, make_dict_unstructure_fn, override

from newsparse.errors import DataError
from newsparse.types import Article, Attribution, CastMember, Quote

__all__ = ["VERSION", "dumps", "from_dict", "from_json", "json_schema", "to_dict", "to_json"]

VERSION = 2
"""The version of the format; it rises when a field gets a value that older releases cannot read."""
_READ = (1, 2)  # no set, for what stands there may be anything; 2 has turns and blocks among the kinds of quotes

_V = TypeVar("_V", Quote, Attribution)
_LONE_SURROGATE_RE = regex.compile(r"[\ud800-\udfff]")
_OWN_KEYS = frozenset({"version", "id"})  # of the record, not of the article
_NUMBERED = frozenset({"quotes", "attributions"})  # what a member of the cast names by number


def to_dict(article: Article, *, id: str | None = None) -> dict[str, Any]:  # noqa: A002 - the name of the field
    """Return an article as plain dicts, lists, strings and numbers, ready for ``json.dump``.

    Args:
        article: the article.
        id: a name to save with it, for example its file or address.

    A span is ``{"start", "end", "text"}`` and its other fields. Fields that are ``None`` or empty are left out. The
    cast names its quotes and attributions by their numbers in the article's own lists. Dates are in ISO 8601.
    ``json_schema`` describes the format, ``from_dict`` reads it.

    >>> import newsparse
    >>> data = to_dict(newsparse.parse_article("“We won,” said Ada Lee."), id="win.txt")
    >>> data["version"], data["id"], data["quotes"][0]["parts"]
    (2, 'win.txt', [{'start': 1, 'end': 8, 'text': 'We won,'}])
    """
    data: dict[str, Any] = {"version": VERSION}
    if id is not None:
        data["id"] = id
    data |= _converter().unstructure(article)
    if article.sources:
        quotes = {quote: number for number, quote in reversed(list(enumerate(article.quotes)))}
        attributions = {value: number for number, value in reversed(list(enumerate(article.attributions)))}
        for member, saved in zip(article.sources, data["sources"], strict=True):
            if member.quotes:
                saved["quotes"] = [_number_or_value(quote, quotes) for quote in member.quotes]
            if member.attributions:
                saved["attributions"] = [_number_or_value(value, attributions) for value in member.attributions]
    return data


def from_dict(data: Mapping[str, object]) -> Article:
    """Return the article that ``to_dict`` made *data* of; the two are equal.

    Args:
        data: what ``to_dict`` returned, or the same through JSON.

    Raises:
        DataError: *data* is of another version, or is no article; the message says where it differs.
    """
    if not isinstance(data, Mapping) or data.get("version") not in _READ:
        found = data.get("version") if isinstance(data, Mapping) else type(data).__name__
        raise DataError(f"no article in version {VERSION} of the format: {found!r}")
    values = {key: value for key, value in data.items() if key not in _OWN_KEYS}
    try:
        return _structure(values)
    except DataError:
        raise
    except RecursionError as error:
        raise DataError("no article: it is nested too deeply") from error
    except (cattrs.BaseValidationError, AttributeError, KeyError, TypeError, ValueError, IndexError) as error:
        raise DataError("no article: " + "; ".join(_messages(error))) from error


def to_json(article: Article, *, id: str | None = None, indent: int | None = None) -> str:  # noqa: A002
    """Return ``to_dict`` of an article as JSON; see ``from_json``.

    JSON reads a high surrogate and a low one behind it as a single character. An article whose text holds the two as
    code points of their own, as only broken decoding leaves them, is written but does not load again.
    """
    return dumps(to_dict(article, id=id), indent=indent)


def from_json(text: str | bytes) -> Article:
    """Return the article that ``to_json`` was called on.

    Raises:
        DataError: *text* is no JSON, or no article, or one that JSON cannot hold; see ``to_json``.

    >>> import newsparse
    >>> article = newsparse.parse_article("“We won,” said Ada Lee.")
    >>> from_json(to_json(article)) == article
    True
    """
    try:
        data = json.loads(text)
    except RecursionError as error:
        raise DataError("no article: it is nested too deeply") from error
    except ValueError as error:
        raise DataError(f"no JSON: {error}") from error
    return from_dict(data)


def dumps(value: object, *, indent: int | None = None, html: bool = False) -> str:
    r"""Return *value* as JSON that can always be written as UTF-8: letters as they are, lone surrogates escaped.

    Args:
        value: plain data.
        indent: how far to indent, for people to read.
        html: whether it goes into a ``<script>`` of a page: "<" is escaped, so that no text can end the script.

    >>> print(dumps({"a": "é \ud800"}))
    {"a":"é \ud800"}
    >>> print(dumps("</script>", html=True))
    "\u003c/script>"
    """
    separators = (",", ":") if indent is None else None
    text = json.dumps(value, ensure_ascii=False, indent=indent, separators=separators)
    text = str(_LONE_SURROGATE_RE.sub(lambda match: f"\\u{ord(match[0]):04x}", text))
    return text.replace("<", r"\u003c") if html else text  # in JSON it stands in strings alone


@functools.cache
def _schema_text() -> str:
    return (resources.files("newsparse") / "schema" / f"article-{VERSION}.json").read_text(encoding="utf-8")


def json_schema() -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of what ``to_dict`` returns."""
    return cast("dict[str, Any]", json.loads(_schema_text()))


@functools.cache
def _converter() -> cattrs.Converter:
    converter = cattrs.Converter(
        omit_if_default=True, forbid_extra_keys=True, unstruct_collection_overrides={tuple: list}
    )
    converter.register_unstructure_hook(dt.date, lambda value: value.isoformat())
    converter.register_structure_hook(dt.date, lambda value, _: _date(value))
    for kind, accepted in ((str, str), (bool, bool), (int, int), (float, (float, int))):
        converter.register_structure_hook(kind, functools.partial(_exactly, accepted))
    # The numbers are put in by to_dict and read by from_dict, which have the lists that they count in.
    apart = {key: override(omit=True) for key in _NUMBERED}
    save: Any = make_dict_unstructure_fn
    load: Any = make_dict_structure_fn
    converter.register_unstructure_hook(CastMember, save(CastMember, converter, _cattrs_omit_if_default=True, **apart))
    converter.register_structure_hook(CastMember, load(CastMember, converter, _cattrs_forbid_extra_keys=True, **apart))
    return converter


def _exactly(accepted: type | tuple[type, ...], value: object, kind: type) -> object:
    # cattrs would turn 5 into "5", and the article that comes back would be another.
    if issubclass(kind, enum.Enum):
        return kind(value)
    if not isinstance(value, accepted) or (isinstance(value, bool) and kind is not bool):
        raise TypeError(f"{value!r} is no {kind.__name__}")
    return value


def _date(value: str) -> dt.date:
    return dt.datetime.fromisoformat(value) if "T" in value else dt.date.fromisoformat(value)


def _number_or_value(value: _V, numbers: Mapping[_V, int]) -> object:
    # A nested quote is in no list of the article's own, and stands in full.
    return numbers[value] if value in numbers else _converter().unstructure(value)


def _structure(values: dict[str, Any]) -> Article:
    if not isinstance(values["text"], str):
        raise DataError("no article: its text is no string")
    wrong = next(_wrong_texts(values, values["text"]), None)
    if wrong:
        raise DataError(f"no article: the text of {wrong} is not what stands at its place")
    if isinstance(values.get("agency"), Mapping):  # version 1 has the printed name alone
        values["agency"] = {"name": values["agency"].get("text")} | dict(values["agency"])
    members_saved = values.pop("sources", [])
    article = _converter().structure(values, Article)
    members = (
        attrs.evolve(
            _converter().structure({key: v for key, v in saved.items() if key not in _NUMBERED}, CastMember),
            quotes=tuple(_value(item, article.quotes, Quote) for item in saved.get("quotes", ())),
            attributions=tuple(
                _value(item, article.attributions, Attribution) for item in saved.get("attributions", ())
            ),
        )
        for saved in members_saved
    )
    return attrs.evolve(article, sources=tuple(members))


def _value(item: object, numbered: Sequence[_V], kind: type[_V]) -> _V:
    if isinstance(item, int):
        if item < 0 or isinstance(item, bool):
            raise IndexError(f"{item!r} is no number of a {kind.__name__.lower()}")
        return numbered[item]
    return _converter().structure(item, kind)


def _wrong_texts(value: object, text: str) -> Iterator[str]:
    if isinstance(value, Mapping):
        if {"start", "end", "text"} <= value.keys() and value["text"] != text[value["start"] : value["end"]]:
            yield f"{value['start']}:{value['end']}"
        value = list(value.values())
    if isinstance(value, list):
        for item in value:
            yield from _wrong_texts(item, text)


def _messages(error: Exception) -> list[str]:
    if isinstance(error, cattrs.BaseValidationError):
        return list(cattrs.transform_error(error, path="article"))
    return [f"{type(error).__name__}: {error}"]
