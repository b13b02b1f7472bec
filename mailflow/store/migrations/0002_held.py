"""A table for what is held until somebody confirms it; letters that ask for proof are challenges from now on."""

from peewee import BigIntegerField, Database, Model, SchemaManager, TextField
from playhouse.migrate import SchemaMigrator

from mailflow.store.fields import Instant

RENAMED = """
UPDATE letter SET letter = 'challenge', intent = replace(intent, '"letter":"unproven"', '"letter":"challenge"')
WHERE letter = 'unproven'
"""


class Held(Model):
    """As it was then."""

    message = BigIntegerField(primary_key=True)
    person = TextField()
    proof = TextField()
    at = Instant(index=True)
    until = Instant(index=True)
    state = TextField()
    confirmed_at = Instant(null=True)
    data = TextField()

    class Meta:
        legacy_table_names = False
        indexes = ((("person", "confirmed_at"), False),)


def up(migrator: SchemaMigrator, database: Database) -> None:
    """Make the table, and rename the letters."""
    with database.bind_ctx([Held]):
        SchemaManager(Held, database).create_all()
    database.execute_sql(RENAMED)
