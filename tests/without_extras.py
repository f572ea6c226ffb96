"""A pytest plugin that hides what the extras install: ``make bare`` runs the tests as a plain install would."""

import sys

EXTRAS = ("dask", "distributed", "lxml", "lxml_html_clean", "pandas", "pyarrow", "pyspark", "spacy", "trafilatura")

if __name__ == "without_extras":  # as a plugin; under another name this is a module that a test run only looks at
    sys.modules.update(dict.fromkeys(EXTRAS))  # to import one of them is now an ImportError
