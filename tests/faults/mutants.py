"""The protocol made wrong, one rule at a time, to see that the checker finds it out."""

import os
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from uuid import uuid4

import peewee

from mailflow.flows.open_messages import OpenMessages
from mailflow.flows.receive import Receiver
from mailflow.flows.tenure import Tenure
from mailflow.store import Settled, Unit, database, files, leases
from mailflow.store.database import Database
from mailflow.store.journal import Journal
from mailflow.store.outbox import Outbox


def filed_before_the_commit() -> None:
    """A message is moved out of the INBOX before it is in the journal."""
    take = Receiver.take

    def taken(self: Any, inbox: Any, folder: str, validity: int, wanted: Sequence[Any], **named: Any) -> int:
        fetched = list(inbox.fetch(folder, wanted, self.settings.most)) if wanted else []
        arrivals = self.arrivals(inbox.name, folder, validity, fetched, {one.uid: len(one.raw) for one in fetched})
        inbox.file(folder, [one.uid for one, _ in arrivals if not one.leave], "Processed")
        return take(self, _Fetched(inbox, fetched), folder, validity, wanted, **named)

    Receiver.take = taken  # type: ignore[method-assign]


class _Fetched:
    """An inbox of which everything was fetched before."""

    def __init__(self, inbox: Any, fetched: list[Any]) -> None:
        self.name = inbox.name
        self.fetch = lambda *_: iter(fetched)


def no_content_key() -> None:
    """Every message is a new one."""
    claim = Unit.claim

    def claimed(self: Any, message: int, content_key: str, rfc_id: str, sender: str, **named: Any) -> str:
        return claim(self, message, f"{content_key}/{message}", "", sender, **named)

    Unit.claim = claimed  # type: ignore[method-assign, assignment]


def no_unique_occasion() -> None:
    """An occasion can come about any number of times."""
    queue = Unit.queue

    def queued(self: Any, letters: Sequence[Any]) -> None:
        queue(self, [_renamed(letter) for letter in letters])

    Unit.queue = queued  # type: ignore[method-assign]
    Unit.seen = lambda self, occasions: set()  # type: ignore[method-assign]


def _renamed(letter: Any) -> Any:
    occasion = f"{letter.intent.occasion}/{uuid4().hex}"
    return replace(letter, intent=replace(letter.intent, occasion=occasion), token=uuid4().hex + "aaaaaaa")


def sent_before_data() -> None:
    """`sent` is committed together with the bytes, before DATA."""
    advance = Outbox.advance

    def advanced(self: Any, results: Any, letters: Any, now: Any) -> None:
        early = [Settled(letter.id, "sent", None, "") for letter in letters]
        with self._database.writing():
            advance(self, results, letters, now)
            advance(self, early, (), now)

    Outbox.advance = advanced  # type: ignore[method-assign]


def no_doubt() -> None:
    """The bytes and the doubt are not committed before DATA: what was claimed is written anew after a crash."""
    advance = Outbox.advance
    Outbox.advance = lambda self, results, letters, now: advance(self, results, (), now)  # type: ignore[method-assign]


def attempts_not_counted() -> None:
    """A message that kills its reader is tried for ever."""
    recover = Journal.recover

    def recovered(self: Any) -> int:
        with self._database.writing():
            self._database.peewee.execute_sql("UPDATE message SET attempts = 1 WHERE disposition IS NULL")
            return recover(self)

    Journal.recover = recovered  # type: ignore[method-assign]


def applied_in_two_transactions() -> None:
    """Records and letters are committed first, the content key and the disposition afterwards."""
    finish = OpenMessages.finish

    def finished(self: Any, batch: Any) -> None:
        if batch is None:
            return
        later: list[partial[Any]] = []
        dispose, claim = Unit.dispose, Unit.claim

        def claimed(unit: Any, message: int, content_key: str, *given: Any, **named: Any) -> str:
            if any(one.func is claim and one.args[1] == content_key for one in later):
                return "duplicate"
            verdict = claim(unit, message, content_key, *given, **named)
            unit.pending.claims.pop(content_key, None)
            later.append(partial(claim, message, content_key, *given, **named))
            return verdict

        Unit.claim = claimed  # type: ignore[method-assign, assignment]
        Unit.dispose = lambda _, *given: later.append(partial(dispose, *given))  # type: ignore[method-assign, assignment]
        try:
            finish(self, batch)
        finally:
            Unit.dispose, Unit.claim = dispose, claim  # type: ignore[method-assign]
        with self.store.projects.unit([], self.clock()) as unit:
            for one in later:
                one.func(unit, *one.args, **one.keywords)

    OpenMessages.finish = finished  # type: ignore[method-assign]


def doubt_forgotten() -> None:
    """What was in doubt when the daemon died is taken for sent."""
    recover = Outbox.recover

    def recovered(self: Any, daemon: str | None = None) -> int:
        with self._database.writing():
            self._database.peewee.execute_sql("UPDATE letter SET state = 'sent' WHERE state = 'in_doubt'")
        return recover(self, daemon)

    Outbox.recover = recovered  # type: ignore[method-assign]


def doubt_written_anew() -> None:
    """What was in doubt is rendered anew instead of being sent with the same bytes."""
    claim = Outbox.claim

    def claimed(self: Any, *given: Any) -> list[Any]:
        return [replace(one, frozen=None) for one in claim(self, *given)]

    Outbox.claim = claimed  # type: ignore[method-assign]


def no_epoch() -> None:
    """Writes are not bound to a lease; a daemon trusts that what it claimed is its own."""
    Database.mind_lease = lambda self, **_: None  # type: ignore[method-assign]
    Tenure.sure = lambda self: True  # type: ignore[method-assign]


def not_asked_again() -> None:
    """A letter is transmitted whenever its doubt was committed, however long ago."""
    Tenure.sure = lambda self: True  # type: ignore[method-assign]


def lease_by_own_clock() -> None:
    """Leases run by the clock of whoever looks at them."""
    leases._PAST = _Own(0)  # type: ignore[assignment]
    leases._after = _Own  # type: ignore[assignment]


class _Own(peewee.ColumnBase):
    """So many seconds from now, by this daemon's clock."""

    def __init__(self, seconds: float) -> None:
        super().__init__()
        self.seconds = seconds

    def __sql__(self, ctx: Any) -> Any:
        return ctx.sql(peewee.SQL("to_timestamp(%s)", [time.time() + SKEW[0] + self.seconds]))


SKEW = [0.0]
"""How many seconds this process's clock is wrong."""


def nothing_synced() -> None:
    """SQLite leaves it to the system when anything is written."""
    _pragma("off")


def commits_not_synced() -> None:
    """SQLite syncs its journal when it is emptied into the database only."""
    _pragma("normal")


def _pragma(synchronous: str) -> None:
    database.PRAGMAS = tuple(  # type: ignore[assignment]
        (name, synchronous if name == "synchronous" else value) for name, value in database.PRAGMAS
    )


def files_not_synced() -> None:
    """A file is committed to whose content was not synced."""
    files.os = SimpleNamespace(**{**vars(os), "fsync": lambda _: None})  # type: ignore[assignment]
    files.sync = _really_sync


def _really_sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    os.fsync(handle)
    os.close(handle)


def folders_of_files_not_synced() -> None:
    """A file is committed to whose name was not synced."""
    files.sync = lambda folder: None


def undone_by_itself() -> None:
    """No mutant of the protocol: a program that does not work, which the oracle must not boast of."""
    Journal.receive = lambda self, arrivals: arrivals.missing  # type: ignore[method-assign]


def unchanged() -> None:
    """No mutant at all, in which nothing must be found."""


@dataclass(frozen=True, slots=True)
class Mutant:
    """`shows`: the kind of finding that gives it away, and `by` what that has to say. `where`: how the names of the
    points begin at which it hurts to be killed; empty where no kill is needed."""

    apply: Callable[[], None]
    shows: str
    where: str = ""
    by: str = ""


LOST, DOUBLED, OUTSIDE = "lost", "doubled", "outside"


def _named(*mutants: Mutant) -> dict[str, Mutant]:
    return {one.apply.__name__: one for one in mutants}


SHARED = _named(
    Mutant(no_epoch, OUTSIDE, "smtp MAIL: sent #3"),
    Mutant(not_asked_again, OUTSIDE, "smtp DATA: answered #3"),
    Mutant(lease_by_own_clock, OUTSIDE, by="before its time"),
)
"""Those that take several daemons to be found out; `where` it hurts to be stopped until another one has taken over."""

UNSYNCED = _named(
    Mutant(nothing_synced, LOST),
    Mutant(commits_not_synced, LOST, "imap UID MOVE: answered"),
    Mutant(files_not_synced, LOST, "commit Projects.unit (OpenMessages.finish): after"),
    Mutant(folders_of_files_not_synced, LOST, "commit Projects.unit (OpenMessages.finish): after"),
)
"""Those that take a power loss to be found out; `where` it hurts."""

BY_NAME = _named(
    Mutant(filed_before_the_commit, LOST, "commit Journal.receive"),
    Mutant(no_content_key, DOUBLED),
    Mutant(no_unique_occasion, DOUBLED),
    Mutant(sent_before_data, LOST, "smtp content: before"),
    Mutant(no_doubt, OUTSIDE, "smtp content: answered", by="with other bytes"),
    Mutant(attempts_not_counted, LOST, by="never quiet: killed"),
    Mutant(applied_in_two_transactions, DOUBLED, "commit Projects.unit"),
    Mutant(doubt_forgotten, LOST, "smtp content: before"),
    Mutant(doubt_written_anew, OUTSIDE, "smtp content: answered", by="with other bytes"),
)

NO_MUTANTS = _named(Mutant(undone_by_itself, LOST), Mutant(unchanged, LOST))
"""What must not be counted as caught."""

ALONE = BY_NAME | UNSYNCED | NO_MUTANTS
