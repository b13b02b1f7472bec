"""What a mailbox holds elsewhere (R8): replies that the server took for junk, and, after a restore or a failover,
filed mail that the journal does not have. Headers decide; only what is needed is fetched."""

import logging
from datetime import datetime, timedelta

from mailflow.flows.night import Nightly
from mailflow.flows.receive import PROCESSED, Receiver
from mailflow.transports.interfaces import Found, Inbox, TransportFault

log = logging.getLogger(__name__)

JUNK_EVERY = timedelta(minutes=10)
AGAIN = timedelta(hours=1)


class Sweeper:
    """Looks into the other folders of one mailbox, in that mailbox's thread."""

    def __init__(self, receiver: Receiver, name: str) -> None:
        self._receiver = receiver
        self._journal = receiver.store.journal
        self._nightly = Nightly(receiver.store, f"sweep {name}")
        self._junk_at: datetime | None = None
        self._processed_at: datetime | None = None
        self._passed_over: set[tuple[int, int]] = set()

    def turn(self, inbox: Inbox) -> int:
        """Whatever is due now; how many messages were taken in. Raises TransportFault where the junk folder fails."""
        now, taken = self._receiver.clock(), 0
        if self._junk_at is None or now >= self._junk_at:
            self._junk_at = now + JUNK_EVERY
            taken += self.junk(inbox)
        if self._nightly.due(now) and (self._processed_at is None or now >= self._processed_at):
            taken += self._tonight(inbox, now)
        return taken

    def junk(self, inbox: Inbox) -> int:
        """Take in what is in the junk folder though it comes from somebody registered and carries a token of ours."""
        folder = inbox.junk()
        if folder is None or folder == self._receiver.settings.folder:
            return 0
        validity, unknown = self._receiver.unknown(inbox, folder)
        fresh = [one for one in unknown if (validity, one.uid) not in self._passed_over]
        taken = 0
        for some in self._receiver.batches(fresh):
            ours = {head.uid for head in inbox.heads(folder, some) if self._receiver.is_ours(head.raw)}
            taken += self._receiver.take(inbox, folder, validity, _chosen(some, ours))
        self._passed_over = {(validity, one.uid) for one in unknown}
        self._receiver.work()
        self._receiver.file(inbox, folder)
        return taken

    def processed(self, inbox: Inbox) -> int:
        """Recognise what lies among the filed messages, and take in what the journal has lost."""
        validity, unknown = self._receiver.unknown(inbox, PROCESSED)
        taken = sum(self._recognise(inbox, validity, some) for some in self._receiver.batches(unknown))
        self._receiver.work()
        return taken

    def _recognise(self, inbox: Inbox, validity: int, found: list[Found]) -> int:
        sizes = {one.uid: one.size for one in found}
        fetched = list(inbox.heads(PROCESSED, found))
        seen = self._receiver.arrivals(inbox.name, PROCESSED, validity, fetched, sizes, leave=True)
        heads = [arrival for arrival, _ in seen]
        self._journal.receive([head for head in heads if head.reason])
        lost = self._journal.recognise([head for head in heads if not head.reason])
        return self._receiver.take(inbox, PROCESSED, validity, _chosen(found, set(lost)), leave=True)

    def _tonight(self, inbox: Inbox, now: datetime) -> int:
        """A folder that is not there yet is no trouble; a connection that broke is the next round's."""
        try:
            taken = self.processed(inbox)
        except TransportFault as fault:
            log.info("%s not swept: %s", PROCESSED, fault, extra={"action": "sweep"})
            self._processed_at = now + AGAIN
            return 0
        self._nightly.done(now)
        return taken


def _chosen(found: list[Found], uids: set[int]) -> list[Found]:
    return [one for one in found if one.uid in uids]
