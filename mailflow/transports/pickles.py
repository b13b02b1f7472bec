"""Values on their way between processes.

A frozen dataclass with slots hands pickle its state field by field, in Python, on both ways. Here it is taken apart and
made again by what its constructor takes, at half of the cost.
"""

import copyreg
import io
import pickle
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from operator import attrgetter
from typing import Any

Reduced = tuple[Callable[..., Any], tuple[Any, ...]]


def pickled(value: object) -> bytes:
    """The value as pickle reads it. Raises what pickle raises for what cannot be handed over."""
    written = io.BytesIO()
    pickler = pickle.Pickler(written, pickle.HIGHEST_PROTOCOL)
    pickler.dispatch_table = _TABLE
    pickler.dump(value)
    return written.getvalue()


class _Reducers(dict[type, Callable[[Any], Any]]):
    """How objects of a class are taken apart; nothing is said of those that pickle takes apart itself."""

    def __missing__(self, cls: type) -> Callable[[Any], Reduced]:
        if not is_dataclass(cls) or "__slots__" not in vars(cls):
            raise KeyError(cls)
        named = fields(cls)
        if not named or not all(field.init and not field.kw_only for field in named):
            raise KeyError(cls)
        values = attrgetter(*(field.name for field in named))
        several = len(named) > 1

        def reducer(one: Any) -> Reduced:
            return cls, values(one) if several else (values(one),)

        self[cls] = reducer
        return reducer


_TABLE = _Reducers(copyreg.dispatch_table)
