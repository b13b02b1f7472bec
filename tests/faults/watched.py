"""Everything that leaves the process, commits and network writes, becomes a point: wrapped from outside, at the
libraries, so that nothing in mailflow knows of it."""

import imaplib
import re
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from types import CodeType
from typing import Any

import peewee
from aiosmtplib.protocol import SMTPProtocol

import mailflow
from mailflow.flows.tenure import boot_time
from mailflow.store import Fenced, Standing, StoreFault
from mailflow.store.database import TIMELINE
from mailflow.store.leases import Leases
from mailflow.store.outbox import Outbox
from tests.faults.points import ANSWERED, CONTENT, CUT, DOUBT, FENCED, ROBBED, Points

MESSAGE_ID = re.compile(rb"(?im)^message-id:\s*(<[^>\r\n]+>)")
SMTP_VERBS = {b"EHLO", b"HELO", b"MAIL", b"RCPT", b"DATA", b"RSET", b"NOOP", b"QUIT", b"AUTH"}
WRITES = re.compile(r"\s*(insert|update|delete|create|alter|drop)\b", re.IGNORECASE)


def watch(points: Points) -> None:
    """From now on this process's commits, IMAP commands and SMTP stages are points."""
    watch_window(points, doubts := Doubts())
    watch_leases(points)
    watch_commits(points, doubts)
    watch_imap(points)
    watch_smtp(points)


class Doubts(threading.local):
    """What the transaction at hand says of letters: noted when, and only when, it is committed."""

    def __init__(self) -> None:
        self.notes: list[tuple[str, str]] = []


# -- the window


def watch_window(points: Points, doubts: Doubts) -> None:
    """Which letters are between the commit of the doubt and that of the answer."""
    ids: dict[int, str] = {}
    advance = Outbox.advance

    def advanced(self: Outbox, results: Any, letters: Any, *rest: Any, **named: Any) -> None:
        ids.update((letter.id, message_id(letter.raw)) for letter in letters)
        ended = [(ANSWERED, f"{ids[one.id]} {one.state}") for one in results if one.id in ids]
        doubts.notes = [note for note in ended if not note[1].endswith(" in_doubt")]
        doubts.notes += [(DOUBT, ids[letter.id]) for letter in letters]
        try:
            advance(self, results, letters, *rest, **named)
        except BaseException as error:
            # being fenced has a cause, which is noted where it happens
            words = (
                (FENCED,) if isinstance(error, Fenced) else (CUT, "an answer or a doubt that could not be committed")
            )
            points.trace.note(*words)
            raise
        finally:
            doubts.notes = []

    Outbox.advance = advanced  # type: ignore[method-assign]


def watch_leases(points: Points) -> None:
    """A lease that was lost before its time, by the clock of the machine, on the server that gave it."""
    ends: dict[int, float] = {}
    join, renew = Leases.join, Leases.renew

    def joined(self: Leases, holder: str, seconds: float, **named: Any) -> Standing:
        began = boot_time()
        own = join(self, holder, seconds, **named)
        ends[own.epoch] = began + seconds
        return own

    def renewed(self: Leases, own: Standing, seconds: float) -> bool:
        began = boot_time()
        going_on = renew(self, own, seconds)
        if going_on:
            ends[own.epoch] = began + seconds
        elif boot_time() < ends[own.epoch] and same_server(self, own):
            points.trace.note(ROBBED, own.name)
        return going_on

    Leases.join, Leases.renew = joined, renewed  # type: ignore[method-assign]


def same_server(leases: Leases, own: Standing) -> bool:
    """Whether it is certainly the server that gave that lease."""
    database = leases._database
    with suppress(StoreFault), database.reading():
        return bool(database.value(peewee.Select(columns=[peewee.SQL(TIMELINE)])) == own.timeline)
    return False


def message_id(raw: bytes) -> str:
    found = MESSAGE_ID.search(raw)
    return found.group(1).decode() if found else ""


# -- the database


def watch_commits(points: Points, doubts: Doubts) -> None:
    database: Any = peewee.Database
    commit, execute = database.commit, database.execute_sql

    def committed(self: Any) -> Any:
        if not wrote(self, execute):
            return commit(self)
        name = f"commit {whose()}"
        points.reach(f"{name}: before")
        result = commit(self)
        for note in doubts.notes:
            points.trace.note(*note)
        points.reach(f"{name}: after")
        return result

    def executed(self: Any, sql: str, *rest: Any, **named: Any) -> Any:
        if self.in_transaction() or not WRITES.match(sql):
            return execute(self, sql, *rest, **named)
        name = f"commit by itself {whose()}"
        points.reach(f"{name}: before")
        result = execute(self, sql, *rest, **named)
        points.reach(f"{name}: after")
        return result

    database.commit, database.execute_sql = committed, executed
    for kind in (peewee.SqliteDatabase, peewee.PostgresqlDatabase):
        assert "commit" not in vars(kind)
        assert "execute_sql" not in vars(kind)


_changes = threading.local()
_PACKAGE = Path(mailflow.__file__).parent


def wrote(database: Any, execute: Callable[..., Any]) -> bool:
    """Whether the transaction that is about to be committed changed anything."""
    if not isinstance(database, peewee.SqliteDatabase):
        return execute(database, "SELECT pg_current_xact_id_if_assigned()").fetchone()[0] is not None
    connection = database.connection()
    known, before = getattr(_changes, "seen", (None, 0))
    _changes.seen = connection, connection.total_changes
    return bool(connection.total_changes != (before if known is connection else 0))


def whose() -> str:
    """Who commits: the store's method that was called, and from where."""
    store, caller = "", ""
    for path, code in _callers():
        if path.startswith(f"{_PACKAGE}/store/"):
            store = code.co_qualname
        elif path.startswith(f"{_PACKAGE}/"):
            caller = code.co_qualname
            break
    return f"{store} ({caller})" if caller else store


def _callers() -> Iterator[tuple[str, CodeType]]:
    frame = sys._getframe(1)
    while frame is not None:
        yield frame.f_code.co_filename, frame.f_code
        if frame.f_back is None:
            return
        frame = frame.f_back


# -- the network


def watch_imap(points: Points) -> None:
    imap: Any = imaplib.IMAP4
    send, readline = imap.send, imap.readline

    def sent(self: Any, data: bytes) -> None:
        words = bytes(data).split()[1:3] or [b"literal"]
        self.spoken = b" ".join(words if words[0] == b"UID" else words[:1]).decode("ascii", "replace")
        points.reach(f"imap {self.spoken}: before")
        send(self, data)
        points.reach(f"imap {self.spoken}: sent")

    def read(self: Any) -> bytes:
        line: bytes = readline(self)
        if line.startswith(self.tagpre):
            points.reach(f"imap {self.spoken}: answered")
        return line

    imap.send, imap.readline = sent, read


def watch_smtp(points: Points) -> None:
    protocol: Any = SMTPProtocol
    write, read_response = protocol.write, protocol.read_response

    def written(self: Any, data: bytes) -> None:
        verb = data.split(None, 1)[0].upper() if data.strip() else b""
        self.spoken = verb.decode() if verb in SMTP_VERBS and data.count(b"\r\n") == 1 else "content"
        if self.spoken == "content":
            points.trace.note(CONTENT, message_id(data))
        points.reach(f"smtp {self.spoken}: before")
        if self.spoken == "content":
            write(self, data[: len(data) // 2])
            points.reach("smtp content: half")
            data = data[len(data) // 2 :]
        write(self, data)
        points.reach(f"smtp {self.spoken}: sent")

    async def answered(self: Any, timeout: float | None = None) -> Any:
        response = await read_response(self, timeout)
        points.reach(f"smtp {getattr(self, 'spoken', 'connection')}: answered")
        return response

    protocol.write, protocol.read_response = written, answered
