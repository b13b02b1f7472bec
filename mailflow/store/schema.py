"""The tables, as peewee's models. Rows are read as tuples and never live on as objects."""

from typing import ClassVar

import peewee
from peewee import BigIntegerField, BooleanField, CompositeKey, ForeignKeyField, IntegerField, Model

from mailflow.store.documents import (
    held_from,
    held_text,
    intent_from,
    intent_text,
    person_from,
    person_text,
    refs_from,
    refs_text,
    snapshot_from,
    snapshot_text,
)
from mailflow.store.fields import Document, Instant, Number, Octets, Text


class Table(Model):
    """A table that is named like its model and belongs to no database of its own."""

    class Meta:
        legacy_table_names = False


class Meta(Table):
    """Small values by key."""

    key = Text(primary_key=True)
    value = Text()


class Person(Table):
    """Somebody, whole in `data`."""

    id = Text(primary_key=True)
    name = Text()
    data = Document(person_text, person_from)


class Address(Table):
    """A person's address."""

    address = Text(primary_key=True)
    person = ForeignKeyField(Person, column_name="person", on_delete="CASCADE")
    position = IntegerField()


class Project(Table):
    """A project, with the fold of its ledger up to `seq` and when anything can be due in it next."""

    code = Text(primary_key=True)
    seq = BigIntegerField(default=0)
    state = Text(default="active")
    wake_at = Instant(null=True, index=True)
    announced_until = Instant(null=True)
    snapshot = Document(snapshot_text, snapshot_from, null=True)
    folded_by = Text(default="")


class Member(Table):
    """Who is on a project now."""

    project = ForeignKeyField(Project, column_name="project", index=False)
    person = Text(index=True)

    class Meta:
        primary_key = CompositeKey("project", "person")


class Folder(Table):
    """A mailbox's folder as it was first met."""

    mailbox = Text()
    folder = Text()
    uidvalidity = BigIntegerField()
    first_uidnext = BigIntegerField()

    class Meta:
        primary_key = CompositeKey("mailbox", "folder", "uidvalidity")


class Message(Table):
    """A message that arrived; without a `disposition` it is open."""

    id = Number()
    content_key = Text(null=True, unique=True)
    rfc_id = Text(index=True)
    sender = Text()
    size = BigIntegerField()
    whole = BooleanField()
    received_at = Instant()
    attempts = IntegerField(default=0)
    retry_at = Instant(null=True)
    daemon = Text(default="")
    disposition = Text(null=True)
    reason = Text()
    evidence = Text(default="")
    released = BooleanField(default=False)


class Sighting(Table):
    """Where a message was seen; a move makes another one."""

    mailbox = Text()
    folder = Text()
    uidvalidity = BigIntegerField()
    uid = BigIntegerField()
    message = ForeignKeyField(Message, column_name="message")
    filed = BooleanField()

    class Meta:
        primary_key = CompositeKey("mailbox", "folder", "uidvalidity", "uid")


class Raw(Table):
    """A message's bytes, apart from it: they are let go of first."""

    message = ForeignKeyField(Message, column_name="message", primary_key=True)
    bytes = Octets()


class Attachment(Table):
    """A file that came with a message; what is `left` empty for lies in the folder, under its hash."""

    message = ForeignKeyField(Message, column_name="message", index=False)
    position = IntegerField()
    name = Text()
    type = Text()
    size = BigIntegerField()
    sha256 = Text(index=True)
    left = Text()
    risk = Text()
    claimed = Text()
    inline = BooleanField()

    class Meta:
        primary_key = CompositeKey("message", "position")


class Record(Table):
    """A project's ledger."""

    id = Number()
    project = ForeignKeyField(Project, column_name="project", index=False)
    seq = BigIntegerField()
    at = Instant()
    kind = Text()
    ref_kind = Text()
    ref_number = BigIntegerField(null=True)
    ref_version = BigIntegerField()
    person = Text(null=True)
    message = ForeignKeyField(Message, column_name="message", null=True, index=False)
    ordinal = IntegerField()
    data = Document()
    evidence = Text()
    undoes = BigIntegerField(null=True)

    class Meta:
        indexes: ClassVar = ((("project", "seq"), True), (("message", "ordinal"), True))


class Occasion(Table):
    """What a letter was, or was not, written for: each once."""

    key = Text(primary_key=True)
    state = Text()
    at = Instant()


class Letter(Table):
    """A letter, from its occasion to its end."""

    id = Number()
    occasion = ForeignKeyField(Occasion, column_name="occasion", unique=True)
    token = Text(unique=True)
    rfc_id = Text(default="")
    letter = Text()
    person = Text()
    project = Text()
    cause = BigIntegerField(null=True)
    intent = Document(intent_text, intent_from)
    state = Text(default="queued")
    due_at = Instant()
    ready_at = Instant()
    not_after = Instant(null=True)
    attempts = IntegerField(default=0)
    put_off_since = Instant(null=True)
    daemon = Text(default="")
    subject = Text(default="")
    items = Document(refs_text, refs_from, default=())
    lines = Octets(null=True)
    sent_at = Instant(null=True, index=True)
    folded_into = ForeignKeyField("self", column_name="folded_into", null=True, index=False)
    possible_duplicate = BooleanField(default=False)
    note = Text(default="")

    class Meta:
        indexes: ClassVar = ((("person", "sent_at"), False),)


class Frozen(Table):
    """A letter's bytes as they left, or may have."""

    letter = ForeignKeyField(Letter, column_name="letter", primary_key=True)
    bytes = Octets()


class Held(Table):
    """What a message asked for on too little proof: its own row is `message`. `confirmed_at` is when its person
    confirmed it."""

    message = BigIntegerField(primary_key=True)
    person = Text()
    proof = Text()
    at = Instant(index=True)
    until = Instant(index=True)
    state = Text()
    confirmed_at = Instant(null=True)
    data = Document(held_text, held_from)

    class Meta:
        indexes: ClassVar = ((("person", "confirmed_at"), False),)


class Account(Table):
    """A mail account that is to be left alone."""

    name = Text(primary_key=True)
    paused_until = Instant()
    reason = Text()


class Lease(Table):
    """Who does what, by the database's clock; a daemon's own lease is named like its holder."""

    epoch = Number()
    name = Text(unique=True)
    holder = Text()
    until = Instant()


class Alert(Table):
    """What is told on another channel than mail, which `channel` stands for without naming it."""

    id = Number()
    key = Text()
    channel = Text()
    at = Instant()
    title = Text()
    text = Text()
    state = Text(default="queued")
    attempts = IntegerField(default=0)
    ready_at = Instant()
    note = Text(default="")

    class Meta:
        indexes: ClassVar = ((("key", "channel"), True), (("state", "ready_at"), False))


def in_state(*states: str) -> peewee.Expression:
    """Letters in one of those states: written out, since no database finds a partial index by a parameter."""
    words = [peewee.SQL(f"'{state}'") for state in states]
    return Letter.state == words[0] if len(words) == 1 else Letter.state.in_(words)


OPEN = Message.disposition.is_null()
UNFILED = ~Sighting.filed
QUEUED = in_state("queued")
UNSETTLED = in_state("claimed", "in_doubt")
FOLDED = in_state("folded")

Message.add_index(Message.index(Message.id, where=OPEN, name="message_open"))
Sighting.add_index(
    Sighting.index(Sighting.mailbox, Sighting.folder, Sighting.message, where=UNFILED, name="sighting_unfiled")
)
Letter.add_index(Letter.index(Letter.ready_at, where=QUEUED, name="letter_queued"))
Letter.add_index(Letter.index(Letter.person, where=QUEUED, name="letter_waiting"))
Letter.add_index(Letter.index(Letter.cause, where=QUEUED, name="letter_cause"))
Letter.add_index(Letter.index(Letter.daemon, where=UNSETTLED, name="letter_unsettled"))
Letter.add_index(Letter.index(Letter.folded_into, where=FOLDED, name="letter_folded"))

TABLES: tuple[type[Table], ...] = (
    Meta,
    Person,
    Address,
    Project,
    Member,
    Folder,
    Message,
    Sighting,
    Raw,
    Attachment,
    Record,
    Occasion,
    Letter,
    Frozen,
    Account,
    Held,
    Lease,
    Alert,
)
