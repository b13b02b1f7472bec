"""Routines as data."""

from typing import cast

from pydantic import TypeAdapter

from mailflow.domain.project import Routines
from mailflow.domain.record import Json
from mailflow.domain.steps.data import Data

_ROUTINES = TypeAdapter(Routines)


def routines_data(routines: Routines) -> dict[str, Json]:
    """Routines as the ledger keeps them; a routine that is off is null."""
    return cast("dict[str, Json]", _ROUTINES.dump_python(routines, mode="json"))


def routines_from(data: Data) -> Routines:
    """The routines that `routines_data` wrote."""
    return _ROUTINES.validate_python(data)
