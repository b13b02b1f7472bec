"""What the installation knows of itself: small values by key, and the keys of its tokens."""

import secrets

from mailflow.store.database import Database

TOKEN_KEYS = "token_keys"  # noqa: S105 - a key's name, no secret


class Meta:
    """Small values that live as long as the database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self, key: str) -> str | None:
        """The value of that key."""
        with self._database.reading():
            rows = self._database.rows("SELECT value FROM meta WHERE key = ?", key)
        return rows[0][0] if rows else None

    def beginning(self, prefix: str) -> dict[str, str]:
        """The values of all keys that begin with `prefix`, by the rest of the key."""
        with self._database.reading():
            rows = self._database.rows("SELECT key, value FROM meta ORDER BY key")
        return {key.removeprefix(prefix): value for key, value in rows if key.startswith(prefix)}

    def put(self, key: str, value: str) -> None:
        """Set the value of that key."""
        with self._database.writing():
            self._database.execute(
                "INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
                key,
                value,
            )

    def token_keys(self) -> tuple[bytes, ...]:
        """The keys that letters' tokens are signed with, newest first; the first is made at its first use."""
        found = self.get(TOKEN_KEYS)
        return self._first_key() if found is None else _keys(found)

    def _first_key(self) -> tuple[bytes, ...]:
        with self._database.writing():
            self._database.execute(
                "INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT (key) DO NOTHING",
                TOKEN_KEYS,
                secrets.token_hex(32),
            )
            return _keys(self.get(TOKEN_KEYS) or "")


def _keys(value: str) -> tuple[bytes, ...]:
    return tuple(bytes.fromhex(key) for key in value.split())
