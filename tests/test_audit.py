"""The pins fit what the project asks for, each has hashes, and the bill of materials says the same."""

import json
from pathlib import Path

import pytest

from audit.bill import FILE, bill
from audit.lock import EXTRAS, ROOT, RUN, faults, pins
from mailflow import __version__


@pytest.mark.parametrize("name", sorted(EXTRAS))
def test_a_lock_file_has_everything_at_a_version_that_fits_with_its_hashes(name: str) -> None:
    text = (ROOT / name).read_text()
    assert faults(text, EXTRAS[name]) == [], "python -m audit --lock resolves the pins anew"
    assert len(pins(text)) >= 40


def test_the_bill_is_what_the_lock_file_says() -> None:
    found = json.loads((ROOT / FILE).read_text())
    assert (ROOT / FILE).read_text() == bill(pins((ROOT / RUN).read_text()), __version__)
    assert (found["bomFormat"], found["specVersion"]) == ("CycloneDX", "1.6")
    assert len(found["components"]) == len(pins((ROOT / RUN).read_text()))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "jinja2 is not pinned"),
        ("jinja2==2.0 \\\n    --hash=sha256:" + "0" * 64, "jinja2 is pinned at 2.0, and pyproject.toml wants"),
        ("jinja2==3.1.6", "jinja2 has no hash"),
    ],
)
def test_what_is_wrong_is_told(text: str, told: str) -> None:
    assert any(one.startswith(told) for one in faults(text, ()))


def test_the_daemon_s_pins_are_the_developers_too() -> None:
    run, develop = (pins((ROOT / name).read_text()) for name in (RUN, "requirements-dev.lock"))
    assert {name: develop[name].version for name in run} == {name: pin.version for name, pin in run.items()}


def test_the_lock_file_names_no_index_of_its_own() -> None:
    assert not [line for path in EXTRAS for line in Path(ROOT / path).read_text().splitlines() if "://" in line]
