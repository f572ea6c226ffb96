"""Lists everything that ``pip install newsparse`` brings, with licences, and writes it as a bill of materials.

``python scripts/dependencies.py`` prints a table and fails on a licence that is neither permissive nor LGPL or MPL;
``--sbom FILE`` writes CycloneDX 1.5. Read from the metadata of what is installed, so it speaks of this environment.
"""

from __future__ import annotations

import argparse
import json
import sys
import uuid
from importlib import metadata
from pathlib import Path
from typing import Any, NamedTuple

import regex
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

PROJECT = "newsparse"
# Words of licence names, in any spelling that projects use; "GPL" alone is refused because it is not among them.
ALLOWED_RE = regex.compile(
    r"""(?xi)
    \b(?:
        MIT(?:-0|-CMU)? | BSD | 0BSD | ISC | Apache | PSF | Python\ Software\ Foundation | Zlib | Unlicense | CC0
        | CNRI-Python | HPND | public\ domain | zope | ZPL
        | LGPL | Lesser\ General\ Public | MPL | Mozilla\ Public
    )\b"""
)
REFUSED_RE = regex.compile(
    r"(?i)\b(?:AGPL|GPL|Affero|SSPL|BUSL|non-?commercial|proprietary|CC-BY-NC)|(?<!Lesser )General Public"
)
LESSER_RE = regex.compile(
    r"(?i)LGPL[-\w.+ ]*|GNU Lesser General Public License[^,;]*|GCC Runtime Library exception[^,;]*"
)
LONGEST = 60  # a licence field that is longer holds the text of the licence


class Package(NamedTuple):
    """One installed package."""

    name: str
    version: str
    licence: str
    needs: tuple[str, ...]

    @property
    def allowed(self) -> bool:
        """Whether every licence that it names is permissive, LGPL or MPL."""
        rest = LESSER_RE.sub("", self.licence)
        return bool(ALLOWED_RE.search(self.licence)) and not REFUSED_RE.search(rest)


def licence_of(distribution: metadata.Distribution) -> str:
    """Return the licence that a package states: its expression, else its classifiers, else its free text."""
    fields = distribution.metadata
    if expression := fields.get("License-Expression"):
        return str(expression)
    classifiers = [c for c in fields.get_all("Classifier") or [] if c.startswith("License ::")]
    stated = ", ".join(sorted(c.rsplit(" :: ", 1)[-1] for c in classifiers) or ["OSI Approved"])
    if stated != "OSI Approved":
        return stated
    text = (fields.get("License") or "").strip()
    first = text.splitlines()[0].strip() if text else ""
    return first[:LONGEST] or "not stated"


def read(name: str, extras: frozenset[str]) -> Package:
    """Return an installed package with the names of those it needs here."""
    distribution = metadata.distribution(name)
    needs = []
    for line in distribution.requires or []:
        requirement = Requirement(line)
        marker = requirement.marker
        if marker is None or any(marker.evaluate({"extra": extra}) for extra in {"", *extras}):
            needs.append(canonicalize_name(requirement.name))
    return Package(
        canonicalize_name(distribution.metadata["Name"]), distribution.version, licence_of(distribution), tuple(needs)
    )


def walk() -> list[Package]:
    """Return the project and everything below it that is installed, in order of names."""
    found: dict[str, Package] = {}
    waiting = [PROJECT]
    while waiting:
        name = waiting.pop()
        if name in found:
            continue
        try:
            found[name] = read(name, frozenset())
        except metadata.PackageNotFoundError:
            print(f"{name} is needed and not installed", file=sys.stderr)
            continue
        waiting += found[name].needs
    return sorted(found.values())


def bill(packages: list[Package]) -> dict[str, Any]:
    """Return the packages as a CycloneDX bill of materials; the same packages give the same bill."""

    def reference(package: Package) -> str:
        return f"pkg:pypi/{package.name}@{package.version}"

    def component(package: Package, kind: str = "library") -> dict[str, Any]:
        return {
            "type": kind,
            "bom-ref": reference(package),
            "name": package.name,
            "version": package.version,
            "purl": reference(package),
            "licenses": [{"license": {"name": package.licence}}],
        }

    by_name = {package.name: package for package in packages}
    serial = uuid.uuid5(uuid.NAMESPACE_URL, " ".join(map(reference, packages)))
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "serialNumber": f"urn:uuid:{serial}",
        "version": 1,
        "metadata": {"component": component(by_name[PROJECT], "application")},
        "components": [component(package) for package in packages if package.name != PROJECT],
        "dependencies": [
            {
                "ref": reference(package),
                "dependsOn": sorted({reference(by_name[need]) for need in package.needs if need in by_name}),
            }
            for package in packages
        ],
    }


def main() -> int:
    """Print the licences; write the bill of materials."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--sbom", type=Path, metavar="FILE", help="write a CycloneDX bill of materials")
    options = arguments.parse_args()
    packages = walk()
    for package in packages:
        print(f"{package.name:28} {package.version:14} {package.licence}{'' if package.allowed else '   NOT ALLOWED'}")
    if options.sbom:
        options.sbom.parent.mkdir(parents=True, exist_ok=True)
        options.sbom.write_text(json.dumps(bill(packages), indent=1) + "\n", encoding="utf-8")
        print(f"wrote {options.sbom}")
    return not all(package.allowed for package in packages)


if __name__ == "__main__":
    sys.exit(main())
