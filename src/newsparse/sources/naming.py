"""Says which person or body a name means, and what its full name is."""

from __future__ import annotations

import bisect
import functools

import regex

from newsparse.lexicon import Lexicon
from newsparse.names import could_be_name, find_names, gender_of
from newsparse.segment import Range
from newsparse.sources._kinds import likeliest, name_features
from newsparse.sources.bodies import bare, body_kind, outlet_name
from newsparse.sources.discourse import Discourse
from newsparse.sources.entities import BODIES, Entity, fold
from newsparse.sources.introductions import is_given_out
from newsparse.sources.people import NameMention
from newsparse.sources.phrases import (
    INDEFINITE,
    LONGEST_MENTION,
    MOST_KNOWN,
    POINTING,
    RELATIONS,
    Phrase,
    is_human,
    is_plural,
    noun_kind,
    singular,
)
from newsparse.sources.reading import Reading, is_clitic
from newsparse.sources.registry import misspells
from newsparse.sources.shapes import adjectives
from newsparse.types import SourceKind

__all__ = [
    "body_called",
    "body_name",
    "body_named",
    "full_name",
    "full_names_of_mentions",
    "full_outlet_name",
    "goes_on",
    "is_proper",
    "person_named",
]

_ANYWHERE = 1 << 60
_MOST_PEOPLE = 200
_OWNER_RE = regex.compile(r"(?P<owner>[^’']{2,60})[’']\ ?s\ (?=\S)")
_OWNED = frozenset({"news", "state"})
_PRONOUN_REACH = 25
_LONGEST_TITLE = 6
_CLAUSE_REACH = 40
_OF_PEOPLE = frozenset({"he", "she", "his", "him", "her", "himself", "herself"})
_OF_THINGS = frozenset({"it", "its", "itself"})


def person_named(story: Discourse, phrase: Phrase, span: Range) -> Entity | None:
    """Return the person whom the mention names, ``None`` where no name is its head."""
    named = story.people.within((span[0], min(span[1], span[0] + LONGEST_MENTION)))
    whole = story.people.ending_before(span[1], reach=0)
    for mention in named or (
        [whole] if whole else []
    ):  # the mention may be the end of a name: "DCP (Traffic) Ed [Roy]"
        if not _is_head(story, phrase, mention):
            continue
        person = story.choose(mention)
        if person is None:
            continue
        if not person.sure and not _looks_like_person(story, phrase, mention, person):
            return None
        person.sure = True
        return person
    return None


def _is_head(story: Discourse, phrase: Phrase, mention: NameMention) -> bool:
    """Tell whether a name is what the mention is about, and not a part of a description."""
    reading = story.reading
    first, last = reading.tokens_of((mention.start, mention.end))
    while last > first + 1 and not reading.words[last - 1][0].isalnum():
        last -= 1  # the stop of "Jr."
    if last < phrase.last and is_clitic(reading.words[last]):
        # "Trump's lawyer" is not Trump; "Trump's" alone and "NPR's Feng" are.
        return last == phrase.head + 1 and last + 1 >= phrase.core
    if last - 1 == phrase.head or (first <= phrase.head < last and _ends(story, phrase, last)):
        return True  # also "US Secretary of State Jane Roe", whose title has the head
    segment = _description_end(story, phrase)
    human = _is_person_noun(reading, phrase.head)
    if last == segment and first >= phrase.core:
        # "minister of energy Tom Lee", "Party of Japan leader Tom Lee", "counsel for the petitioners Tom Lee",
        # not "lawyer for former mayor Tom Lee"
        prepositions = reading.lexicon.words("function_words.prepositions")
        joint = next(
            i for i in range(first - 1, phrase.core - 2, -1) if reading.lower[i] in prepositions or i < phrase.core
        )
        named = reading.token_from(mention.name)
        stop = next((i for i in range(joint + 1, named) if reading.lower[i] == "and"), named)
        own = any(_is_person_noun(reading, i) and not is_plural(reading.words[i]) for i in range(joint + 1, stop))
        proper = reading.words[phrase.head][0].isupper() and not human
        return joint + 1 < first and ((human and not own) or (proper and own))
    inside = any(_is_relative(story, i) for i in range(phrase.core, min(first, phrase.core + _CLAUSE_REACH)))
    given_out = is_given_out(reading, first)
    apposed = first > phrase.core and (
        given_out or (_opens_apposition(reading, first, reading.token_from(mention.name)) and not inside)
    )
    if apposed and not human and noun_kind(reading.words[phrase.head], reading.lexicon) is None:
        human = reading.words[phrase.head].islower() and all(p.sure and " " in (p.name or "") for p in mention.people)
    return human and apposed and _ends(story, phrase, last)


def _ends(story: Discourse, phrase: Phrase, last: int) -> bool:
    """Tell whether a mention ends at a token, or what follows only adds to it."""
    return last == phrase.last or story.reading.words[last] in {",", "("} or _is_relative(story, last)


def _description_end(story: Discourse, phrase: Phrase) -> int:
    """Return the token behind the noun group of a mention and what restricts it, over a short form in brackets."""
    words, at = story.reading.words, phrase.core
    while at < phrase.last and not (words[at] in {",", "(", "—", "–"} or _is_relative(story, at)):
        at += 1
        if words[at : at + 1] == ["("] and words[at + 2 : at + 3] == [")"] and words[at + 1].isupper():
            at += 3  # "National Union of Nurses (KNUN) secretary Ann Lee"
    return at


def _opens_apposition(reading: Reading, start: int, name: int) -> bool:
    """Tell whether a comma stands before a name or before its title: "Her deputy, Conservative MP Guy Latham,"."""
    first = start
    while (
        first > max(1, start - _LONGEST_TITLE)
        and reading.words[first - 1][0].isalnum()
        and not reading.is_closed(first - 1)
    ):
        first -= 1
    bare = first == start or (first == start - 1 and reading.lower[first] == "the" and start < name)
    titled = bare or any(_is_person_noun(reading, i) for i in range(first, name))
    return titled and reading.words[first - 1] == ","


def _is_relative(story: Discourse, token: int) -> bool:
    return story.reading.lower[token] in {"who", "which", "whose", "whom"}


def _looks_like_person(story: Discourse, phrase: Phrase, mention: NameMention, person: Entity) -> bool:
    """Tell whether a name-shaped stretch that nothing vouches for is a person rather than a body."""
    described = (
        mention.start >= story.reading.tokens[phrase.core - 1][1]
    )  # "An engineer hired by residents, Odalys Montero,"
    if (phrase.determiner and not described) or story.reading.text[mention.start : mention.end].isupper():
        return False
    if body_kind(person.name or "", story.reading.lexicon):
        return False
    return " " in (person.name or "") or story.reading.text[mention.start : mention.end] != person.name


def is_proper(story: Discourse, phrase: Phrase) -> bool:
    """Tell whether the head is a name, and not a common noun with a capital at the start of a sentence."""
    reading, head = story.reading, phrase.head
    word = reading.words[head]
    if word.islower() or not word[0].isalpha() or reading.is_function(head):
        return False
    if _is_short_for_person(word, reading.lexicon):
        return False
    if goes_on(story, phrase) and not is_human(word.lower(), reading.lexicon):
        return True
    begins = reading.sentence_start(head) == head or not reading.words[head - 1][0].isalnum()
    common = begins and word.lower() in reading.lexicon.words("source_nouns.groups")  # not "People", the magazine
    if any(c.isupper() for c in word[1:]) or (outlet_name(word, reading.lexicon) and not common):
        return True
    plain = word.lower() if begins or head > phrase.first else word
    if not (noun_kind(plain, reading.lexicon) or is_human(plain, reading.lexicon)):
        return True
    if head > phrase.first and not begins and plain in reading.lexicon.words("source_nouns.people"):
        return True  # "The Courier"
    if head == phrase.first:
        return False
    # "the Supreme Court", "Treasury Board": a capital in front makes it a name; "The Police" does not.
    before = reading.words[head - 1]
    if before[0].isupper() and head - 1 > phrase.first:
        return True
    return before[0].isupper() and reading.lower[phrase.first] not in POINTING | INDEFINITE | RELATIONS


def goes_on(story: Discourse, phrase: Phrase) -> bool:
    """Tell whether a name goes on behind its head: "the Institute for Fiscal Studies"."""
    at = bisect.bisect_right(story.bodies.starts, phrase.head) - 1
    return at >= 0 and phrase.head + 1 < story.bodies.mentions[at].last <= phrase.last


def body_named(story: Discourse, phrase: Phrase) -> Entity:
    """Return the body, outlet or place that the mention names."""
    return body_called(story, body_name(story, phrase), phrase)


def body_called(story: Discourse, name: str, phrase: Phrase) -> Entity:
    """Return the body, outlet or place of a name; *phrase* is the mention that it stands in."""
    lexicon = story.reading.lexicon
    words = bare(name).split()
    full = full_name(story, name, phrase.first)
    kind = body_kind(full, lexicon) or body_kind(name, lexicon)
    called_outlet = not story.bodies.outlets.isdisjoint({fold(full), fold(name)})
    if called_outlet:
        kind = SourceKind.MEDIA
    last = noun_kind(words[-1], lexicon) if words else None
    if kind is None and (last is SourceKind.DOCUMENT or (last is SourceKind.GROUP and is_human(words[-1], lexicon))):
        kind = last
    if kind is None and len(words) > 1:
        person = _introduced(story, phrase)
        if person is not None:
            return person
    if kind is None and len(words) == 1:
        kind = _kind_by_pronoun(story, phrase, words[0])
    if kind is None and (name in story.bodies.told or fold(bare(full)) in story.people.bodies):
        kind = SourceKind.ORGANIZATION
    elif not called_outlet:
        kind = likeliest("name", name_features(story.reading, bare(full), phrase, kind))
    if kind is SourceKind.PERSON and len(words) == 1:
        meant = [p for p in story.people.everyone[:_MOST_PEOPLE] if misspells(fold(words[0]), p.family)]
        if len(meant) == 1:
            return meant[0]
    entity = story.keep(kind or SourceKind.ORGANIZATION, full)
    entity.nouns |= {singular(word) for word in (*words[-1:], *full.split()[-1:])}
    return entity


def _kind_by_pronoun(story: Discourse, phrase: Phrase, word: str) -> SourceKind | None:
    """Return what a name of one word is that the story takes for known: "Marsh said he …", "Strella said it …"."""
    reading = story.reading
    if phrase.determiner or not word[1:].islower() or not could_be_name(word, lexicon=reading.lexicon):
        return None
    if any(word in reading.lexicon.words(f"first_names.{gender}") for gender in ("male", "female")):
        return SourceKind.PERSON
    paragraph = reading.paragraph_of(reading.tokens[phrase.first][0])
    for token in range(phrase.last, min(len(reading.words), phrase.last + _PRONOUN_REACH)):
        at = reading.tokens[token][0]
        if reading.paragraph_of(at) != paragraph:
            return None
        if reading.lower[token] in _OF_PEOPLE | _OF_THINGS and not reading.is_quoted(at):
            return SourceKind.PERSON if reading.lower[token] in _OF_PEOPLE else SourceKind.ORGANIZATION
    return None


def _introduced(story: Discourse, phrase: Phrase) -> Entity | None:
    """Return the person whom a mention names that stands where names are not looked for (a heading, a list)."""
    reading = story.reading
    start, end = reading.span_of(phrase.first, phrase.core)
    names = [n for n in find_names(reading.text, start=start, end=end, lexicon=reading.lexicon) if n.sure and n.given]
    if not names or names[-1].end != end:
        return None
    return story.named.setdefault(
        (SourceKind.PERSON, fold(names[-1].name)),
        Entity(SourceKind.PERSON, names[-1].name, gender=gender_of(names[-1], lexicon=reading.lexicon), first=start),
    )


def body_name(story: Discourse, phrase: Phrase) -> str:
    """Return the name of a body as the mention prints it, without the article in front."""
    reading = story.reading
    start, end = reading.span_of(phrase.first, phrase.core)
    # A name may go on behind "of" or "for": "Ministry of Health", "Centers for Disease Control and Prevention".
    at = bisect.bisect_left(story.bodies.starts, phrase.first)
    for mention in story.bodies.mentions[at : at + 4]:
        if mention.first <= phrase.head < mention.last and mention.last > phrase.core and mention.last <= phrase.last:
            end = reading.tokens[mention.last - 1][1]
    name = _without_noun(_without_front(" ".join(reading.text[start:end].split()), reading.lexicon), reading.lexicon)
    return name.rstrip("'’ ").removesuffix("'s").removesuffix("’s").strip('“”"‘ ')


def _without_front(name: str, lexicon: Lexicon) -> str:
    """Return a name without what only says whose or what it is: "Norland's state-run Volga Today", "US-based Wexo"."""
    found = bare(name).removeprefix("Both ")
    owned = _OWNER_RE.match(found)
    rest = found[owned.end() :] if owned and _owns_bodies(owned["owner"], found[owned.end() :], lexicon) else found
    words = rest.split()
    particles = lexicon.words("name_parts.particles")
    first = 0
    while first < len(words) - 1 and (
        words[first].endswith("-based") or (words[first].islower() and words[first] not in particles)
    ):
        first += 1
    if not words or not words[-1][0].isupper() or (first and first == len(words) - 1 and is_plural(words[-1])):
        return found  # "right-wing Norlanders", "Norland's aviation authority"
    return bare(" ".join(words[first:]))


def _owns_bodies(owner: str, rest: str, lexicon: Lexicon) -> bool:
    """Tell whether an owner is no part of the name behind it: "Norland's Al-Zahra", not "the Governor's Office"."""
    named = could_be_name(owner.rpartition(" ")[2], lexicon=lexicon) or owner in lexicon.words("powers.countries")
    return named and outlet_name(owner, lexicon) is None and not rest.startswith(("Ministry", "Department", "Office"))


def _without_noun(name: str, lexicon: Lexicon) -> str:
    """Return a name without the common nouns around it: "the Tagesbote newspaper", "Budget airline Flyro"."""
    namers, words = lexicon.words("source_phrases.namers"), name.split()
    if len(words) > 1 and words[-1] in namers and words[-2][0].isupper():
        short = " ".join(words[:-2] if words[-2] == "news" else words[:-1])
        plain = words[-2].isupper() or not (_is_place(short, lexicon) or short in lexicon.words("powers.countries"))
        return short if plain and words[-1] != "agency" else name
    describing = namers
    if words[-1] not in lexicon.words("source_nouns.organization_words"):  # not "Airline Pilots Union"
        describing |= lexicon.words("source_phrases.describers")
    while len(words) > 1 and any(w[0].isupper() for w in words[1:]):
        # "state news agency QNB", "State broadcaster NRX", not "State Department"
        owned = words[0].lower() in _OWNED and (words[0].islower() or words[1].lower() in namers | _OWNED)
        if not owned and words[0].lower() not in describing:
            break
        words = words[1:]
    for i in range(len(words) - 2, 0, -1):
        if words[i].islower() and words[i + 1][0].isupper() and noun_kind(words[i], lexicon) in BODIES:
            return " ".join(words[i + 1 :])
    return " ".join(words)


def full_name(story: Discourse, name: str, before: int = _ANYWHERE) -> str:
    """Return the fullest form of a body's name: short forms of the article, of the world, of its own words.

    Args:
        story: what has been read.
        name: the name.
        before: the token before which a longer name that it opens must stand.
    """
    key = name, before
    if key not in story.full_names:
        story.full_names[key] = _full_name(story, name, before)
    return story.full_names[key]


def full_names_of_mentions(story: Discourse) -> list[tuple[str, str]]:
    """Return the full name of each mention of a body, as it is and folded."""
    if len(story.full_names_of_mentions) < len(story.bodies.mentions):
        names = [full_name(story, mention.name) for mention in story.bodies.mentions]
        story.full_names_of_mentions = [(name, fold(name)) for name in names]
    return story.full_names_of_mentions


def _full_name(story: Discourse, name: str, before: int) -> str:
    lexicon, short = story.reading.lexicon, story.bodies.short
    outlet = full_outlet_name(story, name)
    if outlet:
        return outlet
    if name in short:
        return short[name]
    known = _known_name(story, name)
    if known:
        return known
    words = name.split()
    if len(words) > 1 and words[-1] in short:
        return short[words[-1]]
    if (len(words) > 1 or could_be_name(name, lexicon=lexicon)) and not _is_place(name, lexicon):
        return story.bodies.opened_by(name, before, lexicon) or name
    return name


def _known_name(story: Discourse, name: str) -> str | None:
    """Return the full name of a known body, country or seat of power that the article knows by it too.

    "Tehran" is Iran where the article names Iran; letters ("CDC", "the US") stand for their full name anyway.
    """
    for entry in ("countries", "seats", "bodies"):
        table = story.reading.lexicon.table(f"powers.{entry}")
        full = table.get(name)
        if full is None:
            continue
        names = {full} if entry != "seats" else {full, *_aliases(story.reading.lexicon).get(full, ())}
        if name.replace(".", "").isupper() or any(_stands_in(story.reading, other) for other in names):
            return full
        return name
    return None


@functools.lru_cache(maxsize=8)
def _aliases(lexicon: Lexicon) -> dict[str, list[str]]:
    """Return the other names of each country."""
    found: dict[str, list[str]] = {}
    for entry in ("countries", "adjectives"):
        for short, full in lexicon.table(f"powers.{entry}").items():
            found.setdefault(full, []).append(short)
    return found


def _stands_in(reading: Reading, name: str) -> bool:
    """Tell whether a text has a name."""
    first = name.partition(" ")[0]
    return reading.counts[first] > 0 and name in reading.text


@functools.lru_cache(maxsize=MOST_KNOWN)
def _is_place(name: str, lexicon: Lexicon) -> bool:
    """Tell whether a name is known as that of a place or body of its own."""
    entries = ("dateline_places.cities", "powers.seats", "powers.regions", "powers.bodies", "source_nouns.seats")
    return any(name in lexicon.words(entry) for entry in entries) or name.lower() in adjectives(lexicon)


def full_outlet_name(story: Discourse, name: str) -> str | None:
    """Return the full name of an outlet, also of "the Times" in an article that names one in full."""
    lexicon, short = story.reading.lexicon, bare(name)
    longer = story.bodies.longer(short, 0) if " " not in short and short else None
    if longer and body_kind(longer, lexicon) is SourceKind.MEDIA:
        return outlet_name(longer, lexicon) or longer
    full = outlet_name(name, lexicon)
    if full is None or fold(bare(full)) == fold(short) or _stands_in(story.reading, bare(full)):
        return full
    letters = "".join(word[0] for word in full.replace("-", " ").split() if word[0].isupper())
    return full if short.replace(".", "") == letters else short  # "AFP", but "ABC" for ABC News


def _is_short_for_person(word: str, lexicon: Lexicon) -> bool:
    """Tell whether a word in capitals is a noun for people ("MP", "CEOs")."""
    entry = "groups" if word.endswith("s") else "titled_people"
    return word in lexicon.words(f"source_nouns.{entry}") and word.removesuffix("s").isupper()


def _is_person_noun(reading: Reading, token: int) -> bool:
    word = reading.words[token]
    return is_human(word, reading.lexicon) or (word.isupper() and len(word) > 1 and word.isalpha())
