"""The lexicon entries that decide about bylines, in small letters."""

from __future__ import annotations

import functools

import attrs

from newsparse.lexicon import Lexicon

__all__ = ["Words", "known_body", "known_place", "words_of"]

# Names of outlets that stand for other things in a byline far more often.
_TOO_COMMON = frozenset({"now", "salon", "ticker", "time", "times"})


@attrs.frozen
class Words:
    """Sets of words by what they may be in a byline.

    Args:
        known: news agencies and outlets, each also with "the".
        known_solid: those of several words written as one ("foxbusiness").
        known_single: those of one word.
        outlets: words that end the name of a paper or station.
        endings: those, and words that end the name of another body.
        bodies: words that end the name of another body.
        newsroom: nouns of newsroom roles.
        heads: those, and the nouns of other roles.
        qualifiers: words that stand before such a noun.
        nobody: credits that name nobody.
        labels: words beside a name that are neither name nor role nor body.
        ends: verbs and the like behind which no author stands.
        places: towns, states, countries.
        never: words that are not part of a name.
        rarely: words that are at times.
        taken: words that are not the family name of an author, as they are something else in a byline.
        function: words that no role contains.
        particles: words that join the parts of a name.
        given: first names.
        states: short forms of states and provinces, without their full stops.
        geography: words that end the name of a place of several words.
        place_endings: the letters that names of towns end with.
    """

    known: frozenset[str]
    known_solid: frozenset[str]
    known_single: frozenset[str]
    outlets: frozenset[str]
    endings: frozenset[str]
    bodies: frozenset[str]
    newsroom: frozenset[str]
    heads: frozenset[str]
    qualifiers: frozenset[str]
    nobody: frozenset[str]
    labels: frozenset[str]
    ends: frozenset[str]
    places: frozenset[str]
    never: frozenset[str]
    rarely: frozenset[str]
    taken: frozenset[str]
    function: frozenset[str]
    particles: frozenset[str]
    given: frozenset[str]
    states: frozenset[str]
    geography: frozenset[str]
    place_endings: tuple[str, ...]


@functools.lru_cache(maxsize=8)
def words_of(lexicon: Lexicon) -> Words:
    """Return the words of *lexicon* that bylines need."""

    def of(*entries: str) -> frozenset[str]:
        return frozenset(word.lower() for entry in entries for word in lexicon.words(entry))

    full_names = lexicon.table("agencies.agencies").values()
    known = (of("agencies.agencies", "agencies.outlets") | {name.lower() for name in full_names}) - _TOO_COMMON
    newsroom, others = of("roles.newsroom"), of("roles.others")
    bodies = of("byline_words.bodies")
    outlets = of("byline_words.outlets", "source_nouns.media_words")
    qualifiers, labels, ends = of("roles.qualifiers"), of("byline_words.labels"), of("byline_words.ends")
    return Words(
        known=known | {"the " + name for name in known if not name.startswith("the ")},
        known_solid=frozenset(name.replace(" ", "") for name in known if " " in name),
        known_single=frozenset(name for name in known if " " not in name and len(name) > 2),  # noqa: PLR2004
        outlets=outlets,
        endings=outlets | bodies,
        bodies=bodies,
        newsroom=newsroom,
        heads=newsroom | others,
        qualifiers=qualifiers,
        nobody=of("roles.nobody"),
        labels=labels,
        ends=ends,
        places=of("dateline_places.cities", "countries.names", "us_states.names", "provinces.names"),
        never=of("not_names.never"),
        rarely=of("not_names.rarely"),
        taken=newsroom | others | qualifiers | labels | ends | bodies | outlets,
        function=of(
            "function_words.prepositions",
            "function_words.auxiliaries",
            "function_words.subordinators",
            "function_words.personal_pronouns",
        )
        - {"for", "of", "on", "the"},
        particles=of("name_parts.particles"),
        given=of("first_names.male", "first_names.female", "first_names.either"),
        states=frozenset(
            word.rstrip(".").lower()
            for entry in ("us_states.abbreviations", "provinces.abbreviations")
            for word in lexicon.words(entry)
        ),
        geography=of("dateline_places.geography"),
        place_endings=tuple(sorted(of("dateline_places.endings"))),
    )


def known_body(phrase: str, words: Words) -> bool:
    """Tell whether a phrase in small letters is a news agency or an outlet of the lexicon."""
    return phrase in words.known or phrase in words.known_solid


def known_place(phrase: str, words: Words) -> bool:
    """Tell whether a phrase in small letters is a town, state or country of the lexicon."""
    return phrase in words.places or phrase.removeprefix("the ") in words.places
