"""Coverage-guided fuzzing with atheris; run by hand, for as long as wanted.

``python tests/fuzz/guided.py FOLDER -max_total_time=3600 -max_len=800`` takes the options of libFuzzer. FOLDER
holds the inputs that reached something new; a run goes on from those of the last one, and begins with the nasty texts
and the pieces of articles of ``corpus.py``. The first byte of an input says how to read the others: as pieces of news
(marks, cues, names, odd characters), so that a change of one byte changes one word; as plain UTF-8, where what is none
becomes lone surrogates; or as a file for the command line. A finding is printed with its text.

``--begin FOLDER`` only writes those first inputs. The targets of ``oss_fuzz`` are made of what is here.

``python tests/fuzz/guided.py --replay FOLDER`` runs every input of a folder once, without atheris, to see under
``coverage`` what they reach.
"""

from __future__ import annotations

import hashlib
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from fuzz.corpus import gold_texts, snippets
from strategies import MARKS, ODD, PUNCTUATION, SPACES, WORDS

PIECES = [*MARKS, *PUNCTUATION, *SPACES, *ODD, *WORDS, *[f" {word}" for word in WORDS]]
PLAIN, FILE = 0, 1  # of the first byte, modulo
READINGS = 8
PIECE = 600  # characters of an article in one input


def text_of(data: bytes) -> str:
    """Read bytes as a text; every byte but the first is a piece."""
    if data[:1] and data[0] % READINGS == PLAIN:
        return decoded(data[1:])
    return "".join(PIECES[byte % len(PIECES)] for byte in data[1:])


def decoded(data: bytes) -> str:
    """Decode UTF-8 with lone surrogates in it; other bytes become lone surrogates."""
    try:
        return data.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        return data.decode("utf-8", "surrogateescape")


def begin(folder: Path) -> None:
    """Put the nasty texts and pieces of articles into a folder, each under the hash of its bytes as libFuzzer does."""
    folder.mkdir(parents=True, exist_ok=True)
    pieces = [text[at : at + PIECE] for text in gold_texts() for at in range(0, len(text), PIECE)]
    for reading, text in [*((PLAIN, text) for text in (*snippets(), *pieces)), *((FILE, text) for text in pieces)]:
        data = bytes([reading]) + text.encode("utf-8", "surrogatepass")
        (folder / hashlib.sha1(data, usedforsecurity=False).hexdigest()).write_bytes(data)


def checker(files: Path) -> Callable[[bytes], None]:
    """Return what checks one input and prints it when it is a finding."""
    from fuzz.checks import check, check_file  # noqa: PLC0415 - atheris has to watch what this imports

    check("“We won,” said Ada Lee.")  # what is loaded at the first call is watched, but is not to be fuzzed

    def one_input(data: bytes) -> None:
        try:
            if data[:1] and data[0] % READINGS == FILE:
                check_file(data[1:], files)
            else:
                check(text_of(data))
        except Exception:
            print(f"FINDING: {data!r}, read as {text_of(data)!r}")
            raise

    return one_input


def contract_checker() -> Callable[[bytes], None]:
    """Return what looks for contracts that a text breaks."""
    from fuzz.contracts import broken  # noqa: PLC0415 - atheris has to watch what this imports

    list(broken("“We won,” said Ada Lee."))

    def one_input(data: bytes) -> None:
        found = list(broken(text_of(data)))
        assert not found, f"FINDING: {data!r}, read as {text_of(data)!r}: {found}"

    return one_input


def replay(folder: Path, one_input: Callable[[bytes], None]) -> int:
    """Run every input of a folder; return how many are findings."""
    inputs = sorted(path for path in folder.iterdir() if path.is_file())
    findings = 0
    for path in inputs:
        try:
            one_input(path.read_bytes())
        except Exception as error:  # noqa: BLE001 - whatever it is, it is a finding
            print(f"{path}: {error!r}")
            findings += 1
    print(f"{len(inputs)} inputs, {findings} findings")
    return findings


def fuzz(make: Callable[[], Callable[[bytes], None]]) -> None:
    """Fuzz until libFuzzer stops, with what *make* returns; it prints how much was tried and ends the process."""
    import atheris  # noqa: PLC0415 - optional, and it has to be there before what it watches

    with atheris.instrument_imports(include=["newsparse"]):  # pyright: ignore[reportAttributeAccessIssue]
        one_input = make()
    atheris.Setup(sys.argv, one_input)
    atheris.Fuzz()


def main() -> int:
    """Fuzz, or replay."""
    if "--begin" in sys.argv:
        begin(Path(sys.argv[-1]))
        return 0
    with tempfile.TemporaryDirectory() as files:
        if "--replay" in sys.argv:
            return bool(replay(Path(sys.argv[-1]), checker(Path(files))))
        for name in sys.argv[1:]:
            if not name.startswith("-"):
                begin(Path(name))
        fuzz(lambda: checker(Path(files)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
