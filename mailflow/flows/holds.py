"""What is held comes to its end: carried out where it was confirmed, dropped where nobody said yes in time."""

from dataclasses import replace
from datetime import datetime

from mailflow.domain.disposition import BY_NAME
from mailflow.domain.held import Held, HeldState
from mailflow.domain.people import Person
from mailflow.domain.reading import Context
from mailflow.flows.apply import Applier
from mailflow.flows.turn import Turn
from mailflow.flows.understand import Understood
from mailflow.store import Store, Unit

AT_ONCE = 50
"""How much one turn takes."""


class Holds:
    """Ends what is held. What nobody decided about ends quietly: `mailflow messages` shows it."""

    def __init__(self, store: Store, applier: Applier) -> None:
        self.store = store
        self.applier = applier

    def turn(self, now: datetime) -> int:
        """Everything that is due by `now`; how much that was."""
        due = self.store.held.due(now, AT_ONCE)
        for held in due:
            codes = {held.project, *self.store.projects.of_person(held.person)} - {""}
            with self.store.projects.unit(sorted(codes), now) as unit:
                current = unit.held(held.message) or held
                if current.open and current.until <= now:
                    self._end(unit, current, sorted(codes), now)
        return len(due)

    def _end(self, unit: Unit, held: Held, codes: list[str], now: datetime) -> None:
        person = unit.person(held.person)
        if held.state is HeldState.WAITING and person is not None:
            self.applier.release(_turn(unit, held, person, codes, now), held)
            return
        reason = BY_NAME["unconfirmed"]
        unit.hold(replace(held, state=HeldState.EXPIRED))
        unit.dispose(held.message, reason.disposition, reason.name, held.proof)


def _turn(unit: Unit, held: Held, person: Person, codes: list[str], now: datetime) -> Turn:
    """A turn that no message began: the hold's time has come."""
    snapshots = tuple(unit.snapshot(code) for code in codes)
    context = Context(now, person, snapshots, held.answered)
    return Turn(unit, held.message, Understood(BY_NAME["confirmed"]), context, person, now, held.proof)
