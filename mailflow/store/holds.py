"""Stops on letters, standing and past, as small values beside everything else."""

import json
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from peewee import fn

from mailflow.domain.hold import Hold, Scope
from mailflow.store import schema
from mailflow.store.database import Database
from mailflow.store.schema import QUEUED, Letter, Meta
from mailflow.store.statement import Statement

STANDING = "hold/"
PAST = "held/"
REMEMBERED = timedelta(days=35)
_BEGINNING = {
    prefix: Statement(Meta.select(Meta.value).where(fn.SUBSTR(Meta.key, 1, len(prefix)) == prefix))
    for prefix in (STANDING, PAST)
}
OVERDUE = "its time passed while letters were stopped"


class Holds:
    """Which letters stay here until an operator lets them go."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def put(self, scope: Scope, name: str, now: datetime, why: str = "") -> bool:
        """Stop those letters; False where they are stopped already, and then nothing changes."""
        hold = Hold(scope, name, now, why)
        new = Meta.insert(key=_key(STANDING, hold), value=_text(hold))
        with self._database.writing():
            return bool(self._database.execute(new.on_conflict_ignore()))

    def lift(self, scope: Scope, name: str, now: datetime) -> Hold | None:
        """Let those letters go; the stop as it was, or None where there was none.

        Scheduled letters whose time passed meanwhile are withdrawn: nobody wants a fortnight of check-ins at once.
        """
        with self._database.writing():
            found = next((one for one in self.standing() if (one.scope, one.name) == (scope, name)), None)
            if found is not None:
                self._end(found, now)
                self._withdraw_overdue(found, now)
        return found

    def standing(self) -> list[Hold]:
        """The stops that nobody has lifted, the widest first."""
        return sorted(self._beginning(STANDING), key=lambda one: (not one.whole, one.scope, one.name))

    def since(self, instant: datetime) -> list[Hold]:
        """Stops that stood at any time from then on, oldest first."""
        past = [one for one in self._beginning(PAST) if one.until is not None and one.until >= instant]
        return sorted([*past, *self.standing()], key=lambda one: one.since)

    # -- inside

    def _beginning(self, prefix: str) -> list[Hold]:
        with self._database.reading():
            return [_hold(text) for (text,) in self._database.found(_BEGINNING[prefix])]

    def _end(self, hold: Hold, now: datetime) -> None:
        ended = Hold(hold.scope, hold.name, hold.since, hold.why, now)
        gone = [_key(STANDING, hold), *(_past(one) for one in self._beginning(PAST) if _forgotten(one, now))]
        self._database.execute(Meta.delete().where(Meta.key.in_(gone)))
        self._database.execute(Meta.insert(key=_past(ended), value=_text(ended)).on_conflict_ignore())

    def _withdraw_overdue(self, hold: Hold, now: datetime) -> None:
        begun = schema.Frozen.select(schema.Frozen.letter)
        late = [QUEUED, Letter.not_after < now, Letter.id.not_in(begun)]
        if not hold.whole:
            late.append((Letter.project if hold.scope is Scope.PROJECT else Letter.person) == hold.name)
        self._database.execute(Letter.update(state="withdrawn", note=OVERDUE).where(*late))


def untouched(holds: Sequence[Hold]) -> list[object] | None:
    """The conditions for a letter that nothing of this stops; None where everything is stopped."""
    if any(hold.whole for hold in holds):
        return None
    columns = {Scope.PROJECT: Letter.project, Scope.PERSON: Letter.person}
    return [columns[hold.scope] != hold.name for hold in holds]


def _key(prefix: str, hold: Hold) -> str:
    return f"{prefix}{hold.scope}/{hold.name}"


def _past(hold: Hold) -> str:
    return f"{_key(PAST, hold)}/{hold.since.astimezone(UTC).isoformat()}"


def _forgotten(hold: Hold, now: datetime) -> bool:
    return hold.until is not None and hold.until < now - REMEMBERED


def _text(hold: Hold) -> str:
    until = hold.until.astimezone(UTC).isoformat() if hold.until else None
    return json.dumps([hold.scope, hold.name, hold.since.astimezone(UTC).isoformat(), hold.why, until])


def _hold(text: str) -> Hold:
    scope, name, since, why, until = json.loads(text)
    ended = datetime.fromisoformat(until) if until else None
    return Hold(Scope(scope), name, datetime.fromisoformat(since), why, ended)
