"""Statements whose SQL peewee builds once, with gaps for the values of each row: for the paths that every message
and every letter takes, where building it anew would cost several times what executing it does."""

from collections.abc import Callable, Sequence
from itertools import count
from typing import Any

import peewee

_serial = count()
_NO_GAPS = (None,)

Steps = list[tuple[Callable[[Any], Any], int]]


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

    def sql(self, database: peewee.Database) -> str:
        """Its text in that database's dialect."""
        return self._of(database)[0]

    def filled(self, database: peewee.Database, row: Sequence[Any]) -> tuple[Any, ...]:
        """The parameters for one row, converted as the fields have it."""
        row = row or _NO_GAPS
        return tuple([convert(row[place]) for convert, place in self._of(database)[1]])

    def _of(self, database: peewee.Database) -> tuple[str, Steps]:
        dialect = database.param
        if dialect not in self._built:
            text, parameters = database.get_sql_context().parse(self._query)
            self._built[dialect] = text, _steps(parameters)
        return self._built[dialect]


def _steps(parameters: Sequence[Any]) -> Steps:
    order = sorted(p.serial for p in parameters if isinstance(p, _Gap))
    return [(p.convert, order.index(p.serial)) if isinstance(p, _Gap) else (_constant(p), 0) for p in parameters]


def _constant(value: Any) -> Callable[[Any], Any]:
    return lambda _: value
