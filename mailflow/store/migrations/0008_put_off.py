"""Letters know since when servers have put them off."""

from peewee import Database
from playhouse.migrate import SchemaMigrator

from mailflow.store.fields import Instant


def up(migrator: SchemaMigrator, database: Database) -> None:
    """Add the column."""
    migrator.migrate(migrator.add_column("letter", "put_off_since", Instant(null=True)))
