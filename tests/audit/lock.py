"""A lock file: each package with one version and the hashes of everything that may be installed as it."""

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parent.parent.parent
RUN, DEVELOP = "requirements.lock", "requirements-dev.lock"
NOT_FOR_A_DAEMON = ("demo", "dev")
_PIN = re.compile(r"^(?P<name>[A-Za-z0-9._-]+)==(?P<version>[^\s;\\]+)(?P<rest>(?:.*\\\n)*.*)$", re.MULTILINE)
_HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")


@dataclass(frozen=True, slots=True)
class Pin:
    """A package at one version."""

    name: str
    version: str
    hashes: tuple[str, ...]


def pins(text: str) -> dict[str, Pin]:
    """What a lock file pins, by canonical name."""
    found = (
        Pin(canonicalize_name(m["name"]), m["version"], tuple(_HASH.findall(m["rest"]))) for m in _PIN.finditer(text)
    )
    return {pin.name: pin for pin in found}


def wanted(extras: Sequence[str]) -> list[Requirement]:
    """What pyproject.toml asks for by itself, with those extras."""
    project = _project()
    lines = [*project["dependencies"], *(line for extra in extras for line in project["optional-dependencies"][extra])]
    return [one for one in map(Requirement, lines) if one.name != project["name"]]


def faults(text: str, extras: Sequence[str]) -> list[str]:
    """What is wrong with a lock file for the project with those extras."""
    found = pins(text)
    told = [f"{pin.name} has no hash" for pin in found.values() if not pin.hashes]
    for one in wanted(extras):
        pin = found.get(canonicalize_name(one.name))
        if pin is None:
            told.append(f"{one.name} is not pinned")
        elif not one.specifier.contains(pin.version, prereleases=True):
            told.append(f"{one.name} is pinned at {pin.version}, and pyproject.toml wants {one.specifier}")
    return told


def _project() -> dict[str, Any]:
    project: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    return project


_OPTIONAL = sorted(_project()["optional-dependencies"])
EXTRAS = {RUN: [one for one in _OPTIONAL if one not in NOT_FOR_A_DAEMON], DEVELOP: _OPTIONAL}
"""The extras that each lock file is for."""
