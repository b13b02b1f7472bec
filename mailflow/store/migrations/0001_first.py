"""The first schema. A new database is made from the models, and all migrations count as applied there."""

from peewee import Database
from playhouse.migrate import SchemaMigrator


def up(migrator: SchemaMigrator, database: Database) -> None:
    """Nothing: there was no schema before this one."""
