"""Says which body of the article a description means: "the company", "The contractor, Trishul Infra Projects Ltd,"."""

from __future__ import annotations

import bisect

from newsparse.sources.bodies import body_kind
from newsparse.sources.discourse import Discourse
from newsparse.sources.entities import BODIES, Entity, fold
from newsparse.sources.naming import body_called, full_name, goes_on
from newsparse.sources.nouns import qualifiers
from newsparse.sources.phrases import Phrase, is_modifier, noun_kind
from newsparse.types import SourceKind

__all__ = ["apposed_body", "last_body", "longer_name"]

_PARAGRAPHS_BACK = 5
_STATEMENTS_BACK = 12
_TOKENS_BACK = 400


def apposed_body(story: Discourse, phrase: Phrase) -> Entity | None:
    """Return the body whose name stands in apposition: "The contractor, Trishul Infra Projects Ltd,"."""
    reading = story.reading
    first = phrase.core + 1
    if (
        first >= phrase.last
        or reading.words[phrase.core] != ","
        or reading.words[phrase.head] != reading.lower[phrase.head]
    ):
        return None
    first += reading.lower[first] == "the"
    at = bisect.bisect_left(story.bodies.starts, first)
    mention = story.bodies.mentions[at] if at < len(story.bodies.mentions) else None
    if mention is None or mention.first != first or mention.last < min(phrase.last, len(reading.words)) - 1:
        return None
    kind = noun_kind(reading.words[phrase.head], reading.lexicon)
    named = body_kind(mention.name, reading.lexicon)
    fits = kind in BODIES or (named in BODIES and kind in {None, SourceKind.ANONYMOUS, SourceKind.DOCUMENT})
    return body_called(story, mention.name, phrase) if fits else None


def last_body(story: Discourse, phrase: Phrase, noun: str, kind: SourceKind) -> Entity | None:
    """Return the body that "the company", "the department" or "the chipmaker" takes up."""
    if goes_on(story, phrase):
        return None
    words = story.reading.lexicon.words
    described = story.bodies.described(noun, phrase.first)
    known = described is not None and noun not in words("source_phrases.powers")
    if described is not None and known and described.name not in words("powers.countries"):
        return body_called(story, described.name, phrase)
    return _nearest_body(story, phrase, noun, kind)


def _nearest_body(story: Discourse, phrase: Phrase, noun: str, kind: SourceKind) -> Entity | None:
    """Return the body named last that may be called so."""
    reading, lexicon = story.reading, story.reading.lexicon
    told_by = range(phrase.first + 1, phrase.head)
    indices = lexicon.words("source_phrases.indices")
    placed = any(is_modifier(reading.words[i]) or reading.words[i] in indices for i in told_by)
    own = frozenset[str]() if placed else qualifiers(story, phrase)
    named = not placed and any(reading.words[i][0].isupper() for i in told_by)
    if noun in lexicon.words("source_phrases.powers"):
        longer = story.bodies.longer(reading.words[phrase.head], phrase.first)
        fits = longer and (not own or own & set(longer.lower().split()))
        return story.keep(SourceKind.ORGANIZATION, longer) if fits and longer else None
    for said in reversed(story.history[-_STATEMENTS_BACK:]):
        entity = said.entity
        if reading.paragraph_of(reading.tokens[phrase.first][0]) - reading.paragraph_of(said.at) > _PARAGRAPHS_BACK:
            break
        name = entity.name or ""
        same = entity.kind is kind and not entity.plural and bool(name) and _may_be_called(story, noun, name)
        if same and (not named or own & set(name.lower().split())):
            return entity
    if own:
        return None
    for mention in story.bodies.before(phrase.first, reach=_TOKENS_BACK):
        if phrase.first - mention.first > _TOKENS_BACK // 4 and noun not in mention.name.lower().split():
            continue
        full = full_name(story, mention.name)
        if (
            kind is SourceKind.ORGANIZATION
            and _may_be_called(story, noun, full)
            and _is_organization(story, mention.name, full)
        ):
            return story.keep(body_kind(full, lexicon) or SourceKind.ORGANIZATION, full)
    return None


def _is_organization(story: Discourse, name: str, full: str) -> bool:
    """Tell whether a run of capital words is known to be a body, and no place, day or headline word."""
    lexicon = story.reading.lexicon
    if full in lexicon.words("powers.countries") or name in lexicon.words("powers.regions"):
        return False
    if (SourceKind.ORGANIZATION, fold(full)) in story.named or full in lexicon.words("powers.bodies"):
        return True
    return not lexicon.words("source_nouns.organization_words").isdisjoint(full.split())


def _may_be_called(story: Discourse, noun: str, name: str) -> bool:
    """Tell whether a body of that name may be called *noun* ("the department", "the company")."""
    lexicon = story.reading.lexicon
    if name in lexicon.words("powers.countries"):
        return noun in {"country", "nation", "kingdom", "republic", "state"}
    if noun in {"country", "nation", "kingdom", "republic"}:
        return False
    offices = {"department": ("department", "ministry", "office", "services"), "ministry": ("ministry", "department")}
    words = {w.lower() for w in name.split()}
    own = {w for w in words if noun_kind(w, lexicon) is SourceKind.ORGANIZATION}
    if noun in own or noun in {"organization", "organisation", "group", "agency", "body"}:
        return True
    if noun in offices and words & lexicon.words("source_phrases.chambers"):
        return False
    if noun in offices:
        return bool(words & set(offices[noun])) or (not own and len(words) != 1)
    return not own and noun not in lexicon.words("source_phrases.institutions")


def longer_name(story: Discourse, name: str, phrase: Phrase) -> str:
    """Return the fuller name that the article gives a body: "police" after "Hong Kong police"."""
    return story.by_last.get(fold(name)) or story.bodies.longer(name, phrase.first) or name
