"""Timestamps: the lines that say when a story was published and updated."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from newsparse.errors import require_day, require_text
from newsparse.lexicon import DEFAULT, Lexicon, require_lexicon
from newsparse.timestamps._read import Stamp, stamps_of
from newsparse.timestamps._settle import dated
from newsparse.types import Span, Timestamp, TimestampKind

__all__ = ["extract_timestamps", "published_day", "stamp_lines", "timestamps_and_lines"]


def extract_timestamps(
    text: str, *, reference: dt.date | str | None = None, lexicon: Lexicon = DEFAULT
) -> list[Timestamp]:
    """Find when a story was published and updated.

    Args:
        text: the text of an article.
        reference: the day the article is from, a date, a datetime or an ISO string; supplies a year that is not
            printed and helps with "10/01/2023". Without one, a year comes from the first stamp that has it.
        lexicon: the words and time zones to go by.

    Returns:
        The timestamps in the order of the text; none for a story without such lines. A value is a ``datetime`` where
        a time of day is printed, aware where the zone is known, else a ``date``. ``ambiguous`` is set where day and
        month could change places, or the zone has several meanings, and nothing in the text decides.

    Raises:
        TypeError: *text* is no ``str``, or *reference* no day.
        DataError: *reference* is a string, but no date in ISO 8601.

    "ET" and its like follow the clocks of the place, summer and winter; see the page on datelines in the
    documentation for the zones and for how an ambiguous date is settled.

    >>> [found] = extract_timestamps("Updated 3:15 PM ET, Tue October 8, 2024")
    >>> found.kind.value, found.value.isoformat()
    ('updated', '2024-10-08T15:15:00-04:00')
    """
    require_text(text, "extract_timestamps")
    require_lexicon(lexicon, "extract_timestamps()")
    day = require_day(reference, "extract_timestamps")
    return dated(text, list(stamps_of(text, lexicon)), day, lexicon)


def timestamps_and_lines(
    text: str, *, reference: dt.date | None, lexicon: Lexicon
) -> tuple[list[Timestamp], list[Span]]:
    """Return what ``extract_timestamps`` and ``stamp_lines`` return, with one look at the text."""
    stamps = list(stamps_of(text, lexicon))
    return dated(text, stamps, reference, lexicon), _lines(text, stamps)


def stamp_lines(text: str, *, lexicon: Lexicon = DEFAULT) -> list[Span]:
    """Return what is a timestamp by its form, also where nothing says of which year it is; the layout goes by it.

    What a line is may not depend on what the caller knows of its date.

    >>> stamp_lines("Updated Oct 8"), extract_timestamps("Updated Oct 8")
    ([Span('Updated Oct 8' @0:13)], [])
    """
    return _lines(text, stamps_of(text, lexicon))


def _lines(text: str, stamps: Iterable[Stamp]) -> list[Span]:
    return [Span.of(text, stamp.start, stamp.end) for stamp in stamps]


def published_day(text: str, *, lexicon: Lexicon = DEFAULT) -> dt.date | None:
    r"""Return the day on which a story was published by its own word, else updated; ``None`` where it is in doubt.

    >>> published_day("Updated Oct 9, 2024\nPublished Oct 8"), published_day("Published 10/01/2023")
    (datetime.date(2024, 10, 8), None)
    """
    found = [stamp for stamp in extract_timestamps(text, lexicon=lexicon) if not stamp.ambiguous]
    if not found:
        return None
    value = min(found, key=lambda stamp: stamp.kind is not TimestampKind.PUBLISHED).value
    return require_day(value, "published_day")
