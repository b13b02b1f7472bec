"""The inbound route: mailbox → journal → understood → applied → filed (steps R0 to R8 of docs/guarantees).

From the commit in `Journal.receive` on a message is ours; it is filed only after what it asks for has been committed.
"""

from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from mailflow.domain.disposition import Disposition
from mailflow.flows.apply import Applier
from mailflow.flows.desk import Desk
from mailflow.flows.open_messages import OpenMessages, tokens_of
from mailflow.flows.vouch import NOBODY, Voucher
from mailflow.mail.read import Envelope, peek
from mailflow.mail.token import tokens_in
from mailflow.store import Arrival, Filing, Store
from mailflow.transports.interfaces import Fetched, Found, Inbox
from mailflow.transports.sandbox import Worker

FOLDERS = {Disposition.REJECTED: "Rejected", Disposition.FAILED: "Failed"}
PROCESSED = "Processed"
MOST_LOOKED_AT = 256 * 1024


@dataclass(frozen=True, slots=True)
class Receiving:
    """How mail is taken in. `most` is the limit in octets beyond which only a beginning is kept."""

    folder: str = "INBOX"
    backfill: bool = False
    file_strangers: bool = False
    most: int = 10 * 1024 * 1024
    batch: int = 200
    batch_octets: int = 16 * 1024 * 1024


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
        self.settings = settings
        self.clock = clock
        self.keys = store.meta.token_keys()
        self.open = OpenMessages(store, worker, applier, clock, address, alarm, voucher, settings.batch)

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
                batch, previous = self.open.begin(), batch
                self.open.finish(previous)
        finally:
            self.open.finish(batch)
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
        sizes = {one.uid: one.size for one in wanted}
        fetched = list(inbox.fetch(folder, wanted, self.settings.most)) if wanted else []
        return len(self._receive(self.arrivals(inbox.name, folder, validity, fetched, sizes, leave=leave)))

    def accept(self, raw: bytes) -> int:
        """Take in one message from a mail server's pipe. Once this returns, the message is ours."""
        whole = len(raw) <= self.settings.most
        fetched = Fetched(0, raw if whole else raw[: 1024 * 1024], whole)
        return self._receive(self.arrivals("pipe", self.settings.folder, 0, [fetched], {0: len(raw)}))[0]

    def work(self) -> int:
        """Act on everything in the journal that waits. Returns how many messages were looked at."""
        return self.open.work()

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
        return known and bool(tokens_of(envelope, self.keys))

    def arrivals(
        self,
        mailbox: str,
        folder: str,
        uidvalidity: int,
        fetched: Sequence[Fetched],
        sizes: Mapping[int, int],
        *,
        leave: bool = False,
    ) -> list[tuple[Arrival, Envelope]]:
        """Messages as the journal takes them, by their headers; a stranger's is disposed of at once."""
        envelopes = [peek(one.raw) for one in fetched]
        known = self.store.people.by_addresses({sender for e in envelopes for sender in e.senders})
        found = []
        for one, envelope in zip(fetched, envelopes, strict=True):
            sender = envelope.senders[0] if len(envelope.senders) == 1 else ""
            stranger = sender not in known and not self._about_us(envelope, one.raw)
            arrival = Arrival(
                mailbox=mailbox,
                folder=folder,
                uidvalidity=uidvalidity,
                uid=one.uid or None,
                raw=None if stranger else one.raw,
                rfc_id=envelope.message_id,
                sender=sender,
                now=self.clock(),
                reason=_nobodys(envelope, known) if stranger else "",
                leave=leave or (stranger and not self.settings.file_strangers),
                whole=one.whole,
                size=sizes[one.uid],
            )
            found.append((arrival, envelope))
        return found

    def _about_us(self, envelope: Envelope, raw: bytes) -> bool:
        """Whether a stranger's message has a token of ours: delivery reports and calendars have them inside."""
        inside = envelope.report or b"text/calendar" in raw
        wire = [raw[:MOST_LOOKED_AT].decode("latin-1")] if inside else []
        return bool(tokens_of(envelope, self.keys) or tokens_in(wire, self.keys))

    def _receive(self, arriving: Sequence[tuple[Arrival, Envelope]]) -> list[int]:
        """R3, and what was seen of them already is kept for when they are read."""
        ids = self.store.journal.receive([arrival for arrival, _ in arriving])
        self.open.peeked = dict(zip(ids, (envelope for _, envelope in arriving), strict=True))
        return ids


def _nobodys(envelope: Envelope, known: Container[str]) -> str:
    """Why it is nobody's here: from somebody unknown, or from somebody known and others at once."""
    several = len(envelope.senders) > 1 and any(sender in known for sender in envelope.senders)
    return "ambiguous_sender" if several else "unregistered"
