"""A table for the files that come with messages."""

from typing import ClassVar

from peewee import (
    BigIntegerField,
    BooleanField,
    CompositeKey,
    Database,
    ForeignKeyField,
    IntegerField,
    Model,
    SchemaManager,
    TextField,
)
from playhouse.migrate import SchemaMigrator

from mailflow.store.schema import Message


class Attachment(Model):
    """As it was then."""

    message = ForeignKeyField(Message, column_name="message", index=False)
    position = IntegerField()
    name = TextField()
    type = TextField()
    size = BigIntegerField()
    sha256 = TextField(index=True)
    left = TextField()
    risk = TextField()
    claimed = TextField()
    inline = BooleanField()

    class Meta:
        legacy_table_names = False
        primary_key = CompositeKey("message", "position")
        indexes: ClassVar = ()


def up(migrator: SchemaMigrator, database: Database) -> None:
    """Make it."""
    with database.bind_ctx([Attachment], bind_refs=False, bind_backrefs=False):
        SchemaManager(Attachment, database).create_all()
