"""A table for what is told at once on other channels than mail."""

from typing import ClassVar

from peewee import Database, IntegerField, Model, SchemaManager, TextField
from playhouse.migrate import SchemaMigrator

from mailflow.store.fields import Instant, Number


class Alert(Model):
    """As it was then."""

    id = Number()
    key = TextField()
    channel = TextField()
    at = Instant()
    title = TextField()
    text = TextField()
    state = TextField(default="queued")
    attempts = IntegerField(default=0)
    ready_at = Instant()
    note = TextField(default="")

    class Meta:
        legacy_table_names = False
        indexes: ClassVar = ((("key", "channel"), True), (("state", "ready_at"), False))


def up(migrator: SchemaMigrator, database: Database) -> None:
    """Make it."""
    with database.bind_ctx([Alert], bind_refs=False, bind_backrefs=False):
        SchemaManager(Alert, database).create_all()
