"""What the metadata promises, and CI tries."""

import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
CI = ROOT / ".github" / "workflows" / "ci.yml"


def test_ci_runs_every_python_that_is_promised_on_three_systems():
    promised = [c.rpartition(" ")[2] for c in PROJECT["classifiers"] if re.search(r":: 3\.\d+$", c)]
    workflow = CI.read_text(encoding="utf-8")
    (matrix,) = re.findall(r"^ +python: \[(.*)\]$", workflow, re.MULTILINE)
    assert re.findall(r"3\.\d+", matrix) == promised
    assert PROJECT["requires-python"] == f">={promised[0]}"
    assert re.findall(r"^ +os: \[(.*)\]$", workflow, re.MULTILINE) == ["ubuntu-latest, macos-latest, windows-latest"]


def test_the_index_leads_to_documentation_issues_and_changes():
    assert {"Documentation", "Issues", "Changelog", "Source"} <= set(PROJECT["urls"])
    assert all(url.startswith("https://github.com/newsparse/newsparse") for url in PROJECT["urls"].values())
    assert "Operating System :: OS Independent" in PROJECT["classifiers"]
    assert "Typing :: Typed" in PROJECT["classifiers"]
