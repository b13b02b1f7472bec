"""A table for who does what, where several daemons share a database."""

from peewee import Database, Model, SchemaManager, TextField
from playhouse.migrate import SchemaMigrator

from mailflow.store.fields import Instant, Number


class Lease(Model):
    """As it was then."""

    epoch = Number()
    name = TextField(unique=True)
    holder = TextField()
    until = Instant()

    class Meta:
        legacy_table_names = False


def up(migrator: SchemaMigrator, database: Database) -> None:
    """Make it."""
    with database.bind_ctx([Lease]):
        SchemaManager(Lease, database).create_all()
