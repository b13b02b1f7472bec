"""What the journal remembers of the files that came with messages."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from mailflow.domain.enclosed import PICTURE, Enclosed
from mailflow.store.database import Database
from mailflow.store.fields import clean
from mailflow.store.files import Files
from mailflow.store.schema import OPEN, Attachment, Message
from mailflow.store.statement import Row, Several, Statement, gap, gaps

PURGED = "purged"
"""Why a file is not with us any more that was kept once."""
_COLUMNS = (
    Attachment.message,
    Attachment.position,
    Attachment.name,
    Attachment.type,
    Attachment.size,
    Attachment.sha256,
    Attachment.left,
    Attachment.risk,
    Attachment.claimed,
    Attachment.inline,
)
_WRITE = Statement(Attachment.insert(gaps(*_COLUMNS)))
_FORGET = Statement(Attachment.delete().where(Attachment.message == gap(Attachment.message)))
KEPT = Attachment.left == ""
_ORDERED = Attachment.select(*_COLUMNS).order_by(Attachment.message, Attachment.position)
_OF = Several(lambda some: _ORDERED.where(Attachment.message.in_(some)), Attachment.message)
_KEPT_OF = Several(lambda some: _ORDERED.where(KEPT, Attachment.sha256.in_(some)), Attachment.sha256)


@dataclass(frozen=True, slots=True)
class AttachmentRow:
    """A file as the journal lists it; `position` counts from 1 in its message."""

    message: int
    position: int
    file: Enclosed


class Attachments:
    """The files of all messages: their names in the database, their contents in a folder."""

    def __init__(self, database: Database, files: Files) -> None:
        self._database = database
        self.files = files

    def of(self, messages: Iterable[int]) -> dict[int, list[AttachmentRow]]:
        """What came with each of those messages, those without files left out."""
        with self._database.reading():
            rows = self._database.rows_among(_OF, set(messages))
        found: dict[int, list[AttachmentRow]] = {}
        for row in sorted(rows):
            found.setdefault(row[0], []).append(AttachmentRow(row[0], row[1], Enclosed(*row[2:])))
        return found

    def messages(self) -> list[int]:
        """The messages that files came with, oldest first."""
        query = Attachment.select(Attachment.message).where(Attachment.left != PICTURE).distinct()
        with self._database.reading():
            return [key for (key,) in self._database.rows(query.order_by(Attachment.message))]

    def kept(self) -> set[str]:
        """The hashes of all contents that are kept."""
        query = Attachment.select(Attachment.sha256).where(KEPT).distinct()
        with self._database.reading():
            return {digest for (digest,) in self._database.rows(query)}

    def lost(self) -> list[AttachmentRow]:
        """The files that should be in the folder, and are gone or damaged."""
        gone = {digest for digest in self.kept() if self.files.read(digest) is None}
        with self._database.reading():
            rows = self._database.rows_among(_KEPT_OF, gone)
        return [AttachmentRow(row[0], row[1], Enclosed(*row[2:])) for row in sorted(rows)]

    def seen_before(self, sender: str, digests: Collection[str], but: Collection[int]) -> set[str]:
        """Those pictures that came within the text of other messages of the same sender than those."""
        query = Attachment.select(Attachment.sha256).join(Message).distinct()
        query = query.where(Message.sender == clean(sender), Attachment.inline, Message.id.not_in(list(but)))
        with self._database.reading():
            of = Several(lambda some: query.where(Attachment.sha256.in_(some)), Attachment.sha256)
            rows = self._database.rows_among(of, digests)
        return {digest for (digest,) in rows}

    def purge(self, before: datetime) -> int:
        """Let go of the files of messages that came to their end and had arrived before then; how many. Their names,
        sizes and hashes stay."""
        old = Message.select(Message.id).where(~OPEN, Message.received_at < before)
        with self._database.writing():
            return self._database.execute(Attachment.update(left=PURGED).where(KEPT, Attachment.message.in_(old)))

    def sweep(self, now: datetime) -> int:
        """Take from the disk what no message has any more; how many files."""
        return self.files.sweep(self.kept(), now)


def write_attachments(database: Database, enclosed: Mapping[int, Sequence[Enclosed]]) -> None:
    """Write what came with messages, in place of what was known of them before, inside a transaction."""
    database.many(_FORGET, [(message,) for message in enclosed])
    rows = [_row(key, place, one) for key, files in enclosed.items() for place, one in enumerate(files, 1)]
    database.many(_WRITE, rows)


def _row(message: int, position: int, one: Enclosed) -> Row:
    return (message, position, one.name, one.type, one.size, one.sha256, one.left, one.risk, one.claimed, one.inline)
