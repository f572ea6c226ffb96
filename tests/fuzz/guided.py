"""Coverage-guided fuzzing with atheris; run by hand, for as long as wanted.

``python tests/fuzz/guided.py [folder] -max_total_time=3600 -max_len=600`` takes the options of libFuzzer; *folder*
keeps the inputs that reached something new. Bytes are read as pieces of news (marks, cues, names, odd characters), so
that a change of one byte changes one word; every fourth input is read as plain UTF-8 instead. A finding is printed as
a text.
"""

from __future__ import annotations

import sys

from strategies import MARKS, ODD, PUNCTUATION, SPACES, WORDS

PIECES = [*MARKS, *PUNCTUATION, *SPACES, *ODD, *WORDS, *[f" {word}" for word in WORDS]]
PLAIN = 4


def text_of(data: bytes) -> str:
    """Read bytes as a text; every byte but the first is a piece."""
    if not data:
        return ""
    if data[0] % PLAIN == 0:
        return data[1:].decode("utf-8", "replace")
    return "".join(PIECES[byte % len(PIECES)] for byte in data[1:])


def main() -> None:
    """Fuzz until libFuzzer stops."""
    import atheris  # noqa: PLC0415 - optional, and it has to be there before what it watches

    with atheris.instrument_imports(include=["newsparse"]):
        from fuzz.checks import check  # noqa: PLC0415

        check("“We won,” said Ada Lee.")  # what is loaded at the first call is watched, but is not to be fuzzed

    def one_input(data: bytes) -> None:
        text = text_of(data)
        try:
            check(text)
        except Exception:
            print(f"FINDING: {text!r}")
            raise

    atheris.Setup(sys.argv, one_input)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
