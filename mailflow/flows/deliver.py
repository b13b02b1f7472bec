"""The outbound route: claimed → still needed? → paced → written → in doubt → sent (S1 to S5 of docs/guarantees)."""

import logging
from collections import deque
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from mailflow.domain.letter import Intent
from mailflow.domain.people import Person
from mailflow.flows.ahead import Ahead
from mailflow.flows.alarm import OPERATOR, Alarm
from mailflow.flows.alerting import Alerting
from mailflow.flows.answers import ACCOUNT, Answers
from mailflow.flows.desk import Desk, write_at
from mailflow.flows.enclosing import enclosed, enclosures
from mailflow.flows.exporting import Mail, exported
from mailflow.flows.mails import Ready, again, by_person, draft, shows
from mailflow.flows.worth_saying import Said, sift
from mailflow.letters.pacing import Hold, PaceLimits, pace
from mailflow.mail.catalogue import Catalogues
from mailflow.mail.compose import Composed
from mailflow.mail.serialise import with_files
from mailflow.store import MISSED, Claimed, Frozen, Store, StoreFault
from mailflow.transports.interfaces import Outgoing, Relay, always
from mailflow.transports.sandbox import CLOSED, Broken, Pending, Worker

log = logging.getLogger(__name__)

NO_WORKER = timedelta(minutes=5)
SET_BACK = timedelta(hours=1)
"""What has left by a clock that was ahead by this counts as sent just now; by a worse one, nobody knows when."""
WANTED_STILL = timedelta(hours=12)
"""What we hold back ourselves for a better hour may leave for so long from then on, whatever its own end."""
WRITTEN_AHEAD = 40
"""Letters that are begun together: while some are being written, those before them leave."""
BATCHES_AHEAD = 3
READY_AHEAD = 2
"""Batches that lie ready as bytes, at most."""
Written = tuple[Sequence[Mail], Pending[Composed]]
Step = list[Ready] | Pending[Composed] | None


@dataclass(frozen=True, slots=True)
class Delivering:
    """How letters leave. 0 means no limit of our own. `operator` hears of faults, at most once a day each. One mail
    carries files of at most `passed_on` octets."""

    batch: int = 400
    per_minute: int = 20
    per_day: int = 1500
    per_hour: int = 300
    pace: PaceLimits = field(default_factory=PaceLimits)
    operator: Person | None = None
    passed_on: int = 5 * 1024 * 1024


class Stopped(Exception):
    """An operator has stopped letters that were about to leave."""


class Deliverer:
    """Sends what waits. One for each process; not thread-safe."""

    def __init__(
        self,
        store: Store,
        worker: Worker[Desk],
        relay: Relay,
        settings: Delivering,
        clock: Callable[[], datetime],
        still_ours: Callable[[], bool] = always,
        alerting: Alerting | None = None,
        catalogues: Catalogues | None = None,
    ) -> None:
        self.store = store
        self.worker = worker
        self.relay = relay
        self.settings = settings
        self.clock = clock
        self.still_ours = still_ours
        self.alerting = alerting
        self.catalogues = catalogues or Catalogues({})
        self.alarm = Alarm(store, settings.operator, alerting, clock)
        self.answers = Answers(store, self.alarm, clock, store.meta.token_keys())
        self.unfinished = False

    def recover(self) -> int:
        """Give back what a round that broke off had claimed (S5). Returns how many letters."""
        return self.store.outbox.recover(self.store.leases.me)

    def deliver(self) -> int:
        """Send what is due and may go. Returns how many letters were taken up."""
        self.answers.save()
        if self.unfinished:
            self.recover()
        now = self.clock()
        room = self._room(now)
        if room == 0:
            self._mind_volume(now)
        if room == 0 or self.store.accounts.paused(ACCOUNT, now) is not None:
            return 0
        claimed = self.store.outbox.claim(now, min(room, self.settings.batch), self.store.leases.me)
        self.unfinished = bool(claimed)
        letters = {letter.id: letter for letter in claimed}
        try:
            ahead = Ahead(self._ready(claimed, now), READY_AHEAD)
            for ready in ahead:
                self._send(ready, letters, ahead.step)
        except Stopped:
            self.recover()
        self.unfinished = False
        return len(claimed)

    def _room(self, now: datetime) -> int:
        """How many letters the limits leave for now."""
        settings, outbox = self.settings, self.store.outbox
        room = settings.batch
        for limit, span in (
            (settings.per_minute, timedelta(minutes=1)),
            (self._per_hour(), timedelta(hours=1)),
            (settings.per_day, timedelta(days=1)),
        ):
            if limit:
                room = min(room, limit - outbox.count_sent(now - span, self.store.leases.me, now + SET_BACK))
        return max(room, 0)

    def _per_hour(self) -> int:
        """The volume breaker's limit: never less than three letters for each person."""
        return max(self.settings.per_hour, 3 * self.store.people.count()) if self.settings.per_hour else 0

    def _mind_volume(self, now: datetime) -> None:
        """The volume breaker: letters that run away are held, and the operator is told."""
        most, outbox = self._per_hour(), self.store.outbox
        hour = now - timedelta(hours=1)
        if most and outbox.waiting(now) and outbox.count_sent(hour, until=now + SET_BACK) >= most:
            self.alarm("volume", f"{most} letters left within an hour, which is the limit; the others wait")

    # -- from claimed letters to bytes

    def _ready(self, claimed: Sequence[Claimed], now: datetime) -> Iterator[Step]:
        """The mails to send now, some at a time, in small steps. What is not needed is withdrawn, what has to wait is
        held."""
        people = self._people({one.intent.to for one in claimed})
        self.store.outbox.withdraw([one.id for one in claimed if one.intent.to not in people], "nobody to read it")
        known = [one for one in claimed if one.intent.to in people]
        yield [again(one, one.frozen, people[one.intent.to]) for one in known if one.frozen is not None]
        begun: deque[Written] = deque()
        for some in by_person([one for one in known if one.frozen is None], WRITTEN_AHEAD):
            needed = yield from self._needed(some, now)
            begun.append(self._begin(self._paced(needed, people, now), now))
            yield None
            if len(begun) > BATCHES_AHEAD:
                yield from self._written(*begun.popleft())
        for mails, pending in begun:
            yield from self._written(mails, pending)

    def _needed(self, claimed: Sequence[Claimed], now: datetime) -> Generator[None, None, Mapping[str, list[Said]]]:
        """What is still worth saying, by person."""
        sifted = yield from sift(self.store, claimed, now)
        self.store.outbox.withdraw(sifted.stale, "no longer needed")
        self.store.outbox.withdraw(sifted.missed, MISSED)
        for letter, why in sifted.broken:
            self._unwritable([letter], why)
        if self.alerting is not None:
            self.alerting.queue(sifted.alerts)
        return sifted.needed

    def _people(self, names: set[str]) -> dict[str, Person]:
        operator = self.settings.operator
        found = self.store.people.by_ids(names - {OPERATOR})
        return found | {OPERATOR: operator} if OPERATOR in names and operator is not None else found

    def _paced(
        self, needed: Mapping[str, list[Said]], people: Mapping[str, Person], now: datetime
    ) -> list[tuple[Person, list[Said]]]:
        """What leaves now, mail by mail."""
        sent = self.store.outbox.sent_since(list(needed), now - timedelta(days=1), now + SET_BACK)
        mails = []
        for name, letters in needed.items():
            by_id = {waiting.id: (claimed, waiting) for claimed, waiting in letters}
            before = [(row.letter, row.sent_at) for row in sent.get(name, ())]
            waiting = [waiting for _, waiting in letters]
            for verdict in pace(waiting, people[name], before, now, self.settings.pace):
                if isinstance(verdict, Hold):
                    self.store.outbox.hold(verdict.ids, verdict.until, verdict.until + WANTED_STILL)
                else:
                    mails.append((people[name], [by_id[i] for i in verdict.ids]))
        return mails

    def _begin(self, mails: Sequence[tuple[Person, list[Said]]], now: datetime) -> Written:
        """Have the mails written; does not wait for it."""
        store, most = self.store, self.settings.passed_on
        knowing = [enclosed(store, exported(store, self.catalogues, *mail, most), most) for mail in mails]
        return knowing, self.worker.start(write_at, [draft(mail.to, mail.letters, now) for mail in knowing])

    def _written(self, mails: Sequence[Mail], pending: Pending[Composed]) -> Iterator[Step]:
        """The mails as bytes, as soon as they are."""
        yield pending
        pairs = zip(mails, pending.results(), strict=True)
        yield [ready for mail, result in pairs if (ready := self._frozen(mail, result)) is not None]

    def _frozen(self, mail: Mail, written: Composed | Broken) -> Ready | None:
        ids = tuple(claimed.id for claimed, _ in mail.letters)
        if isinstance(written, Broken):
            self._unwritten(ids, written)
            return None
        items = shows([waiting for _, waiting in mail.letters])
        raw = with_files(written.raw, enclosures(self.store, mail))
        return Ready(ids, mail.to.addresses[0], Frozen(ids[0], raw, written.lines, written.subject, items))

    def _unwritten(self, ids: Sequence[int], broken: Broken) -> None:
        """Where the worker itself is wanting, letters wait for it."""
        if broken.reason != "unavailable":
            self._unwritable(ids, broken.text)
            return
        self.store.outbox.hold(ids, self.clock() + NO_WORKER)
        if broken.text != CLOSED:
            self.alarm("worker", f"Letters cannot be written: {broken.text}")

    def _unwritable(self, ids: Sequence[int], why: str) -> None:
        """A letter that cannot be written alarms; the message that caused it stays handled."""
        log.error("letter not written: %s", why, extra={"action": "compose", "ids": list(ids)})
        for letter in ids:
            self.store.outbox.fail(letter, why)
        self.alarm("letter", f"A letter could not be written: {why}")

    # -- from bytes to the world

    def _send(self, ready: Sequence[Ready], letters: Mapping[int, Claimed], meanwhile: Callable[[], bool]) -> None:
        by_id = {mail.ids[0]: mail for mail in ready}
        doubted = set[int]()

        def before_data(ids: Sequence[int]) -> None:
            """S3: the exact bytes and the doubt are committed, with the answers that are not yet."""
            self._mind_stops([letters[i].intent for i in ids])
            self.answers.save([by_id[i].frozen for i in ids])
            doubted.update(ids)

        outgoing = [Outgoing(mail.ids[0], mail.to, mail.frozen.raw) for mail in ready]
        for mail in ready:
            if len(mail.ids) > 1:
                self.store.outbox.fold(mail.ids[1:], mail.ids[0])
        try:
            for together in self.relay.send(outgoing, before_data, self.still_ours, meanwhile):
                for sent in together:
                    self.answers.take(sent, letters[sent.id])
                if any(sent.id in doubted for sent in together):
                    with suppress(StoreFault):  # it is kept, and saved before anything else is transmitted
                        self.answers.save()
        except Stopped:
            self.answers.save()
            raise
        self.answers.save()

    def _mind_stops(self, leaving: Sequence[Intent]) -> None:
        """Raises Stopped where an operator has stopped any of these since they were claimed."""
        holds = self.store.holds.standing()
        if any(hold.touches(one.about.project, one.to) for hold in holds for one in leaving):
            raise Stopped
