"""Whether the server is still the one that it was: after a failover to an asynchronous replica its last commits are
gone, and what was done then has to be found again as after a restore."""

import json
from collections.abc import Callable
from datetime import datetime
from typing import NamedTuple

from mailflow.store.database import TIMELINE, Database
from mailflow.store.faults import StoreFault
from mailflow.store.meta import Meta

_KEY = "server"
_TURN = 0x6D616970
_ASKED = f"""SELECT system_identifier::text, {TIMELINE},
current_setting('synchronous_standby_names') <> '' AND current_setting('synchronous_commit') IN ('on', 'remote_apply')
FROM pg_control_system()"""  # noqa: S608 (words of our own)


class _Server(NamedTuple):
    """A PostgreSQL: each promotion of a replica begins another timeline. `safe`: a replica has every commit before
    it is said to be done."""

    system: str
    timeline: str
    safe: bool


def mind_failover(database: Database, meta: Meta, mark: Callable[[datetime, str], None], now: datetime) -> str:
    """What is to be said of a failover since this was asked last; empty where there was none. Where commits may have
    been lost, the database is marked before anything is written to it. Raises StoreFault."""
    if database.is_sqlite:
        return ""
    with database.writing():
        database.in_turn(_TURN)
        server, known = _present(database), meta.get(_KEY)
        before = _Server(*json.loads(known)) if known else server
        if before != server or known is None:
            meta.put(_KEY, json.dumps(server))
        if before.system != server.system or before.timeline == server.timeline:
            return ""
        said = f"the server was replaced by a replica of it (timeline {before.timeline}, then {server.timeline})"
        if before.safe:
            return f"{said}; it was synchronous, and nothing is lost"
        said += ", which may lack the last commits"
        mark(now, said)
        return f"{said}; letters wait for `mailflow release`, and filed mail is looked through"


def _present(database: Database) -> _Server:
    row = database.peewee.execute_sql(_ASKED).fetchone()
    if row is None:
        raise StoreFault(f"database {database.name}: the server does not say which one it is")
    return _Server(*row)
