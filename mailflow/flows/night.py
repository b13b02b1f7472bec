"""What is done once a night, whether or not the daemon was started anew meanwhile."""

from datetime import datetime, timedelta

from mailflow.store import Store

QUIET_HOUR = timedelta(hours=3)


class Nightly:
    """One such chore. Its first night is at once."""

    def __init__(self, store: Store, name: str) -> None:
        self._store = store
        self._key = f"night {name}"

    def due(self, now: datetime) -> bool:
        """Whether this night's turn is still to come, or has to come again after a failover; nights begin at three
        o'clock UTC."""
        return self._store.meta.get(self._key) != _night(now)

    def done(self, now: datetime) -> None:
        """It is done for this night."""
        self._store.meta.put(self._key, _night(now))


def _night(now: datetime) -> str:
    return (now - QUIET_HOUR).date().isoformat()
