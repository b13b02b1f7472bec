"""A PostgreSQL URL as libpq reads it (postgresql://USER:PASSWORD@HOST:PORT,HOST:PORT/NAME?KEY=VALUE), and what mailflow
adds to it."""

from typing import NamedTuple
from urllib.parse import unquote

from mailflow.store.faults import StoreFault

OPTIONS = "-c idle_in_transaction_session_timeout=20s -c lock_timeout=60s"
"""Who stands still in a transaction loses it, before it can keep others from taking over. Who has waited for a lock for
a minute says so, and tries again."""
PATIENCE = {
    "connect_timeout": "10",
    "keepalives_idle": "10",
    "keepalives_interval": "5",
    "keepalives_count": "3",
    "tcp_user_timeout": "20000",
}
"""How soon either side notices that the other is gone: a daemon that stands still in a transaction must not keep its
locks until its lease has run out."""
WRITABLE = {"target_session_attrs": "read-write"}
"""Of several hosts the one is meant that takes writes."""


class Server(NamedTuple):
    """Where a database is: `name` for people, without secrets; `database` and `options` for the driver."""

    name: str
    database: str
    options: dict[str, str]


def server_of(url: str) -> Server:
    """What that URL says. Raises StoreFault where a port is no number."""
    place, _, query = url.partition("://")[2].partition("?")
    place, _, path = place.partition("/")
    who, _, hosts = place.rpartition("@")
    user, _, password = who.partition(":")
    ends = [_end(one) for one in hosts.split(",")]
    named = {
        "host": ",".join(host for host, _ in ends),
        "port": ",".join(port for _, port in ends),
        "user": unquote(user),
        "password": unquote(password),
    }
    given = {key: value for key, value in named.items() if value} | _asked(query)
    database = unquote(path) or "mailflow"
    usual = PATIENCE | (WRITABLE if "," in given.get("host", "") else {})
    options = {"application_name": "mailflow", **usual, **given}
    options["options"] = " ".join(filter(None, [OPTIONS, given.get("options")]))
    return Server(f"{given.get('host') or 'local'}/{database}", database, options)


def _end(text: str) -> tuple[str, str]:
    """A host and its port; either may be empty, and an IPv6 address stands in brackets."""
    host, bracket, rest = text.partition("]")
    host, _, port = (host.removeprefix("["), "", rest.removeprefix(":")) if bracket else text.partition(":")
    if port and not port.isdecimal():
        raise StoreFault(f"database.url: {unquote(host)}:{port}: a port is a number, such as 5432")
    return unquote(host), port


def _asked(query: str) -> dict[str, str]:
    pairs = [pair.partition("=") for pair in query.split("&") if pair]
    return {unquote(key): unquote(value) for key, _, value in pairs}
