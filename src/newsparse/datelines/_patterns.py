"""The patterns for the pieces of a dateline: words of a place, brackets, marks between the pieces."""

from __future__ import annotations

import regex

__all__ = [
    "BARE_RE",
    "BRACKET_RE",
    "COMMA_RE",
    "CREDITED_RE",
    "DAMAGED_RE",
    "DOMAIN_RE",
    "INSIDE_RE",
    "JOIN_RE",
    "LABEL_RE",
    "LEAD_IN_RE",
    "LINE_RE",
    "LOWER_RUN_RE",
    "MARK_AHEAD_RE",
    "MARK_RE",
    "OPENER_RE",
    "REGION_RE",
    "RUN_RE",
    "SLASHED_RE",
    "SPACE_RE",
    "TICKER_RE",
    "TIME_RE",
    "UPPER_RUN_RE",
]

_SPACE = r"[^\S\n]{1,4}+"
_MONTHS = (
    "[Jj](?:[Aa][Nn]|[Uu][NnLl])|[Ff][Ee][Bb]|[Mm][Aa][RrYy]|[Aa](?:[Pp][Rr]|[Uu][Gg])|[Ss][Ee][Pp]|[Oo][Cc][Tt]|"
    "[Nn][Oo][Vv]|[Dd][Ee][Cc]"
)
_WEEKDAYS = "(?:M[Oo][Nn]|T[Uu][Ee]|W[Ee][Dd]|T[Hh][Uu]|F[Rr][Ii]|S[Aa][Tt]|S[Uu][Nn])"
# no place goes on with "Oct. 8" or "Saturday"; the first letter is looked at first because that is cheap
_MONTH_AHEAD = (
    rf"(?!(?=[JFMASONDTWjfmasond])(?:(?:{_MONTHS})\p{{L}}{{0,6}}+[.,]{{0,2}}+[^\S\n]{{0,3}}+\d"
    rf"|{_WEEKDAYS}[A-Za-z]{{0,3}}+(?:[Dd][Aa][Yy])?+[.,]?+\s))"
)
_ABBREVIATED = r"(?:S[tT]|S[tT][eE]|F[tT]|M[tT]|P[tT]|\p{Lu})\.[^\S\n]{0,2}+(?=\p{Lu})"  # ST. LOUIS, E. RUTHERFORD
_PARTICLE = (
    r"(?:de|del|della|di|da|do|dos|das|du|des|la|le|les|el|al|of|the|on|upon|sur|sous|en|am|an|der|den|im|in|by|near|"
    r"e|y|au|aux|es|os|off|at|with|aboard|i)"
)
_TAIL = r"(?:(?:\.-|[-‑.])[\p{L}\p{M}'’}]{1,40}+){0,6}+"
# City, CITY, N'DJAMENA, PORT-AU-PRINCE, U.S.-MEXICO, AD}ELAIDE (a key beside the letter)
_WORD = rf"(?:{_ABBREVIATED}|[dls]['’]|(?:al|el|ad|as|ash)-)?+\p{{Lu}}[\p{{L}}\p{{M}}'’}}]{{0,40}}+{_TAIL}"
_UPPER = (
    rf"(?:{_ABBREVIATED}|[dls]['’]|(?:al|el|ad|as|ash)-)?+\p{{Lu}}[\p{{Lu}}\p{{M}}'’}}]{{0,40}}+"
    r"(?:(?:\.-|[-‑.])[\p{Lu}\p{M}'’}]{1,40}+){0,6}+(?![\p{L}])"
)

_RUN = rf"{_WORD}(?:{_SPACE}(?:{_PARTICLE}{_SPACE}){{0,2}}+{_MONTH_AHEAD}{_WORD}){{0,6}}+"
_UPPER_RUN = rf"{_UPPER}(?:{_SPACE}(?:{_PARTICLE}{_SPACE}){{0,2}}{_MONTH_AHEAD}{_UPPER}){{0,6}}+"
RUN_RE = regex.compile(_MONTH_AHEAD + _RUN)
UPPER_RUN_RE = regex.compile(_UPPER_RUN)
# "Panama city, may 2": a second word in lower case, only before a comma
LOWER_RUN_RE = regex.compile(rf"\p{{Lu}}\p{{L}}++(?:{_SPACE}\p{{Ll}}++){{1,2}}+(?=,)")
# N.Y., W. Va., the Netherlands, British West Indies
_REGION_WORD = (
    rf"{_MONTH_AHEAD}(?P<word>\p{{Lu}}[\p{{L}}\p{{M}}'’&]{{0,40}}+(?:[.-][\p{{L}}\p{{M}}]{{1,40}}+){{0,6}}+\.?+)"
)
REGION_RE = regex.compile(
    rf"(?:[Tt]he{_SPACE})?+{_REGION_WORD}(?:{_SPACE}(?:{_PARTICLE}{_SPACE})?+{_REGION_WORD}){{0,5}}+"
)
COMMA_RE = regex.compile(r"[^\S\n]{0,2}+[,.]{1,2}+[^\S\n]{0,10}+(?=[\p{Lu}t])")
SPACE_RE = regex.compile(r"[^\S\n]*+")
# (Reuters), [India], (Marketwire - December 23, 2010), (NYSE: ABC)
BRACKET_RE = regex.compile(r"[(\[][^\S\n]*+([^()\[\]\n]{1,60}?)[^\S\n]*+[)\]]")
# /PRNewswire/, / ACCESSWIRE /, /24-7PressRelease/
SLASHED_RE = regex.compile(r"/[^\S\n]?+([^/\n,:;]{2,45}?)[^\S\n]?+/")
# up to five words that may name a service: TASS, Media OutReach Newswire, dpa
BARE_RE = regex.compile(r"[\p{L}\d][\p{L}\p{M}\d.'’!-]*+(?:[^\S\n][\p{L}\d][\p{L}\p{M}\d.'’!-]*+){0,4}+")
DOMAIN_RE = regex.compile(r"[A-Za-z][A-Za-z\d-]{1,30}\.(?:com|org|net|co\.uk)(?![\w.])")  # USATODAY.com
# the label of a dateline in the files of databases, with what is on its line
LABEL_RE = regex.compile(r"\s{0,80}+(?:DATELINE|Dateline):[^\S\n]*+(?P<start>[^\n]{2,120}+)(?:\n|\Z)")
# the end of a line under a picture: "(Photo by Ann Lee/Getty Images)"
CREDITED_RE = regex.compile(
    r"(?:\((?:Photo|Picture|Image|Pic)s?\b[^()\n]{0,150}+|/[^\S\n]?Getty Images|/(?:AP|AFP|Reuters) Photo)\)?+"
    r"[^\S\n.]*+\Z"
)
TICKER_RE = regex.compile(
    r"(?:[A-Z]{2,8}(?:[- ][A-Z]{1,3})?+|(?i:Nasdaq|Frankfurt|London|Other OTC)(?:[- ]\w{2,8})?+):"
)
# @ 9:30 AM America/Denver; 8:30 a.m. ET; at 09:00 GMT; 12:00 pm
TIME_RE = regex.compile(
    r"(?:@|at\b)?+[^\S\n]{0,2}+\d{1,2}[:.]\d\d(?::\d\d)?+(?:[^\S\n]?(?i:a\.?m\b\.?|p\.?m\b\.?))?+"
    r"(?:[^\S\n](?:[A-Z][a-z]+/[A-Z][A-Za-z_]+|(?:GMT|UTC)[+-]\d{1,2}|[A-Z]{2,4}\b"
    r"|(?:Eastern|Central|Mountain|Pacific|Alaska|Hawaii|Atlantic)(?:[^\S\n][Tt]ime\b)?+))?+"
)
# between two places: LONDON/PARIS, CAIRO and TUNIS, BONN & BERLIN
JOIN_RE = regex.compile(r"[^\S\n]?(?:/|&|\band\b|;)[^\S\n]?(?=\p{Lu})")
_DASH = r"(?:[-‐‑‒–—―−_~]|\x96|\x97){1,4}+|&[mn]dash;|&\#821[12];|&\#15[01];"
MARK_RE = regex.compile(
    rf"""
    [^\S\n]*+
    (?: (?P<dash> [.,:;]{{0,2}}+[^\S\n]{{0,3}}+(?:{_DASH}) )      # " -", "--", ".-", ", -", "_"
      | (?P<slash> / )                                            # / ACCESSWIRE / October 8, 2024 /
      | (?P<stop> [.,:;]{{1,3}}+ )                                # "NEW DELHI:", "/TASS/.", ","
    )
    """,
    regex.VERBOSE,
)
# what a page makes of a dash that it cannot decode
DAMAGED_RE = regex.compile(
    r"""
    [^\S\n]*+(?:[âÂ][^\S\n€\x80-\x9f]{0,1}[€\x80]?[^\S\n]?["”“'’\x93\x94]?|Ã¢\S{0,4}|\ufffd{1,3}|¬|·|•|\||(?P<doubtful>[?"…*]))
    (?=[^\S\n]|\p{Lu})""",
    regex.VERBOSE,
)
# what may stand before a dateline on its line: bullets, asterisks, marks of quoted mail
LEAD_IN_RE = regex.compile(r"[\s*•·>#]*+(?:(?:RPT|REFILE|REPEAT|CORRECTED)[^\S\n]?-{1,2}+[^\S\n]?)?+")
# words that open a lead and do not go on with a name: "LONDON The", "TOKYO Two", but not "SINGAPORE Press Holdings"
_OPENER = (
    r"\s+(?:The|A|An|In|At|On|As|After|Before|When|While|If|For|With|It|It's|It’s|He|She|They|We|This|That|These|Those|"
    r"There|Two|Three|Four|Five|Six|Seven|Eight|Nine|Ten|Dozens|Hundreds|Thousands|Millions|More|Most|Some|Many|Nearly|"
    r"About|Almost|Over|President|Pope|Prime|Former|Foreign|Defense|Defence|Officials|Authorities|Police|U\.S\.|British|"
    r"American|Chinese|Russian|French|German|Israeli|Iranian|Indian|Japanese|Ukrainian|European|Republican|Democratic|"
    r"Federal|Sen\.|Rep\.|Gov\.|Mr\.|Mrs\.|Ms\.|Dr\.)\s"
)
OPENER_RE = regex.compile(_OPENER)
# what may stand behind the name of a place: a mark, bracket, date, region, or another place
_AFTER_NAME = (
    r"[-‐‑‒–—―−_~\x96\x97:;/&(\[?|\"•·¬*…>âÂÃ\ufffd\n]|\Z|\d{1,2}[^\S\n]\p{L}|\d{4}-|\.[^\S\n]{0,3}[-\p{Lu}]"
    rf"|[,.]{{1,2}}[^\S\n]{{0,10}}(?:[\p{{Lu}}\dt(/–—-]|{_MONTHS})|and[ ]\p{{Lu}}|{_MONTHS}"
)
# a line that could begin with a dateline: a bracket, capitals, a date, or a name with anything but a word behind it
LINE_RE = regex.compile(
    rf"""
    [\s*•·>#]{{0,80}}+(?:(?:RPT|REFILE|REPEAT|CORRECTED)[^\S\n]?-{{1,2}}+[^\S\n]?)?+
    (?P<start>
        [(\[]+\p{{L}}
      | {_UPPER_RUN}(?:[^\S\n]{{0,20}}+(?={_AFTER_NAME})|(?={_OPENER}))
      | {_RUN}[^\S\n]{{0,20}}+(?={_AFTER_NAME})
      | \p{{Lu}}\p{{L}}++(?:{_SPACE}\p{{Ll}}++){{1,2}}+,
      | (?:{_MONTHS})\p{{L}}{{0,6}}+\.?+[^\S\n]{{1,2}}+\d        # Oct. 8 (Bloomberg) --
      | \d{{1,2}}[^\n]{{3,12}}?[(–—-]
    )
    """,
    regex.VERBOSE,
)
# the first capitals of a dateline, or its bracket, in the middle of a line, and what has to come behind them
INSIDE_RE = regex.compile(r"[ \xa0](?P<start>\p{Lu}{3}|(?:ST|LA|EL|LE|FT|MT)\b|\(\p{L})")
MARK_AHEAD_RE = regex.compile(r"[^\n]{1,80}?(?:[–—―_)]|--|[ \w]-[ ])")
