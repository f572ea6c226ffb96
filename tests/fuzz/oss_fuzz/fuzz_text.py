"""Target of OSS-Fuzz: any text through every public function, any file through the command line."""

import tempfile
from pathlib import Path

from fuzz.guided import checker, fuzz

if __name__ == "__main__":
    fuzz(lambda: checker(Path(tempfile.mkdtemp())))
