"""What is held comes to its end: dropped where nobody confirmed it in time."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from mailflow.domain.disposition import BY_NAME
from mailflow.domain.held import Held, HeldState
from mailflow.store import Store, Unit

AT_ONCE = 50
"""How much one turn takes."""


class Holds:
    """Ends what nobody decided about, quietly: `mailflow messages` shows it."""

    def __init__(self, store: Store) -> None:
        self.store = store

    def turn(self, now: datetime) -> int:
        """Everything that is due by `now`; how much that was."""
        due: Sequence[Held] = self.store.held.due(now, AT_ONCE)
        for held in due:
            with self.store.projects.unit([held.project] if held.project else [], now) as unit:
                self._end(unit, unit.held(held.message) or held)
        return len(due)

    def _end(self, unit: Unit, held: Held) -> None:
        if held.open:
            reason = BY_NAME["unconfirmed"]
            unit.hold(replace(held, state=HeldState.EXPIRED))
            unit.dispose(held.message, reason.disposition, reason.name, held.proof)
