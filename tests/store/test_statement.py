"""Statements that peewee builds once."""

from datetime import datetime

import peewee
import pytest

from mailflow.store.schema import Letter, Message, Meta
from mailflow.store.statement import Statement, gap, gaps
from tests.store.samples import NOW

SQLITE, POSTGRESQL = peewee.SqliteDatabase(None), peewee.PostgresqlDatabase(None, prefer_psycopg3=True)
HOLD = Statement(
    Letter.update({**gaps(Letter.ready_at, Letter.note), Letter.state: "queued"}).where(Letter.id == gap(Letter.id))
)


def test_rows_fill_gaps_in_the_order_of_the_program_and_not_of_the_columns() -> None:
    columns = [part.split('"')[-2] for part in HOLD.sql(SQLITE).split("?")[:-1]]
    named = dict(zip(columns, HOLD.filled(SQLITE, (NOW, "later", 7)), strict=True))
    assert named == {"ready_at": "2026-11-23 09:00:00.000000+00:00", "note": "later", "state": "queued", "id": 7}


def test_each_dialect_has_its_own_text() -> None:
    assert HOLD.sql(POSTGRESQL) == HOLD.sql(SQLITE).replace("?", "%s")


def test_values_are_converted_as_their_fields_have_it() -> None:
    statement = Statement(Message.update(gaps(Message.reason)).where(Message.retry_at <= gap(Message.retry_at)))
    assert statement.filled(SQLITE, ("a\x00b", NOW))[0] == "a\ufffdb"
    with pytest.raises(ValueError, match="without a zone"):
        statement.filled(SQLITE, ("", datetime(2026, 11, 23)))  # noqa: DTZ001


def test_a_statement_without_gaps_keeps_its_constants() -> None:
    assert Statement(Meta.select(Meta.value).where(Meta.key == "x")).filled(SQLITE, ()) == ("x",)
