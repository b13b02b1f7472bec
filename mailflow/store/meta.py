"""What the installation knows of itself: small values by key, and the keys of its tokens."""

import secrets

from mailflow.store import schema
from mailflow.store.database import Database

TOKEN_KEYS = "token_keys"  # noqa: S105 - a key's name, no secret


class Meta:
    """Small values that live as long as the database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self, key: str) -> str | None:
        """The value of that key."""
        query = schema.Meta.select(schema.Meta.value).where(schema.Meta.key == key)
        with self._database.reading():
            found: str | None = self._database.value(query)
        return found

    def beginning(self, prefix: str) -> dict[str, str]:
        """The values of all keys that begin with `prefix`, by the rest of the key."""
        query = schema.Meta.select(schema.Meta.key, schema.Meta.value).order_by(schema.Meta.key)
        with self._database.reading():
            rows = self._database.rows(query)
        return {key.removeprefix(prefix): value for key, value in rows if key.startswith(prefix)}

    def put(self, key: str, value: str) -> None:
        """Set the value of that key."""
        new = schema.Meta.insert(key=key, value=value)
        with self._database.writing():
            self._database.execute(new.on_conflict(conflict_target=[schema.Meta.key], preserve=[schema.Meta.value]))

    def token_keys(self) -> tuple[bytes, ...]:
        """The keys that letters' tokens are signed with, newest first; the first is made at its first use."""
        found = self.get(TOKEN_KEYS)
        return self._first_key() if found is None else _keys(found)

    def _first_key(self) -> tuple[bytes, ...]:
        new = schema.Meta.insert(key=TOKEN_KEYS, value=secrets.token_hex(32))
        with self._database.writing():
            self._database.execute(new.on_conflict_ignore())
            return _keys(self.get(TOKEN_KEYS) or "")


def _keys(value: str) -> tuple[bytes, ...]:
    return tuple(bytes.fromhex(key) for key in value.split())
