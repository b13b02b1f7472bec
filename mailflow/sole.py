"""One daemon on an SQLite database, and nobody else where something must not run beside one."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from mailflow.store import StoreFault
from mailflow.store.database import Database, sqlite_path
from mailflow.store.leases import expect_no_daemon


@contextmanager
def sole_daemon(url: str) -> Iterator[None]:
    """Hold the lock beside an SQLite database; on PostgreSQL there may be several. Raises StoreFault where another
    daemon holds it."""
    path = sqlite_file(url)
    if path is None:
        yield
        return
    with _lock_file(path) as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            text = f"database {path}: another mailflow daemon is running on it; stop that one first"
            raise StoreFault(text) from None
        yield


@contextmanager
def no_daemon(url: str) -> Iterator[None]:
    """Raise StoreFault where a daemon runs on the database; on SQLite, keep it so."""
    with sole_daemon(url):
        database = Database(url)
        try:
            with database.reading():
                expect_no_daemon(database)
        finally:
            database.close()
        yield


def sqlite_file(url: str) -> Path | None:
    """The file of an SQLite database; None for another one."""
    scheme, _, rest = url.partition(":")
    return Path(sqlite_path(rest)) if scheme == "sqlite" else None


def _lock_file(path: Path) -> TextIO:
    try:
        return Path(f"{path}.lock").open("a")
    except FileNotFoundError:
        raise StoreFault(f"database {path}: the folder {path.parent} does not exist; make it") from None
    except OSError as fault:
        text = f"database {path}: no lock can be made beside it: {fault.strerror}; let this user write to {path.parent}"
        raise StoreFault(text) from None
