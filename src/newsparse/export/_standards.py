"""Articles in the formats of other people: schema.org JSON-LD, IPTC ninjs 3, BBC Citron."""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
from collections.abc import Iterable
from typing import Any

from newsparse.types import (
    Article,
    Author,
    BoilerplateKind,
    CastMember,
    Contributor,
    Named,
    Page,
    Quote,
    Source,
    SourceKind,
    Span,
    TimestampKind,
)

__all__ = ["to_citron", "to_jsonld", "to_ninjs"]

_PARTY = {
    SourceKind.PERSON: "Person",
    SourceKind.ANONYMOUS: "Person",
    SourceKind.ORGANIZATION: "Organization",
    SourceKind.GROUP: "Organization",
    SourceKind.MEDIA: "NewsMediaOrganization",
}
_NAMED = {SourceKind.PERSON, SourceKind.ORGANIZATION, SourceKind.MEDIA}


def to_jsonld(article: Article, *, url: str | None = None) -> dict[str, Any]:
    """Return an article as JSON-LD with the terms of https://schema.org, a ``NewsArticle``.

    Args:
        article: the article.
        url: where it was published; that of the page, where the article is from one.

    What the page says (``article.page``) fills in title, authors and date where the text shows none.

    For a page of your own: ``f'<script type="application/ld+json">{dumps(to_jsonld(article), html=True)}</script>'``.

    Quotes become ``hasPart`` of type ``Quotation`` with ``spokenByCharacter``; a document that is quoted becomes
    ``isBasedOn``. schema.org has no word for indirect speech; attributions without quotation marks are left out.

    >>> import newsparse
    >>> data = to_jsonld(newsparse.parse_article("“We won,” said Ada Lee."))
    >>> data["hasPart"][0]["spokenByCharacter"]["name"]
    'Ada Lee'
    """
    byline, dateline, page = article.byline, article.dateline, article.page or Page()
    contributors = byline.contributors if byline else ()
    shown = [
        *(_person(author) for author in (byline.authors if byline else ())),
        *(_party("Organization", body.name) for body in (byline.organizations if byline else ())),
    ]
    body = _body(article)
    return _filled(
        {
            "@context": "https://schema.org",
            "@type": "NewsArticle",
            "url": url or page.url,
            "headline": _text(article.headline) or page.title,
            "abstract": _text(article.standfirst),
            "articleSection": _text(article.kicker),
            "author": shown or [_party("Person", name) for name in page.authors],
            "editor": [_person(c) for c in contributors if c.part == "editing"],
            "contributor": [_person(c) for c in contributors if c.part != "editing"],
            "dateline": _text(dateline),
            "locationCreated": [
                {"@type": "Place", "name": place.text} for place in (dateline.places if dateline else ())
            ],
            "datePublished": _stamp(article, TimestampKind.PUBLISHED)
            or (page.date.isoformat() if page.date else _dateline_date(article)),
            "dateModified": _stamp(article, TimestampKind.UPDATED),
            "sourceOrganization": _party("NewsMediaOrganization", article.agency.name) if article.agency else None,
            "publisher": _party("Organization", page.site) if page.site else None,
            "inLanguage": "en",
            "articleBody": body,
            "wordCount": len(body.split()),
            "copyrightNotice": _boilerplate(article, BoilerplateKind.COPYRIGHT),
            "correction": [{"@type": "CorrectionComment", "text": c.text} for c in article.corrections],
            "hasPart": [_quotation(quote) for quote in article.quotes],
        }
    )


def to_ninjs(article: Article, *, uri: str | None = None) -> dict[str, Any]:
    """Return an article in ninjs 3.0, the JSON format of the IPTC, for the fields that it has.

    Args:
        article: the article.
        uri: the address or identifier of the article, which ninjs requires; without one, the hash of the text is
            named as RFC 6920 has it ("ni:///sha-256;…"), the same for the same text.

    Named sources become ``infoSources``; ninjs has no field for a quote. A date without a time of day has no place
    in ninjs, which wants both.
    """
    byline, dateline = article.byline, article.dateline
    body = _body(article)
    members = [member for member in article.sources if member.name and member.kind in _NAMED]
    published, updated = (_moment(article, kind) for kind in (TimestampKind.PUBLISHED, TimestampKind.UPDATED))
    return _filled(
        {
            "uri": uri or _hash_uri(article.text),
            "type": "text",
            "standard": {
                "name": "ninjs",
                "version": "3.0",
                "schema": "https://www.iptc.org/std/ninjs/ninjs-schema_3.0.json",
            },
            "language": "en",
            "firstCreated": published,
            "versionCreated": updated or published,
            "by": _text(byline),
            "located": _text(dateline.place) if dateline else None,
            "headlines": [
                {"role": role, "value": span.text}
                for role, span in (("main", article.headline), ("kicker", article.kicker))
                if span
            ],
            "descriptions": [{"role": "summary", "value": article.standfirst.text}] if article.standfirst else [],
            "bodies": [
                {
                    "role": "main",
                    "contentType": "text/plain",
                    "charCount": len(body),
                    "wordCount": len(body.split()),
                    "value": body,
                }
            ],
            "people": [{"name": m.name, "rel": "source"} for m in members if m.kind is SourceKind.PERSON],
            "organisations": [{"name": m.name, "rel": "source"} for m in members if m.kind is not SourceKind.PERSON],
            "places": [{"name": place.text, "rel": "dateline"} for place in (dateline.places if dateline else ())],
            "infoSources": _info_sources(article.agency, members),
            "copyrightNotice": _boilerplate(article, BoilerplateKind.COPYRIGHT),
        }
    )


def to_citron(article: Article) -> dict[str, Any]:
    """Return the attributions as BBC Citron's annotation format has them: "text" and "quotes".

    Citron's quote needs a cue, so attributions without one (a follow-on quote) are left out. Where a source is named
    more fully elsewhere, that mention is the source and the one beside the cue the coreference, as Citron does it.
    """
    fullest: dict[tuple[int, int], Source] = {}
    for member in article.sources:
        named = [mention for mention in member.mentions if mention.text == member.name] or list(member.mentions)
        fullest |= {(mention.start, mention.end): named[0] for mention in member.mentions}
    quotes = []
    for value in article.attributions:
        if value.cue is None:
            continue
        sources = [value.source] if value.source else []
        named_sources = [fullest.get((source.start, source.end), source) for source in sources]
        quotes.append(
            {
                "sources": [_place(source) for source in named_sources],
                "coreferences": [_place(source) for source in sources] if named_sources != sources else [],
                "cue": _place(value.cue),
                "contents": [_place(piece) for piece in value.content],
                "confidence": f"{value.confidence:.4f}",
            }
        )
    return {"text": article.text, "quotes": quotes}


def _filled(record: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in record.items() if value not in (None, "", [])}


def _text(span: Span | None) -> str | None:
    return span.text if span else None


def _place(span: Span) -> dict[str, int | str]:
    return {"start": span.start, "end": span.end, "text": span.text}


def _body(article: Article) -> str:
    return "\n\n".join(paragraph.text for paragraph in article.body)


def _boilerplate(article: Article, kind: BoilerplateKind) -> str | None:
    return next((value.text for value in article.boilerplate if value.kind is kind), None)


def _stamp(article: Article, kind: TimestampKind) -> str | None:
    return next((stamp.value.isoformat() for stamp in article.timestamps if stamp.kind is kind), None)


def _moment(article: Article, kind: TimestampKind) -> str | None:
    values = (stamp.value for stamp in article.timestamps if stamp.kind is kind)
    return next((v.isoformat() for v in values if isinstance(v, dt.datetime) and v.tzinfo), None)


def _dateline_date(article: Article) -> str | None:
    return article.dateline.date.isoformat() if article.dateline and article.dateline.date else None


def _party(kind: str, name: str) -> dict[str, str]:
    return {"@type": kind, "name": name}


def _person(value: Author | Contributor) -> dict[str, Any]:
    known: dict[str, Any] = _party("Person", value.name)
    if value.organization:
        known["worksFor"] = _party("Organization", value.organization.name)
    if isinstance(value, Contributor):
        return known | {"description": value.part}
    return known | _filled(
        {
            "jobTitle": value.role.name if value.role else None,
            "email": value.email.name if value.email else None,
            "identifier": f"@{value.handle.name}" if value.handle else None,
        }
    )


def _quotation(quote: Quote) -> dict[str, Any]:
    speaker = quote.speaker
    quotation: dict[str, Any] = {"@type": "Quotation", "text": quote.content}
    if speaker is None:
        return quotation
    name = speaker.name or speaker.text
    if speaker.kind is SourceKind.DOCUMENT:
        return quotation | {"isBasedOn": _party("CreativeWork", name)}
    named = speaker.kind is not SourceKind.ANONYMOUS
    party = {"@type": _PARTY[speaker.kind], "name" if named else "description": name}
    if _PARTY[speaker.kind] == "Person" and speaker.role:
        party["jobTitle"] = speaker.role.text
    return quotation | {"spokenByCharacter": party}


def _info_sources(agency: Named | None, members: Iterable[CastMember]) -> list[dict[str, str]]:
    names = [agency.name] if agency else []
    names += [member.name for member in members if member.name]
    return [{"name": name} for name in dict.fromkeys(names)]


def _hash_uri(text: str) -> str:
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()
    return "ni:///sha-256;" + base64.urlsafe_b64encode(digest).decode("ascii").rstrip("=")
