"""Statements that peewee builds once."""

from datetime import datetime
from itertools import chain, groupby

import peewee
import pytest

from mailflow.store.schema import Letter, Message, Meta
from mailflow.store.statement import Several, Statement, gap, gaps
from tests.store.samples import NOW

SQLITE, POSTGRESQL = peewee.SqliteDatabase(None), peewee.PostgresqlDatabase(None, prefer_psycopg3=True)
HOLD = Statement(
    Letter.update({**gaps(Letter.ready_at, Letter.note), Letter.state: "queued"}).where(Letter.id == gap(Letter.id))
)

FROM = Message.select(Message.id).where(Message.retry_at >= gap(Message.retry_at))
AMONG = Several(lambda some: FROM.where(Message.id.in_(some)), Message.id)


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


@pytest.mark.parametrize(
    ("count", "widths"), [(0, []), (1, [1]), (3, [4]), (4, [4]), (513, [512, 1]), (700, [512, 256])]
)
def test_many_values_are_asked_about_by_few_statements(count: int, widths: list[int]) -> None:
    asked = [statement.filled(SQLITE, row) for statement, row in AMONG.parts(range(count), NOW)]
    assert [len(row) - 1 for row in asked] == widths
    assert {row[0] for row in asked} <= {"2026-11-23 09:00:00.000000+00:00"}
    assert [key for key, _ in groupby(chain.from_iterable(row[1:] for row in asked))] == list(range(count))


def test_a_statement_for_as_many_values_is_made_once() -> None:
    (one, _), (other, _) = (next(AMONG.parts(values, NOW)) for values in (range(5), range(10, 18)))
    assert one is other


def test_what_is_found_becomes_values_of_python() -> None:
    found = Statement(Message.select(Message.id, Message.received_at, Message.whole, Message.retry_at))
    assert found.read([(3, "2026-11-23 09:00:00.000000+00:00", 1, None)]) == [(3, NOW, True, None)]
    assert Statement(Message.select(Message.id, Message.reason)).read([(3, "ok")]) == [(3, "ok")]
