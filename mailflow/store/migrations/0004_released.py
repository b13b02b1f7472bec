"""A message that an operator has released says so."""

from peewee import BooleanField, Database
from playhouse.migrate import SchemaMigrator


def up(migrator: SchemaMigrator, database: Database) -> None:
    """Add the column."""
    migrator.migrate(migrator.add_column("message", "released", BooleanField(default=False)))
