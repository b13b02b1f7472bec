"""The files that came with messages, inside a copy of the database: in one table more, so that a copy is one file."""

import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path

from mailflow.store.faults import StoreFault
from mailflow.store.files import Files

_TABLE = "packed_file"
_KEPT = "SELECT DISTINCT sha256 FROM attachment WHERE \"left\" = '' ORDER BY sha256"


def pack(copy: Path, files: Files) -> set[str]:
    """Put every file that the copy refers to into it; the hashes of those that are gone or damaged."""
    lost = set[str]()
    with closing(sqlite3.connect(copy)) as connection, connection:
        connection.execute(f"CREATE TABLE {_TABLE} (sha256 TEXT PRIMARY KEY, bytes BLOB NOT NULL) WITHOUT ROWID")
        for (digest,) in connection.execute(_KEPT).fetchall():
            content = files.read(digest)
            if content is None:
                lost.add(digest)
            else:
                connection.execute(f"INSERT INTO {_TABLE} VALUES (?, ?)", (digest, content))  # noqa: S608
    return lost


def unpack(copy: Path, files: Files, now: datetime) -> None:
    """Take the files out of a copy that is to become a database, into the folder. One made before there were files in
    copies has none. Raises StoreFault where they cannot be written, or one is not what its hash says."""
    try:
        with closing(sqlite3.connect(copy, isolation_level=None)) as connection:
            if not connection.execute("SELECT 1 FROM sqlite_master WHERE name = ?", (_TABLE,)).fetchone():
                return
            for digest, content in connection.execute(f"SELECT sha256, bytes FROM {_TABLE}"):  # noqa: S608
                files.keep({digest: content}, now)
            connection.execute(f"DROP TABLE {_TABLE}")
            connection.execute("VACUUM")
    except (sqlite3.Error, ValueError) as fault:
        raise StoreFault(f"{copy}: its files cannot be taken out: {fault}; take another backup") from fault
