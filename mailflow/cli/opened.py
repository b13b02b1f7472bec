"""The configured store as a command needs it: to look at, or to write into."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from mailflow.config import Config, load
from mailflow.sole import sqlite_file
from mailflow.store import OldSchema, Store, StoreFault


@contextmanager
def looked_at(config_path: Path) -> Iterator[tuple[Config, Store]]:
    """The config and its store, to be looked at: nothing is made and nothing is migrated. Raises StoreFault where
    there is no database yet."""
    config = load(config_path)
    with _closed(look_into(config)) as store:
        yield config, store


def look_into(config: Config) -> Store:
    """The store, to be looked at. Raises StoreFault where there is no database yet."""
    path = sqlite_file(config.database_url)
    if path is not None and path.parent.is_dir() and not path.exists():
        raise StoreFault(f"database {path}: is not there yet; `mailflow project apply FILE` or `mailflow run` makes it")
    return Store.open(config.database_url, migrate=False, files=config.files)


@contextmanager
def written_to(config_path: Path) -> Iterator[tuple[Config, Store]]:
    """The config and its store, to be written into. A new database gets its tables; an older one is refused, since a
    daemon may be running on it."""
    config = load(config_path)
    try:
        store = Store.open(config.database_url, migrate=False, files=config.files)
    except OldSchema as fault:
        if fault.present:
            raise
        store = Store.open(config.database_url, files=config.files)
    with _closed(store):
        yield config, store


@contextmanager
def _closed(store: Store) -> Iterator[Store]:
    try:
        yield store
    finally:
        store.close()
