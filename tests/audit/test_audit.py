"""The pins fit what the project asks for, each has hashes, and the bill of materials says the same."""

import json
from pathlib import Path

import pytest

from mailflow import __version__
from tests.audit.__main__ import CANARY, judged, main
from tests.audit.bill import FILE, bill
from tests.audit.lock import EXTRAS, ROOT, RUN, faults, pins


@pytest.mark.parametrize("name", sorted(EXTRAS))
def test_a_lock_file_has_everything_at_a_version_that_fits_with_its_hashes(name: str) -> None:
    text = (ROOT / name).read_text()
    assert faults(text, EXTRAS[name]) == [], "python -m tests.audit --lock resolves the pins anew"
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


DJANGO = {"name": CANARY[0], "version": CANARY[1], "vulns": [{"id": "PYSEC-1"}]}
JINJA = {"name": "jinja2", "version": "3.1.6", "vulns": []}


@pytest.mark.parametrize(
    ("found", "holes", "why"),
    [
        ([JINJA, DJANGO], [], ""),
        (
            [{**JINJA, "vulns": [{"id": "CVE-1"}, {"id": "CVE-2"}]}, DJANGO],
            ["jinja2 3.1.6: CVE-1", "jinja2 3.1.6: CVE-2"],
            "",
        ),
        ([JINJA, {**DJANGO, "vulns": []}], [], "its silence says nothing"),
        ([JINJA, {"name": CANARY[0], "skip_reason": "not found"}], [], "its silence says nothing"),
        ([JINJA], [], "its silence says nothing"),
        ([{"name": "jinja2", "skip_reason": "not found"}, DJANGO], [], "does not know 1 of 1: jinja2"),
        ([{**JINJA, "vulns": [{"id": "CVE-1"}]}], ["jinja2 3.1.6: CVE-1"], "its silence says nothing"),
    ],
)
def test_silence_is_no_clean_bill(found: list[dict[str, object]], holes: list[str], why: str) -> None:
    """A service that answers and knows nothing, a mirror say, is told as loudly as one that is not there."""
    told, reason = judged(found)
    assert told == holes
    assert why in reason
    assert bool(reason) is bool(why)


def test_what_was_left_out_is_loud_and_a_fault_where_nothing_may_be(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tests.audit.__main__.find_spec", lambda _: None)
    for options, status in (([], 0), (["--strict"], 1)):
        monkeypatch.setattr("sys.argv", ["audit", *options])
        assert main() == status
        assert "THE LOOK FOR KNOWN HOLES WAS LEFT OUT: pip-audit is not installed" in capsys.readouterr().out
