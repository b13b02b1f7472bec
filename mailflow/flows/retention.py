"""What is let go of in time: the bytes of mail and of its files, while what was learnt from it stays."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from mailflow.flows.night import Nightly
from mailflow.store import Store


@dataclass(frozen=True, slots=True)
class Keeping:
    """How long the bytes of messages and of letters that left are kept; None: for ever."""

    mail: timedelta | None = timedelta(days=90)


class Retention:
    """Lets go of what is too old, keys that have ended among it, once a night."""

    def __init__(self, store: Store, keeping: Keeping) -> None:
        self._store = store
        self._keeping = keeping
        self._nightly = Nightly(store, "retention")

    def turn(self, now: datetime) -> int:
        """Tonight's share, if it is still to come; how many messages and letters lost their bytes."""
        if not self._nightly.due(now):
            return 0
        gone = 0 if self._keeping.mail is None else self._let_go(now - self._keeping.mail)
        self._store.attachments.sweep(now)
        self._store.meta.end_keys(now)
        self._store.alerts.forget(now)
        self._nightly.done(now)
        return gone

    def _let_go(self, before: datetime) -> int:
        self._store.attachments.purge(before)
        return self._store.journal.purge(before) + self._store.outbox.purge(before)
