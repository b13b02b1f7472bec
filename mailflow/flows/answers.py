"""What mail servers answer (S4): what it means for each letter, kept until that is committed, and who hears of it."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from random import Random
from typing import Literal

from mailflow.flows.alarm import OPERATOR, Alarm
from mailflow.flows.undeliverable import undeliverable
from mailflow.store import Claimed, Fenced, Frozen, Settled, Store, StoreFault
from mailflow.transports.interfaces import Sending, Sent

ACCOUNT = "smtp"
GIVE_UP = timedelta(days=5)
ENOUGH_TRIES = 10
"""As often at least a letter is tried before it is given up, however long that takes: a machine may have slept."""
LONGEST_BACKOFF = timedelta(hours=4)
End = Literal["sent", "queued", "refused", "in_doubt"]
ENDS: dict[Sending, End] = {
    Sending.SENT: "sent",
    Sending.REFUSED: "refused",
    Sending.IN_DOUBT: "in_doubt",
    Sending.DEFERRED: "queued",
    Sending.ACCOUNT: "queued",
}


def put_off(sent: Sent) -> bool:
    """Whether a server has answered, and not taken the letter for now. That nobody answers says nothing about it."""
    return sent.sending is Sending.IN_DOUBT or (sent.sending is Sending.DEFERRED and sent.code >= 400)


def given_up(sent: Sent, letter: Claimed, now: datetime) -> bool:
    """Whether servers have put the letter off for too long. It counts from the first time that one did, so that
    neither a stop nor a sleep nor an account's fault before that uses up its days."""
    since = letter.put_off_since
    late = since is not None and now - since >= GIVE_UP
    return put_off(sent) and late and letter.attempts + 1 >= ENOUGH_TRIES


class Answers:
    """Of one Deliverer."""

    def __init__(self, store: Store, alarm: Alarm, clock: Callable[[], datetime], keys: Sequence[bytes]) -> None:
        self._store = store
        self._alarm = alarm
        self._clock = clock
        self._keys = keys
        self._chance = Random()
        self._well = False
        self._unsaved: list[Settled] = []
        self._untold: list[tuple[Sent, Claimed]] = []
        self._daemon = ""
        self._unsure = False

    def take(self, sent: Sent, letter: Claimed) -> None:
        """Keep an answer until it is saved, whatever the database does."""
        self._daemon = self._store.leases.me
        self._unsaved.append(self._settled(sent, letter))
        self._untold.append((sent, letter))

    def save(self, letters: Sequence[Frozen] = ()) -> None:
        """Commit what is kept, and with it the exact bytes of `letters` that are about to be transmitted; then tell who
        has to hear of it. Raises StoreFault; what could not be committed is kept. Of that only what is new is saved
        later: it may have been committed after all, or others may have taken the letters over."""
        if self._unsure:
            self._unsaved = self._store.outbox.unsaved(self._unsaved, self._daemon)
        if self._unsaved or letters:
            self._unsure = True
            self._store.outbox.advance(self._unsaved, letters, self._clock())
            self._unsaved = []
        self._unsure = False
        while self._untold:
            self._tell()

    def _tell(self) -> None:
        """Tell of the first answer; what cannot be told for now is told later, what never can keeps nothing waiting."""
        first = self._untold.pop(0)
        try:
            self._tell_of(*first)
        except StoreFault as fault:
            if fault.passing or isinstance(fault, Fenced):
                self._untold.insert(0, first)
            raise

    def _settled(self, sent: Sent, letter: Claimed) -> Settled:
        """What the server's answer means for the letter."""
        now = self._clock()
        said = f"{sent.code} {sent.status} {sent.text}".strip()[:200]
        if given_up(sent, letter, now):
            return Settled(letter.id, "failed", None, f"given up: {said}"[:200])
        state = ENDS[sent.sending]
        if state == "queued" and letter.frozen is not None:
            state = "in_doubt"  # this attempt left nothing, but an earlier one may have: the same bytes again
        again = None if state in ("sent", "refused") else now + self._backoff(letter.attempts)
        tried = sent.sending is not Sending.ACCOUNT
        return Settled(letter.id, state, again, said, tried, put_off(sent))

    def _tell_of(self, sent: Sent, letter: Claimed) -> None:
        """Who hears of a letter that does not reach its reader: the owners of its project, and where there are none but
        the reader, the operator; of an account's fault, the operator."""
        if sent.sending is Sending.ACCOUNT:
            self._well = False
            self._store.accounts.pause(ACCOUNT, self._clock(), f"{sent.code} {sent.text}"[:200])
            self._alarm("smtp-account", f"The mail server refuses the account: {sent.code} {sent.text}")
        elif sent.sending is Sending.REFUSED or given_up(sent, letter, self._clock()):
            self._undelivered(sent, letter)
        elif sent.sending is Sending.SENT and not self._well:
            self._well = True
            self._store.accounts.resume(ACCOUNT)

    def _undelivered(self, sent: Sent, letter: Claimed) -> None:
        code, now, reader = letter.intent.about.project, self._clock(), letter.intent.to
        answer = f"{sent.code} {sent.status} {sent.text}".strip()
        with self._store.projects.unit([code] if code else [], now) as unit:
            told = undeliverable(unit, reader, code, answer, now, self._keys)
        if not told:
            why = "refused" if sent.sending is Sending.REFUSED else f"put off for {GIVE_UP.days} days and given up"
            text = f"A letter to {reader} ({letter.intent.letter}, number {letter.id}) was {why}: {answer}"
            self._alarm("undeliverable", text, by_mail=reader != OPERATOR)

    def _backoff(self, attempts: int) -> timedelta:
        """Doubling from one minute, with jitter, so that letters do not come back together."""
        seconds = min(60 * 2 ** min(attempts, 12), LONGEST_BACKOFF.total_seconds())
        return timedelta(seconds=seconds * self._chance.uniform(0.75, 1.25))
