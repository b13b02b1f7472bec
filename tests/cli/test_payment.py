"""``project paid``: what mail may not record, whoever sits at the machine does; everybody concerned is told."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from mailflow.config import load
from mailflow.domain.project import Ref
from mailflow.domain.record import Change
from mailflow.store import Store
from tests.cli.conftest import Mailflow

CODE = "acme-site"
NOW = datetime(2026, 12, 2, 9, tzinfo=UTC)


@pytest.fixture
def approved(applied: Path) -> Path:
    """Milestone 1 is approved, and milestone 2 is not."""
    store = Store.open(load(applied).database_url)
    about = Ref(CODE, "milestone", 1)
    with store.projects.unit([CODE], NOW) as unit:
        unit.append(CODE, [Change("done", about, "dana"), Change("approve", about, "olivia")])
    store.close()
    return applied


def test_a_payment_is_recorded_once_with_its_reference_and_told(mailflow: Mailflow, approved: Path) -> None:
    first = mailflow("project", "paid", CODE, 1, "--reference", "TR-117", "--config", approved)
    assert (first.status, first.err) == (0, "")
    assert "is recorded as paid" in first.out
    record = mailflow("records", CODE, "--json", "--config", approved).rows[-1]
    assert (record["kind"], record["person"], record["evidence"]) == ("paid", "olivia", "command line")
    assert record["data"] == {"text": "TR-117"}
    waiting = mailflow("letters", "--json", "--config", approved).rows
    assert [row["person"] for row in waiting if row["letter"] == "notice"] == ["dana"]
    again = mailflow("project", "paid", CODE, 1, "--config", approved)
    assert (again.status, "recorded as paid already" in again.out) == (1, True)


def test_what_is_not_approved_is_not_paid(mailflow: Mailflow, approved: Path) -> None:
    result = mailflow("project", "paid", CODE, 2, "--config", approved)
    assert result.status == 1
    assert "is not approved yet, so no payment was recorded" in result.out


def test_only_an_owner_pays(mailflow: Mailflow, approved: Path) -> None:
    result = mailflow("project", "paid", CODE, 1, "--by", "dana", "--config", approved)
    assert result.status == 2
    assert "--by has to be an owner of acme-site: olivia" in result.err
