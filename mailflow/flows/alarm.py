"""Faults that need a person: told to the operator, each kind once a day, by mail and on other channels."""

import logging
from collections.abc import Callable
from datetime import date, datetime

from mailflow.domain.letter import Intent
from mailflow.domain.people import Person
from mailflow.domain.project import Ref
from mailflow.flows.alerting import ALERTS, Alerting, fault
from mailflow.mail.token import mint
from mailflow.store import Queued, Store

log = logging.getLogger(__name__)

OPERATOR = "operator"
"""As whom letters go to the operator."""


class Alarm:
    """Tells the operator of faults; where there is none, the log and the channels of `alerting` alone."""

    def __init__(
        self, store: Store, operator: Person | None, alerting: Alerting | None, clock: Callable[[], datetime]
    ) -> None:
        self._store = store
        self._operator = operator
        self._alerting = alerting
        self._clock = clock
        self._keys = store.meta.token_keys()
        self._raised: set[tuple[str, date]] = set()

    def __call__(self, kind: str, text: str, *, by_mail: bool = True) -> None:
        """Tell of a fault, once a day for each kind. Not `by_mail` where it is mail to the operator that fails."""
        now = self._clock()
        if (kind, now.date()) in self._raised:
            return
        log.error("%s", text, extra={"action": "alarm", "kind": kind})
        if self._alerting is not None and kind != ALERTS:
            self._alerting.queue(fault(kind, text, now))
        if self._operator is not None and by_mail:
            self._write(kind, text, now)
        self._raised.add((kind, now.date()))

    def _write(self, kind: str, text: str, now: datetime) -> None:
        occasion = f"operator_alarm/{kind}/{now.date().isoformat()}/{OPERATOR}"
        intent = Intent("operator_alarm", OPERATOR, Ref(""), occasion, {"kind": kind, "text": text})
        with self._store.projects.unit([], now) as unit:
            unit.queue([Queued(intent, mint(self._keys, occasion), now)])
