"""A database from a backup: into the place of an SQLite file, or into a PostgreSQL database."""

import tempfile
from datetime import UTC, datetime
from pathlib import Path

from mailflow.store.copies import duplicate, settle
from mailflow.store.faults import StoreFault
from mailflow.store.files import Files, sync
from mailflow.store.packing import unpack
from mailflow.store.store import Store, files_beside

WITH_IT = ("", "-wal", "-shm")


def restore_into(
    url: str, path: Path | None, copy: Path, now: datetime, replace: bool, folder: Path | None = None
) -> Path | None:
    """Put what `copy` holds in the place of the database at `url`, whose SQLite file is `path`, and the files in it
    into `folder` (default: beside an SQLite database). Where the database holds something, it is kept aside if it may
    be replaced; the file that has it then. What lies in the folder stays there, for a month at least.

    Raises StoreFault where the copy cannot be read, or where something is there that may not be replaced; then nothing
    has changed. No daemon may run on either.
    """
    if not copy.is_file():
        raise StoreFault(f"{copy}: is not there; name a file that `mailflow backup` wrote")
    stamp = f"replaced-{now.astimezone(UTC):%Y%m%d-%H%M%S}"
    files = Files(folder or files_beside(url))
    if path is not None:
        return _file(path, copy, files, now, stamp if replace else "")
    return _server(url, copy, files, now, copy.with_name(f"{copy.name}.{stamp}") if replace else None)


def _file(path: Path, copy: Path, files: Files, now: datetime, stamp: str) -> Path | None:
    occupied = path.exists() and path.stat().st_size > 0
    if occupied and not stamp:
        raise _full(str(path))
    ready = Path(f"{path}.restoring")
    for end in WITH_IT:
        Path(f"{ready}{end}").unlink(missing_ok=True)
    duplicate(copy, ready)
    _unpack(ready, files, now)
    store = Store.open(f"sqlite:///{ready.absolute()}")
    try:
        store.mark_restored(now)
    finally:
        store.close()
    settle(ready)
    aside = Path(f"{path}.{stamp}") if occupied else None
    if aside is not None:
        _put_aside(path, aside)
    ready.replace(path)
    sync(path.parent)
    return aside


def _put_aside(path: Path, aside: Path) -> None:
    """A file that stays where it is until the new one takes its place, and what belongs to it: never may an old
    journal lie beside a new file."""
    for end in WITH_IT[1:]:
        if Path(f"{path}{end}").exists():
            Path(f"{path}{end}").rename(f"{aside}{end}")
    aside.hardlink_to(path)


def _unpack(ready: Path, files: Files, now: datetime) -> None:
    files.touch(now)
    unpack(ready, files, now)


def _server(url: str, copy: Path, files: Files, now: datetime, aside: Path | None) -> Path | None:
    target = Store.open(url, files=files.folder)
    try:
        occupied = bool(target.projects.codes() or target.journal.messages(1))
        if occupied and aside is None:
            raise _full(target.name)
        with tempfile.TemporaryDirectory() as folder:
            ready = Path(folder) / "copy.db"
            duplicate(copy, ready)
            _unpack(ready, files, now)
            source = Store.open(f"sqlite:///{ready}")
            try:
                source.mark_restored(now)
                if occupied and aside is not None:
                    target.back_up(aside)
                target.take_over(source)
            finally:
                source.close()
    finally:
        target.close()
    return aside if occupied else None


def _full(name: str) -> StoreFault:
    return StoreFault(f"database {name}: holds something already; with --replace it is kept aside and replaced")
