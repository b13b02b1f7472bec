"""Whether the server is still the one that it was: after a failover to an asynchronous replica its last commits are
gone, and what was done then has to be found again as after a restore."""

import json
import re
from collections.abc import Callable
from datetime import datetime
from typing import NamedTuple

from mailflow.store.database import TIMELINE, Database
from mailflow.store.faults import StoreFault
from mailflow.store.meta import Meta

_KEY = "server"
_TURN = 0x6D616970
_ASKED = f"""SELECT system_identifier::text, {TIMELINE},
current_setting('synchronous_standby_names'), current_setting('synchronous_commit')
FROM pg_control_system()"""  # noqa: S608 (words of our own)
_SOME_OF = re.compile(r"\s*(?:(?:any|first)\s+)?(?P<number>\d+)\s*\((?P<names>.*)\)\s*", re.IGNORECASE | re.DOTALL)
_NAME = re.compile(r'"[^"]*"|[^\s,"]+')


class _Server(NamedTuple):
    """A PostgreSQL: each promotion of a replica begins another timeline. `safe`: every replica that it waits for has
    each commit before that is said to be done."""

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
    system, timeline, names, commits = row
    return _Server(system, timeline, commits in ("on", "remote_apply") and waits_for_all(names))


def waits_for_all(standbys: str) -> bool:
    """Whether with that value of ``synchronous_standby_names`` a commit waits for every replica that is named. Where
    it waits for some of them (a quorum, the first of several, whichever there are), another one may be promoted."""
    number, names = _listed(standbys)
    return 0 < len(names) <= number and "*" not in names


def _listed(standbys: str) -> tuple[int, list[str]]:
    found = _SOME_OF.fullmatch(standbys)
    number, listed = (int(found["number"]), found["names"]) if found else (1, standbys)
    return number, [name.strip('"') for name in _NAME.findall(listed)]
