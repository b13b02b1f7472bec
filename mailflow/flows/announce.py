"""What is due becomes queued letters; what was missed is marked; each project wakes at its next due instant."""

import logging
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from mailflow.commands.approve import by_silence
from mailflow.commands.regular_call import regular_call
from mailflow.domain.letter import Slot
from mailflow.domain.outcome import Act
from mailflow.domain.people import Role
from mailflow.domain.record import Json
from mailflow.domain.snapshot import Snapshot
from mailflow.letters import LETTERS
from mailflow.letters.meeting import REGULAR
from mailflow.letters.silent_approval import NAME as BY_SILENCE
from mailflow.letters.waiting import NEGLECTED_AFTER, neglected
from mailflow.mail.token import mint
from mailflow.store import Queued, Store, Unit

log = logging.getLogger(__name__)

HORIZON = timedelta(days=8)
"""How far ahead the next due instant is looked for; a project with nothing due wakes then to look again."""

DIGEST, WAITING = "digest", "waiting"
NEGLECTED = "{code}: {count} decisions have waited for {days} working days or more; its owners were reminded again"
SET_ASIDE = {
    "unregistered": ("unregistered", "ambiguous_sender"),
    "unproven": ("unproven",),
    "unanswered": ("unanswered",),
    "unreadable": ("malformed", "encrypted", "too_large", "too_complex", "too_slow", "winmail_dat", "crashed"),
}

AT_ONCE = 50
"""How many projects one tick takes."""


class Announcer:
    """Queues scheduled letters."""

    def __init__(self, store: Store, alarm: Callable[[str, str], None] = lambda kind, text: None) -> None:
        self.store = store
        self.alarm = alarm
        self.keys = store.meta.token_keys()
        self._last: datetime | None = None

    def announce(self, now: datetime) -> int:
        """Queue everything that is due by `now`. Returns how many projects were looked at.

        What is due in several projects is queued at once, so that letters to one person can share a mail.
        """
        self._mind_set_back(now)
        codes = self.store.projects.due(now, AT_ONCE)
        if not codes:
            return 0
        with self.store.projects.unit(codes, now) as unit:
            waits = {code: self._wake(unit, code, now) for code in codes}
        for code, count in waits.items():
            if count:
                self.alarm("owner", NEGLECTED.format(code=code, count=count, days=NEGLECTED_AFTER))
        return len(codes)

    def _mind_set_back(self, now: datetime) -> None:
        """A clock that was ahead and was set back has left instants behind that nobody is to wait for."""
        if self._last is None or now < self._last:
            for line in self.store.clocks.set_right(now):
                log.warning("the clock was set back: %s; set right", line, extra={"action": "clock"})
        self._last = now

    def _wake(self, unit: Unit, code: str, now: datetime) -> int:
        """Queue what is due; how many decisions have waited for too long, where their owners are reminded now."""
        snapshot = unit.snapshot(code)
        start = unit.announced_until(code) or snapshot.opened_at or now
        due = sorted(slots(snapshot, start, now), key=lambda slot: (slot.at, slot.intent.occasion))
        known = unit.seen([slot.intent.occasion for slot in due])
        fresh = [slot for slot in due if slot.intent.occasion not in known]
        self._approve(unit, code, fresh, now)
        self._call(unit, code, [slot for slot in fresh if slot.intent.letter == REGULAR], now)
        self._settle(unit, [slot for slot in fresh if slot.intent.letter != REGULAR], now)
        unit.wake(code, next_wake(unit.snapshot(code), now), announced_until=now)
        reminded = any(slot.intent.letter == WAITING for slot in fresh)
        return neglected(unit.snapshot(code), now) if reminded else 0

    def _approve(self, unit: Unit, code: str, due: Sequence[Slot], now: datetime) -> None:
        """What the agreement counts as approved from today is recorded so, however late this comes."""
        for number in sorted({slot.intent.about.number or 0 for slot in due if slot.intent.letter == BY_SILENCE}):
            outcome = by_silence(number, unit.snapshot(code), now)
            if outcome is not None:
                unit.append(code, outcome.changes)
                unit.queue([Queued(one, mint(self.keys, one.occasion), now) for one in outcome.intents])

    def _call(self, unit: Unit, code: str, due: Sequence[Slot], now: datetime) -> None:
        """The project's regular call is planned, and everybody invited."""
        for slot in due:
            intent, snapshot = slot.intent, unit.snapshot(code)
            day, name = date.fromisoformat(str(intent.facts["day"])), mint(self.keys, intent.occasion)
            act = Act(snapshot.people[intent.to], Role.OWNER, now, name=name)
            outcome = regular_call(day, snapshot, act)
            unit.mark(intent.occasion, "missed" if outcome is None else "folded")
            if outcome is not None:
                unit.append(code, outcome.changes)
                unit.queue([Queued(one, mint(self.keys, one.occasion), now) for one in outcome.intents])

    def _settle(self, unit: Unit, due: Sequence[Slot], now: datetime) -> None:
        """Queue what is still in its grace; mark the rest as missed, so that it is shown and never sent late."""
        for slot in due:
            if now > slot.grace_until:
                unit.mark(slot.intent.occasion, "missed")
        unit.queue([self._queued(slot, now) for slot in due if now <= slot.grace_until])

    def _queued(self, slot: Slot, now: datetime) -> Queued:
        intent = slot.intent
        if intent.letter == DIGEST:
            intent = replace(intent, facts={**intent.facts, "set_aside": self._set_aside(now)})
        return Queued(intent, mint(self.keys, intent.occasion), slot.at, slot.grace_until)

    def _set_aside(self, now: datetime) -> dict[str, Json]:
        """How much mail of the last week nobody's progress came of."""
        ended = self.store.journal.ended_since(now - timedelta(days=7))
        return {kind: sum(ended.get(reason, 0) for reason in reasons) for kind, reasons in SET_ASIDE.items()}


def slots(snapshot: Snapshot, start: datetime, end: datetime) -> Iterator[Slot]:
    """Everything that every kind of letter has due in ``start < at <= end``."""
    if snapshot.active:
        for letter in LETTERS:
            yield from letter.slots(snapshot, start, end)


def next_wake(snapshot: Snapshot, now: datetime) -> datetime:
    """The next instant at which anything can be due, or the end of the horizon."""
    return min((slot.at for slot in slots(snapshot, now, now + HORIZON)), default=now + HORIZON)
