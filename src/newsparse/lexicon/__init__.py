"""The words that the parsers know: TOML files under ``data/``, and a frozen ``Lexicon`` over them.

A file says ``about.what``, ``about.source`` and ``about.licence``, then has entries, each a list of words, a table
from word to word, or a list of records. An entry is addressed as ``"file.entry"``. An ``[excluded]`` table, where
there is one, names words that were considered and left out, each with its reason.
"""

from __future__ import annotations

import functools
import json
from collections.abc import Iterable, Mapping
from importlib import resources
from types import MappingProxyType

import attrs

from newsparse.errors import LexiconError

__all__ = ["DEFAULT", "Lexicon", "load_file", "names", "require_lexicon"]

_NOT_ENTRIES = frozenset({"about", "excluded"})
Record = Mapping[str, str]
_Words = tuple[tuple[str, frozenset[str]], ...]
_Records = tuple[tuple[str, tuple[tuple[tuple[str, str], ...], ...]], ...]


@functools.cache
def _files_of(language: str) -> Mapping[str, Mapping[str, object]] | None:
    """Return all files of a language from the one that the wheel has; a checkout has none."""
    path = resources.files(__name__) / "data" / f"{language}.json"
    return json.loads(path.read_text(encoding="utf-8")) if path.is_file() else None


@functools.cache
def load_file(name: str, language: str = "en") -> Mapping[str, object]:
    """Return what the lexicon file ``data/<language>/<name>.toml`` says.

    Raises:
        LexiconError: there is no such file.
    """
    if name not in names(language):
        raise LexiconError(f"no lexicon file {name!r}; there are: {', '.join(names(language))}")
    bundle = _files_of(language)
    if bundle is not None:
        return bundle[name]
    from newsparse.lexicon._bundle import read_toml  # noqa: PLC0415 - what is installed needs no TOML

    return read_toml(resources.files(__name__) / "data" / language / f"{name}.toml")


@functools.cache
def names(language: str = "en") -> tuple[str, ...]:
    """Return the names of the lexicon files, sorted.

    Raises:
        LexiconError: no words of this language ship.
    """
    bundle = _files_of(language)
    if bundle is not None:
        return tuple(bundle)
    folder = resources.files(__name__) / "data" / language
    if not folder.is_dir():
        raise LexiconError(f"no lexicon for the language {language!r}")
    return tuple(sorted(f.name.removesuffix(".toml") for f in folder.iterdir() if f.name.endswith(".toml")))


@functools.cache
def _entry(name: str, language: str) -> object:
    file, _, entry = name.partition(".")
    entries = load_file(file, language)
    if entry in _NOT_ENTRIES or entry not in entries:
        known = ", ".join(f"{file}.{e}" for e in entries if e not in _NOT_ENTRIES)
        raise LexiconError(f"no lexicon entry {name!r}; {file!r} has: {known}")
    return entries[entry]


def _as_words(value: object, name: str) -> frozenset[str]:
    if isinstance(value, Mapping):
        return frozenset(value)
    if isinstance(value, list) and all(isinstance(w, str) for w in value):
        return frozenset(value)
    raise LexiconError(f"lexicon entry {name!r} is no list of words")


def _frozen_words(given: Mapping[str, Iterable[str]] | _Words) -> _Words:
    frozen = []
    for name, words in dict(given).items():
        if isinstance(words, str) or not all(isinstance(w, str) and w.strip() for w in words):
            raise LexiconError(f"lexicon entry {name!r} takes an iterable of words that are not empty")
        frozen.append((name, frozenset(words)))
    return tuple(sorted(frozen, key=lambda pair: pair[0]))


def _frozen_records(given: Mapping[str, Iterable[Record]] | _Records) -> _Records:
    frozen = ((name, tuple(tuple(sorted(dict(r).items())) for r in records)) for name, records in dict(given).items())
    return tuple(sorted(frozen))


@attrs.frozen(kw_only=True, cache_hash=True)
class Lexicon:
    """The words in use: those that newsparse ships, with yours added and others left out.

    Args:
        added: words to add, by entry: ``{"reporting_verbs.verbs": ["quip"]}``.
        removed: words to leave out, by entry.
        records: records to add, by entry, for entries that are lists of records (patterns).
        language: the folder of lexicon files; only ``"en"`` ships.

    Raises:
        LexiconError: an entry does not exist or cannot be used; the message names it.

    Lexicons are frozen, hashable and compare by value: build one, hand it to ``newsparse.Parser``.

    >>> lexicon = Lexicon(added={"reporting_verbs.verbs": ["harrumph"]})
    >>> "harrumph" in lexicon.words("reporting_verbs.verbs")
    True
    """

    added: _Words = attrs.field(default=(), converter=_frozen_words)
    removed: _Words = attrs.field(default=(), converter=_frozen_words)
    extra: _Records = attrs.field(default=(), alias="records", converter=_frozen_records)
    language: str = "en"
    _known: dict[str | tuple[str, ...], frozenset[str]] = attrs.field(factory=dict, init=False, eq=False, repr=False)

    def __reduce__(self) -> tuple[object, ...]:
        made = functools.partial(
            Lexicon, added=self.added, removed=self.removed, records=self.extra, language=self.language
        )
        return made, ()

    def __attrs_post_init__(self) -> None:
        for name, _ in (*self.added, *self.removed):
            _as_words(_entry(name, self.language), name)
        for name, _ in self.extra:
            self.records(name)

    def __repr__(self) -> str:
        changed = [f"+{n}" for n, _ in (*self.added, *self.extra)] + [f"-{n}" for n, _ in self.removed]
        return f"Lexicon({self.language}{' ' if changed else ''}{' '.join(changed)})"

    def entries(self) -> Mapping[str, str]:
        """Return every entry by its name, with what it takes: "words", "table" or "records".

        >>> entries = Lexicon().entries()
        >>> entries["reporting_verbs.verbs"], entries["boilerplate.patterns"]
        ('words', 'records')
        """
        return _entries(self.language)

    def words(self, name: str, *more: str) -> frozenset[str]:
        """Return the words of an entry (of a table, its keys), or of several entries together."""
        key = (name, *more) if more else name
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = _words(self, name, *more)
        return found

    def table(self, name: str) -> Mapping[str, str]:
        """Return an entry that maps words to words."""
        value = _entry(name, self.language)
        if not isinstance(value, Mapping):
            raise LexiconError(f"lexicon entry {name!r} is no table")
        return MappingProxyType(value)

    def records(self, name: str) -> tuple[Record, ...]:
        """Return an entry that is a list of records, yours last."""
        value = _entry(name, self.language)
        if not isinstance(value, list) or not all(isinstance(r, Mapping) for r in value):
            raise LexiconError(f"lexicon entry {name!r} is no list of records")
        return (*value, *(dict(r) for n, records in self.extra if n == name for r in records))


@functools.lru_cache(maxsize=1024)
def _words(lexicon: Lexicon, name: str, *more: str) -> frozenset[str]:
    if more:
        return _words(lexicon, name).union(*(_words(lexicon, other) for other in more))
    found = _as_words(_entry(name, lexicon.language), name)
    found = found.union(*(words for n, words in lexicon.added if n == name))
    return found.difference(*(words for n, words in lexicon.removed if n == name))


@functools.cache
def _entries(language: str) -> Mapping[str, str]:
    found = {}
    for file in names(language):
        for entry, value in load_file(file, language).items():
            if entry not in _NOT_ENTRIES:
                records = isinstance(value, list) and any(isinstance(item, Mapping) for item in value)
                found[f"{file}.{entry}"] = "table" if isinstance(value, Mapping) else "records" if records else "words"
    return MappingProxyType(found)


DEFAULT = Lexicon()


def require_lexicon(lexicon: object, function: str) -> Lexicon:
    """Return *lexicon* when it is a ``Lexicon``.

    Raises:
        TypeError: it is anything else; the message says how to build one.

    >>> require_lexicon({}, "extract_quotes()")
    Traceback (most recent call last):
    ...
    TypeError: extract_quotes() takes a Lexicon as lexicon, not dict: build one, for example Lexicon(added=...)
    """
    if isinstance(lexicon, Lexicon):
        return lexicon
    advice = 'build one, for example Lexicon(added={"reporting_verbs.verbs": ["quip"]})'
    raise TypeError(f"{function} takes a Lexicon as lexicon, not {type(lexicon).__name__}: {advice}")
