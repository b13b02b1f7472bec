"""What the installation knows of itself: small values by key, and the keys of its tokens."""

import secrets
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import Self

from mailflow.store import schema
from mailflow.store.database import Database

TOKEN_KEYS = "token_keys"  # noqa: S105 - a key's name, no secret


@dataclass(frozen=True, slots=True)
class TokenKey:
    """A key that tokens are signed with; those of one that has an end, `until`, prove nothing from then on."""

    key: bytes
    until: datetime | None = None

    @property
    def fingerprint(self) -> str:
        """Eight characters to know it by, which tell nothing of it."""
        return sha256(b"fingerprint\x00" + self.key).hexdigest()[:8]

    @property
    def text(self) -> str:
        """The key as it is stored."""
        return self.key.hex() + (f"@{self.until.astimezone(UTC).isoformat()}" if self.until else "")

    @classmethod
    def read(cls, text: str) -> Self:
        """The key that `text` wrote."""
        key, _, until = text.partition("@")
        return cls(bytes.fromhex(key), datetime.fromisoformat(until) if until else None)


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

    def forget(self, key: str) -> None:
        """Let go of that key."""
        with self._database.writing():
            self._database.execute(schema.Meta.delete().where(schema.Meta.key == key))

    def token_keys(self) -> tuple[bytes, ...]:
        """The keys that letters' tokens are signed with, newest first; the first is made at its first use."""
        return tuple(one.key for one in self.keyring())

    def keyring(self) -> tuple[TokenKey, ...]:
        """The same with their ends: the newest has none."""
        found = self.get(TOKEN_KEYS)
        return self._first_key() if found is None else _keyring(found)

    def rotate_keys(self, until: datetime) -> tuple[TokenKey, ...]:
        """Sign with a new key from now on; what the one before signed is good until then. Any older one is gone."""
        with self._database.writing():
            before = self.keyring()[0]
            return self._keep(TokenKey(secrets.token_bytes(32)), TokenKey(before.key, until))

    def end_keys(self, now: datetime) -> int:
        """Forget the keys that have come to their end; how many."""
        with self._database.writing():
            before = self.keyring()
            kept = [one for one in before if one.until is None or one.until > now]
            if len(kept) < len(before):
                self._keep(*kept)
        return len(before) - len(kept)

    def _keep(self, *keys: TokenKey) -> tuple[TokenKey, ...]:
        self.put(TOKEN_KEYS, " ".join(one.text for one in keys))
        return keys

    def _first_key(self) -> tuple[TokenKey, ...]:
        new = schema.Meta.insert(key=TOKEN_KEYS, value=secrets.token_hex(32))
        with self._database.writing():
            self._database.execute(new.on_conflict_ignore())
            return _keyring(self.get(TOKEN_KEYS) or "")


def _keyring(value: str) -> tuple[TokenKey, ...]:
    return tuple(TokenKey.read(one) for one in value.split())
