"""What is told at once on other channels: queued where a letter about it leaves, sent by a thread of its own."""

import logging
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import sha256
from random import Random
from typing import Protocol

from mailflow.domain.alert import FAULT, KINDS, Alert
from mailflow.store import Store
from mailflow.store.alerts import GIVEN_UP, MOST, QUEUED, SENT, WaitingAlert
from mailflow.transports.interfaces import TransportFault, always

log = logging.getLogger(__name__)

AT_ONCE = 20
ALERTS = "alerts"
"""The kind of alarm that tells of alerts which nobody took: by mail alone."""
FIRST = timedelta(seconds=30)
LONGEST = timedelta(hours=1)
GIVE_UP = timedelta(hours=24)


class Channel(Protocol):
    """A way to tell somebody something that is not mail."""

    def send(self, address: str, title: str, text: str) -> None:
        """Raises TransportFault where it was not taken."""


@dataclass(frozen=True, slots=True)
class AlertSettings:
    """`to` hears of what `on` names (kinds of alerts), in those `projects` (empty: all); `operator` of faults."""

    to: tuple[str, ...] = field(default=(), repr=False)
    on: tuple[str, ...] = KINDS
    projects: tuple[str, ...] = ()
    operator: tuple[str, ...] = field(default=(), repr=False)

    @property
    def wanted(self) -> bool:
        """Whether anybody is to be told anything."""
        return bool(self.to or self.operator)

    def channels(self, kind: str, project: str) -> tuple[str, ...]:
        """The addresses for an alert of that kind."""
        if kind == FAULT:
            return self.operator
        wanted = kind in self.on and (not self.projects or project in self.projects)
        return self.to if wanted else ()


class Alerting:
    """Queues alerts, and sends what waits: each at least once. `alarm` tells the operator by mail what was given up;
    `sure` says whether what was claimed is certainly still this daemon's."""

    def __init__(self, store: Store, channel: Channel, settings: AlertSettings, clock: Callable[[], datetime]) -> None:
        self._store = store
        self._channel = channel
        self._settings = settings
        self._clock = clock
        self._chance = Random()
        self.alarm: Callable[[str, str], None] = lambda kind, text: None
        self.sure: Callable[[], bool] = always

    def queue(self, alerts: Iterable[Alert]) -> None:
        """Each once for each channel. Nothing of this keeps a letter waiting: no channel is spoken to here."""
        left = 0
        for alert in alerts:
            channels = self._settings.channels(alert.kind, alert.project)
            if channels:
                left += self._store.alerts.queue([alert], [name_of(one) for one in channels], self._clock())
        if left:
            log.error("%d alerts not queued: %d wait already", left, MOST, extra={"action": "alert"})

    def turn(self) -> int:
        """Try what may be tried now; how many were. One that stood still for too long leaves what it had claimed to
        whoever claims it next."""
        addresses = {name_of(one): one for one in (*self._settings.to, *self._settings.operator)}
        due = self._store.alerts.claim(self._clock(), AT_ONCE)
        for tried, waiting in enumerate(due):
            if not self.sure():
                return tried
            self._try(waiting, addresses)
        return len(due)

    def _try(self, waiting: WaitingAlert, addresses: Mapping[str, str]) -> None:
        address = addresses.get(waiting.channel)
        if address is None:
            self._store.alerts.settle(waiting.id, GIVEN_UP, self._clock(), "its channel is not in the config any more")
            return
        try:
            self._channel.send(address, waiting.title, waiting.text)
        except TransportFault as fault:
            self._failed(waiting, str(fault))
        else:
            self._store.alerts.settle(waiting.id, SENT, self._clock())

    def _failed(self, waiting: WaitingAlert, why: str) -> None:
        now = self._clock()
        if now - waiting.at >= GIVE_UP:
            self._store.alerts.settle(waiting.id, GIVEN_UP, now, why)
            log.error("alert given up: %s", why, extra={"action": "alert", "id": waiting.id})
            self.alarm(ALERTS, f"An alert was given up after {GIVE_UP.days} day: {why}. Try it: mailflow check")
            return
        seconds = min(FIRST.total_seconds() * 2 ** min(waiting.attempts, 12), LONGEST.total_seconds())
        again = now + timedelta(seconds=seconds * self._chance.uniform(0.75, 1.25))
        self._store.alerts.settle(waiting.id, QUEUED, again, why)
        if waiting.attempts == 0:
            log.warning("alert not sent, tried again: %s", why, extra={"action": "alert", "id": waiting.id})


def fault(kind: str, text: str, now: datetime) -> Sequence[Alert]:
    """A fault of the installation, once a day for each kind."""
    return (Alert(f"fault/{kind}/{now.date().isoformat()}", FAULT, "", "mailflow needs a person", text),)


def name_of(address: str) -> str:
    """What stands for a channel in the database: its address holds secrets."""
    return sha256(address.encode()).hexdigest()[:16]
