"""News-shaped and hostile texts for hypothesis."""

from hypothesis import strategies as st

MARKS = ['"', "'", "“", "”", "‘", "’", "``", "''", "«", "»", "„", "’’", "'''"]
PUNCTUATION = [",", ".", "?", "!", ":", ";", "—", " - ", "--", "…", "(", ")", "/", "|", "@", "#", "&", "$", "©", "•"]
SPACES = [" ", " ", " ", " ", "\n", "\n\n", "\r\n", "\t", "\xa0", "\u200b", "\u2028", "    "]
ODD = [
    "\x00",
    "\x1c",
    "\x85",
    "\ufeff",
    "\ud800",
    "\udfff",
    "\u202e",
    "\u0301",
    "İ",
    "ß",
    "ﬁ",
    "Ω",
    "中",
    "א",
    "😀",
    "١",
]
WORDS = [
    *("said", "says", "told", "asked", "according", "to", "saying", "added", "wrote", "claim", "citing", "reported"),
    *("he", "she", "they", "who", "it", "I", "the", "a", "an", "his", "and", "of", "in", "by", "that", "not", "on"),
    *("Mr.", "Sen.", "Dr.", "Katz", "Ada", "Lee", "O'Neill", "van der", "al-Asad", "May", "JANE DOE", "Reuters", "AP"),
    *(
        "officials",
        "official",
        "four",
        "US",
        "U.S.",
        "ministry",
        "report",
        "condition",
        "anonymity",
        "because",
        "police",
    ),
    *(
        "By",
        "BY",
        "Staff Writer",
        "LONDON",
        "WASHINGTON",
        "March",
        "Oct.",
        "8",
        "2024",
        "30",
        "(Reuters)",
        "(AP)",
        "ET",
    ),
    *("Published", "Updated", "a.m.", "7:05", "GMT", "Reporting by", "Editing by", "Read more:", "Copyright", "Follow"),
    *(
        "first appeared on",
        "newsletter",
        "Sign up",
        "All rights reserved",
        "jane@example.org",
        "@jane",
        "4,900",
        "5'11\"",
    ),
]

pieces = st.sampled_from([*MARKS, *MARKS, *PUNCTUATION, *SPACES, *SPACES, *ODD, *WORDS, *WORDS])
news = st.lists(pieces, max_size=60).map("".join) | st.lists(pieces, max_size=40).map(" ".join)
texts = news | news | st.text(max_size=200)
