"""Statements whose SQL peewee builds once, with gaps for the values of each row: for the paths that every message
and every letter takes, where building it anew would cost several times what executing it does."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import count
from typing import Any

import peewee

from mailflow.store.fields import Document, Instant, Octets

_serial = count()
_NO_GAPS = (None,)
_CONVERTED = (Instant, Document, Octets, peewee.BooleanField)
"""Columns whose values a driver hands back as something else."""

Steps = list[tuple[Callable[[Any], Any], int]]
Row = tuple[Any, ...]


class _Gap:
    """What stands in the parameters until a row fills it."""

    def __init__(self, convert: Callable[[Any], Any]) -> None:
        self.serial = next(_serial)
        self.convert = convert


def gap(field: peewee.Field) -> peewee.Value:
    """A place for a value of that field, or one compared with it. Rows fill gaps in the order in which they were made,
    which is the order in which they stand in the program."""
    return peewee.Value(_Gap(field.db_value), converter=False, unpack=False)


def gaps(*fields: peewee.Field) -> dict[peewee.Field, peewee.Value]:
    """A gap for each of the fields: what an INSERT or UPDATE sets."""
    return {field: gap(field) for field in fields}


class Statement:
    """A query of peewee's with gaps."""

    def __init__(self, query: peewee.Query) -> None:
        self._query = query
        self._built: dict[str, tuple[str, Steps]] = {}
        self._reading = list(_reading(query))

    def sql(self, database: peewee.Database) -> str:
        """Its text in that database's dialect."""
        return self._of(database)[0]

    def filled(self, database: peewee.Database, row: Sequence[Any]) -> Row:
        """The parameters for one row, converted as the fields have it."""
        row = row or _NO_GAPS
        return tuple([convert(row[place]) for convert, place in self._of(database)[1]])

    def read(self, rows: Iterable[Row]) -> list[Row]:
        """What it found, as Python values."""
        return [self._read(row) for row in rows] if self._reading else list(rows)

    def _read(self, row: Row) -> Row:
        values = list(row)
        for place, convert in self._reading:
            values[place] = convert(values[place])
        return tuple(values)

    def _of(self, database: peewee.Database) -> tuple[str, Steps]:
        dialect = database.param
        if dialect not in self._built:
            text, parameters = database.get_sql_context().parse(self._query)
            self._built[dialect] = text, _steps(parameters)
        return self._built[dialect]


class Several:
    """A query about some of many values, as `asking` makes it: a Statement for each width of a power of two, so that
    there are few of them. A gap in the rest of the query has to be made before."""

    MOST = 512

    def __init__(self, asking: Callable[[list[Any]], peewee.Query], *fields: peewee.Field) -> None:
        self._asking = asking
        self._fields = fields
        self._by_width: dict[int, Statement] = {}

    def parts(self, values: Iterable[Any], *fixed: Any) -> Iterator[tuple[Statement, Row]]:
        """Statements that ask about all of the values, with the row that fills each: what is `fixed`, then a value for
        each gap, the last one over and over where there are fewer."""
        pending = list(values)
        for start in range(0, len(pending), self.MOST):
            some = pending[start : start + self.MOST]
            width = 1 << (len(some) - 1).bit_length()
            some += some[-1:] * (width - len(some))
            row = some if len(self._fields) == 1 else [value for each in some for value in each]
            yield self._of(width), (*fixed, *row)

    def _of(self, width: int) -> Statement:
        if width not in self._by_width:
            asked = [tuple(map(gap, self._fields)) for _ in range(width)]
            made = [one for (one,) in asked] if len(self._fields) == 1 else asked
            self._by_width[width] = Statement(self._asking(made))
        return self._by_width[width]


def _reading(query: peewee.Query) -> Iterator[tuple[int, Callable[[Any], Any]]]:
    """Which of the columns that it finds have to be converted."""
    for place, column in enumerate(getattr(query, "_returning", None) or ()):
        if isinstance(column, _CONVERTED):
            yield place, column.python_value


def _steps(parameters: Sequence[Any]) -> Steps:
    order = sorted(p.serial for p in parameters if isinstance(p, _Gap))
    return [(p.convert, order.index(p.serial)) if isinstance(p, _Gap) else (_constant(p), 0) for p in parameters]


def _constant(value: Any) -> Callable[[Any], Any]:
    return lambda _: value
