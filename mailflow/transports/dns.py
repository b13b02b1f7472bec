"""TXT records looked up, with a failure of the DNS told apart from a name that does not exist."""

import logging
import threading
import time
from collections.abc import Collection
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import wait as wait_for
from contextlib import suppress
from dataclasses import dataclass

import dns.exception
import dns.name
import dns.rdatatype
import dns.resolver

log = logging.getLogger(__name__)

Records = tuple[str, ...]
_NO_SUCH_NAME = (
    dns.resolver.NXDOMAIN,
    dns.resolver.NoAnswer,
    dns.resolver.YXDOMAIN,
    dns.name.LabelTooLong,
    dns.name.NameTooLong,
    dns.name.EmptyLabel,
    dns.name.IDNAException,
)


@dataclass(frozen=True, slots=True)
class DnsSettings:
    """`server` is an address with or without a port (default: the system's servers). One name may take `lifetime`
    seconds, all that are asked for at once `patience`. Answers are kept between `shortest` and `longest` seconds."""

    server: str = ""
    timeout: float = 1.5
    lifetime: float = 4.0
    patience: float = 4.5
    shortest: float = 60.0
    longest: float = 3600.0
    most_kept: int = 2000
    at_once: int = 8


class Resolver:
    """Looks names up, several at once, and remembers the answers. Thread-safe."""

    def __init__(self, settings: DnsSettings | None = None) -> None:
        self._settings = settings or DnsSettings()
        self._lock = threading.Lock()
        self._kept: dict[str, tuple[float, Records]] = {}
        self._resolver: dns.resolver.Resolver | None = None
        self._pool: ThreadPoolExecutor | None = None

    def txt(self, names: Collection[str]) -> dict[str, Records]:
        """The TXT records at each name, in one string each; none where there is no such name or no such record.
        A name that could not be looked up in time is missing."""
        found = {name: kept for name in names if (kept := self._remembered(name)) is not None}
        missing = [name for name in dict.fromkeys(names) if name not in found]
        if missing:
            found |= self._asked(missing)
        return found

    def close(self) -> None:
        """Let go of the threads. Never raises."""
        with self._lock:
            pool, self._pool = self._pool, None
        if pool is not None:
            pool.shutdown(wait=False, cancel_futures=True)

    def _asked(self, names: list[str]) -> dict[str, Records]:
        """What is answered in time; what comes later is remembered for the next who asks."""
        with self._lock:
            if self._pool is None:
                self._pool = ThreadPoolExecutor(self._settings.at_once, thread_name_prefix="dns")
            futures: dict[str, Future[Records | None]] = {name: self._pool.submit(self._ask, name) for name in names}
        wait_for(futures.values(), self._settings.patience)
        answers = {name: one.result() for name, one in futures.items() if one.done() and not one.cancelled()}
        return {name: records for name, records in answers.items() if records is not None}

    def _ask(self, name: str) -> Records | None:
        try:
            answer = self._servers().resolve(
                dns.name.from_text(name), dns.rdatatype.TXT, lifetime=self._settings.lifetime, search=False
            )
        except _NO_SUCH_NAME:
            return self._remember(name, (), self._settings.shortest)
        except (dns.exception.DNSException, OSError, ValueError, EOFError) as fault:
            log.info("DNS gives no answer: %s", type(fault).__name__, extra={"action": "dns"})
            return None
        texts = tuple(b"".join(record.strings).decode("utf-8", "replace") for record in answer)
        return self._remember(name, texts, answer.expiration - time.time())

    def _servers(self) -> dns.resolver.Resolver:
        with self._lock:
            if self._resolver is None:
                self._resolver = _resolver(self._settings)
            return self._resolver

    def _remembered(self, name: str) -> Records | None:
        with self._lock:
            until, records = self._kept.get(name, (0.0, ()))
        return records if until > time.monotonic() else None

    def _remember(self, name: str, records: Records, seconds: float) -> Records:
        until = time.monotonic() + min(max(seconds, self._settings.shortest), self._settings.longest)
        with self._lock:
            self._kept.pop(name, None)
            self._kept[name] = (until, records)
            while len(self._kept) > self._settings.most_kept:
                with suppress(StopIteration):
                    del self._kept[next(iter(self._kept))]
        return records


def _resolver(settings: DnsSettings) -> dns.resolver.Resolver:
    found = dns.resolver.Resolver(configure=not settings.server)
    if settings.server:
        host, port = _place(settings.server)
        found.nameservers = [host]
        found.port = port
    found.timeout = settings.timeout
    return found


def _place(server: str) -> tuple[str, int]:
    """``127.0.0.1:5353``, ``127.0.0.1``, ``::1`` or ``[::1]:5353`` as address and port."""
    if server.startswith("["):
        host, _, port = server[1:].partition("]")
        return host, int(port.removeprefix(":") or 53)
    if server.count(":") == 1:
        host, _, port = server.partition(":")
        return host, int(port)
    return server, 53
