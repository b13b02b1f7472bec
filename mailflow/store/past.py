"""What messages brought about, as a unit of work sees it: what the ledger has, and what it has just appended."""

from dataclasses import dataclass

from mailflow.domain.fold import undone_by
from mailflow.domain.record import Record
from mailflow.store.database import Database
from mailflow.store.ledger import records_by_message, records_of, reported_records, undoing_records
from mailflow.store.pending import Pending

RECENT = 100
NOBODY_S_WORDS = frozenset({"undo", "rsvp"})
"""Kinds of records that an UNDO does not take back: another one, and what a calendar answered."""


@dataclass(frozen=True, slots=True)
class Past:
    """The records of messages, with the ones not written yet."""

    database: Database
    pending: Pending

    def undoable(self, message: int) -> tuple[Record, ...]:
        """What that message had recorded and what still stands, oldest first."""
        own = [record for _, record in self.pending.records if record.message == message]
        caused = records_by_message(self.database, message) + own
        undone = {code: self._undone(code) for code in {record.about.project for record in caused}}
        return tuple(r for r in caused if r.seq not in undone[r.about.project] and r.kind not in NOBODY_S_WORDS)

    def reported(self, code: str, person: str, most: int) -> list[Record]:
        """What the last messages of `person` brought into that project before this unit, newest first."""
        return reported_records(self.database, code, person, most)

    def heard_since_leaving(self, code: str, person: str) -> bool:
        """Whether that person has written there after they had left."""
        found = self.reported(code, person, RECENT) + self._own(code)
        return any(record.person == person and record.data.get("left") is True for record in found)

    def by_silence(self, code: str, number: int) -> tuple[Record, ...]:
        """The approval of that milestone which nobody gave, while it stands."""
        undone = self._undone(code)
        found = [
            record
            for record in records_of(self.database, code) + self._own(code)
            if record.kind == "approve" and record.about.number == number and record.data.get("silent")
        ]
        return tuple(record for record in found[-1:] if record.seq not in undone)

    def last_message_of(self, person: str, code: str) -> int | None:
        """The last message of that person of which something in the project still stands."""
        undone = self._undone(code)
        for record in sorted(self.reported(code, person, RECENT) + self._own(code), key=lambda r: -r.seq):
            theirs = record.person == person and record.message and record.kind not in NOBODY_S_WORDS
            if theirs and record.seq not in undone:
                return record.message
        return None

    def _own(self, code: str) -> list[Record]:
        return [record for project, record in self.pending.records if project == code]

    def _undone(self, code: str) -> set[int]:
        return undone_by(undoing_records(self.database, code) + self._own(code))
