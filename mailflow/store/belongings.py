"""What of a person lies beside their mail and records: files, what is held in their name, stops on their letters."""

import json
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from peewee import fn

from mailflow.domain.erasure import ERASED, unnamed
from mailflow.domain.held import Held, HeldState
from mailflow.domain.hold import Scope
from mailflow.store import schema
from mailflow.store.attachments import AttachmentRow
from mailflow.store.database import Database
from mailflow.store.documents import held_from, held_text
from mailflow.store.held import save_held
from mailflow.store.holds import PAST, STANDING
from mailflow.store.schema import Alert, Attachment, Message, Meta

UNCONFIRMED = "unconfirmed"


@dataclass(frozen=True, slots=True)
class OwnFile:
    """A file that they sent; `content` as long as it is kept."""

    row: AttachmentRow
    content: bytes | None


def held_for(database: Database, person: str) -> list[Held]:
    """Everything that is, or was, held in that person's name."""
    query = schema.Held.select(schema.Held.data).where(schema.Held.person == person).order_by(schema.Held.message)
    return [held for (held,) in database.rows(query)]


def forget_files(database: Database, messages: Collection[int]) -> set[str]:
    """Let go of the files of those messages, names and hashes with them; the hashes of contents that none has now."""
    mine = Attachment.message.in_(list(messages))
    digests = {digest for (digest,) in database.rows(Attachment.select(Attachment.sha256).where(mine)) if digest}
    gone = {"name": ERASED, "sha256": "", "claimed": "", "left": "erased"}
    database.execute(Attachment.update(**gone).where(mine))
    kept = Attachment.select(Attachment.sha256).where(Attachment.left == "").distinct()
    return digests - {digest for (digest,) in database.rows(kept)}


def forget_held(database: Database, person: str, own: Collection[int], known_by: Sequence[str]) -> None:
    """What is held in their name, or came from them, says nothing more and is never carried out; what names them in
    anybody else's does not any more."""
    query = schema.Held.select(schema.Held.message, schema.Held.data)
    changed = []
    for message, held in list(database.rows(query)):
        if held.person == person or message in own:
            changed.append(_bare(held))
            if held.open:
                end = {"disposition": "challenged", "reason": UNCONFIRMED}
                database.execute(Message.update(**end).where(Message.id == message))
        elif (left := _unnamed(held, known_by)) != held:
            changed.append(left)
    save_held(database, changed)


def forget_stops(database: Database, person: str, known_by: Sequence[str]) -> None:
    """Stops on their letters go, and what names them in the reason of another one."""
    names = [f"{STANDING}{Scope.PERSON}/{person}", f"{PAST}{Scope.PERSON}/{person}/"]
    database.execute(Meta.delete().where(Meta.key == names[0]))
    database.execute(Meta.delete().where(fn.SUBSTR(Meta.key, 1, len(names[1])) == names[1]))
    for key, value in _stops(database):
        left = json.dumps(unnamed(json.loads(value), known_by))
        if json.loads(left) != json.loads(value):
            database.execute(Meta.update(value=left).where(Meta.key == key))


def forget_alerts(database: Database, known_by: Sequence[str]) -> None:
    """What names them in what was told on other channels does not any more."""
    for key, title, text in list(database.rows(Alert.select(Alert.id, Alert.title, Alert.text))):
        left = unnamed(title, known_by), unnamed(text, known_by)
        if left != (title, text):
            database.execute(Alert.update(title=left[0], text=left[1]).where(Alert.id == key))


def _stops(database: Database) -> Iterator[tuple[str, str]]:
    for prefix in (STANDING, PAST):
        begins = fn.SUBSTR(Meta.key, 1, len(prefix)) == prefix
        yield from list(database.rows(Meta.select(Meta.key, Meta.value).where(begins)))


def _bare(held: Held) -> Held:
    """What is left of something held: that it was, and how it ended."""
    nothing = replace(held, asked=(), unclear=(), saw={}, subject="", proof="", why="", stranger="", answered=None)
    nothing = replace(nothing, told=frozenset(), enclosed=(), links=())
    return replace(nothing, state=HeldState.DROPPED) if held.open else nothing


def _unnamed(held: Held, known_by: Sequence[str]) -> Held:
    return held_from(json.dumps(unnamed(json.loads(held_text(held)), known_by)))
