"""A daemon's right to act on a database that several may share: gained, renewed, lost and gained anew.

Each round of work is bound to the epoch under which it began. What a stopped or cut-off daemon has lost, others take
over; whatever it was at then, its next write is refused by the database, and it begins anew under another epoch.
"""

import logging
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from mailflow.store import Standing, Store

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Lasting:
    """How long a lease lasts in seconds, how often it is renewed, and how much of it has to be left for a letter to be
    transmitted. Another daemon takes over once it has run out."""

    lease: float = 30.0
    renewal: float = 5.0
    spare: float = 10.0


def boot_time() -> float:
    """Seconds that also pass while the machine sleeps, and that nobody sets."""
    return time.clock_gettime(time.CLOCK_BOOTTIME)


class Tenure:
    """One daemon's. `alone`: no other daemon runs on the database, and nothing is ever lost."""

    def __init__(
        self,
        store: Store,
        holder: str,
        lasting: Lasting,
        clock: Callable[[], datetime],
        *,
        alone: bool,
        elapsed: Callable[[], float] = boot_time,
    ) -> None:
        self.alone = alone
        self.lasting = lasting
        self._store = store
        self._holder = holder
        self._clock = clock
        self._elapsed = elapsed
        self._own: Standing | None = None
        self._sure_until = 0.0
        self._watched: set[tuple[int, str]] = set()

    def begin(self) -> None:
        """Join the daemons, under an epoch of one's own; what others have lost is taken over."""
        own = self._joined()
        if not self.alone:
            self._reclaim(own)

    @contextmanager
    def acting(self) -> Iterator[None]:
        """What this thread writes inside is refused once the lease has ended that stands now."""
        own = self._own or self._joined()
        with self._store.leases.bound(own, self.lasting.spare):
            yield

    def turn(self) -> int:
        """Renew the lease, or join anew where it was lost; take over what others have lost. Returns 0: nobody's work
        comes of it. Alone, there is nothing to renew. Raises StoreFault where the database cannot be used any more."""
        if self.alone:
            return 0
        self._store.expect_usable()
        said = self._store.mind_failover(self._clock())
        began, own = self._elapsed(), self._own
        if said or own is None or not self._store.leases.renew(own, self.lasting.lease):
            log.warning("%s; joining anew", said or "the lease has run out", extra={"action": "lease"})
            self.begin()
            return 0
        self._sure_until = began + self.lasting.lease - self.lasting.spare
        self._reclaim(own)
        return 0

    def watches(self, mailbox: str) -> bool:
        """Whether this daemon is the one that looks into that mailbox."""
        own = self._own
        if not self.watching(mailbox) and own is not None and self._store.leases.take(f"mailbox {mailbox}", own):
            self._watched.add((own.epoch, mailbox))
        return self.watching(mailbox)

    def watching(self, mailbox: str) -> bool:
        """Whether it was this daemon when that was asked last."""
        own = self._own
        return self.alone or (own is not None and (own.epoch, mailbox) in self._watched)

    def sure(self) -> bool:
        """Whether what this thread claimed is certainly its own still, for as long as it takes to transmit a letter."""
        if self.alone:
            return True
        own = self._own
        return own is not None and own.name == self._store.leases.me and self._elapsed() < self._sure_until

    def end(self) -> None:
        """Leave: what is claimed still is given back."""
        own, self._own = self._own, None
        if own is not None:
            self._store.leases.leave(own)

    def _joined(self) -> Standing:
        said = self._store.mind_failover(self._clock())
        if said:
            log.error("%s", said, extra={"action": "failover"})
        began = self._elapsed()
        self._own = own = self._store.leases.join(self._holder, self.lasting.lease, alone=self.alone)
        self._sure_until = began + self.lasting.lease - self.lasting.spare
        return own

    def _reclaim(self, own: Standing) -> None:
        with self._store.leases.bound(own, 0.0):
            for name in self._store.leases.reclaim():
                log.warning("%s has not been heard of; taking over", name, extra={"action": "lease"})
