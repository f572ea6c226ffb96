"""Licences are told apart as the list of dependencies needs it."""

import json
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[2] / "scripts"))

import check_wheel
import dependencies
from dependencies import Package


@pytest.mark.parametrize(
    ("licence", "allowed"),
    [
        ("MIT", True),
        ("BSD-3-Clause AND 0BSD AND Zlib AND CC0-1.0", True),
        ("Apache Software License, BSD License", True),
        ("Mozilla Public License 2.0 (MPL 2.0)", True),
        ("GNU Lesser General Public License v3 (LGPLv3)", True),
        ("LGPL-3.0-or-later", True),
        ("GPL-3.0-or-later", False),
        ("GNU General Public License v3 (GPLv3)", False),
        ("GNU Affero General Public License v3", False),
        ("MIT OR GPL-2.0", False),
        ("CC-BY-NC-4.0", False),
        ("not stated", False),
    ],
)
def test_permissive_and_lesser_licences_are_allowed(licence, allowed):
    assert Package("x", "1", licence, ()).allowed is allowed


def test_a_bill_lists_every_package_once_and_is_the_same_twice():
    packages = [Package("a", "1", "MIT", ("newsparse",)), Package("newsparse", "0.1", "Apache-2.0", ("a", "gone"))]
    bill = dependencies.bill(packages)
    assert [c["name"] for c in bill["components"]] == ["a"]
    assert bill["dependencies"][1] == {"ref": "pkg:pypi/newsparse@0.1", "dependsOn": ["pkg:pypi/a@1"]}
    assert json.dumps(bill) == json.dumps(dependencies.bill(packages))


def test_what_is_installed_is_allowed():
    assert [package for package in dependencies.walk() if not package.allowed] == []


def test_the_lowest_versions_are_those_of_the_project_file():
    lowest = check_wheel.lowest()
    assert lowest
    assert all("==" in line and ">" not in line for line in lowest)
