"""The inbound route: mailbox → journal → understood → applied → filed (steps R0 to R8 of docs/guarantees).

From the commit in `Journal.receive` on a message is ours; it is filed only after what it asks for has been committed.
"""

import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from mailflow.domain.disposition import Disposition
from mailflow.domain.reading import Context
from mailflow.flows.apply import Applier
from mailflow.flows.desk import Desk, read_at
from mailflow.flows.understand import Understood, unread
from mailflow.flows.vouch import NOBODY, RETRY, Voucher
from mailflow.mail.read import Envelope, peek
from mailflow.mail.token import tokens_in
from mailflow.store import Addressee, Arrival, Filing, Kept, Lookup, Store, Unit
from mailflow.transports.interfaces import Fetched, Found, Inbox
from mailflow.transports.sandbox import Broken, Pending, Worker

log = logging.getLogger(__name__)

FOLDERS = {Disposition.REJECTED: "Rejected", Disposition.FAILED: "Failed"}
PROCESSED = "Processed"


@dataclass(frozen=True, slots=True)
class Receiving:
    """How mail is taken in. `most` is the limit in octets beyond which only a beginning is kept."""

    folder: str = "INBOX"
    backfill: bool = False
    file_strangers: bool = False
    most: int = 10 * 1024 * 1024
    batch: int = 200
    batch_octets: int = 16 * 1024 * 1024
    retry: timedelta = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Batch:
    """Messages that are being read."""

    kept: Sequence[Kept]
    contexts: Sequence[Context]
    pending: Pending[Understood]


class Receiver:
    """Takes mail in. One per mailbox thread."""

    def __init__(
        self,
        store: Store,
        worker: Worker[Desk],
        applier: Applier,
        settings: Receiving,
        clock: Callable[[], datetime],
        address: str,
        alarm: Callable[[str, str], None],
        voucher: Voucher = NOBODY,
    ) -> None:
        self.store = store
        self.worker = worker
        self.applier = applier
        self.settings = settings
        self.clock = clock
        self.ours = frozenset({address.lower()})
        self.alarm = alarm
        self.voucher = voucher
        self.keys = store.meta.token_keys()

    def collect(self, inbox: Inbox, *, look_back: bool = False) -> int:
        """Take in everything new, act on it and file it. Returns how many messages were new.

        `look_back`: also what lay in the folder before mailflow first saw it.
        Raises TransportFault; what was committed stays committed.
        """
        total, batch = 0, None
        try:
            validity, unknown = self.unknown(inbox, self.settings.folder, look_back=look_back)
            for wanted in self.batches(unknown):
                total += self.take(inbox, self.settings.folder, validity, wanted)
                batch, previous = self._begin(), batch
                self._finish(previous)
        finally:
            self._finish(batch)
        self.work()
        self.file(inbox)
        return total

    def unknown(self, inbox: Inbox, folder: str, *, look_back: bool = False) -> tuple[int, list[Found]]:
        """The folder's UIDVALIDITY and what it holds that the journal does not have (R0, R1)."""
        journal, look_back = self.store.journal, look_back or self.settings.backfill
        listing = inbox.list(folder)
        first = journal.first_contact(inbox.name, folder, listing.uidvalidity, listing.uidnext)
        uids = [one.uid for one in listing.found if look_back or one.uid >= first]
        unknown = set(journal.unknown(inbox.name, folder, listing.uidvalidity, uids))
        return listing.uidvalidity, [one for one in listing.found if one.uid in unknown]

    def take(self, inbox: Inbox, folder: str, validity: int, wanted: Sequence[Found], *, leave: bool = False) -> int:
        """Fetch one batch and commit it to the journal (R2, R3). `leave`: it lies where it belongs."""
        size = {one.uid: one.size for one in wanted}
        fetched = inbox.fetch(folder, wanted, self.settings.most) if wanted else ()
        arrivals = [self.arrival(inbox.name, folder, validity, one, size[one.uid], leave=leave) for one in fetched]
        self.store.journal.receive(arrivals)
        return len(arrivals)

    def accept(self, raw: bytes) -> int:
        """Take in one message from a mail server's pipe. Once this returns, the message is ours."""
        whole = len(raw) <= self.settings.most
        fetched = Fetched(0, raw if whole else raw[: 1024 * 1024], whole)
        arrival = self.arrival("pipe", self.settings.folder, 0, fetched, len(raw))
        return self.store.journal.receive([arrival])[0]

    def work(self) -> int:
        """Act on everything in the journal that waits. Returns how many messages were looked at."""
        total, batch = 0, self._begin()
        while batch is not None:
            total += len(batch.kept)
            following = self._begin()
            self._finish(batch)
            batch = following
        return total

    def file(self, inbox: Inbox, folder: str | None = None) -> None:
        """Move what has been dealt with out of the folder (R7). A courtesy to people, never state."""
        folder = folder or self.settings.folder
        validity = inbox.validity(folder)
        waiting = self.store.journal.to_file(inbox.name, folder, 10_000)
        filings = [filing for filing in waiting if filing.uidvalidity == validity]
        for target in sorted({self._folder(filing) for filing in filings}):
            chosen = [filing for filing in filings if self._folder(filing) == target]
            moved = inbox.file(folder, [filing.uid for filing in chosen], target)
            there = inbox.validity(target)
            places = {filing.uid: (target, there, moved.get(filing.uid)) for filing in chosen}
            self.store.journal.filed(inbox.name, folder, chosen[0].uidvalidity, places)

    def _folder(self, filing: Filing) -> str:
        if filing.reason == "unregistered":
            return "Rejected"
        return FOLDERS.get(filing.disposition, PROCESSED)

    def batches(self, found: Sequence[Found]) -> Iterator[list[Found]]:
        """Batches bounded in number and in octets, so that memory is."""
        batch: list[Found] = []
        octets = 0
        for one in found:
            size = min(one.size, self.settings.most)
            if batch and (len(batch) >= self.settings.batch or octets + size > self.settings.batch_octets):
                yield batch
                batch, octets = [], 0
            batch.append(one)
            octets += size
        if batch:
            yield batch

    def is_ours(self, head: bytes) -> bool:
        """Whether a message is from somebody registered and carries a token of ours, by its headers."""
        envelope = peek(head)
        known = len(envelope.senders) == 1 and self.store.people.by_address(envelope.senders[0]) is not None
        return known and bool(self._tokens(envelope))

    def arrival(
        self, mailbox: str, folder: str, uidvalidity: int, fetched: Fetched, size: int, *, leave: bool = False
    ) -> Arrival:
        """A message as the journal takes it, by its headers; a stranger's is disposed of at once."""
        envelope = peek(fetched.raw)
        sender = envelope.senders[0] if len(envelope.senders) == 1 else ""
        stranger = self._is_stranger(sender, envelope)
        return Arrival(
            mailbox=mailbox,
            folder=folder,
            uidvalidity=uidvalidity,
            uid=fetched.uid or None,
            raw=None if stranger else fetched.raw,
            rfc_id=envelope.message_id,
            sender=sender,
            now=self.clock(),
            reason="unregistered" if stranger else "",
            leave=leave or (stranger and not self.settings.file_strangers),
            whole=fetched.whole,
            size=size,
        )

    def _is_stranger(self, sender: str, envelope: Envelope) -> bool:
        """Whether this is none of our business: nobody we know, and no token of ours on it."""
        if envelope.report or (sender and self.store.people.by_address(sender) is not None):
            return False
        return not self._tokens(envelope)

    def _tokens(self, envelope: Envelope) -> tuple[str, ...]:
        return tokens_in((*envelope.addressed, *envelope.references, envelope.subject), self.keys)

    def _begin(self) -> Batch | None:
        """Hand waiting messages to the worker, their attempts counted first (R4)."""
        now = self.clock()
        given_up = self.store.journal.given_up(now)
        kept = self.store.journal.begin(self.settings.batch, now)
        if given_up:
            self.alarm("message", f"Reading or applying failed three times: message {', '.join(map(str, given_up))}")
        if not kept:
            return None
        found = self.store.journal.contexts([self._lookup(one) for one in kept])
        contexts = [replace(context, our_addresses=self.ours) for context in found]
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
        envelope = peek(kept.raw)
        sender = envelope.senders[0] if len(envelope.senders) == 1 else ""
        return Lookup(sender, self._tokens(envelope), kept.received_at)

    def _finish(self, batch: Batch | None) -> None:
        """Apply a batch in one transaction (R5, R6); a message that cannot be applied does not keep the others."""
        if batch is None:
            return
        results, now = batch.pending.results(), self.clock()
        returned = self._returned(results)
        codes = {s.code for context in batch.contexts for s in context.snapshots}
        codes |= {addressee.project for addressee in returned.values()} - {""}
        with self.store.projects.unit(sorted(codes), now) as unit:
            for kept, context, result in zip(batch.kept, batch.contexts, results, strict=True):
                try:
                    with unit.attempt():
                        understood = self._outcome(kept, result)
                        self.applier.apply(unit, kept, context, understood, now)
                        self._tell_of_bounce(unit, understood, returned, now)
                except Exception:
                    log.exception("message not applied", extra={"action": "apply", "id": kept.id})
                    unit.park(kept.id, now + self.settings.retry, "failed")

    def _returned(self, results: Sequence[Understood | Broken]) -> dict[str, Addressee]:
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
