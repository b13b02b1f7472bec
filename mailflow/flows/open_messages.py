"""What is open in the journal: read in the worker process, applied in one transaction, ended (steps R4 to R6)."""

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from mailflow.domain.meeting import project_of
from mailflow.domain.reading import Context
from mailflow.flows.apply import Applier
from mailflow.flows.desk import Desk, read_at
from mailflow.flows.evidence import Evidence, Result
from mailflow.flows.rsvp import projects_answered, record_answer
from mailflow.flows.understand import Understood, unread
from mailflow.flows.vouch import NOBODY, RETRY, Voucher
from mailflow.mail.read import Envelope, peek
from mailflow.mail.token import tokens_in
from mailflow.store import Addressee, Kept, Lookup, Store, StoreFault, Unit
from mailflow.transports.sandbox import CLOSED, Broken, Pending, Worker

log = logging.getLogger(__name__)

AGAIN = timedelta(minutes=5)
"""When a message that could not be applied is tried again."""


@dataclass(frozen=True, slots=True)
class Batch:
    """Messages that are being read."""

    kept: Sequence[Kept]
    contexts: Sequence[Context]
    pending: Pending[Understood]

    @property
    def again(self) -> bool:
        """Whether all of it was tried before."""
        return all(one.attempts > 1 for one in self.kept)


class OpenMessages:
    """Acts on what waits in the journal, batch by batch."""

    def __init__(
        self,
        store: Store,
        worker: Worker[Desk],
        applier: Applier,
        clock: Callable[[], datetime],
        address: str,
        alarm: Callable[[str, str], None],
        voucher: Voucher = NOBODY,
        batch: int = 200,
    ) -> None:
        self.store = store
        self.worker = worker
        self.applier = applier
        self.clock = clock
        self.ours = frozenset({address.lower()})
        self.alarm = alarm
        self.voucher = voucher
        self.batch = batch
        self.evidence = Evidence(store)
        self.keys = store.meta.token_keys()
        self.peeked: dict[int, Envelope] = {}
        self.unspent: list[tuple[list[int], str]] = []

    def work(self) -> int:
        """Act on everything that waits. Returns how many messages were looked at.

        What was tried before goes first and one by one: the one that ends the process takes no others with it.
        """
        total, batch = 0, self.begin(1)
        while batch is not None:
            total += len(batch.kept)
            following = None if batch.again else self.begin()
            self.finish(batch)
            batch = self.begin(1) if batch.again else following
        return total

    def begin(self, most: int | None = None) -> Batch | None:
        """Hand waiting messages to the worker, their attempts counted first (R4)."""
        now = self.clock()
        me = self.store.leases.me
        self._give_back()
        given_up = self.store.journal.given_up(now, me)
        kept = self.store.journal.begin(most or self.batch, now, me)
        if given_up:
            self.alarm("message", f"Reading or applying failed three times: message {', '.join(map(str, given_up))}")
        if not kept:
            return None
        found = self.store.journal.contexts([self._lookup(one) for one in kept])
        contexts = [
            replace(context, our_addresses=self.ours, released=one.released)
            for one, context in zip(kept, found, strict=True)
        ]
        kept, contexts = self._vouched(kept, contexts, now)
        sheets = [(one.raw, context) for one, context in zip(kept, contexts, strict=True)]
        return Batch(kept, contexts, self.worker.start(read_at, sheets))

    def _vouched(self, kept: list[Kept], contexts: list[Context], now: datetime) -> tuple[list[Kept], list[Context]]:
        """With the keys that evidence needs. What the DNS keeps waiting is parked, its attempt given back."""
        vouched = self.voucher.vouch([one.raw if one.whole else b"" for one in kept], contexts)
        pairs = list(zip(kept, vouched, strict=True))
        late = [one.id for one, found in pairs if found.waits(now)]
        if late:
            self.store.journal.park(late, now + RETRY, "no_dns")
        ready = [(one, found.context) for one, found in pairs if not found.waits(now)]
        return [one for one, _ in ready], [context for _, context in ready]

    def _lookup(self, kept: Kept) -> Lookup:
        envelope = self.peeked.pop(kept.id, None) or peek(kept.raw)
        sender = envelope.senders[0] if len(envelope.senders) == 1 else ""
        return Lookup(sender, tokens_of(envelope, self.keys), kept.received_at)

    def finish(self, batch: Batch | None) -> None:
        """Apply a batch in one transaction (R5, R6); a message that cannot be applied does not keep the others. Where
        the store cannot take it for now, the attempts are given back."""
        if batch is None:
            return
        try:
            self._finish(batch)
        except StoreFault as fault:
            if fault.passing:
                self.unspent.append(([one.id for one in batch.kept], self.store.leases.me))
            raise

    def _give_back(self) -> None:
        """Attempts that were none, as soon as the store takes it."""
        while self.unspent:
            self.store.journal.give_back(*self.unspent[0])
            self.unspent.pop(0)

    def _finish(self, batch: Batch) -> None:
        now = self.clock()
        results = self.evidence.keep(batch.kept, batch.contexts, batch.pending.results(), now)
        self._park_unread(batch, results, now)
        returned = self._returned(results)
        codes = {s.code for context in batch.contexts for s in (context.holder or context).snapshots}
        codes |= {addressee.project for addressee in returned.values()} - {""}
        rsvps = [one.rsvp for one in results if isinstance(one, Understood) and one.rsvp is not None]
        called = projects_answered(self.store, rsvps)
        codes |= called
        with self.store.projects.unit(sorted(codes), now) as unit:
            for kept, context, result in zip(batch.kept, batch.contexts, results, strict=True):
                if result is None or _unavailable(result):
                    continue
                try:
                    with unit.attempt():
                        understood = self._outcome(kept, result)
                        self.applier.apply(unit, kept, context, understood, now)
                        self._tell_of_bounce(unit, understood, returned, now)
                        if understood.rsvp is not None and project_of(understood.rsvp.uid) in called:
                            record_answer(unit, kept.id, understood.rsvp, now, self.keys)
                except Exception as fault:
                    if isinstance(fault, StoreFault) and fault.passing:
                        raise
                    log.exception("message not applied", extra={"action": "apply", "id": kept.id})
                    unit.park(kept.id, now + AGAIN, "failed")

    def _park_unread(self, batch: Batch, results: Sequence[Result | None], now: datetime) -> None:
        """Where the worker itself is wanting, messages wait, and their attempts are given back."""
        unread = [one.id for one, result in zip(batch.kept, results, strict=True) if _unavailable(result)]
        why = next((one.text for one in results if isinstance(one, Broken) and _unavailable(one)), "")
        if unread:
            self.store.journal.park(unread, now + AGAIN, "no_worker")
        if why not in ("", CLOSED):
            self.alarm("worker", f"Messages cannot be read: {why}")

    def _returned(self, results: Sequence[Result | None]) -> dict[str, Addressee]:
        """To whom the letters went that delivery reports in this batch are about, by token."""
        bounces = [one.bounce for one in results if isinstance(one, Understood) and one.bounce is not None]
        return self.store.outbox.addressees({token for bounce in bounces for token in bounce.letters})

    def _tell_of_bounce(
        self, unit: Unit, understood: Understood, returned: Mapping[str, Addressee], now: datetime
    ) -> None:
        bounce = understood.bounce
        addressee = next((returned[token] for token in bounce.letters if token in returned), None) if bounce else None
        if bounce is not None and addressee is not None:
            self.applier.bounced(unit, bounce, addressee, now)

    def _outcome(self, kept: Kept, result: Understood | Broken) -> Understood:
        if isinstance(result, Understood):
            return result
        if result.reason == "too_slow":
            return unread(kept.raw, "too_slow")
        raise RuntimeError(result.text)


def _unavailable(result: Result | None) -> bool:
    return isinstance(result, Broken) and result.reason == "unavailable"


def tokens_of(envelope: Envelope, keys: Sequence[bytes]) -> tuple[str, ...]:
    """Our tokens that a message carries in its addresses, references and subject."""
    return tokens_in((*envelope.addressed, *envelope.references, envelope.subject), keys)
