"""The daemon's clock: the system's, as long as that does not leap ahead of the time that has passed."""

import logging
from collections.abc import Callable
from datetime import datetime

from mailflow.domain.clock import Anchor, Uptime, first_anchor
from mailflow.store import Store

log = logging.getLogger(__name__)

KEY = "clock/"
"""Under it and the boot's name stands what was believed then."""
LEAPT = (
    "The system's clock has leapt to {clock:%Y-%m-%d %H:%M} UTC; by the time that has passed it is "
    "{reckoned:%Y-%m-%d %H:%M}, and mailflow goes by that. Set the clock right; if it is right: mailflow clock --accept"
)


class Timekeeper:
    """Tells the time. While the system's clock has leapt, it is reckoned from what has passed since it was believed;
    a machine that slept or was off is believed, and a clock that agrees with the database's is."""

    def __init__(self, store: Store, clock: Callable[[], datetime], uptime: Callable[[], Uptime]) -> None:
        self._store = store
        self._clock = clock
        self._uptime = uptime
        self._anchor = self._begun()

    def __call__(self) -> datetime:
        """The present instant."""
        clock, now = self._clock(), self._uptime()
        return self._anchor.reckoned(now) if self._anchor.leaps(clock, now) else clock

    def system(self) -> datetime:
        """What the system's clock says, right or wrong."""
        return self._clock()

    def turn(self) -> str:
        """Look whether the clock is to be believed, and what an operator or the database says to it; what is wrong,
        or nothing."""
        clock, now = self._clock(), self._uptime()
        if self._anchor.leaps(clock, now):
            self._anchor = self._explained(clock, now)
        if self._anchor.leaps(clock, now):
            return LEAPT.format(clock=clock, reckoned=self._anchor.reckoned(now))
        self._keep(self._anchor.moved(clock, now))
        return ""

    def _begun(self) -> Anchor:
        clock, now = self._clock(), self._uptime()
        known = _known(self._store, now)
        if known is not None:
            return known
        clocks = self._store.clocks
        anchor = first_anchor(clock, now, clocks.elsewhere(), clocks.latest())
        _remember(self._store, anchor)
        return anchor

    def _explained(self, clock: datetime, now: Uptime) -> Anchor:
        """What is believed now that the clock has leapt: what somebody has accepted, or the database says, too."""
        accepted = _known(self._store, now)
        if accepted is not None and not accepted.leaps(clock, now):
            return accepted
        theirs = self._store.clocks.elsewhere()
        found = first_anchor(clock, now, theirs)
        if theirs is None or found.clock != clock:
            return self._anchor
        log.warning("the system's clock was set ahead, as the database's is", extra={"action": "clock"})
        _remember(self._store, found)
        return found

    def _keep(self, anchor: Anchor) -> None:
        if anchor is not self._anchor:
            self._anchor = anchor
            _remember(self._store, anchor)


def accept(store: Store, clock: datetime, now: Uptime) -> None:
    """An operator says that this clock is right: every daemon on this machine goes by it."""
    _remember(store, Anchor(now, clock))


def _known(store: Store, now: Uptime) -> Anchor | None:
    found = store.meta.get(KEY + now.boot) if now.boot else None
    return None if found is None else Anchor.read(found)


def _remember(store: Store, anchor: Anchor) -> None:
    """Boots without a name are all alike to others, and each process remembers its own."""
    if anchor.at.boot:
        store.meta.put(KEY + anchor.at.boot, anchor.text())
