"""What pytest passes over where the extra ``spacy`` is not installed."""

from importlib.util import find_spec

collect_ignore = [] if find_spec("spacy") else ["src/newsparse/spacy.py", "tests/spacy_component"]
